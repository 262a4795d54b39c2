"""What the first look would wait for is worked out before it comes."""

import logging
from typing import Any

import pytest

from backend import first_looks
from backend.customer.queries.board import customers_for
from backend.customer.repository import kept
from backend.first_looks import look_ahead, looking_ahead
from backend.identity.queries import viewer_for
from shared.schemas.customer import CustomersAsked
from tests.builders import NOW, SmallCompany


async def no_history(*_: object) -> Any:
    raise AssertionError("everybody's orders are read again")


async def test_whoever_looks_first_finds_the_list_of_customers_worked_out(
    small_company: SmallCompany, monkeypatch: pytest.MonkeyPatch
) -> None:
    await look_ahead(NOW)
    monkeypatch.setattr(kept, "order_days", no_history)
    board = await customers_for(await viewer_for(small_company.marta), CustomersAsked(), NOW)
    assert board.row_count > 0


async def test_without_a_database_it_starts_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def away() -> Any:
        raise ConnectionRefusedError

    monkeypatch.setattr(first_looks, "planning_catalog", away)
    with caplog.at_level(logging.WARNING, "lockstep.first_looks"):
        await look_ahead(NOW)
    assert [each.message for each in caplog.records] == ["first looks will take longer"]


async def test_it_ends_with_the_process_that_it_was_begun_for(
    small_company: SmallCompany, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "order_days", no_history)
    async with looking_ahead(NOW):
        pass
    monkeypatch.undo()
    board = await customers_for(await viewer_for(small_company.marta), CustomersAsked(), NOW)
    assert board.row_count > 0
