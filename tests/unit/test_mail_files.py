"""Mails in mbox files and Maildirs come out whole, each once, as they were sent."""

from pathlib import Path

import pytest

from sle_broker.mail_files import mails_in

HEAD = "From: Ann Tern <ann@oak.test>\nSubject: Help\n\n"
WHEN = "Mon Oct  5 09:00:00 2026"
BODIES = (
    "Could we have an SLE?\n",
    "Dear all,\n\nFrom September on we need an SLE at 9:30 on Mondays in 2026.\n",
    "Dear all,\n\n>From next term on, please.\n>>From: quoted\n",
    "Forwarded:\n\nFrom bo@elm.test Tue Oct  6 09:00:00 2026\nno header stands here\n",
    "",
)
READ = (*BODIES[:2], "Dear all,\n\nFrom next term on, please.\n>>From: quoted\n", *BODIES[3:])


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_every_mail_of_an_mbox_comes_out_whole(tmp_path: Path, line_end: str) -> None:
    senders = ("ann@oak.test", "MAILER-DAEMON", "-", "ann@oak.test", "x")
    mbox = "".join(
        f"From {sender} {WHEN}\n{HEAD}{body}\n"
        for sender, body in zip(senders, BODIES, strict=True)
    )
    path = tmp_path / "mails.mbox"
    path.write_bytes(mbox.replace("\n", line_end).encode())
    found = list(mails_in(path))
    assert [x.body.decode().replace("\r\n", "\n") for x in found] == [HEAD + x for x in READ]
    assert [x.envelope_from for x in found] == ["ann@oak.test", None, None, "ann@oak.test", None]
    assert [x.name for x in found] == [f"{path}#{n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    "first", ["From ann@oak.test Mon Oct  5 09:00:00 2026", "From ann@oak.test", "From "]
)
def test_a_mail_below_one_separator_is_one_mail(tmp_path: Path, first: str) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(f"{first}\n{HEAD}Could we have an SLE?\n".encode())
    (found,) = mails_in(path)
    assert found.body.decode() == f"{HEAD}Could we have an SLE?\n"


def test_a_maildirs_mails_come_in_the_order_of_their_arrival(tmp_path: Path) -> None:
    for name in ("new/1003.a", "cur/1001.b:2,S", "cur/1002.c:2,", "tmp/1000.d", "cur/.lock"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(f"{HEAD}{name}\n".encode())
    found = [x.body.decode().removeprefix(HEAD).strip() for x in mails_in(tmp_path)]
    assert found == ["cur/1001.b:2,S", "cur/1002.c:2,", "new/1003.a"]


def test_an_mbox_of_many_lines_like_separators_is_split_quickly(tmp_path: Path) -> None:
    path = tmp_path / "many.mbox"
    path.write_bytes(b"From x " + b"1:11 " * 400_000 + b"\n" + b"\nFrom x" * 300_000)
    assert len(list(mails_in(path))) == 1
