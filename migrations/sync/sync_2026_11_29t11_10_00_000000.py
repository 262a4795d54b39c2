"""Let phones fetch again the order lines that say themselves how they may be delivered."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T11:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Send delivery rules of lines"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="sync", description=DESCRIPTION)

    async def run() -> None:
        # The row's trigger stamps it anew; nothing else of it changes.
        await engine_finder().run_ddl(
            "UPDATE demand_line SET status = status WHERE deleted_at IS NULL AND archived_at IS NULL "
            "AND (maximum_days_late IS NOT NULL OR allows_partial IS NOT NULL "
            "OR minimum_partial_quantity IS NOT NULL OR ships_together IS NOT NULL)"
        )

    manager.add_raw(run)
    return manager
