"""Time: what falls due, one pass of the scheduler, bank holidays."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta

from core.calendars import is_bank_holiday
from core.clock import FixedClock
from core.errors import Refusal
from core.views import moments
from core.views.layout import table
from scheduler.due import Due, due_list
from sle_broker.arguments import add_json, moment, year
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.exits import Exit
from sle_broker.post import Post
from sle_broker.practice.clock import PracticeClock
from sle_broker.practice.moving import TimeMachine, local
from sle_broker.slack_settings import secret

# --- nudges -------------------------------------------------------------------------------------


def _nudges_arguments(parser: ArgumentParser) -> None:
    add_json(parser)
    parser.add_argument(
        "--as-of", type=moment, metavar="TIME", help="at that moment, such as 2026-11-03T09:00"
    )


def _nudges(program: Program, given: Namespace) -> Ending:
    now = given.as_of or program.clock.now()
    found = due_list(program.service.database, program.service.library, now)
    program.console.show([x.to_json() for x in found.due], _nudges_page(found.due))
    return _unless_failed(program, len(found.failed))


def _unless_failed(program: Program, failed: int) -> Exit:
    """End well, unless something of ours broke on the way; the rest was done all the same."""
    if not failed:
        return Exit.DONE
    count = "One case" if failed == 1 else f"{failed} cases"
    program.console.say(
        f"{count} could not be looked at. That is a fault of ours: give the log lines above to "
        "whoever runs the service."
    )
    return Exit.BUG


def _nudges_page(found: Sequence[Due]) -> str:
    if not found:
        return "Nobody would be chased."
    return table(
        ("case", "who", "due", "rung", "why", "held back because"),
        [
            (
                x.case,
                x.person or f"nobody known ({x.role})",
                moments.told(x.at),
                x.rung,
                x.why,
                x.held_because,
            )
            for x in found
        ],
        widest=100,
    )


# --- tick ---------------------------------------------------------------------------------------


def _tick_arguments(parser: ArgumentParser) -> None:
    add_json(parser)
    parser.add_argument(
        "--now", type=moment, metavar="TIME", help="as if it were that moment; default: now"
    )
    parser.add_argument(
        "--really",
        action="store_true",
        help="write to people even though the moment is still to come",
    )


def _tick(program: Program, given: Namespace) -> Ending:
    if given.now is not None:
        if given.now > program.clock.now() and not given.really and _reaches_people(program):
            return Refusal(
                "That moment is still to come, and real people would be written to now.",
                "sle-broker nudges --as-of TIME shows who is due then; --really does it.",
            )
        program.clock = FixedClock(given.now)
    service = program.service
    tallies = service.ticker.tick()
    document = {name: asdict(tally) for name, tally in tallies.items()}
    relayed = Post(service).relay_once()
    if relayed is not None:
        document["mail"] = asdict(relayed)
    lines = [
        f"{name}: " + ", ".join(f"{count} {what}" for what, count in counts.items())
        for name, counts in document.items()
    ]
    program.console.show(document, "\n".join(lines))
    return _unless_failed(program, sum(x.failed for x in tallies.values()))


def _reaches_people(program: Program) -> bool:
    """Whether a mail relay or Slack is set, so that what a pass sends leaves this machine."""
    settings = program.settings
    return not program.practice and bool(settings.smtp_url or secret(settings.slack_bot_token))


# --- holidays -----------------------------------------------------------------------------------


def _holidays_arguments(parser: ArgumentParser) -> None:
    add_json(parser)
    parser.add_argument("year", metavar="YEAR", type=year)


def _holidays(program: Program, given: Namespace) -> Ending:
    first = date(given.year, 1, 1)
    days = [first + timedelta(n) for n in range((date(given.year + 1, 1, 1) - first).days)]
    found = [x for x in days if is_bank_holiday(x)]
    text = "\n".join(f"{x:%a %-d %B %Y}" for x in found)
    program.console.show([{"date": x} for x in found], text)
    return Exit.DONE


# --- clock --------------------------------------------------------------------------------------


def _clock_arguments(parser: ArgumentParser) -> None:
    add_json(parser)
    parser.add_argument("what", choices=["advance"], help="what to do with it")
    parser.add_argument("step", metavar="STEP", help="how far: 1d, 7d, 2h, or next (thing due)")


def _clock(program: Program, given: Namespace) -> Ending:
    if not isinstance(program.clock, PracticeClock):
        return Refusal(
            "Only practice time can be moved, and this is not the practice world.",
            "Start sle-broker serve with nothing connected to practise.",
        )
    service = program.service
    try:
        moved = TimeMachine(program.clock, service.database, service.ticker.tick).advance(
            given.step
        )
    except ValueError as error:
        return Refusal(str(error))
    document = {"before": moved.before, "after": moved.after}
    program.console.show(document, f"It is now {local(moved.after)}.")
    return Exit.DONE


COMMANDS = {
    "clock": CommandSpec(_clock_arguments, _clock),
    "nudges": CommandSpec(_nudges_arguments, _nudges),
    "tick": CommandSpec(_tick_arguments, _tick),
    "holidays": CommandSpec(_holidays_arguments, _holidays),
}
