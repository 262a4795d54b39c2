"""Each op is answered once and for good."""

import asyncio
from uuid import uuid4

import pytest

from backend.demand.tables import DemandChange
from backend.identity.commands import RevokeScope
from backend.sync.tables import SyncOp
from shared.ids import new_id
from tests.phones import change_args


async def test_a_change_that_a_phone_sends_is_applied(phone, small_company):
    op = phone.op("request_demand_change", change_args(small_company))

    [result] = await phone.push(op)

    assert result == {
        "op_id": op["op_id"],
        "status": "applied",
        "ver": 1,
        "code": None,
        "message": None,
        "fields": [],
        "current": None,
        "replayed": False,
    }
    row = await DemandChange.objects().get(DemandChange.id == op["id"])
    assert row is not None
    assert row.quantity_delta == 40


async def test_an_op_that_comes_again_gets_its_answer_again_and_has_one_effect(
    phone, small_company
):
    op = phone.op("request_demand_change", change_args(small_company))
    [first] = await phone.push(op)

    answer = await phone.push_raw({**op, "at": "2026-11-25T08:00:00Z"})

    assert answer.json() == {
        "results": [{**first, "replayed": True}],
        "last_seq": 1,
        "retry_after": None,
    }
    assert await DemandChange.count() == 1


async def test_a_refusal_that_comes_again_is_given_again_as_it_was(phone, small_company):
    op = phone.op("request_demand_change", change_args(small_company, quantity_delta="-500"))
    [first] = await phone.push(op)

    [again] = await phone.push(op)

    assert first["status"] == "rejected"
    assert first["code"] == "resulting_quantity_negative"
    assert again == {**first, "replayed": True}


async def test_a_hundred_equal_pushes_at_once_have_one_effect(phone, small_company):
    op = phone.op("request_demand_change", change_args(small_company))
    missing = {"op_id": op["op_id"]}

    async def until_answered():
        while True:
            answer = await phone.push_raw(op)
            if answer.status_code == 200:
                return answer.json()["results"][0]
            assert answer.status_code in {429, 503}, answer.text
            missing[str(answer.status_code)] = answer.headers["retry-after"]
            await asyncio.sleep(0.1)

    results = await asyncio.gather(*(until_answered() for _ in range(100)))

    assert {result["status"] for result in results} == {"applied"}
    assert [result["replayed"] for result in results].count(False) == 1
    assert await DemandChange.count() == 1
    assert await SyncOp.count() == 1


async def test_the_same_op_id_with_other_content_refuses_the_envelope(phone, small_company):
    op = phone.op("request_demand_change", change_args(small_company))
    await phone.push(op)
    other = phone.op("request_demand_change", change_args(small_company))

    answer = await phone.push_raw(
        other, {**op, "args": change_args(small_company, quantity_delta="50")}
    )

    assert answer.status_code == 422
    assert answer.json()["code"] == "op_changed"
    assert await DemandChange.count() == 1


async def test_one_op_id_twice_in_an_envelope_with_other_content_is_refused(phone, small_company):
    op = phone.op("request_demand_change", change_args(small_company))

    answer = await phone.push_raw(op, {**op, "base_ver": 2})

    assert answer.status_code == 422
    assert await DemandChange.count() == 0


async def test_a_number_that_another_op_has_used_is_refused(phone, small_company):
    await phone.push(phone.op("request_demand_change", change_args(small_company)))
    op = phone.op("request_demand_change", change_args(small_company), seq=1)

    [result] = await phone.push(op)

    assert (result["status"], result["code"]) == ("rejected", "seq_taken")
    assert await DemandChange.count() == 1


async def test_ops_behind_a_refused_one_wait_and_others_do_not(phone, small_company):
    refused = phone.op("request_demand_change", change_args(small_company, quantity_delta="-500"))
    behind = phone.op("amend_demand_change", change_args(small_company), id=refused["id"])
    other = phone.op(
        "request_demand_change",
        change_args(small_company, demand_line_id=None, due_on="2026-12-20"),
    )

    results = await phone.push(refused, behind, other)

    assert [result["status"] for result in results] == ["rejected", "deferred", "applied"]
    assert results[1]["code"] == "waits_for_refused"
    assert results[1]["message"]
    assert await DemandChange.count() == 1


