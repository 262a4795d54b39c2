"""Demand changes over the API: read, ask for, amend, take back, and take away as files."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg, FromPath, QueryParameter
from litestar.response import Stream

from backend.demand.commands import AmendDemandChange, RequestDemandChange, WithdrawDemandChange
from backend.demand.errors import (
    AlreadyLoggedError,
    BelowMinimumError,
    BelowShippedError,
    DateInPastError,
    DemandLineClosedError,
    DueDateMissingError,
    EmptyChangeError,
    QuantityTooLargeError,
    ResultingQuantityNegativeError,
    TooManyDecimalsError,
    TransitionNotAllowedError,
    WrongCustomerError,
    WrongItemError,
    WrongMultipleError,
)
from backend.demand.queries import (
    amended,
    demand_change_for,
    demand_change_page,
)
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.kit.api_description import MOST_ROWS, Limit, PageCursor, file_answer, refusals
from backend.kit.downloads import (
    CSV,
    WORKBOOK,
    Download,
    ExportTooLargeError,
    Rows,
    cells,
    code_words,
)
from backend.kit.logging import request_id
from backend.kit.paging import PageCursorUnreadableError
from backend.kit.repeats import (
    IdempotencyKey,
    IdempotencyKeyReusedError,
    Written,
    asked_hash,
    written,
)
from backend.kit.table_export import Cell
from shared.ids import new_id
from shared.problem import ConflictError
from shared.schemas.demand import (
    DemandChangeAmendment,
    DemandChangePage,
    DemandChangeRow,
    DemandChangeView,
)
from shared.schemas.ops import RequestDemandChangeArgs, WithdrawDemandChangeArgs
from shared.session import SessionFacts
from shared.terms import Language, ReasonCode
from shared.text import text

CHANGES: Final = "/api/v1/demand-changes"
_CHANGE_COLUMNS: Final = (
    "requested_at", "requested_by_name", "customer_name", "order_reference", "item_name",
    "quantity_before", "quantity_delta", "unit", "due_on_before", "due_on", "is_cancellation",
    "is_urgent", "reason", "status", "decision", "short_quantity", "days_late", "id",
)  # fmt: skip
_REFUSED: Final = (
    BelowMinimumError, BelowShippedError, DateInPastError, DemandLineClosedError, DueDateMissingError,
    EmptyChangeError, IdempotencyKeyReusedError, NotFoundError, QuantityTooLargeError,
    ResultingQuantityNegativeError, TooManyDecimalsError, WrongCustomerError, WrongItemError,
    WrongMultipleError,
)  # fmt: skip
_MORE: Final[dict[str, Any]] = {
    "demand_line_id": "0194a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
    "customer_id": "0194a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a2c",
    "item_id": "0194a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a3d",
    "quantity_delta": "40",
    "reason": "project_start",
    "note": "The project grew.",
}
ChangeBody = Annotated[
    RequestDemandChangeArgs,
    BodyKwarg(
        media_type=RequestEncodingType.JSON,
        examples=[
            Example(summary="40 more on an order line", value=_MORE),
            Example(
                summary="A new line",
                value={**_MORE, "demand_line_id": None, "due_on": "2026-12-10"},
            ),
        ],
    ),
]
AmendmentBody = Annotated[
    DemandChangeAmendment,
    BodyKwarg(
        media_type=RequestEncodingType.JSON,
        examples=[Example(summary="30 instead", value={"base_ver": 3, "quantity_delta": "30"})],
    ),
]
WithdrawalReason = Annotated[ReasonCode, QueryParameter(description="Why it is taken back.")]


@get("/demand-changes", responses=refusals(PageCursorUnreadableError))
async def demand_changes(
    viewer: NamedDependency[Viewer], cursor: PageCursor = None, limit: Limit = 100
) -> DemandChangePage:
    """Demand changes that one may see, newest first. Also as CSV or workbook: add `.csv` or `.xlsx`
    to the path, or say so in `Accept`.
    """
    return await demand_change_page(viewer, cursor, limit)


@get("/demand-changes.csv", responses=file_answer(CSV, "All changes, in one file."))
async def demand_changes_as_csv(viewer: NamedDependency[Viewer]) -> Stream:
    """Demand changes as CSV, in the person's language."""
    return _changes(viewer).as_csv()


