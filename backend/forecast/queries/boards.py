"""The forecast for screens: a list of series, and one with everything that says why."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.forecast.model.consumption import Bucket, Order, open_forecast
from backend.forecast.model.periods import RHYTHMS, end_of, number_of, start_of
from backend.forecast.model.pipeline import Weighed
from backend.forecast.model.series import Place, mean
from backend.forecast.model.steps import ADDING, Steps
from backend.forecast.queries.agreed import steps_now
from backend.forecast.queries.asking import deals_now
from backend.forecast.queries.consuming import windows_for
from backend.forecast.queries.seeing import STEERERS, sees_all, step_of, visible_series
from backend.forecast.queries.shaping import (
    moved_view,
    near_of,
    overrides_view,
    parts_view,
    row_view,
    run_view,
    steps_view,
    units,
)
from backend.forecast.repository import history, overrides, runs, series
from backend.identity.model import Viewer
from shared.forecast_terms import ForecastLevel, ForecastPeriod
from shared.schemas.forecast import (
    DealView,
    ForecastBoard,
    ForecastPoint,
    ForecastView,
    MendView,
    PastPoint,
    StepView,
)
from shared.terms import Role

PAGE: Final = 100
_SHOWN_PAST: Final = {ForecastPeriod.DAY: 84, ForecastPeriod.WEEK: 104, ForecastPeriod.MONTH: 36}
_MEASURED: Final = timedelta(days=370)


async def board_for(
    viewer: Viewer,
    level: ForecastLevel | None,
    *,
    words: str = "",
    family: str | None = None,
    failed_only: bool = False,
    offset: int = 0,
) -> ForecastBoard:
    """Series that the viewer may see, the largest error in money first; sums only for who sees all cells."""
    run, running = await runs.in_force(), await runs.under_way()
    may_run = viewer.has_role(Role.PLANNER, Role.ADMIN)
    if run is None:
        return ForecastBoard(
            run=None,
            running=run_view(running) if running else None,
            level=level or ForecastLevel.ITEM,
            levels=[],
            rows=[],
            row_count=0,
            steps=[],
            may_run=may_run,
            may_speak=False,
            sees_whole=True,
        )
    is_all = await sees_all(viewer, run["id"])
    levels = list(ForecastLevel) if is_all else [ForecastLevel.CELL]
    shown = level if level in levels else levels[0 if not is_all else 1]
    found = await series.summaries(
        run["id"],
        shown.value,
        None if is_all else viewer.scope_ids,
        family=family,
        words=words,
        failed_only=failed_only,
        limit=PAGE,
        offset=offset,
    )
    return ForecastBoard(
        run=run_view(run),
        running=run_view(running) if running else None,
        level=shown,
        levels=levels,
        rows=[row_view(row, sum(row["near"])) for row in found],
        row_count=found[0]["row_count"] if found else 0,
        steps=await _company_steps(run) if is_all else [],
        may_run=may_run,
        may_speak=viewer.has_role(*STEERERS),
        sees_whole=is_all,
    )


async def _company_steps(run: Mapping[str, Any]) -> list[StepView]:
    since = run["today"] - _MEASURED
    return steps_view(await series.measures(ForecastLevel.ITEM.value, since))


async def series_for(viewer: Viewer, series_id: UUID, now: datetime) -> ForecastView:
    """One series as it stands now: the run's figures, with what deals and people add at this moment."""
    row = await visible_series(viewer, series_id)
    run, place = row["run"], overrides.place_of(row)
    period, today = ForecastPeriod(row["period"]), now.date()
    steps = await live_steps(run["id"], place, row, today)
    measured = await series.measures(None, run["today"] - _MEASURED, series_id=series_id)
    versions = await overrides.versions([series_id], None)
    names = await history.customer_names(
        [each["customer_id"] for each in versions if each["customer_id"]]
    )
    speaks = viewer.has_role(*STEERERS)
    points = await _points(row, place, period, steps)
    near = near_of(row["period"])
    parts = {
        **row["reasons"],
        **{step.value: round(mean(steps[step][place][:near]) / 100, 2) for step in ADDING},
    }
    undone = await overrides.undone_mends()
    return ForecastView(
        row=row_view(row, int(sum(point.agreed for point in points[:near]) * 100)),
        run=run_view(run),
        past=_past(row, period, measured),
        points=points,
        parts=parts_view(parts),
        moved=moved_view(row["moved"]),
        mends=[
            MendView(
                on=date.fromisoformat(mark["on"]),
                was=None if mark["was"] is None else units(round(mark["was"] * 100)),
                became=units(round(mark["became"] * 100)),
                mend=mark["mend"],
                is_undone=(series_id, date.fromisoformat(mark["on"])) in undone,
            )
            for mark in row["marks"]
        ],
        steps=steps_view(measured),
        overrides=overrides_view(versions, names, today, step_of(viewer) if speaks else None),
        deals=await _deals(viewer, place, today),
        lag=RHYTHMS[period].lag,
        season=RHYTHMS[period].season,
        may_speak=speaks,
        may_mend=viewer.has_role(Role.PLANNER),
        item_id=place.item_id,
    )


