"""A rule starts by itself what a promotion or a season will lack: within its value, with four eyes, once, told once."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.alert.commands import WatchPromotions
from backend.alert.queries import alert_for
from backend.alert.tables import Alert
from backend.assembly import Company
from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.outbox.relay import drain
from backend.promotion.commands import CancelPromotion, SetSeason
from backend.promotion.queries.planning import promotion_for
from backend.promotion.queries.seasons import season_for
from backend.proposal.errors import OwnProposalError
from backend.replenishment.commands import AskReplenishment, DecideReplenishment
from backend.replenishment.queries import replenishment_for, replenishments_for
from backend.replenishment.tables import Replenishment
from backend.watch.commands import AddAlertRule, SwitchAlertRule
from backend.watch.model.rule import Rule
from backend.watch.queries import preview_of
from backend.worker import OutboxWorker
from shared.promotion_terms import SeasonKind
from shared.schemas.promotion import SeasonAsked
from shared.schemas.replenishment import ReplenishmentView
from shared.terms import DecisionKind, DecisionReason, ProposalStatus, Role
from shared.watch_terms import FlowStart, ReplenishmentCause, Watched, WhyAsked
from tests.backend.promotion.test_promotions import FIRST, company, forecast, planner
from tests.backend.promotion.test_supplying import planned, promotion_id
from tests.builders import NOW, SmallCompany, add_person

__all__ = ["company", "planner", "promotion_id"]


@pytest.fixture
async def other(small_company: SmallCompany) -> UUID:
    """Somebody else who makes rules, and who would be asked about what they start."""
    return await add_person("Olga Other", [Role.PLANNER, Role.SUPERVISOR], [small_company.riga])


def carrying(planner: UUID, auto_value: int | None, starts: FlowStart = FlowStart.EITHER) -> Rule:
    """From one unit missing on: propose it, up to a value without asking."""
    return Rule(
        None,
        "Carry them",
        Watched.PROMOTION,
        Decimal(1),
        planner,
        starts=starts,
        auto_value=None if auto_value is None else Decimal(auto_value),
    )


async def watch(
    rule: Rule, made_by: UUID, on_by: UUID, dispatcher: Dispatcher, worker: OutboxWorker
) -> UUID:
    rule_id: UUID = await dispatcher.dispatch(AddAlertRule(rule), actor_id=made_by)
    await dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=True), actor_id=on_by)
    await drain(worker)
    return rule_id


async def the_view(ids: SmallCompany) -> ReplenishmentView:
    viewer = await viewer_for(ids.viktor)
    (row,) = await replenishments_for(viewer, NOW)
    return await replenishment_for(viewer, row.id, NOW)


async def kinds_standing() -> list[str]:
    rows = await Alert.select(Alert.kind).where(
        Alert.cleared_at.is_null(), Alert.kind.like("%promotion%") | Alert.kind.like("season_short")
    )
    return sorted(row["kind"] for row in rows)


async def approve(view: ReplenishmentView, person_id: UUID, dispatcher: Dispatcher) -> None:
    assert view.refill is not None
    await dispatcher.dispatch(
        DecideReplenishment(view.id, DecisionKind.APPROVE, view.refill.seen_id, None, ""),
        actor_id=person_id,
    )


async def test_a_rule_proposes_what_a_promotion_lacks_and_its_alert_is_the_only_one(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    planner: UUID,
    other: UUID,
    promotion_id: UUID,
) -> None:
    assert await kinds_standing() == ["promotion_short"]
    [short] = (await promotion_for(await viewer_for(planner), promotion_id, NOW)).short
    before = await planned(company.primer)

    rule_id = await watch(carrying(planner, None), other, planner, dispatcher, worker)
    await dispatcher.dispatch(WatchPromotions(), actor_id=None)
    await drain(worker)

    assert await kinds_standing() == ["rule_promotion"]
    view = await the_view(company)
    assert (view.status, view.cause, view.is_by_rule, view.rule_name, view.promotion_name) == (
        ProposalStatus.OPEN, ReplenishmentCause.PROMOTION, True, "Carry them", "Primer weeks",
    )  # fmt: skip
    assert view.refill is not None
    assert short.missing <= view.refill.missing < short.missing + 1
    assert WhyAsked.NEVER_ALONE in view.refill.why_asked
    assert await planned(company.primer) == before

    [again] = (await promotion_for(await viewer_for(planner), promotion_id, NOW)).short
    assert again.alert_id == view.alert_id
    shown = await alert_for(await viewer_for(planner), view.alert_id, NOW)
    assert (shown.row.facts["about"], shown.row.facts["name"]) == ("promotion", "Primer weeks")
    assert not shown.may_replenish

    past = await preview_of(await viewer_for(planner), rule_id, NOW)
    assert [row.subject.split(" · ")[0] for row in past.alerts] == ["Primer weeks"]
    assert past.starts is not None
    assert (past.starts.count, past.starts.automatic_count) == (1, 0)

    with pytest.raises(OwnProposalError):
        await approve(view, other, dispatcher)
    assert await planned(company.primer) == before
    await approve(view, company.viktor, dispatcher)
    await drain(worker)
    more = sum(each for each, _ in await planned(company.primer)) - sum(each for each, _ in before)
    assert more == view.refill.quantity
    assert await kinds_standing() == []


async def test_within_its_value_and_with_four_eyes_it_is_carried_out_by_itself(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    planner: UUID,
    other: UUID,
    promotion_id: UUID,
) -> None:
    before = await planned(company.primer)
    await watch(carrying(planner, 10_000_000), planner, other, dispatcher, worker)

    view = await the_view(company)
    assert view.refill is not None
    more = sum(each for each, _ in await planned(company.primer)) - sum(each for each, _ in before)
    if view.is_automatic:
        assert (view.status, more) == (ProposalStatus.APPROVED, view.refill.quantity)
        assert await kinds_standing() == []
    else:
        # What is not ordinary is asked about, whatever it is worth.
        assert {*view.refill.why_asked} <= {WhyAsked.FENCE, WhyAsked.HASTENED}
        assert (view.status, more) == (ProposalStatus.OPEN, 0)


async def test_beyond_its_value_or_by_one_person_alone_it_waits(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    planner: UUID,
    promotion_id: UUID,
) -> None:
    before = await planned(company.primer)
    await watch(carrying(planner, 1), planner, planner, dispatcher, worker)

    view = await the_view(company)
    assert view.refill is not None
    assert {WhyAsked.ONE_PERSON, WhyAsked.TOO_MUCH} <= {*view.refill.why_asked}
    assert view.status is ProposalStatus.OPEN
    assert await planned(company.primer) == before


async def test_a_rule_that_is_switched_off_leaves_the_usual_alert_and_withdraws_what_waits(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    planner: UUID,
    other: UUID,
    promotion_id: UUID,
) -> None:
    rule_id = await watch(carrying(planner, None), planner, other, dispatcher, worker)
    view = await the_view(company)

    await dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=False), actor_id=other)
    await drain(worker)
    assert await kinds_standing() == ["promotion_short"]
    assert (await the_view(company)).status is ProposalStatus.WITHDRAWN

    await dispatcher.dispatch(CancelPromotion(promotion_id), actor_id=planner)
    await drain(worker)
    assert await kinds_standing() == []
    assert view.id == (await the_view(company)).id


async def test_what_was_rejected_is_not_started_again_but_can_be_asked_for(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    planner: UUID,
    other: UUID,
    promotion_id: UUID,
) -> None:
    await watch(carrying(planner, None), planner, other, dispatcher, worker)
    view = await the_view(company)
    assert view.refill is not None
    await dispatcher.dispatch(
        DecideReplenishment(
            view.id, DecisionKind.REJECT, view.refill.seen_id, DecisionReason.OTHER, "Too much"
        ),
        actor_id=company.viktor,
    )
    await dispatcher.dispatch(WatchPromotions(), actor_id=None)
    await drain(worker)
    assert await Replenishment.count() == 1

    made = await dispatcher.dispatch(AskReplenishment(view.alert_id), actor_id=other)
    asked = await replenishment_for(await viewer_for(company.viktor), made, NOW)
    assert (asked.status, asked.is_by_rule, asked.asked_by_name) == (
        ProposalStatus.OPEN, False, "Olga Other",
    )  # fmt: skip


async def test_a_rule_fills_a_season_up_beforehand(
    process: Company,
    worker: OutboxWorker,
    company: SmallCompany,
    planner: UUID,
    other: UUID,
) -> None:
    first = FIRST + timedelta(days=7)
    season = SeasonAsked(SeasonKind.LIMITED, first, date(2027, 1, 31))
    await process.dispatcher.dispatch(SetSeason(company.thinner, season), actor_id=planner)
    await forecast(process, planner)
    await watch(
        carrying(planner, None, FlowStart.PURCHASE), planner, other, process.dispatcher, worker
    )

    view = await the_view(company)
    assert (view.cause, view.is_by_rule) == (ReplenishmentCause.SEASON, True)
    assert view.refill is not None
    assert view.refill.on == first - timedelta(days=1)
    builds = (await season_for(await viewer_for(planner), company.thinner, NOW)).pre_builds
    assert [each.alert_id for each in builds if each.missing] == [view.alert_id]
    assert await kinds_standing() == ["rule_promotion"]
