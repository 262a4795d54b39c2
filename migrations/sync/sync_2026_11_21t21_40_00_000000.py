"""Stamp every synced row with its version and transaction, by trigger, so that no path can forget it.

`sync_xid` is the writing transaction's id (`xid8`): the pull cursor stands on it. A row that moves to
another scope leaves an exit in the old one.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-21T21:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Stamp synced rows"

SYNCED_TABLES = ("demand_line", "demand_change", "proposal", "alert")

STAMP_FUNCTION = """
CREATE OR REPLACE FUNCTION sync_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.ver := 1;
    ELSE
        NEW.ver := OLD.ver + 1;
        IF NEW.scope_id <> OLD.scope_id THEN
            INSERT INTO sync_exit (id, entity, row_id, scope_id, left_at)
            VALUES (gen_random_uuid(), TG_TABLE_NAME, OLD.id, OLD.scope_id, now());
        END IF;
    END IF;
    NEW.sync_xid := pg_current_xact_id();
    RETURN NEW;
END $$
"""

XID_FUNCTION = """
CREATE OR REPLACE FUNCTION sync_xid_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.sync_xid := pg_current_xact_id();
    RETURN NEW;
END $$
"""

FORBID_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END $$
"""


CATALOG_FUNCTION = """
CREATE OR REPLACE FUNCTION catalog_stamp_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalog_stamp (id, ver) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET ver = catalog_stamp.ver + 1;
    RETURN NULL;
END $$
"""

PLANNING_FUNCTION = """
CREATE OR REPLACE FUNCTION planning_change_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO planning_change (id) VALUES (pg_current_xact_id()::text::bigint)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$
"""

PLANNING_TABLES = ("demand_line", "stock", "purchase_line", "plan_line", "plan_overtime")

CATALOG_TABLES = (
    "company",
    "calendar",
    "calendar_shift",
    "calendar_exception",
    "site",
    "work_center",
    "work_center_exception",
    "supplier",
    "item",
    "item_site",
    "bill_of_material_line",
    "routing_step",
    "supplier_item",
    "customer",
)


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="sync", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        for function in (STAMP_FUNCTION, XID_FUNCTION, FORBID_FUNCTION, CATALOG_FUNCTION, PLANNING_FUNCTION):
            await engine.run_ddl(function)
        for table in SYNCED_TABLES:
            await engine.run_ddl(
                f"ALTER TABLE {table} ADD COLUMN sync_xid xid8 NOT NULL "
                "DEFAULT pg_current_xact_id()"
            )
            await engine.run_ddl(
                f"CREATE TRIGGER {table}_sync_stamp BEFORE INSERT OR UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION sync_stamp()"
            )
            live = "deleted_at IS NULL" + {
                "demand_line": " AND archived_at IS NULL",
                "alert": " AND cleared_at IS NULL",
            }.get(table, "")
            await engine.run_ddl(
                f"CREATE INDEX {table}_sync_live ON {table} (scope_id, sync_xid, id) WHERE {live}"
            )
            # A pull goes on from its cursor scope by scope.
            await engine.run_ddl(f"CREATE INDEX {table}_sync ON {table} (scope_id, sync_xid, id)")
        for table in ("sync_exit", "scope_membership"):
            await engine.run_ddl(
                f"ALTER TABLE {table} ADD COLUMN sync_xid xid8 NOT NULL "
                "DEFAULT pg_current_xact_id()"
            )
            await engine.run_ddl(
                f"CREATE TRIGGER {table}_sync_stamp BEFORE INSERT OR UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION sync_xid_stamp()"
            )
        await engine.run_ddl("CREATE INDEX sync_exit_sync ON sync_exit (scope_id, sync_xid, row_id)")
        # Set once, when the op is received: settling a refusal later is no news for the phone.
        await engine.run_ddl(
            "ALTER TABLE sync_op ADD COLUMN sync_xid xid8 NOT NULL DEFAULT pg_current_xact_id()"
        )
        await engine.run_ddl("CREATE INDEX sync_op_sync ON sync_op (client_id, sync_xid)")
        await engine.run_ddl(
            "CREATE INDEX sync_op_refused ON sync_op (client_id, entity_id) "
            "WHERE settled_at IS NULL AND status IN ('conflict', 'rejected', 'deferred')"
        )
        await engine.run_ddl(
            "CREATE UNIQUE INDEX scope_membership_one ON scope_membership (person_id, scope_id) "
            "WHERE revoked_at IS NULL"
        )
        await engine.run_ddl(
            "CREATE UNIQUE INDEX alert_one_cause ON alert (cause_key, scope_id) "
            "WHERE cleared_at IS NULL"
        )
        await engine.run_ddl(
            "CREATE UNIQUE INDEX proposal_one_open ON proposal (demand_change_id) "
            "WHERE status = 'open'"
        )
        await engine.run_ddl(
            "CREATE INDEX outbox_message_due ON outbox_message (run_at) WHERE dead_at IS NULL"
        )
        await engine.run_ddl("CREATE INDEX outbox_message_lane ON outbox_message (lane, sequence)")
        await engine.run_ddl(
            "CREATE INDEX demand_line_open ON demand_line (item_id, site_id) WHERE status = 'open'"
        )
        await engine.run_ddl("CREATE INDEX demand_line_due ON demand_line (due_on)")
        await engine.run_ddl(
            "CREATE INDEX plan_line_current ON plan_line (site_id, item_id) WHERE to_number IS NULL"
        )
        await engine.run_ddl(
            "CREATE INDEX purchase_line_open ON purchase_line (item_id, site_id) "
            "WHERE status = 'open'"
        )
        await engine.run_ddl(
            "CREATE TRIGGER audit_line_append_only BEFORE UPDATE OR DELETE ON audit_line "
            "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"
        )
        for table in PLANNING_TABLES:
            await engine.run_ddl(
                f"CREATE TRIGGER {table}_note AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION planning_change_note()"
            )
        for table in CATALOG_TABLES:
            await engine.run_ddl(
                f"CREATE TRIGGER {table}_stamp AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION catalog_stamp_move()"
            )
        await engine.run_ddl(
            "INSERT INTO sync_epoch (id, epoch) VALUES (1, gen_random_uuid()) "
            "ON CONFLICT DO NOTHING"
        )

    manager.add_raw(run)
    return manager
