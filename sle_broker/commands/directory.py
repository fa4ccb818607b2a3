"""Bringing the directory and bank statements in from files."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core.bank.importing import import_bank
from core.directory.files import DirectoryFileError
from core.directory.report import FileReport
from core.errors import Refusal
from sle_broker.acting import actor_of
from sle_broker.arguments import add_json
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.directory_import import import_file, readdress
from sle_broker.exits import Exit
from sle_broker.files import read_file
from sle_broker.picking import only_alliance

BANK = "bank"
_DRY_RUN = "\nThis was a dry run: nothing was changed."
_KINDS = ("schools", "contacts", "sles", "terms", BANK)
_ALL = "all"
"""In place of a slug: what alliances share."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=_KINDS)
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV; term dates also as .ics")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and stop")
    parser.add_argument(
        "--alliance",
        metavar="SLUG",
        type=_whose,
        help="whose SLEs, posts or bank account these are; all: SLEs or posts that all share",
    )
    parser.add_argument("--by", metavar="WHO", default="", help="who imports: a name or an address")
    add_json(parser)


def _whose(words: str) -> str | None:
    """Read whose a file is: an alliance's slug, empty for all of them, None if it is not said."""
    return "" if words.casefold() == _ALL else words or None


def _import(program: Program, given: Namespace) -> Ending:
    content = read_file(given.file)
    if isinstance(content, Refusal):
        return content
    actor = actor_of(program, given.by)
    if isinstance(actor, Refusal):
        return actor
    try:
        if given.what == BANK:
            return _bank(program, given, content, actor)
        return _directory(program, given, content, actor)
    except DirectoryFileError as error:
        return Refusal(str(error))


def _directory(program: Program, given: Namespace, content: bytes, actor: str) -> Ending:
    alliance = _named_alliance(program, given)
    if isinstance(alliance, Refusal):
        return alliance
    service = program.service
    report = import_file(service, given.what, content, alliance, actor, dry_run=given.dry_run)
    document, text = report.to_json() | {"dry_run": given.dry_run}, report.to_text()
    if report.ok and not given.dry_run:
        moved = document["readdressed"] = readdress(service, actor)
        if moved:
            text += f"\nQuestions put to somebody new: {moved}."
    if given.dry_run:
        text += _DRY_RUN
    program.console.show(document, text)
    return Exit.DONE if report.ok else _refused(given.what, report)


def _named_alliance(program: Program, given: Namespace) -> str | Refusal | None:
    """Return whose a file is; SLEs that nobody's name is put to are refused, not everybody's.

    Of contacts only the posts at no school are an alliance's, so the rows tell.
    """
    if given.alliance is not None:
        return str(given.alliance)
    alliance = only_alliance(program, "")
    if isinstance(alliance, Refusal):
        if given.what != "sles":
            return None
        return Refusal(
            "Whose SLEs are these?",
            f"{alliance.hint.rstrip('.')}; or --alliance all if every alliance may ask them.",
        )
    return alliance.slug


def _bank(program: Program, given: Namespace, content: bytes, actor: str) -> Ending:
    alliance = only_alliance(program, given.alliance or "")
    if isinstance(alliance, Refusal):
        return alliance
    statement = import_bank(
        program.service.desk, content, alliance.slug, actor, dry_run=given.dry_run
    )
    document, text = statement.to_json() | {"dry_run": given.dry_run}, statement.report.to_text()
    program.console.show(document, text + _DRY_RUN if given.dry_run else text)
    return Exit.DONE if statement.report.ok else _refused(given.what, statement.report)


def _refused(what: str, report: FileReport) -> Refusal:
    wrong = sum(x.outcome == "problem" for x in report.rows)
    rows = "one row" if wrong == 1 else f"{wrong} rows"
    return Refusal(
        f"Nothing was imported: {rows} of the {what} cannot be taken.", "Correct the file."
    )


COMMANDS = {"import": CommandSpec(_arguments, _import, never_practice=True)}
