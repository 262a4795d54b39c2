"""Builders of the plan board, KPI, alerts and imports of the sample day."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.schemas.alert import AlertRow
from shared.schemas.intake import BadCell, ImportRun
from shared.schemas.kpi import KPIBoard, KPICard, KPICause, KPIRow, KPIView, Reading
from shared.schemas.plan import PlanBlock, PlanBoard, PlanCell, PlanLane, PlanSite
from shared.terms import (
    AlertSeverity,
    KPIName,
)
from tests.frontend.sample_day import (
    NOW,
    OTHER_SITE_ID,
    PROPOSAL_ID,
    REVISION_ID,
    SITE_ID,
    TODAY,
    day,
)


def board(alternative: str | None = None, number: int = 218) -> PlanBoard:
    def block(number: int, code: str, quantity: int, state: str = "planned") -> PlanBlock:
        return PlanBlock(
            UUID(int=number),
            UUID(int=number % 7),
            code,
            f"{code}, 20 kg",
            Decimal(quantity),
            "kit",
            Decimal(4),
            state,
        )

    names = ["Disperser 2", "Mixer 3", "Tinting", "Filling line 1", "Filling line 2", "Kitting"]
    codes = ["EP 7035", "BK 600", "PT 9010", "GR 600", "ZR 25", "FC 40"]
    lanes = []
    for row, name in enumerate(names):
        cells = []
        for n in range(10):
            on = day(n)
            is_open = on.weekday() < 5
            planned = (58 + (row * 13 + n * 17) % 41) if is_open else 0
            blocks = (
                [block(row * 100 + n, codes[(row + n) % 6], 30 + 10 * ((row + n) % 9))]
                if is_open
                else []
            )
            if is_open and (row + n) % 4 == 0:
                blocks.append(block(row * 100 + n + 50, codes[(row + n + 2) % 6], 36))
            if alternative and on == day(4) and row in {0, 4, 5}:
                blocks.append(block(row * 100 + 90, "EP 7035", 40, "comes_in"))
                planned = 44
            if alternative and n == 8 and row == 4:
                blocks.insert(0, block(491, "EP 7035", 40, "goes_out"))
            if row == 1 and n == 0:
                blocks.insert(0, block(191, "BK 600", 60, "urgent"))
            cells.append(
                PlanCell(
                    on,
                    Decimal(100 if is_open or planned else 0),
                    Decimal(planned),
                    n < 2,
                    blocks,
                    bool(is_open or planned),
                )
            )
        lanes.append(
            PlanLane(UUID(int=40 + row), name, Decimal(16), cells, is_packaging=name == "Kitting")
        )
    return PlanBoard(
        site_id=SITE_ID,
        site_name="Riga plant",
        sites=[PlanSite(SITE_ID, "Riga plant"), PlanSite(OTHER_SITE_ID, "Suzhou plant")],
        revision_id=REVISION_ID,
        revision_number=number,
        revised_at=NOW - timedelta(minutes=18),
        revised_by_name="Viktor Hahn",
        from_on=TODAY,
        today=TODAY,
        frozen_until=day(1),
        lanes=lanes,
        proposal_id=PROPOSAL_ID if alternative else None,
        alternative=alternative,
        current_revision_number=218,
        can_move=alternative is None and number == 218,
    )


def card(kpi: KPIName = KPIName.OTIF, **changes: Any) -> KPICard:
    values = [0.966, 0.972, 0.955, 0.952, 0.969, 0.958, 0.926, 0.920, 0.937, 0.941]
    facts: dict[str, Any] = {
        "kpi": kpi,
        "value": Decimal("0.941"),
        "unit": "ratio",
        "target": Decimal("0.95"),
        "higher_is_better": True,
        "is_on_target": False,
        "change": Decimal("0.004"),
        "readings": [
            Reading(TODAY - timedelta(days=7 * (9 - n)), Decimal(str(value)))
            for n, value in enumerate(values)
        ],
        "currency": None,
    }
    return KPICard(**(facts | changes))


def readings(*values: float) -> list[Reading]:
    return [
        Reading(TODAY - timedelta(days=7 * (len(values) - 1 - n)), Decimal(str(value)))
        for n, value in enumerate(values)
    ]


def kpi_board(**changes: Any) -> KPIBoard:
    facts: dict[str, Any] = {
        "as_of": NOW,
        "cards": [
            card(),
            card(
                KPIName.OPEN_DEMAND_AT_RISK,
                value=Decimal(48200),
                unit="money",
                target=Decimal(40000),
                higher_is_better=False,
                change=Decimal(5200),
                currency="EUR",
                readings=readings(
                    31000, 30500, 36000, 38000, 35000, 41000, 43000, 46000, 43000, 48200
                ),
            ),
            card(
                KPIName.ORDER_FILL_RATE,
                value=Decimal("0.978"),
                target=Decimal("0.97"),
                is_on_target=True,
                readings=readings(
                    0.968, 0.970, 0.971, 0.969, 0.974, 0.972, 0.975, 0.976, 0.977, 0.978
                ),
            ),
            card(
                KPIName.ORDER_LEAD_TIME,
                value=Decimal("9.2"),
                unit="days",
                target=Decimal(10),
                higher_is_better=False,
                is_on_target=True,
                change=Decimal("-0.3"),
                readings=readings(10.4, 10.2, 10.1, 9.8, 9.9, 9.7, 9.6, 9.4, 9.3, 9.2),
            ),
            card(
                KPIName.PROPOSALS_WAITING,
                value=Decimal(6),
                unit="count",
                target=Decimal(10),
                higher_is_better=False,
                is_on_target=True,
                change=Decimal(0),
                readings=readings(4, 6, 9, 7, 5, 8, 6, 7, 6, 6),
            ),
        ],
        "waiting_count": 6,
        "oldest_waiting_at": NOW - timedelta(hours=3),
    }
    return KPIBoard(**(facts | changes))


def kpi_view(name: KPIName = KPIName.OTIF, **changes: Any) -> KPIView:
    def row(reference: str, customer: str, **more: Any) -> KPIRow:
        facts: dict[str, Any] = {
            "subject_kind": "demand_line",
            "subject_id": reference,
            "order_reference": reference,
            "customer_name": customer,
            "item_name": "Epoxy primer 2K",
            "site_name": "Riga plant",
            "unit": "kit",
            "quantity": Decimal(40),
            "completed_quantity": Decimal(40),
            "due_on": date(2026, 11, 18),
            "promised_on": date(2026, 11, 19),
            "completed_on": date(2026, 11, 23),
            "counts_as": "miss",
            "cause": "capacity",
        }
        return KPIRow(**(facts | more))

    facts: dict[str, Any] = {
        "card": next((found for found in kpi_board().cards if found.kpi == name), card(name)),
        "numerator": Decimal(366),
        "denominator": Decimal(389),
        "period_from": date(2026, 11, 16),
        "period_to": date(2026, 11, 22),
        "causes": [
            KPICause("capacity", 9),
            KPICause("material", 6),
            KPICause("date_moved", 4),
            KPICause("picking", 2),
            KPICause("carrier", 2),
        ],
        "rows": [
            row("20344/1", "Baltic Ship Repair"),
            row(
                "20361/2",
                "Lumina Facades",
                counts_as="part",
                completed_quantity=Decimal(34),
                cause="material",
            ),
        ],
        "row_count": 23,
        "next_offset": 50,
    }
    return KPIView(**(facts | changes))


def alerts() -> list[AlertRow]:
    def alert(
        number: int,
        kind: str,
        severity: AlertSeverity,
        facts: dict[str, str],
        acknowledged_at: datetime | None = None,
        path: str = "/plan",
    ) -> AlertRow:
        return AlertRow(
            UUID(int=number),
            kind,
            severity,
            facts,
            NOW - timedelta(minutes=number),
            acknowledged_at,
            path,
        )

    return [
        alert(
            1,
            "order_slips",
            AlertSeverity.LATE,
            {
                "customer": "Baltic Ship Repair",
                "item": "Epoxy primer 2K",
                "quantity": "30",
                "unit": "kit",
                "promised_on": "2026-12-02",
                "days": "2",
            },
        ),
        alert(
            2,
            "supply_overdue",
            AlertSeverity.RISK,
            {
                "supplier": "Kolin Chemie",
                "item": "Hardener H-40",
                "reference": "PO 4471",
                "quantity": "200",
                "unit": "can",
                "due_on": "2026-11-21",
                "days": "3",
            },
        ),
        alert(
            3,
            "stock_short",
            AlertSeverity.RISK,
            {
                "item": "White pigment",
                "site": "Riga plant",
                "quantity": "120",
                "unit": "kg",
                "on": "2026-12-01",
            },
            acknowledged_at=NOW,
        ),
    ]


def import_runs() -> list[ImportRun]:
    bad = BadCell("demand_lines.csv", 14, "due_on", "31.11.2026", "day_unreadable", {})
    return [
        ImportRun(
            UUID(int=1),
            "norvik-2026-11.zip",
            "loading",
            NOW - timedelta(minutes=1),
            None,
            4200,
            18000,
            0,
            [],
            0,
        ),
        ImportRun(
            UUID(int=2),
            "orders.xlsx",
            "refused",
            NOW - timedelta(hours=2),
            NOW - timedelta(hours=2),
            0,
            812,
            0,
            [bad],
            1,
        ),
    ]
