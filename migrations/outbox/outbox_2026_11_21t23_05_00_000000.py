"""Let the outbox be paused: while the one row is there, no worker takes a message."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Integer, Timestamptz
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-21T23:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Pause the outbox"

PLAIN = {
    "null": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="outbox", description=DESCRIPTION)
    manager.add_table(class_name="OutboxPause", tablename="outbox_pause", schema=None, columns=None)
    manager.add_column(
        table_class_name="OutboxPause",
        tablename="outbox_pause",
        column_name="id",
        db_column_name="id",
        column_class_name="Integer",
        column_class=Integer,
        params={"default": 0, "primary_key": True, **PLAIN},
        schema=None,
    )
    manager.add_column(
        table_class_name="OutboxPause",
        tablename="outbox_pause",
        column_name="paused_at",
        db_column_name="paused_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={"default": None, "primary_key": False, **PLAIN},
        schema=None,
    )
    return manager
