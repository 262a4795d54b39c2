from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Unique

ID = "2026-12-01T01:01:43:812485"
VERSION = "1.38.0"
DESCRIPTION = ""


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="catalog", description=DESCRIPTION
    )

    manager.drop_constraint(
        table_class_name="BillOfMaterialLine",
        tablename="bill_of_material_line",
        constraint_name="bill_of_material_line_is_unique",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="BillOfMaterialLine",
        tablename="bill_of_material_line",
        constraint_name="bill_of_material_line_days_are_unique",
        constraint_class=Unique,
        params={
            "columns": ["parent_item_id", "component_item_id", "first_on"],
            "nulls_distinct": False,
        },
        schema=None,
    )

    return manager
