"""Find what is due next in its order, also where thousands came in the same instant."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T10:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Keep what is due in its order"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="sync", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        await engine.run_ddl("DROP INDEX outbox_message_due")
        await engine.run_ddl(
            "CREATE INDEX outbox_message_due ON outbox_message (run_at, sequence) "
            "WHERE dead_at IS NULL"
        )

    manager.add_raw(run)
    return manager
