"""When lots can begin, because what they draw is there, and when they are there themselves."""

from backend.engine.whole.calendars import forward, lead_for, opened
from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    BEHIND,
    BINDING,
    CALENDAR,
    CAPACITY,
    CAUSE,
    COUNTS_OPEN,
    DRAWN,
    DUE,
    FINISH,
    LAST_START,
    LATE_BY,
    LATEST,
    MATERIAL,
    NEED,
    NEVER,
    NO_CAUSE,
    OPTION,
    RELEASE,
    SENDER,
    SHELF_LIFE,
    START,
    TARGET,
    THERE,
    UNTIL,
    VALIDITY,
    WAY,
    Days,
    Flags,
    Ints,
)
from backend.engine.whole.rooms import copy, fill, is_beyond, is_unlike


@leaf
def find_late(
    entry: Ints, input_at: Ints, is_late: Flags, first: int, last: int, found: Ints
) -> int:
    """Write down the inputs of a node's ways that may come later than they are wanted; how many."""
    filled = 0
    for line in range(input_at[first], input_at[last]):
        found[filled] = line
        filled += is_late[entry[line, DRAWN]]
    return filled


@leaf
def release_late(
    plan_cover: Days, late: Ints, inputs: int, input_at: Ints, way: Ints, first: int,
    open_until: Ints, open_day: Ints, open_count: Ints, rows: Days, units: Ints, count: int,
) -> bool:  # fmt: skip
    """When the lots of a node can begin whose inputs may come later (the first so many of `late`); whether one moved."""
    days = rows.shape[1]
    has_moved = False
    for lot in range(count):
        each = first + rows[WAY, lot]
        start = rows[START, lot]
        release, binding, until = start, -1, NEVER
        for place in range(inputs if start < days else 0):
            line = late[place]
            if line < input_at[each] or line >= input_at[each + 1]:
                continue
            until = min(until, plan_cover[line, lot, UNTIL])
            if plan_cover[line, lot, THERE] > release:
                release, binding = plan_cover[line, lot, THERE], line - input_at[first]
        due = rows[TARGET, lot]
        sender = way[each, SENDER]
        if release > start:
            release = opened(open_until, open_day, open_count[sender], sender, release, days)
        if release > until:
            # What was set aside for it will have expired by then; it is not made of that.
            release = days
        if release > start:
            lead = lead_for(way, each, units[lot])
            finish = forward(
                open_until, open_day, open_count, way[each, CALENDAR], sender,
                way[each, COUNTS_OPEN], release, lead, days,
            )  # fmt: skip
            due = max(due, finish)
        if rows[RELEASE, lot] != release or rows[DUE, lot] != due or rows[BINDING, lot] != binding:
            has_moved = True
        rows[RELEASE, lot] = release
        rows[BINDING, lot] = binding
        rows[DUE, lot] = due
    return has_moved


@inlined
def waits(entry: Ints, input_at: Ints, is_late: Flags, first: int, last: int) -> bool:
    """Whether anything that the ways of a node draw may come later than it is wanted."""
    for line in range(input_at[first], input_at[last]):  # noqa: SIM110 -- numba knows no generators
        if is_late[entry[line, DRAWN]]:
            return True
    return False


@inlined
def release_all(rows: Days, count: int) -> bool:
    """All lots of a node begin on their start, because all they draw is there; whether one moved."""
    has_moved = is_unlike(rows[RELEASE], rows[START], count)
    has_moved |= is_unlike(rows[DUE], rows[TARGET], count)
    for lot in range(count):
        has_moved |= rows[BINDING, lot] != -1
    copy(rows[RELEASE], rows[START], 0, count)
    copy(rows[DUE], rows[TARGET], 0, count)
    fill(rows[BINDING], -1, 0, count)
    return has_moved


@inlined
def late_by(way: Ints, each: int, target: int, days: int) -> int:
    """What makes a lot late that cannot be there when it is needed: the first days allowed, or that its way has ended."""
    if target >= days and way[each, LAST_START] < days:
        return VALIDITY
    return way[each, LATE_BY]


@inlined
def finish_planned(rows: Days, low: int, high: int, count: int, way: Ints, first: int) -> bool:
    """Let some lots of a node, of which there are so many, begin and be there as netting wants it; whether one of all is later than needed."""
    copy(rows[RELEASE], rows[START], low, high)
    fill(rows[BINDING], -1, low, high)
    copy(rows[DUE], rows[TARGET], low, high)
    copy(rows[FINISH], rows[TARGET], low, high)
    fill(rows[CAUSE], NO_CAUSE, low, high)
    fill(rows[BEHIND], NO_CAUSE, low, high)
    is_late = is_beyond(rows[TARGET], rows[NEED], count)
    if is_late:
        for lot in range(count):
            if rows[TARGET, lot] > rows[NEED, lot]:
                each = first + rows[WAY, lot]
                rows[CAUSE, lot] = late_by(way, each, rows[TARGET, lot], rows.shape[1])
    return is_late


