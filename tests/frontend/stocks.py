"""Builders of the stock of the sample day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.forecast_terms import ForecastPeriod
from shared.schemas.replenishment import SupplyEnd
from shared.schemas.safety import (
    SafetyStockAt,
    SafetyStockBoard,
    SafetyStockProposal,
    SafetyStockRow,
    SafetyStocksAsked,
    SafetyStockView,
)
from shared.schemas.stock import (
    HeldDays,
    LotRules,
    LotRulesAt,
    LotRulesView,
    StockBoard,
    StockFigures,
    StockGroup,
    StockLot,
    StockRow,
    StockSite,
)
from shared.terms import Procurement, SafetyLack, SafetySide, StockMark, StockStage
from tests.frontend.sample_day import ITEM_ID, OTHER_SITE_ID, SITE_ID, TODAY


def row(**changes: Any) -> StockRow:
    facts: dict[str, Any] = {
        "item_id": ITEM_ID,
        "item_code": "EP 7035",
        "item_name": "Epoxy primer 2K, grey RAL 7035, 20 kg kit",
        "family": "Epoxy primers",
        "stage": StockStage.FINISHED,
        "unit": "kit",
        "site_id": SITE_ID,
        "site_name": "Riga plant",
        "on_hand_quantity": Decimal(58),
        "in_work_quantity": Decimal(80),
        "safety_stock": Decimal(40),
        "value": Decimal(3016),
        "cover_days": 9,
        "gap_quantity": Decimal(28),
        "gap_on": TODAY + timedelta(days=9),
        "surplus_quantity": Decimal(0),
        "surplus_value": Decimal(0),
        "expired_quantity": Decimal(4),
        "expired_value": Decimal(208),
        "wasted_quantity": Decimal(12),
        "wasted_value": Decimal(624),
        "wasted_from": TODAY + timedelta(days=5),
        "marks": [StockMark.GAP, StockMark.WASTE],
        "lots": [
            StockLot("R-088", Decimal(4), TODAY - timedelta(days=1), True, Decimal(4)),
            StockLot("R-101", Decimal(20), TODAY + timedelta(days=5), False, Decimal(12)),
            StockLot("R-204", Decimal(38), None, False, Decimal(0)),
        ],
        **changes,
    }
    return StockRow(**facts)


def surplus_row() -> StockRow:
    return row(
        item_id=UUID(int=20),
        item_code="TH 20",
        item_name="Thinner T-20, 20 l can",
        family="Thinners",
        unit="can",
        cover_days=None,
        gap_quantity=Decimal(0),
        gap_on=None,
        surplus_quantity=Decimal(45),
        surplus_value=Decimal(900),
        expired_quantity=Decimal(0),
        expired_value=Decimal(0),
        wasted_quantity=Decimal(0),
        wasted_value=Decimal(0),
        wasted_from=None,
        marks=[StockMark.SURPLUS],
        lots=[],
    )


def board(**changes: Any) -> StockBoard:
    facts: dict[str, Any] = {
        "currency": "EUR",
        "as_of_on": TODAY,
        "sites": [StockSite(SITE_ID, "Riga plant"), StockSite(OTHER_SITE_ID, "Hamburg")],
        "families": ["Epoxy primers", "Thinners"],
        "figures": StockFigures(Decimal(3916), 1, Decimal(900), Decimal(624), Decimal(208)),
        "rows": [row(), surplus_row()],
        "groups": [],
        "row_count": 2,
        "next_offset": None,
        **changes,
    }
    return StockBoard(**facts)


def by_family() -> StockBoard:
    groups = [
        StockGroup("Epoxy primers", "Epoxy primers", 1, Decimal(3016), 1, Decimal(0), Decimal(624), Decimal(208)),
        StockGroup("Thinners", "Thinners", 1, Decimal(900), 0, Decimal(900), Decimal(0), Decimal(0)),
    ]  # fmt: skip
    return board(rows=[], groups=groups)


def rules(**changes: Any) -> LotRules:
    facts: dict[str, Any] = {
        "lead_time_days": 2, "lead_time_days_per_unit": Decimal("0.005"), "safety_stock": Decimal(40),
        "lot_minimum": Decimal(20), "lot_multiple": Decimal(10), "lot_maximum": Decimal(80), "lot_cover_days": 5,
        "yield_ratio": Decimal("0.985"),
    }  # fmt: skip
    return LotRules(**{**facts, **changes})


def component_days(
    number: int, name: str, first_on: date | None, last_on: date | None, **changes: Any
) -> HeldDays:
    facts: dict[str, Any] = {
        "item_id": UUID(int=80 + number), "quantity_per": Decimal(1), "scrap_ratio": Decimal(0), "unit": "pc", **changes
    }  # fmt: skip
    return HeldDays(name, first_on, last_on, UUID(int=70 + number), **facts)


COMPONENTS = [
    component_days(1, "Pail 20 l", None, date(2026, 12, 31)),
    component_days(2, "Resin", None, None, quantity_per=Decimal("16.5"), unit="kg"),
]


def lot_rules(item_id: UUID, *, may_set: bool = True) -> LotRulesView:
    return LotRulesView(
        item_id, "EP 7035", "Epoxy primer 2K, grey RAL 7035, 20 kg kit", "kit", may_set,
        [
            LotRulesAt(
                SITE_ID, "Riga plant", Procurement.MAKE, rules(), "a1",
                COMPONENTS, [HeldDays("on filling line 1", date(2026, 12, 3), date(2027, 1, 31), UUID(int=79))], "y1",
            ),
            LotRulesAt(OTHER_SITE_ID, "Oslo shop", Procurement.BUY, rules(yield_ratio=Decimal(1)), "b2"),
        ],
        may_set_components=may_set, components_ver="x1",
    )  # fmt: skip


def safety_stocks(item_id: UUID, *, may_take: bool = True) -> SafetyStockView:
    """Riga needs more than it has, Oslo has no forecast."""
    found = SafetyStockProposal(
        safety_stock=Decimal(42), service_goal=Decimal("0.98"), customer_class=1, customer_count=3,
        lead_time_days=10, review_days=1, error_quantity=Decimal("16.3"), period=ForecastPeriod.WEEK,
        period_count=52, is_sparse=False, run_number=12, run_on=date(2026, 11, 29),
    )  # fmt: skip
    return SafetyStockView(
        item_id, "Epoxy primer 2K, grey RAL 7035, 20 kg kit", "kit", may_take,
        [
            SafetyStockAt(SITE_ID, "Riga plant", Decimal(40), "a1", found, None),
            SafetyStockAt(OTHER_SITE_ID, "Oslo shop", Decimal(40), "b2", None, SafetyLack.NOT_FORECAST),
        ],
    )  # fmt: skip


def supply_ends(item_id: UUID, **changes: Any) -> list[SupplyEnd]:
    """The supply of the one item ends at the shop in Oslo that buys it; that of others goes on."""
    facts: dict[str, Any] = {
        "site_id": OTHER_SITE_ID, "alert_id": UUID(int=790), "ends_on": date(2026, 12, 31), "order_on": date(2026, 12, 30),
        "short_on": date(2027, 1, 12), "needed": Decimal(60), "missing": Decimal(48), "lead_time_days": 2,
        "waiting_id": None, "may_ask": True, **changes,
    }  # fmt: skip
    return [SupplyEnd(**facts)] if item_id == ITEM_ID else []


def safety_board(asked: SafetyStocksAsked, *, may_take: bool = True) -> SafetyStockBoard:
    """One of each side, thirty as proposed, and some for which nothing is proposed."""
    low = SafetyStockRow(
        ITEM_ID, "EP 7035", "Epoxy primer 2K, grey RAL 7035, 20 kg kit", "kit", SITE_ID, "Riga plant",
        Decimal(40), Decimal(58), Decimal("1872.00"), "a1",
    )  # fmt: skip
    high = SafetyStockRow(
        UUID(int=12), "TH 12", "Thinner 12, 5 l", "can", OTHER_SITE_ID, "Oslo shop",
        Decimal(200), Decimal(90), Decimal("-440.00"), "b2",
    )  # fmt: skip
    sides = {SafetySide.LOW: [low], SafetySide.HIGH: [high]}
    rows = sides[asked.side] if asked.side else [low, high]
    return SafetyStockBoard(
        currency="EUR", may_take=may_take, counts={SafetySide.LOW: 1, SafetySide.HIGH: 1},
        values={SafetySide.LOW: low.value, SafetySide.HIGH: high.value}, as_proposed_count=30,
        lacks={SafetyLack.NOT_FORECAST: 12, SafetyLack.NO_BUYERS: 3}, rows=rows, row_count=len(rows), next_offset=None,
    )  # fmt: skip
