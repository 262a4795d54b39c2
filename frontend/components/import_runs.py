"""Imports: how far each one is, and every refused cell with what to do about it."""

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import status
from frontend.components.voice import Voice
from shared.schemas.intake import BadCell, ImportRun

_LOOKS = {
    "waiting": ("waiting", ""),
    "checking": ("sending", ""),
    "loading": ("sending", "change"),
    "done": ("kept", "kept"),
    "refused": ("refused", "late"),
}


def import_run(voice: Voice, run: ImportRun) -> VdomDict:
    """Draw one import; a running one with its progress, a refused one with its cells."""
    shape, tone = _LOOKS.get(run.status, ("info", ""))
    is_running = run.ended_at is None and run.status not in {"done", "refused"}
    return html.article(
        {"className": "row import-run", "key": str(run.id)},
        html.div(
            {"className": "flex between base wrap"},
            html.h3({"className": "m"}, run.file_name),
            status(shape, voice.say_code("page-run", run.status), tone),
        ),
        html.p({"className": "t-s dim"}, _counts(voice, run)),
        html.progress(
            {
                "className": "progress",
                "max": str(max(run.total_count, 1)),
                "value": str(run.done_count),
                "aria-label": voice.say_code("page-run", run.status),
            }
        )
        if is_running
        else None,
        _bad_cells(voice, run) if run.bad_cells else None,
    )


def _counts(voice: Voice, run: ImportRun) -> str:
    parts = [voice.moment(run.started_at)]
    if run.total_count:
        parts.append(
            voice.say("page-import-rows", done=voice.number(run.done_count), count=run.total_count)
        )
    if run.skipped_count:
        parts.append(voice.say("page-import-skipped", count=run.skipped_count))
    if run.bad_count:
        parts.append(voice.say("page-import-bad", count=run.bad_count))
    return " · ".join(parts)


def _bad_cells(voice: Voice, run: ImportRun) -> VdomDict:
    return html.div(
        {
            "className": "scroll-x",
            "tabIndex": 0,
            "role": "region",
            "aria-label": voice.say("page-import-bad", count=run.bad_count),
        },
        html.table(
            {"className": "tb tight t-s"},
            html.thead(
                html.tr(
                    html.th({"scope": "col"}, voice.say("page-import-where")),
                    html.th({"scope": "col"}, voice.say("page-import-value")),
                    html.th({"scope": "col"}, voice.say("page-import-what-to-do")),
                )
            ),
            html.tbody(*(_bad_cell(voice, cell, n) for n, cell in enumerate(run.bad_cells))),
        ),
        html.p(
            {"className": "t-s dim hint"}, voice.say("page-import-first", count=len(run.bad_cells))
        )
        if run.bad_count > len(run.bad_cells)
        else None,
    )


def _bad_cell(voice: Voice, cell: BadCell, index: int) -> VdomDict:
    where = voice.say("page-import-cell", file=cell.file, line=str(cell.line), column=cell.column)
    return html.tr(
        {"key": str(index)},
        html.td(where if cell.line else cell.file),
        html.td(html.code(cell.value)),
        html.td(voice.say_code("intake", cell.code, **cell.facts)),
    )
