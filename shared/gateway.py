"""The screens' only door to the backend: one gateway a signed-in session, checked at every call.

Each method authorises the session, the role and the row at the moment it is called and raises
`shared.problem.ProblemError` when that fails; a page shows the error's sentence.
"""

from collections.abc import AsyncIterator
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from shared.forecast_terms import ForecastLevel
from shared.mail_terms import MailKind
from shared.schemas.alert import AlertRow, AlertView
from shared.schemas.allocation import (
    AllocationBoard,
    AllocationPreview,
    AllocationRule,
    AllocationView,
    ClassChoice,
)
from shared.schemas.approval import (
    ApprovalRuleChoice,
    ApprovalRuleView,
    DelegationView,
    DeputyChoice,
    PersonName,
)
from shared.schemas.calendar import CalendarBoard, DaysAsked, ShiftsAsked
from shared.schemas.customer import (
    CustomerBoard,
    CustomerField,
    CustomerFieldChoice,
    CustomerLines,
    CustomersAsked,
    CustomerView,
    FieldSaid,
    SignalChoice,
)
from shared.schemas.delivery import DeliveryChoice, DeliveryRuleView, UsualDelivery
from shared.schemas.demand import DemandChangeRow, DemandChangeView
from shared.schemas.floor import FloorBoard
from shared.schemas.forecast import (
    AccuracyBoard,
    CustomerForecast,
    CustomerForecasts,
    ForecastBoard,
    ForecastView,
    OverrideAsked,
    PipelineBoard,
    StageAsked,
)
from shared.schemas.hint import Hint
from shared.schemas.intake import ImportRun
from shared.schemas.kpi import KPIBoard, KPIView
from shared.schemas.mail import CustomerNotices, CustomerNoticesView, MailBoard, StaffMails
from shared.schemas.person import APIToken, CreatedAPIToken, Device, Viewing
from shared.schemas.plan import PlanBoard
from shared.schemas.pricing import PricingAsked, PricingBoard
from shared.schemas.proposal import ChosenProposal, ProposalRow, ProposalView
from shared.schemas.replenishment import ReplenishmentRow, ReplenishmentView
from shared.schemas.routing import RouteBoard, RoutingChoice
from shared.schemas.scenario import (
    AdoptionRow,
    AdoptionView,
    EditArgs,
    EditChoices,
    WhatIfBoard,
    WhatIfView,
)
from shared.schemas.segment import (
    ClassTaken,
    MarketAsked,
    MarketBoard,
    MarketLines,
    OverrideChoice,
    SegmentBoard,
    SegmentRules,
)
from shared.schemas.stock import StockAsked, StockBoard
from shared.schemas.supplier import QuotationWish, SupplierLink, SupplierRow, SupplierView
from shared.schemas.thread import NewsRow, ThreadView
from shared.schemas.urgent import RunbookBoard, RunbookChoice, UrgentBoard, UrgentView
from shared.schemas.watch import (
    AlertRuleChoice,
    AlertRuleView,
    Detection,
    RulePreview,
    WatchChoices,
)
from shared.schemas.why import LineWhy
from shared.terms import DecisionKind, DecisionReason, KPIName, Language, PushKind, Theme, TokenUse
from shared.thread_terms import ThingKind
from shared.urgent_terms import StageKind


