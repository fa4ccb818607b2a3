"""What the doctor finds: each thing once, in a sentence that an administrator can act on."""

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sle_broker import service
from tests.support.command_line import CommandLine, Ended
from tests.support.receiving_server import receiving

LONG_KEY = "k" * 40


@pytest.fixture
def surroundings(cli: CommandLine, tmp_path: Path) -> CommandLine:
    """The command line with nothing amiss."""
    cli.set(
        BROKER_INTAKE_PORT="0",
        BROKER_HTTP_PORT="0",
        BROKER_SECRET_KEY=LONG_KEY,
        BROKER_MAIL_DOMAIN="broker.example",
        BROKER_TRUSTED_AUTHSERV="mx.broker.example",
    )
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "ours.toml").write_text('slug = "ours"\nnmae = "Ours"\n')
    (tmp_path / "file").write_bytes(b"not a database\n" * 500)
    return cli


def amiss(ended: Ended) -> list[tuple[str, str]]:
    assert "Traceback" not in ended.err
    return [(x["what"], x["mend"]) for x in ended.json["checks"] if x["verdict"] == "mend"]


AMISS: list[tuple[dict[str, str], str, str]] = [
    ({"BROKER_DATA_DIR": "{0}/file"}, "The data folder {0}/file is a file.", "BROKER_DATA_DIR"),
    ({"BROKER_DATA_DIR": "/proc/no"}, "The data folder /proc/no cannot be", "BROKER_DATA_DIR"),
    ({"BROKER_SECRET_KEY": "short"}, "BROKER_SECRET_KEY has 5 characters", "at least 32"),
    ({"DATABASE_URL": "oracle://x"}, "a database that is not supported", "sqlite:///FILE"),
    ({"DATABASE_URL": "sqlite:///"}, "DATABASE_URL names no file", "sqlite:///FILE"),
    ({"DATABASE_URL": "sqlite:///{0}/file"}, "file is not a database", "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql://no@127.0.0.1:1/x"}, "does not answer", "DATABASE_URL"),
    ({"BROKER_PROCESSES_DIR": "{0}/empty"}, "there is no process file here", "Put one"),
    ({"BROKER_ALLIANCES_DIR": "{0}/empty"}, "there is no alliance file here", "Put one"),
    ({"BROKER_MAIL_DOMAIN": "our school"}, "“our school”, which is no domain", "such as"),
    ({"BROKER_MAIL_DOMAIN": ""}, "“”, which is no domain", "such as"),
    ({"BROKER_TRUSTED_AUTHSERV": "mx one"}, "“mx one”, which is no name", "commas"),
    ({"BROKER_SMTP_URL": "smtp://127.0.0.1:1"}, "does not answer (Connection refused)", "reach"),
    ({"BROKER_SMTP_URL": "http://x"}, "names no mail relay", "smtp+starttls://"),
    ({"BROKER_SMTP_URL": "smtp://u:pa@relay.example"}, "password unencrypted", "smtps://"),
]


@pytest.mark.parametrize(("settings", "what", "mend"), AMISS, ids=[str(x[0]) for x in AMISS])
def test_each_thing_amiss_is_told_once_with_its_mend(
    surroundings: CommandLine, tmp_path: Path, settings: dict[str, str], what: str, mend: str
) -> None:
    surroundings.set(**{name: value.format(tmp_path) for name, value in settings.items()})
    ended = surroundings("doctor", "--json")
    assert ended.code == 1
    found = amiss(ended)
    told = [x for x in found if what.format(tmp_path) in x[0]]
    assert len(told) == 1, found
    assert mend in " ".join(told[0])
    assert len({x for x, _ in found}) == len(found)
    assert all(x[0].isupper() for x, _ in found if ", line " not in x)
    assert "pa@" not in ended.out


def test_where_nothing_is_amiss_it_says_so(surroundings: CommandLine) -> None:
    with receiving() as relay:
        surroundings.set(BROKER_SMTP_URL=f"smtp://127.0.0.1:{relay.port}")
        for _ in ("a new database", "one in use"):
            well = surroundings.json("doctor")
            assert well["ok"] is True
            assert {x["verdict"] for x in well["checks"]} <= {"well", "note"}
            assert any("mail relay" in x["what"] for x in well["checks"])
            surroundings.do("migrate")


