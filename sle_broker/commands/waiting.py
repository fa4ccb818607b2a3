"""What waits: parked items for a person, notices for their way out."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from typing import Any

from core import outbox, releasing
from core.errors import Refusal
from core.names import words
from core.outbox_listing import Listed, listing
from core.store import mails, naming, parking
from core.views import moments
from core.views.layout import table
from sle_broker.acting import actor_of
from sle_broker.arguments import add_json, list_number
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.exits import Exit

# --- parked -------------------------------------------------------------------------------------


def _parked_arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|release|discard")
    add_json(verbs.add_parser("list", help="what waits for a person, oldest first"))
    release = verbs.add_parser("release", help="carry out what was proposed")
    discard = verbs.add_parser("discard", help="put it aside for good")
    for verb in (release, discard):
        verb.add_argument("id", metavar="ID", type=list_number)
        verb.add_argument("--reason", required=True, help="why, for the record")
        verb.add_argument("--by", metavar="WHO", default="", help="a name or an email address")
        add_json(verb)


def _parked(program: Program, given: Namespace) -> Ending:
    if given.verb == "list":
        return _list_parked(program)
    actor = actor_of(program, given.by)
    if isinstance(actor, Refusal):
        return actor
    if given.verb == "discard":
        return _discard(program, given, actor)
    return _release(program, given, actor)


def _list_parked(program: Program) -> Ending:
    with program.service.database.read() as connection:
        found = parking.waiting(connection)
        letters = mails.letters_of(connection, [x["raw"] for x in found if x["raw"]])
    listed = [_parked_row(x, letters.get(x["raw"])) for x in found]
    since = [moments.told(x["since"]) for x in found]
    program.console.show(listed, _parked_page(listed, since))
    return Exit.DONE


def _parked_row(item: Mapping[str, Any], letter: Mapping[str, Any] | None) -> dict[str, Any]:
    proposal = item["proposal"]
    return {
        "id": item["id"],
        "why": item["why"],
        "since": moments.iso(item["since"]),
        "hint": item["hint"],
        "alliance": item["alliance"],
        "case": item["case"],
        "prompt": item["prompt"],
        "raw": item["raw"],
        "from": letter["sender"] if letter else None,
        "subject": letter["subject"] if letter else None,
        "proposal": releasing.proposed(proposal) if proposal else None,
    }


def _parked_page(listed: list[dict[str, Any]], since: list[str]) -> str:
    if not listed:
        return "Nothing waits for a person."
    return table(
        ("id", "since", "case", "from", "why", "proposed"),
        [
            (
                x["id"],
                at,
                x["case"],
                x["from"],
                x["why"],
                x["proposal"] or "nothing",
            )
            for x, at in zip(listed, since, strict=True)
        ],
        widest=80,
    )


def _release(program: Program, given: Namespace, actor: str) -> Ending:
    outcome = releasing.release(program.service.desk, given.id, actor, given.reason)
    if isinstance(outcome, Refusal):
        return outcome
    document = {"done": True, "case": outcome.case, "result": dict(outcome.result)}
    program.console.show(document, f"Carried out; the case is {outcome.case}.")
    return Exit.DONE


def _discard(program: Program, given: Namespace, actor: str) -> Ending:
    refusal = releasing.discard(program.service.desk, given.id, actor, given.reason)
    if refusal is not None:
        return refusal
    program.console.show({"done": True}, f"Number {given.id} is put aside.")
    return Exit.DONE


# --- outbox -------------------------------------------------------------------------------------


def _outbox_arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|retry")
    listed = verbs.add_parser("list", help="what has not been sent, oldest first")
    listed.add_argument("--state", choices=[str(x) for x in outbox.State], help="only this state")
    listed.add_argument("--all", action="store_true", help="what was sent, too")
    add_json(listed)
    retry = verbs.add_parser("retry", help="try a notice again at once")
    retry.add_argument("id", metavar="ID", nargs="?", type=list_number, help="default: all dead")
    add_json(retry)


def _outbox(program: Program, given: Namespace) -> Ending:
    return _list_outbox(program, given) if given.verb == "list" else _retry(program, given)


def _list_outbox(program: Program, given: Namespace) -> Ending:
    states: Iterable[outbox.State] = outbox.UNSENT
    if given.state:
        states = (outbox.State(given.state),)
    elif given.all:
        states = tuple(outbox.State)
    with program.service.database.read() as connection:
        found = listing(connection, tuple(states))
        names = naming.names_for(connection, [], {x.recipient for x in found})
    listed = [x.to_json() | {"to": names.who(x.recipient)} for x in found]
    lines = [_outbox_line(x, names.who(x.recipient)) for x in found]
    headings = ("id", "since", "case", "to", "what", "state", "why")
    text = table(headings, lines) if lines else "Nothing is on its way out."
    program.console.show(listed, text)
    return Exit.DONE


def _outbox_line(found: Listed, to: str | None) -> tuple[object, ...]:
    since = moments.told(found.since)
    return (found.id, since, found.case, to, words(found.kind), found.state, found.why)


def _retry(program: Program, given: Namespace) -> Ending:
    database, now = program.service.database, program.clock.now()
    if given.id is not None:
        if not outbox.retry(database, given.id, now):
            return Refusal(
                f"Notice {given.id} cannot be tried again.",
                "It is not there, or it is on its way or sent already.",
            )
        tried = [given.id]
    else:
        with database.read() as connection:
            dead = [x.id for x in listing(connection, (outbox.State.DEAD,))]
        tried = [x for x in dead if outbox.retry(database, x, now)]
    count = "one notice" if len(tried) == 1 else f"{len(tried)} notices"
    program.console.show({"retried": tried}, f"To be tried again: {count}.")
    return Exit.DONE


COMMANDS = {
    "parked": CommandSpec(_parked_arguments, _parked),
    "outbox": CommandSpec(_outbox_arguments, _outbox),
}
