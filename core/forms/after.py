"""What is asked when the work is done: evaluation, review, invoice, receipt."""

from core.fields import Field

EVALUATION = (
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

REVIEW = (
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

INVOICE = (
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

RECEIPT = (
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
