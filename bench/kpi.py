"""KPI cards and the rows behind a figure on 105,259 real order lines, and what counting them again costs."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import asyncpg

from backend.dispatch import Dispatcher
from backend.flow import FLOW
from backend.identity.model import Viewer
from backend.kit.clock import FrozenClock
from backend.kit.engine import connection_arguments
from backend.kit.hints import Hints
from backend.kpi.commands import RecomputeKPIs, RefreshKPIs, RollKPIsOver
from backend.kpi.queries import kpi_board, kpi_view
from bench.database import fresh_database
from bench.figures import Figure, at_most, only, quantile
from shared.ids import new_id
from shared.terms import KPIName, Language, Role
from tests import adventureworks
from tests.adventureworks import AS_OF, SITE

ROUNDS = 100
NOW = datetime(AS_OF.year, AS_OF.month, AS_OF.day, 9, tzinfo=UTC)


async def measure() -> list[Figure]:
    """Cards and rows: p95 at most 50 ms."""
    if not adventureworks.is_there():
        print(f"  left out: {adventureworks.REASON}")
        return []
    async with fresh_database() as settings:
        connection = await asyncpg.connect(
            **connection_arguments(settings.database_owner_url, is_owner=True)
        )
        lines = adventureworks.sample_lines()
        await adventureworks.load(connection, lines)
        await connection.close()
        dispatcher = Dispatcher(FLOW, FrozenClock(NOW), Hints(None))
        figures = [
            only(
                f"counting {len(lines)} lines again, all weeks",
                *await _once(dispatcher, RecomputeKPIs()),
            ),
            only("counting five weeks again", *await _once(dispatcher, RollKPIsOver())),
            only(
                "looking at open lines and the plan again", *await _once(dispatcher, RefreshKPIs())
            ),
        ]
        territories = sorted({line.placed.scope_id for line in lines}, key=str)
        everything = _viewer(SITE, *territories)
        for who, viewer in (
            ("the whole company", everything),
            ("one territory", _viewer(territories[0])),
        ):
            figures += await _rounds(f"cards, {who}", lambda viewer=viewer: kpi_board(viewer, NOW))  # type: ignore[misc]
        for kpi in KPIName:
            figures += await _rounds(
                f"{kpi} with fifty rows",
                lambda kpi=kpi: kpi_view(everything, kpi, 0, NOW),  # type: ignore[misc]
            )
    return figures


async def _once(dispatcher: Dispatcher, command: object) -> tuple[float, str]:
    begun = time.perf_counter()
    await dispatcher.dispatch(command, actor_id=None)
    return (time.perf_counter() - begun) * 1000, "ms"


async def _rounds(what: str, ask: Callable[[], Awaitable[object]]) -> list[Figure]:
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        await ask()
        taken.append((time.perf_counter() - begun) * 1000)
    return [
        only(f"{what}, p50", quantile(taken, 0.5), "ms"),
        at_most(f"{what}, p95", quantile(taken, 0.95), "ms", 50),
    ]


def _viewer(*scope_ids: object) -> Viewer:
    return Viewer(
        person_id=new_id(),
        name="Bench",
        roles=frozenset({Role.EXECUTIVE}),
        scope_ids=tuple(scope_ids),  # type: ignore[arg-type]
        language=Language.ENGLISH,
    )
