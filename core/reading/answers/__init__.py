"""How a reply to a yes-or-no question is read."""

from core.reading.answers.reading import (
    AnswerReading,
    read_answer,
)

__all__ = [
    "AnswerReading",
    "read_answer",
]
