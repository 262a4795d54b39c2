"""How far off the forecast was, step by step: of the company, by family, by item; and whose word was worth what."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.forecast.model.accuracy import Word
from backend.forecast.queries.customers import QUARTER, is_closed, word_of, worth_view
from backend.forecast.queries.seeing import sees_all
from backend.forecast.queries.shaping import steps_view
from backend.forecast.repository import overrides, runs, series
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from shared.forecast_terms import FORECAST_ERROR_WEEKS, ErrorDetail, ForecastLevel
from shared.schemas.forecast import AccuracyBoard, AccuracyRow, DetailView, PersonWorth

_SINCE: Final = timedelta(days=370)


async def accuracy_for(viewer: Viewer, now: datetime) -> AccuracyBoard:
    """For those who see every cell; what was off by the most units is on top of its list.

    Nothing is in it before the first forecast.
    """
    run = await runs.in_force()
    today = now.date()
    if run is None:
        return AccuracyBoard(today, today, [], [], [], [])
    if not await sees_all(viewer, run["id"]):
        raise NotFoundError
    items = await series.measures(ForecastLevel.ITEM.value, today - _SINCE)
    families = await series.measures(ForecastLevel.FAMILY.value, today - _SINCE)
    catalog = await planning_catalog()
    names = {item.id: item.name for item in catalog.items.values()}
    return AccuracyBoard(
        since_on=min((row["period_on"] for row in items), default=today),
        until_on=max((row["period_on"] for row in items), default=today),
        steps=steps_view(items),
        families=_rows(families, lambda row: row["family"]),
        items=_rows(items, lambda row: names.get(row["item_id"], "")),
        worths=await _worths(now),
        details=await _details(run["id"], today),
    )


async def _details(run_id: UUID, today: date) -> list[DetailView]:
    """The error at each detail, over the weeks that the KPI counts."""
    since = today - timedelta(days=today.weekday(), weeks=FORECAST_ERROR_WEEKS - 1)
    found = await series.errors_by_detail(run_id, since)
    return [
        DetailView(detail, round(found[detail.value], 4))
        for detail in ErrorDetail
        if detail.value in found
    ]


def _rows(measures: list[dict[str, Any]], name: Any) -> list[AccuracyRow]:
    by_series: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in measures:
        by_series[row["series_id"]].append(row)
    found = [
        AccuracyRow(series_id, name(rows[0]), steps_view(rows), len(rows))
        for series_id, rows in by_series.items()
    ]
    demand = {
        series_id: sum(abs(row["actual"]) for row in rows) for series_id, rows in by_series.items()
    }
    return sorted(
        (row for row in found if row.steps),
        key=lambda row: (-row.steps[-1].wape * demand[row.series_id], row.name),
    )


async def _worths(now: datetime) -> list[PersonWorth]:
    today = now.date()
    since = today - QUARTER
    words: dict[str, list[Word]] = defaultdict(list)
    for row in await overrides.closed(None, since, today):
        if is_closed(row, today):
            words[row["owner_name"]].append(await word_of(row))
    return [
        PersonWorth(name, worth_view(said, since, today)) for name, said in sorted(words.items())
    ]
