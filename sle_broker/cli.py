"""The command line. `main` finds the command, runs it, and turns every ending into an exit code."""

import logging
import sys
from argparse import Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn

from core import faults
from core.errors import BrokerError, Refusal, Transient
from core.settings import read_settings
from core.views.layout import table
from sle_broker import logs
from sle_broker.command import CommandSpec, Ending, Parser, Program
from sle_broker.console import Console, OutputLost, let_go_of_output, open_streams
from sle_broker.exits import Exit
from sle_broker.practice.choosing import as_they_are, standing

_INTERRUPTED = 130
_log = logging.getLogger(__name__)

COMMANDS: Mapping[str, tuple[str, str]] = {
    "serve": ("running", "run the service"),
    "migrate": ("running", "bring the database up to date"),
    "doctor": ("running", "check settings and surroundings, and say what to fix"),
    "slack-manifest": ("slack", "print the manifest for creating the app in Slack"),
    "import": ("directory", "bring schools, contacts, SLEs, term dates or bank lines in"),
    "ingest": ("mail", "read mail from files as if it had just come in"),
    "replay": ("mail", "read a stored mail once more"),
    "parked": ("waiting", "list, release or discard what waits for a person"),
    "outbox": ("waiting", "list what is on its way out, or try it again"),
    "cases": ("cases", "list the cases"),
    "show": ("cases", "one case: prompts, visits, money, mail, timeline"),
    "audit": ("cases", "a case's chain of events, and whether it is intact"),
    "match": ("cases", "who suits a case: ranked, with reasons and vetoes"),
    "answer": ("answering", "record an answer that somebody gave"),
    "log-visits": ("answering", "record days worked"),
    "withdraw": ("answering", "end a case because the support is no longer wanted"),
    "record-invoice": ("money", "record an invoice or grant"),
    "record-payment": ("money", "record money that was paid"),
    "reconcile": ("money", "agreed, worked, invoiced and paid, side by side"),
    "nudges": ("time", "who would be chased, when, for what, and why not"),
    "tick": ("time", "one pass of the scheduler"),
    "clock": ("time", "move practice time on"),
    "holidays": ("time", "England's bank holidays of a year"),
    "read-visit": ("reading", "how a message about visits is read"),
    "read-answer": ("reading", "how a reply to a yes/no question is read"),
    "process": ("processes", "list, check or draw the ways of brokering"),
}
"""Every command: the module in `sle_broker.commands` that holds it, and what it does.

Only the module of the command that was asked for is imported, so that each starts quickly.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    open_streams()
    logs.configure("INFO")  # until the settings are read: a fault may come before them
    arguments = list(sys.argv[1:] if argv is None else argv)
    console = Console()
    return _ended(console, lambda: _carried_out(arguments, console), arguments)


def _carried_out(arguments: list[str], console: Console) -> Ending:
    try:
        spec, parsed = _parse(arguments)
    except SystemExit as ending:  # argparse has said what is wrong, or helped
        return Exit(int(ending.code or 0))
    console.as_json = getattr(parsed, "json", False)
    return _run(spec, parsed, console)


def _parse(arguments: list[str]) -> tuple[CommandSpec, Namespace]:
    for number, words in enumerate(arguments, 1):
        if not _is_text(words):
            _top().error(f"argument {number} is no text: write it in UTF-8, or rename the file")
    if not arguments or arguments[0] not in COMMANDS:
        _no_command(arguments)
    name = arguments[0]
    spec = find(name)
    parser = Parser(prog=f"sle-broker {name}", description=f"{COMMANDS[name][1].capitalize()}.")
    spec.arguments(parser)
    return spec, parser.parse_args(arguments[1:])


def _no_command(arguments: list[str]) -> NoReturn:
    """Help, or say that there is no such command, and which one may be meant."""
    top = _top()
    if not arguments:
        top.error("say which command: sle-broker --help lists them")
    if arguments[0].startswith("-"):
        top.parse_args(arguments)
    near = get_close_matches(arguments[0].casefold(), COMMANDS, n=1)
    mend = f"; did you mean {near[0]}?" if near else ": sle-broker --help lists them"
    top.error(f"there is no command {arguments[0]!r}{mend}")


def _is_text(words: str) -> bool:
    """Whether every byte of an argument could be read, and may be stored."""
    return "\0" not in words and not any("\ud800" <= x <= "\udfff" for x in words)


def find(name: str) -> CommandSpec:
    """Return a command by its name, from the module that holds it."""
    module = import_module(f"sle_broker.commands.{COMMANDS[name][0]}")
    spec: CommandSpec = module.COMMANDS[name]
    return spec


def _top() -> Parser:
    listed = table(("", ""), [(f"  {name}", what) for name, (_, what) in COMMANDS.items()])
    parser = Parser(
        prog="sle-broker",
        usage="sle-broker COMMAND [arguments]",
        description="Brokers Specialist Leaders of Education between schools.",
        epilog=f"commands:{listed}\n\nsle-broker COMMAND --help says what a command takes.",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=_version())
    parser.add_argument("command", nargs="?", help="one of those below")
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 — slow to load

    try:
        return version("sle-broker")
    except PackageNotFoundError:
        return "unknown version (run from a source tree that is not installed)"


def _run(spec: CommandSpec, parsed: Namespace, console: Console) -> Ending:
    settings = read_settings()
    logs.configure(settings.log_level)
    at = as_they_are(settings) if spec.never_practice else standing(settings)
    program = Program(at.settings, console, at.clock, practice=at.practice)
    try:
        return _unknown_alliance(program, parsed) or spec.run(program, parsed)
    finally:
        program.close()


def _unknown_alliance(program: Program, parsed: Namespace) -> Refusal | None:
    """Return why a command cannot be run for the alliance that it names."""
    slug = getattr(parsed, "alliance", None)
    if not slug or slug in program.service.library.alliances:
        return None
    known = ", ".join(sorted(program.service.library.alliances))
    return Refusal(f"There is no alliance {slug!r}.", f"There are: {known}.")


def _ended(console: Console, run: Callable[[], Ending], arguments: Sequence[str]) -> int:
    try:
        return _shown(console, run())
    except BrokenPipeError:  # whoever read our output (`head`, a pager) has had enough
        let_go_of_output()
        return Exit.DONE
    except Transient as error:
        console.say(f"Nothing has changed; try again in a moment ({error}).")
        return Exit.TRY_AGAIN
    except OutputLost as error:
        let_go_of_output()
        console.say(str(error))
        return Exit.UNAVAILABLE
    except BrokerError as error:
        console.say(str(error))
        return Exit.UNAVAILABLE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 — the last line of defence: named, logged, told
        return _bug(console, error, arguments[0] if arguments else "")


def _shown(console: Console, ending: Ending) -> int:
    if isinstance(ending, Refusal):
        console.refuse(ending)
    console.flush()
    return Exit.REFUSED if isinstance(ending, Refusal) else ending


def _bug(console: Console, error: Exception, name: str) -> int:
    reference = faults.report(_log, "command_failed", error, command=name)
    _log.debug("command_failed", extra={"reference": reference}, exc_info=error)
    console.say(
        f"That is a fault of ours, not yours; nothing else was changed. Quote reference {reference}"
        " to whoever runs the service."
    )
    return Exit.BUG
