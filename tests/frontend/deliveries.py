"""Builders of delivery rules of the sample day."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.schemas.delivery import DeliveryChoice, DeliveryRuleView, UsualDelivery

LINE_ID = UUID(int=811)
CUSTOMER_ID = UUID(int=812)


def rule(**changes: Any) -> DeliveryRuleView:
    facts: dict[str, Any] = {
        "demand_line_id": LINE_ID,
        "customer_id": CUSTOMER_ID,
        "customer_name": "Hartmann",
        "order_reference": "20418",
        "line_number": 2,
        "item_name": "Primer kit",
        "unit": "kit",
        "quantity": Decimal(60),
        "due_on": date(2026, 12, 3),
        "promised_on": date(2026, 12, 3),
        "own": DeliveryChoice(maximum_days_late=5),
        "usual": UsualDelivery(allows_partial=False),
        "maximum_days_late": 5,
        "allows_partial": False,
        "minimum_partial_quantity": Decimal(0),
        "ships_together": False,
        "line_count": 3,
        "may_choose": True,
    }
    return DeliveryRuleView(**(facts | changes))
