"""What lines get and what makes them late, and by when makers have what they asked for."""

from backend.engine.whole.claims import standing
from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    ARRIVAL,
    ASKED,
    AWAITING_SUPPLY,
    BEHIND,
    CAUSE,
    CLAIM_DAY,
    CLAIM_RANK,
    CLAIM_UNITS,
    DONE,
    DUE,
    FINISH,
    GIVEN,
    LAST_DAY,
    LIFE,
    LONG,
    MAKER,
    MAKERS_INPUT,
    NO_CAUSE,
    ON,
    ON_TIME,
    OPTION,
    SHELF_LIFE,
    THERE,
    TIME,
    UNITS_LEFT,
    UNTIL,
    WHO,
    WHOSE_LOT,
    WHY,
    WHY_BEHIND,
    Days,
    Flags,
    Ints,
)


@leaf
def answer_on_time(lines: Ints, answers: Ints, touched: Flags, first: int, last: int) -> None:
    """Give every line of a node all it asks for on its day."""
    for line in range(first, last):
        on, asked = lines[line, ON], lines[line, ASKED]
        if (
            answers[line, DONE] != on
            or answers[line, ON_TIME] != asked
            or answers[line, GIVEN] != asked
        ):
            touched[line] = True
        answers[line, DONE] = on
        answers[line, ON_TIME] = asked
        answers[line, GIVEN] = asked
        answers[line, WHY] = NO_CAUSE
        answers[line, WHY_BEHIND] = NO_CAUSE


@inlined
def answer_first(lines: Ints, answers: Ints, first: int, last: int) -> None:
    """As `answer_on_time`, where nothing has been answered before."""
    for line in range(first, last):
        asked = lines[line, ASKED]
        answers[line, DONE] = lines[line, ON]
        answers[line, ON_TIME] = asked
        answers[line, GIVEN] = asked
        answers[line, WHY] = NO_CAUSE
        answers[line, WHY_BEHIND] = NO_CAUSE


@inlined
def answer(answers: Ints, touched: Flags, line: int, done: int, on_time: int, given: int) -> None:
    """Write down what a line gets."""
    row = answers[line]
    if row[DONE] != done or row[ON_TIME] != on_time or row[GIVEN] != given:
        touched[line] = True
    row[DONE] = done
    row[ON_TIME] = on_time
    row[GIVEN] = given
    row[WHY] = NO_CAUSE
    row[WHY_BEHIND] = NO_CAUSE


@inlined
def tell(
    row: Ints, done: int, on_time: int, given: int, until: int, cover: Days, part_cover: Days, marks: Flags,
    answers: Ints, touched: Flags,
) -> None:  # fmt: skip
    """Tell a line what it gets, or a maker by when what it asked for is there."""
    if row[WHO] >= 0:
        answer(answers, touched, row[WHO], done, on_time, given)
        return
    lot, days = row[WHOSE_LOT], cover.shape[1]
    told = (
        cover[row[MAKERS_INPUT], lot] if lot < days else part_cover[row[MAKERS_INPUT], lot - days]
    )
    if told[THERE] != done or told[UNTIL] != until:
        told[THERE] = done
        told[UNTIL] = until
        marks[TIME, row[MAKER]] = True


@leaf
def hand_out(
    claim: Ints, order: Ints, claims: int, supply: Ints, link: Ints, links: int,
    cover: Days, part_cover: Days, marks: Flags, answers: Ints, touched: Flags, days: int,
) -> None:  # fmt: skip
    """Write down for lines what they get, for makers by when what they asked for is there.

    They are told as well until when it may be used.
    """
    each = 0
    for at in range(claims):
        row = claim[order[at]]
        day, asked = row[CLAIM_DAY], row[CLAIM_UNITS]
        done, on_time, given = day, 0, 0
        until = LONG
        while each < links and link[each, 0] == at:
            place, taken = link[each, 1], link[each, 2]
            given += taken
            done = max(done, supply[place, ARRIVAL])
            until = min(until, supply[place, LAST_DAY])
            if supply[place, ARRIVAL] <= day:
                on_time += taken
            each += 1
        if given < asked:
            done = days
        if row[CLAIM_RANK] >= 0:
            tell(row, done, on_time, given, until, cover, part_cover, marks, answers, touched)


