"""Table of replenishments."""

from piccolo.columns import (
    JSONB,
    UUID,
    Boolean,
    ForeignKey,
    LazyTableReference,
    Numeric,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

FIGURE = (24, 6)


class Replenishment(Table):
    """What an alert has led to for a position, and the decision about it; by a rule once for each alert.

    `rule_name` and the figures are those of the rule when it started it. Without a rule somebody has asked for it;
    `rule_name` is then the promotion's or the item's. A `fill_to` of zero is no level: it fills up what the promotion will lack, or
    without one the item's season.
    While it is open it is worked out anew each time that it is looked at; `shown` is the answer as it was decided.
    """

    id = UUID(primary_key=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    alert_id = UUID(null=False, default=None, index=True)
    rule_id = UUID(null=True, default=None)
    promotion_id = UUID(null=True, default=None)
    rule_name = Varchar(length=100, null=False)
    fill_to = Numeric(digits=FIGURE, null=False)
    fill_in = Varchar(length=16, null=False)
    rush_priority = SmallInt(null=True, default=None)
    auto_value = Numeric(digits=FIGURE, null=True, default=None)
    may_act = Boolean(null=False)
    status = Varchar(length=16, null=False)
    shown = JSONB(null=True, default=None)
    opened_at = Timestamptz(null=False, default=None)
    decide_by = Timestamptz(null=False, default=None)
    requested_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    decided_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    decided_at = Timestamptz(null=True, default=None)
    reason = Varchar(length=32, null=True, default=None)
    note = Text(null=False)
    resulting_revision_id = UUID(null=True, default=None)
