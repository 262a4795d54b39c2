"""Builders of the stock of the sample day."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.schemas.stock import StockBoard, StockFigures, StockGroup, StockLot, StockRow, StockSite
from shared.terms import StockMark, StockStage
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
