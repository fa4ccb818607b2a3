"""The practice world: three invented alliances with their schools, people and terms."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from core.errors import ConfigError
from core.model import Channel
from core.parties import Alliance
from core.store import directory_tables as d
from core.store.cases import table_of
from sle_broker.directory_import import import_file
from sle_broker.service import Service

_PERSON, _POST = table_of(d.PersonRow), table_of(d.PostRow)
_SCHOOL, _SLE = table_of(d.SchoolRow), table_of(d.SleRow)
_FILES = ("schools", "contacts", "sles", "terms")
_HERE = Path(__file__).parent
_BESIDE_THE_SOURCE = _HERE.parents[1] / "examples"


def examples() -> Path:
    """Return the folder of example data: in an installed program, else beside the source."""
    packaged = _HERE / "examples"
    return packaged if packaged.is_dir() else _BESIDE_THE_SOURCE


class World:
    """Who lives in the practice world."""

    def __init__(self, service: Service, folder: Path) -> None:
        """Keep in `folder` which alliance each person came with."""
        self._service = service
        self._came_with = folder / "people.json"

    def settle(self) -> None:
        """Bring in everybody, if nobody has been brought in yet; raises ConfigError."""
        if self._came_with.exists():
            return
        came_with: dict[str, str] = {}
        for alliance in self._service.library.alliances.values():
            before = self._known()
            self._bring_in(alliance)
            came_with |= dict.fromkeys(sorted(self._known() - before), alliance.slug)
        self._came_with.write_text(json.dumps(came_with, indent=1), encoding="utf-8")

    def _bring_in(self, alliance: Alliance) -> None:
        for what in _FILES:
            path = examples() / alliance.slug / f"{what}.csv"
            if not path.is_file():
                continue
            report = import_file(
                self._service, what, path.read_bytes(), alliance.slug, str(Channel.SYSTEM),
                dry_run=False,
            )  # fmt: skip
            if not report.ok:
                raise ConfigError(f"the example data could not be brought in: {path}")

    def _known(self) -> set[str]:
        with self._service.database.read() as connection:
            return {row.id for row in connection.execute(select(_PERSON.c.id))}

    def people(self) -> list[dict[str, Any]]:
        """Return everybody with their address, their Slack account and their roles."""
        came_with: dict[str, str] = json.loads(self._came_with.read_text(encoding="utf-8"))
        with self._service.database.read() as connection:
            roles: dict[str, list[dict[str, Any]]] = {}
            for person, role in (*self._posts(connection, came_with), *self._sles(connection)):
                roles.setdefault(person, []).append(role)
            rows = connection.execute(select(_PERSON).order_by(_PERSON.c.name)).all()
        return [
            {
                "id": row.id,
                "name": row.name,
                "address": row.email,
                "slack_user_id": row.slack_user_id,
                "roles": roles.get(row.id, []),
            }
            for row in rows
            if row.id in roles and (row.email or row.slack_user_id)
        ]

    def _posts(
        self, connection: Connection, came_with: dict[str, str]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        query = (
            select(_POST, _SCHOOL.c.name.label("school_name"))
            .outerjoin(_SCHOOL, _SCHOOL.c.id == _POST.c.school)
            .order_by(_POST.c.id)
        )
        for row in connection.execute(query):
            alliance = self._alliance(row.alliance or came_with.get(row.person, ""))
            title = row.title or row.role
            if alliance is not None and row.role in ("coordinator", "director"):
                titles = self._service.library.current(alliance).process.titles
                title = str(getattr(titles, row.role))
            place = row.school_name or row.organisation or ""
            yield row.person, _role(row.role, title, place, alliance)

    def _sles(self, connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
        query = select(_SLE, _SCHOOL.c.name.label("school_name")).outerjoin(
            _SCHOOL, _SCHOOL.c.id == _SLE.c.home_school
        )
        for row in connection.execute(query.order_by(_SLE.c.id)):
            alliance = self._alliance(row.alliance)
            yield row.person, _role("sle", "SLE", row.school_name or "", alliance)

    def _alliance(self, slug: str) -> Alliance | None:
        return self._service.library.alliances.get(slug)


def _role(role: str, title: str, place: str, alliance: Alliance | None) -> dict[str, Any]:
    return {
        "role": role,
        "title": title,
        "school": place or None,
        "alliance": alliance.slug if alliance else None,
        "alliance_name": alliance.name if alliance else None,
    }
