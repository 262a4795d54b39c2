"""Pulling, sentence by sentence, as a client sees it that knows nothing else of the server."""

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from backend.demand.tables import DemandLine
from backend.identity.commands import RevokeScope
from backend.kit.engine import connection_arguments
from backend.kit.sql import fetch
from backend.sync.commands import ForgetOldSync
from shared.ids import new_id
from tests.builders import NOW, add_lines
from tests.phones import change_args

PAGE = {
    "epoch", "rows", "dels", "added", "removed", "acked", "cursor", "has_more", "reset", "check",
}  # fmt: skip


@pytest.fixture
async def igor(new_phone, small_company):
    """A rep of another territory."""
    made = new_phone()
    await made.sign_in("igor")
    return made


async def test_a_page_has_exactly_the_protocols_keys(phone):
    answer = await phone.pull_raw()

    assert set(answer.json()) == PAGE
    assert str(UUID(answer.json()["epoch"])) == answer.json()["epoch"]
    assert answer.headers["x-sync"] == "1"
    assert answer.headers["cache-control"] == "no-store"


async def test_a_process_that_was_paused_in_a_pull_asks_to_come_again(phone, monkeypatch):
    async def ended(*_values):
        raise asyncpg.IdleInTransactionSessionTimeoutError

    with monkeypatch.context() as patched:
        patched.setattr("backend.sync.pull.moment", ended)
        answer = await phone.pull_raw()

    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert int(answer.headers["retry-after"]) >= 1


async def test_a_pull_may_say_only_that_it_begins_from_nothing(phone):
    answer = await phone.post("/sync/v1/pull", {"cursor": None})

    assert answer.status_code == 200
    assert answer.json()["acked"] == {}


async def test_the_cursor_advances_with_every_page_until_the_end(phone, small_company):
    await add_lines(small_company, small_company.north, 120)

    cursors = []
    while True:
        page = (await phone.pull_raw(limit_kb=4)).json()
        phone.apply(page)
        cursors.append(page["cursor"])
        if not page["has_more"]:
            break

    assert len(cursors) > 5
    assert len(set(cursors)) == len(cursors)


async def test_a_lost_page_comes_again_from_the_same_cursor(phone, small_company):
    await add_lines(small_company, small_company.north, 120)
    phone.apply((await phone.pull_raw(limit_kb=4)).json())

    lost = (await phone.pull_raw(limit_kb=4)).json()
    again = (await phone.pull_raw(limit_kb=4)).json()

    assert {**again, "cursor": ""} == {**lost, "cursor": ""}


@pytest.mark.parametrize("is_first", [True, False])
async def test_a_row_of_the_transaction_at_the_horizon_is_not_passed_over(
    phone, small_company, owner_connection, is_first
):
    if not is_first:
        await phone.pull()
    async with owner_connection.transaction():
        await owner_connection.execute(
            "UPDATE demand_line SET is_urgent = true WHERE id = $1", small_company.hartmann_line
        )
        await phone.pull()

    await phone.pull()

    assert phone.rows["demand_line"][str(small_company.hartmann_line)]["is_urgent"] is True
    assert phone.mismatches == 0


@pytest.mark.parametrize("is_first", [True, False])
async def test_a_number_that_a_crash_gives_out_again_is_not_behind_the_cursor(
    phone, small_company, database, is_first
):
    """PostgreSQL forgets numbers under which nothing was committed, and gives them to others after a crash.

    Here the row is given such a number by hand.
    """
    connection = await asyncpg.connect(**connection_arguments(database.database_owner_url))
    await add_lines(small_company, small_company.north, 1)
    if not is_first:
        await phone.pull()
        await add_lines(small_company, small_company.north, 1)
    burnt = 0
    for _ in range(5):
        transaction = connection.transaction()
        await transaction.start()
        burnt = await connection.fetchval("SELECT pg_current_xact_id()::text::bigint")
        await transaction.rollback()
    # Somebody else's commit elsewhere moves the horizon on.
    await add_lines(small_company, small_company.south, 1)
    await phone.pull()

    [late] = await add_lines(small_company, small_company.north, 1)
    await connection.execute("ALTER TABLE demand_line DISABLE TRIGGER USER")
    await connection.execute(
        "UPDATE demand_line SET sync_xid = $2::text::xid8 WHERE id = $1", UUID(late), str(burnt)
    )
    await connection.execute("ALTER TABLE demand_line ENABLE TRIGGER USER")
    await phone.pull()

    assert late in phone.ids("demand_line")
    assert phone.mismatches == 0
    await connection.close()


