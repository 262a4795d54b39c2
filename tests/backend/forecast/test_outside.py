"""Signals from outside: kept, tried at past origins beside the forecast without them, used only where they help."""

import math
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from backend.assembly import Company
from backend.cli.forecast_company import work
from backend.dispatch import Dispatcher
from backend.forecast.commands import (
    AddOutsideEvent,
    ChooseCountry,
    KeepOutsideSeries,
    RemoveOutsideEvent,
    RemoveOutsideSeries,
    StartForecast,
)
from backend.forecast.errors import OutsideCountryError, OutsideDaysError, OutsideSeriesError
from backend.forecast.queries.outside import outside_for
from backend.forecast.repository import outside, runs, series
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from shared.forecast_terms import OutsideEventKind, OutsideKind, SignalVerdict
from shared.ids import new_id
from shared.terms import Role
from tests.backend.forecast.orders import FIRST_ON, WEEKS, add_orders
from tests.builders import NOW, SmallCompany, add_person


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Planner", [Role.PLANNER], [ids.north, ids.south, ids.riga])


def event(**changes: object) -> AddOutsideEvent:
    facts = {
        "id": new_id(), "kind": OutsideEventKind.COMPETITOR_SHORTAGE, "name": "Works in Gdansk down",
        "family": None, "scope_id": None, "first_on": date(2026, 3, 2), "last_on": date(2026, 3, 8),
        "known_on": date(2026, 2, 1),
    }  # fmt: skip
    return AddOutsideEvent(**{**facts, **changes})  # type: ignore[arg-type]


async def forecast(process: Company, planner: UUID) -> UUID:
    run_id: UUID = await process.dispatcher.dispatch(StartForecast(new_id()), actor_id=planner)
    await work(process, run_id)
    return run_id


async def trials(run_id: UUID, signal: str) -> list[dict[str, Any]]:
    found = await outside.trials_of(run_id)
    assert [each["signal"] for each in found if each["signal"] == "holiday"] == ["holiday"]
    return [each for each in found if each["signal"].startswith(signal)]


async def test_events_that_doubled_demand_before_raise_the_week_of_the_next_one(
    process: Company, small_company: SmallCompany, planner: UUID
) -> None:
    await add_orders(small_company)
    calm = await forecast(process, planner)
    random = Random(3)
    weeks = sorted(random.sample(range(20, WEEKS), 12))
    for week in weeks:
        monday = FIRST_ON + timedelta(weeks=week)
        await add_orders(small_company, first_on=monday, weeks=1, quantity=25)
        await process.dispatcher.dispatch(
            event(
                id=new_id(), first_on=monday, last_on=monday + timedelta(days=6), known_on=FIRST_ON
            ),
            actor_id=planner,
        )
    coming = date(2026, 12, 7)
    await process.dispatcher.dispatch(
        event(id=new_id(), first_on=coming, last_on=coming + timedelta(days=6)), actor_id=planner
    )
    run_id = await forecast(process, planner)

    [trial] = await trials(run_id, "event:competitor_shortage")
    assert trial["verdict"] == SignalVerdict.HELPS
    assert trial["origin_count"] == 13
    assert trial["error_with"] < 0.8 * trial["error_without"]
    [row] = await series.summaries(run_id, "family", None)
    family = await series.series_of(run_id, row["series_id"])
    assert family is not None
    assert family["statistical"][2] > 1.3 * family["statistical"][1]
    assert family["reasons"]["signal"] > 0
    cells = await series.cells_of(run_id)
    assert [
        sum(column) for column in zip(*(cell["statistical"] for cell in cells), strict=True)
    ] == family["statistical"]
    assert await trials(calm, "event") == []