class Gateway(Protocol):
    """What a page may ask and do for the person who looks at it."""

    async def viewing(self) -> Viewing:
        """Who looks; raises `SignedOutError` when the session has ended."""
        ...

    async def proposals_waiting(self) -> list[ProposalRow]:
        """Open proposals at the viewer's sites, the soonest deadline first."""
        ...

    async def proposal(self, proposal_id: UUID) -> ProposalView:
        """One proposal with its impact and alternatives."""
        ...

    async def decide_several(
        self,
        chosen: list[ChosenProposal],
        decision: DecisionKind,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide several proposals, all or none; for supervisors, while there is a network."""
        ...

    async def approval_rules(self) -> list[ApprovalRuleView]:
        """Rules of approval, the one that is asked first on top; for planners and admins."""
        ...

    async def add_approval_rule(self, rule: ApprovalRuleChoice) -> None:
        """Ask for these approvals from now on, behind the rules that there are."""
        ...

    async def move_approval_rule(self, rule_id: UUID) -> None:
        """Ask a rule before the one above it."""
        ...

    async def remove_approval_rule(self, rule_id: UUID) -> None:
        """Ask no more by a rule."""
        ...

    async def alert_rules(self) -> list[AlertRuleView]:
        """Rules by which alerts are raised, the first made first; for planners and admins."""
        ...

    async def watch_choices(self) -> WatchChoices:
        """What an alert rule can be made of."""
        ...

    async def detection(self) -> Detection:
        """How long alerts took from the arrival of data to their owners."""
        ...

    async def alert_rule_preview(self, rule_id: UUID) -> RulePreview:
        """What a rule would have done over the last 90 days."""
        ...

    async def add_alert_rule(self, rule: AlertRuleChoice) -> UUID:
        """Keep a new rule, switched off; returns its id."""
        ...

    async def change_alert_rule(self, rule_id: UUID, rule: AlertRuleChoice) -> None:
        """Say a rule anew; what it watches is looked at again at once."""
        ...

    async def switch_alert_rule(self, rule_id: UUID, *, is_on: bool) -> None:
        """Let a rule watch, or no more."""
        ...

    async def remove_alert_rule(self, rule_id: UUID) -> None:
        """Watch no more by a rule."""
        ...

    async def alert(self, alert_id: UUID) -> AlertView:
        """One alert with all that happened to it, also after it was cleared."""
        ...

    async def take_alert(self, alert_id: UUID) -> None:
        """Make an alert one's own."""
        ...

    async def snooze_alert(self, alert_id: UUID, until: datetime) -> None:
        """Be left alone with an alert of one's own until a time."""
        ...

    async def escalate_alert(self, alert_id: UUID, person_id: UUID, note: str) -> None:
        """Hand an alert to somebody else who sees it."""
        ...

    async def note_alert(self, alert_id: UUID, note: str) -> None:
        """Say what was done about an alert."""
        ...

    async def pricing(self) -> PricingBoard:
        """Weights of a score and rates of ways out; for planners and admins."""
        ...

    async def set_pricing(self, asked: PricingAsked) -> None:
        """Set weights and rates."""
        ...

    async def calendars(self) -> CalendarBoard:
        """Working calendars and the time zones of sites; for planners and admins."""
        ...

    async def add_calendar(self, name: str, like_id: UUID | None) -> UUID:
        """Begin a calendar, empty or like another one; returns its id."""
        ...

    async def follow_calendar(self, work_center_id: UUID, calendar_id: UUID) -> None:
        """Let a work centre have the hours of another calendar; the plan follows."""
        ...

    async def change_shifts(self, calendar_id: UUID, asked: ShiftsAsked) -> None:
        """Give a calendar another week, on the state that was seen."""
        ...

    async def change_days(self, calendar_id: UUID, asked: DaysAsked) -> None:
        """Give days of a calendar other hours, on the state that was seen."""
        ...

    async def clear_day(self, calendar_id: UUID, ver: str, on: date) -> None:
        """Let a day be as the calendar's week has it again."""
        ...

    async def change_time_zone(self, site_id: UUID, time_zone: str) -> None:
        """Let a site's days be days in another time zone."""
        ...

    async def thread(self, kind: ThingKind, thing_id: UUID) -> ThreadView:
        """A thing's thread: who follows it, what was said and kept, who changed what."""
        ...

    async def follow_thing(self, kind: ThingKind, thing_id: UUID, wanted: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Be told of a thing, or no more."""
        ...

    async def write_comment(
        self, comment_id: UUID, kind: ThingKind, thing_id: UUID, text: str
    ) -> None:
        """Say something about a thing, under an id of the page's choosing."""
        ...

    async def remove_comment(self, comment_id: UUID, kind: ThingKind, thing_id: UUID) -> None:
        """Take a comment of the viewer's back."""
        ...

    async def remove_attachment(self, kind: ThingKind, thing_id: UUID, content_hash: str) -> None:
        """Take a file of the viewer's away."""
        ...

    async def news(self) -> list[NewsRow]:
        """Mentions and what became of things that the viewer follows, not yet seen."""
        ...

    async def see_news(self, news_id: UUID | None) -> None:
        """Say that the viewer has seen one thing that they were told, or all."""
        ...

    async def urgent_orders(self, by_delivery: bool | None) -> UrgentBoard:  # noqa: FBT001 -- the value of a choice, named by the board
        """Urgent orders that the viewer sees, by the next deadline or by delivery; None: as their role does."""
        ...

    async def urgent_order(self, urgent_order_id: UUID) -> UrgentView:
        """One urgent order with its stages and all that happened to it."""
        ...

    async def urgent_order_of_change(self, demand_change_id: UUID) -> UUID | None:
        """The urgent order that a change has become; None for any other."""
        ...

    async def finish_stage(self, urgent_order_id: UUID, stage: StageKind, note: str) -> None:
        """Say that a stage is over."""
        ...

    async def hand_over_stage(
        self, urgent_order_id: UUID, stage: StageKind, person_id: UUID, note: str
    ) -> None:
        """Give a stage to somebody else who sees the order."""
        ...

    async def runbooks(self) -> RunbookBoard:
        """Runbooks in the order in which they are asked; for planners and admins."""
        ...

    async def add_runbook(self, runbook: RunbookChoice) -> None:
        """Let urgent orders go by a runbook from now on, behind those that there are."""
        ...

    async def change_runbook(self, runbook_id: UUID, runbook: RunbookChoice) -> None:
        """Say a runbook anew; orders that run keep their stages."""
        ...

    async def move_runbook(self, runbook_id: UUID) -> None:
        """Ask a runbook before the one in front of it."""
        ...

    async def remove_runbook(self, runbook_id: UUID) -> None:
        """Let no more orders go by a runbook."""
        ...

    async def deputies(self) -> list[DelegationView]:
        """Who stands in for the viewer, and whom the viewer stands in for, now or later."""
        ...

    async def possible_deputies(self) -> list[PersonName]:
        """People who may stand in for the viewer, or be named in a rule."""
        ...

    async def name_deputy(self, choice: DeputyChoice) -> None:
        """Let somebody approve in the viewer's place for a time."""
        ...

    async def end_deputy(self, delegation_id: UUID) -> None:
        """End a deputy of the viewer before the time."""
        ...

    async def demand_changes(self) -> list[DemandChangeRow]:
        """Changes in the viewer's territories and sites, newest first, at most 200."""
        ...

    async def demand_change(self, demand_change_id: UUID) -> DemandChangeView:
        """One change with its steps."""
        ...

    async def line_why(self, demand_line_id: UUID) -> LineWhy:
        """Why an open order line is when it is: chain, binding, slack, who is touched, what would help."""
        ...

    async def delivery_rule(self, demand_line_id: UUID) -> DeliveryRuleView:
        """How an order line may be delivered: its own words, its customer's, and what holds."""
        ...

    async def choose_delivery_rule(self, demand_line_id: UUID, choice: DeliveryChoice) -> None:
        """Say how an order line may be delivered; for reps and planners."""
        ...

    async def choose_usual_delivery(self, customer_id: UUID, usual: UsualDelivery) -> None:
        """Say how a customer's orders may be delivered; for reps and planners."""
        ...

    async def plan_board(
        self,
        site_id: UUID | None,
        from_on: date | None,
        day_count: int,
        proposal_id: UUID | None = None,
        alternative: str | None = None,
        number: int | None = None,
    ) -> PlanBoard:
        """The current plan of a site, optionally with one alternative of a proposal laid over it."""
        ...

    async def stock(self, asked: StockAsked) -> StockBoard:
        """Stock at the viewer's sites, fifty rows, gaps first."""
        ...

    async def floor(self, site_id: UUID | None) -> FloorBoard:
        """A site's production floor about now; without a site the viewer's first."""

    async def forecast(
        self, level: ForecastLevel | None, words: str, offset: int, *, failed_only: bool = False
    ) -> ForecastBoard:
        """Series that the viewer may see, with the run that they come from."""
        ...

    async def start_forecast(self) -> None:
        """Forecast the whole company now."""
        ...

    async def forecast_series(self, series_id: UUID) -> ForecastView:
        """One series with its history, its forecast and everything that says why."""
        ...

    async def override_forecast(self, series_id: UUID, asked: OverrideAsked) -> None:
        """Say something else than the model about some periods."""
        ...

    async def restore_forecast_override(self, override_id: UUID) -> None:
        """Say an earlier version again."""
        ...

    async def undo_forecast_mend(self, series_id: UUID, on: date, *, is_undone: bool) -> None:
        """Leave a period of a history as it was written, or mend it again."""
        ...

    async def forecast_customers(self) -> CustomerForecasts:
        """One's own customers by when they will order again."""
        ...

    async def forecast_customer(self, customer_id: UUID) -> CustomerForecast:
        """One customer's part of the forecast."""
        ...

    async def forecast_accuracy(self) -> AccuracyBoard:
        """How far off the forecast was, step by step."""
        ...

    async def forecast_pipeline(self) -> PipelineBoard:
        """Open deals and what each adds."""
        ...

    async def move_deal(self, opportunity_id: UUID, asked: StageAsked) -> None:
        """Put a deal into another stage, or close it."""
        ...

    async def allocations(self) -> AllocationBoard:
        """What is short at the viewer's sites, what waits, and the rules; for planners and supervisors."""
        ...

    async def allocation_preview(
        self, item_id: UUID, site_id: UUID, choices: list[ClassChoice]
    ) -> AllocationPreview:
        """Who would get what of a shortage, by the rules and other strategies."""
        ...

    async def open_allocation(
        self, item_id: UUID, site_id: UUID, choices: list[ClassChoice]
    ) -> UUID:
        """Let a shortage wait for a decision; returns its id."""
        ...

    async def allocation(self, allocation_id: UUID) -> AllocationView:
        """One allocation, worked out as things stand while it is open."""
        ...

    async def decide_allocation(
        self,
        allocation_id: UUID,
        decision: DecisionKind,
        seen_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide exactly the answer that was seen; for supervisors."""
        ...

    async def choose_allocation_rule(self, rule: AllocationRule) -> None:
        """Say how a class is served when a family is short; for planners and admins."""
        ...

    async def remove_allocation_rule(self, family: str, customer_class: int) -> None:
        """Forget what was said of a class and family."""
        ...

    async def change_routes(self, demand_change_id: UUID) -> RouteBoard:
        """From where a change could be served, the suggested site first."""
        ...

    async def route_change(self, demand_change_id: UUID, site_id: UUID) -> None:
        """Ask for a new line from another site; for reps and planners."""
        ...

    async def line_routes(self, demand_line_id: UUID) -> RouteBoard:
        """From where what is open of an order line could be served."""
        ...

    async def reroute_line(self, demand_line_id: UUID, site_id: UUID) -> UUID:
        """Ask for an order line from another site; returns the change, which goes the usual way."""
        ...

    async def choose_routing(self, choice: RoutingChoice) -> None:
        """Say how sites are compared; for planners and admins."""
        ...

    async def choose_site_reserve(self, site_id: UUID, reserved_ratio: Decimal) -> None:
        """Say what a site keeps of its stock for its own customers; for planners and admins."""
        ...

    async def what_ifs(self) -> WhatIfBoard:
        """What-ifs that the viewer may look at, and the sites whose plan they may copy."""
        ...

    async def what_if(self, what_if_id: UUID) -> WhatIfView:
        """A what-if with its scenarios side by side."""
        ...

    async def edit_choices(self, what_if_id: UUID) -> EditChoices:
        """What edits of a what-if can be about."""
        ...

    async def copy_plan(self, name: str, site_id: UUID) -> UUID:
        """Begin a what-if on the present plan of a site; returns its id."""
        ...

    async def plan_anew(self, name: str, scenario_name: str, site_id: UUID) -> UUID:
        """Begin a what-if with a scenario in which the plan is made anew; returns the what-if's id."""
        ...

    async def renew_what_if(self, what_if_id: UUID) -> None:
        """Copy the present plan again."""
        ...

    async def share_what_if(self, what_if_id: UUID, is_shared: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Let others look at a what-if, or no longer."""
        ...

    async def weigh_what_if(
        self, what_if_id: UUID, reliability: int, cost: int, speed: int
    ) -> None:
        """Rank the scenarios by other weights."""
        ...

    async def archive_what_if(self, what_if_id: UUID, is_archived: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Put a what-if away, or take it out again."""
        ...

    async def add_scenario(self, what_if_id: UUID, name: str, like_id: UUID | None) -> UUID:
        """Add a scenario, empty or with the edits of another; returns its id."""
        ...

    async def archive_scenario(self, scenario_id: UUID) -> None:
        """Put a scenario away."""
        ...

    async def add_edit(self, scenario_id: UUID, edit: EditArgs) -> None:
        """Change one more thing in a scenario."""
        ...

    async def remove_edit(self, scenario_id: UUID, place: int) -> None:
        """Take an edit back."""
        ...

    async def adopt_scenario(self, scenario_id: UUID) -> UUID:
        """Ask for a scenario to be carried out; returns what waits for a decision."""
        ...

    async def adoptions_waiting(self) -> list[AdoptionRow]:
        """Scenarios at the viewer's sites that wait for a decision."""
        ...

    async def adoption(self, adoption_id: UUID) -> AdoptionView:
        """One scenario to be adopted."""
        ...

    async def undo_decision(self, proposal_id: UUID) -> None:
        """Undo the person's own decision while nothing of it has left the house."""
        ...

    async def replenishments(self) -> list[ReplenishmentRow]:
        """What alert rules have started at the person's sites: what waits first, then what was decided."""
        ...

    async def replenishment(self, replenishment_id: UUID) -> ReplenishmentView:
        """One of them, worked out as things stand while it is open."""
        ...

    async def decide_replenishment(
        self,
        replenishment_id: UUID,
        decision: DecisionKind,
        seen_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide on exactly the answer that was seen; for supervisors and whom the rules ask."""
        ...

    async def decide_adoption(
        self,
        adoption_id: UUID,
        decision: DecisionKind,
        plan_revision_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Approve a scenario, reject it or send it back; for supervisors."""
        ...

    async def kpi_board(self) -> KPIBoard:
        """The KPI cards over everything that the viewer may see."""
        ...

    async def kpi(self, kpi: KPIName, offset: int = 0) -> KPIView:
        """One figure with the rows behind it, 50 at a time."""
        ...

    async def suppliers(self) -> list[SupplierRow]:
        """Suppliers of the viewer's sites, with how they kept their word over the last year."""
        ...

    async def supplier(self, supplier_id: UUID) -> SupplierView:
        """One supplier: open orders, what was asked and answered."""
        ...

    async def ask_for_quotation(self, supplier_id: UUID, wish: QuotationWish) -> UUID:
        """Ask for a price and a day; for buyers and planners."""
        ...

    async def ask_to_confirm(self, supplier_id: UUID, site_id: UUID, order_reference: str) -> UUID:
        """Ask for an order to be confirmed."""
        ...

    async def share_forecast(self, supplier_id: UUID, site_id: UUID) -> UUID:
        """Show what a site will buy."""
        ...

    async def make_supplier_link(self, request_id: UUID) -> SupplierLink:
        """Make a new link to a request, told this once; earlier ones are refused."""
        ...

    async def revoke_supplier_links(self, request_id: UUID) -> None:
        """Refuse every link to a request."""
        ...

    async def mail_board(self) -> MailBoard:
        """How mail stands; for admins."""
        ...

    async def send_mail_again(self, mail_id: UUID) -> None:
        """Send a stopped mail again."""
        ...

    async def mend_address(self, address: str, new_address: str | None) -> None:
        """Write to a closed address again, or to another one."""
        ...

    async def send_test_mail(self) -> None:
        """Send the viewer a mail that says nothing."""
        ...

    async def staff_mails(self) -> StaffMails:
        """Which mails the viewer gets."""
        ...

    async def choose_staff_mail(self, kind: MailKind, wanted: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Turn one kind of mail on or off."""
        ...

    async def customer_notices(self, customer_id: UUID) -> CustomerNoticesView:
        """Of what a customer is told by itself."""
        ...

    async def choose_customer_notices(self, customer_id: UUID, notices: CustomerNotices) -> None:
        """Say of what a customer is told; for reps, planners and admins."""

    async def customers(self, asked: CustomersAsked) -> CustomerBoard:
        """Customers in the viewer's territories with what stands out, fifty rows."""
        ...

    async def customer(self, customer_id: UUID) -> CustomerView:
        """One customer from all sides."""
        ...

    async def customer_lines(self, customer_id: UUID, kpi: KPIName) -> CustomerLines:
        """The lines of a year behind one of a customer's service figures."""
        ...

    async def say_customer_fields(self, customer_id: UUID, said: list[FieldSaid]) -> None:
        """Say what holds for a customer in the company's own fields, all or none."""
        ...

    async def hear_signal(self, customer_id: UUID, choice: SignalChoice) -> None:
        """Note what was heard of a customer."""
        ...

    async def forget_signal(self, signal_id: UUID) -> None:
        """Take back what was heard."""
        ...

    async def customer_fields(self) -> list[CustomerField]:
        """The company's own fields; for those who define them."""
        ...

    async def add_customer_field(self, choice: CustomerFieldChoice) -> None:
        """Keep one thing more of every customer."""
        ...

    async def remove_customer_field(self, field_id: UUID) -> None:
        """Keep a field no longer."""
        ...

    async def segments(self) -> SegmentBoard:
        """What customers are worth, and whose class data would have otherwise."""
        ...

    async def choose_segment_rules(self, rules: SegmentRules) -> None:
        """Find segments by other rules; for planners and admins."""
        ...

    async def choose_customer_class(self, customer_id: UUID, choice: OverrideChoice) -> None:
        """Let a customer have a class by hand until a day; for planners and admins."""
        ...

    async def end_customer_class(self, customer_id: UUID) -> None:
        """Forget a class by hand."""
        ...

    async def take_over_classes(self, taken: list[ClassTaken]) -> None:
        """Let customers have the classes that were suggested, exactly as they were seen."""
        ...

    async def market(self, asked: MarketAsked) -> MarketBoard:
        """Regions, channels or territories compared."""
        ...

    async def market_lines(
        self, asked: MarketAsked, territory_id: UUID | None, offset: int
    ) -> MarketLines:
        """The order lines behind a part of the market, fifty at a time."""
        ...

    async def alerts(self) -> list[AlertRow]:
        """Alerts in the viewer's scopes that have not been cleared."""
        ...

    async def acknowledge_alert(self, alert_id: UUID) -> None:
        """Say that the viewer has seen an alert."""
        ...

    async def choose_language(self, language: Language) -> None:
        """Keep the viewer's language."""
        ...

    async def choose_theme(self, theme: Theme) -> None:
        """Keep the viewer's theme."""
        ...

    async def devices(self) -> list[Device]:
        """The devices that the viewer is signed in on."""
        ...

    async def revoke_device(self, device_id: UUID) -> None:
        """Sign a device of the viewer out."""
        ...

    async def api_tokens(self) -> list[APIToken]:
        """The viewer's API tokens that may still be used, the newest first."""
        ...

    async def create_api_token(self, name: str, use: TokenUse, days: int) -> CreatedAPIToken:
        """Make an API token in the viewer's name; the answer holds it this once."""
        ...

    async def revoke_api_token(self, token_id: UUID) -> None:
        """Refuse an API token of the viewer from now on."""
        ...

    async def push_choices(self) -> dict[PushKind, bool]:
        """What wakes the viewer's phone."""
        ...

    async def choose_push(self, kind: PushKind, wanted: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Turn one kind of push on or off."""
        ...

    async def send_test_push(self) -> int:
        """Send the viewer a test push; returns how many devices it goes to."""
        ...

    async def import_runs(self) -> list[ImportRun]:
        """Imports, newest first; for admins and stewards."""
        ...

    def live(self, *topics: str) -> AsyncIterator[Hint]:
        """Hints on these topics until the page goes away."""
        ...
