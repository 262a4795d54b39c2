"""The screens' only door: implements `shared.gateway.Gateway` for one signed-in session.

Every method asks first whether the session still stands and what the person may see now; the screens'
own word is never taken for it.
"""

from collections.abc import AsyncIterator
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from backend.alert.commands import (
    AcknowledgeAlert,
    EscalateAlert,
    NoteAlert,
    SnoozeAlert,
    TakeAlert,
)
from backend.alert.queries import alert_for, alerts_for
from backend.allocation.commands import (
    ChooseAllocationRule,
    DecideAllocation,
    OpenAllocation,
    RemoveAllocationRule,
)
from backend.allocation.queries import allocation_for, board_for, preview_for
from backend.approval.commands import (
    AddApprovalRule,
    EndDeputy,
    MoveApprovalRule,
    NameDeputy,
    RemoveApprovalRule,
    rule_asked,
)
from backend.approval.queries import approval_rules_for, delegations_for, people_who_decide
from backend.connectors.mail.client import office
from backend.connectors.mail.commands import (
    ChooseCustomerNotices,
    ChooseStaffMail,
    MendAddress,
    SendMailAgain,
    SendTestMail,
)
from backend.connectors.mail.queries import customer_notices_for, mail_board, staff_mails_for
from backend.customer.commands import (
    AddCustomerField,
    ChooseClass,
    ChooseSegmentRules,
    EndClassChoice,
    ForgetSignal,
    HearSignal,
    RemoveCustomerField,
    SayCustomerFields,
    TakeOverClasses,
)
from backend.customer.queries.board import customers_for as customer_board_for
from backend.customer.queries.fields import fields_for
from backend.customer.queries.market import market_for, market_lines_for
from backend.customer.queries.one import customer_for as whole_customer_for
from backend.customer.queries.one import customer_lines
from backend.customer.queries.ranking import segments_for
from backend.demand.commands import (
    ChooseDeliveryRule,
    ChooseUsualDelivery,
    MoveDeal,
    RerouteDemandLine,
    RouteDemandChange,
)
from backend.demand.queries import delivery_rule_for, demand_change_for, demand_changes_for
from backend.dispatch import Dispatcher
from backend.floor.commands import (
    AddCalendar,
    ChangeDays,
    ChangeShifts,
    ChangeTimeZone,
    FollowCalendar,
)
from backend.floor.queries.board import floor_for
from backend.floor.queries.calendars import calendars_for
from backend.forecast.commands import (
    RestoreForecastOverride,
    StartForecast,
    UndoForecastMend,
    override_asked,
)
from backend.forecast.queries.accuracy import accuracy_for
from backend.forecast.queries.boards import board_for as forecast_board_for
from backend.forecast.queries.boards import series_for
from backend.forecast.queries.customers import customer_for, customers_for
from backend.forecast.queries.pipeline import pipeline_for
from backend.identity import queries as identity
from backend.identity.commands import (
    ChooseLanguage,
    ChooseTheme,
    CreateAPIToken,
    RevokeAPIToken,
    RevokeDevice,
)
from backend.identity.errors import SignedOutError
from backend.identity.model import Viewer
from backend.impact.queries import why_line
from backend.intake.queries import import_runs
from backend.kit.hints import ANY_TOPIC
from backend.kpi.queries import kpi_board, kpi_view
from backend.promise.commands import ChooseRouting, ChooseSiteReserve
from backend.promise.routing import routes_of_change, routes_of_line
from backend.proposal.commands import DecideProposals, SetPricing, UndoDecision
from backend.proposal.queries.board import plan_board_for
from backend.proposal.queries.pricing import pricing_for
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for, with_approvals
from backend.push.commands import ChoosePush, SendTestPush
from backend.push.queries import push_choices
from backend.replenishment.commands import DecideReplenishment
from backend.replenishment.queries import replenishment_for, replenishments_for
from backend.scenario.commands import (
    AddEdit,
    AddScenario,
    AdoptScenario,
    ArchiveScenario,
    ArchiveWhatIf,
    CopyPlan,
    DecideAdoption,
    PlanAnew,
    RemoveEdit,
    RenewWhatIf,
    ShareWhatIf,
    WeighWhatIf,
    edit_asked,
)
from backend.scenario.queries import (
    adoption_for,
    adoptions_for,
    edit_choices_for,
    what_if_for,
    what_ifs_for,
)
from backend.stock.queries import stock_board_for
from backend.supplier.commands import (
    AskForQuotation,
    AskToConfirm,
    MakeLink,
    RevokeLinks,
    ShareForecast,
)
from backend.supplier.handlers.asking import link_to
from backend.supplier.model import LINK_LIFE
from backend.supplier.queries import supplier_for, suppliers_for
from backend.sync.decisions import with_own_decision
from backend.thread.commands import (
    FollowThing,
    RemoveAttachment,
    RemoveComment,
    SeeNews,
    UnfollowThing,
    WriteComment,
)
from backend.thread.queries import news_for, thread_for
from backend.urgent.commands import (
    AddRunbook,
    ChangeRunbook,
    FinishStage,
    HandOverStage,
    MoveRunbook,
    RemoveRunbook,
    runbook_asked,
)
from backend.urgent.queries.orders import (
    urgent_board_for,
    urgent_order_for,
    urgent_order_of_change,
)
from backend.urgent.queries.runbooks import runbooks_for
from backend.watch.commands import (
    AddAlertRule,
    ChangeAlertRule,
    RemoveAlertRule,
    SwitchAlertRule,
    alert_rule_asked,
)
from backend.watch.queries import (
    alert_rules_for,
    detection_for,
    preview_of,
    watch_choices_for,
)
from shared.forecast_terms import ForecastLevel
from shared.ids import new_id
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
from shared.session import SessionFacts
from shared.terms import DecisionKind, DecisionReason, KPIName, Language, PushKind, Theme, TokenUse
from shared.thread_terms import ThingKind
from shared.urgent_terms import StageKind


