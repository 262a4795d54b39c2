"""Load of work centres in the days concerned: one axis, 100 % in ink, what is over it hatched."""

from decimal import Decimal
from typing import Final
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.voice import Voice
from shared.schemas.impact import Alternative, Impact, LoadBar

_FULL: Final = 100
_ROW: Final = 38


def load_bars(voice: Voice, impact: Impact, chosen: Alternative | None) -> VdomDict | None:
    """Draw the bars before, with the way out, and what would be asked without action.

    A way out that asks for other days than the change would without action is drawn over its own
    days, before and after: shares of different days cannot be compared.
    """
    loads = _days_of_one_span(impact, chosen)
    if not loads:
        return None
    span = loads[0]
    with_it = {bar.work_center_id: bar for bar in (chosen.loads if chosen else ())}
    from_on, to_on = voice.short_day(span.from_on), voice.short_day(span.to_on)
    title = (
        voice.say("decisions-load-on", day=from_on)
        if span.from_on == span.to_on
        else voice.say("decisions-load", from_on=from_on, to_on=to_on)
    )
    return html.figure(
        {"className": "load-bars"},
        html.div(
            {"className": "chart-head"},
            html.h2(title),
            html.span({"className": "key"}, voice.say("decisions-of-hours")),
        ),
        _bars(voice, loads, with_it, 548, 132, 397, "wide"),
        _bars(voice, loads, with_it, 358, 104, 262, "narrow"),
    )


def _days_of_one_span(impact: Impact, chosen: Alternative | None) -> list[LoadBar]:
    """Return the bars without action if the way out counts the same days, else the way out's own."""
    if chosen is None or not chosen.loads or not impact.loads:
        return impact.loads
    without, with_it = impact.loads[0], chosen.loads[0]
    is_one_span = (without.from_on, without.to_on) == (with_it.from_on, with_it.to_on)
    return impact.loads if is_one_span else chosen.loads


def share(hours: Decimal, available: Decimal) -> int:
    """Return hours as a percentage of what is there; 0 where nothing is there and nothing asked."""
    if not available:
        return 0 if not hours else 200
    return int((hours * _FULL / available).to_integral_value())


def _bars(
    voice: Voice,
    loads: list[LoadBar],
    with_it: dict[UUID, LoadBar],
    width: int,
    zero: int,
    full: int,
    place: str,
) -> VdomDict:
    height = _ROW * len(loads)
    scale = (full - zero) / _FULL
    most = (width - 96 - zero) / scale
    said = []
    bars = []
    for index, bar in enumerate(loads):
        option = with_it.get(bar.work_center_id)
        before = share(bar.hours_before, bar.available_hours)
        after = (
            share(option.hours_after, option.available_hours)
            if option
            else share(bar.hours_after, bar.available_hours)
        )
        without = share(bar.hours_after, bar.available_hours)
        said.append(
            voice.say("decisions-load-said", name=bar.work_center_name, before=before, after=after)
        )
        bars.append(
            _bar(
                voice,
                bar.work_center_name,
                (before, after, without),
                index * _ROW,
                zero,
                scale,
                most,
                width,
                place,
            )
        )
    return html.svg(
        {
            "className": f"ch fluid {place}",
            "viewBox": f"0 0 {width} {height + 22}",
            "role": "img",
            "aria-label": " ".join(said),
        },
        html.defs(
            html.pattern(
                {
                    "id": f"over-{place}",
                    "width": "6",
                    "height": "6",
                    "patternTransform": "rotate(45)",
                    "patternUnits": "userSpaceOnUse",
                },
                html.rect({"className": "hatch-line", "width": "2", "height": "6"}),
            )
        ),
        *(
            html.g(
                {"key": f"tick{tick}"},
                html.path(
                    {
                        "className": "g" if tick == 50 else "zero",  # noqa: PLR2004 -- the middle of the axis
                        "d": f"M{zero + tick * scale:.1f} 0V{height}",
                    }
                ),
                html.text(
                    {"className": "mid", "x": f"{zero + tick * scale:.1f}", "y": str(height + 17)},
                    f"{tick} %",
                ),
            )
            for tick in (0, 50, _FULL)
        ),
        *bars,
    )


def _bar(
    voice: Voice,
    name: str,
    shares: tuple[int, int, int],
    top: int,
    zero: int,
    scale: float,
    most: float,
    width: int,
    place: str,
) -> VdomDict:
    before, after, without = shares
    y = top + 9

    def box(look: str, start: float, end: float, **more: str) -> VdomDict | None:
        if end <= start:
            return None
        ends = (min(start, most), min(end, most))
        return html.rect(
            {
                "className": look,
                "x": f"{zero + ends[0] * scale:.1f}",
                "y": str(y),
                "width": f"{max(1.5, (ends[1] - ends[0]) * scale):.1f}",
                "height": "16",
                **more,
            }
        )

    over = max(after, without)
    letters = 15 if place == "wide" else 12
    return html.g(
        {"key": f"bar{top}"},
        html.text({"className": "lab", "x": "0", "y": str(top + 21)}, _cut(name, letters)),
        box("over", _FULL, over, fill=f"url(#over-{place})") if over > _FULL else None,
        box("bar-after", 0, min(after, _FULL)) if after > before else None,
        box("bar-before", 0, min(before, _FULL)),
        html.text(
            {"className": "tl e", "x": f"{zero + min(over, most) * scale:.1f}", "y": str(top + 37)},
            voice.say("decisions-without-action", share=without),
        )
        if without > _FULL and without != after
        else None,
        html.text(
            {"x": str(width), "y": str(top + 21), "className": "e"},
            f"{before} → ",
            html.tspan({"className": "lab tl" if after > _FULL else "lab tc"}, str(after)),
        ),
    )


def _cut(name: str, letters: int) -> str:
    return name if len(name) <= letters else f"{name[: letters - 1]}…"
