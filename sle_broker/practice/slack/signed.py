"""Signed HTTP: the app is called at its request URLs (docs.slack.dev, authentication/
verifying-requests-from-slack).
"""

import hashlib
import hmac
import json
import logging
import secrets
from ipaddress import ip_address
from urllib.parse import urlencode, urlsplit

import aiohttp

from core.clock import Clock
from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.delivery import Envelope, Reply
from sle_broker.practice.slack.faults import Faults
from sle_broker.practice.slack.identity import RequestUrls

_log = logging.getLogger(__name__)

_FORM = "application/x-www-form-urlencoded"
_RETRY_REASONS = {
    "operation_timeout": "http_timeout",
    "timeout": "http_timeout",
    "connection_failed": "connection_failed",
    "http_service_error": "http_error",
}


def signature(secret: str, timestamp: str, body: str) -> str:
    """Return Slack's `v0` signature of a request."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class SignedHttp:
    """Calls the app's request URLs, on this machine only."""

    def __init__(self, urls: RequestUrls, secret: str, clock: Clock, faults: Faults) -> None:
        """Sign with the app's secret. Raises ValueError for an address elsewhere.

        `clock` is the real time, however the practice clock stands: whoever checks a signature
        takes none that is five minutes old.
        """
        for address in (urls.events, urls.interactivity, urls.commands):
            if not on_this_machine(urlsplit(address).hostname):
                raise ValueError(f"{address} is not on this machine: practice stays on loopback")
        self._urls = urls
        self._secret = secret
        self._clock = clock
        self._faults = faults

    async def deliver(self, envelope: Envelope, within: float) -> Reply:
        """Post an envelope and read what comes back."""
        if self._faults.unreachable:
            return Reply("dispatch_failed")
        address, body, content_type = self._request(envelope)
        headers = self._headers(body, content_type)
        if envelope.attempt:
            headers["X-Slack-Retry-Num"] = str(envelope.attempt)
            headers["X-Slack-Retry-Reason"] = _RETRY_REASONS.get(envelope.reason, "unknown_error")
        try:
            return await self._post(address, body, headers, within)
        except TimeoutError:
            return Reply("operation_timeout")
        except aiohttp.ClientError as error:
            _log.warning("The app could not be called at %s (%s)", address, error)
            return Reply(
                "dispatch_failed" if envelope.kind != "events_api" else "connection_failed"
            )

    async def verify(self, within: float = 3.0) -> bool:
        """Send `url_verification` to the events URL; True when the challenge comes back."""
        challenge = secrets.token_hex(16)
        body = json.dumps({"type": "url_verification", "challenge": challenge})
        headers = self._headers(body, "application/json")
        try:
            reply = await self._post(self._urls.events, body, headers, within)
        except (TimeoutError, aiohttp.ClientError):
            return False
        return challenge in (reply.body.get("challenge"), reply.body.get("text"))

    async def _post(self, address: str, body: str, headers: dict[str, str], within: float) -> Reply:
        timeout = aiohttp.ClientTimeout(total=within)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(address, data=body.encode(), headers=headers) as response,
        ):
            if response.status != 200:
                _log.warning("The app answered %d at %s", response.status, address)
                return Reply("http_service_error")
            text = await response.text()
        return Reply(body=_read(text))

    def _request(self, envelope: Envelope) -> tuple[str, str, str]:
        if envelope.kind == "events_api":
            return self._urls.events, json.dumps(envelope.payload), "application/json"
        if envelope.kind == "slash_commands":
            return self._urls.commands, urlencode(envelope.payload), _FORM
        payload = json.dumps(envelope.payload)
        return self._urls.interactivity, urlencode({"payload": payload}), _FORM

    def _headers(self, body: str, content_type: str) -> dict[str, str]:
        timestamp = str(int(self._clock.now().timestamp()))
        return {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }


def _read(text: str) -> Json:
    if not text:
        return {}
    try:
        body = json.loads(text)
    except ValueError:
        return {"text": text}
    return body if isinstance(body, dict) else {"text": text}


def on_this_machine(host: str | None) -> bool:
    """Say whether a host is loopback."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
