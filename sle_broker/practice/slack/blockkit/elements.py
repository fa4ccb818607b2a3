"""Interactive elements: buttons, menus, pickers and inputs."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sle_broker.practice.slack.blockkit.objects import (
    KIND,
    OPTIONS,
    TEXT_LENGTH,
    confirm,
    conversation_filter,
    dispatch_action_config,
    identifier,
    image_element,
    menu_option,
    option_group,
    plain,
    plain_option,
    rich_option,
    url,
)
from sle_broker.practice.slack.blockkit.rich_text import rich_text
from sle_broker.practice.slack.blockkit.shapes import (
    Problem,
    Shape,
    array,
    boolean,
    exactly_one,
    integer,
    string,
    structure,
)

_common: dict[str, Shape] = {"action_id": identifier, "confirm": confirm}
_focus: dict[str, Shape] = {"focus_on_load": boolean}
_menu: dict[str, Shape] = {**_common, **_focus, "placeholder": plain(150)}
_several: dict[str, Shape] = {"max_selected_items": integer(1, OPTIONS)}
_typing: dict[str, Shape] = {
    "action_id": identifier,
    "placeholder": plain(150),
    "dispatch_action_config": dispatch_action_config,
    **_focus,
}


def is_date(value: Any, at: str) -> Iterator[Problem]:
    """A day as YYYY-MM-DD."""
    problems = list(string(10, fewest=10, form=r"\d{4}-\d\d-\d\d")(value, at))
    if not problems:
        try:
            date.fromisoformat(value)
        except ValueError:
            problems.append(Problem("must match the expected format", at))
    yield from problems


is_time = string(5, fewest=5, form=r"([01]\d|2[0-3]):[0-5]\d")


def _numeric(value: Any, at: str) -> Iterator[Problem]:
    problems = list(string(100)(value, at))
    if not problems:
        try:
            Decimal(value)
        except InvalidOperation:
            problems.append(Problem("must be a valid number", at))
    yield from problems


def _one_of_the_options(value: Any, at: str) -> Iterator[Problem]:
    """Hold what is chosen at first to be among what can be chosen."""
    offered = options_of(value)
    if not isinstance(offered, list):
        return
    initial = value.get("initial_options") or []
    if value.get("initial_option") is not None:
        initial = [value["initial_option"]]
    if isinstance(initial, list) and any(one not in offered for one in initial):
        yield Problem("initial_option must be one of the options", at)


def options_of(element: dict[str, Any]) -> Any:
    """Return what a menu offers, groups taken together."""
    groups = element.get("option_groups")
    if not isinstance(groups, list):
        return element.get("options")
    return [
        option
        for group in groups
        if isinstance(group, dict)
        for option in (group.get("options") or [])
    ]


def _in_order(low: str, high: str) -> Shape:
    """Two bounds of which the lower is not above the upper."""

    def look(value: Any, at: str) -> Iterator[Problem]:
        try:
            first, last = Decimal(value.get(low)), Decimal(value.get(high))
        except (InvalidOperation, TypeError, ValueError):
            return
        if first > last:
            yield Problem(f"{low} must not be greater than {high}", at)

    return look


button = structure(
    {**KIND, "text": plain(75)},
    {
        **_common,
        "url": url,
        "value": string(2000),
        "style": string(10, among=("primary", "danger")),
        "accessibility_label": string(75),
    },
)
_choices: dict[str, Shape] = {
    "options": array(plain_option, OPTIONS),
    "option_groups": array(option_group, OPTIONS),
}
_either = exactly_one("options", "option_groups")
static_select = structure(
    KIND, {**_menu, **_choices, "initial_option": plain_option}, _either, _one_of_the_options
)
multi_static_select = structure(
    KIND,
    {**_menu, **_choices, **_several, "initial_options": array(plain_option, OPTIONS)},
    _either,
    _one_of_the_options,
)
_ids = array(identifier, OPTIONS)
_conversation: dict[str, Shape] = {
    "default_to_current_conversation": boolean,
    "filter": conversation_filter,
}
_asked: dict[str, Shape] = {"min_query_length": integer(0, 100)}
external_select = structure(KIND, {**_menu, **_asked, "initial_option": plain_option})
multi_external_select = structure(
    KIND, {**_menu, **_several, **_asked, "initial_options": array(plain_option, OPTIONS)}
)
suggestions = structure(
    {},
    {
        "options": array(plain_option, OPTIONS, fewest=0),
        "option_groups": array(option_group, OPTIONS, fewest=0),
    },
    exactly_one("options", "option_groups"),
)
"""What an app answers when Slack asks it what to offer in an external menu."""
users_select = structure(KIND, {**_menu, "initial_user": identifier})
multi_users_select = structure(KIND, {**_menu, **_several, "initial_users": _ids})
_respond: dict[str, Shape] = {"response_url_enabled": boolean}
conversations_select = structure(
    KIND, {**_menu, **_respond, **_conversation, "initial_conversation": identifier}
)
multi_conversations_select = structure(
    KIND, {**_menu, **_several, **_conversation, "initial_conversations": _ids}
)
channels_select = structure(KIND, {**_menu, **_respond, "initial_channel": identifier})
multi_channels_select = structure(KIND, {**_menu, **_several, "initial_channels": _ids})
datepicker = structure(KIND, {**_menu, "initial_date": is_date})
timepicker = structure(KIND, {**_menu, "initial_time": is_time, "timezone": identifier})
datetimepicker = structure(
    KIND, {**_common, **_focus, "initial_date_time": integer(10**9, 10**10 - 1)}
)
checkboxes = structure(
    {**KIND, "options": array(rich_option, 10)},
    {**_common, **_focus, "initial_options": array(rich_option, 10)},
    _one_of_the_options,
)
radio_buttons = structure(
    {**KIND, "options": array(rich_option, 10)},
    {**_common, **_focus, "initial_option": rich_option},
    _one_of_the_options,
)
overflow = structure({**KIND, "options": array(menu_option, 5)}, _common)
plain_text_input = structure(
    KIND,
    {
        **_typing,
        "initial_value": string(TEXT_LENGTH, fewest=0),
        "multiline": boolean,
        "min_length": integer(0, TEXT_LENGTH),
        "max_length": integer(1, TEXT_LENGTH),
    },
    _in_order("min_length", "max_length"),
)
email_text_input = structure(KIND, {**_typing, "initial_value": string(TEXT_LENGTH)})
url_text_input = structure(KIND, {**_typing, "initial_value": url})
number_input = structure(
    {**KIND, "is_decimal_allowed": boolean},
    {**_typing, "initial_value": _numeric, "min_value": _numeric, "max_value": _numeric},
    _in_order("min_value", "max_value"),
)
rich_text_input = structure(
    {**KIND, "action_id": identifier}, {**_typing, "initial_value": rich_text}
)
file_input = structure(
    KIND,
    {
        "action_id": identifier,
        "filetypes": array(string(20), most=100),
        "max_files": integer(1, 10),
    },
)
_feedback = structure(
    {"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)}
)
feedback_buttons = structure(
    {**KIND, "positive_button": _feedback, "negative_button": _feedback},
    {"action_id": identifier},
)
icon_button = structure(
    {**KIND, "icon": string(20, among=("trash",)), "text": plain(75)},
    {
        **_common,
        "value": string(2000),
        "accessibility_label": string(75),
        "visible_to_user_ids": _ids,
    },
)

MENUS: dict[str, Shape] = {
    "static_select": static_select,
    "multi_static_select": multi_static_select,
    "external_select": external_select,
    "multi_external_select": multi_external_select,
    "users_select": users_select,
    "multi_users_select": multi_users_select,
    "conversations_select": conversations_select,
    "multi_conversations_select": multi_conversations_select,
    "channels_select": channels_select,
    "multi_channels_select": multi_channels_select,
    "datepicker": datepicker,
    "timepicker": timepicker,
    "checkboxes": checkboxes,
    "radio_buttons": radio_buttons,
}
PRESSABLE: dict[str, Shape] = {**MENUS, "button": button, "overflow": overflow}
IN_ACTIONS: dict[str, Shape] = {**PRESSABLE, "datetimepicker": datetimepicker}
IN_SECTIONS: dict[str, Shape] = {**PRESSABLE, "image": image_element}
IN_INPUTS: dict[str, Shape] = {
    **MENUS,
    "datetimepicker": datetimepicker,
    "plain_text_input": plain_text_input,
    "email_text_input": email_text_input,
    "url_text_input": url_text_input,
    "number_input": number_input,
    "rich_text_input": rich_text_input,
    "file_input": file_input,
}
