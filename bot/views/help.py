"""What `/sle help` says."""

from bot.views.blocks import Message, context, header, message, sections
from bot.views.mrkdwn import bold, bullets, put, stacked

_EVERYBODY = (
    "/sle request: ask for support from a Specialist Leader of Education",
    "/sle help: this overview",
    "The Home tab shows what waits for you, your requests and your deployments.",
)
_SLES = (
    "After a visit, send me a message: “Half day at Oakfield today, phonics with Y1”.",
    "I say what I understood; nothing is logged until you press Confirm.",
)
_COORDINATORS = (
    "Each request has a card in your channel that always shows where it stands.",
    "Match… opens the ranked shortlist of SLEs.",
    "The menu ⋯ records answers, invoices and payments that reached you another way.",
    "Mail that I could not be sure of is parked as a card: release it, or discard it.",
)


def help_message(*, is_sle: bool = True, coordinates: bool = False) -> Message:
    """Return the overview for one person, with what only some of them need."""
    parts = [stacked(bold("For everybody"), bullets(_EVERYBODY))]
    if is_sle:
        parts.append(stacked(bold("For SLEs"), bullets(_SLES)))
    if coordinates:
        parts.append(stacked(bold("For coordinators"), bullets(_COORDINATORS)))
    return message(
        put("What I can do. ", " ".join(_EVERYBODY)),
        body=[
            header("What I can do"),
            *(block for x in parts for block in sections(x)),
            context("Questions I ask by email can be answered here, and the other way round."),
        ],
    )
