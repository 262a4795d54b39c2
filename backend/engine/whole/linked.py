"""Which days of a group of work centres are looked at, which together, and what is left on those that are not."""

from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import Flags, Ints


@inlined
def find_open(
    is_open: Flags, is_whole: bool, moved: Flags, differs: Flags, drafted: Flags, centers: Ints
) -> bool:
    """Find the days of a group on which lots or hours have changed; whether there are any."""
    days = len(is_open)
    found = is_whole or moved[days]
    for place in range(len(centers)):
        found |= differs[centers[place], days] | drafted[centers[place], days]
    if not found:
        return False
    for day in range(days):
        is_open[day] = is_whole or moved[day]
    for place in range(len(centers)):
        row, other = differs[centers[place]], drafted[centers[place]]
        for day in range(days):
            is_open[day] |= row[day] | other[day]
    return True


@inlined
def sum_up(differs: Flags) -> None:
    """Write down behind the last day whether there is a day that differs."""
    days = len(differs) - 1
    found = False
    for day in range(days):
        found |= differs[day]
    differs[days] = found


@inlined
def spread(is_open: Flags, is_linked: Flags) -> None:
    """Take in all days that are linked to those that are open."""
    days = len(is_open)
    for day in range(days - 1):
        is_open[day + 1] |= is_open[day] and is_linked[day]
    for day in range(days - 2, -1, -1):
        is_open[day] |= is_open[day + 1] and is_linked[day]


@leaf
def find_tight(
    is_tight: Flags, is_open: Flags, is_linked: Flags, above: Ints, asked: Ints, centers: Ints
) -> bool:
    """Find the open days that must be levelled lot by lot; whether there are any."""
    found = False
    for day in range(len(is_open)):
        is_tight[day] = is_open[day] and (is_linked[day] or (day > 0 and is_linked[day - 1]))
    for place in range(len(centers)):
        have, want = above[centers[place]], asked[centers[place]]
        for day in range(len(is_open)):
            is_tight[day] |= is_open[day] and have[day] < want[day]
    for day in range(len(is_open)):
        found |= is_tight[day]
    return found


@leaf
def widen(is_open: Flags, is_tight: Flags, is_linked: Flags) -> None:
    """Take in the days to which a lot has come, and those that they are linked to."""
    for day in range(len(is_open)):
        is_open[day] |= is_tight[day]
    spread(is_open, is_linked)
    for day in range(len(is_open)):
        is_tight[day] |= is_open[day] and (is_linked[day] or (day > 0 and is_linked[day - 1]))


@leaf
def subtract(
    is_open: Flags, is_tight: Flags, above: Ints, asked: Ints, room: Ints, centers: Ints
) -> None:
    """Take what is asked for off the hours of the open days, and of tight days nothing yet."""
    for place in range(len(centers)):
        center = centers[place]
        for day in range(len(is_open)):
            if is_open[day]:
                room[center, day] = above[center, day] - (
                    0 if is_tight[day] else asked[center, day]
                )
