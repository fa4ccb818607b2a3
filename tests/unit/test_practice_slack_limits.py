"""Every published length and count: accepted at the limit, refused one beyond it."""

from collections.abc import Callable
from typing import Any

import pytest

from sle_broker.practice.slack.blockkit.checking import check_attachments, check_blocks, check_view
from sle_broker.practice.slack.errors import SlackError

Json = dict[str, Any]
Maker = Callable[[int], Json]


def plain(text: str = "Text") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Text") -> Json:
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain("Press"), **more}


def option(number: int = 0, **more: Any) -> Json:
    return {"text": plain(f"Option {number}"), "value": f"o{number}", **more}


def options(count: int) -> list[Json]:
    return [option(number) for number in range(count)]


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(**more: Any) -> Json:
    return {"type": "static_select", "options": options(1), **more}


def confirming(**more: Any) -> Json:
    confirm = {"title": plain(), "text": plain(), "confirm": plain("Yes"), "deny": plain("No")}
    return actions(button(confirm={**confirm, **more}))


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element, **more}


def text_input(**more: Any) -> Json:
    return {"type": "plain_text_input", **more}


def picture(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://pictures.example/a.png", "alt_text": "A", **more}


def card(**more: Any) -> Json:
    return {"type": "card", "title": mrkdwn(), **more}


def address(length: int) -> str:
    return "https://a.example/".ljust(length, "a")


def cells(count: int) -> list[Json]:
    return [{"type": "raw_text", "text": "x"} for _ in range(count)]


IN_MESSAGES: dict[str, tuple[int, Maker]] = {
    "block_id": (255, lambda n: {"type": "divider", "block_id": "b" * n}),
    "header text": (150, lambda n: {"type": "header", "text": plain("h" * n)}),
    "section text": (3000, lambda n: {"type": "section", "text": mrkdwn("s" * n)}),
    "section fields": (10, lambda n: {"type": "section", "fields": [mrkdwn()] * n}),
    "section field": (2000, lambda n: {"type": "section", "fields": [mrkdwn("f" * n)]}),
    "context elements": (10, lambda n: {"type": "context", "elements": [mrkdwn()] * n}),
    "context text": (3000, lambda n: {"type": "context", "elements": [mrkdwn("c" * n)]}),
    "actions elements": (25, lambda n: actions(*[button()] * n)),
    "action_id": (255, lambda n: actions(button(action_id="a" * n))),
    "button text": (75, lambda n: actions({"type": "button", "text": plain("b" * n)})),
    "button value": (2000, lambda n: actions(button(value="v" * n))),
    "button url": (3000, lambda n: actions(button(url=address(n)))),
    "button label": (75, lambda n: actions(button(accessibility_label="l" * n))),
    "options": (100, lambda n: actions(select(options=options(n)))),
    "option text": (
        75,
        lambda n: actions(select(options=[{"text": plain("o" * n), "value": "v"}])),
    ),
    "option value": (150, lambda n: actions(select(options=[{"text": plain(), "value": "v" * n}]))),
    "option description": (
        75,
        lambda n: actions(select(options=[option(description=plain("d" * n))])),
    ),
    "group label": (
        75,
        lambda n: actions(
            {
                "type": "static_select",
                "option_groups": [{"label": plain("g" * n), "options": options(1)}],
            }
        ),
    ),
    "placeholder": (150, lambda n: actions(select(placeholder=plain("p" * n)))),
    "overflow": (5, lambda n: actions({"type": "overflow", "options": options(n)})),
    "radio buttons": (10, lambda n: actions({"type": "radio_buttons", "options": options(n)})),
    "checkboxes": (10, lambda n: actions({"type": "checkboxes", "options": options(n)})),
    "confirm title": (100, lambda n: confirming(title=plain("t" * n))),
    "confirm text": (300, lambda n: confirming(text=mrkdwn("t" * n))),
    "confirm yes": (30, lambda n: confirming(confirm=plain("t" * n))),
    "confirm no": (30, lambda n: confirming(deny=plain("t" * n))),
    "image url": (3000, lambda n: picture(image_url=address(n))),
    "image alt": (2000, lambda n: picture(alt_text="a" * n)),
    "image title": (2000, lambda n: picture(title=plain("a" * n))),
    "markdown": (12_000, lambda n: {"type": "markdown", "text": "m" * n}),
    "card title": (150, lambda n: card(title=mrkdwn("t" * n))),
    "card subtitle": (150, lambda n: card(subtitle=mrkdwn("t" * n))),
    "card body": (200, lambda n: card(body=mrkdwn("b" * n))),
    "card actions": (3, lambda n: card(actions=[button()] * n)),
    "carousel": (10, lambda n: {"type": "carousel", "elements": [card()] * n}),
    "table rows": (100, lambda n: {"type": "table", "rows": [cells(1)] * n}),
    "table columns": (20, lambda n: {"type": "table", "rows": [cells(n)]}),
    "column settings": (
        20,
        lambda n: {"type": "table", "rows": [cells(1)], "column_settings": [{"align": "left"}] * n},
    ),
    "context actions": (
        5,
        lambda n: {
            "type": "context_actions",
            "elements": [{"type": "icon_button", "icon": "trash", "text": plain("Bin")}] * n,
        },
    ),
}
IN_MODALS: dict[str, tuple[int, Maker]] = {
    "alert": (200, lambda n: {"type": "alert", "text": mrkdwn("a" * n)}),
    "input label": (2000, lambda n: field(text_input(), label=plain("l" * n))),
    "input hint": (2000, lambda n: field(text_input(), hint=plain("h" * n))),
    "initial value": (3000, lambda n: field(text_input(initial_value="i" * n))),
    "max_length": (3000, lambda n: field(text_input(max_length=n))),
    "min_length": (3000, lambda n: field(text_input(min_length=n))),
    "input placeholder": (150, lambda n: field(text_input(placeholder=plain("p" * n)))),
    "files": (10, lambda n: field({"type": "file_input", "max_files": n})),
}
VIEW_PARTS: dict[str, tuple[int, Callable[[int], Json]]] = {
    "title": (24, lambda n: {"title": plain("t" * n)}),
    "submit": (24, lambda n: {"submit": plain("t" * n)}),
    "close": (24, lambda n: {"close": plain("t" * n)}),
    "private_metadata": (3000, lambda n: {"private_metadata": "p" * n}),
    "callback_id": (255, lambda n: {"callback_id": "c" * n}),
    "external_id": (255, lambda n: {"external_id": "e" * n}),
    "blocks": (100, lambda n: {"blocks": [{"type": "divider"}] * n}),
}


def modal(*blocks: Json, **more: Any) -> Json:
    view = {"type": "modal", "title": plain("Form"), "submit": plain("Send")}
    return {**view, "blocks": list(blocks), **more}


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks)}


