"""What a head's mail asks for, where it says so, and how surely."""

from core.reading.request.reading import (
    MailRest,
    RequestReading,
    read_request,
)

__all__ = [
    "MailRest",
    "RequestReading",
    "read_request",
]
