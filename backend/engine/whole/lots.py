"""One lot: which way it is got, how large it is, when it begins, and what it serves."""

from backend.engine.whole.calendars import finish_from, lead_of, open_from, timed
from backend.engine.whole.compiled import compiled, inlined, leaf
from backend.engine.whole.layout import (
    CALENDAR,
    COUNTS_OPEN,
    DAY_BOTTOM,
    DAY_TOP,
    FIRST_FINISH,
    FIRST_START,
    LEAD,
    MAXIMUM,
    MINIMUM,
    MULTIPLE,
    NEED,
    NO_PRIORITY,
    PRIORITY,
    SPLITS,
    START,
    TARGET,
    WAY,
    Days,
    Ints,
    Plant,
)
from backend.engine.whole.sizes import lot_of, lots_of, times


@compiled
def possible(plant: Plant) -> None:
    """Work out the first day for which every node can still be there."""
    days = plant.open_until.shape[1]
    for node in range(len(plant.safety)):
        plant.possible[node] = first_finish(plant, node, days)


@leaf
def first_finish(plant: Plant, node: int, days: int) -> int:
    """The first day for which a lot of the node can still be there, whatever the way."""
    best = days - 1
    for way in range(plant.way_at[node], plant.way_at[node + 1]):
        best = min(best, earliest(plant, way, days))
    return best


@leaf
def earliest(plant: Plant, way: int, days: int) -> int:
    calendar = plant.way[way, CALENDAR]
    start = open_from(plant, calendar, plant.way[way, FIRST_START], days)
    lead = lead_of(plant, way, lot_of(1, plant.way[way, MINIMUM], plant.way[way, MULTIPLE]))
    finish = finish_from(plant, way, start, lead, days)
    return max(finish, plant.way[way, FIRST_FINISH])


@inlined
def plan_lot(
    way: Ints, first: int, last: int, open_until: Ints, open_day: Ints, open_count: Ints,
    rows: Days, units: Ints, lot: int, is_known: bool, need: int, short: int, days: int,
) -> bool:  # fmt: skip
    """Write a lot for a need down, the usual way if it is in time; say whether it differs from before.

    Else the first way that is in time, else the one that is there first.
    """
    best, best_units, best_splits, best_start, best_target = 0, 0, 0, 0, days + 1
    for each in range(first, last):
        made = max(short, way[each, MINIMUM])
        if way[each, MULTIPLE] > 1:
            made = -(-made // way[each, MULTIPLE]) * way[each, MULTIPLE]
        splits = 1
        maximum = way[each, MAXIMUM]
        if 0 < maximum < made:
            made, splits = lots_of(short, way[each, MINIMUM], way[each, MULTIPLE], maximum)
        lead = way[each, LEAD]
        if way[each, DAY_TOP]:
            one = min(made, maximum) if maximum > 0 else made
            lead += times(one, way[each, DAY_TOP], way[each, DAY_BOTTOM])
        start, target = timed(
            open_until, open_day, open_count, way[each, CALENDAR], way[each, COUNTS_OPEN], lead,
            way[each, FIRST_START], way[each, FIRST_FINISH], need, days,
        )  # fmt: skip
        if target < best_target and (best_target > need or each == first):
            best, best_units, best_splits = each - first, made, splits
            best_start, best_target = start, target
        if best_target <= need:
            break
    is_other = (
        not is_known
        or rows[NEED, lot] != need
        or units[lot] != best_units
        or rows[WAY, lot] != best
        or rows[START, lot] != best_start
        or rows[TARGET, lot] != best_target
    )
    rows[NEED, lot] = need
    units[lot] = best_units
    rows[SPLITS, lot] = best_splits
    rows[WAY, lot] = best
    rows[START, lot] = best_start
    rows[TARGET, lot] = best_target
    return is_other


@leaf
def finished(rows: Days, asked: Days, made: int, known: int) -> bool:
    """Give each lot the best priority of what it serves; whether one differs, or there are more or fewer."""
    is_other = made != known
    end = len(asked)
    for lot in range(made - 1, -1, -1):
        best = NO_PRIORITY
        for day in range(rows[NEED, lot], end):
            best = min(best, asked[day])
        end = rows[NEED, lot]
        if rows[PRIORITY, lot] != best:
            rows[PRIORITY, lot] = best
            is_other = True
    return is_other
