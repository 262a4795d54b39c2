"""What may be asked of alerts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AcknowledgeAlert:
    """Say that the actor has seen an alert."""

    alert_id: UUID


@dataclass(frozen=True, slots=True)
class CheckAlerts:
    """Look whether causes have come or gone that no event tells: overdue decisions and deliveries, stock."""


@dataclass(frozen=True, slots=True)
class TakeAlert:
    """Make an alert one's own."""

    alert_id: UUID


@dataclass(frozen=True, slots=True)
class SnoozeAlert:
    """Be left alone with an alert until a time."""

    alert_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class EscalateAlert:
    """Hand an alert to somebody else who sees it."""

    alert_id: UUID
    person_id: UUID
    note: str


@dataclass(frozen=True, slots=True)
class NoteAlert:
    """Say what was done about an alert."""

    alert_id: UUID
    note: str


@dataclass(frozen=True, slots=True)
class WatchPromotions:
    """Look whether promotions outrun supply, and what seasons leave over, as days pass."""
