"""What a command of the command line is made of."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from core.clock import Clock, SystemClock
from core.errors import Refusal
from core.settings import Settings
from sle_broker.console import Console
from sle_broker.exits import Exit

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from sle_broker.service import Service


class Program:
    """What every command works with; the service is put together when it is first asked for."""

    def __init__(
        self,
        settings: Settings,
        console: Console,
        clock: Clock | None = None,
        *,
        practice: bool = False,
    ) -> None:
        """Work by these settings and by the real time, unless another clock is given.

        `practice`: on the practice world's database.
        """
        self.settings = settings
        self.console = console
        self.practice = practice
        self.clock = clock or SystemClock()

    @cached_property
    def service(self) -> "Service":
        """The core on its database; commands that need none start quickly without."""
        from sle_broker.service import Service  # noqa: PLC0415 — imported when it is needed

        return Service(self.settings, self.clock, practice=self.practice)

    def close(self) -> None:
        """Let go of the database, if it was opened."""
        if "service" in self.__dict__:
            self.service.close()


Ending = Refusal | Exit
Run = Callable[[Program, Namespace], Ending]


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """One command: the arguments it takes, and what it does."""

    arguments: Callable[[ArgumentParser], None]
    run: Run
    never_practice: bool = False
    """Whether it is about the service itself, so that a practice world makes no difference."""


class Parser(ArgumentParser):
    """argparse, ending with the exit code for wrong usage that scripts can rely on (64)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """As argparse has it, but that an option counts only when it is written out."""
        super().__init__(*args, **({"allow_abbrev": False} | options))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with how the command was called."""
        self.print_usage(sys.stderr)
        self.exit(Exit.USAGE, f"{self.prog}: {message}\n")

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """Write help or usage; argparse's own hides that the output could not be written."""
        if file is sys.stdout:
            Console().show(None, message)
        else:
            Console().say(message)
