"""The case under `lockstep plan`: its words, read from one JSON file or a folder of CSV files, and checked.

docs/planning-cases.md explains every word. A day is a date, or a number of days from `today`.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct, field

from backend.cli.forecast_file import SeriesError, text_of

Day: TypeAlias = date | int
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]
Amount: TypeAlias = Decimal
Count: TypeAlias = Annotated[int, Meta(ge=0, le=36_500)]
Procured: TypeAlias = Literal["make", "buy", "transfer"]
SITE: Final = "Riga"
LEAST_HORIZON: Final = 20
MOST_DAYS: Final = 3_650


class CaseError(ValueError):
    """The case cannot be planned; the text says where and what to do."""


class _Row(Struct, forbid_unknown_fields=True, kw_only=True):
    """A row of a case; a word that it does not know is refused."""


class ItemRow(_Row):
    """An item at a site, how it is got and what keeps its lots."""

    item: Name
    site: Name = SITE
    get: Procured = "make"
    source: Name | None = None
    supplier: str | None = None
    unit: str = "piece"
    decimals: Annotated[int, Meta(ge=0, le=6)] = 0
    lead: Count = 0
    lead_per_unit: Amount = Decimal(0)
    open_days: bool = False
    safety: Amount = Decimal(0)
    minimum: Amount = Decimal(0)
    multiple: Amount = Decimal(0)
    maximum: Amount = Decimal(0)
    yield_ratio: Amount = field(default=Decimal(1), name="yield")
    shelf: Count | None = None
    frozen: Count = 0
    negotiable: Count = 0
    cost: Amount = Decimal(0)
    price: Amount = Decimal(0)


class ComponentRow(_Row):
    """What goes into one of an item."""

    item: Name
    of: Name
    per: Amount = Decimal(1)
    scrap: Amount = Decimal(0)


class StepRow(_Row):
    """One operation of an item, in their order."""

    item: Name
    at: Name
    hours: Amount
    site: Name = SITE
    setup: Amount = Decimal(0)


class PartRow(_Row):
    """A component of another way."""

    of: Name
    per: Amount = Decimal(1)


class WorkRow(_Row):
    """An operation of another way."""

    at: Name
    hours: Amount
    setup: Amount = Decimal(0)


class AlternateRow(_Row):
    """Another way to an item; what it does not say of components and operations stays."""

    item: Name
    name: Name
    site: Name = SITE
    get: Procured = "make"
    source: Name | None = None
    lead: Count = 0
    minimum: Amount = Decimal(0)
    multiple: Amount = Decimal(0)
    maximum: Amount = Decimal(0)
    cost: Amount | None = None
    made_of: list[PartRow] | None = None
    steps: list[WorkRow] | None = None


class WorkCenterRow(_Row):
    """A work centre: hours of a weekday and of a weekend day, and days that differ."""

    name: Name
    site: Name = SITE
    hours: Amount = Decimal(8)
    weekend: Amount = Decimal(0)
    days: dict[str, Amount] = {}
    efficiency: Amount = Decimal(1)
    overtime: Amount = Decimal(0)
    no_overtime: list[Day] = []
    cost: Amount = Decimal(0)
    overtime_cost: Amount = Decimal(0)


class OrderRow(_Row):
    """An open order line; priority 1 is served first."""

    line: Name
    item: Name
    quantity: Amount
    due: Day
    site: Name = SITE
    customer: Name = "Somebody"
    priority: Annotated[int, Meta(ge=0, le=126)] = 3
    promised: Day | None = None
    price: Amount = Decimal(0)
    life: Count | None = None


class StockRow(_Row):
    """Stock on hand, usable until a day where one is said."""

    item: Name
    quantity: Amount
    site: Name = SITE
    until: Day | None = None
    lot: str = ""


class SupplyRow(_Row):
    """What is still to come: a plan `line`, a production `order` or a `purchase`, named by one of them."""

    item: Name
    quantity: Amount
    day: Day
    line: Name | None = None
    order: Name | None = None
    purchase: Name | None = None
    site: Name = SITE
    start: Day | None = None
    firm: bool = False
    by: Name | None = None


class AskRow(_Row):
    """How much of an item by when: a promise that is asked for."""

    item: Name
    quantity: Amount
    day: Day
    site: Name = SITE


class RulesRow(_Row):
    """What `backend.engine.whole.rules.Rules` says."""

    finite_capacity: bool = True
    allow_overtime: bool = False
    use_alternates: bool = True
    respect_fences: bool = True
    keep_plan: bool = False


class PlanningCase(_Row):
    """A whole case."""

    items: Annotated[list[ItemRow], Meta(min_length=1)]
    today: date | None = None
    horizon: Annotated[int, Meta(ge=1, le=MOST_DAYS)] | None = None
    made_of: list[ComponentRow] = []
    steps: list[StepRow] = []
    alternates: list[AlternateRow] = []
    work_centers: list[WorkCenterRow] = []
    orders: list[OrderRow] = []
    stock: list[StockRow] = []
    supply: list[SupplyRow] = []
    closed: dict[str, list[Day]] = {}
    remaining_life: dict[str, Count] = {}
    promises: list[AskRow] = []
    rules: RulesRow = field(default_factory=RulesRow)


TABLES: Final[dict[str, type[_Row]]] = {
    "items": ItemRow,
    "made_of": ComponentRow,
    "steps": StepRow,
    "alternates": AlternateRow,
    "work_centers": WorkCenterRow,
    "orders": OrderRow,
    "stock": StockRow,
    "supply": SupplyRow,
    "promises": AskRow,
}
"""The files of a folder, `NAME.csv`; what is no table stands in its `case.json`."""


def read_case(path: Path) -> PlanningCase:
    """A case from a JSON file or a folder; `CaseError` says what is wrong and where."""
    if not path.exists():
        raise CaseError(f"there is no {path}")
    found: PlanningCase = _folder(path) if path.is_dir() else _file(path, PlanningCase)
    return found


def _file(path: Path, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: {_plain(error)}") from error
    except OSError as error:
        raise CaseError(f"{path} cannot be read: {error.strerror}") from error


def _plain(error: Exception) -> str:
    return str(error).replace("`$.", "`").replace("Object", "The object")


def _folder(folder: Path) -> PlanningCase:
    files = {file.stem: file for file in sorted(folder.glob("*.csv"))}
    unknown = sorted(set(files) - set(TABLES))
    if unknown:
        raise CaseError(
            f"{folder}: {unknown[0]}.csv is no table of a case; there are {', '.join(TABLES)}"
        )
    said: dict[str, Any] = {}
    if (folder / "case.json").exists():
        said = _file(folder / "case.json", dict[str, Any])
    for name, file in files.items():
        said[name] = list(_rows(file, TABLES[name]))
    if "items" not in said:
        raise CaseError(f"{folder}: items.csv is missing")
    try:
        return msgspec.convert(said, type=PlanningCase, strict=False)
    except msgspec.ValidationError as error:
        raise CaseError(f"{folder / 'case.json'}: {_plain(error)}") from error


def _rows(file: Path, kind: type[_Row]) -> Iterator[_Row]:
    try:
        text, delimiter = text_of(file)
    except SeriesError as error:
        raise CaseError(str(error)) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in reader:
        if None in row:
            raise CaseError(f"{file}, line {reader.line_num}: more cells than columns")
        cells = {
            name.strip(): value.strip()
            for name, value in row.items()
            if value is not None and value.strip()
        }
        if not cells:
            continue
        try:
            yield msgspec.convert(cells, type=kind, strict=False)
        except msgspec.ValidationError as error:
            raise CaseError(f"{file}, line {reader.line_num}: {_plain(error)}") from error


def latest_day(case: PlanningCase, today: date) -> int:
    """Days from today to the last day that orders, supply and promises speak of."""
    days = [*(row.due for row in case.orders), *(row.promised for row in case.orders)]
    days += [row.day for row in case.supply] + [row.day for row in case.promises]
    return max((ahead(today, day) for day in days if day is not None), default=0)


def ahead(today: date, day: Day) -> int:
    """A day as a number of days from today."""
    return day if isinstance(day, int) else (day - today).days


def day_of(today: date, day: Day) -> date:
    """A day as a date."""
    return day if isinstance(day, date) else today + timedelta(days=day)
