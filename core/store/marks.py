"""What a database says of itself: whether it is a practice workspace's or one for real work."""

from sqlalchemy import insert, select

from core.errors import ConfigError
from core.store import tables
from core.store.cases import table_of
from core.store.engine import Database

_MARK = table_of(tables.MarkRow)
_WHAT_FOR, _PRACTICE = "what for", "practice"


def mark_for_practice(database: Database) -> None:
    """Mark a database that was just made as a practice workspace's, for good."""
    with database.write() as connection:
        connection.execute(insert(_MARK).values(name=_WHAT_FOR, value=_PRACTICE))


def is_for_practice(database: Database) -> bool:
    """Whether a database, whose tables are there, is a practice workspace's."""
    query = select(_MARK.c.value).where(_MARK.c.name == _WHAT_FOR)
    with database.read() as connection:
        return connection.execute(query).scalar() == _PRACTICE


def require(database: Database, *, practice: bool) -> None:
    """Raise ConfigError for a practice database in real work, and for a real one in practice."""
    if is_for_practice(database) == practice:
        return
    where = database.engine.url.render_as_string()
    if practice:
        raise ConfigError(
            f"the database {where} is not a practice workspace's, and practice touches no other: "
            "move it away, and a fresh one is made"
        )
    raise ConfigError(
        f"the database {where} is a practice workspace's, where people and cases are invented: "
        "let DATABASE_URL or BROKER_DATA_DIR name another for real work"
    )
