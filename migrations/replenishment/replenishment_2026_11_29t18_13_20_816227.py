from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import UUID
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-29T18:13:20:816227"
VERSION = "1.38.0"
DESCRIPTION = ""


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="replenishment", description=DESCRIPTION
    )

    manager.add_column(
        table_class_name="Replenishment",
        tablename="replenishment",
        column_name="promotion_id",
        db_column_name="promotion_id",
        column_class_name="UUID",
        column_class=UUID,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.alter_column(
        table_class_name="Replenishment",
        tablename="replenishment",
        column_name="alert_id",
        db_column_name="alert_id",
        params={"index": True},
        old_params={"index": False},
        column_class=UUID,
        old_column_class=UUID,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Replenishment",
        tablename="replenishment",
        column_name="rule_id",
        db_column_name="rule_id",
        params={"null": True},
        old_params={"null": False},
        column_class=UUID,
        old_column_class=UUID,
        schema=None,
    )

    manager.drop_constraint(
        table_class_name="Replenishment",
        tablename="replenishment",
        constraint_name="replenishment_is_unique",
        schema=None,
    )

    return manager
