"""What is frozen stays, whatever runs and people say later; runs are compared and taken back as a whole."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.assembly import Company
from backend.cli.forecast_company import work
from backend.dispatch import Dispatcher
from backend.forecast.commands import (
    FreezeForecast,
    OverrideForecast,
    RestoreForecastRun,
    StartForecast,
    ThawForecast,
)
from backend.forecast.errors import (
    ForecastExpiryError,
    ForecastFrozenError,
    ForecastInForceError,
)
from backend.forecast.queries.agreed import agreed_cells
from backend.forecast.queries.boards import series_for
from backend.forecast.queries.consuming import open_forecasts
from backend.forecast.queries.runs import comparison_for, runs_for
from backend.forecast.repository import freezes, overrides, runs, series
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from shared.forecast_terms import ForecastLevel, ForecastPeriod, ForecastStep
from shared.ids import new_id
from shared.terms import ReasonCode, Role
from tests.backend.forecast.orders import add_orders
from tests.builders import NOW, SmallCompany, add_person

TODAY = NOW.date()
WEEK = date(2026, 12, 7)


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Planner", [Role.PLANNER], [ids.north, ids.south, ids.riga])


async def forecast(process: Company, planner: UUID) -> UUID:
    run_id: UUID = await process.dispatcher.dispatch(StartForecast(new_id()), actor_id=planner)
    await work(process, run_id)
    return run_id


def freeze(**changes: object) -> FreezeForecast:
    facts = {
        "id": new_id(), "family": None, "item_id": None, "until_on": None,
        "ends_on": date(2027, 2, 1), "reason": ReasonCode.OTHER, "note": "Budget",
    }  # fmt: skip
    return FreezeForecast(**{**facts, **changes})  # type: ignore[arg-type]


def word(series_id: UUID, quantity: int = 4000) -> OverrideForecast:
    return OverrideForecast(
        series_id, None, (WEEK,), quantity, ReasonCode.PROJECT_START, "", date(2026, 12, 31)
    )


async def figures(run_id: UUID, item_id: UUID) -> list[int]:
    cells = await agreed_cells(run_id, TODAY, None, item_id)
    return [sum(column) for column in zip(*(cell.quantities for cell in cells), strict=True)]


async def item_series(run_id: UUID, item_id: UUID) -> UUID:
    rows = await series.summaries(run_id, "item", None)
    found: UUID = next(row["series_id"] for row in rows if row["item_id"] == item_id)
    return found


async def test_a_frozen_item_does_not_move_by_a_new_run_until_it_is_thawed(
    process: Company, small_company: SmallCompany, planner: UUID
) -> None:
    await add_orders(small_company)
    first = await forecast(process, planner)
    before = await figures(first, small_company.primer)
    command = freeze(item_id=small_company.primer)
    await process.dispatcher.dispatch(command, actor_id=planner)
    await add_orders(small_company, first_on=date(2026, 6, 1), weeks=24, quantity=40)
    second = await forecast(process, planner)

    assert await figures(second, small_company.primer) == before
    model = [sum(column) for column in zip(*(
        cell["statistical"] for cell in await series.cells_of(second, None, [small_company.primer])
    ), strict=True)]  # fmt: skip
    assert sum(model) > 1.2 * sum(before)
    other = await figures(second, small_company.thinner)
    assert sum(other) > 1.2 * sum(await figures(first, small_company.thinner))
    seen = await series_for(
        await viewer_for(planner), await item_series(second, small_company.primer), NOW
    )
    assert [int(point.agreed * 100) for point in seen.points] == before
    assert seen.points[0].frozen < 0
    row = await series.series_of(second, seen.row.series_id)
    assert row is not None
    assert row["frozen"][0] == round(seen.points[0].frozen * 100)

    await process.dispatcher.dispatch(ThawForecast(command.id), actor_id=planner)
    assert await figures(second, small_company.primer) == model
    [shown] = (await runs_for(await viewer_for(planner), NOW)).freezes
    assert (shown.is_standing, shown.thawed_by_name, shown.note) == (
        False,
        "Pavel Planner",
        "Budget",
    )
    with pytest.raises(NotFoundError):
        await process.dispatcher.dispatch(ThawForecast(command.id), actor_id=planner)


async def test_freezing_a_horizon_holds_its_weeks_and_leaves_the_later_ones(
    process: Company, small_company: SmallCompany, planner: UUID, clock
) -> None:
    await add_orders(small_company)
    first = await forecast(process, planner)
    before = await figures(first, small_company.primer)
    await process.dispatcher.dispatch(
        freeze(until_on=WEEK, ends_on=date(2026, 12, 20)), actor_id=planner
    )
    name = await item_series(first, small_company.primer)
    with pytest.raises(ForecastFrozenError):
        await process.dispatcher.dispatch(word(name), actor_id=planner)
    assert await overrides.versions([name], None) == []
    await add_orders(small_company, first_on=date(2026, 6, 1), weeks=24, quantity=40)
    second = await forecast(process, planner)

    after = await figures(second, small_company.primer)
    assert after[:3] == before[:3]
    assert after[3] > 1.2 * before[3]
    expected = sum(
        each.quantity
        for each in await open_forecasts(TODAY)
        if each.item_id == small_company.primer
    )
    seen = await series_for(await viewer_for(planner), name, NOW)
    assert expected == sum(after) - sum(int(point.ordered * 100) for point in seen.points)
    clock.advance(timedelta(days=40))
    assert await freezes.frozen(clock.now().date(), ForecastPeriod.WEEK) == {}


async def test_a_word_about_a_family_counts_for_an_item_by_its_part(
    process: Company, small_company: SmallCompany, planner: UUID
) -> None:
    await add_orders(small_company)
    run_id = await forecast(process, planner)
    [family] = await series.summaries(run_id, "family", None)
    await process.dispatcher.dispatch(word(family["series_id"]), actor_id=planner)

    seen = [
        (await series_for(await viewer_for(planner), await item_series(run_id, item), NOW)).points[
            2
        ]
        for item in (small_company.primer, small_company.thinner)
    ]
    assert sum(point.planner for point in seen) == 40
    assert all(10 < point.planner < 30 for point in seen)


async def test_the_company_is_taken_back_to_a_run_with_its_figures_and_its_words(
    process: Company, small_company: SmallCompany, planner: UUID, clock
) -> None:
    await add_orders(small_company)
    before_run = await forecast(process, planner)
    name = await item_series(before_run, small_company.primer)
    await process.dispatcher.dispatch(word(name), actor_id=planner)
    first = await forecast(process, planner)
    before = await figures(first, small_company.primer)
    clock.advance(timedelta(minutes=5))
    await process.dispatcher.dispatch(word(name, -9000), actor_id=planner)
    await add_orders(small_company, first_on=date(2026, 6, 1), weeks=24, quantity=40)
    second = await forecast(process, planner)
    assert await figures(second, small_company.primer) != before
    clock.advance(timedelta(minutes=5))
    await process.dispatcher.dispatch(RestoreForecastRun(new_id(), 2), actor_id=planner)

    now = await runs.in_force()
    assert now is not None
    assert (now["number"], now["cause"], now["restored_number"]) == (4, "restored", 2)
    assert now["requested_by_name"] == "Pavel Planner"
    assert await figures(now["id"], small_company.primer) == before
    said = await overrides.versions([name], None)
    assert [(row["version"], row["quantity"], row["restored_version"]) for row in said] == [
        (3, 4000, 1), (2, -9000, None), (1, 4000, None),
    ]  # fmt: skip
    with pytest.raises(ForecastInForceError):
        await process.dispatcher.dispatch(RestoreForecastRun(new_id(), 4), actor_id=planner)
    with pytest.raises(NotFoundError):
        await process.dispatcher.dispatch(RestoreForecastRun(new_id(), 99), actor_id=planner)
    third = await forecast(process, planner)
    latest = await runs.in_force()
    assert latest is not None
    assert latest["id"] == third


async def test_two_runs_stand_side_by_side_with_the_step_that_differs(
    process: Company, small_company: SmallCompany, planner: UUID
) -> None:
    await add_orders(small_company)
    first = await forecast(process, planner)
    name = await item_series(first, small_company.primer)
    await process.dispatcher.dispatch(word(name), actor_id=planner)
    await forecast(process, planner)

    viewer = await viewer_for(planner)
    whole = await comparison_for(viewer, 1, 2, None)
    assert (whole.level, whole.row_count) == (ForecastLevel.FAMILY, 1)
    [row] = whole.rows
    assert row.after - row.before == 40
    assert [(each.step, each.quantity) for each in row.steps] == [
        (ForecastStep.PLANNER, Decimal(40))
    ]
    assert row.period_count == 26
    items = await comparison_for(viewer, 1, 2, row.name)
    assert next((each.series_id, each.after - each.before) for each in items.rows) == (
        name,
        Decimal(40),
    )
    with pytest.raises(NotFoundError):
        await comparison_for(viewer, 1, 9, None)
    assert [run.number for run in (await runs_for(viewer, NOW)).runs] == [2, 1]


async def test_who_does_not_plan_or_does_not_see_everything_freezes_and_restores_nothing(
    process: Company, small_company: SmallCompany, planner: UUID
) -> None:
    await add_orders(small_company)
    await forecast(process, planner)
    half = await add_person("Hana Half", [Role.PLANNER], [small_company.north])
    for command in (freeze(), RestoreForecastRun(new_id(), 1), ThawForecast(new_id())):
        with pytest.raises(NotAllowedError):
            await process.dispatcher.dispatch(command, actor_id=small_company.marta)
        with pytest.raises(NotFoundError):
            await process.dispatcher.dispatch(command, actor_id=half)
    with pytest.raises(NotFoundError):
        await runs_for(await viewer_for(half), NOW)
    for wrong in (freeze(ends_on=date(2026, 1, 1)), freeze(until_on=date(2026, 1, 1)),
                  freeze(ends_on=date(2030, 1, 1))):  # fmt: skip
        with pytest.raises(ForecastExpiryError):
            await process.dispatcher.dispatch(wrong, actor_id=planner)
    with pytest.raises(NotFoundError):
        await process.dispatcher.dispatch(freeze(item_id=new_id()), actor_id=planner)
    assert await freezes.all_freezes() == []


async def test_a_run_that_never_was_has_nothing_to_freeze(
    dispatcher: Dispatcher, small_company: SmallCompany, planner: UUID
) -> None:
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(freeze(), actor_id=planner)
