"""What must be true of every alternative, whatever the company: checked row by row, by a slow planner."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given

from backend.impact.model import assess_impact
from backend.proposal.model import CODES, Rates, Weights, propose_alternatives
from shared.terms import AdjustmentKind as Kind
from shared.terms import Fence
from tests.carried_out import carried_out, starts_in_past, without_line
from tests.planning import change_from, situation_from
from tests.random_companies import EXAMPLES, companies
from tests.slow_plan import SlowPlan


@EXAMPLES
@given(companies())
def test_an_alternative_never_breaks_what_stood(given: dict[str, Any]) -> None:
    situation, change = situation_from(given), change_from(given)
    impact = assess_impact(situation, change)
    alternatives = propose_alternatives(situation, change, impact, Weights())
    plan = SlowPlan(situation)
    without = SlowPlan(without_line(situation, change))
    assert alternatives
    for alternative in alternatives:
        after = carried_out(situation, change, alternative)
        decided = SlowPlan(after)
        for node, levels in decided.stock.items():
            is_changed = node == (change.item_id, change.site_id)
            stood = without if is_changed and alternative.code != "as_before" else plan
            floor = [min(0, level) for level in stood.stock[node]]
            assert all(a >= b for a, b in zip(levels, floor, strict=True)), alternative
        for center, hours in decided.hours.items():
            for day, asked in enumerate(hours):
                allowed = max(decided.capacity(center, day), plan.hours[center][day])
                assert asked <= allowed + Fraction(1, 10_000), alternative
        node = change.item_id, change.site_id
        assert [int(d.quantity) for d in alternative.projected] == decided.stock[node]
        added = [s for s in after.supplies if s.reference.startswith("added")]
        rushed = {
            (a.item_id, a.on)
            for a in alternative.adjustments
            if a.kind is Kind.BUY and a.from_on is not None
        }
        assert not [
            s for s in added if starts_in_past(after, s) and (s.item_id, s.on) not in rushed
        ]


@EXAMPLES
@given(companies())
def test_frozen_days_and_overtime_limits_are_kept_or_flagged(given: dict[str, Any]) -> None:
    situation, change = situation_from(given), change_from(given)
    impact = assess_impact(situation, change)
    facts = {f.node: f for f in situation.nodes}
    limits = {w.id: w.overtime_hours_a_day for w in situation.work_centers}
    for alternative in propose_alternatives(situation, change, impact, Weights()):
        overtime: dict[Any, Decimal] = {}
        for a in alternative.adjustments:
            frozen = facts[a.item_id, a.site_id].frozen_days
            on_frozen_day = a.on is not None and (a.on - situation.today).days < frozen
            if on_frozen_day and a.kind in {Kind.MAKE_MORE, Kind.TRANSFER, Kind.MOVE}:
                assert alternative.fence is Fence.FROZEN
            if a.kind is Kind.OVERTIME and a.hours is not None:
                key = a.work_center_id, a.on
                overtime[key] = overtime.get(key, Decimal(0)) + a.hours
        assert all(hours <= limits[center] for (center, _), hours in overtime.items())


@EXAMPLES
@given(companies())
def test_the_same_input_gives_the_same_answer(given: dict[str, Any]) -> None:
    change = change_from(given)
    first, second = situation_from(given), situation_from(given)
    impact = assess_impact(first, change)
    assert impact == assess_impact(second, change) == assess_impact(first, change)
    found = propose_alternatives(first, change, impact, Weights(), Rates())
    assert found == propose_alternatives(second, change, impact, Weights(), Rates())
    assert [a.is_recommended for a in found] == [True] + [False] * (len(found) - 1)
    order = [(-a.score, a.cost, CODES.index(a.code)) for a in found]
    assert order == sorted(order)
    assert len({a.code for a in found}) == len(found)


@EXAMPLES
@given(companies())
def test_the_impact_agrees_with_itself(given: dict[str, Any]) -> None:
    situation, change = situation_from(given), change_from(given)
    impact = assess_impact(situation, change)
    delivered = sum((part.quantity for part in impact.answer), Decimal(0))
    line = next((d for d in situation.demands if d.demand_line_id == change.demand_line_id), None)
    open_before = line.open_quantity if line else Decimal(0)
    wanted = max(Decimal(0), open_before + change.quantity_after - change.quantity_before)
    assert delivered <= wanted
    on_time = sum((p.quantity for p in impact.answer if p.on == impact.answer[0].on), Decimal(0))
    if impact.short_quantity == 0:
        assert (delivered, impact.days_late, impact.slips) == (wanted, 0, ())
    else:
        assert impact.short_quantity <= wanted
        assert impact.reasons[-1].code == "stock_short"
        assert impact.days_late > 0
    assert on_time <= wanted
    assert not any(slip.demand_line_id == change.demand_line_id for slip in impact.slips)


@EXAMPLES
@given(companies())
def test_a_shortage_that_cannot_be_made_good_in_time_is_explained(given: dict[str, Any]) -> None:
    situation, change = situation_from(given), change_from(given)
    impact = assess_impact(situation, change)
    ways = propose_alternatives(situation, change, impact, Weights())
    in_time = {
        way.code
        for way in ways
        if way.code in {"make_more", "transfer", "buy_more"} and way.fence is not Fence.FROZEN
    }
    if impact.short_quantity and not in_time:
        assert len(impact.reasons) > 1


@EXAMPLES
@given(companies())
def test_every_alternative_but_the_last_resort_delivers_in_full(given: dict[str, Any]) -> None:
    situation, change = situation_from(given), change_from(given)
    impact = assess_impact(situation, change)
    line = next((d for d in situation.demands if d.demand_line_id == change.demand_line_id), None)
    open_before = line.open_quantity if line else Decimal(0)
    wanted = max(Decimal(0), open_before + change.quantity_after - change.quantity_before)
    for alternative in propose_alternatives(situation, change, impact, Weights()):
        delivered = sum((part.quantity for part in alternative.deliveries), Decimal(0))
        if alternative.code not in {"in_part", "as_before"}:
            assert delivered == wanted
        assert 0 <= alternative.score <= 100
        lost = sum((slip.quantity for slip in alternative.losers), Decimal(0))
        moved = [
            a for a in alternative.adjustments if a.demand_line_id and a.kind is Kind.PROMISE_LATER
        ]
        others = [a for a in moved if a.demand_line_id != change.demand_line_id]
        assert lost == sum((a.quantity for a in others), Decimal(0))
