"""Hints say that something changed, to those who are signed in, and never what."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any

import pytest

from backend.identity.commands import GrantScope
from backend.sync.poke import _GATHER_SECONDS, STREAMS_A_PERSON
from tests.phones import change_args


@pytest.fixture
def listen(application):
    """Opens a stream as an ASGI server would, since the test client waits for an answer's end."""

    @asynccontextmanager
    async def opened(phone):
        sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        gone = asyncio.Event()

        async def receive():
            await gone.wait()
            return {"type": "http.disconnect"}

        cookie = f"session={phone.http.cookies.get('session', '')}"
        scope = {
            "type": "http", "method": "GET", "path": "/sync/v1/poke", "raw_path": b"/sync/v1/poke",
            "query_string": b"", "headers": [(b"cookie", cookie.encode())], "scheme": "http",
            "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1), "http_version": "1.1",
            "asgi": {"version": "3.0"}, "root_path": "", "state": {},
        }  # fmt: skip
        task = asyncio.create_task(application(scope, receive, sent.put))
        try:
            async with asyncio.timeout(60):
                yield (await sent.get()), sent
        finally:
            gone.set()
            async with asyncio.timeout(60):
                await task

    return opened


async def next_poke(sent):
    while True:
        message = await sent.get()
        if b"event: poke" in message.get("body", b""):
            return message["body"]


async def pokes_until_quiet(sent):
    count = 0
    while True:
        try:
            await asyncio.wait_for(next_poke(sent), 0.8)
        except TimeoutError:
            return count
        count += 1


async def test_a_stream_begins_with_a_hint_and_pokes_when_something_changes(
    phone, listen, small_company
):
    async with listen(phone) as (start, sent):
        headers = dict(start["headers"])
        assert start["status"] == 200
        assert headers[b"content-type"].startswith(b"text/event-stream")
        assert headers[b"x-sync"] == b"1"
        await next_poke(sent)
        await phone.push(phone.op("request_demand_change", change_args(small_company)))

        body = await next_poke(sent)

    assert body == b"event: poke\ndata: {}\n\n"


async def test_a_change_in_another_territory_wakes_nobody(phone, listen, small_company, new_phone):
    igor = new_phone()
    await igor.sign_in("igor")
    async with listen(phone) as (_, sent):
        await next_poke(sent)
        [result] = await igor.push(
            igor.op(
                "request_demand_change",
                change_args(
                    small_company,
                    demand_line_id=str(small_company.baltic_line),
                    customer_id=str(small_company.baltic),
                ),
            )
        )
        assert result["status"] == "applied"
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(next_poke(sent), 0.8)


async def test_many_changes_at_once_are_few_hints(phone, listen, small_company):
    args = change_args(small_company, demand_line_id=None, due_on="2026-12-20")
    async with listen(phone) as (_, sent):
        await next_poke(sent)
        begun = asyncio.get_running_loop().time()
        await phone.push(*(phone.op("request_demand_change", args) for _ in range(20)))
        took = asyncio.get_running_loop().time() - begun
        count = await pokes_until_quiet(sent)

    # One more for each time that hints were gathered while a slow machine was still at it.
    assert 1 <= count <= 3 + took / _GATHER_SECONDS


async def test_a_territory_that_is_granted_is_a_reason_to_pull(
    phone, listen, small_company, process
):
    async with listen(phone) as (_, sent):
        await next_poke(sent)
        await process.dispatcher.dispatch(
            GrantScope(small_company.marta, small_company.south), actor_id=None
        )
        await next_poke(sent)


async def test_a_hint_comes_only_when_a_pull_brings_the_row(
    phone, listen, small_company, owner_connection
):
    async with listen(phone) as (_, sent):
        await next_poke(sent)
        async with owner_connection.transaction():
            await owner_connection.execute("SELECT pg_current_xact_id()")
            op = phone.op("request_demand_change", change_args(small_company))
            await phone.push(op)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(next_poke(sent), 0.8)
        await next_poke(sent)
        await phone.pull()

    assert op["id"] in phone.ids("demand_change")


async def test_a_sixth_stream_of_a_person_is_refused(phone, listen):
    async def hold(count):
        async with listen(phone) as (start, _):
            if count > 1:
                return [start["status"], *await hold(count - 1)]
            return [start["status"]]

    statuses = await hold(STREAMS_A_PERSON + 1)

    assert statuses == [200] * STREAMS_A_PERSON + [429]
    async with listen(phone) as (start, _):
        assert start["status"] == 200


async def test_a_stranger_gets_no_stream(new_phone, small_company, listen):
    async with listen(new_phone()) as (start, _):
        assert start["status"] == 401


async def test_a_stream_ends_with_its_session(phone, listen):
    async with listen(phone) as (_, sent):
        await next_poke(sent)
        await phone.http.delete("/api/v1/session", headers={"X-CSRF-Token": phone.token})
        while True:
            message = await sent.get()
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                break
