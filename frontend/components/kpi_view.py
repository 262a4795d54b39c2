"""One figure opened: its trend with the target, the causes of misses, the rows themselves, its rule."""

import math
from decimal import Decimal

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.chart_frame import scale
from frontend.components.forecast_words import rounded
from frontend.components.icon import status
from frontend.components.kpi_words import against_target, aim, figure, joined, written
from frontend.components.voice import Voice
from shared.schemas.kpi import KPICard, KPICause, KPIDistribution, KPIRow, KPIView
from shared.terms import KPIName
from shared.text import duration

_LABEL_WIDTH = 76
_COUNTS = {
    "hit": ("kept", "kept"),
    "miss": ("late", "late"),
    "open": ("waiting", "risk"),
    "part": ("short", "late"),
}
# What is still to come has not been missed yet.
_NOT_OVER = {
    KPIName.OPEN_DEMAND_AT_RISK: {"miss": "at_risk", "hit": "carried"},
    KPIName.PROPOSALS_WAITING: {"miss": "overdue"},
}
_DECIDED_AT = {
    "proposal": "/decisions",
    "adoption": "/adoptions",
    "allocation": "/allocations",
}
_WITHOUT_ORDER = {"adoption": "navigation-adoption", "allocation": "navigation-allocation"}


def _shown(view: KPIView, part: Decimal) -> Decimal:
    """A part of a figure; forecasts have hundredths of a unit, which say nothing."""
    return rounded(part) if view.card.kpi is KPIName.FORECAST_ERROR else part


def figure_head(voice: Voice, view: KPIView) -> VdomDict:
    """Say the number, and what it is made of."""
    shape, words, tone = against_target(voice, view.card)
    value, unit = figure(voice, view.card)
    made_of = ""
    if view.numerator is not None and view.denominator is not None:
        made_of = voice.say(
            "kpi-made-of",
            part=voice.number(_shown(view, view.numerator)),
            whole=voice.number(_shown(view, view.denominator)),
        )
    return html.div(
        {"className": "figure-head"},
        html.p({"className": "t-4xl nw"}, f"{value}\u00a0{unit}" if unit else value),
        html.div(
            {"className": "stack tight"},
            status(shape, words, tone),
            html.span({"className": "t-s dim"}, made_of) if made_of else None,
            html.span(
                {"className": "t-s dim"},
                voice.say(
                    "kpi-period",
                    first=voice.short_day(view.period_from),
                    last=voice.short_day(view.period_to),
                ),
            ),
        ),
    )


def trend(voice: Voice, card: KPICard) -> VdomDict | None:
    """Draw the periods as a line with the dashed target, the last value named, and a table of them."""
    readings = [(r.period_on, r.value) for r in card.readings if r.value is not None]
    if len(readings) < 2:  # noqa: PLR2004 -- a line needs two ends
        return None
    values = [value for _, value in readings]
    low, high, ticks = scale([*values, *([card.target] if card.target is not None else [])])
    left, right, top, height = 4, 306, 12, 118
    step = (right - left) / (len(readings) - 1)

    def y(value: Decimal) -> float:
        return round(top + float((high - value) / (high - low)) * height, 1)

    points = " ".join(f"{left + n * step:.1f},{y(value)}" for n, value in enumerate(values))
    last = y(values[-1])
    target = y(card.target) if card.target is not None else None
    is_close = target is not None and abs(target - last) < 28  # noqa: PLR2004 -- two lines of text
    last_words = last + 4 + ((12 if last >= (target or 0) else -12) if is_close else 0)
    every = max(1, math.ceil(_LABEL_WIDTH / step))
    finding = voice.say(
        "kpi-trend-said",
        name=voice.say_code("kpi", card.kpi),
        value=joined(voice, card, values[-1]),
        periods=len(values),
    )
    return html.figure(
        {"className": "trend"},
        html.svg(
            {
                "className": "ch fluid",
                "viewBox": "0 0 358 156",
                "role": "img",
                "aria-label": finding,
            },
            *(
                html.path({"className": "g", "d": f"M{left} {y(tick)}H{right}", "key": f"g{tick}"})
                for tick in ticks
            ),
            *_target(voice, card, target, left, right),
            html.polyline({"className": "aft", "points": points}),
            html.circle({"className": "dot-after", "cx": str(right), "cy": str(last), "r": "4.5"}),
            html.text(
                {"className": "lab tc", "x": str(right + 9), "y": f"{last_words:.1f}"},
                written(voice, card, values[-1]),
            ),
            *(
                html.text(
                    {
                        "className": "" if n == 0 else "mid",
                        "x": f"{left + n * step:.1f}",
                        "y": "152",
                        "key": on.isoformat(),
                    },
                    voice.short_day(on),
                )
                for n, (on, _) in enumerate(readings)
                if n % every == 0 and n * step < right - 40
            ),
        ),
        html.details(
            {"className": "as-table"},
            html.summary(voice.say("page-as-table")),
            html.table(
                {"className": "tb tight t-s"},
                html.tbody(
                    *(
                        html.tr(
                            {"key": on.isoformat()},
                            html.th({"scope": "row"}, voice.day(on)),
                            html.td({"className": "num"}, joined(voice, card, value)),
                        )
                        for on, value in readings
                    )
                ),
            ),
        ),
    )