@get(
    "/demand-changes.xlsx",
    responses={**file_answer(WORKBOOK, "All changes."), **refusals(ExportTooLargeError)},
)
async def demand_changes_as_workbook(viewer: NamedDependency[Viewer]) -> Response[bytes]:
    """Demand changes as an Excel workbook, in the person's language."""
    return await _changes(viewer).as_workbook()


@get("/demand-changes/{demand_change_id:uuid}", responses=refusals(NotFoundError))
async def demand_change(
    demand_change_id: FromPath[UUID], viewer: NamedDependency[Viewer]
) -> DemandChangeView:
    """One demand change with the steps it has taken."""
    return await demand_change_for(viewer, demand_change_id)


@post("/demand-changes", responses=refusals(*_REFUSED, AlreadyLoggedError))
async def request_demand_change(
    data: ChangeBody,
    key: IdempotencyKey,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Response[Written]:
    """Ask for a change of an order line, or without `demand_line_id` for a new one. The answer comes
    before its effect has been worked out; read the change again, or listen to a webhook.
    """
    command = RequestDemandChange.asked(new_id(), 0, data)
    asked = asked_hash("request_demand_change", data)
    return await _once(dispatcher, session, key, command, asked, status=201)


@patch(
    "/demand-changes/{demand_change_id:uuid}",
    responses=refusals(*_REFUSED, ConflictError, TransitionNotAllowedError),
)
async def amend_demand_change(
    demand_change_id: FromPath[UUID],
    data: AmendmentBody,
    key: IdempotencyKey,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Response[Written]:
    """Amend a change that is not decided yet; what is not sent stays as it is."""
    args = await amended(await viewer_for(session.person_id), demand_change_id, data)
    command = AmendDemandChange.asked(demand_change_id, data.base_ver, args)
    asked = asked_hash("amend_demand_change", demand_change_id, data)
    return await _once(dispatcher, session, key, command, asked)


@delete(
    "/demand-changes/{demand_change_id:uuid}",
    status_code=200,
    responses=refusals(NotFoundError, TransitionNotAllowedError, IdempotencyKeyReusedError),
)
async def withdraw_demand_change(
    demand_change_id: FromPath[UUID],
    reason: WithdrawalReason,
    key: IdempotencyKey,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Response[Written]:
    """Take a change back that is not decided yet; it stays to be read, as withdrawn."""
    args = WithdrawDemandChangeArgs(reason)
    command = WithdrawDemandChange.asked(demand_change_id, 0, args)
    asked = asked_hash("withdraw_demand_change", demand_change_id, args)
    return await _once(dispatcher, session, key, command, asked)


def change_router(dispatcher: Dispatcher) -> Router:
    """The routes of demand changes; `session` and `viewer` come from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[
            demand_changes,
            demand_changes_as_csv,
            demand_changes_as_workbook,
            demand_change,
            request_demand_change,
            amend_demand_change,
            withdraw_demand_change,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Demand"],
    )


async def _once(
    dispatcher: Dispatcher,
    session: SessionFacts,
    key: UUID,
    command: object,
    asked: str,
    *,
    status: int = 200,
) -> Response[Written]:
    done = await dispatcher.dispatch_once(
        command, actor_id=session.person_id, key=key, asked_hash=asked, request_id=request_id()
    )
    return written(done.answer, is_repeated=done.is_repeated, status=status, path=CHANGES)


def _changes(viewer: Viewer) -> Download:
    async def pages() -> Rows:
        cursor: str | None = None
        while True:
            page = await demand_change_page(viewer, cursor, MOST_ROWS)
            yield [_change_cells(row, viewer.language) for row in page.rows]
            cursor = page.next_cursor
            if cursor is None:
                return

    return Download.of("demand-changes", viewer.language, _CHANGE_COLUMNS, pages())


def _change_cells(row: DemandChangeRow, language: Language) -> list[Cell]:
    said: dict[str, Cell] = {
        "id": str(row.id),
        "reason": text(language, f"reasons-{row.reason.replace('_', '-')}"),
        "status": code_words(language, "status", row.status),
        "decision": code_words(language, "status", row.decision),
        "short_quantity": row.impact.short_quantity if row.impact else None,
        "days_late": row.impact.days_late if row.impact else None,
    }
    return cells(row, _CHANGE_COLUMNS, said)