@inlined
def use_up(supply: Ints, place: int, left: int, before: Ints, after: Ints) -> int:
    """Take from a supply (counted from 1), and step over it from now on if nothing is left; what is open."""
    there = supply[place - 1, UNITS_LEFT]
    if there > left:
        supply[place - 1, UNITS_LEFT] = there - left
        return 0
    supply[place - 1, UNITS_LEFT] = 0
    before[place], after[place] = place - 1, place + 1
    return left - there


@leaf
def allocate_and_tell(
    claim: Ints, order: Ints, claims: int, supply: Ints, supplies: int, before: Ints, after: Ints,
    latest: Ints, cover: Days, part_cover: Days, marks: Flags, answers: Ints, touched: Flags, days: int,
) -> None:  # fmt: skip
    """`allocate` and `hand_out` in one, where supplies are not chosen by when they expire."""
    for place in range(supplies + 2):
        before[place] = place
        after[place] = place
    for place in range(supplies):
        if supply[place, UNITS_LEFT] <= 0:
            before[place + 1], after[place + 1] = place, place + 2
    for at in range(claims):
        row = claim[order[at]]
        day, left = row[CLAIM_DAY], row[CLAIM_UNITS]
        done, until, place = day, LONG, latest[day]
        while left > 0:
            place = standing(before, place)
            if place == 0:
                break
            until = min(until, supply[place - 1, LAST_DAY])
            left = use_up(supply, place, left, before, after)
        on_time = row[CLAIM_UNITS] - left
        place = latest[day] + 1
        while left > 0:
            place = standing(after, place)
            if place > supplies:
                done = days
                break
            done = supply[place - 1, ARRIVAL]
            until = min(until, supply[place - 1, LAST_DAY])
            left = use_up(supply, place, left, before, after)
        if row[CLAIM_RANK] >= 0:
            given = row[CLAIM_UNITS] - left
            tell(row, done, on_time, given, until, cover, part_cover, marks, answers, touched)


@leaf
def keep_left(supply: Ints, supplies: int, left: Ints) -> None:
    """Keep what nobody takes by the day on which it comes, for those who ask later."""
    left[:] = 0
    for place in range(supplies):
        left[supply[place, ARRIVAL]] += supply[place, UNITS_LEFT]


@leaf
def blame(
    line: Ints,
    row: Ints,
    rows: Days,
    early: Ints,
    count: int,
    part: Days,
    part_early: Ints,
    parts: int,
    supply: Ints,
    supplies: int,
    is_dated: bool,
) -> None:
    """Say what makes a line late: the cause of the lot that completes it, or the paper it waits for."""
    days = rows.shape[1]
    day = line[ON]
    if row[DONE] <= day:
        return
    row[WHY] = AWAITING_SUPPLY
    for lot in range(count):
        if min(rows[FINISH, lot], days) == row[DONE] and rows[CAUSE, lot] != NO_CAUSE:
            row[WHY] = rows[CAUSE, lot]
            row[WHY_BEHIND] = rows[BEHIND, lot]
            break
        is_part = early[lot] > 0 and rows[DUE, lot] == row[DONE] and rows[FINISH, lot] > row[DONE]
        if is_part and rows[BEHIND, lot] != NO_CAUSE:
            row[WHY] = rows[BEHIND, lot]
            break
    for place in range(parts):
        is_last = part[OPTION, place] >= 0 and min(part[FINISH, place], days) == row[DONE]
        if row[WHY] == AWAITING_SUPPLY and is_last and part[CAUSE, place] != NO_CAUSE:
            row[WHY], row[WHY_BEHIND] = part[CAUSE, place], part[BEHIND, place]
            break
        is_early = part_early[place] > 0 and part[DUE, place] == row[DONE]
        if row[WHY] == AWAITING_SUPPLY and is_early and part[BEHIND, place] != NO_CAUSE:
            row[WHY] = part[BEHIND, place]
            break
    if not is_dated:
        return
    for place in range(supplies):
        if (
            supply[place, ARRIVAL] <= day
            and supply[place, UNITS_LEFT] > 0
            and supply[place, LAST_DAY] < day + line[LIFE]
        ):
            if row[WHY] != AWAITING_SUPPLY:
                row[WHY_BEHIND] = row[WHY]
            row[WHY] = SHELF_LIFE
            return
