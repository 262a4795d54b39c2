"""Netting, parents before components: what every node needs, and the lots that cover it.

Net requirement = max(0, gross + safety stock - on hand - scheduled receipts), lot-sized, put a lead time
earlier, exploded at the start (the textbook's MRP record; Vollmann, Berry and Whybark, "Manufacturing
Planning and Control Systems", chapter 7). A need from before the first possible finish that is still
there then becomes one lot.
"""

from typing import Final

from backend.engine.whole.booking import ask_first, keep, rebook
from backend.engine.whole.compiled import compiled, fetch, inlined, leaf
from backend.engine.whole.draws import gather, push, rank_anew
from backend.engine.whole.expiry import net_perishable
from backend.engine.whole.handing import (
    hand_down,
    hand_down_first,
    is_short,
    keep_draft,
    settle_answers,
)
from backend.engine.whole.hours import level_draft
from backend.engine.whole.layout import (
    ANEW,
    DRAFT,
    EARLIEST,
    FROM,
    KEEPS,
    LOT_COLUMNS,
    MAXIMUM,
    MEMBER,
    MINIMUM,
    MORE,
    MULTIPLE,
    NET,
    SERVE,
    START,
    TARGET,
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
from backend.engine.whole.lots import bound, finished, plan_lot, write
from backend.engine.whole.marks import find_marked
from backend.engine.whole.parts import forget_all
from backend.engine.whole.release import finish_planned
from backend.engine.whole.sharing import forget_mixed
from backend.engine.whole.sizes import behind
from backend.engine.whole.steady import is_steady, lots_before, net_steady, short_since
from backend.engine.whole.telling import answer_first

SOON: Final = 3
"""So many nodes ahead it is told what will be read."""
A_LINE: Final = 8
"""So many numbers are brought at once."""


@inlined
def net_plain(
    on_hand: int, scheduled: Ints, gross: Ints, asked: Ranks, safety: int, cover: int, possible: int,
    known: int, way: Ints, first: int, last: int, rhythm: Ints, start_for: Days, target_for: Days,
    open_until: Ints, open_day: Ints, open_count: Ints, rows: Days, units: Ints, balance: Ints,
    begin: int, end: int, was: Days, was_units: Ints, needs: Days, sizes: Ints,
) -> tuple[int, bool, int, int]:  # fmt: skip
    """Walk the days of a node whose stock does not expire from the first that differs (`begin`),
    or from the first whose lot may cover that day.

    After the last that differs (`end`) the walk stops where the balance is what it was: what comes behind
    stands as it stood. Returns how many lots there are, whether one differs from those (`was`) that
    stood there, and the first and the one behind the last that may.
    """
    days = len(gross)
    if is_steady(way, first, last, rhythm, cover):
        rule = rhythm[first]
        return net_steady(
            on_hand, scheduled, gross, asked, safety, possible, known, way[first, MINIMUM],
            way[first, MULTIPLE], start_for[rule], target_for[rule], rows, units, balance, begin, end,
            needs, sizes,
        )  # fmt: skip
    level, since = on_hand, -1
    begin = max(begin - max(cover - 1, 0), 0)
    if begin > 0:
        level, since = balance[begin - 1], short_since(balance, safety, begin)
    made = lots_before(rows, known, begin, possible)
    low, old = max(made - 1, 0), known
    minimum, multiple, maximum = way[first, MINIMUM], way[first, MULTIPLE], way[first, MAXIMUM]
    is_even = rhythm[first] >= 0
    starts, targets = start_for[max(rhythm[first], 0)], target_for[max(rhythm[first], 0)]
    is_other = False
    for day in range(begin, days):
        level += scheduled[day] - gross[day]
        if level >= safety:
            since = -1
        elif since < 0:
            since = day
        if since >= 0 and day >= possible:
            short = safety - level + way[first, MORE]
            if cover > 1:
                short += behind(cover, day, gross, scheduled)
            lot = max(short, minimum)
            if multiple > 1:
                lot = (lot + multiple - 1) // multiple * multiple
            if is_even and targets[since] <= since and (maximum <= 0 or lot <= maximum):
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
        for column in range(START, EARLIEST + 1):
            for lot in range(high, made):
                rows[column, lot] = was[column, lot + old - high]
        for lot in range(high, made):
            units[lot] = was_units[lot + old - high]
    return made, is_other | finished(rows, asked, low, high, made), low, high


@leaf
def net_all(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk) -> None:
    """Net every node that is marked, and where its lots differ all that they draw from."""
    slot = 0
    for level in range(len(plant.level_at) - 1):
        forget_mixed(plant, plan, dirt, desk, level)
        slot = net_marked(plant, facts, plan, dirt, desk, slot, level)
        level_draft(plant, facts, plan, dirt, desk, level, False)
        slot = hand_down(plant, facts, plan, dirt, desk, slot, level)


@leaf
def net_marked(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, slot: int, level: int
) -> int:
    """Net the marked nodes of a level; the next free place for lots that stood there before."""
    days = plan.gross.shape[1]
    marked = find_marked(
        dirt.node[NET],
        dirt.eights[NET],
        plant.level_at[level],
        plant.level_at[level + 1],
        desk.marked,
    )
    for at in range(marked):
        node = desk.marked[at]
        if at + SOON < marked:
            fetch_node(plant, facts, plan, dirt.span, desk.marked[at + SOON])
        dirt.node[NET, node] = False
        dirt.node[TOUCHED, node] = True
        rows, units, count = plan.lot[node], plan.units[node], plan.lot_count[node]
        gross, priority = plan.gross[node], plan.gross_priority[node]
        first, last = plant.way_at[node], plant.way_at[node + 1]
        works = plant.option_at[first] < plant.option_at[last]
        if works:
            fetch_member(plant, plan, first)
        is_sold = facts.line_at[node] < facts.line_at[node + 1]
        begin, end = dirt.span[node, FROM], dirt.span[node, TO]
        dirt.span[node, FROM], dirt.span[node, TO] = days, -1
        rank_anew(
            is_sold, facts.wanted_priority[node], plant.user, plant.user_at[node],
            plant.user_at[node + 1], plant.way_at, plan.lot, plan.lot_count, dirt.is_stale[node],
            begin, end, priority,
        )  # fmt: skip
        if dirt.node[ANEW, node]:
            dirt.node[ANEW, node] = False
            begin, end = 0, days
            gather(
                is_sold, facts.wanted[node], facts.fixed_out[node], facts.wanted_priority[node],
                plant.user, plant.user_at[node], plant.user_at[node + 1], plant.input, plant.way_at,
                plan.lot, plan.units, plan.lot_count, gross, priority,
            )  # fmt: skip
        low, high = 0, 0
        is_base = not works and plant.input_at[first] == plant.input_at[last]
        if not is_base or not is_steady(
            plant.way, first, last, plant.rhythm, plant.cover_days[node]
        ):
            keep(rows, units, count, slot, desk.was_lot, desk.was_units, desk.was_count)
        if facts.is_perishable[node]:
            made, is_other = net_perishable(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], count, plant.way, first, last, plant.open_until,
                plant.open_day, plant.open_count, plant.rhythm, plant.start_for, plant.target_for,
                rows, units, plant.shelf_life[node], facts.dated,
                facts.dated_at[node], facts.dated_at[node + 1], facts.line, facts.line_at[node],
                facts.line_at[node + 1], desk.before, desk.after, desk.spare, desk.worn, desk.pile,
            )  # fmt: skip
        else:
            made, is_other, low, high = net_plain(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], count, plant.way, first, last, plant.rhythm,
                plant.start_for, plant.target_for, plant.open_until, plant.open_day,
                plant.open_count, rows, units, plan.balance[node], begin, end,
                desk.was_lot[slot], desk.was_units[slot], desk.needs, desk.sizes,
            )  # fmt: skip
        plan.lot_count[node] = made
        if facts.is_perishable[node]:
            low, high = 0, made
        if works:
            is_other |= bound(
                rows, units, low, high, made, plant.way, first, last, plant.open_until, plant.open_day, plant.open_count,
                plant.shelf_life[node], desk.worn, desk.pile,
            )  # fmt: skip
        if not is_other:
            dirt.node[SERVE, node] = True
            continue
        if is_base:
            # It hands nothing down and waits for nothing, so that it need not be looked at again.
            is_late_lot = finish_planned(
                rows, low, high if made == count else made, made, plant.way, first
            )
            settle_answers(facts, plan, dirt, node, is_late_lot)
            continue
        dirt.node[DRAFT, node] = True
        if works:
            rebook(
                plant.way, first, last, plant.option_at, plant.step_at, plant.step, desk.was_lot[slot],
                desk.was_units[slot], count, rows, units, made, low, high, TARGET, EARLIEST, plan.draft_begin, plan.draft_finish,
                plan.draft_done, plan.draft_option[node], plant.only_step, plan.turn, plan.hours, plan.draft_asked[level],
                dirt.draft_moved[level], desk.carried, days,
            )  # fmt: skip
        desk.slot[node], desk.low[slot], desk.high[slot] = slot, low, high
        slot += 1
    return slot


