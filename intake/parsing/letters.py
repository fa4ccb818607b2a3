"""The whole of a message read into a ``Letter``."""

from __future__ import annotations

import re

from intake.letter import Address, Headers, Letter
from intake.parsing.addresses import parse_addresses
from intake.parsing.bodies import Body, read_body
from intake.parsing.dates import parse_date
from intake.parsing.header_text import MAX_VALUE, decoded, one_line
from intake.parsing.structure import Splitter

MAX_REFERENCES = 200
_MESSAGE_ID = re.compile(r"<\s*([^<>]{1,998}?)\s*>")
_SPACE = re.compile(r"\s+")
_SINGLE = ("from", "subject", "date", "message-id", "content-type")


def parse(raw: bytes) -> Letter:
    """``raw`` as a letter. Never raises: what cannot be read is empty and named in ``problems``.

    The work is linear in the size; parts, nesting, addresses and header lengths are capped.
    """
    splitter = Splitter(raw)
    message = splitter.message()
    problems = splitter.problems
    body = read_body(message, problems)
    return _letter(message.headers, message.content_type, body, problems)


def _letter(headers: Headers, content_type: str, body: Body, problems: list[str]) -> Letter:
    problems.extend(
        f"more than one {name.title()} header" for name in _SINGLE if len(headers.every(name)) > 1
    )
    if any(len(value) > MAX_VALUE for values in headers.fields.values() for value in values):
        problems.append(f"a header longer than {MAX_VALUE} characters was cut")
    senders = _addresses(headers, "from")
    if not any(sender.address for sender in senders):
        problems.append("no readable From address")
    date = headers.first("date")
    moment = parse_date(date) if date else None
    if date and moment is None:
        problems.append("unreadable Date")
    return Letter(
        message_id=_message_id(headers.first("message-id")),
        subject=decoded(headers.first("subject")),
        sender=next((sender for sender in senders if sender.address), None),
        reply_to=_addresses(headers, "reply-to"),
        to=_addresses(headers, "to"),
        cc=_addresses(headers, "cc"),
        date=moment,
        in_reply_to=_message_id(headers.first("in-reply-to")),
        references=_references(headers.first("references")),
        text=body.text,
        html=body.html,
        attachments=body.attachments,
        content_type=content_type,
        headers=headers,
        problems=tuple(problems),
    )


def _addresses(headers: Headers, name: str) -> tuple[Address, ...]:
    values = headers.every(name)
    if len(values) == 1:
        return parse_addresses(values[0])
    return tuple(address for value in values[:20] for address in parse_addresses(value))


def _message_id(value: str) -> str:
    """The first id in angle brackets, or a lone word that looks like one."""
    found = _MESSAGE_ID.search(value[:2_000])
    if found:
        return _SPACE.sub("", one_line(found[1]))
    bare = one_line(value[:998]).strip("<> ")
    return bare if "@" in bare and " " not in bare else ""


def _references(value: str) -> tuple[str, ...]:
    found = [_SPACE.sub("", one_line(item)) for item in _MESSAGE_ID.findall(value[:MAX_VALUE])]
    return tuple(found[-MAX_REFERENCES:])
