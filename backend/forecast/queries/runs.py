"""Runs beside each other, and what is frozen; for those who see every cell."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.forecast.model.comparing import difference
from backend.forecast.queries.outside import KEEPERS
from backend.forecast.queries.seeing import sees_all
from backend.forecast.queries.shaping import run_view, units
from backend.forecast.repository import freezes, runs, series
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from shared.forecast_terms import ForecastLevel, ForecastPeriod
from shared.schemas.forecast_runs import (
    FreezeView,
    RunComparison,
    RunDifference,
    RunsBoard,
    StepDifference,
)
from shared.terms import ReasonCode

KEPT: Final = 60
LONGEST: Final = 200


async def runs_for(viewer: Viewer, now: datetime) -> RunsBoard:
    """The runs that are kept, and every freeze."""
    current = await runs.in_force()
    if current is not None and not await sees_all(viewer, current["id"]):
        raise NotFoundError
    catalog = await planning_catalog()
    return RunsBoard(
        runs=[run_view(row) for row in await runs.latest(KEPT)],
        in_force_number=None if current is None else current["number"],
        freezes=[freeze_view(row, now.date()) for row in await freezes.all_freezes()],
        families=sorted({item.family for item in catalog.items.values()}),
        may_keep=viewer.has_role(*KEEPERS),
    )


def freeze_view(row: dict[str, Any], today: date) -> FreezeView:
    return FreezeView(
        id=row["id"],
        family=row["family"],
        item_name=row["item_name"],
        until_on=row["until_on"],
        ends_on=row["ends_on"],
        reason=ReasonCode(row["reason"]),
        note=row["note"],
        run_number=row["run_number"],
        cell_count=row["cell_count"],
        made_by_name=row["made_by_name"],
        made_at=row["made_at"],
        thawed_by_name=row["thawed_by_name"],
        thawed_at=row["thawed_at"],
        is_standing=row["thawed_at"] is None and row["ends_on"] >= today,
    )


async def comparison_for(
    viewer: Viewer, before: int, after: int, family: str | None
) -> RunComparison:
    """Two runs that are done: families, or the items of one, by how far they differ."""
    first, second = await runs.in_force(before), await runs.in_force(after)
    if first is None or second is None:
        raise NotFoundError
    for run in (first, second):
        if not await sees_all(viewer, run["id"]):
            raise NotFoundError
    level = ForecastLevel.FAMILY if family is None else ForecastLevel.ITEM
    earlier = await series.level_of(first["id"], level.value, family)
    later = await series.level_of(second["id"], level.value, family)
    rows = [
        row
        for series_id in earlier.keys() & later.keys()
        if (row := _row(series_id, earlier[series_id], later[series_id])) is not None
    ]
    rows.sort(key=lambda row: (-abs(row.after - row.before), row.name))
    return RunComparison(
        before=run_view(first),
        after=run_view(second),
        level=level,
        family=family,
        rows=rows[:LONGEST],
        row_count=len(rows),
    )


def _row(series_id: UUID, first: dict[str, Any], second: dict[str, Any]) -> RunDifference | None:
    found = difference(first, second)
    if found is None:
        return None
    return RunDifference(
        series_id=series_id,
        name=second["item_name"] or second["family"],
        unit=second["unit"],
        period=ForecastPeriod(second["period"]),
        period_count=found.period_count,
        before=units(found.before),
        after=units(found.after),
        steps=[StepDifference(step, units(quantity)) for step, quantity in found.steps.items()],
    )
