"""How a command ends: its exit code (docs/commands.md; 64 to 75 as in BSD's sysexits)."""

from enum import IntEnum


class Exit(IntEnum):
    """What an exit code tells a script."""

    DONE = 0
    REFUSED = 1
    USAGE = 64
    UNAVAILABLE = 69
    BUG = 70
    TRY_AGAIN = 75
