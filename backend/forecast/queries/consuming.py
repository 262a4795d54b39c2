"""The forecast that no order has taken yet, as demand of items at sites."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.forecast.model.consumption import USUAL, Bucket, Order, Windows, open_forecast
from backend.forecast.model.periods import end_of, start_of
from backend.forecast.queries.agreed import Agreed, agreed_cells
from backend.forecast.repository import history, overrides, runs
from backend.plan.queries import planning_stamp
from shared.forecast_terms import ForecastPeriod


@dataclass(frozen=True, slots=True)
class OpenForecast:
    """What is still expected of an item at a site for some days, in hundredths."""

    item_id: UUID
    site_id: UUID
    first_on: date
    last_on: date
    quantity: int


async def windows_for(family: str) -> Windows:
    """How far orders of a family consume: its own windows, else those of every family, else the usual."""
    said = await overrides.windows()
    found = said.get(family, said.get(""))
    return USUAL if found is None else Windows(*found)


async def open_forecasts(today: date) -> Sequence[OpenForecast]:
    """What the run in force, deals and people expect, less what is ordered already; past days hold none.

    The same object as long as nothing that it is made of has moved.
    """
    stamp = (today, *await planning_stamp(), *await runs.forecast_stamp())
    if _kept.stamp != stamp:
        _kept.found = await _open_forecasts(today)
        _kept.stamp = stamp
    return _kept.found


@dataclass(slots=True)
class _Kept:
    """The last answer, and what it was made of."""

    stamp: tuple[object, ...] = ()
    found: Sequence[OpenForecast] = ()


_kept = _Kept()


async def _open_forecasts(today: date) -> list[OpenForecast]:
    run = await runs.in_force()
    if run is None:
        return []
    by_period: dict[tuple[ForecastPeriod, int], list[Agreed]] = defaultdict(list)
    for cell in await agreed_cells(run["id"], today):
        by_period[cell.period, cell.first].append(cell)
    begins = (start_of(period, first) for period, first in by_period)
    orders = await history.orders_by_node(min(begins, default=today))
    said = await overrides.windows()
    found: list[OpenForecast] = []
    for (period, first), members in by_period.items():
        nodes: dict[tuple[str, UUID, UUID], list[int]] = {}
        for cell in members:
            place = cell.place
            if place.item_id is None or place.site_id is None:
                continue
            kept = nodes.setdefault(
                (place.family, place.item_id, place.site_id), [0] * len(cell.quantities)
            )
            for at, quantity in enumerate(cell.quantities):
                kept[at] += quantity
        for (family, item_id, site_id), quantities in nodes.items():
            windows = said.get(family, said.get(""))
            buckets = [
                Bucket(start_of(period, first + at), end_of(period, first + at), quantity)
                for at, quantity in enumerate(quantities)
            ]
            left = open_forecast(
                buckets,
                [Order(on, quantity) for on, quantity in orders.get((item_id, site_id), ())],
                USUAL if windows is None else Windows(*windows),
            )
            found += [
                OpenForecast(
                    item_id, site_id, max(bucket.first_on, today), bucket.last_on, quantity
                )
                for bucket, quantity in zip(buckets, left, strict=True)
                if quantity > 0 and bucket.last_on >= today
            ]
    return found
