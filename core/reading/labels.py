"""Answers under labels, in whatever shape a form comes back: "Days: 5", a heading with the answer
beneath, a table's row copied from Word, a numbered list, answers among quoted headings.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.reading.wording import clean, fold

NameOf = Callable[[str], str | None]
"""Tells what a label asks for, by its plain words (`plain_label`), or None if it is no label."""

_QUOTE = re.compile(r"(?:[ \t]{0,8}>)+ ?")
_DRESSING = re.compile(r"[ \t]*(?:[*+\u2022\u25cf\u25aa-][ \t]+|\(?\d{1,2}[.)][ \t]*|[#|]+[ \t]*)*")
_SEPARATOR = re.compile(
    r"\t+|[ \t]*\|[ \t]*|[ \t]*[:?][*_]*(?=\s|$)|[ \t]+[-\u2013\u2014=][ \t]+|[:?](?=\S)"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_WORD = re.compile(r"[^\w/&'+-]+|_+")
_LONGEST_LABEL = 160


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands under one label. `asked_in` and `lines` tell quoted text from the writer's own:
    each line comes with whether it was quoted.
    """

    name: str
    label: str
    lines: Sequence[tuple[str, bool]]

    @property
    def own(self) -> str:
        """The writer's own lines, without what stood there before."""
        return "\n".join(line for line, quoted in self.lines if not quoted).strip()

    @property
    def text(self) -> str:
        """The answer: the writer's own lines if there are any, else what stood there before."""
        return self.own or "\n".join(line for line, _ in self.lines).strip()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text's answers in order, and the lines before the first of them."""

    answers: tuple[Answer, ...]
    before: tuple[str, ...]


def plain_label(label: str) -> str:
    """Return a label's words in one spelling, without bracketed remarks, numbers or dressing."""
    bare = _IN_BRACKETS.sub(" ", fold(label[:_LONGEST_LABEL]))
    bare = _DRESSING.sub("", bare, count=1)
    return " ".join(_NO_WORD.sub(" ", bare.replace("'", "")).split()).strip("-/ ")


def read_labelled(text: str, name_of: NameOf) -> Labelled:
    """Sort a text's lines under the labels that `name_of` knows."""
    answers: list[Answer] = []
    before: list[str] = []
    lines: list[tuple[str, bool]] = []
    for raw in clean(text).split("\n"):
        line, quoted = _unquoted(raw)
        labelled = _label_in(line, name_of)
        if labelled is not None:
            name, label, rest = labelled
            lines = [(rest, quoted)] if rest else []
            answers.append(Answer(name, label, lines))
        elif answers:
            lines.append((line, quoted))
        else:
            before.append(line)
    return Labelled(tuple(answers), tuple(before))


def _unquoted(line: str) -> tuple[str, bool]:
    quote = _QUOTE.match(line)
    return (line[quote.end() :], True) if quote is not None else (line, False)


def _label_in(line: str, name_of: NameOf) -> tuple[str, str, str] | None:
    """Return what a line asks for, its label, and the answer on the same line."""
    if not line.strip():
        return None
    for label, rest in _splits(line):
        name = name_of(plain_label(label))
        if name is not None:
            return name, label.strip(), rest.strip(" \t|*_")
    return None


def _splits(line: str) -> Iterator[tuple[str, str]]:
    """Yield the ways of cutting a line into label and answer: at each of its first separators, then
    the whole line as a label.
    """
    dressing = _DRESSING.match(line)
    start = dressing.end() if dressing is not None else 0
    cuts = 0
    for separator in _SEPARATOR.finditer(line, start, start + _LONGEST_LABEL):
        if separator.start() > start and cuts < 3:
            yield line[start : separator.start()], line[separator.end() :]
            cuts += 1
    if len(line) - start <= _LONGEST_LABEL:
        yield line[start:], ""
