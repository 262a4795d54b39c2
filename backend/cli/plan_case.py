"""The case under `lockstep plan`: its words, read from one JSON file or a folder of CSV files, and checked.

docs/planning-cases.md explains every word. A day is a date, or a number of days from `today`.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct, field

from backend.cli.forecast_file import SeriesError, text_of
from backend.cli.plan_rows import (
    AlternateRow,
    AskRow,
    ChangeRow,
    ComponentRow,
    ConsumptionRow,
    Count,
    Day,
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
UNKNOWN_WORD: Final = re.compile(r"unknown field `([^`]*)`(?: - at `([a-z_]+))?")


class CaseError(ValueError):
    """The case cannot be planned; the text says where and what to do."""


class PlanningCase(Struct, forbid_unknown_fields=True, kw_only=True):
    """A whole case."""

    items: Annotated[list[ItemRow], Meta(min_length=1)]
    today: date | None = None
    bucket: Bucket = "day"
    horizon: Annotated[int, Meta(ge=1, le=MOST_DAYS)] | None = None
    made_of: list[ComponentRow] = []
    steps: list[StepRow] = []
    alternates: list[AlternateRow] = []
    work_centers: list[WorkCenterRow] = []
    orders: list[OrderRow] = []
    stock: list[StockRow] = []
    supply: list[SupplyRow] = []
    forecast: list[ForecastRow] = []
    consumption: ConsumptionRow = field(default_factory=ConsumptionRow)
    closed: dict[str, list[Day]] = {}
    remaining_life: dict[str, Count] = {}
    promises: list[AskRow] = []
    changes: list[ChangeRow] = []
    strategies: list[StrategyRow] = []
    shares: list[ShareRow] = []
    rules: RulesRow = field(default_factory=RulesRow)


TABLES: Final[dict[str, type[Row]]] = {
    "items": ItemRow,
    "made_of": ComponentRow,
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


def _plain(error: Exception, kind: type[Struct] | None = None) -> str:
    said = str(error).replace("`$.", "`").replace("Object", "The object")
    said = said.replace(
        "Invalid RFC3339 encoded date", "neither a date such as 2026-12-01 nor a number of days"
    )
    found = UNKNOWN_WORD.search(said)
    if found is None:
        return said
    tables: dict[str, type[Struct]] = {**TABLES}
    known = kind or tables.get(found[2] or "", PlanningCase)
    words = known.__struct_encode_fields__
    close = get_close_matches(found[1], words, 1)
    hint = f"`{close[0]}` is meant" if close else f"there are {', '.join(words)}"
    return f"{said}; {hint}"


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


def _rows(file: Path, kind: type[Row]) -> Iterator[Row]:
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
            raise CaseError(f"{file}, line {reader.line_num}: {_plain(error, kind)}") from error
