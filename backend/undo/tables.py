"""Table of decisions that can be undone."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigSerial,
    ForeignKey,
    LazyTableReference,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class UndoableDecision(Table, tablename="undoable"):
    """A decision that can be undone until a time, with what it has turned; `id` holds back what leaves.

    `press_id` is the same for all that were decided in one go, `sequence` their order; they are undone
    together. `turned` is `backend.undo.repository.Trace` as JSON. It is kept as the record of what was
    undone.
    """

    id = UUID(primary_key=True, default=None)
    sequence = BigSerial()
    press_id = UUID(null=False, default=None, index=True)
    kind = Varchar(length=16, null=False)
    subject_id = UUID(null=False, default=None, index=True)
    decided_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    decided_at = Timestamptz(null=False, default=None)
    until = Timestamptz(null=False, default=None)
    undone_at = Timestamptz(null=True, default=None)
    turned = JSONB(null=False)
