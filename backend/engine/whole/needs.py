"""Netting, parents before components: what every node needs, and the lots that cover it.

Net requirement = max(0, gross + safety stock - on hand - scheduled receipts), lot-sized, put a lead time
earlier, exploded at the start (the textbook's MRP record; Vollmann, Berry and Whybark, "Manufacturing
Planning and Control Systems", chapter 7). A need from before the first possible finish that is still
there then becomes one lot.
"""

from backend.engine.whole.booking import keep
from backend.engine.whole.compiled import compiled, leaf
from backend.engine.whole.expiry import net_perishable
from backend.engine.whole.layout import (
    BOTTOM,
    BY_INPUT,
    BY_WAY,
    DRAWN,
    LOTS,
    NET,
    NO_PRIORITY,
    PARENT,
    PRIORITY,
    SERVE,
    START,
    TIME,
    TOP,
    TOUCHED,
    WAY,
    Days,
    Desk,
    Dirt,
    Facts,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.lots import finished, plan_lot
from backend.engine.whole.sizes import behind, times


@leaf
def gather(
    is_sold: bool, wanted: Ints, fixed_out: Ints, wanted_priority: Days, user: Ints, first: int, last: int,
    entry: Ints, way_at: Ints, lots: Days, sizes: Ints, lot_count: Ints, gross: Ints, priority: Days,
) -> None:  # fmt: skip
    """Work out what is asked of a node by day, and the best priority that asks for it.

    Only what `is_sold` has lines; the rows of others need not be looked at.
    """
    days = len(gross)
    if is_sold:
        for day in range(days):
            gross[day] = wanted[day] + fixed_out[day]
            priority[day] = wanted_priority[day]
    else:
        for day in range(days):
            gross[day] = fixed_out[day]
            priority[day] = NO_PRIORITY
    for each in range(first, last):
        parent, way, line = user[each, PARENT], user[each, BY_WAY], user[each, BY_INPUT]
        top, bottom = entry[line, TOP], entry[line, BOTTOM]
        rows, units = lots[parent], sizes[parent]
        is_only = way_at[parent + 1] - way_at[parent] == 1
        for lot in range(lot_count[parent]):
            start = rows[START, lot]
            if start < days and (is_only or rows[WAY, lot] == way):
                gross[start] += times(units[lot], top, bottom)
                priority[start] = min(priority[start], rows[PRIORITY, lot])


@leaf
def net_plain(
    on_hand: int, scheduled: Ints, gross: Ints, asked: Days, safety: int, cover: int, possible: int, known: int,
    way: Ints, first: int, last: int, open_until: Ints, open_day: Ints, open_count: Ints,
    rows: Days, units: Ints,
) -> tuple[int, bool]:  # fmt: skip
    """Walk the days of a node whose stock does not expire: how many lots, and whether they differ."""
    days = len(gross)
    level = on_hand
    since = -1
    made = 0
    is_other = False
    for day in range(days):
        level += scheduled[day] - gross[day]
        if level >= safety:
            since = -1
            continue
        if since < 0:
            since = day
        if day >= possible:
            is_other |= plan_lot(
                way, first, last, open_until, open_day, open_count, rows, units,
                made, made < known, since, safety - level + behind(cover, day, gross, scheduled), days,
            )  # fmt: skip
            level += units[made]
            made += 1
            since = -1
    return made, is_other | finished(rows, asked, made, known)


@compiled
def net_all(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk) -> None:
    """Net every node that is marked, and where its lots differ all that they draw from."""
    net_marked(plant, facts, plan, dirt, desk)


@leaf
def net_marked(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk) -> None:
    slot = 0
    for node in range(len(plant.safety)):
        if not dirt.node[node, NET]:
            continue
        dirt.node[node, NET] = False
        dirt.node[node, SERVE] = True
        dirt.node[node, TOUCHED] = True
        rows, units, count = plan.lot[node], plan.units[node], plan.lot_count[node]
        gross, priority = plan.gross[node], plan.gross_priority[node]
        first, last = plant.way_at[node], plant.way_at[node + 1]
        if plant.option_at[first] < plant.option_at[last]:
            keep(rows, units, count, slot, desk.was_lot, desk.was_units, desk.was_count)
            desk.slot[node] = slot
            slot += 1
        gather(
            facts.line_at[node] < facts.line_at[node + 1], facts.wanted[node],
            facts.fixed_out[node], facts.wanted_priority[node], plant.user,
            plant.user_at[node], plant.user_at[node + 1], plant.input, plant.way_at, plan.lot, plan.units,
            plan.lot_count, gross, priority,
        )  # fmt: skip
        if facts.is_perishable[node]:
            made, is_other = net_perishable(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], count, plant.way, first, last, plant.open_until,
                plant.open_day, plant.open_count, rows, units, plant.shelf_life[node], facts.dated,
                facts.dated_at[node], facts.dated_at[node + 1], facts.line, facts.line_at[node],
                facts.line_at[node + 1], desk.before, desk.after, desk.spare,
            )  # fmt: skip
        else:
            made, is_other = net_plain(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], count, plant.way, first, last, plant.open_until,
                plant.open_day, plant.open_count, rows, units,
            )  # fmt: skip
        plan.lot_count[node] = made
        if is_other:
            dirt.node[node, TIME] = True
            dirt.node[node, LOTS] = True
            for line in range(plant.input_at[first], plant.input_at[last]):
                dirt.node[plant.input[line, DRAWN], NET] = True


