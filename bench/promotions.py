"""What knowing promotions is worth: weekly sales with prices and deals, forecast without and with them.

A promotion is a run of weeks with a deal, a feature or a price below the usual one of the last quarter year. The uplift is
learned by `backend.engine.promotion`, taken out of the history, and multiplied onto the weeks to come.
"""

from dataclasses import replace

import numpy as np

from backend.engine.forecast.accuracy import accuracy, actuals, scales_of
from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.panel import Panel
from backend.engine.forecast.run import forecast
from backend.engine.promotion.learning import Learned, learned
from backend.engine.promotion.measure import Event, Measured, measured
from bench.figures import Figure, at_most, only
from bench.forecast_sets import Set

AROUND, USUAL_WEEKS, LEAST_DEPTH, LONGEST = 8, 13, 0.05, 5
MOST_EVENTS = 8_000
CORES = 2


def worth_of_promotions(given: Set) -> list[Figure]:
    """WAPE without promotions, with history freed of them and uplift put on again, and with them as known in advance."""
    panel, horizon = given.panel, given.horizon
    before = panel.shortened(horizon)
    came, scales = actuals(panel, before, horizon), scales_of(before)
    plain = forecast(replace(before, known={}), horizon, cores=CORES)
    known = forecast(before, horizon, cores=CORES)
    lifts = _lifts(panel, horizon)
    values = before.values.copy()
    for row in range(len(panel)):
        begin, end, first = before.starts[row], before.ends[row], panel.offsets[row]
        values[begin:end] /= lifts[row, first : first + end - begin]
    freed = forecast(replace(before, values=values, known={}), horizon, cores=CORES)
    wapes = [
        accuracy(came, point, scales).wape
        for point in (plain.point, freed.point * lifts[:, -horizon:], known.point)
    ]
    without, uplift, in_advance = wapes
    what = f"{given.name}: WAPE"
    return [
        only(f"{what} without promotions", without, ""),
        only(f"{what} with uplift on a history freed of it", uplift, "", against=without),
        only(f"{what} with promotions known in advance", in_advance, "", against=without),
        at_most(f"{what} with uplift ÷ without", uplift / without, "", 1.0),
        at_most(f"{what} known in advance ÷ without", in_advance / without, "", 1.0),
    ]


def _lifts(panel: Panel, horizon: int) -> Floats:
    """What every week of every series is expected to be multiplied by, from what was over before the horizon."""
    featured = np.nan_to_num(panel.known["feature"]) > 0.5
    depth = _depth(panel.known["price"])
    promoted = (depth > LEAST_DEPTH) | (np.nan_to_num(panel.known["deal"]) > 0) | featured
    names = [name.split("_")[1] for name in panel.ids]
    events: list[Measured] = []
    for row in range(len(panel)):
        events += _events(
            panel, row, names[row], (promoted[row], featured[row], depth[row]), horizon
        )
    chosen = np.random.default_rng(1).permutation(len(events))[:MOST_EVENTS]
    found = learned(events[each] for each in sorted(chosen))
    lifts = np.ones(promoted.shape)
    for row, week in zip(*np.nonzero(promoted), strict=True):
        lifts[row, week] = _expected(
            found, names[row], bool(featured[row, week]), float(depth[row, week])
        )
    return lifts


def _expected(found: Learned, name: str, is_featured: bool, depth: float) -> float:  # noqa: FBT001 -- three facts of a week
    kind = "featured" if is_featured else "plain"
    return found.expected(f"{name} {kind}", kind, depth, 1).ratio


def _depth(price: Floats) -> Floats:
    """The share taken off the price: against the upper quarter of the last quarter year's."""
    usual = np.full(price.shape, np.nan)
    for week in range(price.shape[1]):
        window = price[:, max(0, week - USUAL_WEEKS + 1) : week + 1]
        known = ~np.isnan(window).all(axis=1)
        usual[known, week] = np.nanquantile(window[known], 0.75, axis=1)
    found: Floats = np.nan_to_num(np.clip(1.0 - price / usual, 0.0, 0.9))
    return found


def _events(
    panel: Panel, row: int, name: str, week: tuple[np.ndarray, np.ndarray, Floats], horizon: int
) -> list[Measured]:
    promoted, featured, depth = week
    first, count = int(panel.offsets[row]), int(panel.lengths[row]) - horizon
    y = panel.history(row)[:count]
    found, at = [], 0
    while at < count:
        if not promoted[first + at]:
            at += 1
            continue
        last = at
        while (
            last + 1 < count
            and last - at + 1 < LONGEST
            and _is_same(week, first + at, first + last + 1)
        ):
            last += 1
        low, high = max(0, at - AROUND), min(count, last + 1 + AROUND)
        kind = "featured" if featured[first + at] else "plain"
        outcome = measured(
            Event(
                item=f"{name} {kind}", family=kind, demand=y[low:high], siblings=np.zeros(high - low),
                shape=np.ones(high - low), usual=~promoted[first + low : first + high], first=at - low,
                last=last - low, depth=float(depth[first + at : first + last + 1].mean()), after=1,
            ),
            block=1, least=4,
        )  # fmt: skip
        found += [outcome] if outcome is not None else []
        at = last + 1
    return found


def _is_same(week: tuple[np.ndarray, np.ndarray, Floats], one: int, other: int) -> bool:
    promoted, featured, depth = week
    near = 0.03
    return bool(
        promoted[other]
        and featured[one] == featured[other]
        and abs(depth[one] - depth[other]) < near
    )
