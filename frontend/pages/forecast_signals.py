"""Signals from outside: what each has made of the error, series and events that people keep, holidays."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, Final, cast
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.frame import back, page, section
from frontend.components.icon import status
from frontend.components.long_text import long_text
from frontend.components.picker import picker
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.territory_countries import country_asked, territory_countries
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.forecast_terms import OutsideEventKind, OutsideKind, SignalVerdict
from shared.problem import ProblemError
from shared.schemas.forecast_outside import (
    OutsideBoard,
    OutsideEventAsked,
    OutsideSeriesAsked,
    TrialView,
)
from shared.text import country_name

_LONGEST_NAME: Final = 100
_LONGEST_TEXT: Final = 50_000
_ALL: Final = ""
_MARKS: Final = {
    SignalVerdict.HELPS: "kept",
    SignalVerdict.ENDED: "risk",
    SignalVerdict.NO_CALENDAR: "risk",
}

Press = Callable[..., Awaitable[None]]


@component
def forecast_signals_page() -> VdomDict:  # noqa: C901 -- one act after the other
    """Draw what was tried and what helps; whoever plans adds series and events beneath."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    number, set_number = use_state(0)
    wish: Any = use_ref(cast("dict[str, str]", {}))
    found = use_query(
        "forecast-signals", lambda gateway: gateway.forecast_signals(), topics=("forecast",)
    )

    def set_wish(**fields: str) -> None:
        wish.current = {**wish.current, **fields}

    async def done(act: Callable[[], Awaitable[str]]) -> None:
        try:
            words = await act()
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
            return
        set_notice(words)
        wish.current = {}
        set_number(lambda count: count + 1)
        found.ask_again()

    async def keep_series(*_: object) -> None:
        asked = series_asked(wish.current)
        if asked is None:
            set_notice(voice.say("signals-series-incomplete"))
            return

        async def act() -> str:
            kept = await gateway.keep_outside_series(*asked)
            return voice.say(
                "signals-series-kept", count=kept.value_count, skipped=kept.skipped_count
            )

        await done(act)

    async def add_event(*_: object) -> None:
        asked = event_asked(wish.current)
        if asked is None:
            set_notice(voice.say("signals-event-incomplete"))
            return

        async def act() -> str:
            await gateway.add_outside_event(asked)
            return voice.say("signals-event-kept")

        await done(act)

    async def keep_country(*_: object) -> None:
        asked = country_asked(wish.current)
        if asked is None:
            set_notice(voice.say("signals-country-incomplete"))
            return

        async def act() -> str:
            await gateway.choose_country(*asked)
            return voice.say("signals-country-kept")

        await done(act)

    def remove(act: Callable[[], Awaitable[None]]) -> Press:
        async def removed() -> str:
            await act()
            return voice.say("signals-removed")

        async def press(*_: object) -> None:
            await done(removed)

        return press

    def forms(board: OutsideBoard) -> tuple[VdomDict, VdomDict, list[VdomDict]]:
        return (
            _series_form(voice, number, set_wish, keep_series),
            _event_form(voice, number, board, set_wish, add_event),
            territory_countries(voice, board, number, set_wish, keep_country),
        )

    return page(
        back("/forecast", voice.say("navigation-forecast"), voice.say("signals-title")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(
            voice,
            found,
            forms,
            lambda series_id: remove(lambda: gateway.remove_outside_series(series_id)),
            lambda event_id: remove(lambda: gateway.remove_outside_event(event_id)),
        ),
        name="forecast-page no-live column",
        is_ready=not found.is_waiting,
    )


def series_asked(wish: dict[str, str]) -> tuple[str, OutsideSeriesAsked] | None:
    """Return the code and the series as they were typed; None where something is missing."""
    name, text = wish.get("name", "").strip(), wish.get("text", "").strip()
    delay = wish.get("delay", "0").strip() or "0"
    if not name or not text or not delay.isdecimal() or int(delay) > 366:  # noqa: PLR2004 -- a year
        return None
    code = "-".join("".join(each if each.isalnum() else " " for each in name.lower()).split())
    return code[:64] or "series", OutsideSeriesAsked(name[:_LONGEST_NAME], text, int(delay))


def event_asked(wish: dict[str, str]) -> OutsideEventAsked | None:
    """Return the event as it was typed; None without a name or a first day."""
    name = wish.get("event", "").strip()
    try:
        first = date.fromisoformat(wish.get("first", ""))
        last = date.fromisoformat(wish.get("last") or wish["first"])
        known = date.fromisoformat(wish["known"]) if wish.get("known") else None
    except ValueError:
        return None
    if not name:
        return None
    territory = wish.get("territory", _ALL)
    return OutsideEventAsked(
        kind=OutsideEventKind(wish.get("kind", OutsideEventKind.COMPETITOR_PRICE.value)),
        name=name[:_LONGEST_NAME],
        first_on=first,
        last_on=last,
        known_on=known,
        family=wish.get("family") or None,
        territory_id=UUID(territory) if territory else None,
    )


def _looks(
    voice: Voice,
    found: Query[OutsideBoard],
    forms: Callable[[OutsideBoard], tuple[VdomDict, VdomDict, list[VdomDict]]],
    forget: Callable[[UUID], Press],
    take_back: Callable[[UUID], Press],
) -> list[VdomDict | None]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("signals-loading"), voice.say("signals-cannot"))]
    board = found.value
    series_form, event_form, countries = forms(board)
    return [
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, voice.say("signals-head")),
            html.p({"className": "dim"}, voice.say("signals-more")),
        ),
        section(voice.say("signals-tried")),
        *_trials(voice, board),
        section(voice.say("signals-series")),
        _series(voice, board, forget),
        series_form if board.may_keep else None,
        section(voice.say("signals-events")),
        _events(voice, board, take_back),
        event_form if board.may_keep else None,
        section(voice.say("signals-holidays")),
        html.ul(
            {"className": "sheet"},
            *(
                _row(
                    country_name(voice.language, each.country),
                    voice.say("signals-no-calendar")
                    if each.next_on is None
                    else voice.say(
                        "signals-holiday-next",
                        count=each.day_count,
                        day=voice.day(each.next_on),
                        name=each.next_name or "",
                    ),
                    key=each.country,
                )
                for each in board.holidays
            ),
        )
        if board.holidays
        else html.p({"className": "pad dim"}, voice.say("signals-no-holidays")),
        *countries,
    ]


