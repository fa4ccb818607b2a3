"""Opening the files that people send: CSV in whatever dress a spreadsheet gave it.

UTF-8 with or without a byte order mark, UTF-16 (Excel's "Unicode text") and cp1252 are read;
cells may be parted by commas, semicolons or tabs; columns are found by name. Nothing but
`DirectoryFileError` is ever raised, whatever the bytes.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

_DELIMITERS = ",;\t"
_HEADER_WITHIN = 25  # bank statements put account details above the header row
_LONGEST_CELL = 131_072  # the csv module's own limit
_SAVE_AS = "open it and save it as “CSV UTF-8 (comma delimited)”"
_NOT_TEXT = (
    (b"PK\x03\x04", f"This is an Excel workbook or a zip file, not CSV: unzip it, or {_SAVE_AS}."),
    (b"\xd0\xcf\x11\xe0", f"This is an old Excel workbook, not CSV: {_SAVE_AS}."),
    (b"%PDF", "This is a PDF, not CSV: ask for the table as a spreadsheet and save that as CSV."),
)


class DirectoryFileError(ValueError):
    """The file as a whole cannot be read; the message is one sentence with the mend."""


@dataclass(frozen=True, slots=True)
class Mistaken:
    """Headers that give away another kind of file, unless one of `without` is there as well."""

    kind: str
    having: tuple[str, ...]
    without: tuple[str, ...] = ()

    def is_so(self, header: Iterable[str]) -> bool:
        """Whether a header row is that of the other kind."""
        names = {plain_header(text) for text in header}
        return all(plain_header(x) in names for x in self.having) and not any(
            plain_header(x) in names for x in self.without
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a file may have, and those without which it makes no sense.

    `headers` maps our name to the other headers people use, the preferred ones first; letter case,
    spaces and punctuation never matter. Each group in `needed` asks for at least one of its names.
    """

    headers: Mapping[str, tuple[str, ...]]
    needed: tuple[tuple[str, ...], ...]
    mistaken: tuple[Mistaken, ...] = ()

    def places(self, header: Iterable[str]) -> dict[str, int]:
        """Return where each of our columns stands in a header row."""
        places: dict[str, int] = {}
        for place, text in enumerate(header):
            places.setdefault(plain_header(text), place)
        found: dict[str, int] = {}
        for name, others in self.headers.items():
            spellings = (plain_header(text) for text in (name, *others))
            here = next((places[text] for text in spellings if text in places), None)
            if here is not None:
                found[name] = here
        return found

    def lacking(self, found: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
        """Return the needed groups of which no column was found."""
        return tuple(group for group in self.needed if not any(name in found for name in group))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, and its cells by our column names ('' where empty)."""

    line: int
    cells: Mapping[str, str]
    surplus: tuple[str, ...] = ()


def plain_header(text: str) -> str:
    """Return a header without letter case, spaces and punctuation: `LA (name)` is `laname`."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def decode(content: bytes) -> str:
    """Return a file's text. Raise `DirectoryFileError` if it is empty or not text."""
    for start, sentence in _NOT_TEXT:
        if content.startswith(start):
            raise DirectoryFileError(sentence)
    text = _decode_text(content)
    if "\0" in text:
        raise DirectoryFileError("This is not a text file: save the table as CSV and send that.")
    if not text.strip():
        raise DirectoryFileError("The file is empty: it needs a header row, and rows below it.")
    return text


def _decode_text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Line by line, because files glued together from two exports mix both encodings.
        return "".join(_decode_line(line) for line in content.splitlines(keepends=True))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def read_rows(content: bytes, columns: Columns) -> Iterator[Row]:
    """Yield the rows of a CSV file that are not blank.

    The header is the first row that has all needed columns; what stands above it is passed over.
    Raise `DirectoryFileError`, at once for a bad header and while reading for broken quoting.
    """
    text = decode(content)
    if text.lstrip().startswith("<"):
        raise DirectoryFileError(
            "This is a web page, not CSV: download the file again, signed in where that is needed."
        )
    delimiter, header_line, places, width = _find_header(text, columns)
    return _rows_after(_parse(text, delimiter), header_line, places, width)


def _rows_after(
    lines: Iterator[tuple[int, list[str]]], header_line: int, places: dict[str, int], width: int
) -> Iterator[Row]:
    for line, cells in lines:
        if line <= header_line or not any(cell.strip() for cell in cells):
            continue
        surplus = tuple(clean(cell) for cell in cells[width:] if cell.strip())
        here = {
            name: clean(cells[place]) if place < len(cells) else ""
            for name, place in places.items()
        }
        yield Row(line, here, surplus)


def clean(cell: str) -> str:
    """Return a cell without stray blanks and control characters; line breaks inside are kept."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    cell = cell.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in cell if c in "\n\t" or unicodedata.category(c)[0] != "C").strip()


def _parse(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins on."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True
    )
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise DirectoryFileError(_broken_quoting(begins, str(error))) from None


def _broken_quoting(line: int, reason: str) -> str:
    if "field limit" in reason:
        return (
            f"A cell on line {line} is longer than {_LONGEST_CELL} characters: "
            "a quotation mark is probably never closed; close it or shorten the cell."
        )
    return (
        f"A quotation mark in the row that begins on line {line} is out of place or never closed: "
        'write a quotation mark inside a cell twice ("") and close every quoted cell.'
    )


@dataclass(frozen=True, slots=True)
class _Header:
    delimiter: str
    line: int
    cells: list[str]
    places: dict[str, int]
    complete: bool = False
    fault: str = ""

    @property
    def rank(self) -> tuple[bool, int, int]:
        return self.complete, len(self.places), len(self.cells)


def _find_header(text: str, columns: Columns) -> tuple[str, int, dict[str, int], int]:
    best = max((_best_header(text, columns, x) for x in _DELIMITERS), key=lambda h: h.rank)
    if not best.complete:
        raise DirectoryFileError(best.fault or _lacking(best, columns))
    for other in columns.mistaken:
        if other.is_so(best.cells):
            raise DirectoryFileError(
                f"This looks like a file of {other.kind}: import it as {other.kind}, "
                "or correct the headers."
            )
    names = [plain_header(cell) for cell in best.cells]
    for place in best.places.values():
        if names.count(names[place]) > 1:
            raise DirectoryFileError(
                f"The column “{best.cells[place].strip()}” is there twice:"
                " rename or remove one of the two."
            )
    return best.delimiter, best.line, best.places, len(best.cells)


def _best_header(text: str, columns: Columns, delimiter: str) -> _Header:
    """Return the first complete header row near the top, else the likeliest one."""
    best = _Header(delimiter, 0, [], {})
    try:
        for line, cells in islice(_parse(text, delimiter), _HEADER_WITHIN):
            places = columns.places(cells)
            header = _Header(delimiter, line, cells, places, not columns.lacking(places))
            if header.complete:
                return header
            best = header if len(places) > len(best.places) else best
    except DirectoryFileError as error:  # quoted cells parsed with the wrong delimiter end here too
        return best if best.places else replace(best, fault=str(error))
    return best


def _lacking(header: _Header, columns: Columns) -> str:
    wanted = ", ".join(" or ".join(group) for group in columns.lacking(header.places))
    if not header.places:
        return f"The file has no header row naming its columns: put one on top, with {wanted}."
    seen = ", ".join(cell.strip() for cell in header.cells if cell.strip())[:200]
    return f"The file has no column {wanted}: add it to the header row, which now reads: {seen}."
