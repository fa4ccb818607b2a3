"""Envelope addresses as clients write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.paths import Path, read_path, storable


@pytest.mark.parametrize(
    ("text", "address", "parameters"),
    [
        ("<head@hillside.example>", "head@hillside.example", ""),
        (
            "<head@hillside.example> SIZE=9 BODY=8BITMIME",
            "head@hillside.example",
            "SIZE=9 BODY=8BITMIME",
        ),
        ("<>", "", ""),
        ("< > SIZE=9", "", "SIZE=9"),
        (" < head@hillside.example >", "head@hillside.example", ""),
        ("head@hillside.example SIZE=9", "head@hillside.example", "SIZE=9"),
        ("<postmaster>", "postmaster", ""),
        ("<requests+t0k3n=x@broker.example>", "requests+t0k3n=x@broker.example", ""),
        ("<@a.example,@b.example:head@hillside.example>", "head@hillside.example", ""),
        ('<"a b\\"@c"@hillside.example>', '"a b\\"@c"@hillside.example', ""),
        ("<head@[192.0.2.1]>", "head@[192.0.2.1]", ""),
        ("<head@[IPv6:2001:db8::1]>", "head@[IPv6:2001:db8::1]", ""),
        ("<jörg@schule.example> SMTPUTF8", "jörg@schule.example", "SMTPUTF8"),
        ("<.a..b.@hillside.example>", ".a..b.@hillside.example", ""),
        ("<=?utf-8?q?head?=@hillside.example>", "=?utf-8?q?head?=@hillside.example", ""),
        (f"<{'t' * 900}@hillside.example>", f"{'t' * 900}@hillside.example", ""),
    ],
)
def test_a_path_is_read_and_nothing_in_it_decoded(text: str, address: str, parameters: str) -> None:
    assert read_path(text) == Path(address, parameters)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "<", ">", "<head", "head>", "<head@>", "<@b.example>", "<a@b@c>", "a@[", "a@[]"),
        *('"', '<"a@b.example>', "<a b@c.example>", "<a@b.example>SIZE=1", "<<a@b.example>>"),
        *("<a@b.example", "a@b.example>", "<a@b.example,c@d.example>", "<a(comment)@b.example>"),
        *("<a\x00@b.example>", '<"a\x00"@b.example>', "<\udcff@b.example>", "<a\rb@c.example>"),
    ],
)
def test_what_is_no_path_is_not_read(text: str) -> None:
    assert read_path(text) is None


@given(st.text(alphabet='<>@"\\()[],;: .aé=?\t\x00\udcff', max_size=12))
def test_whatever_is_read_can_be_stored(text: str) -> None:
    path = read_path(text)
    if path is not None:
        assert "\x00" not in path.address
        assert path.address.encode().decode() == path.address


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_name_that_can_be_stored_is_left_alone(name: str) -> None:
    assert storable(name) == name


def test_what_cannot_be_stored_of_a_name_is_masked() -> None:
    assert storable("a\x00b\udcffc\r\n\x7f") == "a?b?c???"
