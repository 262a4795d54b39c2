"""The demo company's other ways: the small filling line, other pails, cans filled for hire, the other plant."""

from collections.abc import Iterable, Mapping
from typing import Final

from backend.connectors.base.tables import Tables
from backend.connectors.demo_company.goods import Good
from backend.connectors.demo_company.schedule import SETUP_HOURS
from backend.connectors.demo_company.sites import CENTER

# The small line fills large cans, but more slowly.
SLOWER: Final = 1.35
DEARER: Final = 1.22
_LARGE_CAN: Final = "PK-C20"
_PAIL: Final = "PK-P25"
_FILLED_FOR_HIRE: Final = {"EPH-4": "S-03", "PUH-20": "S-06", "FCH-5": "S-03"}
# Where a warehouse may also be filled from, and how many days that takes.
_LANES: Final = (("ALA", "TAO", 8, "from Qingdao"), ("HAM", "NGB", 32, "from Ningbo"), ("NGB", "HAM", 34, "from Hamburg"),
                 ("RIX-SHOP", "HAM", 3, "from Hamburg"), ("HAM-SHOP", "RIX", 4, "from Riga"), ("WEB", "RIX", 4, "from Riga"))  # fmt: skip


def add_alternates(
    tables: Tables, made: Iterable[Good], pace: Mapping[str, float], costs: Mapping[str, float]
) -> None:
    """Other ways to what is made in Riga, and to the kits that several sites keep."""
    for good in made:
        if "RIX" in good.sites and good.steps == (("fill_large", good.steps[0][1]),):
            _other_line(tables, good, pace)
        if "RIX" in good.sites and any(part == _LARGE_CAN for part, _ in good.parts):
            _other_pail(tables, good)
        if good.code in _FILLED_FOR_HIRE:
            tables.add(
                "alternate", code=f"{good.code}-HIRE", item_code=good.code, site_code="RIX", name="filled for hire",
                sequence=30, procurement="buy", supplier_code=_FILLED_FOR_HIRE[good.code], lead_time_days=6,
                lot_minimum=good.lot_minimum, lot_multiple=good.lot_multiple, unit_cost=round(costs[good.code] * DEARER, 4),
            )  # fmt: skip
    planned = {(row["item_code"], row["site_code"]) for row in tables.rows("item_site")}
    for site, source, days, name in _LANES:
        for good in made:
            if good.depth == 0 and {(good.code, site), (good.code, source)} <= planned:
                tables.add(
                    "alternate", code=f"{good.code}-{site}-{source}", item_code=good.code, site_code=site, name=name,
                    sequence=40, procurement="transfer", source_site_code=source, lead_time_days=days,
                    lot_minimum=good.pack, lot_multiple=good.pack,
                )  # fmt: skip


def _other_line(tables: Tables, good: Good, pace: Mapping[str, float]) -> None:
    center = CENTER["RIX", "fill_small"].code
    code = f"{good.code}-FILL1"
    _made(tables, good, code, "on filling line 1", 10)
    tables.add(
        "alternate_step", alternate_code=code, sequence=10, work_center_code=center,
        hours_per_unit=round(good.steps[0][1] * pace[center] * SLOWER, 9), setup_hours=SETUP_HOURS["fill_small"],
    )  # fmt: skip


def _other_pail(tables: Tables, good: Good) -> None:
    code = f"{good.code}-PAIL"
    _made(tables, good, code, "in 25 kg pails", 20)
    for part, per in good.parts:
        tables.add(
            "alternate_component", alternate_code=code, quantity_per=per, scrap_ratio=0,
            component_item_code=_PAIL if part == _LARGE_CAN else part,
        )  # fmt: skip


def _made(tables: Tables, good: Good, code: str, name: str, sequence: int) -> None:
    tables.add(
        "alternate", code=code, item_code=good.code, site_code="RIX", name=name, sequence=sequence, procurement="make",
        lead_time_days=2 if good.depth > 1 else 1, lot_minimum=good.lot_minimum, lot_multiple=good.lot_multiple,
    )  # fmt: skip
