"""How people's words are read, shown without doing anything."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from core.calendars import local_date
from core.errors import Refusal
from core.reading.answers import read_answer
from core.reading.visits import OpenDeployment, VisitReading, read_visits
from sle_broker.arguments import add_json, day
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.exits import Exit
from sle_broker.files import read_file


def _add_text(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="the message; - reads it from standard input")
    add_json(parser)


def _words(given: Namespace) -> str:
    if given.text != "-":
        return str(given.text)
    return sys.stdin.buffer.read().decode("utf-8", "replace")


# --- read-visit ---------------------------------------------------------------------------------


def _visit_arguments(parser: ArgumentParser) -> None:
    _add_text(parser)
    parser.add_argument(
        "--on", type=day, metavar="DATE", help="the day it was written; default: today"
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "--deployments",
        type=Path,
        metavar="FILE",
        help="JSON: a list of {ref, school, town, start, end, days_agreed}; needs no database",
    )
    source.add_argument(
        "--as", dest="sle", metavar="SLE", help="the SLE who wrote it: their own deployments"
    )


def _read_visit(program: Program, given: Namespace) -> Ending:
    on = given.on or local_date(program.clock.now())
    deployments = (
        _from_file(given.deployments) if given.deployments else _of_sle(program, given.sle, on)
    )
    if isinstance(deployments, Refusal):
        return deployments
    reading = read_visits(_words(given), on, deployments)
    program.console.show(reading.to_json(), _visits_page(reading))
    return Exit.DONE


def _visits_page(reading: VisitReading) -> str:
    lines = [f"{reading.kind.replace('_', ' ')}"]
    lines += [f"{x.ref}: {x.date:%-d %B %Y}, {x.half_days / 2:g} days" for x in reading.visits]
    if reading.ask_about:
        lines.append(f"to be asked: {reading.ask_about.replace('_', ' ')}")
    return "\n".join(lines)


def _from_file(path: Path) -> Sequence[OpenDeployment] | Refusal:
    content = read_file(path)
    if isinstance(content, Refusal):
        return content
    mend = "It should be a list of {ref, school, town, start, end, days_agreed}, dates as ISO."
    try:
        return [_deployment(x) for x in json.loads(content)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        return Refusal(f"{path} cannot be read ({type(error).__name__}: {error}).", mend)


def _deployment(told: dict[str, Any]) -> OpenDeployment:
    return OpenDeployment(
        ref=str(told["ref"]),
        school=str(told["school"]),
        town=str(told.get("town") or ""),
        start=date.fromisoformat(told["start"]),
        end=date.fromisoformat(told["end"]),
        days_agreed=float(told.get("days_agreed") or 0),
    )


def _of_sle(program: Program, words: str, on: date) -> Sequence[OpenDeployment] | Refusal:
    from core.store import people, sles  # noqa: PLC0415 — nothing else here needs a database

    with program.service.database.read() as connection:
        found = people.find_people(connection, words)
        if len(found) != 1:
            return Refusal(f"It is not certain who {words} is.", "Give the SLE's email address.")
        running = sles.running_deployments(connection, found[0], on)
    return [
        OpenDeployment(
            ref=x.deployment,
            school=x.school,
            town=x.town,
            start=x.first_day,
            end=x.last_day,
            days_agreed=x.half_days / 2,
        )
        for x in running
    ]


# --- read-answer --------------------------------------------------------------------------------


def _read_answer(program: Program, given: Namespace) -> Ending:
    reading = read_answer(_words(given)).to_json()
    text = "\n".join(
        f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in reading.items()
    )
    program.console.show(reading, text)
    return Exit.DONE


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(str(x) for x in value) or "none"
    return "none" if value is None else str(value)


COMMANDS = {
    "read-visit": CommandSpec(_visit_arguments, _read_visit),
    "read-answer": CommandSpec(_add_text, _read_answer),
}
