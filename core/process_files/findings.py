"""A fault of meaning, before it is given its file and line."""

from dataclasses import dataclass

from core.process import Slot
from core.process_files.toml_lines import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """Where in the content something is wrong, what it is, and the mend."""

    place: Place
    what: str
    mend: str


def at(slot: Slot, key: str) -> Place:
    """Return the place of one setting of a prompt."""
    return ("step", slot.step_index, "prompt", slot.number, key)
