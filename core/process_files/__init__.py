"""Ways of brokering as TOML files: read, checked, shown; every fault with file, line and mend."""

from core.process_files.describing import describe, diagram
from core.process_files.faults import AllianceFileError, FileFaults, Problem, ProcessFileError
from core.process_files.loading import (
    LoadedProcess,
    load_all,
    load_pinned,
    load_process,
    load_source,
)

__all__ = [
    "AllianceFileError",
    "FileFaults",
    "LoadedProcess",
    "Problem",
    "ProcessFileError",
    "describe",
    "diagram",
    "load_all",
    "load_pinned",
    "load_process",
    "load_source",
]
