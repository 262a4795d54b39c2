"""Netting where stock expires: first expired first out, and what is left of a lot thrown away."""

from backend.engine.whole.compiled import leaf
from backend.engine.whole.layout import (
    ASKED,
    LAST,
    LEFT,
    LIFE,
    MORE,
    ON,
    SAFETY_DAYS,
    TARGET,
    Days,
    Ints,
    Ranks,
)
from backend.engine.whole.lots import finished, plan_lot
from backend.engine.whole.sizes import behind


@leaf
def net_perishable(
    on_hand: int, scheduled: Ints, gross: Ints, asked: Ranks, safety: int, cover: int, possible: int,
    count: int, way: Ints, first_way: int, last_way: int, open_until: Ints, open_day: Ints, open_count: Ints,
    rhythm: Ints, start_for: Days, target_for: Days, rows: Days, made_units: Ints, life: int, stocks: Ints, begin: int, end: int, lines: Ints,
    first: int, last: int, until: Ints, units: Ints, waiting: Ints, worn: Ints, pile: Ints,
) -> tuple[int, bool]:  # fmt: skip
    """As `net_plain`, with stock used first expired first out and what is left of a lot thrown away.

    Lines that ask for remaining life take what lasts long enough, and are short of it where none does.
    `until`, `units` and `waiting` are room to work in: what is there by lot, and what lines wait for. `worn` says in the end by
    the same places until when each has to last, `pile` where the lots stand that are planned here.
    """
    days = len(gross)
    if life >= 0:
        cover = min(cover, life + 1)
    dated = end - begin
    for place in range(dated):
        until[place] = stocks[begin + place, LAST]
        units[place] = stocks[begin + place, LEFT]
    never = 4 * days + 4_000_000
    until[dated], units[dated] = never, on_hand
    known = dated + 1
    worn[:] = 0
    open_lines = waiting[: last - first]
    open_lines[:] = 0
    owed, spent = 0, 0
    since = -1
    made = 0
    is_other = False
    for day in range(days):
        if scheduled[day]:
            until[known] = day + life if life >= 0 else never
            units[known] = scheduled[day]
            known += 1
        for place in range(spent, known):
            if until[place] < day:
                units[place] = 0
        while spent < known and units[spent] == 0:
            spent += 1
        owed += gross[day]
        for line in range(first, last):
            if lines[line, ON] == day and asks_life(lines, line, life):
                open_lines[line - first] = lines[line, ASKED]
                owed -= lines[line, ASKED]
        owed = use(until, units, spent, known, day, owed, worn)
        long = serve_life(lines, first, open_lines, until, units, spent, known, day, worn)
        level = -owed - long
        for place in range(spent, known):
            level += units[place]
        if level >= safety and long == 0:
            since = -1
            continue
        if since < 0:
            since = day
        if day >= possible:
            is_other |= plan_lot(
                way, first_way, last_way, rhythm, start_for, target_for, open_until, open_day,
                open_count, rows, made_units, made, made < count, since,
                max(safety - level, long) + way[first_way, MORE] + behind(cover, day, gross, scheduled), days,
            )  # fmt: skip
            there = min(day, rows[TARGET, made]) if way[first_way, SAFETY_DAYS] else day
            until[known] = there + life if life >= 0 else never
            units[known] = made_units[made]
            pile[made] = known
            known += 1
            made += 1
            since = -1
            owed = use(until, units, spent, known, day, owed, worn)
            serve_life(lines, first, open_lines, until, units, spent, known, day, worn)
    return made, is_other | (made != count) | finished(rows, asked, 0, made, made)


@leaf
def asks_life(lines: Ints, line: int, shelf_life: int) -> bool:
    """Whether a line wants days of life that a lot can have."""
    return lines[line, LIFE] > 0 and (shelf_life < 0 or lines[line, LIFE] <= shelf_life)


@leaf
def serve_life(
    lines: Ints,
    first: int,
    waiting: Ints,
    until: Ints,
    units: Ints,
    spent: int,
    known: int,
    day: int,
    worn: Ints,
) -> int:
    """Give those that want remaining life what lasts long enough; what they still wait for."""
    total = 0
    for place in range(len(waiting)):
        if waiting[place] > 0:
            least = day + lines[first + place, LIFE]
            waiting[place] = use(until, units, spent, known, least, waiting[place], worn)
            total += waiting[place]
    return total


@leaf
def use(
    until: Ints, units: Ints, spent: int, known: int, least: int, asked: int, worn: Ints
) -> int:
    """Take what is asked for from what expires first, but not before a day; what is left open."""
    while asked > 0:
        first = -1
        for place in range(spent, known):
            is_good = units[place] > 0 and until[place] >= least
            if is_good and (first < 0 or until[place] < until[first]):
                first = place
        if first < 0:
            return asked
        worn[first] = max(worn[first], least)
        taken = min(asked, units[first])
        units[first] -= taken
        asked -= taken
    return 0
