"""Block Kit, every limit of Slack's kept: each function clips or splits what it is given.

Lengths are Slack's published ones (docs.slack.dev, reference/block-kit); that a message's blocks
may have about 11,000 characters together is undocumented (`msg_blocks_too_long`).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot.ids import METADATA, VALUE, Action, Carried, View
from bot.views.mrkdwn import Mrkdwn, clip, escape, lines, put, size
from core.notices.safe_text import one_line, several_lines

Block = dict[str, Any]
Element = dict[str, Any]
Style = Literal["primary", "danger"]

TEXT: Final = 3000
TITLE: Final = 24
FIELD: Final = 600
"""Slack takes 2000 a field; ten of those would be more than a message may hold."""
MOST_FIELDS: Final = 10
MOST_BUTTONS: Final = 25
MOST_IN_OVERFLOW: Final = 5
MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
MESSAGE_CHARACTERS: Final = 10_500
VIEW_BYTES: Final = 200_000
"""Slack refuses a view of more than 250 kB (`view_too_large`)."""
FALLBACK: Final = 3000
MORE: Final = "… more: see the case"


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its blocks, and the text that notifications and screen readers give instead."""

    text: str
    blocks: list[Block]


# --- text -----------------------------------------------------------------------------------------


def plain_text(text: str, most: int, *, emoji: bool = False) -> Element:
    """Return a text object without any formatting, on one line; a dash where there is nothing."""
    return {"type": "plain_text", "text": clip(one_line(text, most), most) or "–", "emoji": emoji}


def mrkdwn(text: str, most: int = TEXT) -> Element:
    """Return a text object; nothing in it is linked or mentioned that we did not link ourselves."""
    return {"type": "mrkdwn", "text": clip(escape(text), most).strip() or "–", "verbatim": True}


def header(text: str) -> Block:
    """Return a heading."""
    return {"type": "header", "text": plain_text(text, 150)}


