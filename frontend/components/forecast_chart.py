"""The forecast as a chart: past in ink, the model in grey with its band, what was agreed in blue."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.chart_frame import HEIGHT, TOP, Frame, scale
from frontend.components.forecast_words import period_name
from frontend.components.voice import Voice
from shared.forecast_terms import ForecastPeriod
from shared.schemas.forecast import ForecastPoint, ForecastView, PastPoint

_FOOT: Final = 26
_LABEL: Final = 64
# Past and coming periods that are drawn on a wide place and on a phone.
_WIDE: Final = (52, 26)
_NARROW: Final = (20, 12)


def forecast_charts(voice: Voice, view: ForecastView) -> VdomDict:
    """Draw the chart for a wide place and for a phone; the table below says the same."""
    return html.figure(
        {"className": "impact-chart forecast-chart"},
        html.div(
            {"className": "chart-head"},
            html.h2(voice.say_code("forecast-chart", view.row.period.value)),
            html.span(
                {"className": "key"},
                html.span(html.i({}), voice.say("forecast-key-model")),
                html.span(html.i({"className": "a"}), voice.say("forecast-key-agreed")),
                html.span(html.i({"className": "band"}), voice.say("forecast-key-band")),
            ),
        ),
        _chart(voice, view, _WIDE, 720, "wide"),
        _chart(voice, view, _NARROW, 358, "narrow"),
    )


def _chart(
    voice: Voice, view: ForecastView, counts: tuple[int, int], width: int, place: str
) -> VdomDict:
    past, points = view.past[-counts[0] :], view.points[: counts[1]]
    days = (*(each.on for each in past), *(each.on for each in points))
    known = [
        *(each.actual for each in past),
        *(each.high for each in points),
        *(each.agreed for each in points),
        Decimal(0),
    ]
    low, high, ticks = scale(known)
    frame = Frame(width, 52, width - 10, days, low, high)
    first = len(past)
    return html.svg(
        {
            "className": f"ch fluid {place}",
            "viewBox": f"0 0 {width} {TOP + HEIGHT + _FOOT}",
            "role": "img",
            "aria-label": finding(voice, view),
        },
        *(_tick(voice, frame, tick) for tick in ticks),
        html.polygon({"className": "forecast-band", "points": _band(frame, points, first)}),
        html.polyline(
            {"className": "forecast-past", "points": _line(frame, [e.actual for e in past], 0)}
        ),
        html.polyline(
            {
                "className": "bef",
                "points": _line(frame, [each.statistical for each in points], first, _last(past)),
            }
        ),
        html.polyline(
            {
                "className": "aft forecast-agreed",
                "points": _line(frame, [each.agreed for each in points], first, _last(past)),
            }
        )
        if any(each.agreed != each.statistical for each in points)
        else None,
        *(
            html.circle(
                {
                    "className": "forecast-said",
                    "cx": str(_middle(frame, first + n)),
                    "cy": str(frame.y(each.agreed)),
                    "r": "4.5",
                    "key": each.on.isoformat(),
                }
            )
            for n, each in enumerate(points)
            if each.rep or each.planner
        ),
        html.path({"className": "zero", "d": f"M{frame.x(first)} {TOP}V{TOP + HEIGHT}"}),
        html.text(
            {"className": "lab", "x": str(frame.x(first) + 6), "y": str(TOP + 10)},
            voice.say("forecast-today"),
        ),
        *_axis(voice, frame, view.row.period, days),
    )


def _last(past: Sequence[PastPoint]) -> Decimal | None:
    return past[-1].actual if past else None


def _middle(frame: Frame, index: int) -> float:
    return round(frame.x(index) + frame.step / 2, 1)


def _line(
    frame: Frame, values: Sequence[Decimal], first: int, before: Decimal | None = None
) -> str:
    """Return the points of a line; `before` joins it to the past."""
    points = [f"{_middle(frame, first + n)},{frame.y(value)}" for n, value in enumerate(values)]
    if before is not None and first:
        points.insert(0, f"{_middle(frame, first - 1)},{frame.y(before)}")
    return " ".join(points)


def _band(frame: Frame, points: Sequence[ForecastPoint], first: int) -> str:
    upper = [f"{_middle(frame, first + n)},{frame.y(each.high)}" for n, each in enumerate(points)]
    lower = [f"{_middle(frame, first + n)},{frame.y(each.low)}" for n, each in enumerate(points)]
    return " ".join([*upper, *reversed(lower)])


def _tick(voice: Voice, frame: Frame, tick: Decimal) -> VdomDict:
    y = frame.y(tick)
    return html.g(
        {"key": f"tick{tick}"},
        html.path({"className": "g", "d": f"M{frame.left} {y}H{frame.right}"}),
        html.text(
            {"className": "e", "x": str(frame.left - 8), "y": str(y + 4)}, voice.number(tick)
        ),
    )


def _axis(
    voice: Voice, frame: Frame, period: ForecastPeriod, days: Sequence[date]
) -> list[VdomDict]:
    every = max(1, int(_LABEL // frame.step) + 1)
    return [
        html.text(
            {
                "className": "mid",
                "x": str(min(_middle(frame, n), frame.right - 20)),
                "y": str(TOP + HEIGHT + 18),
                "key": f"axis{on}",
            },
            period_name(voice, period, on),
        )
        for n, on in enumerate(days)
        if n % every == every // 2
    ]


def finding(voice: Voice, view: ForecastView) -> str:
    """Say what the chart shows."""
    near = view.points[:1]
    return voice.say(
        "forecast-finding",
        name=view.row.item_name or view.row.family,
        quantity=voice.number(near[0].agreed if near else 0),
        low=voice.number(near[0].low if near else 0),
        high=voice.number(near[0].high if near else 0),
    )
