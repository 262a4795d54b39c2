"""What watchers ask: is the process alive, is it ready, and how much of everything there is."""

import ipaddress
from functools import lru_cache
from typing import Any, Final

from asyncpg.exceptions import PostgresError
from litestar import Request, Response, Router, get
from litestar.di import NamedDependency, Provide
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.tables import Migration
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Gauge, generate_latest

from backend.dispatch import engine
from backend.identity.errors import NotFoundError
from backend.kit.hints import Hints
from backend.kit.request_guard import OPEN_DOOR
from backend.outbox.repository import outbox_state

LONGEST_HORIZON_LAG_SECONDS: Final = 10.0

_waiting = Gauge("lockstep_outbox_waiting", "Messages in the outbox that wait for their time.")
_dead = Gauge("lockstep_outbox_dead", "Messages in the outbox that people must look at.")
_paused = Gauge("lockstep_outbox_paused", "1 while nothing leaves the outbox, as after a restore.")
_horizon = Gauge(
    "lockstep_sync_horizon_lag_seconds", "Age of the oldest write that is not committed yet."
)


async def horizon_lag_seconds() -> float:
    """How long the oldest writing transaction has been open; the pull cursor waits for it."""
    rows = await engine()._run_in_pool(  # noqa: SLF001 -- Piccolo has no table for the server's own views
        "SELECT coalesce(max(extract(epoch FROM now() - xact_start)), 0)::float AS seconds "
        "FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND datname = current_database()"
    )
    return float(rows[0]["seconds"])


@lru_cache(maxsize=1)
def expected_migrations() -> frozenset[tuple[str, str]]:
    """The migrations that this version brings, as (id, slice)."""
    manager = BaseMigrationManager()
    return frozenset(
        (found, app.app_name)
        for app in manager.get_app_registry().app_configs.values()
        for found in manager.get_migration_ids(
            manager.get_migration_modules(app.resolved_migrations_folder_path)
        )
    )


async def are_migrations_done() -> bool:
    """Whether the database has every migration that this version brings."""
    rows = await Migration.select(Migration.name, Migration.app_name)
    return expected_migrations() <= {(row["name"], row["app_name"]) for row in rows}


@get("/health/live", include_in_schema=False, opt={OPEN_DOOR: True})
async def live() -> dict[str, str]:
    """The process answers."""
    return {"process": "alive"}


@get("/health/ready", include_in_schema=False, opt={OPEN_DOOR: True})
async def ready(hints: NamedDependency[Hints]) -> Response[dict[str, str]]:
    """Whether requests may come: the database answers and is of this version."""
    parts = {"database": "answers", "migrations": "done"}
    is_ready = True
    try:
        if not await are_migrations_done():
            parts["migrations"] = "missing"
            is_ready = False
        else:
            is_paused = (await outbox_state())["paused_at"] is not None
            parts["outbox"] = "paused" if is_paused else "works"
        lag = await horizon_lag_seconds()
        parts["horizon"] = "moves" if lag < LONGEST_HORIZON_LAG_SECONDS else "held"
    except (PostgresError, OSError, TimeoutError):
        parts = {"database": "silent", "migrations": "unknown"}
        is_ready = False
    parts["redis"] = "answers" if hints.is_connected else "away, hints by polling"
    return Response(parts, status_code=200 if is_ready else 503)


@get("/metrics", include_in_schema=False, opt={OPEN_DOOR: True})
async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Figures for Prometheus; for this machine only."""
    if not _is_from_this_machine(request):
        raise NotFoundError
    state = await outbox_state()
    _waiting.set(state["waiting"])
    _dead.set(state["dead"])
    _paused.set(state["paused_at"] is not None)
    _horizon.set(await horizon_lag_seconds())
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


def _is_from_this_machine(request: Request[Any, Any, Any]) -> bool:
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def health_router(hints: Hints) -> Router:
    """The routes of this module."""
    return Router(
        path="/",
        route_handlers=[live, ready, metrics],
        dependencies={"hints": Provide(lambda: hints, sync_to_thread=False)},
    )
