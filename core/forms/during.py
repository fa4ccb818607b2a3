"""What is asked while the work goes on: first contact, action plan, visit record."""

from core.fields import Field

CONTACT = (
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

PLAN = (
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
        help="What will happen between this visit and the next.",
    ),
    Field(
        "charges",
        "Charges agreed",
        "long",
        help="Days, rate and total, and who pays what; agreed before the work begins.",
    ),
)

VISIT = (
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
