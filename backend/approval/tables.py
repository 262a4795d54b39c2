"""Tables of approvals. `approvers` and `escalate_to` are JSON: `{"role": …}` or `{"person_id": …}`."""

from piccolo.columns import (
    JSONB,
    UUID,
    Boolean,
    ForeignKey,
    Integer,
    Interval,
    LazyTableReference,
    Numeric,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class ApprovalRule(Table):
    """Who has to agree under which conditions; the lowest `position` is asked first."""

    id = UUID(primary_key=True, default=None)
    position = Integer(null=False)
    name = Varchar(length=100, null=False)
    approvers = JSONB(null=False)
    least_value = Numeric(digits=(18, 4), null=True, default=None)
    least_days_late = Integer(null=True, default=None)
    least_fence = Varchar(length=16, null=True, default=None)
    lowest_priority = SmallInt(null=True, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    needs_all = Boolean(null=False)
    in_order = Boolean(null=False)
    decide_within_minutes = Integer(null=True, default=None)
    remind_before_minutes = Integer(null=True, default=None)
    escalate_to = JSONB(null=True, default=None)
    in_working_time = Boolean(null=False, default=False)
    removed_at = Timestamptz(null=True, default=None)


class Delegation(Table):
    """That somebody may approve in another's place for a time; ended, never deleted."""

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    deputy_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    from_at = Timestamptz(null=False, default=None)
    until_at = Timestamptz(null=False, default=None)
    note = Text(null=False)
    named_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)


class Approval(Table):
    """One approval of a way out, by whom and in whose place; `lapsed_at` says that it counts no more."""

    id = UUID(primary_key=True, default=None)
    proposal_id = UUID(null=False, default=None, index=True)
    alternative = Varchar(length=32, null=False)
    plan_revision_id = UUID(null=False, default=None)
    rule_id = UUID(null=True, default=None)
    place = SmallInt(null=False)
    person_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    for_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    given_at = Timestamptz(null=False, default=None)
    lapsed_at = Timestamptz(null=True, default=None)


class DecisionClock(Table):
    """A time to decide that is counted while a plant works: over `counted_for` after `counted_from`."""

    proposal_id = UUID(primary_key=True, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    item_id = UUID(null=True, default=None)
    counted_from = Timestamptz(null=False, default=None)
    counted_for = Interval(null=False, default=None)
    remind_before = Interval(null=True, default=None)
    decide_by = Timestamptz(null=False, default=None, index=True)


class Escalation(Table):
    """That a proposal was not decided in time, so that others may step in."""

    proposal_id = UUID(primary_key=True, default=None)
    escalated_at = Timestamptz(null=False, default=None)
