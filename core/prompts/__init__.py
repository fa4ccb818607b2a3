"""The kinds of prompt. Each module here that has a `KIND` holds one: a new module is a new kind."""

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module

from core.prompts.kind import Answers, Asked, Instance, MoneyPart, Part, PromptKind


def _kinds() -> Iterator[PromptKind]:
    for found in pkgutil.iter_modules(__path__):
        kind = getattr(import_module(f"{__name__}.{found.name}"), "KIND", None)
        if kind is not None:
            yield kind


KINDS: Mapping[str, PromptKind] = {kind.name: kind for kind in _kinds()}
"""Every kind of prompt by name: what a process file may put."""

__all__ = ["KINDS", "Answers", "Asked", "Instance", "MoneyPart", "Part", "PromptKind"]
