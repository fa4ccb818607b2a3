"""A letter's view with all that may be known, and one with next to nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.notices.ask import HOW
from core.notices.safe_text import Lines
from core.notices.view import Ask, Bill, CandidateShown, Document, NoticeView, Shown, SleShown
from core.notices.wording import TEMPLATES
from core.process import Titles
from core.prompts import KINDS
from intake import mime

NOTICES = ("prompt", "nudge", "escalation", "acknowledgement", "status", "unclear_answer")
NEWS = tuple(sorted(f"news/{x.name}" for x in (TEMPLATES / "news").iterdir() if x.is_dir()))

ENVELOPE = mime.Envelope(
    from_name="Downland Alliance",
    mailbox="support@broker.example",
    reply_to="support+da-0012.p3.token@broker.example",
    bounce_to="support+bounce-17.token@broker.example",
    to_name="Hanna Okafor",
    to="head@oakfield.example",
    message_id=mime.message_id("x", "broker.example"),
    thread=mime.thread_root("DA-0012", "broker.example"),
    date=datetime(2026, 12, 1, 9, tzinfo=UTC),
)
BARE_ASK = Ask(
    kind="confirm_choice",
    title="Confirm the choice of SLE",
    form_title="",
    how="yes_no",
    who="the headteacher of Oakfield Primary School",
    role="receiving_head",
    put_on="Monday 30 November",
    due="Thursday 3 December",
    overdue=False,
    if_no="",
    goes_on=False,
    asked_now=True,
    form=Lines("Days of support:"),
    days_known=False,
)
FULL_ASK = replace(
    BARE_ASK,
    form_title="Deployment Request Form",
    who="Hanna Okafor (headteacher of Oakfield Primary School)",
    overdue=True,
    if_no="If it is No, we look for somebody else.",
    goes_on=True,
    days_known=True,
    verdict="yes",
    conditions=("not Thursdays",),
    words=Lines("Yes.\nBut not Thursdays."),
    answered_by="Hanna Okafor",
)
BARE = NoticeView(
    template="prompt",
    ref="DA-0012",
    alliance="Downland Alliance",
    greeting="",
    titles=Titles(coordinator="Support Lead", home_school="lending school"),
    to="",
    reads_as_coordinator=False,
    facts={},
    requester="head@oakfield.example",
    unproven="",
    schools="",
    schools_in_brief="",
    first_school="the school",
    today="1 December",
    contacts=(),
    summary=(),
    kinds=frozenset(),
    ask=BARE_ASK,
)
FULL = replace(
    BARE,
    greeting="Thank you for getting in touch with Downland Alliance.",
    to="Hanna Okafor",
    reads_as_coordinator=True,
    requester="Hanna Okafor",
    unproven="no signature",
    schools="Oakfield Primary School",
    schools_in_brief="Oakfield Primary School",
    first_school="Oakfield Primary School",
    contacts=("Hanna Okafor, headteacher of Oakfield Primary School: head@oakfield.example",),
    summary=(Shown(label="Days of support", value="3 days"),),
    kinds=frozenset(KINDS),
    ask=FULL_ASK,
    sle=SleShown(
        name="Noor Aziz",
        home_school="Elmbrook Academy",
        specialisms="Phonics",
        phases="primary",
        portrait="Noor has led phonics for ten years.",
    ),
    conditions=("not Thursdays",),
    agreed="3 days",
    worked="1 day",
    period="Monday 7 December to Friday 18 December",
    visits=("Monday 30 November: 1 day at Oakfield Primary School",),
    price=("Oakfield Primary School pays Downland Alliance £350.00 a day: £1,050.00 for 3 days.",),
    bill=Bill(
        document="invoice",
        payer="Oakfield Primary School",
        payee="Downland Alliance",
        amount="£350.00",
        invoiced="£0.00",
        still_to_invoice="£350.00",
        invoices=("INV-7 of Tuesday 1 December: £350.00, to be paid by Thursday 31 December",),
        po_number="PO-1",
        invoice_address="accounts@oakfield.example",
        bank_details="Sort code 00-00-00, account 12345678",
        hint="Please quote the invoice number.",
    ),
    documents=(
        Document(title="Evaluation", lines=(Shown(label="Impact", value="3"),)),
        Document(title="Review", lines=(Shown(label="Quality", value="4"),)),
    ),
    candidates=(
        CandidateShown(
            name="Noor Aziz", home_school="Elmbrook", reasons="phonics", vetoes="", firm=False
        ),
        CandidateShown(
            name="Sol Ray", home_school="Elmbrook", reasons="", vetoes="no phonics", firm=False
        ),
        CandidateShown(
            name="Tess Lamb", home_school="Elmbrook", reasons="art", vetoes="on hold", firm=True
        ),
    ),
    waiting_for=("Agree the scope: the headteacher of Oakfield, by Thursday 3 December",),
    about_person="Noor Aziz (noor@elmbrook.example)",
    words=Lines("A word of theirs.\n\nAnd another."),
)
FACTS: Mapping[str, Mapping[str, Any]] = {
    "news/over_agreed_days": {"logged": 3.5, "agreed": 3.0},
    "news/invoice_differs": {"number": "INV-7", "invoiced": 35_000, "due": 17_500},
    "news/undelivered": {"kind": "prompt", "why": "550 no such user", "recipient": "noor"},
}
EVERY = [(notice, kind) for notice in ("prompt", "nudge") for kind in sorted(KINDS)] + [
    (notice, "confirm_choice") for notice in (*NOTICES[2:], "news/of another sort", *NEWS)
]


def asked(view: NoticeView, notice: str, kind: str) -> NoticeView:
    """Turn a view into one of this notice, and of this question."""
    assert view.ask is not None
    ask = replace(view.ask, kind=kind, title=KINDS[kind].title, how=HOW[KINDS[kind].answers])
    return replace(view, template=notice, ask=ask, facts=FACTS.get(notice, {}))
