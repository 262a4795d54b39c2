"""10,000 alert rules over 100,000 positions while stock rows stream in, and all of them at once."""

import asyncio
import random
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import asyncpg
import numpy as np

from backend.catalog.queries import planning_catalog
from backend.dispatch import Dispatcher, Flow
from backend.flow import FLOW, HANDLERS, REACTIONS
from backend.intake.events import CompanyLoaded
from backend.kit.clock import SystemClock
from backend.kit.engine import connection_arguments
from backend.kit.hints import Hints
from backend.kit.sql import fetch
from backend.outbox.relay import drain, run_lane
from backend.watch.model.index import RuleIndex
from backend.watch.model.judge import Subject
from backend.watch.model.rule import Rule
from backend.worker import LANE_COUNT, OutboxWorker, outside_share, wake_on_hints
from bench.database import fresh_database
from bench.figures import Figure, at_most, only, quantile
from shared.ids import new_id
from shared.watch_terms import Threshold, Watched

SITES: Final = 100
ITEMS: Final = 1000
FAMILIES: Final = 50
RULES: Final = 10_000
ARRIVALS: Final = 240
A_SECOND: Final = 5
ENOUGH: Final = 1000
SEED: Final = 20261129


async def measure() -> list[Figure]:
    """From the commit of a stock row to its alert: p95 at most a second."""
    dice = random.Random(SEED)
    figures = _all_at_once(dice)
    async with fresh_database() as settings:
        connection = await asyncpg.connect(
            **connection_arguments(settings.database_owner_url, is_owner=True)
        )
        nodes = await _company(connection)
        await planning_catalog()
        # What else a load wakes counts the whole company again; this is about the rules.
        reactions = {
            **REACTIONS,
            CompanyLoaded: tuple(
                each for each in REACTIONS[CompanyLoaded] if each.name == "look_at_rules"
            ),
        }
        hints = Hints(None)
        await hints.start()
        dispatcher = Dispatcher(Flow(HANDLERS, reactions), SystemClock(), hints)
        floor = await _floor(connection, nodes[:ARRIVALS])
        taken = await _stream(dispatcher, connection, dice.sample(nodes, ARRIVALS))
        await hints.stop()
        await connection.close()
    what = f"stock row to alert, {RULES} rules, {len(nodes)} positions, {A_SECOND} rows a second"
    return [
        *figures,
        only(f"{what}, p50", quantile(taken, 0.5), "ms", against=quantile(floor, 0.5)),
        at_most(f"{what}, p95", quantile(taken, 0.95), "ms", 1000, against=quantile(floor, 0.95)),
        only(f"{what}, longest", max(taken), "ms"),
    ]


