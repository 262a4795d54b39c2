"""Builders of the production floor of the sample day."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.schemas.floor import FloorBoard, FloorCenter, FloorDowntime, FloorLine, FloorReportRow
from shared.schemas.plan import PlanSite
from shared.terms import DowntimeCause, ReportKind
from tests.frontend.sample_day import NOW, OTHER_SITE_ID, SITE_ID, TODAY, day


def line(number: int = 1, **changes: Any) -> FloorLine:
    facts: dict[str, Any] = {
        "plan_line_id": UUID(int=number),
        "production_order_id": None,
        "reference": f"P-{number}",
        "item_id": UUID(int=7),
        "item_code": "EP 7035",
        "item_name": "Epoxy primer 2K, grey RAL 7035, 20 kg kit",
        "unit": "kit",
        "quantity_decimals": 0,
        "quantity": Decimal(45),
        "planned_quantity": Decimal(80),
        "good_quantity": Decimal(30),
        "scrapped_quantity": Decimal(5),
        "on": TODAY,
        "state": "started",
        **changes,
    }
    return FloorLine(**facts)


def report(number: int = 1, **changes: Any) -> FloorReportRow:
    facts: dict[str, Any] = {
        "id": UUID(int=number),
        "ver": 1,
        "kind": ReportKind.OUTPUT,
        "work_center_name": None,
        "item_name": "Epoxy primer 2K, grey RAL 7035, 20 kg kit",
        "unit": "kit",
        "reference": "P-1",
        "facts": {
            "good_quantity": "30",
            "scrapped_quantity": "5",
            "is_done": "",
            "lot_code": "P-1-261124",
        },
        "note": "",
        "happened_on": TODAY,
        "reported_by_name": "Viktor Hahn",
        "reported_at": NOW - timedelta(minutes=12),
        "ended_at": None,
        "reversed_by_name": None,
        "reversed_at": None,
        "reversal_note": "",
        **changes,
    }
    return FloorReportRow(**facts)


def floor(**changes: Any) -> FloorBoard:
    downtime = FloorDowntime(
        UUID(int=9), NOW - timedelta(hours=1), None, DowntimeCause.BREAKDOWN, 1
    )
    down = report(
        2,
        kind=ReportKind.DOWNTIME,
        work_center_name="Mixer 3",
        item_name=None,
        unit=None,
        facts={
            "from_at": (NOW - timedelta(hours=1)).isoformat(),
            "until_at": "",
            "machine_count": "1",
            "cause": "breakdown",
        },
    )
    hours = report(
        3,
        kind=ReportKind.HOURS,
        work_center_name="Tinting",
        facts={
            "from_on": TODAY.isoformat(),
            "until_on": day(1).isoformat(),
            "hours": "",
            "efficiency_ratio": "0.8",
        },
        reversed_by_name="Vera Lind",
        reversed_at=NOW,
        reversal_note="The other shift",
        moved_count=3,
        returned_count=2,
    )
    facts: dict[str, Any] = {
        "site_id": SITE_ID,
        "site_name": "Riga plant",
        "sites": [PlanSite(SITE_ID, "Riga plant"), PlanSite(OTHER_SITE_ID, "Suzhou plant")],
        "time_zone": "Europe/Riga",
        "today": TODAY,
        "until_on": day(1),
        "assumed_until": NOW + timedelta(days=7),
        "centers": [
            FloorCenter(
                UUID(int=40), "Filling line 2", 2, Decimal("14.4"), Decimal("14.4"), Decimal(12),
                [], [line(), line(2, state="late", on=day(-1)), line(3, state="done")],
            ),
            FloorCenter(
                UUID(int=41), "Mixer 3", 1, Decimal(0), Decimal(16), Decimal(8), [downtime], [],
            ),
        ],
        "orders": [
            line(5, plan_line_id=None, production_order_id=UUID(int=5), reference="W-70233")
        ],
        "reports": [report(), down, hours],
        "can_report": True,
        **changes,
    }  # fmt: skip
    return FloorBoard(**facts)
