"""What can be altered on a warm plan, one small fact each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from backend.engine.situation import Demand, PlannedSupply, Stock


@dataclass(frozen=True, slots=True)
class SetDemand:
    """An order line as it is from here on; added where it is not known."""

    demand: Demand


@dataclass(frozen=True, slots=True)
class DropDemand:
    """An order line that is no longer there."""

    demand_line_id: UUID


@dataclass(frozen=True, slots=True)
class SetSupply:
    """A paper as it is from here on; added where it is not known."""

    supply: PlannedSupply


@dataclass(frozen=True, slots=True)
class DropSupply:
    """A paper that is no longer there."""

    supply_id: UUID


@dataclass(frozen=True, slots=True)
class SetStock:
    """All the stock of an item at a site."""

    item_id: UUID
    site_id: UUID
    stocks: tuple[Stock, ...]


@dataclass(frozen=True, slots=True)
class SetCapacity:
    """Hours of a work centre on a day: the regular ones, and the overtime approved on top."""

    work_center_id: UUID
    on: date
    hours: Decimal | None = None
    overtime: Decimal | None = None


Alteration: TypeAlias = SetDemand | DropDemand | SetSupply | DropSupply | SetStock | SetCapacity


@dataclass(frozen=True, slots=True)
class Touched:
    """What an alteration has moved: nodes worked on, and order lines whose answer differs."""

    nodes: int
    demand_line_ids: tuple[UUID, ...]
