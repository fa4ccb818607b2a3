"""What the intake server makes of octets on the wire, well meant and otherwise."""

import asyncio
import contextlib
import gc
import threading
import time
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from datetime import UTC, datetime

import pytest
import pytest_asyncio
import uvloop

from core.clock import FixedClock
from intake.server import Incoming, IntakeServer, Limits

OURS = "requests@broker.example"
SENDER = "head@hillside.example"
TO_DATA = ("EHLO x", f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{OURS}>", "DATA")


@pytest.fixture(
    scope="module",
    params=[asyncio.new_event_loop, uvloop.new_event_loop],
    ids=["asyncio", "uvloop"],
)
def servers_loop(request: pytest.FixtureRequest) -> Iterator[asyncio.AbstractEventLoop]:
    """The event loop the server runs in, in a thread of its own."""
    loop: asyncio.AbstractEventLoop = request.param()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


class Wire:
    """A client that sends exactly what it is told to."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def reply(self) -> str:
        """Read one reply; empty at the end of the connection."""
        lines = []
        while line := (await self.reader.readline()).decode():
            lines.append(line)
            if line[3:4] != "-":
                break
        return "".join(lines).strip()

    async def send(self, raw: bytes) -> str:
        """Send octets and return the next reply."""
        self.writer.write(raw)
        await self.writer.drain()
        return await self.reply()

    async def say(self, *commands: str) -> str:
        """Send commands one after the other and return the last reply."""
        reply = ""
        for command in commands:
            reply = await self.send(command.encode("utf-8", "surrogateescape") + b"\r\n")
        return reply

    async def begin(self) -> "Wire":
        """Go as far as the 354."""
        assert (await self.say(*TO_DATA)).startswith("354")
        return self

    async def codes(self) -> list[str]:
        """Read the codes of all replies until the server closes."""
        codes = []
        while reply := await self.reply():
            codes.append(reply[:3])
        return codes


class Post:
    """A running server, and what it has kept."""

    def __init__(self, limits: Limits) -> None:
        self.kept: list[Incoming] = []
        self.limits = limits
        self.seconds_to_keep = 0.0
        self.server = IntakeServer(
            self._keep,
            self._is_ours,
            FixedClock(datetime(2025, 3, 3, 12, tzinfo=UTC)),
            hostname="mx.broker.example",
            limits=limits,
        )

    @property
    def bodies(self) -> list[bytes]:
        return [mail.body for mail in self.kept]

    @contextlib.asynccontextmanager
    async def wire(self) -> AsyncIterator[Wire]:
        """Connect, and read the greeting."""
        reader, writer = await asyncio.open_connection(*self.server.address)
        wire = Wire(reader, writer)
        assert await wire.reply() == "220 mx.broker.example ESMTP"
        yield wire
        writer.close()

    def _keep(self, batch: Sequence[Incoming]) -> None:
        time.sleep(self.seconds_to_keep)
        self.kept += batch

    def _is_ours(self, recipient: str) -> bool:
        return recipient == OURS


@pytest_asyncio.fixture
async def post(
    request: pytest.FixtureRequest, servers_loop: asyncio.AbstractEventLoop
) -> AsyncIterator[Post]:
    """Run a server with the limits that `limited` gives, if the test has any."""

    async def serve(step: Coroutine[None, None, None]) -> None:
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(step, servers_loop))

    complaints: list[dict[str, object]] = []
    servers_loop.set_exception_handler(lambda _loop, context: complaints.append(context))
    post = Post(getattr(request, "param", Limits()))
    await serve(post.server.start())
    yield post
    await serve(post.server.stop())
    gc.collect()  # a task that failed unseen complains when it is collected
    assert not complaints


def limited(**limits: float) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("post", [Limits(**limits)], indirect=True, ids=[""])  # type: ignore[arg-type]


# --- the envelope -------------------------------------------------------------------------------


async def test_what_the_server_can_do_is_announced(post: Post) -> None:
    async with post.wire() as wire:
        offers = [line[4:] for line in (await wire.say("EHLO x")).splitlines()]
    size = f"SIZE {Limits().message_bytes}"
    assert offers == ["mx.broker.example", size, "8BITMIME", "SMTPUTF8", "PIPELINING", "HELP"]


@pytest.mark.parametrize(
    ("path", "sender"), [("<@a.example:b@c.example> SIZE=9", "b@c.example"), ("<>", "")]
)
async def test_a_return_path_is_kept_as_it_was_meant(post: Post, path: str, sender: str) -> None:
    async with post.wire() as wire:
        assert await wire.say("EHLO x", f"MAIL FROM:{path}", *TO_DATA[2:], ".")
    assert [mail.envelope_from for mail in post.kept] == [sender]


@pytest.mark.parametrize("path", ["<head", "<a\x00@b.example>", "<\udcff@b.example>"])
async def test_an_address_that_could_not_be_stored_is_refused_for_good(
    post: Post, path: str
) -> None:
    async with post.wire() as wire:
        assert (await wire.say("EHLO x", f"MAIL FROM:{path}")).startswith("553")
        assert (await wire.say(TO_DATA[1], f"RCPT TO:{path}")).startswith("553")
        assert (await wire.say(TO_DATA[2])).startswith("250")


async def test_a_name_no_database_takes_does_not_stop_the_mail(post: Post) -> None:
    async with post.wire() as wire:
        assert (await wire.say("EHLO a\x00b\udcff", *TO_DATA[1:], ".")).startswith("250")
    assert [mail.helo for mail in post.kept] == ["a?b?"]


# --- the message --------------------------------------------------------------------------------

BODIES = {
    "empty": b"",
    "lines of dots": b".\r\n..\r\n...\r\n.x\r\nx.\r\n",
    "long lines": b"X: "
    + b"y" * 200_000
    + b"\r\n\r\n"
    + b"z" * 1001
    + b"\r\n"
    + b"w" * 70_000
    + b"\r\n",
    "5 MB": b"".join(b"%07d\r\n" % n if n % 3 else b".%06d\r\n" % n for n in range(600_000)),
    "any octet": bytes(set(range(256)) - {10, 13}) + b"\r\r\n\n\n\r\r\r\n",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_a_body_arrives_octet_for_octet(post: Post, body: bytes) -> None:
    stuffed = (b"\r\n" + body).replace(b"\r\n.", b"\r\n..")[2:]
    async with post.wire() as wire:
        await wire.begin()
        assert (await wire.send(stuffed + b".\r\n")).startswith("250")
    assert post.bodies == [body]


ENDS = (
    *(b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\r\n.\r\r\n"),
    *(b"\n\n.\r\r\n", b"\n.\n\r", b"\r\n\x00.\r\n", b"\r\n.\x00\r\n", b"\r\n .\r\n", b"\x85.\x85"),
)


@pytest.mark.parametrize("end", ENDS)
async def test_nothing_but_crlf_dot_crlf_ends_a_message(post: Post, end: bytes) -> None:
    smuggled = f"MAIL FROM:<director@broker.example>\r\nRCPT TO:<{OURS}>\r\nDATA\r\nTwo".encode()
    async with post.wire() as wire:
        await wire.begin()
        wire.writer.write(b"One" + end + smuggled + b"\r\n.\r\nQUIT\r\n")
        assert await wire.codes() == ["250", "221"]
    assert [mail.envelope_from for mail in post.kept] == [SENDER]
    assert post.bodies[0].endswith(smuggled + b"\r\n")


@pytest.mark.parametrize("cuts", [(1,), (5,), (6, 7), (7, 8), (8, 9, 10), range(1, 11)])
async def test_an_end_that_comes_in_pieces_is_the_end(post: Post, cuts: Sequence[int]) -> None:
    message = b"..one\r\n.\r\n"
    async with post.wire() as wire:
        await wire.begin()
        for start, end in zip((0, *cuts), (*cuts, len(message)), strict=True):
            wire.writer.write(message[start:end])
            await asyncio.sleep(0.005)
        assert (await wire.reply()).startswith("250")
    assert post.bodies == [b".one\r\n"]


async def test_pipelined_sessions_are_answered_in_order(post: Post) -> None:
    mail = (
        f"MAIL FROM:<{SENDER}>\r\nRCPT TO:<no@x.example>\r\nRCPT TO:<{OURS}>\r\nDATA\r\n".encode()
    )
    once = ["250", "550", "250", "354", "250"]
    async with post.wire() as wire:
        wire.writer.write(b"EHLO x\r\n" + mail + b"One\r\n.\r\n" + mail)
        wire.writer.write(b"Two\r\n.\r\nNOOP\r\nQUIT\r\n")
        assert await wire.codes() == ["250", *once, *once, "250", "221"]
    assert post.bodies == [b"One\r\n", b"Two\r\n"]


async def test_a_client_that_stops_talking_still_hears_its_answers(post: Post) -> None:
    async with post.wire() as wire:
        await wire.begin()
        wire.writer.write(b"One\r\n.\r\n")
        wire.writer.write_eof()
        assert await wire.codes() == ["250", "421"]
    assert post.bodies == [b"One\r\n"]


@pytest.mark.parametrize("part", [b"", b"One\r\n", b"One\r\n.\r", b"x" * 300_000 + b"\r\n."])
@pytest.mark.parametrize("abruptly", [True, False])
async def test_a_message_cut_off_by_a_lost_connection_is_not_kept(
    post: Post, part: bytes, abruptly: bool
) -> None:
    async with post.wire() as wire:
        await wire.begin()
        wire.writer.write(part)
        await wire.writer.drain()
        if abruptly:
            wire.writer.transport.abort()
    async with post.wire() as wire:
        await wire.begin()
        await wire.send(b"After\r\n.\r\n")
    assert post.bodies == [b"After\r\n"]


@limited(message_bytes=100_000)
@pytest.mark.parametrize("excess", [1, 10 * 1024 * 1024])
async def test_a_message_over_the_size_is_refused_and_the_session_goes_on(
    post: Post, excess: int
) -> None:
    most = post.limits.message_bytes
    async with post.wire() as wire:
        announced = await wire.say("EHLO x", f"MAIL FROM:<{SENDER}> SIZE={most + excess}")
        assert announced.startswith("552")
        for size, code in ((most + excess, "552"), (most, "250")):
            lines, rest = divmod(size - 2, 3)
            await wire.begin()
            sent = b"..\r\n" * lines + b"x" * rest + b"\r\n.\r\n"  # dots stuffed do not count
            assert (await wire.send(sent))[:3] == code
    assert [len(body) for body in post.bodies] == [most]


@limited(room_bytes=1_000_000)
async def test_large_messages_share_the_memory_set_aside_for_them(post: Post) -> None:
    async with post.wire() as first, post.wire() as second:
        for wire in (first, second):
            await wire.begin()
            wire.writer.write(b"x" * 800_000)
            await wire.writer.drain()
            await asyncio.sleep(0.1)
        assert (await second.send(b"\r\n.\r\n")).startswith("452")
        assert (await first.send(b"\r\n.\r\n")).startswith("250")
        await second.begin()
        assert (await second.send(b"x" * 800_000 + b"\r\n.\r\n")).startswith("250")


# --- bounds -------------------------------------------------------------------------------------


BOUNDS = [Limits(sessions=9, sessions_per_peer=2), Limits(sessions=2, sessions_per_peer=9)]


@pytest.mark.parametrize("post", BOUNDS, indirect=True, ids=["a peer", "overall"])
async def test_connections_are_bounded_at_a_time(post: Post) -> None:
    async with post.wire() as first, post.wire():
        reader, writer = await asyncio.open_connection(*post.server.address)
        assert (await reader.read()).startswith(b"421 ")
        writer.close()
        first.writer.write(b"QUIT\r\n")
        assert await first.codes() == ["221"]
        async with post.wire() as third:
            await third.begin()


@limited(recipients=2)
async def test_recipients_are_bounded(post: Post) -> None:
    async with post.wire() as wire:
        wire.writer.write(f"EHLO x\r\nMAIL FROM:<{SENDER}>\r\n".encode())
        wire.writer.write(f"RCPT TO:<{OURS}>\r\n".encode() * 3 + b"DATA\r\n.\r\nQUIT\r\n")
        assert await wire.codes() == ["250", "250", "250", "250", "250", "354", "250", "221"]


@limited(errors=5)
@pytest.mark.parametrize("command", ["RCPT TO:<nobody@broker.example>", "MAIL FROM:<", "DATA now"])
async def test_a_session_refused_too_often_is_closed(post: Post, command: str) -> None:
    async with post.wire() as wire:
        await wire.say(*TO_DATA[:3])
        wire.writer.write(f"{command}\r\n".encode() * 50)
        codes = await wire.codes()
    assert codes[-1] == "421"
    assert len(codes) == 6


async def test_a_client_that_does_not_speak_smtp_is_sent_away(post: Post) -> None:
    async with post.wire() as wire:
        wire.writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nA: b\r\nC: d\r\nE: f\r\n\r\nEHLO x\r\n")
        assert "250" not in await wire.codes()


@limited(idle_seconds=0.2)
@pytest.mark.parametrize("commands", [(), ("EHLO x",), TO_DATA])
async def test_silence_ends_a_session(post: Post, commands: tuple[str, ...]) -> None:
    async with post.wire() as wire:
        await wire.say(*commands)
        assert await wire.codes() == ["421"]
    assert not post.kept


@limited(idle_seconds=1)
async def test_time_taken_by_the_store_is_no_silence_of_the_client(post: Post) -> None:
    post.seconds_to_keep = 0.7
    async with post.wire() as wire:
        await wire.begin()
        await asyncio.sleep(0.7)
        assert (await wire.send(b".\r\n")).startswith("250")


@limited(message_seconds=0.4, idle_seconds=5)
async def test_a_message_may_not_drip_in_for_ever(post: Post) -> None:
    async with post.wire() as wire, asyncio.timeout(3):
        await wire.begin()
        with contextlib.suppress(ConnectionError):
            while True:
                wire.writer.write(b"x" * 70_000)
                await wire.writer.drain()
                await asyncio.sleep(0.05)
    assert not post.kept


@pytest.mark.parametrize("length", [3_000, 500_000])
async def test_a_command_that_is_too_long_is_refused_alone(post: Post, length: int) -> None:
    async with post.wire() as wire:
        assert (await wire.say("EHLO " + "x" * length)).startswith("500")
        await wire.begin()


@pytest.mark.parametrize(
    ("commands", "code"),
    [
        (("DATA",), "503"),
        ((f"MAIL FROM:<{SENDER}>",), "503"),
        (("EHLO x", "DATA"), "503"),
        (("EHLO x", f"RCPT TO:<{OURS}>"), "503"),
        (("EHLO x", *TO_DATA[1:3], "RSET", "DATA"), "503"),
        (("EHLO x", *TO_DATA[1:3], "EHLO x", "DATA"), "503"),
        (("EHLO",), "501"),
        (("EHLO x", "STARTTLS"), "454"),
        (("EHLO x", "AUTH PLAIN AGEAYg=="), "500"),
        (("VRFY postmaster",), "252"),
    ],
)
async def test_commands_out_of_order_or_not_on_offer(
    post: Post, commands: tuple[str, ...], code: str
) -> None:
    async with post.wire() as wire:
        assert (await wire.say(*commands))[:3] == code
