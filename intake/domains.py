"""Which domains belong to one organisation, by the Public Suffix List (RFC 7489 section 3.2)."""

from __future__ import annotations

from functools import cache

from publicsuffixlist import PublicSuffixList

_LONGEST = 253  # octets of a domain name in dotted form (RFC 1035 section 2.3.4)
_SHARED = (
    "onmicrosoft.com",
    "onmicrosoft.us",
    "onmicrosoft.de",
    "partner.onmschina.cn",
    "gappssmtp.com",
    "test-google-a.com",
    "amazonses.com",
    "mailgun.org",
    "sendgrid.net",
)
"""Domains under which strangers send mail side by side, though the list does not name them."""


def ascii_domain(domain: str) -> str:
    """``domain`` lower-cased, in ASCII, without a trailing dot; empty when it cannot be one."""
    name = domain.strip().rstrip(".").lower()
    if not name.isascii() and len(name) <= _LONGEST:
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    labels = name.split(".")
    return name if len(name) <= _LONGEST and all(labels) and " " not in name else ""


def organisational_domain(domain: str) -> str:
    """The part of ``domain`` that somebody registered: ``oak.kent.sch.uk`` of any host in it.

    A public suffix stands for itself; under a top-level domain the list does not know, the last
    two labels count.
    """
    name = ascii_domain(domain)
    if not name:
        return ""
    return _suffixes().privatesuffix(name) or name


def is_shared(domain: str) -> bool:
    """Whether strangers have names beside this one, so that only the very name tells them apart."""
    name = ascii_domain(domain)
    return name.endswith(tuple(f".{shared}" for shared in _SHARED)) or name in _SHARED


def aligned(one: str, other: str) -> bool:
    """Whether two domains are of one organisation: equal, or one below the other and not beyond
    what somebody registered.

    Stricter than RFC 7489's relaxed alignment: two names side by side may be tenants of one host,
    and no list knows every host.
    """
    left, right = ascii_domain(one), ascii_domain(other)
    if not left or not right:
        return False
    if left == right:
        return True
    below = left.endswith(f".{right}") or right.endswith(f".{left}")
    if not below or is_shared(left) or is_shared(right):
        return False
    return organisational_domain(left) == organisational_domain(right)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