@inlined
def fetch_node(plant: Plant, facts: Facts, plan: Plan, span: Ints, node: int) -> None:
    """Have brought what netting reads of a node from the first day that differs on."""
    days = plan.gross.shape[1]
    begin = max(min(span[node, FROM], days - 1), 0)
    fetch(plan.balance, (node, max(begin - 1, 0)))
    for day in range(begin, days, A_LINE):
        fetch(plan.gross, (node, day))
        fetch(facts.scheduled, (node, day))
        fetch(plan.balance, (node, day))
    for lot in range(0, days, A_LINE):
        fetch(plan.units, (node, lot))
    fetch(plan.gross_priority, (node, begin))
    for column in range(LOT_COLUMNS):
        fetch(plan.lot, (node, column, begin))
    way = plant.way_at[node]
    step = plant.step_at[plant.option_at[way]]
    if step < len(plant.step):
        fetch(plant.step, (step, MEMBER))
    for column in range(0, KEEPS + 1, A_LINE):
        fetch(plant.way, (way, column))


@inlined
def fetch_member(plant: Plant, plan: Plan, first: int) -> None:
    """Have brought where levelling finds what a node asks for, to be written behind its netting."""
    step = plant.step_at[plant.option_at[first]]
    if step < len(plant.step):
        member, days = plant.step[step, MEMBER], plan.hours.shape[1]
        for day in range(0, days, A_LINE):
            fetch(plan.hours, (member, day))
            fetch(plan.turn, (member, day))


