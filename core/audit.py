"""The chain of events of a case: hashed, foldable, and free of personal text.

An event's facts hold every field that is not personal; of the personal ones the chain holds a
salted digest. The texts themselves stand beside the chain and can be erased without breaking it
(docs/rules.md#erasable; UK GDPR, article 17).
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
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
    """The personal texts: empty where the event has none, None where they are not there."""
    erased: bool = False
    """Whether the texts are not there because they were erased, not because they were lost."""


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
    """What verifying a chain found. `events` counts all there are, broken or not."""

    events: int
    intact: bool
    first_broken: int | None
    why: str = ""
    kept: int = 0
    """How many events still have their personal texts."""
    erased: int = 0
    """How many had them erased, as a person may ask: that breaks nothing."""
    lost: int = 0
    """How many have lost them: nobody erased them, and they are not there."""


def verify(links: Iterable[Link], head: str | None, rows: Case | None) -> Verdict:
    """Check a chain: every hash, every text, its end, and the rows it folds to."""
    chain = list(links)
    told = [x for x in chain if x.digest]
    gone = [x for x in told if x.content is None]
    erased = sum(x.erased for x in gone)
    broken = _first_fault(chain, head)
    if broken is None and rows is not None and not same_rows(fold(chain), rows, chain):
        broken = (None, "the rows say something else")
    where, why = broken or (None, "")
    return Verdict(
        events=len(chain),
        intact=broken is None,
        first_broken=where,
        why=why,
        kept=len(told) - len(gone),
        erased=erased,
        lost=len(gone) - erased,
    )


def _first_fault(chain: list[Link], head: str | None) -> tuple[int | None, str] | None:
    """Return the number of the first event that is not as it was, and what is wrong with it."""
    previous = FIRST
    for number, link in enumerate(chain, 1):
        if link.seq != number or link.previous != previous or link_hash(link) != link.hash:
            return number, "the event was changed"
        if link.content is None and not link.erased:
            return number, "its text is missing, and nobody erased it"
        if not _text_fits(link):
            return number, "its text was changed"
        previous = link.hash
    if head is not None and head != previous:
        return len(chain) + 1, "events are missing"
    return None


def _text_fits(link: Link) -> bool:
    if link.content is None:
        return True
    return link.digest == (digest(link.salt, link.content) if link.content else "")


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
    """Whether a folded case equals the stored one; of rows whose texts are gone, texts apart."""
    if folded is None:
        return False
    bare = {fact["id"] for link in links if link.content is None for fact in link.facts}
    one, other = (_plain(x, bare) for x in (folded, rows))
    return one == other


def _plain(case: Case, bare: Collection[str]) -> dict[str, Any]:
    return {entity.id: _fields(entity, bare=entity.id in bare) for entity in case.entities()}


def _fields(entity: Entity, *, bare: bool) -> dict[str, Any]:
    kind = KIND_OF[type(entity)]
    hidden = personal_fields(kind) if bare else frozenset()
    names = codec.decoders(kind)
    return {name: codec.encode(getattr(entity, name)) for name in names if name not in hidden}
