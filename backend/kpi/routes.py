"""The KPIs over the API: cards, one figure down to its rows, and all of those rows as a table."""

from typing import Final

from litestar import Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery

from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.kit.api_description import file_answer
from backend.kit.downloads import CSV, WORKBOOK
from backend.kit.table_export import Cell, csv_bytes, xlsx_bytes
from backend.kpi.queries import kpi_board, kpi_rows, kpi_view
from shared.schemas.kpi import KPIBoard, KPIRow, KPIView
from shared.session import SessionFacts
from shared.terms import KPIName
from shared.text import text

_COLUMNS: Final = (
    "order_reference", "customer_name", "item_name", "site_name", "unit", "quantity",
    "completed_quantity", "ordered_on", "due_on", "promised_on", "completed_on", "possible_on", "counts_as",
    "cause", "minutes",
)  # fmt: skip


@get("/")
async def board(
    session: NamedDependency[SessionFacts], dispatcher: NamedDependency[Dispatcher]
) -> KPIBoard:
    """All cards over what one may see."""
    return await kpi_board(await viewer_for(session.person_id), dispatcher.clock.now())


@get("/{kpi:str}")
async def view(
    kpi: FromPath[KPIName],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
    offset: FromQuery[int] = 0,
) -> KPIView:
    """One figure with fifty of the rows behind it, misses first."""
    return await kpi_view(await viewer_for(session.person_id), kpi, offset, dispatcher.clock.now())


@get("/{kpi:str}/rows.csv", responses=file_answer(CSV, "All rows, in one file."))
async def rows_as_csv(
    kpi: FromPath[KPIName],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Response[bytes]:
    """Every row behind a figure as CSV."""
    rows = await kpi_rows(await viewer_for(session.person_id), kpi, dispatcher.clock.now())
    body = csv_bytes(_header(session), [_cells(row, session) for row in rows])
    return _file(body, CSV, f"{kpi}.csv")


@get("/{kpi:str}/rows.xlsx", responses=file_answer(WORKBOOK, "All rows."))
async def rows_as_workbook(
    kpi: FromPath[KPIName],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Response[bytes]:
    """Every row behind a figure as an Excel workbook."""
    rows = await kpi_rows(await viewer_for(session.person_id), kpi, dispatcher.clock.now())
    name = text(session.language, f"kpi-{kpi.replace('_', '-')}")
    body = xlsx_bytes({name: (_header(session), [_cells(row, session) for row in rows])})
    return _file(body, WORKBOOK, f"{kpi}.xlsx")


def kpi_router(dispatcher: Dispatcher) -> Router:
    """The routes of the KPIs; `session` comes from the application."""
    return Router(
        path="/api/v1/kpi",
        route_handlers=[board, view, rows_as_csv, rows_as_workbook],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["KPI"],
    )


def _header(session: SessionFacts) -> list[str]:
    return [text(session.language, f"kpi-column-{name.replace('_', '-')}") for name in _COLUMNS]


def _cells(row: KPIRow, session: SessionFacts) -> list[Cell]:
    """A row's cells; codes become words, quantities and days stay what they are."""
    said: dict[str, Cell] = {
        "counts_as": text(session.language, f"kpi-counts-{row.counts_as}"),
        "cause": row.cause and text(session.language, f"kpi-cause-{row.cause.replace('_', '-')}"),
    }
    return [said[name] if name in said else getattr(row, name) for name in _COLUMNS]


def _file(body: bytes, media_type: str, name: str) -> Response[bytes]:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Response(body, media_type=media_type, headers=headers)
