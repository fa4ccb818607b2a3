"""Entities to plain JSON values and back, by their type hints.

One codec serves the audit, its digests and the fold that rebuilds a case, so that none can drift
from another.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from core.model import ENTITIES

_AS_IT_IS = frozenset({str, int, bool, float, type(None)})
"""Types that JSON carries as they are: by far the most of what is encoded."""


def encode(value: Any) -> Any:
    """Return a value as JSON can carry it; datetimes as UTC, to the microsecond."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [encode(item) for item in value]
    if isinstance(value, StrEnum):
        return str(value)
    return value


def freeze(value: Any) -> Any:
    """Return JSON's lists as tuples, all the way down, so that equal values compare equal."""
    if isinstance(value, list | tuple):
        return tuple(freeze(item) for item in value)
    if isinstance(value, Mapping):
        return {key: freeze(item) for key, item in value.items()}
    return value


def text(value: Any) -> str:
    """Return canonical JSON text: the same value, the same text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@cache
def decoders(kind: str) -> Mapping[str, Callable[[Any], Any]]:
    """Return, for each field of a kind of row, what turns a JSON value into the field's."""
    hints = get_type_hints(ENTITIES[kind])
    return {name: decoder(hint) for name, hint in hints.items()}


def decoder(hint: Any) -> Callable[[Any], Any]:
    """Return what turns a JSON value into one of the type that a field is annotated with."""
    if get_origin(hint) in (UnionType, Union):
        inner = next(x for x in get_args(hint) if x is not type(None))
        plain = decoder(inner)
        return lambda value: None if value is None else plain(value)
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return freeze


def enum_of(kind: str, name: str) -> type[StrEnum] | None:
    """Return the enumeration that a field holds (or may hold), or None."""
    hint = get_type_hints(ENTITIES[kind])[name]
    for part in get_args(hint) or (hint,):
        if isinstance(part, type) and issubclass(part, StrEnum):
            return part
    return None


def decode(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entity's fields from JSON values; unknown names are an error."""
    known = decoders(kind)
    return {name: known[name](value) for name, value in values.items()}


def fingerprint(text: str) -> str:
    """Return what stands for a text in keys that are kept for ever: it names nobody."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
