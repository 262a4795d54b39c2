"""Lead times on working calendars: from the day something must be there to its start, and forward.

It begins on a day of the sender and is there on a day of the receiver; what is made has one calendar for both.
"""

from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    CALENDAR,
    COUNTS_OPEN,
    DAY_BOTTOM,
    DAY_TOP,
    LEAD,
    MAXIMUM,
    SENDER,
    Ints,
    Plant,
)
from backend.engine.whole.sizes import times


@inlined
def opened(open_until: Ints, open_day: Ints, count: int, calendar: int, day: int, days: int) -> int:
    """The first open day from a day on; `days` where there is none within the horizon."""
    if day >= days:
        return days
    place = open_until[calendar, day] - 1
    if place >= 0 and open_day[calendar, place] == day:
        return day
    place += 1
    return open_day[calendar, place] if place < count else days


@leaf
def open_from(plant: Plant, calendar: int, day: int, days: int) -> int:
    """The same, for a plant's calendar."""
    count = plant.open_count[calendar]
    return opened(plant.open_until, plant.open_day, count, calendar, day, days)


@inlined
def lead_for(way: Ints, each: int, units: int) -> int:
    """Days that a lot of a way takes."""
    lead = way[each, LEAD]
    if way[each, DAY_TOP]:
        maximum = way[each, MAXIMUM]
        one = min(units, maximum) if maximum > 0 else units
        lead += times(one, way[each, DAY_TOP], way[each, DAY_BOTTOM])
    return lead


@inlined
def forward(
    open_until: Ints, open_day: Ints, open_count: Ints, calendar: int, sender: int,
    counts_open: int, start: int, lead: int, days: int,
) -> int:  # fmt: skip
    """The day on which something is there that begins on an open day; `days`: beyond the horizon."""
    if start >= days:
        return days
    finish = start + lead
    if counts_open:
        place = open_until[sender, start] - 1 + lead
        finish = open_day[sender, place] if place < open_count[sender] else days
    return opened(open_until, open_day, open_count[calendar], calendar, finish, days)


@leaf
def finish_from(plant: Plant, way: int, start: int, lead: int, days: int) -> int:
    """The same, for a way of a plant."""
    return forward(
        plant.open_until, plant.open_day, plant.open_count, plant.way[way, CALENDAR],
        plant.way[way, SENDER], plant.way[way, COUNTS_OPEN], start, lead, days,
    )  # fmt: skip


@inlined
def timed(
    open_until: Ints, open_day: Ints, open_count: Ints, calendar: int, sender: int,
    counts_open: int, lead: int, first_start: int, first_finish: int, ahead: int, keeps: int, last_start: int, need: int, days: int,
) -> tuple[int, int]:  # fmt: skip
    """Start and finish of a lot for a day, as late as it may, else as early as it can.

    It is there so many open days `ahead` of its need where that is possible. It begins neither before the first day that today
    and the frozen zone leave, nor after its last: then it never comes.
    """
    start, finish = timed_from(
        open_until, open_day, open_count, calendar, sender, counts_open, lead, first_start, first_finish,
        ahead, keeps, need, days,
    )  # fmt: skip
    if start > last_start:
        return days, days
    return start, finish


@inlined
def timed_from(
    open_until: Ints, open_day: Ints, open_count: Ints, calendar: int, sender: int,
    counts_open: int, lead: int, first_start: int, first_finish: int, ahead: int, keeps: int, need: int, days: int,
) -> tuple[int, int]:  # fmt: skip
    """The same, whatever the last day."""
    if open_count[calendar] == days and open_count[sender] == days:
        finish = need - min(ahead, keeps)
        start = finish - lead
        if start >= first_start and start >= 0 and finish >= first_finish:
            return start, finish
        start = min(first_start, days)
        return start, min(max(start + lead, first_finish), days)
    place = open_until[calendar, need] - 1
    for _ in range(ahead):
        before = open_day[calendar, place - 1] if place > 0 else -1
        if place >= 0 and before >= need - keeps:
            place -= 1
    finish = open_day[calendar, place] if place >= 0 else -1
    if finish >= first_finish and finish >= 0:
        if counts_open:
            place = open_until[sender, finish] - 1 - lead
        else:
            place = open_until[sender, finish - lead] - 1 if finish >= lead else -1
        start = open_day[sender, place] if place >= 0 else -1
        if start >= first_start and start >= 0:
            return start, finish
    start = opened(open_until, open_day, open_count[sender], sender, first_start, days)
    finish = forward(
        open_until, open_day, open_count, calendar, sender, counts_open, start, lead, days
    )
    if finish < first_finish:
        finish = opened(open_until, open_day, open_count[calendar], calendar, first_finish, days)
    return start, finish
