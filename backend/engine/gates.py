"""Why not sooner: which gate holds a delivery back, the one that holds it longest first."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from backend.engine.answer import Reason
from backend.engine.case import Case
from backend.engine.ground import Ground
from backend.engine.kernels import first_day
from backend.engine.lots import lead_days, lot_count, lot_of, split
from backend.engine.master import times
from backend.engine.netting import below
from backend.engine.place import part_that_fits, place
from backend.engine.room import free_hours, room_for, room_of
from backend.engine.ruled import ruled
from backend.engine.scale import IntArray, hours_of, lot_up, plain, quantity_of
from backend.engine.search import Freedom, Search
from backend.engine.situation import Node, NodeFacts, PlannedSupply
from backend.engine.view import View
from shared.terms import Procurement

MOST_TOLD = 5
GATES = (
    "frozen_zone",
    "way_ended",
    "way_not_yet",
    "lead_time",
    "lead_time_of_lot",
    "material_short",
    "material_lead_time",
    "capacity_full",
    "capacity_in_pieces",
)
OUTSIDE = frozenset({"way_ended", "way_not_yet"})


@dataclass(frozen=True, slots=True)
class Gate:
    """A reason and the first day on which it no longer holds; `because`: the lot rule, yield or closed days that make it bind."""

    opens: int
    reason: Reason
    because: Reason | None = None


def reasons_for(case: Case) -> tuple[Reason, ...]:
    """Causes, most binding first: what holds a short delivery back, or what carries a full one."""
    if not case.open_after:
        return freed(case)
    rules = ruled(case)
    if not case.missing:
        return (*rules, *carried(case), *(() if rules else freed(case)))
    return (*held_back(case), *too_old(case), short_reason(case), *rules)


def short_reason(case: Case) -> Reason:
    return Reason(
        "stock_short",
        {
            "item": case.facts.item_name,
            "quantity": plain(quantity_of(case.missing, case.decimals)),
            "unit": case.facts.unit,
            "on": case.wanted_on.isoformat(),
        },
    )


def too_old(case: Case) -> list[Reason]:
    """What lies there that nobody else takes, but that ends too soon for the line to have it."""
    if not case.ground.ends(case.node):
        return []
    needed = case.due + case.life
    left = [
        (lot, units)
        for lot, units in case.without.shelf(case.node).left()
        if lot.there <= case.due and lot.last < needed
    ]
    units = min(sum(units for _, units in left), case.missing)
    if units <= 0:
        return []
    told = {
        "item": case.facts.item_name,
        "quantity": plain(quantity_of(units, case.decimals)),
        "unit": case.facts.unit,
        "until_on": case.day(max(lot.last for lot, _ in left)).isoformat(),
    }
    if not case.life:
        return [Reason("stock_ends", told)]
    return [Reason("life_too_short", {**told, "days": str(case.life)})]


def carried(case: Case) -> tuple[Reason, ...]:
    """The stock or the last supply that a delivery in full lives on."""
    lasts = sum(
        lot.units for lot in case.ground.lots(case.node) if lot.last >= case.due + case.life
    )
    lowest_of_stock = lasts - int(case.without.outflow(case.node).sum())
    if lowest_of_stock >= case.open_after:
        return (
            Reason(
                "stock_covers",
                {
                    "item": case.facts.item_name,
                    "quantity": plain(quantity_of(lowest_of_stock, case.decimals)),
                    "unit": case.facts.unit,
                },
            ),
        )
    coming = [
        supply
        for supply in case.ground.supplies.at(case.node)
        if case.ground.index_of(supply.on) <= case.due
    ]
    if not coming:
        return (
            Reason(
                "stock_covers",
                {
                    "item": case.facts.item_name,
                    "quantity": plain(
                        quantity_of(
                            case.without.free_on(case.node, case.due, case.life), case.decimals
                        )
                    ),
                    "unit": case.facts.unit,
                },
            ),
        )
    last = max(coming, key=lambda supply: (supply.on, supply.reference))
    return (
        Reason(
            "supply_covers",
            {
                "item": case.facts.item_name,
                "reference": last.reference,
                "on": case.ground.day_of(case.ground.index_of(last.on)).isoformat(),
            },
        ),
    )


def freed(case: Case) -> tuple[Reason, ...]:
    """What is no longer needed, and what of it is under way and cannot be taken back."""
    rise = case.asked.projected(case.node) - case.before.projected(case.node)
    day = first_day(rise, 1)
    if day is None:
        return ()
    facts = case.facts
    units = int(rise.max())
    reasons = [
        Reason(
            "frees_stock",
            {
                "item": facts.item_name,
                "quantity": plain(quantity_of(units, case.decimals)),
                "unit": facts.unit,
                "from_on": case.ground.day_of(day).isoformat(),
            },
        )
    ]
    bound = [supply for supply in case.ground.supplies.at(case.node) if is_bound(case, supply)]
    if bound:
        last = max(bound, key=lambda supply: (supply.on, supply.reference))
        reasons.append(
            Reason(
                "under_way",
                {
                    "item": facts.item_name,
                    "quantity": plain(last.quantity),
                    "unit": facts.unit,
                    "reference": last.reference,
                    "on": last.on.isoformat(),
                },
            )
        )
    return tuple(reasons)


def is_bound(case: Case, supply: PlannedSupply) -> bool:
    """Firm supply for the line that can no longer be taken back."""
    return supply.is_firm and case.ground.index_of(supply.on) <= (case.due_before or case.due)


def held_back(case: Case) -> list[Reason]:
    """What keeps the missing part from being there on the day, the gate that opens last first.

    Empty when it could be made, bought or sent in time; otherwise at least one gate is named.
    """
    search = Search(case.before.copy(), Freedom(), Decimal(1))
    if place(search, case.node, case.missing, case.due, life=case.life):
        return []
    gates = gates_at(case.before, case.node, case.missing, case.due, 0)
    if not gates:
        gates = [busiest(case.before, case.node, case.missing, case.due)]
    gates.sort(key=lambda gate: (-gate.opens, GATES.index(gate.reason.code)))
    told: list[Reason] = []
    for gate in gates:
        for reason in (gate.reason, gate.because):
            if reason is not None and reason not in told:
                told.append(reason)
    return told[:MOST_TOLD]


def gates_at(view: View, node: Node, units: int, due: int, delay: int) -> list[Gate]:
    """The gates that keep so many units from being at a node by a day.

    `delay` are the lead times between here and the customer, so that gates of all levels compare.
    """
    ground, facts = view.ground, view.ground.facts[node]
    lot = lot_up(units, *lot_of(facts))
    lead_time, earliest = lead_days(facts, lot), ground.earliest(facts, lot)
    is_planned = facts.procurement is not Procurement.BUY
    gates: list[Gate] = []
    if is_planned and due < facts.frozen_days:
        until = ground.day_of(facts.frozen_days - 1).isoformat()
        reason = Reason("frozen_zone", {"site": facts.site_name, "until_on": until})
        gates.append(Gate(facts.frozen_days + delay, reason))
    arrival = ground.open_days(facts).by(due)
    outside = validity_gate(ground, facts, lot, arrival)
    if outside is not None:
        gates.append(replace(outside, opens=outside.opens + delay))
    elif arrival < earliest:
        is_why = lead_time <= due
        because = closed_reason(ground, facts, earliest) if is_why else None
        gates.append(Gate(earliest + delay, lead_time_reason(ground, facts, lot), because))
    start = max(0, ground.start_for(facts, due, lot))
    for other, ratio in ground.draws(node, None, start):
        needed, later = times(lot, ratio), delay + lead_time
        found = material_gates(view, other, needed, start, later)
        if found and loses(facts):
            good = needed * Fraction(facts.yield_ratio)
            is_why = not material_gates(view, other, -(-good // 1), start, later)
            because = yield_reason(facts, lot) if is_why else None
            found = [replace(gate, because=gate.because or because) for gate in found]
        gates += found
    if ground.master.is_made(node):
        gates += capacity_gates(view, facts, lot, due, delay)
    return gates


def validity_gate(ground: Ground, facts: NodeFacts, lot: int, arrival: int) -> Gate | None:
    """The first or last day of the usual way, where a lot that is there by a day would begin outside of them."""
    first, start = ground.first_start(facts), ground.start_for(facts, arrival, lot)
    told = {"item": facts.item_name, "source": sender_name(ground, facts)}
    if facts.last_on is not None and ground.has_ended(facts, max(first, start)):
        return Gate(ground.days, Reason("way_ended", {**told, "on": facts.last_on.isoformat()}))
    if first > 0 and start < first:
        on = ground.day_of(first).isoformat()
        return Gate(ground.earliest(facts, lot), Reason("way_not_yet", {**told, "on": on}))
    return None


def sender_name(ground: Ground, facts: NodeFacts) -> str:
    """Who supplies an item at a site: the supplier, where one is known, or the site that sends or makes it."""
    if facts.procurement is Procurement.BUY:
        return facts.supplier_name or facts.site_name
    if facts.procurement is Procurement.TRANSFER and facts.source_site_id is not None:
        sender = ground.facts.get((facts.item_id, facts.source_site_id), facts)
        return sender.site_name
    return facts.site_name


def lead_time_reason(ground: Ground, facts: NodeFacts, lot: int) -> Reason:
    """How long a lot takes; of how much, where a larger one takes longer."""
    days, earliest = lead_days(facts, lot), ground.earliest(facts, lot)
    told = {
        "item": facts.item_name,
        "days": str(days),
        "from_on": ground.day_of(earliest).isoformat(),
    }
    if days == facts.lead_time_days:
        return Reason("lead_time", told)
    one = split(lot, lot_of(facts))[0]
    told["quantity"] = plain(quantity_of(one, facts.quantity_decimals))
    return Reason("lead_time_of_lot", {**told, "unit": facts.unit})


def closed_reason(ground: Ground, facts: NodeFacts, until: int) -> Reason | None:
    """On how many days up to the first one possible nothing is begun or comes; None where there are none."""
    days = ground.open_days(facts)
    closed = [day for day in range(until) if day in days.closed | days.closed_to_begin]
    if not closed:
        return None
    told = {
        "item": facts.item_name,
        "site": facts.site_name,
        "closed_day_count": str(len(closed)),
        "from_on": ground.day_of(closed[0]).isoformat(),
        "until_on": ground.day_of(closed[-1]).isoformat(),
    }
    return Reason("closed_days", told)


def loses(facts: NodeFacts) -> bool:
    """Whether some of what is made or sent is lost."""
    return facts.yield_ratio < 1 and facts.procurement is not Procurement.BUY


def yield_reason(facts: NodeFacts, lot: int) -> Reason:
    """How much has to be begun for a lot that is good."""
    begun = -(-lot // Fraction(facts.yield_ratio))
    told = {
        "item": facts.item_name,
        "quantity": plain(quantity_of(lot, facts.quantity_decimals)),
        "begun_quantity": plain(quantity_of(begun, facts.quantity_decimals)),
        "unit": facts.unit,
    }
    return Reason("yield_loss", told)


def maximum_reason(facts: NodeFacts, lot: int) -> Reason:
    """In how many lots so much has to be made."""
    told = {
        "item": facts.item_name,
        "quantity": plain(quantity_of(lot_of(facts).maximum, facts.quantity_decimals)),
        "unit": facts.unit,
        "lot_count": str(lot_count(facts, lot)),
    }
    return Reason("lot_maximum", told)


def material_gates(view: View, node: Node, needed: int, start: int, delay: int) -> list[Gate]:
    """A component, or the same item at the source, that is not there when the work has to start.

    It does not bind where more of it can be had in time; where something on order brings it no later
    than making or buying anew would, that supply is the gate.
    """
    ground, facts = view.ground, view.ground.facts[node]
    missing = needed - view.free_on(node, start)
    if missing <= 0:
        return []
    anew = gates_at(view, node, missing, start, delay)
    if not anew:
        return []
    told = {
        "item": facts.item_name,
        "quantity": plain(quantity_of(missing, facts.quantity_decimals)),
        "unit": facts.unit,
    }
    relief = first_day(view.free(node), needed, start)
    if relief is not None and relief + delay <= max(gate.opens for gate in anew):
        told["until_on"] = ground.day_of(relief).isoformat()
        told["reference"] = supply_before(ground, node, relief)
        return [Gate(relief + delay, Reason("material_short", told))]
    is_outside = any(gate.reason.code in OUTSIDE for gate in anew)
    if is_outside or facts.procurement is not Procurement.BUY:
        return anew
    lot = lot_up(missing, *lot_of(facts))
    lead_time, earliest = lead_days(facts, lot), ground.earliest(facts, lot)
    told["days"] = str(lead_time)
    told["from_on"] = ground.day_of(earliest).isoformat()
    because = closed_reason(ground, facts, earliest) if lead_time <= start else None
    return [Gate(earliest + delay, Reason("material_lead_time", told), because)]


def supply_before(ground: Ground, node: Node, day: int) -> str:
    """The reference of the last supply that has come by a day."""
    coming = [move for move in ground.moves(node) if move.on <= day]
    if not coming:
        return ""
    return max(coming, key=lambda move: (move.on, move.supply.reference)).supply.reference


def capacity_gates(view: View, facts: NodeFacts, lot: int, due: int, delay: int) -> list[Gate]:
    """Work centres without room for the lot from the first possible day to the day wanted."""
    first = first_possible(view.ground, facts, lot, due)
    room = room_for(view, facts.node, with_overtime=False)
    if fits(room, facts, lot, first, due):
        return []
    later = range(due + 1, view.ground.days)
    opens = next((day for day in later if fits(room, facts, lot, first, day)), view.ground.days)
    full = [
        center
        for center, (setup, rate) in view.ground.master.needs(facts.node).items()
        if hours_left(view, center, first, due) < setup * lot_count(facts, lot) + times(lot, rate)
    ]
    if not full:  # enough hours in all, but in pieces that no lot fits into
        full = [tightest_center(view, facts.node, first, due)]
    at_once = replace(facts, lot_maximum=Decimal(0))
    is_why = lot_count(facts, lot) > 1 and fits_at_once(view, at_once, lot, first, due)
    because = maximum_reason(facts, lot) if is_why else None
    return [
        Gate(opens + delay, full_reason(view, center, facts.node, lot, (first, due)), because)
        for center in full
    ]


def fits_at_once(view: View, facts: NodeFacts, lot: int, first: int, last: int) -> bool:
    """Whether the hours would do if a lot could be as large as it is needed."""
    needs = view.ground.master.needs(facts.node)
    return fits(room_of(view, needs, with_overtime=False), facts, lot, first, last)


def first_possible(ground: Ground, facts: NodeFacts, lot: int, due: int) -> int:
    return min(due, max(ground.earliest(facts, lot), facts.frozen_days))


def fits(room: IntArray, facts: NodeFacts, lot: int, first: int, last: int) -> bool:
    """Whether a lot fits into the room from a first to a last day, in whole lots."""
    for day in range(last, first - 1, -1):
        lot -= part_that_fits(lot, int(room[day]), facts)
        if lot <= 0:
            return True
    return False


def hours_left(view: View, center: UUID, first: int, last: int) -> int:
    return int(free_hours(view, center, with_overtime=False)[first : last + 1].sum())


def tightest_center(view: View, node: Node, first: int, last: int) -> UUID:
    """The work centre of a routing with the fewest hours left."""
    needs = view.ground.master.needs(node)
    return min(needs, key=lambda center: (hours_left(view, center, first, last), center.int))


def full_reason(view: View, center: UUID, node: Node, lot: int, window: tuple[int, int]) -> Reason:
    """How many hours would be wanted of a work centre in a window, and how many there are.

    Where they would do in all, those that are left lie on days on which no lot fits into them.
    """
    ground, (first, last) = view.ground, window
    setup, rate = ground.master.needs(node)[center]
    needed = setup * lot_count(ground.facts[node], lot) + times(lot, rate)
    wanted = int(view.load(center)[first : last + 1].sum()) + needed
    there = int(ground.capacity(center)[first : last + 1].sum())
    told = {
        "work_center": ground.work_centers[center].name,
        "from_on": ground.day_of(first).isoformat(),
        "to_on": ground.day_of(last).isoformat(),
        "wanted_hours": plain(hours_of(wanted)),
        "available_hours": plain(hours_of(there)),
    }
    return Reason("capacity_full" if wanted > there else "capacity_in_pieces", told)


def busiest(view: View, node: Node, units: int, due: int) -> Gate:
    """The gate where no single one holds and all together do: parent and component share the hours."""
    ground, facts = view.ground, view.ground.facts[node]
    lot = lot_up(units, *lot_of(facts))
    made = [known for known in below(ground, node) if ground.master.rates(known)]
    if not made:
        return Gate(ground.days, lead_time_reason(ground, facts, lot))
    first = first_possible(ground, facts, lot, due)
    choices = [
        (hours_left(view, tightest_center(view, n, first, due), first, due), n) for n in made
    ]
    tight = min(choices, key=lambda pair: pair[0])[1]
    center = tightest_center(view, tight, first, due)
    return Gate(ground.days, full_reason(view, center, tight, lot, (first, due)))
