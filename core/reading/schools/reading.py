"""Which school a text means. A name that fits two schools is never decided between them.

The index is built once (30,000 schools of GIAS in about a second); reading a text then looks up its
words, and compares spellings only where a name was expected and not known.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.reading.schools.names import Described, SchoolName, plain_words, take_apart
from core.reading.schools.spotting import Plain, Spot, is_slip, spots
from core.reading.wording import Text

PUBLIC_MAIL_PROVIDERS = frozenset(
    """gmail.com googlemail.com outlook.com outlook.co.uk hotmail.com hotmail.co.uk live.com
    live.co.uk msn.com yahoo.com yahoo.co.uk ymail.com rocketmail.com aol.com aol.co.uk icloud.com
    me.com mac.com btinternet.com btopenworld.com bt.com sky.com talktalk.net talk21.com
    tiscali.co.uk virginmedia.com virgin.net ntlworld.com blueyonder.co.uk plus.net plusnet.com
    proton.me protonmail.com pm.me gmx.com gmx.co.uk gmx.net mail.com zoho.com fastmail.com
    orange.net o2.co.uk freeserve.co.uk hey.com tutanota.com yandex.com google.com
    sites.google.com""".split()
)
"""Domains anybody can have an address at: they say nothing about a school."""

_TELLING = frozenset(("academy", "college"))
_CLOSE = 84.0
"""Likeness (0-100) from which a misspelt name is worth showing as a candidate."""


@dataclass(frozen=True, slots=True)
class SchoolEntry:
    """A school as the directory has it. `domain` may be a website's or an address's."""

    id: str
    name: str
    town: str | None = None
    domain: str | None = None
    postcode: str | None = None
    urn: str | None = None
    aliases: tuple[str, ...] = ()
    phase: str | None = None


@dataclass(frozen=True, slots=True)
class SchoolMatch:
    """The school that is meant, if that is certain, or those it may be. Offsets are the text's."""

    certain: str | None
    candidates: tuple[str, ...] = ()
    words: str = field(default="", compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class _Named:
    """One name of one school. A `partial` name leaves part of it out, kept in `rest`."""

    entry: SchoolEntry
    described: Described
    town: tuple[str, ...]
    rest: tuple[str, ...] = ()
    partial: bool = False


class SchoolIndex:
    """All schools of a directory, to be found by name, domain, postcode or URN."""

    def __init__(self, schools: Iterable[SchoolEntry]) -> None:
        self._entries: dict[str, SchoolEntry] = {}
        self._cores: dict[tuple[str, ...], list[_Named]] = defaultdict(list)
        self._full: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._domains: dict[str, list[str]] = defaultdict(list)
        self._postcodes: dict[str, list[str]] = defaultdict(list)
        self._urns: dict[str, str] = {}
        self._towns: set[tuple[str, ...]] = set()
        self._longest: dict[str, int] = {}
        self._spelt: dict[str, dict[str, tuple[str, ...]]] | None = None
        for school in schools:
            self._add(school)

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, id_: str) -> SchoolEntry:
        """Return a school by its id. Raises KeyError."""
        return self._entries[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._entries

    def _add(self, school: SchoolEntry) -> None:
        self._entries[school.id] = school
        town = _plain(school.town or "")
        for name in (school.name, *school.aliases):
            self._add_name(school, town, _apart(name))
        if school.domain and (domain := plain_domain(school.domain)):
            self._domains[domain].append(school.id)
        if school.postcode:
            self._postcodes[school.postcode.replace(" ", "").lower()].append(school.id)
        if school.urn:
            self._urns[school.urn] = school.id
        if town:
            self._towns.add(town)

    def _add_name(self, school: SchoolEntry, town: tuple[str, ...], name: SchoolName) -> None:
        self._full[name.full].add(school.id)
        for core in _with_saints(name.core):
            self._add_core(core, _Named(school, name.described, town, name.place))
        for core, rest in _parts(name):
            self._add_core(core, _Named(school, name.described, town, rest, partial=True))

    def _add_core(self, core: tuple[str, ...], named: _Named) -> None:
        if core:
            self._cores[core].append(named)
            self._longest[core[0]] = max(self._longest.get(core[0], 0), len(core))

    def by_domain(self, address: str) -> SchoolMatch:
        """Return whose domain an email address (or a bare domain) is at.
        Public mail providers say nothing; a trust's domain may stand for several schools.
        """
        domain = plain_domain(address.rpartition("@")[2])
        while domain.count(".") >= 1 and domain not in PUBLIC_MAIL_PROVIDERS:
            if domain in self._domains:
                return _verdict(self._domains[domain])
            domain = domain.partition(".")[2]
        return SchoolMatch(None)

    def match(self, text: str) -> SchoolMatch:
        """Return the school that a form's answer or a table's cell names."""
        exact = self._full.get(_apart(text).full, set())
        if len(exact) == 1:
            return _verdict(sorted(exact))
        read = Text.of(text)
        if urns := [self._urns[word] for word in read.words if word in self._urns]:
            return _verdict(urns)
        mentions = _each_once(self.mentions(read, expected=True))
        if not mentions:
            return self._misspelt(text)
        if len(mentions) == 1:
            return mentions[0]
        meant = [(match.certain,) if match.certain else match.candidates for match in mentions]
        agreed = set(meant[0]).intersection(*meant[1:])
        if len(agreed) == 1:
            return SchoolMatch(agreed.pop(), words=text.strip())
        return SchoolMatch(None, tuple(dict.fromkeys(chain.from_iterable(meant))), text.strip())

    def mentioned(self, text: str) -> tuple[SchoolMatch, ...]:
        """Return the schools that free text names, in order, each once."""
        return _each_once(self.mentions(Text.of(text)))

    def mentions(self, text: Text, *, expected: bool = False) -> tuple[SchoolMatch, ...]:
        """Return every naming of a school in a text, in order.
        `expected` says that the text is a school's name, so that no context is asked for.
        """
        found = list(self._by_number(text))
        plain = plain_words(text.words)
        places = spots(text, plain, self, expected=expected)
        named = {index for spot in places for index in range(spot.first, spot.after)}
        for spot in places:
            near = range(max(spot.first - 3, 0), min(spot.after + 4, len(plain)))
            beside = [plain[index][1] for index in near if index not in named]
            if spot.after in named:  # what looks like a town is the next school's name
                spot = replace(spot, elsewhere=False)  # noqa: PLW2901
            found.append(self._decide(text, plain, spot, beside))
        found.sort(key=lambda match: match.start)
        return tuple(found)

    def longest_from(self, word: str) -> int:
        """Return how many words the longest name has that begins with this one; 0: none does."""
        return self._longest.get(word, 0)

    def has_core(self, core: tuple[str, ...]) -> bool:
        """Say whether some school's name has this core."""
        return core in self._cores

    def is_town(self, words: tuple[str, ...]) -> bool:
        """Say whether these words are the name of a town with a school in it."""
        return words in self._towns

    def likely_cores(self, joined: str) -> list[tuple[str, ...]]:
        """Return the cores spelt much like this word, the likeliest first."""
        if self._spelt is None:
            self._spelt = _by_first_letter(self._cores)
        spelt = self._spelt.get(joined[:1])
        if not spelt:
            return []
        near = process.extract(
            joined,
            spelt.keys(),
            scorer=OSA.normalized_similarity,
            score_cutoff=_CLOSE / 100,
            limit=6,
        )
        return [spelt[name] for name, _, _ in near]

    def _by_number(self, text: Text) -> Iterable[SchoolMatch]:
        for index, word in enumerate(text.words):
            if word.isalpha():
                continue
            if word in self._urns and "urn" in text.words[max(index - 3, 0) : index]:
                yield _at(text, index, index + 1, [self._urns[word]])
            elif word in self._postcodes:
                yield _at(text, index, index + 1, self._postcodes[word])
            elif index + 1 < len(text.words) and word + text.words[index + 1] in self._postcodes:
                yield _at(text, index, index + 2, self._postcodes[word + text.words[index + 1]])

    def _decide(self, text: Text, plain: Plain, spot: Spot, beside: Sequence[str]) -> SchoolMatch:
        known = self._cores[spot.core]
        fitting = _fitting(known, spot.described)
        placed = _in_its_place(fitting, beside)
        names = placed or fitting or known
        ids = list(dict.fromkeys(named.entry.id for named in names))
        start, end = text.starts[plain[spot.first][0]], text.ends[plain[spot.after - 1][0]]
        words = text.original[start:end]
        if len(ids) == 1 and fitting and _is_certain(names, spot, placed=bool(placed)):
            return SchoolMatch(ids[0], (), words, start, end)
        return SchoolMatch(None, tuple(ids), words, start, end)

    def _misspelt(self, text: str) -> SchoolMatch:
        name = _apart(text)
        joined = "".join(name.core)
        ids: list[str] = []
        sure = False
        for core in self.likely_cores(joined):
            names = _fitting(self._cores[core], name.described)
            sure = not ids and len(names) == 1 and is_slip(joined, "".join(core))
            ids.extend(named.entry.id for named in names)
        ids = list(dict.fromkeys(ids))
        if len(ids) == 1 and sure:
            return SchoolMatch(ids[0], words=text.strip())
        return SchoolMatch(None, tuple(ids), text.strip())


def plain_domain(domain: str) -> str:
    """Return the bare domain of an address, a website or a domain, in lower case."""
    bare = domain.strip().lower().rpartition("@")[2]
    bare = bare.removeprefix("https://").removeprefix("http://").partition("/")[0]
    return bare.partition(":")[0].removeprefix("www.").strip(" .>")


def _apart(name: str) -> SchoolName:
    head, _, tail = name.partition(",")
    return take_apart(Text.of(head).words, Text.of(tail).words if tail else ())


def _plain(text: str) -> tuple[str, ...]:
    return tuple([word for _, word in plain_words(Text.of(text).words)]) if text else ()


def _parts(name: SchoolName) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield what people make of a longer name, and what they leave out: "Chalford St Peter's" is
    "Chalford" to some and "St Peter's" to others.
    """
    if name.short:
        yield name.short, name.core[len(name.short) :]
    if "st" in name.core[1:]:
        at = name.core.index("st", 1)
        before, saint = name.core[:at], name.core[at:]
        yield saint, before
        yield before, saint


def _verdict(ids: Sequence[str]) -> SchoolMatch:
    each = tuple(dict.fromkeys(ids))
    return SchoolMatch(each[0]) if len(each) == 1 else SchoolMatch(None, each)


def _at(text: Text, first: int, last: int, ids: Sequence[str]) -> SchoolMatch:
    match = _verdict(ids)
    return SchoolMatch(
        match.certain,
        match.candidates,
        text.quote(first, last),
        text.starts[first],
        text.ends[last - 1],
    )


def _with_saints(core: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a core and its other form: "SS Peter and Paul" is also "St Peter and St Paul"."""
    yield core
    if core[:1] == ("st",) and len(core) == 3:
        yield "st", core[1], "st", core[2]
    elif len(core) == 4 and core[0] == core[2] == "st":
        yield "st", core[1], core[3]


def _fitting(names: Sequence[_Named], described: Described) -> list[_Named]:
    """Keep the names that a description does not contradict. What it names (a faith, "Academy", a
    level) prefers a name that says so; a level only where the directory does not know the phase.
    """
    fitting = [n for n in names if not described.contradicts(n.described, n.entry.phase)]
    fitting = [n for n in fitting if described.faiths & n.described.faiths] or fitting
    telling = described.statuses & _TELLING
    fitting = [n for n in fitting if telling & n.described.statuses] or fitting
    if any(described.levels & n.described.levels for n in fitting):
        return [n for n in fitting if n.described.levels or n.entry.phase]
    return fitting


def _in_its_place(names: Sequence[_Named], around: Sequence[str]) -> list[_Named]:
    """Keep the names whose town, or the part of the name left out, stands beside the mention; the
    longer place if one is part of another ("Barling" and "Little Barling").
    """
    placed = [
        (max(_within(named.town, around), _within(named.rest, around)), named) for named in names
    ]
    longest = max((length for length, _ in placed), default=0)
    return [named for length, named in placed if length == longest > 0]


def _within(place: Sequence[str], around: Sequence[str]) -> int:
    """Return how many words of a place stand together among others: all of them, or none."""
    if not place or place[0] not in around:
        return 0
    at = around.index(place[0])
    return len(place) if tuple(around[at : at + len(place)]) == tuple(place) else 0


def _is_certain(names: Sequence[_Named], spot: Spot, *, placed: bool) -> bool:
    if spot.doubtful or (spot.elsewhere and not placed):
        return False
    if spot.described.faiths and not any(named.described.faiths for named in names):
        return False
    return placed or any(
        not named.partial or (named.rest[:1] != ("st",) and bool(spot.described.levels))
        for named in names
    )


def _each_once(found: Sequence[SchoolMatch]) -> tuple[SchoolMatch, ...]:
    certain = {match.certain for match in found if match.certain}
    kept: list[SchoolMatch] = []
    seen: set[object] = set()
    for match in found:
        key = match.certain or match.candidates
        if key in seen or (not match.certain and certain & set(match.candidates)):
            continue
        seen.add(key)
        kept.append(match)
    return tuple(kept)


def _by_first_letter(
    cores: Iterable[tuple[str, ...]],
) -> dict[str, dict[str, tuple[str, ...]]]:
    spelt: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for core in cores:
        joined = "".join(core)
        if joined:
            spelt[joined[0]][joined] = core
    return spelt