@inlined
def is_any_early(draft_begin: Days, first: int, last: int, count: int) -> bool:
    """Whether any lot has hours at one of some steps on another day than the one on which it is due."""
    found = 0
    for step in range(first, last):
        row = draft_begin[step]
        for lot in range(count):
            found |= row[lot]
    return found != 0


@inlined
def begin_early(
    rows: Days, count: int, way: Ints, first: int, last: int, option_at: Ints, step_at: Ints, draft_begin: Days,
    open_until: Ints, open_day: Ints,
) -> tuple[int, int]:  # fmt: skip
    """Let the lots of a node begin with their hours where those lie before; the first that moved, and the one behind the last."""
    low, high = count, 0
    if not is_any_early(draft_begin, step_at[option_at[first]], step_at[option_at[last]], count):
        if is_unlike(rows[START], rows[LATEST], count):
            for lot in range(count):
                if rows[START, lot] != rows[LATEST, lot]:
                    low, high = min(low, lot), lot + 1
            copy(rows[START], rows[LATEST], low, high)
        return low, high
    for lot in range(count):
        each, start = first + rows[WAY, lot], rows[LATEST, lot]
        for step in range(step_at[option_at[each]], step_at[option_at[each + 1]]):
            if draft_begin[step, lot] > 0:
                start = min(start, draft_begin[step, lot] - 1)
        if start < rows[LATEST, lot]:
            sender = way[each, SENDER]
            start = open_day[sender, open_until[sender, start] - 1]
        if rows[START, lot] != start:
            low, high = min(low, lot), lot + 1
        rows[START, lot] = start
    return low, high


@inlined
def finish_all(
    rows: Days, units: Ints, count: int, way: Ints, first: int, option_at: Ints, step_at: Ints,
    step_finish: Days, open_until: Ints, open_day: Ints, open_count: Ints,
) -> bool:  # fmt: skip
    """When all lots of a node are there, and what makes them late; whether one is."""
    return finish(
        rows, units, 0, count, way, first, option_at, step_at, step_finish, open_until, open_day, open_count
    )  # fmt: skip


@inlined
def finish(
    rows: Days, units: Ints, low: int, high: int, way: Ints, first: int, option_at: Ints, step_at: Ints,
    step_finish: Days, open_until: Ints, open_day: Ints, open_count: Ints,
) -> bool:  # fmt: skip
    """When the lots of a node from `low` to before `high` are there, and what makes them late: the gate that opens last first.

    Returns whether one is.
    """
    days = rows.shape[1]
    is_late = False
    for lot in range(low, high):
        if rows[OPTION, lot] < 0:
            # A lot whose parts stand for themselves, or a part whose lot stands for it.
            rows[FINISH, lot] = days
            rows[CAUSE, lot] = NO_CAUSE
            rows[BEHIND, lot] = NO_CAUSE
            is_late = True
            continue
        each = first + rows[WAY, lot]
        due = rows[DUE, lot]
        ready = due
        is_early = rows[RELEASE, lot] < rows[LATEST, lot] and due < days
        calendar = way[each, CALENDAR]
        if is_early:
            # It takes its lead time from where it begins, and may be there before it is due.
            ready = forward(
                open_until, open_day, open_count, calendar, way[each, SENDER],
                way[each, COUNTS_OPEN], rows[RELEASE, lot], lead_for(way, each, units[lot]), days,
            )  # fmt: skip
        if option_at[each] < option_at[each + 1]:
            option = option_at[each] + rows[OPTION, lot]
            for step in range(step_at[option], step_at[option + 1]):
                last = due if step_finish[step, lot] == 0 else step_finish[step, lot] - 1
                if is_early and last < due:
                    last = opened(open_until, open_day, open_count[calendar], calendar, last, days)
                ready = max(ready, last)
        ready = min(ready, days)
        rows[FINISH, lot] = ready
        cause, behind = NO_CAUSE, NO_CAUSE
        if rows[TARGET, lot] > rows[NEED, lot]:
            cause = late_by(way, each, rows[TARGET, lot], days)
        if rows[RELEASE, lot] > rows[START, lot]:
            behind = cause
            cause = MATERIAL
            if rows[RELEASE, lot] >= days and rows[BINDING, lot] < 0:
                cause = SHELF_LIFE
        if ready > due:
            behind = cause
            cause = CAPACITY
        rows[CAUSE, lot] = cause
        rows[BEHIND, lot] = behind
        is_late |= ready > rows[NEED, lot]
    return is_late