@pytest.mark.parametrize("name", IN_MESSAGES)
def test_a_message_is_taken_at_the_limit_and_refused_beyond(name: str) -> None:
    limit, make = IN_MESSAGES[name]
    check_blocks([make(limit)])
    with pytest.raises(SlackError) as refused:
        check_blocks([make(limit + 1)])
    assert refused.value.name == "invalid_blocks"
    assert str(limit) in refused.value.problems[-1] or str(limit + 1) in refused.value.problems[-1]


@pytest.mark.parametrize("name", IN_MODALS)
def test_a_modal_is_taken_at_the_limit_and_refused_beyond(name: str) -> None:
    limit, make = IN_MODALS[name]
    check_view(modal(make(limit)), "modal")
    with pytest.raises(SlackError) as refused:
        check_view(modal(make(limit + 1)), "modal")
    assert refused.value.name == "invalid_arguments"


@pytest.mark.parametrize("name", VIEW_PARTS)
def test_a_view_is_taken_at_the_limit_and_refused_beyond(name: str) -> None:
    limit, make = VIEW_PARTS[name]
    check_view(modal(**make(limit)), "modal")
    with pytest.raises(SlackError):
        check_view(modal(**make(limit + 1)), "modal")


@pytest.mark.parametrize(("take", "limit"), [("message", 50), ("modal", 100), ("home", 100)])
def test_a_surface_has_so_many_blocks_and_no_more(take: str, limit: int) -> None:
    check: Callable[[list[Json]], object] = {
        "message": check_blocks,
        "modal": lambda blocks: check_view(modal(*blocks), "modal"),
        "home": lambda blocks: check_view(home(*blocks), "home"),
    }[take]
    check([{"type": "divider"}] * limit)
    with pytest.raises(SlackError, match=f"no more than {limit} items allowed"):
        check([{"type": "divider"}] * (limit + 1))


def test_markdown_blocks_share_one_allowance() -> None:
    check_blocks([{"type": "markdown", "text": "m" * 6000}] * 2)
    with pytest.raises(SlackError) as refused:
        check_blocks([{"type": "markdown", "text": "m" * 6001}] * 2)
    assert refused.value.name == "invalid_blocks"


def test_all_texts_of_a_message_share_one_allowance() -> None:
    def sections(count: int) -> list[Json]:
        return [{"type": "section", "text": mrkdwn("s" * 2400)} for _ in range(count)]

    check_blocks(sections(5))
    with pytest.raises(SlackError) as refused:
        check_blocks([*sections(5), {"type": "header", "text": plain("x")}])
    assert refused.value.name == "msg_blocks_too_long"


def test_a_message_has_one_table() -> None:
    table = {"type": "table", "rows": [cells(2)]}
    check_blocks([table])
    with pytest.raises(SlackError, match="only_one_table_allowed"):
        check_blocks([table, table])


def test_a_message_has_a_hundred_attachments() -> None:
    check_attachments([{"text": "Note"}] * 100)
    with pytest.raises(SlackError) as refused:
        check_attachments([{"text": "Note"}] * 101)
    assert refused.value.name == "too_many_attachments"


EMPTY: dict[str, Json] = {
    "section text": {"type": "section", "text": mrkdwn("")},
    "header text": {"type": "header", "text": plain("")},
    "button text": actions({"type": "button", "text": plain("")}),
    "actions": actions(),
    "context": {"type": "context", "elements": []},
    "options": actions(select(options=[])),
    "fields": {"type": "section", "fields": []},
    "table": {"type": "table", "rows": []},
    "cell": {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]},
    "carousel": {"type": "carousel", "elements": []},
    "markdown": {"type": "markdown", "text": ""},
    "alt text": picture(alt_text=""),
}


@pytest.mark.parametrize("name", EMPTY)
def test_what_must_not_be_empty_is_refused(name: str) -> None:
    with pytest.raises(SlackError, match=r"more than 0 characters|no fewer than 1 items"):
        check_blocks([EMPTY[name]])
