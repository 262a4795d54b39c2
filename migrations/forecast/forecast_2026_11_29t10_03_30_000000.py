"""Let promotions add nothing to what was forecast before they were known."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T10:03:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "Let promotions add nothing to earlier forecasts"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="forecast", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        await engine.run_ddl("UPDATE forecast_measure SET promotion = statistical")
        await engine.run_ddl(
            "UPDATE forecast_series SET promotion = array_fill(0::bigint, ARRAY[cardinality(statistical)])"
        )

    manager.add_raw(run)
    return manager
