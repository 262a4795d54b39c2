"""A safety stock is proposed from the measured error and the best class's goal, and taken over with a press."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from msgspec.structs import replace

from backend.assembly import Company
from backend.audit.tables import AuditLine
from backend.catalog.queries import planning_catalog
from backend.catalog.tables import Customer
from backend.customer.queries.owed import owed_at
from backend.customer.repository import own
from backend.engine.safety import error_deviation, for_steady, rounded_up
from backend.forecast.queries.erring import errors_at
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.plan.tables import PlanRevision
from backend.safety.commands import SetSafetyStocks, TakeSafetyStock
from backend.safety.errors import SafetyStockMovedError
from backend.safety.queries import putting_back, safety_board_for, safety_stocks_for
from backend.stock.commands import SetLotRules
from backend.stock.errors import LotRuleRangeError, LotRulesMovedError
from backend.stock.queries import lot_rules_for
from shared.schemas.safety import (
    ChosenSafetyStock,
    SafetyStockAt,
    SafetyStocksAsked,
    SafetyStocksChosen,
)
from shared.schemas.segment import SegmentRules
from shared.terms import Role, SafetyLack, SafetySide
from tests.backend.forecast.orders import add_orders
from tests.backend.promotion.test_promotions import forecast
from tests.builders import NOW, SmallCompany, add_person

TODAY = NOW.date()


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Planner", [Role.PLANNER], [ids.north, ids.south, ids.riga])


@pytest.fixture
async def measured(process: Company, small_company: SmallCompany, planner: UUID) -> SmallCompany:
    """A year of orders that were forecast, customers of class 1 and 3, and what they are owed."""
    ids = small_company
    await add_orders(ids)
    await Customer.update({Customer.priority: 1}).where(Customer.id == ids.baltic)
    await Customer.update({Customer.priority: 3}).where(Customer.id == ids.hartmann)
    goals = SegmentRules(a_service=Decimal("0.98"), c_service=Decimal("0.9"))
    await own.keep_segment_rules(goals)
    await forecast(process, planner)
    return ids


async def seen(person: UUID, item: UUID) -> SafetyStockAt:
    [at] = (await safety_stocks_for(await viewer_for(person), item, NOW)).sites
    return at


async def test_it_is_the_best_buying_class_s_goal_and_the_measured_error_that_propose(
    measured: SmallCompany, planner: UUID
) -> None:
    ids = measured
    [erring] = await errors_at([(ids.primer, ids.riga)], TODAY)
    off = [each.off / Decimal(100) for each in erring.measures]
    assert len(off) >= 6

    at = await seen(planner, ids.primer)
    found = at.proposal
    assert found is not None
    assert (found.service_goal, found.customer_class, found.customer_count) == (
        Decimal("0.98"),
        1,
        1,
    )
    assert (found.lead_time_days, found.review_days, found.is_sparse) == (1, 1, False)
    assert (found.run_number, found.period_count) == (1, len(off))
    needed = for_steady(Decimal("0.98"), error_deviation(off), Decimal(2) / 7)
    assert found.safety_stock == rounded_up(needed, 0) > 0

    # Without the best class's orders the other class's goal counts, and less is proposed.
    await Customer.update({Customer.priority: 3}).where(Customer.id == ids.baltic)
    less = (await seen(planner, ids.primer)).proposal
    assert less is not None
    assert (less.service_goal, less.customer_count) == (Decimal("0.9"), 2)
    assert less.safety_stock < found.safety_stock


async def test_a_press_takes_it_over_exactly_and_the_trail_says_why(
    measured: SmallCompany, process: Company, planner: UUID
) -> None:
    ids, revisions = measured, await PlanRevision.count()
    at = await seen(planner, ids.primer)
    assert at.proposal is not None
    wanted = at.proposal.safety_stock
    before = (await planning_catalog()).item_sites[ids.primer, ids.riga]
    command = TakeSafetyStock(ids.primer, ids.riga, at.ver, wanted)
    await process.dispatcher.dispatch(command, actor_id=planner)

    after = (await planning_catalog()).item_sites[ids.primer, ids.riga]
    assert (after.safety_stock, after.lots) == (wanted, before.lots)
    assert (await seen(planner, ids.primer)).safety_stock == wanted
    assert await PlanRevision.count() == revisions + 1
    [line] = await AuditLine.select().where(AuditLine.command == "TakeSafetyStock")
    assert "service_goal=Decimal('0.98')" in line["facts"]
    assert f"safety_stock=Decimal('{at.safety_stock}')" in line["facts"]

    # What was before is put back as rules of lots are set.
    [rules] = (await lot_rules_for(await viewer_for(planner), ids.primer)).sites
    back = replace(rules.rules, safety_stock=at.safety_stock)
    await process.dispatcher.dispatch(
        SetLotRules(ids.primer, ids.riga, rules.ver, back), actor_id=planner
    )
    again = await seen(planner, ids.primer)
    assert (again.safety_stock, again.ver) == (at.safety_stock, at.ver)


async def test_another_proposal_or_other_rules_than_were_seen_are_refused_and_nothing_changes(
    measured: SmallCompany, process: Company, planner: UUID
) -> None:
    ids, revisions = measured, await PlanRevision.count()
    at = await seen(planner, ids.primer)
    assert at.proposal is not None
    wanted = at.proposal.safety_stock
    for command, refusal in (
        (TakeSafetyStock(ids.primer, ids.riga, at.ver, wanted + 1), SafetyStockMovedError),
        (TakeSafetyStock(ids.primer, ids.riga, "older", wanted), LotRulesMovedError),
        (TakeSafetyStock(ids.primer, ids.north, at.ver, wanted), NotFoundError),
    ):
        with pytest.raises(refusal):
            await process.dispatcher.dispatch(command, actor_id=planner)
    buyer = await add_person("Berta Buyer", [Role.BUYER], [ids.riga])
    with pytest.raises(NotAllowedError):
        await process.dispatcher.dispatch(
            TakeSafetyStock(ids.primer, ids.riga, at.ver, wanted), actor_id=buyer
        )
    assert await seen(planner, ids.primer) == at
    assert await PlanRevision.count() == revisions


async def test_where_nothing_is_forecast_that_is_said(
    small_company: SmallCompany, process: Company, planner: UUID
) -> None:
    ids = small_company
    at = await seen(planner, ids.primer)
    assert (at.proposal, at.lack) == (None, SafetyLack.NOT_FORECAST)
    with pytest.raises(SafetyStockMovedError):
        await process.dispatcher.dispatch(
            TakeSafetyStock(ids.primer, ids.riga, at.ver, Decimal(0)), actor_id=planner
        )


async def test_who_has_not_bought_for_a_year_is_owed_nothing_here(measured: SmallCompany) -> None:
    [owed] = await owed_at(measured.primer, TODAY)
    assert (owed.customer_class, owed.goal) == (1, Decimal("0.98"))
    assert await owed_at(measured.primer, TODAY + timedelta(days=800)) == []


async def test_the_list_shows_what_is_other_than_proposed_and_sets_several_together(
    measured: SmallCompany, process: Company, planner: UUID
) -> None:
    ids, revisions = measured, await PlanRevision.count()
    viewer = await viewer_for(planner)
    board = await safety_board_for(viewer, NOW, SafetyStocksAsked())
    [row] = [each for each in board.rows if each.item_id == ids.primer]
    at = await seen(planner, ids.primer)
    assert at.proposal is not None
    assert (row.safety_stock, row.proposed, row.ver) == (
        at.safety_stock,
        at.proposal.safety_stock,
        at.ver,
    )
    cost = (await planning_catalog()).items[ids.primer].cost
    assert row.value == (row.proposed - row.safety_stock) * cost
    assert sum(board.counts.values()) == board.row_count == len(board.rows)
    nodes = (await planning_catalog()).item_sites
    assert board.row_count + board.as_proposed_count + sum(board.lacks.values()) == len(nodes)
    side = SafetySide.LOW if row.safety_stock < row.proposed else SafetySide.HIGH
    narrowed = await safety_board_for(viewer, NOW, SafetyStocksAsked(side))
    assert row in narrowed.rows
    assert narrowed.row_count == board.counts[side]

    chosen = SafetyStocksChosen(
        [
            ChosenSafetyStock(each.item_id, each.site_id, each.ver, each.proposed)
            for each in board.rows
        ]
    )
    back = await putting_back(chosen)
    await process.dispatcher.dispatch(SetSafetyStocks(tuple(chosen.stocks)), actor_id=planner)
    after = await safety_board_for(viewer, NOW, SafetyStocksAsked())
    assert after.rows == []
    assert after.as_proposed_count == board.as_proposed_count + len(board.rows)
    # One revision for each plan, however many safety stocks.
    plans = {(await planning_catalog()).plan_site_of(r.item_id, r.site_id) for r in board.rows}
    sites = plans | {each.site_id for each in board.rows}
    assert await PlanRevision.count() <= revisions + len(sites)

    await process.dispatcher.dispatch(SetSafetyStocks(tuple(back.stocks)), actor_id=planner)
    assert await safety_board_for(viewer, NOW, SafetyStocksAsked()) == board


async def test_one_of_several_that_was_set_meanwhile_leaves_all_as_they_were(
    measured: SmallCompany, process: Company, planner: UUID
) -> None:
    ids = measured
    at = await seen(planner, ids.primer)
    good = ChosenSafetyStock(ids.primer, ids.riga, at.ver, Decimal(77))
    others = [
        facts
        for node, facts in (await planning_catalog()).item_sites.items()
        if node != (ids.primer, ids.riga)
    ]
    stale = ChosenSafetyStock(others[0].item_id, others[0].site_id, "older", Decimal(5))
    buyer = await add_person("Berta Buyer", [Role.BUYER], [ids.riga])
    for stocks, person, refusal in (
        ((good, stale), planner, LotRulesMovedError),
        ((good, good), planner, LotRulesMovedError),
        ((good, replace(good, item_id=ids.hartmann)), planner, NotFoundError),
        ((good, replace(good, safety_stock=Decimal(-1))), planner, LotRulesMovedError),
        ((replace(good, safety_stock=Decimal(-1)),), planner, LotRuleRangeError),
        ((good,), buyer, NotAllowedError),
    ):
        with pytest.raises(refusal):
            await process.dispatcher.dispatch(SetSafetyStocks(stocks), actor_id=person)
    assert await seen(planner, ids.primer) == at


async def test_of_two_who_set_it_at_once_one_is_refused(
    measured: SmallCompany, process: Company, planner: UUID
) -> None:
    ids = measured
    at = await seen(planner, ids.primer)
    outcomes = await asyncio.gather(
        *(
            process.dispatcher.dispatch(
                SetSafetyStocks(
                    (ChosenSafetyStock(ids.primer, ids.riga, at.ver, Decimal(quantity)),)
                ),
                actor_id=planner,
            )
            for quantity in (71, 72)
        ),
        return_exceptions=True,
    )
    [refused] = [each for each in outcomes if isinstance(each, BaseException)]
    assert isinstance(refused, LotRulesMovedError)
    kept = 71 if outcomes[1] is refused else 72
    assert (await seen(planner, ids.primer)).safety_stock == kept


async def test_nobody_sees_the_safety_stocks_of_another_site(
    measured: SmallCompany, planner: UUID
) -> None:
    ids = measured
    north = await add_person("Nina North", [Role.PLANNER], [ids.north])
    board = await safety_board_for(await viewer_for(north), NOW, SafetyStocksAsked())
    assert [row for row in board.rows if row.site_id == ids.riga] == []
    rep = await add_person("Rita Rep", [Role.REP], [ids.north])
    with pytest.raises(NotAllowedError):
        await safety_board_for(await viewer_for(rep), NOW, SafetyStocksAsked())
