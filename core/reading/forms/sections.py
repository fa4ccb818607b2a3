"""A filled-in form cut into its headings and what stands under each.

Headings as `forms.blank_form` writes them ("== Days of support ==") are told from answers for
certain; a question whose heading has lost its marks, or is written by hand, is found by its words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from core.reading.forms.endings import ends_answer
from core.reading.forms.headings import Fit, Match, Titles

_QUOTE = re.compile(r"(?:[ \t]{0,4}>)+ ?")
_MARKED = re.compile(
    r"[ \t\u00a0*_|]*={2,4}[ \t\u00a0*_]*(?P<label>[^=\s][^=\n]{0,118}?)[ \t\u00a0*_]*={2,4}"
    r"[*_|]*(?=[\s:|]|$)[ \t\u00a0]*[:|]?(?P<rest>.*)$"
)
_DRESSING = re.compile(
    r"[ \t\u00a0]*"
    r"(?:[*+\u2022\u25cf\u25aa\u00b7-][ \t\u00a0]+|"
    r"\(?(?:q ?)?\d{1,2}(?:[.):](?!\d)|[ ]*[\t|])|[#|]+)?"
    r"[ \t\u00a0*_#|]*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"(?P<cell>[ \u00a0]*\t[ \t\u00a0]*|[ \u00a0]*\|[ \u00a0]*|[*_]*[:?](?:-(?=\s))?[*_]*)"
    r"|(?P<weak>[ \t\u00a0]+[-\u2013\u2014=][ \t\u00a0]+|[ \u00a0]{3,}|(?<=[\w?])\*{1,2}[ \u00a0])"
)
_WORD = re.compile(r"[^\W_]+")
_LABEL_WITHIN = 130
_MOST_CUTS = 4
_SENTENCE = re.compile(r"[.!;,]\W*$")
_MOST_BARE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a reply: as written, and without its quote marks."""

    raw: str
    text: str
    depth: int


@dataclass(slots=True)
class Section:
    """A heading and the lines under it, the rest of the heading's own line included.

    `questions` are the indices of those it may stand for; none for a heading of no question asked.
    """

    questions: tuple[int, ...]
    label: str
    depth: int
    beside: str = ""
    marked: bool = False
    doubtful: str = ""
    """The line under the heading that may itself be one, if answers seem to run together."""
    lines: list[Line] = field(default_factory=list)

    @property
    def question(self) -> int | None:
        """The one question that the section answers."""
        return self.questions[0] if len(self.questions) == 1 else None

    def is_empty(self) -> bool:
        """Whether nothing at all stands under the heading, printed help included."""
        return not self.beside.strip() and not any(line.text.strip() for line in self.lines)