def section(text: str, accessory: Element | None = None) -> Block:
    """Return one paragraph, cut where it is too long for one; see `sections`."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def sections(text: str) -> list[Block]:
    """Return text as paragraphs, as many as it takes, split between lines where possible."""
    return [section(Mrkdwn(x)) for x in _pieces(escape(text)) if x.strip()]


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for row in text.split("\n"):
        for part in _short_rows(row):
            if size(piece) + size(part) + 1 > TEXT:
                yield piece
                piece = ""
            piece = f"{piece}\n{part}" if piece else part
    yield piece


def _short_rows(row: str) -> Iterator[str]:
    while size(row) > TEXT:
        head = clip(row, TEXT // 2).removesuffix("…")
        yield head
        row = row[len(head) :].lstrip()
    yield row


def fields(pairs: Sequence[str]) -> list[Block]:
    """Return short texts side by side, ten a section."""
    shown = [mrkdwn(x, FIELD) for x in pairs if x]
    return [
        {"type": "section", "fields": shown[n : n + MOST_FIELDS]}
        for n in range(0, len(shown), MOST_FIELDS)
    ]


def context(*texts: str) -> Block:
    """Return small print; anything beyond ten pieces is left out."""
    return {"type": "context", "elements": [mrkdwn(x, 1000) for x in texts[:10]]}


def divider() -> Block:
    """Return a line across."""
    return {"type": "divider"}


# --- what can be pressed --------------------------------------------------------------------------


def confirm(
    title: str, text: str, yes: str, no: str = "Go back", *, danger: bool = False
) -> Element:
    """Return the question that is asked before a press counts."""
    return {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(yes, 30),
        "deny": plain_text(no, 30),
        "style": "danger" if danger else "primary",
    }


def button(
    text: str,
    action: Action,
    carried: Carried,
    *,
    style: Style | None = None,
    ask: Element | None = None,
    label: str = "",
) -> Element:
    """Return a button; `label` is what a screen reader says where `text` alone is too short."""
    found: Element = {
        "type": "button",
        "text": plain_text(text, 75),
        "action_id": str(action),
        "value": carried.packed(VALUE) if carried != Carried() else "{}",
    }
    optional = {"style": style, "confirm": ask, "accessibility_label": clip(one_line(label), 75)}
    return found | {name: value for name, value in optional.items() if value}


def overflow(action: Action, choices: Sequence[tuple[str, Carried]]) -> Element:
    """Return a menu behind three dots; Slack shows five choices at most."""
    return {
        "type": "overflow",
        "action_id": str(action),
        "options": [option(x, carried.packed(150)) for x, carried in choices[:MOST_IN_OVERFLOW]],
    }


def actions(*elements: Element | None) -> list[Block]:
    """Return a row of buttons; nothing where there are none."""
    shown = [x for x in elements if x is not None]
    return [{"type": "actions", "elements": shown[:MOST_BUTTONS]}] if shown else []


# --- what can be filled in ------------------------------------------------------------------------


def option(text: str, value: str, description: str = "") -> Element:
    """Return one choice of a menu; `value` is ours and at most 150 characters."""
    found: Element = {"text": plain_text(text, 75), "value": value}
    return found | ({"description": plain_text(description, 75)} if description else {})


def select(
    options: Sequence[Element], chosen: str | None = None, placeholder: str = "Choose one"
) -> Element:
    """Return a menu of at most 100 options, of which there has to be one at least."""
    shown = list(options[:100])
    initial = next((x for x in shown if x["value"] == chosen), None)
    found: Element = {
        "type": "static_select",
        "action_id": str(Action.VALUE),
        "placeholder": plain_text(placeholder, 150),
        "options": shown,
    }
    return found if initial is None else {**found, "initial_option": initial}


def several(options: Sequence[Element], chosen: Sequence[str] = ()) -> Element:
    """Return a menu of which several may be chosen; up to ten short ones are shown as boxes."""
    shown = list(options[:100])
    initial = [x for x in shown if x["value"] in chosen]
    kind: Element = (
        {"type": "checkboxes"}
        if len(shown) <= 10
        else {"type": "multi_static_select", "placeholder": plain_text("Choose any", 150)}
    )
    found = {**kind, "action_id": str(Action.VALUE), "options": shown}
    return {**found, "initial_options": initial} if initial else found


def radio(options: Sequence[Element], chosen: str | None = None) -> Element:
    """Return up to ten choices that all stand open."""
    shown = list(options[:10])
    initial = next((x for x in shown if x["value"] == chosen), None)
    found: Element = {
        "type": "radio_buttons",
        "action_id": str(Action.VALUE),
        "options": shown,
    }
    return found if initial is None else {**found, "initial_option": initial}


def text_input(value: str = "", *, long: bool = False, example: str = "") -> Element:
    """Return a line, or several, to write in."""
    found: Element = {
        "type": "plain_text_input",
        "action_id": str(Action.VALUE),
        "multiline": long,
        "max_length": TEXT,
    }
    shown = clip(several_lines(value, TEXT) if long else one_line(value, TEXT), TEXT)
    optional = {
        "initial_value": shown,
        "placeholder": plain_text(example, 150) if example else None,
    }
    return found | {name: x for name, x in optional.items() if x}


def date_input(chosen: str | None = None) -> Element:
    """Return a calendar; `chosen` is a day as ISO 8601."""
    found: Element = {
        "type": "datepicker",
        "action_id": str(Action.VALUE),
        "placeholder": plain_text("Choose a day", 150),
    }
    return found if chosen is None else {**found, "initial_date": chosen}


def asked(
    block_id: str, label: str, element: Element, *, hint: str = "", optional: bool = False
) -> Block:
    """Return one question of a modal with what it is answered in."""
    found: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label, 150),
        "element": element,
        "optional": optional,
    }
    return {**found, "hint": plain_text(hint, 300)} if hint else found


# --- whole messages and views ---------------------------------------------------------------------


def message(
    text: str, *, body: Sequence[Block], tail: Sequence[Block] = (), more: str = MORE
) -> Message:
    """Return a message that Slack takes: of too long a body the end is left out, of the tail, with
    its buttons, nothing. `text` is somebody's words or `Mrkdwn`.
    """
    room = MESSAGE_CHARACTERS - characters(tail) - len(more)
    kept = _fitting(body, MESSAGE_BLOCKS - len(tail) - 1, room, characters)
    note = [context(more)] if len(kept) < len(body) else []
    shown = [*kept, *note, *tail]
    told = clip(lines(text, FALLBACK), FALLBACK).strip() or _words_of(shown) or "See below"
    return Message(told, shown)


def _words_of(blocks: Sequence[Block]) -> Mrkdwn:
    """Return the first words that blocks show, for a message that says nothing else."""
    objects = [x["text"] for x in blocks if isinstance(x.get("text"), dict)]
    objects += [x["elements"][0] for x in blocks if x["type"] == "context"]
    said = (_said(x) for x in objects)
    return next((x for x in said if x.strip(" –")), Mrkdwn(""))


def _said(text: Element) -> Mrkdwn:
    return Mrkdwn(text["text"]) if text["type"] == "mrkdwn" else escape(text["text"])


def characters(blocks: Sequence[Block]) -> int:
    """Return how many characters blocks have, whatever they are for."""
    return sum(_characters(x) for x in blocks)


def _characters(value: Any) -> int:
    if isinstance(value, str):
        return size(value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(_characters(x) for x in inner)


def _bytes(blocks: Sequence[Block]) -> int:
    return len(json.dumps(blocks))


def _fitting(blocks: Sequence[Block], most: int, room: int, measure: Any) -> list[Block]:
    kept = list(blocks[:most])
    left = room
    for n, block in enumerate(kept):
        left -= measure([block])
        if left < 0:
            return kept[:n]
    return kept


def modal(
    view: View,
    title: str,
    blocks: Sequence[Block],
    carried: Carried,
    *,
    submit: str | None = "Send",
    close: str = "Cancel",
) -> dict[str, Any]:
    """Return a modal; without `submit` it is only read."""
    found: dict[str, Any] = {
        "type": "modal",
        "callback_id": str(view),
        "title": plain_text(title, TITLE),
        "close": plain_text(close, 24),
        "private_metadata": carried.packed(METADATA),
        "blocks": _view_blocks(blocks),
    }
    return found | ({"submit": plain_text(submit, 24)} if submit else {})


def home_view(blocks: Sequence[Block]) -> dict[str, Any]:
    """Return the home tab."""
    return {"type": "home", "callback_id": str(View.HOME), "blocks": _view_blocks(blocks)}


def _view_blocks(blocks: Sequence[Block]) -> list[Block]:
    kept = _fitting(blocks, VIEW_BLOCKS - 1, VIEW_BYTES, _bytes)
    return [*kept, context("… and more than fits here")] if len(kept) < len(blocks) else kept


def named(label: str, value: str) -> Mrkdwn:
    """Return a label above its value, for `fields`."""
    return put(Mrkdwn("*"), clip(one_line(label, 80), 80), Mrkdwn("*\n"), clip(value, 400))
