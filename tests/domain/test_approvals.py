"""Who has to agree: which rule asks, whose turn it is, who stands in, when it is enough."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.approval.errors import (
    AmendedAloneError,
    ApprovedAlreadyError,
    DeputyDaysError,
    NotYourApprovalError,
    NotYourTurnError,
    RuleIncompleteError,
)
from backend.approval.model import (
    USUAL,
    Approver,
    Effect,
    Given,
    Rule,
    Signatory,
    asks,
    check_amendable,
    check_deputy_days,
    check_rule,
    next_step,
    rule_for,
)
from shared.terms import Fence, Role

RIGA, KAUNAS = UUID(int=1), UUID(int=2)
VIKTOR, ANNA, OLEG, DEPUTY = (UUID(int=n) for n in (11, 12, 13, 14))
SUPERVISOR, EXECUTIVE = Approver(Role.SUPERVISOR), Approver(Role.EXECUTIVE)
SMALL = Effect(RIGA, Decimal(900), 0, Fence.FREE, 3)
BOTH = Rule(UUID(int=9), "Dear", (SUPERVISOR, EXECUTIVE), needs_all=True)
IN_TURN = replace(BOTH, in_order=True)
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def viktor(*others: Signatory) -> list[Signatory]:
    return [Signatory(VIKTOR, frozenset({Role.SUPERVISOR})), *others]


def anna(*others: Signatory) -> list[Signatory]:
    return [Signatory(ANNA, frozenset({Role.EXECUTIVE})), *others]


@pytest.mark.parametrize(
    ("condition", "effect"),
    [
        ({"least_value": Decimal(1000)}, {"value": Decimal(1000)}),
        ({"least_days_late": 2}, {"days_late": 2}),
        ({"least_fence": Fence.NEGOTIABLE}, {"fence": Fence.FROZEN}),
        ({"lowest_priority": 2}, {"priority": 2}),
        ({"site_id": KAUNAS}, {"site_id": KAUNAS}),
    ],
)
def test_a_rule_asks_only_where_its_condition_holds(condition, effect):
    rule = Rule(UUID(int=9), "One", (EXECUTIVE,), **condition)

    assert asks(rule, replace(SMALL, **effect))
    assert not asks(rule, SMALL)


def test_a_rule_asks_only_where_all_of_its_conditions_hold():
    rule = Rule(UUID(int=9), "Two", (EXECUTIVE,), least_value=Decimal(500), least_days_late=1)

    assert not asks(rule, SMALL)
    assert asks(rule, replace(SMALL, days_late=1))


def test_the_first_rule_that_holds_counts_and_the_usual_one_where_none_does():
    dear = replace(BOTH, least_value=Decimal(5000))
    late = Rule(UUID(int=8), "Late", (EXECUTIVE,), least_days_late=1)

    assert rule_for([dear, late], replace(SMALL, value=Decimal(6000), days_late=3)) == dear
    assert rule_for([dear, late], replace(SMALL, days_late=3)) == late
    assert rule_for([dear, late], SMALL) is USUAL


def test_by_the_usual_rule_any_one_supervisor_is_enough():
    step = next_step(USUAL, [], viktor(), is_escalated=False)

    assert (step.place, step.for_id, step.is_last) == (0, VIKTOR, True)
    with pytest.raises(NotYourApprovalError):
        next_step(USUAL, [], anna(), is_escalated=False)


def test_with_all_asked_at_once_each_may_go_first_and_the_second_completes_it():
    first = next_step(BOTH, [], anna(), is_escalated=False)
    second = next_step(BOTH, [Given(1, ANNA, ANNA)], viktor(), is_escalated=False)

    assert (first.place, first.is_last) == (1, False)
    assert (second.place, second.is_last) == (0, True)


def test_in_order_the_second_waits_for_the_first():
    with pytest.raises(NotYourTurnError):
        next_step(IN_TURN, [], anna(), is_escalated=False)

    step = next_step(IN_TURN, [Given(0, VIKTOR, VIKTOR)], anna(), is_escalated=False)
    assert (step.place, step.is_last) == (1, True)


def test_nobody_fills_two_places():
    both_roles = [Signatory(VIKTOR, frozenset({Role.SUPERVISOR, Role.EXECUTIVE}))]

    with pytest.raises(ApprovedAlreadyError):
        next_step(BOTH, [Given(0, VIKTOR, VIKTOR)], both_roles, is_escalated=False)


def test_a_deputy_fills_the_place_of_whoever_made_them_one_and_only_once():
    deputy = [
        Signatory(DEPUTY, frozenset({Role.PLANNER})),
        Signatory(ANNA, frozenset({Role.EXECUTIVE})),
    ]

    step = next_step(BOTH, [Given(0, VIKTOR, VIKTOR)], deputy, is_escalated=False)
    assert (step.place, step.for_id, step.is_last) == (1, ANNA, True)
    two = replace(BOTH, approvers=(EXECUTIVE, EXECUTIVE))
    with pytest.raises(NotYourTurnError):
        next_step(two, [Given(0, ANNA, ANNA)], deputy, is_escalated=False)
    with pytest.raises(ApprovedAlreadyError):
        next_step(two, [Given(0, DEPUTY, ANNA)], deputy, is_escalated=False)


def test_a_person_by_name_is_asked_and_nobody_with_the_same_role():
    named = Rule(UUID(int=9), "Oleg", (Approver(person_id=OLEG),))

    assert next_step(
        named, [], [Signatory(OLEG, frozenset({Role.SUPERVISOR}))], is_escalated=False
    ).is_last
    with pytest.raises(NotYourApprovalError):
        next_step(named, [], viktor(), is_escalated=False)


def test_after_the_deadline_the_one_it_escalates_to_may_step_in():
    rule = replace(USUAL, id=UUID(int=9), escalate_to=EXECUTIVE, decide_within=timedelta(hours=4))

    with pytest.raises(NotYourApprovalError):
        next_step(rule, [], anna(), is_escalated=False)
    assert next_step(rule, [], anna(), is_escalated=True).is_last


def test_what_several_approve_is_not_amended_by_one():
    check_amendable(USUAL)
    with pytest.raises(AmendedAloneError):
        check_amendable(BOTH)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": " "}),
        ("approvers", {"approvers": ()}),
        ("approvers", {"approvers": (EXECUTIVE,) * 6}),
        ("approvers", {"approvers": (Approver(),)}),
        ("approvers", {"approvers": (Approver(Role.REP),)}),
        ("approvers", {"approvers": (Approver(Role.ADMIN, OLEG),)}),
        ("least_value", {"least_value": Decimal(-1)}),
        ("least_days_late", {"least_days_late": 0}),
        ("lowest_priority", {"lowest_priority": 0}),
        ("decide_within", {"decide_within": timedelta(0)}),
        ("remind_before", {"remind_before": timedelta(hours=1)}),
        (
            "remind_before",
            {"decide_within": timedelta(hours=1), "remind_before": timedelta(hours=1)},
        ),
        ("escalate_to", {"escalate_to": EXECUTIVE}),
    ],
)
def test_a_rule_that_cannot_be_names_the_field(field, changes):
    check_rule(BOTH)
    with pytest.raises(RuleIncompleteError) as refused:
        check_rule(replace(BOTH, **changes))
    assert refused.value.facts == {"field": field}


@pytest.mark.parametrize(
    ("begins", "ends"),
    [(1, 1), (2, 1), (-3, -1), (0, 93)],
)
def test_a_deputy_stands_in_on_days_that_lie_ahead_and_not_for_ever(begins, ends):
    check_deputy_days(NOW, NOW + timedelta(days=92), NOW)
    with pytest.raises(DeputyDaysError):
        check_deputy_days(NOW + timedelta(days=begins), NOW + timedelta(days=ends), NOW)
