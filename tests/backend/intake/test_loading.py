"""A company comes in: everything or nothing, once or many times, and every bad row is named."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.audit.tables import AuditLine
from backend.catalog.queries import planning_catalog
from backend.catalog.tables import BillOfMaterialLine, Company, Customer, Item, ItemSite, Site
from backend.demand.tables import DemandLine, Shipment
from backend.dispatch import Dispatcher
from backend.identity.commands import AddPerson, RevokeScope
from backend.identity.tables import Person, PersonRole, Scope, ScopeMembership
from backend.intake.errors import ImportRefusedError
from backend.intake.queries import company_on_hand
from backend.intake.records import runs
from backend.intake.tables import ImportRun
from backend.plan.tables import PlanLine, PlanRevision
from backend.supply.queries import open_orders
from backend.supply.tables import Stock
from shared.schemas.intake import BadCell
from shared.terms import Language, Role
from tests.backend.intake.conftest import Importing
from tests.tables import Rows, small_tables


async def refused(load: Importing, tables: Rows) -> list[BadCell]:
    with pytest.raises(ImportRefusedError) as caught:
        await load(tables)
    return caught.value.bad_cells


async def versions() -> dict[str, int]:
    """Row versions of everything that an import may touch, by PostgreSQL's own hand."""
    rows = await Company.raw(
        "SELECT 'line' AS name, sum(xmin::text::bigint) AS mark FROM demand_line "
        "UNION ALL SELECT 'item', sum(xmin::text::bigint) FROM item "
        "UNION ALL SELECT 'person', sum(xmin::text::bigint) FROM person "
        "UNION ALL SELECT 'membership', sum(xmin::text::bigint) FROM scope_membership "
        "UNION ALL SELECT 'plan', sum(xmin::text::bigint) FROM plan_line "
        "UNION ALL SELECT 'stock', sum(xmin::text::bigint) FROM stock"
    )
    return {row["name"]: row["mark"] for row in rows}


async def test_a_whole_company_comes_in_with_one_command(load: Importing) -> None:
    loaded = await load(small_tables())

    assert loaded.skipped_count == 0
    assert loaded.added_count == 30
    assert await company_on_hand() == ("Small coatings", False)
    line = (await DemandLine.select().where(DemandLine.order_reference == "20418"))[0]
    assert (line["quantity"], line["status"], line["archived_at"], line["ver"]) == (
        120,
        "open",
        None,
        1,
    )
    assert [row["command"] for row in await AuditLine.select()] == ["LoadCompany"]
    run = (await runs())[0]
    assert (run.status, run.done_count, run.bad_count) == ("done", 30, 0)


async def test_a_site_has_a_scope_of_its_own_id(load: Importing) -> None:
    await load(small_tables())
    scopes = {row["id"]: row["kind"] for row in await Scope.select()}
    assert {scopes[row["id"]] for row in await Site.select()} == {"site"}
    assert all(row["id"] == row["scope_id"] for row in await Site.select())


async def test_who_sees_everything_sees_what_an_import_adds_until_a_scope_is_taken(
    load: Importing, dispatcher: Dispatcher
) -> None:
    admin = AddPerson("ada@x.example", "Ada", (Role.ADMIN,), Language.ENGLISH, sees_everything=True)
    ada = await dispatcher.dispatch(admin, actor_id=None)
    tables = small_tables()
    first = tables["territory"][0]
    await load(tables)
    assert await scopes_of(ada) == {row["id"] for row in await Scope.select()}

    taken = (await Scope.select().where(Scope.code == first["code"]))[0]["id"]
    await dispatcher.dispatch(RevokeScope(ada, taken), actor_id=None)
    tables["territory"].append({**first, "code": "T-NEW", "name": "New"})
    await load(tables)
    added = (await Scope.select().where(Scope.code == "T-NEW"))[0]["id"]
    assert not await scopes_of(ada) & {taken, added}


async def scopes_of(person_id: UUID) -> set[UUID]:
    rows = await ScopeMembership.select().where(
        ScopeMembership.person_id == person_id, ScopeMembership.revoked_at.is_null()
    )
    return {row["scope_id"] for row in rows}


