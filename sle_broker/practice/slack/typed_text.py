"""What somebody types, as Slack stores it (docs.slack.dev, messaging/formatting-message-text)."""

import html
import re
from collections.abc import Callable

_PIECE = re.compile(
    r"(?P<url>https?://[^\s<>]+[^\s<>.,;:!?)\]'\"])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<user><@[UW][A-Z0-9]+>)"
    r"|@(?P<name>\w[\w.-]*\w)"
)


def as_stored(text: str, find_user: Callable[[str], str | None]) -> str:
    """Return a typed text with its links and mentions marked and the rest escaped."""
    parts, at = [], 0
    for piece in _PIECE.finditer(text):
        parts.append(_escape(text[at : piece.start()]))
        parts.append(_marked(piece, find_user))
        at = piece.end()
    parts.append(_escape(text[at:]))
    return "".join(parts)


def _marked(piece: re.Match[str], find_user: Callable[[str], str | None]) -> str:
    if piece["url"]:
        return f"<{_escape(piece['url'])}>"
    if piece["email"]:
        return f"<mailto:{piece['email']}|{piece['email']}>"
    if piece["user"]:
        return piece["user"]
    user = find_user(piece["name"])
    return f"<@{user}>" if user else _escape(piece.group())


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
