"""Where the plan has not enough for all order lines, and what each gets by the company's rules."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from backend.engine.allocation import Claim, Given, Pool, Stock, allocate
from backend.engine.answer import Adjustment, DayQuantity, Slip
from backend.engine.delivery import keep
from backend.engine.follow import with_waiting
from backend.engine.ground import Ground, ground_of
from backend.engine.pegging import claims_at, served_at
from backend.engine.scale import quantity_of, want
from backend.engine.shelf_pool import Shelf
from backend.engine.situation import Demand, Node, Situation
from backend.engine.view import View
from shared.terms import AllocationOutcome, AllocationStrategy, Fence

Rule = Callable[[Demand], tuple[AllocationStrategy, int]]
"""How a line is served when there is not enough: its strategy and its weight."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a line gets: `parts` by day, against its promise and against the plan as it stands.

    `plan_on` is the day on which the plan has all of it when lines are served by their day (None: on
    no day of the horizon); `is_better` and `is_worse` compare with that.
    """

    line: Demand
    item_name: str
    unit: str
    strategy: AllocationStrategy
    weight: int
    wanted_on: date
    promised_on: date
    plan_on: date | None
    parts: tuple[DayQuantity, ...]
    open_quantity: Decimal
    outcome: AllocationOutcome
    days_late: int
    is_better: bool
    is_worse: bool

    @property
    def done_on(self) -> date | None:
        """The day on which all of it is there."""
        return self.parts[-1].on if self.parts and not self.open_quantity else None


@dataclass(frozen=True, slots=True)
class LotGets:
    """What a lot gets of a component that is short: its parts by the day of their start.

    `order_reference` and `customer_name` are of the line by whose rule it is served, empty where it is
    made for stock; `drawn` is what it takes of the component.
    """

    reference: str
    item_name: str
    unit: str
    quantity: Decimal
    drawn: Decimal
    starts_on: date
    order_reference: str
    customer_name: str
    customer_class: int
    strategy: AllocationStrategy
    parts: tuple[DayQuantity, ...]
    open_quantity: Decimal
    days_late: int


@dataclass(frozen=True, slots=True)
class SharedOut:
    """A shortage and who gets what; `slips` are lines that come late, with those that wait for them.

    Of a component `lots` are those that draw on it; `moves` makes the plan follow, in the zone `fence`.
    """

    node: Node
    item_name: str
    site_name: str
    unit: str
    missing: Decimal
    shares: tuple[Share, ...]
    slips: tuple[Slip, ...]
    lots: tuple[LotGets, ...] = ()
    moves: tuple[Adjustment, ...] = ()
    fence: Fence = Fence.FREE


@dataclass(frozen=True, slots=True)
class Shortage:
    """A node whose order lines cannot all be there when they are wanted.

    `missing` is the most that is not there on a day on which it is wanted, `first_on` the first such
    day; `broken` of the `lines` have a promise that the plan does not keep.
    """

    node: Node
    item_name: str
    site_name: str
    unit: str
    missing: Decimal
    first_on: date
    lines: int
    broken: int


def shortages(situation: Situation, sites: Iterable[object]) -> tuple[Shortage, ...]:
    """Every shortage at these sites, most broken promises first."""
    ground = ground_of(situation)
    wanted = set(sites)
    found = [
        shortage
        for node in ground.demands
        if node[1] in wanted and node in ground.facts
        for shortage in (shortage_at(ground, node),)
        if shortage is not None
    ]
    found.sort(key=lambda each: (-each.broken, each.first_on, each.item_name, str(each.node)))
    return tuple(found)


def shortage_at(ground: Ground, node: Node) -> Shortage | None:
    """What is short at a node: two lines or more, of which one comes later than it is wanted."""
    lines = order_lines(ground, node)
    if len(lines) < 2:  # noqa: PLR2004 -- one line alone shares with nobody
        return None
    view = View(ground)
    served = [each for each in served_at(view, node, claims_at(ground, node)) if each.claim.line in lines]  # fmt: skip
    late = [
        each
        for each in served
        if each.done is None or each.done > wanted_index(ground, each.claim.line)
    ]
    if not late:
        return None
    broken = sum(each.done is None or each.done > each.claim.day for each in served)
    facts = ground.facts[node]
    pool = pool_of(ground, node)
    missing = 0
    asked = 0
    for line in sorted(lines, key=lambda each: wanted_index(ground, each)):
        asked += want(line.open_quantity, facts.quantity_decimals)
        missing = max(missing, asked - pool.free(wanted_index(ground, line), 0))
    if missing <= 0 and not broken:
        return None  # there is enough for every day: only the order of serving lets one wait
    first = min(wanted_index(ground, each.claim.line) for each in late)
    return Shortage(
        node=node,
        item_name=facts.item_name,
        site_name=facts.site_name,
        unit=facts.unit,
        missing=quantity_of(max(missing, 0), facts.quantity_decimals),
        first_on=ground.day_of(first),
        lines=len(lines),
        broken=broken,
    )


def share_out(situation: Situation, node: Node, rule: Rule) -> SharedOut | None:
    """Who gets what at a node by a rule; None where it is not planned. Lines keep their delivery rules.

    What quotations hold stays held, and what lots draw stays drawn: only order lines share.
    """
    ground = ground_of(situation)
    if node not in ground.facts:
        return None
    facts = ground.facts[node]
    shares = shares_at(ground, node, rule, plan_days(ground, node))
    shortage = shortage_at(ground, node)
    slips = [slip_of(ground, share) for share in shares if share.days_late > 0]
    return SharedOut(
        node=node,
        item_name=facts.item_name,
        site_name=facts.site_name,
        unit=facts.unit,
        missing=Decimal(0) if shortage is None else shortage.missing,
        shares=shares,
        slips=tuple(with_waiting(ground, slips)),
    )


def plan_days(ground: Ground, node: Node) -> dict[UUID, int | None]:
    """The day on which the plan has all of each order line, when lines are served by their day."""
    return {
        served.claim.line.demand_line_id: served.done
        for served in served_at(View(ground), node, claims_at(ground, node))
        if served.claim.line is not None
    }


def shares_at(
    ground: Ground, node: Node, rule: Rule, plan: Mapping[UUID, int | None]
) -> tuple[Share, ...]:
    """What each order line of a node gets by a rule, against the days that a plan has them."""
    lines = order_lines(ground, node)
    found = allocate(pool_of(ground, node), [claim_of(ground, line, *rule(line)) for line in lines])
    return tuple(
        share_of(ground, line, given, plan.get(line.demand_line_id))
        for line, given in zip(lines, found, strict=True)
    )


def pool_of(ground: Ground, node: Node) -> Pool:
    """What all order lines of a node may share: the plan without them."""
    view = View(ground).copy()
    decimals = ground.facts[node].quantity_decimals
    for line in order_lines(ground, node):
        units = want(line.open_quantity, decimals)
        view.want(node, ground.index_of(line.counts_on), -units, line.remaining_life_days)
    return Shelf(view, node) if ground.ends(node) else Stock(view.projected(node))


def order_lines(ground: Ground, node: Node) -> list[Demand]:
    """The open order lines of a node within the horizon; a quotation's hold is none."""
    return [
        line
        for line in ground.demands.at(node)
        if not line.is_held
        and want(line.open_quantity, ground.facts[node].quantity_decimals)
        and ground.index_of(line.counts_on) < ground.days
    ]


