"""Which cases there are, for people to look through: nothing here is decided on."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, select

from core.model import Case, CaseState, Prompt, PromptState
from core.store import cases, tables
from core.store.cases import table_of
from core.store.chunks import chunks

_CASE, _PROMPT = table_of(tables.CaseRow), table_of(tables.PromptRow)
_INVOICE = table_of(tables.InvoiceRow)


def case_refs(
    connection: Connection, alliance: str | None = None, state: str | None = None
) -> list[str]:
    """Return the references of cases, oldest first: of one alliance, in one state, or all."""
    query = select(_CASE.c.id).order_by(_CASE.c.opened_at, _CASE.c.id)
    if alliance is not None:
        query = query.where(_CASE.c.alliance == alliance)
    if state is not None:
        query = query.where(_CASE.c.state == state)
    return [row.id for row in connection.execute(query)]


def load_cases(connection: Connection, refs: Iterable[str]) -> Iterator[Case]:
    """Yield cases in the order of their references, read a few hundred at a time."""
    for chunk in chunks(refs):
        found = cases.load_many(connection, chunk)
        yield from (found[ref] for ref in chunk if ref in found)


def chain_end(connection: Connection, ref: str) -> str | None:
    """Return the hash that a case's chain has to end with; None: there is no such case."""
    found: str | None = connection.execute(
        select(_CASE.c.chain_head).where(_CASE.c.id == ref)
    ).scalar()
    return found


def open_prompts(connection: Connection, roles_apart: Collection[str] = ()) -> list[Prompt]:
    """Return every question that waits in a running case, except those put to some roles."""
    rows = connection.execute(
        select(_PROMPT.c.id, _PROMPT.c.case)
        .join(_CASE, _CASE.c.id == _PROMPT.c.case)
        .where(
            _CASE.c.state == str(CaseState.OPEN),
            _PROMPT.c.state == str(PromptState.OPEN),
            _PROMPT.c.role.not_in(sorted(roles_apart)),
        )
        .order_by(_PROMPT.c.case, _PROMPT.c.id)
    ).all()
    found = load_cases(connection, dict.fromkeys(row.case for row in rows))
    wanted = {row.id for row in rows}
    return [prompt for case in found for prompt in case.prompt if prompt.id in wanted]


def cases_with_invoices(connection: Connection, alliance: str) -> list[str]:
    """Return the alliance's cases in which anything was invoiced or granted, paid or not."""
    rows = connection.execute(
        select(_CASE.c.id)
        .join(_INVOICE, _INVOICE.c.case == _CASE.c.id)
        .where(_CASE.c.alliance == alliance)
        .distinct()
        .order_by(_CASE.c.id)
    )
    return [row.id for row in rows]
