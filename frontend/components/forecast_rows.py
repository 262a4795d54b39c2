"""Rows of the forecast: series in a list, periods in a table, steps as bars, versions of what was said."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.forecast_words import (
    added_words,
    amount,
    bias_words,
    period_name,
    place_words,
    rounded,
    series_name,
    signed,
)
from frontend.components.icon import status
from frontend.components.voice import Voice
from shared.schemas.forecast import (
    CustomerRhythm,
    DealView,
    ForecastRow,
    ForecastView,
    OverrideView,
    StepView,
    WorthView,
)

_BIASED = 0.15


def series_row(voice: Voice, row: ForecastRow) -> VdomDict:
    """Draw a series; a tap opens it."""
    says = [voice.say_code("forecast-class", row.demand_class), place_words(voice, row)]
    error = "–" if row.wape is None else voice.percent(row.wape, 0)
    naive = "–" if row.naive_wape is None else voice.percent(row.naive_wape, 0)
    return html.a(
        {"className": "row", "href": f"/forecast/{row.series_id}", "key": str(row.series_id)},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m"}, series_name(voice, row)),
            html.span({"className": "b nw"}, error),
        ),
        html.span(
            {"className": "t-s dim flex between"},
            html.span(" · ".join(part for part in says if part)),
            html.span({"className": "nw"}, voice.say("forecast-naive-error", share=naive)),
        ),
        html.span(
            {"className": "t-s flex between"},
            _stands_out(voice, row),
            html.span(
                {"className": "nw"},
                voice.say_code(
                    "forecast-next",
                    row.period.value,
                    amount=amount(voice, row.near_quantity, row.unit),
                ),
            ),
        ),
    )


def _stands_out(voice: Voice, row: ForecastRow) -> VdomDict:
    if row.failed_reason:
        return status("risk", voice.say("forecast-failed-series"), "risk")
    if row.bias is not None and abs(row.bias) >= _BIASED:
        return status("risk", bias_words(voice, row.bias), "risk")
    if row.wape is not None and row.naive_wape is not None and row.wape > row.naive_wape:
        return status("risk", voice.say("forecast-worse-than-naive"), "risk")
    return html.span({"className": "dim"}, bias_words(voice, row.bias))


def step_bars(voice: Voice, steps: list[StepView]) -> VdomDict | None:
    """Draw each step's error as a bar from zero; one that made it worse says so in words."""
    if not steps:
        return None
    most = max(step.wape for step in steps) or 1.0
    return html.ul(
        {"className": "forecast-steps"},
        *(
            html.li(
                {"key": step.step.value, "className": _tone(step)},
                html.span(voice.say_code("forecast-step", step.step.value)),
                html.svg(
                    {"className": "ch", "viewBox": "0 0 100 16", "preserveAspectRatio": "none",
                     "aria-hidden": "true"},
                    html.rect(
                        {"className": "bar", "width": f"{step.wape / most * 100:.1f}", "height": "16"}
                    ),
                ),
                html.span({"className": "b num"}, voice.percent(step.wape)),
                html.span({"className": "t-s dim"}, added_words(voice, step)),
            )
            for step in steps
        ),
    )  # fmt: skip


def error_card(voice: Voice, steps: list[StepView]) -> VdomDict | None:
    """Draw the agreed forecast's error as a KPI, beside naive and with its bias; a tap opens each step."""
    if not steps:
        return None
    naive, agreed = steps[0], steps[-1]
    is_better = agreed.wape <= naive.wape
    words = voice.say("forecast-better-than-naive" if is_better else "forecast-worse-than-naive")
    beside = voice.say("forecast-naive-error", share=voice.percent(naive.wape))
    return html.a(
        {"className": "kpi-row", "href": "/forecast/accuracy"},
        html.span(
            {"className": "name"},
            html.span({"className": "m"}, voice.say("forecast-error")),
            status("kept" if is_better else "late", words, "kept" if is_better else "late"),
            html.span(
                {"className": "t-s dimmer moved"}, f"{beside} · {bias_words(voice, agreed.bias)}"
            ),
        ),
        html.span({"className": "spark-none"}),
        html.span(
            {"className": "value"},
            voice.number(Decimal(str(agreed.wape)) * 100, 1),
            html.small(" %"),
        ),
    )


