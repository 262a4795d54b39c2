"""`lockstep forecast company --run ID`: carries out a run that is on record, chunk by chunk, for the worker."""

import asyncio
import os
from contextlib import suppress
from uuid import UUID

import asyncpg

from backend.assembly import Company, company_of
from backend.forecast.commands import FinishForecast, ForecastFamilies
from backend.forecast.handlers.running import DONE, HELD_BY_ANOTHER
from backend.forecast.queries.running import chunk_count
from backend.kit.cluster import has_cluster, use_cluster
from backend.kit.engine import connection_arguments
from backend.launch.servers import servers_at_hand
from backend.settings import Settings

# A third of a share beside whoever serves people; with much less a busy machine never gets to it.
NICE = 5
AT_ONCE = 4


def carry_out(run_id: UUID) -> int:
    """Work behind everybody else: a forecast has the night, people have not."""
    with suppress(OSError):
        os.nice(NICE)
    with servers_at_hand(Settings.from_environment()) as settings:
        return asyncio.run(_carry_out(settings, run_id))


async def _carry_out(settings: Settings, run_id: UUID) -> int:
    use_cluster(settings.dask)
    company = company_of(settings, application="forecast")
    async with company.running():
        keeper = await asyncpg.connect(**connection_arguments(settings.database_url))
        try:
            # Held by the connection: a killed run lets go of it, and the next one goes on behind its chunks.
            if not await keeper.fetchval("SELECT pg_try_advisory_lock($1)", run_id.int >> 65):
                return HELD_BY_ANOTHER
            await work(company, run_id)
        finally:
            await keeper.close()
    return DONE


async def work(company: Company, run_id: UUID) -> None:
    """Every chunk in a transaction of its own, then the end; a cluster has several at a time."""
    turns = asyncio.Semaphore(AT_ONCE if has_cluster() else 1)

    async def one(number: int) -> None:
        async with turns:
            await company.dispatcher.dispatch(
                ForecastFamilies(run_id, number), actor_id=None, request_id=str(run_id)
            )

    async with asyncio.TaskGroup() as group:
        for number in range(await chunk_count(run_id)):
            group.create_task(one(number))
    await company.dispatcher.dispatch(FinishForecast(run_id), actor_id=None, request_id=str(run_id))