async def live_steps(run_id: UUID, place: Place, row: Mapping[str, Any], today: date) -> Steps:
    """What each step adds now to the cells of a place, and to their sums."""
    period = ForecastPeriod(row["period"])
    cells = {
        overrides.place_of(cell): cell["statistical"]
        for cell in await series.cells_of(run_id, place.family)
    }
    first = number_of(period, row["first_on"])
    return await steps_now(cells, period, first, today, [place.family])


async def _points(
    row: Mapping[str, Any], place: Place, period: ForecastPeriod, steps: Steps
) -> list[ForecastPoint]:
    first = number_of(period, row["first_on"])
    season = RHYTHMS[period].season
    statistical = row["statistical"]
    added = {step: steps[step][place] for step in ADDING}
    agreed = [max(0, sum(parts)) for parts in zip(statistical, *added.values(), strict=True)]
    orders = [
        Order(on, quantity) for on, quantity in await history.orders_from(place, row["first_on"])
    ]
    ordered = [0] * len(agreed)
    for order in orders:
        at = number_of(period, order.on) - first
        if 0 <= at < len(ordered):
            ordered[at] += order.quantity
    buckets = [
        Bucket(start_of(period, first + at), end_of(period, first + at), quantity)
        for at, quantity in enumerate(agreed)
    ]
    left = open_forecast(buckets, orders, await windows_for(place.family))
    return [
        ForecastPoint(
            on=buckets[at].first_on,
            statistical=units(statistical[at]),
            low=units(row["low"][at]),
            high=units(row["high"][at]),
            last_year=_before(row, at, season),
            **{step.value: units(added[step][at]) for step in ADDING},
            agreed=units(agreed[at]),
            ordered=units(ordered[at]),
            open=units(left[at]),
        )
        for at in range(len(agreed))
    ]


def _before(row: Mapping[str, Any], at: int, season: int) -> Any:
    """The same period of the last season, where there was one."""
    place = len(row["history"]) - season + at % season
    return units(row["history"][place]) if place >= 0 else None


def _past(
    row: Mapping[str, Any], period: ForecastPeriod, measured: Sequence[Mapping[str, Any]]
) -> list[PastPoint]:
    known = {each["period_on"]: each["frozen"] for each in measured}
    first = number_of(period, row["first_on"]) - len(row["history"])
    points = []
    for at, quantity in enumerate(row["history"]):
        on = start_of(period, first + at)
        points.append(PastPoint(on, units(quantity), units(known[on]) if on in known else None))
    return points[-_SHOWN_PAST[period] :]


async def _deals(viewer: Viewer, place: Place, today: date) -> list[DealView]:
    """Deals below a place, of customers that the viewer may see."""
    catalog = await planning_catalog()
    return [
        deal_view(each, catalog)
        for each in await deals_now(today, [place.family])
        if place.holds(_with(each.deal.place, place)) and _is_seen(viewer, each)
    ]


def _with(deal: Place, place: Place) -> Place:
    """A deal's place with what it leaves open filled from another's."""
    return Place(
        deal.family,
        deal.item_id,
        deal.site_id or place.site_id,
        deal.scope_id,
        deal.segment,
        deal.channel or place.channel,
    )


def _is_seen(viewer: Viewer, weighed: Weighed) -> bool:
    scope_id = weighed.deal.place.scope_id
    return scope_id is not None and viewer.sees(scope_id)


def deal_view(weighed: Weighed, catalog: PlanningCatalog) -> DealView:
    deal = weighed.deal
    item = None if deal.place.item_id is None else catalog.items.get(deal.place.item_id)
    return DealView(
        id=deal.id,
        reference=deal.reference,
        kind=deal.kind.value,
        customer_name=deal.customer_name,
        stage=deal.stage,
        probability_ratio=weighed.probability,
        quantity=units(deal.quantity),
        expected_on=deal.expected_on,
        added_quantity=units(weighed.added),
        why=weighed.outcome.value,
        item_name="" if item is None else item.name,
        unit="" if item is None else item.unit,
    )
