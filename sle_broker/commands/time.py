"""Time: what falls due, one pass of the scheduler, bank holidays."""

from argparse import ArgumentParser, Namespace
from datetime import date, timedelta

from core.calendars import is_bank_holiday
from sle_broker.arguments import add_json, year
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.exits import Exit


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


COMMANDS = {"holidays": CommandSpec(_holidays_arguments, _holidays)}
