"""Order lines over the API: read page by page, and taken away as files."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter
from litestar.response import Stream

from backend.demand.queries import (
    LineFilter,
    demand_line_page,
)
from backend.identity.model import Viewer
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
from backend.kit.paging import PageCursorUnreadableError
from backend.kit.table_export import Cell
from shared.schemas.demand import (
    DemandLinePage,
    DemandLineRow,
)
from shared.terms import DemandLineStatus, Language

DueFrom = Annotated[date | None, QueryParameter(description="Due on this day or later.")]
DueTo = Annotated[date | None, QueryParameter(description="Due on this day or sooner.")]
_LINE_COLUMNS: Final = (
    "order_reference", "line_number", "customer_code", "customer_name", "item_code", "item_name",
    "site_name", "quantity", "shipped_quantity", "unit", "ordered_on", "due_on", "promised_on",
    "status", "is_urgent", "id",
)  # fmt: skip


def line_filter(
    status: FromQuery[DemandLineStatus | None] = None,
    customer_id: FromQuery[UUID | None] = None,
    item_id: FromQuery[UUID | None] = None,
    due_from: DueFrom = None,
    due_to: DueTo = None,
) -> LineFilter:
    """Which order lines a request asks for."""
    return LineFilter(status, customer_id, item_id, due_from, due_to)


@get("/demand-lines", responses=refusals(PageCursorUnreadableError))
async def demand_lines(
    viewer: NamedDependency[Viewer],
    wanted: NamedDependency[LineFilter],
    cursor: PageCursor = None,
    limit: Limit = 100,
) -> DemandLinePage:
    """Order lines that one may see, the soonest due first. Also as CSV or workbook: add `.csv` or
    `.xlsx` to the path, or say so in `Accept`.
    """
    return await demand_line_page(viewer, wanted, cursor, limit)


@get("/demand-lines.csv", responses=file_answer(CSV, "All lines that match, in one file."))
async def demand_lines_as_csv(
    viewer: NamedDependency[Viewer], wanted: NamedDependency[LineFilter]
) -> Stream:
    """Order lines as CSV, in the person's language."""
    return _lines(viewer, wanted).as_csv()


@get(
    "/demand-lines.xlsx",
    responses={**file_answer(WORKBOOK, "All lines that match."), **refusals(ExportTooLargeError)},
)
async def demand_lines_as_workbook(
    viewer: NamedDependency[Viewer], wanted: NamedDependency[LineFilter]
) -> Response[bytes]:
    """Order lines as an Excel workbook, in the person's language."""
    return await _lines(viewer, wanted).as_workbook()


def line_router() -> Router:
    """The routes of order lines; `viewer` comes from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[demand_lines, demand_lines_as_csv, demand_lines_as_workbook],
        dependencies={"wanted": Provide(line_filter, sync_to_thread=False)},
        tags=["Demand"],
    )


def _lines(viewer: Viewer, wanted: LineFilter) -> Download:
    async def pages() -> Rows:
        cursor: str | None = None
        while True:
            page = await demand_line_page(viewer, wanted, cursor, MOST_ROWS)
            yield [_line_cells(row, viewer.language) for row in page.rows]
            cursor = page.next_cursor
            if cursor is None:
                return

    return Download.of("demand-lines", viewer.language, _LINE_COLUMNS, pages())


def _line_cells(row: DemandLineRow, language: Language) -> list[Cell]:
    said: dict[str, Cell] = {
        "id": str(row.id),
        "status": code_words(language, "status", row.status),
    }
    return cells(row, _LINE_COLUMNS, said)
