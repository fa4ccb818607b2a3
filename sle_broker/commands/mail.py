"""Mail by hand: read from files as if it had just come in, or read once more."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.errors import Refusal
from intake.gathering import Gathered
from intake.parse_only import is_reply, machine_kind, parse_only_row
from intake.parsing import parse
from intake.ports import Incoming
from intake.raw_store import RawMail
from intake.request_values import printed
from intake.worker import Done
from sle_broker.acting import actor_of
from sle_broker.arguments import add_json, list_number
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.exits import Exit
from sle_broker.mail_files import MailFile, envelope_sender, mails_in
from sle_broker.post import Post

_BY_HAND = "read from a file"

# --- ingest -------------------------------------------------------------------------------------


def _ingest_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help=".eml, mbox, Maildir or folder of .eml"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="say how each is read, and do nothing")
    how.add_argument(
        "--parse-only", action="store_true", help="only take each apart; needs no database"
    )
    parser.add_argument(
        "--alliance", metavar="SLUG", default="", help="for mail that names none of our mailboxes"
    )
    add_json(parser)


def _ingest(program: Program, given: Namespace) -> Ending:
    try:
        if given.parse_only:
            return _parse_only(program, given)
        return _read_all(program, given)
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Refusal(f"{error.filename or 'A file'} cannot be read: {why}.")


def _mails(given: Namespace) -> Iterator[MailFile]:
    for path in given.files:
        yield from mails_in(path)


def _parse_only(program: Program, given: Namespace) -> Ending:
    for mail in _mails(given):
        row = {"file": mail.name, **parse_only_row(mail.body)}
        text = f"{mail.name}: {row['kind']} from {row['from']}: {row['subject']}"
        program.console.line(row, text)
    return Exit.DONE


def _read_all(program: Program, given: Namespace) -> Ending:
    library = program.service.library
    alliances = library.alliances
    alliance = alliances.get(given.alliance)
    if alliance is None and (len(alliances) == 1 or given.dry_run):
        alliance = next(iter(alliances.values()))
    post = Post(program.service)
    addressing = post.addressing(alliance)
    for mail in _mails(given):
        recipient = addressing.recipient(mail.body)
        if recipient is None:
            return Refusal(
                f"{mail.name} is addressed to none of our mailboxes.",
                f"Say whose it is: --alliance with one of {', '.join(sorted(alliances))}.",
            )
        _read_one(program, post, mail, recipient, dry_run=given.dry_run)
    return Exit.DONE


def _read_one(
    program: Program, post: Post, mail: MailFile, recipient: str, *, dry_run: bool
) -> None:
    incoming = Incoming(
        envelope_from=envelope_sender(mail, parse(mail.body)),
        recipients=(recipient,),
        peer=_BY_HAND,
        helo="",
        body=mail.body,
        received_at=program.clock.now(),
        tls=False,
    )
    row = {"file": mail.name, **reading_row(_gathered(program, post, incoming))}
    if dry_run:
        text = f"{mail.name}: {row['kind']} from {row['from']}"
        program.console.line(row, text)
        return
    done = post.worker.read_now([incoming])
    row |= _done_row(done[0] if done else None)
    program.console.line(row, f"{mail.name}: {row['done']}{_about(row)}")


def _about(row: dict[str, Any]) -> str:
    return f" ({row['case']})" if row["case"] else ""


def _done_row(done: Done | None) -> dict[str, Any]:
    if done is None:
        return {"id": None, "case": None, "done": "failed; it will be tried again", "parked": None}
    return {"id": done.raw, "case": done.case, "done": done.done, "parked": done.parked}


def _gathered(program: Program, post: Post, incoming: Incoming) -> Gathered:
    """Read all that is known around a mail, without storing it."""
    mail = RawMail(
        id=0,
        received_at=incoming.received_at,
        envelope_from=incoming.envelope_from,
        recipient=incoming.recipients[0],
        sha256="",
        body=incoming.body,
        tries=0,
    )
    with program.service.database.read() as connection:
        return post.gatherer.gather(connection, mail)


def reading_row(gathered: Gathered) -> dict[str, Any]:
    """Return how a mail was read, as `ingest --dry-run --json` prints it."""
    around, letter = gathered.around, gathered.letter
    row = {
        "kind": kind_of(gathered),
        "from": letter.sender.address if letter.sender else None,
        **printed(around.request, around.schools),
        "attachments": sum(not x.inline for x in letter.attachments),
        "author_proven": around.author.proven,
        "author_why": around.author.why,
        "case": around.case.ref if around.case else None,
        "prompt": around.prompt.id if around.prompt else None,
    }
    if row["kind"] == "reply":
        row["reply_text"] = around.reply_text
    if row["kind"] == "bounce":
        row["bounced"] = [
            {"address": x.address, "status": x.status, "hard": x.hard} for x in gathered.bounced
        ]
    return row


def kind_of(gathered: Gathered) -> str:
    """Return what a mail is: request, reply, auto_reply, bounce, bulk, invoice or other."""
    around = gathered.around
    machine = machine_kind(around.kind)
    if machine is not None:
        return machine
    if around.token or around.prompt is not None:
        return "reply"
    looks = around.request.looks_like
    if looks in ("request", "invoice"):
        return looks
    return "reply" if is_reply(gathered.letter) else "other"


# --- replay -------------------------------------------------------------------------------------


def _replay_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("raw", metavar="RAW", type=list_number, help="the stored mail's number")
    parser.add_argument("--by", metavar="WHO", default="", help="a name or an email address")
    add_json(parser)


def _replay(program: Program, given: Namespace) -> Ending:
    actor = actor_of(program, given.by)
    if isinstance(actor, Refusal):
        return actor
    done = Post(program.service).replay(given.raw, actor)
    if done is None:
        return Refusal(
            f"There is no stored mail {given.raw}, or it is being read just now.",
            "sle-broker parked list and show REF give the numbers of mails.",
        )
    row = _done_row(done[0] if done else None)
    program.console.show(row, f"{row['done']}{_about(row)}")
    return Exit.DONE


COMMANDS = {
    "ingest": CommandSpec(_ingest_arguments, _ingest),
    "replay": CommandSpec(_replay_arguments, _replay),
}
