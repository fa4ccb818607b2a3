"""An author is proven only by our own relay's word, given for the one address in From."""

import pytest

from intake.authenticity import EXCHANGE_ONLINE, Authenticity, judge
from intake.domains import aligned, organisational_domain
from intake.parsing import parse

TRUSTED = ("mx.relay.example",)
HEAD = "Helen Smith <head@oak.example>"


def judged(*reports: str, sender: str = HEAD, trusted: tuple[str, ...] = TRUSTED) -> Authenticity:
    head = "".join(f"Authentication-Results: {report}\r\n" for report in reports)
    raw = f"{head}From: {sender}\r\nSubject: Release\r\n\r\nYes\r\n"
    return judge(parse(raw.encode()), trusted_authserv=trusted)


@pytest.mark.parametrize(
    "report",
    [
        "mx.relay.example; dmarc=pass header.from=oak.example",
        "MX.Relay.Example 1; dmarc=pass (p=REJECT) header.from=OAK.example",
        (
            "mx.relay.example;\r\n\tspf=none smtp.mailfrom=x.example;\r\n\tdmarc=pass (p=none)"
            "\r\n\theader.from=oak.example"
        ),
        "mx.relay.example; dkim=pass (2048-bit key; unprotected) header.d=oak.example header.s=s1",
        "mx.relay.example; dkim=pass header.i=@mail.oak.example",
        "mx.relay.example; dkim=fail header.d=oak.example; dkim=pass header.d=oak.example",
        "mx.relay.example; spf=pass smtp.mailfrom=bounce@mail.oak.example",
        'mx.relay.example; dkim=pass header.d="oak.example"',
        "mx.relay.example; dmarc=none header.from=oak.example; dkim=pass header.d=oak.example",
    ],
)
def test_a_pass_for_the_authors_domain_proves_the_author(report: str) -> None:
    verdict = judged(report)
    assert verdict.proven, verdict.why
    assert verdict.address == "head@oak.example"
    assert "oak.example" in verdict.why


@pytest.mark.parametrize(
    "report",
    [
        "evil.example; dmarc=pass header.from=oak.example",
        "mx.relay.example.evil.example; dmarc=pass header.from=oak.example",
        "mx.relay.example; none",
        "mx.relay.example",
        "",
        "mx.relay.example; dmarc=pass header.from=evil.example",
        "mx.relay.example; dmarc=pass",
        "mx.relay.example; dmarc=fail header.from=oak.example; dkim=pass header.d=oak.example",
        "mx.relay.example; dkim=pass header.d=evil.example",
        "mx.relay.example; dkim=pass header.d=example",
        "mx.relay.example; dkim=neutral header.d=oak.example",
        "mx.relay.example; spf=softfail smtp.mailfrom=oak.example",
        "mx.relay.example; spf=pass smtp.helo=oak.example",
        "mx.relay.example; spf=pass smtp.mailfrom=notoak.example",
        'mx.relay.example; spf=pass smtp.mailfrom="x; dmarc=pass header.from=oak.example"@e.test',
        "mx.relay.example; spf=fail (x; dmarc=pass header.from=oak.example) smtp.mailfrom=e.test",
        "mx.relay.example; spf=pass smtp.mailfrom=e.example smtp.mailfrom=oak.example",
        "mx.relay.example; x-dmarc=pass header.from=oak.example",
        "spf=pass smtp.mailfrom=oak.example; dmarc=pass action=none header.from=oak.example",
    ],
)
def test_anything_else_proves_nothing(report: str) -> None:
    verdict = judged(report)
    assert not verdict.proven
    assert verdict.why.endswith(".")


def test_without_any_report_nothing_is_proven() -> None:
    assert judged() == Authenticity(
        proven=False,
        why="No mail server has vouched for the sender.",
        address="head@oak.example",
    )


def test_a_forged_report_below_our_relays_counts_for_nothing() -> None:
    forged = "mx.relay.example; dmarc=pass header.from=oak.example"
    assert not judged("mx.relay.example; dmarc=fail header.from=oak.example", forged).proven
    assert not judged("mx.relay.example; none", forged).proven
    assert not judged("other.example; none", forged).proven


