"""Answers, visits and withdrawals that somebody heard of and enters for the party."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from core import forms
from core.answering import asking_of, command_of
from core.calendars import local_date
from core.commands import LogVisits, VisitMade, Withdraw
from core.errors import Refusal
from core.model import Case, Channel, Prompt
from core.prompts import KINDS, Answers
from core.prompts.replies import Asking, Given, Unreadable, read_reply
from core.reading.forms import read_form
from core.reading.request import RequestReading, read_request
from core.reading.schools import SchoolIndex
from core.store import naming, people, sles
from sle_broker.acting import NO_CASE, actor_of, find_case, hand_in, key_of
from sle_broker.arguments import VisitsAction, add_actor, add_json, half_days
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.picking import normal_id, pick_deployment, pick_school

NO_PROMPT = Refusal("There is no such question.", "sle-broker show REF lists those of a case.")


# --- answer -------------------------------------------------------------------------------------


def _answer_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("prompt", metavar="PROMPT", help="the question's id, such as AB-0012.p3")
    parser.add_argument("verdict", nargs="?", choices=("yes", "no", "done"))
    parser.add_argument("--text", default="", help="the answer in the party's own words")
    parser.add_argument(
        "--field", action="append", default=[], metavar="NAME=VALUE", help="a form's field"
    )
    parser.add_argument("--sle", default="", metavar="NAME", help="the SLE who was chosen")
    parser.add_argument("--days", type=half_days, metavar="N", help="how many days, in halves")
    parser.add_argument("--override", default="", metavar="REASON", help="why a veto is set aside")
    add_actor(parser)
    add_json(parser)


def _answer(program: Program, given: Namespace) -> Ending:
    case = find_case(program, given.prompt)
    prompt = case.find_prompt(normal_id(given.prompt)) if case else None
    if case is None or prompt is None:
        return NO_PROMPT
    actor = actor_of(program, given.by)
    if isinstance(actor, Refusal):
        return actor
    answer = _given(program, case, prompt, given)
    if isinstance(answer, Refusal):
        return answer
    command = command_of(
        replace(answer, half_days=given.days or answer.half_days),
        prompt,
        key=key_of(given),
        actor=actor,
        channel=Channel.COMMAND_LINE,
        text=given.text,
        on_behalf=True,
    )
    return hand_in(program, command, f"Recorded: {KINDS[prompt.kind].title} ({prompt.id}).")


def _given(program: Program, case: Case, prompt: Prompt, given: Namespace) -> Given | Refusal:
    """Put together what the arguments say: a verdict or the words, fields, an SLE."""
    asking = _asking(program, case, prompt, given.text)
    answer = _said(asking, given)
    if isinstance(answer, Refusal):
        return answer
    values: dict[str, Any] = dict(answer.values)
    fields = _fields(given.field, _asked_in(asking))
    if isinstance(fields, Refusal):
        return fields
    values.update(fields)
    if "school" in fields and KINDS[prompt.kind].tells_request:
        schools = _schools_named(program, fields["school"])
        if isinstance(schools, Refusal):
            return schools
        values["school_ids"] = schools
    if given.sle:
        chosen = _chosen(given.sle, asking.sles)
        if isinstance(chosen, Refusal):
            return chosen
        values["sle"] = chosen
    if given.override:
        values["override"] = given.override
    return replace(answer, values=values)


def _said(asking: Asking, given: Namespace) -> Given | Refusal:
    reading = read_reply(given.text, asking) if given.text else None
    if given.verdict == "done" and isinstance(reading, Unreadable) and not _spelt_out(given):
        return Refusal(reading.why, "Give what was said with --field, or leave out --text.")
    if given.verdict:
        return _confirmed(given.verdict, reading)
    if reading is not None:
        if isinstance(reading, Unreadable):
            return Refusal(reading.why, "Say yes, no or done, or give fields by name.")
        return reading
    if given.field or given.sle:
        return Given("yes" if asking.kind.answers is Answers.YES_NO else "done")
    return Refusal("The answer is missing.", "Say yes, no or done, or give --text or --field.")


def _spelt_out(given: Namespace) -> bool:
    """Whether the arguments themselves say what the words beside "done" may not say clearly."""
    return bool(given.field or given.sle)


def _confirmed(verdict: str, reading: Given | Unreadable | None) -> Given | Refusal:
    """Return the verdict with what the words beside it add; beside a "no" they are the reason."""
    if verdict == "no" or not isinstance(reading, Given):
        return Given(verdict)
    if reading.visits:
        return Refusal(
            "The words tell of visits, the verdict says that the work is done.",
            "Enter the visits first, without a verdict.",
        )
    if verdict == "yes" and reading.verdict == "no":
        return Refusal("The words say no, the verdict says yes.", "Enter the one that is meant.")
    return replace(reading, verdict=verdict)


def _asking(program: Program, case: Case, prompt: Prompt, text: str) -> Asking:
    service = program.service
    with service.database.read() as connection:
        reading = _as_request(program, connection, case, prompt, text)
        deployment = case.find_deployment(prompt.about)
        spoken_of = deployment.schools if deployment is not None else ()
        return asking_of(
            case,
            prompt,
            service.library.pinned_process(connection, case.record.process),
            local_date(program.clock.now()),
            sles=sles.sle_names(connection, case.record.alliance),
            schools=naming.school_names(
                connection, {*spoken_of, *(reading.sure_schools() if reading else ())}
            ),
            request=reading,
        )


def _as_request(
    program: Program, connection: Connection, case: Case, prompt: Prompt, text: str
) -> RequestReading | None:
    """Read words as a request, where it is the request that they complete."""
    if not text or not KINDS[prompt.kind].tells_request:
        return None
    alliance = program.service.library.alliance(case.record.alliance)
    return read_request(
        "",
        text,
        sender_name=case.record.requester_name or None,
        sender_address=case.record.requester_address,
        schools=SchoolIndex(people.school_entries(connection)),
        vocabulary=alliance.specialisms,
    )


def _chosen(words: str, sles: Mapping[str, str]) -> str | Refusal:
    wanted = words.strip().casefold()
    found = [id_ for id_, name in sles.items() if wanted in (name.casefold(), id_)]
    if len(found) > 1:
        return Refusal(f"{len(found)} SLEs are called {words}.", f"Say which: {', '.join(found)}.")
    if not found:
        return Refusal(f"No SLE is called {words}.", "sle-broker match REF lists who there is.")
    return found[0]


def _asked_in(asking: Asking) -> Sequence[str]:
    """Return the names of the fields that a question asks for."""
    of_money = {Answers.INVOICE: forms.INVOICE, Answers.PAYMENT: forms.RECEIPT}
    return asking.fields or of_money.get(asking.kind.answers, ())


def _fields(given: list[str], asked: Sequence[str]) -> dict[str, Any] | Refusal:
    """Read `name=value` as a form under headings would be read; `asked` are the question's own."""
    values: dict[str, Any] = {}
    for words in given:
        name, equals, value = words.partition("=")
        name = name.strip().replace("-", "_")
        if not equals:
            return Refusal(f"{words!r} names no value.", "Write it as NAME=VALUE.")
        field = forms.FIELDS.get(name)
        if field is None:
            own = f"There are: {', '.join(asked)}." if asked else "This question asks for none."
            return Refusal(f"There is no field {name!r}.", own)
        reading = read_form(f"{field.title}: {value}", [field])
        if field.name not in reading.values:
            return Refusal(" ".join(reading.problems) or f"{name} cannot be {value!r}.", field.help)
        values[field.name] = reading.values[field.name]
    return values


