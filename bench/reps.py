"""Five hundred reps at one op a minute, each going without network for a while: what one push and one pull take.

The web process is the real one; the reps are clients of the protocol in this process, with a clock of
their own each and gaps drawn from a seed.
"""

import asyncio
import os
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from backend.assembly import company_of
from backend.identity.commands import StartSession
from backend.kit.engine import engine
from backend.settings import Settings
from bench.browser import Web, web_process
from bench.database import fresh_database
from bench.figures import Figure, at_most, only, quantile
from shared.terms import Role
from tests.builders import SmallCompany, add_person, build_small_company
from tests.phones import Phone, change_args

SEED = int(os.environ.get("LOCKSTEP_SEED", "5"))
REPS = 500
SECONDS = 120.0
OP_EVERY_SECONDS = 60.0
PULL_EVERY_SECONDS = 30.0
SHARE_OFFLINE = 0.1
LONGEST_OFFLINE_SECONDS = 40.0
SIGN_INS_AT_ONCE = 8
PUSH_MILLISECONDS = 150
EMPTY_PULL_MILLISECONDS = 50
MEMORY_GROWTH_RATIO = 1.15


@dataclass
class Times:
    """Milliseconds of what the reps did, and the web process's memory over time."""

    pushes: list[float] = field(default_factory=list)
    empty_pulls: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    refused: int = 0


async def measure() -> list[Figure]:
    print(f"  LOCKSTEP_SEED={SEED}")
    async with fresh_database() as settings, web_process(settings) as web:
        company = await build_small_company()
        address = f"http://127.0.0.1:{web.line.port_behind}"
        # The server closes a connection after five idle seconds; a phone that knows does not run into it.
        limits = httpx.Limits(keepalive_expiry=4)
        reps = [
            Phone(httpx.AsyncClient(base_url=address, timeout=30, limits=limits))
            for _ in range(REPS)
        ]
        await _signed_in(reps, company, settings)
        times = Times()
        begun = time.monotonic()
        watching = asyncio.create_task(_watch_memory(web, times))
        await asyncio.gather(
            *(_day(rep, company, times, begun, number) for number, rep in enumerate(reps))
        )
        watching.cancel()
        for rep in reps:
            await rep.http.aclose()
        return _figures(times)


async def _signed_in(reps: list[Phone], company: SmallCompany, settings: Settings) -> None:
    """Each rep a person with a session and a first copy; sessions come from the dispatcher.

    Five hundred passwords would measure argon2.
    """
    turn = asyncio.Semaphore(SIGN_INS_AT_ONCE)
    bench = company_of(settings, application="bench")
    # The bench's own pool is open already, and a company opens one of its own.
    await engine.close_connection_pool()
    async with bench.running():

        async def sign_in(rep: Phone, number: int) -> None:
            async with turn:
                person = await add_person(f"rep{number} of the bench", [Role.REP], [company.north])
                started = await bench.dispatcher.dispatch(
                    StartSession(person, None, "bench"), actor_id=person
                )
                rep.http.cookies.set("session", started.token)
                rep.token = (await rep.http.get("/api/v1/session")).json()["csrf_token"]
                await rep.pull()

        await asyncio.gather(*(sign_in(rep, number) for number, rep in enumerate(reps)))


async def _day(rep: Phone, company: SmallCompany, times: Times, begun: float, number: int) -> None:
    """Ops and pulls of one rep until the time is up; what was made without network leaves at once after it."""
    chance = random.Random(SEED * REPS + number)
    next_op = begun + chance.uniform(0, OP_EVERY_SECONDS)
    next_pull = begun + chance.uniform(0, PULL_EVERY_SECONDS)
    back_at = 0.0
    queue: list[dict[str, Any]] = []
    while (now := time.monotonic()) < begun + SECONDS:
        if now >= next_op:
            queue.append(rep.op("request_demand_change", _args(company)))
            next_op += OP_EVERY_SECONDS
            if chance.random() < SHARE_OFFLINE:
                back_at = now + chance.uniform(0, LONGEST_OFFLINE_SECONDS)
        if queue and now >= back_at:
            await _push(rep, queue, times)
            queue.clear()
        if now >= next_pull:
            next_pull += PULL_EVERY_SECONDS
            if now >= back_at:
                await _pull(rep, times)
        await asyncio.sleep(max(0.0, min(next_op, next_pull, max(back_at, now + 0.5)) - now))
    if queue:
        await _push(rep, queue, times)


def _args(company: SmallCompany) -> dict[str, Any]:
    due_on = (datetime.now(UTC).date() + timedelta(days=20)).isoformat()
    return change_args(company, demand_line_id=None, due_on=due_on)


async def _push(rep: Phone, ops: list[dict[str, Any]], times: Times) -> None:
    begun = time.perf_counter()
    results = await rep.push(*ops)
    times.pushes.append((time.perf_counter() - begun) * 1000)
    times.refused += sum(result["status"] != "applied" for result in results)


async def _pull(rep: Phone, times: Times) -> None:
    """Catch up first; the empty pull after it is what waits for nobody's rows."""
    await rep.pull()
    begun = time.perf_counter()
    page = (await rep.pull_raw()).json()
    if not page["rows"]:
        times.empty_pulls.append((time.perf_counter() - begun) * 1000)
    rep.apply(page)


async def _watch_memory(web: Web, times: Times) -> None:
    while True:
        said = await asyncio.create_subprocess_exec(
            "ps", "-o", "rss=", "-p", str(web.process_id), stdout=asyncio.subprocess.PIPE
        )
        out, _ = await said.communicate()
        times.megabytes.append(int(out) / 1024)
        await asyncio.sleep(5)


def _figures(times: Times) -> list[Figure]:
    # The first third fills caches and pools; from then on it has to stay.
    third = len(times.megabytes) // 3
    early, late = times.megabytes[third], times.megabytes[-1]
    return [
        only("reps", REPS, "reps"),
        only("pushes", len(times.pushes), "requests"),
        at_most("ops that were not applied", times.refused, "ops", 0),
        at_most("push, p95", quantile(times.pushes, 0.95), "ms", PUSH_MILLISECONDS),
        only("push, p50", quantile(times.pushes, 0.5), "ms"),
        at_most(
            "empty pull, p95", quantile(times.empty_pulls, 0.95), "ms", EMPTY_PULL_MILLISECONDS
        ),
        only("empty pull, p50", quantile(times.empty_pulls, 0.5), "ms"),
        at_most(
            "memory of the web process at the end",
            late,
            "MB",
            early * MEMORY_GROWTH_RATIO,
            against=early,
        ),
    ]
