"""Lists of turns of phrase, one a line, as patterns that are easy to read."""

import re
from collections.abc import Mapping

_GROUP = re.compile(r"(?<!\\)\((?!\?)")


def patterns_of(lines: str, choices: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the pattern of each line, its groups not captured. The words in capitals that
    `choices` names stand for patterns, which may hold such words themselves.
    """
    return tuple(_written_out(line, choices or {}) for line in lines.strip().split("\n"))


def _written_out(pattern: str, choices: Mapping[str, str]) -> str:
    if choices:
        names = re.compile("|".join(sorted(choices, key=len, reverse=True)))
        while names.search(pattern):
            pattern = names.sub(lambda found: choices[found[0]], pattern)
    return _GROUP.sub("(?:", pattern)
