"""Words that are struck out or hidden are noticed, and words that are merely styled are not."""

import time

import pytest

from intake.letter import Letter
from intake.parsing import parse
from intake.parsing.html_text import both_readings
from intake.parsing.html_veils import has_veiled_words
from intake.two_readings import has_veiled_reply, other_version

VEILED = (
    '<span style="display:none">not</span>',
    '<span style="DISPLAY : none !important">not</span>',
    '<span style="display:/**/none">not</span>',
    '<span style="mso-hide:all">not</span>',
    '<span style="visibility: hidden">not</span>',
    '<span style="opacity:0">not</span>',
    '<span style="opacity:0.0">not</span>',
    '<span style="font-size:0">not</span>',
    '<span style="font-size:0px;line-height:0">not</span>',
    '<span style="font:1px Arial">not</span>',
    '<span style="color:#fff">not</span>',
    '<span style="color: rgb(255, 255, 255)">not</span>',
    '<span style="color:#fefefe">not</span>',
    '<span style="color:transparent">not</span>',
    '<span style="color:#123456;background-color:#123456">not</span>',
    '<font color="white">not</font>',
    "<span hidden>not</span>",
    '<div style="max-height:0;overflow:hidden">not</div>',
    '<div style="overflow:hidden;height:0px">not</div>',
    '<span style="position:absolute;left:-9999px">not</span>',
    '<p style="text-indent:-9999px">not</p>',
    '<style>.x{display:none}</style><span class="a x">not</span>',
    "<del>not</del>",
    "<S>not</S>",
    "<strike><b>not</b></strike>",
    '<span style="text-decoration:line-through">not</span>',
    '<span style="text-decoration-line: line-through">not</span>',
    '<p style="display:none">not<p style="display:none">agree',
)


@pytest.mark.parametrize("words", VEILED)
def test_struck_out_and_hidden_words_are_noticed(words: str) -> None:
    assert has_veiled_words(f"<p>We do {words} agree</p>")
    seen, everything = both_readings(f"<p>We do {words} agree</p>")
    assert "not" not in seen
    assert "not" in everything


@pytest.mark.parametrize(
    "source",
    [
        '<p style="font-size:11pt;color:#1f497d">Yes</p>',
        '<td style="font-size:0"><span style="font-size:14px">Yes</span></td>',
        '<body style="background-color:#fff"><p style="color:windowtext">Yes</p>',
        '<div style="background:#000;color:#fff">Yes</div>',
        '<table bgcolor="#003366"><tr><td><font color="white">Yes</font></td></tr></table>',
        '<p style="line-height:1;font-size:1.5em">Yes</p>',
        '<p style="font:12px/1.5 Arial">Yes</p>',
        '<p style="font:700 12px Arial">Yes</p>',
        '<p style="font-size:1rem">Yes</p>',
        '<p style="opacity:0.9;margin-left:-5px;overflow:hidden">Yes</p>',
        '<div style="display:none">\u200c&nbsp;</div><p>Yes</p>',
        '<p class="hidden">Yes</p><input type="hidden" value="x">',
        '<p title="hidden">Yes</p><p aria-hidden="false">Yes</p>',
        "<ins>Yes</ins> <u>please</u>",
        '<style>@font-face{font-family:X}.x{color:red}</style><p class="x">Yes</p>',
    ],
)
def test_ordinary_styles_veil_nothing(source: str) -> None:
    assert not has_veiled_words(source)


def html(source: str) -> Letter:
    head = "From: a@oak.example\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    return parse(f"{head}{source}".encode())


def test_veiled_words_count_in_the_reply_and_not_in_what_it_quotes() -> None:
    quote = '<blockquote type="cite"><p style="display:none">preview</p>Do you agree?</blockquote>'
    assert not has_veiled_reply(html(f"<p>Yes.</p>{quote}"), quoted_too=False)
    assert has_veiled_reply(html(f"<p>Yes.</p>{quote}"), quoted_too=True)
    assert has_veiled_reply(html(f"<p>Yes<s>terday</s>.</p>{quote}"), quoted_too=False)


def test_two_versions_of_a_mail_are_compared_by_their_words() -> None:
    def both(shown: str) -> Letter:
        head = "From: a@oak.example\nMIME-Version: 1.0\n"
        kind = "Content-Type: multipart/alternative; boundary=b\n\n"
        plain = "--b\nContent-Type: text/plain\n\nYes, gladly.\n"
        return parse(f"{head}{kind}{plain}--b\nContent-Type: text/html\n\n{shown}\n--b--".encode())

    assert other_version(both("<p>Yes,<br>gladly.</p>")) == ""
    assert other_version(both("<p>No, sorry.</p>")) == "No, sorry."


@pytest.mark.parametrize(
    "bomb",
    [
        "<div style='display:none'>" * 18_000 + "x" + "</span>" * 5_000,
        "<style>" * 60_000,
        "<style>" + ".a{" * 150_000,
        "<b style='" + "a:b;" * 100_000 + "'>x",
        "<p style='color:white'>x" * 20_000,
        "<p hidden" + " a=" * 100_000 + ">x",
        "<i style='max-height:0" + ";max-height:0" * 300 + "'>x" * 50,
        "<div style='" + "max-height:0;" * 300 + "'>x",
    ],
    ids=range(8),
)
def test_no_style_takes_long_to_look_at(bomb: str) -> None:
    start = time.process_time()
    both_readings(bomb)
    assert time.process_time() - start < 5
