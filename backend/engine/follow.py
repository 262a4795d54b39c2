"""What a loss of hours does to a plan that stands: which lines move, and which promises that breaks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from backend.engine.answer import Adjustment, Slip
from backend.engine.delivery import companions, is_too_late
from backend.engine.follow_parts import Pieces
from backend.engine.ground import Ground, ground_of
from backend.engine.need import Need, least_needed, units_of
from backend.engine.pegging import claims_at, served_at, slip_of
from backend.engine.scale import have, hours_of, want
from backend.engine.situation import Demand, Node, PlannedSupply, Situation, SupplyKind
from backend.engine.view import View


@dataclass(frozen=True, slots=True)
class Loss:
    """Regular hours that work centres do not have, by day, against what their calendars say."""

    hours: Mapping[UUID, Mapping[date, Decimal]]


@dataclass(frozen=True, slots=True)
class Following:
    """Parts of lines that move to another day, and what of lines no day of the horizon has room for.

    What is `stuck` stays on its day, as a supply with the line's id and only so much of it.
    """

    moves: tuple[Adjustment, ...]
    stuck: tuple[PlannedSupply, ...]


def loss_of(situation: Situation, stuck: Iterable[tuple[UUID, Decimal]]) -> Loss:
    """The hours that quantities of lines take where they stand, as if their days had lost them."""
    ground = ground_of(situation)
    lines = {line.id: line for line in situation.supplies}
    hours: dict[UUID, dict[date, Decimal]] = {}
    for line_id, quantity in stuck:
        line = lines.get(line_id)
        if line is None:
            continue
        units = units_of(ground, replace(line, quantity=min(quantity, line.quantity)))
        node = line.item_id, line.site_id
        for center, needed in ground.master.hours_for(node, units, line.alternate_id):
            days = hours.setdefault(center, {})
            days[line.on] = days.get(line.on, Decimal(0)) + hours_of(needed)
    return Loss(hours)


def lay_after_loss(pieces: Pieces, loss: Loss) -> dict[UUID, list[PlannedSupply]]:
    """Lay lines of days that have too few hours now anew, in parts; returns what each line laid has become.

    Only lines that the loss made too much are laid anew; what was too much before stays. What is needed
    latest is taken off first, of that what the least important orders wait for, then the smaller; what is
    needed soonest is laid first, its own day among those that it may have.
    """
    view, ground = pieces.view, pieces.view.ground
    taken: list[tuple[Need, PlannedSupply]] = []
    for center in sorted(loss.hours, key=str):
        for on, lost in sorted(loss.hours[center].items()):
            day = (on - ground.today).days
            if 0 <= day < ground.days:
                _relieve(view, center, day, want(lost, 6), taken)
    return {line.id: pieces.lay(line, ground.index_of(line.on)) for line in _by_need(taken)}


def _by_need(taken: Iterable[tuple[Need, PlannedSupply]]) -> list[PlannedSupply]:
    """The lines, what is needed soonest first; those of one item, whose lots are alike, as their days are."""
    at_node: dict[Node, list[tuple[Need, PlannedSupply]]] = {}
    for need, line in taken:
        at_node.setdefault((line.item_id, line.site_id), []).append((need, line))
    found: list[tuple[Need, date, PlannedSupply]] = []
    for each in at_node.values():
        # Of lines that are needed alike the last that was taken off is needed most.
        lines = sorted((line for _, line in reversed(each)), key=lambda line: line.on)
        needs = sorted(need for need, _ in each)
        found += [(need, line.on, line) for need, line in zip(needs, lines, strict=True)]
    return [line for _, _, line in sorted(found, key=lambda each: each[:2])]


def _relieve(
    view: View, center: UUID, day: int, lost: int, taken: list[tuple[Need, PlannedSupply]]
) -> None:
    """Take lines off a day until it has hours enough, or as much too few as before."""
    ground = view.ground
    excess = min(int(view.load(center)[day] - view.hours(center)[day]), lost)
    gone = {line.id for _, line in taken}
    waiting = [line for line in _lines_on(ground, center, day) if line.id not in gone]
    while excess > 0 and waiting:
        line, need = least_needed(view, waiting)
        waiting.remove(line)
        before = int(view.load(center)[day])
        view.take_away(line, units_of(ground, line))
        excess -= before - int(view.load(center)[day])
        taken.append((need, line))


def _lines_on(ground: Ground, center: UUID, day: int) -> list[PlannedSupply]:
    """Plan lines that work at a centre on a day and may be moved."""
    return [
        supply
        for node in ground.master.worked_at.get(center, ())
        for supply in ground.supplies.at(node)
        if supply.kind is SupplyKind.PLAN_LINE
        and not supply.is_firm
        and ground.index_of(supply.on) == day
        and center in ground.master.needs(node, supply.alternate_id)
    ]


def without_room(situation: Situation, line_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Of these lines those for which their day has not hours enough, or not what they are made of."""
    ground, wanted = ground_of(situation), set(line_ids)
    view = View(ground)
    return frozenset(
        line.id for line in situation.supplies if line.id in wanted and not _is_carried(view, line)
    )


