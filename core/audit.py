"""The chain of events of a case: hashed, foldable, and free of personal text.

An event's facts hold every field that is not personal; of the personal ones the chain holds a
salted digest. The texts themselves stand beside the chain and can be erased without breaking it
(docs/rules.md#erasable; UK GDPR, article 17).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core import codec
from core.decide.draft import Event
from core.model import ENTITIES, KIND_OF, Case, CaseRecord, Entity, personal_fields

FIRST = "0" * 64
"""What the first event of a chain names as the one before it."""


@dataclass(frozen=True, slots=True)
class Link:
    """One event as the chain keeps it, its personal texts apart."""

    chain: str
    seq: int
    at: datetime
    name: str
    actor: str
    channel: str
    command_key: str
    process: str
    facts: tuple[Mapping[str, Any], ...]
    digest: str
    previous: str
    hash: str
    salt: str
    content: tuple[Mapping[str, Any], ...] | None


def parts(event: Event) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Split an event's writes into what the chain tells and what is personal."""
    facts, content = [], []
    for write in event.writes:
        hidden = personal_fields(write.kind)
        told = {k: codec.encode(v) for k, v in write.fields.items() if k not in hidden}
        private = {k: codec.encode(v) for k, v in write.fields.items() if k in hidden}
        facts.append({"row": write.kind, "id": write.id, "new": write.new, "set": told})
        if private:
            content.append({"row": write.kind, "id": write.id, "set": private})
    return facts, content


def digest(salt: str, content: Iterable[Mapping[str, Any]]) -> str:
    """Return the salted digest that stands in the chain for personal texts."""
    return hashlib.sha256((salt + codec.text(list(content))).encode()).hexdigest()


def link_hash(link: Link) -> str:
    """Return the hash of an event: over all that the chain tells, and the hash before it."""
    told = (
        link.chain,
        link.seq,
        codec.encode(link.at),
        link.name,
        link.actor,
        link.channel,
        link.command_key,
        link.process,
        codec.encode(link.facts),
        link.digest,
        link.previous,
    )
    return hashlib.sha256(codec.text(list(told)).encode()).hexdigest()


def sealed(link: Link) -> Link:
    """Return the event with its hash."""
    return replace(link, hash=link_hash(link))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying a chain found."""

    events: int
    intact: bool
    first_broken: int | None
    why: str = ""


def verify(links: Iterable[Link], head: str | None, rows: Case | None) -> Verdict:
    """Check a chain: every hash, every text still kept, its end, and the rows it folds to."""
    previous, count = FIRST, 0
    kept = []
    for link in links:
        count += 1
        if link.seq != count or link.previous != previous or link_hash(link) != link.hash:
            return Verdict(count, intact=False, first_broken=count, why="the event was changed")
        if link.content and digest(link.salt, link.content) != link.digest:
            return Verdict(count, intact=False, first_broken=count, why="its text was changed")
        previous = link.hash
        kept.append(link)
    if head is not None and head != previous:
        return Verdict(count, intact=False, first_broken=count + 1, why="events are missing")
    if rows is not None and not same_rows(fold(kept), rows, kept):
        return Verdict(count, intact=False, first_broken=None, why="the rows say something else")
    return Verdict(count, intact=True, first_broken=None)


def fold(links: Iterable[Link]) -> Case | None:
    """Rebuild a case from its events; erased texts come out as their fields' defaults."""
    case: Case | None = None
    for link in links:
        private = {(x["row"], x["id"]): x["set"] for x in link.content or ()}
        for fact in link.facts:
            kind, id_ = fact["row"], fact["id"]
            values = {**fact["set"], **private.get((kind, id_), {})}
            case = _apply(case, kind, id_, codec.decode(kind, values))
    return case


def _apply(case: Case | None, kind: str, id_: str, values: dict[str, Any]) -> Case:
    before = case.entity(kind, id_) if case else None
    entity = before.with_(**values) if before else ENTITIES[kind](**values)
    if case is None:
        if not isinstance(entity, CaseRecord):
            message = "a chain begins with its case"
            raise ValueError(message)
        return Case(entity)
    return case.with_entity(entity)


def same_rows(folded: Case | None, rows: Case, links: Iterable[Link]) -> bool:
    """Whether a folded case equals the stored one; where texts were erased, texts are left out."""
    if folded is None:
        return False
    erased = any(link.content is None for link in links)
    one, other = (_plain(x, erased=erased) for x in (folded, rows))
    return one == other


def _plain(case: Case, *, erased: bool) -> dict[str, Any]:
    return {entity.id: _fields(entity, erased=erased) for entity in case.entities()}


def _fields(entity: Entity, *, erased: bool) -> dict[str, Any]:
    kind = KIND_OF[type(entity)]
    hidden = personal_fields(kind) if erased else frozenset()
    names = codec.decoders(kind)
    return {name: codec.encode(getattr(entity, name)) for name in names if name not in hidden}
