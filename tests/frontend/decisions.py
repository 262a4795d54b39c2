"""Builders of changes and proposals of the sample day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from shared.schemas.demand import ChangeStep, DemandChangeRow, DemandChangeView
from shared.schemas.impact import DayQuantity, Reason
from shared.schemas.proposal import (
    EarlierDecision,
    PlanMove,
    ProposalRow,
    ProposalView,
    ScoreWeights,
)
from shared.schemas.why import LineWhy, SupplyLink, TouchedLine
from shared.terms import (
    DecisionKind,
    DemandChangeStatus,
    ProposalStatus,
    ReasonCode,
)
from tests.frontend.impacts import alternatives, impact, load, slip, summary
from tests.frontend.sample_day import (
    CHANGE_ID,
    LATER_REVISION_ID,
    NOW,
    PROPOSAL_ID,
    REVISION_ID,
    SITE_ID,
    WANTED,
)


def change(**changes: Any) -> DemandChangeRow:
    facts: dict[str, Any] = {
        "id": CHANGE_ID,
        "ver": 1,
        "scope_id": UUID(int=17),
        "demand_line_id": UUID(int=20418),
        "customer_id": UUID(int=31),
        "customer_name": "Hartmann Wind Towers",
        "item_id": UUID(int=7035),
        "site_id": UUID(int=1),
        "item_name": "Epoxy primer 2K, grey RAL 7035",
        "unit": "kit",
        "order_reference": "20418",
        "quantity_before": Decimal(120),
        "quantity_delta": Decimal(40),
        "due_on_before": WANTED,
        "due_on": WANTED,
        "is_cancellation": False,
        "is_urgent": False,
        "reason": ReasonCode.PROJECT_START,
        "status": DemandChangeStatus.PROPOSED,
        "decision": None,
        "requested_by_name": "Marta Ozola",
        "requested_at": NOW - timedelta(minutes=65),
        "impact": summary(),
    }
    return DemandChangeRow(**(facts | changes))


def proposal(**changes: Any) -> ProposalView:
    facts: dict[str, Any] = {
        "id": PROPOSAL_ID,
        "ver": 3,
        "site_id": SITE_ID,
        "site_name": "Riga plant",
        "status": ProposalStatus.OPEN,
        "decide_by": NOW + timedelta(minutes=84),
        "plan_revision_id": REVISION_ID,
        "plan_revision_number": 218,
        "current_plan_revision_id": REVISION_ID,
        "current_plan_revision_number": 218,
        "change": change(),
        "note": "Project grew. Crane and crew are booked for the 3rd. Two deliveries cost them a day.",
        "requested_by_name": "Marta Ozola",
        "impact": impact(),
        "alternatives": alternatives(),
        "currency": "EUR",
        "can_decide": True,
        "chosen_alternative": None,
        "decided_by_name": None,
        "decided_at": None,
        "reason": None,
        "decision_note": None,
        "earlier_decision": None,
        "approvals": [],
        "photos": [],
        "weights": ScoreWeights(Decimal(50), Decimal(30), Decimal(20)),
    }
    return ProposalView(**(facts | changes))


def overtaken(**changes: Any) -> ProposalView:
    """The proposal after the plan has moved under a decision that was taken without a network."""
    then, *others = alternatives()
    now = replace(then, losers=[slip()], loads=[load("Filling line 2", 101, 101, 42)], score=79)
    move = PlanMove(221, NOW, "Ilze Kalniņa", "Ostrov Coatings", "Zinc primer", "")
    facts: dict[str, Any] = {
        "plan_revision_number": 221,
        "plan_revision_id": LATER_REVISION_ID,
        "current_plan_revision_number": 221,
        "current_plan_revision_id": LATER_REVISION_ID,
        "alternatives": [now, *others],
        "earlier_decision": EarlierDecision(
            decision=DecisionKind.APPROVE,
            alternative=then.code,
            answered_at=NOW,
            plan_revision_number=218,
            worked_out_at=NOW - timedelta(minutes=58),
            way=then,
            moves=[move],
        ),
    }
    return proposal(**(facts | changes))


def proposal_row(number: int = 0, **changes: Any) -> ProposalRow:
    facts: dict[str, Any] = {
        "id": PROPOSAL_ID if number == 0 else UUID(int=9000 + number),
        "plan_revision_id": UUID(int=218),
        "site_id": SITE_ID,
        "site_name": "Riga plant",
        "status": ProposalStatus.OPEN,
        "decide_by": NOW + timedelta(minutes=84),
        "change": change(),
        "short_quantity": Decimal(18),
        "days_late": 2,
        "slip_count": 1,
        "alternative_count": 3,
        "recommended_code": "overtime",
        "recommended_cost": Decimal(620),
        "recommended_loser_count": 0,
        "currency": "EUR",
        "value": Decimal(18400),
    }
    return ProposalRow(**(facts | changes))


def proposal_rows() -> list[ProposalRow]:
    return [
        proposal_row(),
        proposal_row(
            1,
            decide_by=NOW + timedelta(minutes=174),
            change=change(
                customer_name="Yantai Marine",
                item_name="MS sealant black, 600 ml",
                unit="box",
                quantity_before=Decimal(24),
                quantity_delta=Decimal(0),
                due_on_before=date(2026, 12, 16),
                due_on=date(2026, 12, 23),
                reason=ReasonCode.CUSTOMER_REQUEST,
            ),
            short_quantity=Decimal(0),
            days_late=0,
            slip_count=0,
            alternative_count=1,
            recommended_code="move_later",
            recommended_cost=Decimal(14),
            value=Decimal(2100),
        ),
        proposal_row(
            2,
            decide_by=NOW + timedelta(minutes=234),
            change=change(
                customer_name="Lumina Facades",
                item_name="PU topcoat RAL 7016",
                quantity_before=Decimal(50),
                quantity_delta=Decimal(-50),
                due_on_before=date(2026, 12, 11),
                due_on=None,
                is_cancellation=True,
                reason=ReasonCode.PROJECT_DELAY,
            ),
            short_quantity=Decimal(0),
            days_late=0,
            slip_count=0,
            alternative_count=2,
            recommended_code="reduce_purchase",
            recommended_cost=Decimal(120),
            value=Decimal(9400),
        ),
        proposal_row(
            3,
            decide_by=NOW + timedelta(hours=22),
            change=change(
                customer_name="Ostrov Bridge Works",
                item_name="Zinc primer, 25 kg pail",
                unit="pail",
                quantity_before=Decimal(36),
                quantity_delta=Decimal(0),
                due_on_before=WANTED,
                due_on=date(2026, 11, 26),
                is_urgent=True,
                reason=ReasonCode.SEASON,
            ),
            short_quantity=Decimal(0),
            days_late=0,
            slip_count=2,
            alternative_count=1,
            recommended_code="make_sooner",
            recommended_cost=Decimal(180),
            recommended_loser_count=2,
            value=Decimal(6100),
        ),
    ]


def change_view(**changes: Any) -> DemandChangeView:
    at = NOW - timedelta(minutes=65)
    reached = [
        at,
        at + timedelta(minutes=20),
        at + timedelta(minutes=20),
        at + timedelta(minutes=47),
    ]
    names = [
        "on_phone",
        "received",
        "assessed",
        "proposed",
        "decided",
        "applied",
        "made",
        "shipped",
    ]
    steps = [
        ChangeStep(
            name, reached[n] if n < len(reached) else None, "Marta Ozola" if n == 0 else None
        )
        for n, name in enumerate(names)
    ]
    facts: dict[str, Any] = {
        "row": change(),
        "note": "Project grew. Crane and crew are booked for the 3rd.",
        "confidence": 0.9,
        "proposal_id": PROPOSAL_ID,
        "decided_by_name": None,
        "decided_at": None,
        "decision_note": None,
        "chosen_alternative": None,
        "steps": steps,
        "photos": [],
        "promises": [],
    }
    return DemandChangeView(**(facts | changes))


def line_why(demand_line_id: UUID) -> LineWhy:
    """Hartmann's line on the sample day: a purchase of hardener binds it, and Baltic lives on it too."""
    below: dict[str, Any] = {
        "slack_days": 3,
        "supplier_name": None,
        "work_centers": [],
        "is_binding": False,
    }
    own: dict[str, Any] = {
        **below, "level": 0, "item_id": UUID(int=7035), "item_name": "Epoxy primer 2K",
        "unit": "kit", "site_name": "Riga plant", "needed_on": WANTED, "days_late": 0,
    }  # fmt: skip
    links = [
        SupplyLink(**{**own, "kind": "stock", "reference": "", "quantity": Decimal(92),
                      "on": WANTED - timedelta(days=9), "slack_days": None}),
        SupplyLink(**{**own, "kind": "plan_line", "reference": "P-14", "quantity": Decimal(28),
                      "on": WANTED + timedelta(days=1), "days_late": 1, "slack_days": -1,
                      "work_centers": ["Filling line 2"]}),
        SupplyLink(**{**own, "level": 1, "item_name": "Hardener H-40", "unit": "can",
                      "kind": "purchase", "reference": "4471", "quantity": Decimal(28),
                      "on": WANTED, "slack_days": 0, "supplier_name": "Balta Chemie",
                      "is_binding": True}),
    ]  # fmt: skip
    return LineWhy(
        answered_at=NOW,
        demand_line_id=demand_line_id,
        order_reference="20418 / 2",
        customer_id=UUID(int=31),
        customer_name="Hartmann Wind Towers",
        sees_customer=True,
        item_name="Epoxy primer 2K, grey RAL 7035",
        unit="kit",
        site_name="Riga plant",
        quantity=Decimal(120),
        requested_on=WANTED,
        wanted_on=WANTED,
        possible=[DayQuantity(WANTED, Decimal(92)), DayQuantity(WANTED + timedelta(days=1), Decimal(28))],
        short_quantity=Decimal(28),
        uncovered=Decimal(0),
        reasons=[Reason("stock_short", {"item": "Epoxy primer 2K", "quantity": "28", "unit": "kit",
                                        "on": WANTED.isoformat()})],
        links=links,
        would_help=[
            Reason("help_more_hours", {"work_center": "Filling line 2", "hours": "3",
                                       "on": WANTED.isoformat()}),
            Reason("help_sooner_supply", {"item": "Hardener H-40", "reference": "4471", "days": "1",
                                          "on": WANTED.isoformat()}),
        ],
        touched=[
            TouchedLine(UUID(int=5), "20377 / 1", "Baltic Ship Repair", "Epoxy primer 2K", "kit",
                        Decimal(30), WANTED),
            TouchedLine(None, None, None, "Epoxy primer 2K", "kit", Decimal(12), WANTED),
        ],
    )  # fmt: skip
