"""What the engine is told: the part of the company that a change can touch, as plain facts.

Quantities are `Decimal` in the item's own unit, days are calendar days at the site. Nothing here is
computed; `backend.engine.ground` turns it into arrays, once a situation, and only where asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from shared.terms import Procurement

Node: TypeAlias = tuple[UUID, UUID]
"""An item at a site: `(item_id, site_id)`."""


class SupplyKind(StrEnum):
    """What stands behind a supply that is still to come."""

    PLAN_LINE = "plan_line"
    PRODUCTION_ORDER = "production_order"
    PURCHASE = "purchase"


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """How an item behaves at a site.

    `lead_time_days` is from start to use when made, from order to arrival when bought, from
    departure to arrival when transferred. `frozen_days` and `negotiable_days` are both counted from
    today: with 2 and 7, today and tomorrow are frozen, the five days after them negotiable.

    `shelf_life_days` counts from the day a lot is there: with 5, it may be used on that day and the
    five after it. `lot_maximum` splits a lot, one lot covers what is needed within `lot_cover_days` of the
    day that it is needed on (0 as 1: that day alone), `yield_ratio` is the good share of what is started,
    and `lead_time_days_per_unit` comes on top of the lead time. With `counts_open_days` it counts days on
    which its sender is open (`backend.engine.days`). `lane_id` names closed days of the way to the site itself.

    A lot brings stock up to `fill_to`, where that is more than the safety stock below which it would fall.
    What is planned anew is there `safety_days` days on which the site receives before it is needed, as far as it can be.
    The usual way may begin on a day from `first_on` to `last_on`.
    `pallet_quantity` is what a full pallet holds, 0 where nobody knows.
    """

    item_id: UUID
    site_id: UUID
    item_name: str
    site_name: str
    unit: str
    procurement: Procurement
    quantity_decimals: int = 0
    source_site_id: UUID | None = None
    supplier_name: str | None = None
    lead_time_days: int = 0
    safety_stock: Decimal = Decimal(0)
    lot_minimum: Decimal = Decimal(0)
    lot_multiple: Decimal = Decimal(0)
    unit_cost: Decimal = Decimal(0)
    unit_price: Decimal = Decimal(0)
    frozen_days: int = 0
    negotiable_days: int = 0
    shelf_life_days: int | None = None
    lot_maximum: Decimal = Decimal(0)
    lot_cover_days: int = 0
    yield_ratio: Decimal = Decimal(1)
    lead_time_days_per_unit: Decimal = Decimal(0)
    counts_open_days: bool = False
    supplier_id: UUID | None = None
    lane_id: UUID | None = None
    safety_days: int = 0
    fill_to: Decimal = Decimal(0)
    first_on: date | None = None
    last_on: date | None = None
    pallet_quantity: Decimal = Decimal(0)

    @property
    def node(self) -> Node:
        """The key of this item at this site."""
        return self.item_id, self.site_id

    def by(self, other: "Alternate | None") -> "NodeFacts":
        """How the item is planned when it is got another way."""
        if other is None:
            return self
        return replace(
            self,
            procurement=other.procurement,
            lead_time_days=other.lead_time_days,
            source_site_id=other.source_site_id,
            supplier_id=other.supplier_id,
            lane_id=None,
            lot_minimum=other.lot_minimum,
            lot_multiple=other.lot_multiple,
            lot_maximum=other.lot_maximum,
            unit_cost=self.unit_cost if other.unit_cost is None else other.unit_cost,
            first_on=other.first_on,
            last_on=other.last_on,
        )


@dataclass(frozen=True, slots=True)
class LaneFreight:
    """What a delivery from one site to another costs, and each pallet of it that is begun."""

    cost_per_delivery: Decimal
    cost_per_pallet: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """What one unit of a parent takes of a component; `scrap_ratio` is added on top (0.02 = 2 %).

    It is taken by what begins on a day from `first_on` to `last_on`.
    """

    parent_item_id: UUID
    component_item_id: UUID
    quantity_per: Decimal
    scrap_ratio: Decimal = Decimal(0)
    first_on: date | None = None
    last_on: date | None = None

    @property
    def is_dated(self) -> bool:
        return self.first_on is not None or self.last_on is not None

    def is_valid(self, on: date) -> bool:
        """Whether what begins on a day takes it."""
        return (self.first_on is None or self.first_on <= on) and (
            self.last_on is None or on <= self.last_on
        )


@dataclass(frozen=True, slots=True)
class OperationStep:
    """One step of a routing; `setup_hours` are spent once a plan line."""

    item_id: UUID
    site_id: UUID
    sequence: int
    work_center_id: UUID
    hours_per_unit: Decimal
    setup_hours: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class WorkCenterFacts:
    """A place with limited hours; overtime is possible on every day that is not listed as shut.

    Of an hour there, the whole plan counts on `efficiency_ratio` for work.
    """

    id: UUID
    site_id: UUID
    name: str
    hourly_cost: Decimal = Decimal(0)
    overtime_hourly_cost: Decimal = Decimal(0)
    overtime_hours_a_day: Decimal = Decimal(0)
    no_overtime_on: frozenset[date] = frozenset()
    efficiency_ratio: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another way to an item at a site: other work centre, other bill of material, make or buy, other site.

    `components` and `operations` replace those of the item, None leaves them as they are. One that
    differs from the usual way in its operations alone is another routing. Without `unit_cost` a unit
    costs what its components and its hours differ from the usual way by. It may begin on a day from `first_on` to `last_on`.
    """

    id: UUID
    item_id: UUID
    site_id: UUID
    name: str
    procurement: Procurement
    lead_time_days: int = 0
    source_site_id: UUID | None = None
    lot_minimum: Decimal = Decimal(0)
    lot_multiple: Decimal = Decimal(0)
    lot_maximum: Decimal = Decimal(0)
    unit_cost: Decimal | None = None
    components: tuple[ComponentLine, ...] | None = None
    operations: tuple[OperationStep, ...] | None = None
    supplier_id: UUID | None = None
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeliveryRule:
    """How an order line may be delivered, as the customer or the order has it.

    What would come more than `maximum_days_late` calendar days after the day asked for is not
    promised (None: no limit). Where `allows_partial`, every delivery but the last is at least
    `minimum_partial`. Lines of one order that ship together leave on one day, when the latest is there.
    """

    maximum_days_late: int | None = None
    allows_partial: bool = True
    minimum_partial: Decimal = Decimal(0)
    ships_together: bool = False


