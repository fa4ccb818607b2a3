"""The visits of a whole message: what one sentence leaves out, the sentences around it may say."""

import re
from collections.abc import Sequence

from core.reading.dates.reading import DateMention
from core.reading.visits.cues import HOW_LONG, WHICH_SCHOOL
from core.reading.visits.moods import DONE, Mood
from core.reading.visits.runs import units_of
from core.reading.visits.schools import SchoolMention
from core.reading.visits.sentence import Statement
from core.reading.visits.statements import days_aside, schools_aside
from core.reading.visits.units import Unit

_VISITING = re.compile(
    r"\b(?:visit\w*|(?:was|were|been|went|got|am|i'm) (?:back )?(?:in|over|there)\b(?! (?:a|the|"
    r"my)\b)|spent|support\w*|coach\w*|mentor\w*|observ\w*|deployment|popped|nipped|dropped (?:in|"
    r"by)|swung by|stopped by|modell\w*|"
    r"sle\b|moderat\w*|facilitat\w*|log|logged|learning walk|book look|(?:did|done|do) (?:a |my |"
    r"the )?(?:LEN|DATE)|work(?:ed|ing)? with|with (?!my|our|own|me)\w+|in (?:y\d|yr|year|ks\d|"
    r"class|lessons|reception|eyfs|nursery|the classroom)|action plan\w*|diagnostic|deep dive)"
)
_SOMEWHERE = re.compile(
    r"\b(?:at|in) school\b|\bat (?:an? |the |my |our )?(?!school|lunch|least|all|last|times?|the|"
    r"moment|break|their|there|it|DATE|LEN|SCH|NOSCH|a|an|my|our|both)\w+|\b(?:meeting|conference|"
    r"network|"
    r"hub|(?<!the )(?<!delivered )(?<!staff )(?<!ran )(?<!led )(?<!gave )(?<!did )(?:sle |own "
    r")?(?:training|induction)(?= (?:LEN|"
    r"DATE)|$)|course|dentist|doctors?|hospital|jury|parents|governors)\b"
)


def gather(statements: Sequence[Statement]) -> list[Unit]:
    """Return the visits that a message reports, as completely as it tells them."""
    told: list[tuple[Statement, list[Unit]]] = []
    for statement in statements:
        units = units_of(statement.parts)
        for unit in units:
            _complete(unit, statement)
        if statement.shortened and not units and told:
            _shorten(told[-1][1])
        told.append((statement, units))
    _fill_days(told)
    _fill_headings(told)
    units = _fill_lengths(told)
    units = _fill_schools(units, statements)
    discounted = any(x.discounted for x in statements)
    for unit in units:
        if discounted and not unit.remote:
            unit.doubts.add(HOW_LONG)
    return [x for x in units if _is_reported(x, statements) and not (x.remote and discounted)]


def _complete(unit: Unit, statement: Statement) -> None:
    if statement.unsure:
        unit.doubts.add(HOW_LONG)
    if unit.day is None and len(days := days_aside(statement)) == 1:
        unit.day = days[0]


def _shorten(units: Sequence[Unit]) -> None:
    """Say of the sentence before that it was cut short: "… Had to leave early."."""
    for unit in units:
        unit.shortened = True


# --- days -----------------------------------------------------------------------------------------


def _fill_days(told: list[tuple[Statement, list[Unit]]]) -> None:
    """Give units without a day the one of a heading before, or of a lone "Tuesday." after."""
    heading: DateMention | None = None
    for index, (statement, units) in enumerate(told):
        alone = _lone_day(units)
        if alone is not None:
            before = told[index - 1][1] if index else []
            if before and _take_day(before, alone):
                units.clear()
            elif index + 1 < len(told) and any(x.day is None for x in told[index + 1][1]):
                heading = alone
                units.clear()
            continue
        for unit in units:
            if heading is not None and "S" in unit.order and unit.day is None:
                unit.day = heading
            elif unit.day is None and "S" in unit.order and _goes_on(unit) and index:
                unit.day = _last_day(told[index - 1][1])
        if statement.just_now and not any(x.day for x in units):
            _now(units, told)


def _goes_on(unit: Unit) -> bool:
    """Whether it tells how the day went on: "… yesterday am. St Mary's in the afternoon."."""
    return bool(unit.lengths) and all(x.activity for x in unit.lengths)


