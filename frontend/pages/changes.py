"""All changes that the viewer may see, the newest first, with where each one stands."""

from collections.abc import Callable

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.change_rows import change_row
from frontend.components.downloads import downloads
from frontend.components.frame import head, page
from frontend.components.settings_parts import one_of
from frontend.components.standing import standing
from frontend.components.states import empty, failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_visit
from frontend.hooks.voice import use_voice
from shared.schemas.demand import DemandChangeRow
from shared.terms import DemandChangeStatus, Role

MOVING = "moving"
ALL = "all"


@component
def changes_page() -> VdomDict:
    """Draw the list; it follows every step that a change takes."""
    voice = use_voice()
    roles = use_visit().session.roles
    shown, set_shown = use_state(ALL)
    rows = use_query(
        "changes", lambda gateway: gateway.demand_changes(), topics=("demand_change", "proposal")
    )
    return page(
        head(voice.say("navigation-changes")),
        not_fresh(voice, rows.answered_at, rows.ask_again) if rows.is_stale else None,
        _list(
            voice, rows, shown, lambda value: lambda *_: set_shown(value), is_rep=Role.REP in roles
        ),
        name="changes-page",
        is_ready=not rows.is_waiting,
    )


def _list(
    voice: Voice,
    rows: Query[list[DemandChangeRow]],
    shown: str,
    choose: Callable[[str], Callable[..., None]],
    *,
    is_rep: bool,
) -> VdomDict:
    if rows.is_waiting:
        return waiting(voice, voice.say("change-loading-list"))
    if rows.value is None:
        problem = rows.problem
        assert problem is not None  # noqa: S101 -- neither waiting nor answered is failed
        return failed(voice, voice.say("change-failed-list"), problem, rows.ask_again)
    log = html.a({"className": "btn ink", "href": "/changes/new"}, voice.say("change-log"))
    if not rows.value:
        return empty(
            voice.say("change-none"), voice.say("change-none-more"), log if is_rep else None
        )
    moving = [row for row in rows.value if is_moving(row)]
    listed = moving if shown == MOVING else rows.value
    return html.div(
        {"className": "body"},
        html.div(
            {"className": "filters"},
            one_of(
                voice.say("change-which"),
                [
                    (ALL, voice.say("change-all", count=len(rows.value))),
                    (MOVING, voice.say("change-moving", count=len(moving))),
                ],
                shown,
                choose,
            ),
        ),
        html.div(
            {"className": "sheet"},
            *(change_row(voice, row, names_asker=not is_rep) for row in listed),
        )
        if listed
        else html.p({"className": "dim no-rows"}, voice.say("change-none-moving")),
        downloads(voice, "/api/v1/demand-changes"),
    )


def is_moving(row: DemandChangeRow) -> bool:
    """Return whether a change has still a way to go."""
    return not standing(row).is_stopped and row.status is not DemandChangeStatus.APPLIED