@pytest.mark.parametrize(
    "sender",
    [
        "head@oak.example, head@evil.example",
        "head@oak.example head@evil.example",
        "<head@oak.example><x@evil.example>",
        "Nobody, head@oak.example, Someone <x@evil.example>",
        "head@oak.example\r\nFrom: x@evil.example",
        "",
        "Helen Smith",
        '"',
    ],
)
def test_more_or_fewer_than_one_author_is_nobody(sender: str) -> None:
    verdict = judged("mx.relay.example; dmarc=pass header.from=oak.example", sender=sender)
    assert not verdict.proven
    assert verdict.address == ""


def test_a_name_that_looks_like_an_address_proves_only_the_address() -> None:
    verdict = judged(
        "mx.relay.example; dmarc=pass header.from=evil.example",
        sender='"head@oak.example" <x@evil.example>',
    )
    assert verdict.proven
    assert verdict.address == "x@evil.example"


def test_exchange_online_is_believed_only_when_named() -> None:
    report = (
        "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=oak.example; dkim=pass (signature was "
        "verified) header.d=oak.example;dmarc=pass action=none header.from=oak.example"
        ";compauth=pass reason=100"
    )
    assert judged(report, trusted=(EXCHANGE_ONLINE,)).proven
    assert not judged(report, trusted=("",)).proven


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("mail.oak.example", "oak.example"),
        ("oak.example", "oak.example"),
        ("mail.oak.kent.sch.uk", "oak.kent.sch.uk"),
        ("kent.sch.uk", "kent.sch.uk"),
        ("www.oak.co.uk.", "oak.co.uk"),
        ("OAK.org", "oak.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("localhost", "localhost"),
        ("a..b", ""),
        ("", ""),
    ],
)
def test_the_organisation_behind_a_domain_is_the_registered_part(
    domain: str, expected: str
) -> None:
    assert organisational_domain(domain) == expected


def test_two_schools_of_one_county_are_not_one_organisation() -> None:
    assert aligned("mail.oak.kent.sch.uk", "oak.kent.sch.uk")
    assert not aligned("elm.kent.sch.uk", "oak.kent.sch.uk")
    assert not aligned("oak.example", "elm.example")
    assert not aligned("", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oak.onmicrosoft.com", "elm.onmicrosoft.com"),
        ("mail.oak.onmicrosoft.com", "oak.onmicrosoft.com"),
        ("oak.onmicrosoft.com", "onmicrosoft.com"),
        ("oak-sch-uk.20230601.gappssmtp.com", "elm-sch-uk.20230601.gappssmtp.com"),
        ("oak.blogspot.com", "elm.blogspot.com"),
        ("oak.blogspot.com", "blogspot.com"),
        ("oak.github.io", "elm.github.io"),
        ("oak.unknown-host.example", "elm.unknown-host.example"),
        ("oak.kent.sch.uk", "kent.sch.uk"),
        ("oak.co.uk", "co.uk"),
    ],
)
def test_two_tenants_of_one_host_are_strangers(one: str, other: str) -> None:
    assert not aligned(one, other)
    assert not aligned(other, one)
    assert aligned(one, one)


def test_a_tenant_is_not_proven_by_a_neighbours_signature_nor_by_dmarc_alone() -> None:
    head = "Helen Smith <head@oak.onmicrosoft.com>"
    passed = "mx.relay.example; dmarc=pass header.from=oak.onmicrosoft.com"
    assert not judged(passed, sender=head).proven
    assert not judged(f"{passed}; dkim=pass header.d=elm.onmicrosoft.com", sender=head).proven
    assert not judged(f"{passed}; spf=pass smtp.mailfrom=elm.onmicrosoft.com", sender=head).proven
    assert judged(f"{passed}; dkim=pass header.d=oak.onmicrosoft.com", sender=head).proven


@pytest.mark.parametrize(
    "report",
    [
        'mx.relay.example; spf=pass smtp.mailfrom="x@oak.example"@evil.example',
        'mx.relay.example; dkim=pass header.i="a@oak.example"@evil.example',
        'mx.relay.example; spf=pass smtp.mailfrom="x oak.example"@evil.example; dmarc=none',
    ],
)
def test_a_quoted_local_part_lends_nobody_its_domain(report: str) -> None:
    assert not judged(report).proven
