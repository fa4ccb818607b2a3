"""What somebody sees when a listener fails: that nothing has changed, and a reference.

The log gets where it happened, never whose words it happened to.
"""

import logging
from typing import Any, Final

from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.views.modals import plain
from core import faults
from core.errors import Transient

TITLE: Final = "Please try again"
_log = logging.getLogger(__name__)


async def answer_fault(
    error: Exception, body: dict[str, Any], client: AsyncWebClient
) -> BoltResponse:
    """Answer for a listener that failed, each payload in the way that its sender can see."""
    text = _told(error, str(body.get("type") or ("command" if body.get("command") else "")))
    if body.get("type") == "event_callback":
        return BoltResponse(status=503, body="")
    if body.get("command"):
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": text})
    if body.get("type") == "view_submission":
        pushed = {"response_action": "push", "view": plain(TITLE, text)}
        return BoltResponse(status=200, body=pushed)
    if body.get("type") == "block_actions":
        await _show(text, body, client)
        return BoltResponse(status=200, body="")
    return BoltResponse(status=500, body="")


def _told(error: Exception, what: str) -> str:
    if isinstance(error, Transient):
        reference = faults.new_reference()
        told = {"payload": what, "reference": reference, "fault": faults.describe(error)}
        _log.warning("slack_listener_out_of_reach", extra=told)
    else:
        reference = faults.report(_log, "slack_listener_failed", error, payload=what)
    return f"Something went wrong, and nothing has changed. Please try again. (ref {reference})"


async def _show(text: str, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Show a word to whoever pressed: beside the message, else as a modal."""
    try:
        if body.get("response_url"):
            await AsyncWebhookClient(body["response_url"]).send(
                text=text, response_type="ephemeral", replace_original=False
            )
        elif (body.get("view") or {}).get("type") == "modal":
            await client.views_push(trigger_id=body["trigger_id"], view=plain(TITLE, text))
        else:
            await client.views_open(trigger_id=body["trigger_id"], view=plain(TITLE, text))
    except Exception as error:  # noqa: BLE001 — Slack may be what is out of reach
        _log.warning("slack_fault_not_shown", extra={"fault": faults.describe(error)})
