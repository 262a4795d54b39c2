"""The floor over the API: look at it, and report to it as another system."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Response, Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg, FromPath, FromQuery, JSONBody

from backend.demand.errors import TooManyDecimalsError
from backend.dispatch import Dispatcher
from backend.floor.commands import (
    AddCalendar,
    ChangeDays,
    ChangeShifts,
    ChangeTimeZone,
    EndDowntime,
    FollowCalendar,
    KeepOpenDays,
    MovePlanLine,
    ReportDowntime,
    ReportHours,
    ReportOutput,
    ReverseReport,
    UndoMove,
)
from backend.floor.errors import (
    AlreadyReversedError,
    CalendarDaysError,
    CalendarMovedError,
    CalendarNameError,
    ClosedDayError,
    DowntimeEndedError,
    FrozenMoveError,
    HoursImpossibleError,
    MaterialMissingError,
    MoveImpossibleError,
    NoRoomError,
    NothingReportedError,
    NothingToUndoError,
    OutputDayError,
    OutputUnknownError,
    ReportPeriodError,
    ShiftsOverlapError,
    TimeZoneUnknownError,
    TooManyMachinesError,
    WayEndedError,
    WayNotYetError,
)
from backend.floor.queries.board import floor_for
from backend.floor.queries.calendars import calendars_for
from backend.floor.queries.moving import move_preview
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.kit.problem_details import MalformedError
from backend.kit.repeats import IdempotencyKeyReusedError, Written, asked_hash, written
from backend.proposal.errors import PlanHasMovedError
from backend.supply.errors import StockUsedError
from shared.ids import new_id
from shared.schemas.calendar import (
    CalendarBoard,
    CalendarFollowed,
    DaysAsked,
    NewCalendar,
    OpenDaysAsked,
    ShiftsAsked,
    TimeZoneAsked,
)
from shared.schemas.floor import FloorBoard, FloorReportAsked
from shared.schemas.ops import (
    EndDowntimeArgs,
    ReportDowntimeArgs,
    ReportHoursArgs,
    ReportOutputArgs,
    ReverseReportArgs,
)
from shared.schemas.plan import MoveAsked, MovePreview, PlanRevisedBy
from shared.session import SessionFacts

_KINDS: Final[Mapping[str, tuple[type[Any], Callable[[UUID, int, Any], object]]]] = {
    "report_downtime": (ReportDowntimeArgs, ReportDowntime.asked),
    "end_downtime": (EndDowntimeArgs, EndDowntime.asked),
    "report_hours": (ReportHoursArgs, ReportHours.asked),
    "report_output": (ReportOutputArgs, ReportOutput.asked),
    "reverse_report": (ReverseReportArgs, ReverseReport.asked),
}
_ABOUT_A_REPORT: Final = frozenset({"end_downtime", "reverse_report"})

ReportBody = Annotated[
    FloorReportAsked,
    BodyKwarg(
        media_type=RequestEncodingType.JSON,
        examples=[
            Example(
                summary="Thirty good, two scrapped",
                value={
                    "source": "mes-riga",
                    "external_id": "booking-20418-7",
                    "kind": "report_output",
                    "args": {
                        "plan_line_id": "0194a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
                        "good_quantity": "30",
                        "scrapped_quantity": "2",
                    },
                },
            )
        ],
    ),
]
MoveBody = Annotated[
    MoveAsked,
    BodyKwarg(
        media_type=RequestEncodingType.JSON,
        examples=[
            Example(
                summary="To Friday",
                value={
                    "on": "2026-12-04",
                    "plan_revision_id": "0194a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
                },
            )
        ],
    ),
]


@get("/floor/{site_id:uuid}", responses=refusals(NotFoundError))
async def floor(
    site_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> FloorBoard:
    """A site's work centres with the lines that they make about now, downtime, open production orders,
    and the latest reports.
    """
    return await floor_for(viewer, dispatcher.clock.now(), site_id)


@post(
    "/floor-reports",
    status_code=200,
    responses=refusals(
        AlreadyReversedError, DowntimeEndedError, HoursImpossibleError, IdempotencyKeyReusedError,
        NotFoundError, NothingReportedError, OutputDayError, OutputUnknownError, ReportPeriodError,
        StockUsedError, TooManyDecimalsError, TooManyMachinesError,
    ),
)  # fmt: skip
async def report(
    data: ReportBody,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Response[Written]:
    """Report downtime, hours or output from a MES, end downtime, or reverse a report. The same `source`
    and `external_id` again get the same answer, and nothing is done twice.
    """
    done = await dispatcher.dispatch_once(
        _command(data),
        actor_id=session.person_id,
        key=data.external_id,
        asked_hash=asked_hash(data.kind, data.report_id, data.args),
        request_id=request_id(),
        source=f"floor:{data.source}",
    )
    return written(done.answer, is_repeated=done.is_repeated)


@get("/plan-lines/{plan_line_id:uuid}/move", responses=refusals(MoveImpossibleError, NotFoundError))
async def preview(
    plan_line_id: FromPath[UUID],
    on: FromQuery[date],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    work_center_id: FromQuery[UUID | None] = None,
) -> MovePreview:
    """What a plan line on another day, or at another work centre, would do to loads, stock and order
    lines, and what stands against it. Nothing is changed.
    """
    return await move_preview(viewer, dispatcher.clock.now(), plan_line_id, on, work_center_id)


@post(
    "/plan-lines/{plan_line_id:uuid}/move",
    status_code=200,
    responses=refusals(
        ClosedDayError, FrozenMoveError, MaterialMissingError, MoveImpossibleError, NoRoomError, NotAllowedError,
        NotFoundError, PlanHasMovedError, WayEndedError, WayNotYetError,
    ),
)  # fmt: skip
async def move(
    plan_line_id: FromPath[UUID],
    data: MoveBody,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> PlanRevisedBy:
    """Move a plan line to another day or work centre, on the plan revision that was seen; a plan that has moved since
    is a conflict, and nothing changes.
    """
    command = MovePlanLine(
        plan_line_id, data.on, data.plan_revision_id, data.reason, data.work_center_id
    )
    revision_id: UUID = await dispatcher.dispatch(
        command, actor_id=session.person_id, request_id=request_id()
    )
    return PlanRevisedBy(revision_id)


@post(
    "/plan-revisions/{plan_revision_id:uuid}/undo",
    status_code=200,
    responses=refusals(NothingToUndoError, NotAllowedError),
)
async def undo(
    plan_revision_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> PlanRevisedBy:
    """Put a line that one has moved back, while the plan stands as the move left it."""
    revision_id: UUID = await dispatcher.dispatch(
        UndoMove(plan_revision_id), actor_id=session.person_id, request_id=request_id()
    )
    return PlanRevisedBy(revision_id)


@get("/calendars", responses=refusals(NotAllowedError))
async def calendars(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> CalendarBoard:
    """Working calendars with their shifts and the days that differ, and the time zones of sites."""
    return await calendars_for(viewer, dispatcher.clock.now())


@post("/calendars", responses=refusals(NotAllowedError, NotFoundError, CalendarNameError))
async def add_calendar(
    data: JSONBody[NewCalendar],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CalendarBoard:
    """Begin a calendar, empty or like another one. Nobody follows it yet, so that no plan moves."""
    command = AddCalendar(new_id(), data.name, data.like_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await calendars_for(viewer, dispatcher.clock.now())


@put(
    "/work-centers/{work_center_id:uuid}/calendar",
    responses=refusals(NotAllowedError, NotFoundError),
)
async def follow_calendar(
    work_center_id: FromPath[UUID],
    data: JSONBody[CalendarFollowed],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CalendarBoard:
    """Let a work centre have the hours of another calendar. The plan follows."""
    command = FollowCalendar(work_center_id, data.calendar_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await calendars_for(viewer, dispatcher.clock.now())


@put("/places/{place_id:uuid}/open-days", responses=refusals(NotAllowedError, NotFoundError))
async def keep_open_days(
    place_id: FromPath[UUID],
    data: JSONBody[OpenDaysAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CalendarBoard:
    """Let a site or supplier ship and receive on the days of a calendar alone. The plan follows."""
    command = KeepOpenDays(place_id, data.calendar_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await calendars_for(viewer, dispatcher.clock.now())


@put(
    "/calendars/{calendar_id:uuid}/shifts",
    responses=refusals(CalendarMovedError, NotAllowedError, NotFoundError, ShiftsOverlapError),
)
async def set_shifts(
    calendar_id: FromPath[UUID],
    data: JSONBody[ShiftsAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CalendarBoard:
    """Give a calendar another week. The plan follows: what has no hours any more moves."""
    shifts = tuple((each.weekday, each.starts_at, each.ends_at) for each in data.shifts)
    command = ChangeShifts(calendar_id, data.ver, shifts)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await calendars_for(viewer, dispatcher.clock.now())


@post(
    "/calendars/{calendar_id:uuid}/days",
    status_code=200,
    responses=refusals(
        CalendarDaysError, CalendarMovedError, HoursImpossibleError, NotAllowedError, NotFoundError
    ),
)
async def set_days(
    calendar_id: FromPath[UUID],
    data: JSONBody[DaysAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CalendarBoard:
    """Give days of a calendar other hours: a holiday, a repair, an extra shift. The plan follows."""
    command = ChangeDays(calendar_id, data.ver, data.from_on, data.until_on, data.hours, data.name)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await calendars_for(viewer, dispatcher.clock.now())


@delete(
    "/calendars/{calendar_id:uuid}/days/{on:date}",
    status_code=200,
    responses=refusals(CalendarDaysError, CalendarMovedError, NotAllowedError, NotFoundError),
)
async def clear_day(
    calendar_id: FromPath[UUID],
    on: FromPath[date],
    ver: FromQuery[str],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CalendarBoard:
    """Let a day be as the calendar's week has it again."""
    command = ChangeDays(calendar_id, ver, on, on, None, "")
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await calendars_for(viewer, dispatcher.clock.now())


