"""A message on its way in, whatever it holds and however it is cut."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from intake.limits import Places, Room
from intake.message import END_OF_DATA, TOO_BUSY, TOO_LARGE, ArrivingMessage

# Made of what matters: line ends, halves of line ends, dots.
bodies = st.lists(st.sampled_from([b"\r\n", b"\r", b"\n", b".", b"..", b"x"])).map(b"".join)


def stuff(body: bytes) -> bytes:
    """Write a body as a client does, with the CRLF of the line before it and the end."""
    lines = f"\r\n{body.decode()}".split("\r\n")
    return "\r\n".join("." + line if line.startswith(".") else line for line in lines).encode()


@given(body=bodies, cuts=st.lists(st.integers(0, 200)))
@example(body=b"", cuts=[])
@example(body=b".\r\n.\r\n", cuts=[2, 3, 4, 5])
def test_what_was_stuffed_comes_out_as_it_went_in(body: bytes, cuts: list[int]) -> None:
    body += b"\r\n" if body and not body.endswith(b"\r\n") else b""
    wire = stuff(body) + b".\r\n"
    assert wire.endswith(END_OF_DATA)
    assert wire.index(END_OF_DATA) == len(wire) - len(END_OF_DATA)
    arriving = ArrivingMessage(len(body), Room(len(wire)))
    bounds = sorted({0, len(wire), *(cut for cut in cuts if cut < len(wire) - 4)})
    *pieces, last = [wire[start:end] for start, end in pairwise(bounds)]
    for piece in pieces:
        arriving.add(piece)
    assert arriving.finish(last) == body


@given(body=bodies.filter(bool))
def test_a_message_an_octet_too_large_is_refused(body: bytes) -> None:
    body += b"" if body.endswith(b"\r\n") else b"\r\n"
    arriving = ArrivingMessage(len(body) - 1, Room(1000))
    assert arriving.finish(stuff(body) + b".\r\n") == TOO_LARGE


def test_a_refused_message_holds_no_memory_while_it_drones_on() -> None:
    room = Room(10_000)
    arriving = ArrivingMessage(1_000, room)
    for _ in range(100):
        arriving.add(b"x" * 900)
    assert room.reserve(10_000)
    assert arriving.finish(END_OF_DATA) == TOO_LARGE


def test_room_is_shared_and_given_back() -> None:
    room = Room(1_000)
    first, second = ArrivingMessage(5_000, room), ArrivingMessage(5_000, room)
    first.add(b"x" * 600)
    second.add(b"x" * 600)
    assert second.finish(END_OF_DATA) == TOO_BUSY
    assert isinstance(first.finish(END_OF_DATA), bytes)
    first.release()
    first.release()
    second.release()
    assert room.reserve(1_000)
    assert not room.reserve(1)


def test_places_are_counted_overall_and_for_each_peer() -> None:
    places = Places(overall=3, per_peer=2)
    assert [places.take("192.0.2.1") for _ in range(3)] == [True, True, False]
    assert [places.take("192.0.2.2") for _ in range(2)] == [True, False]
    places.leave("192.0.2.1")
    assert places.take("192.0.2.2")
