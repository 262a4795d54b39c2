"""Counts all weeks of all lines at once, with pandas; the rules are those of model.py, and a test says so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import numpy as np
import pandas as pd

from backend.kpi.reading import Cell
from shared.terms import KPIName

# Quantities have six places: as whole millionths their sums are exact.
_MICRO: Final = 1_000_000
_CELL: Final = ["scope_id", "site_id", "period_on"]
_COLUMNS: Final = (
    "scope_id", "site_id", "ordered_on", "due_on", "promised_on", "quantity",
    "delivered_quantity", "last_delivered_on", "is_cancelled",
)  # fmt: skip


def weekly_cells(rows: Sequence[Mapping[str, Any]], today: Mapping[UUID, date]) -> list[Cell]:
    """The cells of fill rate, OTIF and lead time for every week in which a line was due or completed.

    A row is an order line as `OrderLine`, with its territory and site; only what was due before
    today at its site counts.
    """
    if not rows:
        return []
    lines = _lines(rows)
    lines = lines[~lines["is_cancelled"]]
    lines["today"] = pd.to_datetime(lines["site_id"].map(dict(today)))
    due = _with_week(lines[lines["reference_on"] < lines["today"]], "reference_on")
    done = lines[
        (lines["delivered"] >= lines["wanted"])
        & lines["last_delivered_on"].notna()
        & (lines["last_delivered_on"] < lines["today"])
    ]
    done = _with_week(done, "last_delivered_on")
    return [
        *_fill_cells(due),
        *_otif_cells(due),
        *_lead_time_cells(done),
    ]


def _lines(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    lines = pd.DataFrame({name: [row[name] for row in rows] for name in _COLUMNS})
    for name in ("ordered_on", "due_on", "promised_on", "last_delivered_on"):
        lines[name] = pd.to_datetime(lines[name])
    lines["wanted"] = _micro(lines["quantity"])
    lines["delivered"] = _micro(lines["delivered_quantity"])
    lines["reference_on"] = lines["promised_on"].fillna(lines["due_on"])
    return lines


def _micro(quantities: "pd.Series[Any]") -> "np.ndarray[Any, np.dtype[np.int64]]":
    return np.array([int(quantity.scaleb(6)) for quantity in quantities], dtype=np.int64)


def _with_week(lines: pd.DataFrame, column: str) -> pd.DataFrame:
    monday = lines[column] - pd.to_timedelta(lines[column].dt.day_of_week, unit="D")
    return lines.assign(period_on=monday)


def _fill_cells(due: pd.DataFrame) -> Iterable[Cell]:
    completed = np.minimum(due["delivered"], due["wanted"])
    parts = due.assign(numerator=completed, denominator=due["wanted"])
    return _cells(KPIName.ORDER_FILL_RATE, parts, _MICRO)


def _otif_cells(due: pd.DataFrame) -> Iterable[Cell]:
    is_hit = (due["delivered"] >= due["wanted"]) & (due["last_delivered_on"] <= due["reference_on"])
    parts = due.assign(numerator=is_hit.astype(np.int64), denominator=1)
    return _cells(KPIName.OTIF, parts, 1)


def _lead_time_cells(done: pd.DataFrame) -> Iterable[Cell]:
    days = (done["last_delivered_on"] - done["ordered_on"]).dt.days
    parts = done.assign(numerator=days.astype(np.int64), denominator=1)
    return _cells(KPIName.ORDER_LEAD_TIME, parts, 1)


def _cells(kpi: KPIName, parts: pd.DataFrame, scale: int) -> Iterable[Cell]:
    sums = parts.groupby(_CELL, sort=True)[["numerator", "denominator"]].sum()
    for (scope_id, site_id, period_on), numerator, denominator in sums.itertuples():
        yield Cell(
            kpi=kpi,
            scope_id=scope_id,
            site_id=site_id,
            period_on=period_on.date(),
            numerator=Decimal(int(numerator)) / scale,
            denominator=Decimal(int(denominator)) / scale,
        )
