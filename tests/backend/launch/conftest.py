"""A company that has been at work, a database without anything, and a place for a backup."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from backend.kit.clock import FrozenClock
from backend.kit.secrets import Secrets
from backend.launch.postgres import MAINTENANCE, OWNER
from backend.launch.servers import Servers
from backend.settings import Settings
from tests.builders import add_lines, build_small_company
from tests.conftest import settings_for
from tests.phones import change_args
from tests.two_databases import Lived, as_owner, running


@pytest.fixture
async def other(servers: Servers, template_database: str) -> AsyncIterator[Settings]:
    """Settings that name a second database, with nothing in it at all."""
    assert servers.postgres is not None
    name = f"test_{uuid4().hex}"
    maintenance = servers.postgres.url_for(OWNER, MAINTENANCE)
    await as_owner(
        maintenance,
        f"CREATE DATABASE {name} TEMPLATE template0",
        f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO lockstep_app",
    )
    yield settings_for(servers, name)
    await as_owner(maintenance, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def lived(settings: Settings, clock: FrozenClock, secrets: Secrets) -> Lived:
    """Rows of a cluster that is far ahead: none of their transactions has happened in the next one."""
    async with running(settings, clock, secrets) as process:
        company = await build_small_company()
        await add_lines(company, company.north, 30)
        phone = process.phone()
        assert (await phone.sign_in("marta")).status_code == 200
        op = phone.op("request_demand_change", change_args(company))
        assert [each["status"] for each in await phone.push(op)] == ["applied"]
        await phone.pull()
    for table in ("demand_line", "demand_change", "scope_membership"):
        await as_owner(
            settings.database_owner_url,
            f"ALTER TABLE {table} DISABLE TRIGGER USER",
            f"UPDATE {table} SET sync_xid = '4000000000'",
            f"ALTER TABLE {table} ENABLE TRIGGER USER",
        )
    await as_owner(settings.database_owner_url, "INSERT INTO planning_change VALUES (4000000000)")
    return Lived(company, phone, phone.http.cookies, op)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "lockstep.dump"
