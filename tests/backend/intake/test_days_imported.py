"""Days of validity come in with master data, and a quote goes by the day on which it begins."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from backend.catalog.queries import planning_catalog
from backend.catalog.tables import Alternate, BillOfMaterialLine, Item, ItemSite, Site
from backend.engine.ground import ground_of
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


def followed() -> Rows:
    """One can a kit until the day before the switch, two from it on."""
    tables = dated_tables()
    first, _ = tables["bill_of_material_line"]
    tables["bill_of_material_line"] = [
        first,
        {**first, "quantity_per": 2, "first_on": day(5), "last_on": None},
    ]
    return tables


async def lines() -> set[tuple[Decimal, date | None, date | None]]:
    """Quantity and days of every line there is."""
    rows = await BillOfMaterialLine.select()
    return {(row["quantity_per"], row["first_on"], row["last_on"]) for row in rows}


async def test_a_component_follows_itself_with_another_quantity_and_a_file_brings_all_its_days(
    load: Importing,
) -> None:
    tables = followed()
    await load(tables)
    switch = date.fromisoformat(day(5))
    both = {(Decimal(1), None, date.fromisoformat(day(4))), (Decimal(2), switch, None)}
    assert await lines() == both
    again = await load(tables)
    assert (again.added_count, again.changed_count) == (0, 0)

    # A kit that begins on day 6 takes two cans.
    riga, kit = (
        await Site.objects().get(Site.code == "RIX"),
        await Item.objects().get(Item.code == "KIT"),
    )
    assert riga is not None
    assert kit is not None
    ground = ground_of(await situation_at(NOW, riga.id, await planning_catalog()))
    per_unit = [
        [Fraction(*ratio) for _, ratio in ground.draws((kit.id, riga.id), None, start)]
        for start in (4, 5)
    ]
    assert per_unit == [[1], [2]]

    # Without days the file has one line of it, and no other stays.
    alone = {"parent_item_code": "KIT", "component_item_code": "CAN", "quantity_per": 3}
    loaded = await load({"bill_of_material_line": [alone]})
    assert (loaded.added_count, loaded.changed_count) == (0, 2)
    assert await lines() == {(Decimal(3), None, None)}


async def test_days_of_a_component_that_overlap_are_refused_with_the_other_line(
    load: Importing,
) -> None:
    tables = followed()
    tables["bill_of_material_line"][1] |= {"first_on": day(4)}
    [cell] = await refused(load, tables)
    assert (cell.line, cell.column, cell.value, cell.code, cell.facts) == (
        3, "first_on", day(4), "overlapping_days", {"other_line": "2"},
    )  # fmt: skip


async def test_the_days_of_a_component_come_together_or_not_at_all(load: Importing) -> None:
    await load(followed())
    before = await lines()
    tables = followed()
    tables["bill_of_material_line"][0] |= {"quantity_per": 4}
    tables["bill_of_material_line"][1] |= {"first_on": day(4)}
    loaded = await load(tables, skips_bad=True)
    assert [(cell.line, cell.code) for cell in loaded.bad_cells] == [
        (3, "overlapping_days"), (2, "depends_on_bad"),
    ]  # fmt: skip
    assert await lines() == before
