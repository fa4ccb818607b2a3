"""Looking at cases: the list, one whole, its chain of events, who suits it."""

from argparse import ArgumentParser, Namespace
from typing import Any

from sqlalchemy import Connection

from core import audit, matching
from core.calendars import academic_year, local_date
from core.errors import Refusal
from core.model import Case, CaseState, Deployment, DeploymentState
from core.names import Names
from core.store import case_lists, cases, chain, mails, naming, sles
from core.store.schools import schools_by_id
from core.views import candidates, moments, rows
from core.views import cases as pages
from core.views.layout import table
from core.views.timeline import people_in
from sle_broker.arguments import add_json, how_many
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.exits import Exit

UNKNOWN = Refusal("There is no such case.", "sle-broker cases lists those there are.")


# --- cases --------------------------------------------------------------------------------------


def _cases_arguments(parser: ArgumentParser) -> None:
    add_json(parser)
    parser.add_argument("--alliance", metavar="SLUG", help="only this alliance's cases")
    parser.add_argument(
        "--state", choices=[str(x) for x in CaseState], help="only cases in this state"
    )


def _cases(program: Program, given: Namespace) -> Ending:
    with program.service.database.read() as connection:
        refs = case_lists.case_refs(connection, given.alliance, given.state)
        found = list(case_lists.load_cases(connection, refs))
        names = naming.names_for(connection, found)
    listed = [rows.case_row(x, names) for x in found]
    due = [
        moments.due(min((x.due_at for x in case.open_prompts()), default=None)) for case in found
    ]
    program.console.show(listed, pages.list_page(listed, due))
    return Exit.DONE


# --- show ---------------------------------------------------------------------------------------


def _ref_arguments(parser: ArgumentParser) -> None:
    add_json(parser)
    parser.add_argument("ref", metavar="REF", type=str.upper, help="the case's reference")


def _show(program: Program, given: Namespace) -> Ending:
    with program.service.database.read() as connection:
        seen = _seen(program, connection, given.ref)
    if seen is None:
        return UNKNOWN
    program.console.show(pages.document(seen), pages.page(seen))
    return Exit.DONE


def _seen(program: Program, connection: Connection, ref: str) -> pages.Seen | None:
    case = cases.load(connection, ref)
    if case is None:
        return None
    found, links = mails.mails_of(connection, ref), chain.links(connection, ref)
    others = {x.party for x in found} | people_in(links)
    return pages.Seen(
        case=case,
        names=naming.names_for(connection, [case], others),
        alliance=program.service.library.alliance(case.record.alliance),
        mails=found,
        links=links,
    )


# --- audit --------------------------------------------------------------------------------------


def _audit_arguments(parser: ArgumentParser) -> None:
    _ref_arguments(parser)
    parser.add_argument(
        "--verify", action="store_true", help="check every hash, every text and the rows"
    )


def _audit(program: Program, given: Namespace) -> Ending:
    with program.service.database.read() as connection:
        case = cases.load(connection, given.ref)
        if case is None:
            return UNKNOWN
        links = chain.links(connection, given.ref)
        head = case_lists.chain_end(connection, given.ref)
        names = naming.names_for(connection, [case], {x.actor for x in links})
    if given.verify:
        return _verified(program, case, links, head)
    program.console.show(
        {"ref": case.ref, "events": len(links), "chain": [_link(x) for x in links]},
        _chain_page(links, names),
    )
    return Exit.DONE


def _verified(program: Program, case: Case, links: list[audit.Link], head: str | None) -> Ending:
    found = audit.verify(links, head, case)
    document = {
        "ref": case.ref,
        "events": found.events,
        "intact": found.intact,
        "first_broken": found.first_broken,
        "why": found.why,
        "texts": {"kept": found.kept, "erased": found.erased, "missing": found.lost},
    }
    at = f" at event {found.first_broken}" if found.first_broken else ""
    verdict = "intact" if found.intact else f"broken{at}"
    program.console.show(document, f"{case.ref}: {found.events} events, {verdict}{_texts(found)}")
    if found.intact:
        return Exit.DONE
    return Refusal(f"The chain of {case.ref} is broken{at}: {found.why}.", "Restore a backup.")


