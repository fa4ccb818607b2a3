"""What was filled in, read from the state that Slack hands back with a modal.

Words are read as those of a mail are (`core.reading.forms`): "2½ days" means the same in both.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.ids import Action, field_block
from core.reading.forms import Field
from core.reading.forms.values import Problem, read_value, says_nothing

State = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""`view["state"]["values"]`: by block, then by action, what stands there."""

MISSING: Final = "Please fill this in."


@dataclass(frozen=True, slots=True)
class Filled:
    """What a modal's fields say: `values` as the record keeps them, or `errors` by block."""

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def read_state(state: State, fields: Iterable[Field]) -> Filled:
    """Read a form's modal; what was left empty is not among the values."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for one in fields:
        block = field_block(one.name)
        if block not in state:
            continue
        found = _READERS.get(one.kind, _written)(one, entered(state, block))
        if isinstance(found, Problem):
            errors[block] = f"Please write {found.instead}."
        elif found is not None:
            values[one.name] = found
    return Filled(values, errors)


def require(filled: Filled, names: Iterable[str]) -> Filled:
    """Add an error for each of these fields that has no value and no error yet."""
    empty = {field_block(x): MISSING for x in names if x not in filled.values}
    return Filled(filled.values, {**empty, **filled.errors})


def entered(state: State, block: str) -> Any:
    """Return what was written or chosen in a block: a text, a tuple of texts, or None."""
    found = state.get(block, {}).get(str(Action.VALUE), {})
    chosen = found.get("selected_option")
    if chosen is not None:
        return chosen["value"]
    if found.get("selected_options") is not None:
        return tuple(x["value"] for x in found["selected_options"]) or None
    text = found.get("selected_date") or found.get("value")
    return text.strip() or None if isinstance(text, str) else None


def text_in(state: State, block: str) -> str:
    """Return what was written in a block, or nothing."""
    found = entered(state, block)
    return found if isinstance(found, str) else ""


def _written(field_: Field, given: Any) -> Any:
    if given is None or says_nothing(field_, given):
        return None
    return read_value(field_, given)


def _as_it_is(_field: Field, given: Any) -> Any:
    return given


def _yes_no(_field: Field, given: Any) -> Any:
    return None if given is None else given == "yes"


def _scale(_field: Field, given: Any) -> Any:
    return None if given is None else int(given)


def _standards(_field: Field, given: Any) -> Any:
    return None if given is None else tuple(int(x) for x in given)


_READERS: Mapping[str, Callable[[Field, Any], Any]] = {
    "date": _as_it_is,
    "choice": _as_it_is,
    "specialisms": _as_it_is,
    "yes_no": _yes_no,
    "scale": _scale,
    "standards": _standards,
}
