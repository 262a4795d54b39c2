"""One series: history, forecast and interval, why this number, what moved, and a word of one's own."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from decimal import InvalidOperation
from typing import Any, cast
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, text_field
from frontend.components.forecast_chart import forecast_charts
from frontend.components.forecast_rows import deal_row, period_table, step_bars, version_rows
from frontend.components.forecast_words import (
    amount,
    bias_words,
    method_words,
    nothing_learned,
    period_name,
    place_words,
    rounded,
    run_words,
    series_name,
    signed,
)
from frontend.components.frame import back, page, section
from frontend.components.icon import status
from frontend.components.picker import picker
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_path
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.forecast import DealView, ForecastView, MendView, OverrideAsked, OverrideView
from shared.schemas.forecast_runs import FreezeAsked
from shared.terms import ReasonCode

Press = Callable[..., Awaitable[None]]
_LASTS = timedelta(days=90)


@component
def forecast_series_page() -> VdomDict:  # noqa: C901 -- one act after the other
    """Draw the series of the path; it follows orders, deals and what others say."""
    voice = use_voice()
    gateway = use_gateway()
    series_id = UUID(use_path().rpartition("/")[2])
    notice, set_notice = use_state("")
    typed: Any = use_ref(cast("dict[str, str]", {}))
    found = use_query(
        "forecast-series",
        lambda gateway: gateway.forecast_series(series_id),
        str(series_id),
        topics=("forecast", "demand_line"),
    )

    async def done(act: Callable[[], Awaitable[None]], words: str) -> None:
        try:
            await act()
            set_notice(voice.say(words))
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        except InvalidOperation:
            set_notice(voice.say("forecast-number"))
        found.ask_again()

    def type_in(name: str) -> Callable[[str], None]:
        def heard(value: str) -> None:
            typed.current = {**typed.current, name: value}

        return heard

    async def keep(*_: object) -> None:
        view = found.value
        if view is not None:
            fields = {**first_words(view, voice.today), **typed.current}
            await done(
                lambda: gateway.override_forecast(series_id, asked(view, fields)), "forecast-kept"
            )

    async def freeze(*_: object) -> None:
        view = found.value
        if view is not None:
            fields = {**first_words(view, voice.today), **typed.current}
            await done(lambda: gateway.freeze_forecast(frozen(view, fields)), "freeze-kept")

    def restore(each: OverrideView) -> Press:
        async def press(*_: object) -> None:
            await done(lambda: gateway.restore_forecast_override(each.id), "forecast-restored")

        return press

    def undo(mend: MendView) -> Press:
        async def press(*_: object) -> None:
            await done(
                lambda: gateway.undo_forecast_mend(
                    series_id, mend.on, is_undone=not mend.is_undone
                ),
                "forecast-mend-kept",
            )

        return press

    return page(
        back("/forecast", voice.say("navigation-forecast"), voice.say("forecast-series")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, found, (keep, type_in, restore, undo, freeze)),
        name="forecast-page no-live",
        is_ready=not found.is_waiting,
    )


def first_words(view: ForecastView, today: date) -> dict[str, str]:
    """Return what the form says before anybody has typed."""
    first = view.points[0].on.isoformat() if view.points else today.isoformat()
    return {
        "from": first,
        "count": "1",
        "quantity": "0",
        "reason": ReasonCode.CUSTOMER_REQUEST.value,
        "until": (today + _LASTS).isoformat(),
        "note": "",
    }


def asked(view: ForecastView, typed: dict[str, str]) -> OverrideAsked:
    """Return what was typed; `InvalidOperation` where a figure or a day is none."""
    days = [point.on for point in view.points]
    try:
        start = days.index(date.fromisoformat(typed["from"]))
        until = date.fromisoformat(typed["until"])
        count = max(1, min(60, int(typed["count"])))
    except ValueError as error:
        raise InvalidOperation from error
    quantity = figure(typed["quantity"])
    if quantity is None:
        raise InvalidOperation
    return OverrideAsked(
        period_ons=days[start : start + count],
        quantity=quantity,
        reason=ReasonCode(typed["reason"]),
        expires_on=until,
        note=typed["note"][:500],
    )


def frozen(view: ForecastView, typed: dict[str, str]) -> FreezeAsked:
    """Return the freeze of a series' item, with the reason and the last day that the form has."""
    try:
        ends_on = date.fromisoformat(typed["until"])
    except ValueError as error:
        raise InvalidOperation from error
    return FreezeAsked(
        reason=ReasonCode(typed["reason"]),
        ends_on=ends_on,
        item_id=view.item_id,
        note=typed["note"][:500],
    )


def _freeze(voice: Voice, freeze: Press) -> tuple[VdomDict, ...]:
    return (
        html.p({"className": "pad t-s dim"}, voice.say("freeze-item-more")),
        html.p(
            {"className": "pad flex"},
            button(
                {"className": "btn", "type": "button", "onClick": freeze},
                voice.say("freeze-item"),
            ),
            html.a({"className": "btn", "href": "/forecast/runs"}, voice.say("freeze-title")),
        ),
    )