@compiled
def net_fresh(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk) -> None:
    """Net everything for the first time: the same as `net_all`, each lot's draws pushed down at once.

    Every lot is then taken to be there when netting wants it, as most are. Nodes that come later all the
    same are marked for `schedule`, and those that wait for them will be by it.
    """
    want_all(facts, plan)
    plan.draft_begin[:] = 0
    plan.draft_finish[:] = 0
    plan.draft_option[:] = 0
    plan.step_finish[:] = 0
    plan.is_late[:] = False
    forget_all(plan)
    plan.draft_asked[:] = 0
    plan.draft_linked[:] = False
    dirt.node[:] = False
    dirt.draft_moved[:] = False
    for level in range(len(plant.level_at) - 1):
        net_level(plant, facts, plan, dirt, desk, level)
        level_draft(plant, facts, plan, dirt, desk, level, True)
        hand_down_first(plant, plan, dirt, desk, level)
    keep_draft(plan)
    dirt.draft_differs[:] = False
    dirt.group[:] = False


@inlined
def want_all(facts: Facts, plan: Plan) -> None:
    """Begin with what customers and papers ask of each node."""
    nodes, days = plan.gross.shape
    for node in range(nodes):
        gross, fixed_out = plan.gross[node], facts.fixed_out[node]
        ranks, best = plan.gross_priority[node], facts.wanted_priority[node]
        for day in range(days):
            gross[day] = fixed_out[day]
            ranks[day] = best[day]
        if facts.line_at[node] < facts.line_at[node + 1]:
            wanted = facts.wanted[node]
            for day in range(days):
                gross[day] += wanted[day]


