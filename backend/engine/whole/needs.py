"""Netting, parents before components: what every node needs, and the lots that cover it.

Net requirement = max(0, gross + safety stock - on hand - scheduled receipts), lot-sized, put a lead time
earlier, exploded at the start (the textbook's MRP record; Vollmann, Berry and Whybark, "Manufacturing
Planning and Control Systems", chapter 7). A need from before the first possible finish that is still
there then becomes one lot.
"""

from backend.engine.whole.booking import ask_first, keep, rebook
from backend.engine.whole.compiled import compiled, leaf
from backend.engine.whole.draws import compare, gather, push, push_differing, rank_anew
from backend.engine.whole.expiry import net_perishable
from backend.engine.whole.layout import (
    ANEW,
    DRAWN,
    FROM,
    LOTS,
    MAXIMUM,
    MINIMUM,
    MULTIPLE,
    NEED,
    NET,
    SERVE,
    START,
    TARGET,
    TIME,
    TO,
    TOUCHED,
    Days,
    Desk,
    Dirt,
    Facts,
    Ints,
    Plan,
    Plant,
    Ranks,
)
from backend.engine.whole.lots import finished, plan_lot, write
from backend.engine.whole.release import finish_all, finish_planned, release_all, waits
from backend.engine.whole.sizes import behind
from backend.engine.whole.telling import answer_first, answer_on_time


@leaf
def lots_before(rows: Days, count: int, day: int, possible: int) -> int:
    """How many lots of a node are planned by the days before a day."""
    found = 0
    if day > possible:
        while found < count and rows[NEED, found] < day:
            found += 1
    return found


@leaf
def short_since(balance: Ints, safety: int, day: int) -> int:
    """Since when a node is short without a break on the eve of a day; -1 where it is not."""
    since = day
    while since > 0 and balance[since - 1] < safety:
        since -= 1
    return since if since < day else -1


@leaf
def net_plain(
    on_hand: int, scheduled: Ints, gross: Ints, asked: Ranks, safety: int, cover: int, possible: int,
    known: int, way: Ints, first: int, last: int, rhythm: Ints, start_for: Days, target_for: Days,
    open_until: Ints, open_day: Ints, open_count: Ints, rows: Days, units: Ints, balance: Ints,
    begin: int, end: int, was: Days, was_units: Ints,
) -> tuple[int, int, int, int, bool]:  # fmt: skip
    """Walk the days of a node whose stock does not expire from the first that differs (`begin`),
    or from the first whose lot may cover that day.

    After the last that differs (`end`) the walk stops where the balance is what it was: what comes behind
    stands as it stood. Returns how many lots there are; from which to which they may differ, and up
    to which they were set beside those (`was`) that stood there; and whether one differs.
    """
    days = len(gross)
    level, since = on_hand, -1
    begin = max(begin - max(cover - 1, 0), 0)
    if begin > 0:
        level, since = balance[begin - 1], short_since(balance, safety, begin)
    made = lots_before(rows, known, begin, possible)
    low, old = max(made - 1, 0), known
    minimum, multiple, maximum = way[first, MINIMUM], way[first, MULTIPLE], way[first, MAXIMUM]
    is_steady = rhythm[first] >= 0
    starts, targets = start_for[max(rhythm[first], 0)], target_for[max(rhythm[first], 0)]
    is_other = False
    for day in range(begin, days):
        level += scheduled[day] - gross[day]
        if level >= safety:
            since = -1
        elif since < 0:
            since = day
        if since >= 0 and day >= possible:
            short = safety - level
            if cover > 1:
                short += behind(cover, day, gross, scheduled)
            lot = max(short, minimum)
            if multiple > 1:
                lot = (lot + multiple - 1) // multiple * multiple
            if is_steady and targets[since] <= since and (maximum <= 0 or lot <= maximum):
                is_other |= write(
                    rows, units, made, made < known, since, lot, 0, starts[since], targets[since]
                )
            else:
                is_other |= plan_lot(
                    way, first, last, rhythm, start_for, target_for, open_until, open_day,
                    open_count, rows, units, made, made < known, since, short, days,
                )  # fmt: skip
            level += units[made]
            made += 1
            since = -1
        if day >= end and since < 0 and level == balance[day]:
            old = lots_before(was, known, day + 1, possible)
            break
        balance[day] = level
    high = made
    made += known - old
    if high != old:
        is_other = True
        shift(rows, units, high, made, was, was_units, old)
    return made, low, high, old, is_other | finished(rows, asked, low, high, made)


