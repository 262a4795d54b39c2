"""On a real company's 105,259 order lines the database, the frames and the rules count the same."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from backend.dispatch import Dispatcher
from backend.kit.clock import FrozenClock
from backend.kpi.commands import RecomputeKPIs, RollKPIsOver
from backend.kpi.frames import weekly_cells as count_by_frames
from backend.kpi.reading import Cell, monday_of
from backend.kpi.repository.cells import weekly_cells
from backend.kpi.tables import KPIReading
from shared.terms import KPIName
from tests import adventureworks
from tests.adventureworks import AS_OF, SITE
from tests.kpi_oracle import oracle_cells

pytestmark = pytest.mark.skipif(not adventureworks.is_there(), reason=adventureworks.REASON)
TODAY = {SITE: AS_OF}


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(datetime(AS_OF.year, AS_OF.month, AS_OF.day, 9, tzinfo=UTC))


async def test_database_frames_and_rules_agree_on_every_week(
    dispatcher: Dispatcher, owner_connection: "asyncpg.Connection[Any]"
) -> None:
    lines = adventureworks.sample_lines()
    expected = oracle_cells([line.placed for line in lines], TODAY)
    assert len(lines) == 105_259
    assert len(expected) == 3_377

    assert set(count_by_frames([line.placed.row for line in lines], TODAY)) == expected

    await adventureworks.load(owner_connection, lines)
    await dispatcher.dispatch(RecomputeKPIs(), actor_id=None)
    assert await _kept() == expected

    first = monday_of(AS_OF) - timedelta(weeks=30)
    counted = await weekly_cells(first, monday_of(AS_OF) + timedelta(days=6), TODAY)
    assert set(counted) == {cell for cell in expected if cell.period_on >= first}

    await dispatcher.dispatch(RollKPIsOver(), actor_id=None)
    assert await _kept() == expected


async def _kept() -> set[Cell]:
    rows = await KPIReading.raw(
        """
        SELECT kpi, scope_id, site_id, period_on, numerator, denominator FROM kpi_reading
        WHERE kpi IN ('order_fill_rate', 'otif', 'order_lead_time')
        """
    )
    return {Cell(**{**row, "kpi": KPIName(row["kpi"])}) for row in rows}
