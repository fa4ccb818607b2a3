"""Every question that a form of ours can ask, by name: one registry for all alliances.

A process file picks from these and says in which order they are asked; what a field is called in
the record never changes, whatever an alliance calls its form. The fields are those of the three
alliances' own forms: request, scope, agreement or deployment record, action plan, visit record,
evaluation and review. Signatories, their dates and the versions of a form are not asked: signing
and saving record them.
"""

from collections.abc import Iterable, Mapping

from core.reading.forms import Field

_REQUEST = (
    Field(
        "school",
        "Receiving school",
        help="The school that would like support; for a group, name every school.",
    ),
    Field(
        "contact",
        "Who to speak to",
        required=False,
        help="Name, role and telephone of the person we should talk to, if not you.",
    ),
    Field(
        "specialisms",
        "Subject or specialism",
        "specialisms",
        help="For example mathematics, phonics, SEND, assessment. Several are fine.",
    ),
    Field(
        "teacher_standards",
        "Teachers' Standards",
        "standards",
        help="The standard or standards, 1 to 8, with which staff would like support.",
    ),
    Field(
        "phase",
        "Phase",
        "choice",
        required=False,
        choices=("early-years", "primary", "secondary", "special", "all-through", "post-16"),
        help="The phase of the staff who would be supported.",
    ),
    Field(
        "key_stage",
        "Key stage or year groups",
        required=False,
        help="For example EYFS, KS2 or Year 5 and Year 6.",
    ),
    Field(
        "who_needs_support",
        "Who would be supported",
        required=False,
        help="Their role, please, not their name: for example a new subject leader.",
    ),
    Field(
        "need",
        "What you would like support with",
        "long",
        help="In your own words: what is going on, and what would help.",
    ),
    Field(
        "support_kinds",
        "Kind of support",
        required=False,
        help="For example a diagnostic visit, coaching, modelling, moderation, training.",
    ),
    Field(
        "priorities",
        "Priorities",
        "long",
        help="What matters most, in order.",
    ),
    Field(
        "expectations",
        "Expectations",
        "long",
        help="What you expect of the SLE, and what they can expect of your school.",
    ),
    Field(
        "outcomes",
        "Outcomes hoped for",
        "long",
        help="What should be different at the end, for staff and for pupils.",
    ),
    Field(
        "measures",
        "How the outcomes will be measured",
        "long",
        help="The evidence you will look at: data, books, observations, voices.",
    ),
    Field(
        "when",
        "Timescale",
        help="When the support should begin and end, and days that suit or do not.",
    ),
    Field(
        "days",
        "Days of support",
        "days",
        help="How many days in all; halves are fine, for example 2.5.",
    ),
    Field(
        "funding",
        "Who pays",
        "choice",
        choices=("own", "eip", "boards"),
        help=(
            "own: your school's budget; eip: your Education Improvement Partnership; "
            "boards: a subsidy by the Primary or Secondary Board."
        ),
    ),
    Field(
        "po_number",
        "Purchase order number",
        required=False,
        help="If your school gives one, it will be quoted on the invoice.",
    ),
    Field(
        "invoice_address",
        "Where invoices should go",
        "long",
        required=False,
        help="Address or email of your finance office.",
    ),
    Field(
        "wanted_sle",
        "An SLE you would like",
        required=False,
        help="If you have somebody in mind; we will ask them first if we can.",
    ),
    Field(
        "unwanted_sle",
        "An SLE you would rather not have",
        required=False,
        help="No reason needed. Only the coordinator sees this.",
    ),
)

_SCOPE = (
    Field(
        "scope",
        "Scope of the support",
        "long",
        help="What the support covers, as agreed at the diagnostic meeting, and what it does not.",
    ),
)

_AGREEMENT = (
    Field("purpose", "Purpose", "long", help="Why the SLE is coming: the specific focus."),
    Field(
        "activities",
        "Activities",
        "long",
        help="What will be done: for example coaching, observation, planning together.",
    ),
    Field("starts_on", "First day of the period", "date", help="For example 4 November 2026."),
    Field("ends_on", "Last day of the period", "date", help="For example 27 March 2027."),
    Field(
        "visits_planned",
        "Visits planned",
        help="How many and how long: for example six half days, fortnightly.",
    ),
    Field(
        "costs",
        "Costs",
        "long",
        help="The daily rate, how it is shared out, and the total for the days agreed.",
    ),
    Field("invoicing", "Invoicing", "long", help="Who invoices whom, for what, and when."),
    Field(
        "release_period",
        "Period of release",
        required=False,
        help="For how long, and on which days, the home school releases the SLE.",
    ),
    Field(
        "confidentiality",
        "Confidentiality",
        "long",
        required=False,
        help="What stays between the SLE, the school and the alliance.",
    ),
    Field(
        "cancellation",
        "Cancellation",
        "long",
        required=False,
        help="What happens if a visit or the whole deployment has to be called off.",
    ),
)

_CONTACT = (
    Field(
        "contact_date",
        "Date of the contact",
        "date",
        required=False,
        help="The day you first spoke or wrote to the school.",
    ),
    Field(
        "meeting_date",
        "Date of the meeting",
        "date",
        required=False,
        help="The day you met to finalise the arrangements.",
    ),
)

