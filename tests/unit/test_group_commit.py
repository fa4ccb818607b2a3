"""Group commit: who is committed with whom, and what happens when storage fails."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count

import pytest

from intake import group_commit
from intake.group_commit import GroupCommit, NotKept
from intake.ports import Incoming


def mail(body: bytes) -> Incoming:
    return Incoming(
        envelope_from="head@hillside.example",
        recipients=("requests@broker.example",),
        peer="192.0.2.1",
        helo="mail.hillside.example",
        body=body,
        received_at=datetime(2025, 3, 3, 12, tzinfo=UTC),
        tls=False,
    )


class Shelf:
    """A keep that holds back until it is opened and refuses what contains a word it dislikes."""

    def __init__(self, *, opened: bool = True) -> None:
        self.attempts: list[list[bytes]] = []
        self.kept: list[bytes] = []
        self.opened = threading.Event()
        self.fault: BaseException = OSError("no room")
        if opened:
            self.opened.set()

    def __call__(self, batch: Sequence[Incoming]) -> None:
        self.opened.wait(10)
        bodies = [mail.body for mail in batch]
        self.attempts.append(bodies)
        if any(b"poison" in body for body in bodies):
            raise self.fault
        self.kept += bodies

    @property
    def sizes(self) -> list[int]:
        return [len(attempt) for attempt in self.attempts]


async def keep_behind_one(
    commit: GroupCommit, shelf: Shelf, bodies: Sequence[bytes]
) -> list[object]:
    """Hand in `bodies` while another mail is being committed; return what each heard."""
    waiting = [asyncio.create_task(commit.keep(mail(b"first")))]
    await asyncio.sleep(0.01)
    waiting += [asyncio.create_task(commit.keep(mail(body))) for body in bodies]
    await asyncio.sleep(0.01)
    shelf.opened.set()
    heard: list[object] = await asyncio.gather(*waiting, return_exceptions=True)
    return heard[1:]


async def test_one_alone_does_not_wait_for_company() -> None:
    shelf = Shelf()
    await GroupCommit(shelf).keep(mail(b"only"))
    assert shelf.attempts == [[b"only"]]


async def test_all_that_wait_are_committed_in_order_and_together() -> None:
    shelf = Shelf(opened=False)
    bodies = [b"%d" % number for number in range(20)]
    assert await keep_behind_one(GroupCommit(shelf), shelf, bodies) == [None] * 20
    assert shelf.attempts == [[b"first"], bodies]


async def test_a_batch_is_bounded_in_mails() -> None:
    shelf = Shelf(opened=False)
    bodies = [b"x"] * (group_commit.MAX_MAILS + 7)
    await keep_behind_one(GroupCommit(shelf), shelf, bodies)
    assert shelf.sizes == [1, group_commit.MAX_MAILS, 7]


async def test_a_batch_is_bounded_in_bytes() -> None:
    shelf = Shelf(opened=False)
    large = bytes(group_commit.MAX_BYTES // 2)
    await keep_behind_one(GroupCommit(shelf), shelf, [large] * 3 + [b"x"])
    assert shelf.sizes == [1, 2, 2]


async def test_in_a_failed_batch_only_the_poisonous_are_refused() -> None:
    shelf = Shelf(opened=False)
    bodies = [b"one", b"poison", b"two", b"more poison", b"three"]
    heard = await keep_behind_one(GroupCommit(shelf), shelf, bodies)
    assert [isinstance(answer, NotKept) for answer in heard] == [False, True, False, True, False]
    assert shelf.kept == [b"first", b"one", b"two", b"three"]


async def test_the_cause_of_a_refusal_is_told() -> None:
    shelf = Shelf()
    with pytest.raises(NotKept) as caught:
        await GroupCommit(shelf).keep(mail(b"poison"))
    assert caught.value.__cause__ is shelf.fault


async def test_a_store_that_is_down_is_not_asked_for_every_mail() -> None:
    shelf = Shelf(opened=False)
    seconds = count(step=4)
    commit = GroupCommit(shelf, monotonic=lambda: next(seconds))
    heard = await keep_behind_one(commit, shelf, [b"poison"] * 50)
    assert all(isinstance(answer, NotKept) for answer in heard)
    assert shelf.sizes == [1, 50, 1, 1]


@pytest.mark.parametrize("fault", [StopIteration(), SystemExit(3), MemoryError()])
async def test_no_fault_leaves_a_sender_waiting(fault: BaseException) -> None:
    shelf = Shelf()
    shelf.fault = fault
    commit = GroupCommit(shelf)
    async with asyncio.timeout(5):
        with pytest.raises(NotKept):
            await commit.keep(mail(b"poison"))
        await commit.keep(mail(b"after"))
    assert shelf.kept == [b"after"]


async def test_mail_of_a_session_that_has_gone_is_left_to_its_sender() -> None:
    shelf = Shelf(opened=False)
    commit = GroupCommit(shelf)
    first = asyncio.create_task(commit.keep(mail(b"first")))
    await asyncio.sleep(0.01)
    gone = asyncio.create_task(commit.keep(mail(b"gone")))
    last = asyncio.create_task(commit.keep(mail(b"last")))
    await asyncio.sleep(0.01)
    gone.cancel()
    await asyncio.sleep(0)
    shelf.opened.set()
    await asyncio.gather(first, last)
    assert shelf.kept == [b"first", b"last"]


async def test_closing_answers_everybody_first() -> None:
    shelf = Shelf(opened=False)
    commit = GroupCommit(shelf)
    waiting = [asyncio.create_task(commit.keep(mail(b"x"))) for _ in range(3)]
    await asyncio.sleep(0.01)
    closing = asyncio.create_task(commit.close())
    await asyncio.sleep(0.01)
    assert not closing.done()
    shelf.opened.set()
    await closing
    assert all(task.done() for task in waiting)
    assert shelf.kept == [b"x"] * 3
