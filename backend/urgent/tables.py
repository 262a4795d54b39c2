"""Tables of urgent orders. Owners in a runbook's `stages` are JSON: `{"role": …}` or `{"person_id": …}`."""

from datetime import timedelta

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigSerial,
    ForeignKey,
    Integer,
    Interval,
    LazyTableReference,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class Runbook(Table):
    """Which stages urgent orders go through; the lowest `position` is asked first."""

    id = UUID(primary_key=True, default=None)
    position = Integer(null=False)
    name = Varchar(length=100, null=False)
    kind = Varchar(length=16, null=True, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    stages = JSONB(null=False)
    removed_at = Timestamptz(null=True, default=None)


class UrgentOrder(Table):
    """An urgent change on its runbook, one for a change; `scope_id` is the territory's.

    `processing_started_at` − `received_at` is its response time.
    """

    id = UUID(primary_key=True, default=None)
    number = BigSerial()
    demand_change_id = ForeignKey(
        LazyTableReference("DemandChange", app_name="demand"),
        null=False,
        on_delete=OnDelete.restrict,
        unique=True,
    )
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    kind = Varchar(length=16, null=False)
    runbook_name = Varchar(length=100, null=False)
    status = Varchar(length=16, null=False, index=True)
    stopped = Varchar(length=16, null=True, default=None)
    received_at = Timestamptz(null=False, default=None)
    processing_started_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class UrgentStage(Table):
    """A stage of an order: whose it is, when it is due, and what became of it.

    It is due `counted_for` after `counted_from` by its clock: its whole time, or what was left of it when
    the calendar changed. It begins once the stages in `after` are over; null means all before it.
    """

    id = UUID(primary_key=True, default=None)
    urgent_order_id = ForeignKey(UrgentOrder, null=False, on_delete=OnDelete.cascade, index=True)
    place = SmallInt(null=False)
    kind = Varchar(length=16, null=False)
    status = Varchar(length=16, null=False)
    clock = Varchar(length=16, null=False)
    minutes = Integer(null=False)
    remind_before_minutes = Integer(null=True, default=None)
    after = Array(base_column=Varchar(length=16), null=True, default=None)
    owner_role = Varchar(length=16, null=True, default=None)
    owner_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    called_role = Varchar(length=16, null=True, default=None)
    called_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    due_at = Timestamptz(null=False, default=None)
    counted_from = Timestamptz(null=False)
    counted_for = Interval(null=False, default=timedelta(0))
    started_at = Timestamptz(null=True, default=None)
    done_at = Timestamptz(null=True, default=None)
    done_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    reminded_at = Timestamptz(null=True, default=None)
    escalated_at = Timestamptz(null=True, default=None)
    note = Text(null=False)


class WallScreen(Table):
    """A screen on a wall that shows the urgent orders of a site; only hashes of its link and its token are kept."""

    id = UUID(primary_key=True, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    name = Varchar(length=100, null=False)
    code_hash = Varchar(length=64, null=True, default=None, unique=True)
    code_until = Timestamptz(null=False, default=None)
    token_hash = Varchar(length=64, null=True, default=None, unique=True)
    made_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    made_at = Timestamptz(null=False, default=None)
    signed_in_at = Timestamptz(null=True, default=None)
    last_seen_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class UrgentStep(Table):
    """What happened to an order, by whom, to whom, with which word; never altered."""

    id = UUID(primary_key=True, default=None)
    urgent_order_id = ForeignKey(UrgentOrder, null=False, on_delete=OnDelete.cascade, index=True)
    at = Timestamptz(null=False, default=None)
    kind = Varchar(length=16, null=False)
    stage = Varchar(length=16, null=True, default=None)
    person_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    to_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    note = Text(null=False)
