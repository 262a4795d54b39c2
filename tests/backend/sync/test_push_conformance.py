"""Pushing, sentence by sentence, as a client sees it that knows nothing else of the server."""

import gzip
import json
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from backend.demand.tables import DemandChange
from backend.identity.commands import RevokeScope
from backend.kit.sql import fetch
from backend.sync.commands import ForgetOldSync
from backend.sync.push import Push
from backend.sync.tables import SyncClient, SyncOp
from tests.phones import change_args

PROBLEM = {"type", "title", "status", "detail", "code", "facts"}
ANSWER = {"op_id", "status", "ver", "code", "message", "fields", "current", "replayed"}


def new_line(company, **changes):
    """A line that Hartmann does not have yet."""
    return change_args(company, demand_line_id=None, due_on="2026-12-20", **changes)


@pytest.fixture
async def tablet(new_phone, small_company):
    """A second installation of Marta's."""
    made = new_phone()
    await made.sign_in("marta")
    return made


@pytest.fixture
async def igor(new_phone, small_company):
    """A rep of another territory."""
    made = new_phone()
    await made.sign_in("igor")
    return made


async def test_an_answer_has_exactly_the_protocols_keys(phone, small_company):
    applied = phone.op("request_demand_change", change_args(small_company))
    rejected = phone.op("request_demand_change", change_args(small_company, quantity_delta="-500"))

    answer = await phone.push_raw(applied, rejected)

    assert set(answer.json()) == {"results", "last_seq", "retry_after"}
    assert [set(result) for result in answer.json()["results"]] == [ANSWER, ANSWER]
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-sync"] == "1"


async def test_an_empty_envelope_is_answered(phone):
    answer = await phone.push_raw()

    assert (answer.status_code, answer.json()) == (
        200,
        {"results": [], "last_seq": 0, "retry_after": None},
    )


async def test_a_hundred_ops_are_not_too_many(phone, small_company):
    ops = [phone.op("request_demand_change", new_line(small_company)) for _ in range(100)]

    answer = await phone.push_raw(*ops)

    assert [result["status"] for result in answer.json()["results"]] == ["applied"] * 100
    assert answer.json()["last_seq"] == 100


@pytest.mark.parametrize("door", ["/sync/v1/push", "/sync/v1/pull"])
async def test_a_packed_body_is_read_like_a_plain_one(phone, small_company, door):
    op = phone.op("request_demand_change", change_args(small_company))
    bodies = {
        "/sync/v1/push": {"client_id": str(phone.client_id), "schema_ver": 1, "ops": [op]},
        "/sync/v1/pull": {"cursor": None, "scopes": {}, "limit_kb": 64, "client_id": None},
    }
    headers = {
        "X-CSRF-Token": phone.token,
        "Content-Type": "application/json; charset=utf-8",
        "Content-Encoding": "gzip",
    }

    answer = await phone.http.post(
        door, content=gzip.compress(json.dumps(bodies[door]).encode()), headers=headers
    )

    assert answer.status_code == 200, answer.text


async def refusal_of(case, phone, new_phone, company):
    """The answer to an envelope that is refused as a whole."""
    op = phone.op("request_demand_change", change_args(company))
    if case == "signed_out":
        return await new_phone().push_raw(op)
    if case == "cross_site":
        phone.token = "not mine"
        return await phone.push_raw(op)
    if case == "device_revoked":
        [device] = (await phone.http.get("/api/v1/devices")).json()
        tablet = new_phone()
        await tablet.sign_in("marta")
        await tablet.http.delete(
            f"/api/v1/devices/{device['id']}", headers={"X-CSRF-Token": tablet.token}
        )
        return await phone.push_raw(op)
    if case == "client_not_yours":
        igor = new_phone()
        await igor.sign_in("igor")
        await igor.push_raw()
        phone.client_id = igor.client_id
        return await phone.push_raw(op)
    if case == "not_json":
        return await phone.http.post(
            "/sync/v1/push", content=b"a=1", headers={"X-CSRF-Token": phone.token}
        )
    if case == "body_too_large":
        args = change_args(company, note="x" * 262_144)
        return await phone.push_raw({**op, "args": args})
    changes: dict[str, dict[str, object]] = {
        "epoch_changed": {"epoch": str(uuid4())},
        "malformed": {"client_id": "me"},
        "client_too_old": {"schema_ver": 0},
        "server_too_old": {"schema_ver": 2**31},
    }
    if case in changes:
        return await phone.push_raw(op, **changes[case])
    assert case == "op_changed"
    await phone.push(op)
    await DemandChange.delete(force=True)
    return await phone.push_raw(phone.op("request_demand_change", op["args"]), {**op, "args": {}})


