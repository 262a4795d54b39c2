"""What a promotion or a season will lack is proposed with one press and decided like every other replenishment."""

import json
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.alert.commands import WatchPromotions
from backend.alert.queries import alert_for
from backend.alert.tables import Alert
from backend.assembly import Company
from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.outbox.relay import drain
from backend.plan.tables import PlanLine
from backend.promotion.commands import (
    CancelPromotion,
    EndSeason,
    PlanPromotion,
    SayUplift,
    SetSeason,
)
from backend.promotion.queries.planning import promotion_for
from backend.promotion.queries.seasons import season_for
from backend.proposal.errors import OwnProposalError
from backend.replenishment.commands import AskReplenishment, DecideReplenishment
from backend.replenishment.queries import replenishment_for
from backend.replenishment.tables import Replenishment
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.promotion_terms import SeasonKind
from shared.schemas.promotion import SeasonAsked, UpliftAsked
from shared.schemas.replenishment import ReplenishmentView
from shared.terms import DecisionKind, ProposalStatus, ReasonCode
from shared.watch_terms import ReplenishmentCause
from tests.backend.promotion.test_promotions import FIRST, asked, company, forecast, planner
from tests.builders import NOW, SmallCompany

__all__ = ["company", "planner"]


@pytest.fixture
async def promotion_id(dispatcher: Dispatcher, company: SmallCompany, planner: UUID) -> UUID:
    """Primer weeks that sell twenty times as much as usual."""
    made: UUID = await dispatcher.dispatch(
        PlanPromotion(new_id(), asked(company)), actor_id=planner
    )
    big = UpliftAsked(Decimal(20), ReasonCode.OTHER)
    await dispatcher.dispatch(SayUplift(made, big), actor_id=planner)
    await dispatcher.dispatch(WatchPromotions(), actor_id=None)
    return made


async def standing(kind: str) -> UUID:
    [row] = await Alert.select(Alert.id).where(Alert.kind == kind, Alert.cleared_at.is_null())
    found: UUID = row["id"]
    return found


async def planned(item_id: UUID) -> list[tuple[Decimal, date]]:
    rows = await PlanLine.select().where(
        (PlanLine.item_id == item_id) & PlanLine.to_number.is_null()
    )
    return sorted((row["quantity"], row["on"]) for row in rows)


async def approve(view: ReplenishmentView, person_id: UUID, dispatcher: Dispatcher) -> None:
    assert view.refill is not None
    await dispatcher.dispatch(
        DecideReplenishment(view.id, DecisionKind.APPROVE, view.refill.seen_id, None, ""),
        actor_id=person_id,
    )


async def test_what_a_promotion_will_lack_is_proposed_decided_by_another_and_carried(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    planner: UUID,
    promotion_id: UUID,
) -> None:
    ids = company
    alert_id = await standing("promotion_short")
    [short] = (await promotion_for(await viewer_for(planner), promotion_id, NOW)).short
    assert (await alert_for(await viewer_for(planner), alert_id, NOW)).may_replenish
    before = await planned(ids.primer)

    made = await dispatcher.dispatch(AskReplenishment(alert_id), actor_id=planner)
    assert await dispatcher.dispatch(AskReplenishment(alert_id), actor_id=planner) == made

    view = await replenishment_for(await viewer_for(ids.viktor), made, NOW)
    assert (view.status, view.cause, view.rule_name, view.asked_by_name) == (
        ProposalStatus.OPEN, ReplenishmentCause.PROMOTION, "Primer weeks", "Pavel Planner",
    )  # fmt: skip
    assert view.refill is not None
    assert short.missing <= view.refill.missing < short.missing + 1
    assert view.refill.quantity >= view.refill.missing
    assert short.first_on == view.refill.on
    assert view.refill.why_asked == []
    assert not (await alert_for(await viewer_for(planner), alert_id, NOW)).may_replenish
    assert await planned(ids.primer) == before

    with pytest.raises(NotAllowedError):
        await approve(view, planner, dispatcher)
    assert await planned(ids.primer) == before

    await approve(view, ids.viktor, dispatcher)
    await drain(worker)
    more = sum(each for each, _ in await planned(ids.primer)) - sum(each for each, _ in before)
    assert more == view.refill.quantity
    assert not await Alert.exists().where(
        Alert.kind == "promotion_short", Alert.cleared_at.is_null()
    )


