"""Running the service, and getting it ready to run."""

from argparse import ArgumentParser, Namespace

from core.store import schema
from core.store.engine import Database
from sle_broker.arguments import add_json
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.exits import Exit


def _migrate(program: Program, _given: Namespace) -> Ending:
    database = Database(program.settings.database)
    try:
        before = schema.revision(database)
        schema.upgrade(database)
        after = schema.revision(database)
    finally:
        database.close()
    changed = before != after
    text = f"The database is at {after}" + (f" (was {before or 'empty'})." if changed else ".")
    program.console.show({"before": before, "after": after}, text)
    return Exit.DONE


def _migrate_arguments(parser: ArgumentParser) -> None:
    add_json(parser)


COMMANDS = {"migrate": CommandSpec(_migrate_arguments, _migrate)}