@pytest.mark.parametrize(
    ("status", "case"),
    [
        (401, "signed_out"),
        (403, "cross_site"),
        (403, "device_revoked"),
        (403, "client_not_yours"),
        (409, "epoch_changed"),
        (413, "body_too_large"),
        (415, "not_json"),
        (422, "malformed"),
        (422, "op_changed"),
        (426, "client_too_old"),
        (503, "server_too_old"),
    ],
)
async def test_a_refused_envelope_says_so_in_one_form_and_changes_nothing(
    phone, new_phone, small_company, status, case
):
    answer = await refusal_of(case, phone, new_phone, small_company)

    assert (answer.status_code, answer.json()["code"]) == (status, case)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-sync"] == "1"
    assert set(answer.json()) == PROBLEM
    assert answer.json()["detail"]
    assert ("retry-after" in answer.headers) == (status in {429, 503})
    assert await DemandChange.count() == 0


@pytest.fixture
def small_allowance(monkeypatch):
    """Two requests at once, where a thousand would take the test's time."""
    monkeypatch.setattr("backend.sync.routes._BURST", 2)
    monkeypatch.setattr("backend.sync.routes._REQUESTS_A_SECOND", 0.01)


async def test_who_asks_without_end_is_told_when_to_ask_again(small_allowance, phone):
    answers = [await phone.pull_raw() for _ in range(2)]

    refused = await phone.push_raw()

    assert [answer.status_code for answer in answers] == [200, 200]
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert int(refused.headers["retry-after"]) in range(90, 101)


async def test_a_kind_in_letters_that_we_do_not_use_blocks_nothing(phone, small_company):
    foreign = phone.op("Stock.Adjust-2", {})
    other = phone.op("request_demand_change", change_args(small_company))

    results = await phone.push(foreign, other)

    assert [(result["status"], result["code"]) for result in results] == [
        ("rejected", "unknown_kind"),
        ("applied", None),
    ]


async def test_an_op_twice_in_an_envelope_is_answered_twice_and_done_once(phone, small_company):
    op = phone.op("request_demand_change", change_args(small_company))

    [first, second] = await phone.push(op, op)

    assert (first["status"], first["replayed"]) == ("applied", False)
    assert second == {**first, "replayed": True}
    assert await DemandChange.count() == 1


@pytest.mark.parametrize(
    "fault", [asyncpg.QueryCanceledError, asyncpg.IdleInTransactionSessionTimeoutError]
)
async def test_an_op_whose_answer_cannot_be_kept_is_not_carried_out(
    phone, small_company, monkeypatch, fault
):
    async def busy(*_args, **_values):
        raise fault

    op = phone.op("request_demand_change", change_args(small_company))
    with monkeypatch.context() as patched:
        patched.setattr("backend.sync.repository.finish_receipt", busy)
        answer = await phone.push_raw(op)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert (await DemandChange.count(), await SyncOp.count()) == (0, 0)
    [result] = await phone.push(op)
    assert (result["status"], result["replayed"]) == ("applied", False)


@pytest.mark.parametrize("days", [1, 179, 180])
async def test_an_op_is_recognised_for_half_a_year(phone, small_company, process, clock, days):
    op = phone.op("request_demand_change", change_args(small_company))
    [first] = await phone.push(op)
    clock.advance(timedelta(days=days))
    await process.dispatcher.dispatch(ForgetOldSync(), actor_id=None)
    await phone.sign_in("marta")

    [again] = await phone.push(op)

    assert again == {**first, "replayed": True}
    assert await DemandChange.count() == 1


async def test_an_op_that_lay_on_the_phone_for_half_a_year_is_taken(phone, small_company, clock):
    op = phone.op("request_demand_change", new_line(small_company))
    clock.advance(timedelta(days=20))
    await phone.sign_in("marta")

    [result] = await phone.push({**op, "at": "2026-06-17T08:00:00Z"})

    assert result["status"] == "applied"


@pytest.mark.parametrize("quantity", ["40", "-500"])
async def test_after_the_scope_is_lost_a_replay_is_the_bare_status(
    phone, small_company, process, quantity
):
    op = phone.op("request_demand_change", change_args(small_company, quantity_delta=quantity))
    [first] = await phone.push(op)
    await process.dispatcher.dispatch(
        RevokeScope(small_company.marta, small_company.north), actor_id=None
    )

    [again] = await phone.push(op)

    assert again == {**first, "replayed": True, "message": None, "fields": [], "current": None}


async def test_somebody_elses_op_id_leaves_no_mark(phone, small_company, igor):
    op = phone.op("request_demand_change", change_args(small_company))
    await phone.push(op)

    answer = await igor.push_raw({**op, "seq": 7})

    [result] = answer.json()["results"]
    assert {name: value for name, value in result.items() if value and name != "message"} == {
        "op_id": op["op_id"],
        "status": "rejected",
        "code": "op_not_yours",
    }
    assert answer.json()["last_seq"] == 0
    assert await SyncOp.count() == 1


async def test_a_refused_op_is_kept_on_the_server(phone, small_company):
    op = phone.op("request_demand_change", change_args(small_company, quantity_delta="-500"))
    await phone.push(op)

    [kept] = await SyncOp.select(SyncOp.status, SyncOp.request).output(load_json=True)
    assert kept["status"] == "rejected"
    assert kept["request"]["args"] == op["args"]