async def test_a_line_closed_more_than_thirty_days_ago_leaves_the_phones(load: Importing) -> None:
    await load(small_tables())
    line = (await DemandLine.select().where(DemandLine.order_reference == "20344"))[0]
    assert line["archived_at"].isoformat() == "2026-10-10T00:00:00+00:00"


async def test_importing_the_same_again_writes_nothing(load: Importing) -> None:
    await load(small_tables())
    before = await versions()
    loaded = await load(small_tables())
    assert (loaded.added_count, loaded.changed_count) == (0, 0)
    assert await versions() == before
    assert await PlanRevision.count() == 2


async def test_only_the_row_that_differs_is_written(load: Importing) -> None:
    await load(small_tables())
    tables = small_tables()
    tables["demand_line"][0]["quantity"] = "160"
    loaded = await load(tables)
    assert (loaded.added_count, loaded.changed_count) == (0, 1)
    vers = {row["order_reference"]: row["ver"] for row in await DemandLine.select()}
    assert vers == {"20418": 2, "20344": 1}


async def test_rows_may_come_alone_when_what_they_refer_to_is_there(load: Importing) -> None:
    await load(small_tables())
    tables = small_tables()
    more = tables["demand_line"][0] | {"order_reference": "20500"}
    loaded = await load({"demand_line": [more]})
    assert loaded.added_count == 1


async def test_a_plan_that_differs_becomes_the_next_revision(load: Importing) -> None:
    await load(small_tables())
    tables = small_tables()
    tables["plan_line"][1]["quantity"] = 90
    tables["plan_line"].append(tables["plan_line"][0] | {"reference": "W3"})
    await load(tables)

    riga = (await Site.select(Site.id).where(Site.code == "RIX"))[0]["id"]
    numbers = [
        row["number"] for row in await PlanRevision.select().where(PlanRevision.site_id == riga)
    ]
    assert sorted(numbers) == [1, 2]
    lines = await PlanLine.select().order_by(PlanLine.reference).order_by(PlanLine.from_number)
    assert [
        (row["reference"], int(row["quantity"]), row["from_number"], row["to_number"])
        for row in lines
    ] == [("W1", 40, 1, None), ("W2", 60, 1, 2), ("W2", 90, 2, None), ("W3", 40, 2, None)]
    assert lines[1]["line_id"] == lines[2]["line_id"]


async def test_stock_is_a_snapshot_of_each_site_that_is_named(load: Importing) -> None:
    await load(small_tables())
    await load({"stock": small_tables()["stock"][:1]})
    assert [(row["lot_code"], row["quantity"]) for row in await Stock.select()] == [("L1", 80)]


async def test_people_get_the_roles_and_scopes_that_the_file_says(load: Importing) -> None:
    await load(small_tables())
    tables = small_tables()
    tables["person"][0] |= {"territories": "T-S", "roles": "rep|steward"}
    await load(tables)
    marta = (await Person.select(Person.id).where(Person.email == "marta@example.com"))[0]["id"]
    roles = await PersonRole.select(PersonRole.role).where(PersonRole.person_id == marta)
    assert {row["role"] for row in roles} == {"rep", "steward"}
    rows = await ScopeMembership.select(ScopeMembership.revoked_at).where(
        ScopeMembership.person_id == marta
    )
    assert sorted(row["revoked_at"] is None for row in rows) == [False, True]


def _bad(entity: str, change: dict[str, Any]) -> Rows:
    tables = small_tables()
    tables[entity][0] |= change
    return tables


