"""What of a lot belongs to whom: its parts by priority, which go by themselves where not all can begin together.

Netting makes one lot of all that a day is short of. Where what it draws is not there for all of it, each part asks for its
own share in its own rank, so that what is more important does not wait for what is less. Only lots that begin while
something they draw falls short are parted; a lot whose parts can all begin on the same day stays whole.
"""

from backend.engine.whole.booking import hours_after
from backend.engine.whole.calendars import forward, lead_for, opened
from backend.engine.whole.compiled import fetch, inlined, leaf
from backend.engine.whole.layout import (
    BINDING,
    CALENDAR,
    CENTER,
    COUNTS_OPEN,
    DAY_TOP,
    DRAWN,
    DUE,
    EARLIEST,
    FINISH,
    GROUP,
    LATEST,
    MEMBER,
    MIXED,
    NEED,
    NEVER,
    OPTION,
    PARENT,
    PARTED,
    PRIORITY,
    RELEASE,
    SENDER,
    SERVE,
    START,
    TARGET,
    THERE,
    TIME,
    UNTIL,
    WAY,
    Days,
    Desk,
    Dirt,
    Facts,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.owning import add_up, cut_lot, own, own_known, tabulate


@leaf
def begun_by(rows: Days, count: int, day: int) -> int:
    """How many lots of a node, in their order, hold all that begin by a day."""
    lot = count
    while lot > 0 and rows[START, lot - 1] > day:
        lot -= 1
    return lot


@inlined
def part_users(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, node: int, until: int
) -> None:
    """Part all lots that ask for a node and begin by a day; their makers are to look when they can begin."""
    first, last = plant.user_at[node], plant.user_at[node + 1]
    for user in range(first, last):
        parent = plant.user[user, PARENT]
        fetch(plan.lot, (parent, START, max(plan.lot_count[parent] - 1, 0)))
    for user in range(first, last):
        parent = plant.user[user, PARENT]
        lots = begun_by(plan.lot[parent], plan.lot_count[parent], until)
        if lots > plan.part_lots[parent]:
            part_upward(plant, facts, plan, dirt, desk, parent, lots)
        if dirt.node[PARTED, parent]:
            dirt.node[TIME, parent] = True


@leaf
def part_upward(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, node: int, lots: int
) -> None:
    """Part the first lots of a node, and before them all lots above that they serve."""
    stack, wish = desk.stack, desk.wish
    days = plan.gross.shape[1]
    depth = 1
    stack[0], wish[node] = node, lots
    while depth > 0:
        top = stack[depth - 1]
        count = plan.lot_count[top]
        end = plan.lot[top, NEED, wish[top]] if wish[top] < count else days
        is_ready = True
        for user in range(plant.user_at[top], plant.user_at[top + 1]):
            parent = plant.user[user, PARENT]
            wanted = begun_by(plan.lot[parent], plan.lot_count[parent], end - 1)
            if wanted > plan.part_lots[parent]:
                stack[depth], wish[parent] = parent, wanted
                depth += 1
                is_ready = False
                break
        if is_ready:
            part_lots(plant, facts, plan, dirt, desk, top, wish[top])
            depth -= 1


@leaf
def part_lots(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, node: int, lots: int
) -> None:
    """Part the lots of a node that have not been, up to so many; no more parts in all than days."""
    days = plan.gross.shape[1]
    known, count = plan.part_lots[node], plan.lot_count[node]
    plan.part_lots[node] = lots
    rows, units = plan.lot[node], plan.units[node]
    part, part_units = plan.part[node], plan.part_units[node]
    high = rows[NEED, lots] if lots < count else days
    slots = tabulate(
        facts.fixed_out[node], facts.line, facts.line_at[node], facts.line_at[node + 1], plant.user,
        plant.user_at[node], plant.user_at[node + 1], plant.input, plant.way_at, plan.lot, plan.units,
        plan.lot_count, plan.part, plan.part_units, plan.part_count, high, desk.mix, desk.rank,
        desk.ascending, desk.since, desk.mix_of,
    )  # fmt: skip
    is_dated = facts.is_perishable[node]
    add_up(desk.mix, desk.ascending, slots, facts.scheduled[node], high, is_dated)
    own_known(
        rows, units, known, part, part_units, plan.part_count[node], desk.rank, desk.ascending, slots, desk.owned
    )  # fmt: skip
    free = facts.on_hand[node]
    for lot in range(known, lots):
        end = rows[NEED, lot + 1] if lot + 1 < count else days
        cuts = cut_lot(
            plant.way, plant.way_at[node] + rows[WAY, lot], units[lot], rows[PRIORITY, lot], rows[NEED, lot], end,
            free, is_dated, desk.mix, desk.rank, desk.ascending, desk.since, slots, desk.owned, desk.cut, desk.cut_rank,
        )  # fmt: skip
        filled = plan.part_count[node]
        if cuts == 0 or filled + cuts > days:
            own(desk.rank, desk.ascending, slots, desk.owned, rows[PRIORITY, lot], units[lot])
            continue
        for cut in range(cuts):
            part[START, filled] = rows[START, lot]
            part[WAY, filled] = rows[WAY, lot]
            part[PRIORITY, filled] = desk.cut_rank[cut]
            part[NEED, filled] = rows[NEED, lot]
            part[OPTION, filled] = -1
            part[TARGET, filled] = rows[TARGET, lot]
            part[LATEST, filled] = rows[LATEST, lot]
            part[EARLIEST, filled] = rows[EARLIEST, lot]
            part_units[filled] = desk.cut[cut]
            own(desk.rank, desk.ascending, slots, desk.owned, desk.cut_rank[cut], desk.cut[cut])
            filled += 1
        plan.part_count[node] = filled
        dirt.node[PARTED, node] = True


@inlined
def begin_parts(plan: Plan, node: int) -> None:
    """Let the parts of a node begin when their lots do."""
    lot = 0
    for place in range(plan.part_count[node]):
        while plan.lot[node, NEED, lot] < plan.part[node, NEED, place]:
            lot += 1
        plan.part[node, START, place] = plan.lot[node, START, lot]


@leaf
def forget_all(plan: Plan) -> None:
    """Forget all parts, before everything is planned anew."""
    plan.draft_short[:] = False
    plan.hours_short[:] = False
    plan.by_parts[:] = False
    for node in range(len(plan.part_lots)):
        plan.short_until[node] = -1
        plan.part_lots[node] = 0
        plan.waits[node] = False
        if plan.part_count[node]:
            plan.part_count[node] = 0
            for lot in range(plan.gross.shape[1]):
                plan.lot[node, OPTION, lot] = 0


@inlined
def forget_parts(plant: Plant, plan: Plan, dirt: Dirt, level: int, node: int) -> None:
    """Forget the parts of a node, which may be asked for otherwise; so may what it draws on."""
    dirt.node[TIME, node] |= rest_parts(plant, plan, dirt, level, node)
    plan.part_lots[node] = 0
    plan.part_count[node] = 0
    mix_below(plant, plan, dirt, node)


@inlined
def mix_below(plant: Plant, plan: Plan, dirt: Dirt, node: int) -> None:
    """Mark what a node draws on: it may be asked for in another order."""
    for line in range(plant.input_at[plant.way_at[node]], plant.input_at[plant.way_at[node + 1]]):
        below = plant.input[line, DRAWN]
        dirt.node[MIXED, below] = True
        dirt.node[SERVE, below] |= plan.is_late[below]


@inlined
def rest_parts(plant: Plant, plan: Plan, dirt: Dirt, level: int, node: int) -> bool:
    """Take parts out of the hours and let their lots stand for themselves again; whether there were any."""
    count = plan.part_count[node]
    if count == 0:
        return False
    found = False
    for place in range(count):
        if plan.part[node, OPTION, place] >= 0:
            found = True
            book_part(plant, plan, dirt, level, node, place, -1)
            plan.part[node, OPTION, place] = -1
    if found:
        for lot in range(plan.lot_count[node]):
            plan.lot[node, OPTION, lot] = max(plan.lot[node, OPTION, lot], 0)
    return found


@leaf
def book_part(
    plant: Plant, plan: Plan, dirt: Dirt, level: int, node: int, place: int, sign: int
) -> None:
    """Ask for a part's hours by its first routing on the day it is due (`sign` 1), or no longer (-1)."""
    due, each = plan.part[node, DUE, place], plant.way_at[node] + plan.part[node, WAY, place]
    option = plant.option_at[each]
    if due >= plan.gross.shape[1] or option == plant.option_at[each + 1]:
        return
    for at in range(plant.step_at[option], plant.step_at[option + 1]):
        hours = hours_after(
            plant.step,
            at,
            plant.way,
            each,
            plan.part_units[node, place],
            plan.part_ahead[node, place],
        )
        plan.asked[level, plant.step[at, CENTER], due] += sign * hours
        dirt.moved[level, plant.step[at, GROUP], due] = True
        dirt.moved[level, plant.step[at, GROUP], plan.gross.shape[1]] = True


@leaf
def release_parts(plant: Plant, plan: Plan, node: int, late: Ints, inputs: int) -> bool:
    """When the parts of a node's lots can begin; those of lots that do not begin together, or ask for hours by their parts, go by themselves.

    The first so many of `late` are its inputs that may come later. Returns whether there are such lots. They are due beyond the horizon, so that nothing is asked for them.
    """
    part, units = plan.part[node], plan.part_units[node]
    rows = plan.lot[node]
    count, days = plan.part_count[node], plan.gross.shape[1]
    place, lot, found = 0, 0, False
    while place < count:
        end = place + 1
        while end < count and part[NEED, end] == part[NEED, place]:
            end += 1
        while rows[NEED, lot] < part[NEED, place]:
            lot += 1
        is_together = True
        for each in range(place, end):
            release_part(
                plan.cover, lot, plan.part_cover, late, inputs, plan.short_until, plant.input, plant.input_at,
                plant.way, plant.way_at[node], plant.open_until, plant.open_day, plant.open_count, part, units[each], each,
            )  # fmt: skip
            is_together &= part[RELEASE, each] == part[RELEASE, place]
        is_together = is_together and not asks_by_parts(plant, plan, node, part[NEED, place])
        each_way = plant.way_at[node] + part[WAY, place]
        if part[RELEASE, place] > part[START, place] and plant.way[each_way, DAY_TOP] > 0:
            # Each takes less time than all of them together would.
            is_together = False
        if is_together:
            rows[RELEASE, lot] = part[RELEASE, place]
            rows[BINDING, lot] = part[BINDING, end - 1]
            rows[DUE, lot] = due_from(
                plant.way, plant.way_at[node] + rows[WAY, lot], plant.open_until, plant.open_day,
                plant.open_count, rows, plan.units[node, lot], lot, days,
            )  # fmt: skip
        else:
            found = True
            rows[RELEASE, lot] = days
            rows[DUE, lot] = days
            rows[BINDING, lot] = -1
            for each in range(place, end):
                part[OPTION, each] = 0
                # What it asks for as a whole it takes when the first of them begins.
                rows[RELEASE, lot] = min(rows[RELEASE, lot], part[RELEASE, each])
                goes_on = each > place and part[RELEASE, each] == part[RELEASE, each - 1]
                ahead = plan.part_ahead[node, each - 1] + units[each - 1] if goes_on else 0
                plan.part_ahead[node, each] = ahead
        place = end
    return found


@inlined
def asks_by_parts(plant: Plant, plan: Plan, node: int, need: int) -> bool:
    """Whether a lot asks for hours by its parts at any of its work centres."""
    first, last = plant.option_at[plant.way_at[node]], plant.option_at[plant.way_at[node + 1]]
    for step in range(plant.step_at[first], plant.step_at[last]):
        if plan.by_parts[plant.step[step, MEMBER], need]:
            return True
    return False


@inlined
def any_by_parts(plant: Plant, plan: Plan, node: int) -> bool:
    """Whether any lot of a node asks for hours by its parts."""
    for need in range(plan.gross.shape[1] if plan.part_count[node] else 0):
        if asks_by_parts(plant, plan, node, need):
            return True
    return False


@inlined
def release_part(
    cover: Days, lot: int, part_cover: Days, late: Ints, inputs: int, short_until: Ints, entry: Ints, input_at: Ints,
    way: Ints, first: int, open_until: Ints, open_day: Ints, open_count: Ints, part: Days, units: int, place: int,
) -> None:  # fmt: skip
    """When one part can begin, and by when it is there; as `release_late` for a lot.

    What is not short is set aside for its lot as a whole, and may be used as long as that.
    """
    days = part.shape[1]
    each, start = first + part[WAY, place], part[START, place]
    release, binding, until = start, -1, NEVER
    for at in range(inputs if start < days else 0):
        line = late[at]
        if input_at[each] <= line < input_at[each + 1]:
            is_parted = start <= short_until[entry[line, DRAWN]]
            told = part_cover[line, place] if is_parted else cover[line, lot]
            until = min(until, told[UNTIL])
            if told[THERE] > release:
                release, binding = told[THERE], line - input_at[first]
    sender = way[each, SENDER]
    if release > start:
        release = opened(open_until, open_day, open_count[sender], sender, release, days)
    if release > until:
        release = days
    part[RELEASE, place] = release
    part[BINDING, place] = binding
    part[DUE, place] = due_from(
        way, each, open_until, open_day, open_count, part, units, place, days
    )


@inlined
def due_from(
    way: Ints, each: int, open_until: Ints, open_day: Ints, open_count: Ints, rows: Days, units: int,
    lot: int, days: int,
) -> int:  # fmt: skip
    """By when a lot is there that begins on its release."""
    due = rows[TARGET, lot]
    if rows[RELEASE, lot] > rows[START, lot]:
        finish = forward(
            open_until, open_day, open_count, way[each, CALENDAR], way[each, SENDER],
            way[each, COUNTS_OPEN], rows[RELEASE, lot], lead_for(way, each, units), days,
        )  # fmt: skip
        due = max(due, finish)
    return due


@leaf
def let_parts_go(plant: Plant, plan: Plan, dirt: Dirt, level: int, node: int) -> None:
    """Ask for the hours of the parts that go by themselves, and mark the lots that they stand for."""
    rows, lot = plan.lot[node], 0
    for place in range(plan.part_count[node]):
        if plan.part[node, OPTION, place] < 0:
            continue
        while rows[NEED, lot] < plan.part[node, NEED, place]:
            lot += 1
        rows[OPTION, lot] = -1
        first, last = plant.way_at[node], plant.way_at[node + 1]
        for step in range(
            plant.step_at[plant.option_at[first]], plant.step_at[plant.option_at[last]]
        ):
            plan.part_finish[step, place] = 0
        book_part(plant, plan, dirt, level, node, place, 1)


@leaf
def part_arrivals(plan: Plan, node: int, arrivals: Ints) -> None:
    """Add what comes of a node's lots in parts."""
    part = plan.part[node]
    for place in range(plan.part_count[node]):
        if part[OPTION, place] >= 0:
            ahead = plan.part_early[node, place]
            if ahead > 0:
                arrivals[part[DUE, place]] += ahead
            if part[FINISH, place] < len(arrivals):
                arrivals[part[FINISH, place]] += plan.part_units[node, place] - ahead


@leaf
def find_part_early(plant: Plant, plan: Plan, node: int) -> None:
    """Find what of parts that are late for want of hours is done by their day, and so is there then."""
    part, first = plan.part[node], plant.way_at[node]
    for place in range(plan.part_count[node]):
        plan.part_early[node, place] = 0
        due = part[DUE, place]
        if part[OPTION, place] < 0 or part[FINISH, place] <= due:
            continue
        done = plan.part_units[node, place]
        option = plant.option_at[first + part[WAY, place]] + part[OPTION, place]
        for step in range(plant.step_at[option], plant.step_at[option + 1]):
            if plan.part_finish[step, place] > due + 1:
                done = min(done, plan.part_done[step, place])
        plan.part_early[node, place] = done
