"""Connecting a workspace: the manifest, settings that contradict one another, doctor's look."""

import json
from pathlib import Path

import pytest

from sle_broker.practice.slack.identity import EVENTS, SCOPES
from tests.support.command_line import CommandLine
from tests.support.practice_slack import running, slack_app


def test_the_manifest_asks_for_what_the_app_uses(cli: CommandLine) -> None:
    made = json.loads(cli.do("slack-manifest").out)
    assert set(made["oauth_config"]["scopes"]["bot"]) == SCOPES
    assert set(made["settings"]["event_subscriptions"]["bot_events"]) == EVENTS
    assert made["settings"]["socket_mode_enabled"] is True
    assert made["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    [command] = made["features"]["slash_commands"]
    assert command["command"] == "/sle"
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140


def test_a_manifest_for_http_names_where_slack_calls(cli: CommandLine) -> None:
    made = json.loads(cli.do("slack-manifest", "--http", "https://sle.downland.example").out)
    where = "https://sle.downland.example/slack/events"
    settings = made["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == where
    assert settings["interactivity"]["request_url"] == where
    assert made["features"]["slash_commands"][0]["url"] == where
    assert cli("slack-manifest", "--http", "http://plain.example").code == 64


BOT, APP = "xoxb-1", "xapp-1"


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"SLACK_BOT_TOKEN": BOT}, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN"),
        ({"SLACK_SIGNING_SECRET": "secret"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": BOT}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": "xoxp-1"}, "SLACK_APP_TOKEN"),
        (
            {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_API_URL": "slack.com"},
            "SLACK_API_URL",
        ),
        (
            {
                "SLACK_BOT_TOKEN": BOT,
                "SLACK_APP_TOKEN": APP,
                "SLACK_CLIENT_ID": "1",
                "SLACK_CLIENT_SECRET": "2",
            },
            "SLACK_CLIENT_ID",
        ),
    ],
)
def test_settings_that_contradict_one_another_are_refused_with_a_sentence(
    cli: CommandLine, settings: dict[str, str], named: str
) -> None:
    cli.set(**settings)
    ended = cli("serve", "--only", "bot")
    assert ended.code == 69
    assert named in ended.err
    assert "Traceback" not in ended.err


async def test_doctor_says_whether_slack_takes_the_tokens(cli: CommandLine, tmp_path: Path) -> None:
    async with running(tmp_path / "slack.sqlite3", app=slack_app(SCOPES - {"im:write"})) as slack:
        cli.set(SLACK_API_URL=slack.server.api_url, SLACK_BOT_TOKEN="xoxb-practice-test")
        cli.set(SLACK_APP_TOKEN="xapp-practice-test")
        found = await _doctor(cli)
        assert any("im:write" in x["what"] and x["verdict"] == "mend" for x in found)
        assert any("by Socket Mode" in x["what"] for x in found)
        cli.set(SLACK_BOT_TOKEN="xoxb-of-another-workspace")
        found = await _doctor(cli)
        assert any("refuses SLACK_BOT_TOKEN" in x["what"] for x in found)


async def _doctor(cli: CommandLine) -> list[dict[str, str]]:
    import asyncio  # noqa: PLC0415

    ended = await asyncio.to_thread(cli, "doctor", "--json")
    found: list[dict[str, str]] = ended.json["checks"]
    return found
