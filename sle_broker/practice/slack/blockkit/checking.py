"""Whether a message's blocks, its attachments or a view would be taken by Slack."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from sle_broker.practice.slack.blockkit.blocks import (
    MARKDOWN_LENGTH,
    Surface,
    elements_with_pointers,
    on_surface,
)
from sle_broker.practice.slack.blockkit.objects import plain, url
from sle_broker.practice.slack.blockkit.shapes import (
    Problem,
    array,
    boolean,
    string,
    structure,
    typed,
    union,
)
from sle_broker.practice.slack.errors import SlackError

MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
LONGEST_BLOCKS = 12_000
"""Characters over all blocks of a message. Slack names no figure: `msg_blocks_too_long` has been
met from about 11,000 to 13,000, and a markdown block alone may have 12,000."""
LARGEST_VIEW = 250 * 1024
"""Bytes of a view as JSON (docs.slack.dev, methods/views.open, `view_too_large`)."""
MOST_ATTACHMENTS = 100

_LISTS = {
    surface: array(on_surface(surface), most=most, fewest=0)
    for surface, most in MOST_BLOCKS.items()
}
_kind = {"type": string(10), "blocks": _LISTS["modal"]}
_ids = {"private_metadata": string(3000, fewest=0), "callback_id": string(255, fewest=0)}
_external = {"external_id": string(255, fewest=0)}
_view = union(
    typed(
        {
            "modal": structure(
                {**_kind, "title": plain(24)},
                {
                    **_ids,
                    **_external,
                    "submit": plain(24),
                    "close": plain(24),
                    "clear_on_close": boolean,
                    "notify_on_close": boolean,
                    "submit_disabled": boolean,
                },
            ),
            "home": structure({**_kind, "blocks": _LISTS["home"]}, {**_ids, **_external}),
        }
    )
)


def check_blocks(blocks: Any) -> list[dict[str, Any]]:
    """Return a message's blocks, or raise SlackError as chat.postMessage would."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    problems = list(_LISTS["message"](blocks, "/blocks")) or list(_identities(blocks, "/blocks"))
    problems = problems or list(_long_markdown(blocks))
    if problems:
        raise SlackError("invalid_blocks", problems)
    if sum(block["type"] == "table" for block in blocks) > 1:
        raise SlackError("invalid_attachments", ["only_one_table_allowed"])
    if sum(map(len, _texts(blocks))) > LONGEST_BLOCKS:
        raise SlackError("msg_blocks_too_long")
    return blocks


def _long_markdown(blocks: list[dict[str, Any]]) -> Iterator[Problem]:
    total = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if total > MARKDOWN_LENGTH:
        yield Problem(
            f"markdown blocks must be less than {MARKDOWN_LENGTH + 1} characters together",
            "/blocks",
        )


def _texts(value: Any) -> Iterator[str]:
    """Walk the texts that a reader would see."""
    if isinstance(value, list):
        yield from chain.from_iterable(map(_texts, value))
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in {"text", "alt_text"} and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)


def _identities(blocks: list[dict[str, Any]], at: str) -> Iterator[Problem]:
    """Hold every block's identity, and every action's within its block, to be its own."""
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        own = block.get("block_id")
        if own is not None and own in seen:
            text = f'`block_id` "{own}" already exists for another block'
            yield Problem(text, f"{at}/{number}/block_id")
        seen.add(own or "")
        actions: set[str] = set()
        for element, pointer in elements_with_pointers(block, f"{at}/{number}"):
            action = element.get("action_id")
            if action is not None and action in actions:
                text = f'`action_id` "{action}" already exists for another action'
                yield Problem(text, f"{pointer}/action_id")
            actions.add(action or "")


def check_view(view: Any, kind: Surface) -> dict[str, Any]:
    """Return a view, or raise SlackError as views.open and views.publish would."""
    if isinstance(view, dict) and view.get("type") in ("modal", "home") and view["type"] != kind:
        raise SlackError("invalid_arguments", [Problem("invalid view type", "/view/type")])
    problems = list(_view(view, "/view"))
    if not problems:
        problems = list(_identities(view["blocks"], "/view/blocks"))
        problems += _inputs_without_submit(view)
        problems += _one_focus(view)
    if problems:
        raise SlackError("invalid_arguments", problems)
    return dict(view)


def _inputs_without_submit(view: dict[str, Any]) -> Iterator[Problem]:
    if view["type"] == "modal" and view.get("submit") is None:
        for number, block in enumerate(view["blocks"]):
            if block["type"] == "input":
                text = "must define `submit` to use an `input` block in modals"
                yield Problem(text, f"/view/blocks/{number}/input")


def _one_focus(view: dict[str, Any]) -> Iterator[Problem]:
    found = [
        pointer
        for number, block in enumerate(view["blocks"])
        for element, pointer in elements_with_pointers(block, f"/view/blocks/{number}")
        if element.get("focus_on_load")
    ]
    for pointer in found[1:]:
        yield Problem("only one element may have `focus_on_load`", f"{pointer}/focus_on_load")


_field = structure({}, {"title": string(3000), "value": string(3000), "short": boolean})
_attachment = structure(
    {},
    {
        "blocks": _LISTS["message"],
        "color": string(20),
        "fallback": string(3000, fewest=0),
        "text": string(8000, fewest=0),
        "pretext": string(3000),
        "title": string(3000),
        "title_link": url,
        "author_name": string(255),
        "author_link": url,
        "author_icon": url,
        "fields": array(_field, most=100),
        "footer": string(300),
        "footer_icon": url,
        "image_url": url,
        "thumb_url": url,
        "mrkdwn_in": array(string(20), most=10),
        "ts": lambda _value, _at: iter(()),
    },
)
_attachments = array(_attachment, most=MOST_ATTACHMENTS, fewest=0)


def check_attachments(attachments: Any) -> list[dict[str, Any]]:
    """Return a message's attachments, or raise SlackError as chat.postMessage would."""
    if isinstance(attachments, list) and len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    problems = list(_attachments(attachments, "/attachments"))
    if problems:
        raise SlackError("invalid_attachments", problems)
    checked: list[dict[str, Any]] = attachments
    return checked


def name_blocks(blocks: list[dict[str, Any]], new_id: Callable[[], str]) -> list[dict[str, Any]]:
    """Give every block and every action an identity where it has none, as Slack does."""
    named = [{**block, "block_id": block.get("block_id") or new_id()} for block in blocks]
    for block in named:
        _name_actions(block, new_id)
    return named


def _name_actions(block: dict[str, Any], new_id: Callable[[], str]) -> None:
    kind = block["type"]
    if kind == "carousel":
        block["elements"] = name_blocks(block["elements"], new_id)
    elif kind in {"actions", "context_actions"}:
        block["elements"] = [_named(element, new_id) for element in block["elements"]]
    elif kind == "card" and block.get("actions"):
        block["actions"] = [_named(element, new_id) for element in block["actions"]]
    elif kind == "input":
        block["element"] = _named(block["element"], new_id)
    elif kind == "section" and block.get("accessory", {}).get("type", "image") != "image":
        block["accessory"] = _named(block["accessory"], new_id)


def _named(element: dict[str, Any], new_id: Callable[[], str]) -> dict[str, Any]:
    return {**element, "action_id": element.get("action_id") or new_id()}
