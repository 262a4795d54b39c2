"""How good a way out is, by the company's weights: reliability, cost and speed in one figure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from backend.engine.case import Case
from backend.engine.scale import quantity_of, want
from backend.engine.ways import Way
from shared.terms import Fence


@dataclass(frozen=True, slots=True)
class Weights:
    """How much reliability, cost and speed count in a score; only their proportions matter.

    `negotiable_ratio` and `frozen_ratio` are what is left of the reliability points when a way out
    touches those zones; `slow_days` of delay bring the speed points to nothing.
    """

    reliability: Decimal = Decimal(50)
    cost: Decimal = Decimal(30)
    speed: Decimal = Decimal(20)
    negotiable_ratio: Decimal = Decimal("0.9")
    frozen_ratio: Decimal = Decimal("0.6")
    slow_days: int = 14


def score_of(case: Case, way: Way, cost: Decimal, fence: Fence, weights: Weights) -> int:
    """Points from 0 to 100: reliability, cost and speed by their weights, rounded half up."""
    speed = max(1 - mean_delay(case, way) / weights.slow_days, Decimal(0))
    total = weights.reliability + weights.cost + weights.speed
    points = (
        weights.reliability * reliability_of(case, way, fence, weights)
        + weights.cost * thrift_of(case, cost)
        + weights.speed * speed
    )
    return int((100 * points / total).to_integral_value(ROUND_HALF_UP)) if total else 0


def reliability_of(case: Case, way: Way, fence: Fence, weights: Weights) -> Decimal:
    """How much of what was wanted or promised comes on its day, less in a zone that needs asking.

    Half is the share of the quantity, of the line and of those who lose; the other half is kept only
    when all of it comes on its day, because a part is not a promise kept.
    """
    lost = sum((want(slip.quantity, case.decimals) for slip in way.losers), 0)
    on_time = sum(units for day, units in way.deliveries if day <= case.due)
    share = Decimal(1)
    if case.open_after:
        share = min(Decimal(on_time) / (case.open_after + lost), Decimal(1))
    kept = (share + (1 if share == 1 else 0)) / 2
    asking = {
        Fence.FREE: Decimal(1),
        Fence.NEGOTIABLE: weights.negotiable_ratio,
        Fence.FROZEN: weights.frozen_ratio,
    }
    return kept * asking[fence]


def thrift_of(case: Case, cost: Decimal) -> Decimal:
    """What the cost leaves of the line's margin, or of its value where there is no margin; 0 to 1."""
    units = quantity_of(max(case.open_after, case.open_before), case.decimals)
    margin = units * (unit_price(case) - case.facts.unit_cost)
    base = margin if margin > 0 else units * unit_price(case)
    if base <= 0:
        return Decimal(1) if cost <= 0 else Decimal(0)
    return min(max(1 - cost / base, Decimal(0)), Decimal(1))


def mean_delay(case: Case, way: Way) -> Decimal:
    """Days of delay of the line's and the losers' quantity, on average; undelivered counts most."""
    if not case.open_after:
        return Decimal(0)
    late = sum(units * max(0, day - case.due) for day, units in way.deliveries)
    given = sum(units for _, units in way.deliveries)
    late += max(0, case.open_after - given) * (case.ground.days - case.due)
    late += sum(want(slip.quantity, case.decimals) * slip.days_late for slip in way.losers)
    return Decimal(late) / case.open_after


def unit_price(case: Case) -> Decimal:
    """The change's price, else the line's, else the item's."""
    line_price = case.line.unit_price if case.line else Decimal(0)
    return case.change.unit_price or line_price or case.facts.unit_price
