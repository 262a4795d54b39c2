"""New items follow their look-alike's launch, successors their predecessor, ends fade; all in agreement."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from backend.assembly import Company
from backend.catalog.tables import Item
from backend.cli.forecast_company import work
from backend.dispatch import Dispatcher
from backend.forecast.commands import RemoveItemLife, SayItemLife, StartForecast
from backend.forecast.errors import ForecastLifeError
from backend.forecast.queries.lives import lives_for
from backend.forecast.repository import lives, series
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from shared.forecast_terms import LifeKind
from shared.ids import new_id
from shared.terms import Role
from tests.backend.forecast.orders import add_orders
from tests.builders import NOW, SmallCompany, add_person


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Planner", [Role.PLANNER], [ids.north, ids.south, ids.riga])


async def code_of(item_id: UUID) -> str:
    rows = await Item.select(Item.code).where(Item.id == item_id)
    return str(rows[0]["code"])


async def forecast(process: Company, planner: UUID) -> UUID:
    run_id: UUID = await process.dispatcher.dispatch(StartForecast(new_id()), actor_id=planner)
    await work(process, run_id)
    return run_id


async def said(
    dispatcher: Dispatcher, planner: UUID, item: UUID, kind: LifeKind, other: UUID | None, on: date,
    ratio: float = 1.0, ramp_days: int = 0,
) -> UUID:  # fmt: skip
    life_id = new_id()
    await dispatcher.dispatch(
        SayItemLife(
            life_id, await code_of(item), kind, None if other is None else await code_of(other), on,
            ratio, ramp_days,
        ),
        actor_id=planner,
    )  # fmt: skip
    return life_id


async def figures(run_id: UUID, item_id: UUID) -> list[int]:
    cells = await series.cells_of(run_id, None, [item_id])
    return [sum(column) for column in zip(*(cell["statistical"] for cell in cells), strict=True)]


async def in_agreement(run_id: UUID) -> bool:
    cells = await series.cells_of(run_id)
    summed = [sum(column) for column in zip(*(cell["statistical"] for cell in cells), strict=True)]
    families = [
        await series.series_of(run_id, row["series_id"])
        for row in await series.summaries(run_id, "family", None)
    ]
    whole = [
        sum(column) for column in zip(*(row["statistical"] for row in families if row), strict=True)
    ]
    return summed == whole


async def test_a_new_item_goes_its_look_alike_s_way_from_the_day_of_its_launch(
    process: Company, small_company: SmallCompany, planner: UUID
) -> None:
    ids = small_company
    # The look-alike was launched thirty weeks ago: ten weeks of 50, then 200 a week and customer.
    await add_orders(ids, item_ids=[ids.thinner])
    launch = date(2026, 4, 27)
    await add_orders(ids, first_on=launch, weeks=10, quantity=50, item_ids=[ids.primer])
    await add_orders(
        ids, first_on=launch + timedelta(weeks=10), weeks=20, quantity=200, item_ids=[ids.primer]
    )
    await said(process.dispatcher, planner, ids.base, LifeKind.LOOK_ALIKE, ids.primer,
               date(2026, 12, 7), ratio=0.5)  # fmt: skip
    run_id = await forecast(process, planner)

    found = await figures(run_id, ids.base)
    assert found[:2] == [0, 0]
    assert all(4_000 <= week <= 6_000 for week in found[2:11])
    assert all(17_000 <= week <= 23_000 for week in found[13:20])
    assert await in_agreement(run_id)
    failed = await series.summaries(run_id, "item", None, failed_only=True)
    assert ids.base not in {row["item_id"] for row in failed}
    [row] = [
        row for row in await series.summaries(run_id, "item", None) if row["item_id"] == ids.base
    ]
    assert row["methods"] == [["look_alike", 1.0]]


async def test_a_successor_takes_over_from_a_day_to_come_and_from_one_that_has_been(
    process: Company, small_company: SmallCompany, planner: UUID
) -> None:
    ids = small_company
    await add_orders(ids)
    before = await forecast(process, planner)
    life_id = await said(process.dispatcher, planner, ids.base, LifeKind.SUCCESSOR, ids.primer,
                         date(2026, 12, 14))  # fmt: skip
    coming = await forecast(process, planner)

    was = await figures(before, ids.primer)
    assert await figures(coming, ids.primer) == [*was[:3], *[0] * 23]
    assert await figures(coming, ids.base) == [0, 0, 0, *was[3:]]
    assert await in_agreement(coming)
    await process.dispatcher.dispatch(RemoveItemLife(life_id), actor_id=planner)
    await said(process.dispatcher, planner, ids.base, LifeKind.SUCCESSOR, ids.primer,
               date(2026, 11, 23))  # fmt: skip
    taken = await forecast(process, planner)
    assert await figures(taken, ids.base) == was
    assert sum(await figures(taken, ids.primer)) == 0
    assert await in_agreement(taken)


async def test_an_end_of_life_fades_by_its_day(
    process: Company, small_company: SmallCompany, planner: UUID
) -> None:
    ids = small_company
    await add_orders(ids)
    before = await figures(await forecast(process, planner), ids.primer)
    await said(
        process.dispatcher,
        planner,
        ids.primer,
        LifeKind.ENDING,
        None,
        date(2027, 1, 3),
        ramp_days=20,
    )
    run_id = await forecast(process, planner)

    after = await figures(run_id, ids.primer)
    assert after[:3] == before[:3]
    assert [round(now / then, 2) for now, then in zip(after[3:6], before[3:6], strict=True)] == [
        0.86,
        0.52,
        0.19,
    ]
    assert after[6:] == [0] * 20
    assert await in_agreement(run_id)


async def test_new_items_are_proposed_with_what_they_are_like(
    process: Company, small_company: SmallCompany, planner: UUID
) -> None:
    ids = small_company
    await add_orders(ids)
    await Item.update(
        {Item.price: 90, Item.family: "Epoxy primers", Item.kind: "finished", Item.unit: "kit"}
    ).where(Item.id.is_in([ids.primer, ids.base]))
    board = await lives_for(await viewer_for(planner), NOW)

    code = await code_of(ids.base)
    mine = next(each for each in board.new_items if each.code == code)
    assert mine.alike[0].code == await code_of(ids.primer)
    assert 0 < mine.alike[0].likeness <= 1
    await said(
        process.dispatcher, planner, ids.base, LifeKind.LOOK_ALIKE, ids.primer, date(2026, 12, 7)
    )
    board = await lives_for(await viewer_for(planner), NOW)
    assert [each.item_code for each in board.lives] == [mine.code]
    assert mine.code not in {each.code for each in board.new_items}


async def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    dispatcher: Dispatcher, small_company: SmallCompany, planner: UUID
) -> None:
    ids = small_company
    on = date(2026, 12, 7)
    for kind, other, day in (
        (LifeKind.LOOK_ALIKE, ids.base, on), (LifeKind.SUCCESSOR, None, on),
        (LifeKind.ENDING, ids.primer, on), (LifeKind.ENDING, None, date(2126, 12, 7)),
    ):  # fmt: skip
        with pytest.raises(ForecastLifeError):
            await said(dispatcher, planner, ids.base, kind, other, day)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(
            SayItemLife(new_id(), "no such item", LifeKind.ENDING, None, on, 1.0, 0),
            actor_id=planner,
        )
    with pytest.raises(NotAllowedError):
        await said(dispatcher, ids.marta, ids.base, LifeKind.ENDING, None, on)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(RemoveItemLife(new_id()), actor_id=planner)
    assert await lives.lives() == []
