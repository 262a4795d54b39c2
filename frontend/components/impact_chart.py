"""Free stock by day as stepped lines: before in grey, with a way out in blue, without action dashed red."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.chart_frame import HEIGHT, TOP, Curve, Frame, scale
from frontend.components.voice import Voice
from shared.schemas.impact import Alternative, DayQuantity, Impact

_SHORTEST: Final = 12
_NARROW: Final = 400
_LONGEST: Final = 42
_LABELLED: Final = 14
_FOOT: Final = 40


def impact_charts(
    voice: Voice, impact: Impact, chosen: Alternative | None, letter: str
) -> VdomDict:
    """Draw the chart for a wide place and for a phone, with the same rows as a table."""
    days = shown_days(impact, chosen)
    return html.figure(
        {"className": "impact-chart"},
        html.div(
            {"className": "chart-head"},
            html.h2(voice.say("decisions-stock", unit=voice.unit(impact.unit))),
            html.span(
                {"className": "key"},
                html.span(html.i({}), voice.say("decisions-before")),
                html.span(html.i({"className": "a"}), voice.say("decisions-with", letter=letter))
                if chosen
                else None,
                html.span(html.i({"className": "f"}), voice.say("decisions-forecast-out"))
                if impact.balance
                else None,
            ),
        ),
        _chart(voice, impact, chosen, letter, days, 548, 444, "wide"),
        _chart(voice, impact, chosen, letter, days, 358, 272, "narrow"),
        _table(voice, impact, chosen, letter, days),
    )


def shown_days(impact: Impact, chosen: Alternative | None) -> tuple[date, ...]:
    """Return the days worth showing: from the first that differs to some days past the last wanted."""
    on = [point.on for point in impact.projected_before]
    if not on:
        return (impact.due_on_after,)
    ends = [impact.due_on_after + timedelta(days=4), on[0] + timedelta(days=_SHORTEST - 1)]
    if impact.due_on_before:
        ends.append(impact.due_on_before + timedelta(days=4))
    known = {point.on: point.quantity for point in impact.projected_before}

    def differing(points: list[DayQuantity]) -> list[date]:
        return [point.on for point in points if known.get(point.on) not in {None, point.quantity}]

    differ = [*differing(impact.projected_after), *differing(chosen.projected if chosen else [])]
    if differ:
        # What is promised for later than it was wanted is shown where it makes a difference.
        ends.append(min(differ) + timedelta(days=4))
    last = max(ends)
    touched = [impact.due_on_after]
    if chosen is not None:
        touched += differing(chosen.projected)[:1]
    first = max(on[0], min(min(touched) - timedelta(days=3), last - timedelta(days=_SHORTEST)))
    first = max(first, last - timedelta(days=_LONGEST - 1))
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def _chart(
    voice: Voice,
    impact: Impact,
    chosen: Alternative | None,
    letter: str,
    days: tuple[date, ...],
    width: int,
    right: int,
    place: str,
) -> VdomDict:
    before = Curve.of(impact.projected_before, days)
    without = Curve.of(impact.projected_after, days)
    after = Curve.of(chosen.projected, days) if chosen else None
    balance = Curve.of(impact.balance, days) if impact.balance else None
    curves = [before, without, *(curve for curve in (after, balance) if curve)]
    every = [value for curve in curves for value in curve.values if value is not None]
    low, high, ticks = scale([*every, Decimal(0)])
    frame = Frame(width, 48, right, days, low, high)
    wanted = days.index(impact.due_on_after) if impact.due_on_after in days else None
    short = [n for n, value in enumerate(without.values) if value is not None and value < 0]
    return html.svg(
        {
            "className": f"ch fluid {place}",
            "viewBox": f"0 0 {width} {TOP + HEIGHT + _FOOT}",
            "role": "img",
            "aria-label": finding(voice, impact, chosen, letter),
        },
        _hatch(place),
        *(_tick(voice, frame, tick) for tick in ticks),
        html.rect(
            {
                "className": "wanted",
                "x": str(frame.x(wanted)),
                "y": str(TOP),
                "width": f"{frame.step:.1f}",
                "height": str(HEIGHT),
            }
        )
        if wanted is not None
        else None,
        *(_shortage(frame, n, without.values[n], place) for n in short),
        html.path({"className": "zero", "d": f"M{frame.left} {frame.y(Decimal(0))}H{right}"}),
        html.path({"className": "fcout", "d": balance.path(frame)}) if balance else None,
        html.path({"className": "bef", "d": before.path(frame)}),
        _differing(frame, without, before, "noact"),
        _differing(frame, after, before, "aft") if after else None,
        *_labels(voice, frame, before, without, after, letter, short),
        *_axis(voice, frame, wanted, impact),
    )


def _hatch(place: str) -> VdomDict:
    return html.defs(
        html.pattern(
            {
                "id": f"hatch-{place}",
                "width": "6",
                "height": "6",
                "patternTransform": "rotate(45)",
                "patternUnits": "userSpaceOnUse",
            },
            html.rect({"className": "hatch-line", "width": "2", "height": "6"}),
        )
    )


def _tick(voice: Voice, frame: Frame, tick: Decimal) -> VdomDict:
    y = frame.y(tick)
    line = html.path({"className": "g", "d": f"M{frame.left} {y}H{frame.right}"})
    words = html.text(
        {"className": "e", "x": str(frame.left - 8), "y": str(y + 4)}, voice.number(tick)
    )
    return html.g({"key": f"tick{tick}"}, line, words)


def _shortage(frame: Frame, index: int, value: Decimal | None, place: str) -> VdomDict:
    top, bottom = frame.y(Decimal(0)), frame.y(value or Decimal(0))
    return html.rect(
        {
            "x": str(frame.x(index)),
            "y": str(top),
            "width": f"{frame.step:.1f}",
            "height": f"{bottom - top:.1f}",
            "fill": f"url(#hatch-{place})",
            "key": f"short{index}",
        }
    )


def _differing(frame: Frame, curve: Curve, before: Curve, look: str) -> VdomDict | None:
    """Draw a curve from where it leaves the grey one; the two are told apart to the end."""
    apart = [
        n
        for n, pair in enumerate(zip(curve.values, before.values, strict=True))
        if pair[0] != pair[1]
    ]
    if not apart:
        return None
    first = apart[0]
    start = before.values[first]
    rise = f"M{frame.x(first)} {frame.y(start)}V" if start is not None else ""
    body = curve.path(frame, first)
    joined = rise + body.split(" ", 1)[1] if rise else body
    return html.path({"className": look, "d": joined})


def _labels(
    voice: Voice,
    frame: Frame,
    before: Curve,
    without: Curve,
    after: Curve | None,
    letter: str,
    short: list[int],
) -> list[VdomDict]:
    """Name each line at its right end, kept 15 apart, and say the worst day beside it."""
    ends = [("", voice.say("decisions-as-before"), before)]
    if without.values != before.values and (after is None or after.values != without.values):
        ends.append(("tl", voice.say("decisions-no-action"), without))
    if after is not None and after.values != before.values:
        key = "decisions-with-option" if frame.width > _NARROW else "decisions-with"
        ends.append(("lab tc", voice.say(key, letter=letter), after))
    placed: list[tuple[float, str, str]] = []
    ends.reverse()  # of two that end together the way out is named first
    for look, words, curve in sorted(ends, key=lambda end: -(end[2].values[-1] or Decimal(0))):
        y = frame.y(curve.values[-1] or Decimal(0)) + 4
        placed.append((max(y, placed[-1][0] + 15) if placed else y, look, words))
    labels = [
        html.text({"className": look, "x": str(frame.right + 8), "y": str(y), "key": words}, words)
        for y, look, words in placed
    ]
    if short:
        worst = min(short, key=lambda n: without.values[n] or Decimal(0))
        missing = -(without.values[worst] or Decimal(0))
        at_left = worst > len(frame.days) / 2
        x = frame.x(short[0]) - 6 if at_left else frame.x(short[-1] + 1) + 6
        words = voice.say(
            "decisions-short-on", quantity=voice.number(missing), day=voice.day(frame.days[worst])
        )
        y = min(frame.y(-missing) + 2, TOP + HEIGHT - 2)
        look = "lab tl e" if at_left else "lab tl"
        labels.append(
            html.text({"className": look, "x": str(x), "y": str(y), "key": "worst"}, words)
        )
    return labels


def _axis(voice: Voice, frame: Frame, wanted: int | None, impact: Impact) -> list[VdomDict]:
    """Name the days; of many only Mondays and the day wanted."""
    is_crowded = len(frame.days) > _LABELLED or frame.step < 20  # noqa: PLR2004 -- two letters need 20
    labels = []
    for index, on in enumerate(frame.days):
        is_near = wanted is not None and index != wanted and abs(index - wanted) * frame.step < 34  # noqa: PLR2004
        if index != wanted and is_crowded and (on.weekday() != 0 or is_near):
            continue
        look = "mid lab" if on == impact.due_on_after else "mid"
        x = str(round(frame.x(index) + frame.step / 2, 1))
        labels.append(
            html.g(
                {"key": on.isoformat()},
                html.text(
                    {"className": look, "x": x, "y": str(TOP + HEIGHT + 18)}, voice.weekday(on)
                ),
                html.text({"className": look, "x": x, "y": str(TOP + HEIGHT + 34)}, str(on.day)),
            )
        )
    return labels


def _table(
    voice: Voice, impact: Impact, chosen: Alternative | None, letter: str, days: tuple[date, ...]
) -> VdomDict:
    curves = [
        (voice.say("decisions-before"), Curve.of(impact.projected_before, days)),
        (voice.say("decisions-no-action"), Curve.of(impact.projected_after, days)),
    ]
    if chosen is not None:
        with_it = voice.say("decisions-with", letter=letter)
        curves.append((with_it, Curve.of(chosen.projected, days)))
    if impact.balance:
        curves.append((voice.say("decisions-forecast-out"), Curve.of(impact.balance, days)))
    return html.details(
        {"className": "as-table"},
        html.summary(voice.say("page-as-table")),
        html.table(
            {"className": "tb tight t-s"},
            html.thead(
                html.tr(
                    html.th({"scope": "col"}, voice.say("page-day")),
                    *(
                        html.th({"scope": "col", "className": "num", "key": name}, name)
                        for name, _ in curves
                    ),
                )
            ),
            html.tbody(
                *(
                    html.tr(
                        {"key": on.isoformat()},
                        html.th({"scope": "row"}, voice.day(on)),
                        *(
                            html.td(
                                {"className": "num", "key": name},
                                ""
                                if curve.values[n] is None
                                else voice.number(curve.values[n] or 0),
                            )
                            for name, curve in curves
                        ),
                    )
                    for n, on in enumerate(days)
                )
            ),
        ),
    )


def finding(voice: Voice, impact: Impact, chosen: Alternative | None, letter: str) -> str:
    """Say in one sentence what the chart shows."""
    if impact.short_quantity > 0:
        said = voice.say(
            "decisions-chart-short",
            item=impact.item_name,
            amount=voice.amount(impact.short_quantity, impact.unit),
            day=voice.day(impact.due_on_after),
        )
    else:
        said = voice.say(
            "decisions-chart-kept", item=impact.item_name, day=voice.day(impact.due_on_after)
        )
    if chosen is None or not chosen.deliveries:
        return said
    first = chosen.deliveries[0]
    delivered = voice.say(
        "decisions-chart-with",
        letter=letter,
        amount=voice.amount(first.quantity, impact.unit),
        day=voice.day(first.on),
    )
    return f"{said} {delivered}"
