from piccolo.table import Table
from piccolo.apps.migrations.auto.migration_manager import MigrationManager

class UndoableDecision(Table, tablename="undoable_decision", schema=None):
    """The table as it was."""


ID = "2026-11-29T10:08:16:243203"
VERSION = "1.38.0"
DESCRIPTION = ""


async def keep_record():
    """What was decided and undone is kept where decisions of every kind are."""
    await UndoableDecision.raw(
        """
        INSERT INTO undoable (id, press_id, kind, subject_id, decided_by, decided_at, until, undone_at, turned)
        SELECT id, id, 'proposal', proposal_id, decided_by, decided_at, until, undone_at,
               turned || '{{"own": {{}}}}'
        FROM undoable_decision ORDER BY decided_at
        """
    )


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="proposal", description=DESCRIPTION
    )

    manager.add_raw(keep_record)

    manager.drop_table(
        class_name="UndoableDecision", tablename="undoable_decision", schema=None
    )

    return manager
