"""People say something else than the model: in versions, within their territory, and it is measured."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.assembly import Company
from backend.cli.forecast_company import work
from backend.demand.commands import MoveDeal
from backend.demand.errors import DealStageError
from backend.demand.tables import Opportunity
from backend.dispatch import Dispatcher
from backend.engine.ways import Rates
from backend.forecast.commands import (
    ChooseForecastWindow,
    OverrideForecast,
    RemoveForecastWindow,
    RestoreForecastOverride,
    StartForecast,
)
from backend.forecast.errors import ForecastClosedError, ForecastExpiryError
from backend.forecast.queries.accuracy import accuracy_for
from backend.forecast.queries.boards import board_for, series_for
from backend.forecast.queries.consuming import (
    expected_at,
    expected_by_node,
    open_forecasts,
    windows_for_all,
)
from backend.forecast.queries.customers import customer_for, customers_for
from backend.forecast.queries.pipeline import pipeline_for
from backend.forecast.tables import ForecastOverride
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.promise.queries import availability
from backend.scenario.commands import PlanAnew
from backend.scenario.model import worked_out
from backend.scenario.repository import copy_of, scenarios_of
from backend.stock.model.lines import AHEAD_DAYS
from backend.stock.queries import stock_board_for
from shared.forecast_terms import ForecastLevel, ForecastStep
from shared.ids import new_id
from shared.schemas.forecast import ForecastView
from shared.schemas.stock import StockAsked
from shared.terms import ReasonCode, Role
from tests.backend.forecast.orders import add_orders
from tests.builders import NOW, TODAY, SmallCompany, add_person

WEEK = date(2026, 12, 7)


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Planner", [Role.PLANNER], [ids.north, ids.south, ids.riga])


@pytest.fixture
async def company(process: Company, small_company: SmallCompany, planner: UUID) -> SmallCompany:
    """The small company with two years of orders and a forecast in force."""
    await add_orders(small_company)
    run_id = await process.dispatcher.dispatch(StartForecast(new_id()), actor_id=planner)
    await work(process, run_id)
    return small_company


async def item_series(planner: UUID, company: SmallCompany) -> ForecastView:
    viewer = await viewer_for(planner)
    board = await board_for(viewer, ForecastLevel.ITEM)
    [row] = [row for row in board.rows if row.item_name and row.item_name.startswith("Epoxy")]
    return await series_for(viewer, row.series_id, NOW)


def said(series_id: UUID, quantity: int = 4000, **changes: object) -> OverrideForecast:
    usual = {
        "series_id": series_id,
        "customer_id": None,
        "period_ons": (WEEK,),
        "quantity": quantity,
        "reason": ReasonCode.PROJECT_START,
        "note": "",
        "expires_on": date(2026, 12, 31),
    }
    return OverrideForecast(**{**usual, **changes})  # type: ignore[arg-type]  # the fields above


async def test_a_planner_s_word_moves_item_and_family_at_once_and_every_version_stays(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID
) -> None:
    before = await item_series(planner, company)
    series_id = before.row.series_id
    await dispatcher.dispatch(said(series_id), actor_id=planner)
    await dispatcher.dispatch(said(series_id, 0), actor_id=planner)
    taken_back = await item_series(planner, company)
    first = next(each for each in taken_back.overrides if each.version == 1)
    await dispatcher.dispatch(RestoreForecastOverride(first.id), actor_id=planner)

    at = next(n for n, point in enumerate(before.points) if point.on == WEEK)
    after = await item_series(planner, company)
    assert taken_back.points == before.points
    assert after.points[at].planner == Decimal("40.00")
    assert after.points[at].agreed == before.points[at].agreed + 40
    assert [(each.version, each.quantity, each.is_standing) for each in after.overrides] == [
        (3, Decimal(40), True), (2, Decimal(0), False), (1, Decimal(40), False),
    ]  # fmt: skip
    assert after.overrides[0].restored_version == 1
    assert after.overrides[0].model_quantity == before.points[at].statistical
    viewer = await viewer_for(planner)
    [family] = (await board_for(viewer, ForecastLevel.FAMILY)).rows
    whole = await series_for(viewer, family.series_id, NOW)
    assert whole.points[at].planner == Decimal("40.00")


async def test_an_override_lapses_on_its_day_and_none_is_taken_for_what_is_over(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID
) -> None:
    series_id = (await item_series(planner, company)).row.series_id
    await dispatcher.dispatch(said(series_id, expires_on=TODAY), actor_id=planner)
    viewer = await viewer_for(planner)
    later = await series_for(viewer, series_id, NOW + timedelta(days=1))
    assert {point.planner for point in later.points} == {Decimal(0)}

    for refused, wrong in (
        (ForecastClosedError, said(series_id, period_ons=(date(2026, 11, 16),))),
        (ForecastClosedError, said(series_id, period_ons=(date(2029, 1, 1),))),
        (ForecastExpiryError, said(series_id, expires_on=date(2026, 11, 1))),
    ):
        with pytest.raises(refused):
            await dispatcher.dispatch(wrong, actor_id=planner)
    assert await ForecastOverride.count() == 1


async def test_a_rep_speaks_of_own_customers_and_sees_no_other_territory(
    dispatcher: Dispatcher, company: SmallCompany
) -> None:
    marta, igor = await viewer_for(company.marta), await viewer_for(company.igor)
    found = await customer_for(marta, company.hartmann, NOW)
    item = next(each for each in found.items if each.item_name.startswith("Epoxy"))
    assert item.share_ratio == 1.0
    quantity = item.points[2].quantity
    await dispatcher.dispatch(
        said(item.series_id, 2500, customer_id=company.hartmann), actor_id=company.marta
    )

    after = await customer_for(marta, company.hartmann, NOW)
    again = next(each for each in after.items if each.series_id == item.series_id)
    assert (again.points[2].on, again.points[2].quantity) == (WEEK, quantity)
    assert again.points[2].override == Decimal(25)
    assert [each.step for each in after.overrides] == [ForecastStep.REP]
    cell = await series_for(marta, item.series_id, NOW)
    assert cell.points[2].rep == Decimal(25)

    with pytest.raises(NotFoundError):
        await customer_for(igor, company.hartmann, NOW)
    with pytest.raises(NotFoundError):
        await series_for(igor, item.series_id, NOW)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(said(item.series_id), actor_id=company.igor)
    with pytest.raises(NotFoundError):
        await accuracy_for(igor, NOW)
    board = await board_for(igor, ForecastLevel.ITEM)
    assert board.levels == [ForecastLevel.CELL]
    assert {row.territory_name for row in board.rows} == {"South"}
    assert {each.customer_id for each in (await customers_for(marta, 0, NOW)).customers} == {
        company.hartmann
    }


async def test_customers_are_listed_by_when_they_will_order_again(company: SmallCompany) -> None:
    [hartmann] = (await customers_for(await viewer_for(company.marta), 0, NOW)).customers
    assert hartmann.usual_days == 4
    # Twelve days of silence are longer than any before.
    assert hartmann.is_quiet


async def test_what_a_rep_s_words_were_worth_is_counted_when_their_weeks_are_over(
    dispatcher: Dispatcher, company: SmallCompany, clock
) -> None:
    marta = await viewer_for(company.marta)
    found = await customer_for(marta, company.hartmann, NOW)
    item = next(each for each in found.items if each.item_name.startswith("Thinner"))
    await dispatcher.dispatch(
        said(item.series_id, 1000, customer_id=company.hartmann), actor_id=company.marta
    )
    later = NOW + timedelta(days=30)
    assert (await customers_for(marta, 0, NOW)).worth.count == 0
    await add_orders(company, first_on=WEEK, weeks=1, quantity=40, item_ids=[company.thinner])
    worth = (await customers_for(marta, 0, later)).worth
    assert (worth.count, worth.helped_count) == (1, 1)
    assert worth.quantity == Decimal(10)


async def test_orders_consume_the_forecast_in_the_windows_that_were_chosen(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID
) -> None:
    await dispatcher.dispatch(ChooseForecastWindow("Epoxy", 0, 0), actor_id=planner)
    before = sum(each.quantity for each in await open_forecasts(TODAY))
    await add_orders(company, first_on=WEEK, weeks=1, quantity=500, item_ids=[company.thinner])
    narrow = sum(each.quantity for each in await open_forecasts(TODAY))
    await dispatcher.dispatch(ChooseForecastWindow("Epoxy", 14, 14), actor_id=planner)
    wide = sum(each.quantity for each in await open_forecasts(TODAY))

    view = await item_series(planner, company)
    assert narrow < before
    assert 20_00 <= before - narrow <= 80_00  # the thinner's own week, and no more
    assert wide < narrow
    assert all(point.open <= point.agreed for point in view.points)


async def test_a_deal_s_change_of_stage_moves_the_forecast_and_nothing_counts_twice(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID
) -> None:
    deal_id = new_id()
    await Opportunity.insert(
        *(
            Opportunity(
                id=each, customer_id=company.hartmann, item_id=company.primer,
                reference=f"O-{number}", stage=stage, probability_ratio=Decimal(ratio),
                quantity=Decimal(1000), expected_on=WEEK, opened_on=date(2026, 10, 1),
                outcome=outcome, closed_on=None,
            )
            for number, (each, stage, ratio, outcome) in enumerate(
                [(deal_id, "contact", "0.2", None), (new_id(), "sample", "0.6", "won"),
                 (new_id(), "contact", "0.2", "lost")]
            )
        )
    )  # fmt: skip
    marta = await viewer_for(company.marta)
    [deal] = (await pipeline_for(marta, NOW)).deals
    # (1 won + 10 × 0.2) ÷ (2 closed + 10), on 1,000 kits, less the 120 that are ordered for those days.
    assert deal.probability_ratio == 0.25
    assert deal.added_quantity == Decimal(130)
    before = await item_series(planner, company)
    at = next(n for n, point in enumerate(before.points) if point.on == WEEK)
    assert before.points[at].pipeline == deal.added_quantity
    assert before.deals == [deal]

    await dispatcher.dispatch(MoveDeal(deal_id, "sample", None), actor_id=company.marta)
    after = await item_series(planner, company)
    # (1 won + 10 × 0.6) ÷ (1 + 10) = 0.6364
    assert after.points[at].pipeline - before.points[at].pipeline == Decimal("386.4")

    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(MoveDeal(deal_id, "contact", None), actor_id=company.igor)
    with pytest.raises(DealStageError):
        await dispatcher.dispatch(MoveDeal(deal_id, "hope", None), actor_id=company.marta)
    await dispatcher.dispatch(MoveDeal(deal_id, "sample", "lost"), actor_id=company.marta)
    assert (await item_series(planner, company)).points[at].pipeline == Decimal(0)


async def test_what_is_kept_of_the_whole_company_follows_words_deals_and_orders(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID
) -> None:
    node = company.primer, company.riga
    view = await item_series(planner, company)

    async def expected() -> Decimal:
        found = (await expected_by_node(TODAY))[node]
        assert found == await expected_at(node, TODAY)
        return sum((each.quantity for each in found), Decimal(0))

    before = await expected()
    await dispatcher.dispatch(said(view.row.series_id, 900_00), actor_id=planner)
    spoken = await expected()
    await Opportunity.insert(
        Opportunity(
            id=new_id(), customer_id=company.hartmann, item_id=company.primer, reference="O-1",
            stage="contact", probability_ratio=Decimal(1), quantity=Decimal(5000),
            expected_on=WEEK, opened_on=date(2026, 10, 1), outcome=None, closed_on=None,
        )
    )  # fmt: skip
    dealt = await expected()
    await add_orders(company, first_on=WEEK, weeks=1, quantity=500, item_ids=[company.primer])
    ordered = await expected()
    assert before < spoken < dealt
    assert ordered < dealt


async def test_accuracy_says_what_each_step_added(company: SmallCompany, planner: UUID) -> None:
    board = await accuracy_for(await viewer_for(planner), NOW)
    assert [each.step for each in board.steps] == list(ForecastStep)
    assert board.steps[1].added == round(board.steps[0].wape - board.steps[1].wape, 4)
    assert [each.added for each in board.steps[2:]] == [0.0] * (len(ForecastStep) - 2)
    assert {row.name[:5] for row in board.items} == {"Epoxy", "Thinn"}
    assert board.families[0].period_count == 16


async def test_what_no_order_has_taken_counts_in_how_long_stock_lasts_and_not_in_what_can_be_promised(
    company: SmallCompany, planner: UUID
) -> None:
    viewer = await viewer_for(planner)
    before = await availability(NOW, [company.thinner])
    board = await stock_board_for(viewer, NOW, StockAsked())
    [thinner] = [row for row in board.rows if row.item_id == company.thinner]
    expected = [each for each in await open_forecasts(TODAY) if each.item_id == company.thinner]

    within = sum(
        each.quantity for each in expected if each.last_on <= TODAY + timedelta(days=AHEAD_DAYS)
    )
    assert within / 100 <= thinner.expected_quantity <= within / 100 + 60
    assert thinner.cover_days is not None
    assert thinner.surplus_quantity == 0
    assert await availability(NOW, [company.thinner]) == before
    assert await open_forecasts(TODAY) is await open_forecasts(TODAY)


async def test_windows_and_fence_are_a_family_s_own_or_those_of_every_family(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID
) -> None:
    viewer = await viewer_for(planner)
    node = company.thinner, company.riga
    free = await expected_at(node, TODAY)
    await dispatcher.dispatch(ChooseForecastWindow("", 7, 7, 5), actor_id=planner)
    fenced = await expected_at(node, TODAY)
    await dispatcher.dispatch(ChooseForecastWindow("Epoxy", 7, 7, 0), actor_id=planner)

    assert free[0].first_on == TODAY
    assert fenced[0].first_on == TODAY + timedelta(days=5)
    assert fenced[-1] == free[-1]
    assert (await expected_at(node, TODAY))[0].first_on == TODAY
    assert (await expected_by_node(TODAY))[node] == await expected_at(node, TODAY)
    board = await windows_for_all(viewer)
    assert (board.usual.demand_fence_days, board.may_set) == (5, True)
    [epoxy] = [row for row in board.families if row.family == "Epoxy"]
    assert (epoxy.is_own, epoxy.demand_fence_days) == (True, 0)

    await dispatcher.dispatch(RemoveForecastWindow("Epoxy"), actor_id=planner)
    [epoxy] = [row for row in (await windows_for_all(viewer)).families if row.family == "Epoxy"]
    assert (epoxy.is_own, epoxy.demand_fence_days) == (False, 5)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(RemoveForecastWindow(""), actor_id=planner)


async def test_planning_anew_makes_for_what_is_expected_and_promises_keep_their_day(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID
) -> None:
    what_if_id = new_id()
    await dispatcher.dispatch(PlanAnew(what_if_id, "Anew", "All", company.riga), actor_id=planner)
    [scenario] = await scenarios_of(what_if_id)
    copy = await copy_of(what_if_id)
    assert set(copy.situation.expected) <= {each.node for each in copy.situation.nodes}
    without = replace(copy, situation=replace(copy.situation, expected={}))
    plain = worked_out(without, scenario["edits"], Rates())
    made = sum(each.quantity for each in scenario["outcome"].adjustments)
    assert made > sum(each.quantity for each in plain.adjustments)
    assert scenario["outcome"].figures.late_count == plain.figures.late_count
