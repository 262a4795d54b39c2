"""The production floor: today's lines by work centre, what is reported on them, and who reported what."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.floor_rows import floor_center, floor_history, floor_line
from frontend.components.frame import head, page, section
from frontend.components.states import empty, failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_search
from frontend.hooks.voice import use_voice
from frontend.islands.floor_report import floor_report
from shared.schemas.floor import FloorBoard


@component
def report_page() -> VdomDict:
    """Draw the floor; it follows every report and every revision of the plan."""
    voice = use_voice()
    site = _uuid(use_search().get("site", ""))
    board = use_query(
        "floor", lambda gateway: gateway.floor(site), str(site), topics=("floor", "plan")
    )
    unfolded, set_unfolded = use_state(cast("frozenset[UUID]", frozenset()))

    def unfold(center_id: UUID) -> Callable[..., None] | None:
        if center_id in unfolded:
            return None
        return lambda *_: set_unfolded(lambda before: before | {center_id})

    return page(
        _head(voice, board),
        not_fresh(voice, board.answered_at, board.ask_again) if board.is_stale else None,
        _look(voice, board, unfold),
        name="report-page",
        is_ready=not board.is_waiting,
    )


def _head(voice: Voice, board: Query[FloorBoard]) -> VdomDict:
    floor = board.value
    title = voice.say("navigation-report")
    if floor is None:
        return head(title)
    sites = html.nav(
        {"className": "seg sites", "aria-label": voice.say("plan-sites")},
        *(
            html.a(
                {
                    "key": str(site.site_id),
                    "href": f"/report?site={site.site_id}",
                    **({"aria-current": "true"} if site.site_id == floor.site_id else {}),
                },
                site.site_name,
            )
            for site in floor.sites
        ),
    )
    alone = html.span({"className": "dim top-aside"}, floor.site_name)
    return head(title, "", sites if len(floor.sites) > 1 else alone)


def _look(
    voice: Voice, board: Query[FloorBoard], unfold: Callable[[UUID], Callable[..., None] | None]
) -> VdomDict:
    if board.is_waiting:
        return waiting(voice, voice.say("floor-loading"))
    floor = board.value
    if floor is None:
        problem = board.problem
        assert problem is not None  # noqa: S101 -- neither waiting nor answered is failed
        if problem.status == 404:  # noqa: PLR2004 -- none of the person's sites has a floor
            return empty(voice.say("floor-none"), voice.say("floor-none-more"))
        return failed(voice, voice.say("floor-failed"), problem, board.ask_again)
    return html.div(
        {"className": "body floor"},
        floor_report("waiting")
        if floor.can_report
        else html.p({"className": "hint pad"}, voice.say("floor-only-supervisors")),
        html.div(
            {"className": "floor-parts"},
            html.div(
                {"className": "floor-lines"},
                *(
                    floor_center(voice, center, floor, unfold(center.work_center_id))
                    for center in floor.centers
                ),
                _orders(voice, floor),
            ),
            floor_history(voice, floor),
        ),
    )


def _orders(voice: Voice, floor: FloorBoard) -> VdomDict | None:
    if not floor.orders:
        return None
    return html.div(
        section(voice.say("floor-orders")),
        html.ul(
            {"className": "sheet"}, *(floor_line(voice, order, floor) for order in floor.orders)
        ),
    )


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
