"""What may be decided about a proposal, and amendments that are checked against the plan."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from backend.engine.apply import applied
from backend.engine.case import case_of
from backend.engine.situation import Change, Situation
from backend.engine.ways import Breach, breaches
from backend.impact.model import assess_impact
from backend.proposal.errors import (
    AlreadyDecidedError,
    AmendmentNotPossibleError,
    NothingAmendedError,
    OwnProposalError,
    PlanHasMovedError,
    ReasonMissingError,
    UnknownAlternativeError,
)
from backend.proposal.model import (
    ALLOWED,
    Alternative,
    Amendment,
    Decided,
    Decision,
    ProposalState,
    Weights,
    amend,
    decide,
    propose_alternatives,
    withdraw,
)
from shared.problem import ProblemError
from shared.terms import AdjustmentKind, DecisionKind, DecisionReason, ProposalStatus
from shared.text import text
from tests.planning import TODAY, change_from, named, situation_from
from tests.random_companies import EXAMPLES, companies

REP, SUPERVISOR, PLAN, NEXT_PLAN = (named(name) for name in ("rep", "supervisor", "218", "219"))
OPEN = ProposalState(ProposalStatus.OPEN, PLAN, REP, ("make_more", "later"), "make_more")
APPROVAL = Decision(DecisionKind.APPROVE, SUPERVISOR, PLAN, "later")


def test_an_approval_carries_out_the_way_that_was_chosen() -> None:
    assert decide(OPEN, APPROVAL, PLAN) == Decided(ProposalStatus.APPROVED, "later")


def test_without_a_choice_the_recommended_way_is_meant() -> None:
    decision = replace(APPROVAL, alternative=None)
    assert decide(OPEN, decision, PLAN) == Decided(ProposalStatus.APPROVED, "make_more")


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (DecisionKind.REJECT, ProposalStatus.REJECTED),
        (DecisionKind.SEND_BACK, ProposalStatus.SENT_BACK),
    ],
)
def test_a_refusal_needs_a_reason_and_carries_nothing_out(
    kind: DecisionKind, status: ProposalStatus
) -> None:
    decision = Decision(kind, SUPERVISOR, PLAN)
    with pytest.raises(ReasonMissingError):
        decide(OPEN, decision, PLAN)
    told = replace(decision, reason=DecisionReason.COST)
    assert decide(OPEN, told, PLAN) == Decided(status, None)


@pytest.mark.parametrize(
    ("proposal", "decision", "plan", "error"),
    [
        (replace(OPEN, status=ProposalStatus.APPROVED), APPROVAL, PLAN, AlreadyDecidedError),
        (replace(OPEN, status=ProposalStatus.WITHDRAWN), APPROVAL, PLAN, AlreadyDecidedError),
        (OPEN, replace(APPROVAL, decided_by=REP), PLAN, OwnProposalError),
        (OPEN, APPROVAL, NEXT_PLAN, PlanHasMovedError),
        (OPEN, replace(APPROVAL, plan_revision_id=NEXT_PLAN), NEXT_PLAN, PlanHasMovedError),
        (OPEN, replace(APPROVAL, alternative="overtime"), PLAN, UnknownAlternativeError),
        (OPEN, replace(APPROVAL, kind=DecisionKind.AMEND), PLAN, NothingAmendedError),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(
    proposal: ProposalState, decision: Decision, plan: Any, error: type[ProblemError]
) -> None:
    with pytest.raises(error):
        decide(proposal, decision, plan)


def test_only_an_open_proposal_goes_anywhere() -> None:
    assert [status for status in ProposalStatus if ALLOWED[status]] == [ProposalStatus.OPEN]
    assert withdraw(ProposalStatus.OPEN) is ProposalStatus.WITHDRAWN
    with pytest.raises(AlreadyDecidedError):
        withdraw(ProposalStatus.REJECTED)


@pytest.fixture
def made_more() -> tuple[Situation, Change, Alternative]:
    """Ten are there, thirty are wanted on day 6, and a line with eight hours a day makes ten an hour."""
    given = {
        "items": [{"item": "Kit", "lead": 1, "multiple": 5, "cost": 10, "price": 16, "frozen": 1}],
        "steps": [{"item": "Kit", "at": "Line", "hours": "0.1"}],
        "work_centers": [{"name": "Line", "hours": 8, "overtime": 2, "overtime_cost": 90}],
        "stock": [{"item": "Kit", "quantity": 10}],
        "orders": [{"line": "A", "item": "Kit", "quantity": 10, "due": 6}],
        "change": {"line": "A", "quantity": 30},
    }
    situation, change = situation_from(given), change_from(given)
    ways = propose_alternatives(situation, change, assess_impact(situation, change), Weights())
    return situation, change, next(way for way in ways if way.code == "make_more")


def test_an_amended_lot_is_priced_anew(made_more: tuple[Situation, Change, Alternative]) -> None:
    situation, change, way = made_more
    sooner = Amendment(0, quantity=Decimal(25), on=TODAY + timedelta(days=2))
    found = amend(situation, change, way, [sooner], Weights())
    assert [(a.kind, a.quantity, a.on) for a in found.adjustments] == [
        (AdjustmentKind.MAKE_MORE, Decimal(25), TODAY + timedelta(days=2))
    ]
    assert [int(day.quantity) for day in found.projected[1:7]] == [10, 35, 35, 35, 35, 5]
    assert found.cost > way.cost


@pytest.mark.parametrize(
    ("amendment", "cause"),
    [
        (Amendment(0, quantity=Decimal(15)), "material_short"),
        (Amendment(0, quantity=Decimal(22)), "wrong_lot"),
        (Amendment(0, quantity=Decimal(90)), "capacity_full"),
        (Amendment(0, on=TODAY), "lead_time"),
        (Amendment(0, on=TODAY + timedelta(days=8)), "material_short"),
    ],
)
def test_what_the_plan_does_not_carry_is_refused(
    made_more: tuple[Situation, Change, Alternative], amendment: Amendment, cause: str
) -> None:
    situation, change, way = made_more
    with pytest.raises(AmendmentNotPossibleError) as refused:
        amend(situation, change, way, [amendment], Weights())
    assert refused.value.facts["cause"] == cause


def test_nothing_is_amended_to_a_day_on_which_its_site_is_closed(
    made_more: tuple[Situation, Change, Alternative],
) -> None:
    situation, change, way = made_more
    on = TODAY + timedelta(days=7)
    shut = replace(situation, closed_days={way.adjustments[0].site_id: frozenset({on})})
    with pytest.raises(AmendmentNotPossibleError) as refused:
        amend(shut, change, way, [Amendment(0, on=on)], Weights())
    assert (refused.value.facts["cause"], refused.value.facts["on"]) == (
        "closed_day",
        on.isoformat(),
    )


@pytest.mark.parametrize("language", ["en", "zh", "ru"])
def test_what_bars_an_amendment_has_a_sentence_of_its_own(language: str) -> None:
    facts = {"name": "EP 7035", "on": "Friday 4 December"}
    said = {
        cause: text(language, "error-amendment-not-possible", cause=cause, **facts)
        for cause in ("closed_day", "lead_time", "material_short", "capacity_full")
    }
    assert len(set(said.values())) == len(said)
    assert all(fact in sentence for sentence in said.values() for fact in facts.values())


@pytest.mark.parametrize(
    "amendment",
    [Amendment(7, quantity=Decimal(5)), Amendment(0), Amendment(0, quantity=Decimal(0))],
)
def test_an_amendment_of_nothing_is_refused(
    made_more: tuple[Situation, Change, Alternative], amendment: Amendment
) -> None:
    situation, change, way = made_more
    with pytest.raises(NothingAmendedError):
        amend(situation, change, way, [amendment], Weights())


@EXAMPLES
@given(companies())
def test_an_alternative_can_be_carried_out_from_its_adjustments_alone(
    given: dict[str, Any],
) -> None:
    situation, change = situation_from(given), change_from(given)
    case = case_of(situation, change)
    impact = assess_impact(situation, change)
    for alternative in propose_alternatives(situation, change, impact, Weights()):
        if alternative.code in {"in_part", "as_before"}:
            continue
        way = applied(case, alternative.code, alternative.adjustments)
        assert not isinstance(way, Breach)
        assert breaches(case, way.view) == []
        levels = way.view.projected(case.node).tolist()
        assert levels == [int(day.quantity) for day in alternative.projected]
        hours = sum(a.hours or 0 for a in alternative.adjustments)
        assert sum(a.hours or 0 for a in way.adjustments) == hours


def test_a_loser_that_is_moved_further_loses_more_days() -> None:
    given = {
        "items": [{"item": "Kit", "get": "buy", "lead": 9, "cost": 10, "price": 16}],
        "stock": [{"item": "Kit", "quantity": 30}],
        "supply": [{"purchase": "P", "item": "Kit", "quantity": 20, "day": 8, "firm": True}],
        "orders": [
            {"line": "A", "item": "Kit", "quantity": 10, "due": 3, "priority": 1},
            {"line": "B", "item": "Kit", "quantity": 20, "due": 4, "priority": 4},
        ],
        "change": {"line": "A", "quantity": 25},
    }
    situation, change = situation_from(given), change_from(given)
    ways = propose_alternatives(situation, change, assess_impact(situation, change), Weights())
    way = next(way for way in ways if way.code == "move_other")
    assert [(slip.quantity, slip.days_late) for slip in way.losers] == [(Decimal(15), 4)]
    later = Amendment(0, on=TODAY + timedelta(days=10))
    found = amend(situation, change, way, [later], Weights())
    assert [(slip.quantity, slip.days_late) for slip in found.losers] == [(Decimal(15), 6)]
