"""A phone at rest holds exactly the rows of its scopes."""

from datetime import timedelta

from backend.demand import tables as demand
from backend.identity.commands import GrantScope, RevokeScope
from shared.ids import new_id
from tests.builders import NOW, add_lines
from tests.phones import change_args


async def test_the_first_pull_brings_the_scope_and_nothing_else(phone, small_company):
    page = await phone.pull()

    assert phone.ids("demand_line") == {str(small_company.hartmann_line)}
    assert page["added"] == [str(small_company.north)]
    assert page["removed"] == []
    assert page["reset"] == []
    assert page["acked"] == {}
    assert page["has_more"] is False
    assert page["check"] == {
        str(small_company.north): dict(
            zip(("n", "h"), phone.check_of(str(small_company.north)), strict=True)
        )
    }


async def test_a_row_travels_with_all_its_columns(phone, small_company):
    await phone.pull()

    assert phone.rows["demand_line"][str(small_company.hartmann_line)] == {
        "id": str(small_company.hartmann_line),
        "ver": 1,
        "scope_id": str(small_company.north),
        "customer_id": str(small_company.hartmann),
        "item_id": str(small_company.primer),
        "site_id": str(small_company.riga),
        "order_reference": "20418",
        "line_number": 1,
        "channel": "direct",
        "ordered_on": "2026-11-10",
        "due_on": "2026-12-03",
        "promised_on": "2026-12-03",
        "quantity": "120",
        "shipped_quantity": "0",
        "unit_price": "95",
        "status": "open",
        "is_urgent": False,
        "maximum_days_late": None,
        "allows_partial": None,
        "minimum_partial_quantity": None,
        "ships_together": None,
    }


async def test_an_empty_pull_is_small_and_moves_nothing(phone):
    first = await phone.pull()
    answer = await phone.pull_raw()

    assert answer.json()["rows"] == {}
    assert answer.json()["check"] == first["check"]
    assert answer.json()["added"] == []
    assert len(answer.content) < 400
    # A phone asks for the next page as soon as all that stands before the rows has come.
    assert list(answer.json())[-1] == "rows"


async def test_an_op_is_acknowledged_with_the_page_that_brings_its_row(phone, small_company):
    op = phone.op("request_demand_change", change_args(small_company))
    await phone.push(op)

    page = await phone.pull()

    assert phone.rows["demand_change"][op["id"]]["quantity_delta"] == "40"
    assert phone.rows["demand_change"][op["id"]]["requested_at"] == "2026-11-24T08:00:00.000000Z"
    assert page["acked"] == {str(phone.client_id): op["seq"]}


async def test_a_long_first_pull_comes_in_pages_and_loses_nothing(phone, small_company):
    made = await add_lines(small_company, small_company.north, 400)

    page = await phone.pull(limit_kb=8)

    assert phone.ids("demand_line") == {*made, str(small_company.hartmann_line)}
    assert phone.pages > 10
    assert phone.mismatches == 0
    assert page["check"][str(small_company.north)]["n"] == 401


async def test_the_smallest_page_still_moves(phone, small_company):
    made = await add_lines(small_company, small_company.north, 5)

    await phone.pull(limit_kb=1)

    assert phone.ids("demand_line") == {*made, str(small_company.hartmann_line)}


async def test_rows_written_while_a_phone_pages_are_not_lost(phone, small_company):
    made = await add_lines(small_company, small_company.north, 200)
    answer = await phone.pull_raw(limit_kb=8)
    phone.apply(answer.json())
    assert answer.json()["has_more"] is True
    late = await add_lines(small_company, small_company.north, 3)
    await demand.DemandLine.update({demand.DemandLine.is_urgent: True}).where(
        demand.DemandLine.id.is_in(made[:50])
    )

    await phone.pull(limit_kb=8)

    assert phone.ids("demand_line") == {*made, *late, str(small_company.hartmann_line)}
    assert all(phone.rows["demand_line"][row_id]["is_urgent"] for row_id in made[:50])
    assert phone.mismatches == 0


