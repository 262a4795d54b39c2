"""The imports' door: upload a file, see how imports went, fetch the template; for admins and stewards."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath

from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.intake import queries
from backend.intake.commands import RequestImport
from backend.intake.errors import ImportUnknownError, UploadUnreadableError
from backend.intake.templates import template_workbook
from backend.intake.upload import LARGEST_UPLOAD, receive_upload, uploads_in
from backend.kit.api_description import file_answer, refusals
from backend.kit.logging import request_id
from backend.kit.request_guard import Door
from shared.schemas.intake import ImportRun
from shared.session import SessionFacts

UPLOAD_DOOR: Final = Door(
    re.compile(r"/api/v1/imports"), sent=LARGEST_UPLOAD, inflated=LARGEST_UPLOAD, is_upload=True
)
WORKBOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class ImportDesk:
    """What taking in a file needs: whom to ask, and the folder where uploads wait."""

    dispatcher: Dispatcher
    folder: Path


@post("/api/v1/imports", status_code=202, request_max_body_size=LARGEST_UPLOAD)
async def upload_import(
    request: Request[Any, Any, Any],
    session: NamedDependency[SessionFacts],
    import_desk: NamedDependency[ImportDesk],
) -> ImportRun:
    """Take in a file; the worker checks and loads it."""
    viewer = await viewer_for(session.person_id)
    queries.must_import(viewer)
    content_type, options = request.content_type
    if content_type != "multipart/form-data" or not options.get("boundary"):
        raise UploadUnreadableError
    upload = await receive_upload(request.stream(), options["boundary"], import_desk.folder)
    await import_desk.dispatcher.dispatch(
        RequestImport(upload.run_id, upload.file_name, upload.stored_name, upload.skips_bad),
        actor_id=session.person_id,
        request_id=request_id(),
    )
    return await queries.import_run(viewer, upload.run_id)


@get("/api/v1/imports")
async def list_imports(session: NamedDependency[SessionFacts]) -> list[ImportRun]:
    """The last imports, newest first."""
    return await queries.import_runs(await viewer_for(session.person_id))


@get("/api/v1/imports/{run_id:uuid}", responses=refusals(ImportUnknownError))
async def show_import(run_id: FromPath[UUID], session: NamedDependency[SessionFacts]) -> ImportRun:
    """One import and what was refused."""
    return await queries.import_run(await viewer_for(session.person_id), run_id)


@get(
    "/api/v1/imports/template.xlsx",
    responses=file_answer(WORKBOOK_TYPE, "A sheet a table, every column described."),
)
async def fetch_template(session: NamedDependency[SessionFacts]) -> Response[bytes]:
    """An empty workbook in the import format."""
    queries.must_import(await viewer_for(session.person_id))
    return Response(
        template_workbook(),
        media_type=WORKBOOK_TYPE,
        headers={"content-disposition": 'attachment; filename="lockstep-template.xlsx"'},
    )


def intake_router(dispatcher: Dispatcher, home: Path) -> Router:
    """The routes of imports with what they need; `session` comes from the application."""
    desk = ImportDesk(dispatcher, uploads_in(home))
    return Router(
        path="/",
        route_handlers=[upload_import, list_imports, show_import, fetch_template],
        dependencies={"import_desk": Provide(lambda: desk, sync_to_thread=False)},
        tags=["Imports"],
    )
