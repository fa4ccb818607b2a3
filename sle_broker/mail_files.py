"""Mail in files: single messages, mbox files and Maildirs, and whom each was sent to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.parties import Alliance
from core.tokens import Tokens
from intake.letter import Letter
from intake.mailboxes import Mailboxes
from intake.parsing import parse

_NOT_TOLD = "not-told@file.invalid"
"""An envelope's sender when nothing says: not the null sender, which only machines write."""
_NAMED_BY_RELAYS = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")


@dataclass(frozen=True, slots=True)
class MailFile:
    """One mail of a file: what it is called in reports, its bytes, its envelope's sender if told.

    `envelope_from` is empty for the null sender and None where nothing says.
    """

    name: str
    body: bytes
    envelope_from: str | None = None


def mails_in(path: Path) -> Iterator[MailFile]:
    """Yield the mails of a file or folder in order; raises OSError where it cannot be read."""
    if path.is_dir():
        yield from _in_folder(path)
        return
    content = path.read_bytes()
    if content.startswith(b"From "):
        yield from _in_mbox(str(path), content)
    else:
        yield MailFile(str(path), content)


def _in_folder(path: Path) -> Iterator[MailFile]:
    """Yield a Maildir's mails (new ones too) as they arrived, or the .eml files of a plain folder.

    A Maildir's names begin with the moment of arrival; those that begin with a dot are no mails.
    """
    if (path / "cur").is_dir() or (path / "new").is_dir():
        found = [x for part in ("cur", "new") for x in (path / part).glob("[!.]*")]
        files = sorted((x for x in found if x.is_file()), key=lambda x: x.name)
    else:
        files = sorted(x for x in path.rglob("*.eml") if x.is_file())
    for file in files:
        yield MailFile(str(file), file.read_bytes())


# RFC 4155: "From ", an address (or a word that says nothing), and when, above a header. Many
# programs do not escape a line of somebody's text that begins with "From ".
_FROM_LINE = re.compile(
    rb"^From (?P<sender>\S{0,320})(?P<when>[^\r\n]{0,200})\r?\n"
    rb"(?=>?From |[!-9;-~]{1,80}[ \t]*:)",
    re.MULTILINE,
)
_WHEN = re.compile(rb"\b\d{1,2}:\d\d(?::\d\d)?\b.*\b\d{4}\b")
_FIRST = re.compile(rb"From (?P<sender>\S{0,320})[^\r\n]*\r?\n?")
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)


def _in_mbox(name: str, content: bytes) -> Iterator[MailFile]:
    """Yield the mails of an mbox file, with the escapes before "From " undone (mboxrd)."""
    found = [x for x in _FROM_LINE.finditer(content) if _WHEN.search(x["when"])]
    if not found or found[0].start():
        found[:0] = [x for x in (_FIRST.match(content),) if x is not None]
    ends = [x.start() for x in found[1:]] + [len(content)]
    for number, (separator, end) in enumerate(zip(found, ends, strict=True), 1):
        body = content[separator.end() : end]
        # Programs write MAILER-DAEMON or a dash where they do not know: that says nothing.
        sender = separator["sender"].decode("utf-8", "replace")
        told = sender if "@" in sender else None
        yield MailFile(f"{name}#{number}", _ESCAPED.sub(b"", _without_blank_end(body)), told)


def _without_blank_end(body: bytes) -> bytes:
    """Return a mail without the empty line that parts it from the next."""
    for end in (b"\r\n\r\n", b"\n\n"):
        if body.endswith(end):
            return body[: -len(end) // 2]
    return body


def envelope_sender(mail: MailFile, letter: Letter) -> str:
    """Return who sent a mail according to its envelope: Return-Path, else the From line's author.

    Without any envelope the author stands in for it: a mail in a file is not a bounce for that.
    """
    if "return-path" in letter.headers:
        return letter.headers.first("return-path").strip().strip("<>")
    if mail.envelope_from is not None:
        return mail.envelope_from
    return letter.sender.address if letter.sender else _NOT_TOLD


class Addressing:
    """Finds out which of our mailboxes a mail in a file was meant for."""

    def __init__(
        self, mailboxes: Mailboxes, tokens: Tokens, domain: str, alliance: Alliance | None
    ) -> None:
        """Fall back on `alliance` for mail that names none of our mailboxes."""
        self._mailboxes = mailboxes
        self._tokens = tokens
        self._domain = domain
        self._alliance = alliance

    def recipient(self, body: bytes) -> str | None:
        """Return the address of ours that a mail was sent to; None: it cannot be told."""
        letter = parse(body)
        ours = [x for x in _addresses(letter) if self._mailboxes.find(x) is not None]
        if not ours:
            ours = [x for x in map(self._at_home, _addresses(letter)) if x is not None]
        if ours:
            return next((x for x in ours if self._has_token(x)), ours[0])
        return f"{self._alliance.slug}@{self._domain}" if self._alliance else None

    def _at_home(self, address: str) -> str | None:
        """Return an address as it reads under our own domain, if it is a mailbox of ours there:
        mail that another system forwarded or exported bears that system's domain.
        """
        here = f"{address.rpartition('@')[0]}@{self._domain}"
        return here if self._mailboxes.find(here) is not None else None

    def _has_token(self, address: str) -> bool:
        found = self._mailboxes.find(address)
        return found is not None and self._tokens.decode(found.extension) is not None


def _addresses(letter: Letter) -> list[str]:
    named = [x for name in _NAMED_BY_RELAYS for x in letter.headers.every(name)]
    written = [x.address for x in (*letter.to, *letter.cc)]
    return [x.strip().strip("<>") for x in (*named, *written) if "@" in x]
