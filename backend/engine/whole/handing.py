"""When lots begin, once the draft of their level has its hours, and what they draw on the nodes below."""

from typing import Final

from backend.engine.whole.booking import keep, rebook
from backend.engine.whole.compiled import fetch, inlined, leaf
from backend.engine.whole.drafted import take_all
from backend.engine.whole.draws import compare, push_differing
from backend.engine.whole.layout import (
    AHEAD,
    DRAFT,
    DRAWN,
    DUE,
    FINISH,
    LOTS,
    NEED,
    RELEASE,
    SERVE,
    START,
    TIME,
    TOUCHED,
    Desk,
    Dirt,
    Facts,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.marks import find_either, find_marked
from backend.engine.whole.parts import begin_parts, mix_below, rest_parts
from backend.engine.whole.release import (
    begin_early,
    finish,
    finish_all,
    release_all,
    waits,
)
from backend.engine.whole.rooms import is_beyond
from backend.engine.whole.telling import answer_on_time

SOON: Final = 2
"""So many nodes ahead it is told what will be read."""
A_LINE: Final = 8
"""So many numbers are brought at once."""


@inlined
def is_short(balance: Ints) -> bool:
    """Whether more is asked for on a day than is there."""
    lowest = balance[0]
    for day in range(len(balance)):
        lowest = min(lowest, balance[day])
    return lowest < 0


@leaf
def hand_down(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, slot: int, level: int
) -> int:
    """Let what was netted or moved begin with its hours, and put what it draws otherwise into the needs below.

    What waits for nothing late asks for its hours at once. Returns the next free place for lots that stood there before.
    """
    days = plan.gross.shape[1]
    marked = find_either(
        dirt.node[DRAFT], dirt.node[AHEAD], dirt.eights[DRAFT], dirt.eights[AHEAD], plant.level_at[level],
        plant.level_at[level + 1], desk.marked,
    )  # fmt: skip
    for place in range(marked):
        node = desk.marked[place]
        fetch_ahead(plant, plan, dirt, desk, place, marked)
        at, slot = begin_anew(plant, plan, dirt, desk, node, slot)
        if at < 0:
            continue
        rows, units, made = plan.lot[node], plan.units[node], plan.lot_count[node]
        first, last = plant.way_at[node], plant.way_at[node + 1]
        is_whole = rest_parts(plant, plan, dirt, level, node)
        dirt.node[TIME, node] |= is_whole
        begin_parts(plan, node)
        if plan.part_lots[node]:
            mix_below(plant, plan, dirt, node)
        dirt.node[TOUCHED, node] = True
        count, low, high = desk.was_count[at], desk.low[at], desk.high[at]
        draws = compare(
            desk.was_lot[at],
            desk.was_units[at],
            low,
            high - (made - count),
            rows,
            units,
            high,
            desk.draw,
        )
        push_differing(
            plant.input, plant.input_at, first, desk.draw, draws, plan.gross, plan.gross_priority,
            plan.is_late, dirt.node, dirt.span, dirt.is_stale,
        )  # fmt: skip
        if made != count:
            # Those below know the lots that they serve by their places.
            for line in range(plant.input_at[first], plant.input_at[last]):
                below = plant.input[line, DRAWN]
                dirt.node[SERVE, below] |= plan.is_late[below]
        if waits(plant.input, plant.input_at, plan.is_late, first, last):
            dirt.node[TIME, node] = True
            dirt.node[LOTS, node] = True
            dirt.node[SERVE, node] = True
            continue
        if plan.waits[node]:
            plan.waits[node] = False
            low, high = 0, made
        since, until = low, high if made == count else made
        if is_whole:
            since, until = 0, made
        release_all(rows, made)
        if plant.option_at[first] < plant.option_at[last]:
            rebook(
                plant.way, first, last, plant.option_at, plant.step_at, plant.step, desk.was_lot[at],
                desk.was_units[at], count, rows, units, made, low, high, DUE, RELEASE, plan.draft_begin, plan.step_finish,
                plan.step_done, plan.draft_option[node], plant.only_step, plan.turn, plan.hours, plan.asked[level],
                dirt.moved[level], desk.carried, days,
            )  # fmt: skip
        finish(
            rows, units, since, until, plant.way, first, plant.option_at, plant.step_at, plan.step_finish,
            plant.open_until, plant.open_day, plant.open_count,
        )  # fmt: skip
        settle_answers(facts, plan, dirt, node, is_beyond(rows[FINISH], rows[NEED], made))
    return slot


@inlined
def fetch_ahead(plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, place: int, marked: int) -> None:
    """Have brought what is read of the nodes that come next."""
    if place + SOON < marked:
        fetch_above(plant, plan, desk.marked[place + SOON])
    if place + 1 < marked:
        fetch_below(plant, plan, dirt, desk, desk.marked[place + 1])


@inlined
def fetch_above(plant: Plant, plan: Plan, node: int) -> None:
    """Have brought what says which nodes a node draws on, and what is known of its hours and its balance."""
    first, last = plant.way_at[node], plant.way_at[node + 1]
    for line in range(plant.input_at[first], plant.input_at[last], 2):
        fetch(plant.input, (line, DRAWN))
    step = plant.step_at[plant.option_at[first]]
    if step < len(plant.step):
        fetch(plan.draft_begin, (step, 0))
        fetch(plan.step_finish, (step, 0))
    for day in range(0, plan.balance.shape[1], A_LINE):
        fetch(plan.balance, (node, day))


@inlined
def fetch_below(plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, node: int) -> None:
    """Have brought the needs of the nodes below on the day on which a node begins to draw otherwise."""
    days = plan.gross.shape[1]
    low = desk.low[desk.slot[node]] if dirt.node[DRAFT, node] else 0
    day = min(plan.lot[node, START, min(low, days - 1)], days - 1)
    for line in range(plant.input_at[plant.way_at[node]], plant.input_at[plant.way_at[node + 1]]):
        below = plant.input[line, DRAWN]
        fetch(plan.gross, (below, day))
        fetch(plan.gross_priority, (below, day))
        fetch(dirt.span, (below, 0))


@inlined
def settle_answers(facts: Facts, plan: Plan, dirt: Dirt, node: int, is_late_lot: bool) -> None:  # noqa: FBT001 -- a kernel knows no names of arguments
    """Answer the lines of a node if all is there on its day, else have it served."""
    is_late = plan.is_late[node] or facts.is_perishable[node]
    dirt.node[SERVE, node] = is_late or is_late_lot or is_short(plan.balance[node])
    if not dirt.node[SERVE, node]:
        lines, final = facts.line_at[node], facts.line_at[node + 1]
        answer_on_time(facts.line, plan.answer, dirt.line, lines, final)


@inlined
def begin_anew(
    plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, node: int, slot: int
) -> tuple[int, int]:
    """Let the lots of a node begin with their hours; where those stand that stood before, and the next free place.

    -1 where nothing differs.
    """
    is_netted = dirt.node[DRAFT, node]
    dirt.node[DRAFT, node] = False
    dirt.node[AHEAD, node] = False
    rows, made = plan.lot[node], plan.lot_count[node]
    first, last = plant.way_at[node], plant.way_at[node + 1]
    at = desk.slot[node] if is_netted else slot
    if not is_netted:
        keep(rows, plan.units[node], made, at, desk.was_lot, desk.was_units, desk.was_count)
    low, high = made, 0
    if plant.option_at[first] < plant.option_at[last]:
        low, high = begin_early(
            rows, made, plant.way, first, last, plant.option_at, plant.step_at, plan.draft_begin,
            plant.open_until, plant.open_day,
        )  # fmt: skip
    if is_netted:
        desk.low[at], desk.high[at] = min(desk.low[at], low), max(desk.high[at], high)
        return at, slot
    if low >= high:
        return -1, slot
    desk.slot[node], desk.low[slot], desk.high[slot] = slot, low, high
    return at, slot + 1


@leaf
def hand_down_first(plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, level: int) -> None:
    """As `hand_down`, where nothing stood before and all lots have been taken to begin by their lead time alone."""
    marked = find_marked(
        dirt.node[AHEAD], dirt.eights[AHEAD], plant.level_at[level], plant.level_at[level + 1], desk.marked
    )  # fmt: skip
    for at in range(marked):
        begin_ahead(plant, plan, dirt, desk, desk.marked[at])


@leaf
def begin_ahead(plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, node: int) -> None:
    """Let the lots of a node begin and be there as the draft has it, and move what they draw."""
    dirt.node[AHEAD, node] = False
    rows, units, made = plan.lot[node], plan.units[node], plan.lot_count[node]
    first = plant.way_at[node]
    keep(rows, units, made, 0, desk.was_lot, desk.was_units, desk.was_count)
    take_all(plant, plan, node)
    low, high = begin_early(
        rows, made, plant.way, first, plant.way_at[node + 1], plant.option_at, plant.step_at, plan.draft_begin,
        plant.open_until, plant.open_day,
    )  # fmt: skip
    if low < high:
        begin_parts(plan, node)
        release_all(rows, made)
        draws = compare(desk.was_lot[0], desk.was_units[0], low, high, rows, units, high, desk.draw)
        push_differing(
            plant.input, plant.input_at, first, desk.draw, draws, plan.gross, plan.gross_priority,
            plan.is_late, dirt.node, dirt.span, dirt.is_stale,
        )  # fmt: skip
    dirt.node[SERVE, node] |= finish_all(
        rows, units, made, plant.way, first, plant.option_at, plant.step_at, plan.step_finish,
        plant.open_until, plant.open_day, plant.open_count,
    )  # fmt: skip


@leaf
def keep_draft(plan: Plan) -> None:
    """Take the hours of the draft over, level by level from the bottom, until something comes late."""
    levels, groups = plan.is_linked.shape[0], plan.is_linked.shape[1]
    for level in range(levels):
        for group in range(groups):
            for day in range(plan.room.shape[2]):
                plan.is_linked[level, group, day] = plan.draft_linked[level, group, day]
        for center in range(plan.room.shape[1]):
            for day in range(plan.room.shape[2]):
                plan.asked[level, center, day] = plan.draft_asked[level, center, day]
    for level in range(levels + 1):
        for center in range(plan.room.shape[1]):
            for day in range(plan.room.shape[2]):
                below = plan.draft_room[level, center, day] - plan.draft_room[levels, center, day]
                plan.room[level, center, day] = plan.draft_room[0, center, day] - below
