"""The ranked shortlist as a modal: who comes into question, what speaks for and against them."""

from collections.abc import Sequence
from typing import Any

from bot.ids import Carried, View, field_block
from bot.views.blocks import (
    Block,
    asked,
    context,
    divider,
    header,
    modal,
    option,
    radio,
    section,
    sections,
    select,
    text_input,
)
from bot.views.mrkdwn import bold, bullets, labelled, line, put, stacked
from bot.views.shown import Choice
from core.notices.view import Shown

SLE = field_block("sle")
DAYS = field_block("days")
REASON = field_block("override")

_AT_A_GLANCE = 10
_IN_FULL = 20
_BARRED = 15


def shortlist(
    carried: Carried,
    schools: str,
    need: Sequence[Shown],
    candidates: Sequence[Choice],
    half_days: int | None,
) -> dict[str, Any]:
    """Return the modal that an SLE is chosen in; best first. `half_days`: as far as known."""
    possible = [x for x in candidates if not x.firm]
    barred = _not_these([x for x in candidates if x.firm])
    need_ = _need(schools, need)
    if not possible:
        return modal(
            View.READ_ONLY, "Shortlist", [*need_, *_nobody(), *barred], carried, submit=None
        )
    why = [header("What speaks for and against them"), *_listed(possible), *barred]
    body = [*need_, *_form(possible, half_days), divider(), *why]
    return modal(View.CHOICE, "Choose an SLE", body, carried, submit="Propose")


def _form(possible: Sequence[Choice], half_days: int | None) -> list[Block]:
    options = [
        option(f"{n}. {x.name}, {x.home_school}", x.sle, _in_short(x))
        for n, x in enumerate(possible, 1)
    ]
    choice = radio(options) if len(options) <= _AT_A_GLANCE else select(options)
    return [
        asked(SLE, "Whom shall we propose?", choice),
        asked(
            DAYS,
            "Days of support",
            text_input(f"{half_days / 2:g}" if half_days else "", example="For example 3 or 2.5"),
            hint="Halves are fine.",
        ),
        asked(
            REASON,
            "Reason, if something speaks against them",
            text_input(long=True),
            hint="Needed if there is a “But” beside them; it is kept with the case.",
            optional=True,
        ),
    ]


def _in_short(choice: Choice) -> str:
    return f"⚠️ But: {'; '.join(choice.vetoes)}" if choice.vetoes else "; ".join(choice.reasons)


def _need(schools: str, need: Sequence[Shown]) -> list[Block]:
    told = stacked(
        bold(schools or "School not known yet"), *(labelled(x.label, x.value) for x in need)
    )
    return sections(told)


def _listed(possible: Sequence[Choice]) -> list[Block]:
    shown = [section(_candidate(n, x)) for n, x in enumerate(possible[:_IN_FULL], 1)]
    rest = possible[_IN_FULL:]
    if not rest:
        return shown
    told = [f"{n}. {_on_one_line(x)}" for n, x in enumerate(rest, _IN_FULL + 1)]
    return [*shown, *sections(stacked(bold("Further down the list"), *(line(x) for x in told)))]


def _on_one_line(choice: Choice) -> str:
    against = f"; but: {'; '.join(choice.vetoes)}" if choice.vetoes else ""
    return f"{choice.name}, {choice.home_school}{against}"


def _candidate(place: int, choice: Choice) -> str:
    against = f"⚠️ But: {'; '.join(choice.vetoes)}" if choice.vetoes else ""
    return stacked(
        put(f"{place}. ", bold(choice.name), ", ", line(choice.home_school)),
        line("; ".join(choice.reasons), 600) or "no particular strength for this request",
        line(against, 600),
    )


def _not_these(barred: Sequence[Choice]) -> list[Block]:
    if not barred:
        return []
    told = [f"{x.name}, {x.home_school}: {'; '.join(x.vetoes)}" for x in barred[:_BARRED]]
    more = f"… and {len(barred) - _BARRED} more" if len(barred) > _BARRED else ""
    return sections(stacked(bold("Cannot be asked"), bullets(told), more))


def _nobody() -> list[Block]:
    return [
        section("Nobody in the directory can be asked for this need."),
        context(
            "You may know somebody who is not in it yet, or a partner alliance that can help. "
            "Please tell the school how things stand."
        ),
    ]
