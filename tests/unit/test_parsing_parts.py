"""The pieces that reading a mail is made of, one rule at a time."""

import struct
from datetime import UTC, datetime, timedelta, timezone

import pytest

from intake.letter import Address
from intake.parsing import parse
from intake.parsing.addresses import parse_addresses
from intake.parsing.charsets import decode
from intake.parsing.dates import parse_date
from intake.parsing.header_text import decode_words, from_base64, parameters
from intake.parsing.html_text import html_to_text
from intake.parsing.names import safe_name
from intake.parsing.tnef import open_tnef


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Jane Smith <jane@x.example>", [("Jane Smith", "jane@x.example")]),
        ("jane@x.example (Jane)", [("Jane", "jane@x.example")]),
        ('"Smith, Jane" <j@x.example>', [("Smith, Jane", "j@x.example")]),
        ("Smith, Jane <j@x.example>", [("Smith, Jane", "j@x.example")]),
        ("'Jane' <j@x.example>", [("Jane", "j@x.example")]),
        ("=?utf-8?q?Smith,_Zo=C3=AB?= <z@x.example>", [("Smith, Zoë", "z@x.example")]),
        ('"=?utf-8?B?SMOpbMOobmU=?=" <h@x.example>', [("Hélène", "h@x.example")]),
        ("Heads: a@x.example, B <b@x.example>;", [("", "a@x.example"), ("B", "b@x.example")]),
        ("undisclosed-recipients:;", []),
        ("a@x.example; b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("a@x.example b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("<a@x.example><b@x.example>", [("", "a@x.example"), ("", "b@x.example")]),
        ("<@relay.example:j@x.example>", [("", "j@x.example")]),
        ("Joe(best (of) heads) <j(no)@x.example>", [("Joe", "j@x.example")]),
        ("mailto:j@x.example", [("", "j@x.example")]),
        ('"head@school.example" <evil@x.example>', [("head@school.example", "evil@x.example")]),
        ("Nobody", [("Nobody", "")]),
        ('To: "', []),
        ("", []),
    ],
)
def test_addresses_are_read_as_people_write_them(
    written: str, expected: list[tuple[str, str]]
) -> None:
    assert parse_addresses(written) == tuple(Address(*pair) for pair in expected)


def test_a_list_of_addresses_without_end_is_cut() -> None:
    assert len(parse_addresses("a@x.example," * 100_000)) <= 1_000


@pytest.mark.parametrize(
    ("encoded", "expected"),
    [
        ("=?utf-8?q?caf=C3=A9?=", "café"),
        ("=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"),
        ("a =?utf-8?q?b?= =?utf-8?q?c?= d", "a bc d"),
        ("=?iso-2022-jp?B?GyRCJDkkXyReJDskcxsoQg==?=", "すみません"),
        ("=?utf-8?Q?Really??=", "Really?"),
        ("=?utf-8?q?two words?=", "two words"),
        ("=?utf-8*en?q?hello?=", "hello"),
        ("=?nonsense?q?=A3350?=", "£350"),
        ("=?utf-8?B?YWJj", "=?utf-8?B?YWJj"),
        ("2 =? 2", "2 =? 2"),
    ],
)
def test_encoded_words_are_decoded(encoded: str, expected: str) -> None:
    assert decode_words(encoded) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text/plain; charset=UTF-8", ("text/plain", {"charset": "UTF-8"})),
        ('a/b; name="x \\"y\\";z"', ("a/b", {"name": 'x "y";z'})),
        ("a/b; name=this is it.txt; x=1", ("a/b", {"name": "this is it.txt", "x": "1"})),
        ("a/b; name*=utf-8''caf%C3%A9", ("a/b", {"name": "café"})),
        ("a/b; name*1=B; name*0=A", ("a/b", {"name": "AB"})),
        ("a/b; name*0*=iso-8859-1'en'%A3; name*1=50", ("a/b", {"name": "£50"})),
        ('a/b; name="never closed', ("a/b", {"name": "never closed"})),
        ("TEXT/HTML", ("text/html", {})),
    ],
)
def test_parameters_follow_rfc_2231(value: str, expected: tuple[str, dict[str, str]]) -> None:
    assert parameters(value) == expected


