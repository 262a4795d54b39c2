"""Supplies that follow from a plan: by-products of what is made, and purchases in fixed shares.

The plan is made, what follows from its lots is added as papers, and it is made again until nothing else follows.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from backend.cli.plan_case import CaseError, PlanningCase
from backend.cli.plan_situation import alternate_named, named
from backend.engine.days import open_days_of
from backend.engine.lots import lead_days, lot_of, split
from backend.engine.scale import lot_up, quantity_of, want
from backend.engine.situation import Node, NodeFacts, PlannedSupply, Situation, SupplyKind
from backend.engine.whole.answer import Supply
from backend.engine.whole.other_ways import with_other_ways
from backend.engine.whole.reading import WholePlan
from backend.engine.whole.rules import Rules
from backend.engine.whole.warm import Snapshot
from shared.terms import Fence, Procurement

ROUNDS: Final = 10
"""So often the plan is made again at most."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the ways that a node is bought by in fixed shares."""

    way: str
    share: Fraction
    facts: NodeFacts


@dataclass(frozen=True, slots=True)
class Following:
    """A paper that follows from the plan, and how it is told: `do`, by which way, when it is needed and begins."""

    paper: PlannedSupply
    do: str
    way: str
    needed: date
    start: date
    lots: tuple[Decimal, ...]
    unit_cost: Decimal = Decimal(0)
    maker: str = ""


def planned(
    case: PlanningCase, situation: Situation, rules: Rules
) -> tuple[Snapshot, tuple[Following, ...]]:
    """A case as it is planned with what follows from its lots, and that; `CaseError` where it does not settle."""
    parts = parts_of(case, situation) if rules.use_alternates else {}
    following: tuple[Following, ...] = ()
    if not parts and not case.by_products:
        return with_other_ways(situation, rules), following
    for _ in range(ROUNDS):
        netted = with_other_ways(_open(situation, parts, following), rules).plan()
        bought = tuple(each for node in parts for each in _bought(netted, node, parts[node]))
        made = with_other_ways(_closed(situation, parts, following + bought), rules).plan()
        now = (*bought, *_beside(case, made, situation.supplies))
        if now == following:
            return with_other_ways(_closed(situation, parts, following), rules), following
        following = now
    raise CaseError(
        f"`by_products` and `share` still change the plan after {ROUNDS} rounds; leave out a by-product that "
        "goes into what it comes from, or a share"
    )


def source_of(found: Following) -> dict[str, Any]:
    """From what the units of a paper come that follows, as pegs say it."""
    if found.maker:
        return {"by_product_of": found.maker, "planned_for": found.needed}
    return {"planned_for": found.needed}


def parts_of(case: PlanningCase, situation: Situation) -> dict[Node, tuple[Part, ...]]:
    """By node the ways that share what is bought of it; the usual one has what the others leave."""
    facts = {known.node: known for known in situation.nodes}
    ways = {other.id: other for other in situation.alternates}
    found: dict[Node, list[Part]] = {}
    for row in case.alternates:
        if row.share is None:
            continue
        node, share = (named(row.item), named(row.site)), Fraction(row.share)
        other = ways[alternate_named(row.item, row.site, row.name)]
        found.setdefault(node, []).append(Part(row.name, share, facts[node].by(other)))
    return {
        node: (Part("", 1 - sum((part.share for part in parts), Fraction(0)), facts[node]), *parts)
        for node, parts in found.items()
    }


def _with(
    situation: Situation, nodes: dict[Node, NodeFacts], following: tuple[Following, ...]
) -> Situation:
    return replace(
        situation,
        nodes=tuple(nodes.get(known.node, known) for known in situation.nodes),
        alternates=tuple(a for a in situation.alternates if (a.item_id, a.site_id) not in nodes),
        supplies=(*situation.supplies, *(each.paper for each in following)),
    )


def _open(
    situation: Situation, parts: dict[Node, tuple[Part, ...]], following: tuple[Following, ...]
) -> Situation:
    """The situation in which what is shared is there whenever it is needed: its lots are the net requirements."""
    nodes = {
        node: replace(
            each[0].facts, lead_time_days=0, lead_time_days_per_unit=Decimal(0), safety_days=0, frozen_days=0,
            lot_minimum=Decimal(0), lot_multiple=Decimal(0), lot_maximum=Decimal(0), first_on=None, last_on=None,
        )
        for node, each in parts.items()
    }  # fmt: skip
    beside = tuple(each for each in following if each.maker)
    return _with(situation, nodes, beside)


def _closed(
    situation: Situation, parts: dict[Node, tuple[Part, ...]], following: tuple[Following, ...]
) -> Situation:
    """The situation in which what is shared comes by the papers that follow, and in no other way."""
    over = situation.today - timedelta(days=1)
    nodes = {node: replace(each[0].facts, last_on=over) for node, each in parts.items()}
    return _with(situation, nodes, following)


