from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Varchar

ID = "2026-11-29T04:14:41:865593"
VERSION = "1.38.0"
DESCRIPTION = ""


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="watch", description=DESCRIPTION
    )

    manager.alter_column(
        table_class_name="RuleFinding",
        tablename="rule_finding",
        column_name="subject",
        db_column_name="subject",
        params={"index": True},
        old_params={"index": False},
        column_class=Varchar,
        old_column_class=Varchar,
        schema=None,
    )

    return manager
