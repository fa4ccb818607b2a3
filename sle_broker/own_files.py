"""The files that say how alliances work: those the settings name, else those that come with us."""

from pathlib import Path

import core
from core.alliance_files import load_alliances
from core.parties import Alliance
from core.process_files import LoadedProcess, load_all
from core.settings import Settings

_PACKAGED = Path(core.__file__).parent


def load_processes(settings: Settings) -> dict[str, LoadedProcess]:
    """Read the ways of brokering: the settings' own folder, else those that come with us."""
    return load_all(settings.processes_dir or _PACKAGED / "processes")


def load_all_alliances(
    settings: Settings, processes: dict[str, LoadedProcess]
) -> dict[str, Alliance]:
    """Read the alliances: the settings' own folder, else those that come with us."""
    return load_alliances(settings.alliances_dir or _PACKAGED / "alliances", list(processes))
