"""Who gets what when: the supplies of a node matched with those who ask for it, best priority first.

Each claim takes the latest supplies that are there on its day, so that earlier ones stay for those behind
it, then the first that come after it. That is available-to-promise with look-ahead, served in order of
priority: no claim loses to one behind it. Where lots expire it takes those first that expire first.
"""

import numpy as np

from backend.engine.whole.claims import (
    allocate,
    allocate_dated,
    arrivals_of,
    claims_of,
    sort_claims,
    supplies_of,
)
from backend.engine.whole.compiled import compiled, inlined, leaf
from backend.engine.whole.layout import (
    ARRIVAL,
    ASKED,
    AWAITING_SUPPLY,
    BEHIND,
    CAUSE,
    CLAIM_COLUMNS,
    CLAIM_DAY,
    CLAIM_RANK,
    CLAIM_UNITS,
    DONE,
    FINISH,
    GIVEN,
    LAST_DAY,
    LIFE,
    MAKER,
    MAKERS_INPUT,
    NEVER,
    NO_CAUSE,
    NO_PRIORITY,
    ON,
    ON_TIME,
    PARENT,
    SERVE,
    SHELF_LIFE,
    SUPPLY_COLUMNS,
    THERE,
    TIME,
    TOUCHED,
    UNITS_LEFT,
    UNTIL,
    WHO,
    WHOSE_LOT,
    WHY,
    WHY_BEHIND,
    Days,
    Desk,
    Dirt,
    Facts,
    Flags,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.release import finish_all


@leaf
def is_on_time(gross: Ints, arrivals: Ints) -> bool:
    """Whether all that is asked for is there on its day."""
    level = 0
    for day in range(len(arrivals)):
        level += arrivals[day] - gross[day]
        if level < 0:
            return False
    return True


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


@leaf
def serve(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, begin: int, end: int
) -> None:
    """Answer the lines of the marked nodes of a level, and tell the makers of their parents.

    They are told when the units of a node are there. The loop stands in here because handing all the
    arrays to a function costs more than most nodes do.
    """
    arrivals = desk.arrivals
    days = len(arrivals)
    for node in range(begin, end):
        if not dirt.node[node, SERVE]:
            continue
        dirt.node[node, SERVE] = False
        dirt.node[node, TOUCHED] = True
        finish_all(
            plan.lot[node], plan.lot_count[node], plant.way, plant.way_at[node],
            plant.option_at, plant.step_at, plan.step_finish,
        )  # fmt: skip
        arrivals_of(
            facts.scheduled[node], facts.on_hand[node], plan.lot[node], plan.units[node],
            plan.lot_count[node], arrivals,
        )  # fmt: skip
        was_late = plan.is_late[node]
        is_dated = facts.is_perishable[node]
        first, last = facts.line_at[node], facts.line_at[node + 1]
        if not is_dated and is_on_time(plan.gross[node], arrivals):
            plan.is_late[node] = False
            answer_on_time(facts.line, plan.answer, dirt.line, first, last)
        else:
            plan.is_late[node] = True
            supplies = supplies_of(
                plant.shelf_life[node], facts.on_hand[node], facts.dated, facts.dated_at[node],
                facts.dated_at[node + 1], arrivals, desk.supply, desk.latest,
            )  # fmt: skip
            claims = claims_of(
                facts.fixed_out[node], facts.line, first, last, plant.user, plant.user_at[node],
                plant.user_at[node + 1], plant.input, plant.way_at, plan.lot, plan.units, plan.lot_count, desk.claim,
            )  # fmt: skip
            sort_claims(desk.claim, claims, desk.order, desk.spare, desk.bucket, days)
            if is_dated:
                links = allocate_dated(
                    desk.claim, desk.order, claims, desk.supply, supplies, desk.link
                )
            else:
                links = allocate(
                    desk.claim, desk.order, claims, desk.supply, supplies, desk.link,
                    desk.before, desk.after, desk.latest,
                )  # fmt: skip
                keep_left(desk.supply, supplies, plan.left[node])
            for line in range(first, last):
                if facts.line[line, ON] >= days:
                    answer(plan.answer, dirt.line, line, facts.line[line, ON], 0, 0)
            hand_out(
                desk.claim, desk.order, claims, desk.supply, desk.link, links,
                plan.cover, dirt.node, plan.answer, dirt.line, days,
            )  # fmt: skip
            for line in range(first, last):
                if facts.line[line, ON] < days:
                    blame(
                        facts.line[line], plan.answer[line], plan.lot[node], plan.lot_count[node],
                        desk.supply, supplies, is_dated,
                    )  # fmt: skip
        if was_late != plan.is_late[node]:
            for user in range(plant.user_at[node], plant.user_at[node + 1]):
                dirt.node[plant.user[user, PARENT], TIME] = True


@leaf
def keep_left(supply: Ints, supplies: int, left: Ints) -> None:
    """Keep what nobody takes by the day on which it comes, for those who ask later."""
    left[:] = 0
    for place in range(supplies):
        left[supply[place, ARRIVAL]] += supply[place, UNITS_LEFT]


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


@leaf
def hand_out(
    claim: Ints, order: Ints, claims: int, supply: Ints, link: Ints, links: int,
    cover: Days, marks: Flags, answers: Ints, touched: Flags, days: int,
) -> None:  # fmt: skip
    """Write down for lines what they get, for makers by when what they asked for is there.

    They are told as well until when it may be used.
    """
    each = 0
    for at in range(claims):
        row = claim[order[at]]
        day, asked, who = row[CLAIM_DAY], row[CLAIM_UNITS], row[WHO]
        done, on_time, given = day, 0, 0
        until = NEVER
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
        if row[CLAIM_RANK] < 0:
            continue
        if who >= 0:
            answer(answers, touched, who, done, on_time, given)
            continue
        told = cover[row[MAKERS_INPUT], row[WHOSE_LOT]]
        if told[THERE] != done or told[UNTIL] != until:
            told[THERE] = done
            told[UNTIL] = until
            marks[row[MAKER], TIME] = True


@compiled
def pegs(
    plant: Plant, facts: Facts, plan: Plan, node: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The claims on a node, its supplies, and who gets how much of which."""
    days = plan.gross.shape[1]
    first, last = facts.line_at[node], facts.line_at[node + 1]
    most = last - first + days
    for user in range(plant.user_at[node], plant.user_at[node + 1]):
        most += plan.lot_count[plant.user[user, PARENT]]
    room = days + 1 + facts.dated_at[node + 1] - facts.dated_at[node]
    arrivals, latest = np.empty(days, dtype=np.int64), np.empty(days, dtype=np.int64)
    supply = np.empty((room, SUPPLY_COLUMNS), dtype=np.int64)
    claim = np.empty((most, CLAIM_COLUMNS), dtype=np.int64)
    order, spare = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    bucket = np.empty(max(days, NO_PRIORITY) + 3, dtype=np.int64)
    link = np.empty((most + room, 3), dtype=np.int64)
    before, after = np.empty(room + 2, dtype=np.int64), np.empty(room + 2, dtype=np.int64)
    arrivals_of(
        facts.scheduled[node], facts.on_hand[node], plan.lot[node], plan.units[node],
        plan.lot_count[node], arrivals,
    )  # fmt: skip
    supplies = supplies_of(
        plant.shelf_life[node], facts.on_hand[node], facts.dated, facts.dated_at[node],
        facts.dated_at[node + 1], arrivals, supply, latest,
    )  # fmt: skip
    offered = supply[:supplies].copy()
    claims = claims_of(
        facts.fixed_out[node], facts.line, first, last, plant.user, plant.user_at[node],
        plant.user_at[node + 1], plant.input, plant.way_at, plan.lot, plan.units, plan.lot_count, claim,
    )  # fmt: skip
    sort_claims(claim, claims, order, spare, bucket, days)
    if facts.is_perishable[node]:
        links = allocate_dated(claim, order, claims, supply, supplies, link)
    else:
        links = allocate(claim, order, claims, supply, supplies, link, before, after, latest)
    in_order = np.empty((claims, MAKER), dtype=np.int64)
    for at in range(claims):
        in_order[at] = claim[order[at], :MAKER]
    return in_order, offered, link[:links]


@leaf
def blame(
    line: Ints, row: Ints, rows: Days, count: int, supply: Ints, supplies: int, is_dated: bool
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
