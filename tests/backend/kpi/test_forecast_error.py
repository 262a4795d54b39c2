"""How far demand was off its forecast is a KPI: the sum of what is off, beside demand, down to its rows."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from backend.assembly import Company
from backend.forecast.queries.accuracy import accuracy_for
from backend.forecast.tables import ForecastMeasure
from backend.identity.queries import viewer_for
from backend.kpi.commands import RecomputeKPIs
from backend.kpi.queries import kpi_board, kpi_rows, kpi_view
from backend.kpi.tables import KPITarget
from shared.forecast_terms import ErrorDetail
from shared.ids import new_id
from shared.terms import KPIName, Role
from tests.backend.forecast.orders import add_orders
from tests.backend.promotion.test_promotions import forecast
from tests.builders import NOW, SmallCompany, add_person

FIRST = date(2026, 8, 31)


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    ids = small_company
    return await add_person("Pavel Planner", [Role.PLANNER], [ids.north, ids.south, ids.riga])


@pytest.fixture
async def measured(process: Company, small_company: SmallCompany, planner: UUID) -> SmallCompany:
    """A forecast of orders that came, measured against what it would have been."""
    await add_orders(small_company)
    await forecast(process, planner)
    await process.dispatcher.dispatch(RecomputeKPIs(), actor_id=None)
    return small_company


async def test_the_error_is_what_was_off_beside_demand_and_its_rows_add_up(
    measured: SmallCompany, planner: UUID
) -> None:
    viewer = await viewer_for(planner)
    rows = await ForecastMeasure.select().where(
        (ForecastMeasure.level == "cell") & (ForecastMeasure.period_on >= FIRST)
    )
    off = sum((Decimal(abs(row["actual"] - row["frozen"])) for row in rows), Decimal(0)) / 100
    came = sum((Decimal(row["actual"]) for row in rows), Decimal(0)) / 100
    assert came > 0

    view = await kpi_view(viewer, KPIName.FORECAST_ERROR, 0, NOW)
    assert (view.numerator, view.denominator) == (off, came)
    assert view.card.value is not None
    assert abs(view.card.value - off / came) < Decimal("0.00001")
    assert (view.card.higher_is_better, view.period_from) == (False, FIRST)

    every = await kpi_rows(viewer, KPIName.FORECAST_ERROR, NOW)
    assert sum(abs(row.quantity - row.completed_quantity) for row in every) == off
    assert sum(row.completed_quantity for row in every) == came
    assert {row.subject_kind for row in every} == {"forecast_series"}
    by_error = [abs(row.quantity - row.completed_quantity) for row in every]
    assert by_error == sorted(by_error, reverse=True)


async def test_a_rep_has_the_error_of_the_own_territory_alone(measured: SmallCompany) -> None:
    viewer = await viewer_for(measured.marta)
    own = await kpi_rows(viewer, KPIName.FORECAST_ERROR, NOW)
    whole = await kpi_rows(await viewer_for(measured.anna), KPIName.FORECAST_ERROR, NOW)
    assert 0 < len(own) < len(whole)
    board = await kpi_board(viewer, NOW)
    [card] = [card for card in board.cards if card.kpi is KPIName.FORECAST_ERROR]
    came = sum((row.completed_quantity for row in own), Decimal(0))
    off = sum((abs(row.quantity - row.completed_quantity) for row in own), Decimal(0))
    assert card.value is not None
    assert abs(card.value - off / came) < Decimal("0.00001")


async def test_without_a_target_no_row_is_kept_or_missed(
    measured: SmallCompany, planner: UUID
) -> None:
    every = await kpi_rows(await viewer_for(planner), KPIName.FORECAST_ERROR, NOW)
    assert {row.counts_as for row in every} == {"open"}

    await KPITarget.insert(
        KPITarget(
            id=new_id(),
            kpi=KPIName.FORECAST_ERROR,
            target=Decimal(1),
            threshold=Decimal(2),
            is_crossed=False,
        )
    )
    every = await kpi_rows(await viewer_for(planner), KPIName.FORECAST_ERROR, NOW)
    assert {row.counts_as for row in every} <= {"hit", "miss"}


async def test_the_page_of_accuracy_says_the_same_at_the_finest_detail_and_less_above_it(
    measured: SmallCompany, planner: UUID
) -> None:
    viewer = await viewer_for(planner)
    board = await accuracy_for(viewer, NOW)

    assert [each.detail for each in board.details] == list(ErrorDetail)
    errors = [each.wape for each in board.details]
    assert errors == sorted(errors)
    assert errors[0] < errors[-1]
    view = await kpi_view(viewer, KPIName.FORECAST_ERROR, 0, NOW)
    assert view.card.value is not None
    assert abs(float(view.card.value) - errors[-1]) < 0.0001