def _texts(found: audit.Verdict) -> str:
    """Return what became of the texts, if not all are there."""
    told = ((found.erased, "erased"), (found.lost, "missing"))
    gone = " and ".join(f"{count} {what}" for count, what in told if count)
    total = found.kept + found.erased + found.lost
    return f"; of {total} texts {gone}" if gone else ""


def _link(link: audit.Link) -> dict[str, Any]:
    return {
        "seq": link.seq,
        "at": link.at,
        "name": link.name,
        "actor": link.actor,
        "channel": link.channel,
        "command_key": link.command_key,
        "process": link.process,
        "facts": link.facts,
        "digest": link.digest,
        "previous": link.previous,
        "hash": link.hash,
    }


def _chain_page(links: list[audit.Link], names: Names) -> str:
    return table(
        ("no", "when", "what", "who", "through", "hash"),
        [
            (
                x.seq,
                moments.told(x.at),
                x.name,
                names.who(x.actor),
                x.channel,
                x.hash[:12],
            )
            for x in links
        ],
    )


# --- match --------------------------------------------------------------------------------------


def _match_arguments(parser: ArgumentParser) -> None:
    _ref_arguments(parser)
    parser.add_argument("--deployment", metavar="ID", help="if the case has several")
    parser.add_argument("--limit", type=how_many, default=0, help="show only so many (0: all)")


def _match(program: Program, given: Namespace) -> Ending:
    with program.service.database.read() as connection:
        case = cases.load(connection, given.ref)
        if case is None:
            return UNKNOWN
        deployment = _to_match(case, given.deployment)
        if deployment is None:
            return Refusal(f"{case.ref} has no such deployment.", f"See: show {case.ref}.")
        ranked = _ranked(program, connection, case, deployment)
        homes = naming.school_names(connection, {x.sle.home_school for x in ranked})
    shown = ranked[: given.limit or None]
    listed = candidates.candidate_rows(shown, Names(schools=homes))
    document = {"ref": case.ref, "deployment": deployment.id, "candidates": listed}
    program.console.show(document, _shortlist_page(listed))
    return Exit.DONE


def _to_match(case: Case, wanted: str | None) -> Deployment | None:
    """Return the deployment named, else the one that waits for an SLE, else the latest."""
    if wanted:
        return case.find_deployment(wanted)
    vacant = [x for x in case.deployment if x.state is DeploymentState.VACANT]
    found = vacant or case.live_deployments() or case.deployment
    return found[-1] if found else None


def _ranked(
    program: Program, connection: Connection, case: Case, deployment: Deployment
) -> list[matching.Candidate]:
    library = program.service.library
    today = local_date(program.clock.now())
    need = matching.need_of(
        case,
        deployment,
        schools_by_id(connection, deployment.schools).values(),
        library.pinned_process(connection, case.record.process).limits,
        today,
        academic_year(today),
    )
    found = sles.candidates(connection, case.record.alliance, need)
    return matching.rank(need, found)


def _shortlist_page(listed: list[dict[str, Any]]) -> str:
    if not listed:
        return "Nobody in the directory fits; import SLEs, or ask a partner alliance."
    return table(
        ("SLE", "home school", "score", "for", "against"),
        [
            (
                x["sle"],
                x["home_school"],
                x["score"],
                "; ".join(x["reasons"]),
                "; ".join(x["vetoes"]),
            )
            for x in listed
        ],
        widest=90,
    )


COMMANDS = {
    "cases": CommandSpec(_cases_arguments, _cases),
    "show": CommandSpec(_ref_arguments, _show),
    "audit": CommandSpec(_audit_arguments, _audit),
    "match": CommandSpec(_match_arguments, _match),
}
