"""Cases as the practice page shows them: the same documents as `cases` and `show` print."""

from typing import Any

from core.store import case_lists, cases, chain, mails, naming
from core.views import cases as pages
from core.views import rows
from core.views.timeline import people_in
from sle_broker.service import Service


class CasesShown:
    """Reads cases for people to look at."""

    def __init__(self, service: Service) -> None:
        """Read from the service's database."""
        self._service = service

    def all(self) -> list[dict[str, Any]]:
        """Return every case, a line each."""
        library = self._service.library
        with self._service.database.read() as connection:
            refs = case_lists.case_refs(connection, None, None)
            found = list(case_lists.load_cases(connection, refs))
            names = naming.names_for(connection, found)
        return [rows.case_row(x, names, library.alliance(x.record.alliance)) for x in found]

    def one(self, ref: str) -> dict[str, Any] | None:
        """Return one case whole; None: there is no such case."""
        with self._service.database.read() as connection:
            case = cases.load(connection, ref)
            if case is None:
                return None
            found, links = mails.mails_of(connection, ref), chain.links(connection, ref)
            others = {x.party for x in found} | people_in(links)
            seen = pages.Seen(
                case=case,
                names=naming.names_for(connection, [case], others),
                alliance=self._service.library.alliance(case.record.alliance),
                mails=found,
                links=links,
            )
        return pages.document(seen)
