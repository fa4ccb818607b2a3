"""What a question of a form is. Reading its answer is another matter: `core.reading.forms`."""

from dataclasses import dataclass
from typing import Literal

FieldKind = Literal[
    "text",
    "long",
    "number",
    "money",
    "date",
    "choice",
    "days",
    "yes_no",
    "specialisms",
    "standards",
    "scale",
]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form: its name in the record, its heading, and how its answer is read.

    Values come out ready to be stored as JSON: money in pence, days in half days, dates as ISO.
    """

    name: str
    title: str
    kind: FieldKind = "text"
    required: bool = True
    choices: tuple[str, ...] = ()
    help: str = ""

    @property
    def written(self) -> str:
        """What process files, the command line and JSON call it: there, days are whole days."""
        return self.name.removeprefix("half_") if self.kind == "days" else self.name
