"""The home school invoices the alliance for its part (Linwood, ConnectEd)."""

from core.prompts.kind import Answers, MoneyPart, PromptKind
from core.prompts.raise_invoice import known, record

KIND = PromptKind(
    name="supply_invoice",
    title="Send us your invoice",
    answers=Answers.INVOICE,
    known=known,
    apply=record,
    money=MoneyPart.RAISE,
)