def _last_day(units: Sequence[Unit]) -> DateMention | None:
    last = units[-1].day if units else None
    return last if last is not None and len(last.days) == 1 else None


def _lone_day(units: Sequence[Unit]) -> DateMention | None:
    """Return the day of a sentence that says nothing else."""
    if len(units) == 1 and units[0].order == "D" and units[0].bare:
        return units[0].day
    return None


def _take_day(units: Sequence[Unit], day: DateMention) -> bool:
    without = [x for x in units if x.day is None]
    for unit in without:
        unit.day = day
    return bool(without)


def _now(units: list[Unit], told: Sequence[tuple[Statement, list[Unit]]]) -> None:
    """Take "just back from Oakfield" as today, unless the message says another day."""
    days = {y.day for _, x in told for y in x if y.day is not None}
    if not days:
        for unit in units:
            unit.just_now = True


# --- lengths --------------------------------------------------------------------------------------


def _fill_lengths(told: Sequence[tuple[Statement, list[Unit]]]) -> list[Unit]:
    """Return all units, those that are only a length said of the ones before."""
    units: list[Unit] = []
    for _, sentence in told:
        for unit in sentence:
            if not units or unit.day is not None or unit.school is not None:
                units.append(unit)
            else:
                _say_of(units, unit)
    if len(units) > 1 and set(units[0].order) == {"L"} and not units[1].lengths:
        units[1].absorb(units.pop(0))
    return units


def _say_of(units: list[Unit], more: Unit) -> None:
    without = [x for x in units if not x.lengths]
    each = all(x.each or x.plural for x in more.lengths)
    if without and (each or len(without) == 1):
        for unit in without:
            unit.lengths = list(more.lengths)
            unit.doubts |= more.doubts
        return
    last = units[-1]
    described = not more.bare and any(x.explicit for x in last.lengths)
    if described and not any(x.explicit for x in more.lengths):
        return  # "Full day at Oakfield. Met the head in the morning": what was done when
    last.lengths += more.lengths
    last.doubts |= more.doubts


# --- schools --------------------------------------------------------------------------------------


def _fill_schools(units: Sequence[Unit], statements: Sequence[Statement]) -> list[Unit]:
    """Give units without a school the only one that the message names; a school that stands alone
    ("Full day today. Oakfield.") is no visit of its own then.
    """
    named = [x.school for x in units if x.school is not None]
    if not named:
        cancelled = [x for x in statements if Mood.CANCELLED in x.moods]
        named = [y for x in cancelled for y in schools_aside(x)]
    if len({x.options for x in named}) == 1:
        for unit in units:
            unit.school = unit.school or named[0]
        told = [x for x in units if x.order != "S" or x.just_now or not x.bare]
        return told or list(units)
    return list(units)


def _fill_headings(told: list[tuple[Statement, list[Unit]]]) -> None:
    """Give lines without a school the one that stands alone on a line above them."""
    heading: SchoolMention | None = None
    for index, (_, units) in enumerate(told):
        alone = units[0].school if len(units) == 1 and units[0].order == "S" else None
        below = told[index + 1][1] if index + 1 < len(told) else []
        if alone is not None and any(x.day is not None and x.school is None for x in below):
            heading = alone
            units.clear()
            continue
        for unit in units:
            if unit.school is None and unit.day is not None:
                unit.school = heading
            elif unit.school is not None:
                heading = None


# --- is it a report at all? -----------------------------------------------------------------------


def _is_reported(unit: Unit, statements: Sequence[Statement]) -> bool:
    """Whether these words report a visit, or are mere talk: "Happy Friday", "long day today"."""
    words = " ; ".join(y.segment.skeleton for x in statements for y in x.parts)
    visiting = _VISITING.search(words) is not None
    dated = unit.day is not None or unit.just_now
    if unit.school is not None:
        happened = visiting and DONE.search(words) is not None
        return dated or bool(unit.lengths) or unit.bare or happened
    elsewhere = _SOMEWHERE.search(words) is not None
    if (unit.bare or visiting) and not elsewhere:
        return dated or bool(unit.lengths)
    if not (dated and unit.lengths):
        return False
    unit.doubts.add(WHICH_SCHOOL)
    return DONE.search(words) is not None or any(x.explicit for x in unit.lengths)
