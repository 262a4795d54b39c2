"""Capable-to-promise: a plan for one more order out of what the whole plan leaves free, on every level.

It runs the same kernels on an empty plan beside it, in which only left-over units and free hours
stand, so nothing that is planned or promised is taken, and nothing is altered.
"""

import numpy as np

from backend.engine.whole.booking import ask_first, begin_with_none
from backend.engine.whole.claims import (
    arrivals_of,
    claims_of,
    sort_claims,
    supplies_of,
)
from backend.engine.whole.compiled import compiled, inlined, leaf
from backend.engine.whole.draws import push
from backend.engine.whole.handing import begin_ahead, is_short, keep_draft
from backend.engine.whole.hours import level_draft
from backend.engine.whole.lasting import allocate_lasting
from backend.engine.whole.layout import (
    AHEAD,
    ARRIVAL,
    ASKED,
    DRAWN,
    FINISH,
    LAST_DAY,
    LIFE,
    MORE,
    NEED,
    NET,
    NEVER,
    NO_PRIORITY,
    ON,
    PARENT,
    RANK,
    RELEASE,
    SERVE,
    TOUCHED,
    UNITS_LEFT,
    Desk,
    Dirt,
    Facts,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.lots import bound
from backend.engine.whole.marks import find_marked
from backend.engine.whole.needs import net_plain, settle_ranks
from backend.engine.whole.parts import part_arrivals
from backend.engine.whole.release import finish_planned
from backend.engine.whole.rooms import is_unlike
from backend.engine.whole.schedule import schedule
from backend.engine.whole.store import clean, desk_for, empty_plan, packed


class Beside:
    """Arrays in which one more order is planned; kept, because making them costs more than using them."""

    def __init__(self, plant: Plant, facts: Facts) -> None:
        nodes, days = facts.wanted.shape
        nothing = Facts(
            on_hand=np.zeros(nodes, dtype=np.int64),
            scheduled=np.zeros((nodes, days), dtype=np.int64),
            fixed_out=np.zeros((nodes, days), dtype=np.int64),
            wanted=np.zeros((nodes, days), dtype=np.int64),
            wanted_priority=np.full((nodes, days), NO_PRIORITY, dtype=np.int8),
            is_perishable=np.zeros(nodes, dtype=np.bool_),
            line_at=np.zeros(nodes + 1, dtype=np.int64),
            line=np.zeros((1, 4), dtype=np.int64),
            dated_at=np.zeros(nodes + 1, dtype=np.int64),
            dated=np.zeros((0, 2), dtype=np.int64),
            capacity=np.zeros_like(facts.capacity),
        )
        self.facts: Facts = packed(nothing)
        self.plan: Plan = empty_plan(plant, self.facts)
        self.plan.gross_priority[:] = NO_PRIORITY
        self.desk: Desk = desk_for(plant, facts)
        self.dirt: Dirt = clean(plant, self.facts)
        way = plant.way.copy()
        way[:, MORE] = 0
        self.plant = plant._replace(safety=np.zeros_like(plant.safety), way=way)


@compiled
def ask(
    plant: Plant, facts: Facts, plan: Plan, beside: Facts, trial: Plan, dirt: Dirt, desk: Desk,
    node: int, day: int, units: int, life: int, is_exact: bool,
) -> bool:  # fmt: skip
    """Plan one more order beside the plan; False where something would be used after its last day.

    Without `is_exact` stock that has a last day is left out below the asked node.
    """
    clear(plant, beside, trial, dirt, desk)
    desk.asked[0] = node
    trial.draft_room[:] = plan.room[0]
    trial.draft_asked[:] = 0
    trial.draft_linked[:] = False
    trial.hours_short[:] = False
    beside.wanted[node, day] = units
    beside.wanted_priority[node, day] = 0
    trial.gross[node] = beside.wanted[node]
    trial.gross_priority[node] = beside.wanted_priority[node]
    beside.line_at[node + 1 :] = 1
    beside.line[0, ON] = day
    beside.line[0, ASKED] = units
    beside.line[0, RANK] = 0
    beside.line[0, LIFE] = 0
    trial.answer[0, :] = -1
    dirt.node[NET, node] = True
    need(plant, facts, plan, beside, trial, dirt, desk, node, life, is_exact)
    schedule(plant, beside, trial, dirt, desk)
    return is_kept(plant, trial, dirt, desk, node)


@leaf
def need(
    plant: Plant, facts: Facts, plan: Plan, beside: Facts, trial: Plan, dirt: Dirt, desk: Desk,
    node: int, life: int, is_exact: bool,
) -> None:  # fmt: skip
    """Net the asked node and all that it takes from what is left of them, parents first."""
    for level in range(len(plant.level_at) - 1):
        first, last = max(plant.level_at[level], node), plant.level_at[level + 1]
        marked = find_marked(dirt.node[NET], dirt.eights[NET], first, last, desk.marked)
        for at in range(marked):
            need_one(
                plant, facts, plan, beside, trial, dirt, desk, level, desk.marked[at], node, life, is_exact
            )  # fmt: skip
        level_draft(plant, beside, trial, dirt, desk, level, True)
        marked = find_marked(dirt.node[AHEAD], dirt.eights[AHEAD], first, last, desk.marked)
        for at in range(marked):
            begin_ahead(plant, trial, dirt, desk, desk.marked[at])
    # Where nothing comes late the hours of the draft are those of the answer, and nobody looks at them again.
    dirt.draft_differs[:] = False
    # The asked node itself is always served.
    last = len(plant.safety)
    if find_marked(dirt.node[SERVE], dirt.eights[SERVE], node + 1, last, desk.marked):
        keep_draft(trial)


@inlined
def need_one(
    plant: Plant, facts: Facts, plan: Plan, beside: Facts, trial: Plan, dirt: Dirt, desk: Desk,
    level: int, place: int, node: int, life: int, is_exact: bool,
) -> None:  # fmt: skip
    """Net one node, take its lots to be there when they are wanted, and mark all that they draw.

    What begins sooner moves what it draws, what comes later all the same, and the asked node, are left to `schedule`.
    """
    days = plan.gross.shape[1]
    settle_ranks(plant, beside, trial, dirt, place)
    dirt.node[TOUCHED, place] = True
    gross, priority = trial.gross[place], trial.gross_priority[place]
    last = 0
    for on in range(days):
        if gross[on] > 0:
            last = on
    desk.ends[place] = NEVER
    if place == node or is_exact or not facts.is_perishable[place]:
        desk.ends[place] = leave(
            plant, facts, plan, beside.scheduled[place], desk, place, last,
            life if place == node else 0,
        )  # fmt: skip
    first, final = plant.way_at[place], plant.way_at[place + 1]
    rows, units = trial.lot[place], trial.units[place]
    made, _, _, _ = net_plain(
        beside.on_hand[place], beside.scheduled[place], gross, priority, plant.safety[place],
        1, plant.possible[place], 0, plant.way, first, final, plant.rhythm,
        plant.start_for, plant.target_for, plant.open_until, plant.open_day,
        plant.open_count, rows, units, trial.balance[place], 0, days,
        desk.was_lot[0], desk.was_units[0], desk.needs, desk.sizes,
    )  # fmt: skip
    trial.lot_count[place] = made
    is_late_lot = finish_planned(rows, 0, made, made, plant.way, first)
    if made:
        push(
            plant.input, plant.input_at, first, made, rows, units,
            trial.gross, trial.gross_priority, desk.by_day, desk.best,
        )  # fmt: skip
        for line in range(plant.input_at[first], plant.input_at[final]):
            dirt.node[NET, plant.input[line, DRAWN]] = True
    dirt.node[SERVE, place] = place == node or is_late_lot or is_short(trial.balance[place])
    if made and plant.option_at[first] < plant.option_at[final]:
        bound(
            rows, units, 0, made, made, plant.way, first, final, plant.open_until, plant.open_day, plant.open_count, -1,
            desk.worn, desk.pile,
        )  # fmt: skip
        begin_with_none(
            trial.draft_option[place], trial.draft_begin, trial.step_finish, trial.draft_finish,
            plant.step_at[plant.option_at[first]], plant.step_at[plant.option_at[final]], made,
        )  # fmt: skip
        ask_first(
            plant.way, first, final, plant.option_at, plant.step_at, plant.step, rows, units, made,
            plant.only_step, trial.turn, trial.hours, trial.draft_asked[level], dirt.draft_moved[level], days,
        )  # fmt: skip


@leaf
def is_kept(plant: Plant, trial: Plan, dirt: Dirt, desk: Desk, node: int) -> bool:
    """Whether everything that expires is used by its last day."""
    days, ends = trial.gross.shape[1], desk.ends
    touched = find_marked(
        dirt.node[TOUCHED], dirt.eights[TOUCHED], node + 1, len(plant.safety), desk.marked
    )
    for at in range(touched):
        place = desk.marked[at]
        if ends[place] >= days:
            continue
        for user in range(plant.user_at[place], plant.user_at[place + 1]):
            parent = plant.user[user, PARENT]
            for lot in range(trial.lot_count[parent]):
                release = trial.lot[parent, RELEASE, lot]
                if release < days and release > ends[place]:
                    return False
    return True


@leaf
def clear(plant: Plant, beside: Facts, trial: Plan, dirt: Dirt, desk: Desk) -> None:
    """Take the order before out of the arrays again."""
    asked = desk.asked[0]
    touched = find_marked(
        dirt.node[TOUCHED], dirt.eights[TOUCHED], 0, len(plant.safety), desk.marked
    )
    for at in range(touched):
        place = desk.marked[at]
        dirt.node[TOUCHED, place] = False
        trial.lot_count[place] = 0
        trial.is_late[place] = False
        trial.waits[place] = False
        trial.short_until[place] = -1
        trial.part_lots[place] = 0
        trial.gross[place, :] = 0
        trial.gross_priority[place, :] = NO_PRIORITY
        beside.scheduled[place, :] = 0
    for day in range(beside.wanted.shape[1]):
        beside.wanted[asked, day] = 0
        beside.wanted_priority[asked, day] = NO_PRIORITY
    beside.line_at[asked + 1 :] = 0


@leaf
def free_by_day(level: Ints, free: Ints) -> None:
    """Write down by day what may be taken out of a stock so that it suffices on every later day too."""
    last = len(level) - 1
    least = level[last]
    for day in range(last, 0, -1):
        before = min(level[day - 1], least)
        free[day] = least - before
        least = before
    free[0] = least


@inlined
def leave(
    plant: Plant, facts: Facts, plan: Plan, scheduled: Ints, desk: Desk, node: int, last: int,
    life: int,
) -> int:  # fmt: skip
    """Write down what the plan leaves of a node by day; the first last usable day of what that is.

    Only what may still be used on the last day asked for counts.
    """
    days, arrivals = len(scheduled), desk.arrivals
    if not facts.is_perishable[node] and plan.is_late[node]:
        for day in range(days):
            scheduled[day] = plan.left[node, day]
        return NEVER
    rows, count = plan.lot[node], plan.lot_count[node]
    if not facts.is_perishable[node] and not is_unlike(rows[FINISH], rows[NEED], count):
        free_by_day(plan.balance[node], scheduled)
        return NEVER
    arrivals_of(
        facts.scheduled[node], facts.on_hand[node], rows, plan.units[node], plan.early[node], count,
        arrivals,
    )  # fmt: skip
    part_arrivals(plan, node, arrivals)
    if not facts.is_perishable[node]:
        level = 0
        for day in range(days):
            level += arrivals[day] - plan.gross[node, day]
            arrivals[day] = level
        free_by_day(arrivals, scheduled)
        return NEVER
    supplies = supplies_of(
        plant.shelf_life[node], facts.on_hand[node], facts.dated, facts.dated_at[node],
        facts.dated_at[node + 1], arrivals, desk.supply, desk.latest,
    )  # fmt: skip
    claims = claims_of(
        facts.fixed_out[node], facts.line, facts.line_at[node], facts.line_at[node + 1],
        plant.user, plant.user_at[node], plant.user_at[node + 1], plant.input, plant.way_at,
        plan.lot, plan.units, plan.lot_count, plan.part, plan.part_units, plan.part_count,
        plan.short_until[node], desk.claim,
    )  # fmt: skip
    sort_claims(desk.claim, claims, desk.order, desk.spare, desk.bucket, days)
    allocate_lasting(
        desk.claim, desk.order, claims, desk.supply, supplies, desk.link, desk.after, desk.spare, desk.bucket, days
    )  # fmt: skip
    ends = NEVER
    for place in range(supplies):
        arrival, until = desk.supply[place, ARRIVAL], desk.supply[place, LAST_DAY]
        if desk.supply[place, UNITS_LEFT] > 0 and until >= life + max(last, arrival):
            scheduled[arrival] += desk.supply[place, UNITS_LEFT]
            ends = min(ends, until)
    return ends
