"""How a chat message of an SLE is read: which visits were done, where, when and how long."""

from core.reading.visits.reading import (
    OpenDeployment,
    VisitReading,
    read_visits,
)

__all__ = [
    "OpenDeployment",
    "VisitReading",
    "read_visits",
]
