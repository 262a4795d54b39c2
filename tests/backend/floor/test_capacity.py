"""A machine that is down, other hours, and how the plan and the promises follow."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from backend.alert.tables import Alert
from backend.catalog.queries import planning_catalog
from backend.catalog.tables import ItemSite, Site
from backend.demand.tables import DemandLine
from backend.floor.commands import (
    EndDowntime,
    FollowFloor,
    ReportDowntime,
    ReportHours,
    ReverseReport,
)
from backend.floor.errors import (
    AlreadyReversedError,
    DowntimeEndedError,
    HoursImpossibleError,
    ReportKnownError,
    ReportPeriodError,
    TooManyMachinesError,
)
from backend.floor.queries.board import floor_for
from backend.floor.tables import FloorReport
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.identity.tables import Scope
from backend.outbox.relay import drain
from backend.plan.queries import current_plan_lines
from backend.plan.tables import PlanLine, PlanRevision
from shared.ids import new_id
from shared.terms import DowntimeCause, Role
from tests.builders import NOW, add_person, add_plan_line


def down(company, **changes):
    """Filling line 2 is down from Tuesday 1 December to the end of Wednesday 2 December in Riga."""
    said = {
        "id": new_id(),
        "work_center_id": company.filling,
        "from_at": datetime(2026, 11, 30, 22, tzinfo=UTC),
        "until_at": datetime(2026, 12, 2, 22, tzinfo=UTC),
        "machine_count": None,
        "cause": DowntimeCause.BREAKDOWN,
        "note": "",
        **changes,
    }
    return ReportDowntime(**said)


async def hours(company, center, *days):
    catalog = await planning_catalog()
    return [catalog.hours_on(catalog.work_centers[center], day) for day in days]


async def revisions():
    return [
        row["number"]
        for row in await PlanRevision.select(PlanRevision.number).order_by(PlanRevision.number)
    ]


async def test_a_machine_that_is_down_takes_its_hours_on_those_days(small_company, dispatcher):
    command = down(
        small_company,
        from_at=datetime(2026, 12, 1, 8, tzinfo=UTC),
        until_at=datetime(2026, 12, 1, 12, tzinfo=UTC),
    )

    await dispatcher.dispatch(command, actor_id=small_company.viktor)

    # 16 hours of shift, of which four are lost, at 90 %.
    assert await hours(
        small_company, small_company.filling, date(2026, 12, 1), date(2026, 12, 2)
    ) == [Decimal("10.80"), Decimal("14.40")]
    assert await revisions() == [1, 2]
    [row] = await FloorReport.select()
    assert (row["kind"], row["reported_by_name"], row["happened_on"]) == (
        "downtime",
        "Viktor Hahn",
        date(2026, 12, 1),
    )


async def test_lines_move_to_the_first_day_with_room_and_broken_promises_are_told(
    small_company, dispatcher, worker
):
    await dispatcher.dispatch(down(small_company), actor_id=small_company.viktor)
    await drain(worker)

    [line] = await current_plan_lines()
    assert (line.on, line.start_on) == (date(2026, 12, 3), date(2026, 12, 2))
    assert await revisions() == [1, 2, 3]
    # Baltic's 30 of Wednesday and Hartmann's 120 of Thursday are still kept by 90 on stock and 80 on
    # Thursday: nobody is moved.
    assert await Alert.select().where(Alert.kind == "order_slips") == []


async def test_what_a_shop_is_sent_of_a_line_that_moves_is_sent_later(
    small_company, dispatcher, worker
):
    shop = await add_shop(small_company)
    await DemandLine.update({DemandLine.quantity: Decimal(10)}).where(
        DemandLine.id == small_company.hartmann_line
    )
    await add_plan_line(
        small_company,
        site_id=shop,
        source_site_id=small_company.riga,
        reference="T-1",
        quantity=Decimal(70),
        start_on=date(2026, 12, 2),
        on=date(2026, 12, 3),
    )

    await dispatcher.dispatch(down(small_company), actor_id=small_company.viktor)
    await drain(worker)

    # Until the 80 of Thursday there are 90 on stock, of which Baltic takes 30: 10 of the 70 wait.
    lines = {(line.quantity, line.start_on, line.on) for line in await current_plan_lines()}
    assert lines == {
        (Decimal(80), date(2026, 12, 2), date(2026, 12, 3)),
        (Decimal(60), date(2026, 12, 2), date(2026, 12, 3)),
        (Decimal(10), date(2026, 12, 3), date(2026, 12, 4)),
    }


async def add_shop(company):
    """A shop in Hamburg that gets its primer from Riga in a day, and has a plan."""
    shop = new_id()
    await Scope.insert(Scope(id=shop, kind="site", code="ham", name="Hamburg shop", region=""))
    [riga] = await Site.select().where(Site.id == company.riga)
    await Site.insert(
        Site(**{**riga, "id": shop, "scope_id": shop, "code": "HAM", "name": "Hamburg shop"})
    )
    await ItemSite.insert(
        ItemSite(
            id=new_id(),
            item_id=company.primer,
            site_id=shop,
            procurement="transfer",
            source_site_id=company.riga,
            lead_time_days=1,
            safety_stock=Decimal(0),
            lot_minimum=Decimal(1),
            lot_multiple=Decimal(1),
        )
    )
    await PlanRevision.insert(
        PlanRevision(id=new_id(), site_id=shop, number=1, revised_at=NOW, note="")
    )
    return shop


async def test_a_promise_that_has_become_impossible_moves_and_its_rep_is_told(
    small_company, dispatcher, worker
):
    command = down(small_company, until_at=datetime(2026, 12, 3, 22, tzinfo=UTC))
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    await drain(worker)

    [line] = await current_plan_lines()
    assert line.on == date(2026, 12, 4)
    lines = (
        await DemandLine.select()
        .where(DemandLine.customer_id == small_company.hartmann)
        .order_by(DemandLine.promised_on)
    )
    # Sixty are there on the day, what is missing comes when the moved lot does.
    assert [(row["promised_on"], row["quantity"], row["due_on"]) for row in lines] == [
        (date(2026, 12, 3), Decimal(60), date(2026, 12, 3)),
        (date(2026, 12, 4), Decimal(60), date(2026, 12, 3)),
    ]
    [alert] = await Alert.select().where(Alert.kind == "order_slips")
    assert (alert["scope_id"], alert["severity"]) == (small_company.north, "late")

    await drain(worker)
    assert (
        len(await DemandLine.select().where(DemandLine.customer_id == small_company.hartmann)) == 2
    )


async def test_until_further_notice_lasts_through_the_negotiable_zone_and_ends_when_said(
    small_company, dispatcher
):
    command = down(small_company, from_at=datetime(2026, 11, 24, 8, tzinfo=UTC), until_at=None)
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    days = (date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 1))
    # Seven negotiable days: to the end of Monday 30 November.
    assert await hours(small_company, small_company.filling, *days) == [0, 0, Decimal("14.40")]

    ended = EndDowntime(command.id, datetime(2026, 11, 25, 22, tzinfo=UTC))
    await dispatcher.dispatch(ended, actor_id=small_company.vera)
    assert await hours(small_company, small_company.filling, *days) == [
        0,
        Decimal("14.40"),
        Decimal("14.40"),
    ]
    with pytest.raises(DowntimeEndedError):
        await dispatcher.dispatch(ended, actor_id=small_company.vera)


async def test_what_is_down_until_further_notice_is_down_tomorrow_too(
    small_company, dispatcher, clock
):
    command = down(small_company, from_at=datetime(2026, 11, 24, 8, tzinfo=UTC), until_at=None)
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    clock.instant = datetime(2026, 11, 30, 8, tzinfo=UTC)
    await dispatcher.dispatch(FollowFloor(), actor_id=None)
    assert await hours(
        small_company, small_company.filling, date(2026, 12, 1), date(2026, 12, 2)
    ) == [0, Decimal("14.40")]


async def test_worker_hours_and_efficiency_take_the_place_of_the_calendars(
    small_company, dispatcher
):
    def told(**changes):
        said = {
            "id": new_id(),
            "work_center_id": small_company.mixer,
            "from_on": date(2026, 12, 1),
            "until_on": date(2026, 12, 2),
            "hours": None,
            "efficiency_ratio": None,
            "note": "",
            **changes,
        }
        return ReportHours(**said)

    await dispatcher.dispatch(told(efficiency_ratio=Decimal("0.5")), actor_id=small_company.viktor)
    only_one = told(until_on=date(2026, 12, 1), hours=Decimal(6))
    await dispatcher.dispatch(only_one, actor_id=small_company.viktor)
    days = (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3))
    assert await hours(small_company, small_company.mixer, *days) == [6, 8, Decimal("14.40")]

    await dispatcher.dispatch(
        ReverseReport(only_one.id, "typed wrong"), actor_id=small_company.vera
    )
    assert await hours(small_company, small_company.mixer, *days) == [8, 8, Decimal("14.40")]
    row = await FloorReport.objects().get(FloorReport.id == only_one.id)
    assert row is not None
    assert (row.reversed_by_name, row.reversal_note, row.ver) == ("Vera Lind", "typed wrong", 2)
    with pytest.raises(AlreadyReversedError):
        await dispatcher.dispatch(ReverseReport(only_one.id, ""), actor_id=small_company.vera)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"until_at": datetime(2026, 11, 30, 21, tzinfo=UTC)}, ReportPeriodError),
        ({"from_at": datetime(2025, 1, 1, tzinfo=UTC)}, ReportPeriodError),
        ({"machine_count": 2}, TooManyMachinesError),
        ({"work_center_id": new_id()}, NotFoundError),
    ],
)
async def test_a_report_that_cannot_be_changes_nothing(small_company, dispatcher, changes, error):
    with pytest.raises(error):
        await dispatcher.dispatch(down(small_company, **changes), actor_id=small_company.viktor)
    assert await FloorReport.count() == 0
    assert await revisions() == [1]


async def test_hours_and_efficiency_are_not_said_together(small_company, dispatcher):
    with pytest.raises(HoursImpossibleError):
        await dispatcher.dispatch(
            ReportHours(
                new_id(), small_company.mixer, date(2026, 12, 1), date(2026, 12, 1),
                Decimal(25), None, "",
            ),
            actor_id=small_company.viktor,
        )  # fmt: skip


async def test_only_supervisors_of_the_site_report(small_company, dispatcher):
    other = await add_person("Otto Other", [Role.SUPERVISOR], [small_company.north])
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(down(small_company), actor_id=other)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(down(small_company), actor_id=small_company.anna)
    assert await FloorReport.count() == 0


async def test_a_report_that_is_known_is_not_taken_again(small_company, dispatcher):
    command = down(small_company)
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    with pytest.raises(ReportKnownError):
        await dispatcher.dispatch(command, actor_id=small_company.viktor)
    assert await revisions() == [1, 2]


async def hartmanns():
    rows = (
        await DemandLine.select()
        .where(DemandLine.order_reference == "20418")
        .order_by(DemandLine.promised_on)
    )
    return [(row["promised_on"], row["quantity"]) for row in rows]


async def test_a_machine_that_runs_again_sooner_brings_line_and_promise_back(
    small_company, dispatcher, worker, clock
):
    command = down(small_company, until_at=datetime(2026, 12, 3, 22, tzinfo=UTC))
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    await drain(worker)
    assert await hartmanns() == [
        (date(2026, 12, 3), Decimal(60)),
        (date(2026, 12, 4), Decimal(60)),
    ]
    clock.instant = datetime(2026, 12, 1, 6, tzinfo=UTC)

    await dispatcher.dispatch(
        EndDowntime(command.id, datetime(2026, 12, 1, 22, tzinfo=UTC)), actor_id=small_company.vera
    )
    await drain(worker)

    # Wednesday has hours again; on Tuesday the line would have begun before today.
    [line] = await current_plan_lines()
    assert (line.on, line.start_on) == (date(2026, 12, 2), date(2026, 12, 1))
    assert await hartmanns() == [
        (date(2026, 12, 3), Decimal(60)),
        (date(2026, 12, 3), Decimal(60)),
    ]
    alerts = await Alert.select().where(Alert.cleared_at.is_null())
    assert [row["kind"] for row in alerts] == ["order_returns"]
    board = await floor_for(await viewer_for(small_company.viktor), clock.now(), small_company.riga)
    [row] = board.reports
    assert (row.moved_count, row.returned_count) == (1, 1)

    await dispatcher.dispatch(ReverseReport(command.id, ""), actor_id=small_company.viktor)
    await drain(worker)
    assert len(await revisions()) == 6, "it is on its day: nothing comes back twice"


async def test_a_line_that_somebody_has_moved_since_stays_where_they_put_it(
    small_company, dispatcher, worker
):
    command = down(small_company, until_at=datetime(2026, 12, 3, 22, tzinfo=UTC))
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    await drain(worker)
    [line] = await current_plan_lines()
    await PlanLine.update(
        {PlanLine.on: date(2026, 12, 7), PlanLine.start_on: date(2026, 12, 6)}
    ).where(PlanLine.line_id == line.line_id, PlanLine.to_number.is_null())

    await dispatcher.dispatch(ReverseReport(command.id, ""), actor_id=small_company.viktor)
    await drain(worker)

    [line] = await current_plan_lines()
    assert line.on == date(2026, 12, 7)


async def test_a_report_that_is_taken_back_leaves_the_line_where_it_was(
    small_company, dispatcher, worker, clock
):
    command = down(small_company, until_at=None)
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    await drain(worker)
    [first] = await current_plan_lines()
    clock.instant = datetime(2026, 11, 30, 20, tzinfo=UTC)
    await dispatcher.dispatch(ReverseReport(command.id, "typed wrong"), actor_id=small_company.vera)
    await drain(worker)

    [line] = await current_plan_lines()
    assert first.on > date(2026, 12, 1)
    assert (line.on, line.start_on) == (date(2026, 12, 1), date(2026, 11, 30))


async def test_what_was_moved_day_after_day_comes_back_towards_its_first_day(
    small_company, dispatcher, worker, clock
):
    command = down(small_company, from_at=datetime(2026, 11, 24, 8, tzinfo=UTC), until_at=None)
    await dispatcher.dispatch(command, actor_id=small_company.viktor)
    await drain(worker)
    days = []
    for later in (0, 1):
        clock.instant = datetime(2026, 11, 30, 8, tzinfo=UTC) + timedelta(days=later)
        await dispatcher.dispatch(FollowFloor(), actor_id=None)
        await drain(worker)
        [line] = await current_plan_lines()
        days.append(line.on)
    assert days == [date(2026, 12, 2), date(2026, 12, 3)]

    ended = EndDowntime(command.id, datetime(2026, 12, 1, 9, tzinfo=UTC))
    await dispatcher.dispatch(ended, actor_id=small_company.vera)
    await drain(worker)

    # It had been for Tuesday the first; what begins today is there on Wednesday.
    [line] = await current_plan_lines()
    assert (line.on, line.start_on) == (date(2026, 12, 2), date(2026, 12, 1))
    board = await floor_for(await viewer_for(small_company.viktor), clock.now(), small_company.riga)
    [row] = board.reports
    assert (row.moved_count, row.returned_count) == (1, 1)