def _is_carried(view: View, line: PlannedSupply) -> bool:
    ground, node, way = view.ground, (line.item_id, line.site_id), line.alternate_id
    day, start = ground.index_of(line.on), ground.start_index(line)
    if day >= ground.days:
        return True
    has_hours = all(
        view.load(center)[day] <= view.hours(center)[day]
        for center in ground.master.needs(node, way)
    )
    return has_hours and (
        start < 0
        or all(
            int(view.projected(other)[start:].min()) >= 0
            for other, _ in ground.draws(node, way, start)
        )
    )


def broken_promises(
    situation: Situation, nodes: Iterable[Node], stuck: Iterable[PlannedSupply] = ()
) -> list[Slip]:
    """Order lines at these nodes that cannot be kept on their day, as the plan stands.

    Supplies that are `stuck` are taken not to come. A slip without a possible day is one for which
    nothing within the horizon is enough.
    """
    ground = ground_of(situation)
    view = View(ground)
    for supply in stuck:
        decimals = ground.facts[supply.item_id, supply.site_id].quantity_decimals
        view.take_away(supply, have(supply.quantity, decimals))
    slips: list[Slip] = []
    for node in dict.fromkeys(nodes):
        if node not in ground.facts:
            continue
        for served in served_at(view, node, claims_at(ground, node)):
            line = served.claim.line
            is_late = served.done is None or served.done > served.claim.day
            if line is not None and served.claim.units and is_late:
                slips.append(ruled_slip(line, slip_of(ground, node, line, served)))
    return with_waiting(ground, slips)


def ruled_slip(line: Demand, slip: Slip) -> Slip:
    """A slip as the line's delivery rule has it: in one part, large enough, and not too late.

    What would be too late has no possible day: it is not promised anew, and whoever it is for is told.
    """
    rule, left = line.rule, line.open_quantity - slip.quantity
    is_whole = not rule.allows_partial or rule.ships_together or left < rule.minimum_partial
    too_late = slip.possible_on is not None and is_too_late(line, slip.possible_on)
    return replace(
        slip,
        quantity=line.open_quantity if is_whole else slip.quantity,
        possible_on=None if too_late else slip.possible_on,
    )


def with_waiting(ground: Ground, slips: list[Slip]) -> list[Slip]:
    """The slips, and those of lines that wait because their order ships together."""
    found = {slip.demand_line_id: slip for slip in slips}
    for line in ground.situation.demands:
        slip = found.get(line.demand_line_id)
        if slip is None or not line.rule.ships_together:
            continue
        order = (line, *companions(ground, line))
        days = [found[each.demand_line_id].possible_on if each.demand_line_id in found else each.counts_on for each in order]  # fmt: skip
        latest = None if None in days else max(day for day in days if day is not None)
        for each in order:
            if latest is None or latest > each.counts_on:
                found[each.demand_line_id] = waiting_slip(ground, each, latest)
    return list(found.values())


def waiting_slip(ground: Ground, line: Demand, on: date | None) -> Slip:
    """A whole line that waits for the rest of its order until a day (None: nobody knows)."""
    facts = ground.facts[line.item_id, line.site_id]
    until = on or ground.day_of(ground.days)
    return Slip(
        demand_line_id=line.demand_line_id,
        order_reference=line.order_reference,
        customer_name=line.customer_name,
        item_name=facts.item_name,
        unit=facts.unit,
        quantity=line.open_quantity,
        promised_on=line.counts_on,
        possible_on=None if on is not None and is_too_late(line, on) else on,
        days_late=max(0, (until - line.counts_on).days),
    )