@pytest.mark.parametrize(
    ("entity", "change", "column", "code"),
    [
        ("demand_line", {"customer_code": "C9"}, "customer_code", "unknown_reference"),
        ("demand_line", {"quantity": "12.5"}, "quantity", "too_many_decimals"),
        ("demand_line", {"quantity": "-3"}, "quantity", "negative"),
        ("demand_line", {"quantity": "many"}, "quantity", "wrong_number"),
        ("demand_line", {"quantity": ""}, "quantity", "missing"),
        ("demand_line", {"due_on": "31.02.2027"}, "due_on", "no_such_day"),
        ("demand_line", {"due_on": "tomorrow"}, "due_on", "wrong_date"),
        ("demand_line", {"due_on": "2026-11-01"}, "due_on", "before_start"),
        ("demand_line", {"status": "lost"}, "status", "not_in_list"),
        ("demand_line", {"shipped_quantity": "121"}, "shipped_quantity", "shipped_too_much"),
        ("customer", {"territory_code": "T-X"}, "territory_code", "unknown_reference"),
        ("person", {"territories": "T-N|T-X"}, "territories", "unknown_reference"),
        ("person", {"email": "marta"}, "email", "wrong_email"),
        ("site", {"time_zone": "Europe/Rigga"}, "time_zone", "wrong_time_zone"),
        ("item", {"quantity_decimals": "7"}, "quantity_decimals", "out_of_range"),
        ("item_site", {"procurement": "transfer"}, "source_site_code", "source_site"),
        ("plan_line", {"quantity": "0"}, "quantity", "not_positive"),
        ("shipment", {"line_number": 7}, "order_reference", "unknown_reference"),
    ],
)  # fmt: skip
async def test_a_bad_cell_is_named_and_nothing_changes(
    load: Importing, entity: str, change: dict[str, Any], column: str, code: str
) -> None:
    cells = await refused(load, _bad(entity, change))
    assert (cells[0].file, cells[0].line, cells[0].column, cells[0].code) == (
        f"{entity}.csv", 2, column, code,
    )  # fmt: skip
    assert await Item.count() == 0
    assert await Scope.count() == 0
    assert await AuditLine.count() == 0
    assert (await runs())[0].status == "refused"


async def test_a_row_that_only_depends_on_a_bad_one_is_no_mistake_of_its_own(
    load: Importing,
) -> None:
    cells = await refused(load, _bad("customer", {"country": "Denmark"}))
    assert [(cell.file, cell.code) for cell in cells] == [("customer.csv", "wrong_letters")]


async def test_the_same_key_twice_is_refused_with_the_first_line(load: Importing) -> None:
    tables = small_tables()
    tables["customer"].append(dict(tables["customer"][0]))
    (cell,) = await refused(load, tables)
    assert (cell.line, cell.code, cell.facts) == (4, "duplicate_key", {"first_line": "2"})


async def test_rows_that_are_wrong_in_different_ways_are_all_named(load: Importing) -> None:
    tables = small_tables()
    shipment = tables["shipment"][0]
    tables["shipment"] += [shipment, shipment | {"reference": "D2", "line_number": 7}]
    cells = await refused(load, tables)
    assert [(cell.line, cell.code, cell.facts) for cell in cells] == [
        (3, "duplicate_key", {"first_line": "2"}), (4, "unknown_reference", {"entity": "demand_line"}),
    ]  # fmt: skip


async def test_a_circle_of_materials_is_refused_at_any_depth(load: Importing) -> None:
    tables = small_tables()
    tables["bill_of_material_line"].append(
        {"parent_item_code": "RAW", "component_item_code": "KIT", "quantity_per": 1}
    )
    cells = await refused(load, tables)
    assert [(cell.line, cell.code) for cell in cells] == [
        (2, "cyclic_bill_of_material"), (3, "cyclic_bill_of_material"), (4, "cyclic_bill_of_material"),
    ]  # fmt: skip


async def test_a_circle_through_what_was_there_before_is_refused(load: Importing) -> None:
    await load(small_tables())
    circle = {"parent_item_code": "RAW", "component_item_code": "KIT", "quantity_per": 1}
    (cell,) = await refused(load, {"bill_of_material_line": [circle]})
    assert cell.code == "cyclic_bill_of_material"
    assert await BillOfMaterialLine.count() == 2


async def test_skipping_leaves_out_bad_rows_and_all_that_depends_on_them(load: Importing) -> None:
    tables = _bad("customer", {"country": "Denmark"})
    tables["shipment"].append(
        {"reference": "D2", "order_reference": "20418", "line_number": 1, "shipped_on": "2026-11-20", "quantity": 5}
    )  # fmt: skip
    loaded = await load(tables, skips_bad=True)

    assert loaded.skipped_count == 3
    assert [(cell.file, cell.line, cell.code) for cell in loaded.bad_cells] == [
        ("customer.csv", 2, "wrong_letters"),
        ("demand_line.csv", 2, "depends_on_bad"),
        ("shipment.csv", 3, "depends_on_bad"),
    ]
    assert [row["code"] for row in await Customer.select()] == ["C2"]
    assert await DemandLine.count() == 1
    assert await Shipment.count() == 1
    assert (await runs())[0].skipped_count == 3


