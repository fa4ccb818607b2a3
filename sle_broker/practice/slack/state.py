"""What stands in a form's fields: at first, after somebody filled them in, and in Slack's words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sle_broker.practice.slack.blockkit.blocks import elements_with_pointers
from sle_broker.practice.slack.blockkit.elements import options_of
from sle_broker.practice.slack.blockkit.objects import plain_option
from sle_broker.practice.slack.database import Json
from sle_broker.practice.slack.errors import Cannot

State = dict[str, dict[str, Json]]
"""Values by block and action, as `view.state.values` carries them."""


@dataclass(frozen=True, slots=True)
class Field:
    """How a kind of element keeps its value: under which name, and what it starts from."""

    key: str
    initial: str
    many: bool = False


FIELDS = {
    "plain_text_input": Field("value", "initial_value"),
    "email_text_input": Field("value", "initial_value"),
    "url_text_input": Field("value", "initial_value"),
    "number_input": Field("value", "initial_value"),
    "rich_text_input": Field("rich_text_value", "initial_value"),
    "static_select": Field("selected_option", "initial_option"),
    "radio_buttons": Field("selected_option", "initial_option"),
    "multi_static_select": Field("selected_options", "initial_options", many=True),
    "checkboxes": Field("selected_options", "initial_options", many=True),
    "external_select": Field("selected_option", "initial_option"),
    "multi_external_select": Field("selected_options", "initial_options", many=True),
    "users_select": Field("selected_user", "initial_user"),
    "multi_users_select": Field("selected_users", "initial_users", many=True),
    "conversations_select": Field("selected_conversation", "initial_conversation"),
    "multi_conversations_select": Field(
        "selected_conversations", "initial_conversations", many=True
    ),
    "channels_select": Field("selected_channel", "initial_channel"),
    "multi_channels_select": Field("selected_channels", "initial_channels", many=True),
    "datepicker": Field("selected_date", "initial_date"),
    "timepicker": Field("selected_time", "initial_time"),
    "datetimepicker": Field("selected_date_time", "initial_date_time"),
    "file_input": Field("files", "", many=True),
}
_WITH_OPTIONS = {
    "static_select", "radio_buttons", "multi_static_select", "checkboxes", "overflow"
}  # fmt: skip


def people_in(state: State) -> set[str]:
    """Return the users that were chosen anywhere in a state."""
    people: set[str] = set()
    for actions in state.values():
        for value in actions.values():
            people.update(value.get("selected_users") or [])
            if value.get("selected_user"):
                people.add(value["selected_user"])
    return people


def elements_of(block: Json) -> list[Json]:
    """Return a block's elements that can be pressed, chosen from or filled in."""
    return [element for element, _ in elements_with_pointers(block)]


def initial_state(blocks: Sequence[Json], before: Json | None = None) -> State:
    """Return what stands in a view's fields when it appears.

    A field that stays under the same block and action keeps what was filled in `before`
    (docs.slack.dev, surfaces/modals).
    """
    known: State = before["state"]["values"] if before else {}
    state: State = {}
    for block in blocks:
        for element in elements_of(block):
            kind = element["type"]
            if kind not in FIELDS:
                continue
            block_id, action_id = block["block_id"], element["action_id"]
            kept = known.get(block_id, {}).get(action_id)
            if kept is None or kept["type"] != kind or not _still_offered(element, kept):
                kept = value_of(element, _initial(element))
            state.setdefault(block_id, {})[action_id] = kept
    return state


def _initial(element: Json) -> Any:
    field = FIELDS[element["type"]]
    return element.get(field.initial, [] if field.many else None)


def value_of(element: Json, value: Any) -> Json:
    """Return an element's value as states and actions carry it."""
    return {"type": element["type"], FIELDS[element["type"]].key: value}


def _still_offered(element: Json, kept: Json) -> bool:
    if element["type"] not in _WITH_OPTIONS:
        return True
    chosen = kept[FIELDS[element["type"]].key]
    offered = options_of(element) or []
    return all(one in offered for one in (chosen if isinstance(chosen, list) else [chosen]) if one)


def chosen(element: Json, given: Any) -> Any:
    """Read what somebody put into an element, given as Slack carries it or plainly: an option by
    its value, a user or a day by itself. Raises Cannot.
    """
    kind = element["type"]
    field = FIELDS[kind]
    if isinstance(given, Mapping) and field.key in given and not _is_option(given):
        given = given[field.key]
    if not field.many:
        return None if given is None or given == "" else _single(element, given)
    if given is None:
        return []
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise Cannot("invalid_value", f"{kind} takes a list")
    return [_single(element, one) for one in given]


def _is_option(given: Mapping[str, Any]) -> bool:
    return "value" in given and "text" in given


def option_of(element: Json, given: Any) -> Json:
    """Return the option that somebody chose, by its value. Raises Cannot."""
    value = given.get("value") if isinstance(given, Mapping) else given
    for option in options_of(element) or []:
        if option["value"] == value:
            found: Json = option
            return found
    raise Cannot("invalid_option", f"“{value}” is not among the options")


def _single(element: Json, given: Any) -> Any:
    kind = element["type"]
    if kind in _WITH_OPTIONS:
        return option_of(element, given)
    if kind.endswith("external_select"):
        if list(plain_option(given, "")):
            raise Cannot("invalid_option", "an option has a text and a value")
        return given
    if kind == "datetimepicker":
        if not isinstance(given, int) or isinstance(given, bool):
            raise Cannot("invalid_value", "a moment is given in seconds")
        return given
    if kind == "rich_text_input":
        return given
    if not isinstance(given, str):
        raise Cannot("invalid_value", f"{kind} takes a string")
    check = _PICKED.get(kind)
    if check is not None and not check(given):
        raise Cannot("invalid_value", f"“{given}” cannot be picked in a {kind}")
    return given


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    hours, colon, minutes = text.partition(":")
    digits = len(text) == 5 and colon == ":" and (hours + minutes).isdecimal()
    return digits and int(hours) < 24 and int(minutes) < 60


_PICKED: dict[str, Callable[[str], bool]] = {"datepicker": _is_day, "timepicker": _is_time}


def filled(blocks: Sequence[Json], state: State, given: Mapping[str, Any]) -> State:
    """Return a state with what somebody filled in; what they left is as it was. Raises Cannot."""
    after: State = {block_id: dict(actions) for block_id, actions in state.items()}
    fields = {
        (block["block_id"], element["action_id"]): element
        for block in blocks
        for element in elements_of(block)
        if element["type"] in FIELDS
    }
    for block_id, actions in given.items():
        if not isinstance(actions, Mapping):
            raise Cannot("invalid_value", f"the values of {block_id} must be given by action")
        for action_id, value in actions.items():
            element = fields.get((block_id, action_id))
            if element is None:
                raise Cannot("unknown_field", f"there is no field {block_id}/{action_id}")
            after.setdefault(block_id, {})[action_id] = value_of(element, chosen(element, value))
    return after
