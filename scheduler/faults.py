"""Naming a fault in the log without repeating anybody's words."""

import logging
import secrets
import traceback
from pathlib import PurePath


def new_reference() -> str:
    """Return a short reference that stands both in the log and where people see the fault."""
    return secrets.token_hex(3).upper()


def place(fault: BaseException) -> str:
    """Return a fault's type and where in the source it was raised; never its message."""
    frames = traceback.extract_tb(fault.__traceback__)[-3:]
    where = " > ".join(f"{PurePath(x.filename).name}:{x.lineno}" for x in frames)
    return f"{type(fault).__name__} at {where or 'unknown place'}"


def report(log: logging.Logger, what: str, fault: BaseException, **about: object) -> str:
    """Log a fault with where it was raised and with ids only; return the reference given to it."""
    reference = new_reference()
    log.error(what, extra={"reference": reference, "fault": place(fault), **about})
    return reference
