"""Which schools somebody means by the names that they wrote in a form."""

import re
from typing import Final

from bot.counter import Turn
from core.errors import Refusal

_BETWEEN: Final = re.compile(r"[;\n]")


def read_schools(turn: Turn, words: str) -> tuple[str, ...] | Refusal:
    """Return the ids of the schools that are named, several being separated by semicolons."""
    names = turn.counter.schools
    names.refresh(turn.connection)
    found: list[str] = []
    for name in filter(None, (x.strip() for x in _BETWEEN.split(words))):
        certain = names.index.match(name).certain
        if certain is not None:
            found.append(certain)
            continue
        several = [names.index.match(x.strip()).certain for x in name.split(",")]
        if not all(several):
            return Refusal(
                f"I am not certain which school “{name[:80]}” is.",
                "Please write its whole name, with its town after a comma.",
            )
        found += [x for x in several if x]
    return tuple(dict.fromkeys(found))
