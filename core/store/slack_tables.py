"""The tables of what was posted in Slack."""

from typing import Any, ClassVar

from sqlmodel import Field, SQLModel


class SlackMessageRow(SQLModel, table=True):
    """A message of ours that is kept true: a card, a question put to somebody, a parked mail.

    `subject` says which: `card:ES-0012`, `prompt:ES-0012.p3:PERSON`, `parked:7`.
    """

    __tablename__: ClassVar[Any] = "slack_message"

    subject: str = Field(primary_key=True)
    channel: str
    ts: str
