"""The log: static names of what happened, with ids beside them; nothing personal, on stderr.

`_log.info("mail_stored", extra={"case": "AB-0001"})` is written as
`2026-09-01T08:00:00Z INFO intake.worker mail_stored case=AB-0001`.
"""

import logging
import sys
import time

_OWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
_OURS = ("core", "bot", "intake", "scheduler", "sle_broker")


class EventFormatter(logging.Formatter):
    """One line an event: when, how grave, where, what, and the ids bound to it."""

    converter = staticmethod(time.gmtime)

    def __init__(self, *, tracebacks: bool) -> None:
        """Show tracebacks only to whoever asked for DEBUG: they may quote people's words."""
        super().__init__("%(asctime)sZ %(levelname)s %(name)s", "%Y-%m-%dT%H:%M:%S")
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; the message itself is a fixed name."""
        record.asctime = self.formatTime(record, self.datefmt)
        parts = [self.formatMessage(record), record.getMessage()]
        parts += [f"{k}={v}" for k, v in sorted(record.__dict__.items()) if k not in _OWN]
        if record.exc_info and record.exc_info[0] is not None:
            parts.append(f"fault={record.exc_info[0].__name__}")
            if self._tracebacks:
                parts.append("\n" + self.formatException(record.exc_info))
        return " ".join(parts)


class StderrHandler(logging.Handler):
    """Writes to whatever is stderr at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except Exception:  # noqa: BLE001 — logging must never break what it tells about
            self.handleError(record)


def configure(level: str) -> None:
    """Send our log to stderr from `level` upwards, and libraries' only when they warn: theirs may
    quote addresses and texts.
    """
    remove()
    root = logging.getLogger()
    handler = StderrHandler()
    handler.setFormatter(EventFormatter(tracebacks=level == "DEBUG"))
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)


def remove() -> None:
    """Take our handler away again, if there is one."""
    root = logging.getLogger()
    for handler in [x for x in root.handlers if isinstance(x, StderrHandler)]:
        root.removeHandler(handler)
