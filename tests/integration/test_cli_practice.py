"""`serve` with nothing connected: the practice world, beside real work and never mixed with it."""

import http.client
import json
import urllib.parse
from contextlib import closing
from typing import Any

from tests.integration.test_cli_serve import PATIENCE, Running, serving, until
from tests.support.command_line import CommandLine, mail

HEAD = "c.eze@marshgate.example"
BOX = "east-sussex@broker.localhost"
ASKING = "Please could we have 2 days of SLE support with phonics for our new Year 1 teacher?"
EVERYTHING = ("--only", "intake,bot,scheduler")


def ask(service: Running, path: str) -> Any:
    """Return what the practice page's interface answers."""
    address = urllib.parse.urlsplit(service.web)
    with closing(http.client.HTTPConnection(address.netloc, timeout=PATIENCE)) as connection:
        connection.request("GET", f"/practice/api/{path}")
        answer = connection.getresponse()
        assert answer.status == 200
        return json.loads(answer.read())


def card_of(service: Running, name: str) -> str:
    """Return the newest message of the channel that somebody is in."""
    person = next(x for x in ask(service, "people") if x["name"] == name)
    seen = ask(service, f"people/{person['id']}/slack")["conversations"]
    messages = next(x["messages"] for x in seen if x["kind"] == "channel")
    return str(messages[-1]["text"]) if messages else ""


def test_a_mail_to_the_practice_world_becomes_a_card_and_is_answered(cli: CommandLine) -> None:
    with serving(cli, *EVERYTHING, lines=3) as service:
        service.send(mail(HEAD, BOX, "Phonics", ASKING), to=BOX)
        until(lambda: "Marshgate" in card_of(service, "Paul Novello"))
        head = next(x for x in ask(service, "people") if x["address"] == HEAD)
        until(lambda: ask(service, f"people/{head['id']}/mail")["mails"])
        [found] = ask(service, "cases")
        assert service.stop()[0] == 0
    with serving(cli, *EVERYTHING, lines=3) as service:
        assert [x["ref"] for x in ask(service, "cases")] == [found["ref"]]
        assert "Marshgate" in card_of(service, "Paul Novello")
        assert service.stop()[0] == 0


def test_commands_work_in_the_practice_world_while_there_is_no_other(cli: CommandLine) -> None:
    with serving(cli, *EVERYTHING, lines=3) as service:
        service.send(mail(HEAD, BOX, "Phonics", ASKING), to=BOX)
        until(lambda: len(ask(service, "cases")) == 1)
        assert len(cli.json("cases")) == 1
        before = ask(service, "clock")["now"]
        assert cli.do("clock", "advance", "7d").out.startswith("It is now ")
        assert ask(service, "clock")["now"][:10] > before[:10]
        assert service.stop()[0] == 0
    cli.import_examples()  # one's own schools never go into the practice world: real work begins
    assert cli.json("cases") == []


def test_practice_leaves_real_work_alone_and_real_work_refuses_its_database(
    cli: CommandLine,
) -> None:
    cli.set(DATABASE_URL=f"sqlite:///{cli.folder / 'real.sqlite3'}")
    cli.import_examples()
    assert cli("clock", "advance", "1d").code == 1
    cli.set(DATABASE_URL="")
    with serving(cli, *EVERYTHING, lines=3) as service:
        service.send(mail(HEAD, BOX, "Phonics", ASKING), to=BOX)
        until(lambda: len(ask(service, "cases")) == 1)
        assert service.stop()[0] == 0
    cli.set(DATABASE_URL=f"sqlite:///{cli.folder / 'real.sqlite3'}")
    assert cli.json("cases") == []
    practice = cli.folder / "data" / "practice" / "practice.sqlite3"
    cli.set(DATABASE_URL=f"sqlite:///{practice}")
    refused = cli("cases")
    assert refused.code == 69
    assert "practice" in refused.err


def test_somebody_already_practising_here_is_named(cli: CommandLine) -> None:
    with serving(cli, *EVERYTHING, lines=3) as service:
        second = cli.apart("serve")
        assert second.code == 1
        assert service.stop()[0] == 0
