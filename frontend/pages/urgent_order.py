"""One urgent order: its clock, its stages with their owners, and the one next thing to do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.frame import page, section
from frontend.components.icon import icon, status
from frontend.components.picker import picker
from frontend.components.settings_parts import one_of
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


@dataclass(frozen=True)
class Turn:
    """The stages that the viewer may move, and the one that the word and the buttons of the page are about.

    Typing and pressing may come faster than a new picture, so what is typed is held beside it, by stage.
    """

    order_id: UUID
    all: list[UrgentStage]
    stage: UrgentStage
    held: dict[tuple[StageKind, str], str]
    doing: Doing
    choose: Callable[[str], None]
    is_open: bool
    set_open: Callable[[bool], None]

    def hold(self, **changes: str) -> None:
        """Keep what is typed about the stage."""
        self.held.update({(self.stage.stage, name): value for name, value in changes.items()})

    def said(self, name: str) -> str:
        """Return what was typed about the stage."""
        return self.held.get((self.stage.stage, name), "").strip()

    async def finish(self, gateway: Gateway) -> None:
        """Say that the stage is over."""
        await gateway.finish_stage(self.order_id, self.stage.stage, self.said("note"))

    async def give(self, gateway: Gateway) -> None:
        """Give the stage to whoever was chosen."""
        if self.said("person"):
            person_id, word = UUID(self.said("person")), self.said("word")
            await gateway.hand_over_stage(self.order_id, self.stage.stage, person_id, word)
            self.hold(person="", word="")

    def turn_to(self, value: str) -> Callable[..., None]:
        """Return what makes the page be about another stage."""

        def turn(*_: object) -> None:
            self.choose(value)
            self.set_open(False)

        return turn


@component
def urgent_order_page() -> VdomDict:
    """Draw the order of the address."""
    voice = use_voice()
    gateway = use_gateway()
    order_id = UUID(use_path().rpartition("/")[2])
    notice, set_notice = use_state("")
    is_open, set_open = use_state(False)
    chosen, set_chosen = use_state("")
    held = use_ref(cast("dict[tuple[StageKind, str], str]", {}))
    order = use_query(
        "urgent_order",
        lambda gateway: gateway.urgent_order(order_id),
        str(order_id),
        topics=("urgent", "proposal"),
    )

    def doing(act: Act) -> Callable[..., Awaitable[None]]:
        async def do(*_: object) -> None:
            try:
                await act(gateway)
                set_notice("")
                set_open(False)
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            order.ask_again()

        return do

    movable = [] if order.value is None else [e for e in order.value.row.running if e.may_act]
    stage = _chosen(movable, chosen)
    turn = (
        None
        if stage is None
        else Turn(order_id, movable, stage, held.current, doing, set_chosen, is_open, set_open)
    )
    return page(
        *_looks(voice, order, notice, turn),
        *_acts(voice, order.value, turn),
        name="settings-page urgent-order-page column",
        is_ready=not order.is_waiting,
    )


def _chosen(movable: list[UrgentStage], chosen: str) -> UrgentStage | None:
    """The stage that was chosen, else one's own, else the one that is due first."""
    found = [each for each in movable if each.stage.value == chosen]
    own = [each for each in movable if each.is_own]
    return next(iter([*found, *own, *movable]), None)


def _looks(
    voice: Voice, order: Query[UrgentView], notice: str, turn: Turn | None
) -> list[VdomDict | None]:
    if order.value is None:
        return [unanswered(voice, order, voice.say("urgent-loading"), voice.say("urgent-failed"))]
    view = order.value
    row = view.row
    clocks = [clock_face(voice, row, each, view.as_of) for each in row.running]
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
        *(
            clocks
            if row.status is UrgentStatus.RUNNING
            else [html.p({"className": "pad"}, standing_words(voice, row))]
        ),
        html.div(
            {"className": "sheet"},
            html.a(
                {"className": "row", "href": f"/changes/{row.demand_change_id}"},
                html.span({"className": "b own-line"}, what_is_wanted(voice, row)),
                html.span({"className": "t-s dim"}, _wish(voice, view, said)),
            ),
        ),
        section(voice.say("urgent-stages", count=row.stage_count), _response(voice, view)),
        html.ol(
            {"className": "sheet urgent-stages"},
            *(stage_row(voice, each) for each in view.stages),
        ),
        _word(voice, turn),
        thread(ThingKind.URGENT_ORDER, row.id),
        section(voice.say("charge-history")),
        html.ol(
            {"className": "sheet alert-steps"},
            *(step_row(voice, place, step) for place, step in enumerate(view.steps)),
        ),
    ]


def _word(voice: Voice, turn: Turn | None) -> VdomDict | None:
    """Offer room for a word on the stage that is moved, and, where several can be, the choice of it."""
    if turn is None:
        return None
    choices = [(each.stage.value, voice.say_code("urgent-stage", each.stage)) for each in turn.all]
    chosen = turn.stage.stage.value
    return html.div(
        {"className": "pad approval-form", "key": f"word-{chosen}"},
        one_of(voice.say("urgent-which"), choices, chosen, turn.turn_to) if turn.all[1:] else None,
        typed(voice.say("urgent-word"), "note", turn.hold, longest=_LONGEST_NOTE),
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


def _acts(voice: Voice, view: UrgentView | None, turn: Turn | None) -> list[VdomDict]:
    if view is None or turn is None:
        return []
    kind = turn.stage.stage.value
    return [
        _hand_over_form(voice, view, turn) if turn.is_open else html.span(),
        html.div(
            {"className": "dock urgent-dock", "key": kind},
            html.div(
                {"className": "urgent-buttons"},
                _main_button(voice, view, turn),
                button(
                    {
                        "className": "btn square",
                        "type": "button",
                        "aria-expanded": "true" if turn.is_open else "false",
                        "aria-label": voice.say("urgent-hand-over"),
                        "onClick": lambda *_: turn.set_open(not turn.is_open),
                    },
                    icon("people"),
                ),
            ),
        ),
    ]


def _main_button(voice: Voice, view: UrgentView, turn: Turn) -> VdomDict:
    """Offer the decision that schedules it to whoever may decide, else to say that it is done."""
    kind = turn.stage.stage
    if kind is StageKind.SCHEDULING and view.may_decide:
        path = f"/decisions/{view.proposal_id}"
        return html.a({"className": "btn main", "href": path}, voice.say("urgent-decide"))
    return button(
        {"className": "btn main", "type": "button", "onClick": turn.doing(turn.finish)},
        voice.say_code("urgent-finish", kind),
    )


def _hand_over_form(voice: Voice, view: UrgentView, turn: Turn) -> VdomDict:
    people = [
        ("", voice.say("approval-choose")),
        *((str(each.id), each.name) for each in view.people),
    ]
    return html.section(
        {"className": "pad approval-form", "key": "hand-over"},
        html.h2({"className": "m"}, voice.say("urgent-hand-over")),
        picker(voice.say("charge-to"), people, "", lambda value: turn.hold(person=value)),
        typed(voice.say("charge-word"), "word", turn.hold, longest=_LONGEST_NOTE),
        button(
            {"className": "btn ink", "type": "button", "onClick": turn.doing(turn.give)},
            voice.say("urgent-hand-over-now"),
        ),
    )