def _trials(voice: Voice, board: OutsideBoard) -> list[VdomDict]:
    if not board.trials:
        return [html.p({"className": "pad dim"}, voice.say("signals-none-tried"))]
    by_signal: dict[str, list[TrialView]] = {}
    for trial in board.trials:
        by_signal.setdefault(trial.signal, []).append(trial)
    order = sorted(
        by_signal.values(),
        key=lambda rows: not any(each.verdict == SignalVerdict.HELPS for each in rows),
    )
    return [
        html.div(
            {"className": "sheet", "key": rows[0].signal},
            html.h3({"className": "pad t-l"}, signal_words(voice, rows[0])),
            html.ul(*(_trial(voice, each) for each in rows)),
        )
        for rows in order
    ]


def signal_words(voice: Voice, trial: TrialView) -> str:
    """Return what a signal is called."""
    if trial.kind is OutsideKind.SERIES:
        return trial.name or voice.say("signals-series-removed")
    if trial.kind is OutsideKind.HOLIDAY:
        name = voice.say("signals-holidays")
        return f"{name}: {country_name(voice.language, trial.code)}" if trial.code else name
    return voice.say_code(f"signals-{trial.kind.value}", trial.code)


def _trial(voice: Voice, trial: TrialView) -> VdomDict:
    mark = _MARKS.get(trial.verdict)
    verdict = voice.say_code("signals-verdict", trial.verdict.value)
    if trial.ended_on is not None:
        verdict = f"{verdict} ({voice.day(trial.ended_on)})"
    tried = trial.error_without is not None and trial.error_with is not None
    return html.li(
        {"className": "row", "key": trial.family},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m"}, trial.family or voice.say("signals-every-family")),
            html.span(
                {"className": "b nw"},
                f"{voice.percent(trial.error_without or 0)} → {voice.percent(trial.error_with or 0)}",
            )
            if tried
            else None,
        ),
        html.span(
            {"className": "t-s flex between"},
            status(mark, verdict, mark) if mark else html.span({"className": "dim"}, verdict),
            html.span(
                {"className": "dim"},
                voice.say("signals-better-at", count=trial.origin_count, better=trial.better_count),
                f" · {voice.say_code('signals-lead', trial.period.value, count=trial.lead)}"
                if trial.lead
                else "",
            )
            if tried
            else None,
        ),
    )


