"""Say of each transaction that planning has to know of whether it touched what is asked for."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T23:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Say what touches open demand"

FUNCTION = """
CREATE OR REPLACE FUNCTION planning_change_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO planning_change (id, has_demand)
    VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME IN ('demand_line', 'customer'))
    ON CONFLICT (id) DO UPDATE SET has_demand = true
      WHERE excluded.has_demand AND NOT planning_change.has_demand;
    RETURN NULL;
END $$
"""


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="sync", description=DESCRIPTION)

    async def run() -> None:
        await engine_finder().run_ddl(FUNCTION)

    manager.add_raw(run)
    return manager
