"""Handing a command in from the command line, and saying what came of it."""

import secrets
from argparse import Namespace
from typing import Any

from core.codec import fingerprint
from core.commands import Command
from core.errors import Refusal
from core.model import Case
from core.store import cases, people
from sle_broker.command import Ending, Program
from sle_broker.exits import Exit

COMMAND_LINE = "command line"
"""Who acts when nobody is named."""

NO_CASE = Refusal("There is no such case.", "sle-broker cases lists those there are.")


def key_of(given: Namespace) -> str:
    """Return the command's key: by the caller's own, else one that is never used again.

    The caller's own may name somebody, and the audit chain keeps keys for ever: it is hashed.
    """
    return f"cli:{fingerprint(given.key) if given.key else secrets.token_hex(12)}"


def actor_of(program: Program, words: str) -> str | Refusal:
    """Return who is behind a command: a person of the directory, or the command line itself."""
    if not words:
        return COMMAND_LINE
    with program.service.database.read() as connection:
        found = people.find_people(connection, words)
    if len(found) == 1:
        return found[0]
    if found:
        return Refusal(f"{len(found)} people are called {words}.", "Give the email address.")
    return Refusal(f"Nobody in the directory is {words}.", "Give an email address, or import them.")


def find_case(program: Program, id_: str) -> Case | None:
    """Return the case that an id of it or of anything in it names: ES-0012 or ES-0012.p3."""
    with program.service.database.read() as connection:
        return cases.load(connection, id_.split(".", 1)[0].upper())


def hand_in(program: Program, command: Command, text: str) -> Ending:
    """Carry a command out, and say so."""
    outcome = program.service.desk.handle(command)
    if isinstance(outcome, Refusal):
        return outcome
    document: dict[str, Any] = {
        "done": True,
        "again": outcome.again,
        "case": outcome.case,
        "result": dict(outcome.result),
    }
    missing = outcome.result.get("missing")
    if missing:
        text = f"{text} Still needed: {', '.join(missing)}."
    program.console.show(document, f"This was done before. {text}" if outcome.again else text)
    return Exit.DONE
