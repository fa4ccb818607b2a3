"""Cases as the practice page shows them: the same documents as `cases` and `show` print."""

from collections import Counter
from datetime import datetime
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
        with self._service.database.read() as connection:
            refs = case_lists.case_refs(connection, None, None)
            found = list(case_lists.load_cases(connection, refs))
            names = naming.names_for(connection, found)
        return [rows.case_row(x, names) for x in found]

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

    def since(self, moment: datetime) -> list[dict[str, Any]]:
        """Return what has happened to any case since then, oldest first, each with its case."""
        with self._service.database.read() as connection:
            refs = case_lists.case_refs(connection, None, None)
        begun = moment.replace(microsecond=0)
        found = [
            {"case": ref, **entry}
            for ref in refs
            for entry in (self.one(ref) or {"timeline": []})["timeline"]
            if datetime.fromisoformat(entry["at"]) >= begun
        ]
        return sorted(found, key=lambda x: datetime.fromisoformat(x["at"]))

    def waiting(self) -> Counter[str]:
        """Return how many questions wait for each person."""
        with self._service.database.read() as connection:
            found = case_lists.open_prompts(connection)
        return Counter(x.person for x in found if x.person)
