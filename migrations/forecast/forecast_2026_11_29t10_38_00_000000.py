"""Let freezing add nothing to what was forecast before anything could be frozen."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T10:38:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Let freezing add nothing to earlier forecasts"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="forecast", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        await engine.run_ddl("UPDATE forecast_measure SET frozen = planner")
        await engine.run_ddl(
            "UPDATE forecast_series SET frozen = array_fill(0::bigint, ARRAY[cardinality(statistical)])"
        )

    manager.add_raw(run)
    return manager
