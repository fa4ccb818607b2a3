"""Which domains belong to one organisation, by the Public Suffix List (RFC 7489 section 3.2)."""

from __future__ import annotations

import importlib.resources
from functools import cache

from publicsuffix2 import PublicSuffixList  # type: ignore[import-untyped]

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
    suffix = str(_suffixes().get_tld(name) or name)
    labels, known = name.split("."), suffix.count(".") + 1
    return name if len(labels) <= known else ".".join(labels[-known - 1 :])


def aligned(one: str, other: str) -> bool:
    """Whether two domains are of one organisation (relaxed alignment)."""
    organisation = organisational_domain(one)
    return bool(organisation) and organisation == organisational_domain(other)


@cache
def _suffixes() -> PublicSuffixList:
    # authheaders ships a newer list than publicsuffix2 itself.
    newer = importlib.resources.files("authheaders") / "public_suffix_list.txt"
    with newer.open(encoding="utf-8") as lines:
        return PublicSuffixList(lines)
