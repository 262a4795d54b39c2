"""Promotions are planned by planners and reps, learned from, and stand in the forecast as a step of their own."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.alert.commands import WatchPromotions
from backend.alert.tables import Alert
from backend.assembly import Company
from backend.cli.forecast_company import work
from backend.demand.tables import DemandLine
from backend.dispatch import Dispatcher
from backend.forecast.commands import StartForecast
from backend.forecast.queries.boards import board_for as forecast_board_for
from backend.forecast.queries.boards import series_for
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.promotion.commands import (
    CancelPromotion,
    ChangePromotion,
    ConfirmPromotion,
    PlanPromotion,
    SayUplift,
    SetSeason,
)
from backend.promotion.errors import (
    PromotionClosedError,
    PromotionCustomersError,
    PromotionDaysError,
    PromotionEmptyError,
    PromotionPriceError,
    PromotionUnknownError,
    SeasonDaysError,
    SeasonQuantityError,
    UpliftError,
)
from backend.promotion.queries.exporting import promotions_file
from backend.promotion.queries.planning import board_for, promotion_for
from backend.promotion.queries.seasons import season_board_for, season_for
from backend.promotion.tables import Promotion
from shared.forecast_terms import ForecastLevel
from shared.ids import new_id
from shared.problem import ProblemError
from shared.promotion_terms import (
    PromotionDeed,
    PromotionStatus,
    SeasonKind,
    SeasonMark,
    UpliftBasis,
)
from shared.schemas.forecast import ForecastView
from shared.schemas.promotion import PromotionAsked, SeasonAsked, UpliftAsked
from shared.terms import ReasonCode, Role
from tests.backend.forecast.orders import add_orders
from tests.builders import NOW, SmallCompany, add_person

FIRST, LAST = date(2026, 12, 7), date(2026, 12, 20)
PAST = (date(2025, 5, 5), date(2025, 11, 3), date(2026, 4, 6), date(2026, 8, 10))


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Planner", [Role.PLANNER], [ids.north, ids.south, ids.riga])


@pytest.fixture
async def company(process: Company, small_company: SmallCompany, planner: UUID) -> SmallCompany:
    """Two years of orders with four promotions of the primer that doubled what was ordered."""
    ids = small_company
    await add_orders(ids)
    for number, first in enumerate(PAST):
        await add_past(ids, f"OLD-{number}", first)
        last = first + timedelta(days=13)
        await DemandLine.raw(
            "UPDATE demand_line SET quantity = quantity * 2, shipped_quantity = quantity * 2 "
            "WHERE item_id = {} AND ordered_on BETWEEN {} AND {}", ids.primer, first, last,
        )  # fmt: skip
    await forecast(process, planner)
    return ids


async def add_past(ids: SmallCompany, reference: str, first: date) -> None:
    await Promotion.insert(
        Promotion(
            id=new_id(), reference=reference, name=reference, status="planned", starts_on=first,
            ends_on=first + timedelta(days=13), discount_ratio=Decimal("0.2"), price=None, item_ids=[ids.primer],
            families=[], site_ids=[], scope_ids=[], segments=[], customer_ids=[], channels=[], note="",
            made_by=None, made_by_name="", made_at=NOW, changed_at=NOW,
        )
    )  # fmt: skip


async def forecast(process: Company, planner: UUID) -> None:
    run_id = await process.dispatcher.dispatch(StartForecast(new_id()), actor_id=planner)
    await work(process, run_id)


def asked(ids: SmallCompany, **changes: object) -> PromotionAsked:
    usual = {
        "name": "Primer weeks",
        "starts_on": FIRST,
        "ends_on": LAST,
        "discount_ratio": Decimal("0.2"),
        "item_ids": [ids.primer],
    }
    return PromotionAsked(**{**usual, **changes})  # type: ignore[arg-type]  # the fields above


async def item_series(planner: UUID, name: str = "Epoxy") -> ForecastView:
    viewer = await viewer_for(planner)
    board = await forecast_board_for(viewer, ForecastLevel.ITEM)
    [row] = [row for row in board.rows if row.item_name and row.item_name.startswith(name)]
    return await series_for(viewer, row.series_id, NOW)


async def test_a_promotion_stands_in_the_forecast_at_once_and_goes_with_it(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID
) -> None:
    promotion_id = await dispatcher.dispatch(
        PlanPromotion(new_id(), asked(company)), actor_id=planner
    )
    view = await promotion_for(await viewer_for(planner), promotion_id, NOW)
    assert view.row.reference == "P-26-001"
    assert view.row.status is PromotionStatus.PLANNED
    [item] = view.items
    assert item.basis is UpliftBasis.ITEM
    assert item.events == [4, 4, 4]
    assert 1.7 < item.ratio < 2.2
    assert item.low < 2.0 < item.high
    assert item.usual_quantity is not None
    assert item.expected_quantity is not None
    assert float(item.expected_quantity / item.usual_quantity) == pytest.approx(
        item.ratio, rel=0.01
    )

    found = await item_series(planner)
    gained = [point.promotion for point in found.points]
    assert max(gained) > 30
    assert all(point.agreed == point.statistical + point.promotion for point in found.points)
    # What was bought ahead is missing afterwards, never more than was gained.
    assert sum(gained) > 0

    await dispatcher.dispatch(CancelPromotion(promotion_id), actor_id=planner)
    assert {point.promotion for point in (await item_series(planner)).points} == {Decimal(0)}
    with pytest.raises(PromotionClosedError):
        await dispatcher.dispatch(CancelPromotion(promotion_id), actor_id=planner)


async def test_what_past_promotions_did_is_measured_and_no_level(
    company: SmallCompany, planner: UUID
) -> None:
    viewer = await viewer_for(planner)
    board = await board_for(viewer, NOW)
    assert [row.status for row in board.rows] == [PromotionStatus.OVER] * 4
    assert board.learned_from == 4
    view = await promotion_for(viewer, board.rows[0].id, NOW)
    [item] = view.items
    assert item.measured is not None
    assert (item.usual_quantity, item.expected_quantity) == (None, None)
    assert item.measured.is_whole
    assert 1.6 < item.measured.ratio < 2.4
    assert item.measured.gain > 0 < item.measured.gain_margin
    # Both customers order 25 a week: four periods of doubled demand are no level.
    points = (await item_series(planner)).points
    assert all(40 < point.statistical < 60 for point in points[:8])


async def test_a_rep_plans_for_own_customers_and_a_planner_confirms(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID
) -> None:
    with pytest.raises(PromotionCustomersError):
        await dispatcher.dispatch(PlanPromotion(new_id(), asked(company)), actor_id=company.marta)
    with pytest.raises(PromotionUnknownError):
        await dispatcher.dispatch(
            PlanPromotion(new_id(), asked(company, customer_ids=[company.baltic])),
            actor_id=company.marta,
        )
    promotion_id = await dispatcher.dispatch(
        PlanPromotion(new_id(), asked(company, customer_ids=[company.hartmann])),
        actor_id=company.marta,
    )
    rep = await viewer_for(company.marta)
    assert (await promotion_for(rep, promotion_id, NOW)).row.status is PromotionStatus.DRAFT
    assert {point.promotion for point in (await item_series(planner)).points} == {Decimal(0)}
    other = await viewer_for(company.igor)
    with pytest.raises(NotFoundError):
        await promotion_for(other, promotion_id, NOW)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(ConfirmPromotion(promotion_id), actor_id=company.marta)

    await dispatcher.dispatch(ConfirmPromotion(promotion_id), actor_id=planner)
    view = await promotion_for(rep, promotion_id, NOW)
    assert view.row.status is PromotionStatus.PLANNED
    assert [each.deed for each in view.history] == [PromotionDeed.CONFIRMED, PromotionDeed.ASKED]
    # Hartmann is one of two customers, in a cell of its own.
    gained = sum(point.promotion for point in (await item_series(planner)).points)
    [item] = (await promotion_for(await viewer_for(planner), promotion_id, NOW)).items
    assert item.usual_quantity is not None
    assert 35 < item.usual_quantity < 65
    assert gained > 20


async def test_a_planner_expects_another_uplift_with_a_reason_and_takes_it_back(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID
) -> None:
    promotion_id = await dispatcher.dispatch(
        PlanPromotion(new_id(), asked(company)), actor_id=planner
    )
    word = UpliftAsked(Decimal(3), ReasonCode.COMPETITOR, company.primer, "The rival is sold out")
    await dispatcher.dispatch(SayUplift(promotion_id, word), actor_id=planner)
    viewer = await viewer_for(planner)
    [item] = (await promotion_for(viewer, promotion_id, NOW)).items
    assert (item.ratio, item.basis, item.said_by_name) == (3.0, UpliftBasis.PERSON, "Pavel Planner")
    assert item.learned_ratio < 2.2
    with pytest.raises(UpliftError):
        await dispatcher.dispatch(
            SayUplift(promotion_id, UpliftAsked(Decimal(-1), ReasonCode.OTHER)), actor_id=planner
        )
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(SayUplift(promotion_id, word), actor_id=company.viktor)

    back = UpliftAsked(None, ReasonCode.OTHER, company.primer)
    await dispatcher.dispatch(SayUplift(promotion_id, back), actor_id=planner)
    found = await promotion_for(viewer, promotion_id, NOW)
    assert [each.words[1:] for each in found.history if each.deed is PromotionDeed.UPLIFT] == [
        ["3", "The rival is sold out"]
    ]
    [item] = found.items
    assert item.basis is UpliftBasis.ITEM
    assert item.ratio == item.learned_ratio


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"item_ids": []}, PromotionEmptyError),
        ({"ends_on": FIRST - timedelta(days=1)}, PromotionDaysError),
        ({"discount_ratio": None, "price": Decimal(-1)}, PromotionPriceError),
        ({"discount_ratio": Decimal(1)}, PromotionPriceError),
        ({"price": Decimal(5)}, PromotionPriceError),
        ({"item_ids": [UUID(int=9)]}, PromotionUnknownError),
        ({"families": ["Nothing"]}, PromotionUnknownError),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_kept(
    dispatcher: Dispatcher,
    small_company: SmallCompany,
    planner: UUID,
    changes: dict[str, object],
    error: type[ProblemError],
) -> None:
    with pytest.raises(error):
        await dispatcher.dispatch(
            PlanPromotion(new_id(), asked(small_company, **changes)), actor_id=planner
        )
    assert await Promotion.count() == 0
    kept = await dispatcher.dispatch(
        PlanPromotion(new_id(), asked(small_company)), actor_id=planner
    )
    with pytest.raises(error):
        await dispatcher.dispatch(
            ChangePromotion(kept, asked(small_company, **changes)), actor_id=planner
        )
    [row] = await Promotion.select(Promotion.name, Promotion.ends_on)
    assert row == {"name": "Primer weeks", "ends_on": LAST}


async def test_a_promotion_that_outruns_supply_is_told_with_what_is_missing_until_it_is_gone(
    dispatcher: Dispatcher, company: SmallCompany, planner: UUID
) -> None:
    promotion_id = await dispatcher.dispatch(
        PlanPromotion(new_id(), asked(company)), actor_id=planner
    )
    big = UpliftAsked(Decimal(20), ReasonCode.OTHER)
    await dispatcher.dispatch(SayUplift(promotion_id, big), actor_id=planner)
    await dispatcher.dispatch(WatchPromotions(), actor_id=None)
    rows = await Alert.select().where(Alert.kind == "promotion_short", Alert.cleared_at.is_null())
    assert [row["path"] for row in rows] == [f"/promotions/{promotion_id}"]
    view = await promotion_for(await viewer_for(planner), promotion_id, NOW)
    [short] = view.short
    assert short.alert_id == rows[0]["id"]
    assert short.missing > 0
    assert FIRST <= short.first_on <= short.on <= LAST
    worst = max(short.days, key=lambda day: day.missing)
    assert worst.missing == short.missing == worst.expected - worst.available

    await dispatcher.dispatch(CancelPromotion(promotion_id), actor_id=planner)
    await dispatcher.dispatch(WatchPromotions(), actor_id=None)
    assert not await Alert.exists().where(
        Alert.kind == "promotion_short", Alert.cleared_at.is_null()
    )


async def test_the_export_is_a_table_of_the_import_format(
    company: SmallCompany, planner: UUID
) -> None:
    text = (await promotions_file(await viewer_for(planner), NOW)).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("reference,name,starts_on,ends_on,item_codes,families")
    assert len(lines) == 5
    assert lines[1].startswith("OLD-0,OLD-0,2025-05-05,2025-05-18,")


async def test_a_limited_edition_is_forecast_to_its_last_day_and_its_total(
    process: Company, company: SmallCompany, planner: UUID
) -> None:
    season = SeasonAsked(SeasonKind.LIMITED, date(2026, 11, 1), date(2026, 12, 31), Decimal(400))
    await process.dispatcher.dispatch(SetSeason(company.thinner, season), actor_id=planner)
    await forecast(process, planner)
    points = (await item_series(planner, "Thinner")).points
    assert points[0].statistical > 0
    assert sum(point.statistical for point in points) <= 400
    assert all(point.statistical == 0 for point in points if point.on > date(2026, 12, 31))

    viewer = await viewer_for(planner)
    board = await season_board_for(viewer, NOW)
    assert board.rows[0].mark is SeasonMark.IN_SEASON
    view = await season_for(viewer, company.thinner, NOW)
    assert view.row.last_on == date(2026, 12, 31)
    assert view.set_by_name == "Pavel Planner"
    assert all(each.left >= 0 for each in view.left_overs)


async def test_a_limited_edition_fades_before_it_ends_and_what_is_left_over_is_foreseen(
    process: Company, company: SmallCompany, planner: UUID
) -> None:
    first, last = date(2026, 11, 1), date(2026, 12, 27)
    weeks: dict[int, list[Decimal]] = {}
    for ramp in (0, 27):
        season = SeasonAsked(SeasonKind.LIMITED, first, last, ramp_days=ramp)
        await process.dispatcher.dispatch(SetSeason(company.thinner, season), actor_id=planner)
        await forecast(process, planner)
        points = (await item_series(planner, "Thinner")).points
        weeks[ramp] = [point.statistical for point in points if point.on <= last]
        assert all(point.statistical == 0 for point in points if point.on > last)
    fading = [
        float(faded / whole) for faded, whole in zip(weeks[27], weeks[0], strict=True) if whole
    ]
    assert fading[0] == 1.0
    assert fading[-4:] == [
        pytest.approx(share, abs=0.01) for share in (25 / 28, 18 / 28, 11 / 28, 4 / 28)
    ]

    view = await season_for(await viewer_for(planner), company.thinner, NOW)
    assert view.row.ramp_days == 27
    [left] = [each for each in view.left_overs if each.site_id == company.riga]
    assert left.on == last
    assert left.left == max(Decimal(0), left.available - left.expected)


@pytest.mark.parametrize(
    ("season", "error"),
    [
        (SeasonAsked(SeasonKind.LIMITED, LAST, FIRST), SeasonDaysError),
        (SeasonAsked(SeasonKind.LIMITED, FIRST, LAST, Decimal(0)), SeasonQuantityError),
        (SeasonAsked(SeasonKind.SEASONAL, FIRST, LAST, Decimal(5)), SeasonQuantityError),
    ],
)
async def test_a_season_that_cannot_be_is_refused(
    dispatcher: Dispatcher,
    small_company: SmallCompany,
    planner: UUID,
    season: SeasonAsked,
    error: type[ProblemError],
) -> None:
    with pytest.raises(error):
        await dispatcher.dispatch(SetSeason(small_company.primer, season), actor_id=planner)
    assert (await season_board_for(await viewer_for(planner), NOW)).rows == []
