"""The blocks themselves, and on which surface each may stand."""

from collections.abc import Iterator
from typing import Any, Literal

from sle_broker.practice.slack.blockkit.elements import (
    IN_ACTIONS,
    IN_INPUTS,
    IN_SECTIONS,
    button,
    feedback_buttons,
    icon_button,
)
from sle_broker.practice.slack.blockkit.objects import (
    KIND,
    any_text,
    identifier,
    image_element,
    image_url,
    plain,
    slack_file,
)
from sle_broker.practice.slack.blockkit.rich_text import rich_text, rich_text_elements
from sle_broker.practice.slack.blockkit.shapes import (
    Problem,
    Shape,
    any_of,
    array,
    boolean,
    exactly_one,
    string,
    structure,
    typed,
    union,
)

Surface = Literal["message", "modal", "home"]

MARKDOWN_LENGTH = 12_000
_id: dict[str, Shape] = {"block_id": identifier}

# Slack icons for cards: docs.slack.dev, reference/block-kit/composition-objects/slack-icon-object.
_ICONS = (
    "archive book bookmark bot bug calendar call caret-left caret-right check clipboard code "
    "comment compass copy cube download edit email eye-closed eye-open file flag folder gear globe "
    "heart help image info key lightbulb link map mobile new-window pin plus refine refresh rocket "
    "save screen share sparkle star star-filled tag thumbs-down thumbs-up trash upload user warning"
).split()


def _icon_or_icon(value: Any, at: str) -> Iterator[Problem]:
    if value.get("icon") is not None and value.get("slack_icon") is not None:
        yield Problem("must define only one of `icon` or `slack_icon`", at)


card = structure(
    KIND,
    {
        **_id,
        "hero_image": typed({"image": image_element}),
        "icon": typed({"image": image_element}),
        "slack_icon": typed({"icon": structure({**KIND, "name": string(20, among=_ICONS)})}),
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "actions": array(typed({"button": button}), most=3),
    },
    any_of("hero_image", "title", "actions", "body"),
    _icon_or_icon,
)


def _even_rows(value: Any, at: str) -> Iterator[Problem]:
    rows = value.get("rows")
    if isinstance(rows, list) and all(isinstance(row, list) for row in rows):
        widths = {len(row) for row in rows}
        if len(widths) > 1:
            yield Problem("must have the same number of cells in every row", f"{at}/rows")


_cell = typed(
    {
        "raw_text": structure({**KIND, "text": string(10_000)}),
        "rich_text": structure({**KIND, "elements": rich_text_elements}),
    }
)
_column = structure(
    {}, {"align": string(10, among=("left", "center", "right")), "is_wrapped": boolean}
)


def _column_or_null(value: Any, at: str) -> Iterator[Problem]:
    return iter(()) if value is None else _column(value, at)


def _file_input_reports_nothing(value: Any, at: str) -> Iterator[Problem]:
    element = value.get("element")
    kind = element.get("type") if isinstance(element, dict) else None
    if kind == "file_input" and value.get("dispatch_action"):
        yield Problem("file_input does not support `dispatch_action`", f"{at}/dispatch_action")


BLOCKS: dict[str, Shape] = {
    "section": structure(
        KIND,
        {
            **_id,
            "text": any_text(),
            "fields": array(any_text(2000), most=10),
            "accessory": typed(IN_SECTIONS),
            "expand": boolean,
        },
        any_of("text", "fields"),
    ),
    "header": structure({**KIND, "text": plain(150)}, _id),
    "divider": structure(KIND, _id),
    "context": structure(
        {
            **KIND,
            "elements": array(
                union(
                    typed({"image": image_element, "plain_text": any_text(), "mrkdwn": any_text()})
                ),
                most=10,
            ),
        },
        _id,
    ),
    "actions": structure({**KIND, "elements": array(typed(IN_ACTIONS), most=25)}, _id),
    "context_actions": structure(
        {
            **KIND,
            "elements": array(
                typed({"feedback_buttons": feedback_buttons, "icon_button": icon_button}), most=5
            ),
        },
        _id,
    ),
    "input": structure(
        {**KIND, "label": plain(2000), "element": typed(IN_INPUTS)},
        {**_id, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
        _file_input_reports_nothing,
    ),
    "image": structure(
        {**KIND, "alt_text": string(2000)},
        {**_id, "title": plain(2000), "image_url": image_url, "slack_file": slack_file},
        exactly_one("image_url", "slack_file"),
    ),
    "rich_text": rich_text,
    "markdown": structure({**KIND, "text": string(MARKDOWN_LENGTH)}, _id),
    "table": structure(
        {**KIND, "rows": array(array(_cell, most=20), most=100)},
        {**_id, "column_settings": array(_column_or_null, most=20)},
        _even_rows,
    ),
    "card": card,
    "carousel": structure({**KIND, "elements": array(typed({"card": card}), most=10)}, _id),
    "alert": structure(
        {**KIND, "text": any_text(200)},
        {**_id, "level": string(10, among=("default", "info", "warning", "error", "success"))},
    ),
}

# docs.slack.dev/blocks.json says where each block may stand; a table and a card are kept off the
# surfaces where Slack takes them and shows nothing.
_NOT_ON: dict[Surface, frozenset[str]] = {
    "message": frozenset({"alert"}),
    "modal": frozenset({"card", "carousel", "context_actions", "markdown", "table"}),
    "home": frozenset({"alert", "context_actions", "markdown", "table"}),
}
# Elements that Slack's reference names for some surfaces only.
_ELEMENT_ON: dict[str, frozenset[Surface]] = {
    "datetimepicker": frozenset({"message", "modal"}),
    "email_text_input": frozenset({"modal"}),
    "file_input": frozenset({"modal"}),
    "number_input": frozenset({"modal"}),
    "rich_text_input": frozenset({"modal", "home"}),
    "url_text_input": frozenset({"modal"}),
}


def on_surface(surface: Surface) -> Shape:
    """Return the shape of one block on a surface."""
    allowed = {kind: shape for kind, shape in BLOCKS.items() if kind not in _NOT_ON[surface]}
    block = typed(allowed)

    def look(value: Any, at: str) -> Iterator[Problem]:
        problems = list(block(value, at))
        yield from problems
        if problems:
            return
        for element, pointer in elements_with_pointers(value, at):
            kind = element["type"]
            if surface not in _ELEMENT_ON.get(kind, {surface}):
                yield Problem(f"unsupported type: {kind}", f"{pointer}/type")

    return look


def elements_with_pointers(
    block: dict[str, Any], at: str = ""
) -> Iterator[tuple[dict[str, Any], str]]:
    """Walk a sound block's elements that can be pressed, chosen from or filled in."""
    kind = block.get("type")
    if kind == "section" and block.get("accessory"):
        yield block["accessory"], f"{at}/accessory"
    elif kind == "input":
        yield block["element"], f"{at}/element"
    elif kind in {"actions", "context_actions"}:
        for number, element in enumerate(block["elements"]):
            yield element, f"{at}/elements/{number}"
    elif kind == "card":
        for number, element in enumerate(block.get("actions") or []):
            yield element, f"{at}/actions/{number}"
    elif kind == "carousel":
        for number, inner in enumerate(block["elements"]):
            yield from elements_with_pointers(inner, f"{at}/elements/{number}")