async def test_an_op_in_a_later_envelope_waits_until_the_refusal_is_settled(phone, small_company):
    refused = phone.op("request_demand_change", change_args(small_company, quantity_delta="-500"))
    await phone.push(refused)
    behind = phone.op("amend_demand_change", change_args(small_company), id=refused["id"])
    again = phone.op("request_demand_change", change_args(small_company), id=refused["id"])
    after = phone.op(
        "amend_demand_change",
        change_args(small_company, quantity_delta="50"),
        id=refused["id"],
        base_ver=1,
    )

    [waits] = await phone.push(behind)
    [settles] = await phone.push(again)
    [goes_on] = await phone.push(after)

    assert waits["status"] == "deferred"
    assert settles["status"] == "applied"
    assert goes_on["status"] == "applied"


async def test_the_author_may_say_that_a_refusal_is_settled(phone, small_company):
    first = phone.op("request_demand_change", change_args(small_company))
    refused = phone.op(
        "amend_demand_change",
        change_args(small_company, quantity_delta="-500"),
        id=first["id"],
        base_ver=1,
    )
    behind = phone.op(
        "amend_demand_change",
        change_args(small_company, quantity_delta="60"),
        id=first["id"],
        base_ver=0,
    )
    results = await phone.push(first, refused, behind)
    renewed = {**behind, "op_id": str(new_id()), "seq": 4, "base_ver": 1}

    answer = await phone.push(renewed, settled=[refused["op_id"], behind["op_id"]])

    assert [result["status"] for result in results] == ["applied", "rejected", "deferred"]
    assert answer[0]["status"] == "applied"


async def test_another_clients_op_is_not_held_back_by_my_refusal(phone, small_company, new_phone):
    first = phone.op("request_demand_change", change_args(small_company))
    refused = phone.op(
        "amend_demand_change",
        change_args(small_company, quantity_delta="-500"),
        id=first["id"],
        base_ver=1,
    )
    await phone.push(first, refused)
    tablet = new_phone()
    await tablet.sign_in("marta")

    [result] = await tablet.push(
        tablet.op(
            "amend_demand_change",
            change_args(small_company, quantity_delta="60"),
            id=first["id"],
            base_ver=1,
        )
    )

    assert result["status"] == "applied"


async def test_other_fields_changed_since_are_a_parallel_update(phone, small_company, new_phone):
    first = phone.op("request_demand_change", change_args(small_company))
    await phone.push(first)
    tablet = new_phone()
    await tablet.sign_in("marta")
    await tablet.push(
        tablet.op(
            "amend_demand_change",
            change_args(small_company, note="they call back"),
            id=first["id"],
            base_ver=1,
        )
    )

    [result] = await phone.push(
        phone.op(
            "amend_demand_change",
            change_args(small_company, quantity_delta="60", note=""),
            id=first["id"],
            base_ver=1,
        )
    )

    assert (result["status"], result["code"], result["fields"]) == (
        "applied",
        "parallel_update",
        ["note"],
    )
    await phone.pull()
    row = phone.rows["demand_change"][first["id"]]
    assert (row["quantity_delta"], row["note"]) == ("60", "they call back")


async def test_the_same_field_changed_since_is_a_conflict_with_the_row(
    phone, small_company, new_phone
):
    first = phone.op("request_demand_change", change_args(small_company))
    await phone.push(first)
    tablet = new_phone()
    await tablet.sign_in("marta")
    await tablet.push(
        tablet.op(
            "amend_demand_change",
            change_args(small_company, quantity_delta="60"),
            id=first["id"],
            base_ver=1,
        )
    )

    [result] = await phone.push(
        phone.op(
            "amend_demand_change",
            change_args(small_company, quantity_delta="70"),
            id=first["id"],
            base_ver=1,
        )
    )

    assert (result["status"], result["code"], result["fields"]) == (
        "conflict",
        "conflict",
        ["quantity_delta"],
    )
    assert result["ver"] == 2
    assert result["current"]["quantity_delta"] == "60"
    await phone.pull()
    assert phone.rows["demand_change"][first["id"]] == result["current"]


