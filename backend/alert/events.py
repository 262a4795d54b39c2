"""What alerts tell, and the clock that one of them waits for."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AlertRaised:
    """Alerts of one kind were raised in one scope; `alert_id` is the gravest of `count`."""

    topics: ClassVar[tuple[str, ...]] = ("alert",)

    alert_id: UUID
    count: int


@dataclass(frozen=True, slots=True)
class AlertCleared:
    """The cause of an alert is gone."""

    topics: ClassVar[tuple[str, ...]] = ("alert",)

    alert_id: UUID


@dataclass(frozen=True, slots=True)
class AlertAcknowledged:
    """Somebody has seen an alert."""

    topics: ClassVar[tuple[str, ...]] = ("alert",)

    alert_id: UUID


@dataclass(frozen=True, slots=True)
class DecisionDue:
    """The time by which a proposal was to be decided has come."""

    topics: ClassVar[tuple[str, ...]] = ()

    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class AlertTaken:
    """Somebody has made an alert their own."""

    topics: ClassVar[tuple[str, ...]] = ("alert",)

    alert_id: UUID


@dataclass(frozen=True, slots=True)
class AlertSnoozed:
    """An alert leaves its owner alone until a time; its reaction runs when that has come."""

    topics: ClassVar[tuple[str, ...]] = ("alert",)

    alert_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class AlertEscalated:
    """An alert was handed to somebody else."""

    topics: ClassVar[tuple[str, ...]] = ("alert",)

    alert_id: UUID


@dataclass(frozen=True, slots=True)
class AlertNoted:
    """Somebody has said what was done about an alert."""

    topics: ClassVar[tuple[str, ...]] = ("alert",)

    alert_id: UUID


@dataclass(frozen=True, slots=True)
class OwnerDue:
    """The time has come to tell the owner of an alert."""

    topics: ClassVar[tuple[str, ...]] = ()

    alert_id: UUID


@dataclass(frozen=True, slots=True)
class OwnerTold:
    """Alerts of one rule are told to their owner; `alert_id` is the gravest of `alert_ids`."""

    topics: ClassVar[tuple[str, ...]] = ("alert",)

    alert_id: UUID
    person_id: UUID
    alert_ids: tuple[UUID, ...]