async def test_a_client_that_notes_its_scopes_only_at_the_end_gets_all_rows_once(
    phone, small_company
):
    await add_lines(small_company, small_company.north, 200)
    cursor, sent, added = None, [], []
    for _ in range(200):
        page = (await phone.pull_raw(cursor=cursor, scopes={}, limit_kb=8)).json()
        sent += [row[0] for row in page["rows"].get("demand_line", {"data": []})["data"]]
        added += page["added"]
        cursor = page["cursor"]
        if not page["has_more"]:
            break

    assert len(sent) == len(set(sent)) == 201
    assert added == [str(small_company.north)]


async def test_a_deleted_row_is_forgotten(phone, small_company):
    await phone.pull()
    await demand.DemandLine.update({demand.DemandLine.deleted_at: NOW}).where(
        demand.DemandLine.id == small_company.hartmann_line
    )

    page = await phone.pull()

    assert page["dels"] == {"demand_line": [str(small_company.hartmann_line)]}
    assert phone.ids("demand_line") == set()


async def test_an_archived_line_leaves_the_phones(phone, small_company):
    await phone.pull()
    await demand.DemandLine.update({demand.DemandLine.archived_at: NOW}).where(
        demand.DemandLine.id == small_company.hartmann_line
    )

    await phone.pull()

    assert phone.ids("demand_line") == set()


async def test_a_row_that_moves_away_leaves_its_old_scope(phone, small_company, new_phone):
    igor = new_phone()
    await igor.sign_in("igor")
    await phone.pull()
    await igor.pull()

    await demand.DemandLine.update({demand.DemandLine.scope_id: small_company.south}).where(
        demand.DemandLine.id == small_company.hartmann_line
    )
    await phone.pull()
    await igor.pull()

    assert str(small_company.hartmann_line) not in phone.ids("demand_line")
    assert str(small_company.hartmann_line) in igor.ids("demand_line")
    assert phone.mismatches == igor.mismatches == 0


async def test_a_row_that_moves_between_two_scopes_of_mine_stays(small_company, new_phone):
    anna = new_phone()
    await anna.sign_in("anna")
    await anna.pull()

    await demand.DemandLine.update({demand.DemandLine.scope_id: small_company.south}).where(
        demand.DemandLine.id == small_company.hartmann_line
    )
    page = await anna.pull()

    assert page["dels"] == {}
    row = anna.rows["demand_line"][str(small_company.hartmann_line)]
    assert row["scope_id"] == str(small_company.south)


async def test_a_scope_that_is_granted_comes_whole_and_one_that_is_taken_goes(
    phone, small_company, process
):
    await phone.pull()
    await process.dispatcher.dispatch(
        GrantScope(small_company.marta, small_company.south), actor_id=None
    )
    granted = await phone.pull()
    assert granted["added"] == [str(small_company.south)]
    assert phone.ids("demand_line") == {
        str(small_company.hartmann_line),
        str(small_company.baltic_line),
        str(small_company.ostrov_line),
    }

    await process.dispatcher.dispatch(
        RevokeScope(small_company.marta, small_company.north), actor_id=None
    )
    taken = await phone.pull()

    assert taken["removed"] == [str(small_company.north)]
    assert list(taken["check"]) == [str(small_company.south)]
    assert phone.ids("demand_line") == {
        str(small_company.baltic_line),
        str(small_company.ostrov_line),
    }


async def test_a_scope_taken_and_given_back_between_two_pulls_is_complete(
    phone, small_company, process
):
    await phone.pull()
    await process.dispatcher.dispatch(
        RevokeScope(small_company.marta, small_company.north), actor_id=None
    )
    made = await add_lines(small_company, small_company.north, 2)
    await process.dispatcher.dispatch(
        GrantScope(small_company.marta, small_company.north), actor_id=None
    )

    page = await phone.pull()

    assert page["added"] == page["removed"] == []
    assert phone.ids("demand_line") == {*made, str(small_company.hartmann_line)}


async def test_a_scope_that_is_taken_while_it_is_being_sent_is_removed(
    phone, small_company, process
):
    await add_lines(small_company, small_company.north, 200)
    first = (await phone.pull_raw(scopes={}, limit_kb=8)).json()
    await process.dispatcher.dispatch(
        RevokeScope(small_company.marta, small_company.north), actor_id=None
    )

    second = (await phone.pull_raw(cursor=first["cursor"], scopes={}, limit_kb=8)).json()

    assert second["removed"] == [str(small_company.north)]
    assert second["rows"] == {}


