"""The schema: brought up to date by Alembic, checked for drift against the tables.

Every command asks whether the schema is current, hardly any changes it: Alembic is loaded for that
only.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, inspect, text
from sqlmodel import SQLModel

from core.errors import ConfigError
from core.store import directory_tables, mail_tables, slack_tables, tables
from core.store.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config

_MODULES = (tables, mail_tables, directory_tables, slack_tables)
_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSIONS = "alembic_version"
"""Where Alembic keeps the revision."""
_AT = text(f"SELECT version_num FROM {_VERSIONS}")  # noqa: S608 — a constant


def metadata() -> MetaData:
    """Return the metadata of all tables: importing their modules has filled it."""
    if not all(_MODULES):  # pragma: no cover — names the modules whose import fills the metadata
        raise AssertionError
    return SQLModel.metadata


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 — as said above

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


def upgrade(database: Database) -> None:
    """Bring the schema up to date; a schema that is up to date is left alone."""
    from alembic import command  # noqa: PLC0415 — as said above

    with database.write() as connection:
        database.lock(connection, ["schema"])
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(database: Database) -> str | None:
    """Return the revision that the database stands at."""
    with database.read() as connection:
        if not inspect(connection).has_table(_VERSIONS):
            return None
        found: str | None = connection.execute(_AT).scalar()
        return found


def head() -> str:
    """Return the newest revision there is: their files are numbered."""
    return max(x.name.partition("_")[0] for x in (_MIGRATIONS / "versions").glob("*_*.py"))


def require_current(database: Database) -> None:
    """Raise ConfigError unless the schema is the one this version works with."""
    at, wanted = revision(database), head()
    if at != wanted:
        message = (
            f"the database's schema is {at or 'empty'}, this version needs {wanted}: "
            "run `sle-broker migrate`"
        )
        raise ConfigError(message)


def drift(database: Database) -> list[str]:
    """Return every difference between the migrated schema and the tables in code."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 — as said above
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    with database.write() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(x) for x in compare_metadata(context, metadata())]
