"""Who gains by what a change sets free: order lines that come sooner, or more of them on their day."""

from backend.engine.answer import Gain
from backend.engine.case import Case
from backend.engine.kernels import lowest_from
from backend.engine.pegging import Claim, Served, claims_at, serve, supply_for_lines
from backend.engine.scale import quantity_of
from backend.engine.situation import Demand
from backend.engine.ways import Way


def gains_of(case: Case, way: Way) -> tuple[Gain, ...]:
    """Lines of others at the item that a way serves better than the plan does, the soonest first."""
    ground, node = case.ground, case.node
    claims = claims_at(ground, node)
    was = {
        id(served.claim.line): served
        for served in serve(supply_for_lines(case.before, node), claims)
    }
    wanted = ground.wanted(node).copy()
    if case.due_before is not None and case.due_before < ground.days:
        wanted[case.due_before] -= case.open_before
    own: list[Claim] = []
    for day, units in way.deliveries:
        wanted[day] += units
        own.append(Claim(day, case.priority, case.change.order_reference, None, units))
    supply = lowest_from(way.view.projected(node) + wanted.cumsum())
    others = [claim for claim in claims if claim.line is not case.line]
    found: list[Gain] = []
    for served in serve(supply, [*others, *own]):
        line = served.claim.line
        if line is None:
            continue
        earlier = was[id(line)]
        is_sooner = served.done is not None and (earlier.done is None or served.done < earlier.done)
        if is_sooner or served.on_time > earlier.on_time:
            found.append(_gain(case, line, earlier, served))
    return tuple(sorted(found, key=lambda gain: (gain.promised_on, gain.order_reference)))


def _gain(case: Case, line: Demand, earlier: Served, served: Served) -> Gain:
    """The units that come on their day now, or all of them where they come sooner."""
    more = served.on_time - earlier.on_time
    return Gain(
        demand_line_id=line.demand_line_id,
        order_reference=line.order_reference,
        customer_name=line.customer_name,
        item_name=case.facts.item_name,
        unit=case.facts.unit,
        quantity=quantity_of(more or served.claim.units - served.on_time, case.decimals),
        promised_on=line.counts_on,
        was_possible_on=None if earlier.done is None else case.day(earlier.done),
        possible_on=None if served.done is None else case.day(served.done),
    )
