"""Whose a lot is: what each priority and all better ones would need of it if nobody else asked, and where that is cut."""

from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    ASKED,
    BOTTOM,
    BY_INPUT,
    BY_WAY,
    MAXIMUM,
    MINIMUM,
    MULTIPLE,
    NEED,
    ON,
    PARENT,
    PRIORITY,
    RANK,
    START,
    TOP,
    WAY,
    Days,
    Ints,
)
from backend.engine.whole.sizes import lots_of, times


@leaf
def tabulate(
    fixed_out: Ints, lines: Ints, first: int, last: int, user: Ints, first_user: int, last_user: int,
    entry: Ints, way_at: Ints, lots: Days, sizes: Ints, lot_count: Ints, parts: Days, part_sizes: Ints,
    part_count: Ints, high: int, mix: Ints, rank: Ints, ascending: Ints, since: Ints, mix_of: Ints,
) -> int:  # fmt: skip
    """Sum up what is asked for before a day, a row of `mix` for each rank; how many ranks there are.

    The same claims as in `claims_of`, each lot by its parts where it has any. `ascending` are the rows, the best rank first,
    `since` when each first asks for something, `mix_of` the row of each rank, -1 where it has none.
    """
    slots = 0
    mix_of[:] = -1
    for day in range(high):
        if fixed_out[day] > 0:
            slots = add(mix, rank, slots, -1, day, fixed_out[day], high, since, mix_of)
    for line in range(first, last):
        if lines[line, ON] < high and lines[line, ASKED] > 0:
            ranked, on, asked = lines[line, RANK], lines[line, ON], lines[line, ASKED]
            slots = add(mix, rank, slots, ranked, on, asked, high, since, mix_of)
    for each in range(first_user, last_user):
        parent, way, line = user[each, PARENT], user[each, BY_WAY], user[each, BY_INPUT]
        top, bottom = entry[line, TOP], entry[line, BOTTOM]
        rows, units = lots[parent], sizes[parent]
        part, part_units = parts[parent], part_sizes[parent]
        last_part, place = part_count[parent], 0
        is_only = way_at[parent + 1] - way_at[parent] == 1
        for lot in range(lot_count[parent]):
            start = rows[START, lot]
            if start >= high or not (is_only or rows[WAY, lot] == way):
                continue
            while place < last_part and part[NEED, place] < rows[NEED, lot]:
                place += 1
            drawn, total = 0, 0
            while place < last_part and part[NEED, place] == rows[NEED, lot]:
                total += part_units[place]
                made = times(total, top, bottom) - drawn
                drawn += made
                if made > 0:
                    slots = add(
                        mix, rank, slots, part[PRIORITY, place], start, made, high, since, mix_of
                    )
                place += 1
            if total == 0:
                made = times(units[lot], top, bottom)
                slots = add(mix, rank, slots, rows[PRIORITY, lot], start, made, high, since, mix_of)
    for slot in range(slots):
        at = slot
        while at > 0 and rank[ascending[at - 1]] > rank[slot]:
            ascending[at] = ascending[at - 1]
            at -= 1
        ascending[at] = slot
    return slots


@inlined
def add(
    mix: Ints, rank: Ints, slots: int, wanted: int, day: int, units: int, high: int, since: Ints,
    mix_of: Ints,
) -> int:  # fmt: skip
    """Add units to the row of a rank, a new one where there is none yet; how many rows there are."""
    slot = mix_of[wanted + 1]
    if slot < 0:
        slot = slots
        mix_of[wanted + 1] = slot
        rank[slot], since[slot] = wanted, day
        for each in range(high):
            mix[slot, each] = 0
        slots += 1
    mix[slot, day] += units
    since[slot] = min(since[slot], day)
    return slots