async def test_a_replayed_conflict_shows_nothing_of_a_row_that_was_taken_away(
    phone, small_company, new_phone, process
):
    first = phone.op("request_demand_change", change_args(small_company))
    await phone.push(first)
    tablet = new_phone()
    await tablet.sign_in("marta")
    amended = tablet.op(
        "amend_demand_change",
        change_args(small_company, quantity_delta="60"),
        id=first["id"],
        base_ver=1,
    )
    await tablet.push(amended)
    late = phone.op(
        "amend_demand_change",
        change_args(small_company, quantity_delta="70"),
        id=first["id"],
        base_ver=1,
    )
    [conflict] = await phone.push(late)
    assert conflict["current"] is not None
    await process.dispatcher.dispatch(
        RevokeScope(small_company.marta, small_company.north), actor_id=None
    )

    [again] = await phone.push(late)

    assert again == {
        **conflict,
        "replayed": True,
        "message": None,
        "fields": [],
        "current": None,
    }


async def test_somebody_elses_op_id_tells_nothing(phone, small_company, new_phone):
    op = phone.op("request_demand_change", change_args(small_company))
    await phone.push(op)
    igor = new_phone()
    await igor.sign_in("igor")

    [result] = await igor.push({**op, "args": {"what": "ever"}})

    assert (result["status"], result["code"], result["ver"], result["current"]) == (
        "rejected",
        "op_not_yours",
        None,
        None,
    )


async def test_somebody_elses_client_id_is_refused_and_counts_nothing(
    phone, small_company, new_phone
):
    await phone.push(phone.op("request_demand_change", change_args(small_company)))
    igor = new_phone()
    await igor.sign_in("igor")
    igor.client_id = phone.client_id

    answer = await igor.push_raw(igor.op("withdraw_demand_change", {"reason": "other"}, seq=99))

    assert (answer.status_code, answer.json()["code"]) == (403, "client_not_yours")
    mine = await phone.push_raw()
    assert mine.json()["last_seq"] == 1


async def test_a_row_that_is_not_there_and_one_that_is_not_mine_are_one_answer(
    phone, small_company, new_phone
):
    igor = new_phone()
    await igor.sign_in("igor")
    foreign = igor.op(
        "request_demand_change",
        change_args(
            small_company,
            demand_line_id=str(small_company.baltic_line),
            customer_id=str(small_company.baltic),
        ),
    )
    [made] = await igor.push(foreign)
    assert made["status"] == "applied"

    answers = []
    for row_id in (foreign["id"], str(uuid4())):
        op = phone.op("withdraw_demand_change", {"reason": "other"}, id=row_id, base_ver=1)
        [first] = await phone.push(op)
        [again] = await phone.push(op)
        answers.append(({**first, "op_id": ""}, {**again, "op_id": ""}))

    assert answers[0] == answers[1]
    assert answers[0][0]["code"] == "not_found"