async def test_nothing_beyond_the_horizon_is_sent_with_what_is_below(
    phone, small_company, owner_connection
):
    await phone.pull()
    [below] = await add_lines(small_company, small_company.north, 1)
    async with owner_connection.transaction():
        await owner_connection.execute("SELECT pg_current_xact_id()")
        [beyond] = await add_lines(small_company, small_company.north, 1)
        during = (await phone.pull_raw()).json()

    phone.apply(during)
    after = (await phone.pull_raw()).json()

    sent = [[row[0] for row in page["rows"]["demand_line"]["data"]] for page in (during, after)]
    assert sent == [[below], [beyond]]


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "Igor's"])
async def test_a_cursor_that_is_not_mine_begins_from_nothing(phone, igor, small_company, cursor):
    await phone.pull()
    await igor.pull()
    given = igor.cursor if cursor == "Igor's" else cursor

    page = (await phone.pull_raw(cursor=given)).json()

    assert page["reset"] == [str(small_company.north)]
    assert [row[0] for row in page["rows"]["demand_line"]["data"]] == [
        str(small_company.hartmann_line)
    ]


@pytest.mark.parametrize(("days", "is_reset"), [(89, False), (90, False), (91, True)])
async def test_a_deletion_is_told_for_ninety_days_and_then_the_scope_is_replaced(
    phone, small_company, process, clock, days, is_reset
):
    await phone.pull()
    await DemandLine.update({DemandLine.deleted_at: NOW}).where(
        DemandLine.id == small_company.hartmann_line
    )
    clock.advance(timedelta(days=days))
    await process.dispatcher.dispatch(ForgetOldSync(), actor_id=None)
    await phone.sign_in("marta")

    page = (await phone.pull_raw()).json()

    deleted = {"demand_line": [str(small_company.hartmann_line)]}
    assert page["dels"] == ({} if is_reset else deleted)
    assert page["reset"] == ([str(small_company.north)] if is_reset else [])


@pytest.mark.parametrize("days", [90])
async def test_an_exit_is_told_for_ninety_days(phone, small_company, process, clock, days):
    await phone.pull()
    await DemandLine.update({DemandLine.scope_id: small_company.south}).where(
        DemandLine.id == small_company.hartmann_line
    )
    await fetch("UPDATE sync_exit SET left_at = $1", NOW)
    clock.advance(timedelta(days=days))
    await process.dispatcher.dispatch(ForgetOldSync(), actor_id=None)
    await phone.sign_in("marta")

    page = (await phone.pull_raw()).json()

    assert page["dels"] == {"demand_line": [str(small_company.hartmann_line)]}


async def test_a_row_that_is_removed_outright_is_forgotten(phone, small_company):
    [gone, *rest] = await add_lines(small_company, small_company.north, 3)
    await phone.pull()
    await DemandLine.delete().where(DemandLine.id == gone)

    page = await phone.pull()

    assert page["dels"] == {"demand_line": [gone]}
    assert phone.ids("demand_line") == {*rest, str(small_company.hartmann_line)}
    assert phone.mismatches == 0


async def test_unsent_ops_outlive_a_scope_that_is_taken(phone, small_company, process):
    await phone.pull()
    op = phone.op("request_demand_change", change_args(small_company))
    await process.dispatcher.dispatch(
        RevokeScope(small_company.marta, small_company.north), actor_id=None
    )

    page = await phone.pull()
    [result] = await phone.push(op)

    assert page["removed"] == [str(small_company.north)]
    assert (result["status"], result["code"]) == ("rejected", "not_found")


async def test_a_mismatch_is_mended_by_leaving_the_scope_out(phone, small_company):
    await add_lines(small_company, small_company.north, 5)
    await phone.pull()
    phone.rows["demand_line"].popitem()

    await phone.pull()

    assert phone.mismatches == 1
    assert len(phone.ids("demand_line")) == 6


async def test_an_executives_paging_cursor_over_very_many_scopes_is_taken_back(
    small_company, new_phone
):
    scopes = [new_id() for _ in range(900)]
    await fetch(
        "INSERT INTO scope (id, kind, code, name, region) "
        "SELECT id, 'territory', id::text, id::text, '' FROM unnest($1::uuid[]) AS id",
        scopes,
    )
    await fetch(
        "INSERT INTO scope_membership (id, person_id, scope_id, granted_at) "
        "SELECT gen_random_uuid(), $1, id, $3 FROM unnest($2::uuid[]) AS id",
        small_company.anna,
        scopes,
        NOW,
    )
    await add_lines(small_company, small_company.north, 40)
    anna = new_phone()
    await anna.sign_in("anna")

    await anna.pull(limit_kb=4)

    assert anna.pages > 1
    assert len(anna.scopes) == 903
    assert len(anna.ids("demand_line")) == 43
