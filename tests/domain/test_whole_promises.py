"""What holds for every promise of the whole plan: nothing expired, nothing in the frozen zone, more asked is never sooner."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from backend.engine.situation import Node, Situation, Stock
from backend.engine.whole.changes import SetDemand
from backend.engine.whole.warm import Snapshot
from shared.terms import Procurement
from tests.planning import situation_from
from tests.random_companies import EXAMPLES, HORIZON, whole_companies


def only_stock(situation: Situation, node: Node) -> Situation:
    """The company with nothing of a node but what lies there: no paper brings any, and no lot can come in time."""
    nodes = tuple(
        replace(
            facts,
            procurement=Procurement.BUY,
            lead_time_days=10 * HORIZON,
            safety_stock=Decimal(0),
            source_site_id=None,
        )
        if facts.node == node
        else facts
        for facts in situation.nodes
    )
    return replace(
        situation,
        nodes=nodes,
        alternates=tuple(a for a in situation.alternates if (a.item_id, a.site_id) != node),
        supplies=tuple(s for s in situation.supplies if (s.item_id, s.site_id) != node),
    )


@EXAMPLES
@given(
    whole_companies(),
    some.lists(
        some.tuples(some.integers(1, 30), some.integers(-2, HORIZON)), min_size=1, max_size=5
    ),
    some.integers(1, 80),
    some.integers(0, HORIZON),
)
def test_an_expired_lot_is_never_promised(
    given: dict[str, Any], lots: list[tuple[int, int]], quantity: int, ahead: int
) -> None:
    situation = situation_from(given)
    node = situation.nodes[1].node
    situation = only_stock(situation, node)
    day_of = Snapshot(situation).plan().day_of
    stocks = tuple(
        Stock(node[0], node[1], Decimal(units), day_of(until), str(place))
        for place, (units, until) in enumerate(lots)
    )
    others = tuple(s for s in situation.stocks if (s.item_id, s.site_id) != node)
    warm = Snapshot(replace(situation, stocks=(*others, *stocks)))
    found = warm.promise(node, Decimal(quantity), day_of(ahead))
    assert sum((part.quantity for part in found.parts), found.open_quantity) == quantity
    for day in {part.on for part in found.parts}:
        promised = sum(part.quantity for part in found.parts if part.on >= day)
        lasting = sum(units for units, until in lots if day_of(until) >= day)
        assert promised <= lasting
    assert all(part.on >= day_of(ahead) for part in found.parts)


@EXAMPLES
@given(whole_companies(), some.integers(1, 30), some.integers(0, HORIZON))
def test_what_is_promised_begins_and_comes_behind_the_frozen_zone(
    given: dict[str, Any], quantity: int, ahead: int
) -> None:
    situation = situation_from(given)
    warm = Snapshot(situation)
    frozen = {facts.node: facts.frozen_days for facts in situation.nodes}
    for facts in situation.nodes:
        found = warm.promise(facts.node, Decimal(quantity), warm.plan().day_of(ahead))
        for supply in found.supplies:
            if supply.finish_on is not None:
                assert (supply.finish_on - situation.today).days >= frozen[supply.node]
            if supply.start_on is not None:
                assert supply.start_on >= situation.today
                if supply.procurement is Procurement.MAKE:
                    assert (supply.start_on - situation.today).days >= frozen[supply.node]


@EXAMPLES
@given(whole_companies(), some.integers(1, 40), some.integers(0, HORIZON))
def test_a_promise_holds_when_it_is_asked_for_again_after_everything_was_moved_along(
    given: dict[str, Any], quantity: int, ahead: int
) -> None:
    """The plan moved along and back promises as the plan that has never moved."""
    situation = situation_from(given)
    warm = Snapshot(situation)
    node = situation.demands[0].item_id, situation.demands[0].site_id
    on = warm.plan().day_of(ahead)
    first = warm.promise(node, Decimal(quantity), on)
    for line in situation.demands:
        warm.change(SetDemand(replace(line, open_quantity=line.open_quantity + 7)))
        warm.promise(node, Decimal(quantity), on)
        warm.change(SetDemand(line))
    again = warm.promise(node, Decimal(quantity), on)
    anew = Snapshot(warm.situation).promise(node, Decimal(quantity), on)
    assert (first.parts, first.open_quantity) == (again.parts, again.open_quantity)
    assert (anew.parts, anew.open_quantity) == (again.parts, again.open_quantity)
