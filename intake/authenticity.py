"""Whether a mail's author is who its From line says, on the word of a mail server we trust."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from intake.domains import aligned, ascii_domain, is_shared
from intake.letter import Letter
from intake.parsing.addresses import parse_addresses

EXCHANGE_ONLINE = "exchange-online"
"""Named among the trusted servers, this accepts Microsoft 365's header, which names no server."""

_MAX_HEADER = 16_384
_RESULT = re.compile(r"^([a-z][a-z0-9-]*)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)
# A quoted string that goes on is a local part, "x@school.example"@elsewhere.example: it is taken
# whole, so that the domain is the last one.
_PROPERTY = re.compile(r"([a-z][a-z0-9.-]*)\s*=\s*(\"[^\"]*\"(?=[\s;]|$)|[^\s;]+)", re.IGNORECASE)
_COMMENT_OR_QUOTE = re.compile(r'\\.|"(?:[^"\\]|\\.)*+"|[()]')
_PLAIN_QUOTED = re.compile(r'^"[\w.@+-]*"$')


@dataclass(frozen=True, slots=True)
class Authenticity:
    """Whether ``address`` is proven to have written; ``why`` is a sentence for a coordinator."""

    proven: bool
    why: str
    address: str


@dataclass(frozen=True, slots=True)
class _Result:
    """One method's outcome in an Authentication-Results header (RFC 8601 section 2.2)."""

    method: str
    outcome: str
    properties: dict[str, str]

    def domain(self, *names: str) -> str:
        """The first of the named properties, as a domain."""
        for name in names:
            value = self.properties.get(name, "")
            if value:
                return ascii_domain(value.rpartition("@")[2])
        return ""


def judge(letter: Letter, *, trusted_authserv: Collection[str]) -> Authenticity:
    """Judge the author of ``letter`` by its topmost Authentication-Results header alone.

    That one our own relay added last; any below may be the sender's own forgery. It must bear one
    of the names in ``trusted_authserv`` and report a pass for the domain of the one From address.
    """
    address = _only_author(letter)
    if not address:
        return Authenticity(proven=False, why=_author_problem(letter), address="")
    reports = letter.headers.every("authentication-results")
    if not reports:
        why = "no mail server has vouched for the sender"
        return Authenticity(proven=False, why=_sentence(why), address=address)
    server, results = _parsed(reports[0])
    trusted = {name.strip().lower().rstrip(".") for name in trusted_authserv}
    if (server or EXCHANGE_ONLINE) not in trusted:
        named = f"“{server}”" if server else "a server that does not give its name"
        why = f"the sender is vouched for by {named}, which is not among the trusted mail servers"
        return Authenticity(proven=False, why=_sentence(why), address=address)
    proven, why = _weighed(results, address.rpartition("@")[2])
    return Authenticity(proven=proven, why=_sentence(why), address=address)


def _sentence(why: str) -> str:
    return f"{why[0].upper()}{why[1:]}."


def _only_author(letter: Letter) -> str:
    """The address of the only mailbox of the only From header; empty when there is any doubt."""
    given = letter.headers.every("from")
    if len(given) != 1:
        return ""
    authors = parse_addresses(given[0])
    if len(authors) != 1 or not ascii_domain(authors[0].domain):
        return ""
    return authors[0].address


def _author_problem(letter: Letter) -> str:
    given = letter.headers.every("from")
    if len(given) > 1 or (given and len(parse_addresses(given[0])) > 1):
        return "The mail names more than one author, so it is not clear who wrote it."
    return "The mail has no readable From address."


def _weighed(results: list[_Result], domain: str) -> tuple[bool, str]:
    domain = ascii_domain(domain)
    dmarc = [result for result in results if result.method == "dmarc"]
    if any(result.outcome == "fail" for result in dmarc):
        return (
            False,
            f"the mail breaks the rules that {domain} sets for its own mail (DMARC failed)",
        )
    # To DMARC all tenants of a host that the list does not know are one organisation.
    for result in () if is_shared(domain) else dmarc:
        if result.outcome == "pass" and result.domain("header.from", "from") == domain:
            return True, f"the mail is confirmed by {domain} as its own (DMARC passed)"
    for result in results:
        if result.outcome != "pass":
            continue
        if result.method == "dkim" and aligned(result.domain("header.d", "header.i"), domain):
            return True, f"the mail bears a valid signature of {domain} (DKIM passed)"
        if result.method == "spf" and aligned(result.domain("smtp.mailfrom"), domain):
            return (
                True,
                f"the mail came from a server that {domain} sends its mail from (SPF passed)",
            )
    return False, f"the mail server found no proof that this mail comes from {domain}"


def _parsed(value: str) -> tuple[str, list[_Result]]:
    """The server named in a header value (empty when none is) and the results it reports.

    Microsoft 365 leaves the server out and adds words of its own, such as ``action=none``.
    """
    parts = _without_comments(value[:_MAX_HEADER]).split(";")
    server = ""
    if "=" not in parts[0]:
        words = parts.pop(0).split()
        server = words[0].strip('"').lower().rstrip(".") if words else ""
    results = []
    for part in parts:
        found = _RESULT.match(part.strip())
        if found:
            given: dict[str, str] = {}
            for name, text in _PROPERTY.findall(part.strip(), found.end()):
                given.setdefault(name.lower(), text.strip('"'))
            results.append(_Result(found[1].lower(), found[2].lower(), given))
    return server, results


def _without_comments(value: str) -> str:
    """``value`` without comments, which nest, and without quoted strings that hold punctuation:
    those a sender may have chosen, to look like a result.
    """
    kept: list[str] = []
    depth, position = 0, 0
    for mark in _COMMENT_OR_QUOTE.finditer(value):
        if depth == 0:
            kept.append(value[position : mark.start()])
        position = mark.start()
        if depth == 0 and mark[0][0] in '"\\':
            kept.append(mark[0] if _PLAIN_QUOTED.match(mark[0]) else '""')
            position = mark.end()
        elif mark[0] == "(":
            depth += 1
        elif mark[0] == ")" and depth:
            depth -= 1
            position = mark.end()
    if depth == 0:
        kept.append(value[position:])
    return "".join(kept)
