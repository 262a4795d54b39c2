"""Calendars that planners change: rights, the state that was seen, and a plan that follows."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from backend.alert.tables import Alert
from backend.catalog.queries import calendars, planning_catalog
from backend.catalog.tables import CalendarShift, ItemSite, Site, Supplier
from backend.demand.tables import DemandLine
from backend.floor.commands import (
    AddCalendar,
    ChangeDays,
    ChangeShifts,
    ChangeTimeZone,
    FollowCalendar,
    KeepOpenDays,
    ReportDowntime,
)
from backend.floor.errors import (
    CalendarDaysError,
    CalendarMovedError,
    CalendarNameError,
    ShiftsOverlapError,
    TimeZoneUnknownError,
)
from backend.floor.model import check_shifts
from backend.floor.queries.calendars import calendars_for
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.outbox.relay import drain
from backend.plan.queries import current_plan_lines
from backend.plan.tables import PlanRevision
from backend.promise.queries import closed_days, situation_at
from shared.ids import new_id
from shared.terms import DowntimeCause, Procurement, Role
from tests.builders import NOW, add_person

WEEK = tuple((day, time(6), time(22)) for day in range(1, 6))


@pytest.fixture
async def paula(small_company):
    return await add_person("Paula Roze", [Role.PLANNER], [small_company.riga])


@pytest.fixture
async def calendar(small_company):
    [found] = await calendars()
    return found


def closed(calendar, first, last=None, *, ver=None, hours=0):
    return ChangeDays(
        calendar.id, ver or calendar.ver, first, last or first, Decimal(hours), "Closed"
    )


async def test_a_holiday_moves_what_was_planned_for_it(
    small_company, dispatcher, worker, paula, calendar
):
    await dispatcher.dispatch(closed(calendar, date(2026, 12, 1)), actor_id=paula)
    await drain(worker)

    catalog = await planning_catalog()
    center = catalog.work_centers[small_company.filling]
    assert catalog.hours_on(center, date(2026, 12, 1)) == 0
    [line] = await current_plan_lines()
    assert line.on == date(2026, 12, 2)
    assert await PlanRevision.count() == 3


async def test_a_shorter_week_moves_lines_and_a_longer_one_brings_them_back(
    small_company, dispatcher, worker, paula, calendar
):
    short = tuple(shift for shift in WEEK if shift[0] != 2)
    await dispatcher.dispatch(ChangeShifts(calendar.id, calendar.ver, short), actor_id=paula)
    await drain(worker)
    [line] = await current_plan_lines()
    assert line.on == date(2026, 12, 2)

    [now] = await calendars()
    await dispatcher.dispatch(
        ChangeShifts(calendar.id, now.ver, (*WEEK, (6, time(6), time(14)))), actor_id=paula
    )
    await drain(worker)
    [back] = await current_plan_lines()
    assert (back.on, back.start_on) == (date(2026, 12, 1), date(2026, 11, 30))
    catalog = await planning_catalog()
    center = catalog.work_centers[small_company.filling]
    assert catalog.hours_on(center, date(2026, 12, 5)) == Decimal("7.2")


async def test_hours_that_are_given_back_bring_back_lines_and_promises(
    small_company, dispatcher, worker, paula, calendar
):
    days = date(2026, 12, 1), date(2026, 12, 3)
    await dispatcher.dispatch(closed(calendar, *days), actor_id=paula)
    await drain(worker)
    [line] = await current_plan_lines()
    assert line.on == date(2026, 12, 4)
    assert await promised(small_company) == [
        (date(2026, 12, 3), Decimal(60)),
        (date(2026, 12, 4), Decimal(60)),
    ]

    [now] = await calendars()
    again = ChangeDays(calendar.id, now.ver, *days, None, "")
    await dispatcher.dispatch(again, actor_id=paula)
    await drain(worker)

    [line] = await current_plan_lines()
    assert (line.on, line.start_on) == (date(2026, 12, 1), date(2026, 11, 30))
    assert [on for on, _ in await promised(small_company)] == [date(2026, 12, 3)] * 2
    alerts = await Alert.select().where(Alert.cleared_at.is_null())
    assert [row["kind"] for row in alerts] == ["order_returns"]
    board = await calendars_for(await viewer_for(paula), NOW)
    [shown] = board.calendars
    assert (shown.moved_count, shown.returned_count, shown.unplaced) == (1, 1, [])


async def promised(company):
    rows = (
        await DemandLine.select()
        .where(DemandLine.customer_id == company.hartmann)
        .order_by(DemandLine.promised_on)
    )
    return [(row["promised_on"], row["quantity"]) for row in rows]


async def test_a_shift_that_is_added_brings_back_what_a_machine_that_is_down_has_moved(
    small_company, dispatcher, worker, paula, calendar
):
    down = ReportDowntime(
        id=new_id(),
        work_center_id=small_company.filling,
        from_at=datetime(2026, 11, 30, 22, tzinfo=UTC),
        until_at=datetime(2026, 12, 4, 22, tzinfo=UTC),
        machine_count=None,
        cause=DowntimeCause.BREAKDOWN,
        note="",
    )
    await dispatcher.dispatch(down, actor_id=small_company.viktor)
    await drain(worker)
    [line] = await current_plan_lines()
    assert line.on == date(2026, 12, 7)

    saturday = (6, time(6), time(22))
    more = ChangeShifts(calendar.id, calendar.ver, (*WEEK, saturday))
    await dispatcher.dispatch(more, actor_id=paula)
    await drain(worker)

    [line] = await current_plan_lines()
    assert line.on == date(2026, 12, 5)


async def test_what_had_no_day_has_one_once_the_calendar_gives_it_hours(
    small_company, dispatcher, worker, paula, calendar
):
    none = ChangeShifts(calendar.id, calendar.ver, ())
    await dispatcher.dispatch(none, actor_id=paula)
    await drain(worker)
    [shown] = (await calendars_for(await viewer_for(paula), NOW)).calendars
    assert [(lot.quantity, lot.on) for lot in shown.unplaced] == [(Decimal(80), date(2026, 12, 1))]

    [now] = await calendars()
    wednesday = ChangeShifts(calendar.id, now.ver, ((3, time(6), time(22)),))
    await dispatcher.dispatch(wednesday, actor_id=paula)
    await drain(worker)

    [line] = await current_plan_lines()
    assert line.on == date(2026, 12, 2)
    [shown] = (await calendars_for(await viewer_for(paula), NOW)).calendars
    assert shown.unplaced == []


async def test_a_day_that_differed_is_as_the_week_again(dispatcher, paula, calendar):
    await dispatcher.dispatch(
        closed(calendar, date(2026, 12, 24), date(2026, 12, 26)), actor_id=paula
    )
    [now] = await calendars()
    assert [day[0].day for day in now.days] == [24, 25, 26]

    on = date(2026, 12, 25)
    await dispatcher.dispatch(ChangeDays(calendar.id, now.ver, on, on, None, ""), actor_id=paula)

    [after] = await calendars()
    assert [day[0].day for day in after.days] == [24, 26]


async def test_a_calendar_that_somebody_changed_meanwhile_is_a_conflict(
    dispatcher, paula, calendar
):
    await dispatcher.dispatch(closed(calendar, date(2026, 12, 24)), actor_id=paula)
    with pytest.raises(CalendarMovedError):
        await dispatcher.dispatch(closed(calendar, date(2026, 12, 28)), actor_id=paula)
    [now] = await calendars()
    assert [day[0].day for day in now.days] == [24]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PLANNER, Role.ADMIN}))
async def test_other_roles_change_no_calendar(small_company, dispatcher, calendar, role):
    person = await add_person("Other One", [role], [small_company.riga])
    for command in (
        closed(calendar, date(2026, 12, 24)),
        ChangeShifts(calendar.id, calendar.ver, ()),
        ChangeTimeZone(small_company.riga, "Europe/Oslo"),
    ):
        with pytest.raises(NotAllowedError):
            await dispatcher.dispatch(command, actor_id=person)
    assert await CalendarShift.count() == 5
    assert await PlanRevision.count() == 1


async def test_a_planner_of_elsewhere_does_not_find_it(small_company, dispatcher, calendar):
    person = await add_person("Other One", [Role.PLANNER], [small_company.north])
    for command in (
        closed(calendar, date(2026, 12, 24)),
        ChangeTimeZone(small_company.riga, "Europe/Oslo"),
    ):
        with pytest.raises(NotFoundError):
            await dispatcher.dispatch(command, actor_id=person)
    assert await PlanRevision.count() == 1


async def test_days_gone_by_and_zones_unknown_are_refused(
    small_company, dispatcher, paula, calendar
):
    for first, last in (
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 12, 2), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2027, 12, 31)),
    ):
        with pytest.raises(CalendarDaysError):
            await dispatcher.dispatch(closed(calendar, first, last), actor_id=paula)
    with pytest.raises(TimeZoneUnknownError):
        await dispatcher.dispatch(ChangeTimeZone(small_company.riga, "Riga"), actor_id=paula)
    assert (await calendars()) == [calendar]

    await dispatcher.dispatch(ChangeTimeZone(small_company.riga, "Asia/Almaty"), actor_id=paula)
    [site] = await Site.select(Site.time_zone).where(Site.id == small_company.riga)
    assert site["time_zone"] == "Asia/Almaty"


@pytest.mark.parametrize(
    "shifts",
    [
        ((1, time(6), time(14)), (1, time(13), time(22))),
        ((1, time(22), time(6)), (2, time(5), time(13))),
        ((7, time(22), time(6)), (1, time(5), time(13))),
        ((1, time(6), time(6)), (2, time(5), time(6))),
    ],
)
def test_shifts_that_lie_over_each_other_are_refused(shifts):
    with pytest.raises(ShiftsOverlapError):
        check_shifts(shifts)


def test_shifts_may_touch_also_round_midnight_and_sunday():
    check_shifts(((1, time(6), time(14)), (1, time(14), time(22)), (1, time(22), time(6))))
    check_shifts(((7, time(22), time(6)), (1, time(6), time(14))))


async def test_calendars_over_the_api(new_phone, small_company, paula, calendar):
    phone = new_phone()
    await phone.sign_in("paula")
    board = (await phone.http.get("/api/v1/calendars")).json()
    [shown] = board["calendars"]
    assert (shown["week_hours"], shown["work_center_names"]) == (
        "80",
        ["Filling line 2", "Mixer 3"],
    )
    answer = await phone.http.post(
        f"/api/v1/calendars/{calendar.id}/days",
        json={
            "ver": shown["ver"],
            "from_on": "2026-12-24",
            "until_on": "2026-12-25",
            "hours": "0",
            "name": "Christmas",
        },
        headers={"X-CSRF-Token": phone.token},
    )
    assert answer.status_code == 200, answer.text
    [after] = answer.json()["calendars"]
    assert [day["on"] for day in after["days"]] == ["2026-12-24", "2026-12-25"]
    answer = await phone.http.delete(
        f"/api/v1/calendars/{calendar.id}/days/2026-12-25?ver={after['ver']}",
        headers={"X-CSRF-Token": phone.token},
    )
    assert [day["on"] for day in answer.json()["calendars"][0]["days"]] == ["2026-12-24"]


async def test_a_new_calendar_begins_like_another_and_moves_no_plan_until_it_is_followed(
    small_company, dispatcher, worker, paula, calendar
):
    night = await dispatcher.dispatch(
        AddCalendar(new_id(), "Short week", calendar.id), actor_id=paula
    )
    with pytest.raises(CalendarNameError):
        await dispatcher.dispatch(AddCalendar(new_id(), "short week ", None), actor_id=paula)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(
            AddCalendar(new_id(), "Mine", None), actor_id=small_company.viktor
        )
    fresh = next(each for each in await calendars() if each.id == night)
    assert fresh.shifts == calendar.shifts
    short = tuple(shift for shift in WEEK if shift[0] != 2)
    await dispatcher.dispatch(ChangeShifts(night, fresh.ver, short), actor_id=paula)
    await drain(worker)
    assert await PlanRevision.count() == 1

    await dispatcher.dispatch(FollowCalendar(small_company.filling, night), actor_id=paula)
    await drain(worker)

    [line] = await current_plan_lines()
    assert line.on == date(2026, 12, 2)
    board = await calendars_for(await viewer_for(paula), NOW)
    assert {each.name: each.calendar_id for each in board.work_centers} == {
        "Filling line 2": night, "Mixer 3": calendar.id,
    }  # fmt: skip


async def test_a_site_and_a_supplier_ship_and_receive_by_a_calendar(
    small_company, dispatcher, paula, calendar
):
    ids = small_company
    resin = await supplier_of(ids)

    await dispatcher.dispatch(KeepOpenDays(ids.riga, calendar.id), actor_id=paula)
    await dispatcher.dispatch(KeepOpenDays(resin, calendar.id), actor_id=paula)

    closed = await closed_days(NOW)
    weekend = {date(2026, 11, 28), date(2026, 11, 29)}
    assert weekend <= closed[ids.riga]
    assert closed[ids.riga] == closed[resin]
    assert date(2026, 11, 30) not in closed[ids.riga]
    situation = await situation_at(NOW, ids.riga, await planning_catalog())
    assert set(situation.closed_days) == {ids.riga, resin}
    assert {node.supplier_id for node in situation.nodes} >= {resin}
    board = await calendars_for(await viewer_for(paula), NOW)
    kept = {place.id: place.is_supplier for place in board.places if place.calendar_id}
    assert kept == {ids.riga: False, resin: True}
    assert await PlanRevision.count() == 3

    await dispatcher.dispatch(KeepOpenDays(ids.riga, None), actor_id=paula)
    assert set(await closed_days(NOW)) == {resin}


async def test_a_lane_has_days_of_its_own_and_a_calendar_without_shifts_its_holidays(
    small_company, dispatcher, paula
):
    lane = await dispatcher.dispatch(AddCalendar(new_id(), "Road", None), actor_id=paula)
    found = next(each for each in await calendars() if each.id == lane)
    await dispatcher.dispatch(closed(found, date(2026, 12, 24)), actor_id=paula)
    await ItemSite.update({ItemSite.calendar_id: lane, ItemSite.counts_open_days: True}).where(
        ItemSite.site_id == small_company.riga
    )

    assert await closed_days(NOW) == {lane: frozenset({date(2026, 12, 24)})}
    situation = await situation_at(NOW, small_company.riga, await planning_catalog())
    assert {(node.lane_id, node.counts_open_days) for node in situation.nodes} == {(lane, True)}


async def test_only_keepers_who_see_all_that_hangs_on_a_place_set_its_days(
    small_company, dispatcher, calendar
):
    elsewhere = await add_person("Egon Kull", [Role.PLANNER], [])
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(KeepOpenDays(small_company.riga, calendar.id), actor_id=elsewhere)
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(
            KeepOpenDays(small_company.riga, calendar.id), actor_id=small_company.viktor
        )
    assert await closed_days(NOW) == {}


async def supplier_of(ids):
    """A supplier of whom Riga buys something."""
    supplier = new_id()
    await Supplier.insert(Supplier(id=supplier, code="S-1", name="Vistula", country="PL", email=""))
    await ItemSite.update({ItemSite.supplier_id: supplier}).where(
        (ItemSite.site_id == ids.riga) & (ItemSite.procurement == Procurement.BUY)
    )
    return supplier
