"""The looks of a question that is not simply answered: waiting, failed, empty, and no longer fresh."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.icon import icon
from frontend.components.voice import Voice
from shared.problem import ProblemError
from shared.text import text

_LINES = ("w1", "w2", "w3", "w4")


def waiting(voice: Voice, doing: str) -> VdomDict:
    """Nothing for 0.3 s, then grey lines where the rows will be; after 1 s what is being done."""
    lines = [
        html.div(
            {"className": "flex", "key": width},
            html.span({"className": "sk dot"}),
            html.span({"className": f"sk {width}"}),
        )
        for width in _LINES
    ]
    return html.div(
        {"className": "waiting-lines", "aria-busy": "true"},
        *lines,
        html.p({"className": "t-s dim waiting-says", "role": "status"}, doing),
        html.p({"className": "t-s dim waiting-leave"}, voice.say("page-may-leave")),
    )


def failed(
    voice: Voice, what: str, problem: ProblemError, try_again: Callable[..., None]
) -> VdomDict:
    """Say what did not load, what is safe and what to do."""
    if problem.status in {403, 404}:
        return _not_yours(voice, what, problem)
    is_ours = problem.status >= 500  # noqa: PLR2004 -- the line between theirs and ours in HTTP
    said = voice.say("page-failed-ours") if is_ours else problem_sentence(voice, problem)
    foot = voice.say("page-next-try", code=help_code(problem, voice.now)) if is_ours else ""
    return html.section(
        {"className": "mid0", "role": "alert"},
        html.span({"className": "c-late"}, icon("refused", "huge")),
        html.h2({"className": "t-xl"}, what),
        html.p({"className": "dim"}, said),
        html.div(
            {"className": "actions"},
            button(
                {"className": "btn ink", "type": "button", "onClick": try_again},
                voice.say("page-try-again"),
            ),
        ),
        html.p({"className": "t-s dimmer hint"}, foot) if foot else None,
    )


def _not_yours(voice: Voice, what: str, problem: ProblemError) -> VdomDict:
    """Say that a row is not there or not this person's; asking again would not bring it."""
    return html.section(
        {"className": "mid0", "role": "alert"},
        html.span({"className": "dimmer"}, icon("search", "huge")),
        html.h2({"className": "t-xl"}, what),
        html.p({"className": "dim"}, problem_sentence(voice, problem)),
        html.div(
            {"className": "actions"},
            html.a({"className": "btn ink", "href": "/"}, voice.say("page-to-start")),
        ),
    )


class Asked(Protocol):
    """A question whose answer is not there: still on its way, or refused."""

    @property
    def is_waiting(self) -> bool: ...
    @property
    def problem(self) -> ProblemError | None: ...
    @property
    def ask_again(self) -> Callable[..., None]: ...


def unanswered(voice: Voice, asked: Asked, doing: str, what: str) -> VdomDict:
    """Draw what stands where an answer will: `doing` while it is waited for, `what` did not load else."""
    if asked.is_waiting:
        return waiting(voice, doing)
    return failed(voice, what, asked.problem or ProblemError(), asked.ask_again)


def empty(title: str, meaning: str, *next_thing: VdomDict | None) -> VdomDict:
    """Say what an empty list means and what is useful now."""
    return html.section(
        {"className": "mid0"},
        html.span({"className": "c-kept"}, icon("kept", "huge")),
        html.h2({"className": "t-xl"}, title),
        html.p({"className": "dim"}, meaning),
        html.div({"className": "actions"}, *next_thing) if next_thing else None,
    )


def not_fresh(
    voice: Voice, answered_at: datetime | None, try_again: Callable[..., None]
) -> VdomDict:
    """Say above an older answer that it could not be renewed."""
    time = voice.moment(answered_at) if answered_at else ""
    return html.div(
        {"className": "not-fresh", "role": "status"},
        icon("risk", "s"),
        html.span({"className": "grow"}, voice.say("page-not-renewed", time=time)),
        button(
            {"className": "btn slim", "type": "button", "onClick": try_again},
            voice.say("page-try-again"),
        ),
    )


def no_entry(language: str) -> VdomDict:
    """Say that a page is not for this person, and where to go instead."""
    return html.section(
        {"className": "mid0"},
        html.span({"className": "c-late"}, icon("lock", "huge")),
        html.h1({"className": "t-xl"}, text(language, "page-no-entry")),
        html.p({"className": "dim"}, text(language, "error-not-allowed")),
        html.div(
            {"className": "actions"},
            html.a({"className": "btn ink", "href": "/"}, text(language, "page-to-start")),
        ),
    )


def problem_sentence(voice: Voice, problem: ProblemError) -> str:
    """Return the sentence of a refusal, from its code and facts."""
    return voice.say_code("error", problem.code, **problem.facts)


def help_code(problem: ProblemError, now: datetime) -> str:
    """Return a short code for the help desk: what kind of failure, and when in UTC."""
    kind = sum(problem.code.encode()) % 256
    return f"{kind:02X}-{now:%H%M}"