@put(
    "/sites/{site_id:uuid}/time-zone",
    responses=refusals(NotAllowedError, NotFoundError, TimeZoneUnknownError),
)
async def set_time_zone(
    site_id: FromPath[UUID],
    data: JSONBody[TimeZoneAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CalendarBoard:
    """Let a site's days be days in another time zone."""
    command = ChangeTimeZone(site_id, data.time_zone)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await calendars_for(viewer, dispatcher.clock.now())


def floor_router(dispatcher: Dispatcher) -> Router:
    """The routes of the floor; `session` and `viewer` come from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[
            floor,
            report,
            preview,
            move,
            undo,
            calendars,
            add_calendar,
            follow_calendar,
            keep_open_days,
            set_shifts,
            set_days,
            clear_day,
            set_time_zone,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Production floor"],
    )


def _command(asked: FloorReportAsked) -> object:
    args, command = _KINDS[asked.kind]
    try:
        decoded = msgspec.convert(asked.args, args)
    except msgspec.ValidationError as error:
        raise MalformedError(field="args", reason=str(error)[:200]) from error
    if (asked.report_id is not None) != (asked.kind in _ABOUT_A_REPORT):
        raise MalformedError(field="report_id", reason="the kind decides whether it is there")
    return command(asked.report_id or new_id(), 0, decoded)