def _bought(plan: WholePlan, node: Node, parts: tuple[Part, ...]) -> Iterator[Following]:
    """The purchases of a node: of its net requirements each way has its share of all so far, in lots of its own."""
    today, decimals = plan.situation.today, parts[0].facts.quantity_decimals
    asked, given = 0, [0] * len(parts)
    for supply in plan.supplies:
        if supply.node != node:
            continue
        asked += want(supply.quantity, decimals)
        wanted = _shared(asked, [part.share for part in parts])
        for place, part in enumerate(parts):
            short = wanted[place] - given[place]
            if short <= 0:
                continue
            rule = lot_of(part.facts)
            units = lot_up(short, rule.minimum, rule.multiple)
            given[place] += units
            day = (supply.need_on - today).days
            start, finish = _times(plan.situation, part.facts, day, units)
            name = f"{part.facts.item_name} at {part.facts.site_name} by {part.way} for {supply.need_on}"
            lots = tuple(quantity_of(each, decimals) for each in split(units, rule))
            yield Following(
                PlannedSupply(
                    id=named(f"bought {name}"), kind=SupplyKind.PURCHASE, reference=name, item_id=node[0], site_id=node[1],
                    quantity=quantity_of(units, decimals), on=today + timedelta(days=finish), is_firm=True,
                ),
                "buy", part.way, supply.need_on, today + timedelta(days=start), lots, part.facts.unit_cost,
            )  # fmt: skip


def _shared(units: int, shares: Sequence[Fraction]) -> list[int]:
    """Units in shares, the largest rest first.

    >>> _shared(10, (Fraction(2, 3), Fraction(1, 3))), _shared(1, (Fraction(1, 2), Fraction(1, 2)))
    ([7, 3], [1, 0])
    """
    found = [int(units * share) for share in shares]
    rests = sorted(
        range(len(shares)), key=lambda place: (found[place] - units * shares[place], place)
    )
    for place in rests[: units - sum(found)]:
        found[place] += 1
    return found


def _times(situation: Situation, facts: NodeFacts, need: int, units: int) -> tuple[int, int]:
    """When so many units are ordered and there, as late as they may be, else as early as they can."""
    days = open_days_of(situation.closed_days, facts, situation.today)
    lead = lead_days(facts, units)
    finish = days.ahead(need, facts.safety_days, facts.shelf_life_days)
    start = days.start_for(finish, lead)
    first = 0 if facts.first_on is None else max(0, (facts.first_on - situation.today).days)
    if start < first or finish < facts.frozen_days:
        start = first
        finish = max(days.ready_from(start, lead), facts.frozen_days)
    return start, finish


def _beside(
    case: PlanningCase, plan: WholePlan, papers: tuple[PlannedSupply, ...]
) -> Iterator[Following]:
    """The by-products of the lots of a plan, there when what is made is."""
    known = {facts.node: facts for facts in plan.names.facts}
    kept = {paper for rows in plan.kept.papers.values() for _, _, paper in rows}
    seen: Counter[str] = Counter()
    for supply in (*plan.supplies, *_standing(plan, [each for each in papers if each.id in kept])):
        facts = known[supply.node]
        for row in case.by_products:
            node = named(row.gives), supply.node[1]
            is_made = supply.procurement is Procurement.MAKE and named(row.item) == supply.node[0]
            if not is_made or supply.finish_on is None or node not in known:
                continue
            other = known[node]
            units = int(Fraction(supply.quantity) * Fraction(row.per) * 10**other.quantity_decimals)
            name = f"{other.item_name} beside {facts.item_name} at {facts.site_name} for {supply.need_on}"
            quantity = quantity_of(units, other.quantity_decimals)
            seen[name] += 1
            if units:
                paper = PlannedSupply(
                    id=named(f"{name} ({seen[name]})"), kind=SupplyKind.PURCHASE, reference=name, item_id=node[0],
                    site_id=node[1], quantity=quantity, on=supply.finish_on, is_firm=True,
                )  # fmt: skip
                start = supply.start_on or supply.need_on
                yield Following(
                    paper,
                    "by_product",
                    supply.way,
                    supply.need_on,
                    start,
                    (quantity,),
                    maker=facts.item_name,
                )


def _standing(plan: WholePlan, papers: list[PlannedSupply]) -> Iterator[Supply]:
    """Production orders and plan lines that stay, as if the plan had made them."""
    known = {facts.node: facts for facts in plan.names.facts}
    today = plan.situation.today
    for paper in papers:
        facts = known.get((paper.item_id, paper.site_id))
        if paper.kind is SupplyKind.PURCHASE or facts is None:
            continue
        on = paper.on if paper.on >= today else today + timedelta(days=1)
        if on <= plan.day_of(plan.days - 1):
            yield Supply(
                facts.node, facts.procurement, paper.quantity, (), on, paper.start_on or on, on, "", 0, None,
                Fence.FREE, (), None,
            )  # fmt: skip
