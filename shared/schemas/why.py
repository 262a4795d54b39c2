"""Why an order line is when it is, as screens see it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from shared.schemas.impact import DayQuantity, Reason


class SupplyLink(Struct, frozen=True):
    """One supply that the line lives on, `level` steps below it, each before what it is made of.

    `kind` is `stock`, `plan_line`, `production_order` or `purchase`. `needed_on` is when it is taken,
    `on` when it is there; `slack_days` how much later it may come before any order line does (below 0:
    so many days too late; null: stock, or no line waits for it). One link binds: it has the least room.
    """

    level: int
    item_id: UUID
    item_name: str
    unit: str
    site_name: str
    kind: str
    reference: str
    quantity: Decimal
    on: date
    needed_on: date
    days_late: int
    slack_days: int | None
    supplier_name: str | None
    work_centers: list[str]
    is_binding: bool


class TouchedLine(Struct, frozen=True):
    """An order line that lives on the same supplies; order and customer only where one may see them."""

    demand_line_id: UUID | None
    order_reference: str | None
    customer_name: str | None
    item_name: str
    unit: str
    quantity: Decimal
    promised_on: date


class LineWhy(Struct, frozen=True):
    """Why a line is when it is, as of `answered_at`.

    `wanted_on` is the day that counts: the promised one, else `requested_on`, the customer's own.
    `possible` is what can be had when, without any action. `would_help` are the smallest single
    alterations with which the missing part can be had on its day, each worked out on the plan:
    `help_plan_more` (item, quantity, unit, on), `help_unfreeze` (site, on), `help_more_hours`
    (work_center, hours, on), `help_sooner_supply` (item, reference, days, on), `help_more_material`
    (item, quantity, unit). `sees_customer`: whether the viewer may open the customer's own page.
    """

    answered_at: datetime
    demand_line_id: UUID
    order_reference: str
    customer_id: UUID
    customer_name: str
    sees_customer: bool
    item_name: str
    unit: str
    site_name: str
    quantity: Decimal
    requested_on: date
    wanted_on: date
    possible: list[DayQuantity]
    short_quantity: Decimal
    uncovered: Decimal
    reasons: list[Reason]
    links: list[SupplyLink]
    would_help: list[Reason]
    touched: list[TouchedLine]
    may_reroute: bool = False
