"""The KPI cards: what is below target first, each with its trend, each one tap from its rows."""

from dataclasses import replace

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.forecast_rows import error_card
from frontend.components.frame import head, page, scope_words, section
from frontend.components.kpi_rows import kpi_row, waiting_row
from frontend.components.states import empty, failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.voice import use_ticking_voice
from shared.schemas.forecast import StepView
from shared.schemas.kpi import KPIBoard, KPICard
from shared.schemas.person import Viewing

_NOON = 12
_EVENING = 18


@component
def kpi_page() -> VdomDict:
    """Draw the cards; they change when a decision or a delivery changes them."""
    voice = use_ticking_voice()
    board = use_query(
        "kpi", lambda gateway: gateway.kpi_board(), topics=("kpi", "proposal", "plan")
    )
    viewing = use_query("viewing", lambda gateway: gateway.viewing())
    expected = use_query(
        "forecast", lambda gateway: gateway.forecast(None, "", 0), topics=("forecast",)
    )
    return page(
        head(greeting(voice, viewing.value), _aside(voice, board, viewing.value)),
        not_fresh(voice, board.answered_at, board.ask_again) if board.is_stale else None,
        _cards(voice, board, expected.value.steps if expected.value else []),
        name="kpi-page",
        is_ready=not board.is_waiting and not viewing.is_waiting,
    )


def greeting(voice: Voice, viewing: Viewing | None) -> str:
    """Return a greeting by the clock of the reader."""
    if viewing is None:
        return voice.say("navigation-kpi")
    hour = voice.now.astimezone(voice.zone).hour
    key = "kpi-morning" if hour < _NOON else "kpi-day" if hour < _EVENING else "kpi-evening"
    return voice.say(key, name=viewing.name.split()[0])


def _aside(voice: Voice, board: Query[KPIBoard], viewing: Viewing | None) -> str:
    parts = []
    if viewing and viewing.scope_names:
        parts.append(scope_words(voice, viewing.scope_names))
    if board.value is not None:
        parts.append(voice.say("kpi-as-of", time=voice.moment(board.value.as_of)))
    return voice.joined(parts)


def _cards(voice: Voice, board: Query[KPIBoard], steps: list[StepView]) -> VdomDict:
    if board.is_waiting:
        return waiting(voice, voice.say("kpi-loading"))
    if board.value is None:
        problem = board.problem
        assert problem is not None  # noqa: S101 -- neither waiting nor answered is failed
        return failed(voice, voice.say("kpi-failed"), problem, board.ask_again)
    if not board.value.cards:
        return empty(voice.say("kpi-none"), voice.say("kpi-none-more"))
    measured = [card for card in board.value.cards if card.value is not None]
    below = [card for card in measured if not card.is_on_target]
    on = [card for card in measured if card.is_on_target and card.target is not None]
    free = [card for card in measured if card.is_on_target and card.target is None]
    rest = [card for card in board.value.cards if card.value is None]
    return html.div(
        {"className": "body column"},
        waiting_row(voice, board.value),
        *_group(voice, voice.say("kpi-off-target"), below),
        *_group(voice, voice.say("kpi-at-target"), on),
        *_group(voice, voice.say("kpi-without-target"), free),
        *_group(voice, voice.say("kpi-not-measured"), rest),
        *(
            (
                section(voice.say("navigation-forecast")),
                html.div({"className": "sheet"}, error_card(voice, steps)),
            )
            if steps
            else ()
        ),
    )


def _group(voice: Voice, title: str, cards: list[KPICard]) -> list[VdomDict]:
    if not cards:
        return []
    rows = [kpi_row(replace(voice, currency=card.currency or ""), card) for card in cards]
    return [section(title), html.div({"className": "sheet"}, *rows)]
