"""The schema: brought up to date by Alembic, checked for drift against the tables."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData
from sqlmodel import SQLModel

from core.errors import ConfigError
from core.store import directory_tables, mail_tables, tables
from core.store.engine import Database

_MODULES = (tables, mail_tables, directory_tables)
_MIGRATIONS = Path(__file__).parent / "migrations"


def metadata() -> MetaData:
    """Return the metadata of all tables: importing their modules has filled it."""
    if not all(_MODULES):  # pragma: no cover — names the modules whose import fills the metadata
        raise AssertionError
    return SQLModel.metadata


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


def upgrade(database: Database) -> None:
    """Bring the schema up to date; a schema that is up to date is left alone."""
    with database.write() as connection:
        database.lock(connection, ["schema"])
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(database: Database) -> str | None:
    """Return the revision that the database stands at."""
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Return the newest revision there is."""
    return ScriptDirectory.from_config(_config()).get_current_head()


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
    with database.write() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(x) for x in compare_metadata(context, metadata())]
