"""Table of the audit trail."""

from piccolo.columns import JSONB, UUID, BigSerial, Timestamptz, Varchar
from piccolo.table import Table


class AuditLine(Table):
    """One command that was carried out."""

    id = UUID(primary_key=True, default=None)
    sequence = BigSerial()
    at = Timestamptz(null=False, default=None)
    actor_id = UUID(null=True, default=None)
    command = Varchar(length=64, null=False)
    facts = JSONB(null=False)
    request_id = Varchar(length=64, null=False)
