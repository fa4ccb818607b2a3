"""Everything known around a letter, read from the database before it is interpreted."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from core.answering import asking_of
from core.calendars import local_date
from core.clock import Clock
from core.codec import fingerprint
from core.desk import Desk
from core.directory.school_names import SchoolNames
from core.model import Case, Prompt
from core.parties import Acquaintance, Alliance
from core.prompts import KINDS, Answers
from core.prompts.replies import Asking
from core.reading.request import MailRest, RequestReading, read_request
from core.reading.specialisms import VOCABULARY, Vocabulary
from core.store import cases, mail_tables, people, sles, tables
from core.store.cases import table_of
from core.tokens import ReplyToken, Tokens
from intake import bounces, raw_store
from intake.authenticity import judge
from intake.kinds import MailKind, classify, is_listed_by_name_alone, unanswerable_because
from intake.letter import Letter
from intake.mailboxes import Mailbox, Mailboxes
from intake.meanings import Around
from intake.parsing import parse
from intake.plus_addresses import PlusAddresses
from intake.raw_store import RawMail
from intake.reply_text import split
from intake.two_readings import has_veiled_reply, other_version

_LETTER, _RAW = table_of(mail_tables.LetterRow), table_of(mail_tables.RawEmailRow)
_EARLIER = (_LETTER.c.raw < bindparam("mail")) & (_LETTER.c.alliance == bindparam("alliance"))
_SAME_BYTES = select(_LETTER.c.raw).where(
    _EARLIER, _LETTER.c.raw.in_(bindparam("copies", expanding=True))
)
_SAME_LETTER = select(_LETTER.c.raw, _RAW.c.body).where(
    _EARLIER,
    _RAW.c.id == _LETTER.c.raw,
    _LETTER.c.message_id == bindparam("message_id"),
    func.lower(_LETTER.c.sender) == bindparam("sender"),
    _LETTER.c.text == bindparam("text"),
)
_OUTBOX = table_of(tables.OutboxRow)
_ABOUT = select(_OUTBOX.c.case, _OUTBOX.c.prompt).where(_OUTBOX.c.id == bindparam("row"))
_LONGEST_KEY = 1000
"""Octets. PostgreSQL takes 2704 in an index, and a key is written with something before it."""
_TAG = re.compile(r"\[([A-Z]{1,6}-\d{4,})\]")


@dataclass(frozen=True, slots=True)
class Gathered:
    """A letter and what is known around it."""

    letter: Letter
    around: Around
    bounced: tuple[bounces.Bounced, ...]
    duplicate_of: int | None
    recipient: str


@dataclass(frozen=True, slots=True)
class _Named:
    """The case and prompt that a mail names, and how it names them."""

    case: Case | None = None
    prompt: Prompt | None = None
    token: bool = False
    returned: bool = False
    astray: str = ""
    """The alliance whose reply address this would be, had it not come to another's mailbox."""


