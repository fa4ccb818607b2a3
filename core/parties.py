"""Schools, people and SLEs, and the facts that a decision may use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.calendars import OfficeHours, SchoolCalendar
from core.process import Role


@dataclass(frozen=True, slots=True)
class School:
    """A school of the directory."""

    id: str
    name: str
    phase: str | None = None
    town: str | None = None
    trust: str | None = None
    local_authority: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can be asked, or who writes to us."""

    id: str
    name: str
    email: str | None
    slack_user_id: str | None = None


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody the directory knows: the person, their posts, and whether they are an SLE."""

    person: Person
    posts: tuple[tuple[str, str], ...]
    """(school id, role) each; the school is empty for a post at an alliance."""
    sle: str | None = None

    @property
    def schools(self) -> tuple[str, ...]:
        """The schools they hold a post at."""
        return tuple(dict.fromkeys(school for school, _ in self.posts if school))

    def holds(self, *roles: str) -> bool:
        """Whether they hold any of these posts anywhere."""
        return any(role in roles for _, role in self.posts)


@dataclass(frozen=True, slots=True)
class Sle:
    """A Specialist Leader of Education, with what is promised of their days elsewhere."""

    id: str
    person: Person
    home_school: str
    specialisms: tuple[str, ...]
    phases: tuple[str, ...]
    half_days_per_year: int | None
    status: str = "active"
    designated_until: date | None = None
    portrait: str = ""
    home_trust: str | None = None
    promised: Mapping[int, int] = field(default_factory=dict)
    """Half days promised or worked by academic year (its starting year)."""


@dataclass(frozen=True, slots=True)
class Alliance:
    """An alliance as its own file says it (`core/alliances/*.toml`): editable, never pinned."""

    slug: str
    name: str
    process: str
    ref_prefix: str
    mailboxes: tuple[str, ...]
    greeting: str = ""
    slack_channel: str | None = None
    bank_details: str = ""
    payment_reference_hint: str = ""
    hours: OfficeHours = field(default_factory=OfficeHours)
    specialisms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision may know besides its case: read inside the transaction, under its locks."""

    alliance: Alliance
    process_hash: str = ""
    schools: Mapping[str, School] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    posts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(school id, contact role) → person id; the alliance's own posts stand under school ""."""
    sles: Mapping[str, Sle] = field(default_factory=dict)
    calendars: Mapping[str, SchoolCalendar] = field(default_factory=dict)
    next_ref: int = 0
    slack: bool = False
    """Whether Slack is a way to reach people: the service has been given its tokens."""

    def post(self, school: str | None, *roles: str) -> Person | None:
        """Return who holds the first of these posts at a school (None: at the alliance)."""
        for role in roles:
            person = self.posts.get((school or "", role))
            if person is not None:
                return self.people.get(person)
        return None

    @property
    def coordinators(self) -> tuple[Person, ...]:
        """Who acts for the alliance: whoever coordinates it, then whoever directs it."""
        found = (self.people.get(x) for x in acting_for_alliance(self.posts))
        return tuple(x for x in found if x is not None)

    @property
    def coordinator(self) -> Person | None:
        """Who is told what the alliance has to know; None: it has nobody."""
        return next(iter(self.coordinators), None)

    def calendar(self, school: str | None) -> SchoolCalendar | None:
        """Return a school's own term dates (none known: an empty calendar); None: office days."""
        return self.calendars.get(school, SchoolCalendar()) if school else None


CONTACT_ROLES: Mapping[Role, tuple[str, ...]] = {
    Role.RECEIVING_HEAD: ("head",),
    Role.RECEIVING_FINANCE: ("finance", "office", "head"),
    Role.HOME_HEAD: ("head",),
    Role.HOME_FINANCE: ("finance", "office", "head"),
    Role.COORDINATOR: ("coordinator", "director"),
    Role.DIRECTOR: ("director", "coordinator"),
    Role.ALLIANCE_FINANCE: ("finance", "coordinator", "director"),
    Role.BOARD: ("board",),
}
"""Which of the directory's contact roles stands in for a party, in this order."""


def acting_for_alliance(posts: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    """Return who coordinates, then who directs, by their ids; `posts` are as in `Facts`."""
    found = (posts.get(("", role)) for role in CONTACT_ROLES[Role.COORDINATOR])
    return tuple(dict.fromkeys(x for x in found if x))


@dataclass(frozen=True, slots=True)
class Party:
    """A role filled: who is asked, for which school; person None when nobody is known."""

    role: Role
    person: Person | None
    school: str | None
