"""A file's content against its model, with every fault as a sentence for whoever wrote it."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from core.calendars import civil
from core.process_files.faults import Problem, instead
from core.process_files.toml_lines import Place, TomlLines

M = TypeVar("M", bound=BaseModel)
Sentence = tuple[str, str]
"""What is wrong, and what to write instead."""

_EXAMPLES: Mapping[str, str] = {
    "slug": 'slug = "north-downs"',
    "name": 'name = "…"',
    "source": 'source = "…", the document that the rules come from',
    "process": 'process = "…", the slug of a process file',
    "ref_prefix": 'ref_prefix = "ND"',
    "mailboxes": 'mailboxes = ["support"]',
    "rate": "a [rate] table with day and [[rate.line]]",
    "day": "day = 350_00, in pence",
    "line": "at least one [[rate.line]] here",
    "payer": 'payer = "receiving_school"',
    "payee": 'payee = "home_school"',
    "per_day": "per_day = 350_00, in pence",
    "raised_by": 'raised_by = "home_school"',
    "step": "at least one [[step]]",
    "each": 'each = "case" (or "receiving_school", or "deployment")',
    "prompt": "at least one [[step.prompt]] under this step",
    "kind": 'kind = "shortlist", or another kind of prompt',
    "to": 'to = "coordinator", or another role',
    "due": 'due = "2 working days"',
    "when": 'when = { funding = "boards" }',
}
_PATTERNS: Mapping[str, str] = {
    "slug": 'write lower-case letters, digits and dashes, such as "north-downs"',
    "half_day": 'write half_day = "pro rata", the only way there is',
    "ref_prefix": 'write one to eight capitals or digits, a capital first, such as "ND"',
    "slack_channel": 'write its name without #, such as "sle-requests", or its ID',
    "specialisms": 'write them as slugs, such as "early-years"',
    "mailboxes": 'write the part before the @, such as "support", or a whole address, without +',
}
_TYPES: Mapping[str, tuple[str, str]] = {
    "string": ("text", 'write it in "quotation marks"'),
    "int": ("a whole number", "write it plainly, without quotation marks, such as 350_00"),
    "float": ("a number", "write it plainly, without quotation marks, such as 10"),
    "tuple": ("a list", "write it in [brackets], or a table in double ones such as [[step]]"),
    "list": ("a list", "write it in [brackets], or a table in double ones such as [[step]]"),
    "dict": ("a table", 'write it as { name = "value" } or under its own [heading]'),
    "model": ("a table", "write it under its own [heading]"),
    "time": ("a time of day", "write it as 08:00:00, without quotation marks"),
}
_MEND_IN_MESSAGE = re.compile(r": (?=(?:write|make|give|let|leave|name|what) )")
_OTHERWISE = "see the processes that come with the product for how it is written"


def check(
    model: type[M], content: Mapping[str, Any], name: str, lines: TomlLines
) -> M | list[Problem]:
    """Return the content as its model, or everything that is wrong with its shape."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        errors = error.errors()
        return [_problem(model, x, name, lines) for x in errors if not _follows(x, errors)]


def _follows(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Whether a list only counts as too short because something in it is wrong, as told besides."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        x["loc"][: len(place)] == place and len(x["loc"]) > len(place) for x in errors
    )


_WINTER_AND_SUMMER = tuple(datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7))


def zone_fault(zone: str) -> Sentence | None:
    """Return what is wrong with the zone a file names, or None.

    A process says it so that whoever reads the file need not guess; there is but one that it can
    be, since deadlines, quiet hours, terms and bank holidays are England's (`core.calendars`).
    """
    try:
        offsets = [x.astimezone(ZoneInfo(zone)).utcoffset() for x in _WINTER_AND_SUMMER]
    except (ValueError, OSError, ZoneInfoNotFoundError):
        known = available_timezones()  # every zone's file is looked at: only to say what is meant
        return f"there is no time zone {zone!r}", instead(zone, known, 'write "Europe/London"')
    if offsets != [civil(x).utcoffset() for x in _WINTER_AND_SUMMER]:
        what = f"{zone!r} is not England's time, in which deadlines and quiet hours are counted"
        return what, 'write "Europe/London"'
    return None


def _problem(model: type[BaseModel], error: ErrorDetails, name: str, lines: TomlLines) -> Problem:
    describe = _BY_TYPE.get(error["type"], _other)
    what, mend = describe(model, error)
    return Problem(name, lines.at(error["loc"]), what, mend)


def _missing(_model: type[BaseModel], error: ErrorDetails) -> Sentence:
    key = _key(error["loc"])
    return f"{key!r} is missing", f"write {_EXAMPLES.get(key, f'{key} = …')}"


def _unknown(model: type[BaseModel], error: ErrorDetails) -> Sentence:
    key = _key(error["loc"])
    known = _model_at(model, error["loc"][:-1]).model_fields
    return f"{key!r} is not a setting of this table", instead(key, known)


def _choice(_model: type[BaseModel], error: ErrorDetails) -> Sentence:
    known = re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", "")))
    return f"{_key(error['loc'])} cannot be {error['input']!r}", instead(error["input"], known)


def _of_validator(_model: type[BaseModel], error: ErrorDetails) -> Sentence:
    message = str(error.get("ctx", {}).get("error", error["msg"]))
    what, *mend = _MEND_IN_MESSAGE.split(message, maxsplit=1)
    return what, mend[0] if mend else _OTHERWISE


def _pattern(_model: type[BaseModel], error: ErrorDetails) -> Sentence:
    key = _key(error["loc"])
    return f"{key} cannot be {error['input']!r}", _PATTERNS.get(key, _OTHERWISE)


def _too_short(_model: type[BaseModel], error: ErrorDetails) -> Sentence:
    key = _key(error["loc"])
    return f"{key} is empty", f"write {_EXAMPLES.get(key, f'at least one {key}')}"


def _too_small(_model: type[BaseModel], error: ErrorDetails) -> Sentence:
    key, least = _key(error["loc"]), error.get("ctx", {}).get("gt", 0)
    return f"{key} cannot be {error['input']!r}", f"write a number above {least}"


def _other(_model: type[BaseModel], error: ErrorDetails) -> Sentence:
    wanted, mend = _TYPES.get(error["type"].split("_")[0], ("", ""))
    key = _key(error["loc"])
    if not wanted:
        return f"{key} cannot be {error['input']!r} ({error['msg']})", _OTHERWISE
    return f"{key} has to be {wanted}", mend


_BY_TYPE: Mapping[str, Callable[[type[BaseModel], ErrorDetails], Sentence]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _choice,
    "literal_error": _choice,
    "value_error": _of_validator,
    "string_pattern_mismatch": _pattern,
    "too_short": _too_short,
    "string_too_short": _too_short,
    "greater_than": _too_small,
}


def _key(place: Place) -> str:
    """Return the setting that a place belongs to: its last word."""
    return next((x for x in reversed(place) if isinstance(x, str)), "the file")


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel]:
    """Return the model of the table at a place."""
    for part in place:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_within(model.model_fields[part].annotation) or model
    return model


def _model_within(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_within(x) for x in get_args(annotation) if not isinstance(x, Enum))
    return next((x for x in found if x is not None), None)
