"""Which order line lives on which supply, and whose date moves when one line takes more.

Lines are served in the order of their day, then priority, then reference; each is done on the first
day on which all that came before it and itself are covered for good.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backend.engine.answer import Slip
from backend.engine.ground import Ground
from backend.engine.kernels import lowest_from
from backend.engine.scale import IntArray, quantity_of, want
from backend.engine.shelf import Claim as ShelfClaim
from backend.engine.shelf import settle
from backend.engine.situation import Demand, Node
from backend.engine.view import View

if TYPE_CHECKING:
    from backend.engine.case import Case


@dataclass(frozen=True, slots=True)
class Claim:
    """A line's place in the queue: the day it counts on, its priority, and units."""

    day: int
    priority: int
    reference: str
    line: Demand | None
    units: int
    life: int = 0


@dataclass(frozen=True, slots=True)
class Served:
    """When a claim is complete (None: not within the horizon) and how much is there on its day."""

    claim: Claim
    done: int | None
    on_time: int


def claims_at(ground: Ground, node: Node) -> list[Claim]:
    """The open lines of a node as the plan has them."""
    decimals = ground.facts[node].quantity_decimals
    return [
        Claim(
            ground.index_of(demand.counts_on),
            demand.priority,
            demand.order_reference,
            demand,
            want(demand.open_quantity, decimals),
            demand.remaining_life_days,
        )
        for demand in ground.demands.at(node)
        if ground.index_of(demand.counts_on) < ground.days
    ]


def serve(supply: IntArray, claims: Iterable[Claim]) -> list[Served]:
    """Serve claims in their order out of cumulative supply that never falls again."""
    served: list[Served] = []
    taken = 0
    queue = sorted(claims, key=lambda claim: (claim.day, claim.priority, claim.reference))
    for claim in queue:
        there = int(supply[claim.day]) - taken
        taken += claim.units
        covered = int(np.searchsorted(supply, taken))
        served.append(
            Served(
                claim,
                max(covered, claim.day) if covered < len(supply) else None,
                min(claim.units, max(0, there)),
            )
        )
    return served


def supply_for_lines(view: View, node: Node) -> IntArray:
    """Cumulative units that order lines may have: all supply minus what making and transfers draw.

    The view must be one in which the order lines stand as in the plan.
    """
    return lowest_from(view.projected(node) + view.ground.wanted(node).cumsum())


def served_at(view: View, node: Node, claims: Iterable[Claim]) -> list[Served]:
    """Serve claims of a node in their order.

    The view must be one in which the order lines stand as in the plan. Where lots end, each claim takes
    what ends first of what lasts long enough for it, after what is drawn on that day.
    """
    if not view.ground.ends(node):
        return serve(supply_for_lines(view, node), claims)
    queue = sorted(claims, key=lambda claim: (claim.day, claim.priority, claim.reference))
    drawn = view.outflow(node) - view.ground.wanted(node)
    first = [ShelfClaim(int(day), int(drawn[day])) for day in np.flatnonzero(drawn > 0)]
    asked = [ShelfClaim(claim.day, claim.units, claim.life) for claim in queue]
    takes = settle(view.lots(node), [*first, *asked], view.ground.days)
    served: list[Served] = []
    for place, claim in enumerate(queue, start=len(first)):
        own = [take for take in takes if take.claim == place]
        is_complete = sum(take.units for take in own) >= claim.units
        done = max((take.day for take in own), default=claim.day) if is_complete else None
        on_time = sum(take.units for take in own if take.day == claim.day)
        served.append(Served(claim, done, on_time))
    return served


def slips_of(case: "Case") -> tuple[Slip, ...]:
    """Lines of others that come later, or miss more, when the changed line is delivered as asked."""
    ground, node = case.ground, case.node
    before = claims_at(ground, node)
    others = [claim for claim in before if claim.line is not case.line]
    asked = Claim(
        case.due, case.priority, case.change.order_reference, None, case.open_after, case.life
    )
    was = {id(served.claim): served for served in served_at(case.before, node, before)}
    slips: list[tuple[int, Slip]] = []
    for served in served_at(case.before, node, [*others, asked]):
        if served.claim.line is None:
            continue
        earlier = was[id(served.claim)]
        if is_worse(served, earlier):
            slip = slip_of(ground, node, served.claim.line, served)
            slips.append((slip.days_late, slip))
    slips.sort(key=lambda pair: (-pair[0], pair[1].order_reference, str(pair[1].demand_line_id)))
    return tuple(slip for _, slip in slips)


def is_worse(served: Served, earlier: Served) -> bool:
    """Whether a claim is complete later than before, or has less on its day."""
    is_later = earlier.done is not None and (served.done is None or served.done > earlier.done)
    return is_later or served.on_time < earlier.on_time


def slip_of(ground: Ground, node: Node, demand: Demand, served: Served) -> Slip:
    """A line that is served late, as others are told of it."""
    facts = ground.facts[node]
    day = ground.days if served.done is None else served.done
    return Slip(
        demand_line_id=demand.demand_line_id,
        order_reference=demand.order_reference,
        customer_name=demand.customer_name,
        item_name=facts.item_name,
        unit=facts.unit,
        quantity=quantity_of(served.claim.units - served.on_time, facts.quantity_decimals),
        promised_on=demand.counts_on,
        possible_on=None if served.done is None else ground.day_of(served.done),
        days_late=max(0, (ground.day_of(day) - demand.counts_on).days),
    )
