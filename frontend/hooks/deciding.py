"""What a page about one decision does: it decides, it undoes, and says what became of either."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from reactpy import use_state

from frontend.components.states import problem_sentence
from frontend.components.voice import Voice
from frontend.hooks.query import Query
from frontend.hooks.visit import use_gateway
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.terms import DecidedKind, DecisionKind, DecisionReason

View = TypeVar("View")
Press = Callable[..., Awaitable[None]]
Decide = Callable[[DecisionKind], Press]


@dataclass(frozen=True)
class Undoing:
    """What became of the last press, and what undoes a decision."""

    notice: str
    say: Callable[[str], object]
    press: Callable[[DecidedKind, UUID], Press]


@dataclass(frozen=True)
class Deciding:
    """What became of the last press, the reason so far, and what the page's controls do."""

    notice: str
    reason: str
    choose_reason: Callable[[str], object]
    decide: Decide
    undo: Press


def use_undo(voice: Voice, ask_again: Callable[..., None]) -> Undoing:
    """Undo one's own decisions, say so, and look again."""
    gateway = use_gateway()
    notice, set_notice = use_state("")

    def undo(kind: DecidedKind, subject_id: UUID) -> Press:
        async def press(*_: object) -> None:
            try:
                await gateway.undo_decision(kind, subject_id)
                set_notice(voice.say("decisions-undone"))
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            ask_again()

        return press

    return Undoing(notice, set_notice, undo)


def use_deciding(
    voice: Voice,
    view: Query[View],
    subject: tuple[DecidedKind, UUID],
    send: Callable[[Gateway, View, DecisionKind, DecisionReason | None], Awaitable[None]],
) -> Deciding:
    """Decide about what a page shows, on exactly what was seen of it, with the reason that was chosen."""
    gateway = use_gateway()
    reason, set_reason = use_state("")
    undoing = use_undo(voice, view.ask_again)

    def decide(kind: DecisionKind) -> Press:
        async def press(*_: object) -> None:
            if view.value is None:
                return
            try:
                await send(gateway, view.value, kind, DecisionReason(reason) if reason else None)
                undoing.say("")
            except ProblemError as problem:
                undoing.say(problem_sentence(voice, problem))
            view.ask_again()

        return press

    return Deciding(undoing.notice, reason, set_reason, decide, undoing.press(*subject))
