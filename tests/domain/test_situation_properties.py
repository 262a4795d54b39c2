"""What holds for answers on the plan as it stands: every unit, the frozen zone, priority, relaxing, and what-ifs that leave no trace."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from backend.engine.ground import ground_of
from backend.engine.quote import Quote, quote
from backend.engine.shelf import settle
from backend.engine.situation import Change, Situation, Stock
from backend.engine.view import View
from backend.engine.ways import Rates
from backend.engine.whatif.edits import Edit, Subjects
from backend.engine.whatif.outcome import Part, outcome_of
from backend.impact.model import assess_impact
from backend.proposal.model import Weights, propose_alternatives
from shared.terms import AdjustmentKind, EditKind, Fence
from tests.planning import change_from, named, situation_from
from tests.random_companies import EXAMPLES, HORIZON, companies


@EXAMPLES
@given(companies())
def test_what_comes_in_is_given_out_thrown_away_or_in_stock(given: dict[str, Any]) -> None:
    view = View(ground_of(situation_from(given)))
    for node in view.ground.facts:
        if not view.ground.ends(node):
            moved = view.inflow(node) - view.outflow(node)
            end = view.ground.on_hand(node) + int(moved.sum())
            assert int(view.projected(node)[-1]) == end
            continue
        lots, claims = view.lots(node), view.claims(node)
        given_away: dict[int, int] = defaultdict(int)
        served: dict[int, int] = defaultdict(int)
        for take in settle(lots, claims, view.ground.days):
            given_away[take.lot] += take.units
            served[take.claim] += take.units
            assert lots[take.lot].there <= take.day <= lots[take.lot].last
        assert all(units <= lots[lot].units for lot, units in given_away.items())
        assert all(units <= claims[claim].units for claim, units in served.items())


@EXAMPLES
@given(companies())
def test_nothing_new_begins_in_the_frozen_zone_unless_the_way_is_flagged(
    given: dict[str, Any],
) -> None:
    situation, change = situation_from(given), change_from(given)
    facts = {known.node: known for known in situation.nodes}
    impact = assess_impact(situation, change)
    for way in propose_alternatives(situation, change, impact, Weights()):
        if way.fence is Fence.FROZEN:
            continue
        for step in way.adjustments:
            known = facts[step.item_id, step.site_id]
            is_made = step.kind in {AdjustmentKind.MAKE_MORE, AdjustmentKind.MOVE}
            if is_made and step.on is not None:
                assert (step.on - situation.today).days >= known.frozen_days


@EXAMPLES
@given(companies())
def test_no_way_out_takes_from_a_line_of_the_same_or_a_higher_priority(
    given: dict[str, Any],
) -> None:
    situation, change = situation_from(given), replace(change_from(given), is_urgent=False)
    rank = {line.demand_line_id: line.priority for line in situation.demands}
    own = rank.get(change.demand_line_id) if change.demand_line_id else change.priority
    impact = assess_impact(situation, change)
    for way in propose_alternatives(situation, change, impact, Weights()):
        if own is not None and change.priority in (None, own):
            assert all(rank[loser.demand_line_id] > own for loser in way.losers), way.code


def asked(situation: Situation, given: dict[str, Any], ahead: int) -> Quote:
    """A new line, asked for on the plan as it stands."""
    change = change_from(given)
    new = Change(
        item_id=change.item_id,
        site_id=change.site_id,
        customer_id=named("Asker"),
        customer_name="Asker",
        quantity_before=Decimal(0),
        quantity_after=change.quantity_after or Decimal(5),
        due_on_after=situation.today + timedelta(days=ahead),
        priority=3,
    )
    return quote(situation, new, pack=Decimal(1), rates=Rates())


@EXAMPLES
@given(companies(), some.integers(0, HORIZON), some.data())
def test_more_stock_promises_no_less(
    given: dict[str, Any], ahead: int, data: some.DataObject
) -> None:
    """What stock and plan carry of a new line grows with the stock of any item, day by day."""
    situation = situation_from(given)
    node = data.draw(some.sampled_from(situation.nodes)).node
    more = Stock(node[0], node[1], Decimal(data.draw(some.integers(1, 40))))
    richer = replace(situation, stocks=(*situation.stocks, more))
    before, after = View(ground_of(situation)), View(ground_of(richer))
    for facts in situation.nodes:
        assert (after.free(facts.node) >= before.free(facts.node)).all()
    poor = asked(situation, given, ahead).deliveries
    rich = asked(richer, given, ahead).deliveries
    for day in {part.on for part in (*poor, *rich)}:
        had = sum(part.quantity for part in poor if part.on <= day)
        has = sum(part.quantity for part in rich if part.on <= day)
        assert has >= had


@EXAMPLES
@given(companies(), some.data())
def test_a_what_if_leaves_the_plan_as_it_was(given: dict[str, Any], data: some.DataObject) -> None:
    situation, change = situation_from(given), change_from(given)
    first = assess_impact(situation, change)
    ways = propose_alternatives(situation, change, first, Weights())
    stock = {known.node: View(ground_of(situation)).projected(known.node) for known in situation.nodes}  # fmt: skip
    edits = [
        Edit(
            EditKind.DEMAND,
            item_id=change.item_id,
            ratio=Decimal(data.draw(some.integers(-1, 3))),
            from_on=situation.today,
            to_on=situation.today + timedelta(days=HORIZON),
        ),
        *(
            Edit(
                EditKind.CAPACITY,
                work_center_id=center.id,
                hours=Decimal(data.draw(some.integers(-8, 8))),
                from_on=situation.today,
                to_on=situation.today + timedelta(days=HORIZON),
            )
            for center in situation.work_centers
        ),
    ]
    if data.draw(some.booleans()):
        edits.append(Edit(EditKind.PLAN_ANEW))
    nodes = tuple(known.node for known in reversed(situation.nodes) if known.site_id == named("Riga"))  # fmt: skip
    outcome_of(situation, edits, Subjects({}, {}), Part(named("Riga"), nodes))
    assert situation == situation_from(given)
    assert assess_impact(situation, change) == first
    assert propose_alternatives(situation, change, first, Weights()) == ways
    for node, levels in stock.items():
        assert np.array_equal(View(ground_of(situation)).projected(node), levels)


def first_full_day(found: Quote) -> date | None:
    """The first day by which all of it can be had without a supervisor's help."""
    return min(
        (
            option.deliveries[-1].on
            for option in found.options
            if option.deliveries and not option.open_quantity and not option.needs_approval
        ),
        default=None,
    )


@EXAMPLES
@given(
    companies(),
    some.integers(0, HORIZON),
    some.sampled_from(["hours", "lead", "fence", "stock"]),
    some.data(),
)
def test_relaxing_hours_lead_times_fences_or_stock_makes_no_quote_later(
    given: dict[str, Any], ahead: int, how: str, data: some.DataObject
) -> None:
    situation = situation_from(given)
    node = data.draw(some.sampled_from(situation.nodes)).node
    day = data.draw(some.sampled_from(sorted(situation.capacity, key=str)))
    relaxed = replace(
        situation,
        capacity={**situation.capacity, day: situation.capacity[day] + 4 * (how == "hours")},
        stocks=(*situation.stocks, *[Stock(*node, Decimal(20))] * (how == "stock")),
        nodes=tuple(
            replace(
                known,
                lead_time_days=max(0, known.lead_time_days - (how == "lead")),
                frozen_days=0 if how == "fence" else known.frozen_days,
            )
            if known.node == node
            else known
            for known in situation.nodes
        ),
    )
    before = first_full_day(asked(situation, given, ahead))
    after = first_full_day(asked(relaxed, given, ahead))
    if before is not None:
        assert after is not None
        assert after <= before
