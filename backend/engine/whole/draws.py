"""What lots draw on the nodes below theirs: gathered from nothing, pushed down, or only what differs."""

from typing import Final

from backend.engine.whole.compiled import fetch, inlined, leaf
from backend.engine.whole.layout import (
    BOTTOM,
    BY_INPUT,
    BY_WAY,
    DRAW_DAY,
    DRAW_WAY,
    DRAWN,
    DRAWN_BEFORE,
    DRAWN_NOW,
    FROM,
    NEED,
    NET,
    NO_PRIORITY,
    PARENT,
    PRIORITY,
    RANK_BEFORE,
    RANK_NOW,
    SERVE,
    START,
    TO,
    TOP,
    WAY,
    Days,
    Flags,
    Ints,
    Ranks,
)
from backend.engine.whole.rooms import add
from backend.engine.whole.sizes import times

DENSE: Final = 4
"""Of so many days one has a lot where it is quicker to go by days than by lots."""


@leaf
def gather(
    is_sold: bool, wanted: Ints, fixed_out: Ints, wanted_priority: Ranks, user: Ints, first: int, last: int,
    entry: Ints, way_at: Ints, lots: Days, sizes: Ints, lot_count: Ints, gross: Ints, priority: Ranks,
) -> None:  # fmt: skip
    """Work out what is asked of a node by day, and the best priority that asks for it.

    Only what `is_sold` has lines; the rows of others need not be looked at.
    """
    days = len(gross)
    if is_sold:
        for day in range(days):
            gross[day] = wanted[day] + fixed_out[day]
            priority[day] = wanted_priority[day]
    else:
        for day in range(days):
            gross[day] = fixed_out[day]
            priority[day] = NO_PRIORITY
    for each in range(first, last):
        parent, way, line = user[each, PARENT], user[each, BY_WAY], user[each, BY_INPUT]
        top, bottom = entry[line, TOP], entry[line, BOTTOM]
        rows, units = lots[parent], sizes[parent]
        is_only = way_at[parent + 1] - way_at[parent] == 1
        for lot in range(lot_count[parent]):
            start = rows[START, lot]
            if start < days and (is_only or rows[WAY, lot] == way):
                gross[start] += times(units[lot], top, bottom)
                priority[start] = min(priority[start], rows[PRIORITY, lot])


@inlined
def rank_anew(
    is_sold: bool, wanted_priority: Ranks, user: Ints, first: int, last: int, way_at: Ints, lots: Days,
    lot_count: Ints, is_stale: Flags, begin: int, end: int, priority: Ranks,
) -> None:  # fmt: skip
    """Look for the best priority among all that draw on a node on the days on which it may have gone."""
    for day in range(begin, end + 1):
        if not is_stale[day]:
            continue
        is_stale[day] = False
        best = wanted_priority[day] if is_sold else NO_PRIORITY
        for each in range(first, last):
            parent, way = user[each, PARENT], user[each, BY_WAY]
            rows = lots[parent]
            is_only = way_at[parent + 1] - way_at[parent] == 1
            for lot in range(lot_count[parent]):
                if rows[START, lot] == day and (is_only or rows[WAY, lot] == way):
                    best = min(best, rows[PRIORITY, lot])
        priority[day] = best


@inlined
def compare(
    was: Days, was_units: Ints, low: int, was_high: int, rows: Days, units: Ints, high: int, draw: Ints
) -> int:  # fmt: skip
    """Write down what the lots of a node draw that they did not draw before, and the reverse; how many.

    Lots are known by the day of their need.
    """
    filled, old, lot = 0, low, low
    while old < was_high or lot < high:
        is_gone = old < was_high and (lot == high or was[NEED, old] < rows[NEED, lot])
        is_new = lot < high and (old == was_high or rows[NEED, lot] < was[NEED, old])
        if not is_gone and not is_new:
            is_moved = was[START, old] != rows[START, lot] or was[WAY, old] != rows[WAY, lot]
            if not is_moved:
                if was_units[old] != units[lot] or was[PRIORITY, old] != rows[PRIORITY, lot]:
                    row = draw[filled]
                    row[DRAW_WAY], row[DRAW_DAY] = rows[WAY, lot], rows[START, lot]
                    row[DRAWN_BEFORE], row[DRAWN_NOW] = was_units[old], units[lot]
                    row[RANK_BEFORE], row[RANK_NOW] = was[PRIORITY, old], rows[PRIORITY, lot]
                    filled += 1
                old += 1
                lot += 1
                continue
            is_gone, is_new = True, True
        if is_gone:
            row = draw[filled]
            row[DRAW_WAY], row[DRAW_DAY] = was[WAY, old], was[START, old]
            row[DRAWN_BEFORE], row[DRAWN_NOW] = was_units[old], 0
            row[RANK_BEFORE], row[RANK_NOW] = was[PRIORITY, old], NO_PRIORITY
            filled += 1
            old += 1
        if is_new:
            row = draw[filled]
            row[DRAW_WAY], row[DRAW_DAY] = rows[WAY, lot], rows[START, lot]
            row[DRAWN_BEFORE], row[DRAWN_NOW] = 0, units[lot]
            row[RANK_BEFORE], row[RANK_NOW] = NO_PRIORITY, rows[PRIORITY, lot]
            filled += 1
            lot += 1
    return filled


