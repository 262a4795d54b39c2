"""KPI rows: name and standing, ten periods as a spark line with its target, and the number."""

from decimal import Decimal

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import icon, status
from frontend.components.kpi_words import against_target, change_since, figure
from frontend.components.voice import Voice
from shared.schemas.kpi import KPIBoard, KPICard

PERIODS = 10
_WIDTH = 92
_HEIGHT = 32


def waiting_row(voice: Voice, board: KPIBoard) -> VdomDict | None:
    """Say how many decisions wait and since when the oldest one does."""
    if not board.waiting_count:
        return None
    words = voice.say("kpi-waiting", count=board.waiting_count)
    if board.oldest_waiting_at:
        words = voice.say(
            "kpi-waiting-oldest", waiting=words, span=voice.span(board.oldest_waiting_at, voice.now)
        )
    return html.div(
        {"className": "sheet"},
        html.a(
            {"className": "row flex between", "href": "/decisions"},
            status("waiting", words, "risk"),
            icon("next", "dimmer"),
        ),
    )


def kpi_row(voice: Voice, card: KPICard) -> VdomDict:
    """Draw one figure; a tap opens the rows behind it."""
    shape, words, tone = against_target(voice, card)
    value, unit = figure(voice, card)
    moved = change_since(voice, card)
    return html.a(
        {"className": "kpi-row", "href": f"/kpi/{card.kpi.value}", "key": card.kpi.value},
        html.span(
            {"className": "name"},
            html.span({"className": "m"}, voice.say_code("kpi", card.kpi)),
            status(shape, words, tone),
            html.span({"className": "t-s dimmer moved"}, moved) if moved else None,
        ),
        spark_line(card),
        html.span({"className": "value"}, value, html.small(f" {unit}") if unit else None),
    )


def spark_line(card: KPICard) -> VdomDict:
    """Draw the last periods with a dashed target; the value beside it says the end."""
    values = [reading.value for reading in card.readings[-PERIODS:] if reading.value is not None]
    known = [*values, *([card.target] if card.target is not None else [])]
    if len(values) < 2:  # noqa: PLR2004 -- a line needs two ends
        return html.span({"className": "spark-none"})
    low, high = min(known), max(known)
    span = (high - low) or Decimal(1)

    def y(value: Decimal) -> float:
        return round(28 - float((value - low) / span) * 24, 1)

    step = (_WIDTH - 8) / (len(values) - 1)
    points = " ".join(f"{4 + n * step:.1f},{y(value)}" for n, value in enumerate(values))
    return html.svg(
        {
            "className": "ch spark-line",
            "viewBox": f"0 0 {_WIDTH} {_HEIGHT}",
            "width": str(_WIDTH),
            "height": str(_HEIGHT),
            "aria-hidden": "true",
        },
        html.path({"className": "spark-target", "d": f"M2 {y(card.target)}H{_WIDTH - 2}"})
        if card.target is not None
        else None,
        html.polyline({"className": "spark", "points": points}),
        html.circle(
            {
                "className": "dot-ink" if card.is_on_target else "dot-late",
                "cx": str(_WIDTH - 4),
                "cy": str(y(values[-1])),
                "r": "3.5",
            }
        ),
    )
