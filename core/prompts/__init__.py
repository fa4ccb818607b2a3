"""The kinds of prompt. Each module here holds one as `KIND`: a new module is a new kind."""

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module

from core.prompts.kind import Answers, Asked, Instance, MoneyPart, Part, PromptKind

_SHARED = frozenset({"kind", "replies"})
"""Modules that hold no kind. Replies are read with every reader there is, which whoever only wants
to know what is asked should not have to load.
"""


def _kinds() -> Iterator[PromptKind]:
    for found in pkgutil.iter_modules(__path__):
        if found.name not in _SHARED:
            kind: PromptKind = import_module(f"{__name__}.{found.name}").KIND
            yield kind


KINDS: Mapping[str, PromptKind] = {kind.name: kind for kind in _kinds()}
"""Every kind of prompt by name: what a process file may put."""

__all__ = ["KINDS", "Answers", "Asked", "Instance", "MoneyPart", "Part", "PromptKind"]
