"""Every question that a form of ours can ask, by name: one registry for all alliances.

A process file picks from these and says in which order they are asked; what a field is called in
the record never changes, whatever an alliance calls its form. The fields are those of the three
alliances' own forms: request, scope, agreement or deployment record, action plan, visit record,
evaluation and review; and what is told of money. Signatories, dates and versions are not asked:
signing and saving record them.
"""

from collections.abc import Iterable, Mapping

from core.fields import Field
from core.forms import after, before, during

FORMS: Mapping[str, tuple[Field, ...]] = {
    "request": before.REQUEST,
    "scope": before.SCOPE,
    "agreement": before.AGREEMENT,
    "contact": during.CONTACT,
    "action plan": during.PLAN,
    "visit record": during.VISIT,
    "evaluation": after.EVALUATION,
    "review": after.REVIEW,
    "invoice": after.INVOICE,
    "receipt": after.RECEIPT,
}
"""Where each field is at home. A form may borrow from another: a plan has priorities too."""

FIELDS: Mapping[str, Field] = {one.written: one for fields_ in FORMS.values() for one in fields_}
"""Every field by the name that process files and the command line give it."""


def fields(names: Iterable[str]) -> tuple[Field, ...]:
    """Return fields by their written names, in order; raises KeyError for a name of none."""
    return tuple(FIELDS[name] for name in names)


REQUEST = "request"
"""The kind of form in which a case keeps what is known of its request."""

INVOICE = tuple(field.name for field in after.INVOICE)
"""What whoever raises an invoice or a grant tells of it."""

RECEIPT = tuple(field.name for field in after.RECEIPT)
"""What whoever received money tells of it."""
