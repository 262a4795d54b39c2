"""What-ifs: a copied plan, its scenarios side by side, and what is asked to be adopted."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.schemas.approval import ApprovalNeed
from shared.schemas.impact import Adjustment
from shared.terms import (
    DecisionKind,
    DecisionReason,
    EditKind,
    ProposalStatus,
    ScenarioCaution,
)

Name = Annotated[str, Meta(max_length=100)]


class EditArgs(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that is otherwise; what a kind does not read stays out.

    `demand` (ratio; item, family, customer, from and to), `demand_line` (line; quantity or day),
    `new_demand` (item, site, customer, quantity, day), `purchase` and `plan_line` (supply; quantity or
    day), `capacity` (work centre, hours a day; from, to, weekdays), `calendar` (site, day, open or
    shut), `promotion` (ratio, discount; item or family, from and to), `price` (ratio; item, family,
    customer, from and to), `plan_anew` (nothing: the answer is a plan made anew). A ratio is what is
    added: 0.2 is a fifth more, -1 nothing left.
    """

    kind: EditKind
    item_id: UUID | None = None
    family: Name | None = None
    customer_id: UUID | None = None
    site_id: UUID | None = None
    demand_line_id: UUID | None = None
    supply_id: UUID | None = None
    work_center_id: UUID | None = None
    on: date | None = None
    from_on: date | None = None
    to_on: date | None = None
    weekdays: Annotated[list[int], Meta(max_length=7)] = []
    quantity: Decimal | None = None
    ratio: Decimal | None = None
    discount: Decimal | None = None
    hours: Decimal | None = None
    is_open: bool = False


class EditRow(Struct, frozen=True):
    """An edit as a list shows it; `was_*` are what the copied plan has. `is_assumed`: nobody decides it."""

    kind: EditKind
    subject: str
    unit: str
    on: date | None
    from_on: date | None
    to_on: date | None
    weekdays: list[int]
    quantity: Decimal | None
    ratio: Decimal | None
    discount: Decimal | None
    hours: Decimal | None
    is_open: bool
    was_quantity: Decimal | None
    was_on: date | None
    is_assumed: bool


class WeekLoad(Struct, frozen=True):
    """Hours asked of a work centre in a week against those it has."""

    starts_on: date
    load_hours: Decimal
    available_hours: Decimal


class CenterLoad(Struct, frozen=True):
    """A work centre's load by week; `worst_ratio` is its fullest week's."""

    work_center_id: UUID
    work_center_name: str
    weeks: list[WeekLoad]
    worst_ratio: Decimal


class ScenarioFigures(Struct, frozen=True):
    """What a plan would bring over the order lines due within the horizon, by the KPIs' own rules."""

    line_count: int
    on_time_count: int
    otif_ratio: Decimal | None
    order_fill_ratio: Decimal | None
    late_count: int
    mean_delay_days: Decimal
    worst_delay_days: int
    open_value: Decimal
    at_risk_value: Decimal
    margin: Decimal
    margin_on_time: Decimal
    average_stock_value: Decimal
    extra_cost: Decimal
    losing_customers: list[str]
    first_class_count: int
    loads: list[CenterLoad]


class ScenarioWeights(Struct, frozen=True):
    """How much reliability, cost and speed count in a score; only their proportions matter."""

    reliability: Decimal
    cost: Decimal
    speed: Decimal


class ScenarioView(Struct, frozen=True):
    """One scenario with its figures and what adopting it would do."""

    id: UUID
    name: str
    edits: list[EditRow]
    figures: ScenarioFigures
    score: int
    adjustments: list[Adjustment]
    cautions: list[ScenarioCaution]
    starts_on: date | None
    changed_by_name: str
    changed_at: datetime
    adoption_id: UUID | None
    adoption_status: ProposalStatus | None


class WhatIfRow(Struct, frozen=True):
    """One what-if in the list."""

    id: UUID
    name: str
    site_id: UUID
    site_name: str
    owner_name: str
    is_shared: bool
    is_archived: bool
    scenario_count: int
    copied_at: datetime
    changed_at: datetime
    plan_revision_number: int


class WhatIfSite(Struct, frozen=True):
    """A site whose plan may be copied."""

    site_id: UUID
    site_name: str


class WhatIfBoard(Struct, frozen=True):
    """The what-ifs that a person may look at, and whose plan they may copy."""

    what_ifs: list[WhatIfRow]
    sites: list[WhatIfSite]


class WhatIfView(Struct, frozen=True):
    """A what-if with the plan today and its scenarios side by side.

    `first_id` leads while reliability weighs from `first_from` to `first_to` of a hundred.
    `current_plan_revision_number` is another than `plan_revision_number` when the plan has moved.
    """

    id: UUID
    name: str
    site_id: UUID
    site_name: str
    owner_name: str
    is_own: bool
    is_shared: bool
    is_archived: bool
    can_change: bool
    copied_at: datetime
    today: date
    plan_revision_number: int
    current_plan_revision_number: int
    has_moved: bool
    currency: str
    weights: ScenarioWeights
    figures: ScenarioFigures
    score: int
    scenarios: list[ScenarioView]
    first_id: UUID | None
    first_from: int
    first_to: int


class Choice(Struct, frozen=True):
    """Something that an edit can be about."""

    id: str
    name: str


class EditChoices(Struct, frozen=True):
    """What edits of a what-if can be about: everything by name, as the copied plan has it."""

    items: list[Choice]
    families: list[Choice]
    customers: list[Choice]
    demand_lines: list[Choice]
    purchases: list[Choice]
    plan_lines: list[Choice]
    work_centers: list[Choice]


class AdoptionRow(Struct, frozen=True):
    """A scenario that waits for a decision."""

    id: UUID
    what_if_name: str
    scenario_name: str
    site_name: str
    requested_by_name: str
    decide_by: datetime
    adjustment_count: int


class AdoptionView(Struct, frozen=True):
    """A scenario to be adopted, with everything that a decision needs.

    The viewer may undo their own decision until `undo_until`.
    """

    id: UUID
    what_if_id: UUID
    what_if_name: str
    scenario_name: str
    site_id: UUID
    site_name: str
    status: ProposalStatus
    plan_revision_id: UUID
    plan_revision_number: int
    current_plan_revision_number: int
    has_moved: bool
    adjustments: list[Adjustment]
    assumptions: list[EditRow]
    cautions: list[ScenarioCaution]
    currency: str
    today: ScenarioFigures
    scenario: ScenarioFigures
    opened_at: datetime
    decide_by: datetime
    requested_by_name: str
    can_decide: bool
    approval: ApprovalNeed
    decided_by_name: str | None
    decided_at: datetime | None
    reason: str | None
    note: str | None
    undo_until: datetime | None = None


class NewWhatIf(Struct, frozen=True, forbid_unknown_fields=True):
    """A what-if to begin."""

    name: Name
    site_id: UUID


class NewPlanAnew(Struct, frozen=True, forbid_unknown_fields=True):
    """A what-if to begin with a scenario in which the plan is made anew."""

    name: Name
    scenario_name: Name
    site_id: UUID


class NewScenario(Struct, frozen=True, forbid_unknown_fields=True):
    """A scenario to add, with the edits of another where `like_id` names it."""

    name: Name
    like_id: UUID | None = None


class AdoptionDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """A supervisor's answer to a scenario, on the plan revision that was seen."""

    decision: DecisionKind
    plan_revision_id: UUID
    reason: DecisionReason | None = None
    note: Annotated[str, Meta(max_length=2000)] = ""


class Made(Struct, frozen=True):
    """The id of what was made."""

    id: UUID
