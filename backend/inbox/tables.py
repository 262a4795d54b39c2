"""Table of the inbox."""

from piccolo.columns import JSONB, UUID, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table


class InboxMessage(Table):
    """That something from outside has been taken in, and how it was answered where it asks again."""

    id = UUID(primary_key=True, default=None)
    source = Varchar(length=64, null=False)
    external_id = Varchar(length=200, null=False)
    content_hash = Varchar(length=64, null=False)
    received_at = Timestamptz(null=False, default=None)
    answer = JSONB(null=True, default=None)
    inbox_message_is_unique = Unique([source, external_id])
