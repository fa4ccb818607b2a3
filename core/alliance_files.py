"""Alliance files: who an alliance is. Checked as carefully as its process, but never pinned."""

from collections.abc import Collection, Iterator
from datetime import time
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.calendars import OfficeHours
from core.parties import Alliance
from core.process_files import schema, toml_text
from core.process_files.faults import AllianceFileError, Problem, instead
from core.process_files.toml_lines import Place, TomlLines

_LOCAL_PART = r"[a-z0-9]+(?:[._-][a-z0-9]+)*"
Mailbox = Annotated[str, Field(pattern=rf"^{_LOCAL_PART}(?:@{_LOCAL_PART})?$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]


class _Hours(BaseModel):
    """When people may be written to, in civil time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opens: time = time(8)
    closes: time = time(18)

    @model_validator(mode="after")
    def _open_before_they_close(self) -> Self:
        OfficeHours(self.opens, self.closes)
        return self


class _AllianceFile(BaseModel):
    """What an alliance file may say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str = Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")
    name: str = Field(min_length=1)
    process: str
    ref_prefix: str = Field(pattern=r"^[A-Z][A-Z0-9]{0,7}$")
    mailboxes: tuple[Mailbox, ...] = Field(min_length=1)
    greeting: str = ""
    slack_channel: str | None = Field(default=None, pattern=r"^[\w-]{1,80}$")
    bank_details: str = ""
    payment_reference_hint: str = ""
    hours: _Hours = _Hours()
    specialisms: tuple[Slug, ...] = ()
    timezone: str = "Europe/London"
    """Checked as a process's is, and not kept: there is no other than England's time."""

    def alliance(self) -> Alliance:
        """Return it as the domain knows it."""
        told = self.model_dump(exclude={"hours", "timezone"})
        return Alliance(**told, hours=OfficeHours(self.hours.opens, self.hours.closes))


def load_alliance(path: Path, processes: Collection[str] | None = None) -> Alliance:
    """Read and check one alliance file; raises AllianceFileError with every fault found.

    `processes` are the slugs that there are; without them the file's process is not looked for.
    """
    alliance, _ = _load(path, processes)
    return alliance


def load_alliances(
    directory: Path, processes: Collection[str] | None = None
) -> dict[str, Alliance]:
    """Read every alliance of a directory by its slug; raises AllianceFileError for all faults.

    No two may share a slug, a mailbox or the prefix of their references.
    """
    paths = sorted(directory.glob("*.toml"))
    if not paths:
        what, mend = "there is no alliance file here", f"put one, such as ours.toml, in {directory}"
        raise AllianceFileError([Problem(directory.name, 1, what, mend)])
    loaded: list[tuple[Path, Alliance, TomlLines]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            loaded.append((path, *_load(path, processes)))
        except AllianceFileError as error:
            problems.extend(error.problems)
    problems.extend(_shared(loaded))
    if problems:
        raise AllianceFileError(problems)
    return {alliance.slug: alliance for _, alliance, _ in loaded}


def _load(path: Path, processes: Collection[str] | None) -> tuple[Alliance, TomlLines]:
    text = toml_text.read_text(path)
    parsed = text if isinstance(text, Problem) else toml_text.parse(text, path.name)
    if isinstance(parsed, Problem):
        raise AllianceFileError([parsed])
    content, lines = parsed
    found = schema.check(_AllianceFile, content, path.name, lines)
    if isinstance(found, list):
        raise AllianceFileError(found)
    problems = list(_meaning(found, path.name, lines, processes))
    if problems:
        raise AllianceFileError(problems)
    return found.alliance(), lines


def _meaning(
    found: _AllianceFile, name: str, lines: TomlLines, processes: Collection[str] | None
) -> Iterator[Problem]:
    fault = schema.zone_fault(found.timezone)
    if fault is not None:
        yield Problem(name, lines.at(("timezone",)), *fault)
    if processes is not None and found.process not in processes:
        what = f"there is no process {found.process!r}"
        mend = instead(found.process, sorted(processes), "put its file with the others")
        yield Problem(name, lines.at(("process",)), what, mend)
    for key, words in (("mailboxes", found.mailboxes), ("specialisms", found.specialisms)):
        for number, word in enumerate(words):
            if word in words[:number]:
                line = lines.at((key, number))
                yield Problem(name, line, f"{key} names {word!r} twice", "keep one of the two")


def _shared(loaded: list[tuple[Path, Alliance, TomlLines]]) -> Iterator[Problem]:
    """Yield what two alliances both claim: mail and references must lead to one of them only."""
    taken: dict[tuple[str, str], str] = {}
    for path, alliance, lines in loaded:
        claims: list[tuple[str, str, Place]] = [
            ("slug", alliance.slug, ("slug",)),
            ("ref_prefix", alliance.ref_prefix, ()),
        ]
        claims += [("mailbox", x, ("mailboxes", n)) for n, x in enumerate(alliance.mailboxes)]
        for kind, word, place in claims:
            other = taken.setdefault((kind, word), path.name)
            if other != path.name:
                yield Problem(
                    path.name,
                    lines.at(place or (kind,)),
                    f"the {kind} {word!r} is {other}'s already",
                    "give each alliance its own",
                )