def _target(voice: Voice, card: KPICard, y: float | None, left: int, right: int) -> list[VdomDict]:
    if y is None or card.target is None:
        return []
    return [
        html.path({"className": "target", "d": f"M{left} {y}H{right}", "key": "target"}),
        html.text(
            {"className": "lab", "x": str(right + 9), "y": f"{y + 3:.1f}", "key": "aim"},
            aim(voice, card, card.target),
        ),
        html.text(
            {"x": str(right + 9), "y": f"{y - 11:.1f}", "key": "word"}, voice.say("kpi-target")
        ),
    ]


def cause_bars(voice: Voice, causes: list[KPICause]) -> VdomDict | None:
    """Draw causes as bars from zero, the biggest first, each with its count."""
    if not causes:
        return None
    ordered = sorted(causes, key=lambda cause: -cause.count)[:7]
    most = ordered[0].count or 1
    return html.ul(
        {"className": "cause-bars"},
        *(
            _bar(voice, voice.say_code("kpi-cause", cause.code), cause.count, most)
            for cause in ordered
        ),
    )


def spread_bars(voice: Voice, spread: KPIDistribution | None) -> VdomDict | None:
    """Draw how times are spread, the shortest first, with the median and the ninth tenth in words."""
    if spread is None:
        return None
    most = max(each.count for each in spread.buckets)

    def span(minutes: int) -> str:
        return duration(voice.language, minutes)

    return html.div(
        html.p(
            {"className": "pad t-s dim"},
            voice.say("kpi-spread-said", median=span(spread.median), most=span(spread.ninth_tenth)),
        ),
        html.ul(
            {"className": "cause-bars"},
            *(
                _bar(
                    voice,
                    voice.say("kpi-spread-over")
                    if each.up_to is None
                    else voice.say("kpi-spread-up-to", span=span(each.up_to)),
                    each.count,
                    most,
                )
                for each in spread.buckets
            ),
        ),
    )


def _bar(voice: Voice, words: str, count: int, most: int) -> VdomDict:
    return html.li(
        {"key": words},
        html.span(words),
        html.svg(
            {
                "className": "ch",
                "viewBox": "0 0 100 16",
                "preserveAspectRatio": "none",
                "aria-hidden": "true",
            },
            html.rect({"className": "bar", "width": f"{count / most * 100:.1f}", "height": "16"}),
        ),
        html.span({"className": "b num"}, voice.number(count)),
    )


def export_links(voice: Voice, kpi: KPIName) -> VdomDict:
    """Offer every row behind the figure as a table."""
    return html.p(
        {"className": "pad t-s flex"},
        html.a(
            {"href": f"/api/v1/kpi/{kpi.value}/rows.csv", "download": f"{kpi.value}.csv"},
            voice.say("kpi-export-csv"),
        ),
        html.a(
            {"href": f"/api/v1/kpi/{kpi.value}/rows.xlsx", "download": f"{kpi.value}.xlsx"},
            voice.say("kpi-export-xlsx"),
        ),
    )


