"""Calling Slack's Web API from the relay's thread, each failure named by what it means for us.

A post whose answer never came may have been made all the same: `Unsure` says so, and the next try
looks for it first.
"""

import http.client
import socket
import ssl
import urllib.error
from collections.abc import Iterator, Mapping
from typing import Any, Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.pace import POSTING, Pace
from core.errors import NoticeRejected, RateLimited, RecipientGone, RemoteUnavailable
from core.outbox import ChannelDown

_PATIENCE_SECONDS: Final = 15
_GONE: Final = frozenset(
    "user_not_found user_disabled users_not_found user_not_visible cannot_dm_bot "
    "not_in_dm is_archived messages_tab_disabled".split()
)
NOT_LET_IN: Final = frozenset(
    "invalid_auth not_authed account_inactive token_revoked token_expired missing_scope "
    "not_allowed_token_type no_permission team_access_not_granted ekm_access_denied "
    "access_denied two_factor_setup_required org_login_required".split()
)
_IN_TROUBLE: Final = frozenset(
    "internal_error fatal_error service_unavailable request_timeout team_added_to_org".split()
)
_NO_CHANNEL: Final = frozenset("channel_not_found not_in_channel is_archived".split())
MISSING: Final = frozenset("message_not_found cant_update_message edit_window_closed".split())
"""What is said of a message that cannot be put right any more."""
_SECONDS: Final = 30.0
"""How long to wait where Slack does not say."""


class Unsure(ChannelDown):
    """Slack did not answer: what was asked of it may have been done all the same."""


class MessageGone(NoticeRejected):
    """A message of ours is not there any more."""


class Calls:
    """The few methods that the relay needs; one thread at a time."""

    def __init__(self, client: WebClient, pace: Pace) -> None:
        """Call through `client`, which must have no retry handlers: the outbox tries again."""
        self._client = client
        self._pace = pace
        self._directs: dict[str, str] = {}

    def direct(self, user: str) -> str:
        """Return the conversation with one person. Raises RecipientGone."""
        if user not in self._directs:
            found = self._call("conversations.open", "", users=user)
            self._directs[user] = str(found["channel"]["id"])
        return self._directs[user]

    def post(self, channel: str, body: Mapping[str, Any]) -> tuple[str, str]:
        """Post a message and return the channel's id and the message's ts."""
        found = self._call(POSTING, channel, channel=channel, unfurl_links=False, **body)
        self._pace.posted(channel)
        return str(found["channel"]), str(found["ts"])

    def update(self, channel: str, ts: str, body: Mapping[str, Any]) -> None:
        """Put a message right. Raises MessageGone."""
        self._call("chat.update", channel, channel=channel, ts=ts, **body)

    def publish(self, user: str, view: Mapping[str, Any]) -> None:
        """Publish somebody's home tab."""
        self._call("views.publish", "", user_id=user, view=view)

    def history(self, channel: str, since: float) -> Iterator[Mapping[str, Any]]:
        """Yield the messages of a conversation since a moment (Unix time), the newest first."""
        cursor = ""
        while True:
            found = self._call(
                "conversations.history", channel, channel=channel, oldest=f"{since:.6f}",
                include_all_metadata=True, limit=200, **({"cursor": cursor} if cursor else {}),
            )  # fmt: skip
            yield from found["messages"]
            cursor = (found.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _call(self, method: str, channel: str, /, **arguments: Any) -> SlackResponse:
        self._pace.wait_for(method, channel)
        try:
            return self._client.api_call(method, json=arguments)
        except SlackApiError as error:
            raise self._refused(method, channel, error) from error
        except (OSError, http.client.HTTPException, SlackClientError) as error:
            raise _not_reached(error) from error

    def _refused(self, method: str, channel: str, error: SlackApiError) -> Exception:
        response = error.response
        name = str(response.get("error") or "")
        status = int(getattr(response, "status_code", 200) or 200)
        if status == 429 or name in ("ratelimited", "rate_limited"):
            seconds = _retry_after(response)
            self._pace.limited(method, channel, seconds)
            return RateLimited(f"Slack asked us to wait {seconds:g} seconds", seconds)
        if status >= 500 or name in _IN_TROUBLE:
            return Unsure(f"Slack is in trouble ({name or status})")
        if name in NOT_LET_IN:
            return ChannelDown(f"Slack does not let us in ({name}): see sle-broker doctor")
        if name in MISSING:
            return MessageGone(f"the message is not there any more ({name})")
        if name in _GONE or (name in _NO_CHANNEL and not channel.startswith("#")):
            return RecipientGone(f"there is no such account in Slack any more ({name})")
        if name in _NO_CHANNEL:
            return RemoteUnavailable(f"the app is not in {channel} ({name}): invite it there")
        return NoticeRejected(f"Slack refused it ({name})")


def _retry_after(response: Any) -> float:
    headers = {str(k).lower(): v for k, v in (getattr(response, "headers", None) or {}).items()}
    try:
        return max(0.0, float(headers["retry-after"]))
    except (KeyError, TypeError, ValueError):
        return _SECONDS


def _not_reached(error: Exception) -> ChannelDown:
    """Return whether a call never left, or left and was not answered."""
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    never_left = isinstance(
        cause, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError
    )
    kind = ChannelDown if never_left else Unsure
    return kind(f"Slack cannot be reached ({type(cause).__name__})")


def web_client(token: str, base_url: str, patience: int = _PATIENCE_SECONDS) -> WebClient:
    """Return a client that tries once, for so many seconds; `base_url` ends with a slash."""
    return WebClient(token=token, base_url=base_url, timeout=patience, retry_handlers=[])
