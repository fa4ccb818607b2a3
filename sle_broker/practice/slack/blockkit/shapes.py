"""Small descriptions of JSON that say, as Slack says it, what is wrong with a value and where."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and the JSON pointer to it."""

    text: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.text} [json-pointer:{self.pointer}]"


Shape = Callable[[Any, str], Iterator[Problem]]
"""Looks at a value that stands at a pointer, and tells its problems."""


def string(most: int, fewest: int = 1, among: Sequence[str] = (), form: str | None = None) -> Shape:
    """A string of `fewest` to `most` characters, one of `among` or of a form where given."""

    def look(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem("must provide a string", at)
        elif len(value) < fewest:
            yield Problem(f"must be more than {fewest - 1} characters", at)
        elif len(value) > most:
            yield Problem(f"must be less than {most + 1} characters", at)
        elif among and value not in among:
            yield Problem("must be a valid enum value", at)
        elif form and not re.fullmatch(form, value):
            yield Problem("must match the expected format", at)

    return look


def boolean(value: Any, at: str) -> Iterator[Problem]:
    """True or false."""
    if not isinstance(value, bool):
        yield Problem("must provide a boolean", at)


def integer(least: int, most: int) -> Shape:
    """A whole number within bounds."""

    def look(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem("must provide a number", at)
        elif value < least:
            yield Problem(f"must be greater than or equal to {least}", at)
        elif value > most:
            yield Problem(f"must be less than or equal to {most}", at)

    return look


def array(item: Shape, most: int, fewest: int = 1) -> Shape:
    """A list of `fewest` to `most` items."""

    def look(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem("must provide an array", at)
            return
        if len(value) > most:
            yield Problem(f"no more than {most} items allowed", at)
            return
        if len(value) < fewest:
            yield Problem(f"no fewer than {fewest} items allowed", at)
        for number, one in enumerate(value):
            yield from item(one, f"{at}/{number}")

    return look


def structure(
    required: Mapping[str, Shape] | None = None,
    optional: Mapping[str, Shape] | None = None,
    *also: Shape,
) -> Shape:
    """An object with these fields and no others; `also` looks at it as a whole."""
    must, may = dict(required or {}), dict(optional or {})
    fields = {**must, **may}

    def look(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem("must provide an object", at)
            return
        for name in must:
            if value.get(name) is None:
                yield Problem(f"missing required field: {name}", at)
        for name, inner in value.items():
            if name not in fields:
                yield Problem(f"invalid additional property: {name}", at)
            elif inner is not None or name not in must:
                yield from fields[name](inner, f"{at}/{name}")
        for whole in also:
            yield from whole(value, at)

    return look


def typed(shapes: Mapping[str, Shape]) -> Shape:
    """An object whose `type` says which shape it has."""

    def look(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem("must provide an object", at)
            return
        kind = value.get("type")
        if kind is None:
            yield Problem("missing required field: type", at)
        elif not isinstance(kind, str) or kind not in shapes:
            yield Problem(f"unsupported type: {kind}", f"{at}/type")
        else:
            yield from shapes[kind](value, at)

    return look


def union(shape: Shape) -> Shape:
    """As `shape`, said the way Slack speaks where several shapes were allowed."""

    def look(value: Any, at: str) -> Iterator[Problem]:
        problems = list(shape(value, at))
        if problems:
            yield Problem("failed to match all allowed schemas", at)
            yield from problems

    return look


def exactly_one(*names: str) -> Shape:
    """One of these fields, and one only."""
    listed = " or ".join(f"`{name}`" for name in names)

    def look(value: Any, at: str) -> Iterator[Problem]:
        given = [name for name in names if value.get(name) is not None]
        if not given:
            yield Problem(f"must define either {listed}", at)
        elif len(given) > 1:
            yield Problem(f"must define only one of {listed}", at)

    return look


def any_of(*names: str) -> Shape:
    """At least one of these fields."""
    listed = " or ".join(f"`{name}`" for name in names)

    def look(value: Any, at: str) -> Iterator[Problem]:
        if all(value.get(name) is None for name in names):
            yield Problem(f"must define either {listed}", f"{at}/type")

    return look
