"""Process files, from text to a process that can be walked, with the hash that pins it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.process import Process
from core.process_files import checks, kinds, schema, toml_text
from core.process_files.faults import Problem, ProcessFileError
from core.process_files.toml_lines import TomlLines


@dataclass(frozen=True, slots=True)
class LoadedProcess:
    """A process with the text it was read from and the SHA-256 of its content, in hexadecimal."""

    process: Process
    hash: str
    source: str


def load_process(path: Path, known_kinds: kinds.Kinds = kinds.SHIPPED) -> LoadedProcess:
    """Read and check one process file; raises ProcessFileError with every fault found."""
    text = toml_text.read_text(path)
    if isinstance(text, Problem):
        raise ProcessFileError([text])
    return load_source(text, path.name, known_kinds)


def load_source(text: str, name: str, known_kinds: kinds.Kinds = kinds.SHIPPED) -> LoadedProcess:
    """Read and check a process from its text; `name` stands for the file in what is said."""
    process, lines, hash_ = _shaped(text, name)
    problems = checks.problems(process, name, lines, known_kinds)
    if problems:
        raise ProcessFileError(problems)
    return LoadedProcess(process, hash_, text)


def load_pinned(text: str, name: str) -> LoadedProcess:
    """Read the text of a process that cases already follow: its shape only is checked.

    What was good enough when they began must stay readable when the checks have grown stricter.
    """
    process, _, hash_ = _shaped(text, name)
    return LoadedProcess(process, hash_, text)


def load_all(directory: Path, known_kinds: kinds.Kinds = kinds.SHIPPED) -> dict[str, LoadedProcess]:
    """Read every process of a directory by its slug; raises ProcessFileError for all faults."""
    loaded: dict[str, LoadedProcess] = {}
    problems: list[Problem] = []
    paths = sorted(directory.glob("*.toml"))
    if not paths:
        what, mend = (
            "there is no process file here",
            f"put one, such as county.toml, in {directory}",
        )
        raise ProcessFileError([Problem(directory.name, 1, what, mend)])
    for path in paths:
        try:
            found = load_process(path, known_kinds)
        except ProcessFileError as error:
            problems.extend(error.problems)
            continue
        slug = found.process.slug
        if slug in loaded:
            problems.append(_slug_taken(path.name, found))
        loaded[slug] = found
    if problems:
        raise ProcessFileError(problems)
    return loaded


def _shaped(text: str, name: str) -> tuple[Process, TomlLines, str]:
    parsed = toml_text.parse(text, name)
    if isinstance(parsed, Problem):
        raise ProcessFileError([parsed])
    content, lines = parsed
    process = schema.check(Process, content, name, lines)
    if isinstance(process, list):
        raise ProcessFileError(process)
    return process, lines, content_hash(content)


def _slug_taken(name: str, found: LoadedProcess) -> Problem:
    line = TomlLines.of(found.source).at(("slug",))
    what = f"another process file has the slug {found.process.slug!r} already"
    return Problem(name, line, what, "give each process its own slug")


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what a file says: comments, layout and order of keys do not matter."""
    plain = json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
    )
    return hashlib.sha256(plain.encode()).hexdigest()
