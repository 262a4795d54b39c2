"""Builders of sites compared for an order of the sample day."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.schemas.routing import RouteBoard, RouteOption, RoutingChoice, SiteShare

RIGA, SHOP = UUID(int=831), UUID(int=832)


def option(**changes: Any) -> RouteOption:
    facts: dict[str, Any] = {
        "site_id": RIGA,
        "site_name": "Riga plant",
        "kind": "plant",
        "score": 86,
        "is_usual": True,
        "refused": None,
        "option": "make_more",
        "complete_on": date(2026, 12, 4),
        "days_late": 1,
        "from_stock": False,
        "free_ratio": Decimal("0.4"),
        "distance_km": Decimal(964),
        "cost": Decimal(120),
        "free_quantity": Decimal(20),
        "reserved_quantity": Decimal(0),
        "points": {},
    }
    return RouteOption(**(facts | changes))


def board(**changes: Any) -> RouteBoard:
    shop = option(
        site_id=SHOP,
        site_name="Riga shop",
        kind="shop",
        score=0,
        is_usual=False,
        refused="kept_back",
        reserved_quantity=Decimal(15),
        from_stock=True,
    )
    facts: dict[str, Any] = {
        "customer_id": UUID(int=833),
        "customer_name": "Hartmann",
        "item_id": UUID(int=834),
        "item_name": "Primer kit",
        "unit": "kit",
        "quantity": Decimal(60),
        "due_on": date(2026, 12, 3),
        "site_id": None,
        "routes": [option(), shop],
        "choice": RoutingChoice(40, 20, 10, 15, 15, Decimal(40), Decimal("0.9")),
        "shares": [SiteShare(SHOP, "Riga shop", "shop", Decimal("0.3"))],
        "currency": "EUR",
        "may_route": True,
        "may_choose": False,
    }
    return RouteBoard(**(facts | changes))