ANYHOW = DeliveryRule()


@dataclass(frozen=True, slots=True)
class Demand:
    """An open demand line; priority 1 is served first. It counts on its promise, else its wish.

    `is_held`: what a quotation holds; it counts like an order line, and no way out takes it away.
    `remaining_life_days` is the least that a lot has to last beyond the day of delivery; `order` names
    the order that it is a line of, and `rule` how it may be delivered.
    """

    demand_line_id: UUID
    item_id: UUID
    site_id: UUID
    customer_id: UUID
    customer_name: str
    priority: int
    order_reference: str
    open_quantity: Decimal
    due_on: date
    promised_on: date | None = None
    unit_price: Decimal = Decimal(0)
    is_held: bool = False
    remaining_life_days: int = 0
    order: str = ""
    rule: DeliveryRule = ANYHOW

    @property
    def counts_on(self) -> date:
        """The day on which the plan has to have it."""
        return self.promised_on or self.due_on


@dataclass(frozen=True, slots=True)
class Stock:
    """Stock on hand; with `usable_until` it may be used up to and on that day, never after."""

    item_id: UUID
    site_id: UUID
    quantity: Decimal
    usable_until: date | None = None
    lot_code: str = ""


@dataclass(frozen=True, slots=True)
class PlannedSupply:
    """A supply still to come, usable from its day `on`.

    The hours of a plan line fall on `on`, those of a production order evenly on the open days from
    `start_on` to `on`. Components are drawn on `start_on`, without one `lead_time_days` before `on`;
    a start before today means that they have been drawn. What is late is assumed to come tomorrow.
    `is_firm` supply is never moved or reduced by a proposal. With `alternate_id` it is got another way
    than usual, and draws and works as that one says.
    """

    id: UUID
    kind: SupplyKind
    reference: str
    item_id: UUID
    site_id: UUID
    quantity: Decimal
    on: date
    start_on: date | None = None
    is_firm: bool = False
    alternate_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """Demand that the forecast has for some days and no order has taken; it is spread evenly over them."""

    first_on: date
    last_on: date
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that the rules may look at; the arrays made from it are kept in `memory`.

    `capacity` holds regular hours by (work_center_id, day); a day that is not there has none.
    `overtime` holds what has been approved on top, and counts against the day's limit.
    `remaining_life` holds the days that a lot has to last beyond its delivery, for customers who ask for
    any.
    A component without a node at its parent's site is not planned there and never binds.
    `alternates` are in the order in which they are tried; `closed_days` are those, by site, supplier or lane,
    on which nothing begins or arrives. `expected` is what the forecast has
    beyond the orders; only planning anew looks at it, and nothing is promised less for it.
    `lanes` says by sender and receiver what a transfer costs; one without costs what the company's rates say.
    """

    today: date
    horizon_days: int
    nodes: tuple[NodeFacts, ...]
    components: tuple[ComponentLine, ...] = ()
    operations: tuple[OperationStep, ...] = ()
    work_centers: tuple[WorkCenterFacts, ...] = ()
    capacity: Mapping[tuple[UUID, date], Decimal] = field(default_factory=dict)
    overtime: Mapping[tuple[UUID, date], Decimal] = field(default_factory=dict)
    demands: tuple[Demand, ...] = ()
    stocks: tuple[Stock, ...] = ()
    supplies: tuple[PlannedSupply, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    closed_days: Mapping[UUID, frozenset[date]] = field(default_factory=dict)
    remaining_life: Mapping[UUID, int] = field(default_factory=dict)
    expected: Mapping[Node, tuple[Expected, ...]] = field(default_factory=dict)
    lanes: Mapping[tuple[UUID, UUID], LaneFreight] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """A demand change as the engine sees it.

    `quantity_before` and `quantity_after` are the whole line's; what has been shipped of it is known
    from the line's open quantity. A new line has neither `demand_line_id` nor `due_on_before`.
    Without `priority` the line's own counts, for a new line that of the customer's other lines.
    `rule` is how a new line may be delivered; a line that there is has its own. `freight_more` is what a
    delivery costs more from its site than from the one that was to serve it (less: below zero).
    """

    item_id: UUID
    site_id: UUID
    customer_id: UUID
    customer_name: str
    quantity_before: Decimal
    quantity_after: Decimal
    due_on_after: date
    demand_line_id: UUID | None = None
    due_on_before: date | None = None
    is_cancellation: bool = False
    is_urgent: bool = False
    unit_price: Decimal = Decimal(0)
    priority: int | None = None
    order_reference: str = ""
    rule: DeliveryRule = ANYHOW
    freight_more: Decimal = Decimal(0)
