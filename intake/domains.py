"""Which domains belong to one organisation, by the Public Suffix List (RFC 7489 section 3.2)."""

from __future__ import annotations

from functools import cache

from publicsuffixlist import PublicSuffixList

_LONGEST = 253  # octets of a domain name in dotted form (RFC 1035 section 2.3.4)


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


def aligned(one: str, other: str) -> bool:
    """Whether two domains are of one organisation (relaxed alignment)."""
    organisation = organisational_domain(one)
    return bool(organisation) and organisation == organisational_domain(other)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
