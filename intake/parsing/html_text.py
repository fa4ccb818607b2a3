"""HTML mail as plain text: paragraphs, lists, tables and quotes stay readable."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from intake.parsing.charsets import cleaned
from intake.parsing.html_scan import Scanner, Tag
from intake.parsing.html_veils import has_veiled_words, tokens

MAX_HTML = 500_000
"""Characters of HTML that are read; longer mail is cut there."""

_MAX_NESTING = 12
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TRAILING = re.compile(r"[ \t\xa0]+(?=\n|$)")
_BLANK_LINES = re.compile(r"\n{4,}")
_QUOTE_CLASS = re.compile(r"quote|cite", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
# Word and Outlook give each line a paragraph of its own, without margins.
_WITHOUT_MARGIN = re.compile(r"MsoNormal|margin(?:-bottom)?:\s*0(?![.\d])")
_ORDINARY = re.compile(r"[A-Za-z0-9]")
_LINE_BLOCKS = frozenset(
    "address article aside body center dd div dl dt fieldset figcaption figure footer form header "
    "html legend main nav option section summary details".split()
)
_SPACED_BLOCKS = frozenset("h1 h2 h3 h4 h5 h6".split())
_VOID = frozenset("area base br col embed hr img input link meta source wbr o:p".split())


@dataclass(slots=True)
class _Flow:
    """Text being laid out: the page, or one table cell."""

    pieces: list[str] = field(default_factory=list)
    newlines_due: int = 0
    space_due: bool = False
    quotes: int = 0

    def break_line(self, lines: int = 1) -> None:
        """Ask for ``lines`` newlines before whatever comes next, unless nothing came before."""
        self.space_due = False
        if self.pieces:
            self.newlines_due = max(self.newlines_due, lines)

    def write(self, text: str) -> None:
        prefix = "> " * self.quotes
        if self.newlines_due:
            self.pieces.append(f"\n{prefix}" * min(self.newlines_due, 4))
        elif self.space_due and self.pieces:
            self.pieces.append(" ")
        elif not self.pieces:
            self.pieces.append(prefix)
        self.newlines_due, self.space_due = 0, False
        self.pieces.append(text)

    def text(self) -> str:
        return "".join(self.pieces)


@dataclass(slots=True)
class _Table:
    flow: _Flow
    cells: list[str] = field(default_factory=list)


class _Layout:
    """Turns a run of tags and text into lines."""

    def __init__(self, *, hide: bool) -> None:
        self.flow = _Flow()
        self._hide = hide
        self._tight = False
        self._tables: list[_Table] = []
        self._lists: list[int] = []
        self._marker = ""
        self._preformatted = 0
        self._unseen: tuple[str, int] | None = None
        self._quotes: list[bool] = []
        self._handlers: dict[str, Callable[[Tag], None]] = {
            "a": self._no_effect,
            "b": self._no_effect,
            "blockquote": self._blockquote,
            "br": self._br,
            "font": self._no_effect,
            "hr": self._hr,
            "img": self._img,
            "li": self._li,
            "o:p": self._word_paragraph,
            "ol": self._list,
            "p": self._p,
            "pre": self._pre,
            "span": self._no_effect,
            "table": self._table,
            "td": self._cell,
            "th": self._cell,
            "tr": self._row,
            "ul": self._list,
        }

    def tag(self, tag: Tag) -> None:
        if self._skipped(tag):
            return
        handler = self._handlers.get(tag.name)
        if handler is not None:
            handler(tag)
        elif tag.name in _LINE_BLOCKS:
            self.flow.break_line()
        elif tag.name in _SPACED_BLOCKS:
            self.flow.break_line(2)

    def words(self, text: str) -> None:
        if self._unseen:
            return
        if self._preformatted:
            self._preformatted_words(text)
            return
        text = _SPACE.sub(" ", text)
        if text == " ":
            self.flow.space_due = True
            return
        if not text:
            return
        if text[0] == " ":
            self.flow.space_due = True
        self._write(text.strip(" "))
        self.flow.space_due = text[-1] == " "

    @property
    def is_hiding(self) -> bool:
        """Whether an element styled away was never closed."""
        return self._unseen is not None

    def finished(self) -> str:
        while self._tables:
            self._close_table()
        return self.flow.text()

    def _write(self, text: str) -> None:
        if self._marker:
            text, self._marker = self._marker + text, ""
        self.flow.write(text)

    def _preformatted_words(self, text: str) -> None:
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self.flow.newlines_due += 1
            if line:
                self._write(line)

    def _skipped(self, tag: Tag) -> bool:
        """Whether ``tag`` lies in an element styled away, whose end is watched for here."""
        if self._unseen:
            name, depth = self._unseen
            if tag.name == name:
                depth += -1 if tag.closing else 1
                self._unseen = (name, depth) if depth else None
            return True
        if (
            self._hide
            and not tag.closing
            and tag.name not in _VOID
            and "style" in tag.source
            and _HIDDEN.search(tag.attributes.get("style", ""))
        ):
            self._unseen = (tag.name, 1)
            return True
        return False

    def _no_effect(self, _tag: Tag) -> None:
        """Inline elements leave the text as it is."""

    def _br(self, _tag: Tag) -> None:
        self.flow.space_due = False
        if self.flow.pieces:
            self.flow.newlines_due += 1

    def _p(self, tag: Tag) -> None:
        if not tag.closing:
            self._tight = bool(_WITHOUT_MARGIN.search(tag.source))
        self.flow.break_line(1 if self._tight else 2)

    def _word_paragraph(self, _tag: Tag) -> None:
        # Word's mark for the end of a paragraph gives an empty one the height of a line.
        if self.flow.newlines_due:
            self._write("\xa0")

    def _hr(self, _tag: Tag) -> None:
        self.flow.break_line()
        self._write("_" * 32)
        self.flow.break_line()

    def _img(self, tag: Tag) -> None:
        alt = tag.attributes.get("alt", "").strip() if "alt" in tag.source else ""
        if 0 < len(alt) <= 4 and not _ORDINARY.search(alt):
            self._write(alt)  # a smiley sent as a picture is a word of the writer

    def _pre(self, tag: Tag) -> None:
        self.flow.break_line(2)
        self._preformatted = max(0, self._preformatted + (-1 if tag.closing else 1))

    def _blockquote(self, tag: Tag) -> None:
        self.flow.break_line()
        if not tag.closing:
            given = tag.attributes
            cited = given.get("type", "") == "cite" or bool(
                _QUOTE_CLASS.search(given.get("class", ""))
            )
            self._quotes.append(cited)
        elif self._quotes:
            self._quotes.pop()
        self.flow.quotes = min(sum(self._quotes[-_MAX_NESTING:]), _MAX_NESTING)

    def _list(self, tag: Tag) -> None:
        self.flow.break_line()
        self._marker = ""
        if not tag.closing:
            self._lists.append(0 if tag.name == "ul" else 1)
        elif self._lists:
            self._lists.pop()

    def _li(self, tag: Tag) -> None:
        self.flow.break_line()
        self._marker = ""
        if tag.closing:
            return
        indent = "  " * (min(len(self._lists), _MAX_NESTING) - 1)
        number = self._lists[-1] if self._lists else 0
        self._marker = f"{indent}{number}. " if number else f"{indent}- "
        if number:
            self._lists[-1] = number + 1

    def _table(self, tag: Tag) -> None:
        self.flow.break_line()
        if tag.closing:
            if self._tables:
                self._close_table()
        elif len(self._tables) < _MAX_NESTING:
            self._tables.append(_Table(self.flow))

    def _row(self, _tag: Tag) -> None:
        if self._tables:
            self._end_row(self._tables[-1])
        else:
            self.flow.break_line()

    def _cell(self, tag: Tag) -> None:
        if not self._tables:
            self.flow.break_line()
            return
        table = self._tables[-1]
        self._end_cell(table)
        if not tag.closing:
            self.flow = _Flow()

    def _end_cell(self, table: _Table) -> None:
        if self.flow is not table.flow:
            table.cells.append(self.flow.text().strip())
            self.flow = table.flow
        self._marker = ""

    def _end_row(self, table: _Table) -> None:
        self._end_cell(table)
        cells = [cell for cell in table.cells if cell]
        table.cells.clear()
        if not cells:
            return
        # Short one-line cells are data and share a line; anything longer is page layout.
        data = len(cells) > 1 and not any("\n" in cell for cell in cells)
        table.flow.break_line()
        for line in [" | ".join(cells)] if data else "\n".join(cells).split("\n"):
            table.flow.write(line)
            table.flow.break_line()

    def _close_table(self) -> None:
        table = self._tables.pop()
        self._end_row(table)
        self.flow = table.flow
        self.flow.break_line()


def html_to_text(source: str) -> str:
    """``source`` as text: LF line ends, ``- `` and ``1. `` lists, `` | `` between table cells,
    ``> `` before quoted lines. At most ``MAX_HTML`` characters are read.
    """
    layout = _laid_out(source[:MAX_HTML], hide=True)
    if layout.is_hiding:
        layout = _laid_out(source[:MAX_HTML], hide=False)  # rather too much than words lost
    text = _TRAILING.sub("", cleaned(layout.finished()).replace("\xa0", " "))
    return _BLANK_LINES.sub("\n\n\n", text).strip("\n")


def both_readings(source: str) -> tuple[str, str]:
    """``source`` as text without its words that are struck out or hidden, and with all of them.

    Both are empty where there are none.
    """
    source = source[:MAX_HTML]
    if not has_veiled_words(source):
        return ("", "")
    pair = []
    for wanted in ("seen", "all"):
        layout = _Layout(hide=False)
        for token, veiled in tokens(source):
            if not isinstance(token, str):
                layout.tag(token)
            elif wanted == "all" or not veiled:
                layout.words(token)
        pair.append(cleaned(layout.finished()).strip())
    return pair[0], pair[1]


def _laid_out(source: str, *, hide: bool) -> _Layout:
    layout = _Layout(hide=hide)
    for token in Scanner(source):
        if isinstance(token, str):
            layout.words(token)
        else:
            layout.tag(token)
    return layout
