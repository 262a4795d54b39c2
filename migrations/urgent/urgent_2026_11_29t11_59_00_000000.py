"""Say from when the stages that there are have been counted."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T11:59:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Count the stages that there are from when they were counted"


async def forwards() -> MigrationManager:
    """Describe the migration to Piccolo."""
    manager = MigrationManager(migration_id=ID, app_name="urgent", description=DESCRIPTION)

    async def run() -> None:
        # From when the stage before was due or, later, over; what was stopped meanwhile from then at the earliest.
        await engine_finder().run_ddl(
            "UPDATE urgent_stage AS stage SET counted_for = make_interval(mins => stage.minutes),"
            " counted_from = greatest("
            "  coalesce("
            "   (SELECT greatest(before.due_at, before.done_at) FROM urgent_stage AS before"
            "    WHERE before.urgent_order_id = stage.urgent_order_id"
            "    AND before.place = stage.place - 1),"
            "   urgent.received_at),"
            "  (SELECT max(step.at) FROM urgent_step AS step"
            "   WHERE step.urgent_order_id = urgent.id AND step.kind = 'stopped'))"
            " FROM urgent_order AS urgent WHERE urgent.id = stage.urgent_order_id"
        )

    manager.add_raw(run)
    return manager
