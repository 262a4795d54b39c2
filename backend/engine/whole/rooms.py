"""Short loops over one row each, which the compiler turns into work on many days at a time."""

from backend.engine.whole.compiled import inlined
from backend.engine.whole.layout import Days, Ints, Ranks


@inlined
def copy(to: Days, since: Days, low: int, high: int) -> None:
    """Copy a part of a row."""
    for place in range(low, high):
        to[place] = since[place]


@inlined
def fill(row: Days, value: int, low: int, high: int) -> None:
    """Write one value into a part of a row."""
    for place in range(low, high):
        row[place] = value


@inlined
def is_beyond(row: Days, limit: Days, count: int) -> bool:
    """Whether one of the first so many is more than its limit."""
    found = 0
    for place in range(count):
        found |= row[place] > limit[place]
    return found != 0


@inlined
def is_unlike(row: Days, other: Days, count: int) -> bool:
    """Whether one of the first so many is not that of the other row."""
    found = 0
    for place in range(count):
        found |= row[place] ^ other[place]
    return found != 0


@inlined
def add(row: Ints, ranks: Ranks, other: Ints, best: Ranks, each: int) -> None:
    """Add so many of what another row has by day to a row, and take the lower of two ranks."""
    for day in range(len(row)):
        row[day] += other[day] * each
        ranks[day] = min(ranks[day], best[day])
