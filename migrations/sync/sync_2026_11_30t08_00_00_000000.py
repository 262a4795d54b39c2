"""Let caches know of what lanes cost."""

from typing import Final

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-30T08:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Let caches know of what lanes cost"
TABLES: Final = ("lane",)


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="sync", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        for table in TABLES:
            await engine.run_ddl(
                f"CREATE TRIGGER {table}_stamp AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION catalog_stamp_move()"
            )

    manager.add_raw(run)
    return manager