def behind_row(voice: Voice, row: KPIRow, kpi: KPIName) -> VdomDict:
    """Draw one row that the figure was computed from."""
    title = voice.joined((row.customer_name, row.order_reference or ""))
    shape, tone = _COUNTS.get(row.counts_as, ("info", ""))
    if row.subject_kind == "forecast_series" and row.counts_as == "open":
        # Without a target nothing is kept or missed.
        shape, tone = "info", ""
    if kpi is KPIName.OPEN_DEMAND_AT_RISK and row.counts_as == "miss":
        shape, tone = "risk", "risk"
    inner = [
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m cut"}, title or row.item_name),
            status(shape, _counted(voice, row, kpi), tone),
        ),
        html.span({"className": "t-s dim"}, _story(voice, row)),
    ]
    if row.subject_kind in _DECIDED_AT:
        path = f"{_DECIDED_AT[row.subject_kind]}/{row.subject_id}"
        return html.a({"className": "row", "href": path, "key": row.subject_id}, *inner)
    if row.subject_kind == "forecast_series":
        # A series stands here once for each of its periods.
        key = f"{row.subject_id} {row.due_on}"
        return html.a(
            {"className": "row", "href": f"/forecast/{row.subject_id}", "key": key}, *inner
        )
    if row.subject_kind == "urgent_order":
        path = f"/urgent/{row.subject_id}"
        return html.a({"className": "row", "href": path, "key": row.subject_id}, *inner)
    if kpi is KPIName.OPEN_DEMAND_AT_RISK and row.subject_kind == "demand_line":
        path = f"/lines/{row.subject_id}/why"
        return html.a({"className": "row", "href": path, "key": row.subject_id}, *inner)
    return html.div({"className": "row", "key": row.subject_id}, *inner)


def _counted(voice: Voice, row: KPIRow, kpi: KPIName) -> str:
    if kpi is KPIName.ORDER_LEAD_TIME and row.ordered_on and row.completed_on:
        return voice.say("units-days", count=(row.completed_on - row.ordered_on).days)
    if row.subject_kind == "forecast_series":
        off = abs(row.quantity - row.completed_quantity)
        return voice.say("kpi-off-by", amount=voice.amount(rounded(off), row.unit))
    if row.minutes is not None:
        return duration(voice.language, row.minutes)
    if kpi in _NOT_OVER:
        words = _NOT_OVER[kpi].get(row.counts_as, row.counts_as)
        return voice.say_code("kpi-counts", words)
    if row.counts_as == "part":
        return voice.say(
            "kpi-part", done=voice.number(row.completed_quantity), whole=voice.number(row.quantity)
        )
    wanted = row.promised_on or row.due_on
    if row.counts_as == "miss" and wanted and row.completed_on and row.completed_on > wanted:
        return voice.say("units-days", count=(row.completed_on - wanted).days)
    return voice.say_code("kpi-counts", row.counts_as)


def _story(voice: Voice, row: KPIRow) -> str:
    if row.subject_kind in _WITHOUT_ORDER:
        return f"{voice.say(_WITHOUT_ORDER[row.subject_kind])} · {row.site_name}"
    if row.subject_kind == "forecast_series":
        return voice.say(
            "kpi-row-forecast",
            item=row.item_name,
            site=row.site_name,
            day=voice.day(row.due_on) if row.due_on else "",
            forecast=voice.amount(rounded(row.quantity), row.unit),
            came=voice.amount(rounded(row.completed_quantity), row.unit),
        )
    parts = [
        voice.say("kpi-row-item", item=row.item_name, amount=voice.amount(row.quantity, row.unit))
    ]
    if row.promised_on:
        parts.append(voice.say("kpi-row-promised", day=voice.day(row.promised_on)))
    elif row.due_on:
        parts.append(voice.say("kpi-row-due", day=voice.day(row.due_on)))
    if row.completed_on:
        parts.append(voice.say("kpi-row-shipped", day=voice.day(row.completed_on)))
    if row.possible_on:
        parts.append(voice.say("kpi-row-possible", day=voice.day(row.possible_on)))
    if row.cause:
        parts.append(voice.say_code("kpi-cause", row.cause))
    return " · ".join(parts)
