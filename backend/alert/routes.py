"""Alerts over the API: what stands in one's scopes, and saying that one has seen it."""

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from litestar import Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody
from litestar.response import Stream

from backend.alert.commands import (
    AcknowledgeAlert,
    EscalateAlert,
    NoteAlert,
    SnoozeAlert,
    TakeAlert,
)
from backend.alert.errors import NotYourAlertError, SnoozeTooLongError
from backend.alert.queries import alert_for, alerts_for
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import file_answer, refusals
from backend.kit.downloads import CSV, WORKBOOK, Download, cells, code_words, one_page
from backend.kit.logging import request_id
from backend.kit.table_export import Cell
from shared.schemas.alert import AlertRow, AlertView, EscalateChoice, NoteChoice, SnoozeChoice
from shared.session import SessionFacts
from shared.terms import Language

_COLUMNS: Final = (
    "kind", "severity", "customer", "supplier", "item", "site", "reference", "quantity", "unit",
    "on", "days", "raised_at", "acknowledged_at", "id",
)  # fmt: skip


@get("/alerts")
async def alerts(viewer: NamedDependency[Viewer]) -> list[AlertRow]:
    """Alerts in one's scopes that have not been cleared, unseen and grave ones first. Also as CSV or
    workbook: add `.csv` or `.xlsx` to the path, or say so in `Accept`.
    """
    return await alerts_for(viewer)


@get("/alerts.csv", responses=file_answer(CSV, "All standing alerts, in one file."))
async def alerts_as_csv(viewer: NamedDependency[Viewer]) -> Stream:
    """Standing alerts as CSV, in the person's language."""
    return (await _alerts(viewer)).as_csv()


@get("/alerts.xlsx", responses=file_answer(WORKBOOK, "All standing alerts."))
async def alerts_as_workbook(viewer: NamedDependency[Viewer]) -> Response[bytes]:
    """Standing alerts as an Excel workbook, in the person's language."""
    return await (await _alerts(viewer)).as_workbook()


@post(
    "/alerts/{alert_id:uuid}/acknowledgement",
    status_code=204,
    responses=refusals(NotFoundError),
)
async def acknowledge(
    alert_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say that one has seen an alert; the first to say so stays named."""
    await dispatcher.dispatch(
        AcknowledgeAlert(alert_id), actor_id=session.person_id, request_id=request_id()
    )


@get("/alerts/{alert_id:uuid}", responses=refusals(NotFoundError))
async def alert(
    alert_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> AlertView:
    """One alert: whose it is since when, and all that happened to it, also after it was cleared."""
    return await alert_for(viewer, alert_id, dispatcher.clock.now())


@post("/alerts/{alert_id:uuid}/owner", status_code=204, responses=refusals(NotFoundError))
async def take(
    alert_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Make an alert one's own."""
    await dispatcher.dispatch(
        TakeAlert(alert_id), actor_id=session.person_id, request_id=request_id()
    )


@post(
    "/alerts/{alert_id:uuid}/snooze",
    status_code=204,
    responses=refusals(NotFoundError, NotYourAlertError, SnoozeTooLongError),
)
async def snooze(
    alert_id: FromPath[UUID],
    data: JSONBody[SnoozeChoice],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Be left alone with an alert of one's own until a time, at most a week; then it is as good as new."""
    await dispatcher.dispatch(
        SnoozeAlert(alert_id, data.until), actor_id=session.person_id, request_id=request_id()
    )


@post("/alerts/{alert_id:uuid}/escalation", status_code=204, responses=refusals(NotFoundError))
async def escalate(
    alert_id: FromPath[UUID],
    data: JSONBody[EscalateChoice],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Hand an alert to somebody who sees it; they are told at once."""
    command = EscalateAlert(alert_id, data.person_id, data.note)
    await dispatcher.dispatch(command, actor_id=session.person_id, request_id=request_id())


@post("/alerts/{alert_id:uuid}/notes", status_code=204, responses=refusals(NotFoundError))
async def note(
    alert_id: FromPath[UUID],
    data: JSONBody[NoteChoice],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say what was done about an alert; whoever does so has seen it."""
    await dispatcher.dispatch(
        NoteAlert(alert_id, data.note), actor_id=session.person_id, request_id=request_id()
    )


def alert_router(dispatcher: Dispatcher) -> Router:
    """The routes of alerts; `session` comes from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[
            alerts,
            alerts_as_csv,
            alerts_as_workbook,
            acknowledge,
            alert,
            take,
            snooze,
            escalate,
            note,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Alerts"],
    )


async def _alerts(viewer: Viewer) -> Download:
    rows = [_alert_cells(row, viewer.language) for row in await alerts_for(viewer)]
    return Download.of("alerts", viewer.language, _COLUMNS, one_page(rows))


def _alert_cells(row: AlertRow, language: Language) -> list[Cell]:
    facts = row.facts
    on = facts.get("on") or facts.get("promised_on") or facts.get("due_on")
    said: dict[str, Cell] = {
        "id": str(row.id),
        "kind": code_words(language, "alert", row.kind),
        "severity": code_words(language, "severity", row.severity),
        **{name: facts.get(name, "") for name in ("customer", "supplier", "item", "site", "unit")},
        "reference": facts.get("order") or facts.get("reference", ""),
        "quantity": Decimal(facts["quantity"]) if facts.get("quantity") else None,
        "on": date.fromisoformat(on) if on else None,
        "days": int(facts["days"]) if facts.get("days") else None,
    }
    return cells(row, _COLUMNS, said)
