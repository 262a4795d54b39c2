"""When lots can begin, because what they draw is there, and when they are there themselves."""

from backend.engine.whole.calendars import forward, opened
from backend.engine.whole.compiled import leaf
from backend.engine.whole.layout import (
    BEHIND,
    BINDING,
    CALENDAR,
    CAPACITY,
    CAUSE,
    COUNTS_OPEN,
    DAY_BOTTOM,
    DAY_TOP,
    DRAWN,
    DUE,
    FENCE,
    FINISH,
    IS_FENCED,
    LEAD,
    LEAD_TIME,
    MATERIAL,
    MAXIMUM,
    NEED,
    NEVER,
    NO_CAUSE,
    OPTION,
    RELEASE,
    SHELF_LIFE,
    START,
    TARGET,
    THERE,
    UNTIL,
    WAY,
    Days,
    Flags,
    Ints,
)
from backend.engine.whole.sizes import times


@leaf
def release_late(
    plan_cover: Days, is_late: Flags, entry: Ints, input_at: Ints, way: Ints, first: int,
    open_until: Ints, open_day: Ints, open_count: Ints, rows: Days, units: Ints, count: int,
) -> bool:  # fmt: skip
    """When the lots of a node can begin whose inputs may come later; whether one moved."""
    days = rows.shape[1]
    has_moved = False
    for lot in range(count):
        each = first + rows[WAY, lot]
        start = rows[START, lot]
        release, binding, until = start, -1, NEVER
        for line in range(input_at[each], input_at[each + 1]):
            if not is_late[entry[line, DRAWN]] or start >= days:
                continue
            until = min(until, plan_cover[line, lot, UNTIL])
            if plan_cover[line, lot, THERE] > release:
                release, binding = plan_cover[line, lot, THERE], line - input_at[first]
        due = rows[TARGET, lot]
        calendar = way[each, CALENDAR]
        if release > start:
            release = opened(open_until, open_day, open_count[calendar], calendar, release, days)
        if release > until:
            # What was set aside for it will have expired by then; it is not made of that.
            release = days
        if release > start:
            maximum, lead = way[each, MAXIMUM], way[each, LEAD]
            if way[each, DAY_TOP]:
                one = min(units[lot], maximum) if maximum > 0 else units[lot]
                lead += times(one, way[each, DAY_TOP], way[each, DAY_BOTTOM])
            finish = forward(
                open_until, open_day, open_count[calendar], calendar, way[each, COUNTS_OPEN],
                release, lead, days,
            )  # fmt: skip
            due = max(due, finish)
        if rows[RELEASE, lot] != release or rows[DUE, lot] != due or rows[BINDING, lot] != binding:
            has_moved = True
        rows[RELEASE, lot] = release
        rows[BINDING, lot] = binding
        rows[DUE, lot] = due
    return has_moved


@leaf
def waits(entry: Ints, input_at: Ints, is_late: Flags, first: int, last: int) -> bool:
    """Whether anything that the ways of a node draw may come later than it is wanted."""
    for line in range(input_at[first], input_at[last]):  # noqa: SIM110 -- numba knows no generators
        if is_late[entry[line, DRAWN]]:
            return True
    return False


@leaf
def release_all(rows: Days, count: int) -> bool:
    """All lots of a node begin on their start, because all they draw is there; whether one moved."""
    has_moved = False
    for lot in range(count):
        if (
            rows[RELEASE, lot] != rows[START, lot]
            or rows[DUE, lot] != rows[TARGET, lot]
            or rows[BINDING, lot] != -1
        ):
            has_moved = True
        rows[RELEASE, lot] = rows[START, lot]
        rows[DUE, lot] = rows[TARGET, lot]
        rows[BINDING, lot] = -1
    return has_moved


@leaf
def finish_planned(rows: Days, count: int, way: Ints, first: int) -> bool:
    """Let all lots of a node begin and be there as netting wants it; whether one is later than needed."""
    is_late = False
    for lot in range(count):
        start, target = rows[START, lot], rows[TARGET, lot]
        rows[RELEASE, lot] = start
        rows[BINDING, lot] = -1
        rows[DUE, lot] = target
        rows[FINISH, lot] = target
        is_late |= target > rows[NEED, lot]
        rows[CAUSE, lot] = NO_CAUSE
        rows[BEHIND, lot] = NO_CAUSE
    if is_late:
        for lot in range(count):
            if rows[TARGET, lot] > rows[NEED, lot]:
                is_fenced = way[first + rows[WAY, lot], IS_FENCED]
                rows[CAUSE, lot] = FENCE if is_fenced else LEAD_TIME
    return is_late


@leaf
def finish_all(
    rows: Days, count: int, way: Ints, first: int, option_at: Ints, step_at: Ints, step_finish: Days
) -> bool:
    """When the lots of a node are there, and what makes them late: the gate that opens last first.

    Returns whether one is.
    """
    days = rows.shape[1]
    is_late = False
    for lot in range(count):
        each = first + rows[WAY, lot]
        due = rows[DUE, lot]
        finish = due
        if option_at[each] < option_at[each + 1]:
            option = option_at[each] + rows[OPTION, lot]
            for step in range(step_at[option], step_at[option + 1]):
                finish = max(finish, step_finish[step, lot])
        finish = min(finish, days)
        rows[FINISH, lot] = finish
        cause, behind = NO_CAUSE, NO_CAUSE
        if rows[TARGET, lot] > rows[NEED, lot]:
            cause = FENCE if way[each, IS_FENCED] else LEAD_TIME
        if rows[RELEASE, lot] > rows[START, lot]:
            behind = cause
            cause = MATERIAL
            if rows[RELEASE, lot] >= days and rows[BINDING, lot] < 0:
                cause = SHELF_LIFE
        if finish > due:
            behind = cause
            cause = CAPACITY
        rows[CAUSE, lot] = cause
        rows[BEHIND, lot] = behind
        is_late |= finish > rows[NEED, lot]
    return is_late