@leaf
def push(
    entry: Ints, input_at: Ints, first: int, count: int, rows: Days, units: Ints,
    gross: Ints, priority: Days,
) -> None:  # fmt: skip
    """Add what the lots of a node draw to the needs of those below it."""
    days = gross.shape[1]
    most = 0
    for lot in range(count):
        most = max(most, rows[WAY, lot])
    for way in range(most + 1):
        for line in range(input_at[first + way], input_at[first + way + 1]):
            top, bottom = entry[line, TOP], entry[line, BOTTOM]
            need, rank = gross[entry[line, DRAWN]], priority[entry[line, DRAWN]]
            for lot in range(count):
                start = rows[START, lot]
                if start < days and (most == 0 or rows[WAY, lot] == way):
                    if bottom == 1:
                        need[start] += units[lot] * top
                    else:
                        need[start] += times(units[lot], top, bottom)
                    rank[start] = min(rank[start], rows[PRIORITY, lot])


@compiled
def net_fresh(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk) -> None:
    """Net everything for the first time: the same as `net_all`, each lot's draws pushed down at once."""
    plan.gross[:] = facts.wanted
    if facts.fixed_out.any():
        plan.gross[:] += facts.fixed_out
    plan.gross_priority[:] = facts.wanted_priority
    net_and_push(plant, facts, plan, desk)
    plan.asked[:] = 0
    plan.is_linked[:] = False
    desk.slot[:] = 0
    desk.was_count[0] = 0
    dirt.node[:, NET] = False
    dirt.node[:, LOTS] = True
    dirt.node[:, TIME] = True
    dirt.node[:, SERVE] = True
    dirt.node[:, TOUCHED] = True


@leaf
def net_and_push(plant: Plant, facts: Facts, plan: Plan, desk: Desk) -> None:
    for node in range(len(plant.safety)):
        rows, units = plan.lot[node], plan.units[node]
        gross, priority = plan.gross[node], plan.gross_priority[node]
        first, last = plant.way_at[node], plant.way_at[node + 1]
        if facts.is_perishable[node]:
            made, _ = net_perishable(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], 0, plant.way, first, last, plant.open_until,
                plant.open_day, plant.open_count, rows, units, plant.shelf_life[node], facts.dated,
                facts.dated_at[node], facts.dated_at[node + 1], facts.line, facts.line_at[node],
                facts.line_at[node + 1], desk.before, desk.after, desk.spare,
            )  # fmt: skip
        else:
            made, _ = net_plain(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], 0, plant.way, first, last, plant.open_until,
                plant.open_day, plant.open_count, rows, units,
            )  # fmt: skip
        plan.lot_count[node] = made
        if made:
            push(
                plant.input, plant.input_at, first, made, rows, units,
                plan.gross, plan.gross_priority,
            )  # fmt: skip
