"""Rows of the tables as screens see them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.forecast.model.accuracy import Measured, StepFigures, value_added
from backend.forecast.model.periods import RHYTHMS
from backend.forecast.repository.overrides import place_of
from shared.forecast_terms import (
    ForecastCause,
    ForecastLevel,
    ForecastPart,
    ForecastPeriod,
    ForecastStatus,
    ForecastStep,
)
from shared.schemas.forecast import (
    ForecastRow,
    ForecastRunView,
    MethodShare,
    MovedView,
    OverrideView,
    PartView,
    StepView,
)
from shared.terms import ReasonCode

HUNDREDTH: Final = Decimal("0.01")


def units(hundredths: int) -> Decimal:
    """Hundredths as a quantity.

    >>> units(250)
    Decimal('2.50')
    """
    return Decimal(hundredths) * HUNDREDTH


def run_view(row: Mapping[str, Any]) -> ForecastRunView:
    return ForecastRunView(
        id=row["id"],
        number=row["number"],
        cause=ForecastCause(row["cause"]),
        status=ForecastStatus(row["status"]),
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        requested_by_name=row["requested_by_name"],
        done_ratio=row["done_count"] / row["chunk_count"] if row["chunk_count"] else 1.0,
        series_count=row["series_count"],
        failed_count=row["failed_count"],
        notes=row["notes"],
        restored_number=row["restored_number"],
    )


def row_view(row: Mapping[str, Any], near: int) -> ForecastRow:
    return ForecastRow(
        series_id=row["series_id"],
        level=ForecastLevel(row["level"]),
        family=row["family"],
        item_name=row["item_name"],
        unit=row["unit"],
        site_name=row["site_name"],
        territory_name=row["scope_name"],
        segment=row["segment"],
        channel=row["channel"],
        period=ForecastPeriod(row["period"]),
        demand_class=row["demand_class"],
        methods=[MethodShare(name, share) for name, share in row["methods"]],
        near_quantity=units(near),
        wape=row["wape"],
        naive_wape=row["naive_wape"],
        bias=row["bias"],
        failed_reason=row["failed_reason"],
    )


def measured(rows: Iterable[Mapping[str, Any]]) -> list[Measured]:
    return [
        Measured(row["actual"], {step: row[step.value] for step in ForecastStep}) for row in rows
    ]


def steps_view(rows: Iterable[Mapping[str, Any]]) -> list[StepView]:
    return [step_view(each) for each in value_added(measured(rows))]


def step_view(figures: StepFigures) -> StepView:
    return StepView(figures.step, figures.wape, figures.bias, figures.added)


def parts_view(parts: Mapping[str, float]) -> list[PartView]:
    return [
        PartView(part, Decimal(str(parts[part.value])))
        for part in ForecastPart
        if parts.get(part.value)
    ]


def moved_view(moved: Mapping[str, Any] | None) -> MovedView | None:
    if moved is None:
        return None
    return MovedView(
        Decimal(str(moved["before"])), Decimal(str(moved["after"])), parts_view(moved["parts"])
    )


def overrides_view(
    rows: Sequence[Mapping[str, Any]],
    customers: Mapping[UUID, str],
    today: date,
    step: ForecastStep | None,
) -> list[OverrideView]:
    """Versions with which of them holds; whoever speaks with a step may restore that step's."""
    latest: dict[tuple[object, ...], int] = {}
    for row in rows:
        key = (row["series_id"], row["customer_id"], row["period_on"], row["step"])
        latest[key] = max(latest.get(key, 0), row["version"])
    found = []
    for row in rows:
        key = (row["series_id"], row["customer_id"], row["period_on"], row["step"])
        is_latest = row["version"] == latest[key]
        lasts = row["expires_on"] >= today
        found.append(
            OverrideView(
                id=row["id"],
                series_id=row["series_id"],
                place=place_of(row).level.value,
                customer_name=customers.get(row["customer_id"]),
                period_on=row["period_on"],
                step=ForecastStep(row["step"]),
                version=row["version"],
                quantity=units(row["quantity"]),
                model_quantity=units(row["model_quantity"]),
                reason=ReasonCode(row["reason"]),
                note=row["note"],
                owner_name=row["owner_name"],
                made_at=row["made_at"],
                expires_on=row["expires_on"],
                restored_version=row["restored_version"],
                is_standing=is_latest and lasts and bool(row["quantity"]),
                may_restore=step is not None
                and step.value == row["step"]
                and not (is_latest and lasts)
                and row["period_on"] >= today - timedelta(days=31),
            )
        )
    return found


def near_of(period: str) -> int:
    """How many periods a list sums up."""
    return RHYTHMS[ForecastPeriod(period)].near
