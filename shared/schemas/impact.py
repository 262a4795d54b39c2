"""What a demand change does, and the ways out, as shown beside a decision."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from shared.terms import AdjustmentKind, Fence


class DayQuantity(Struct, frozen=True):
    """A quantity on a calendar day at the site."""

    on: date
    quantity: Decimal


class Reason(Struct, frozen=True):
    """One cause, most binding first; the sentence is the catalogue's `reason-<code>`.

    What holds a delivery back: `capacity_full` (work_center, from_on, to_on, wanted_hours,
    available_hours), `capacity_in_pieces` (the same, where what is left suffices for no lot on its day), `material_short` (item, quantity, unit, until_on, reference: the supply that
    ends it, "" where it is work done before), `material_lead_time` (item, quantity, unit, days,
    from_on: the first day on which more of it can be had), `lead_time` (item, days, from_on),
    `lead_time_of_lot` (the same, with quantity and unit: what is longer for a larger lot),
    `frozen_zone` (site, until_on), `stock_ends` (item, quantity, unit, until_on: what lies there ends
    before), `life_too_short` (the same, and days: what the customer asks for beyond the delivery),
    `stock_short` (item, quantity, unit, on); behind the cause that they bring about `lot_maximum` (item,
    quantity, unit, lot_count: in how many of that quantity it has to be made), `yield_loss` (item,
    quantity, unit, begun_quantity: what is begun for so much that is good) and `closed_days` (item, site,
    closed_day_count, from_on, until_on: days on which it is not begun, sent or received).
    What the delivery rule alters: `rule_one_delivery` (item, quantity, unit, on: a part that waits),
    `rule_least_part` (item, quantity, unit), `rule_too_late` (item, possible_on, last_on),
    `rule_together` (item, reference, on: the line of the order that is there last),
    `rule_together_open` (item, reference: the plan has not enough for it).
    What carries it: `stock_covers` (item, quantity, unit), `supply_covers` (item, reference, on).
    What it sets free: `frees_stock` (item, quantity, unit, from_on), `under_way` (item, quantity,
    unit, reference, on: a firm supply that stays).
    What an alternative costs, each with `amount` in the company's currency: `overtime_cost`
    (work_center, hours, on), `other_way_cost` and `other_way_saving` (item, quantity, unit, way),
    `site_freight` and `site_freight_saving` (site), `split_freight` (item, quantity, unit, reference), `second_delivery`, `transfer_freight`, `express_freight` and
    `purchase_fee` (item, quantity, unit, reference), `stock_cost`; and without an amount
    `frees_hours` (work_center, hours).
    """

    code: str
    facts: dict[str, str]


class Slip(Struct, frozen=True):
    """An order line of somebody that would be delivered later or not in full."""

    demand_line_id: UUID
    order_reference: str
    customer_name: str
    item_name: str
    unit: str
    quantity: Decimal
    promised_on: date
    possible_on: date | None
    days_late: int


class Gain(Struct, frozen=True):
    """An order line of somebody that would come sooner, or more of it on its day.

    With `possible_on` before `promised_on` it has been promised later than it was wanted, and could come sooner.
    """

    demand_line_id: UUID
    order_reference: str
    customer_name: str
    item_name: str
    unit: str
    quantity: Decimal
    promised_on: date
    was_possible_on: date | None
    possible_on: date | None


class LoadBar(Struct, frozen=True):
    """Hours asked of a work centre in the days concerned, against the hours it has."""

    work_center_id: UUID
    work_center_name: str
    from_on: date
    to_on: date
    available_hours: Decimal
    hours_before: Decimal
    hours_after: Decimal


class MaterialPosition(Struct, frozen=True):
    """The lowest point of a component above its safety stock, before and after."""

    item_id: UUID
    item_name: str
    unit: str
    lowest_before: Decimal
    lowest_after: Decimal
    lowest_on: date
    next_supply_on: date | None
    next_supply_reference: str | None


class Impact(Struct, frozen=True):
    """What a change does when nobody acts.

    `answer` is what can be delivered when, without action. `available_*` are cumulative
    available-to-promise per day from today, `projected_*` the stock line per day. `balance` is the stock
    line as it is before, less what the forecast expects beyond the orders; empty where it expects nothing.
    Nothing is promised less for it.
    """

    assessed_at: datetime
    plan_revision_id: UUID
    plan_revision_number: int
    item_id: UUID
    item_name: str
    unit: str
    site_id: UUID
    site_name: str
    quantity_before: Decimal
    quantity_after: Decimal
    due_on_before: date | None
    due_on_after: date
    answer: list[DayQuantity]
    short_quantity: Decimal
    days_late: int
    frozen_until: date
    fence: Fence
    available_before: list[DayQuantity]
    available_after: list[DayQuantity]
    projected_before: list[DayQuantity]
    projected_after: list[DayQuantity]
    reasons: list[Reason]
    loads: list[LoadBar]
    materials: list[MaterialPosition]
    slips: list[Slip]
    balance: list[DayQuantity] = []


class ImpactSummary(Struct, frozen=True):
    """The few facts of an impact that ride on a demand change to the phone."""

    assessed_at: datetime
    answer: list[DayQuantity]
    short_quantity: Decimal
    days_late: int
    slip_count: int
    fence: Fence
    reasons: list[Reason]


class Adjustment(Struct, frozen=True):
    """One thing to do: what, of which item, where, when (and from when, if it moves), how much.

    `needed_quantity` is less than `quantity` where a lot's minimum or multiple makes it larger;
    `source_site_name` is from where a transfer is brought.
    """

    kind: AdjustmentKind
    item_id: UUID
    item_name: str
    unit: str
    site_id: UUID
    quantity: Decimal
    on: date | None = None
    from_on: date | None = None
    work_center_id: UUID | None = None
    work_center_name: str | None = None
    hours: Decimal | None = None
    reference: str | None = None
    plan_line_id: UUID | None = None
    demand_line_id: UUID | None = None
    alternate_id: UUID | None = None
    alternate_name: str | None = None
    needed_quantity: Decimal | None = None
    source_site_name: str | None = None


class Alternative(Struct, frozen=True):
    """A way out. `code` names it on the wire; the screens letter them A, B, C in this order.

    Codes: `as_asked` (stock and plan carry it), `make_sooner`, `send_sooner`, `make_more`, `transfer`, `buy_more`,
    `buy_sooner`, `split_purchase`, `extra_shift`, `overtime`, `move_other`; by an alternate `stock_elsewhere`,
    `other_work_center`, `other_bill_of_material`, `buy_instead`, `make_instead`, `other_site`, or `several_ways`, a part by each; then `two_deliveries`, `later`; for less or later `make_less`, `send_less`,
    `move_later`, `send_later`, `reduce_purchase`, `cancel_purchase`, `buy_later`, `keep_stock`; where nothing else
    holds `in_part` (what stock and plan carry) or `as_before` (the line stays as it was).
    `score` is 0 to 100 by the company's weights. `gains` are whose lines the freed stock serves better.
    `was_score` and `was_cost` are what the same way out had before it was worked out anew on the plan that still stands, by
    other weights or costs for example.
    """

    code: str
    is_recommended: bool
    adjustments: list[Adjustment]
    deliveries: list[DayQuantity]
    losers: list[Slip]
    cost: Decimal
    cost_reasons: list[Reason]
    margin: Decimal
    fence: Fence
    loads: list[LoadBar]
    projected: list[DayQuantity]
    score: int
    gains: list[Gain] = []
    was_score: int | None = None
    was_cost: Decimal | None = None