@leaf
def shift(
    rows: Days, units: Ints, begin: int, end: int, was: Days, was_units: Ints, old: int
) -> None:
    """Move lots that stand as they stood to their new places."""
    ahead = old - begin
    for column in range(START, TARGET + 1):
        for lot in range(begin, end):
            rows[column, lot] = was[column, lot + ahead]
    for lot in range(begin, end):
        units[lot] = was_units[lot + ahead]


@leaf
def is_short(balance: Ints) -> bool:
    """Whether more is asked for on a day than is there."""
    lowest = balance[0]
    for day in range(len(balance)):
        lowest = min(lowest, balance[day])
    return lowest < 0


@compiled
def net_all(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk) -> None:
    """Net every node that is marked, and where its lots differ all that they draw from."""
    slot = 0
    for level in range(len(plant.level_at) - 1):
        slot = net_marked(plant, facts, plan, dirt, desk, slot, level)


@leaf
def net_marked(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, slot: int, level: int
) -> int:
    """Net the marked nodes of a level; the next free place for lots that stood there before."""
    days = plan.gross.shape[1]
    for node in range(plant.level_at[level], plant.level_at[level + 1]):
        if not dirt.node[node, NET]:
            continue
        dirt.node[node, NET] = False
        dirt.node[node, TOUCHED] = True
        rows, units, count = plan.lot[node], plan.units[node], plan.lot_count[node]
        gross, priority = plan.gross[node], plan.gross_priority[node]
        first, last = plant.way_at[node], plant.way_at[node + 1]
        is_sold = facts.line_at[node] < facts.line_at[node + 1]
        begin, end = dirt.span[node, FROM], dirt.span[node, TO]
        dirt.span[node, FROM], dirt.span[node, TO] = days, -1
        rank_anew(
            is_sold, facts.wanted_priority[node], plant.user, plant.user_at[node],
            plant.user_at[node + 1], plant.way_at, plan.lot, plan.lot_count, dirt.is_stale[node],
            begin, end, priority,
        )  # fmt: skip
        if dirt.node[node, ANEW]:
            dirt.node[node, ANEW] = False
            begin, end = 0, days
            gather(
                is_sold, facts.wanted[node], facts.fixed_out[node], facts.wanted_priority[node],
                plant.user, plant.user_at[node], plant.user_at[node + 1], plant.input, plant.way_at,
                plan.lot, plan.units, plan.lot_count, gross, priority,
            )  # fmt: skip
        keep(rows, units, count, slot, desk.was_lot, desk.was_units, desk.was_count)
        if facts.is_perishable[node]:
            made, is_other = net_perishable(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], count, plant.way, first, last, plant.open_until,
                plant.open_day, plant.open_count, plant.rhythm, plant.start_for, plant.target_for,
                rows, units, plant.shelf_life[node], facts.dated,
                facts.dated_at[node], facts.dated_at[node + 1], facts.line, facts.line_at[node],
                facts.line_at[node + 1], desk.before, desk.after, desk.spare,
            )  # fmt: skip
            low, high, old = 0, made, count
        else:
            made, low, high, old, is_other = net_plain(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], count, plant.way, first, last, plant.rhythm,
                plant.start_for, plant.target_for, plant.open_until, plant.open_day,
                plant.open_count, rows, units, plan.balance[node], begin, end,
                desk.was_lot[slot], desk.was_units[slot],
            )  # fmt: skip
        plan.lot_count[node] = made
        if not is_other:
            dirt.node[node, SERVE] = True
            continue
        draws = compare(
            desk.was_lot[slot], desk.was_units[slot], low, old, rows, units, high, desk.draw
        )
        push_differing(
            plant.input, plant.input_at, first, desk.draw, draws, plan.gross, plan.gross_priority,
            plan.is_late, dirt.node, dirt.span, dirt.is_stale,
        )  # fmt: skip
        if high != old:
            # Those below know the lots that they serve by their places.
            for line in range(plant.input_at[first], plant.input_at[last]):
                below = plant.input[line, DRAWN]
                dirt.node[below, SERVE] |= plan.is_late[below]
        if waits(plant.input, plant.input_at, plan.is_late, first, last):
            dirt.node[node, TIME] = True
            dirt.node[node, LOTS] = True
            dirt.node[node, SERVE] = True
            desk.slot[node] = slot
            slot += 1
            continue
        release_all(rows, made)
        if plant.option_at[first] < plant.option_at[last]:
            rebook(
                plant.way, first, last, plant.option_at, plant.step_at, plant.step,
                desk.was_lot[slot], desk.was_units[slot], count, rows, units, made,
                plan.step_finish, plant.only_step, plan.turn, plan.ready, plan.hours, plan.asked[level],
                dirt.moved[level], desk.carried, days,
            )  # fmt: skip
        is_late_lot = finish_all(
            rows, made, plant.way, first, plant.option_at, plant.step_at, plan.step_finish
        )
        is_late = plan.is_late[node] or facts.is_perishable[node]
        dirt.node[node, SERVE] = is_late or is_late_lot or is_short(plan.balance[node])
        if not dirt.node[node, SERVE]:
            lines, final = facts.line_at[node], facts.line_at[node + 1]
            answer_on_time(facts.line, plan.answer, dirt.line, lines, final)
    return slot


