"""What could not be delivered after all tries, and trying it again; for admins."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import head, page
from frontend.components.icon import icon
from frontend.components.states import empty, not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_ticking_voice
from shared.problem import ProblemError
from shared.schemas.undelivered import Undelivered, UndeliveredBoard
from shared.undelivered_terms import UndeliveredKind

_SHAPES = {
    UndeliveredKind.MAIL: "send",
    UndeliveredKind.PUSH: "device",
    UndeliveredKind.WEBHOOK: "upload",
    UndeliveredKind.INSIDE: "alert",
}

Press = Callable[..., Awaitable[None]]
Again = Callable[[UndeliveredKind, UUID], Press]


@component
def undelivered_page() -> VdomDict:
    """Draw the list; each row can be tried again."""
    voice, gateway = use_ticking_voice(), use_gateway()
    notice, set_notice = use_state("")
    found = use_query(
        "undelivered", lambda gateway: gateway.undelivered(), topics=("undelivered", "mail")
    )

    def again(kind: UndeliveredKind, undelivered_id: UUID) -> Press:
        async def press(*_: object) -> None:
            try:
                await gateway.replay(kind, undelivered_id)
                set_notice(voice.say("undelivered-again-done"))
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            found.ask_again()

        return press

    return page(
        head(voice.say("navigation-undelivered")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        _looks(voice, found, again),
        name="settings-page undelivered-page",
        is_ready=not found.is_waiting,
    )


def _looks(voice: Voice, found: Query[UndeliveredBoard], again: Again) -> VdomDict:
    if found.value is None:
        return unanswered(
            voice, found, voice.say("undelivered-loading"), voice.say("undelivered-failed")
        )
    if not found.value.rows:
        return empty(
            voice.say("undelivered-none"),
            voice.say("undelivered-none-more", count=found.value.waiting),
        )
    return html.div(
        {"className": "body column"},
        html.p({"className": "pad t-s dim"}, voice.say("undelivered-more")),
        html.ul({"className": "sheet"}, *(_row(voice, row, again) for row in found.value.rows)),
    )


def _row(voice: Voice, row: Undelivered, again: Again) -> VdomDict:
    kind = voice.say_code("undelivered-kind", row.kind)
    title = f"{kind} · {row.receiver}" if row.receiver else kind
    when = voice.say("undelivered-tries", count=row.tries, time=voice.moment(row.failed_at))
    return html.li(
        {"className": "row flex", "key": str(row.id)},
        icon(_SHAPES[row.kind]),
        html.div(
            {"className": "grow"},
            html.p({"className": "m two-lines"}, title),
            html.p({"className": "t-s two-lines"}, row.what),
            html.p({"className": "t-s c-late two-lines"}, row.last_error),
            html.p({"className": "t-s dim"}, when),
        ),
        button(
            {
                "className": "btn",
                "type": "button",
                "aria-label": voice.say("undelivered-again-what", what=title),
                "onClick": again(row.kind, row.id),
            },
            voice.say("undelivered-again"),
        ),
    )
