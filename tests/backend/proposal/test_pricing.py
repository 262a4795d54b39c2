"""Weights and rates on a real database: versions, who may set them, and that planning follows."""

from dataclasses import asdict
from decimal import Decimal

import pytest

from backend.catalog.queries import planning_catalog
from backend.dispatch import Dispatcher
from backend.engine.ways import Rates, rates_from
from backend.identity.errors import NotAllowedError
from backend.identity.queries import viewer_for
from backend.kit.sql import fetch
from backend.outbox.relay import drain
from backend.proposal.commands import SetPricing
from backend.proposal.errors import PricingMovedError
from backend.proposal.model import RATES, WEIGHTS
from backend.proposal.queries.pricing import pricing_for
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.worker import OutboxWorker
from shared.terms import Role
from tests.builders import SmallCompany, add_person, request

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
