"""Works out at the start what would keep the first who look waiting; later looks move it along themselves.

With twenty thousand customers that is seconds of work: the texts of each language, the list of customers with
their habits, what planning reads, what is still expected. Whoever shows it keeps it; nothing is kept here.
"""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from asyncpg import InterfaceError, PostgresError

from backend.catalog.queries import planning_catalog
from backend.customer.queries.book import book_of
from backend.forecast.queries.consuming import open_forecasts
from backend.kpi.queries import present_day
from backend.promise.queries import situation_at
from shared.text import LANGUAGES, read_texts

logger = logging.getLogger("lockstep.first_looks")


@asynccontextmanager
async def looking_ahead(now: datetime) -> AsyncIterator[None]:
    """Work it out while the block runs; whoever looks meanwhile waits for the same work."""
    ahead = asyncio.create_task(_look_ahead_and_settle(now))
    try:
        yield
    finally:
        ahead.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await ahead


async def _look_ahead_and_settle(now: datetime) -> None:
    await look_ahead(now)
    # Half a million objects stay for good. Looking through them for garbage again and again would stop everybody
    # for a quarter of a second each time.
    gc.collect()
    gc.freeze()


async def look_ahead(now: datetime) -> None:
    """Work out once what the largest pages keep; without a database there is nothing to work out."""
    for language in LANGUAGES:
        await asyncio.to_thread(read_texts, language)
    try:
        catalog = await planning_catalog()
        for site_id in catalog.sites:
            situation = await situation_at(now, site_id, catalog)
            await open_forecasts(situation.today)
        await book_of(await present_day(now))
    except (OSError, PostgresError, InterfaceError) as error:
        logger.warning("first looks will take longer", extra={"cause": repr(error)})
