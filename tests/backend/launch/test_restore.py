"""What a restore brings back, and what it must not let happen again."""

from pathlib import Path

import httpx
import pytest

from backend.cli.outbox import show
from backend.flow import FLOW
from backend.kit.clock import FrozenClock
from backend.kit.engine import engine
from backend.kit.secrets import Secrets
from backend.launch.backup import write_backup
from backend.launch.progress import Progress
from backend.launch.restore import restore_backup
from backend.outbox.relay import drain
from backend.outbox.repository import outbox_state
from backend.settings import Settings
from tests.two_databases import Lived, as_owner, counting, counts_of, running

# What a restore itself changes in number.
CHANGED_BY_RESTORE = ("planning_change", "outbox_pause")


async def test_every_row_comes_back(
    settings: Settings, other: Settings, lived: Lived, file: Path
) -> None:
    manifest = await write_backup(settings, file, Progress())
    await restore_backup(other, file, Progress())

    before, after = await counts_of(settings), await counts_of(other)
    for table in CHANGED_BY_RESTORE:
        before.pop(table)
        after.pop(table)
    assert after == before
    assert manifest.tables["demand_line"] == 33
    assert manifest.size == file.stat().st_size
    assert file.stat().st_mode & 0o777 == 0o600


async def test_a_pull_from_nothing_sees_every_row_and_an_old_cursor_is_told_so(
    settings: Settings,
    other: Settings,
    lived: Lived,
    file: Path,
    clock: FrozenClock,
    secrets: Secrets,
) -> None:
    held = lived.phone
    await write_backup(settings, file, Progress())
    await restore_backup(other, file, Progress())

    async with running(other, clock, secrets) as process:
        phone = process.phone()
        phone.http.cookies = lived.cookies
        phone.token = held.token
        assert (await phone.pull_raw(cursor=held.cursor)).status_code == 401
        phone.http.cookies = httpx.Cookies()
        assert (await phone.sign_in("marta")).status_code == 200

        answer = await phone.pull_raw(cursor=held.cursor)
        assert (answer.status_code, answer.json()["code"]) == (409, "epoch_changed")
        await phone.pull()
        # A phone sends its last days again after 409; what the backup knows is not done twice.
        phone.client_id = held.client_id
        (again,) = await phone.push(lived.op)
        assert (again["status"], again["replayed"]) == ("applied", True)
        await phone.pull()

    assert phone.ids("demand_line") == held.ids("demand_line")
    assert len(phone.ids("demand_line")) == 31
    assert phone.ids("demand_change") == {lived.op["id"]}
    assert phone.mismatches == 0


async def test_sessions_are_ended_and_the_plans_mark_is_of_the_new_cluster(
    settings: Settings, other: Settings, lived: Lived, file: Path
) -> None:
    await write_backup(settings, file, Progress())
    await restore_backup(other, file, Progress())

    sessions, marks, epochs, was = await as_owner(
        other.database_owner_url,
        "SELECT count(*) AS all, count(revoked_at) AS ended FROM session",
        "SELECT id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS past FROM planning_change",
        "SELECT epoch FROM sync_epoch",
        "SELECT to_regclass('restore_unfinished') AS mark",
    )
    assert tuple(sessions[0]) == (1, 1)
    assert [row["past"] for row in marks] == [True]
    (old,) = await as_owner(settings.database_owner_url, "SELECT epoch FROM sync_epoch")
    assert epochs[0]["epoch"] != old[0]["epoch"]
    assert was[0]["mark"] is None


async def test_the_outbox_waits_until_a_person_resumes_it_and_then_sends_once(
    settings: Settings,
    other: Settings,
    lived: Lived,
    file: Path,
    clock: FrozenClock,
    secrets: Secrets,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await write_backup(settings, file, Progress())
    await restore_backup(other, file, Progress())
    carried_out: list[str] = []

    async with running(other, clock, secrets) as process:
        with counting(process, carried_out) as worker:
            waiting = (await outbox_state())["waiting"]
            assert waiting > 0
            assert await drain(worker) == 0
            assert await worker.seconds_until_next() == 1.0
            ready = await process.phone().http.get("/health/ready")
            assert (ready.status_code, ready.json()["outbox"]) == (200, "paused")
    await show(other)
    assert "paused since" in capsys.readouterr().out
    await show(other, is_resume=True)
    assert "resumed" in capsys.readouterr().out
    engine.config = {}
    async with running(other, clock, secrets) as process:
        with counting(process, carried_out) as worker:
            assert await drain(worker) >= waiting
            assert await drain(worker) == 0
            ready = await process.phone().http.get("/health/ready")
            assert ready.json()["outbox"] == "works"
    assert len(carried_out) == len(set(carried_out)) >= 1


async def test_what_waited_for_the_outside_can_be_taken_out_before_it_goes_again(
    settings: Settings,
    other: Settings,
    lived: Lived,
    file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    outside = next(
        each.name for reactions in FLOW.reactions.values() for each in reactions if each.is_outside
    )
    await as_owner(
        settings.database_owner_url,
        "UPDATE outbox_message SET created_at = now() - interval '1 hour'",
        f"UPDATE outbox_message SET reaction = '{outside}' "
        "WHERE id = (SELECT id FROM outbox_message ORDER BY sequence LIMIT 1)",
    )
    (found,) = await as_owner(
        settings.database_owner_url, "SELECT count(*) AS waiting FROM outbox_message"
    )
    await write_backup(settings, file, Progress())
    await restore_backup(other, file, Progress())

    await show(other, is_resume=True, forgets_outside=True)

    said = capsys.readouterr().out
    engine.config = {}
    assert "1 for the outside taken out" in said
    assert f"{found[0]['waiting'] - 1} waiting, 0 dead" in said
