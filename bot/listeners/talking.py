"""A direct message, read: visits first, then an answer, then a question how things stand."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.counter import Turn
from bot.ids import Carried
from bot.listeners.answering import remark, tell_second
from bot.visits_told import facts_of
from core.answering import asking_of, command_of
from core.calendars import local_date
from core.commands import VisitMade
from core.errors import Refusal
from core.model import Case, Channel, Prompt
from core.prompts import KINDS, Answers
from core.prompts.replies import Given, read_reply
from core.reading.answers import read_answer
from core.reading.visits import OpenDeployment, VisitReading, read_visits
from core.store import cases, people, sles
from core.store.sles import RunningDeployment

_NEWS: Final = re.compile(
    r"\b(?:any (?:news|updates?|progress)|what(?:'s|’s| is) (?:happening|the (?:status|latest))"
    r"|where (?:are we|do(?:es)? (?:it|things|we) stand)|how (?:are things|is it going)|status"
    r"|update)\b",
    re.IGNORECASE,
)
_MARKUP: Final = re.compile(r"<(?:[@#!][^>|]*|(?:mailto:|tel:|https?:)[^>|]*)(?:\|([^>]*))?>")
_MOST_CASES: Final = 3
_IN_A_BUTTON: Final = 12
_HEADINGS: Final = 2
_ASKED: Final = "How do things stand?"
NOTHING_OPEN: Final = (
    "Nothing of yours is open just now. To ask for support, type /sle request or use the Home tab."
)
HINT: Final = (
    "I did not understand that. You can tell me of a visit (“Half day at Oakfield today”), ask "
    "“any news?”, or press the buttons under a question. The Home tab shows what waits for you, "
    "and /sle help what else I can do."
)
_SEVERAL: Final = (
    "You have {count} open questions, and I am not certain which one you mean. Please use the "
    "buttons, or reply in the thread of the question."
)


def plain(text: str) -> str:
    """Return what somebody typed without Slack's markup (docs.slack.dev, formatting)."""
    return html.unescape(_MARKUP.sub(lambda x: x[1] or "", text)).strip()


def direct_message(turn: Turn, text: str, asked: Prompt | None) -> None:
    """Do what a message says; `asked` is the question in whose thread it was written."""
    reading = _read_visits(turn, text)
    if reading.kind in ("visits", "must_ask"):
        _put_forward(turn, text, reading)
    elif _answered(turn, text, asked):
        return
    elif reading.kind in ("planned", "cancelled", "correction"):
        turn.queue("visits", about=reading.kind)
    elif _NEWS.search(text) or read_answer(text).answer == "question":
        _tell_news(turn)
    else:
        turn.say(_hint(turn, text, asked))


def _hint(turn: Turn, text: str, asked: Prompt | None) -> str:
    waiting = _waiting(turn)
    if asked is None and len(waiting) > 1 and read_answer(text).answer in ("yes", "no"):
        return _SEVERAL.format(count=len(waiting))
    return HINT


# --- visits ---------------------------------------------------------------------------------------


def _read_visits(turn: Turn, text: str) -> VisitReading:
    """Read a message as an SLE's; whoever has no deployment under way tells of no visit."""
    running = _running(turn)
    places = [
        OpenDeployment(
            ref=f"{x.deployment}|{x.school_id}",
            school=x.school,
            town=x.town,
            start=x.first_day,
            end=x.last_day,
            days_agreed=x.half_days / 2,
        )
        for x in running
    ]
    on = local_date(turn.screens.clock.now())
    return read_visits(text, on, places) if places and text else VisitReading("none")


def _running(turn: Turn) -> list[RunningDeployment]:
    on = local_date(turn.screens.clock.now())
    return sles.running_deployments(turn.connection, turn.person, on)


def _put_forward(turn: Turn, text: str, reading: VisitReading) -> None:
    """Ask for a confirmation of what is certain, and for what is not."""
    by_deployment: dict[str, list[VisitMade]] = {}
    for x in reading.visits:
        deployment, school = x.ref.split("|")
        made = VisitMade(school=school, on=x.date, half_days=x.half_days, note=text)
        by_deployment.setdefault(deployment, []).append(made)
    for deployment, made_there in by_deployment.items():
        for visits in batched(made_there):
            carried = Carried(
                case=deployment.partition(".")[0], deployment=deployment, visits=visits, said=text
            )
            turn.queue("visits", case=carried.case, **facts_of(carried, about="understood"))
    if reading.ask_about:
        places = list(dict.fromkeys(x.school for x in _running(turn)))
        turn.queue("visits", about=reading.ask_about, places=places, said=text)


def batched(visits: Sequence[VisitMade]) -> Iterator[tuple[VisitMade, ...]]:
    """Yield visits in as many parts as it takes for a button to carry each."""
    for n in range(0, len(visits), _IN_A_BUTTON):
        yield tuple(visits[n : n + _IN_A_BUTTON])


# --- answers --------------------------------------------------------------------------------------


def _waiting(turn: Turn) -> list[tuple[Case, Prompt]]:
    """Return the questions that somebody has not answered yet."""
    loaded = cases.load_many(turn.connection, people.open_cases(turn.connection, turn.person))
    return [
        (case, prompt)
        for case in loaded.values()
        for prompt in case.open_prompts()
        if prompt.person == turn.person
    ]


def _answered(turn: Turn, text: str, asked: Prompt | None) -> bool:
    """Take words as the answer to a question: the thread's, else the only one. False: none."""
    waiting = [x for x in _waiting(turn) if asked is None or x[1].id == asked.id]
    if not text or len(waiting) != 1:
        return False
    case, prompt = waiting[0]
    given = _read_answer(turn, case, prompt, text)
    if given is None:
        return False
    command = command_of(
        given, prompt, key=turn.key, actor=turn.person, channel=Channel.SLACK, text=text
    )
    outcome = turn.hand_in(command)
    if isinstance(outcome, Refusal):
        tell_second(turn, Carried(case=case.ref, prompt=prompt.id), outcome)
    else:
        title = KINDS[prompt.kind].title
        told = f"Thank you: I have taken that as your answer to “{title}” ({case.ref})."
        turn.say(told, case.record.alliance)
    return True


def _read_answer(turn: Turn, case: Case, prompt: Prompt, text: str) -> Given | None:
    """Read words as an answer; None: they are none, or its form wants more than one line."""
    process = turn.screens.library.pinned_process(turn.connection, case.record.process)
    names = sles.sle_names(turn.connection, case.record.alliance)
    on = local_date(turn.screens.clock.now())
    asking = asking_of(case, prompt, process, on, sles=names, schools={})
    if asking.kind.answers is Answers.FORM and len(asking.fields) < _HEADINGS:
        return None  # whatever was said would be taken for its one field
    given = read_reply(text, asking)
    return given if isinstance(given, Given) and not given.visits else None


# --- how things stand -----------------------------------------------------------------------------


def _tell_news(turn: Turn) -> None:
    """Answer how things stand, case by case, the newest first."""
    own = people.open_cases(turn.connection, turn.person)
    lent = sles.cases_lent_in(turn.connection, turn.person)[::-1]
    found = list(dict.fromkeys([*own, *lent]))
    loaded = cases.load_many(turn.connection, found)
    open_ = [loaded[x] for x in found if loaded[x].is_open]
    for n, case in enumerate(open_[:_MOST_CASES]):
        key = turn.key if n == 0 else f"{turn.key}:{case.ref}"
        turn.hand_in(remark(turn, case, _ASKED, what="question", key=key))
    if not open_:
        turn.say(NOTHING_OPEN)