@pytest.mark.parametrize(
    ("raw", "charset", "expected"),
    [
        (b"caf\xc3\xa9", "", "café"),
        (b"caf\xe9", "", "café"),
        (b"\x93quoted\x94", "iso-8859-1", "“quoted”"),
        (b"caf\xe9", "utf-8", "café"),
        ("caf\u00e9 \u00fc \u00f6".encode()[:-1], "utf-8", "café ü \ufffd"),
        (b"\x81\x8d", "windows-1252", "\ufffd\ufffd"),
        (b"+2AA-", "utf-7", "\ufffd"),
        ("人".encode("gb18030"), "gb2312", "人"),
        (b"plain", "punycode", "plain"),
        (b"plain", "zlib", "plain"),
        (b"plain", "no such thing", "plain"),
    ],
)
def test_bytes_become_text_whatever_they_claim_to_be(
    raw: bytes, charset: str, expected: str
) -> None:
    assert decode(raw, charset) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 3 Nov 2025 10:02:00 +0000", datetime(2025, 11, 3, 10, 2, tzinfo=UTC)),
        (
            "Mon, 3 Nov 2025 10:02:00 -0500 (EST)",
            datetime(2025, 11, 3, 10, 2, tzinfo=timezone(-timedelta(hours=5))),
        ),
        (
            "Tue, 3 Jun 2025 10:02:00 BST",
            datetime(2025, 6, 3, 10, 2, tzinfo=timezone(timedelta(hours=1))),
        ),
        ("3 Nov 2025 10:02", datetime(2025, 11, 3, 10, 2, tzinfo=UTC)),
        ("2025-11-03T10:02:00Z", datetime(2025, 11, 3, 10, 2, tzinfo=UTC)),
        ("Mon, 3 Nov 2025 10:02:00 +9999", datetime(2025, 11, 3, 10, 2, tzinfo=UTC)),
        ("yesterday", None),
        ("Mon, 99 Nov 2025 99:99:99 +0000", None),
        ("", None),
    ],
)
def test_dates_are_aware_or_nothing(written: str, expected: datetime | None) -> None:
    assert parse_date(written) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\plan.pdf", "plan.pdf"),
        ("..", "attachment.pdf"),
        (".htaccess", "htaccess"),
        ("a\r\nb\x00.pdf", "a b .pdf"),
        ("x\u202efdp.exe", "x fdp.exe"),
        ("", "attachment.pdf"),
        ("<script>.pdf", "_script_.pdf"),
        ("n" * 400 + ".pdf", "n" * 146 + ".pdf"),
    ],
)
def test_attachment_names_can_be_written_to_a_folder(given: str, expected: str) -> None:
    assert safe_name(given, "application/pdf") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c<li>d</ol>", "- a\n  - b\n1. c\n2. d"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\n\nb\nc"),
        ("x<blockquote type=cite>y<br>z</blockquote>w", "x\n> y\n> z\nw"),
        ("x<blockquote style='margin-left:40px'>y</blockquote>", "x\ny"),
        ("a &lt; b &amp; c&nbsp;&#163;&#x35; &#999999999999;", "a < b & c £5"),
        ("<style>p{}</style><script>x</script><title>t</title>seen", "seen"),
        ("<!-- <p>no</p> -->yes<![if mso]>!", "yes!"),
        ('<a title="a>b">link</a>', "link"),
        ('<img alt="\U0001f44d"><img alt="Oak Primary logo">', "\U0001f44d"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<p>a <b>bold</b> <i>word</i></p>", "a bold word"),
        ("1 < 2 and <3", "1 < 2 and <3"),
        ("<p>never <b>closed", "never closed"),
        ("before<div style='display:none'>never closed", "before\nnever closed"),
        ("<hr>x", "_" * 32 + "\nx"),
        ("", ""),
    ],
)
def test_html_becomes_readable_text(source: str, expected: str) -> None:
    assert html_to_text(source) == expected


def test_text_survives_twenty_thousand_nested_divs() -> None:
    assert html_to_text("<div>" * 20_000 + "Yes" + "</div>" * 20_000) == "Yes"


def test_base64_is_mended_as_far_as_it_goes() -> None:
    assert from_base64(b"SGVs\nbG8=") == b"Hello"
    assert from_base64(b"SGVsbG8") == b"Hello"
    assert from_base64(b"SGVsbG8!!") == b"Hello"
    assert from_base64(b"S") == b""


def test_enclosed_messages_are_not_opened() -> None:
    letter = parse(b"Content-Type: message/rfc822\n\n" * 10_000 + b"Subject: deep\n\nText")
    assert letter.text == ""
    assert [part.content_type for part in letter.attachments] == ["message/rfc822"]


def test_a_picture_shown_in_the_text_is_inline_and_a_photo_is_not() -> None:
    picture = (
        b"--m\nContent-Type: image/png; name=%s\nContent-ID: <%s>\n"
        b"Content-Disposition: attachment; filename=%s\n\nx\n"
    )
    raw = (
        b"Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/html\n\n"
        b'<img src="cid:a@x">\n' + picture % (b"a.png", b"a@x", b"a.png")
    ) + picture % (b"b.png", b"b@x", b"b.png")
    assert [part.inline for part in parse(raw).attachments] == [True, False]


def test_a_tnef_stream_that_lies_about_its_counts_ends() -> None:
    endless = struct.pack("<IHHII", 0xFFFFFFFF, 0x101F, 0x3707, 0xFFFFFFFF, 0)
    raw = struct.pack("<IH", 0x223E9F78, 1)
    for number, content in ((0x9002, b""), (0x9005, endless), (0x9003, endless), (0x9004, endless)):
        raw += struct.pack("<BHHI", 2, number, 6, len(content)) + content + b"\0\0"
    opened = open_tnef(raw)
    assert opened is not None
    assert [file.content for file in opened.files] == [b""]
    assert open_tnef(b"not tnef") is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"Subject: a\nHello there,\nthis is text\n\nMore", "Hello there,\nthis is text\n\nMore"),
        (b"Subject: a\njunk line\nTo: b@x.example\n\nText", "Text"),
        (b"\n\nSubject: a\n\nText", "Text"),
        (b"From head@x Mon Nov  3 10:00:00 2025\nSubject: a\n\nText", "Text"),
        (b"\xef\xbb\xbfSubject: a\n\nText", "Text"),
        (b"Subject: a\n\n", ""),
        (b"Subject: a", ""),
    ],
)
def test_text_is_found_where_headers_are_damaged(raw: bytes, text: str) -> None:
    assert parse(raw).text == text


def test_the_first_alternative_with_words_in_it_is_the_text() -> None:
    raw = (
        b"Content-Type: multipart/alternative; boundary=m\n\n--m\nContent-Type: text/plain\n\n \n"
        b"--m\nContent-Type: text/html\n\n<p>Only here</p>\n--m--\n"
    )
    assert parse(raw).text == "Only here"
