"""Tables of imports."""

from piccolo.columns import (
    JSONB,
    UUID,
    Boolean,
    ForeignKey,
    Integer,
    LazyTableReference,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class ImportRun(Table):
    """One import and how it ended."""

    id = UUID(primary_key=True, default=None)
    file_name = Varchar(length=300, null=False)
    status = Varchar(length=16, null=False)
    started_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    started_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    done_count = Integer(null=False)
    total_count = Integer(null=False)
    skipped_count = Integer(null=False)
    bad_count = Integer(null=False)
    skips_bad = Boolean(null=False)
    bad_cells = JSONB(null=False)
