"""What is asked before the work begins: request, scope, agreement or deployment record."""

from core.fields import Field

REQUEST = (
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
        "half_days",
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

SCOPE = (
    Field(
        "scope",
        "Scope of the support",
        "long",
        help="What the support covers, as agreed at the diagnostic meeting, and what it does not.",
    ),
)

AGREEMENT = (
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
