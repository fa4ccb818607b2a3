"""CSV files come in every dress; whatever the bytes, the answer is rows or one clear sentence."""

import csv
import io
from collections.abc import Callable
from itertools import starmap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bank.statement import read_bank
from core.directory.contacts import read_contacts
from core.directory.files import Columns, DirectoryFileError, Row, plain_header, read_rows
from core.directory.finding import SchoolFound
from core.directory.schools import read_links, read_schools
from core.directory.sles import read_sles
from core.directory.term_calendars import read_terms

COLUMNS = Columns(
    headers={"name": ("school",), "town": ("post town",), "days_per_year": ()},
    needed=(("name",),),
)


def rows(content: bytes) -> list[tuple[int, str, str]]:
    return [(x.line, x.cells["name"], x.cells.get("town", "")) for x in read_rows(content, COLUMNS)]


@pytest.mark.parametrize(
    "content",
    [
        "name,town\nSt Mary’s,Poole\n".encode(),
        "\ufeffname,town\r\nSt Mary’s,Poole\r\n".encode(),
        "name,town\nSt Mary’s,Poole\n".encode("cp1252"),
        "name,town\rSt Mary’s,Poole\r".encode("cp1252"),
        "name\ttown\nSt Mary’s\tPoole\n".encode("utf-16"),
        "Town;NAME\nPoole;St Mary’s\n".encode(),
        "TOWN \t Name\nPoole\tSt Mary’s\n".encode(),
        '"Post-Town";"School"\n"Poole";"St Mary’s"\n'.encode(),
        "extra,name,town,more\nx,St Mary’s,Poole,y\n".encode(),
        "name,town\nSt Mary’s,\u00a0Poole\u00a0\n".encode(),
        "name,town\nSt Mary\u200b’s,Poole,,\n".encode(),
    ],
    ids=lambda content: repr(content[:24]),
)
def test_every_dress_of_a_file_gives_the_same_row(content: bytes) -> None:
    assert rows(content) == [(2, "St Mary’s", "Poole")]


def test_a_file_glued_from_two_encodings_is_read_line_by_line() -> None:
    content = b"name\n" + "St Mary’s\n".encode() + "St Anne’s\n".encode("cp1252")
    assert [name for _, name, _ in rows(content)] == ["St Mary’s", "St Anne’s"]


def test_bytes_that_cp1252_does_not_know_cost_one_letter_and_not_the_file() -> None:
    assert rows(b"name\nSt Mary\x81s\n") == [(2, "St Mary\ufffds", "")]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    content = b'name,town\n\n"Two\nlines",Poole\n,\n , \nLast,Wool\n'
    assert rows(content) == [(3, "Two\nlines", "Poole"), (7, "Last", "Wool")]


def test_a_short_row_has_empty_cells() -> None:
    assert rows(b"town,name,days_per_year\nPoole,Oakfield\n") == [(2, "Oakfield", "Poole")]


def test_a_row_with_more_cells_than_headers_says_what_is_left_over() -> None:
    [row] = read_rows(b"name,town\nSt Mary, Poole,Poole\n", COLUMNS)
    assert row == Row(2, {"name": "St Mary", "town": "Poole"}, ("Poole",))


def test_what_stands_above_the_header_is_passed_over() -> None:
    content = b"Our schools,,\nlast changed,1 September,\n\nName,Town,\nOakfield,Poole,\n"
    assert rows(content) == [(5, "Oakfield", "Poole")]


def test_the_delimiter_is_the_one_that_finds_most_columns() -> None:
    assert rows(b"name;town;note\nOakfield;Poole;a,b,c,d\n") == [(2, "Oakfield", "Poole")]


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("Days per year", "daysperyear"),
        ("days_per_year", "daysperyear"),
        (" DAYS-PER-YEAR ", "daysperyear"),
        ("LA (name)", "laname"),
        ("Amount (£)", "amount"),
    ],
)
def test_headers_are_compared_without_dress(header: str, plain: str) -> None:
    assert plain_header(header) == plain


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["empty"]),
        (b"\xef\xbb\xbf", ["empty"]),
        (b" \r\n\r\n", ["empty"]),
        (b"a,b\n1,2\n", ["no header row", "name"]),
        (b"town,days per year\nPoole,3\n", ["no column name", "town, days per year"]),
        (b"name,town,Name\na,b,c\n", ["twice"]),
        (b"PK\x03\x04\x14\x00\x06", ["Excel", "CSV UTF-8"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ["Excel"]),
        (b"%PDF-1.7\n", ["PDF"]),
        (b"\x89PNG\r\n\x1a\n\0\0", ["not a text file"]),
        (b"<!DOCTYPE html><html>name,town", ["web page"]),
        (b'name,town\nOakfield,"Poole\nWool,x\n', ["line 2", "quotation mark"]),
        (b'name,town\nOak,Wool\n"St "Mary",Poole\n', ["line 3", "quotation mark"]),
        (b"name\n" + b"x" * 200_000 + b"\n", ["line 2", "131072"]),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_file_that_cannot_be_read_gives_one_sentence(content: bytes, words: list[str]) -> None:
    with pytest.raises(DirectoryFileError) as raised:
        rows(content)
    sentence = str(raised.value)
    assert all(word in sentence for word in words), sentence
    assert sentence.endswith(".")


def nobody(_: str) -> SchoolFound:
    return SchoolFound()


READERS: tuple[Callable[[bytes], object], ...] = (
    lambda content: list(read_rows(content, COLUMNS)),
    read_schools,
    read_links,
    lambda content: read_contacts(content, nobody),
    lambda content: read_sles(content, nobody, {"maths": "mathematics"}.get),
    lambda content: read_terms(content, nobody),
    read_bank,
)

HEADERS = (
    b"name,urn,phase,postcode,easting,northing,status,domain,website,pupils\n",
    b"urn,link urn,link type,link established date\n",
    b"school,name,role,email,slack_user_id,title\n",
    b"name,email,home_school,specialisms,phases,days_per_year,designated_until,status,weekdays\n",
    b"school,start,end,kind\n",
    b"date,description,reference,amount,paid in,paid out\n",
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260901\r\nSUMMARY:",
    b"",
)


@given(
    st.sampled_from(HEADERS),
    st.one_of(st.binary(), st.text().map(str.encode), st.text('a1,;"\t\r\n-/@').map(str.encode)),
    st.sampled_from(READERS),
)
def test_no_bytes_raise_anything_but_a_file_error(
    header: bytes, tail: bytes, read: Callable[[bytes], object]
) -> None:
    sentence = refusal(read, header + tail)
    assert not sentence or sentence.endswith(".")


def refusal(read: Callable[[bytes], object], content: bytes) -> str:
    try:
        read(content)
    except DirectoryFileError as error:
        return str(error)
    return ""


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"]) | st.sampled_from(',;"\n'), max_size=20
).map(lambda text: " ".join(text.split(" ")).strip())


@given(
    st.lists(st.tuples(CELLS.filter(bool), CELLS), max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_writes_is_what_is_read(
    table: list[tuple[str, str]], delimiter: str, ending: str, encoding: str
) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerows([("name", "town"), *table])
    read = read_rows(written.getvalue().encode(encoding), COLUMNS)
    normal = starmap(lambda name, town: (_cell(name), _cell(town)), table)
    assert [(x.cells["name"], x.cells["town"]) for x in read] == list(normal)


def _cell(text: str) -> str:
    return text.replace("\u00a0", " ").strip()
