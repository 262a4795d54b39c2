"""Table of the audit trail."""

from piccolo.columns import JSONB, UUID, Array, BigSerial, Timestamptz, Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table


class AuditLine(Table):
    """One command that was carried out; `subject_ids` are all ids that its facts name."""

    id = UUID(primary_key=True, default=None)
    sequence = BigSerial()
    at = Timestamptz(null=False, default=None)
    actor_id = UUID(null=True, default=None)
    command = Varchar(length=64, null=False)
    facts = JSONB(null=False)
    subject_ids = Array(
        base_column=UUID(), null=False, default=list, index=True, index_method=IndexMethod.gin
    )
    request_id = Varchar(length=64, null=False)