_PLAN = (
    Field(
        "targets",
        "Targets",
        "long",
        help="Specific, measurable, achievable, relevant and timed. One a line reads best.",
    ),
    Field(
        "actions",
        "Actions",
        "long",
        help="One a line: what, who does it, by when, and how far it has got.",
    ),
    Field(
        "baseline",
        "Where things stand now",
        "long",
        help="The starting point that impact will be measured from.",
    ),
    Field(
        "evidence_planned",
        "Evidence",
        "long",
        help="What will show that a target has been met.",
    ),
    Field(
        "next_steps",
        "Next steps",
        "long",
        required=False,
        help="What is to happen between this visit and the next.",
    ),
    Field(
        "charges",
        "Charges agreed",
        "long",
        help="Days, rate and total, and who pays what; agreed before the work begins.",
    ),
)

_VISIT = (
    Field("visit_date", "Date of the visit", "date", help="For example 12 November 2026."),
    Field(
        "visit_length",
        "Length of the visit",
        "choice",
        choices=("full day", "half day"),
        help="A twilight counts as half a day.",
    ),
    Field(
        "seen",
        "Who was seen",
        required=False,
        help="Their roles, please, not their names.",
    ),
    Field(
        "visit_activities", "What was done", "long", required=False, help="A line or two will do."
    ),
    Field(
        "actions_agreed",
        "Actions agreed",
        "long",
        required=False,
        help="One a line: what, by whom, by when.",
    ),
    Field(
        "next_visit",
        "Next visit",
        "date",
        required=False,
        help="Leave it empty if nothing is fixed yet.",
    ),
)

_EVALUATION = (
    Field(
        "outcome_impact",
        "Impact on each outcome",
        "long",
        help="For each outcome planned: how far it was met, from 1 (not yet) to 4 (fully).",
    ),
    Field("evidence", "Evidence of impact", "long", help="What you saw, read or measured."),
    Field(
        "impact",
        "Impact overall",
        "scale",
        help="From 1 (none yet) to 4 (strong and likely to last).",
    ),
    Field(
        "sle_effectiveness",
        "Effectiveness of the SLE",
        "scale",
        help="From 1 (little help) to 4 (very effective).",
    ),
    Field("overall", "In summary", "long", help="How it went as a whole, in a few sentences."),
    Field("what_next", "What next", "long", help="What should happen now, with or without us."),
    Field(
        "use_again",
        "Would you ask for an SLE again?",
        "yes_no",
        help="Yes or no.",
    ),
    Field(
        "comments",
        "Comments on the other side's evaluation",
        "long",
        required=False,
        help="Anything you see differently, or would like to add.",
    ),
)

_REVIEW = (
    Field(
        "feedback_review",
        "Feedback",
        "long",
        help="What SLE and school say of the deployment, side by side.",
    ),
    Field(
        "outcomes_review",
        "Outcomes agreed at the start",
        "long",
        help="Each outcome, and whether it has been satisfactorily achieved.",
    ),
    Field("impact_review", "Impact", "scale", help="From 1 (none yet) to 4 (strong)."),
    Field("quality_review", "Quality of the support", "scale", help="From 1 (poor) to 4 (high)."),
    Field(
        "follow_up",
        "Follow-up",
        "long",
        required=False,
        help="What the alliance will do next: for the school, the SLE or itself.",
    ),
)

_INVOICE = (
    Field("invoice_number", "Invoice number", help="As it stands on the invoice."),
    Field(
        "invoice_date",
        "Invoice date",
        "date",
        required=False,
        help="Today, unless you say otherwise.",
    ),
    Field(
        "invoice_amount",
        "Invoice amount",
        "money",
        required=False,
        help="What is due for the visits made, unless you say otherwise.",
    ),
)

_RECEIPT = (
    Field(
        "amount_received",
        "Amount received",
        "money",
        required=False,
        help="All that was open, unless you say otherwise.",
    ),
    Field(
        "received_on",
        "Received on",
        "date",
        required=False,
        help="Today, unless you say otherwise.",
    ),
)

FORMS: Mapping[str, tuple[Field, ...]] = {
    "request": _REQUEST,
    "scope": _SCOPE,
    "agreement": _AGREEMENT,
    "contact": _CONTACT,
    "action plan": _PLAN,
    "visit record": _VISIT,
    "evaluation": _EVALUATION,
    "review": _REVIEW,
    "invoice": _INVOICE,
    "receipt": _RECEIPT,
}
"""Where each field is at home. A form may borrow from another: a plan has priorities too."""

FIELDS: Mapping[str, Field] = {field.name: field for fields_ in FORMS.values() for field in fields_}
"""Every field by its name."""


def fields(names: Iterable[str]) -> tuple[Field, ...]:
    """Return fields in the order asked for; raises KeyError for a name there is none of."""
    return tuple(FIELDS[name] for name in names)


INVOICE = tuple(field.name for field in _INVOICE)
"""What whoever raises an invoice or a grant tells of it."""

RECEIPT = tuple(field.name for field in _RECEIPT)
"""What whoever received money tells of it."""
