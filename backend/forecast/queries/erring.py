"""What the forecast of items was off by at each site, by closed period."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from backend.forecast.model.deviation import Measure
from backend.forecast.repository import deviations, runs
from shared.forecast_terms import ForecastPeriod

_SINCE: Final = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Erring:
    """Closed periods of an item at a site, the oldest first, and the run in force with its day."""

    item_id: UUID
    site_id: UUID
    period: ForecastPeriod
    measures: tuple[Measure, ...]
    run_number: int
    run_on: date


async def errors_at(nodes: Iterable[deviations.Node], today: date) -> list[Erring]:
    """Of two years, of each of the items at sites for which the run in force has cells."""
    run = await runs.in_force()
    if run is None:
        return []
    found: dict[tuple[UUID, UUID, str], list[Measure]] = defaultdict(list)
    for row in await deviations.closed_periods(run["id"], today - _SINCE, None, nodes):
        measure = Measure(row["period_on"], row["actual"], row["forecast"])
        found[row["item_id"], row["site_id"], row["period"]].append(measure)
    return [
        Erring(
            item_id, site_id, ForecastPeriod(period), tuple(measures), run["number"], run["today"]
        )
        for (item_id, site_id, period), measures in found.items()
    ]
