"""Reading the files that a command names."""

from pathlib import Path

from core.errors import Refusal


def read_file(path: Path) -> bytes | Refusal:
    """Return a file's content, or why it cannot be had."""
    try:
        return path.read_bytes()
    except OSError as error:
        return Refusal(f"{path} cannot be read: {error.strerror or type(error).__name__}.")