def _tone(step: StepView) -> str:
    return "worse" if step.added is not None and step.added <= -0.001 else ""  # noqa: PLR2004 -- a tenth of a point


def period_table(voice: Voice, view: ForecastView) -> VdomDict:
    """Draw the coming periods as a table: last year, model, what each step adds, agreed, orders, still open."""
    points = view.points[:12]
    lines: list[tuple[str, str, list[str]]] = [
        (
            "last-year",
            "",
            ["–" if p.last_year is None else _figure(voice, p.last_year) for p in points],
        ),
        ("model", "", [_figure(voice, p.statistical) for p in points]),
        ("promotion", "", [signed(voice, p.promotion) for p in points]),
        ("pipeline", "", [signed(voice, p.pipeline) for p in points]),
        ("rep", "", [signed(voice, p.rep) for p in points]),
        ("planner", "", [signed(voice, p.planner) for p in points]),
        *(
            [("frozen", "", [signed(voice, p.frozen) for p in points])]
            if any(p.frozen for p in points)
            else []
        ),
        ("agreed", "b", [_figure(voice, p.agreed) for p in points]),
        ("between", "", [f"{_figure(voice, p.low)}–{_figure(voice, p.high)}" for p in points]),
        ("ordered", "", [_figure(voice, p.ordered) for p in points]),
        ("open", "", [_figure(voice, p.open) for p in points]),
    ]
    return html.div(
        {"className": "scroll-x pad", "tabIndex": 0, "role": "region", "aria-label": voice.say("forecast-table")},
        html.table(
            {"className": "tb tight t-s"},
            html.thead(
                html.tr(
                    html.th(""),
                    *(
                        html.th({"scope": "col", "className": "num nw", "key": p.on.isoformat()},
                                period_name(voice, view.row.period, p.on))
                        for p in points
                    ),
                )
            ),
            html.tbody(
                *(
                    html.tr(
                        {"key": name},
                        html.th({"scope": "row", "className": f"nw {look}"}, voice.say_code("forecast-line", name)),
                        *(
                            html.td({"className": f"num nw {look}", "key": f"{name}{n}"}, value)
                            for n, value in enumerate(values)
                        ),
                    )
                    for name, look, values in lines
                )
            ),
        ),
    )  # fmt: skip


def _figure(voice: Voice, quantity: Decimal) -> str:
    return voice.number(rounded(quantity))


def version_rows(
    voice: Voice,
    versions: list[OverrideView],
    restore: Callable[[OverrideView], Callable[..., object]],
    items: Mapping[UUID, str] | None = None,
) -> VdomDict:
    """Draw every version of what was said, newest first; one that holds no more can be said again.

    Where they are about several `items` each names its own.
    """
    named = items or {}
    return html.ul(
        {"className": "sheet"},
        *(
            html.li(
                {"className": "row", "key": str(each.id)},
                html.span(
                    {"className": "flex between base"},
                    html.span(
                        {"className": "m"},
                        voice.say(
                            "forecast-said",
                            quantity=signed(voice, each.quantity)
                            if each.quantity
                            else voice.say("forecast-taken-back"),
                            day=voice.short_day(each.period_on),
                        ),
                    ),
                    status("kept", voice.say("forecast-holds"), "kept")
                    if each.is_standing
                    else html.span(
                        {"className": "t-s dim"},
                        voice.say("forecast-version", number=str(each.version)),
                    ),
                ),
                html.span(
                    {"className": "t-s dim"},
                    " · ".join(
                        part
                        for part in (
                            named.get(each.series_id, ""),
                            voice.say_code("forecast-step", each.step.value),
                            each.customer_name or "",
                            voice.say_code("reasons", each.reason.value),
                            each.owner_name,
                            voice.say("forecast-until", day=voice.day(each.expires_on)),
                            each.note,
                        )
                        if part
                    ),
                ),
                button(
                    {"className": "btn slim", "type": "button", "onClick": restore(each)},
                    voice.say("forecast-restore", number=str(each.version)),
                )
                if each.may_restore
                else None,
            )
            for each in versions
        ),
    )


