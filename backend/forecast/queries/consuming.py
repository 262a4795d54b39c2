"""The forecast that no order has taken yet, as demand of items at sites."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.engine.situation import Expected, Node
from backend.forecast.model.consumption import (
    USUAL,
    Bucket,
    Order,
    Windows,
    beyond_fence,
    open_forecast,
)
from backend.forecast.model.periods import end_of, start_of
from backend.forecast.queries.agreed import Agreed, agreed_cells
from backend.forecast.repository import history, overrides, runs
from backend.identity.model import Viewer
from backend.plan.queries import planning_stamp
from shared.forecast_terms import ForecastPeriod
from shared.schemas.forecast import ForecastWindows, WindowRow
from shared.terms import Role

HUNDREDTHS: Final = 100
SETTERS: Final = (Role.PLANNER, Role.ADMIN)
READERS: Final = (*SETTERS, Role.SUPERVISOR, Role.EXECUTIVE, Role.BUYER)


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
    return chosen_for(family, await overrides.windows())


def chosen_for(family: str, said: Mapping[str, Windows]) -> Windows:
    """The windows that hold for a family by what was said."""
    return said.get(family, said.get("", USUAL))


async def windows_for_all(viewer: Viewer) -> ForecastWindows:
    """The windows of every family, and those that families have of their own."""
    viewer.must_be(*READERS)
    said = await overrides.windows()
    families = sorted({item.family for item in (await planning_catalog()).items.values()})
    return ForecastWindows(
        usual=_row("", said),
        families=[_row(family, said) for family in families if family],
        may_set=viewer.has_role(*SETTERS),
    )


def _row(family: str, said: Mapping[str, Windows]) -> WindowRow:
    chosen = chosen_for(family, said)
    return WindowRow(
        family=family,
        backward_days=chosen.backward_days,
        forward_days=chosen.forward_days,
        demand_fence_days=chosen.demand_fence_days,
        is_own=family in said,
    )


async def open_forecasts(today: date) -> Sequence[OpenForecast]:
    """What the run in force, deals and people expect, less what is ordered already; past days hold none.

    The same object as long as nothing that it is made of has moved.
    """
    stamp = (today, *await planning_stamp(), *await runs.forecast_stamp())
    if _kept.stamp != stamp:
        _kept.found = await _open_forecasts(today)
        _kept.stamp = stamp
    return _kept.found


async def expected_by_node(today: date) -> dict[Node, tuple[Expected, ...]]:
    """All that is still expected, as the engine reads it."""
    return _by_node(await open_forecasts(today))


async def expected_at(node: Node, today: date) -> tuple[Expected, ...]:
    """What is still expected of one item at a site, as the engine reads it; quick, whatever has moved."""
    return _by_node(await _open_forecasts(today, node[0])).get(node, ())


def _by_node(found: Sequence[OpenForecast]) -> dict[Node, tuple[Expected, ...]]:
    by_node: dict[Node, list[Expected]] = defaultdict(list)
    for each in found:
        quantity = Decimal(each.quantity) / HUNDREDTHS
        by_node[each.item_id, each.site_id].append(Expected(each.first_on, each.last_on, quantity))
    return {node: tuple(rows) for node, rows in by_node.items()}


@dataclass(slots=True)
class _Kept:
    """The last answer, and what it was made of."""

    stamp: tuple[object, ...] = ()
    found: Sequence[OpenForecast] = ()


_kept = _Kept()


async def _open_forecasts(today: date, item_id: UUID | None = None) -> list[OpenForecast]:
    run = await runs.in_force()
    if run is None:
        return []
    by_period: dict[tuple[ForecastPeriod, int], list[Agreed]] = defaultdict(list)
    for cell in await agreed_cells(run["id"], today, item_id=item_id):
        by_period[cell.period, cell.first].append(cell)
    begins = (start_of(period, first) for period, first in by_period)
    orders = await history.orders_by_node(min(begins, default=today), item_id)
    said = await overrides.windows()
    found: list[OpenForecast] = []
    for (period, first), members in by_period.items():
        for (family, node), quantities in _by_family_and_node(members).items():
            windows = chosen_for(family, said)
            buckets = [
                Bucket(start_of(period, first + at), end_of(period, first + at), quantity)
                for at, quantity in enumerate(quantities)
            ]
            booked = [Order(on, quantity) for on, quantity in orders.get(node, ())]
            for bucket, left in zip(buckets, open_forecast(buckets, booked, windows), strict=True):
                part = beyond_fence(bucket, left, today, windows)
                if part is not None and part.quantity > 0:
                    found.append(OpenForecast(*node, part.first_on, part.last_on, part.quantity))
    return found


def _by_family_and_node(cells: Sequence[Agreed]) -> dict[tuple[str, Node], list[int]]:
    """What cells come to for items at sites, period by period, with the item's family."""
    found: dict[tuple[str, Node], list[int]] = {}
    for cell in cells:
        place = cell.place
        if place.item_id is None or place.site_id is None:
            continue
        key = place.family, (place.item_id, place.site_id)
        kept = found.setdefault(key, [0] * len(cell.quantities))
        for at, quantity in enumerate(cell.quantities):
            kept[at] += quantity
    return found