def _all_at_once(dice: random.Random) -> list[Figure]:
    """Every rule against every position in its scope, against one bare comparison of as many numbers."""
    sites = [UUID(int=number) for number in range(1, SITES + 1)]
    families = [f"Family {number}" for number in range(FAMILIES)]
    rules = [
        Rule(
            UUID(int=10_000 + number),
            "x",
            Watched.STOCK,
            Decimal(10 + number % 7),
            sites[0],
            is_above=False,
            site_id=sites[number % SITES],
            family=families[number // SITES % FAMILIES],
        )
        for number in range(RULES)
    ]
    subjects = [
        Subject(
            f"{item}:{site}",
            site,
            Decimal(dice.randint(0, 1000)),
            family=families[item % FAMILIES],
        )
        for site in sites
        for item in range(ITEMS)
    ]
    index = RuleIndex(rules)
    pairs = RULES * ITEMS // FAMILIES
    begun = time.perf_counter()
    found = index.beyond(subjects, {})
    spent = time.perf_counter() - begun
    figures, edges = np.random.default_rng(SEED).random((2, pairs))
    begun = time.perf_counter()
    np.nonzero(figures < edges)
    bare = time.perf_counter() - begun
    assert found
    return [
        only(
            f"{RULES} rules over {len(subjects)} positions at once, {pairs} pairs in scope",
            pairs / spent / 1000,
            "thousand pairs/s",
            against=pairs / bare / 1000,
        )
    ]


async def _company(connection: "asyncpg.Connection[Any]") -> list[tuple[UUID, UUID]]:
    """Sites that all see, items of families, a position each with plenty in stock, two rules a cell."""
    owner, now = new_id(), datetime.now(UTC)
    sites = [new_id() for _ in range(SITES)]
    items = [new_id() for _ in range(ITEMS)]
    await connection.execute(
        "INSERT INTO company (id, name, currency, is_demo, weights) VALUES ($1, 'Bench', 'EUR', false, '{}')",
        new_id(),
    )
    await _copy(
        connection,
        "scope",
        ("id", "kind", "code", "name", "region"),
        [(site, "site", f"S{n}", f"Site {n}", "") for n, site in enumerate(sites)],
    )
    await _copy(
        connection,
        "person",
        (
            "id",
            "email",
            "name",
            "password_hash",
            "language",
            "theme",
            "is_active",
            "is_demo",
            "created_at",
        ),
        [(owner, "bench@small.example", "Bench", "x", "en", "device", True, False, now)],
    )
    await _copy(
        connection,
        "scope_membership",
        ("id", "person_id", "scope_id", "granted_at"),
        [(new_id(), owner, site, now) for site in sites],
    )
    await _copy(
        connection,
        "site",
        ("id", "scope_id", "code", "name", "kind", "country", "city", "time_zone", "frozen_days", "negotiable_days"),
        [(s, s, f"S{n}", f"Site {n}", "plant", "LV", "", "UTC", 0, 0) for n, s in enumerate(sites)],
    )  # fmt: skip
    await _copy(
        connection,
        "item",
        ("id", "code", "name", "family", "kind", "unit", "quantity_decimals", "pack_multiple",
         "order_minimum", "pallet_quantity", "price", "cost"),
        [
            (item, f"I{n}", f"Item {n}", f"Family {n % FAMILIES}", "finished", "pc", 0,
             Decimal(1), Decimal(0), Decimal(0), Decimal(1), Decimal(1))
            for n, item in enumerate(items)
        ],
    )  # fmt: skip
    nodes = [(item, site) for site in sites for item in items]
    await _copy(
        connection,
        "item_site",
        ("id", "item_id", "site_id", "procurement", "lead_time_days", "safety_stock", "lot_minimum", "lot_multiple"),
        [(new_id(), item, site, "buy", 7, Decimal(100), Decimal(0), Decimal(0)) for item, site in nodes],
    )  # fmt: skip
    await _copy(
        connection,
        "stock",
        ("id", "item_id", "site_id", "lot_code", "quantity"),
        [(new_id(), item, site, "L1", Decimal(ENOUGH)) for item, site in nodes],
    )
    await _copy(
        connection,
        "alert_rule",
        ("id", "name", "watched", "threshold", "threshold_in", "is_above", "periods", "family", "site_id",
         "severity", "grouping", "owner_id", "deputy_ids", "time_zone", "is_on", "made_at"),
        [
            (new_id(), f"Rule {n}", Watched.STOCK.value,
             Decimal(50) if n % 2 else Decimal("0.4"),
             (Threshold.ABSOLUTE if n % 2 else Threshold.TARGET).value, False, 1,
             f"Family {n // 2 % FAMILIES}", sites[n // 2 // FAMILIES % SITES], "risk", "each", owner, "[]",
             "UTC", True, now)
            for n in range(RULES)
        ],
    )  # fmt: skip
    await connection.execute("ANALYZE")
    return nodes


async def _copy(
    connection: "asyncpg.Connection[Any]",
    table: str,
    columns: tuple[str, ...],
    rows: list[tuple[Any, ...]],
) -> None:
    await connection.copy_records_to_table(table, records=rows, columns=columns)


_LOW: Final = "UPDATE stock SET quantity = $3 WHERE item_id = $1 AND site_id = $2"


async def _floor(
    connection: "asyncpg.Connection[Any]", nodes: list[tuple[UUID, UUID]]
) -> list[float]:
    """The bare cost: the row written and committed, and read back."""
    taken = []
    for item_id, site_id in nodes:
        begun = time.perf_counter()
        await connection.execute(_LOW, item_id, site_id, Decimal(ENOUGH))
        await connection.fetch(
            "SELECT quantity FROM stock WHERE item_id = $1 AND site_id = $2", item_id, site_id
        )
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


async def _stream(
    dispatcher: Dispatcher,
    connection: "asyncpg.Connection[Any]",
    nodes: list[tuple[UUID, UUID]],
) -> list[float]:
    """Milliseconds from the commit of each row until its alert can be read, while a worker works."""
    worker = OutboxWorker(dispatcher, outside_share(FLOW, is_rest=True))
    await drain(worker)
    stop, wakes = asyncio.Event(), [asyncio.Event() for _ in range(LANE_COUNT)]
    lanes = [asyncio.create_task(run_lane(worker, wake, stop)) for wake in wakes]
    listeners = [asyncio.create_task(wake_on_hints(dispatcher.hints, wake)) for wake in wakes]
    came: dict[str, float] = {}
    seen: dict[str, float] = {}
    begun = time.perf_counter()
    for number, (item_id, site_id) in enumerate(nodes):
        async with dispatcher.unit(actor_id=None) as unit:
            await _write_low(item_id, site_id)
            unit.context.emit(
                CompanyLoaded(new_id(), is_demo=False, stock_nodes=((item_id, site_id),))
            )
        came[f"{item_id}:{site_id}"] = time.perf_counter()
        while time.perf_counter() < begun + (number + 1) / A_SECOND:
            await _see(connection, seen)
    until = time.perf_counter() + 30
    while len(seen) < len(came) and time.perf_counter() < until:
        await _see(connection, seen)
    stop.set()
    for wake in wakes:
        wake.set()
    await asyncio.gather(*lanes)
    for listener in listeners:
        listener.cancel()
    missing = [key for key in came if key not in seen]
    if missing:
        raise RuntimeError(f"{len(missing)} rows brought no alert")
    return [(seen[key] - came[key]) * 1000 for key in came]


async def _write_low(item_id: UUID, site_id: UUID) -> None:
    await fetch(_LOW, item_id, site_id, Decimal(5))


async def _see(connection: "asyncpg.Connection[Any]", seen: dict[str, float]) -> None:
    """Note when alerts can be read for the first time."""
    rows = await connection.fetch(
        "SELECT facts->>'item' AS item, cause_key FROM alert ORDER BY raised_at DESC LIMIT 50"
    )
    now = time.perf_counter()
    for row in rows:
        seen.setdefault(row["cause_key"].split(":", 2)[2], now)
    await asyncio.sleep(0.005)
