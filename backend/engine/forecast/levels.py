"""A clean jump of the level: where it was, and the history as if it had always been at the new level.

Every method but the last value averages what came before a jump into what comes after it. A jump is clean where
both sides hold their level: their means lie at least `LEAST_DISTANCE` deviations apart and `LEAST_SURE` standard
errors, a step errs no more than half as much as a straight line would, and within the sides neighbours differ as
much as chance makes them (von Neumann's ratio; where levels wander they differ less).
"""

import numpy as np

from backend.engine.forecast.arrays import Floats
from backend.engine.forecast.compiled import compiled
from backend.engine.forecast.seasonal import is_seasonal, slope_of

LEAST_AFTER = 2  # one period alone may be an accident
LEAST_BEFORE = 10
SEEN = 26  # periods on either side that are looked at
LEAST_DISTANCE = 3.0
LEAST_SURE = 8.0
LEAST_NOISE = 0.01  # of the level: what repeats exactly is no reason to be surer
BETTER_THAN_LINE = 0.5
MOST_EMPTY = 0.1  # share of periods without demand; more of them are no level


@compiled
def jump_of(y: Floats) -> tuple[int, float]:
    """The first period of the new level and how many times the old one it is; 0 and 1 where none is clean."""
    count = len(y)
    found = 0
    ratio = 1.0
    surest = LEAST_SURE
    for after in range(LEAST_AFTER, min(SEEN, count - LEAST_BEFORE) + 1):
        first = count - after
        before = min(first, SEEN)
        if before < after:
            break
        old = y[first - before : first]
        new = y[first:]
        was = old.mean()
        became = new.mean()
        squares = ((old - was) ** 2).sum() + ((new - became) ** 2).sum()
        noise = np.sqrt(squares / (before + after - 2))
        noise = max(noise, LEAST_NOISE * max(abs(was), abs(became)))
        distance = abs(became - was)
        sure = distance / (noise * np.sqrt(1.0 / before + 1.0 / after)) if noise > 0.0 else 0.0
        if was <= 0.0 or became <= 0.0 or distance < LEAST_DISTANCE * noise or sure < surest:
            continue
        both = y[first - before :]
        away = np.arange(before + after) - 0.5 * (before + after - 1)
        line = ((both - both.mean() - slope_of(both) * away) ** 2).sum()
        steps = ((old[1:] - old[:-1]) ** 2).sum() + ((new[1:] - new[:-1]) ** 2).sum()
        is_quiet = squares <= (before + after) * (LEAST_NOISE * was) ** 2
        if squares > BETTER_THAN_LINE * line or not (is_quiet or steps >= squares):
            continue
        found = first
        ratio = became / was
        surest = sure
    return found, ratio


@compiled
def at_new_level(y: Floats, season: int) -> Floats:
    """The history with what lies before a clean jump lifted or lowered to the level behind it; else itself.

    Where there is a season it is looked for in what came over what came a season before.
    """
    count = len(y)
    if count < LEAST_BEFORE + LEAST_AFTER or (y <= 0.0).sum() > MOST_EMPTY * count:
        return y
    skipped = 0
    plain = y
    # A jump within the last season may hide it.
    if is_seasonal(y, season) or (count > season and is_seasonal(y[: count - season], season)):
        if y.min() <= 0.0:
            return y
        skipped = season
        plain = y[season:] / y[:-season]
    first, ratio = jump_of(plain)
    if first == 0:
        return y
    lifted = y.copy()
    lifted[: first + skipped] *= ratio
    return lifted
