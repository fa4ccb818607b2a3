"""Looking up many phrases in a text at once, word by word."""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """A phrase found: its words are `words[first:last]`."""

    first: int
    last: int
    meaning: T


class PhraseBook(Generic[T]):
    """Phrases and what they mean. A look-up costs time by the length of the text, not of the
    book.
    """

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in phrases:
            first, *rest = phrase.split()
            by_first.setdefault(first, []).append((tuple(rest), meaning))
        for entries in by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._by_first = by_first

    def find(self, words: Sequence[str], skip: Container[int] = ()) -> Iterator[Hit[T]]:
        """Yield the phrases in order, the longest at each place; none overlaps another or
        `skip`.
        """
        by_first = self._by_first
        position = 0
        for index, word in enumerate(words):
            if index < position or word not in by_first or index in skip:
                continue
            for rest, meaning in by_first[word]:
                last = index + 1 + len(rest)
                if not rest or tuple(words[index + 1 : last]) == rest:
                    yield Hit(index, last, meaning)
                    position = last
                    break
