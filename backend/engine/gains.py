"""Who gains by what a change sets free: order lines that come sooner, or more of them on their day."""

from collections.abc import Iterator, Sequence

import numpy as np

from backend.engine.answer import Gain
from backend.engine.case import Case
from backend.engine.delivery import companions
from backend.engine.kernels import lowest_from
from backend.engine.pegging import Claim, claims_at, serve, supply_for_lines
from backend.engine.scale import IntArray, quantity_of, want
from backend.engine.situation import Demand
from backend.engine.ways import Way


def gains_of(case: Case, way: Way) -> tuple[Gain, ...]:
    """Lines of others at the item that a way serves better than the plan does, the soonest first.

    Of these are also lines that have been promised for a later day than was wanted, and could come sooner
    now than before without anybody else's losing by it.
    """
    ground, node = case.ground, case.node
    claims = claims_at(ground, node)
    had = supply_for_lines(case.before, node)
    was = {id(served.claim.line): served for served in serve(had, claims)}
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
            # The units that come on their day now, or all of them where they come sooner.
            more = served.on_time - earlier.on_time
            units = more or served.claim.units - served.on_time
            found.append(_gain(case, line, units, earlier.done, served.done))
    named = {gain.demand_line_id for gain in found}
    could = {line.demand_line_id: day for line, day in soonest(case, had, claims)}
    for line, day in soonest(case, supply, [*others, *own]):
        was_on = could.get(line.demand_line_id, day)
        if line.demand_line_id not in named and day < was_on:
            units = want(line.open_quantity, case.decimals)
            found.append(_gain(case, line, units, was_on, day))
    return tuple(sorted(found, key=lambda gain: (gain.promised_on, gain.order_reference)))


def soonest(case: Case, supply: IntArray, claims: Sequence[Claim]) -> Iterator[tuple[Demand, int]]:
    """The first day for each line that is promised later than it was wanted, one after the other.

    On no day between there and its promise may less be free than it takes. Lines wait for those that they
    ship together with.
    """
    ground = case.ground
    free = supply.copy()
    for claim in claims:
        free[claim.day :] -= claim.units
    late = [
        claim
        for claim in claims
        if claim.line is not None
        and claim.line is not case.line
        and not claim.line.is_held
        and claim.units
        and ground.index_of(claim.line.due_on) < claim.day
    ]
    late.sort(key=lambda claim: (claim.priority, claim.day, claim.reference))
    for claim in late:
        if (line := claim.line) is None:
            continue
        short = np.flatnonzero(free[: claim.day] < claim.units)
        waits_for = [ground.index_of(each.counts_on) for each in companions(ground, line)]
        first = int(short[-1]) + 1 if len(short) else 0
        day = min(claim.day, max(first, ground.index_of(line.due_on), *waits_for, 0))
        free[day : claim.day] -= claim.units
        yield line, day


def _gain(case: Case, line: Demand, units: int, was: int | None, day: int | None) -> Gain:
    """Units of a line that come on a day, or after the horizon, and when they came before."""
    return Gain(
        demand_line_id=line.demand_line_id,
        order_reference=line.order_reference,
        customer_name=line.customer_name,
        item_name=case.facts.item_name,
        unit=case.facts.unit,
        quantity=quantity_of(units, case.decimals),
        promised_on=line.counts_on,
        was_possible_on=None if was is None else case.day(was),
        possible_on=None if day is None else case.day(day),
    )
