"""What a reader found: the value, where it stood, in which words, and whether it is certain."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value read from a mail. `where` names the place ("subject", "message", "form",
    "signature",
    "address", "name", "directory", "forwarded mail"); what is not `sure` is asked about.
    """

    value: T
    where: str
    sure: bool
    words: str = ""