@pytest.mark.parametrize("quantity", ["-500", "1e5", "45"])
async def test_a_refused_op_changes_nothing(phone, small_company, quantity):
    async def everything():
        return [
            (await fetch(f"SELECT count(*) AS n, sum(ver) AS ver FROM {table}"))[0]
            for table in ("demand_line", "demand_change")
        ] + await fetch("SELECT count(*) AS n FROM outbox_message")

    before = await everything()

    [result] = await phone.push(
        phone.op("request_demand_change", change_args(small_company, quantity_delta=quantity))
    )

    assert result["status"] == "rejected"
    assert await everything() == before


@pytest.mark.parametrize("batch", [1, 4])
async def test_edits_made_offline_one_on_another_are_all_applied(phone, small_company, batch):
    made = phone.op("request_demand_change", change_args(small_company))
    ops = [made] + [
        phone.op(
            "amend_demand_change",
            change_args(small_company, quantity_delta=str(quantity), note=note),
            id=made["id"],
        )
        for quantity, note in ((50, ""), (60, "call back"), (60, "called"))
    ]

    results = []
    for place in range(0, len(ops), batch):
        results += await phone.push(*ops[place : place + batch])

    assert [(result["status"], result["ver"], result["code"]) for result in results] == [
        ("applied", 1, None),
        ("applied", 2, None),
        ("applied", 3, None),
        ("applied", 4, None),
    ]
    await phone.pull()
    row = phone.rows["demand_change"][made["id"]]
    assert (row["quantity_delta"], row["note"]) == ("60", "called")


async def test_ones_own_edits_hide_nobody_elses(phone, tablet, small_company):
    made = phone.op("request_demand_change", change_args(small_company))
    await phone.push(made)
    await tablet.push(
        tablet.op(
            "amend_demand_change",
            change_args(small_company, note="tablet"),
            id=made["id"],
            base_ver=1,
        )
    )
    first = phone.op(
        "amend_demand_change",
        change_args(small_company, quantity_delta="50"),
        id=made["id"],
        base_ver=1,
    )
    second = phone.op(
        "amend_demand_change",
        change_args(small_company, quantity_delta="60"),
        id=made["id"],
        base_ver=1,
    )
    third = phone.op(
        "amend_demand_change",
        change_args(small_company, quantity_delta="60", note="phone"),
        id=made["id"],
        base_ver=1,
    )

    results = await phone.push(first, second, third)

    assert [(result["status"], result["code"], result["fields"]) for result in results] == [
        ("applied", "parallel_update", ["note"]),
        ("applied", "parallel_update", ["note"]),
        ("conflict", "conflict", ["note"]),
    ]
    assert results[2]["current"]["note"] == "tablet"
    assert results[2]["current"]["quantity_delta"] == "60"


@pytest.fixture
async def left_out(phone, small_company, owner_connection):
    """An op about a row that somebody holds, and a later one about another row, sent together."""
    first = phone.op("request_demand_change", change_args(small_company))
    await phone.push(first)
    held = phone.op("withdraw_demand_change", {"reason": "other"}, id=first["id"], base_ver=1)
    free = phone.op("request_demand_change", new_line(small_company))
    async with owner_connection.transaction():
        await owner_connection.execute(
            "SELECT 1 FROM demand_change WHERE id = $1 FOR UPDATE", first["id"]
        )
        answer = (await phone.push_raw(held, free)).json()
    assert [result["op_id"] for result in answer["results"]] == [free["op_id"]]
    return held, free, answer


async def test_nothing_from_an_op_on_that_waits_is_acknowledged(phone, left_out):
    held, _, answer = left_out

    during = await phone.pull()
    [result] = await phone.push(held)
    after = await phone.pull()

    assert answer["last_seq"] == 1
    assert during["acked"] == {str(phone.client_id): 1}
    assert result["status"] == "applied"
    assert after["acked"] == {str(phone.client_id): 3}


async def test_an_op_does_not_pass_one_of_its_row_whose_lock_has_just_gone(
    phone, small_company, monkeypatch
):
    carried_out = Push._carry_out
    calls = []

    async def held_at_first(self, *given):
        calls.append(given)
        if len(calls) == 1:
            raise asyncpg.LockNotAvailableError
        return await carried_out(self, *given)

    monkeypatch.setattr(Push, "_carry_out", held_at_first)
    first = phone.op("request_demand_change", new_line(small_company))
    second = phone.op("withdraw_demand_change", {"reason": "other"}, id=first["id"])
    other = phone.op("request_demand_change", new_line(small_company))

    answer = (await phone.push_raw(first, second, other)).json()

    assert [result["op_id"] for result in answer["results"]] == [other["op_id"]]
    again = await phone.push(first, second)
    assert [result["status"] for result in again] == ["applied", "applied"]


async def test_an_op_that_was_dropped_while_it_waited_is_waited_for_an_hour(phone, left_out, clock):
    clock.advance(timedelta(minutes=61))

    page = await phone.pull()
    answer = (await phone.push_raw()).json()

    assert page["acked"] == {str(phone.client_id): 3}
    assert answer["last_seq"] == 3
    [client] = await SyncClient.select(SyncClient.waiting_seq)
    assert client["waiting_seq"] is None
