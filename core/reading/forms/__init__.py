"""Forms as text: a blank one to reply under, and a filled-in one read back."""

from core.fields import Field, FieldKind
from core.reading.forms.reading import (
    FormReading,
    blank_form,
    read_form,
)

__all__ = [
    "Field",
    "FieldKind",
    "FormReading",
    "blank_form",
    "read_form",
]