def lines_of(text: str) -> list[Line]:
    """Return a text's lines; line ends may be of any kind."""
    return [_line(raw) for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _line(raw: str) -> Line:
    quote = _QUOTE.match(raw)
    if quote is None:
        return Line(raw, raw, 0)
    return Line(raw, raw[quote.end() :], quote[0].count(">"))


class Cutter:
    """Cuts the lines of a reply at the headings of a form's questions."""

    def __init__(self, titles: Sequence[str], helps: Sequence[str]) -> None:
        self._titles = Titles(titles)
        self._helps = helps
        self._all = frozenset(range(len(titles)))

    def marked(self, lines: Sequence[Line]) -> list[Section]:
        """Return the sections under marked headings only."""
        return self._cut(lines, frozenset())

    def all(self, lines: Sequence[Line], loose: frozenset[int]) -> list[Section]:
        """Return the sections under marked headings and, for the `loose` questions, under headings
        known by their words.
        """
        return self._cut(lines, loose)

    def _cut(self, lines: Sequence[Line], loose: frozenset[int]) -> list[Section]:
        sections: list[Section] = []
        headings = self._marked_headings(lines)
        last = max(headings, default=0)
        texts = [line.text for line in lines]
        for at, line in enumerate(lines):
            heading = headings.get(at)
            if heading is None and line.text.strip():
                bounded = bool(sections) and sections[-1].marked and at < last
                if not bounded and _ends(texts, at, sections):
                    heading = Section((), "", line.depth)
                elif loose:
                    heading = self._worded(lines, at, loose, sections)
            if heading is not None:
                sections.append(heading)
            elif sections:
                sections[-1].lines.append(line)
        return sections

    def _marked_headings(self, lines: Sequence[Line]) -> dict[int, Section]:
        """Return the marked headings by the numbers of their lines. Where one is there again within
        the form, the one above the printed help is the heading, and the other part of an answer.
        """
        found = {at: x for at, line in enumerate(lines) if (x := self._marked(line)) is not None}
        printed = [at for at, x in found.items() if self._is_above_help(lines, at, x)]
        if not printed:
            return found
        genuine = {(found[at].questions, found[at].depth) for at in printed}
        return {
            at: x
            for at, x in found.items()
            if at in printed or at < printed[0] or (x.questions, x.depth) not in genuine
        }

    def _is_above_help(self, lines: Sequence[Line], at: int, heading: Section) -> bool:
        help_ = self._helps[heading.question] if heading.question is not None else ""
        if not help_:
            return False
        below = " ".join(
            [heading.beside, *(x.text[:_LABEL_WITHIN] for x in lines[at + 1 : at + 6])]
        )
        return _same_start(below, help_)

    def _marked(self, line: Line) -> Section | None:
        found = _MARKED.match(line.text) if "==" in line.text else None
        if found is None:
            return None
        whole = self._titles.match(found["label"], self._all)
        if whole is not None and whole.certain is not None and whole.fit > Fit.PARTLY:
            return Section(whole.questions, found["label"], line.depth, found["rest"], marked=True)
        for label, rest, _ in _cuts(found["label"]):
            match = self._titles.match(label, self._all)
            if match is not None and match.certain is not None and match.fit > Fit.PARTLY:
                beside = f"{rest} {found['rest']}".rstrip()
                return Section(match.questions, label, line.depth, beside, marked=True)
        return Section((), found["label"], line.depth, found["rest"], marked=True)

    def _worded(
        self, lines: Sequence[Line], at: int, loose: frozenset[int], sections: Sequence[Section]
    ) -> Section | None:
        line = lines[at]
        best: tuple[Match, str, str] | None = None
        for label, rest, cell in _cuts(line.text):
            match = self._titles.match(label, loose)
            if match is None or (match.fit is Fit.PARTLY and not cell):
                continue
            if best is None or match.fit > best[0].fit:
                best = match, label, rest
        if best is not None:
            return Section(best[0].questions, best[1].strip(), line.depth, best[2])
        return self._bare(lines, at, loose, sections)

    def _bare(
        self, lines: Sequence[Line], at: int, loose: frozenset[int], sections: Sequence[Section]
    ) -> Section | None:
        """Return a heading that has a line for itself."""
        line = lines[at]
        label = _undressed(line.text)
        match = self._titles.match(label, loose)
        if match is None or match.certain is None:
            return None
        if match.fit is Fit.PARTLY and not self._stands_out(lines, at, label, sections):
            return None
        return Section(match.questions, label.strip(), line.depth)

    def _stands_out(
        self, lines: Sequence[Line], at: int, label: str, sections: Sequence[Section]
    ) -> bool:
        """Whether a line that merely resembles a title looks like a heading, not like an answer."""
        if _SENTENCE.search(label) or len(label.split()) > _MOST_BARE_WORDS:
            return False
        follows = next((x for x in lines[at + 1 : at + 4] if x.text.strip()), None)
        if sections and sections[-1].is_empty():
            if not sections[-1].marked and at + 1 < len(lines) and lines[at + 1].text.strip():
                sections[-1].doubtful = label
            return False
        before = lines[at - 1].text.strip() if at else ""
        return follows is not None and not before and label.strip()[:1].isupper()


def _ends(texts: Sequence[str], at: int, sections: Sequence[Section]) -> bool:
    """Whether a line ends what was asked; a farewell may itself be all that is answered."""
    answered = not sections or not sections[-1].is_empty()
    return answered and ends_answer(texts, at)


def _same_start(text: str, start: str) -> bool:
    wanted = _WORD.findall(start)
    return [x[0] for x in islice(_WORD.finditer(text), len(wanted))] == wanted


def _undressed(text: str) -> str:
    dressing = _DRESSING.match(text)
    return text[dressing.end() if dressing else 0 :].strip(" \t\u00a0*_#|:")


def _cuts(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the ways of cutting a line into a label and what stands beside it, and whether the cut
    is at a colon or a table's cell rather than at a dash, wide space or the end of bold letters.
    """
    dressing = _DRESSING.match(text, 0, _LABEL_WITHIN)
    start = dressing.end() if dressing else 0
    dress = text[:start]
    cuts = 0
    for separator in _SEPARATOR.finditer(text, start, start + _LABEL_WITHIN):
        if separator.start() > start and cuts < _MOST_CUTS:
            cuts += 1
            label = text[start : separator.start()].strip(" \t\u00a0*_")
            rest = text[separator.end() :].strip()
            yield label, rest.rstrip(" |") if "|" in dress else rest, separator["cell"] is not None
