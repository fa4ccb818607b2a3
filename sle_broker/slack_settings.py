"""Whether and how Slack is used, by the settings; nothing of Slack's libraries is loaded for it."""

import os

from pydantic import SecretStr

from core.errors import ConfigError
from core.settings import Settings


def is_on(settings: Settings) -> bool:
    """Whether Slack is to be used. Raises ConfigError for settings that contradict one another."""
    bot, app = secret(settings.slack_bot_token), secret(settings.slack_app_token)
    signing = secret(settings.slack_signing_secret)
    if not bot:
        stray = "SLACK_APP_TOKEN" if app else "SLACK_SIGNING_SECRET" if signing else ""
        if stray:
            raise ConfigError(
                f"{stray} is set, but SLACK_BOT_TOKEN is not: set both (the bot token is shown "
                "after the app was installed), or neither"
            )
        return False
    if not app and not signing:
        raise ConfigError(
            "SLACK_BOT_TOKEN is set, but nothing that Slack could reach us by: set "
            "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"
        )
    _check_kind("SLACK_BOT_TOKEN", bot, "xoxb-", "the bot token of “Install App”")
    _check_kind("SLACK_APP_TOKEN", app, "xapp-", "an app-level token with connections:write")
    if not settings.slack_api_url.startswith(("https://", "http://")):
        raise ConfigError("SLACK_API_URL is no address: leave it out, or write https://…/api/")
    if os.environ.get("SLACK_CLIENT_ID") and os.environ.get("SLACK_CLIENT_SECRET"):
        raise ConfigError(
            "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are set, which would make the app ask for an "
            "installation instead of using SLACK_BOT_TOKEN: unset them"
        )
    return True


def _check_kind(name: str, token: str, beginning: str, what: str) -> None:
    if token and not token.startswith(beginning):
        raise ConfigError(f"{name} does not begin with {beginning}: it should be {what}")


def secret(value: SecretStr) -> str:
    """Return a token or secret as it was given, without blanks around it."""
    return value.get_secret_value().strip()


def api_url(settings: Settings) -> str:
    """Return where Slack's Web API is, as slack_sdk wants it."""
    return settings.slack_api_url.rstrip("/") + "/"