@compiled
def net_fresh(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk) -> None:
    """Net everything for the first time: the same as `net_all`, each lot's draws pushed down at once.

    Every lot is then taken to be there when netting wants it, as most are. Nodes that come later all the
    same are marked for `schedule`, and those that wait for them will be by it.
    """
    plan.gross[:] = facts.wanted
    if facts.fixed_out.any():
        plan.gross[:] += facts.fixed_out
    plan.gross_priority[:] = facts.wanted_priority
    plan.asked[:] = 0
    plan.is_linked[:] = False
    dirt.node[:] = False
    dirt.moved[:] = False
    for level in range(len(plant.level_at) - 1):
        net_and_push(plant, facts, plan, dirt, desk, level)


@leaf
def net_and_push(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, level: int
) -> None:
    """Net the nodes of a level, and see what is there in time if nothing comes later than wanted."""
    days = plan.gross.shape[1]
    for node in range(plant.level_at[level], plant.level_at[level + 1]):
        rows, units = plan.lot[node], plan.units[node]
        gross, priority = plan.gross[node], plan.gross_priority[node]
        first, last = plant.way_at[node], plant.way_at[node + 1]
        is_dated = facts.is_perishable[node]
        if is_dated:
            made, _ = net_perishable(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], 0, plant.way, first, last, plant.open_until,
                plant.open_day, plant.open_count, plant.rhythm, plant.start_for, plant.target_for,
                rows, units, plant.shelf_life[node], facts.dated,
                facts.dated_at[node], facts.dated_at[node + 1], facts.line, facts.line_at[node],
                facts.line_at[node + 1], desk.before, desk.after, desk.spare,
            )  # fmt: skip
        else:
            made, _, _, _, _ = net_plain(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], 0, plant.way, first, last, plant.rhythm,
                plant.start_for, plant.target_for, plant.open_until, plant.open_day,
                plant.open_count, rows, units, plan.balance[node], 0, days,
                desk.was_lot[0], desk.was_units[0],
            )  # fmt: skip
        plan.lot_count[node] = made
        plan.is_late[node] = False
        is_late_lot = finish_planned(rows, made, plant.way, first)
        if made:
            push(
                plant.input, plant.input_at, first, made, rows, units,
                plan.gross, plan.gross_priority,
            )  # fmt: skip
            ask_first(
                plant.way, first, last, plant.option_at, plant.step_at, plant.step, rows, units, made,
                plan.step_finish, plant.only_step, plan.turn, plan.ready, plan.hours, plan.asked[level],
                dirt.moved[level], days,
            )  # fmt: skip
        if is_dated or is_late_lot or is_short(plan.balance[node]):
            dirt.node[node, SERVE] = True
        else:
            answer_first(facts.line, plan.answer, facts.line_at[node], facts.line_at[node + 1])
