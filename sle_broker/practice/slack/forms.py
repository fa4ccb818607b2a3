"""What Slack itself says of a form before its app ever hears of it."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.state import FIELDS

REQUIRED = "Please complete this required field."
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LONGEST = 3000


def complaints(view: Json) -> dict[str, str]:
    """Return what is wrong with a form as it is filled in, by block; nothing when it can go."""
    wrong: dict[str, str] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        entry = view["state"]["values"].get(block["block_id"], {}).get(element["action_id"], {})
        value = entry.get(FIELDS[element["type"]].key)
        if value in (None, "", []):
            if not block.get("optional"):
                wrong[block["block_id"]] = REQUIRED
        else:
            for text in _complaints(element, value):
                wrong[block["block_id"]] = text
    return wrong


def _complaints(element: Json, value: Any) -> Iterator[str]:
    """Tell what is wrong with one field's value."""
    match element["type"]:
        case "plain_text_input":
            yield from _length(element, value)
        case "email_text_input" if not _EMAIL.fullmatch(value):
            yield "Please enter an email address, such as name@example.com."
        case "url_text_input" if not _is_url(value):
            yield "Please enter a web address that begins with https://."
        case "number_input":
            yield from _number(element, value)
        case kind if kind.startswith("multi_"):
            most = element.get("max_selected_items")
            if most and len(value) > most:
                yield f"Please choose {most} at most."
        case _:
            pass


def _length(element: Json, value: str) -> Iterator[str]:
    least = element.get("min_length") or 0
    most = element.get("max_length") or _LONGEST
    if len(value) < least:
        yield f"Please enter at least {least} characters."
    elif len(value) > most:
        yield f"Please enter no more than {most} characters."


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and " " not in value


def _number(element: Json, value: str) -> Iterator[str]:
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        yield "Please enter a number."
        return
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        yield "Please enter a whole number."
    elif element.get("min_value") is not None and number < Decimal(element["min_value"]):
        yield f"Please enter {element['min_value']} or more."
    elif element.get("max_value") is not None and number > Decimal(element["max_value"]):
        yield f"Please enter {element['max_value']} or less."
