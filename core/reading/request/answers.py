"""What a filled-in request form says, answer by answer."""

import re
from collections.abc import Iterator, Sequence

from core.reading.amounts import find_days
from core.reading.cues import cued
from core.reading.found import Found
from core.reading.funding import Funding, find_funding
from core.reading.labels import Answer
from core.reading.phases import find_key_stages, find_phase, in_order
from core.reading.schools.reading import SchoolIndex, SchoolMatch
from core.reading.specialisms.reading import Vocabulary
from core.reading.standards import find_standards, numbers_in
from core.reading.wording import Text

FORM = "form"
_NOTHING = re.compile(
    r"[\W_]*(?:none|n/?a|nil|not (?:known|applicable|sure|yet known)|unknown|tb[cad]|"
    r"to be (?:confirmed|agreed|discussed|arranged)|"
    r"to follow|don'?t know|no|no preference|any|anyone)?[\W_]*$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"tb[cad]\b|to be |not sure|don'?t know|to follow|unknown", re.IGNORECASE)
_NUMBER = re.compile(r"\D{0,3}(\d{1,3}(?:\.5|½| ?1/2)?)\D{0,3}$")
_NAMES = re.compile(r" (?:or|and) |[,;/\n]+")


class FormAnswers:
    """The answers of one form, by what they are about."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._answers = answers

    def __bool__(self) -> bool:
        return bool(self._answers)

    def of(self, name: str) -> Iterator[Answer]:
        """Yield the answers about something, empty ones left out."""
        return (a for a in self._answers if a.name == name and not _NOTHING.match(a.text))

    def words(self, name: str) -> str:
        """Return all that is answered about something, as written."""
        return "\n".join(answer.text for answer in self.of(name))

    def left_open(self, name: str) -> bool:
        """Say whether it is answered with "to be confirmed" or the like."""
        return any(a.name == name and _OPEN.match(a.text) for a in self._answers)

    def prose(self) -> str:
        """Return the answers that are written in sentences, for what the form did not ask."""
        parts = (
            self.words(name) for name in ("specialisms", "who", "need", "outcomes", "key_stages")
        )
        return "\n\n".join(part for part in parts if part)

    def schools(self, index: SchoolIndex) -> tuple[SchoolMatch, ...]:
        """Return the schools named, each line or list item for itself."""
        found: list[SchoolMatch] = []
        for answer in self.of("school"):
            mentions = index.mentioned(answer.text)
            found.extend(mentions if len(mentions) > 1 else [index.match(answer.text)])
        return tuple(match for match in found if match.certain or match.candidates)

    def specialisms(self, vocabulary: Vocabulary) -> tuple[Found[str], ...]:
        """Return the specialisms named."""
        return tuple(
            Found(one.value, FORM, one.sure, one.words)
            for one in vocabulary.find(self.words("specialisms"))
        )

    def key_stages(self) -> tuple[str, ...]:
        """Return the key stages named, "3 and 4" under "Year group" included."""
        stages: list[str] = []
        for answer in (*self.of("key_stages"), *self.of("phase")):
            unit = "year" if "year" in answer.label.lower() else "ks"
            found = find_key_stages(Text.of(answer.text))
            for mention in found or find_key_stages(Text.of(f"{unit} {answer.text}")):
                stages.extend(mention.stages)
        return in_order(stages)

    def phase(self) -> str | None:
        """Return the phase named."""
        return find_phase(Text.of(f"{self.words('phase')}\n{self.words('key_stages')}"))

    def standards(self) -> tuple[Found[int], ...]:
        """Return the Teachers' Standards named, by number or title."""
        words = self.words("teacher_standards")
        text = Text.of(words)
        if found := [one for one in find_standards(text, FORM) if one.sure]:
            return tuple(found)
        numbers = numbers_in(text.low) if not re.search(r"\d\d", words) else ()
        return tuple(Found(number, FORM, sure=True, words=words) for number in numbers)

    def days(self) -> Found[int | None] | None:
        """Return the half days asked for; a bare number is days."""
        words = self.words("days")
        if not words:
            return None
        bare = _NUMBER.match(words)
        found = find_days(Text.of(f"{bare[1]} days" if bare else words))
        if found is None:
            return Found(None, FORM, sure=False, words=words)
        return Found(found.value, FORM, found.sure, words)

    def when(self) -> Found[str] | None:
        """Return the time frame as it is written."""
        words = self.words("when")
        return Found(words, FORM, sure=True, words=words) if words else None

    def funding(self) -> Found[Funding] | None:
        """Return who pays."""
        words = self.words("funding")
        for said in (words, f"paid by {words}") if words else ():
            text = Text.of(said)
            if found := find_funding(text, cued(text, text.sentences())):
                return Found(found.value, FORM, found.sure, words)
        return None

    def po_number(self) -> Found[str] | None:
        """Return the purchase order number."""
        words = self.words("po_number")
        return Found(words, FORM, sure=True, words=words) if re.search(r"\d", words) else None

    def names(self, about: str) -> tuple[Found[str], ...]:
        """Return the people named, as written."""
        words = self.words(about)
        return tuple(
            Found(name.strip(), FORM, sure=True, words=words)
            for name in _NAMES.split(words)
            if name.strip()
        )
