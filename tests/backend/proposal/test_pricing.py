"""Weights and rates on a real database: versions, who may set them, and that planning follows."""

from dataclasses import asdict
from decimal import Decimal

import pytest

from backend.catalog.queries import planning_catalog
from backend.dispatch import Dispatcher
from backend.engine.situation import LaneFreight
from backend.engine.ways import Rates, rates_from
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.sql import fetch
from backend.outbox.relay import drain
from backend.outbox.tables import OutboxMessage
from backend.promise.queries import situation_at
from backend.proposal.commands import RemoveFreight, SetFreight, SetPricing
from backend.proposal.errors import PricingMovedError, PricingOutOfRangeError
from backend.proposal.model import RATES, WEIGHTS
from backend.proposal.queries.pricing import pricing_for
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.worker import OutboxWorker
from shared.terms import Role
from tests.backend.floor.test_capacity import add_shop
from tests.builders import NOW, SmallCompany, add_person, request

SET = {name: asdict(Rates())[name] for name in RATES}
WEIGHED = dict.fromkeys(WEIGHTS, Decimal(50))


async def test_open_proposals_are_worked_out_anew_and_say_what_each_way_had_before(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    await dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    await drain(worker)
    viktor = await viewer_for(small_company.viktor)
    (waiting,) = await proposals_waiting_for(viktor)
    before = (await proposal_for(viktor, waiting.id)).alternatives
    assert {way.was_score for way in before} == {None}
    planner = await add_person("Li Na", [Role.PLANNER], [small_company.riga])

    for number, express in enumerate((Decimal(2), Decimal(2))):
        dearer = {**SET, "second_delivery_cost": Decimal(500), "express_cost_ratio": express}
        command = SetPricing(number, WEIGHED, dearer, "")
        await dispatcher.dispatch(command, actor_id=planner)
        await drain(worker)

    after = {way.code: way for way in (await proposal_for(viktor, waiting.id)).alternatives}
    two, was = after["two_deliveries"], next(way for way in before if way.code == "two_deliveries")
    assert two.cost == was.cost + 415
    assert (two.was_cost, two.was_score) == (was.cost, was.score)
    assert (was.score, two.score) == (71, 79)


async def test_each_setting_is_a_version_and_planning_follows_the_newest(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    planner = await add_person("Li Na", [Role.PLANNER], [small_company.riga])
    viewer = await viewer_for(planner)
    before = await pricing_for(viewer)
    assert (before.current.number, before.current.changed_at, before.earlier) == (0, None, [])

    first = {**SET, "transfer_cost": Decimal(75)}
    second = {**SET, "late_cost_ratio": Decimal("0.01")}
    await dispatcher.dispatch(
        SetPricing(0, WEIGHED, first, " Freight is dearer "), actor_id=planner
    )
    await dispatcher.dispatch(SetPricing(1, WEIGHED, second, ""), actor_id=planner)

    board = await pricing_for(viewer)
    assert board.current.number == 2
    assert board.current.rates == second
    assert board.current.changed_by_name == "Li Na"
    assert [(each.number, each.rates, each.note) for each in board.earlier] == [
        (1, first, "Freight is dearer")
    ]
    company = (await planning_catalog()).company
    assert rates_from(company.rates).late_cost_ratio == Decimal("0.01")
    assert company.weights["speed"] == 50

    with pytest.raises(PricingMovedError):
        await dispatcher.dispatch(SetPricing(1, WEIGHED, first, ""), actor_id=planner)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(SetPricing(2, WEIGHED, first, ""), actor_id=small_company.viktor)
    with pytest.raises(NotAllowedError):
        await pricing_for(await viewer_for(small_company.viktor))
    assert len(await fetch("SELECT id FROM pricing")) == 2


async def test_a_lane_has_its_own_freight_that_planning_follows(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    ids = small_company
    planner = await add_person("Li Na", [Role.PLANNER], [ids.riga])
    shop = await add_shop(ids)
    await dispatcher.dispatch(request(ids), actor_id=ids.marta)
    await drain(worker)
    (lane,) = (await pricing_for(await viewer_for(planner))).lanes
    assert (lane.source_site_name, lane.site_name) == ("Riga plant", "Hamburg shop")
    assert (lane.cost_per_delivery, lane.cost_per_pallet) == (None, None)

    for cost in (Decimal(150), Decimal(180)):
        await dispatcher.dispatch(
            SetFreight(ids.riga, shop, cost, Decimal("37.50")), actor_id=planner
        )

    (lane,) = (await pricing_for(await viewer_for(planner))).lanes
    assert (lane.cost_per_delivery, lane.cost_per_pallet) == (Decimal(180), Decimal("37.5"))
    situation = await situation_at(NOW, ids.riga, await planning_catalog())
    assert situation.lanes == {(ids.riga, shop): LaneFreight(Decimal(180), Decimal("37.5"))}
    waiting = await OutboxMessage.select().where(OutboxMessage.event == "FreightSet")
    assert len(waiting) == 2, "open proposals are priced anew"

    for actor_id, command, error in (
        (ids.marta, SetFreight(ids.riga, shop, Decimal(1), Decimal(1)), NotAllowedError),
        (planner, SetFreight(ids.riga, ids.riga, Decimal(1), Decimal(1)), NotFoundError),
        (planner, SetFreight(ids.riga, ids.thinner, Decimal(1), Decimal(1)), NotFoundError),
        (planner, SetFreight(ids.riga, shop, Decimal(-1), Decimal(1)), PricingOutOfRangeError),
    ):
        with pytest.raises(error):
            await dispatcher.dispatch(command, actor_id=actor_id)
    (lane,) = (await pricing_for(await viewer_for(planner))).lanes
    assert lane.cost_per_delivery == 180


async def test_a_lane_whose_freight_is_removed_costs_what_any_transfer_does(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    ids = small_company
    planner = await add_person("Li Na", [Role.PLANNER], [ids.riga])
    shop = await add_shop(ids)
    cost = SetFreight(ids.riga, shop, Decimal(150), Decimal(30))
    await dispatcher.dispatch(cost, actor_id=planner)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(RemoveFreight(ids.riga, shop), actor_id=ids.marta)

    await dispatcher.dispatch(RemoveFreight(ids.riga, shop), actor_id=planner)

    (lane,) = (await pricing_for(await viewer_for(planner))).lanes
    assert (lane.cost_per_delivery, lane.cost_per_pallet) == (None, None)
    situation = await situation_at(NOW, ids.riga, await planning_catalog())
    assert situation.lanes == {}
    waiting = await OutboxMessage.select().where(OutboxMessage.event == "FreightSet")
    assert len(waiting) == 2, "open proposals are priced anew"
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(RemoveFreight(ids.riga, shop), actor_id=planner)