async def test_unknown_and_missing_columns_are_named(load: Importing) -> None:
    from backend.intake.staging import Sheet, stage

    del load
    sheet = Sheet("territory", "territory.csv", ("code", "nmae"), [(2, ("T-N", "North"))])
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        manifest = stage([sheet], Path(folder))
    assert [(cell.line, cell.column, cell.code) for cell in manifest.bad_cells] == [
        (1, "nmae", "unknown_column"),
        (1, "name", "missing_column"),
    ]


async def test_a_failed_load_leaves_no_run_open(
    load: Importing, owner_connection: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await owner_connection.execute("DROP TABLE customer_return, shipment")
    with pytest.raises(asyncpg.UndefinedTableError):
        await load(small_tables())
    rows = await ImportRun.select(ImportRun.status, ImportRun.ended_at)
    assert rows[0]["status"] == "refused"
    assert rows[0]["ended_at"] is not None
    assert await Item.count() == 0


async def test_ids_are_version_seven(load: Importing) -> None:
    await load(small_tables())
    ids: list[UUID] = [row["id"] for row in await Item.select(Item.id)]
    assert {each.version for each in ids} == {7}


def _with_alternates() -> Rows:
    tables = small_tables()
    tables["alternate"] = [
        {"code": "KIT-2", "item_code": "KIT", "site_code": "RIX", "name": "by hand", "procurement": "make",
         "lead_time_days": 1},
        {"code": "KIT-HAM", "item_code": "KIT", "site_code": "HAM", "name": "bought", "procurement": "buy",
         "supplier_code": "S1", "lead_time_days": 5, "unit_cost": "12.5"},
    ]  # fmt: skip
    tables["alternate_component"] = [
        {"alternate_code": "KIT-2", "component_item_code": "RAW", "quantity_per": "17"}
    ]
    tables["alternate_step"] = [
        {
            "alternate_code": "KIT-2",
            "sequence": 10,
            "work_center_code": "FILL",
            "hours_per_unit": "0.1",
        }
    ]
    tables["plan_line"][0]["alternate_code"] = "KIT-2"
    tables["production_order"] = [
        {"reference": "W-7", "item_code": "KIT", "site_code": "RIX", "alternate_code": "KIT-2", "quantity": 10,
         "planned_start_on": "2026-11-25", "planned_end_on": "2026-11-26", "status": "open"},
    ]  # fmt: skip
    return tables


async def test_other_ways_come_in_and_plan_lines_say_which(load: Importing) -> None:
    await load(_with_alternates())
    await load(_with_alternates())

    by_hand, bought = sorted((await planning_catalog()).alternates, key=lambda each: each.code)
    assert (by_hand.name, bought.supplier_name, bought.unit_cost) == (
        "by hand",
        "Resins",
        Decimal("12.5"),
    )
    assert [each.quantity_per for each in by_hand.components] == [17]
    assert [each.hours_per_unit for each in by_hand.steps] == [Decimal("0.1")]
    rows = await PlanLine.select().where(PlanLine.to_number.is_null()).order_by(PlanLine.reference)
    assert [row["alternate_id"] for row in rows] == [by_hand.id, None]
    assert await PlanRevision.count() == 2
    assert [each.alternate_id for each in await open_orders()] == [by_hand.id]


async def test_a_plan_line_does_not_come_by_another_items_way(load: Importing) -> None:
    tables = _with_alternates()
    tables["plan_line"][0]["alternate_code"] = "KIT-HAM"
    (cell,) = await refused(load, tables)
    assert (cell.column, cell.code, cell.facts) == (
        "alternate_code", "alternate_of_other", {"item": "KIT", "site": "HAM"},
    )  # fmt: skip
    tables = _with_alternates()
    tables["production_order"][0]["alternate_code"] = "KIT-HAM"
    (cell,) = await refused(load, tables)
    assert (cell.column, cell.code) == ("alternate_code", "alternate_of_other")


async def test_nothing_is_part_of_itself_by_an_alternate(load: Importing) -> None:
    tables = _with_alternates()
    tables["alternate"].append(
        {
            "code": "CAN-2",
            "item_code": "CAN",
            "site_code": "RIX",
            "name": "odd",
            "procurement": "make",
        }
    )
    tables["alternate_component"].append(
        {"alternate_code": "CAN-2", "component_item_code": "KIT", "quantity_per": 1}
    )
    (cell,) = await refused(load, tables)
    assert (cell.file, cell.line, cell.code) == (
        "alternate_component.csv",
        3,
        "cyclic_bill_of_material",
    )


async def test_nothing_is_part_of_itself_by_an_alternate_that_was_there_before(
    load: Importing,
) -> None:
    tables = _with_alternates()
    tables["alternate_component"].append(
        {"alternate_code": "KIT-2", "component_item_code": "BOX", "quantity_per": 1}
    )
    tables["item"].append(tables["item"][0] | {"code": "BOX", "name": "Box"})
    await load(tables)
    circle = {"parent_item_code": "BOX", "component_item_code": "KIT", "quantity_per": 1}
    (cell,) = await refused(load, {"bill_of_material_line": [circle]})
    assert (cell.line, cell.code) == (2, "cyclic_bill_of_material")


async def planned_at_sites() -> list[tuple[object, ...]]:
    """What is said of lots, the made item first."""
    rows = await ItemSite.select().order_by(ItemSite.procurement, ascending=False)
    names = (
        "lot_maximum",
        "lot_cover_days",
        "yield_ratio",
        "lead_time_days_per_unit",
        "safety_days",
    )
    return [tuple(row[name] for name in names) for row in rows]


async def test_lots_have_a_maximum_days_a_yield_and_days_a_unit(load: Importing) -> None:
    tables = small_tables()
    made = next(row for row in tables["item_site"] if row["procurement"] == "make")
    made |= {"lot_maximum": "80", "lot_cover_days": "5", "yield_ratio": "0.98", "lead_time_days_per_unit": "0.005", "safety_days": "2"}  # fmt: skip
    await load(tables)

    said = (Decimal(80), 5, Decimal("0.98"), Decimal("0.005"), 2)
    nobody = (None, None, None, None, None)
    assert set(await planned_at_sites()) == {said, nobody}
    facts = [each.lots for each in (await planning_catalog()).item_sites.values()]
    assert {(each.lot_maximum, each.yield_ratio, each.safety_days) for each in facts} == {
        (Decimal(80), Decimal("0.98"), 2),
        (Decimal(0), Decimal(1), 0),
    }

    # A file that says nothing of them leaves them as they are.
    await load(small_tables())
    assert set(await planned_at_sites()) == {said, nobody}


@pytest.mark.parametrize(
    ("said", "column", "code"),
    [
        ({"lot_minimum": "40", "lot_multiple": "15", "lot_maximum": "44"}, "lot_maximum", "maximum_below_lot"),
        ({"yield_ratio": "0"}, "yield_ratio", "yield_of_nothing"),
        ({"yield_ratio": "1.2"}, "yield_ratio", "out_of_range"),
        ({"procurement": "buy", "yield_ratio": "0.9"}, "yield_ratio", "yield_of_bought"),
        ({"lot_cover_days": "400"}, "lot_cover_days", "out_of_range"),
        ({"lead_time_days_per_unit": "-1"}, "lead_time_days_per_unit", "negative"),
    ],
)  # fmt: skip
async def test_lots_that_cannot_be_are_refused(
    load: Importing, said: dict[str, str], column: str, code: str
) -> None:
    await load(small_tables())
    before = await planned_at_sites()
    tables = small_tables()
    row = next(row for row in tables["item_site"] if row["procurement"] == "make")
    row |= said

    [cell] = await refused(load, {"item_site": tables["item_site"]})

    assert (cell.column, cell.code) == (column, code)
    assert await planned_at_sites() == before
