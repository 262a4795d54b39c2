"""Let quotations travel to the phones, and let what they hold count as news for planning."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T19:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Stamp quotations"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="sync", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        await engine.run_ddl(
            "ALTER TABLE quotation ADD COLUMN sync_xid xid8 NOT NULL DEFAULT pg_current_xact_id()"
        )
        await engine.run_ddl(
            "CREATE TRIGGER quotation_sync_stamp BEFORE INSERT OR UPDATE ON quotation "
            "FOR EACH ROW EXECUTE FUNCTION sync_stamp()"
        )
        await engine.run_ddl(
            "CREATE TRIGGER quotation_sync_leave BEFORE DELETE ON quotation "
            "FOR EACH ROW EXECUTE FUNCTION sync_leave()"
        )
        await engine.run_ddl(
            "CREATE INDEX quotation_sync_live ON quotation (scope_id, sync_xid, id) "
            "WHERE deleted_at IS NULL"
        )
        await engine.run_ddl("CREATE INDEX quotation_sync ON quotation (scope_id, sync_xid, id)")
        await engine.run_ddl("CREATE INDEX quotation_reserving ON quotation (id) WHERE is_reserving")
        # What is only asked about moves nothing that planning reads.
        for trigger, moment, condition in (
            ("quotation_kept", "INSERT", "NEW.is_reserving"),
            ("quotation_moved", "UPDATE", "OLD.is_reserving OR NEW.is_reserving"),
            ("quotation_gone", "DELETE", "OLD.is_reserving"),
        ):
            await engine.run_ddl(
                f"CREATE TRIGGER {trigger} AFTER {moment} ON quotation FOR EACH ROW "
                f"WHEN ({condition}) EXECUTE FUNCTION planning_change_note()"
            )

    manager.add_raw(run)
    return manager
