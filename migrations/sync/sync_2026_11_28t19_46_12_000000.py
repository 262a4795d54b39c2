"""Stamp reports from the floor, and let caches know of reported capacity and of production orders."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:46:12:000000"
VERSION = "1.38.0"
DESCRIPTION = "Stamp reports from the floor"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="sync", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        await engine.run_ddl(
            "ALTER TABLE floor_report ADD COLUMN sync_xid xid8 NOT NULL DEFAULT pg_current_xact_id()"
        )
        await engine.run_ddl(
            "CREATE TRIGGER floor_report_sync_stamp BEFORE INSERT OR UPDATE ON floor_report "
            "FOR EACH ROW EXECUTE FUNCTION sync_stamp()"
        )
        await engine.run_ddl(
            "CREATE TRIGGER floor_report_sync_leave BEFORE DELETE ON floor_report "
            "FOR EACH ROW EXECUTE FUNCTION sync_leave()"
        )
        await engine.run_ddl(
            "CREATE INDEX floor_report_sync_live ON floor_report (scope_id, sync_xid, id) "
            "WHERE deleted_at IS NULL"
        )
        await engine.run_ddl(
            "CREATE INDEX floor_report_sync ON floor_report (scope_id, sync_xid, id)"
        )
        await engine.run_ddl(
            "CREATE TRIGGER work_center_deviation_stamp "
            "AFTER INSERT OR UPDATE OR DELETE ON work_center_deviation "
            "FOR EACH STATEMENT EXECUTE FUNCTION catalog_stamp_move()"
        )
        await engine.run_ddl(
            "CREATE TRIGGER production_order_note AFTER INSERT OR UPDATE OR DELETE ON production_order "
            "FOR EACH STATEMENT EXECUTE FUNCTION planning_change_note()"
        )

    manager.add_raw(run)
    return manager
