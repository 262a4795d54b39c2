"""Who gets what when: the supplies of a node matched with those who ask for it, best priority first.

Each claim takes the latest supplies that are there on its day, so that earlier ones stay for those behind
it, then the first that come after it. That is available-to-promise with look-ahead, served in order of
priority: no claim loses to one behind it. Where lots expire those that can all be in time together are served by day, and each
takes what expires first.
"""

from typing import Final

import numpy as np

from backend.engine.whole.claims import (
    allocate,
    arrivals_of,
    claims_of,
    find_early,
    sort_claims,
    supplies_of,
)
from backend.engine.whole.compiled import compiled, fetch, inlined, leaf
from backend.engine.whole.lasting import allocate_lasting
from backend.engine.whole.layout import (
    CLAIM_COLUMNS,
    LEFT,
    LOT_COLUMNS,
    MAKER,
    NO_PRIORITY,
    ON,
    PARENT,
    SERVE,
    SUPPLY_COLUMNS,
    TIME,
    TOUCHED,
    Desk,
    Dirt,
    Facts,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.marks import find_marked
from backend.engine.whole.parts import find_part_early, part_arrivals, part_users
from backend.engine.whole.release import finish_all
from backend.engine.whole.telling import (
    allocate_and_tell,
    answer,
    answer_on_time,
    blame,
    hand_out,
    keep_left,
)

SOON: Final = 2
"""So many nodes ahead it is told what will be read."""
A_LINE: Final = 8
"""So many numbers are brought at once."""


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
def last_short(gross: Ints, arrivals: Ints, level: int) -> int:
    """The last day on which more has been asked for than has come; -1: none."""
    last = -1
    for day in range(len(arrivals)):
        level += arrivals[day] - gross[day]
        if level < 0:
            last = day
    return last


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
    marked = find_marked(dirt.node[SERVE], dirt.eights[SERVE], begin, end, desk.marked)
    for at in range(marked):
        node = desk.marked[at]
        if at + SOON < marked:
            fetch_served(facts, plan, desk.marked[at + SOON])
        dirt.node[SERVE, node] = False
        dirt.node[TOUCHED, node] = True
        for lot in range(plan.lot_count[node]):
            plan.early[node, lot] = 0
        finish_all(
            plan.lot[node], plan.units[node], plan.lot_count[node], plant.way, plant.way_at[node],
            plant.option_at, plant.step_at, plan.step_finish, plant.open_until, plant.open_day, plant.open_count,
        )  # fmt: skip
        arrivals_of(
            facts.scheduled[node], facts.on_hand[node], plan.lot[node], plan.units[node],
            plan.early[node], plan.lot_count[node], arrivals,
        )  # fmt: skip
        parts = plan.part_count[node]
        if parts:
            finish_all(
                plan.part[node], plan.part_units[node], parts, plant.way, plant.way_at[node], plant.option_at,
                plant.step_at, plan.part_finish, plant.open_until, plant.open_day, plant.open_count,
            )  # fmt: skip
            find_part_early(plant, plan, node)
            part_arrivals(plan, node, arrivals)
        was_late, was_short = plan.is_late[node], plan.short_until[node]
        is_dated = facts.is_perishable[node]
        first, last = facts.line_at[node], facts.line_at[node + 1]
        if not is_dated and is_on_time(plan.gross[node], arrivals):
            plan.is_late[node] = False
            plan.short_until[node] = -1
            answer_on_time(facts.line, plan.answer, dirt.line, first, last)
        else:
            plan.is_late[node] = True
            dated = 0
            for place in range(facts.dated_at[node], facts.dated_at[node + 1]):
                dated += facts.dated[place, LEFT]
            until = last_short(plan.gross[node], arrivals, dated)
            plan.short_until[node] = until
            part_users(plant, facts, plan, dirt, desk, node, until)
            claims = claims_of(
                facts.fixed_out[node], facts.line, first, last, plant.user, plant.user_at[node],
                plant.user_at[node + 1], plant.input, plant.way_at, plan.lot, plan.units, plan.lot_count,
                plan.part, plan.part_units, plan.part_count, until, desk.claim,
            )  # fmt: skip
            if find_early(
                plan.lot[node], plan.units[node], plan.lot_count[node],
                plant.option_at[plant.way_at[node] : plant.way_at[node + 1]], plant.step_at, plan.step_finish,
                plan.step_done, desk.claim, claims, plan.early[node],
            ):  # fmt: skip
                arrivals_of(
                    facts.scheduled[node], facts.on_hand[node], plan.lot[node], plan.units[node],
                    plan.early[node], plan.lot_count[node], arrivals,
                )  # fmt: skip
                part_arrivals(plan, node, arrivals)
            supplies = supplies_of(
                plant.shelf_life[node], facts.on_hand[node], facts.dated, facts.dated_at[node],
                facts.dated_at[node + 1], arrivals, desk.supply, desk.latest,
            )  # fmt: skip
            sort_claims(desk.claim, claims, desk.order, desk.spare, desk.bucket, days)
            for line in range(first, last):
                if facts.line[line, ON] >= days:
                    answer(plan.answer, dirt.line, line, facts.line[line, ON], 0, 0)
            if is_dated:
                links = allocate_lasting(
                    desk.claim, desk.order, claims, desk.supply, supplies, desk.link, desk.after, desk.spare,
                    desk.bucket, days,
                )  # fmt: skip
                hand_out(
                    desk.claim, desk.order, claims, desk.supply, desk.link, links,
                    plan.cover, plan.part_cover, dirt.node, plan.answer, dirt.line, days,
                )  # fmt: skip
            else:
                allocate_and_tell(
                    desk.claim, desk.order, claims, desk.supply, supplies, desk.before,
                    desk.after, desk.latest, plan.cover, plan.part_cover, dirt.node, plan.answer, dirt.line, days,
                )  # fmt: skip
                keep_left(desk.supply, supplies, plan.left[node])
            for line in range(first, last):
                if facts.line[line, ON] < days:
                    blame(
                        facts.line[line], plan.answer[line], plan.lot[node], plan.early[node], plan.lot_count[node],
                        plan.part[node], plan.part_early[node], parts, desk.supply, supplies, is_dated,
                    )  # fmt: skip
        if was_late != plan.is_late[node] or was_short != plan.short_until[node]:
            for user in range(plant.user_at[node], plant.user_at[node + 1]):
                parent = plant.user[user, PARENT]
                dirt.node[TIME, parent] |= plan.lot_count[parent] > 0


@inlined
def fetch_served(facts: Facts, plan: Plan, node: int) -> None:
    """Have brought what serving reads of a node."""
    days = plan.gross.shape[1]
    for day in range(0, days, A_LINE):
        fetch(plan.gross, (node, day))
        fetch(facts.scheduled, (node, day))
        fetch(plan.units, (node, day))
        fetch(plan.early, (node, day))
    for column in range(LOT_COLUMNS):
        fetch(plan.lot, (node, column, 0))


@compiled
def pegs(
    plant: Plant, facts: Facts, plan: Plan, node: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The claims on a node, its supplies, and who gets how much of which."""
    days = plan.gross.shape[1]
    first, last = facts.line_at[node], facts.line_at[node + 1]
    most = last - first + days
    for user in range(plant.user_at[node], plant.user_at[node + 1]):
        parent = plant.user[user, PARENT]
        most += plan.lot_count[parent] + plan.part_count[parent]
    room = days + 1 + facts.dated_at[node + 1] - facts.dated_at[node]
    arrivals, latest = np.empty(days, dtype=np.int64), np.empty(days, dtype=np.int64)
    supply = np.empty((room, SUPPLY_COLUMNS), dtype=np.int64)
    claim = np.empty((most, CLAIM_COLUMNS), dtype=np.int64)
    order, spare = np.empty(most, dtype=np.int64), np.empty(most + NO_PRIORITY + 2, dtype=np.int64)
    bucket = np.empty((NO_PRIORITY + 2) * days + 1, dtype=np.int64)
    link = np.empty((most + room, 3), dtype=np.int64)
    before, after = np.empty(room + 2, dtype=np.int64), np.empty(room + 2, dtype=np.int64)
    arrivals_of(
        facts.scheduled[node], facts.on_hand[node], plan.lot[node], plan.units[node],
        plan.early[node], plan.lot_count[node], arrivals,
    )  # fmt: skip
    part_arrivals(plan, node, arrivals)
    supplies = supplies_of(
        plant.shelf_life[node], facts.on_hand[node], facts.dated, facts.dated_at[node],
        facts.dated_at[node + 1], arrivals, supply, latest,
    )  # fmt: skip
    offered = supply[:supplies].copy()
    claims = claims_of(
        facts.fixed_out[node], facts.line, first, last, plant.user, plant.user_at[node],
        plant.user_at[node + 1], plant.input, plant.way_at, plan.lot, plan.units, plan.lot_count,
        plan.part, plan.part_units, plan.part_count, plan.short_until[node], claim,
    )  # fmt: skip
    sort_claims(claim, claims, order, spare, bucket, days)
    if facts.is_perishable[node]:
        links = allocate_lasting(
            claim, order, claims, supply, supplies, link, after, spare, bucket, days
        )
    else:
        links = allocate(claim, order, claims, supply, supplies, link, before, after, latest)
    in_order = np.empty((claims, MAKER), dtype=np.int64)
    for at in range(claims):
        in_order[at] = claim[order[at], :MAKER]
    return in_order, offered, link[:links]