def _schools_named(program: Program, words: str) -> tuple[str, ...] | Refusal:
    """Return the schools that a field names, several being separated by semicolons."""
    with program.service.database.read() as connection:
        index = SchoolIndex(people.school_entries(connection))
    found = []
    for name in words.split(";"):
        match = index.match(name.strip())
        if match.certain is None:
            return Refusal(
                f"It is not certain which school “{name.strip()}” is.",
                "Write its name as in the directory, with its town after a comma, or its URN.",
            )
        found.append(match.certain)
    return tuple(found)


# --- log-visits ---------------------------------------------------------------------------------


def _visits_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ref", metavar="REF", help="the case, or one of its deployments")
    parser.add_argument(
        "visits",
        metavar="DATE FULL|HALF",
        nargs="+",
        action=VisitsAction,
        help="each day worked and its length, such as 2026-11-03 HALF",
    )
    parser.add_argument("--school", default="", help="which receiving school, if there are several")
    parser.add_argument("--note", default="", help="what was done")
    parser.add_argument(
        "--override",
        default="",
        metavar="REASON",
        help="why days before the agreement count all the same",
    )
    add_actor(parser)
    add_json(parser)


def _log_visits(program: Program, given: Namespace) -> Ending:
    case = find_case(program, given.ref)
    if case is None:
        return NO_CASE
    deployment = pick_deployment(case, given.ref)
    if isinstance(deployment, Refusal):
        return deployment
    school = pick_school(program, deployment, given.school)
    if isinstance(school, Refusal):
        return school
    actor = actor_of(program, given.by)
    if isinstance(actor, Refusal):
        return actor
    visits = tuple(
        VisitMade(school=school, on=on, half_days=length, note=given.note)
        for on, length in given.visits
    )
    command = LogVisits(
        key=key_of(given),
        actor=actor,
        channel=Channel.COMMAND_LINE,
        case=case.ref,
        deployment=deployment.id,
        visits=visits,
        override=given.override,
    )
    return hand_in(program, command, f"Recorded: {len(visits)} on {deployment.id}.")


# --- withdraw -----------------------------------------------------------------------------------


def _withdraw_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ref", metavar="REF", type=str.upper, help="the case's reference")
    parser.add_argument("--reason", required=True, help="why, in a sentence others may read")
    add_actor(parser)
    add_json(parser)


def _withdraw(program: Program, given: Namespace) -> Ending:
    actor = actor_of(program, given.by)
    if isinstance(actor, Refusal):
        return actor
    command = Withdraw(
        key=key_of(given),
        actor=actor,
        channel=Channel.COMMAND_LINE,
        case=given.ref,
        reason=given.reason,
    )
    return hand_in(program, command, f"{given.ref} is withdrawn; whoever was asked is told.")


COMMANDS = {
    "answer": CommandSpec(_answer_arguments, _answer),
    "log-visits": CommandSpec(_visits_arguments, _log_visits),
    "withdraw": CommandSpec(_withdraw_arguments, _withdraw),
}
