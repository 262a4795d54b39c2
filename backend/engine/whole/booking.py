"""The hours that lots ask for on the day they are due, moved along where lots have changed."""

from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    BOTTOM,
    CENTER,
    DUE,
    GROUP,
    MEMBER,
    NEED,
    OPTION,
    PRIORITY,
    RELEASE,
    SETUP,
    SPLITS,
    TOP,
    TURN,
    WAY,
    Days,
    Flags,
    Ints,
)
from backend.engine.whole.sizes import times


@leaf
def keep(
    rows: Days, units: Ints, count: int, slot: int, was_lot: Days, was_units: Ints, was_count: Ints
) -> None:
    """Keep what `rebook` has to know of the lots of a node as they stand."""
    was_count[slot] = count
    for column in range(WAY, OPTION + 1):
        for lot in range(count):
            was_lot[slot, column, lot] = rows[column, lot]
    for lot in range(count):
        was_units[slot, lot] = units[lot]


@leaf
def rebook(
    first: int, last: int, option_at: Ints, step_at: Ints, step: Ints,
    was: Days, was_units: Ints, was_count: int, rows: Days, units: Ints, count: int,
    step_finish: Days, only_step: Ints, turns: Days, hours: Ints, asked: Ints, moved: Flags, carried: Ints, days: int,
) -> None:  # fmt: skip
    """Set the lots of a node beside those that stood there, and ask for hours anew where they differ.

    Lots are known by the day of their need. One that is as it was keeps its routing and the days on
    which it is worked on; where one differs, the days on which it was and is due have to be levelled.
    """
    old = 0
    for lot in range(count):
        while old < was_count and was[NEED, old] < rows[NEED, lot]:
            book(first, option_at, step_at, step, was, was_units, old, -1, asked, moved, days)
            old += 1
        carried[lot] = -1
        if old < was_count and was[NEED, old] == rows[NEED, lot]:
            if is_same(was, was_units, old, rows, units, lot):
                carried[lot] = old
            else:
                book(first, option_at, step_at, step, was, was_units, old, -1, asked, moved, days)
            old += 1
        if carried[lot] < 0:
            book(first, option_at, step_at, step, rows, units, lot, 1, asked, moved, days)
    while old < was_count:
        book(first, option_at, step_at, step, was, was_units, old, -1, asked, moved, days)
        old += 1
    settle(
        option_at[first], option_at[last], step_at, step, was, rows, units, count, step_finish,
        only_step, turns, hours, carried,
    )  # fmt: skip


@leaf
def settle(
    first: int, last: int, step_at: Ints, step: Ints, was: Days, rows: Days, units: Ints,
    count: int, step_finish: Days, only_step: Ints, turns: Days, hours: Ints, carried: Ints,
) -> None:  # fmt: skip
    """Tell the work centres when the lots of a node are due, and move what is known of them along."""
    is_shifted = False
    for lot in range(count):
        is_shifted |= carried[lot] != lot
    for at in range(step_at[first], step_at[last]):
        member = step[at, MEMBER]
        turn, wanted = turns[member], hours[member]
        for lot in range(count):
            turn[lot] = rows[PRIORITY, lot] * TURN + rows[DUE, lot]
        if only_step[member] >= 0:
            setup, top, bottom = step[at, SETUP], step[at, TOP], step[at, BOTTOM]
            for lot in range(count):
                wanted[lot] = setup * rows[SPLITS, lot] + times(units[lot], top, bottom)
        if is_shifted:
            carry(step_finish[at], carried, count)
    if is_shifted:
        for lot in range(count):
            rows[OPTION, lot] = was[OPTION, carried[lot]] if carried[lot] >= 0 else 0


@inlined
def is_same(was: Days, was_units: Ints, old: int, rows: Days, units: Ints, lot: int) -> bool:
    """Whether a lot asks for the same hours on the same days in the same order of service."""
    return (
        was_units[old] == units[lot]
        and was[DUE, old] == rows[DUE, lot]
        and was[RELEASE, old] == rows[RELEASE, lot]
        and was[PRIORITY, old] == rows[PRIORITY, lot]
        and was[WAY, old] == rows[WAY, lot]
        and was[SPLITS, old] == rows[SPLITS, lot]
    )


@inlined
def book(
    first: int, option_at: Ints, step_at: Ints, step: Ints, rows: Days, units: Ints, lot: int,
    sign: int, asked: Ints, moved: Flags, days: int,
) -> None:  # fmt: skip
    """Ask for a lot's hours by its first routing on the day it is due (`sign` 1), or no longer (-1)."""
    due, each = rows[DUE, lot], first + rows[WAY, lot]
    option = option_at[each]
    if due >= days or option == option_at[each + 1]:
        return
    for at in range(step_at[option], step_at[option + 1]):
        hours = step[at, SETUP] * rows[SPLITS, lot] + times(
            units[lot], step[at, TOP], step[at, BOTTOM]
        )
        asked[step[at, CENTER], due] += sign * hours
        moved[step[at, GROUP], due] = True


@leaf
def carry(finish: Days, carried: Ints, count: int) -> None:
    """Move the last days of work at a step along with their lots; those of new lots begin as none."""
    for lot in range(count):
        if carried[lot] >= lot:
            finish[lot] = finish[carried[lot]]
    for lot in range(count - 1, -1, -1):
        if 0 <= carried[lot] < lot:
            finish[lot] = finish[carried[lot]]
    for lot in range(count):
        if carried[lot] < 0:
            finish[lot] = 0
