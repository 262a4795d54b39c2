"""One lot: which way it is got, how large it is, when it begins, and what it serves."""

from backend.engine.whole.calendars import finish_from, forward, lead_for, open_from, opened, timed
from backend.engine.whole.compiled import compiled, inlined, leaf
from backend.engine.whole.layout import (
    CALENDAR,
    COUNTS_OPEN,
    DAY_BOTTOM,
    DAY_TOP,
    EARLIEST,
    FIRST_FINISH,
    FIRST_START,
    KEEPS,
    LAST_START,
    LATEST,
    LEAD,
    MAXIMUM,
    MINIMUM,
    MORE,
    MULTIPLE,
    NEED,
    PRIORITY,
    SAFETY_DAYS,
    SENDER,
    START,
    TARGET,
    WAY,
    Days,
    Ints,
    Plant,
    Ranks,
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
    start = open_from(plant, plant.way[way, SENDER], plant.way[way, FIRST_START], days)
    if start > plant.way[way, LAST_START]:
        return days
    least = 1 + plant.way[way, MORE]
    least = lot_of(least, plant.way[way, MINIMUM], plant.way[way, MULTIPLE])
    lead = lead_for(plant.way, way, least)
    finish = finish_from(plant, way, start, lead, days)
    return max(finish, plant.way[way, FIRST_FINISH])


@compiled
def fill_rhythm(plant: Plant, ways: Ints) -> None:
    """Work out for each row of `Plant.start_for` when its ways begin and are there; `ways` has one of each."""
    days = plant.open_until.shape[1]
    for row in range(len(ways)):
        way = plant.way[ways[row]]
        for need in range(days):
            start, target = timed(
                plant.open_until, plant.open_day, plant.open_count, way[CALENDAR],
                way[SENDER], way[COUNTS_OPEN], way[LEAD], way[FIRST_START], way[FIRST_FINISH], way[SAFETY_DAYS], way[KEEPS], way[LAST_START], need, days,
            )  # fmt: skip
            plant.start_for[row, need] = start
            plant.target_for[row, need] = target


@leaf
def plan_lot(
    way: Ints, first: int, last: int, rhythm: Ints, start_for: Days, target_for: Days,
    open_until: Ints, open_day: Ints, open_count: Ints, rows: Days, units: Ints, lot: int, is_known: bool, need: int, short: int, days: int,
) -> bool:  # fmt: skip
    """Write a lot for a need down, the usual way if it is in time; say whether it differs from before.

    Else the first way that is in time, else the one that is there first.
    """
    best, best_units, best_start, best_target = 0, 0, 0, days + 1
    for each in range(first, last):
        made = max(short, way[each, MINIMUM])
        if way[each, MULTIPLE] > 1:
            made = (made + way[each, MULTIPLE] - 1) // way[each, MULTIPLE] * way[each, MULTIPLE]
        maximum = way[each, MAXIMUM]
        if 0 < maximum < made:
            made, _ = lots_of(short, way[each, MINIMUM], way[each, MULTIPLE], maximum)
        row = rhythm[each]
        if row >= 0:
            start, target = start_for[row, need], target_for[row, need]
        else:
            one = min(made, maximum) if maximum > 0 else made
            lead = way[each, LEAD] + times(one, way[each, DAY_TOP], way[each, DAY_BOTTOM])
            start, target = timed(
                open_until, open_day, open_count, way[each, CALENDAR], way[each, SENDER],
                way[each, COUNTS_OPEN], lead, way[each, FIRST_START], way[each, FIRST_FINISH], way[each, SAFETY_DAYS],
                way[each, KEEPS], way[each, LAST_START], need, days,
            )  # fmt: skip
        if target < best_target and (best_target > need or each == first):
            best, best_units = each - first, made
            best_start, best_target = start, target
        if best_target <= need:
            break
    return write(rows, units, lot, is_known, need, best_units, best, best_start, best_target)


@inlined
def write(
    rows: Days, units: Ints, lot: int, is_known: bool, need: int, made: int, way: int,
    start: int, target: int,
) -> bool:  # fmt: skip
    """Write a lot down; whether it differs from the one that is known to have stood there."""
    is_other = (
        not is_known
        or rows[NEED, lot] != need
        or units[lot] != made
        or rows[WAY, lot] != way
        or rows[LATEST, lot] != start
        or rows[TARGET, lot] != target
    )
    if is_other:
        rows[START, lot] = start
    rows[NEED, lot] = need
    units[lot] = made
    rows[WAY, lot] = way
    rows[LATEST, lot] = start
    rows[TARGET, lot] = target
    return is_other


@inlined
def finished(rows: Days, asked: Ranks, low: int, high: int, count: int) -> bool:
    """Give the lots from `low` to before `high` the best priority of what they serve; whether one differs."""
    needs, ranks = rows[NEED], rows[PRIORITY]
    end = needs[high] if high < count else len(asked)
    other = 0
    for lot in range(high - 1, low - 1, -1):
        need = needs[lot]
        best = asked[need]
        for day in range(need + 1, end):
            best = min(best, asked[day])
        end = need
        other |= ranks[lot] ^ best
        ranks[lot] = best
    return other != 0


@inlined
def bound_by(earliest: Days, latest: Days, low: int, high: int, opens: int) -> bool:
    """Let some lots begin from one day on, or when they have to; whether one may begin on another day than before."""
    other = 0
    for lot in range(low, high):
        day = min(opens, latest[lot])
        other |= earliest[lot] ^ day
        earliest[lot] = day
    return other != 0


@inlined
def bound(
    rows: Days, units: Ints, low: int, high: int, count: int, way: Ints, first: int, last: int, open_until: Ints,
    open_day: Ints, open_count: Ints, life: int, worn: Ints, pile: Ints,
) -> bool:  # fmt: skip
    """Say how early the lots of a node may begin, of which those from `low` to before `high` may be others; whether one may on another day.

    Not in the frozen zone, and where stock expires not so early that it would not last until it is used (`worn`).
    """
    if life < 0 and first + 1 == last:
        sender, days = way[first, SENDER], rows.shape[1]
        opens = opened(
            open_until, open_day, open_count[sender], sender, way[first, FIRST_START], days
        )
        return bound_by(rows[EARLIEST], rows[LATEST], low, high, opens)
    return bound_each(
        rows, units, count, way, first, open_until, open_day, open_count, life, worn, pile
    )


@leaf
def bound_each(
    rows: Days, units: Ints, count: int, way: Ints, first: int, open_until: Ints, open_day: Ints, open_count: Ints,
    life: int, worn: Ints, pile: Ints,
) -> bool:  # fmt: skip
    """The same where lots expire or there are several ways."""
    days = rows.shape[1]
    is_other = False
    known, opens = -1, 0
    for lot in range(count):
        each, start = first + rows[WAY, lot], rows[LATEST, lot]
        sender = way[each, SENDER]
        if each != known:
            known = each
            opens = opened(
                open_until, open_day, open_count[sender], sender, way[each, FIRST_START], days
            )
        earliest = min(opens, start)
        if life >= 0:
            least, lead = worn[pile[lot]] - life, lead_for(way, each, units[lot])
            while start > earliest:
                before = open_day[sender, open_until[sender, start - 1] - 1]
                finish = forward(
                    open_until, open_day, open_count, way[each, CALENDAR], sender,
                    way[each, COUNTS_OPEN], before, lead, days,
                )  # fmt: skip
                if finish < least:
                    break
                start = before
            earliest = start
        is_other |= rows[EARLIEST, lot] != earliest
        rows[EARLIEST, lot] = earliest
    return is_other
