"""Demand against what it had been forecast to be at the lag, of items at sites."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from backend.forecast.model.deviation import Measure
from backend.forecast.model.periods import RHYTHMS, end_of, number_of, start_of
from backend.forecast.repository import deviations, runs
from shared.forecast_terms import ForecastPeriod

Node = tuple[UUID, UUID]

_SINCE: Final = timedelta(days=370)
_MAIN: Final = {ForecastPeriod.DAY: 14, ForecastPeriod.WEEK: 28, ForecastPeriod.MONTH: 92}


@dataclass(frozen=True, slots=True)
class Deviating:
    """An item at a site with its periods, the oldest first, and the series that was off by the most of late."""

    item_id: UUID
    site_id: UUID
    period: ForecastPeriod
    measures: tuple[Measure, ...]
    series_id: UUID
    territory: str
    segment: str


async def deviating(
    today: date, lowest_priority: int | None = None, nodes: Iterable[Node] | None = None
) -> list[Deviating]:
    """Every item at a site that is forecast, with a year of its periods; of some alone with `nodes`.

    With `lowest_priority` only customer groups count that are of that class or a better one. The running
    period counts once more has been ordered for it than was forecast: it can only grow.
    """
    run = await runs.in_force()
    if run is None:
        return []
    wanted = None if nodes is None else list(nodes)
    asked = (lowest_priority, wanted)
    measures: dict[tuple[ForecastPeriod, Node], list[Measure]] = defaultdict(list)
    for row in await deviations.closed_periods(run["id"], today - _SINCE, *asked):
        place = ForecastPeriod(row["period"]), (row["item_id"], row["site_id"])
        measures[place].append(Measure(row["period_on"], row["actual"], row["forecast"]))
    periods = {period for period, _ in measures}
    for period in periods:
        for node, measure in (await _running(period, today, *asked)).items():
            if (period, node) in measures:
                measures[period, node].append(measure)
    longest = max((_MAIN[period] for period in periods), default=0)
    main = await deviations.main_cells(run["id"], today - timedelta(days=longest), *asked)
    return [
        Deviating(
            item_id=node[0],
            site_id=node[1],
            period=period,
            measures=tuple(found),
            series_id=main[node]["series_id"],
            territory=main[node]["territory"] or "",
            segment=main[node]["segment"] or "",
        )
        for (period, node), found in measures.items()
        if node in main
    ]


async def _running(
    period: ForecastPeriod, today: date, lowest_priority: int | None, nodes: list[Node] | None
) -> dict[Node, Measure]:
    """The running period of whatever has been ordered more of than the run in force at the lag expected."""
    number = number_of(period, today)
    then = await runs.in_force_on(start_of(period, number - RHYTHMS[period].lag + 1))
    first_on = None if then is None else await deviations.first_period(then, period.value)
    if then is None or first_on is None:
        return {}
    place = number - number_of(period, first_on) + 1
    if not 1 <= place <= RHYTHMS[period].horizon:
        return {}
    expected = await deviations.forecast_at(then, period.value, place, lowest_priority, nodes)
    ordered = await deviations.ordered_between(
        start_of(period, number), end_of(period, number), lowest_priority, nodes
    )
    return {
        node: Measure(start_of(period, number), ordered[node], forecast, is_running=True)
        for node, forecast in expected.items()
        if ordered.get(node, 0) > forecast
    }