class SessionGateway:
    """What the pages of one session may ask and do."""

    def __init__(
        self, dispatcher: Dispatcher, sessions: identity.Sessions, session: SessionFacts
    ) -> None:
        self._dispatcher = dispatcher
        self._sessions = sessions
        self._opened_with = session

    async def viewing(self) -> Viewing:
        """Who looks."""
        return await identity.viewing(await self._session())

    async def proposals_waiting(self) -> list[ProposalRow]:
        """Open proposals at the viewer's sites, the soonest deadline first."""
        return await proposals_waiting_for(await self._viewer())

    async def proposal(self, proposal_id: UUID) -> ProposalView:
        """One proposal with its impact and alternatives."""
        viewer = await self._viewer()
        view = await proposal_for(viewer, proposal_id)
        view = await with_approvals(view, viewer, self._dispatcher.clock.now())
        return await with_own_decision(view, viewer.person_id)

    async def decide_several(
        self,
        chosen: list[ChosenProposal],
        decision: DecisionKind,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide several proposals, all or none."""
        await self._perform(DecideProposals(tuple(chosen), decision, reason, note))

    async def approval_rules(self) -> list[ApprovalRuleView]:
        """Rules of approval, the one that is asked first on top; for planners and admins."""
        return await approval_rules_for(await self._viewer())

    async def add_approval_rule(self, rule: ApprovalRuleChoice) -> None:
        """Ask for these approvals from now on."""
        await self._perform(AddApprovalRule(rule_asked(rule)))

    async def move_approval_rule(self, rule_id: UUID) -> None:
        """Ask a rule before the one above it."""
        await self._perform(MoveApprovalRule(rule_id))

    async def remove_approval_rule(self, rule_id: UUID) -> None:
        """Ask no more by a rule."""
        await self._perform(RemoveApprovalRule(rule_id))

    async def alert_rules(self) -> list[AlertRuleView]:
        """Rules by which alerts are raised; for planners and admins."""
        return await alert_rules_for(await self._viewer())

    async def watch_choices(self) -> WatchChoices:
        """What an alert rule can be made of."""
        return await watch_choices_for(await self._viewer())

    async def detection(self) -> Detection:
        """How long alerts took from the arrival of data to their owners."""
        return await detection_for(await self._viewer(), self._dispatcher.clock.now())

    async def alert_rule_preview(self, rule_id: UUID) -> RulePreview:
        """What a rule would have done over the last 90 days."""
        return await preview_of(await self._viewer(), rule_id, self._dispatcher.clock.now())

    async def add_alert_rule(self, rule: AlertRuleChoice) -> UUID:
        """Keep a new rule, switched off."""
        session = await self._session()
        command = AddAlertRule(alert_rule_asked(rule))
        made: UUID = await self._dispatcher.dispatch(command, actor_id=session.person_id)
        return made

    async def change_alert_rule(self, rule_id: UUID, rule: AlertRuleChoice) -> None:
        """Say a rule anew."""
        await self._perform(ChangeAlertRule(rule_id, alert_rule_asked(rule)))

    async def switch_alert_rule(self, rule_id: UUID, *, is_on: bool) -> None:
        """Let a rule watch, or no more."""
        await self._perform(SwitchAlertRule(rule_id, is_on))

    async def remove_alert_rule(self, rule_id: UUID) -> None:
        """Watch no more by a rule."""
        await self._perform(RemoveAlertRule(rule_id))

    async def alert(self, alert_id: UUID) -> AlertView:
        """One alert with all that happened to it."""
        return await alert_for(await self._viewer(), alert_id, self._dispatcher.clock.now())

    async def take_alert(self, alert_id: UUID) -> None:
        """Make an alert one's own."""
        await self._perform(TakeAlert(alert_id))

    async def snooze_alert(self, alert_id: UUID, until: datetime) -> None:
        """Be left alone with an alert until a time."""
        await self._perform(SnoozeAlert(alert_id, until))

    async def escalate_alert(self, alert_id: UUID, person_id: UUID, note: str) -> None:
        """Hand an alert to somebody else."""
        await self._perform(EscalateAlert(alert_id, person_id, note))

    async def note_alert(self, alert_id: UUID, note: str) -> None:
        """Say what was done about an alert."""
        await self._perform(NoteAlert(alert_id, note))

    async def thread(self, kind: ThingKind, thing_id: UUID) -> ThreadView:
        """A thing's thread."""
        return await thread_for(await self._viewer(), kind, thing_id)

    async def follow_thing(self, kind: ThingKind, thing_id: UUID, wanted: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Be told of a thing, or no more."""
        command = FollowThing(kind, thing_id) if wanted else UnfollowThing(kind, thing_id)
        await self._perform(command)

    async def write_comment(
        self, comment_id: UUID, kind: ThingKind, thing_id: UUID, text: str
    ) -> None:
        """Say something about a thing."""
        await self._perform(WriteComment(comment_id, kind, thing_id, text))

    async def remove_comment(self, comment_id: UUID, kind: ThingKind, thing_id: UUID) -> None:
        """Take a comment of the viewer's back."""
        await self._perform(RemoveComment(comment_id, kind, thing_id))

    async def remove_attachment(self, kind: ThingKind, thing_id: UUID, content_hash: str) -> None:
        """Take a file of the viewer's away."""
        await self._perform(RemoveAttachment(kind, thing_id, content_hash))

    async def news(self) -> list[NewsRow]:
        """What the viewer is told of things."""
        return await news_for(await self._viewer())

    async def see_news(self, news_id: UUID | None) -> None:
        """Say that the viewer has seen one thing that they were told, or all."""
        await self._perform(SeeNews(news_id))

    async def urgent_orders(self, by_delivery: bool | None) -> UrgentBoard:  # noqa: FBT001 -- the value of a choice, named by the board
        """Urgent orders that the viewer sees."""
        now = self._dispatcher.clock.now()
        return await urgent_board_for(await self._viewer(), now, by_delivery=by_delivery)

    async def urgent_order(self, urgent_order_id: UUID) -> UrgentView:
        """One urgent order with its stages."""
        now = self._dispatcher.clock.now()
        return await urgent_order_for(await self._viewer(), urgent_order_id, now)

    async def urgent_order_of_change(self, demand_change_id: UUID) -> UUID | None:
        """The urgent order that a change has become."""
        return await urgent_order_of_change(await self._viewer(), demand_change_id)

    async def finish_stage(self, urgent_order_id: UUID, stage: StageKind, note: str) -> None:
        """Say that a stage is over."""
        await self._perform(FinishStage(urgent_order_id, stage, note))

    async def hand_over_stage(
        self, urgent_order_id: UUID, stage: StageKind, person_id: UUID, note: str
    ) -> None:
        """Give a stage to somebody else."""
        await self._perform(HandOverStage(urgent_order_id, stage, person_id, note))

    async def runbooks(self) -> RunbookBoard:
        """Runbooks; for planners and admins."""
        return await runbooks_for(await self._viewer())

    async def add_runbook(self, runbook: RunbookChoice) -> None:
        """Let urgent orders go by a runbook from now on."""
        await self._perform(AddRunbook(runbook_asked(runbook)))

    async def change_runbook(self, runbook_id: UUID, runbook: RunbookChoice) -> None:
        """Say a runbook anew."""
        await self._perform(ChangeRunbook(runbook_id, runbook_asked(runbook)))

    async def move_runbook(self, runbook_id: UUID) -> None:
        """Ask a runbook before the one in front of it."""
        await self._perform(MoveRunbook(runbook_id))

    async def remove_runbook(self, runbook_id: UUID) -> None:
        """Let no more orders go by a runbook."""
        await self._perform(RemoveRunbook(runbook_id))

    async def deputies(self) -> list[DelegationView]:
        """Who stands in for the viewer, and whom the viewer stands in for."""
        return await delegations_for(await self._viewer(), self._dispatcher.clock.now())

    async def possible_deputies(self) -> list[PersonName]:
        """People who may stand in for the viewer."""
        return await people_who_decide(await self._viewer())

    async def pricing(self) -> PricingBoard:
        """Weights of a score and rates of ways out."""
        return await pricing_for(await self._viewer())

    async def set_pricing(self, asked: PricingAsked) -> None:
        """Set weights and rates."""
        await self._perform(SetPricing(asked.base_number, asked.weights, asked.rates, asked.note))

    async def calendars(self) -> CalendarBoard:
        """Working calendars and the time zones of sites."""
        return await calendars_for(await self._viewer(), self._dispatcher.clock.now())

    async def add_calendar(self, name: str, like_id: UUID | None) -> UUID:
        """Begin a calendar, empty or like another one; returns its id."""
        return await self._make(AddCalendar(new_id(), name, like_id))

    async def follow_calendar(self, work_center_id: UUID, calendar_id: UUID) -> None:
        """Let a work centre have the hours of another calendar; the plan follows."""
        await self._perform(FollowCalendar(work_center_id, calendar_id))

    async def change_shifts(self, calendar_id: UUID, asked: ShiftsAsked) -> None:
        """Give a calendar another week."""
        shifts = tuple((each.weekday, each.starts_at, each.ends_at) for each in asked.shifts)
        await self._perform(ChangeShifts(calendar_id, asked.ver, shifts))

    async def change_days(self, calendar_id: UUID, asked: DaysAsked) -> None:
        """Give days of a calendar other hours."""
        await self._perform(
            ChangeDays(
                calendar_id, asked.ver, asked.from_on, asked.until_on, asked.hours, asked.name
            )
        )

    async def clear_day(self, calendar_id: UUID, ver: str, on: date) -> None:
        """Let a day be as the calendar's week has it again."""
        await self._perform(ChangeDays(calendar_id, ver, on, on, None, ""))

    async def change_time_zone(self, site_id: UUID, time_zone: str) -> None:
        """Let a site's days be days in another time zone."""
        await self._perform(ChangeTimeZone(site_id, time_zone))

    async def name_deputy(self, choice: DeputyChoice) -> None:
        """Let somebody approve in the viewer's place for a time."""
        await self._perform(
            NameDeputy(choice.deputy_id, choice.from_at, choice.until_at, choice.note)
        )

    async def end_deputy(self, delegation_id: UUID) -> None:
        """End a deputy of the viewer before the time."""
        await self._perform(EndDeputy(delegation_id))

    async def demand_changes(self) -> list[DemandChangeRow]:
        """Changes in the viewer's territories and sites, newest first."""
        return await demand_changes_for(await self._viewer())

    async def demand_change(self, demand_change_id: UUID) -> DemandChangeView:
        """One change with its steps."""
        return await demand_change_for(await self._viewer(), demand_change_id)

    async def line_why(self, demand_line_id: UUID) -> LineWhy:
        """Why an open order line is when it is."""
        return await why_line(await self._viewer(), demand_line_id, self._dispatcher.clock.now())

    async def delivery_rule(self, demand_line_id: UUID) -> DeliveryRuleView:
        """How an order line may be delivered."""
        return await delivery_rule_for(await self._viewer(), demand_line_id)

    async def choose_delivery_rule(self, demand_line_id: UUID, choice: DeliveryChoice) -> None:
        """Say how an order line may be delivered."""
        await self._perform(ChooseDeliveryRule(demand_line_id, choice))

    async def choose_usual_delivery(self, customer_id: UUID, usual: UsualDelivery) -> None:
        """Say how a customer's orders may be delivered."""
        await self._perform(ChooseUsualDelivery(customer_id, usual))

    async def plan_board(
        self,
        site_id: UUID | None,
        from_on: date | None,
        day_count: int,
        proposal_id: UUID | None = None,
        alternative: str | None = None,
        number: int | None = None,
    ) -> PlanBoard:
        """The current plan of a site, optionally with one alternative laid over it."""
        return await plan_board_for(
            await self._viewer(),
            self._dispatcher.clock.now(),
            site_id,
            from_on,
            day_count,
            proposal_id,
            alternative,
            number,
        )

    async def stock(self, asked: StockAsked) -> StockBoard:
        """Stock at the viewer's sites, fifty rows, gaps first."""
        return await stock_board_for(await self._viewer(), self._dispatcher.clock.now(), asked)

    async def floor(self, site_id: UUID | None) -> FloorBoard:
        """A site's production floor about now."""
        return await floor_for(await self._viewer(), self._dispatcher.clock.now(), site_id)

    async def forecast(
        self, level: ForecastLevel | None, words: str, offset: int, *, failed_only: bool = False
    ) -> ForecastBoard:
        """Series that the viewer may see, with the run that they come from."""
        return await forecast_board_for(
            await self._viewer(), level, words=words, failed_only=failed_only, offset=offset
        )

    async def start_forecast(self) -> None:
        """Forecast the whole company now."""
        await self._perform(StartForecast(new_id()))

    async def forecast_series(self, series_id: UUID) -> ForecastView:
        """One series with its history, its forecast and everything that says why."""
        return await series_for(await self._viewer(), series_id, self._dispatcher.clock.now())

    async def override_forecast(self, series_id: UUID, asked: OverrideAsked) -> None:
        """Say something else than the model about some periods."""
        await self._perform(override_asked(series_id, asked))

    async def restore_forecast_override(self, override_id: UUID) -> None:
        """Say an earlier version again."""
        await self._perform(RestoreForecastOverride(override_id))

    async def undo_forecast_mend(self, series_id: UUID, on: date, *, is_undone: bool) -> None:
        """Leave a period of a history as it was written, or mend it again."""
        await self._perform(UndoForecastMend(series_id, on, is_undone))

    async def forecast_customers(self) -> CustomerForecasts:
        """One's own customers by when they will order again."""
        return await customers_for(await self._viewer(), self._dispatcher.clock.now())

    async def forecast_customer(self, customer_id: UUID) -> CustomerForecast:
        """One customer's part of the forecast."""
        return await customer_for(await self._viewer(), customer_id, self._dispatcher.clock.now())

    async def forecast_accuracy(self) -> AccuracyBoard:
        """How far off the forecast was, step by step."""
        return await accuracy_for(await self._viewer(), self._dispatcher.clock.now())

    async def forecast_pipeline(self) -> PipelineBoard:
        """Open deals and what each adds."""
        return await pipeline_for(await self._viewer(), self._dispatcher.clock.now())

    async def move_deal(self, opportunity_id: UUID, asked: StageAsked) -> None:
        """Put a deal into another stage, or close it."""
        await self._perform(MoveDeal(opportunity_id, asked.stage, asked.outcome))

    async def allocations(self) -> AllocationBoard:
        """What is short at the viewer's sites, what waits, and the rules; for planners and supervisors."""
        return await board_for(await self._viewer(), self._dispatcher.clock.now())

    async def allocation_preview(
        self, item_id: UUID, site_id: UUID, choices: list[ClassChoice]
    ) -> AllocationPreview:
        """Who would get what of a shortage, by the rules and other strategies."""
        now = self._dispatcher.clock.now()
        return await preview_for(await self._viewer(), item_id, site_id, choices, now)

    async def open_allocation(
        self, item_id: UUID, site_id: UUID, choices: list[ClassChoice]
    ) -> UUID:
        """Let a shortage wait for a decision; returns its id."""
        return await self._make(OpenAllocation(new_id(), item_id, site_id, tuple(choices)))

    async def allocation(self, allocation_id: UUID) -> AllocationView:
        """One allocation, worked out as things stand while it is open."""
        now = self._dispatcher.clock.now()
        return await allocation_for(await self._viewer(), allocation_id, now)

    async def decide_allocation(
        self,
        allocation_id: UUID,
        decision: DecisionKind,
        seen_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide exactly the answer that was seen; for supervisors."""
        await self._perform(DecideAllocation(allocation_id, decision, seen_id, reason, note))

    async def choose_allocation_rule(self, rule: AllocationRule) -> None:
        """Say how a class is served when a family is short; for planners and admins."""
        await self._perform(ChooseAllocationRule(rule))

    async def remove_allocation_rule(self, family: str, customer_class: int) -> None:
        """Forget what was said of a class and family."""
        await self._perform(RemoveAllocationRule(family, customer_class))

    async def change_routes(self, demand_change_id: UUID) -> RouteBoard:
        """From where a change could be served, the suggested site first."""
        now = self._dispatcher.clock.now()
        return await routes_of_change(await self._viewer(), demand_change_id, now)

    async def route_change(self, demand_change_id: UUID, site_id: UUID) -> None:
        """Ask for a new line from another site; for reps and planners."""
        await self._perform(RouteDemandChange(demand_change_id, site_id))

    async def line_routes(self, demand_line_id: UUID) -> RouteBoard:
        """From where what is open of an order line could be served."""
        now = self._dispatcher.clock.now()
        return await routes_of_line(await self._viewer(), demand_line_id, now)

    async def reroute_line(self, demand_line_id: UUID, site_id: UUID) -> UUID:
        """Ask for an order line from another site; returns the change, which goes the usual way."""
        command = RerouteDemandLine(new_id(), demand_line_id, site_id, "")
        await self._perform(command)
        return command.id

    async def choose_routing(self, choice: RoutingChoice) -> None:
        """Say how sites are compared; for planners and admins."""
        await self._perform(ChooseRouting(choice))

    async def choose_site_reserve(self, site_id: UUID, reserved_ratio: Decimal) -> None:
        """Say what a site keeps of its stock for its own customers; for planners and admins."""
        await self._perform(ChooseSiteReserve(site_id, reserved_ratio))

    async def what_ifs(self) -> WhatIfBoard:
        """What-ifs that the viewer may look at, and the sites whose plan they may copy."""
        return await what_ifs_for(await self._viewer())

    async def what_if(self, what_if_id: UUID) -> WhatIfView:
        """A what-if with its scenarios side by side."""
        return await what_if_for(await self._viewer(), what_if_id)

    async def edit_choices(self, what_if_id: UUID) -> EditChoices:
        """What edits of a what-if can be about."""
        return await edit_choices_for(await self._viewer(), what_if_id)

    async def copy_plan(self, name: str, site_id: UUID) -> UUID:
        """Begin a what-if on the present plan of a site."""
        return await self._make(CopyPlan(new_id(), name, site_id))

    async def plan_anew(self, name: str, scenario_name: str, site_id: UUID) -> UUID:
        """Make the present plan of a site anew beside it; the what-if's id."""
        return await self._make(PlanAnew(new_id(), name, scenario_name, site_id))

    async def renew_what_if(self, what_if_id: UUID) -> None:
        """Copy the present plan again."""
        await self._perform(RenewWhatIf(what_if_id))

    async def share_what_if(self, what_if_id: UUID, is_shared: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Let others look at a what-if, or no longer."""
        await self._perform(ShareWhatIf(what_if_id, is_shared=is_shared))

    async def weigh_what_if(
        self, what_if_id: UUID, reliability: int, cost: int, speed: int
    ) -> None:
        """Rank the scenarios by other weights."""
        await self._perform(
            WeighWhatIf(what_if_id, Decimal(reliability), Decimal(cost), Decimal(speed))
        )

    async def archive_what_if(self, what_if_id: UUID, is_archived: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Put a what-if away, or take it out again."""
        await self._perform(ArchiveWhatIf(what_if_id, is_archived=is_archived))

    async def add_scenario(self, what_if_id: UUID, name: str, like_id: UUID | None) -> UUID:
        """Add a scenario, empty or with the edits of another."""
        return await self._make(AddScenario(new_id(), what_if_id, name, like_id))

    async def archive_scenario(self, scenario_id: UUID) -> None:
        """Put a scenario away."""
        await self._perform(ArchiveScenario(scenario_id))

    async def add_edit(self, scenario_id: UUID, edit: EditArgs) -> None:
        """Change one more thing in a scenario."""
        await self._perform(AddEdit(scenario_id, edit_asked(edit)))

    async def remove_edit(self, scenario_id: UUID, place: int) -> None:
        """Take an edit back."""
        await self._perform(RemoveEdit(scenario_id, place))

    async def adopt_scenario(self, scenario_id: UUID) -> UUID:
        """Ask for a scenario to be carried out."""
        return await self._make(AdoptScenario(scenario_id))

    async def adoptions_waiting(self) -> list[AdoptionRow]:
        """Scenarios at the viewer's sites that wait for a decision."""
        return await adoptions_for(await self._viewer())

    async def adoption(self, adoption_id: UUID) -> AdoptionView:
        """One scenario to be adopted."""
        return await adoption_for(await self._viewer(), adoption_id, self._dispatcher.clock.now())

    async def undo_decision(self, proposal_id: UUID) -> None:
        """Undo the person's own decision while nothing of it has left the house."""
        await self._perform(UndoDecision(proposal_id))

    async def replenishments(self) -> list[ReplenishmentRow]:
        """What alert rules have started at the person's sites."""
        return await replenishments_for(await self._viewer(), self._dispatcher.clock.now())

    async def replenishment(self, replenishment_id: UUID) -> ReplenishmentView:
        """One of them, worked out as things stand while it is open."""
        now = self._dispatcher.clock.now()
        return await replenishment_for(await self._viewer(), replenishment_id, now)

    async def decide_replenishment(
        self,
        replenishment_id: UUID,
        decision: DecisionKind,
        seen_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Decide on exactly the answer that was seen."""
        await self._perform(DecideReplenishment(replenishment_id, decision, seen_id, reason, note))

    async def decide_adoption(
        self,
        adoption_id: UUID,
        decision: DecisionKind,
        plan_revision_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        """Approve a scenario, reject it or send it back."""
        await self._perform(DecideAdoption(adoption_id, decision, plan_revision_id, reason, note))

    async def kpi_board(self) -> KPIBoard:
        """The KPI cards over everything that the viewer may see."""
        return await kpi_board(await self._viewer(), self._dispatcher.clock.now())

    async def kpi(self, kpi: KPIName, offset: int = 0) -> KPIView:
        """One figure with the rows behind it."""
        return await kpi_view(await self._viewer(), kpi, offset, self._dispatcher.clock.now())

    async def suppliers(self) -> list[SupplierRow]:
        """Suppliers of the viewer's sites, with how they kept their word."""
        return await suppliers_for(await self._viewer(), self._dispatcher.clock.now())

    async def supplier(self, supplier_id: UUID) -> SupplierView:
        """One supplier."""
        return await supplier_for(await self._viewer(), supplier_id, self._dispatcher.clock.now())

    async def ask_for_quotation(self, supplier_id: UUID, wish: QuotationWish) -> UUID:
        """Ask for a price and a day."""
        command = AskForQuotation(
            supplier_id, wish.site_id, wish.item_id, wish.quantity, wish.due_on, wish.note
        )
        return await self._make(command)

    async def ask_to_confirm(self, supplier_id: UUID, site_id: UUID, order_reference: str) -> UUID:
        """Ask for an order to be confirmed."""
        return await self._make(AskToConfirm(supplier_id, site_id, order_reference))

    async def share_forecast(self, supplier_id: UUID, site_id: UUID) -> UUID:
        """Show what a site will buy."""
        return await self._make(ShareForecast(supplier_id, site_id))

    async def make_supplier_link(self, request_id: UUID) -> SupplierLink:
        """Make a new link to a request."""
        session, found = await self._session(), office()
        token: str = await self._dispatcher.dispatch(
            MakeLink(request_id), actor_id=session.person_id
        )
        url = link_to(found.origin if found is not None else "", token, session.language)
        return SupplierLink(url, self._dispatcher.clock.now() + LINK_LIFE)

    async def revoke_supplier_links(self, request_id: UUID) -> None:
        """Refuse every link to a request."""
        await self._perform(RevokeLinks(request_id))

    async def mail_board(self) -> MailBoard:
        """How mail stands."""
        return await mail_board(await self._viewer())

    async def send_mail_again(self, mail_id: UUID) -> None:
        """Send a stopped mail again."""
        await self._perform(SendMailAgain(mail_id))

    async def mend_address(self, address: str, new_address: str | None) -> None:
        """Write to a closed address again."""
        await self._perform(MendAddress(address, new_address))

    async def send_test_mail(self) -> None:
        """Send the viewer a mail that says nothing."""
        await self._perform(SendTestMail())

    async def staff_mails(self) -> StaffMails:
        """Which mails the viewer gets."""
        return await staff_mails_for(await self._viewer())

    async def choose_staff_mail(self, kind: MailKind, wanted: bool) -> None:  # noqa: FBT001 -- as the gateway has it
        """Turn one kind of mail on or off."""
        await self._perform(ChooseStaffMail(kind, wanted))

    async def customer_notices(self, customer_id: UUID) -> CustomerNoticesView:
        """Of what a customer is told by itself."""
        return await customer_notices_for(await self._viewer(), customer_id)

    async def choose_customer_notices(self, customer_id: UUID, notices: CustomerNotices) -> None:
        """Say of what a customer is told."""
        await self._perform(
            ChooseCustomerNotices(
                customer_id,
                notices.address,
                notices.language,
                tuple(notices.kinds),
                notices.channel,
            )
        )

    async def customers(self, asked: CustomersAsked) -> CustomerBoard:
        """Customers in the viewer's territories with what stands out, fifty rows."""
        now = self._dispatcher.clock.now()
        return await customer_board_for(await self._viewer(), asked, now)

    async def customer(self, customer_id: UUID) -> CustomerView:
        """One customer from all sides."""
        return await whole_customer_for(
            await self._viewer(), customer_id, self._dispatcher.clock.now()
        )

    async def customer_lines(self, customer_id: UUID, kpi: KPIName) -> CustomerLines:
        """The lines of a year behind one of a customer's service figures."""
        now = self._dispatcher.clock.now()
        return await customer_lines(await self._viewer(), customer_id, kpi, now)

    async def say_customer_fields(self, customer_id: UUID, said: list[FieldSaid]) -> None:
        """Say what holds for a customer in the company's own fields, all or none."""
        await self._perform(SayCustomerFields(customer_id, tuple(said)))

    async def hear_signal(self, customer_id: UUID, choice: SignalChoice) -> None:
        """Note what was heard of a customer."""
        await self._perform(HearSignal(customer_id, choice))

    async def forget_signal(self, signal_id: UUID) -> None:
        """Take back what was heard."""
        await self._perform(ForgetSignal(signal_id))

    async def customer_fields(self) -> list[CustomerField]:
        """The company's own fields; for those who define them."""
        return await fields_for(await self._viewer())

    async def add_customer_field(self, choice: CustomerFieldChoice) -> None:
        """Keep one thing more of every customer."""
        await self._perform(AddCustomerField(choice))

    async def remove_customer_field(self, field_id: UUID) -> None:
        """Keep a field no longer."""
        await self._perform(RemoveCustomerField(field_id))

    async def segments(self) -> SegmentBoard:
        """What customers are worth, and whose class data would have otherwise."""
        return await segments_for(await self._viewer(), self._dispatcher.clock.now())

    async def choose_segment_rules(self, rules: SegmentRules) -> None:
        """Find segments by other rules; for planners and admins."""
        await self._perform(ChooseSegmentRules(rules))

    async def choose_customer_class(self, customer_id: UUID, choice: OverrideChoice) -> None:
        """Let a customer have a class by hand until a day; for planners and admins."""
        await self._perform(ChooseClass(customer_id, choice))

    async def end_customer_class(self, customer_id: UUID) -> None:
        """Forget a class by hand."""
        await self._perform(EndClassChoice(customer_id))

    async def take_over_classes(self, taken: list[ClassTaken]) -> None:
        """Let customers have the classes that were suggested, exactly as they were seen."""
        await self._perform(TakeOverClasses(tuple(taken)))

    async def market(self, asked: MarketAsked) -> MarketBoard:
        """Regions, channels or territories compared."""
        return await market_for(await self._viewer(), asked, self._dispatcher.clock.now())

    async def market_lines(
        self, asked: MarketAsked, territory_id: UUID | None, offset: int
    ) -> MarketLines:
        """The order lines behind a part of the market, fifty at a time."""
        now = self._dispatcher.clock.now()
        return await market_lines_for(await self._viewer(), asked, territory_id, offset, now)

    async def alerts(self) -> list[AlertRow]:
        """Alerts in the viewer's scopes that have not been cleared."""
        return await alerts_for(await self._viewer())

    async def acknowledge_alert(self, alert_id: UUID) -> None:
        """Say that the viewer has seen an alert."""
        await self._perform(AcknowledgeAlert(alert_id))

    async def choose_language(self, language: Language) -> None:
        """Keep the viewer's language."""
        await self._perform(ChooseLanguage(language))

    async def choose_theme(self, theme: Theme) -> None:
        """Keep the viewer's theme."""
        await self._perform(ChooseTheme(theme))

    async def devices(self) -> list[Device]:
        """The devices that the viewer is signed in on."""
        session = await self._session()
        return await identity.devices(session.person_id, session.device_id)

    async def revoke_device(self, device_id: UUID) -> None:
        """Sign a device of the viewer out."""
        await self._perform(RevokeDevice(device_id))

    async def api_tokens(self) -> list[APIToken]:
        """The viewer's API tokens that may still be used."""
        session = await self._session()
        return await identity.api_tokens(session.person_id, self._dispatcher.clock.now())

    async def create_api_token(self, name: str, use: TokenUse, days: int) -> CreatedAPIToken:
        """Make an API token in the viewer's name."""
        session = await self._session()
        created: CreatedAPIToken = await self._dispatcher.dispatch(
            CreateAPIToken(name, use, days), actor_id=session.person_id
        )
        return created

    async def revoke_api_token(self, token_id: UUID) -> None:
        """Refuse an API token of the viewer from now on."""
        await self._perform(RevokeAPIToken(token_id))

    async def push_choices(self) -> dict[PushKind, bool]:
        """What wakes the viewer's phone."""
        return await push_choices(await self._viewer())

    async def choose_push(self, kind: PushKind, wanted: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Turn one kind of push on or off."""
        await self._perform(ChoosePush(kind, is_wanted=wanted))

    async def send_test_push(self) -> int:
        """Send the viewer a test push; returns how many devices it goes to."""
        session = await self._session()
        count: int = await self._dispatcher.dispatch(SendTestPush(), actor_id=session.person_id)
        return count

    async def import_runs(self) -> list[ImportRun]:
        """Imports, newest first; for admins and stewards."""
        return await import_runs(await self._viewer())

    async def live(self, *topics: str) -> AsyncIterator[Hint]:
        """Hints on these topics until the page goes away or the session ends."""
        wanted = {*topics, ANY_TOPIC}
        async with self._dispatcher.hints.listen() as queue:
            while True:
                topic = await queue.get()
                if topic not in wanted:
                    continue
                await self._session()
                yield Hint(topic)

    async def _session(self) -> SessionFacts:
        """The session that the page was opened with, if it still stands."""
        if not await self._sessions.stands(self._opened_with):
            raise SignedOutError
        return self._opened_with

    async def _viewer(self) -> Viewer:
        session = await self._session()
        return await identity.viewer_for(session.person_id, session.device_id)

    async def _make(self, command: object) -> UUID:
        """Carry out a command that makes something; returns its id."""
        session = await self._session()
        made: UUID = await self._dispatcher.dispatch(command, actor_id=session.person_id)
        return made

    async def _perform(self, command: object) -> None:
        session = await self._session()
        await self._dispatcher.dispatch(command, actor_id=session.person_id)
