"""Tables of the forecast. Figures by period are arrays of hundredths of a unit, from `first_on` on."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    Boolean,
    Date,
    DoublePrecision,
    ForeignKey,
    Integer,
    LazyTableReference,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table


class ForecastRun(Table):
    """One forecast of the whole company; every figure names the run that it came from.

    `restored_number` is the run whose figures this one has taken back.
    """

    id = UUID(primary_key=True, default=None)
    number = Integer(null=False, unique=True)
    cause = Varchar(length=16, null=False)
    status = Varchar(length=16, null=False)
    today = Date(null=False, default=None)
    started_at = Timestamptz(null=False, default=None)
    finished_at = Timestamptz(null=True, default=None)
    requested_by_name = Varchar(length=200, null=True, default=None)
    chunk_count = Integer(null=False)
    series_count = Integer(null=False)
    failed_count = Integer(null=False)
    notes = JSONB(null=False)
    restored_number = Integer(null=True, default=None)


class ForecastChunk(Table):
    """Families of one kind of period that are forecast together; a run goes on behind the last one done."""

    id = UUID(primary_key=True, default=None)
    run_id = ForeignKey(ForecastRun, null=False, on_delete=OnDelete.cascade, index=True)
    number = Integer(null=False)
    period = Varchar(length=8, null=False)
    families = JSONB(null=False)
    done_at = Timestamptz(null=True, default=None)
    forecast_chunk_is_unique = Unique([run_id, number])


class ForecastSeries(Table):
    """A series of a run. `series_id` is the same in every run; `history` lies before `first_on`.

    `statistical`, `low` and `high` are the model's; the steps after it are what each adds. The errors
    are those of the last closed periods at the lag of the kind of period.
    """

    id = UUID(primary_key=True, default=None)
    run_id = ForeignKey(ForecastRun, null=False, on_delete=OnDelete.cascade, index=True)
    series_id = UUID(null=False, default=None)
    level = Varchar(length=8, null=False)
    family = Varchar(length=100, null=False)
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.cascade,
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.cascade,
    )
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.cascade,
    )
    segment = Varchar(length=64, null=True, default=None)
    channel = Varchar(length=16, null=True, default=None)
    period = Varchar(length=8, null=False)
    first_on = Date(null=False, default=None)
    demand_class = Varchar(length=16, null=False)
    methods = JSONB(null=False)
    marks = JSONB(null=False)
    reasons = JSONB(null=False)
    moved = JSONB(null=True, default=None)
    failed_reason = Text(null=True, default=None)
    history = Array(base_column=BigInt(), null=False)
    statistical = Array(base_column=BigInt(), null=False)
    low = Array(base_column=BigInt(), null=False)
    high = Array(base_column=BigInt(), null=False)
    naive = Array(base_column=BigInt(), null=False)
    promotion = Array(base_column=BigInt(), null=False)
    pipeline = Array(base_column=BigInt(), null=False)
    rep = Array(base_column=BigInt(), null=False)
    planner = Array(base_column=BigInt(), null=False)
    frozen = Array(base_column=BigInt(), null=False)
    wape = DoublePrecision(null=True, default=None)
    naive_wape = DoublePrecision(null=True, default=None)
    bias = DoublePrecision(null=True, default=None)
    volume = BigInt(null=False)
    forecast_series_is_unique = Unique([run_id, series_id])


class ForecastMeasure(Table):
    """What a closed period had been forecast to be at the lag, step by step, and what came.

    Each step's figure holds those before it. `is_hindcast`: nobody had forecast it then; the model was
    shown the past as it stood.
    """

    id = UUID(primary_key=True, default=None)
    series_id = UUID(null=False, default=None)
    level = Varchar(length=8, null=False)
    family = Varchar(length=100, null=False)
    item_id = UUID(null=True, default=None)
    period = Varchar(length=8, null=False)
    period_on = Date(null=False, default=None, index=True)
    actual = BigInt(null=False)
    naive = BigInt(null=False)
    statistical = BigInt(null=False)
    promotion = BigInt(null=False)
    pipeline = BigInt(null=False)
    rep = BigInt(null=False)
    planner = BigInt(null=False)
    frozen = BigInt(null=False)
    is_hindcast = Boolean(null=False)
    forecast_measure_is_unique = Unique([series_id, period_on])


class ForecastOverride(Table):
    """One version of somebody's word on one period of a series; what was is never altered.

    `quantity` (hundredths) is added to the forecast; 0 takes an earlier version back. With
    `customer_id` it is about that customer's part. `model_quantity` is what was forecast when it was made.
    """

    id = UUID(primary_key=True, default=None)
    series_id = UUID(null=False, default=None, index=True)
    family = Varchar(length=100, null=False)
    item_id = UUID(null=True, default=None)
    site_id = UUID(null=True, default=None)
    scope_id = UUID(null=True, default=None)
    segment = Varchar(length=64, null=True, default=None)
    channel = Varchar(length=16, null=True, default=None)
    customer_id = UUID(null=True, default=None)
    period = Varchar(length=8, null=False)
    period_on = Date(null=False, default=None)
    step = Varchar(length=16, null=False)
    version = Integer(null=False)
    quantity = BigInt(null=False)
    model_quantity = BigInt(null=False)
    reason = Varchar(length=32, null=False)
    note = Text(null=False)
    owner_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    owner_name = Varchar(length=200, null=False)
    made_at = Timestamptz(null=False, default=None)
    expires_on = Date(null=False, default=None)
    restored_version = Integer(null=True, default=None)


class ForecastUndone(Table):
    """A mend of a history that somebody wants left alone."""

    id = UUID(primary_key=True, default=None)
    series_id = UUID(null=False, default=None)
    period_on = Date(null=False, default=None)
    by_name = Varchar(length=200, null=False)
    at = Timestamptz(null=False, default=None)
    forecast_undone_is_unique = Unique([series_id, period_on])


class ForecastWindow(Table):
    """How far, in days, orders of a family consume the forecast; family "" holds for every one.

    For the first `demand_fence_days` a plan serves orders only.
    """

    family = Varchar(length=100, primary_key=True)
    backward_days = Integer(null=False)
    forward_days = Integer(null=False)
    demand_fence_days = Integer(default=0, null=False)


class OutsideSeries(Table):
    """A series from outside, like an index or a price; its value of a day is known `delay_days` later."""

    id = UUID(primary_key=True, default=None)
    code = Varchar(length=64, null=False, unique=True)
    name = Varchar(length=100, null=False)
    delay_days = Integer(null=False)
    kept_by_name = Varchar(length=200, null=False)
    kept_at = Timestamptz(null=False, default=None)


class OutsideValue(Table):
    """A value of a series from outside, from its day on until the next one."""

    id = UUID(primary_key=True, default=None)
    series_id = ForeignKey(OutsideSeries, null=False, on_delete=OnDelete.cascade, index=True)
    on = Date(null=False, default=None)
    value = DoublePrecision(null=False)
    outside_value_is_unique = Unique([series_id, on])


class OutsideEvent(Table):
    """An event on a market or at a competitor; without family or territory it is about all of them.

    No forecast is made with it for a day before `known_on`.
    """

    id = UUID(primary_key=True, default=None)
    kind = Varchar(length=24, null=False)
    name = Varchar(length=100, null=False)
    family = Varchar(length=100, null=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.cascade,
    )
    first_on = Date(null=False, default=None)
    last_on = Date(null=False, default=None)
    known_on = Date(null=False, default=None)
    said_by_name = Varchar(length=200, null=False)
    said_at = Timestamptz(null=False, default=None)
    removed_at = Timestamptz(null=True, default=None)


class OutsideTrial(Table):
    """What came of a signal in a run at a family ("" for all): errors beside the forecast without it."""

    id = UUID(primary_key=True, default=None)
    run_id = ForeignKey(ForecastRun, null=False, on_delete=OnDelete.cascade, index=True)
    family = Varchar(length=100, null=False)
    signal = Varchar(length=80, null=False)
    verdict = Varchar(length=16, null=False)
    error_without = DoublePrecision(null=True, default=None)
    error_with = DoublePrecision(null=True, default=None)
    origin_count = Integer(null=False)
    better_count = Integer(null=False)
    lead = Integer(null=False)
    period = Varchar(length=8, null=False)
    ended_on = Date(null=True, default=None)
    outside_trial_is_unique = Unique([run_id, family, signal])


class ForecastFreeze(Table):
    """Figures that no later run moves until `ends_on`, or until they are thawed.

    Of an item, of a family, or of all; `until_on` is the last day of their periods, None for all to come.
    """

    id = UUID(primary_key=True, default=None)
    family = Varchar(length=100, null=True, default=None)
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.cascade,
    )
    until_on = Date(null=True, default=None)
    ends_on = Date(null=False, default=None)
    reason = Varchar(length=32, null=False)
    note = Text(null=False)
    run_number = Integer(null=False)
    made_by_name = Varchar(length=200, null=False)
    made_at = Timestamptz(null=False, default=None)
    thawed_by_name = Varchar(length=200, null=True, default=None)
    thawed_at = Timestamptz(null=True, default=None)


class ForecastFrozen(Table):
    """A cell's agreed hundredths as they were frozen, from the period that begins on `first_on`."""

    id = UUID(primary_key=True, default=None)
    freeze_id = ForeignKey(ForecastFreeze, null=False, on_delete=OnDelete.cascade, index=True)
    series_id = UUID(null=False, default=None)
    period = Varchar(length=8, null=False)
    first_on = Date(null=False, default=None)
    agreed = Array(base_column=BigInt(), null=False)


class ForecastLife(Table):
    """What is said of an item's life from `on`: like `other_id`, after `other_id`, or over by that day.

    `ratio` is what it sells beside the other one; an end fades over `ramp_days` before.
    """

    id = UUID(primary_key=True, default=None)
    item_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"), null=False, on_delete=OnDelete.cascade
    )
    kind = Varchar(length=16, null=False)
    other_id = ForeignKey(
        LazyTableReference("Item", app_name="catalog"),
        null=True,
        default=None,
        on_delete=OnDelete.cascade,
    )
    on = Date(null=False, default=None)
    ratio = DoublePrecision(null=False)
    ramp_days = Integer(null=False)
    said_by_name = Varchar(length=200, null=False)
    said_at = Timestamptz(null=False, default=None)
    removed_at = Timestamptz(null=True, default=None)
