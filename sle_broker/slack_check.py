"""A look at Slack: whether it takes our tokens, and what the app may do there."""

from collections.abc import Iterator
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.calls import web_client
from bot.manifest import SCOPES
from core.settings import Settings
from sle_broker.doctor import Finding
from sle_broker.slack_settings import api_url, secret

_INSTALL: Final = "Copy it anew from the app’s pages at api.slack.com/apps."


def look_at_slack(settings: Settings) -> Iterator[Finding]:
    """Ask Slack; `settings` name it."""
    client = web_client(secret(settings.slack_bot_token), api_url(settings))
    try:
        known = client.auth_test()
    except SlackApiError as error:
        yield _refused("SLACK_BOT_TOKEN", error)
        return
    except OSError as error:
        yield _out_of_reach(error)
        return
    yield Finding("well", f"Slack knows the app in the workspace {known['team']}.")
    told = {str(name).lower(): str(value) for name, value in known.headers.items()}
    yield from _scopes(told.get("x-oauth-scopes", ""))
    app = secret(settings.slack_app_token)
    if app:
        try:
            client.apps_connections_open(app_token=app)
        except SlackApiError as error:
            yield _refused("SLACK_APP_TOKEN", error)
        else:
            yield Finding("well", "Slack can reach us by Socket Mode.")


def _scopes(given: str) -> Iterator[Finding]:
    missing = sorted(set(SCOPES) - {x.strip() for x in given.split(",")}) if given else []
    if missing:
        yield Finding(
            "mend",
            f"The app lacks what it needs in Slack: {', '.join(missing)}.",
            "Paste what sle-broker slack-manifest prints into its App Manifest, and reinstall it.",
        )


def _refused(setting: str, error: SlackApiError) -> Finding:
    name = str(error.response.get("error"))
    return Finding("mend", f"Slack refuses {setting} ({name}).", _INSTALL)


def _out_of_reach(error: OSError) -> Finding:
    return Finding(
        "mend",
        f"Slack does not answer ({type(error).__name__}).",
        "Check SLACK_API_URL, and whether this machine may reach slack.com.",
    )
