"""The hours that lots ask for on the day they are due, moved along where lots have changed."""

import numpy as np

from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    BOTTOM,
    CENTER,
    DUE,
    EARLIEST,
    GROUP,
    LATEST,
    MAXIMUM,
    MEMBER,
    MINIMUM,
    MULTIPLE,
    NEED,
    OPTION,
    PRIORITY,
    SETUP,
    START,
    TARGET,
    TOP,
    TURN,
    WAY,
    Days,
    Flags,
    Ints,
    Turns,
)
from backend.engine.whole.rooms import fill
from backend.engine.whole.sizes import done_in, splits_of, times


@inlined
def keep(
    rows: Days, units: Ints, count: int, slot: int, was_lot: Days, was_units: Ints, was_count: Ints
) -> None:
    """Keep what has to be known later of the lots of a node as they stand."""
    was_count[slot] = count
    for column in range(START, EARLIEST + 1):
        for lot in range(count):
            was_lot[slot, column, lot] = rows[column, lot]
    for lot in range(count):
        was_units[slot, lot] = units[lot]


@inlined
def rebook(
    way: Ints, first: int, last: int, option_at: Ints, step_at: Ints, step: Ints,
    was: Days, was_units: Ints, was_count: int, rows: Days, units: Ints, count: int, low: int, high: int, due: int, begin: int,
    begins: Days, ends: Days, done: Ints, options: Days, only_step: Ints, turns: Turns, hours: Ints, asked: Ints, moved: Flags, carried: Ints, days: int,
) -> None:  # fmt: skip
    """Set the lots of a node beside those that stood there, and ask for hours anew where they differ: from `low` to before `high`.

    Lots are known by the day of their need. One that is as it was keeps its routing and the days on
    which it is worked on (`begins`, of the draft alone, and `ends`); where one differs, the days on which it was and is due have to be levelled.
    `due` and `begin` are the columns that say when: `TARGET` and `EARLIEST` for the draft, else `DUE` and `RELEASE`.
    """
    ahead = count - was_count
    for lot in range(low):
        carried[lot] = lot
    for lot in range(high, count):
        carried[lot] = lot - ahead
    old, end = low, high - ahead
    is_shifted = ahead != 0
    for lot in range(low, high):
        while old < end and was[NEED, old] < rows[NEED, lot]:
            book(
                way,
                first,
                option_at,
                step_at,
                step,
                was,
                was_units,
                old,
                due,
                -1,
                asked,
                moved,
                days,
            )
            old += 1
        carried[lot] = -1
        if old < end and was[NEED, old] == rows[NEED, lot]:
            if is_same(was, was_units, old, rows, units, lot, due, begin):
                carried[lot] = old
            else:
                book(
                    way,
                    first,
                    option_at,
                    step_at,
                    step,
                    was,
                    was_units,
                    old,
                    due,
                    -1,
                    asked,
                    moved,
                    days,
                )
            old += 1
        if carried[lot] < 0:
            book(way, first, option_at, step_at, step, rows, units, lot, due, 1, asked, moved, days)
        is_shifted |= carried[lot] != lot
    while old < end:
        book(way, first, option_at, step_at, step, was, was_units, old, due, -1, asked, moved, days)
        old += 1
    settle(
        way, first, option_at[first], option_at[last], step_at, step, was, rows, units, low, high if ahead == 0 else count, due,
        begins, ends, done, options, only_step, turns, hours, carried, is_shifted,
    )  # fmt: skip


@inlined
def ask_first(
    way: Ints, first: int, last: int, option_at: Ints, step_at: Ints, step: Ints, rows: Days,
    units: Ints, count: int, only_step: Ints, turns: Turns, hours: Ints, asked: Ints, moved: Flags, days: int,
) -> None:  # fmt: skip
    """As `rebook` for the draft, where nothing stood before, and as if nothing came late for what follows."""
    begin, end = step_at[option_at[first]], step_at[option_at[last]]
    if begin == end:
        return
    for at in range(begin, end):
        line_up(way, first, step, at, rows, units, 0, count, only_step, turns, hours)
    fill(rows[OPTION], 0, 0, count)
    member = step[begin, MEMBER]
    if only_step[member] >= 0:
        group, center = step[begin, GROUP], step[begin, CENTER]
        ask_each(rows[TARGET], hours[member], count, asked[center], moved[group])
        return
    for lot in range(count):
        book(way, first, option_at, step_at, step, rows, units, lot, TARGET, 1, asked, moved, days)


@inlined
def begin_with_none(
    options: Days, begins: Days, finishes: Days, drafted: Days, first: int, last: int, count: int
) -> None:
    """Let the lots of a node have all their hours on the day they are due, at each of its steps."""
    fill(options, 0, 0, count)
    for at in range(first, last):
        fill(begins[at], 0, 0, count)
        fill(finishes[at], 0, 0, count)
        fill(drafted[at], 0, 0, count)


@inlined
def ask_each(due: Days, hours: Ints, count: int, asked: Ints, moved: Flags) -> None:
    """Ask for the hours of lots on the day each is due."""
    days = len(asked)
    for lot in range(count):
        on = due[lot]
        if on < days:
            asked[on] += hours[lot]
            moved[on] = True
            moved[days] = True


