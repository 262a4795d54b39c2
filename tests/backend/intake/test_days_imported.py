"""Days of validity come in with master data, and a quote goes by the day on which it begins."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from backend.catalog.queries import planning_catalog
from backend.catalog.tables import Alternate, BillOfMaterialLine, Item, ItemSite, Site
from backend.engine.quote import quote
from backend.engine.situation import Change
from backend.engine.ways import Rates
from backend.promise.queries import situation_at
from shared.ids import new_id
from tests.backend.intake.conftest import Importing
from tests.backend.intake.test_loading import refused
from tests.builders import NOW
from tests.tables import Rows, small_tables

TODAY = NOW.date()
SWITCH = TODAY + timedelta(days=5)


def day(ahead: int) -> str:
    return (TODAY + timedelta(days=ahead)).isoformat()


def dated_tables() -> Rows:
    """Kits take cans until the day before the switch, boxes from it on; cans are no longer sold after day 3."""
    tables = small_tables()
    tables["item"] += [tables["item"][1] | {"code": "BOX", "name": "Box"}]
    tables["stock"] = []
    tables["plan_line"] = []
    tables["demand_line"] = tables["demand_line"][1:]
    tables["routing_step"] = []
    tables["item_site"] += [
        {"item_code": "CAN", "site_code": "RIX", "procurement": "buy", "supplier_code": "S1", "lead_time_days": 1, "last_on": day(3)},
        {"item_code": "BOX", "site_code": "RIX", "procurement": "buy", "supplier_code": "S1", "lead_time_days": 30},
    ]  # fmt: skip
    tables["bill_of_material_line"] = [
        {"parent_item_code": "KIT", "component_item_code": "CAN", "quantity_per": 1, "last_on": day(4)},
        {"parent_item_code": "KIT", "component_item_code": "BOX", "quantity_per": 1, "first_on": day(5)},
    ]  # fmt: skip
    tables["alternate"] = [
        {"code": "BOX-2", "item_code": "BOX", "site_code": "RIX", "name": "from Resins by air", "procurement": "buy",
         "lead_time_days": 1, "first_on": day(6), "last_on": day(9)},
    ]  # fmt: skip
    return tables


async def bought_for(due: int) -> dict[str, tuple[str, ...]]:
    """What the ways to have ten kits on a day buy, and why it is not there by itself."""
    riga = await Site.objects().get(Site.code == "RIX")
    kit = await Item.objects().get(Item.code == "KIT")
    assert riga is not None
    assert kit is not None
    catalog = await planning_catalog()
    asked = Change(
        kit.id, riga.id, new_id(), "Anna", Decimal(0), Decimal(10), TODAY + timedelta(days=due)
    )
    found = quote(await situation_at(NOW, riga.id, catalog), asked, pack=Decimal(1), rates=Rates())
    bought = {
        (step.item_name, step.alternate_name or "")
        for option in found.options
        if not option.open_quantity and option.deliveries[-1].on <= asked.due_on_after
        for step in option.adjustments
        if step.item_name != "Kit" and step.on
    }
    whys = {each.code: each.facts.get("on", "") for each in found.reasons}
    return {
        "bought": tuple(sorted(" ".join(each).strip() for each in bought)),
        "outside": tuple(whys[code] for code in ("way_not_yet", "way_ended") if code in whys),
    }


async def test_a_quote_takes_components_suppliers_and_alternates_that_were_imported_by_their_days(
    load: Importing,
) -> None:
    await load(dated_tables())

    assert await bought_for(3) == {"bought": ("Can",), "outside": ()}
    # A kit that begins on day 6 or later takes a box, and boxes come in time by the alternate alone.
    assert (await bought_for(8))["bought"] == ("Box from Resins by air",)
    rows = [*await BillOfMaterialLine.select(), *await Alternate.select(), *await ItemSite.select()]
    said = [(row["first_on"], row["last_on"]) for row in rows]
    assert sorted(said, key=str) == sorted(
        [
            (None, date.fromisoformat(day(4))),
            (SWITCH, None),
            (date.fromisoformat(day(6)), date.fromisoformat(day(9))),
            (None, date.fromisoformat(day(3))),
            *[(None, None)] * 3,
        ],
        key=str,
    )


async def test_what_a_file_does_not_say_stays_with_an_item_at_a_site_and_goes_elsewhere(
    load: Importing,
) -> None:
    tables = dated_tables()
    await load(tables)
    for name in ("item_site", "bill_of_material_line", "alternate"):
        for row in tables[name]:
            row.pop("first_on", None)
            row.pop("last_on", None)
    await load(tables)
    catalog = await planning_catalog()
    assert {each.lots.last_on for each in catalog.item_sites.values()} == {
        None,
        TODAY + timedelta(days=3),
    }
    said = {(each.first_on, each.last_on) for each in catalog.components}
    assert said | {(each.first_on, each.last_on) for each in catalog.alternates} == {(None, None)}


@pytest.mark.parametrize("table", ["item_site", "bill_of_material_line", "alternate"])
async def test_a_last_day_before_the_first_is_refused(load: Importing, table: str) -> None:
    tables: dict[str, list[dict[str, Any]]] = {**dated_tables()}
    tables[table][0] |= {"first_on": day(9), "last_on": day(8)}
    [cell] = await refused(load, tables)
    assert (cell.file, cell.line, cell.column, cell.code) == (
        f"{table}.csv", 2, "last_on", "before_start",
    )  # fmt: skip
