"""Tables of the sync protocol: receipts, clients, exits from a scope, the epoch."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Bytea,
    ForeignKey,
    Integer,
    LazyTableReference,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table


class SyncClient(Table):
    """A client engine, bound at first use to a person and a device.

    `waiting_seq` is the lowest number that was left out of an answer while a higher one got one.
    """

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    device_id = ForeignKey(
        LazyTableReference("Device", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    last_seq = BigInt(null=False)
    waiting_seq = BigInt(null=True, default=None)
    waiting_since = Timestamptz(null=True, default=None)
    created_at = Timestamptz(null=False, default=None)


class SyncOp(Table):
    """The receipt of an op: what was asked, by whom, and the answer as it was given.

    A refused op holds later ops of its client and entity back until `settled_at`. The database adds
    `sync_xid`, so that a pull acknowledges exactly the ops whose rows it has sent.
    """

    op_id = UUID(primary_key=True, default=None)
    client_id = ForeignKey(SyncClient, null=False, on_delete=OnDelete.restrict)
    client_seq = BigInt(null=False)
    person_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    kind = Varchar(length=64, null=False)
    entity_id = UUID(null=False, default=None)
    schema_ver = Integer(null=False)
    request_hash = Varchar(length=64, null=False)
    request = JSONB(null=False)
    status = Varchar(length=16, null=False)
    scope_id = UUID(null=True, default=None)
    answer = JSONB(null=False)
    received_at = Timestamptz(null=False, default=None)
    settled_at = Timestamptz(null=True, default=None)
    sync_op_is_unique = Unique([client_id, client_seq])


class SyncExit(Table):
    """That a row left a scope, so that those who only see that scope drop it."""

    id = UUID(primary_key=True, default=None)
    entity = Varchar(length=32, null=False)
    row_id = UUID(null=False, default=None)
    scope_id = UUID(null=False, default=None)
    left_at = Timestamptz(null=False, default=None)


class SyncEpoch(Table):
    """The one row that names this database's history; a restore changes it."""

    id = Integer(primary_key=True)
    epoch = UUID(null=False, default=None)


class SyncPage(Table):
    """A page of reference data, gzipped, named by the SHA-256 of its JSON and never altered.

    Without `scope_id` it is for everybody signed in. `listed_at` is when a manifest last named it.
    """

    hash = Varchar(length=64, primary_key=True, null=False)
    kind = Varchar(length=32, null=False)
    scope_id = UUID(null=True, default=None)
    row_count = Integer(null=False)
    body = Bytea(null=False)
    listed_at = Timestamptz(null=False, default=None)