class Gatherer:
    """Reads what is known around letters."""

    def __init__(
        self,
        desk: Desk,
        mailboxes: Mailboxes,
        tokens: Tokens,
        clock: Clock,
        trusted_hosts: tuple[str, ...],
        mail_domain: str,
    ) -> None:
        """Read from the desk's database, believing the named mail hosts about authors."""
        self._desk = desk
        self._mailboxes = mailboxes
        self._tokens = tokens
        self._clock = clock
        self._trusted = trusted_hosts
        self._domain = mail_domain
        self._addresses = PlusAddresses(tokens, mail_domain)
        self._schools = SchoolNames()
        self._vocabularies: dict[str, Vocabulary] = {}

    def gather(self, connection: Connection, mail: RawMail) -> Gathered:
        """Parse a mail and read everything that its interpretation depends on."""
        self._schools.refresh(connection)
        letter = parse(mail.body)
        copies = raw_store.copies(connection, mail)
        recipients = [mail.recipient, *(x for _, x in copies)]
        mailbox = self._mailboxes.find(mail.recipient)
        if mailbox is None:
            message = "a stored mail is for a mailbox that no alliance has any more"
            raise LookupError(message)
        alliance = self._desk.library.alliance(mailbox.alliance)
        author = judge(letter, trusted_authserv=self._trusted)
        who = people.by_address(connection, author.address) if author.address else None
        kind = classify(letter, mail.envelope_from, self._domain)
        if self._mailboxes.is_ours(author.address):
            kind = MailKind.OWN_MAIL
        named = self._named(connection, letter, mailbox, recipients, who, author.address)
        if named.astray:
            alliance = self._desk.library.alliance(named.astray)
        parts = split(letter.text)
        reply = parts.reply
        # In an answer the quoted text is ours: only a mail of its own is read as a whole.
        rest = MailRest() if named.case else MailRest(parts.signature, letter.text)
        reading = self._read(letter, reply, rest, who, alliance)
        if kind is MailKind.HUMAN and named.case is None and reading.looks_like == "other":
            kind = MailKind.BULK if is_listed_by_name_alone(letter) else kind
        around = Around(
            alliance=alliance,
            key=_key(letter, mail, alliance),
            kind=kind,
            author=author,
            who=who,
            reply_text=reply,
            request=reading,
            today=local_date(self._clock.now()),
            case=named.case,
            prompt=named.prompt,
            token=named.token,
            returned=named.returned,
            astray=bool(named.astray),
            veiled=_veiled(letter, named.prompt),
            other_version=other_version(letter) if named.prompt is not None else "",
            unanswerable=unanswerable_because(letter, mail.envelope_from, kind),
            asking=self._asking(connection, named, reading, letter),
            schools=self._schools.names,
            running=_running(connection, reading, who),
        )
        bounced = bounces.read(letter, mail.body) if kind is MailKind.BOUNCE else ()
        same = _duplicate(connection, letter, mail, around, (id_ for id_, _ in copies))
        return Gathered(letter, around, bounced, same, mail.recipient)

    def _named(
        self,
        connection: Connection,
        letter: Letter,
        mailbox: Mailbox,
        recipients: list[str],
        who: Acquaintance | None,
        sender: str,
    ) -> _Named:
        """Find the case a mail is about: by a reply address, else by a subject tag from a party.

        A mail to several of our addresses is one matter; a prompt's token among them wins.
        """
        for recipient in recipients:
            found = self._mailboxes.find(recipient)
            if found is None or found.alliance != mailbox.alliance:
                continue
            named = self._by_extension(connection, found.extension, who, sender, mailbox.alliance)
            if named.case is not None or named.astray:
                return named
        return self._by_subject(connection, letter, who, sender, mailbox.alliance)

    def _by_extension(
        self,
        connection: Connection,
        extension: str,
        who: Acquaintance | None,
        sender: str,
        alliance: str,
    ) -> _Named:
        row = self._addresses.row_of_bounce_address(extension)
        if row is not None:
            return _returned(connection, row)
        token = self._tokens.decode(extension)
        return self._by_token(connection, token, who, sender, alliance) if token else _Named()

    def _by_token(
        self,
        connection: Connection,
        token: ReplyToken,
        who: Acquaintance | None,
        sender: str,
        alliance: str,
    ) -> _Named:
        """A token counts at its own alliance's address only: the envelope decides."""
        case = cases.load(connection, token.case)
        if case is None:
            return _Named()
        prompt = case.find_prompt(token.prompt) if token.prompt else None
        asked = (prompt.person if prompt else None) or case.record.requester_address
        candidates = {asked, who.person.id if who else "", sender, case.record.requester or ""}
        if not any(x and self._tokens.proves(token, x) for x in candidates):
            return _Named()
        if case.record.alliance != alliance:
            return _Named(astray=case.record.alliance)
        return _Named(case, prompt, token=prompt is not None and self._tokens.proves(token, asked))

    def _by_subject(
        self,
        connection: Connection,
        letter: Letter,
        who: Acquaintance | None,
        sender: str,
        alliance: str,
    ) -> _Named:
        tag = _TAG.search(letter.subject)
        case = cases.load(connection, tag[1]) if tag else None
        if case is None or case.record.alliance != alliance:
            return _Named()
        mine = [x for x in case.open_prompts() if who is not None and x.person == who.person.id]
        requester = case.record.requester_address.lower() == sender.lower()
        if not mine and not requester:
            return _Named()
        return _Named(case, mine[0] if len(mine) == 1 else None)

    def _asking(
        self, connection: Connection, named: _Named, reading: RequestReading, letter: Letter
    ) -> Asking | None:
        """Return what the open question of a mail asks."""
        case, prompt = named.case, named.prompt
        if case is None or prompt is None or not prompt.open:
            return None
        choosing = KINDS[prompt.kind].chooses
        return asking_of(
            case,
            prompt,
            self._desk.library.pinned_process(connection, case.record.process),
            local_date(self._clock.now()),
            sles=sles.sle_names(connection, case.record.alliance) if choosing else {},
            schools=self._schools.names,
            request=reading,
            letter=letter.text,
        )

    def _vocabulary(self, alliance: Alliance) -> Vocabulary:
        """Return an alliance's own list of specialisms, ready for reading; made once."""
        if not alliance.specialisms:
            return VOCABULARY
        if alliance.slug not in self._vocabularies:
            self._vocabularies[alliance.slug] = Vocabulary.of(alliance.specialisms)
        return self._vocabularies[alliance.slug]

    def _read(
        self,
        letter: Letter,
        reply: str,
        rest: MailRest,
        who: Acquaintance | None,
        alliance: Alliance,
    ) -> RequestReading:
        own = who.schools if who else ()
        return read_request(
            letter.subject,
            reply,
            sender_name=letter.sender.name if letter.sender else None,
            sender_address=letter.sender.address if letter.sender else "",
            known_school=own[0] if len(own) == 1 else None,
            schools=self._schools.index,
            vocabulary=self._vocabulary(alliance),
            rest=rest,
        )


