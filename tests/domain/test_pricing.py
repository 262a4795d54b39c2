"""Weights and rates that a company sets: their bounds, their versions, and what they change."""

from dataclasses import asdict
from decimal import Decimal

import pytest

from backend.engine.ways import Rates, rates_from
from backend.impact.model import assess_impact
from backend.proposal.errors import PricingMovedError, PricingOutOfRangeError
from backend.proposal.model import RATES, WEIGHTS, priced_by, propose_alternatives, weights_from
from tests.planning import change_from, situation_from

SET = {name: asdict(Rates())[name] for name in RATES}
WEIGHED = dict.fromkeys(WEIGHTS, Decimal(50))


def test_what_is_set_is_kept_and_the_usual_ones_stand_for_the_rest() -> None:
    weights, rates = priced_by(WEIGHED, {**SET, "transfer_cost": Decimal(75)}, 4, 4)
    assert weights == WEIGHED
    assert rates_from(rates).transfer_cost == 75
    assert rates_from({"transfer_cost": Decimal(75), "gone": Decimal(1)}).idle_days == 90
    assert rates_from({}) == Rates()


def test_what_somebody_else_has_set_in_the_meantime_is_not_overwritten() -> None:
    with pytest.raises(PricingMovedError):
        priced_by(WEIGHED, SET, 3, 4)


@pytest.mark.parametrize(
    ("weights", "rates"),
    [
        ({"speed": Decimal(101)}, {}),
        ({"speed": Decimal(-1)}, {}),
        (dict.fromkeys(WEIGHTS, Decimal(0)), {}),
        ({"luck": Decimal(1)}, {}),
        ({}, {"transfer_cost": Decimal(-1)}),
        ({}, {"express_ratio": Decimal(0)}),
        ({}, {"late_cost_ratio": Decimal("1.01")}),
        ({}, {"idle_days": Decimal(3)}),
        ({}, {"transfer_cost": Decimal("NaN")}),
    ],
)
def test_what_makes_no_sense_is_refused(
    weights: dict[str, Decimal], rates: dict[str, Decimal]
) -> None:
    with pytest.raises(PricingOutOfRangeError):
        priced_by({**WEIGHED, **weights}, {**SET, **rates}, 0, 0)


def test_a_rate_that_is_missing_is_refused() -> None:
    with pytest.raises(PricingOutOfRangeError):
        priced_by(WEIGHED, {"transfer_cost": Decimal(1)}, 0, 0)


def test_a_day_of_delay_costs_what_the_company_has_set() -> None:
    given = {
        "items": [{"item": "Kit", "get": "buy", "lead": 5, "cost": 4, "price": 10}],
        "change": {"item": "Kit", "quantity": 20, "due": 2, "price": 10},
    }
    situation, change = situation_from(given), change_from(given)
    impact = assess_impact(situation, change)
    dear_rates = rates_from({"late_cost_ratio": Decimal("0.1")})
    usual = {w.code: w for w in propose_alternatives(situation, change, impact, weights_from({}))}
    dear = {
        w.code: w
        for w in propose_alternatives(situation, change, impact, weights_from({}), dear_rates)
    }
    late = [
        code
        for code, way in usual.items()
        if way.deliveries and way.deliveries[-1].on > change.due_on_after
    ]
    assert late
    for code in late:
        value_days = sum(
            each.quantity * 10 * max(0, (each.on - change.due_on_after).days)
            for each in usual[code].deliveries
        )
        assert dear[code].cost - usual[code].cost == value_days * Decimal("0.1")
        assert "late_cost" in [reason.code for reason in dear[code].cost_reasons]