def rhythm_row(voice: Voice, rhythm: CustomerRhythm, *jumps: VdomDict) -> VdomDict:
    """Draw a customer by when they will order again, with the `jumps` of their lines."""
    return html.a(
        {
            "className": "row",
            "href": f"/forecast/customers/{rhythm.customer_id}",
            "key": str(rhythm.customer_id),
        },
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m"}, rhythm.customer_name),
            html.span(
                {"className": "nw"}, "" if rhythm.next_on is None else voice.day(rhythm.next_on)
            ),
        ),
        html.span({"className": "t-s dim"}, rhythm_words(voice, rhythm)),
        html.span({"className": "stock-marks"}, *rhythm_marks(voice, rhythm), *jumps),
    )


def rhythm_words(voice: Voice, rhythm: CustomerRhythm) -> str:
    """Say a customer's rhythm, and the window of the next order."""
    if rhythm.usual_days is None or rhythm.from_on is None or rhythm.until_on is None:
        return voice.say("forecast-no-rhythm", count=rhythm.order_count)
    every = voice.say("forecast-every", count=rhythm.usual_days)
    if rhythm.from_on == rhythm.until_on:
        return f"{every} · {voice.say('forecast-window-day', day=voice.short_day(rhythm.from_on))}"
    window = voice.say(
        "forecast-window",
        first=voice.short_day(rhythm.from_on),
        last=voice.short_day(rhythm.until_on),
    )
    return f"{every} · {window}"


def rhythm_marks(voice: Voice, rhythm: CustomerRhythm) -> list[VdomDict]:
    """Say what stands out: quiet, or an order out of the usual."""
    found = []
    if rhythm.is_quiet and rhythm.last_on is not None:
        words = voice.say("forecast-quiet", day=voice.day(rhythm.last_on))
        found.append(status("risk", words, "risk"))
    if rhythm.jump_ratio is not None:
        share = voice.percent(rhythm.jump_ratio, 0)
        found.append(
            status(
                "up" if rhythm.jump_ratio > 1 else "down", voice.say("forecast-jump", share=share)
            )
        )
    return found


def worth_words(voice: Voice, worth: WorthView) -> str:
    """Say what somebody's words of the last quarter were worth."""
    if not worth.count:
        return voice.say("forecast-worth-none")
    key = "forecast-worth-nearer" if worth.quantity >= 0 else "forecast-worth-further"
    said = voice.say(key, quantity=voice.number(rounded(abs(worth.quantity))))
    return f"{said} · {voice.say('forecast-worth-helped', helped=worth.helped_count, count=worth.count)}"


def deal_row(voice: Voice, deal: DealView, unit: str | None, *more: VdomDict | None) -> VdomDict:
    """Draw a deal with what it adds, and why no more; where not all are of one item in its `unit`, each names its own."""
    says = voice.say(
        "forecast-deal",
        quantity=amount(voice, deal.quantity, unit or deal.unit or None),
        share=voice.percent(deal.probability_ratio, 0),
        day=voice.day(deal.expected_on),
    )
    shown = [each for each in more if each is not None]
    return html.li(
        {"className": "row deal-stage" if shown else "row", "key": str(deal.id)},
        html.div({"className": "stack tight"}, *_deal(voice, deal, says, unit)),
        *shown,
    )


def _deal(voice: Voice, deal: DealView, says: str, unit: str | None) -> tuple[VdomDict | None, ...]:
    return (
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m"}, f"{deal.customer_name} · {deal.reference}"),
            html.span({"className": "b nw"}, signed(voice, deal.added_quantity)),
        ),
        html.span({"className": "t-s"}, deal.item_name) if deal.item_name and not unit else None,
        html.span(
            {"className": "t-s dim"},
            f"{voice.say_code('forecast-deal-kind', deal.kind)} · "
            f"{voice.say_code('forecast-stage', deal.stage)} · {says} · "
            f"{voice.say_code('forecast-deal-why', deal.why)}",
        ),
    )
