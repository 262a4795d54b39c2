"""Tables of promotions, of what people expect of them, and of seasonal and limited items."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    Date,
    ForeignKey,
    Integer,
    LazyTableReference,
    Numeric,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table


class Promotion(Table):
    """A promotion; an empty list limits nothing. `status` is draft, planned or cancelled, the rest follows from the days."""

    id = UUID(primary_key=True, default=None)
    reference = Varchar(length=64, null=False, unique=True)
    name = Varchar(length=200, null=False)
    status = Varchar(length=16, null=False)
    starts_on = Date(null=False, default=None)
    ends_on = Date(null=False, default=None)
    discount_ratio = Numeric(digits=(5, 4), null=True, default=None)
    price = Numeric(digits=(18, 4), null=True, default=None)
    item_ids = Array(base_column=UUID(), null=False)
    families = Array(base_column=Varchar(length=100), null=False)
    site_ids = Array(base_column=UUID(), null=False)
    scope_ids = Array(base_column=UUID(), null=False)
    segments = Array(base_column=Varchar(length=64), null=False)
    customer_ids = Array(base_column=UUID(), null=False)
    channels = Array(base_column=Varchar(length=16), null=False)
    note = Text(null=False)
    made_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    made_by_name = Varchar(length=200, null=False)
    made_at = Timestamptz(null=False, default=None)
    changed_at = Timestamptz(null=False, default=None)


class PromotionUplift(Table):
    """One version of what a person expects demand to be multiplied by; without `ratio` the word is taken back.

    Without `item_id` it holds for all items of the promotion that nothing else was said of.
    """

    id = UUID(primary_key=True, default=None)
    promotion_id = ForeignKey(Promotion, null=False, on_delete=OnDelete.cascade, index=True)
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.cascade,
    )
    version = Integer(null=False)
    ratio = Numeric(digits=(8, 4), null=True, default=None)
    reason = Varchar(length=32, null=False)
    note = Text(null=False)
    by_name = Varchar(length=200, null=False)
    at = Timestamptz(null=False, default=None)
    promotion_uplift_is_unique = Unique([promotion_id, version])


class PromotionDeed(Table):
    """What was done with a promotion, and by whom; `words` is a JSON list of what it was about."""

    id = UUID(primary_key=True, default=None)
    promotion_id = ForeignKey(Promotion, null=False, on_delete=OnDelete.cascade, index=True)
    deed = Varchar(length=16, null=False)
    by_name = Varchar(length=200, null=False)
    at = Timestamptz(null=False, default=None)
    words = JSONB(null=False)


class ItemSeason(Table):
    """How an item is sold: every year between two days of the year, or once between two days, `quantity` at most.

    Over the last `ramp_days` it is asked for less and less.
    """

    id = UUID(primary_key=True, default=None)
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"),
        null=False,
        unique=True,
        on_delete=OnDelete.cascade,
    )
    kind = Varchar(length=16, null=False)
    first_on = Date(null=False, default=None)
    last_on = Date(null=False, default=None)
    quantity = Numeric(digits=(18, 6), null=True, default=None)
    ramp_days = SmallInt(null=False, default=0)
    note = Text(null=False)
    set_by_name = Varchar(length=200, null=False)
    set_at = Timestamptz(null=False, default=None)
