"""The pass through the bill of material, against known answers and a slow planner."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from backend.engine import kernels
from backend.engine.errors import BillOfMaterialLoopError
from backend.engine.ground import ground_of
from backend.engine.netting import below, net_supply
from backend.engine.view import View
from tests.planning import named, situation_from
from tests.random_companies import EXAMPLES, companies
from tests.slow_plan import SlowPlan, slow_netting


def days(*values: int) -> "np.ndarray[Any, np.dtype[np.int64]]":
    return np.array(values, dtype=np.int64)


def test_the_net_requirement_keeps_the_safety_stock() -> None:
    projected = days(30, 10, -5, -5, -25)
    assert kernels.receipts_for(projected, 8, 0, 0).tolist() == [0, 0, 13, 0, 20]


def test_what_a_lot_brings_too_much_serves_the_days_after_it() -> None:
    projected = days(0, -3, -8, -30)
    assert kernels.receipts_for(projected, 0, 10, 4).tolist() == [0, 12, 0, 20]


def test_starts_lie_a_lead_time_earlier_and_never_before_today() -> None:
    assert kernels.pull_forward(days(1, 2, 0, 4), 2).tolist() == [3, 4, 0, 0]
    assert kernels.pull_forward(days(1, 2, 0, 4), 9).tolist() == [7, 0, 0, 0]
    assert kernels.pull_forward(days(1, 2, 0, 4), 0).tolist() == [1, 2, 0, 4]


def test_a_requirement_reaches_the_components_on_the_day_of_the_start() -> None:
    situation = situation_from(
        {
            "items": [
                {"item": "Kit", "lead": 2},
                {"item": "Paste", "lead": 3, "decimals": 1, "minimum": 50},
                {"item": "Resin", "get": "buy", "decimals": 2},
            ],
            "made_of": [
                {"item": "Kit", "of": "Paste", "per": "1.5", "scrap": "0.1"},
                {"item": "Paste", "of": "Resin", "per": "0.333"},
            ],
            "stock": [{"item": "Paste", "quantity": 3}],
            "orders": [{"line": "1", "item": "Kit", "quantity": 10, "due": 8}],
        }
    )
    ground = ground_of(situation)
    kit, paste, resin = ((named(name), named("Riga")) for name in ("Kit", "Paste", "Resin"))
    netted = net_supply(View(ground), below(ground, kit))
    assert np.flatnonzero(netted.receipts[kit]).tolist() == [8]
    # 10 kits take 10 x 1.5 x 1.1 = 16.5 of paste on day 6; 3 are there, the lot is 50.0.
    assert (netted.gross[paste][6], netted.receipts[paste][6]) == (165, 500)
    # 50.0 of paste take 16.65 of resin on day 3.
    assert (netted.gross[resin][3], netted.receipts[resin][3]) == (1665, 1665)


def test_an_item_that_contains_itself_is_refused() -> None:
    situation = situation_from(
        {
            "items": [{"item": "Hen"}, {"item": "Egg"}],
            "made_of": [{"item": "Hen", "of": "Egg"}, {"item": "Egg", "of": "Hen"}],
        }
    )
    with pytest.raises(BillOfMaterialLoopError):
        below(ground_of(situation), (named("Hen"), named("Riga")))


@EXAMPLES
@given(companies())
def test_stock_and_load_equal_a_slow_planners(given: dict[str, Any]) -> None:
    situation = situation_from(given)
    slow, view = SlowPlan(situation), View(ground_of(situation))
    for node, levels in slow.stock.items():
        assert view.projected(node).tolist() == levels
    for center, hours in slow.hours.items():
        found = view.load(center)
        # Hours are rounded to the millionth, once a step and lot and once a day.
        assert all(abs(int(f) - h * 1_000_000) <= 12 for f, h in zip(found, hours, strict=True))


@EXAMPLES
@given(companies())
def test_netting_equals_a_slow_planners_lots(given: dict[str, Any]) -> None:
    situation = situation_from(given)
    ground = ground_of(situation)
    top = named("Kit"), named("Shop")
    netted = net_supply(View(ground), below(ground, top))
    assert {n: lots.tolist() for n, lots in netted.receipts.items()} == slow_netting(situation, top)
