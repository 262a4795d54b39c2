"""The case under `lockstep plan`: its words and lists.

docs/planning-cases.md explains every word. A day is a date, or a number of days from `today`.
"""

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct, field

from backend.cli.plan_rows import (
    AlternateRow,
    AskRow,
    ByProductRow,
    ChangeRow,
    ComponentRow,
    ConsumptionRow,
    Count,
    ForecastRow,
    ItemRow,
    OrderRow,
    Row,
    RulesRow,
    ShareRow,
    StepRow,
    StockRow,
    StrategyRow,
    SupplyRow,
    WorkCenterRow,
)

Bucket: TypeAlias = Literal["day", "week", "month"]
LEAST_HORIZON: Final = 20
MOST_DAYS: Final = 3_650


class CaseError(ValueError):
    """The case cannot be planned; the text says where and what to do."""


class PlanningCase(Struct, forbid_unknown_fields=True, kw_only=True):
    """A whole case."""

    items: Annotated[list[ItemRow], Meta(min_length=1)]
    today: date | None = None
    bucket: Bucket = "day"
    horizon: Annotated[int, Meta(ge=1, le=MOST_DAYS)] | None = None
    made_of: list[ComponentRow] = []
    by_products: list[ByProductRow] = []
    steps: list[StepRow] = []
    alternates: list[AlternateRow] = []
    work_centers: list[WorkCenterRow] = []
    orders: list[OrderRow] = []
    stock: list[StockRow] = []
    supply: list[SupplyRow] = []
    forecast: list[ForecastRow] = []
    consumption: ConsumptionRow = field(default_factory=ConsumptionRow)
    closed: dict[str, list[int | str]] = {}
    remaining_life: dict[str, Count] = {}
    promises: list[AskRow] = []
    changes: list[ChangeRow] = []
    strategies: list[StrategyRow] = []
    shares: list[ShareRow] = []
    rules: RulesRow = field(default_factory=RulesRow)


TABLES: Final[dict[str, type[Row]]] = {
    "items": ItemRow,
    "made_of": ComponentRow,
    "by_products": ByProductRow,
    "steps": StepRow,
    "alternates": AlternateRow,
    "work_centers": WorkCenterRow,
    "orders": OrderRow,
    "stock": StockRow,
    "supply": SupplyRow,
    "forecast": ForecastRow,
    "promises": AskRow,
    "changes": ChangeRow,
    "strategies": StrategyRow,
    "shares": ShareRow,
}
"""The files of a folder, `NAME.csv`; what is no table stands in its `case.json`."""
