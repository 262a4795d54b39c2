"""Builders of shortages of the sample day, and of who gets what."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.schemas.allocation import (
    AllocationBoard,
    AllocationLot,
    AllocationPreview,
    AllocationRow,
    AllocationRule,
    AllocationShare,
    AllocationView,
    DecidedAllocation,
    ShortageRow,
)
from shared.schemas.impact import Adjustment, DayQuantity
from shared.terms import AdjustmentKind, AllocationOutcome, AllocationStrategy, ProposalStatus
from tests.frontend.sample_day import NOW

ITEM_ID, SITE_ID, ALLOCATION_ID = UUID(int=821), UUID(int=822), UUID(int=823)
FIRST, THIRD, TENTH = date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 10)


def share(**changes: Any) -> AllocationShare:
    facts: dict[str, Any] = {
        "demand_line_id": UUID(int=824),
        "order_reference": "20377 / 1",
        "customer_id": UUID(int=825),
        "customer_name": "Baltic Ship Repair",
        "customer_class": 3,
        "strategy": AllocationStrategy.REDISTRIBUTE,
        "weight": 70,
        "quantity": Decimal(60),
        "wanted_on": FIRST,
        "promised_on": FIRST,
        "plan_on": FIRST,
        "parts": [DayQuantity(FIRST, Decimal(40)), DayQuantity(TENTH, Decimal(20))],
        "open_quantity": Decimal(0),
        "outcome": AllocationOutcome.PART_LATER,
        "days_late": 9,
        "is_better": False,
        "is_worse": True,
    }
    return AllocationShare(**(facts | changes))


def preview(**changes: Any) -> AllocationPreview:
    rules = [
        AllocationRule("", each, AllocationStrategy.REDISTRIBUTE, 100 - 10 * each)
        for each in range(1, 10)
    ]
    winner = share(
        demand_line_id=UUID(int=826),
        order_reference="20418 / 1",
        customer_name="Hartmann Wind Towers",
        customer_class=1,
        promised_on=THIRD,
        parts=[DayQuantity(THIRD, Decimal(60))],
        outcome=AllocationOutcome.KEPT,
        days_late=0,
        is_better=True,
        is_worse=False,
    )
    facts: dict[str, Any] = {
        "item_id": ITEM_ID,
        "site_id": SITE_ID,
        "item_name": "Thinner T-20",
        "site_name": "Riga plant",
        "family": "Thinner",
        "unit": "can",
        "missing": Decimal(20),
        "choices": [],
        "rules": rules,
        "shares": [winner, share()],
        "slips": [],
        "seen_id": UUID(int=827),
        "may_open": True,
    }
    return AllocationPreview(**(facts | changes))


def component_preview() -> AllocationPreview:
    """Hardener, which a lot of thinner and one of kits draw on."""

    def lot(**changes: Any) -> AllocationLot:
        facts: dict[str, Any] = {
            "reference": "P-14", "item_name": "Thinner T-20", "unit": "can",
            "quantity": Decimal(60), "drawn": Decimal(60), "starts_on": FIRST,
            "order_reference": "20377 / 1", "customer_name": "Baltic Ship Repair",
            "customer_class": 3, "strategy": AllocationStrategy.REDISTRIBUTE,
            "parts": [DayQuantity(FIRST, Decimal(20)), DayQuantity(TENTH, Decimal(40))],
            "open_quantity": Decimal(0), "days_late": 9,
        }  # fmt: skip
        return AllocationLot(**(facts | changes))

    kits = lot(
        reference="P-15", item_name="Primer kit", unit="kit", days_late=0,
        parts=[DayQuantity(FIRST, Decimal(60))],
    )  # fmt: skip
    move = Adjustment(
        AdjustmentKind.MOVE, ITEM_ID, "Thinner T-20", "can", SITE_ID, Decimal(40), TENTH,
        FIRST, reference="P-14",
    )  # fmt: skip
    late = share(item_name="Thinner T-20", unit="can")
    return preview(
        item_name="Hardener H-40", unit="kg", lots=[lot(), kits], moves=[move], shares=[late]
    )


def board(**changes: Any) -> AllocationBoard:
    facts: dict[str, Any] = {
        "shortages": [
            ShortageRow(
                ITEM_ID, SITE_ID, "Thinner T-20", "Riga plant", "Thinner", "can", Decimal(20),
                THIRD, 3, 1, None,
            )
        ],
        "decided": [
            DecidedAllocation(
                ALLOCATION_ID, "Epoxy primer 2K", "Riga plant", ProposalStatus.REJECTED,
                NOW - timedelta(days=1), "Viktor Hahn", "Li Na",
            )
        ],
        "waiting": [
            AllocationRow(
                ALLOCATION_ID, UUID(int=828), SITE_ID, "Primer kit", "Riga plant", NOW,
                NOW + timedelta(hours=4), None,
            )
        ],
        "rules": [AllocationRule("Thinner", 1, AllocationStrategy.GAIN, 90)],
        "families": ["Primer", "Thinner"],
        "may_open": True,
        "may_rule": True,
    }  # fmt: skip
    return AllocationBoard(**(facts | changes))


def view(**changes: Any) -> AllocationView:
    facts: dict[str, Any] = {
        "id": ALLOCATION_ID,
        "status": ProposalStatus.OPEN,
        "preview": preview(),
        "opened_at": NOW,
        "decide_by": NOW + timedelta(hours=4),
        "requested_by_name": "Pavel Orlov",
        "can_decide": True,
        "approval": None,
        "decided_by_name": None,
        "decided_at": None,
        "reason": None,
        "note": "",
    }
    return AllocationView(**(facts | changes))
