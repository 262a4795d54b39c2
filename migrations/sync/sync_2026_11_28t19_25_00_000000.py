"""Let a row that is deleted outright leave an exit too, and find a client's own versions of a row."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Exits of deleted rows"

SYNCED_TABLES = ("demand_line", "demand_change", "proposal", "alert")

LEAVE_FUNCTION = """
CREATE OR REPLACE FUNCTION sync_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sync_exit (id, entity, row_id, scope_id, left_at)
    VALUES (gen_random_uuid(), TG_TABLE_NAME, OLD.id, OLD.scope_id, now());
    RETURN OLD;
END $$
"""


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="sync", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        await engine.run_ddl(LEAVE_FUNCTION)
        for table in SYNCED_TABLES:
            await engine.run_ddl(
                f"CREATE TRIGGER {table}_sync_leave BEFORE DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION sync_leave()"
            )
        await engine.run_ddl(
            "CREATE INDEX sync_op_applied ON sync_op (client_id, entity_id) "
            "WHERE status = 'applied'"
        )

    manager.add_raw(run)
    return manager
