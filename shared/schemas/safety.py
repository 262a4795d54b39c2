"""The safety stock that an item's forecast errors and its customers' goals ask for, as screens and programs see it."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.forecast_terms import ForecastPeriod
from shared.terms import SafetyLack, SafetySide


class SafetyStockProposal(Struct, frozen=True):
    """What is proposed, and what it was worked out from.

    `service_goal` is what the best class that buys there, `customer_class` with `customer_count` customers, is owed
    on time and in full. `error_quantity` is the root mean squared forecast error of one `period` over `period_count`
    closed ones, up to run `run_number` of `run_on`. The risk period is `lead_time_days` (calendar days) and
    `review_days`. `is_sparse`: the quantile of what came beyond the forecast over a risk period, not the formula.
    """

    safety_stock: Decimal
    service_goal: Decimal
    customer_class: int
    customer_count: int
    lead_time_days: int
    review_days: int
    error_quantity: Decimal
    period: ForecastPeriod
    period_count: int
    is_sparse: bool
    run_number: int
    run_on: date


class SafetyStockAt(Struct, frozen=True):
    """The safety stock in force at a site, the proposal, or why there is none; `ver` names the rules it is one of."""

    site_id: UUID
    site_name: str
    safety_stock: Decimal
    ver: str
    proposal: SafetyStockProposal | None
    lack: SafetyLack | None


class SafetyStockView(Struct, frozen=True):
    """An item's safety stocks at one's sites, and whether one may take a proposal over."""

    item_id: UUID
    item_name: str
    unit: str
    may_take: bool
    sites: list[SafetyStockAt]


class SafetyStockTaken(Struct, frozen=True, forbid_unknown_fields=True):
    """A proposal exactly as it was seen, on the rules that were seen."""

    ver: Annotated[str, Meta(max_length=64)]
    safety_stock: Decimal


class SafetyStocksAsked(Struct, frozen=True):
    """Which safety stocks that are other than proposed: of one side or both, from a row on."""

    side: SafetySide | None = None
    offset: int = 0


class SafetyStockRow(Struct, frozen=True):
    """An item at a site whose safety stock is other than proposed.

    `value` is the difference at the item's cost, above zero where more is proposed; `ver` names the rules.
    """

    item_id: UUID
    item_code: str
    item_name: str
    unit: str
    site_id: UUID
    site_name: str
    safety_stock: Decimal
    proposed: Decimal
    value: Decimal
    ver: str


class SafetyStockBoard(Struct, frozen=True):
    """Safety stocks at one's sites beside those that are proposed, the largest difference in money first.

    `values` and `counts` are of all rows of a side, whatever is asked; `lacks` counts items at sites for which none
    is proposed, by what is missing. `row_count` is of what is asked.
    """

    currency: str
    may_take: bool
    counts: dict[SafetySide, int]
    values: dict[SafetySide, Decimal]
    as_proposed_count: int
    lacks: dict[SafetyLack, int]
    rows: list[SafetyStockRow]
    row_count: int
    next_offset: int | None


class ChosenSafetyStock(Struct, frozen=True, forbid_unknown_fields=True):
    """A safety stock for an item at a site, on the rules that were seen."""

    item_id: UUID
    site_id: UUID
    ver: Annotated[str, Meta(max_length=64)]
    safety_stock: Decimal


class SafetyStocksChosen(Struct, frozen=True, forbid_unknown_fields=True):
    """Safety stocks that are set together, all or none."""

    stocks: Annotated[list[ChosenSafetyStock], Meta(min_length=1, max_length=200)]
