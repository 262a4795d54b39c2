"""A gateway that answers with the sample day, and fails where a test says so."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from msgspec.structs import replace

from shared.problem import ProblemError
from shared.schemas.alert import AlertRow
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
from shared.schemas.delivery import DeliveryChoice, DeliveryRuleView, UsualDelivery
from shared.schemas.demand import DemandChangeRow, DemandChangeView
from shared.schemas.floor import FloorBoard
from shared.schemas.hint import Hint
from shared.schemas.intake import ImportRun
from shared.schemas.kpi import KPIBoard, KPIView
from shared.schemas.person import APIToken, CreatedAPIToken, Device, Viewing
from shared.schemas.plan import PlanBoard
from shared.schemas.pricing import FreightAsked, PricingAsked, PricingBoard
from shared.schemas.proposal import ChosenProposal, ProposalRow, ProposalView
from shared.schemas.replenishment import SupplyEnd
from shared.schemas.routing import RouteBoard, RoutingChoice
from shared.schemas.safety import (
    SafetyStockBoard,
    SafetyStocksAsked,
    SafetyStocksChosen,
    SafetyStockTaken,
    SafetyStockView,
)
from shared.schemas.stock import HeldDaysAsked, LotRulesAsked, LotRulesView, StockAsked, StockBoard
from shared.schemas.undelivered import UndeliveredBoard
from shared.schemas.undo import UndoablePress
from shared.schemas.why import LineWhy
from shared.session import SessionFacts
from shared.terms import (
    DecidedKind,
    DecisionKind,
    DecisionReason,
    DemandChangeStatus,
    KPIName,
    Language,
    ProposalStatus,
    PushKind,
    Theme,
    TokenUse,
)
from shared.undelivered_terms import UndeliveredKind
from tests.frontend import (
    approvals,
    boards,
    calendars,
    decisions,
    deliveries,
    floors,
    pricing,
    shortages,
    sites,
)
from tests.frontend.customers_day import FakeCustomers
from tests.frontend.forecasts import FakeForecasts
from tests.frontend.mails import FakeMails
from tests.frontend.promotion_day import FakePromotions
from tests.frontend.sample_day import (
    NOW,
    WANTED,
    session,
)
from tests.frontend.stocks import board as stock_board
from tests.frontend.stocks import lot_rules, safety_board, safety_stocks, supply_ends
from tests.frontend.threads import FakeThreads
from tests.frontend.urgents import FakeUrgents
from tests.frontend.watched import FakeRules
from tests.frontend.what_ifs import FakeWhatIfs


@dataclass
class FakeGateway(
    FakeMails,
    FakeWhatIfs,
    FakeRules,
    FakeUrgents,
    FakeThreads,
    FakeForecasts,
    FakeCustomers,
    FakePromotions,
):
    """Answers like the backend would on the sample day."""

    facts: SessionFacts = field(default_factory=session)
    hints: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)

    async def viewing(self) -> Viewing:
        facts = self.facts
        usual = Viewing(
            facts.person_id,
            facts.person_name,
            list(facts.roles),
            facts.language,
            facts.theme,
            ["Riga plant"],
        )
        return self._answer("viewing", usual)

    async def proposals_waiting(self) -> list[ProposalRow]:
        return self._answer("proposals_waiting", decisions.proposal_rows())

    async def decide_several(
        self,
        chosen: list[ChosenProposal],
        decision: DecisionKind,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        self._answer("decide_several", None)
        self.done.append(("decide_several", tuple(chosen), decision, reason, note))

    async def undo_decision(self, kind: DecidedKind, subject_id: UUID) -> None:
        self._answer("undo_decision", None)
        self.done.append(("undo_decision", kind, subject_id))

    async def undelivered(self) -> UndeliveredBoard:
        return self._answer("undelivered", UndeliveredBoard([], 0))

    async def replay(self, kind: UndeliveredKind, undelivered_id: UUID) -> None:
        self._answer("replay", None)
        self.done.append(("replay", kind, undelivered_id))

    async def undoable(self) -> list[UndoablePress]:
        return self._answer("undoable", [])

    async def proposal(self, proposal_id: UUID) -> ProposalView:
        return self._answer("proposal", decisions.proposal(id=proposal_id))

    async def delivery_rule(self, demand_line_id: UUID) -> DeliveryRuleView:
        return self._answer("delivery_rule", deliveries.rule(demand_line_id=demand_line_id))

    async def choose_delivery_rule(self, demand_line_id: UUID, choice: DeliveryChoice) -> None:
        self._answer("choose_delivery_rule", None)
        self.done.append(("choose_delivery_rule", demand_line_id, choice))

    async def choose_usual_delivery(self, customer_id: UUID, usual: UsualDelivery) -> None:
        self.done.append(("choose_usual_delivery", customer_id, usual))

    async def allocations(self) -> AllocationBoard:
        return self._answer("allocations", shortages.board())

    async def allocation_preview(
        self, item_id: UUID, site_id: UUID, choices: list[ClassChoice]
    ) -> AllocationPreview:
        self.done.append(("allocation_preview", choices))
        found = shortages.preview(item_id=item_id, site_id=site_id, choices=choices)
        return self._answer("allocation_preview", found)

    async def open_allocation(
        self, item_id: UUID, site_id: UUID, choices: list[ClassChoice]
    ) -> UUID:
        self.done.append(("open_allocation", item_id, site_id, choices))
        return shortages.ALLOCATION_ID

    async def allocation(self, allocation_id: UUID) -> AllocationView:
        return self._answer("allocation", shortages.view(id=allocation_id))

    async def decide_allocation(
        self,
        allocation_id: UUID,
        decision: DecisionKind,
        seen_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        self.done.append(("decide_allocation", allocation_id, decision, seen_id, reason, note))

    async def choose_allocation_rule(self, rule: AllocationRule) -> None:
        self.done.append(("choose_allocation_rule", rule))

    async def remove_allocation_rule(self, family: str, customer_class: int) -> None:
        self.done.append(("remove_allocation_rule", family, customer_class))

    async def change_routes(self, demand_change_id: UUID) -> RouteBoard:
        self.done.append(("change_routes", demand_change_id))
        return self._answer("change_routes", sites.board())

    async def route_change(self, demand_change_id: UUID, site_id: UUID) -> None:
        self.done.append(("route_change", demand_change_id, site_id))

    async def line_routes(self, demand_line_id: UUID) -> RouteBoard:
        self.done.append(("line_routes", demand_line_id))
        return self._answer("line_routes", sites.board(promised_on=date(2026, 12, 8)))

    async def reroute_line(self, demand_line_id: UUID, site_id: UUID) -> UUID:
        self.done.append(("reroute_line", demand_line_id, site_id))
        return UUID(int=71)

    async def choose_routing(self, choice: RoutingChoice) -> None:
        self.done.append(("choose_routing", choice))

    async def choose_site_reserve(self, site_id: UUID, reserved_ratio: Decimal) -> None:
        self.done.append(("choose_site_reserve", site_id, reserved_ratio))

    async def approval_rules(self) -> list[ApprovalRuleView]:
        return self._answer("approval_rules", approvals.rules())

    async def add_approval_rule(self, rule: ApprovalRuleChoice) -> None:
        self._answer("add_approval_rule", None)
        self.done.append(("add_approval_rule", rule))

    async def move_approval_rule(self, rule_id: UUID) -> None:
        self.done.append(("move_approval_rule", rule_id))

    async def remove_approval_rule(self, rule_id: UUID) -> None:
        self.done.append(("remove_approval_rule", rule_id))

    async def pricing(self) -> PricingBoard:
        return self._answer("pricing", pricing.pricing_board())

    async def set_pricing(self, asked: PricingAsked) -> None:
        self.done.append(("set_pricing", asked))

    async def set_freight(self, source_site_id: UUID, site_id: UUID, asked: FreightAsked) -> None:
        self.done.append(("set_freight", source_site_id, site_id, asked))

    async def remove_freight(self, source_site_id: UUID, site_id: UUID) -> None:
        self.done.append(("remove_freight", source_site_id, site_id))

    async def calendars(self) -> CalendarBoard:
        return self._answer("calendars", calendars.board())

    async def add_calendar(self, name: str, like_id: UUID | None) -> UUID:
        self._answer("add_calendar", None)
        self.done.append(("add_calendar", name, like_id))
        return UUID(int=72)

    async def follow_calendar(self, work_center_id: UUID, calendar_id: UUID) -> None:
        self._answer("follow_calendar", None)
        self.done.append(("follow_calendar", work_center_id, calendar_id))

    async def keep_open_days(self, place_id: UUID, calendar_id: UUID | None) -> None:
        self._answer("keep_open_days", None)
        self.done.append(("keep_open_days", place_id, calendar_id))

    async def change_shifts(self, calendar_id: UUID, asked: ShiftsAsked) -> None:
        self._answer("change_shifts", None)
        self.done.append(("change_shifts", calendar_id, asked))

    async def change_days(self, calendar_id: UUID, asked: DaysAsked) -> None:
        self._answer("change_days", None)
        self.done.append(("change_days", calendar_id, asked))

    async def clear_day(self, calendar_id: UUID, ver: str, on: date) -> None:
        self._answer("clear_day", None)
        self.done.append(("clear_day", calendar_id, ver, on))

    async def change_time_zone(self, site_id: UUID, time_zone: str) -> None:
        self._answer("change_time_zone", None)
        self.done.append(("change_time_zone", site_id, time_zone))

    async def deputies(self) -> list[DelegationView]:
        return self._answer("deputies", approvals.delegations())

    async def possible_deputies(self) -> list[PersonName]:
        return self._answer("possible_deputies", approvals.people())

    async def name_deputy(self, choice: DeputyChoice) -> None:
        self._answer("name_deputy", None)
        self.done.append(("name_deputy", choice))

    async def end_deputy(self, delegation_id: UUID) -> None:
        self.done.append(("end_deputy", delegation_id))

    async def demand_changes(self) -> list[DemandChangeRow]:
        usual = [
            decisions.change(),
            decisions.change(
                id=UUID(int=2),
                customer_name="Lumina Facades",
                status=DemandChangeStatus.DECIDED,
                decision=ProposalStatus.REJECTED,
            ),
            decisions.change(
                id=UUID(int=3),
                customer_name="Yantai Marine",
                quantity_delta=Decimal(0),
                due_on=WANTED + timedelta(days=7),
                status=DemandChangeStatus.APPLIED,
            ),
        ]
        return self._answer("demand_changes", usual)

    async def demand_change(self, demand_change_id: UUID) -> DemandChangeView:
        return self._answer(
            "demand_change", decisions.change_view(row=decisions.change(id=demand_change_id))
        )

    async def line_why(self, demand_line_id: UUID) -> LineWhy:
        return self._answer("line_why", decisions.line_why(demand_line_id))

    async def plan_board(
        self,
        site_id: UUID | None,
        from_on: date | None,
        day_count: int,
        proposal_id: UUID | None = None,
        alternative: str | None = None,
        number: int | None = None,
    ) -> PlanBoard:
        self.done.append(("plan_board", site_id, from_on, day_count, proposal_id, alternative))
        return self._answer("plan_board", boards.board(alternative, number or 218))

    async def stock(self, asked: StockAsked) -> StockBoard:
        self.done.append(("stock", asked))
        return self._answer("stock", stock_board())

    async def lot_rules(self, item_id: UUID) -> LotRulesView:
        return self._answer("lot_rules", lot_rules(item_id))

    async def set_lot_rules(self, item_id: UUID, site_id: UUID, asked: LotRulesAsked) -> None:
        self._answer("set_lot_rules", None)
        self.done.append(("set_lot_rules", item_id, site_id, asked))

    async def supply_ends(self, item_id: UUID) -> list[SupplyEnd]:
        return self._answer("supply_ends", supply_ends(item_id))

    async def set_component_days(self, item_id: UUID, asked: HeldDaysAsked) -> None:
        self._answer("set_component_days", None)
        self.done.append(("set_component_days", item_id, asked))

    async def set_alternate_days(self, item_id: UUID, site_id: UUID, asked: HeldDaysAsked) -> None:
        self._answer("set_alternate_days", None)
        self.done.append(("set_alternate_days", item_id, site_id, asked))

    async def safety_stocks(self, item_id: UUID) -> SafetyStockView:
        return self._answer("safety_stocks", safety_stocks(item_id))

    async def safety_stock_board(self, asked: SafetyStocksAsked) -> SafetyStockBoard:
        return self._answer("safety_stock_board", safety_board(asked))

    async def set_safety_stocks(self, chosen: SafetyStocksChosen) -> SafetyStocksChosen:
        self._answer("set_safety_stocks", None)
        self.done.append(("set_safety_stocks", chosen))
        return SafetyStocksChosen(
            [replace(each, ver="after", safety_stock=Decimal(40)) for each in chosen.stocks]
        )

    async def take_safety_stock(
        self, item_id: UUID, site_id: UUID, asked: SafetyStockTaken
    ) -> None:
        self._answer("take_safety_stock", None)
        self.done.append(("take_safety_stock", item_id, site_id, asked))

    async def floor(self, site_id: UUID | None) -> FloorBoard:
        self.done.append(("floor", site_id))
        return self._answer("floor", floors.floor())

    async def kpi_board(self) -> KPIBoard:
        return self._answer("kpi_board", boards.kpi_board())

    async def kpi(self, kpi: KPIName, offset: int = 0) -> KPIView:
        self.done.append(("kpi", kpi, offset))
        return self._answer("kpi", boards.kpi_view(kpi))

    async def alerts(self) -> list[AlertRow]:
        return self._answer("alerts", boards.alerts())

    async def acknowledge_alert(self, alert_id: UUID) -> None:
        self.done.append(("acknowledge_alert", alert_id))

    async def choose_language(self, language: Language) -> None:
        self.done.append(("choose_language", language))

    async def choose_theme(self, theme: Theme) -> None:
        self.done.append(("choose_theme", theme))

    async def devices(self) -> list[Device]:
        usual = [
            Device(UUID(int=1), "Chromium on Android", NOW - timedelta(days=3), NOW, is_this=True),
            Device(
                UUID(int=2),
                "Safari on iPad",
                NOW - timedelta(days=40),
                NOW - timedelta(days=2),
                is_this=False,
            ),
        ]
        return self._answer("devices", usual)

    async def api_tokens(self) -> list[APIToken]:
        usual = [
            APIToken(
                UUID(int=1), "Nightly export", TokenUse.READ, NOW, NOW + timedelta(days=90), None
            ),
            APIToken(UUID(int=2), "Order desk", TokenUse.WRITE, NOW, NOW + timedelta(days=30), NOW),
        ]
        return self._answer("api_tokens", usual)

    async def create_api_token(self, name: str, use: TokenUse, days: int) -> CreatedAPIToken:
        self.done.append(("create_api_token", name, use, days))
        return CreatedAPIToken(UUID(int=3), "lockstep_secret", NOW + timedelta(days=days))

    async def revoke_api_token(self, token_id: UUID) -> None:
        self.done.append(("revoke_api_token", token_id))

    async def revoke_device(self, device_id: UUID) -> None:
        self.done.append(("revoke_device", device_id))

    async def push_choices(self) -> dict[PushKind, bool]:
        return self._answer(
            "push_choices", {kind: kind is not PushKind.ALERT_RAISED for kind in PushKind}
        )

    async def choose_push(self, kind: PushKind, wanted: bool) -> None:  # noqa: FBT001 -- as the gateway has it
        self.done.append(("choose_push", kind, wanted))

    async def send_test_push(self) -> int:
        return self._answer("send_test_push", 1)

    async def import_runs(self) -> list[ImportRun]:
        return self._answer("import_runs", boards.import_runs())

    async def live(self, *topics: str) -> AsyncIterator[Hint]:
        while True:
            topic = await self.hints.get()
            if topic in topics:
                yield Hint(topic)


class ServerSilentError(ProblemError):
    """Something broke at the other end."""


class GoneError(ProblemError):
    """Not there."""

    code = "not_found"
    status = 404
