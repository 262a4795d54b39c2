"""The forecast as screens and the API see it: runs, series, one series with its reasons, a rep's customers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

from shared.forecast_terms import (
    ErrorDetail,
    ForecastCause,
    ForecastLevel,
    ForecastPart,
    ForecastPeriod,
    ForecastStatus,
    ForecastStep,
)
from shared.terms import ReasonCode


class ForecastRunView(Struct, frozen=True):
    """A run: `done_ratio` of its chunks are done; `notes` counts what was left out, by what was wrong."""

    id: UUID
    number: int
    cause: ForecastCause
    status: ForecastStatus
    started_at: datetime
    finished_at: datetime | None
    requested_by_name: str | None
    done_ratio: float
    series_count: int
    failed_count: int
    notes: dict[str, int]
    restored_number: int | None = None


class MethodShare(Struct, frozen=True):
    """A method that a forecast is made of, and its share."""

    method: str
    share_ratio: float


class ForecastRow(Struct, frozen=True):
    """A series in a list. `near_quantity` is what is forecast for the next four periods."""

    series_id: UUID
    level: ForecastLevel
    family: str
    item_name: str | None
    unit: str | None
    site_name: str | None
    territory_name: str | None
    segment: str | None
    channel: str | None
    period: ForecastPeriod
    demand_class: str
    methods: list[MethodShare]
    near_quantity: Decimal
    wape: float | None
    naive_wape: float | None
    bias: float | None
    failed_reason: str | None


class StepView(Struct, frozen=True):
    """A step's errors at the lag; `added` is the WAPE that it took off the step before, None for the first."""

    step: ForecastStep
    wape: float
    bias: float
    added: float | None


class ForecastBoard(Struct, frozen=True):
    """Series of a level, the largest error in money first, with the run that they come from.

    `sees_whole`: whether the viewer sees every cell, and so what is said of the whole company.
    """

    run: ForecastRunView | None
    running: ForecastRunView | None
    level: ForecastLevel
    levels: list[ForecastLevel]
    rows: list[ForecastRow]
    row_count: int
    steps: list[StepView]
    may_run: bool
    may_speak: bool
    sees_whole: bool


class ForecastPoint(Struct, frozen=True):
    """A period to come. `agreed` is the model with what promotions, deals, reps, planners and freezing add."""

    on: date
    statistical: Decimal
    low: Decimal
    high: Decimal
    last_year: Decimal | None
    promotion: Decimal
    pipeline: Decimal
    rep: Decimal
    planner: Decimal
    frozen: Decimal
    agreed: Decimal
    ordered: Decimal
    open: Decimal


class PastPoint(Struct, frozen=True):
    """A closed period; `forecast` is what had been agreed at the lag, where that is known."""

    on: date
    actual: Decimal
    forecast: Decimal | None


class MendView(Struct, frozen=True):
    """A period of the history that was put right; `is_undone` from the next run on."""

    on: date
    was: Decimal | None
    became: Decimal
    mend: str
    is_undone: bool


class PartView(Struct, frozen=True):
    """A part of the usual figure of the next periods, or what it differs by."""

    part: ForecastPart
    quantity: Decimal


class MovedView(Struct, frozen=True):
    """The mean a period of the run before and of this one, and what changed it."""

    before: Decimal
    after: Decimal
    parts: list[PartView]


class OverrideView(Struct, frozen=True):
    """A version of somebody's word about a period."""

    id: UUID
    series_id: UUID
    place: str
    customer_name: str | None
    period_on: date
    step: ForecastStep
    version: int
    quantity: Decimal
    model_quantity: Decimal
    reason: ReasonCode
    note: str
    owner_name: str
    made_at: datetime
    expires_on: date
    restored_version: int | None
    is_standing: bool
    may_restore: bool


class DealView(Struct, frozen=True):
    """A deal that adds to the forecast: `added_quantity` beyond what the customer orders anyway."""

    id: UUID
    reference: str
    kind: str
    customer_name: str
    stage: str
    probability_ratio: float
    quantity: Decimal
    expected_on: date
    added_quantity: Decimal
    why: str
    item_name: str = ""
    unit: str = ""


class StageView(Struct, frozen=True):
    """A stage: what forms say of it, and what closed deals that got as far have shown."""

    stage: str
    form_ratio: float
    probability_ratio: float


class PipelineBoard(Struct, frozen=True):
    """Open deals that one may see, the largest first; `stages` in their order, the surest last."""

    stages: list[StageView]
    deals: list[DealView]
    closed_count: int
    may_move: bool


class StageAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Another stage for a deal, or how it ended."""

    stage: Annotated[str, Meta(min_length=1, max_length=32)]
    outcome: Literal["won", "lost"] | None = None


class ForecastView(Struct, frozen=True):
    """One series with everything that says why."""

    row: ForecastRow
    run: ForecastRunView
    past: list[PastPoint]
    points: list[ForecastPoint]
    parts: list[PartView]
    moved: MovedView | None
    mends: list[MendView]
    steps: list[StepView]
    overrides: list[OverrideView]
    deals: list[DealView]
    lag: int
    season: int
    may_speak: bool
    may_mend: bool
    item_id: UUID | None = None


class CustomerRhythm(Struct, frozen=True):
    """When a customer will order again by their own rhythm; none of it with fewer than four orders."""

    customer_id: UUID
    customer_name: str
    order_count: int
    last_on: date | None
    next_on: date | None
    from_on: date | None
    until_on: date | None
    usual_days: int | None
    is_quiet: bool
    jump_ratio: float | None


class WorthView(Struct, frozen=True):
    """What somebody's words of a time were worth: by how much the forecast was nearer for them."""

    since_on: date
    until_on: date
    count: int
    helped_count: int
    quantity: Decimal


class CustomerForecasts(Struct, frozen=True):
    """A rep's customers by what they need a look for, and what the rep's own words were worth.

    A hundred of the `row_count` who have a rhythm; `without_rhythm_count` others ordered too seldom.
    """

    customers: list[CustomerRhythm]
    worth: WorthView
    row_count: int = 0
    next_offset: int | None = None
    without_rhythm_count: int = 0


class CustomerItem(Struct, frozen=True):
    """A customer's part of a cell's forecast: the next periods, with what has been said of it.

    Of an item that `is_whole` nobody can order a part of one.
    """

    series_id: UUID
    item_name: str
    unit: str
    site_name: str
    channel: str
    period: ForecastPeriod
    share_ratio: float
    last_on: date | None
    points: list["CustomerPoint"]
    is_whole: bool = False


class CustomerPoint(Struct, frozen=True):
    """A period: the customer's part of the model, and what was said on top."""

    on: date
    quantity: Decimal
    override: Decimal


class CustomerForecast(Struct, frozen=True):
    """One customer's forecast, item by item, with its rhythm and every version of what was said."""

    rhythm: CustomerRhythm
    items: list[CustomerItem]
    overrides: list[OverrideView]
    may_speak: bool


class AccuracyRow(Struct, frozen=True):
    """A family or an item: its steps' errors at the lag."""

    series_id: UUID
    name: str
    steps: list[StepView]
    period_count: int


class DetailView(Struct, frozen=True):
    """The agreed forecast's error at the lag, added up at one detail over the periods that its KPI counts."""

    detail: ErrorDetail
    wape: float


class AccuracyBoard(Struct, frozen=True):
    """How far off the forecast was, step by step: of the company, by family, by item.

    `details` says the same from the coarsest to the finest; the last one is the KPI `forecast_error`.
    """

    since_on: date
    until_on: date
    steps: list[StepView]
    families: list[AccuracyRow]
    items: list[AccuracyRow]
    worths: list["PersonWorth"]
    details: list[DetailView] = field(default_factory=list)


class PersonWorth(Struct, frozen=True):
    """What one person's overrides of the last quarter were worth."""

    owner_name: str
    worth: WorthView


class OverrideAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody says of some periods: so much more or less a period, why, and until when."""

    period_ons: Annotated[list[date], Meta(min_length=1, max_length=60)]
    quantity: Decimal
    reason: ReasonCode
    expires_on: date
    note: Annotated[str, Meta(max_length=500)] = ""
    customer_id: UUID | None = None


class MendAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a mend is left out from the next run on."""

    is_undone: bool


class WindowAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """How far orders of a family ("" for every one) consume the forecast, in days.

    For the first `demand_fence_days`, today among them, plans serve orders only.
    """

    family: Annotated[str, Meta(max_length=100)]
    backward_days: Annotated[int, Meta(ge=0, le=366)]
    forward_days: Annotated[int, Meta(ge=0, le=366)]
    demand_fence_days: Annotated[int, Meta(ge=0, le=366)] = 0


class WindowRow(Struct, frozen=True):
    """The windows that hold for a family; without `is_own` they are those of every family."""

    family: str
    backward_days: int
    forward_days: int
    demand_fence_days: int
    is_own: bool


class ForecastWindows(Struct, frozen=True):
    """The windows of every family, and of each one; `may_set` whether the reader may change them."""

    usual: WindowRow
    families: list[WindowRow]
    may_set: bool