async def test_an_unknown_kind_is_refused_with_a_sentence(phone):
    [result] = await phone.push(phone.op("reorder_universe", {}))

    assert (result["status"], result["code"]) == ("rejected", "unknown_kind")
    assert result["message"] == (
        "This app and the server do not speak the same version. Update the app and save it again."
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quantity_delta": "1e5"}, "quantity_delta"),
        ({"quantity_delta": 40}, "quantity_delta"),
        ({"quantity_delta": "NaN"}, "quantity_delta"),
        ({"quantity_delta": "0.0000001"}, "quantity_delta"),
        ({"customer_id": "Hartmann"}, "customer_id"),
        ({"due_on": "3.12.2026"}, "due_on"),
        ({"reason": "because"}, "reason"),
        ({"confidence": 1.5}, "confidence"),
        ({"note": "x" * 2001}, "note"),
        ({"note": "a\x00b"}, "note"),
        ({"status": "applied"}, "status"),
        ({"scope_id": str(uuid4())}, "scope_id"),
    ],
)
async def test_args_are_read_strictly_and_the_field_is_named(phone, small_company, changes, field):
    op = phone.op("request_demand_change", change_args(small_company, **changes))

    [result] = await phone.push(op)

    assert (result["status"], result["code"], result["fields"]) == (
        "rejected",
        "invalid_args",
        [field],
    )
    assert await DemandChange.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "me"},
        {"schema_ver": 1.5},
        {"ops": {}},
        {"ops": [{"op_id": str(new_id())}]},
        {"surprise": True},
        {
            "ops": [
                {"op_id": str(new_id()), "seq": -1, "kind": "x", "id": str(new_id()), "args": {}}
            ]
        },
    ],
)
async def test_a_malformed_envelope_is_422_and_names_the_place(phone, changes):
    answer = await phone.push_raw(**changes)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "malformed"
    assert answer.json()["facts"]["field"]


async def test_more_than_a_hundred_ops_are_to_be_halved(phone, small_company):
    ops = [phone.op("request_demand_change", change_args(small_company)) for _ in range(101)]

    answer = await phone.push_raw(*ops)

    assert answer.status_code == 413
    assert await DemandChange.count() == 0


async def test_a_client_of_a_version_before_the_first_is_too_old(phone):
    answer = await phone.push_raw(schema_ver=0)

    assert (answer.status_code, answer.json()["code"]) == (426, "client_too_old")


async def test_a_client_that_is_newer_than_the_server_keeps_its_ops(phone, small_company):
    op = phone.op("request_demand_change", change_args(small_company))

    answer = await phone.push_raw(op, schema_ver=99)

    assert (answer.status_code, answer.json()["code"]) == (503, "server_too_old")
    assert answer.headers["retry-after"] == "60"
    [result] = await phone.push(op)
    assert (result["status"], result["replayed"]) == ("applied", False)


async def test_another_epoch_than_the_servers_is_a_conflict_of_histories(phone):
    answer = await phone.push_raw(epoch=str(uuid4()))

    assert (answer.status_code, answer.json()["code"]) == (409, "epoch_changed")


async def test_the_message_is_in_the_persons_language(phone, small_company):
    await phone.http.patch(
        "/api/v1/session", json={"language": "ru"}, headers={"X-CSRF-Token": phone.token}
    )

    [result] = await phone.push(phone.op("reorder_universe", {}))

    assert result["message"].startswith("Версии приложения и сервера разошлись.")


async def test_a_row_that_is_locked_delays_only_ops_about_itself(
    phone, small_company, owner_connection
):
    first = phone.op("request_demand_change", change_args(small_company))
    await phone.push(first)
    late = phone.op("withdraw_demand_change", {"reason": "other"}, id=first["id"], base_ver=1)
    later = phone.op("withdraw_demand_change", {"reason": "other"}, id=first["id"], base_ver=1)
    other = phone.op(
        "request_demand_change",
        change_args(small_company, demand_line_id=None, due_on="2026-12-20"),
    )
    async with owner_connection.transaction():
        await owner_connection.execute(
            "SELECT 1 FROM demand_change WHERE id = $1 FOR UPDATE", first["id"]
        )
        answer = (await phone.push_raw(late, later, other)).json()

    assert [result["op_id"] for result in answer["results"]] == [other["op_id"]]
    assert answer["retry_after"] == 2
    assert [result["status"] for result in await phone.push(late)] == ["applied"]


async def test_a_push_that_finds_every_row_locked_is_told_to_wait(
    phone, small_company, owner_connection
):
    first = phone.op("request_demand_change", change_args(small_company))
    await phone.push(first)
    async with owner_connection.transaction():
        await owner_connection.execute(
            "SELECT 1 FROM demand_change WHERE id = $1 FOR UPDATE", first["id"]
        )
        answer = await phone.push_raw(
            phone.op("withdraw_demand_change", {"reason": "other"}, id=first["id"], base_ver=1)
        )

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
