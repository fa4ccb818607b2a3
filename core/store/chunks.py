"""Asking for much in several statements."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Value = TypeVar("Value")

_MOST = 500
"""Databases bound how many values one statement may name."""


def chunks(values: Iterable[Value]) -> Iterator[list[Value]]:
    """Yield the values in their order, as many at a time as one statement may name."""
    left = iter(values)
    while chunk := list(islice(left, _MOST)):
        yield chunk
