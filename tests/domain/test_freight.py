"""What a transfer costs: by its lane and pallets, without a lane what the company's rate says."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from backend.engine.answer import Adjustment
from backend.engine.cost import freight_of
from backend.engine.ground import ground_of
from backend.engine.situation import LaneFreight
from backend.engine.ways import Rates
from shared.terms import AdjustmentKind
from tests.planning import named, situation_from

KIT, RIGA, QINGDAO, HAMBURG = (named(each) for each in ("Kit", "Riga", "Qingdao", "Hamburg"))
RATES = Rates(transfer_cost=Decimal(60))


def freight(quantity: int, pallet: int = 0, *, by: str | None = None, **lanes: Any) -> Decimal:
    """The cost of bringing kits to Hamburg, the usual way from Riga."""
    situation = situation_from(
        {
            "items": [
                {"item": "Kit"},
                {"item": "Kit", "site": "Qingdao"},
                {"item": "Kit", "site": "Hamburg", "get": "transfer", "source": "Riga", "lead": 3},
            ],
            "alternates": [
                {"item": "Kit", "site": "Hamburg", "name": "by ship", "get": "transfer",
                 "source": "Qingdao", "lead": 34}
            ],
        }
    )  # fmt: skip
    situation = replace(
        situation,
        nodes=tuple(replace(each, pallet_quantity=Decimal(pallet)) for each in situation.nodes),
        lanes={
            (named(source), HAMBURG): LaneFreight(*(Decimal(each) for each in costs))
            for source, costs in lanes.items()
        },
    )
    moved = Adjustment(
        AdjustmentKind.TRANSFER, KIT, "Kit", "kit", HAMBURG, Decimal(quantity),
        alternate_id=named(f"Kit Hamburg {by}") if by else None,
    )  # fmt: skip
    return freight_of(ground_of(situation), moved, RATES)


def test_a_transfer_without_a_lane_costs_the_companys_rate() -> None:
    assert freight(100, 40) == 60
    assert freight(100, 40, Qingdao=(410, 165)) == 60


def test_a_lane_costs_its_delivery_and_each_pallet_that_is_begun() -> None:
    assert freight(80, 40, Riga=(180, 38)) == 180 + 2 * 38
    assert freight(81, 40, Riga=(180, 38)) == 180 + 3 * 38


def test_what_a_pallet_holds_of_is_unknown_counts_as_one() -> None:
    assert freight(500, 0, Riga=(180, 38)) == 218


def test_another_way_is_another_lane() -> None:
    assert freight(40, 40, by="by ship", Riga=(180, 38), Qingdao=(410, 165)) == 575