def _looks(
    voice: Voice, found: Query[ForecastView], acts: tuple[Any, Any, Any, Any, Any]
) -> list[VdomDict | None]:
    if found.value is None:
        return [
            unanswered(voice, found, voice.say("forecast-loading"), voice.say("forecast-cannot"))
        ]
    view = found.value
    keep, type_in, restore, undo, freeze = acts
    row = view.row
    return [
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, series_name(voice, row)),
            html.p(
                {"className": "dim"},
                " · ".join(
                    part
                    for part in (
                        place_words(voice, row),
                        voice.say_code("forecast-class", row.demand_class),
                        method_words(voice, row),
                        run_words(voice, view.run),
                    )
                    if part
                ),
            ),
            status("risk", voice.say("forecast-failed-because", reason=row.failed_reason), "risk")
            if row.failed_reason
            else None,
            html.p({"className": "t-s dim"}, voice.say("forecast-not-learned"))
            if nothing_learned(view.run)
            else None,
        ),
        html.div(
            {"className": "forecast-columns"},
            html.div(
                forecast_charts(voice, view),
                period_table(voice, view),
                section(voice.say("forecast-why")),
                _parts(voice, view),
                *_moved(voice, view),
                *_mends(voice, view, undo),
                *_deals(voice, view.deals, row.unit),
            ),
            html.aside(
                {"className": "forecast-aside"},
                section(voice.say("forecast-does-it-help")),
                html.p(
                    {"className": "pad t-s dim"}, voice.say_code("forecast-lag", row.period.value)
                ),
                step_bars(voice, view.steps),
                html.p({"className": "pad"}, bias_words(voice, row.bias)),
                *(_form(voice, view, keep, type_in) if view.may_speak else ()),
                *(_freeze(voice, freeze) if view.may_mend and view.item_id else ()),
                *(
                    (
                        section(voice.say("forecast-versions")),
                        version_rows(voice, view.overrides, restore),
                    )
                    if view.overrides
                    else ()
                ),
            ),
        ),
    ]


def _parts(voice: Voice, view: ForecastView) -> VdomDict:
    return html.dl(
        {"className": "pad stock-facts"},
        *(
            html.div(
                {"key": each.part.value},
                html.dt({"className": "t-s dim"}, voice.say_code("forecast-part", each.part.value)),
                html.dd(
                    amount(voice, each.quantity, view.row.unit)
                    if each.part.value == "level"
                    else signed(voice, each.quantity)
                ),
            )
            for each in view.parts
        ),
    )


def _moved(voice: Voice, view: ForecastView) -> list[VdomDict]:
    title = section(voice.say("forecast-moved"))
    if view.run.restored_number is not None:
        words = voice.say("runs-cause-restored-from", number=str(view.run.restored_number))
        return [title, html.p({"className": "pad dim"}, words)]
    if view.moved is None:
        return [title, html.p({"className": "pad dim"}, voice.say("forecast-first-run"))]
    if not view.moved.parts:
        return [title, html.p({"className": "pad dim"}, voice.say("forecast-not-moved"))]
    said = [
        f"{voice.say_code('forecast-part', each.part.value)} {signed(voice, each.quantity)}"
        for each in view.moved.parts
    ]
    words = voice.say(
        "forecast-moved-from",
        before=voice.number(rounded(view.moved.before)),
        after=voice.number(rounded(view.moved.after)),
    )
    return [title, html.p({"className": "pad"}, f"{words} {voice.listed(said)}")]


def _mends(voice: Voice, view: ForecastView, undo: Callable[[MendView], Press]) -> list[VdomDict]:
    if not view.mends:
        return []
    return [
        section(voice.say("forecast-mends")),
        html.ul(
            {"className": "sheet"},
            *(
                html.li(
                    {"className": "row mend", "key": mend.on.isoformat()},
                    html.span(
                        voice.say(
                            "forecast-mend",
                            day=period_name(voice, view.row.period, mend.on),
                            was="–" if mend.was is None else voice.number(rounded(mend.was)),
                            became=voice.number(rounded(mend.became)),
                        ),
                        " · ",
                        voice.say_code("forecast-mended", mend.mend),
                    ),
                    button(
                        {"className": "btn slim", "type": "button", "onClick": undo(mend)},
                        voice.say(
                            "forecast-mend-again" if mend.is_undone else "forecast-mend-undo"
                        ),
                    )
                    if view.may_mend and mend.mend in {"outlier", "stock_out"}
                    else None,
                )
                for mend in view.mends
            ),
        ),
    ]


def _deals(voice: Voice, deals: list[DealView], unit: str | None) -> list[VdomDict]:
    if not deals:
        return []
    return [
        section(voice.say("forecast-deals")),
        html.ul({"className": "sheet"}, *(deal_row(voice, each, unit) for each in deals)),
    ]


def _form(
    voice: Voice, view: ForecastView, keep: Press, type_in: Callable[[str], Callable[[str], None]]
) -> tuple[VdomDict, ...]:
    first = first_words(view, voice.today)
    periods = [
        (point.on.isoformat(), period_name(voice, view.row.period, point.on))
        for point in view.points
    ]
    return (
        section(voice.say("forecast-say")),
        html.div(
            {"className": "pad approval-form"},
            picker(voice.say("forecast-from"), periods, first["from"], type_in("from")),
            text_field(
                voice.say("forecast-count"), {"defaultValue": first["count"]}, type_in("count")
            ),
            text_field(
                voice.say("forecast-quantity"),
                {"defaultValue": first["quantity"]},
                type_in("quantity"),
            ),
            picker(
                voice.say("forecast-reason"),
                [(each.value, voice.say_code("reasons", each.value)) for each in ReasonCode],
                first["reason"],
                type_in("reason"),
            ),
            text_field(
                voice.say("forecast-lasts"),
                {"type": "date", "defaultValue": first["until"]},
                type_in("until"),
            ),
            text_field(
                voice.say("forecast-note"), {"defaultValue": first["note"]}, type_in("note")
            ),
            button(
                {"className": "btn ink", "type": "button", "onClick": keep},
                voice.say("forecast-keep"),
            ),
        ),
    )
