"""Runbooks of urgent orders: which one is asked first, what each says, and the form that makes one."""

from collections.abc import Awaitable, Callable

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import back, page, section
from frontend.components.runbook_form import (
    Change,
    RunbookWish,
    runbook_form,
    runbook_of,
    wish_of,
)
from frontend.components.states import problem_sentence, unanswered
from frontend.components.urgent_parts import begins
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.urgent import RunbookBoard, RunbookStage, RunbookView
from shared.text import duration
from shared.urgent_terms import StageClock

Act = Callable[[Gateway], Awaitable[str | None]]
Doing = Callable[[Act], Callable[..., Awaitable[None]]]


@component
def runbooks_page() -> VdomDict:
    """Draw the runbooks, the one that is asked first on top, and the form."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    board = use_query("runbooks", lambda gateway: gateway.runbooks())
    # Typing and pressing may come faster than a new picture, so the form is held beside it.
    held = use_ref(RunbookWish())
    _, draw = use_state(0)

    def write(change: Change) -> None:
        held.current = change(held.current)

    def draw_anew(change: Change) -> None:
        write(change)
        draw(lambda count: count + 1)

    def open_form(view: RunbookView | None) -> None:
        draw_anew(lambda _: wish_of(view))

    def doing(act: Act) -> Callable[..., Awaitable[None]]:
        async def do(*_: object) -> None:
            try:
                said = await act(gateway)
            except ProblemError as problem:
                said = problem_sentence(voice, problem)
            set_notice(said or "")
            board.ask_again()

        return do

    async def keep(gateway: Gateway) -> str:
        wished = runbook_of(held.current)
        if isinstance(wished, str):
            return voice.say(wished)
        runbook_id = held.current.runbook_id
        if runbook_id is None:
            await gateway.add_runbook(wished)
        else:
            await gateway.change_runbook(runbook_id, wished)
        open_form(None)
        return voice.say("runbook-kept", name=wished.name)

    return page(
        back("/urgent", voice.say("navigation-urgent"), voice.say("navigation-runbooks")),
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(
            voice,
            board,
            doing,
            open_form,
            lambda found: runbook_form(voice, held.current, found, write, draw_anew, doing(keep)),
        ),
        name="settings-page runbooks-page",
        is_ready=not board.is_waiting,
    )


def _looks(
    voice: Voice,
    board: Query[RunbookBoard],
    doing: Doing,
    open_form: Callable[[RunbookView | None], None],
    form: Callable[[RunbookBoard], VdomDict],
) -> list[VdomDict]:
    if board.value is None:
        return [unanswered(voice, board, voice.say("runbook-loading"), voice.say("runbook-failed"))]
    return [
        html.div(
            {"className": "body column"},
            html.p({"className": "pad t-s dim"}, voice.say("runbook-more")),
            html.div(
                {"className": "sheet"},
                *(
                    _runbook(voice, place, each, doing, open_form)
                    for place, each in enumerate(board.value.runbooks)
                ),
            ),
            section(voice.say("runbook-form")),
            form(board.value),
        )
    ]


def _runbook(
    voice: Voice,
    place: int,
    view: RunbookView,
    doing: Doing,
    open_form: Callable[[RunbookView | None], None],
) -> VdomDict:
    runbook_id = view.id

    async def move(gateway: Gateway) -> None:
        if runbook_id is not None:
            await gateway.move_runbook(runbook_id)

    async def remove(gateway: Gateway) -> str | None:
        if runbook_id is None:
            return None
        await gateway.remove_runbook(runbook_id)
        return voice.say("runbook-removed", name=view.name)

    kind = voice.say_code("urgent-kind", view.kind) if view.kind else voice.say("runbook-any-kind")
    where = view.site_name or voice.say("runbook-any-site")
    is_beside = any(each.after is not None for each in view.stages)
    own = [
        _button(voice.say("runbook-up"), doing(move)) if place else None,
        _button(voice.say("approval-remove"), doing(remove), "btn slim danger"),
    ]
    opens = voice.say("runbook-change" if runbook_id else "runbook-begin")
    return html.div(
        {"className": "rule", "key": str(runbook_id or "usual")},
        html.div(
            {"className": "row flex"},
            html.div(
                {"className": "grow"},
                html.p({"className": "m"}, view.name or voice.say("runbook-usual")),
                html.p({"className": "t-s dim"}, f"{kind} · {where}"),
                html.ol(
                    {"className": "runbook-stages t-s"},
                    *(
                        _stage(voice, each, says_when=is_beside and number > 0)
                        for number, each in enumerate(view.stages)
                    ),
                ),
            ),
            html.div(
                {"className": "rule-buttons"},
                _button(opens, lambda *_: open_form(view)),
                *(own if runbook_id is not None else []),
            ),
        ),
    )


def _stage(voice: Voice, stage: RunbookStage, *, says_when: bool) -> VdomDict:
    owner = stage.owner_name or (
        voice.say_code("urgent-role", stage.owner.role) if stage.owner.role else ""
    )
    key = "runbook-stage-plain" if stage.clock is StageClock.PLAIN else "runbook-stage-working"
    return html.li(
        {"key": stage.stage.value},
        voice.say(
            key,
            stage=voice.say_code("urgent-stage", stage.stage),
            owner=owner,
            span=duration(voice.language, stage.minutes),
        ),
        html.span({"className": "dim"}, f" · {begins(voice, stage.after)}") if says_when else None,
    )


def _button(words: str, press: Callable[..., object], classes: str = "btn slim") -> VdomDict:
    return button({"className": classes, "type": "button", "onClick": press}, words)
