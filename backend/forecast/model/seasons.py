"""Items that are sold only between two days, or only in a season: the model's figures keep to these days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

import numpy as np

from backend.engine.forecast.arrays import Integers
from backend.engine.forecast.tree import HUNDREDTHS, TreeForecast
from backend.engine.season import capped, open_shares
from backend.forecast.model.periods import start_of
from backend.forecast.model.series import History, Place
from backend.forecast.model.steps import spread
from shared.forecast_terms import ForecastPeriod

_WHOLE: Final = 1.0


@dataclass(frozen=True, kw_only=True)
class Sold:
    """When an item is sold: between two days, every year or once, fading over its last `ramp_days`.

    `left` of it may still be sold, in hundredths.
    """

    first_on: date
    last_on: date
    is_yearly: bool
    left: int | None = None
    ramp_days: int = 0


def keep_to_seasons(
    found: TreeForecast,
    histories: Sequence[History],
    sold: Mapping[UUID, Sold],
    period: ForecastPeriod,
    end: int,
) -> TreeForecast:
    """The forecast with nothing outside an item's days and no more than its total; parents stay the sums of their children."""
    if not any(each.place.item_id in sold for each in histories):
        return found
    count = found.point.shape[1]
    edges = [start_of(period, end + at) for at in range(count + 1)]
    rows = {each.place: row for row, each in enumerate(histories)}
    point, low, high = (each.copy() for each in (found.point, found.low, found.high))
    cells: dict[UUID, list[int]] = {}
    for place, row in rows.items():
        if place.site_id is not None and place.item_id is not None and place.item_id in sold:
            cells.setdefault(place.item_id, []).append(row)
    for item_id, members in cells.items():
        _keep(sold[item_id], edges, members, (point, low, high))
    for place, row in sorted(rows.items(), key=lambda pair: pair[0].level.value != "item"):
        if place.site_id is None:
            below = [other for each, other in rows.items() if _is_child(each, place)]
            moved = point[below].sum(axis=0) - point[row]
            point[row] += moved
            low[row] = np.clip(low[row] + moved, 0, point[row])
            high[row] = np.maximum(high[row] + moved, point[row])
    return replace(found, point=point, low=low, high=high)


def _is_child(place: Place, parent: Place) -> bool:
    return place.parent == parent


def _keep(
    sold: Sold,
    edges: Sequence[date],
    members: Sequence[int],
    figures: tuple[Integers, Integers, Integers],
) -> None:
    point, low, high = figures
    shares = open_shares(
        edges, sold.first_on, sold.last_on, yearly=sold.is_yearly, ramp_days=sold.ramp_days
    )
    for at, share in enumerate(shares):
        if share < _WHOLE:
            for row in members:
                for each in (point, low, high):
                    each[row, at] = round(int(each[row, at]) * share)
    if sold.left is None:
        return
    sums = [int(point[members, at].sum()) for at in range(len(shares))]
    for at, most in enumerate(capped(sums, sold.left)):
        if most == sums[at]:
            continue
        parts = spread(most, [int(point[row, at]) for row in members])
        ratio = most / sums[at]
        for row, part in zip(members, parts, strict=True):
            point[row, at] = part
            low[row, at] = min(part, round(int(low[row, at]) * ratio))
            high[row, at] = max(part, round(int(high[row, at]) * ratio))


def left_of(quantity: float | None, sold: float) -> int | None:
    """Hundredths of a limited edition that are still to be sold; None without a limit.

    >>> left_of(100.0, 130.0), left_of(None, 5.0)
    (0, None)
    """
    return None if quantity is None else max(0, round((quantity - sold) * HUNDREDTHS))
