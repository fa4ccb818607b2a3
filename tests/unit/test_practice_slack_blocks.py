"""Block Kit's structure: what is unknown, missing, misplaced or said twice is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models import blocks as sdk

from sle_broker.practice.slack.blockkit.blocks import BLOCKS
from sle_broker.practice.slack.blockkit.checking import (
    check_attachments,
    check_blocks,
    check_view,
    name_blocks,
)
from sle_broker.practice.slack.errors import SlackError
from tests.support.practice_slack import BUTTON, INPUT, SECTION, SOUND, TEXT

Json = dict[str, Any]

OPTION: Json = {"text": TEXT, "value": "a"}
SELECT: Json = {"type": "static_select", "options": [OPTION]}
MODAL: Json = {"type": "modal", "title": TEXT, "submit": TEXT, "blocks": [SECTION]}


def _actions(element: Any) -> Json:
    return {"type": "actions", "elements": [element]}


# What is wrong, and how Slack says it.
WRONG: dict[str, tuple[Any, str]] = {
    "unknown block": ({"type": "poem"}, "unsupported type: poem [json-pointer:/blocks/0/type]"),
    "no type": ({"text": TEXT}, "missing required field: type [json-pointer:/blocks/0]"),
    "unknown key": (
        {**SECTION, "colour": "red"},
        "invalid additional property: colour [json-pointer:/blocks/0]",
    ),
    "nothing in it": (
        {"type": "section"},
        "must define either `text` or `fields` [json-pointer:/blocks/0/type]",
    ),
    "no text": ({"type": "header"}, "missing required field: text [json-pointer:/blocks/0]"),
    "bare string": (
        {"type": "header", "text": "Hello"},
        "must provide an object [json-pointer:/blocks/0/text]",
    ),
    "a number": (
        {"type": "header", "text": {"type": "plain_text", "text": 5}},
        "must provide a string [json-pointer:/blocks/0/text/text]",
    ),
    "mrkdwn heading": (
        {"type": "header", "text": {"type": "mrkdwn", "text": "Hello"}},
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    "too long": (
        {"type": "header", "text": {"type": "plain_text", "text": "h" * 151}},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    "emoji on mrkdwn": (
        {"type": "section", "text": {"type": "mrkdwn", "text": "a", "emoji": True}},
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    "input among actions": (
        _actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    "button in an input": (
        {**INPUT, "element": BUTTON},
        "unsupported type: button [json-pointer:/blocks/0/element/type]",
    ),
    "button in context": (
        {"type": "context", "elements": [BUTTON]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    "style": (
        _actions({**BUTTON, "style": "green"}),
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
    ),
    "options and groups": (
        _actions({**SELECT, "option_groups": [{"label": TEXT, "options": [OPTION]}]}),
        "must define only one of `options` or `option_groups` [json-pointer:/blocks/0/elements/0]",
    ),
    "initial not offered": (
        _actions({**SELECT, "initial_option": {"text": TEXT, "value": "b"}}),
        "initial_option must be one of the options [json-pointer:/blocks/0/elements/0]",
    ),
    "no day": (
        _actions({"type": "datepicker", "initial_date": "2026-02-30"}),
        "must match the expected format [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    "no address": (
        _actions({**BUTTON, "url": "not an address"}),
        "must be a valid URL [json-pointer:/blocks/0/elements/0/url]",
    ),
    "a picture of our own": (
        {"type": "image", "image_url": "http://127.0.0.1:8000/a.png", "alt_text": "A"},
        "downloading image failed [json-pointer:/blocks/0/image_url]",
    ),
    "two pictures in one": (
        {
            "type": "image",
            "image_url": "https://a.example/a.png",
            "slack_file": {"id": "F1"},
            "alt_text": "A",
        },
        "must define only one of `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    "an empty card": (
        {"type": "card", "subtitle": TEXT},
        (
            "must define either `hero_image` or `title` or `actions` or `body` "
            "[json-pointer:/blocks/0/type]"
        ),
    ),
    "ragged table": (
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "a"}], [{"type": "raw_text", "text": "a"}] * 2],
        },
        "must have the same number of cells in every row [json-pointer:/blocks/0/rows]",
    ),
    "alert in a message": (
        {"type": "alert", "text": TEXT},
        "unsupported type: alert [json-pointer:/blocks/0/type]",
    ),
    "number input in a message": (
        {**INPUT, "element": {"type": "number_input", "is_decimal_allowed": False}},
        "unsupported type: number_input [json-pointer:/blocks/0/element/type]",
    ),
    "rich text": (
        {"type": "rich_text", "elements": [{"type": "rich_text_poem", "elements": []}]},
        "unsupported type: rich_text_poem [json-pointer:/blocks/0/elements/0/type]",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_refused_in_slacks_words(name: str) -> None:
    block, expected = WRONG[name]
    with pytest.raises(SlackError) as refused:
        check_blocks([block])
    assert refused.value.name == "invalid_blocks"
    assert expected in refused.value.problems
    answer = refused.value.answer()
    assert f"[ERROR] {expected}" in answer["response_metadata"]["messages"]


def test_a_text_of_two_kinds_is_refused_with_slacks_double_line() -> None:
    with pytest.raises(SlackError) as refused:
        check_blocks([{"type": "section", "text": {"type": "mrkdwn", "text": "s" * 3001}}])
    assert refused.value.problems == [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]


@pytest.mark.parametrize("blocks", ["text", {"type": "divider"}, [1], ["divider"], [None]])
def test_what_is_no_list_of_objects_has_the_wrong_format(blocks: Any) -> None:
    with pytest.raises(SlackError) as refused:
        check_blocks(blocks)
    assert refused.value.name == "invalid_blocks_format"


def test_an_identity_serves_one_block() -> None:
    with pytest.raises(SlackError, match='`block_id` "same" already exists for another block'):
        check_blocks([{"type": "divider", "block_id": "same"}] * 2)


def test_an_action_serves_one_element_of_a_block_but_may_return_in_another() -> None:
    pressed = {**BUTTON, "action_id": "press"}
    check_blocks([_actions(pressed), _actions(pressed)])
    with pytest.raises(SlackError, match='`action_id` "press" already exists'):
        check_blocks([{"type": "actions", "elements": [pressed, pressed]}])


KEPT_OFF = {
    "message": ["alert"],
    "modal": ["card", "carousel", "context_actions", "markdown", "table"],
    "home": ["alert", "context_actions", "markdown", "table"],
}


def test_every_block_has_a_sound_example() -> None:
    assert SOUND.keys() == BLOCKS.keys()


@pytest.mark.parametrize("kind", SOUND)
def test_each_block_stands_on_its_surfaces_and_no_other(kind: str) -> None:
    refusals = {
        "message": _refusal(check_blocks, [SOUND[kind]]),
        "modal": _refusal(check_view, {**MODAL, "blocks": [SOUND[kind]]}, "modal"),
        "home": _refusal(check_view, {"type": "home", "blocks": [SOUND[kind]]}, "home"),
    }
    for surface, refusal in refusals.items():
        assert (refusal is None) == (kind not in KEPT_OFF[surface]), surface
        assert refusal is None or f"unsupported type: {kind} " in refusal.problems[-1]


def _refusal(check: Callable[..., object], *arguments: Any) -> SlackError | None:
    """Return what a check refuses with, None when it takes what it was given."""
    try:
        check(*arguments)
    except SlackError as error:
        return error
    return None


def test_a_form_with_a_field_has_something_to_submit() -> None:
    view = {"type": "modal", "title": TEXT, "blocks": [SECTION, INPUT]}
    with pytest.raises(SlackError) as refused:
        check_view(view, "modal")
    assert refused.value.name == "invalid_arguments"
    assert refused.value.problems == [
        "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"
    ]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ({**MODAL, "title": None}, "missing required field: title"),
        ({"type": "modal", "title": TEXT}, "missing required field: blocks"),
        ({**MODAL, "colour": 1}, "invalid additional property: colour [json-pointer:/view]"),
        ({**MODAL, "type": "page"}, "unsupported type: page [json-pointer:/view/type]"),
        ({"type": "home", "blocks": [], "submit": TEXT}, "invalid view type"),
        ([], "must provide an object [json-pointer:/view]"),
        (None, "must provide an object [json-pointer:/view]"),
    ],
)
def test_a_view_that_is_none_is_refused(view: Any, expected: str) -> None:
    with pytest.raises(SlackError) as refused:
        check_view(view, "modal")
    assert any(problem.startswith(expected) for problem in refused.value.problems)


def test_a_home_tab_has_no_buttons_of_a_form() -> None:
    with pytest.raises(SlackError, match="invalid additional property: submit"):
        check_view({"type": "home", "blocks": [], "submit": TEXT}, "home")


def test_one_element_has_the_focus() -> None:
    element = {"type": "plain_text_input", "focus_on_load": True}
    block = {**INPUT, "element": element}
    check_view({**MODAL, "blocks": [block]}, "modal")
    with pytest.raises(SlackError, match="focus_on_load"):
        check_view({**MODAL, "blocks": [block, block]}, "modal")


def test_an_attachment_with_unknown_parts_or_bad_blocks_is_refused() -> None:
    check_attachments([{"color": "#336699", "blocks": [SECTION]}])
    for wrong in ({"colour": "red"}, {"blocks": [{"type": "poem"}]}, {"text": "t" * 8001}, 5):
        with pytest.raises(SlackError) as refused:
            check_attachments([wrong])
        assert refused.value.name == "invalid_attachments"


def test_blocks_and_actions_without_a_name_are_given_one() -> None:
    numbers = iter(range(100))
    carousel = {"type": "carousel", "elements": [{"type": "card", "actions": [BUTTON]}]}
    named = name_blocks(
        [SECTION, _actions(BUTTON), INPUT, carousel, {**SECTION, "accessory": BUTTON}],
        lambda: f"new{next(numbers)}",
    )
    assert all(block["block_id"] for block in named)
    assert named[1]["elements"][0]["action_id"]
    assert named[2]["element"]["action_id"]
    assert named[3]["elements"][0]["actions"][0]["action_id"]
    assert named[4]["accessory"]["action_id"]
    assert "block_id" not in SECTION


def test_what_slack_sdk_builds_is_taken() -> None:
    built: list[sdk.Block] = [
        sdk.HeaderBlock(text="A case"),
        sdk.SectionBlock(
            text=sdk.MarkdownTextObject(text="*Oakfield*"),
            accessory=sdk.ButtonElement(
                text="Match", action_id="match", value="7", style="primary"
            ),
        ),
        sdk.SectionBlock(fields=["*Phase*", "Primary"]),
        sdk.DividerBlock(),
        sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="since Monday")]),
        sdk.ActionsBlock(
            elements=[
                sdk.StaticSelectElement(
                    action_id="who",
                    placeholder="Choose",
                    options=[sdk.Option(text="Ben", value="ben")],
                ),
                sdk.OverflowMenuElement(
                    action_id="more", options=[sdk.Option(text="Close", value="close")]
                ),
                sdk.DatePickerElement(action_id="day", initial_date="2026-03-02"),
                sdk.UserSelectElement(action_id="user", placeholder="Who"),
            ]
        ),
        sdk.CardBlock(title="Ben", subtitle="Oakfield", body="Phonics"),
        sdk.MarkdownBlock(text="**bold**"),
    ]
    check_blocks([block.to_dict() for block in built])


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "type text elements element options accessory fields rows value label".split()
            )
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)
somehow_typed = st.builds(
    lambda kind, rest: {**(rest if isinstance(rest, dict) else {}), "type": kind},
    st.sampled_from([*SOUND, "modal", "home"]),
    anything,
)


REFUSALS = {"invalid_blocks", "invalid_blocks_format", "invalid_attachments"}


@given(st.lists(somehow_typed | anything, max_size=4))
def test_any_json_is_taken_or_refused_and_never_breaks_the_check(blocks: list[Any]) -> None:
    refusal = _refusal(lambda: name_blocks(check_blocks(blocks), lambda: "id"))
    assert refusal is None or refusal.name in REFUSALS


@given(anything | somehow_typed)
def test_any_json_as_a_view_is_taken_or_refused(view: Any) -> None:
    refusal = _refusal(check_view, view, "modal")
    assert refusal is None or refusal.name == "invalid_arguments"


@given(st.sampled_from(sorted(SOUND)), st.data())
def test_a_sound_block_with_one_value_spoilt_never_breaks_the_check(
    kind: str, data: st.DataObject
) -> None:
    block = _spoil(SOUND[kind], data)
    refusal = _refusal(lambda: name_blocks(check_blocks([block]), lambda: "id"))
    assert refusal is None or refusal.name in REFUSALS


def _spoil(value: Any, data: st.DataObject) -> Any:
    """Put anything in the place of one value somewhere inside."""
    if isinstance(value, dict) and value and data.draw(st.booleans()):
        name = data.draw(st.sampled_from(sorted(value)))
        return {**value, name: _spoil(value[name], data)}
    if isinstance(value, list) and value and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(value) - 1))
        return [*value[:at], _spoil(value[at], data), *value[at + 1 :]]
    return data.draw(anything)