@leaf
def net_level(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, level: int) -> None:
    """Net the nodes of a level, and see what is there in time if nothing comes later or begins sooner than wanted."""
    days = plan.gross.shape[1]
    for node in range(plant.level_at[level], plant.level_at[level + 1]):
        rows, units = plan.lot[node], plan.units[node]
        gross, priority = plan.gross[node], plan.gross_priority[node]
        first, last = plant.way_at[node], plant.way_at[node + 1]
        works = plant.option_at[first] < plant.option_at[last]
        if works:
            fetch_member(plant, plan, first)
        if dirt.node[NET, node]:
            settle_ranks(plant, facts, plan, dirt, node)
        is_dated = facts.is_perishable[node]
        if is_dated:
            made, _ = net_perishable(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], 0, plant.way, first, last, plant.open_until,
                plant.open_day, plant.open_count, plant.rhythm, plant.start_for, plant.target_for,
                rows, units, plant.shelf_life[node], facts.dated,
                facts.dated_at[node], facts.dated_at[node + 1], facts.line, facts.line_at[node],
                facts.line_at[node + 1], desk.before, desk.after, desk.spare, desk.worn, desk.pile,
            )  # fmt: skip
        else:
            made, _, _, _ = net_plain(
                facts.on_hand[node], facts.scheduled[node], gross, priority, plant.safety[node],
                plant.cover_days[node], plant.possible[node], 0, plant.way, first, last, plant.rhythm,
                plant.start_for, plant.target_for, plant.open_until, plant.open_day,
                plant.open_count, rows, units, plan.balance[node], 0, days,
                desk.was_lot[0], desk.was_units[0], desk.needs, desk.sizes,
            )  # fmt: skip
        plan.lot_count[node] = made
        is_late_lot = finish_planned(rows, 0, made, made, plant.way, first)
        if made:
            push(
                plant.input, plant.input_at, first, made, rows, units,
                plan.gross, plan.gross_priority, desk.by_day, desk.best,
            )  # fmt: skip
        if made and works:
            bound(
                rows, units, 0, made, made, plant.way, first, last, plant.open_until, plant.open_day, plant.open_count,
                plant.shelf_life[node], desk.worn, desk.pile,
            )  # fmt: skip
            ask_first(
                plant.way, first, last, plant.option_at, plant.step_at, plant.step, rows, units, made,
                plant.only_step, plan.turn, plan.hours, plan.draft_asked[level], dirt.draft_moved[level], days,
            )  # fmt: skip
        if is_dated or is_late_lot or is_short(plan.balance[node]):
            dirt.node[SERVE, node] = True
        else:
            answer_first(facts.line, plan.answer, facts.line_at[node], facts.line_at[node + 1])


@inlined
def settle_ranks(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, node: int) -> None:
    """Look for the best priority of days from which something has been moved away."""
    dirt.node[NET, node] = False
    begin, end = dirt.span[node, FROM], dirt.span[node, TO]
    if begin > end:
        return
    dirt.span[node, FROM], dirt.span[node, TO] = plan.gross.shape[1], -1
    rank_anew(
        facts.line_at[node] < facts.line_at[node + 1], facts.wanted_priority[node], plant.user,
        plant.user_at[node], plant.user_at[node + 1], plant.way_at, plan.lot, plan.lot_count,
        dirt.is_stale[node], begin, end, plan.gross_priority[node],
    )  # fmt: skip
