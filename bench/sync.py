"""Ops a second through push against bare inserts of the same rows, and what pulls cost.

The floor inserts what one op leaves behind (receipt, change, audit line, outbox message) in one transaction
an op, through as many connections, by the same driver, with prepared statements and no rule at all.
"""

import asyncio
import gzip
import time
from typing import Any

import asyncpg
import httpx
import uvloop

from backend.app import create_litestar
from backend.assembly import Company, company_of
from backend.identity.queries import Sessions
from backend.kit.clock import FrozenClock
from backend.kit.engine import connection_arguments, engine
from backend.kit.request_guard import RequestGuard
from backend.kit.secrets import load_secrets
from bench.database import fresh_database
from bench.figures import Figure, at_most, only, quantile, share_of
from shared.ids import new_id
from tests.builders import NOW, SmallCompany, add_lines, build_small_company
from tests.phones import ORIGIN, Phone, change_args

OPS = 400
TURNS = 5
BATCH = 50
AT_ONCE = 4
ROWS = 10_000
PULLS = 150
LEAST_SHARE = 0.25
PUSH_MILLISECONDS = 150
EMPTY_PULL_MILLISECONDS = 50
EMPTY_PULL_BYTES = 400
DELTA_ROWS = 100
DELTA_BYTES = 15 * 1024

# What one op leaves behind; columns that the database fills in by itself are left to it.
TABLES = ("sync_op", "demand_change", "audit_line", "outbox_message")
FILLED_IN = {"ver", "sync_xid", "sequence"}
OWN = {"op_id", "id", "client_seq"}


def measure() -> list[Figure]:
    """Ops a second, bare inserts a second, and the times and sizes of pulls."""
    return uvloop.run(measured())


async def measured() -> list[Figure]:
    async with fresh_database() as settings:
        company = await build_small_company()
        await engine.close_connection_pool()
        process = company_of(settings, application="bench", clock=FrozenClock(NOW))
        async with process.running():
            phones = await signed_in(process)
            await phones[0].push(op_of(phones[0], company))
            pushed = bare = 0.0
            # By turns, so that whatever else the machine does falls on both.
            for turn in range(TURNS):
                pushed += await through_push(company, phones)
                bare += await bare_inserts(settings.database_url, turn)
            share = share_of(
                "ops through push",
                TURNS * OPS / pushed,
                "a second",
                TURNS * OPS / bare,
                LEAST_SHARE,
            )
            figures = [
                share,
                await single_pushes(company, phones[0]),
                *await pulls(company, phones[0]),
            ]
            for phone in phones:
                await phone.http.aclose()
        return figures


async def signed_in(process: Company) -> list[Phone]:
    """Phones of Marta, as many as push at once."""
    secrets = load_secrets(process.settings.home / "bench")
    sessions = Sessions(
        clock=process.clock,
        csrf_key=secrets.key_for("csrf"),
        is_secure=False,
        with_demo_people=True,
    )
    application = RequestGuard(
        create_litestar(process, sessions, secrets),
        origins=[ORIGIN],
        token_of=sessions.token_of,
        csrf_token_for=sessions.csrf_token_for,
    )
    phones = []
    for _ in range(AT_ONCE):
        transport = httpx.ASGITransport(application)
        phone = Phone(httpx.AsyncClient(transport=transport, base_url=ORIGIN, timeout=60))
        await phone.sign_in("marta")
        phones.append(phone)
    return phones


def op_of(phone: Phone, company: SmallCompany) -> dict[str, Any]:
    args = change_args(company, demand_line_id=None, quantity_delta="10", due_on="2026-12-20")
    return phone.op("request_demand_change", args)


async def through_push(company: SmallCompany, phones: list[Phone]) -> float:
    """The seconds that it takes to push so many ops in batches."""

    async def drain(phone: Phone) -> None:
        for _ in range(OPS // BATCH // AT_ONCE):
            results = await phone.push(*(op_of(phone, company) for _ in range(BATCH)))
            assert {result["status"] for result in results} == {"applied"}

    begun = time.perf_counter()
    await asyncio.gather(*(drain(phone) for phone in phones))
    return time.perf_counter() - begun


async def single_pushes(company: SmallCompany, phone: Phone) -> Figure:
    """What one op takes that is sent alone."""
    times = []
    for _ in range(PULLS):
        op = op_of(phone, company)
        begun = time.perf_counter()
        await phone.push(op)
        times.append((time.perf_counter() - begun) * 1000)
    return at_most("push of one op, p95", quantile(times, 0.95), "ms", PUSH_MILLISECONDS)


async def bare_inserts(url: str, turn: int) -> float:
    """The seconds that it takes to insert the same rows, with the values of an op that was pushed."""
    connections = [await asyncpg.connect(**connection_arguments(url)) for _ in range(AT_ONCE)]
    models = {}
    for table in TABLES:
        where = "WHERE command = 'RequestDemandChange'" if table == "audit_line" else ""
        row = await connections[0].fetchrow(f"SELECT * FROM {table} {where} LIMIT 1")
        models[table] = {name: value for name, value in row.items() if name not in FILLED_IN}

    async def write(connection: Any, number: int) -> None:
        statements = [
            (
                await connection.prepare(
                    f"INSERT INTO {table} ({', '.join(model)}) VALUES "
                    f"({', '.join(f'${place + 1}' for place in range(len(model)))})"
                ),
                model,
            )
            for table, model in models.items()
        ]
        for place in range(OPS // AT_ONCE):
            seq = 10_000_000 * (AT_ONCE * turn + number + 1) + place
            async with connection.transaction():
                for statement, model in statements:
                    values = [
                        (seq if name == "client_seq" else new_id()) if name in OWN else value
                        for name, value in model.items()
                    ]
                    await statement.fetch(*values)

    begun = time.perf_counter()
    await asyncio.gather(*(write(each, number) for number, each in enumerate(connections)))
    seconds = time.perf_counter() - begun
    for connection in connections:
        await connection.close()
    return seconds


async def pulls(company: SmallCompany, phone: Phone) -> list[Figure]:
    """A first pull of 10,000 rows, empty pulls, and a delta of 100 rows."""
    for _ in range(ROWS // 1_000):
        await add_lines(company, company.north, 1_000)
    begun = time.perf_counter()
    await phone.pull(limit_kb=256)
    first = time.perf_counter() - begun
    times = []
    size = 0
    for _ in range(PULLS):
        begun = time.perf_counter()
        answer = await phone.pull_raw()
        times.append(time.perf_counter() - begun)
        size = len(answer.content)
    await add_lines(company, company.north, DELTA_ROWS)
    delta = await phone.pull_raw()
    return [
        only(f"first pull of {ROWS + TURNS * OPS:,} rows", first * 1000, "ms"),
        at_most("empty pull, p95", quantile(times, 0.95) * 1000, "ms", EMPTY_PULL_MILLISECONDS),
        at_most("empty pull", size, "bytes", EMPTY_PULL_BYTES),
        at_most(
            f"{DELTA_ROWS} rows, packed",
            len(gzip.compress(delta.content, 6)),
            "bytes",
            DELTA_BYTES,
        ),
    ]
