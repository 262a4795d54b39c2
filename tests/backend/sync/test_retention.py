"""What no phone can ask for any more is forgotten, and nothing else."""

from datetime import timedelta

from backend.demand import tables as demand
from backend.identity.commands import ForgetOldAttempts
from backend.identity.tables import SignInAttempt
from backend.sync.commands import ForgetOldSync
from backend.sync.tables import SyncExit, SyncOp, SyncPage
from tests.builders import NOW
from tests.phones import change_args


async def test_exits_receipts_and_pages_go_when_their_time_is_over(
    phone, small_company, process, clock
):
    await phone.push(phone.op("request_demand_change", change_args(small_company)))
    await phone.http.get("/sync/v1/ref/manifest")
    await demand.DemandLine.update({demand.DemandLine.scope_id: small_company.south}).where(
        demand.DemandLine.id == small_company.hartmann_line
    )
    await SyncExit.update({SyncExit.left_at: NOW}, force=True)

    kept = []
    for days in (1, 95, 98, 399, 401):
        clock.instant = NOW + timedelta(days=days)
        await process.dispatcher.dispatch(ForgetOldSync(), actor_id=None)
        kept.append((await SyncExit.count(), await SyncOp.count(), await SyncPage.count() > 0))

    assert kept == [(1, 1, True), (1, 1, False), (0, 1, False), (0, 1, False), (0, 0, False)]


async def test_failed_sign_ins_go_when_no_limit_looks_at_them(
    new_phone, small_company, process, clock
):
    await new_phone().sign_in("marta", "wrong")

    await process.dispatcher.dispatch(ForgetOldAttempts(), actor_id=None)
    assert await SignInAttempt.count() == 2
    clock.advance(timedelta(minutes=16))
    await process.dispatcher.dispatch(ForgetOldAttempts(), actor_id=None)

    assert await SignInAttempt.count() == 0
