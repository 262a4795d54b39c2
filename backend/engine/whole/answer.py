"""What a whole plan says: supplies, deliveries with their reasons, pegging, and figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from backend.engine.answer import DayQuantity
from backend.engine.situation import Node
from shared.terms import Fence, Procurement


class Cause(StrEnum):
    """What makes something late or short."""

    LEAD_TIME = "lead_time"
    FENCE = "fence"
    MATERIAL = "material"
    CAPACITY = "capacity"
    AWAITING_SUPPLY = "awaiting_supply"
    SHELF_LIFE = "shelf_life"
    VALIDITY = "validity"


CAUSES = dict(enumerate(Cause, start=1))
"""The causes by the number that the kernels write."""


@dataclass(frozen=True, slots=True)
class Work:
    """Hours of a supply at a work centre on a day, in millionths."""

    work_center_id: UUID
    on: date
    hours: int


@dataclass(frozen=True, slots=True)
class Supply:
    """A supply that the plan makes, buys or moves.

    `need_on` is the day it is wanted, `finish_on` the day it is there: None where that lies beyond the
    horizon, as `start_on` does. `way` names an alternate, and is empty for the usual way. `causes`
    say why it is later than wanted, the one that binds first, then the next behind it. `lots` are
    the quantities of the single lots where a maximum splits it.
    """

    node: Node
    procurement: Procurement
    quantity: Decimal
    lots: tuple[Decimal, ...]
    need_on: date
    start_on: date | None
    finish_on: date | None
    way: str
    routing: int
    priority: int | None
    fence: Fence
    causes: tuple[Cause, ...]
    late_input: Node | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """What an order line gets: parts by day, and why not all of it on its day."""

    demand_line_id: UUID
    parts: tuple[DayQuantity, ...]
    quantity: Decimal
    due_on: date
    on_time_quantity: Decimal
    open_quantity: Decimal
    done_on: date | None
    days_late: int
    causes: tuple[Cause, ...]


class Source(StrEnum):
    """What a peg's units come from."""

    STOCK = "stock"
    PAPER = "paper"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Peg:
    """Units that go from a supply to who asked for them.

    The supply is stock on hand, a paper that stays where it is (`supply_id`) or a planned supply of
    the node (`need_on` names it). They go to an order line, or into a planned supply of `parent`.
    """

    node: Node
    quantity: Decimal
    source: Source
    there_on: date
    wanted_on: date
    need_on: date | None = None
    supply_id: UUID | None = None
    demand_line_id: UUID | None = None
    parent: Node | None = None
    parent_need_on: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the answer to "why": what binds at a node, on what day it is there."""

    node: Node
    causes: tuple[Cause, ...]
    wanted_on: date
    there_on: date | None
    quantity: Decimal
    work_center_id: UUID | None = None
    supply_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over a plan. Ratios are 0 to 1, hours plain, money in the company's currency.

    `stock_value` is the mean over the days at unit cost, `cost` is what is bought at unit cost, work at
    the hourly rates and what expires.
    """

    lines_count: int
    lines_on_time_count: int
    service_ratio: Decimal
    on_time_value: Decimal
    demanded_value: Decimal
    late_days: int
    stock_value: Decimal
    purchase_cost: Decimal
    work_cost: Decimal
    waste_cost: Decimal
    cost: Decimal
    hours: Decimal
    overtime_hours: Decimal
