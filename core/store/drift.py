"""`python -m core.store.drift`: migrate an empty database and fail if the tables in code differ."""

import sys
import tempfile
from pathlib import Path

from core.store import schema
from core.store.engine import Database


def main() -> int:
    """Print every difference; 0 when there is none."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'drift.sqlite3'}")
        schema.upgrade(database)
        found = schema.drift(database)
        database.close()
    for difference in found:
        sys.stderr.write(f"{difference}\n")
    sys.stderr.write("the schema is current\n" if not found else "write a migration\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
