"""A command loads what it needs and no more, so that people do not wait for it."""

import subprocess
import sys

import pytest

from core.store import schema
from tests.support.command_line import CommandLine

ALEMBIC, SERVERS = "alembic", ("aiosmtpd", "aiohttp", "apscheduler", "uvloop")
READERS = ("core.reading.answers", "core.reading.visits", "core.reading.request", "icalendar")
LOADED = """
import sys
from sle_broker.cli import main
code = main(sys.argv[1:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""
NEEDLESS: dict[str, tuple[str, ...]] = {
    "--help": ("sqlalchemy", "jinja2", "core.prompts", ALEMBIC, *SERVERS, *READERS),
    "process list": ("sqlalchemy", "jinja2", ALEMBIC, *SERVERS, *READERS),
    "cases": ("core.desk", "core.process_files", "jinja2", ALEMBIC, *SERVERS, *READERS),
    "cases --help": ("core.desk", "jinja2", ALEMBIC, *SERVERS, *READERS),
    "show XX-0001": ("core.desk", "jinja2", ALEMBIC, *SERVERS, *READERS),
    "read-answer yes": ("sqlalchemy", "jinja2", ALEMBIC, *SERVERS),
    "parked list": (ALEMBIC, *SERVERS),
}


@pytest.mark.parametrize("words", NEEDLESS)
def test_a_command_loads_nothing_that_it_has_no_use_for(cli: CommandLine, words: str) -> None:
    cli.do("migrate")
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words.split()],
        env=cli.environment(),
        cwd=cli.folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    code, *loaded = done.stderr.splitlines()[-1].split()
    assert code in ("0", "1"), done.stderr
    assert not set(NEEDLESS[words]) & set(loaded)


def test_the_newest_revision_is_the_one_that_alembic_goes_to() -> None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 — what nobody else has to load

    assert ScriptDirectory.from_config(schema._config()).get_heads() == [schema.head()]
