"""Let how a customer is served and may be delivered to count as news for planning."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T00:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Note customers' rules"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="sync", description=DESCRIPTION)

    async def run() -> None:
        await engine_finder().run_ddl(
            "CREATE TRIGGER customer_rules_note AFTER UPDATE OF priority, maximum_days_late, "
            "allows_partial, minimum_partial_ratio, ships_together ON customer "
            "FOR EACH STATEMENT EXECUTE FUNCTION planning_change_note()"
        )

    manager.add_raw(run)
    return manager
