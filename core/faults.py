"""Naming a fault in the log: where it happened, never whose words it happened to."""

import errno
import logging
import secrets
import traceback
from pathlib import PurePath


def new_reference() -> str:
    """Return a short reference that stands both in the log and where people see the fault."""
    return secrets.token_hex(4).upper()


def describe(fault: BaseException) -> str:
    """Return the fault's types, codes and places in the source, from outermost to root cause.

    Messages are left out: those of a database carry the values of the statement, so addresses and
    text of mail.
    """
    described: list[str] = []
    link: BaseException | None = fault
    while link is not None and len(described) < 5:
        frames = traceback.extract_tb(link.__traceback__)[-3:]
        places = " > ".join(f"{PurePath(f.filename).name}:{f.lineno} {f.name}" for f in frames)
        described.append(f"{type(link).__name__}{_code(link)} at {places or 'unknown place'}")
        link = link.__cause__ or link.__context__
    return "; caused by ".join(described)


def report(log: logging.Logger, what: str, fault: BaseException, **about: object) -> str:
    """Log a fault with where it was raised and with ids only; return the reference given to it."""
    reference = new_reference()
    log.error(what, extra={"reference": reference, "fault": describe(fault), **about})
    return reference


def _code(fault: BaseException) -> str:
    """Return the code that an operating system or a database gives, such as `[ENOSPC]`."""
    if isinstance(fault, OSError) and fault.errno is not None:
        return f" [{errno.errorcode.get(fault.errno, fault.errno)}]"
    code = getattr(fault, "sqlite_errorname", None) or getattr(fault, "sqlstate", None)
    return f" [{code}]" if code else ""
