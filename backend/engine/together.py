"""Lines of an order that ship together: who waits for whom, and what a way out does to the others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from backend.engine.answer import Adjustment, Slip
from backend.engine.case import Case
from backend.engine.scale import want
from backend.engine.search import adjustment_of
from backend.engine.situation import Demand
from backend.engine.ways import Way
from shared.terms import AdjustmentKind


def waiting_together(case: Case, parts: Sequence[tuple[int, int]]) -> tuple[Slip, ...]:
    """The other lines of an order that wait until the changed one is there, when it comes later."""
    return tuple(slip for _, slip in _waiting(case, parts))


def allowed(case: Case, ways: Iterable[Way]) -> list[Way]:
    """The ways that keep the line's delivery rule, each with what the rest of its order waits."""
    return [with_companions(case, way) for way in ways if case.allows(way.deliveries)]


def with_companions(case: Case, way: Way) -> Way:
    """A way out in which the other lines of the order are promised for the day of the changed one."""
    waiting = _waiting(case, way.deliveries)
    if not waiting:
        return way
    return replace(
        way,
        adjustments=(*way.adjustments, *(promise_of(case, line, slip) for line, slip in waiting)),
        losers=(*way.losers, *(slip for _, slip in waiting)),
    )


def promise_of(case: Case, line: Demand, slip: Slip) -> Adjustment:
    """Promise another line of the order for the day on which it can leave."""
    facts = case.ground.facts[line.item_id, line.site_id]
    units = want(line.open_quantity, facts.quantity_decimals)
    assert slip.possible_on is not None  # noqa: S101 -- it waits for a day that there is
    day = case.ground.index_of(slip.possible_on)
    adjustment = adjustment_of(case.ground, AdjustmentKind.PROMISE_LATER, facts, units, day)
    return replace(
        adjustment,
        from_on=line.counts_on,
        reference=line.order_reference,
        demand_line_id=line.demand_line_id,
    )


def _waiting(case: Case, parts: Sequence[tuple[int, int]]) -> list[tuple[Demand, Slip]]:
    ground = case.ground
    last = max((day for day, _ in parts), default=0)
    found: list[tuple[Demand, Slip]] = []
    for line in case.companions:
        node = line.item_id, line.site_id
        if node not in ground.facts or ground.index_of(line.counts_on) >= last:
            continue
        facts, day = ground.facts[node], ground.day_of(last)
        slip = Slip(
            demand_line_id=line.demand_line_id,
            order_reference=line.order_reference,
            customer_name=line.customer_name,
            item_name=facts.item_name,
            unit=facts.unit,
            quantity=line.open_quantity,
            promised_on=line.counts_on,
            possible_on=day,
            days_late=(day - line.counts_on).days,
        )
        found.append((line, slip))
    return found
