"""Imports of the company's own data: upload a folder as a zip or a workbook, watch it, read what was refused."""

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import head, page, section
from frontend.components.icon import icon
from frontend.components.import_runs import import_run
from frontend.components.states import empty, failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.voice import use_voice
from shared.schemas.intake import ImportRun


@component
def imports_page() -> VdomDict:
    """Draw the upload and the runs; a run that is under way moves by itself."""
    voice = use_voice()
    runs = use_query("imports", lambda gateway: gateway.import_runs(), topics=("import",))
    return page(
        head(voice.say("navigation-import")),
        not_fresh(voice, runs.answered_at, runs.ask_again) if runs.is_stale else None,
        html.div({"className": "body column"}, _upload(voice), _list(voice, runs)),
        name="imports-page",
        is_ready=not runs.is_waiting,
    )


def _upload(voice: Voice) -> VdomDict:
    """The form; `js/upload.js` sends it, since an unsafe request carries the session's token."""
    return html.form(
        {
            "className": "upload pad",
            "action": "/api/v1/imports",
            "method": "post",
            "encType": "multipart/form-data",
            "data-upload": "",
        },
        html.label({"className": "label", "htmlFor": "import-file"}, voice.say("page-import-file")),
        html.input(
            {
                "className": "field file",
                "id": "import-file",
                "name": "file",
                "type": "file",
                "accept": ".zip,.xlsx,.csv",
                "required": True,
            }
        ),
        html.p({"className": "hint"}, voice.say("page-import-hint")),
        html.label(
            {"className": "check"},
            html.input({"type": "checkbox", "name": "skip_bad", "value": "true"}),
            html.span(voice.say("page-import-skip-bad")),
        ),
        html.div(
            {"className": "actions"},
            button(
                {"className": "btn ink", "type": "submit"},
                icon("upload"),
                html.span(voice.say("page-import-start")),
            ),
        ),
        html.p({"className": "hint", "role": "status", "data-upload-says": ""}),
    )


def _list(voice: Voice, runs: Query[list[ImportRun]]) -> VdomDict:
    if runs.is_waiting:
        return waiting(voice, voice.say("page-import-loading"))
    if runs.value is None:
        problem = runs.problem
        assert problem is not None  # noqa: S101 -- neither waiting nor answered is failed
        return failed(voice, voice.say("page-import-failed"), problem, runs.ask_again)
    if not runs.value:
        return empty(voice.say("page-import-none"), voice.say("page-import-none-more"))
    return html.div(
        section(voice.say("page-import-runs")),
        html.div({"className": "sheet"}, *(import_run(voice, run) for run in runs.value)),
    )
