"""Note of a transaction whether it touched open demand, so that stock that moves has no order lines read again."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Boolean
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-29T23:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Note what touches open demand"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="plan", description=DESCRIPTION)
    manager.add_column(
        table_class_name="PlanningChange",
        tablename="planning_change",
        column_name="has_demand",
        db_column_name="has_demand",
        column_class_name="Boolean",
        column_class=Boolean,
        params={
            "default": True,
            "null": False,
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
    return manager
