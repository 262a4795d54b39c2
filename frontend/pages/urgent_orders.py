"""Urgent orders: those that run with the time that is left, and what ended lately; also for a wall."""

from itertools import accumulate
from typing import cast

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.frame import head, page, section
from frontend.components.states import empty, not_fresh, unanswered
from frontend.components.urgent_parts import order_row
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_search
from frontend.hooks.voice import use_ticking_voice
from shared.schemas.urgent import UrgentBoard, UrgentRow
from shared.urgent_terms import UrgentStatus

_ORDERS = {"delivery": True, "deadline": False}
# As many lines as can be read from three metres off; nobody scrolls a wall. An order has three beside its stages.
_LINES_ON_WALL = 16


@component
def urgent_orders_page() -> VdomDict:
    """Draw the list; it is drawn anew when anything moves."""
    voice = use_ticking_voice()
    search = use_search()
    asked = search.get("by", "")
    board = use_query(
        "urgent",
        lambda gateway: gateway.urgent_orders(_ORDERS.get(asked)),
        asked,
        topics=("urgent",),
    )
    is_wall = "wall" in search
    return page(
        head(
            voice.say("navigation-urgent"), _aside(voice, board), _wall_link(voice, is_wall=is_wall)
        ),
        not_fresh(voice, board.answered_at, board.ask_again) if board.is_stale else None,
        *_looks(voice, board, is_wall=is_wall),
        name=f"urgent-page{' wall' if is_wall else ''}",
        is_ready=not board.is_waiting,
    )


def _aside(voice: Voice, board: Query[UrgentBoard]) -> str:
    if board.value is None:
        return ""
    return voice.say("urgent-running", count=_running_count(board.value))


def _running_count(board: UrgentBoard) -> int:
    return sum(row.status is UrgentStatus.RUNNING for row in board.rows)


def _wall_link(voice: Voice, *, is_wall: bool) -> VdomDict:
    path = "/urgent" if is_wall else "/urgent?wall=1"
    words = voice.say("urgent-wall-close" if is_wall else "urgent-wall")
    return html.a({"className": "btn slim", "href": path}, words)


def _looks(voice: Voice, board: Query[UrgentBoard], *, is_wall: bool) -> list[VdomDict]:
    if board.value is None:
        return [unanswered(voice, board, voice.say("urgent-loading"), voice.say("urgent-failed"))]
    found = board.value
    running = [row for row in found.rows if row.status is UrgentStatus.RUNNING]
    ended = [row for row in found.rows if row.status is not UrgentStatus.RUNNING]
    shown = _on_wall(running) if is_wall else running
    runbooks = (
        html.span(
            {"className": "actions"},
            html.a({"className": "btn", "href": "/runbooks"}, voice.say("navigation-runbooks")),
            html.a({"className": "btn", "href": "/walls"}, voice.say("navigation-walls")),
        )
        if found.may_edit
        else None
    )
    if not found.rows:
        return [empty(voice.say("urgent-none"), voice.say("urgent-none-more"), runbooks)]
    return [
        html.div(
            {"className": "body column"},
            _order_switch(voice, is_by_delivery=found.is_by_delivery),
            html.div(
                {"className": "sheet urgent-list"},
                *(order_row(voice, row, found.as_of) for row in shown),
            )
            if running
            else html.p({"className": "pad dim"}, voice.say("urgent-none-running")),
            html.p(
                {"className": "pad urgent-wall-more"},
                voice.say("urgent-wall-more", count=len(running) - len(shown)),
            )
            if len(shown) < len(running)
            else None,
            section(voice.say("urgent-ended")) if ended else None,
            html.div(
                {"className": "sheet urgent-ended"},
                *(order_row(voice, row, found.as_of) for row in ended),
            )
            if ended
            else None,
            html.p({"className": "pad urgent-more"}, runbooks) if runbooks else None,
        )
    ]


def _on_wall(running: list[UrgentRow]) -> list[UrgentRow]:
    lines = accumulate(3 + len(row.running) for row in running)
    return [row for row, needed in zip(running, lines, strict=True) if needed <= _LINES_ON_WALL]


def _order_switch(voice: Voice, *, is_by_delivery: bool) -> VdomDict:
    """Offer both orders; the one that holds is marked."""
    choices = (("deadline", not is_by_delivery), ("delivery", is_by_delivery))
    return html.nav(
        {"className": "pad actions urgent-order", "aria-label": voice.say("urgent-order-by")},
        *(
            html.a(
                {
                    "className": "btn slim",
                    "href": f"/urgent?by={name}",
                    "key": name,
                    **(cast("dict[str, str]", {"aria-current": "true"}) if is_on else {}),
                },
                voice.say_code("urgent-by", name),
            )
            for name, is_on in choices
        ),
    )
