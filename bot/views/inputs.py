"""A form's fields as inputs of a modal, filled in with what is known."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.ids import field_block
from bot.views.blocks import (
    TEXT,
    Block,
    Element,
    asked,
    date_input,
    option,
    radio,
    select,
    several,
    text_input,
)
from bot.views.mrkdwn import size
from core.names import words
from core.notices.plain_english import capital
from core.reading.forms import Field
from core.reading.specialisms import SPECIALISMS
from core.reading.standards import TEACHERS_STANDARDS

_LARGEST: Final = 6000
"""Bytes of one answer as JSON, so that a form of many long ones is still a view Slack takes."""

NO_ANSWER: Final[tuple[Any, ...]] = (None, "", (), [])


def input_of(field: Field, value: Any = None, *, needed: bool = True) -> Block:
    """Return the input of one field; `value` is as the record keeps it. Only what is `needed` and
    required has to be filled in.

    A text too long for Slack's inputs is not put in, where a part of it could replace the whole:
    its input says that it stays as it is unless something is written.
    """
    kept = _too_long(value)
    return asked(
        field_block(field.name),
        field.title,
        _INPUTS.get(field.kind, _text)(field, None if kept else value),
        hint=_KEPT if kept else _hint(field),
        optional=kept or not (needed and field.required),
    )


_KEPT = "What was written before is kept; write here only to replace it."


def _too_long(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    return size(value) > TEXT or len(json.dumps(value)) > _LARGEST


def _hint(field: Field) -> str:
    return "" if field.kind in ("choice", "yes_no") else field.help


def _text(_field: Field, value: Any) -> Element:
    return text_input("" if value in NO_ANSWER else str(value))


def _long(_field: Field, value: Any) -> Element:
    return text_input("" if value in NO_ANSWER else str(value), long=True)


def _money(_field: Field, value: Any) -> Element:
    shown = "" if value is None else f"{int(value) / 100:.2f}"
    return text_input(shown, example="For example 1050 or 350.00")


def _days(_field: Field, value: Any) -> Element:
    shown = f"{int(value) / 2:g}" if value else ""
    return text_input(shown, example="For example 3 or 2.5")


def _number(_field: Field, value: Any) -> Element:
    return text_input("" if value is None else str(value), example="A number")


def _date(_field: Field, value: Any) -> Element:
    return date_input(str(value) if value else None)


def _choice(field: Field, value: Any) -> Element:
    return select([option(_gloss(field, x), x) for x in field.choices], value)


def _gloss(field: Field, choice: str) -> str:
    """Return what a choice is called: by the help, where that explains it ("own: your budget")."""
    found = re.search(rf"(?:^|[;.]\s*){re.escape(choice)}: ([^;.]+)", field.help)
    return capital(found[1].strip() if found else words(choice.replace("-", "_")))


def _yes_no(_field: Field, value: Any) -> Element:
    chosen = {True: "yes", "yes": "yes", False: "no", "no": "no"}.get(value)
    return radio([option("Yes", "yes"), option("No", "no")], chosen)


def _scale(_field: Field, value: Any) -> Element:
    return radio([option(str(n), str(n)) for n in range(1, 5)], str(value) if value else None)


def _specialisms(_field: Field, value: Any) -> Element:
    return several([option(x.title, x.slug) for x in SPECIALISMS], tuple(value or ()))


def _standards(_field: Field, value: Any) -> Element:
    shown = [option(f"{n}. {title}", str(n)) for n, title in TEACHERS_STANDARDS.items()]
    return several(shown, tuple(str(x) for x in value or ()))


_INPUTS: Mapping[str, Callable[[Field, Any], Element]] = {
    "text": _text,
    "long": _long,
    "number": _number,
    "money": _money,
    "date": _date,
    "choice": _choice,
    "days": _days,
    "yes_no": _yes_no,
    "scale": _scale,
    "specialisms": _specialisms,
    "standards": _standards,
}
