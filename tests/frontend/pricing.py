"""Weights and costs of the sample day."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from shared.schemas.pricing import LaneCost, PricingBoard, PricingVersion

RATES = {
    "stock_cost_ratio": Decimal("0.12"),
    "late_cost_ratio": Decimal(0),
    "express_cost_ratio": Decimal("0.15"),
    "express_ratio": Decimal("0.5"),
    "purchase_fee_ratio": Decimal("0.05"),
    "second_delivery_cost": Decimal(85),
    "split_purchase_cost": Decimal(85),
    "transfer_cost": Decimal(60),
}
WEIGHTS = {"reliability": Decimal(50), "cost": Decimal(30), "speed": Decimal(20)}


def version(number: int, **rates: Decimal) -> PricingVersion:
    """One version as Li Na set it."""
    return PricingVersion(
        number, WEIGHTS, {**RATES, **rates}, "Freight is dearer", "Li Na",
        datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
    )  # fmt: skip


def pricing_board() -> PricingBoard:
    """The second version in force, the first before it."""
    lanes = [
        LaneCost(
            UUID(int=60), "Riga plant", UUID(int=61), "Hamburg shop", Decimal(180), Decimal(38)
        ),
        LaneCost(UUID(int=60), "Riga plant", UUID(int=62), "Almaty warehouse", None, None),
    ]
    return PricingBoard(version(2, transfer_cost=Decimal(75)), [version(1)], {}, "EUR", lanes)
