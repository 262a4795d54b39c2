"""Rules of approval and deputies on the screen, and who has to agree to a way out."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from frontend.components.approval_form import DeputyWish, RuleWish, deputy_of, rule_of
from frontend.components.voice import Voice
from shared.schemas.approval import ApprovalRuleChoice, DeputyChoice, RuleApprover
from shared.terms import Fence, Role
from tests.frontend.approvals import need, rules
from tests.frontend.conftest import Painter, words
from tests.frontend.decisions import proposal
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import NOW, PROPOSAL_ID

VOICE = Voice("en", ZoneInfo("Europe/Riga"), NOW, "EUR")
DECISION = f"/decisions/{PROPOSAL_ID}"


async def test_a_planner_reads_each_rule_in_words(paint: Painter) -> None:
    read = words((await paint("/approvals", "en", Role.PLANNER)).markup)

    assert (
        "Dear changes from € 10 000 on, somebody 2 days late or more, in the time zone “Negotiable” or "
        "nearer, customers of class 1 or better, Riga plant only one after the other: any supervisor "
        "of the site, Anna Berg. to be decided within 2 h, then also any admin"
    ) in read
    assert "Vera Lind stands in for you" in read


async def test_a_rule_says_that_its_hours_are_those_of_the_plant(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["approval_rules"] = [replace(rules()[0], in_working_time=True)]
    read = words((await paint("/approvals", "en", Role.PLANNER)).markup)
    assert "to be decided within 2 h of work, then also any admin" in read

    wish = RuleWish(name="Quick", hours="2", counted="working")
    made = rule_of(wish)
    assert isinstance(made, ApprovalRuleChoice)
    assert (made.decide_within_minutes, made.in_working_time) == (120, True)
    plain = rule_of(RuleWish(name="Quick", counted="working"))
    assert isinstance(plain, ApprovalRuleChoice)
    assert not plain.in_working_time, "there are no hours to be counted"


async def test_a_supervisor_sees_deputies_and_no_rules(paint: Painter) -> None:
    read = words((await paint("/approvals")).markup)

    assert "Vera Lind stands in for you" in read
    assert "Rules of approval" not in read


async def test_a_decision_says_who_has_agreed_and_who_is_missing(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["proposal"] = proposal(approvals=[need()])

    markup = (await paint(DECISION)).markup

    assert (
        "Who has to agree, by the rule “Dear changes” Vera Lind approved for Viktor Hahn, 11:06 "
        "Anna Berg: asked now"
    ) in words(markup)
    assert "can-decide" not in markup


def test_a_wish_becomes_a_rule() -> None:
    wish = RuleWish(
        name=" Dear ",
        second=str(UUID(int=501)),
        least_value="10 000,50",
        least_days_late="2",
        least_fence="frozen",
        lowest_priority="1",
        hours="1.5",
        escalate_to="admin",
    )

    assert rule_of(wish) == ApprovalRuleChoice(
        name="Dear",
        approvers=[RuleApprover(role=Role.SUPERVISOR), RuleApprover(person_id=UUID(int=501))],
        least_value=Decimal("10000.50"),
        least_days_late=2,
        least_fence=Fence.FROZEN,
        lowest_priority=1,
        needs_all=True,
        in_order=True,
        decide_within_minutes=90,
        remind_before_minutes=22,
        escalate_to=RuleApprover(role=Role.ADMIN),
    )


@pytest.mark.parametrize(
    ("wish", "missing"),
    [
        (RuleWish(), "approval-wish-name"),
        (RuleWish(name="x", least_value="much"), "approval-wish-number"),
        (RuleWish(name="x", least_days_late="0"), "approval-wish-number"),
        (RuleWish(name="x", hours="-1"), "approval-wish-number"),
    ],
)
def test_a_wish_that_cannot_be_says_what_to_do(wish: RuleWish, missing: str) -> None:
    assert rule_of(wish) == missing
    assert VOICE.say(missing)


def test_a_deputy_stands_in_from_the_morning_of_the_first_to_the_end_of_the_last_day() -> None:
    wish = DeputyWish(str(UUID(int=501)), "2026-12-01", "2026-12-02")

    assert deputy_of(VOICE, wish) == DeputyChoice(
        deputy_id=UUID(int=501),
        from_at=datetime(2026, 12, 1, tzinfo=ZoneInfo("Europe/Riga")),
        until_at=datetime(2026, 12, 2, 22, tzinfo=UTC),
    )
    assert deputy_of(VOICE, DeputyWish()) == "approval-wish-deputy"
