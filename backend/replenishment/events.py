"""What asks for a replenishment, and what replenishments tell."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from shared.watch_terms import FlowStart, Threshold


@dataclass(frozen=True, slots=True)
class ReplenishmentWanted:
    """A rule's alert names a position that is to be filled up; all that the rule says of it rides along.

    It is filled up to the level `fill_to`, or without one by what a promotion or a season `lacks`, as their alerts name it.

    `asked_by` last said what the rule starts. With `may_act` somebody else has let it watch, so that it
    may carry out by itself what is worth no more than `auto_value`.
    """

    topics: ClassVar[tuple[str, ...]] = ()

    alert_id: UUID
    rule_id: UUID
    rule_name: str
    item_id: UUID
    site_id: UUID
    starts: FlowStart
    fill_to: Decimal | None
    fill_in: Threshold
    rush_priority: int | None
    auto_value: Decimal | None
    asked_by: UUID | None
    may_act: bool
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class ReplenishmentOpened:
    """A replenishment waits for a decision."""

    topics: ClassVar[tuple[str, ...]] = ("replenishment", "alert")

    replenishment_id: UUID


@dataclass(frozen=True, slots=True)
class ReplenishmentDecided:
    """A replenishment was approved, rejected, sent back, carried out by itself, or needed no more."""

    topics: ClassVar[tuple[str, ...]] = ("replenishment", "alert")

    replenishment_id: UUID
    status: str


@dataclass(frozen=True, slots=True)
class ReplenishmentUndone:
    """Who decided has undone it in time; the replenishment waits again."""

    topics: ClassVar[tuple[str, ...]] = ("replenishment", "alert")

    replenishment_id: UUID