async def test_scopes_that_were_never_mine_are_passed_over(phone, small_company):
    claimed = {str(small_company.south): 1, str(new_id()): 1}

    page = (await phone.pull_raw(scopes=claimed)).json()

    assert page["removed"] == []
    assert list(page["check"]) == [str(small_company.north)]
    assert page["added"] == [str(small_company.north)]


async def test_acked_speaks_only_of_ones_own_client(phone, small_company, new_phone):
    await phone.push(phone.op("request_demand_change", change_args(small_company)))
    igor = new_phone()
    await igor.sign_in("igor")

    page = (await igor.pull_raw(client_id=str(phone.client_id))).json()

    assert page["acked"] == {}


async def test_an_op_beyond_the_horizon_is_not_acknowledged_yet(
    phone, small_company, owner_connection
):
    await phone.pull()
    async with owner_connection.transaction():
        # A writer that has begun and not ended: nothing after it may be sent.
        await owner_connection.execute("SELECT pg_current_xact_id()")
        op = phone.op("request_demand_change", change_args(small_company))
        [result] = await phone.push(op)
        assert result["status"] == "applied"
        during = await phone.pull()
        assert during["acked"] == {str(phone.client_id): 0}
        assert during["check"] == {}
        assert phone.ids("demand_change") == set()

    after = await phone.pull()

    assert after["acked"] == {str(phone.client_id): 1}
    assert phone.ids("demand_change") == {op["id"]}


async def test_while_paging_only_what_was_sent_is_acknowledged(phone, small_company):
    await add_lines(small_company, small_company.north, 200)
    await phone.push(phone.op("request_demand_change", change_args(small_company)))

    first = (await phone.pull_raw(limit_kb=8)).json()
    phone.apply(first)
    last = await phone.pull(limit_kb=8)

    assert first["acked"] == {str(phone.client_id): 0}
    assert last["acked"] == {str(phone.client_id): 1}


async def test_after_ninety_days_a_phone_replaces_its_scopes(phone, small_company, clock):
    await phone.pull()
    clock.advance(timedelta(days=91))
    await phone.sign_in("marta")

    page = (await phone.pull_raw()).json()

    assert page["reset"] == [str(small_company.north)]
    assert page["added"] == []
    assert len(page["rows"]["demand_line"]["data"]) == 1


async def test_a_cursor_of_another_epoch_asks_for_a_fresh_start(
    phone, small_company, owner_connection
):
    await phone.pull()
    await owner_connection.execute("UPDATE sync_epoch SET epoch = gen_random_uuid()")

    answer = await phone.pull_raw()

    assert (answer.status_code, answer.json()["code"]) == (409, "epoch_changed")
    phone.cursor, phone.scopes, phone.rows = None, {}, {}
    await phone.pull()
    assert phone.ids("demand_line") == {str(small_company.hartmann_line)}


async def test_a_large_page_is_packed(phone, small_company):
    await add_lines(small_company, small_company.north, 100)

    answer = await phone.pull_raw()

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Cookie, Accept-Encoding"
    assert answer.headers["x-sync"] == "1"


async def test_a_row_is_forgotten_whose_new_scope_is_taken_before_it_was_sent(
    small_company, new_phone, process
):
    anna = new_phone()
    await anna.sign_in("anna")
    await anna.pull()
    line = demand.DemandLine.id == small_company.hartmann_line
    await demand.DemandLine.update({demand.DemandLine.scope_id: small_company.south}).where(line)
    await add_lines(small_company, small_company.north, 50)
    await demand.DemandLine.update({demand.DemandLine.is_urgent: True}).where(line)
    anna.apply((await anna.pull_raw(limit_kb=1)).json())
    await process.dispatcher.dispatch(
        RevokeScope(small_company.anna, small_company.south), actor_id=None
    )

    await anna.pull()

    assert str(small_company.hartmann_line) not in anna.ids("demand_line")
    assert anna.mismatches == 0
