"""A message on its way in: its pieces, its size, and its dots."""

from dataclasses import dataclass

from intake.limits import Room

END_OF_DATA = b"\r\n.\r\n"


@dataclass(frozen=True, slots=True)
class Refused:
    """The message arrived but is not taken; the reply says why."""

    reply: str


TOO_LARGE = Refused(
    "552 5.3.4 The message is larger than we take; please send large files another way."
)
TOO_BUSY = Refused(
    "452 4.3.1 We are taking in many large messages just now; try again in a few minutes."
)


class ArrivingMessage:
    """Gathers a message from CRLF before its first line to CRLF.CRLF.

    One that is refused is read to its end all the same, since a client listens to no reply before
    (RFC 5321, 4.1.1.4), but nothing of it is held.
    """

    def __init__(self, max_bytes: int, room: Room) -> None:
        self._max_bytes = max_bytes
        # Stuffing makes at most four octets of three, when every line is a lone dot.
        self._max_stuffed = max_bytes * 4 // 3 + len(END_OF_DATA) + 2
        self._room = room
        self._reserved = 0
        self._pieces: list[bytes] = []
        self._size = 0
        self._refusal: Refused | None = None

    def add(self, piece: bytes) -> None:
        """Take a piece that does not end the message."""
        self._size += len(piece)
        if self._refusal:
            return
        if self._size > self._max_stuffed:
            self._refuse(TOO_LARGE)
        elif not self._room.reserve(len(piece)):
            self._refuse(TOO_BUSY)
        else:
            self._reserved += len(piece)
            self._pieces.append(piece)

    def finish(self, piece: bytes) -> bytes | Refused:
        """Take the last piece and return the message, unstuffed (RFC 5321, 4.5.2), or why not."""
        if self._refusal:
            return self._refusal
        self._pieces.append(piece)
        stuffed = b"".join(self._pieces)
        self._pieces.clear()
        # A dot is stuffed at the start of a line, and only CRLF ends a line: the CRLF before the
        # first line is there for that, and goes with the closing dot.
        message = stuffed[:-3].replace(b"\r\n.", b"\r\n")[2:]
        if len(message) > self._max_bytes:
            return TOO_LARGE
        return message

    def release(self) -> None:
        """Give back the memory that was set aside."""
        self._room.release(self._reserved)
        self._reserved = 0

    def _refuse(self, refusal: Refused) -> None:
        self._refusal = refusal
        self._pieces.clear()
        self.release()