async def test_who_has_asked_does_not_decide(
    dispatcher: Dispatcher, company: SmallCompany, promotion_id: UUID
) -> None:
    alert_id, before = await standing("promotion_short"), await planned(company.primer)
    made = await dispatcher.dispatch(AskReplenishment(alert_id), actor_id=company.viktor)
    view = await replenishment_for(await viewer_for(company.viktor), made, NOW)
    with pytest.raises(OwnProposalError):
        await approve(view, company.viktor, dispatcher)
    [row] = await Replenishment.select(Replenishment.status)
    assert row["status"] == ProposalStatus.OPEN
    assert await planned(company.primer) == before


async def test_what_nobody_decided_is_withdrawn_when_the_promotion_is_cancelled(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    planner: UUID,
    promotion_id: UUID,
) -> None:
    made = await dispatcher.dispatch(
        AskReplenishment(await standing("promotion_short")), actor_id=planner
    )
    await dispatcher.dispatch(CancelPromotion(promotion_id), actor_id=planner)
    await drain(worker)
    view = await replenishment_for(await viewer_for(company.viktor), made, NOW)
    assert view.status is ProposalStatus.WITHDRAWN


async def test_reps_and_other_alerts_ask_for_nothing(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID, promotion_id: UUID
) -> None:
    alert_id = await standing("promotion_short")
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(AskReplenishment(alert_id), actor_id=company.anna)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(AskReplenishment(new_id()), actor_id=planner)
    await Alert.update({Alert.cause_key: f"stock_short:{company.riga}:{company.primer}"}).where(
        Alert.id == alert_id
    )
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(AskReplenishment(alert_id), actor_id=planner)
    assert await Replenishment.count() == 0


async def test_a_season_that_begins_with_too_little_is_told_and_filled_up_beforehand(
    process: Company,
    worker: OutboxWorker,
    company: SmallCompany,
    planner: UUID,
) -> None:
    first = FIRST + timedelta(days=7)
    season = SeasonAsked(SeasonKind.LIMITED, first, date(2027, 1, 31))
    await process.dispatcher.dispatch(SetSeason(company.thinner, season), actor_id=planner)
    await forecast(process, planner)
    await process.dispatcher.dispatch(WatchPromotions(), actor_id=None)
    alert_id = await standing("season_short")
    [build] = [
        each
        for each in (await season_for(await viewer_for(planner), company.thinner, NOW)).pre_builds
        if each.missing
    ]
    assert build.alert_id == alert_id
    assert build.by_on == first - timedelta(days=1)

    made = await process.dispatcher.dispatch(AskReplenishment(alert_id), actor_id=planner)
    view = await replenishment_for(await viewer_for(company.viktor), made, NOW)
    assert view.cause is ReplenishmentCause.SEASON
    assert view.refill is not None
    assert (view.refill.on, view.refill.stock) == (build.by_on, build.available)
    assert build.missing <= view.refill.missing < build.missing + 1

    await approve(view, company.viktor, process.dispatcher)
    await drain(worker)
    assert not await Alert.exists().where(Alert.kind == "season_short", Alert.cleared_at.is_null())


async def test_what_an_edition_leaves_over_is_told_until_the_edition_is_none_any_more(
    process: Company, company: SmallCompany, planner: UUID
) -> None:
    season = SeasonAsked(SeasonKind.LIMITED, date(2026, 11, 1), date(2026, 12, 13), ramp_days=27)
    await process.dispatcher.dispatch(SetSeason(company.thinner, season), actor_id=planner)
    await forecast(process, planner)
    await process.dispatcher.dispatch(WatchPromotions(), actor_id=None)
    view = await season_for(await viewer_for(planner), company.thinner, NOW)
    [left] = [each for each in view.left_overs if each.site_id == company.riga]
    assert left.left > 0

    [row] = await Alert.select(Alert.facts, Alert.path).where(
        Alert.cause_key == f"season_surplus:{company.riga}:{company.thinner}"
    )
    facts = json.loads(row["facts"])
    assert (facts["item"], facts["site"], facts["on"]) == (
        view.row.item_name, left.site_name, "2026-12-13",
    )  # fmt: skip
    assert Decimal(facts["quantity"]) == left.left
    assert row["path"] == f"/seasons/{company.thinner}"

    await process.dispatcher.dispatch(EndSeason(company.thinner), actor_id=planner)
    await process.dispatcher.dispatch(WatchPromotions(), actor_id=None)
    assert not await Alert.exists().where(
        Alert.kind == "season_surplus", Alert.cleared_at.is_null()
    )