def test_every_fault_of_a_file_is_a_finding_of_its_own(
    surroundings: CommandLine, tmp_path: Path
) -> None:
    surroundings.set(BROKER_PROCESSES_DIR=str(tmp_path / "broken"))
    found = amiss(surroundings("doctor", "--json"))
    assert len(found) > 1
    assert all("ours.toml, line" in what and mend for what, mend in found)


def test_a_relay_that_offers_no_encryption_is_not_signed_in_to(surroundings: CommandLine) -> None:
    with receiving() as relay:
        surroundings.set(BROKER_SMTP_URL=f"smtp+starttls://u:secret-word@127.0.0.1:{relay.port}")
        ended = surroundings("doctor", "--json")
    assert len(amiss(ended)) == 1
    assert "secret-word" not in ended.out + ended.err


def test_an_address_that_this_machine_has_not_is_no_note(surroundings: CommandLine) -> None:
    surroundings.set(BROKER_INTAKE_HOST="192.0.2.1", BROKER_INTAKE_PORT="2525")
    ((what, mend),) = amiss(surroundings.apart("doctor", "--json"))
    assert "no address 192.0.2.1" in what
    assert "BROKER_INTAKE_HOST" in mend


def test_one_port_for_mail_and_for_the_web_page_is_no_note(surroundings: CommandLine) -> None:
    surroundings.set(BROKER_INTAKE_PORT="2525", BROKER_HTTP_PORT="2525")
    ((what, mend),) = amiss(surroundings("doctor", "--json"))
    assert "both to use port 2525" in what
    assert "BROKER_HTTP_PORT" in mend


def test_a_port_in_use_is_only_a_note(surroundings: CommandLine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        surroundings.set(BROKER_INTAKE_PORT=str(taken.getsockname()[1]))
        checks = surroundings.json("doctor")["checks"]
    assert any("is in use" in x["what"] and x["verdict"] == "note" for x in checks)


def test_a_database_newer_than_the_program_is_not_to_be_migrated(
    surroundings: CommandLine,
) -> None:
    surroundings.do("migrate")
    path = surroundings.folder / "data" / "sle-broker.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    found = amiss(surroundings("doctor", "--json"))
    assert any("is newer (9999)" in what and "migrate" not in mend for what, mend in found)


SETTINGS = [
    ("BROKER_HTTP_PORT", "eighty", "from 0"),
    ("BROKER_INTAKE_PORT", "70000", "to 65535"),
    ("BROKER_MAX_MAIL_BYTES", "1", "from 65536"),
    ("BROKER_LOG_LEVEL", "loud", "DEBUG, INFO, WARNING or ERROR"),
]


@pytest.mark.parametrize(("name", "value", "mend"), SETTINGS)
def test_a_setting_that_cannot_be_is_quoted_with_what_to_write(
    cli: CommandLine, name: str, value: str, mend: str
) -> None:
    cli.set(**{name: value})
    ended = cli("doctor")
    assert ended.code == 69
    assert f"{name} is “{value}”: write " in ended.err
    assert mend in ended.err


def test_a_settings_file_that_is_no_text_is_named(cli: CommandLine) -> None:
    (cli.folder / ".env").write_bytes(b"BROKER_MAIL_FROM_NAME=Caf\xe9\n")
    ended = cli("doctor")
    assert ended.code == 69
    assert ".env cannot be read: it is not in UTF-8" in ended.err


# --- the key that is kept -------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"cut", b"\xff\xfe" * 30])
def test_a_kept_key_that_was_damaged_is_never_used(cli: CommandLine, content: bytes) -> None:
    cli.do("migrate")
    (cli.folder / "data" / "secret.key").write_bytes(content)
    ended = cli("replay", "1")
    assert ended.code == 69
    assert "BROKER_SECRET_KEY" in ended.err


def test_whoever_makes_the_key_second_takes_the_first_ones(tmp_path: Path) -> None:
    path = tmp_path / "data" / "secret.key"
    service._make_key(path)
    first = path.read_text()
    service._make_key(path)
    assert path.read_text() == first
    assert [x.name for x in path.parent.iterdir()] == ["secret.key"]