def _veiled(letter: Letter, prompt: Prompt | None) -> bool:
    if prompt is None:
        return False
    within_quoted = KINDS[prompt.kind].answers in (Answers.FORM, Answers.INVOICE, Answers.PAYMENT)
    return has_veiled_reply(letter, quoted_too=within_quoted)


def _returned(connection: Connection, row_id: int) -> _Named:
    """Return the case and question of the mail of ours that something was sent back to."""
    row = connection.execute(_ABOUT, {"row": row_id}).one_or_none()
    case = cases.load(connection, row.case) if row and row.case else None
    if row is None or case is None:
        return _Named()
    return _Named(case, case.find_prompt(row.prompt) if row.prompt else None, returned=True)


def _running(
    connection: Connection, reading: RequestReading, who: Acquaintance | None
) -> tuple[str, ...]:
    """Return the writer's running cases, where it matters: when they ask how things stand."""
    if who is None or reading.looks_like != "question":
        return ()
    return tuple(people.open_cases(connection, who.person.id))


def _key(letter: Letter, mail: RawMail, alliance: Alliance) -> str:
    """Return a mail's key: Message-ID alone would let a stranger suppress somebody's mail.

    It stands in the audit chain, so it holds no address: those can be erased, the chain cannot.
    """
    sender = letter.sender.address.lower() if letter.sender else ""
    told = f"{sender}:{letter.message_id or mail.sha256}:{alliance.slug}"
    return f"email:{fingerprint(told)}"


def _short(text: str) -> str:
    """Return a text as it is, or its digest where it would not fit into an index."""
    whole = text.encode("utf-8", "replace")
    return text if len(whole) <= _LONGEST_KEY else f"sha256:{hashlib.sha256(whole).hexdigest()}"


def message_id_of(letter: Letter) -> str:
    """Return what a letter's Message-ID is stored and found under; empty when it has none."""
    return _short(letter.message_id)


def _duplicate(
    connection: Connection, letter: Letter, mail: RawMail, around: Around, copies: Iterable[int]
) -> int | None:
    """Return the earlier letter that this mail is a copy of: same alliance, and the same bytes or
    the same author, Message-ID, text and attachments.

    Only an earlier one, so that of several copies the first can be read once more.
    """
    wanted: dict[str, Any] = {"mail": mail.id, "alliance": around.alliance.slug}
    ids = [x for x in copies if x < mail.id]
    if ids:
        found = connection.execute(_SAME_BYTES, wanted | {"copies": ids}).scalar()
        if found is not None:
            return int(found)
    if not letter.message_id:
        return None
    wanted |= {
        "message_id": message_id_of(letter),
        "sender": around.author.address.lower(),
        "text": letter.text,
    }
    for row in connection.execute(_SAME_LETTER, wanted):
        if _attached(parse(row.body)) == _attached(letter):
            return int(row.raw)
    return None


def _attached(letter: Letter) -> list[tuple[str, bytes]]:
    return [(x.name, x.content) for x in letter.attachments]
