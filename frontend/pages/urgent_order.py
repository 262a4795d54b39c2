"""One urgent order: its clock, its stages with their owners, and the one next thing to do."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.field import typed
from frontend.components.frame import page, section
from frontend.components.icon import icon, status
from frontend.components.picker import picker
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.urgent_parts import (
    clock_face,
    order_title,
    stage_row,
    standing_words,
    step_row,
    what_is_wanted,
)
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_path
from frontend.hooks.voice import use_voice
from frontend.pages.thread import thread
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.urgent import UrgentStage, UrgentView
from shared.text import duration
from shared.thread_terms import ThingKind
from shared.urgent_terms import StageKind, UrgentStatus

_LONGEST_NOTE = 500

Act = Callable[[Gateway], Awaitable[None]]
Doing = Callable[[Act], Callable[..., Awaitable[None]]]
Hold = Callable[..., None]


@component
def urgent_order_page() -> VdomDict:
    """Draw the order of the address."""
    voice = use_voice()
    gateway = use_gateway()
    order_id = UUID(use_path().rpartition("/")[2])
    notice, set_notice = use_state("")
    is_open, set_open = use_state(False)
    held = use_ref({"person": "", "word": "", "note": ""})
    order = use_query(
        "urgent_order",
        lambda gateway: gateway.urgent_order(order_id),
        str(order_id),
        topics=("urgent", "proposal"),
    )

    def hold(**changes: str) -> None:
        held.current = {**held.current, **changes}

    def doing(act: Act) -> Callable[..., Awaitable[None]]:
        async def do(*_: object) -> None:
            try:
                await act(gateway)
                set_notice("")
                set_open(False)
                hold(person="", word="", note="")
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            order.ask_again()

        return do

    def finish(stage: StageKind) -> Callable[..., Awaitable[None]]:
        return doing(
            lambda gateway: gateway.finish_stage(order_id, stage, held.current["note"].strip())
        )

    def hand_over(stage: StageKind) -> Callable[..., Awaitable[None]]:
        async def give(gateway: Gateway) -> None:
            if held.current["person"]:
                person_id = UUID(held.current["person"])
                word = held.current["word"].strip()
                await gateway.hand_over_stage(order_id, stage, person_id, word)

        return doing(give)

    return page(
        *_looks(voice, order, notice, hold),
        *(
            _acts(voice, order.value, (hold, finish, hand_over), is_open, set_open)
            if order.value is not None
            else []
        ),
        name="settings-page urgent-order-page column",
        is_ready=not order.is_waiting,
    )


def _looks(
    voice: Voice, order: Query[UrgentView], notice: str, hold: Hold
) -> list[VdomDict | None]:
    if order.value is None:
        return [unanswered(voice, order, voice.say("urgent-loading"), voice.say("urgent-failed"))]
    view = order.value
    row, stage = view.row, view.row.stage
    is_running = row.status is UrgentStatus.RUNNING
    said = view.note or voice.say_code("reasons", view.reason)
    return [
        html.nav(
            {"className": "navline"},
            html.a(
                {"href": "/urgent", "aria-label": voice.say("navigation-urgent")}, icon("back", "l")
            ),
            html.h1(
                {"className": "grow urgent-name"}, status("urgent", order_title(voice, row), "late")
            ),
        ),
        not_fresh(voice, order.answered_at, order.ask_again) if order.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        clock_face(voice, row, stage, view.as_of)
        if is_running and stage is not None
        else html.p({"className": "pad"}, standing_words(voice, row)),
        html.div(
            {"className": "sheet"},
            html.a(
                {"className": "row", "href": f"/changes/{row.demand_change_id}"},
                html.span({"className": "b own-line"}, what_is_wanted(voice, row)),
                html.span({"className": "t-s dim"}, _wish(voice, view, said)),
            ),
        ),
        section(voice.say("urgent-stages", count=row.stage_count), _response(voice, view)),
        html.ol({"className": "sheet urgent-stages"}, *(stage_row(voice, s) for s in view.stages)),
        _word(voice, view, hold),
        thread(ThingKind.URGENT_ORDER, row.id),
        section(voice.say("charge-history")),
        html.ol(
            {"className": "sheet alert-steps"},
            *(step_row(voice, place, step) for place, step in enumerate(view.steps)),
        ),
    ]


def _word(voice: Voice, view: UrgentView, hold: Hold) -> VdomDict | None:
    """Offer room for a word on the stage that runs; a new stage has an empty one."""
    stage = view.row.stage
    if not view.may_act or stage is None:
        return None
    return html.div(
        {"className": "pad approval-form", "key": f"word-{stage.stage.value}"},
        typed(voice.say("urgent-word"), "note", hold, longest=_LONGEST_NOTE),
    )


def _wish(voice: Voice, view: UrgentView, said: str) -> str:
    words = [voice.pair(view.requested_by_name, said)]
    if view.row.wanted_on is not None:
        words.append(voice.say("urgent-wanted", day=voice.day(view.row.wanted_on)))
    return voice.sentences(words)


def _response(voice: Voice, view: UrgentView) -> VdomDict | None:
    minutes = view.row.response_minutes
    if minutes is None:
        return None
    return html.span(voice.say("urgent-response", span=duration(voice.language, minutes)))


def _acts(
    voice: Voice,
    view: UrgentView,
    acts: tuple[
        Hold,
        Callable[[StageKind], Callable[..., Awaitable[None]]],
        Callable[[StageKind], Callable[..., Awaitable[None]]],
    ],
    is_open: bool,  # noqa: FBT001 -- what use_state gives
    set_open: Callable[[bool], None],
) -> list[VdomDict]:
    hold, finish, hand_over = acts
    stage = view.row.stage
    if not view.may_act or stage is None:
        return []
    return [
        _hand_over_form(voice, view, hold, hand_over(stage.stage)) if is_open else html.span(),
        html.div(
            {"className": "dock urgent-dock", "key": stage.stage.value},
            html.div(
                {"className": "urgent-buttons"},
                _main_button(voice, view, stage, finish),
                html.button(
                    {
                        "className": "btn square",
                        "type": "button",
                        "aria-expanded": "true" if is_open else "false",
                        "aria-label": voice.say("urgent-hand-over"),
                        "onClick": lambda *_: set_open(not is_open),
                    },
                    icon("people"),
                ),
            ),
        ),
    ]


def _main_button(
    voice: Voice,
    view: UrgentView,
    stage: UrgentStage,
    finish: Callable[[StageKind], Callable[..., Awaitable[None]]],
) -> VdomDict:
    """Offer the decision that schedules it to whoever may decide, else to say that it is done."""
    if stage.stage is StageKind.SCHEDULING and view.may_decide:
        path = f"/decisions/{view.proposal_id}"
        return html.a({"className": "btn main", "href": path}, voice.say("urgent-decide"))
    return html.button(
        {"className": "btn main", "type": "button", "onClick": finish(stage.stage)},
        voice.say_code("urgent-finish", stage.stage),
    )


def _hand_over_form(
    voice: Voice, view: UrgentView, hold: Hold, give: Callable[..., Awaitable[None]]
) -> VdomDict:
    people = [
        ("", voice.say("approval-choose")),
        *((str(each.id), each.name) for each in view.people),
    ]
    return html.section(
        {"className": "pad approval-form", "key": "hand-over"},
        html.h2({"className": "m"}, voice.say("urgent-hand-over")),
        picker(voice.say("charge-to"), people, "", lambda value: hold(person=value)),
        typed(voice.say("charge-word"), "word", hold, longest=_LONGEST_NOTE),
        html.button(
            {"className": "btn ink", "type": "button", "onClick": give},
            voice.say("urgent-hand-over-now"),
        ),
    )
