"""What the forecast of an item was off by at each site, by closed period."""

from collections import defaultdict
from collections.abc import Sequence
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

    site_id: UUID
    period: ForecastPeriod
    measures: tuple[Measure, ...]
    run_number: int
    run_on: date


async def errors_at(item_id: UUID, site_ids: Sequence[UUID], today: date) -> list[Erring]:
    """Of two years, of each of the sites for which the run in force has cells."""
    run = await runs.in_force()
    if run is None:
        return []
    found: dict[tuple[UUID, str], list[Measure]] = defaultdict(list)
    nodes = [(item_id, site_id) for site_id in site_ids]
    for row in await deviations.closed_periods(run["id"], today - _SINCE, None, nodes):
        measure = Measure(row["period_on"], row["actual"], row["forecast"])
        found[row["site_id"], row["period"]].append(measure)
    return [
        Erring(site_id, ForecastPeriod(period), tuple(measures), run["number"], run["today"])
        for (site_id, period), measures in found.items()
    ]
