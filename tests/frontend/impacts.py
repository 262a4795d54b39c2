"""Builders of impacts and ways out of the sample day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.schemas.impact import (
    Adjustment,
    Alternative,
    DayQuantity,
    Impact,
    ImpactSummary,
    LoadBar,
    MaterialPosition,
    Reason,
    Slip,
)
from shared.terms import (
    AdjustmentKind,
    Fence,
)
from tests.frontend.sample_day import (
    ITEM_ID,
    NOW,
    REVISION_ID,
    SITE_ID,
    STOCK,
    WANTED,
    day,
    line,
)


def summary(**changes: Any) -> ImpactSummary:
    facts: dict[str, Any] = {
        "assessed_at": NOW - timedelta(minutes=45),
        "answer": [DayQuantity(WANTED, Decimal(142)), DayQuantity(date(2026, 12, 7), Decimal(18))],
        "short_quantity": Decimal(18),
        "days_late": 2,
        "slip_count": 1,
        "fence": Fence.FREE,
        "reasons": reasons(),
    }
    return ImpactSummary(**(facts | changes))


def reasons() -> list[Reason]:
    return [
        Reason(
            "capacity_full",
            {
                "work_center": "Filling line 2",
                "from_on": "2026-12-01",
                "to_on": "2026-12-02",
                "wanted_hours": "62.7",
                "available_hours": "56",
            },
        ),
        Reason(
            "stock_short",
            {"item": "Epoxy primer 2K", "quantity": "18", "unit": "kit", "on": "2026-12-03"},
        ),
    ]


def load(name: str, before: int, after: int, number: int) -> LoadBar:
    return LoadBar(
        UUID(int=number),
        name,
        date(2026, 12, 1),
        date(2026, 12, 2),
        Decimal(100),
        Decimal(before),
        Decimal(after),
    )


def slip(**changes: Any) -> Slip:
    facts: dict[str, Any] = {
        "demand_line_id": UUID(int=20377),
        "order_reference": "20377",
        "customer_name": "Baltic Ship Repair",
        "item_name": "Epoxy primer 2K, grey RAL 7035",
        "unit": "kit",
        "quantity": Decimal(30),
        "promised_on": date(2026, 12, 2),
        "possible_on": date(2026, 12, 4),
        "days_late": 2,
    }
    return Slip(**(facts | changes))


def impact(**changes: Any) -> Impact:
    short = [*STOCK[:9], -18, 6, 6, 6, 20, 20]
    facts: dict[str, Any] = {
        "assessed_at": NOW - timedelta(minutes=45),
        "plan_revision_id": REVISION_ID,
        "plan_revision_number": 218,
        "item_id": ITEM_ID,
        "item_name": "Epoxy primer 2K, grey RAL 7035",
        "unit": "kit",
        "site_id": SITE_ID,
        "site_name": "Riga plant",
        "quantity_before": Decimal(120),
        "quantity_after": Decimal(160),
        "due_on_before": WANTED,
        "due_on_after": WANTED,
        "answer": [DayQuantity(WANTED, Decimal(142)), DayQuantity(date(2026, 12, 7), Decimal(18))],
        "short_quantity": Decimal(18),
        "days_late": 2,
        "frozen_until": date(2026, 11, 25),
        "fence": Fence.FREE,
        "available_before": line(STOCK),
        "available_after": line(short),
        "projected_before": line(STOCK),
        "projected_after": line(short),
        "reasons": reasons(),
        "loads": [
            load("Filling line 2", 97, 112, 42),
            load("Mixer 3", 83, 88, 43),
            load("Disperser 2", 71, 76, 44),
            load("Kitting", 64, 70, 45),
        ],
        "materials": [
            MaterialPosition(
                UUID(int=51),
                "Hardener H-40",
                "can",
                Decimal(24),
                Decimal(-16),
                day(7),
                date(2026, 12, 4),
                "PO 4471",
            ),
            MaterialPosition(
                UUID(int=52), "Epoxy base", "kg", Decimal(1120), Decimal(640), day(7), None, None
            ),
        ],
        "slips": [slip()],
    }
    return Impact(**(facts | changes))


def overtime(**changes: Any) -> Alternative:
    with_it = [*STOCK[:4], 110, 110, 92, 80, 80, 22, 46, 46, 46, 60, 60]
    facts: dict[str, Any] = {
        "code": "overtime",
        "is_recommended": True,
        "adjustments": [
            Adjustment(
                AdjustmentKind.OVERTIME,
                ITEM_ID,
                "Epoxy primer 2K",
                "kit",
                SITE_ID,
                Decimal(40),
                on=day(4),
                work_center_id=UUID(int=42),
                work_center_name="Filling line 2",
                hours=Decimal(6),
            ),
            Adjustment(
                AdjustmentKind.MAKE_MORE,
                ITEM_ID,
                "Epoxy primer 2K",
                "kit",
                SITE_ID,
                Decimal(40),
                on=day(4),
            ),
        ],
        "deliveries": [DayQuantity(WANTED, Decimal(160))],
        "losers": [],
        "cost": Decimal(620),
        "cost_reasons": [
            Reason(
                "overtime_cost",
                {
                    "work_center": "Filling line 2",
                    "hours": "6",
                    "on": "2026-11-28",
                    "amount": "620",
                },
            )
        ],
        "margin": Decimal(2940),
        "fence": Fence.FREE,
        "loads": [
            load("Filling line 2", 97, 98, 42),
            load("Mixer 3", 83, 88, 43),
            load("Disperser 2", 71, 76, 44),
            load("Kitting", 64, 70, 45),
        ],
        "projected": line(with_it),
        "score": 88,
    }
    return Alternative(**(facts | changes))


def alternatives() -> list[Alternative]:
    two = [*STOCK[:9], 0, 6, 6, 6, 20, 20]
    return [
        overtime(),
        overtime(
            code="move_other",
            is_recommended=False,
            losers=[slip()],
            cost=Decimal(0),
            cost_reasons=[],
            margin=Decimal(3560),
            fence=Fence.NEGOTIABLE,
            loads=[load("Filling line 2", 97, 97, 42)],
            projected=line(STOCK),
            score=71,
        ),
        overtime(
            code="two_deliveries",
            is_recommended=False,
            deliveries=[
                DayQuantity(WANTED, Decimal(142)),
                DayQuantity(date(2026, 12, 7), Decimal(18)),
            ],
            losers=[
                slip(
                    customer_name="Hartmann Wind Towers",
                    quantity=Decimal(18),
                    demand_line_id=UUID(int=20418),
                )
            ],
            cost=Decimal(85),
            cost_reasons=[Reason("second_delivery", {"amount": "85"})],
            margin=Decimal(3475),
            loads=[load("Filling line 2", 97, 97, 42)],
            adjustments=[
                Adjustment(
                    AdjustmentKind.SPLIT_DELIVERY,
                    ITEM_ID,
                    "Epoxy primer 2K",
                    "kit",
                    SITE_ID,
                    Decimal(18),
                    on=date(2026, 12, 7),
                )
            ],
            projected=line(two),
            score=64,
        ),
    ]
