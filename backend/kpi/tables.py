"""Tables of KPI targets and readings."""

from piccolo.columns import (
    UUID,
    Boolean,
    Date,
    ForeignKey,
    LazyTableReference,
    Numeric,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table


class KPITarget(Table, tablename="kpi_target"):
    """What the company aims at; `threshold` is where people are told."""

    id = UUID(primary_key=True, default=None)
    kpi = Varchar(length=32, null=False, unique=True)
    target = Numeric(digits=(18, 6), null=False)
    threshold = Numeric(digits=(18, 6), null=False)
    is_crossed = Boolean(null=False)


class KPIReading(Table, tablename="kpi_reading"):
    """A KPI's parts in a week for one territory at one site.

    Rows are seen by territory or by site, so only such cells can be summed exactly for everybody.
    """

    id = UUID(primary_key=True, default=None)
    kpi = Varchar(length=32, null=False, index=True)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    period_on = Date(null=False, default=None, index=True)
    numerator = Numeric(digits=(24, 6), null=False)
    denominator = Numeric(digits=(24, 6), null=False)
    computed_at = Timestamptz(null=False, default=None)
    kpi_reading_cell_is_unique = Unique([kpi, scope_id, site_id, period_on])


class KPIRow(Table, tablename="kpi_row"):
    """One order line behind a present figure, as it was judged when the figure was last counted.

    `numerator` and `denominator` are what it adds; `weight` and `order_on` say which rows come first.
    For demand at risk `completed_on` is the day on which the plan has all of it, None when it never has.
    """

    id = UUID(primary_key=True, default=None)
    kpi = Varchar(length=32, null=False)
    demand_line_id = ForeignKey(
        LazyTableReference("DemandLine", app_name="demand"), null=False, on_delete=OnDelete.cascade
    )
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    numerator = Numeric(digits=(24, 6), null=False)
    denominator = Numeric(digits=(24, 6), null=False)
    counts_as = Varchar(length=8, null=False)
    cause = Varchar(length=32, null=True, default=None)
    weight = Numeric(digits=(24, 6), null=False)
    order_on = Date(null=False, default=None)
    completed_quantity = Numeric(digits=(18, 6), null=False)
    completed_on = Date(null=True, default=None)
    kpi_row_is_unique = Unique([kpi, demand_line_id])