async def test_an_index_that_says_nothing_is_tried_and_left_out(
    process: Company, small_company: SmallCompany, planner: UUID
) -> None:
    await add_orders(small_company)
    random = Random(5)
    lines = [
        f"{FIRST_ON + timedelta(weeks=week)};{100 + random.gauss(0, 3):.2f}"
        for week in range(WEEKS)
    ]
    kept = await process.dispatcher.dispatch(
        KeepOutsideSeries("PMI", "Purchasing managers", 0, "\n".join(["day;value", *lines, "x;y"])),
        actor_id=planner,
    )
    assert (kept.value_count, kept.skipped_count, kept.repeated_count) == (WEEKS, 1, 0)
    before = await forecast(process, planner)

    [trial] = await trials(before, "series")
    assert trial["verdict"] in {SignalVerdict.NO_GAIN, SignalVerdict.BY_CHANCE}
    assert trial["error_without"] is not None
    board = await outside_for(await viewer_for(planner), NOW)
    [seen] = [each for each in board.trials if each.kind is OutsideKind.SERIES]
    assert (seen.name, seen.family, board.run_number) == ("Purchasing managers", trial["family"], 1)
    await process.dispatcher.dispatch(RemoveOutsideSeries(kept.id), actor_id=planner)
    after = await forecast(process, planner)
    assert [cell["statistical"] for cell in await series.cells_of(after)] == [
        cell["statistical"] for cell in await series.cells_of(before)
    ]


async def test_a_series_that_ended_is_dropped_with_its_last_day_and_the_forecast_is_made_all_the_same(
    process: Company, small_company: SmallCompany, planner: UUID
) -> None:
    await add_orders(small_company)
    lines = [f"{FIRST_ON + timedelta(weeks=week)},{10 + math.sin(week):.3f}" for week in range(40)]
    await process.dispatcher.dispatch(
        KeepOutsideSeries("resin", "Resin", 0, "\n".join(lines)), actor_id=planner
    )
    run_id = await forecast(process, planner)

    [trial] = await trials(run_id, "series")
    assert (trial["verdict"], trial["ended_on"]) == ("ended", FIRST_ON + timedelta(weeks=39))
    run = await runs.in_force()
    assert run is not None
    assert run["failed_count"] == 0


async def test_holidays_of_the_countries_in_use_are_shown_with_the_next_one(
    small_company: SmallCompany, planner: UUID
) -> None:
    board = await outside_for(await viewer_for(planner), NOW)

    assert {each.country for each in board.holidays} == set((await outside.countries()).values())
    assert all(each.next_on and each.next_on >= NOW.date() for each in board.holidays)


async def test_a_territory_has_the_country_that_was_said_and_without_one_that_of_most_customers(
    dispatcher: Dispatcher, small_company: SmallCompany, planner: UUID
) -> None:
    north = small_company.north
    usual = (await outside.countries())[north]
    await dispatcher.dispatch(ChooseCountry(north, "lv"), actor_id=planner)
    board = await outside_for(await viewer_for(planner), NOW)
    [row] = [each for each in board.territory_countries if each.id == north]
    assert (row.country, row.is_said, row.usual_country) == ("LV", True, usual)
    assert "LV" in {each.country for each in board.holidays}
    assert "LV" in board.countries

    for country, error in (("XX", OutsideCountryError), ("L", OutsideCountryError)):
        with pytest.raises(error):
            await dispatcher.dispatch(ChooseCountry(north, country), actor_id=planner)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(ChooseCountry(small_company.riga, "DE"), actor_id=planner)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(ChooseCountry(north, "DE"), actor_id=small_company.anna)
    assert (await outside.countries())[north] == "LV"

    await dispatcher.dispatch(ChooseCountry(north, None), actor_id=planner)
    assert (await outside.countries())[north] == usual


async def test_what_cannot_be_read_is_refused_and_nothing_is_kept(
    dispatcher: Dispatcher, small_company: SmallCompany, planner: UUID
) -> None:
    with pytest.raises(OutsideSeriesError):
        await dispatcher.dispatch(KeepOutsideSeries("a", "A", 0, "no day here"), actor_id=planner)
    with pytest.raises(OutsideDaysError):
        await dispatcher.dispatch(event(last_on=date(2026, 3, 1)), actor_id=planner)
    with pytest.raises(OutsideDaysError):
        await dispatcher.dispatch(
            event(first_on=date(2206, 3, 1), last_on=date(2206, 3, 1)), actor_id=planner
        )
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(event(family="No such family"), actor_id=planner)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(event(scope_id=small_company.riga), actor_id=planner)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(RemoveOutsideEvent(new_id()), actor_id=planner)
    assert (await outside.all_series(), await outside.events()) == ([], [])


async def test_a_rep_keeps_nothing_from_outside(
    dispatcher: Dispatcher, small_company: SmallCompany
) -> None:
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(event(), actor_id=small_company.marta)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(
            KeepOutsideSeries("a", "A", 0, "2026-01-01;1"), actor_id=small_company.marta
        )
    assert await outside.events() == []
