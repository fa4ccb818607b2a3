"""Reading a TOML file so that every fault in its writing is told with line and mend."""

import re
import tomllib
from pathlib import Path
from typing import Any

from core.process_files.faults import Problem
from core.process_files.toml_lines import TomlLines

_POSITION = re.compile(r"^(?P<what>.*?) \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_LONG_NUMBER = re.compile(r"[\d_]{1000}")
_MOST_OCTETS = 256 * 1024
_MENDS = (
    ("Expected '='", "write it as: name = value"),
    ("Cannot overwrite", "this is said a second time here: keep one of the two"),
    ("Cannot declare", "this table is begun a second time here: put its lines together under one"),
    ("Unclosed array", "close the list with ] and put commas between its entries"),
    ("Unclosed inline", "close the table with }"),
    ("Unterminated", "close the text with its quotation mark"),
    ("Illegal character '\\n'", "close the text's quotation mark on the line it began on"),
    ("Illegal", "remove that character"),
    ("Unescaped", "write a backslash as two, or put the text in 'single quotation marks'"),
    ("Expected newline", 'put text in "quotation marks", and one setting on a line'),
    ("Expected ']'", "close the table's name with ]"),
    ("Invalid value", 'put text in "quotation marks"; write numbers plainly, such as 350_00'),
    ("Invalid statement", "write it as: name = value"),
)
_OTHERWISE = "check the quotation marks, brackets and equals signs on and before this line"


def read_text(path: Path) -> str | Problem:
    """Return a file's text (UTF-8), or what keeps it from being read."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_OCTETS + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Problem(
            path.name, 1, f"cannot be read ({why})", f"check that {path} is there and readable"
        )
    if len(content) > _MOST_OCTETS:
        what = f"has more than {_MOST_OCTETS // 1024} KB, as no such file needs"
        return Problem(path.name, 1, what, "check that it is the file you meant")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Problem(path.name, line, "is not UTF-8 text", "save the file as UTF-8")


def parse(text: str, name: str) -> tuple[dict[str, Any], TomlLines] | Problem:
    """Return a TOML text's content and where everything in it stands, or what is wrong in it."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _syntax_problem(text, name, str(error))
    except ValueError:  # Python reads no number of over 4300 digits
        line = 1 + next((n for n, x in enumerate(text.splitlines()) if _LONG_NUMBER.search(x)), 0)
        return Problem(name, line, "a number here has too many digits", "write a shorter number")
    except RecursionError:
        return Problem(name, 1, "lists within lists go too deep", "write it flatter")
    return content, TomlLines.of(text)


def _syntax_problem(text: str, name: str, message: str) -> Problem:
    found = _POSITION.match(message)
    what = found["what"] if found else message
    line = found["line"] if found else None
    last = max(1, len(text.rstrip().splitlines()))
    mend = next((mend for start, mend in _MENDS if what.startswith(start)), _OTHERWISE)
    return Problem(name, int(line) if line else last, f"is not valid TOML here ({what})", mend)