def _row(title: str, says: str, *more: VdomDict | None, key: str) -> VdomDict:
    return html.li(
        {"className": "row", "key": key},
        html.span({"className": "flex between base"}, html.span({"className": "m"}, title), *more),
        html.span({"className": "t-s dim"}, says),
    )


def _remove(voice: Voice, press: Press) -> VdomDict:
    return button(
        {"className": "btn slim", "type": "button", "onClick": press}, voice.say("signals-remove")
    )


def _series(voice: Voice, board: OutsideBoard, forget: Callable[[UUID], Press]) -> VdomDict:
    if not board.series:
        return html.p({"className": "pad dim"}, voice.say("signals-no-series"))
    return html.ul(
        {"className": "sheet"},
        *(
            _row(
                each.name,
                voice.say(
                    "signals-series-says",
                    count=each.value_count,
                    first=voice.day(each.first_on),
                    last=voice.day(each.last_on),
                    value=voice.number(each.last_value or 0.0, 2),
                )
                if each.first_on and each.last_on
                else "",
                _remove(voice, forget(each.id)) if board.may_keep else None,
                key=str(each.id),
            )
            for each in board.series
        ),
    )


def _events(voice: Voice, board: OutsideBoard, take_back: Callable[[UUID], Press]) -> VdomDict:
    if not board.events:
        return html.p({"className": "pad dim"}, voice.say("signals-no-events"))
    return html.ul(
        {"className": "sheet"},
        *(
            _row(
                each.name,
                " · ".join(
                    (
                        voice.say_code("signals-event", each.kind.value),
                        f"{voice.day(each.first_on)} – {voice.day(each.last_on)}",
                        each.family or voice.say("signals-every-family"),
                        each.territory_name or voice.say("signals-every-territory"),
                    )
                ),
                _remove(voice, take_back(each.id)) if board.may_keep else None,
                key=str(each.id),
            )
            for each in board.events
        ),
    )


def _series_form(voice: Voice, number: int, set_wish: Callable[..., None], keep: Press) -> VdomDict:
    return html.div(
        {"className": "pad approval-form", "key": f"series-{number}"},
        typed(voice.say("signals-name"), "name", set_wish, longest=_LONGEST_NAME),
        typed(voice.say("signals-delay"), "delay", set_wish, mode="numeric", longest=3, said="0"),
        long_text(
            voice.say("signals-text"),
            {"maxLength": _LONGEST_TEXT, "placeholder": "2026-11-02;104,2\n2026-11-09;103,8"},
            lambda value: set_wish(text=value),
        ),
        button(
            {"className": "btn ink", "type": "button", "onClick": keep},
            voice.say("signals-keep-series"),
        ),
    )


def _event_form(
    voice: Voice, number: int, board: OutsideBoard, set_wish: Callable[..., None], add: Press
) -> VdomDict:
    days = (("first", "signals-first"), ("last", "signals-last"), ("known", "signals-known"))
    return html.div(
        {"className": "pad approval-form", "key": f"event-{number}"},
        picker(
            voice.say("signals-kind"),
            [
                (each.value, voice.say_code("signals-event", each.value))
                for each in OutsideEventKind
            ],
            OutsideEventKind.COMPETITOR_PRICE.value,
            lambda value: set_wish(kind=value),
        ),
        typed(voice.say("signals-event-name"), "event", set_wish, longest=_LONGEST_NAME),
        *(typed(voice.say(key), name, set_wish, kind="date") for name, key in days),
        picker(
            voice.say("signals-family"),
            [(_ALL, voice.say("signals-every-family")), *((each, each) for each in board.families)],
            _ALL,
            lambda value: set_wish(family=value),
        ),
        picker(
            voice.say("signals-territory"),
            [(_ALL, voice.say("signals-every-territory")), *board.territories],
            _ALL,
            lambda value: set_wish(territory=value),
        ),
        button(
            {"className": "btn ink", "type": "button", "onClick": add},
            voice.say("signals-add-event"),
        ),
    )