@inlined
def push_differing(
    entry: Ints, input_at: Ints, first: int, draw: Ints, count: int, gross: Ints, priority: Ranks,
    is_late: Flags, marks: Flags, span: Ints, is_stale: Flags,
) -> None:  # fmt: skip
    """Put what a node draws otherwise than before into the needs of those below it, and mark them.

    Where the best priority of a day goes, it has to be looked for among all that are left.
    """
    days = gross.shape[1]
    most = -1
    for each in range(count):
        most = max(most, draw[each, DRAW_WAY])
    if most >= 0:
        day = min(draw[0, DRAW_DAY], days - 1)
        for line in range(input_at[first], input_at[first + most + 1]):
            fetch(gross, (entry[line, DRAWN], day))
            fetch(priority, (entry[line, DRAWN], day))
            fetch(span, (entry[line, DRAWN], 0))
    for way in range(most + 1):
        for line in range(input_at[first + way], input_at[first + way + 1]):
            below, top, bottom = entry[line, DRAWN], entry[line, TOP], entry[line, BOTTOM]
            need, rank = gross[below], priority[below]
            low, high = days, -1
            for each in range(count):
                row = draw[each]
                day, before, now = row[DRAW_DAY], row[RANK_BEFORE], row[RANK_NOW]
                if row[DRAW_WAY] != way or day >= days:
                    continue
                marks[SERVE, below] |= is_late[below]
                more = times(row[DRAWN_NOW], top, bottom) - times(row[DRAWN_BEFORE], top, bottom)
                need[day] += more
                is_other = more != 0
                if now < rank[day]:
                    rank[day] = now
                    is_other = True
                elif before < now and before == rank[day]:
                    is_stale[below, day] = True
                    is_other = True
                if is_other:
                    low, high = min(low, day), max(high, day)
            if high >= 0:
                marks[NET, below] = True
                span[below, FROM] = min(span[below, FROM], low)
                span[below, TO] = max(span[below, TO], high)


@inlined
def push(
    entry: Ints, input_at: Ints, first: int, count: int, rows: Days, units: Ints,
    gross: Ints, priority: Ranks, by_day: Ints, best: Ranks,
) -> None:  # fmt: skip
    """Add what the lots of a node draw to the needs of those below it.

    Where they are many and all of the usual way, they are put down by day first (`by_day` and `best` are room for that).
    """
    days = gross.shape[1]
    most = 0
    for lot in range(count):
        most = max(most, rows[WAY, lot])
    is_dense = most == 0 and count * DENSE > days
    if is_dense:
        put_down(rows, units, count, by_day, best)
    for way in range(most + 1):
        for line in range(input_at[first + way], input_at[first + way + 1]):
            top, bottom = entry[line, TOP], entry[line, BOTTOM]
            need, rank = gross[entry[line, DRAWN]], priority[entry[line, DRAWN]]
            if is_dense and bottom == 1:
                add(need, rank, by_day, best, top)
                continue
            for lot in range(count):
                start = rows[START, lot]
                if start < days and (most == 0 or rows[WAY, lot] == way):
                    if bottom == 1:
                        need[start] += units[lot] * top
                    else:
                        need[start] += times(units[lot], top, bottom)
                    rank[start] = min(rank[start], rows[PRIORITY, lot])


@inlined
def put_down(rows: Days, units: Ints, count: int, by_day: Ints, best: Ranks) -> None:
    """Sum up by the day on which lots begin their units and their best priority."""
    for day in range(len(by_day)):
        by_day[day] = 0
        best[day] = NO_PRIORITY
    for lot in range(count):
        start = rows[START, lot]
        if start < len(by_day):
            by_day[start] += units[lot]
            best[start] = min(best[start], rows[PRIORITY, lot])
