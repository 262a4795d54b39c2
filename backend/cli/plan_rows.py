"""The rows of a planning case, list by list; docs/planning-cases.md explains every word.

A day is a date, or a number of days from `today`; where the case has other buckets, a number of those.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct, field

FARTHEST_DAY: Final = 36_500
Day: TypeAlias = date | Annotated[int, Meta(ge=-FARTHEST_DAY, le=FARTHEST_DAY)]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]
Amount: TypeAlias = Decimal
Count: TypeAlias = Annotated[int, Meta(ge=0, le=FARTHEST_DAY)]
Procured: TypeAlias = Literal["make", "buy", "transfer"]
Got: TypeAlias = Literal["make", "buy", "transfer", "none"]
Strategy: TypeAlias = Literal["win", "gain", "redistribute", "fill", "lose"]
SITE: Final = "Riga"
"""Where something is that is said to be nowhere."""


class Row(Struct, forbid_unknown_fields=True, kw_only=True):
    """A row of a case; a word that it does not know is refused."""


class ItemRow(Row):
    """An item at a site, how it is got, from when `first` and `until` when, and what keeps its lots."""

    item: Name
    site: Name = ""
    get: Got = "make"
    source: Name | None = None
    supplier: str | None = None
    unit: str = "piece"
    decimals: Annotated[int, Meta(ge=0, le=6)] = 0
    lead: Count = 0
    lead_per_unit: Amount = Decimal(0)
    open_days: bool = False
    lane: Name | None = None
    safety: Amount = Decimal(0)
    safety_days: Count = 0
    fill_to: Amount = Decimal(0)
    minimum: Amount = Decimal(0)
    multiple: Amount = Decimal(0)
    maximum: Amount = Decimal(0)
    fixed: Amount = Decimal(0)
    cover: Count = 0
    yield_ratio: Amount = field(default=Decimal(1), name="yield")
    shelf: Count | None = None
    frozen: Count = 0
    negotiable: Count = 0
    demand_fence: Count = 0
    cost: Amount = Decimal(0)
    price: Amount = Decimal(0)
    first: Day | None = field(default=None, name="from")
    until: Day | None = None


class ComponentRow(Row):
    """What goes into one of an item that begins on a day from `first` to `until`."""

    item: Name
    of: Name
    per: Amount = Decimal(1)
    scrap: Amount = Decimal(0)
    first: Day | None = field(default=None, name="from")
    until: Day | None = None


class StepRow(Row):
    """One operation of an item, in their order."""

    item: Name
    at: Name
    hours: Amount
    site: Name = ""
    setup: Amount = Decimal(0)


class ByProductRow(Row):
    """What comes beside an item when it is made, for one good unit of it."""

    item: Name
    gives: Name
    per: Amount = Decimal(1)


class PartRow(Row):
    """A component of another way."""

    of: Name
    per: Amount = Decimal(1)
    scrap: Amount = Decimal(0)
    first: Day | None = field(default=None, name="from")
    until: Day | None = None


class WorkRow(Row):
    """An operation of another way."""

    at: Name
    hours: Amount
    setup: Amount = Decimal(0)


class AlternateRow(Row):
    """Another way to an item; what it does not say of components and operations stays."""

    item: Name
    name: Name
    site: Name = ""
    get: Procured = "make"
    source: Name | None = None
    supplier: str | None = None
    lead: Count = 0
    minimum: Amount = Decimal(0)
    multiple: Amount = Decimal(0)
    maximum: Amount = Decimal(0)
    fixed: Amount = Decimal(0)
    cost: Amount | None = None
    share: Amount | None = None
    first: Day | None = field(default=None, name="from")
    until: Day | None = None
    made_of: list[PartRow] | None = None
    steps: list[WorkRow] | None = None


class WorkCenterRow(Row):
    """A work centre: hours of a weekday and of a weekend day, and days that differ."""

    name: Name
    site: Name = ""
    hours: Amount = Decimal(8)
    weekend: Amount = Decimal(0)
    days: dict[str, Amount] = {}
    efficiency: Amount = Decimal(1)
    overtime: Amount = Decimal(0)
    no_overtime: list[Day] = []
    cost: Amount = Decimal(0)
    overtime_cost: Amount = Decimal(0)


class OrderRow(Row):
    """An open order line; priority 1 is served first."""

    line: Name
    item: Name
    quantity: Amount
    due: Day
    site: Name = ""
    customer: Name = "Somebody"
    priority: Annotated[int, Meta(ge=0, le=126)] = 3
    promised: Day | None = None
    price: Amount = Decimal(0)
    life: Count | None = None
    order: str = ""
    late: Count | None = None
    in_parts: bool = True
    least_part: Amount = Decimal(0)
    together: bool = False


class ForecastRow(Row):
    """What is expected of an item for so many days from a day on; orders consume it."""

    item: Name
    quantity: Amount
    day: Day
    days: Annotated[int, Meta(ge=1, le=3_650)] = 1
    site: Name = ""
    priority: Annotated[int, Meta(ge=0, le=126)] = 9


class StockRow(Row):
    """Stock on hand, usable until a day where one is said."""

    item: Name
    quantity: Amount
    site: Name = ""
    until: Day | None = None
    lot: str = ""


class SupplyRow(Row):
    """What is still to come: a plan `line`, a production `order` or a `purchase`, named by one of them."""

    item: Name
    quantity: Amount
    day: Day
    line: Name | None = None
    order: Name | None = None
    purchase: Name | None = None
    site: Name = ""
    start: Day | None = None
    firm: bool = False
    by: Name | None = None


class AskRow(Row):
    """How much of an item by when: a promise that is asked for."""

    item: Name
    quantity: Amount
    day: Day
    site: Name = ""
    customer: Name | None = None
    life: Count | None = None
    late: Count | None = None
    in_parts: bool = True
    least_part: Amount = Decimal(0)


class RulesRow(Row):
    """What `backend.engine.whole.rules.Rules` says."""

    finite_capacity: bool = True
    allow_overtime: bool = False
    use_alternates: bool = True
    respect_fences: bool = True
    keep_plan: bool = False


class ConsumptionRow(Row):
    """How far before and after its own period an order takes from the forecast, in days."""

    backward: Count = 0
    forward: Count = 0


class ChangeRow(Row):
    """A change of an order line, or without `line` a new one; what it does not say stays."""

    line: Name | None = None
    item: Name | None = None
    quantity: Amount | None = None
    due: Day | None = None
    cancel: bool = False
    urgent: bool = False
    site: Name | None = None
    customer: Name | None = None
    priority: Annotated[int, Meta(ge=0, le=126)] | None = None
    price: Amount | None = None
    late: Count | None = None
    in_parts: bool = True
    least_part: Amount = Decimal(0)


class StrategyRow(Row):
    """How order lines of a priority are served where there is not enough for all."""

    priority: Annotated[int, Meta(ge=1, le=9)]
    strategy: Strategy
    weight: Annotated[int, Meta(ge=0, le=1_000)] = 50


class ShareRow(Row):
    """An item that is to be shared out, to order lines or, as a component, to the lots that draw it."""

    item: Name
    site: Name = ""
    component: bool = False
