"""Reading the files that a command names."""

from pathlib import Path

from core.errors import Refusal

_MOST_OCTETS = 64 * 1024 * 1024


def read_file(path: Path) -> bytes | Refusal:
    """Return a file's content, or why it cannot be had."""
    try:
        if path.exists() and not path.is_file():
            return Refusal(f"{path} is no file.", "Name a file, such as contacts.csv.")
        with path.open("rb") as file:
            content = file.read(_MOST_OCTETS + 1)
    except OSError as error:
        return Refusal(f"{path} cannot be read: {error.strerror or type(error).__name__}.")
    if len(content) > _MOST_OCTETS:
        return Refusal(
            f"{path} has more than {_MOST_OCTETS // (1024 * 1024)} MB.",
            "Check that it is the file you meant, or import it in parts.",
        )
    return content