@inlined
def settle(
    way: Ints, each: int, first: int, last: int, step_at: Ints, step: Ints, was: Days, rows: Days, units: Ints, low: int,
    high: int, due: int, begins: Days, ends: Days, done: Ints, options: Days, only_step: Ints, turns: Turns, hours: Ints,
    carried: Ints, is_shifted: bool,
) -> None:  # fmt: skip
    """Move what is known of some lots of a node along; with the draft, tell its work centres what is asked of them."""
    for at in range(step_at[first], step_at[last]):
        if due == TARGET:
            line_up(way, each, step, at, rows, units, low, high, only_step, turns, hours)
        if is_shifted:
            if due == TARGET:
                carry(begins[at], carried, low, high)
            if carry(ends[at], carried, low, high):
                carry(done[at], carried, low, high)
    if is_shifted and due == TARGET:
        carry(options, carried, low, high)
    if is_shifted and due == DUE:
        for lot in range(low, high):
            rows[OPTION, lot] = was[OPTION, carried[lot]] if carried[lot] >= 0 else 0


@inlined
def line_up(
    way: Ints, each: int, step: Ints, at: int, rows: Days, units: Ints, low: int, high: int, only_step: Ints,
    turns: Turns, hours: Ints,
) -> None:  # fmt: skip
    """Write down beside a step when some lots may begin and are to be there, and what they ask for."""
    member = step[at, MEMBER]
    turn, wanted, targets, earliest = turns[member], hours[member], rows[TARGET], rows[EARLIEST]
    for lot in range(low, high):
        turn[lot] = np.int32(earliest[lot]) * np.int32(TURN) + np.int32(targets[lot])
    if only_step[member] < 0:
        return
    setup, top, bottom = step[at, SETUP], step[at, TOP], step[at, BOTTOM]
    if way[each, MAXIMUM] <= 0 and bottom == 1:
        for lot in range(low, high):
            wanted[lot] = setup + units[lot] * top
        return
    for lot in range(low, high):
        wanted[lot] = hours_of(step, at, way, each, units[lot])


@inlined
def is_same(
    was: Days, was_units: Ints, old: int, rows: Days, units: Ints, lot: int, due: int, begin: int
) -> bool:
    """Whether a lot asks for the same hours on the same days in the same order of service."""
    return (
        was_units[old] == units[lot]
        and was[due, old] == rows[due, lot]
        and was[begin, old] == rows[begin, lot]
        and was[LATEST, old] == rows[LATEST, lot]
        and was[PRIORITY, old] == rows[PRIORITY, lot]
        and was[WAY, old] == rows[WAY, lot]
    )


@inlined
def hours_of(step: Ints, at: int, way: Ints, each: int, units: int) -> int:
    """Millionths of an hour that a lot of a way asks for at a step."""
    setup, maximum = step[at, SETUP], way[each, MAXIMUM]
    if 0 < maximum < units:
        setup *= splits_of(units, way[each, MINIMUM], way[each, MULTIPLE], maximum)
    return setup + times(units, step[at, TOP], step[at, BOTTOM])


@inlined
def hours_after(step: Ints, at: int, way: Ints, each: int, units: int, ahead: int) -> int:
    """The same for a part that goes on with so many units of its lot."""
    if ahead == 0:
        return hours_of(step, at, way, each, units)
    return hours_of(step, at, way, each, ahead + units) - hours_of(step, at, way, each, ahead)


@leaf
def units_in(step: Ints, at: int, way: Ints, each: int, units: int, hours: int) -> int:
    """How many units of a lot a step has done in so many hours; the set-up of each part of it comes before the part."""
    setup, top, bottom = step[at, SETUP], step[at, TOP], step[at, BOTTOM]
    maximum, parts = way[each, MAXIMUM], 1
    if 0 < maximum < units:
        parts = splits_of(units, way[each, MINIMUM], way[each, MULTIPLE], maximum)
    done = 0
    for part in range(1, parts + 1):
        left = hours - part * setup
        if left < 0:
            break
        most = units if part == parts else part * maximum
        done = max(done, min(most, done_in(left, top, bottom) if top > 0 else most))
    return done


@leaf
def units_after(
    step: Ints, at: int, way: Ints, each: int, units: int, ahead: int, hours: int
) -> int:
    """The same of a part that goes on with so many units of its lot."""
    if ahead == 0:
        return units_in(step, at, way, each, units, hours)
    done = units_in(
        step, at, way, each, ahead + units, hours + hours_of(step, at, way, each, ahead)
    )
    return max(done - ahead, 0)


@inlined
def book(
    way: Ints, first: int, option_at: Ints, step_at: Ints, step: Ints, rows: Days, units: Ints, lot: int,
    column: int, sign: int, asked: Ints, moved: Flags, days: int,
) -> None:  # fmt: skip
    """Ask for a lot's hours by its first routing on the day it is due (`sign` 1), or no longer (-1)."""
    due, each = rows[column, lot], first + rows[WAY, lot]
    option = option_at[each]
    if due >= days or option == option_at[each + 1]:
        return
    for at in range(step_at[option], step_at[option + 1]):
        hours = hours_of(step, at, way, each, units[lot])
        asked[step[at, CENTER], due] += sign * hours
        moved[step[at, GROUP], due] = True
        moved[step[at, GROUP], days] = True


@inlined
def carry(finish: Days | Ints, carried: Ints, low: int, high: int) -> bool:
    """Move the last days of work at a step along with some lots; those of new lots begin as none. Whether there are any."""
    found = 0
    for lot in range(low, high):
        if carried[lot] >= lot:
            finish[lot] = finish[carried[lot]]
    for lot in range(high - 1, low - 1, -1):
        if 0 <= carried[lot] < lot:
            finish[lot] = finish[carried[lot]]
    for lot in range(low, high):
        if carried[lot] < 0:
            finish[lot] = 0
        found |= finish[lot]
    return found != 0
