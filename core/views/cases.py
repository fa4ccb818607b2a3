"""One case whole: for programs as a document, for people as a page of text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.audit import Link
from core.model import Case
from core.money import pounds
from core.names import Names, words
from core.parties import Alliance
from core.ports import MailSeen
from core.views import moments, rows
from core.views.layout import pairs, table
from core.views.mails import mail_rows
from core.views.timeline import timeline


@dataclass(frozen=True, slots=True)
class Seen:
    """All that is shown of one case."""

    case: Case
    names: Names
    alliance: Alliance
    mails: Sequence[MailSeen]
    links: Sequence[Link]


def document(seen: Seen) -> dict[str, Any]:
    """Return the fields of `show --json`."""
    case, names = seen.case, seen.names
    return {
        **rows.case_row(case, names),
        "subject": case.record.subject,
        "requester": names.who(case.record.requester) or case.record.requester_name or None,
        "requester_address": case.record.requester_address,
        "author_proven": case.record.author_proven,
        "request_completed_at": moments.iso(case.record.completed_request_at),
        "closed_at": moments.iso(case.record.closed_at),
        "request": _request(case),
        "deployments": [rows.deployment_row(x, case, names) for x in case.deployment],
        "prompts": [rows.prompt_row(x, case, names) for x in case.prompt],
        "visits": rows.visit_rows(case, names),
        "money": rows.money_rows(case, names),
        "mails": mail_rows(seen.mails, names),
        "timeline": timeline(seen.links, names),
    }


def _request(case: Case) -> dict[str, Any]:
    """Return what is known of the request; days, which are kept as half days, as decimals."""
    known = dict(case.request)
    half_days = known.pop("half_days", None)
    return known | {"days": half_days / 2} if half_days else known


def page(seen: Seen) -> str:
    """Return a case for people: what it is, then each part that has anything in it."""
    case, names = seen.case, seen.names
    parts = [_head(seen)]
    for title, text in (
        ("Deployments", _deployments(seen)),
        ("Questions", _prompts(seen)),
        ("Visits", _visits(rows.visit_rows(case, names), seen)),
        ("Money", _money(case, names)),
        ("Mail", _mails(seen)),
        ("What happened", _timeline(seen)),
    ):
        if text:
            parts.append(f"{title}\n{text}")
    return "\n\n".join(parts)


def _head(seen: Seen) -> str:
    case, names = seen.case, seen.names
    record = case.record
    due = min((x.due_at for x in case.open_prompts()), default=None)
    asked_by = names.who(record.requester) or record.requester_name or record.requester_address
    told = {
        "case": f"{case.ref} ({seen.alliance.name})",
        "state": f"{record.state}{f', at “{record.step}”' if record.step else ''}",
        "schools": ", ".join(names.all_schools(record.schools)) or "not known yet",
        "asked by": asked_by if record.author_proven else f"{asked_by} (author not proven)",
        "opened": moments.told(record.opened_at),
        "complete since": moments.told(record.completed_request_at),
        "next due": moments.due(due),
        "closed": moments.told(record.closed_at),
    }
    return pairs(told)


def _deployments(seen: Seen) -> str:
    case, names = seen.case, seen.names
    if not case.deployment:
        return ""
    return table(
        ("id", "state", "SLE", "home school", "asked", "agreed", "worked", "conditions"),
        [
            (
                x.id,
                x.state,
                names.sle(x.sle) or "",
                names.school(x.home_school) or "",
                moments.days_told(x.half_days),
                moments.days_told(x.half_days_agreed),
                moments.days_told(case.half_days_logged(x.id)),
                "; ".join(x.conditions),
            )
            for x in case.deployment
        ],
    )


def _prompts(seen: Seen) -> str:
    case, names = seen.case, seen.names
    found = [rows.prompt_row(x, case, names) for x in case.prompt]
    if not found:
        return ""
    return table(
        ("id", "question", "to", "person", "state", "due", "answered"),
        [
            (
                row["id"],
                words(row["kind"]),
                words(row["to"]),
                row["person"] or "nobody known",
                row["state"],
                moments.due(prompt.due_at) if prompt.open else "",
                moments.told(prompt.answered_at),
            )
            for row, prompt in zip(found, case.prompt, strict=True)
        ],
    )


def _visits(found: Iterable[rows.Row], seen: Seen) -> str:
    lines = [
        (moments.day(x["date"]), moments.days_told(round(x["days"] * 2)), x["school"], x["ref"])
        for x in found
    ]
    logged = sum(x.half_days for x in seen.case.visit)
    total = f"\n{moments.days_told(logged)} days in all" if len(lines) > 1 else ""
    return table(("date", "days", "school", "deployment"), lines) + total if lines else ""


def _money(case: Case, names: Names) -> str:
    found = rows.money_rows(case, names)
    if not found:
        return ""
    return table(
        ("from", "to", "for", "document", "number", "amount", "state"),
        [
            (
                words(x["payer"]),
                words(x["payee"]),
                x["school"],
                x["document"],
                x["number"],
                pounds(x["amount"]),
                x["state"],
            )
            for x in found
        ],
    )


def _mails(seen: Seen) -> str:
    ordered = sorted(seen.mails, key=lambda x: (x.at, not x.incoming, x.id))
    if not ordered:
        return ""
    return table(
        ("when", "", "who", "what", "state"),
        [
            (
                moments.told(x.at),
                "from" if x.incoming else "to",
                seen.names.who(x.party),
                x.subject or words(x.kind),
                x.state,
            )
            for x in ordered
        ],
    )


def _timeline(seen: Seen) -> str:
    told = timeline(seen.links, seen.names)
    at = {x.seq: x.at for x in seen.links}
    return table(
        ("when", "who", "through", "what"),
        [(moments.told(at[x["seq"]]), x["who"], x["channel"], x["what"]) for x in told],
        widest=160,
    )


def _days_of(row: rows.Row) -> str:
    """Return how many days were worked of those agreed; before that, how many are asked for."""
    if row["days_agreed"] is not None:
        return f"{row['days_logged']:g} of {row['days_agreed']:g}"
    return f"{row['days_asked']:g} asked" if row["days_asked"] is not None else ""


def list_page(found: Sequence[rows.Row], due: Sequence[str]) -> str:
    """Return the rows of `cases` for people; `due` is when each is next due."""
    if not found:
        return "There are no cases."
    return table(
        ("case", "state", "step", "schools", "SLE", "home school", "days", "next due"),
        [
            (
                x["ref"],
                x["state"],
                x["step"],
                ", ".join(x["receiving_schools"]),
                x["sle"],
                x["home_school"],
                _days_of(x),
                when,
            )
            for x, when in zip(found, due, strict=True)
        ],
    )
