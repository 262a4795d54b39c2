"""What the model over all series is told of promotions: for each node and period what was planned for it, and since when."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import numpy as np

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.promoted import Promotions
from backend.engine.promotion.effect import Window, factors, shares_of
from backend.engine.promotion.learning import Learned
from backend.forecast.model.periods import number_of
from backend.forecast.model.promotion import Promoted, Surroundings, edges_of
from backend.forecast.model.series import History, Place
from shared.forecast_terms import ForecastPeriod

_LATE: Final = 52
_DEEPEST: Final = 0.95
_ALWAYS: Final = -1.0


def told_of(
    histories: Sequence[History],
    parents: Sequence[int],
    promoted: Sequence[Promoted],
    period: ForecastPeriod,
    span: tuple[int, int],
    learned: Learned,
    around: Surroundings,
) -> Promotions | None:
    """What was and is planned from the first period of any history up to the second of `span`; None without promotions.

    The first of `span` is the first period to come. Of an item and a family it is the mean of its cells', by what they
    sold of late.
    """
    start = min(each.first for each in histories)
    edges = edges_of(period, start, span[1] - start)
    figures = np.zeros((3, len(histories), span[1] - start))
    since = np.full(figures.shape[1:], _ALWAYS)
    weights = np.zeros(len(histories))
    by_item: dict[UUID | None, list[Promoted]] = defaultdict(list)
    for one in promoted:
        by_item[one.item_id].append(one)
    for row, each in enumerate(histories):
        if each.place.site_id is not None:
            weights[row] = max(0.0, sum(each.values[-_LATE:])) + 1e-6
            figures[:, row], since[row] = _cell(
                each.place, by_item[each.place.item_id], period, edges, learned, around
            )
    for row in range(len(histories) - 1, -1, -1):
        if histories[row].place.site_id is None:
            figures[:, row] /= weights[row]
        parent = parents[row]
        if parent >= 0:
            weights[parent] += weights[row]
            figures[:, parent] += weights[row] * figures[:, row]
            since[parent] = np.maximum(since[parent], since[row])
    promotion, discount, gain = figures
    if not promotion.any():
        return None
    return Promotions(
        start=start, promotion=promotion, discount=discount, since=since, lifts=1.0 + gain
    )


def _cell(
    place: Place,
    promoted: Sequence[Promoted],
    period: ForecastPeriod,
    edges: Sequence[int],
    learned: Learned,
    around: Surroundings,
) -> tuple[Floats, Floats]:
    """A cell's promoted share, that by how deep the price is cut, and the gain; and since when that was planned."""
    figures, since = np.zeros((3, len(edges) - 1)), np.full(len(edges) - 1, _ALWAYS)
    lags, windows = around.lags_of(place), []
    for each in promoted:
        part = around.part_of(each, place)
        if not part:
            continue
        first, last = each.starts_on.toordinal(), each.ends_on.toordinal()
        share = part * shares_of(first, last, lags, edges)
        figures[0] += share
        figures[1] -= share * np.log(1.0 - min(each.depth, _DEEPEST))
        if each.planned_on is not None:
            known = float(number_of(period, each.planned_on))
            since = np.where(share > 0.0, np.maximum(since, known), since)
        ratio, ahead = each.learned_ratio(learned), learned.taken_from_later(each.family).ratio
        windows.append((Window(first=first, last=last, ratio=ratio, ahead=ahead), part))
    if windows:
        figures[2] = factors(windows, lags, edges) - 1.0
    return figures, since