@leaf
def add_up(
    mix: Ints, ascending: Ints, slots: int, scheduled: Ints, high: int, is_dated: bool
) -> None:
    """Turn what is asked for by rank and day into what is asked for by then by that rank and all better ones.

    Less what comes in by then, where stock does not expire.
    """
    for at in range(1, slots):
        row, better = mix[ascending[at]], mix[ascending[at - 1]]
        for day in range(high):
            row[day] += better[day]
    for at in range(slots):
        row, total = mix[ascending[at]], 0
        for day in range(high):
            total += row[day] - (0 if is_dated else scheduled[day])
            row[day] = total


@leaf
def own(rank: Ints, ascending: Ints, slots: int, owned: Ints, of: int, units: int) -> None:
    """Count units for a rank and all that are not better."""
    for at in range(slots):
        if rank[ascending[at]] >= of:
            owned[at] += units


@leaf
def own_known(
    rows: Days, units: Ints, known: int, part: Days, part_units: Ints, parts: int, rank: Ints,
    ascending: Ints, slots: int, owned: Ints,
) -> None:  # fmt: skip
    """Count what the first lots of a node bring by rank, with their parts where they have any."""
    for at in range(slots):
        owned[at] = 0
    place = 0
    for lot in range(known):
        is_whole = True
        while place < parts and part[NEED, place] == rows[NEED, lot]:
            own(rank, ascending, slots, owned, part[PRIORITY, place], part_units[place])
            place += 1
            is_whole = False
        if is_whole:
            own(rank, ascending, slots, owned, rows[PRIORITY, lot], units[lot])


@leaf
def cut_lot(
    way: Ints, each: int, units: int, priority: int, need: int, end: int, free: int, is_dated: bool,
    mix: Ints, rank: Ints, ascending: Ints, since: Ints, slots: int, owned: Ints, cut: Ints, cut_rank: Ints,
) -> int:  # fmt: skip
    """Cut a lot where what each priority and all better ones would need of it ends; in how many parts.

    Both sides of a cut have to be lots by themselves; what fills the safety stock up is the last one's. 0 where the lot
    is of its own priority as a whole. `free` is the stock that there is at the beginning, `owned` what lots before this
    one bring for a rank and all better ones.
    """
    minimum, multiple, maximum = way[each, MINIMUM], way[each, MULTIPLE], way[each, MAXIMUM]
    last = slots - 1
    while last >= 0 and not is_asked(mix, ascending, last, since, need, end, is_dated):
        last -= 1
    if last < 0 or rank[ascending[last]] < 0:
        return 0
    parts, done, best = 0, 0, -1
    for at in range(last):
        row = mix[ascending[at]]
        if rank[ascending[at]] < 0:
            continue
        if not is_asked(mix, ascending, at, since, need, end, is_dated):
            continue
        asked = row[end - 1]
        if is_dated:
            asked -= row[need - 1] if need > 0 else 0
        else:
            for day in range(need, end):
                asked = max(asked, row[day])
            asked -= free + owned[at]
        if asked <= done:
            continue
        if best < 0:
            best = rank[ascending[at]]
        if asked >= units:
            continue
        made, _ = lots_of(asked, minimum, multiple, maximum)
        rest = units - made
        if rest > 0 and made > done and lots_of(rest, minimum, multiple, maximum)[0] == rest:
            cut[parts], cut_rank[parts] = made - done, best
            parts, done, best = parts + 1, made, -1
    cut[parts], cut_rank[parts] = units - done, rank[ascending[last]] if best < 0 else best
    return 0 if parts == 0 and cut_rank[0] == priority else parts + 1


@inlined
def is_asked(
    mix: Ints, ascending: Ints, at: int, since: Ints, need: int, end: int, is_dated: bool
) -> bool:
    """Whether a rank has asked for anything before the end; where stock expires, from the need on."""
    if not is_dated:
        return since[ascending[at]] < end
    row = mix[ascending[at]]
    asked = row[end - 1] - (row[need - 1] if need > 0 else 0)
    if at > 0:
        better = mix[ascending[at - 1]]
        asked -= better[end - 1] - (better[need - 1] if need > 0 else 0)
    return asked > 0
