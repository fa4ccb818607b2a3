"""Understanding a request for support: what a head's mail says, where it says it, and how surely.

What is not said is `missing`, what is said unclearly is `unsure`; neither is ever made up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.reading.amounts import find_days
from core.reading.cues import Cue, cued
from core.reading.found import Found
from core.reading.funding import find_funding
from core.reading.phases import StageMention, find_key_stages, find_phase, in_order, phase_of
from core.reading.request.anatomy import Anatomy, Said, dissect
from core.reading.request.answers import FORM, FormAnswers
from core.reading.request.form import read_request_form
from core.reading.request.intent import judge
from core.reading.request.needs import Need, in_own_words, relevant, separate
from core.reading.request.people import find_on_behalf_of, find_po_number, find_role, find_sles
from core.reading.request.receiving import Receiving, base_school, find_receiving
from core.reading.request.timing import find_when
from core.reading.request.values import ASKED_FIELDS, RequestReading
from core.reading.schools.reading import SchoolIndex, SchoolMatch
from core.reading.specialisms.context import denial
from core.reading.specialisms.reading import VOCABULARY, Mention, Vocabulary, settle, vocabulary_of
from core.reading.standards import find_standards
from core.reading.wording import Text, clean, fold

__all__ = ["MailRest", "RequestReading", "read_request"]

LONGEST_READ = 20_000
"""Characters of a mail that are read; a longer one is a document pasted in."""

_PREFIX = re.compile(
    r"\s*(?:(?:re|fw|fwd|aw|tr)\s*(?:\[\d+\])?\s*:\s*|\[(?:external|ext)\]\s*)+", re.IGNORECASE
)
_FORWARD = re.compile(r"\s*(?:\[[^\]]*\]\s*)?(?:fw|fwd|wg|tr)\s*:", re.IGNORECASE)
_SEE_BELOW = re.compile(
    r"\b(?:see below|(?:email|mail|message|request|plea|note) below|below from|forwarding|"
    r"forwarded|"
    r"pass(?:ing)? (?:this|it) on|one for you|pick this up)\b"
)
_REPLY = re.compile(r"\s*re\s*:", re.IGNORECASE)
_FITS = {
    "early-years": ("early-years", "primary", "all-through"),
    "primary": ("primary", "all-through"),
    "secondary": ("secondary", "all-through"),
    "post-16": ("post-16", "secondary", "all-through"),
}  # fmt: skip
"""The phases of school that a need in a phase may come from."""


@dataclass(frozen=True, slots=True)
class MailRest:
    """What else stands in a mail: its signature; and the whole of it, quotations included, in which
    a forwarded plea, or a form answered between quoted headings, is looked for.
    """

    signature: str = ""
    whole: str = ""


NOTHING_ELSE = MailRest()


def read_request(
    subject: str,
    text: str,
    *,
    sender_name: str | None = None,
    sender_address: str,
    known_school: str | None = None,
    schools: SchoolIndex,
    vocabulary: Vocabulary | Sequence[str] = VOCABULARY,
    rest: MailRest = NOTHING_ELSE,
) -> RequestReading:
    """Read a mail. `text` is what the writer wrote, without signature and quoted mails; they are in
    `rest`. `known_school` is the school that the directory has for the sender's address.
    `vocabulary` may be an alliance's list of slugs, empty if it has none of its own.
    """
    if not isinstance(vocabulary, Vocabulary):
        vocabulary = vocabulary_of(tuple(vocabulary))
    said = clean((rest.whole if rest.whole and _hands_on(subject, text) else text)[:LONGEST_READ])
    answers, around = read_request_form(said, clean(rest.whole[:LONGEST_READ]))
    form = FormAnswers(answers)
    prose = f"{around}\n\n{form.prose()}" if form else said
    names = frozenset(Text.of(sender_name).words) if sender_name else frozenset()
    anatomy = dissect(Text.of(prose), names=names, topics=vocabulary.words)
    mail = _Mail(subject, anatomy, form, schools, vocabulary, rest.signature or anatomy.signature)
    return mail.read(names, sender_address, known_school)


def _hands_on(subject: str, text: str) -> bool:
    """Say whether a mail hands on the one below it, rather than answering it."""
    return bool(_FORWARD.match(subject) or not text.strip() or _SEE_BELOW.search(fold(text)))


class _Mail:
    """One mail while it is read."""

    def __init__(
        self,
        subject: str,
        anatomy: Anatomy,
        form: FormAnswers,
        schools: SchoolIndex,
        vocabulary: Vocabulary,
        signature: str,
    ) -> None:
        self.subject = subject
        self.title = Text.of(_PREFIX.sub("", subject, count=1))
        self.anatomy = anatomy
        self.text = anatomy.text
        self.body = anatomy.body
        self.form = form
        self.schools = schools
        self.vocabulary = vocabulary
        self.signature = signature
        self.named = schools.mentions(self.text)
        self.named_in_title = schools.mentions(self.title)
        taken = [(match.start, match.end) for match in self.named]
        self.mentions = tuple(
            m for m in vocabulary.mentions(self.text, self.body) if not _within(self.text, m, taken)
        )
        self.stages = tuple(
            m for m in find_key_stages(self.text) if not any(s <= m.start < e for s, e in taken)
        )

    def read(
        self, names: frozenset[str], sender_address: str, known_school: str | None
    ) -> RequestReading:
        receiving = self._receiving(sender_address, known_school)
        specialisms = self._specialisms()
        days = self.form.days() or find_days(self.text, self.body) or self._days_in_title()
        stages = self._key_stages()
        kept = relevant(self.text, self.anatomy.said, self.mentions)
        standards = self._standards()
        wanted, unwanted = self._sles(names)
        kind, reason = judge(
            self.subject,
            self.text,
            self.anatomy.said,
            self._told(specialisms, standards, wanted, days),
        )
        forwarded = self.anatomy.forwarded
        reading = RequestReading(
            kind,
            reason,
            on_behalf_of=self._on_behalf_of(),
            on_behalf_address=forwarded.address if forwarded else None,
            writer_role=find_role(self.text, self.signature),
            school=receiving.schools[0] if len(receiving.schools) == 1 else None,
            schools=receiving.schools,
            school_candidates=receiving.candidates,
            group=receiving.group,
            specialisms=specialisms,
            phase=self._phase(stages, receiving),
            key_stages=stages,
            teacher_standards=standards,
            days=days,
            when=self.form.when() or find_when(self.text, self.body) or self._when_in_title(),
            funding=self.form.funding() or find_funding(self.text, self.body),
            wanted_sle=wanted,
            unwanted_sle=unwanted,
            po_number=self.form.po_number() or find_po_number(self.text),
            need=self._need(kept) if kind == "request" else None,
            outcomes=_form_words(self.form, "outcomes"),
            who=_form_words(self.form, "who"),
            needs=self._needs(kept, specialisms, days) if kind == "request" else (),
        )
        return _with_gaps(reading, receiving, self.form)

    def _told(
        self,
        specialisms: Sequence[Found[str]],
        standards: Sequence[Found[int]],
        wanted: Sequence[Found[str]],
        days: Found[int | None] | None,
    ) -> frozenset[str]:
        """Name the fields that were read for sure; days need only be spoken of."""
        told = {
            "specialisms": any(one.sure for one in specialisms),
            "teacher_standards": any(one.sure for one in standards),
            "wanted_sle": bool(wanted),
            "days": days is not None,
            "form": bool(self.form),
        }
        return frozenset(name for name, is_told in told.items() if is_told)

    def _receiving(self, sender_address: str, known_school: str | None) -> Receiving:
        stated = self.form.schools(self.schools)
        if stated:
            certain = tuple(
                Found(match.certain, FORM, sure=True, words=match.words)
                for match in stated
                if match.certain
            )
            vague = tuple(id_ for match in stated for id_ in match.candidates)
            if len(certain) > 1 or not vague:
                return Receiving(certain, vague, sure=not vague)
        base = self._base(sender_address, known_school)
        if stated and base[0] is not None and base[0].value in stated[0].candidates:
            return Receiving((base[0],))
        elsewhere = [("subject", match) for match in self.named_in_title]
        elsewhere += [("form", match) for match in stated]
        below = self.schools.mentions(Text.of(self.signature)) if self.signature else ()
        elsewhere += [("signature", match) for match in below]
        in_body = [match for match in self.named if not self._is_below(match)]
        return find_receiving(self.text, in_body, base, elsewhere)

    def _is_below(self, match: SchoolMatch) -> bool:
        """Whether a school is named in the signature that stands in the text itself."""
        starts = [one.sentence.start for one in self.body]
        return bool(starts) and match.start > self.body[-1].sentence.end

    def _base(
        self, sender_address: str, known_school: str | None
    ) -> tuple[Found[str] | None, tuple[str, ...]]:
        forwarded = self.anatomy.forwarded
        if forwarded is not None and forwarded.address:
            school, candidates = base_school(
                self.schools, None, [(forwarded.address, "forwarded mail")]
            )
            if school is not None or candidates:
                return school, candidates
        return base_school(self.schools, known_school, [(sender_address, "address")])

    def _specialisms(self) -> tuple[Found[str], ...]:
        stated = self.form.specialisms(self.vocabulary)
        if any(one.sure for one in stated):
            return stated
        said = settle(self.text, self.mentions, "message")
        titled = self._specialisms_in_title()
        if not any(one.sure for one in said):
            return titled if any(one.sure for one in titled) else (*said, *titled, *stated)
        if _REPLY.match(self.subject):
            return said
        known = {m.slug for m in self.mentions}
        return (
            *said,
            *(
                Found(t.value, t.where, sure=False, words=t.words)
                for t in titled
                if t.sure and t.value not in known
            ),
        )

    def _specialisms_in_title(self) -> tuple[Found[str], ...]:
        sentences = cued(self.title, self.title.sentences())
        mentions = self.vocabulary.mentions(self.title, sentences)
        taken = [(match.start, match.end) for match in self.named_in_title]
        kept = [m for m in mentions if not _within(self.title, m, taken)]
        return settle(self.title, kept, "subject")

    def _key_stages(self) -> tuple[Found[str], ...]:
        if stated := self.form.key_stages():
            return tuple(Found(stage, FORM, sure=True) for stage in stated)
        words: dict[str, str] = {}
        for mention in self.stages:
            if self._is_about_need(mention):
                quoted = self.text.original[mention.start : mention.end]
                words.update((stage, quoted) for stage in mention.stages if stage not in words)
        if not words:
            titled = find_key_stages(self.title)
            return tuple(
                Found(stage, "subject", sure=True)
                for stage in in_order(stage for mention in titled for stage in mention.stages)
            )
        return tuple(
            Found(stage, "message", sure=True, words=words[stage]) for stage in in_order(words)
        )

    def _is_about_need(self, mention: StageMention) -> bool:
        one = _sentence_at(self.body, mention.start)
        if one is None or (one.has(Cue.PAST | Cue.THANKS) and not one.has(Cue.ASK | Cue.TROUBLE)):
            return False
        return denial(self.text, one.sentence, mention.start, mention.end) is None

    def _phase(self, stages: Sequence[Found[str]], receiving: Receiving) -> Found[str] | None:
        said = phase_of(stage.value for stage in stages)
        of_schools = {self.schools[one.value].phase for one in receiving.schools}
        school = of_schools.pop() if len(of_schools) == 1 else None
        if school == "special":
            return Found(school, "directory", sure=True)
        if said is not None:
            fits = school is None or school in _FITS[said]
            where = stages[0].where
            return Found(said, where, sure=True) if fits else Found(said, where, sure=False)
        if school is not None:
            return Found(school, "directory", sure=True)
        named = self.form.phase() or find_phase(self.text)
        return Found(named, FORM if self.form.phase() else "message", sure=True) if named else None

    def _standards(self) -> tuple[Found[int], ...]:
        if stated := self.form.standards():
            return stated
        said = find_standards(self.text)
        titled = find_standards(self.title, "subject")
        return titled if any(t.sure for t in titled) and not any(s.sure for s in said) else said

    def _days_in_title(self) -> Found[int | None] | None:
        found = find_days(self.title)
        return found and Found(found.value, "subject", found.sure, found.words)

    def _when_in_title(self) -> Found[str] | None:
        found = find_when(self.title, cued(self.title, self.title.sentences()))
        return found and Found(found.value, "subject", found.sure, found.words)

    def _on_behalf_of(self) -> Found[str] | None:
        if words := self.form.words("on_behalf_of"):
            return Found(words, FORM, sure=True, words=words)
        forwarded = self.anatomy.forwarded
        if forwarded is not None and (author := forwarded.name or forwarded.address):
            return Found(author, "forwarded mail", sure=True, words=author)
        return find_on_behalf_of(self.text, self.body, self.signature)

    def _sles(self, names: frozenset[str]) -> tuple[tuple[Found[str], ...], tuple[Found[str], ...]]:
        wanted, unwanted = self.form.names("wanted_sle"), self.form.names("unwanted_sle")
        if wanted or unwanted or self.form:
            return wanted, unwanted
        inside = {i for match in self.named for i in range(match.start, match.end)}
        return find_sles(self.text, self.body, not_names=names, not_at=inside)

    def _need(self, kept: Sequence[Said]) -> Found[str] | None:
        if words := self.form.words("need"):
            return Found(words, FORM, sure=True, words=words)
        words = in_own_words(self.text, kept)
        return Found(words, "message", sure=True, words=words) if words else None

    def _needs(
        self,
        kept: Sequence[Said],
        specialisms: Sequence[Found[str]],
        days: Found[int | None] | None,
    ) -> tuple[Need, ...]:
        sure = tuple(one.value for one in specialisms if one.sure)
        if not kept and not sure:
            return ()
        half_days = days.value if days is not None and days.sure else None
        return separate(
            self.text, kept, self.mentions, self.stages, sure, self.vocabulary, half_days
        )


def _within(text: Text, mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    start = text.starts[mention.first]
    return any(s <= start < e for s, e in spans)


def _sentence_at(said: Sequence[Said], offset: int) -> Said | None:
    return next((one for one in said if one.sentence.start <= offset < one.sentence.end), None)


def _form_words(form: FormAnswers, name: str) -> Found[str] | None:
    words = form.words(name)
    return Found(words, FORM, sure=True, words=words) if words else None


def _with_gaps(reading: RequestReading, receiving: Receiving, form: FormAnswers) -> RequestReading:
    """Say which fields are unsure and which are missing."""
    unsure: list[str] = []
    missing: list[str] = []
    for name in ASKED_FIELDS:
        value = receiving.schools if name == "school" else getattr(reading, name)
        found = value if isinstance(value, tuple) else (value,) if value is not None else ()
        if name == "school" and not found and receiving.candidates:
            unsure.append(name)
        elif not found:
            (unsure if form.left_open(name) else missing).append(name)
        elif not all(one.sure for one in found) or (name == "school" and not receiving.sure):
            unsure.append(name)
    return replace(reading, unsure=tuple(unsure), missing=tuple(missing))
