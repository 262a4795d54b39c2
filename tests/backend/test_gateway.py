"""What a screen is told by its door when the database has no time for it."""

from typing import Any

import asyncpg
import pytest

from backend.assembly import Company
from backend.gateway import SessionGateway
from backend.identity.queries import Sessions
from backend.kit.problem_details import BusyError
from shared.schemas.segment import MarketAsked
from tests.phones import Phone


@pytest.mark.parametrize("fault", [asyncpg.QueryCanceledError, ConnectionRefusedError])
async def test_a_database_without_time_is_told_as_a_refusal_that_passes(
    fault: type[Exception],
    phone: Phone,
    process: Company,
    sessions: Sessions,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def too_long(*_: Any) -> None:
        raise fault

    monkeypatch.setattr("backend.gateway.customers.market_for", too_long)
    session = await sessions.signed_in(f"session={phone.http.cookies['session']}")
    gateway = SessionGateway(process.dispatcher, sessions, session)
    with pytest.raises(BusyError) as refused:
        await gateway.market(MarketAsked())
    assert (refused.value.status, refused.value.facts) == (503, {"seconds": "2"})
