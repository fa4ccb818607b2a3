"""Contacts: who holds which post at which school, alliance, board or partnership."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.directory.cells import IsOurs, nobody_is_ours, parse_email_but, parse_slack_user
from core.directory.files import Columns, read_rows
from core.directory.finding import FindSchool, find_in_row
from core.directory.report import Key, Reading, drop_twins
from core.directory.roles import ROLES, ContactRole, role_of
from core.directory.rows import RowReader, read_records

_COLUMNS = Columns(
    headers={
        "school": ("school name", "establishment", "establishment name"),
        "urn": ("school urn",),
        "town": (),
        "name": ("contact name", "full name", "contact", "person"),
        "first_name": ("forename", "given name"),
        "last_name": ("surname", "family name"),
        "role": ("post", "contact role", "position", "job role"),
        "title": ("job title",),
        "email": ("email address", "e-mail", "e-mail address", "mail"),
        "organisation": ("organization", "alliance", "body"),
        "slack_user_id": ("slack id", "slack member id", "slack user", "slack"),
    },
    needed=(
        ("school", "urn", "organisation"),
        ("role", "title"),
        ("email", "slack_user_id"),
    ),
)

_AT_A_SCHOOL: Final[frozenset[ContactRole]] = frozenset({"head", "deputy", "office", "sle"})
_MAILBOXES: Final[dict[ContactRole, str]] = {"office": "School office", "finance": "Finance office"}
_SALUTATIONS = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev", "revd", "fr"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One person, or one mailbox, in one post.

    `school` is as the file has it and `school_id` the school it was found to be; both are None for
    posts at an alliance, board or partnership, which `organisation` names. `title` is the job title
    behind the role.
    """

    line: int
    school: str | None
    school_id: str | None
    name: str
    role: ContactRole
    email: str | None
    organisation: str | None
    slack_user_id: str | None
    title: str | None


def read_contacts(
    content: bytes, find_school: FindSchool, is_ours: IsOurs = nobody_is_ours
) -> Reading[ContactRow]:
    """Read a file of contacts. Raise `DirectoryFileError` if it is none.

    `is_ours` knows our own mailboxes, which are no contact's address.
    """
    parse_address = parse_email_but(is_ours)

    def build(row: RowReader) -> ContactRow:
        return _contact(row, find_school, parse_address)

    return drop_twins(read_records(read_rows(content, _COLUMNS), build), _unique_in_file)


def _unique_in_file(contact: ContactRow) -> tuple[Key, ...]:
    place = contact.school_id or (contact.organisation or "").casefold()
    who = contact.email or contact.slack_user_id or contact.name.casefold()
    where = contact.school or contact.organisation or "no school"
    shown = contact.email or contact.name
    return (Key((who, place, contact.role), f"{shown} as {contact.role} at {where}"),)


def _contact(
    row: RowReader, find_school: FindSchool, parse_address: Callable[[str], str]
) -> ContactRow:
    role, title = _role_and_title(row)
    school_id = find_in_row(row, "school", find_school)
    organisation = row.maybe("organisation")
    email = row.take("email", parse_address, None)
    slack = row.take("slack_user_id", parse_slack_user, None)
    name = person_name(row) or _MAILBOXES.get(role, (title or role.title()) if email else "")
    _check_place(row, role, organisation)
    if not name:
        row.problem("The row has neither a name nor an address.", "Fill one in, or delete the row.")
    elif not (email or slack or row.problems):
        row.note(f"{name} has no email address and no Slack ID, so cannot be asked anything.")
    return ContactRow(
        line=row.line,
        school=row.maybe("school") or row.maybe("urn"),
        school_id=school_id,
        name=name,
        role=role,
        email=email,
        organisation=organisation,
        slack_user_id=slack,
        title=title,
    )


def person_name(row: RowReader) -> str:
    """Return a person's name, put together from two columns if the file has it so."""
    parts = (row.maybe("first_name"), row.maybe("last_name"))
    return row.maybe("name") or " ".join(part for part in parts if part)


def _role_and_title(row: RowReader) -> tuple[ContactRole, str | None]:
    """Return the role, read from the job title where no plain role is written."""
    written, title = row.maybe("role"), row.maybe("title")
    if title and title.casefold().strip(".") in _SALUTATIONS:
        title = None
    role = role_of(written or title or "")
    if role == "other" and title and (written or "").casefold() != "other":
        role = role_of(title)
    if not title and written and written.casefold() not in ROLES:
        title = written
    return role, title


def _check_place(row: RowReader, role: ContactRole, organisation: str | None) -> None:
    if row.maybe("school") or row.maybe("urn"):
        return
    if role in _AT_A_SCHOOL and not (role in {"office", "sle"} and organisation):
        row.problem(
            f"The row says {role} but names no school.",
            "Write the school's name or URN in the column school.",
        )