def wanted_index(ground: Ground, line: Demand | None) -> int:
    """The day on which a line is wanted, or promised where that is sooner."""
    assert line is not None  # noqa: S101 -- claims of a node come from its lines
    return min(ground.index_of(line.due_on), ground.index_of(line.counts_on))


def claim_of(ground: Ground, line: Demand, strategy: AllocationStrategy, weight: int) -> Claim:
    """A line as it asks; an order that leaves on one day takes the line as a whole."""
    latest = line.rule.maximum_days_late
    last = None if latest is None else max(line.due_on + timedelta(days=latest), line.counts_on)
    return Claim(
        reference=line.order_reference,
        strategy=strategy,
        weight=weight,
        units=want(line.open_quantity, ground.facts[line.item_id, line.site_id].quantity_decimals),
        wanted=wanted_index(ground, line),
        promised=ground.index_of(line.counts_on),
        is_whole=not line.rule.allows_partial or line.rule.ships_together,
        life=line.remaining_life_days,
        last=None if last is None else (last - ground.today).days,
    )


def share_of(ground: Ground, line: Demand, given: Given, plan_day: int | None) -> Share:
    """What a claim got, as days and quantities; small parts have waited for more."""
    decimals = ground.facts[line.item_id, line.site_id].quantity_decimals
    claim = given.claim
    least = want(line.rule.minimum_partial, decimals)
    parts = keep(given.parts, claim.units, line.rule, least, claim.last).parts
    left = claim.units - sum(units for _, units in parts)
    done = parts[-1][0] if parts and not left else None
    by_promise = sum(units for day, units in parts if day <= claim.promised)
    outcome = outcome_of(claim, done, by_promise)
    until = ground.days if done is None else done
    promised_on = line.counts_on
    end = ground.days
    return Share(
        line=line,
        item_name=ground.facts[line.item_id, line.site_id].item_name,
        unit=ground.facts[line.item_id, line.site_id].unit,
        strategy=claim.strategy,
        weight=claim.weight,
        wanted_on=min(line.due_on, promised_on),
        promised_on=promised_on,
        plan_on=None if plan_day is None else on_day(ground, plan_day, promised_on),
        parts=tuple(
            DayQuantity(on_day(ground, day, promised_on), quantity_of(units, decimals))
            for day, units in parts
        ),
        open_quantity=quantity_of(left, decimals),
        outcome=outcome,
        days_late=max(0, (ground.day_of(until) - promised_on).days)
        if until > claim.promised
        else 0,
        is_better=(end if done is None else done) < (end if plan_day is None else plan_day),
        is_worse=(end if done is None else done) > (end if plan_day is None else plan_day),
    )


def on_day(ground: Ground, day: int, promised_on: date) -> date:
    """A day as a date; what is due before today counts tomorrow."""
    return (
        ground.day_of(day) if promised_on >= ground.today else max(ground.day_of(day), ground.today)
    )


def outcome_of(claim: Claim, done: int | None, by_promise: int) -> AllocationOutcome:
    """How what a line gets stands to its promise."""
    if done is None:
        return AllocationOutcome.OPEN
    if done < claim.promised:
        return AllocationOutcome.SOONER
    if done == claim.promised:
        return AllocationOutcome.KEPT
    return AllocationOutcome.PART_LATER if by_promise else AllocationOutcome.LATER


def slip_of(ground: Ground, share: Share) -> Slip:
    """The part of a line that misses its promise."""
    line, facts = share.line, ground.facts[share.line.item_id, share.line.site_id]
    on_time = sum(
        (part.quantity for part in share.parts if part.on <= share.promised_on), Decimal(0)
    )
    slip = Slip(
        demand_line_id=line.demand_line_id,
        order_reference=line.order_reference,
        customer_name=line.customer_name,
        item_name=facts.item_name,
        unit=facts.unit,
        quantity=line.open_quantity - on_time,
        promised_on=line.counts_on,
        possible_on=share.done_on,
        days_late=share.days_late,
    )
    return replace(slip, quantity=line.open_quantity) if line.rule.ships_together else slip
