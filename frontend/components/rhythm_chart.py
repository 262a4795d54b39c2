"""Order days on a time line, their size the value; today, and a dashed window for the next order."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.voice import Voice
from shared.schemas.customer import RhythmView

_TOP: Final = 30
_HEIGHT: Final = 66
_EDGE: Final = 12
_SMALLEST: Final = 4.0
_LARGEST: Final = 9.0
_WIDE: Final = (640, 14)
_NARROW: Final = (328, 7)


def rhythm_figure(voice: Voice, rhythm: RhythmView) -> VdomDict:
    """Draw a rhythm for a wide place and for a phone, with what it says and the same days as a table."""
    return html.figure(
        {"className": "rhythm", "key": rhythm.family or "all"},
        html.figcaption({"className": "t-s b"}, rhythm_title(voice, rhythm)),
        html.div(
            {"className": "flex between t-s rhythm-says"},
            html.span(every_words(voice, rhythm)),
            html.span({"className": "b c-change"}, next_words(voice, rhythm)),
        ),
        _drawn(voice, rhythm, *_WIDE, "wide"),
        _drawn(voice, rhythm, *_NARROW, "narrow"),
        html.p({"className": "t-s dim"}, window_words(voice, rhythm)),
        html.details(
            {"className": "t-s"},
            html.summary({"className": "opens"}, voice.say("customer-rhythm-table")),
            html.table(
                {"className": "tb tight"},
                html.thead(
                    html.tr(
                        html.th({"scope": "col"}, voice.say("customer-ordered")),
                        html.th({"scope": "col", "className": "num"}, voice.say("customer-value")),
                    )
                ),
                html.tbody(
                    *(
                        html.tr(
                            {"key": each.on.isoformat()},
                            html.th({"scope": "row"}, voice.day(each.on)),
                            html.td({"className": "num"}, voice.money(each.value)),
                        )
                        for each in reversed(rhythm.order_days)
                    )
                ),
            ),
            html.p({"className": "dim"}, voice.say("customer-rhythm-formula")),
        ),
    )


def rhythm_title(voice: Voice, rhythm: RhythmView) -> str:
    """Name what is ordered in this rhythm."""
    if not rhythm.family:
        return voice.say("customer-rhythm-all")
    return voice.say("customer-rhythm-of", family=rhythm.family)


def every_words(voice: Voice, rhythm: RhythmView) -> str:
    """Say how often is ordered."""
    return voice.say(
        "customer-every",
        days=voice.number(rhythm.every_days),
        spread=voice.number(rhythm.spread_days),
        count=float(rhythm.every_days),
    )


def next_words(voice: Voice, rhythm: RhythmView) -> str:
    """Say when the next order is expected, or since when it is."""
    if rhythm.expected_on is None:
        return voice.say("customer-next-due", day=voice.short_day(rhythm.usual_on))
    return voice.say("customer-next", day=voice.short_day(rhythm.expected_on))


def window_words(voice: Voice, rhythm: RhythmView) -> str:
    """Say how sure that is and what it was found from."""
    if rhythm.expected_on is None:
        return voice.say(
            "customer-window-over",
            days=rhythm.elapsed_days,
            gaps=rhythm.gap_count,
        )
    if rhythm.from_on is None or rhythm.until_on is None:
        return voice.say("customer-window-none", gaps=rhythm.gap_count)
    return voice.say(
        "customer-window",
        first=voice.day(rhythm.from_on),
        last=voice.day(rhythm.until_on),
        chance=voice.percent(rhythm.window_chance, 0),
        gaps=rhythm.gap_count,
    )


def _drawn(voice: Voice, rhythm: RhythmView, width: int, count: int, place: str) -> VdomDict:
    days = rhythm.order_days[-count:]
    today = voice.today
    ends = [today, *(each for each in (rhythm.until_on, rhythm.expected_on) if each)]
    first, last = days[0].on, max(ends) + timedelta(days=1)
    span = max((last - first).days, 1)

    def x(on: date) -> float:
        return round(_EDGE + (width - 2 * _EDGE) * (on - first).days / span, 1)

    largest = max((each.value for each in days), default=Decimal(1)) or Decimal(1)
    dots = [
        html.circle(
            {
                "key": each.on.isoformat(),
                "className": "dot-ink",
                "cx": str(x(each.on)),
                "cy": str(_TOP),
                "r": f"{_SMALLEST + (_LARGEST - _SMALLEST) * float(max(each.value, Decimal(0)) / largest) ** 0.5:.1f}",
            }
        )
        for each in days
    ]
    now = x(today)
    window = None
    if rhythm.expected_on is not None:
        begin = x(max(rhythm.from_on or rhythm.expected_on, first))
        end = x(rhythm.until_on or rhythm.expected_on)
        window = html.rect(
            {
                "className": "rhythm-window",
                "x": str(begin - 3),
                "y": str(_TOP - 12),
                "width": str(round(max(end - begin, 2) + 6, 1)),
                "height": "24",
                "rx": "4",
            }
        )
    # The label of the first day gives way to that of today.
    is_apart = now - _EDGE > 90  # noqa: PLR2004 -- the width of two labels
    return html.svg(
        {
            "className": f"ch {place}",
            "viewBox": f"0 0 {width} {_HEIGHT}",
            "width": str(width),
            "height": str(_HEIGHT),
            "role": "img",
            "aria-label": f"{every_words(voice, rhythm)}; {next_words(voice, rhythm)}",
        },
        html.path({"className": "zero", "d": f"M{_EDGE} {_TOP}H{now}"}),
        html.path({"className": "rhythm-ahead", "d": f"M{now} {_TOP}H{width - _EDGE}"}),
        window,
        *dots,
        html.path({"className": "zero rhythm-today", "d": f"M{now} {_TOP - 16}V{_TOP + 16}"}),
        html.text({"x": str(_EDGE - 6), "y": str(_HEIGHT - 4)}, voice.short_day(first))
        if is_apart
        else None,
        html.text(
            {
                "className": "lab mid" if now < width - 40 else "lab e",
                "x": str(now if now < width - 40 else width - 2),
                "y": str(_HEIGHT - 4),
            },
            voice.say("customer-today"),
        ),
    )
