"""Tables of alert rules, of what is beyond a threshold now, and of what figures were on past days."""

from piccolo.columns import (
    JSONB,
    UUID,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    LazyTableReference,
    Numeric,
    OnDelete,
    SmallInt,
    Time,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table

FIGURE = (24, 6)


class AlertRule(Table):
    """What is watched, and whose alert it is. `deputy_ids` is a JSON list.

    `changed_by` said last what the rule is, `switched_on_by` has let it watch since then.
    """

    id = UUID(primary_key=True, default=None)
    name = Varchar(length=100, null=False)
    watched = Varchar(length=16, null=False)
    threshold = Numeric(digits=FIGURE, null=False)
    threshold_in = Varchar(length=16, null=False)
    is_above = Boolean(null=False)
    clears_at = Numeric(digits=FIGURE, null=True, default=None)
    kpi = Varchar(length=32, null=True, default=None)
    deadline = Varchar(length=16, null=True, default=None)
    side = Varchar(length=8, null=True, default=None)
    periods = SmallInt(null=False)
    family = Varchar(length=100, null=True, default=None)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    lowest_priority = SmallInt(null=True, default=None)
    severity = Varchar(length=16, null=False)
    grouping = Varchar(length=16, null=False)
    owner_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    deputy_ids = JSONB(null=False)
    escalate_after_minutes = Integer(null=True, default=None)
    time_zone = Varchar(length=64, null=False)
    quiet_from = Time(null=True, default=None)
    quiet_until = Time(null=True, default=None)
    calendar_id = ForeignKey(
        LazyTableReference("Calendar", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    digest_at = Time(null=True, default=None)
    starts = Varchar(length=16, null=True, default=None)
    fill_to = Numeric(digits=FIGURE, null=True, default=None)
    rush_priority = SmallInt(null=True, default=None)
    auto_value = Numeric(digits=FIGURE, null=True, default=None)
    is_on = Boolean(null=False)
    made_at = Timestamptz(null=False, default=None)
    made_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    changed_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    switched_on_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    removed_at = Timestamptz(null=True, default=None)


class RuleFinding(Table):
    """A subject that is beyond a rule's threshold at this moment, since which day, and as what."""

    id = UUID(primary_key=True, default=None)
    rule_id = ForeignKey(AlertRule, null=False, on_delete=OnDelete.cascade)
    subject = Varchar(length=160, null=False, index=True)
    since = Date(null=False, default=None)
    is_raised = Boolean(null=False)
    found = JSONB(null=False)
    rule_finding_is_unique = Unique([rule_id, subject])


class WatchedReading(Table):
    """A stock or a load on a day, kept where it differs from the day before; it holds until the next one."""

    id = UUID(primary_key=True, default=None)
    watched = Varchar(length=16, null=False)
    subject = Varchar(length=160, null=False)
    on = Date(null=False, default=None)
    figure = Numeric(digits=FIGURE, null=False)
    target = Numeric(digits=FIGURE, null=True, default=None)
    cover = Numeric(digits=(9, 2), null=True, default=None)
    watched_reading_is_unique = Unique([watched, subject, on])
