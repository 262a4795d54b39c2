"""Beside the plans: what the money buys, and what matters how much."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final
from unicodedata import east_asian_width

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.voice import Voice
from frontend.components.what_if_table import Column
from shared.schemas.scenario import WhatIfView

WEIGHTS: Final = ("reliability", "speed", "cost")
_LEFT: Final = 40
_RIGHT: Final = 302
_TOP: Final = 18
_BOTTOM: Final = 194
_NEAR_THE_EDGE: Final = 190
_LINE: Final = 14
_LETTERS: Final = 28
# As wide as a letter of a name is on average; a Chinese character is twice that.
_LETTER: Final = 7


def money_chart(voice: Voice, columns: list[Column]) -> VdomDict | None:
    """Draw each plan as a named dot: on time in full against extra cost."""
    dots = [
        (each, each.figures.extra_cost, each.figures.otif_ratio)
        for each in columns
        if each.figures.otif_ratio is not None
    ]
    if len(dots) < 2:  # noqa: PLR2004 -- one plan alone is compared with nothing
        return None
    most = max(*(cost for _, cost, _ in dots), Decimal(1))
    shares = [ratio * 100 for _, _, ratio in dots]
    low, high = _ends(min(shares), max(shares))

    def x(cost: Decimal) -> float:
        return round(_LEFT + 8 + float(cost / most) * (_RIGHT - _LEFT - 30), 1)

    def y(percent: Decimal) -> float:
        return round(_TOP + float((high - percent) / (high - low)) * (_BOTTOM - _TOP), 1)

    said = [
        voice.say(
            "what-if-money-point",
            name=each.name,
            share=voice.percent(ratio),
            cost=voice.money(cost),
        )
        for each, cost, ratio in dots
    ]
    spots = [(x(cost), y(ratio * 100)) for _, cost, ratio in dots]
    lines = [low, (low + high) / 2, high]
    return html.section(
        {"className": "what-if-money"},
        html.h2({"className": "b"}, voice.say("what-if-money")),
        html.p({"className": "t-s dim"}, voice.say("what-if-money-more")),
        html.svg(
            {
                "viewBox": "0 0 318 236",
                "role": "img",
                "aria-label": ". ".join(said),
                "className": "what-if-dots",
            },
            *(
                html.g(
                    {"key": f"line-{n}"},
                    html.path({"d": f"M{_LEFT} {y(line)}H{_RIGHT}", "className": "grid"}),
                    html.text(
                        {"x": _LEFT - 8, "y": y(line) + 4, "className": "end"},
                        voice.number(line, 1),
                    ),
                )
                for n, line in enumerate(lines)
            ),
            html.text({"x": _LEFT + 8, "y": 212, "className": "mid"}, "0"),
            html.text({"x": x(most), "y": 212, "className": "mid"}, voice.money(most)),
            html.text({"x": _RIGHT, "y": 230, "className": "end"}, voice.say("what-if-row-cost")),
            *(
                _dot(each, spot, height)
                for (each, _, _), spot, height in zip(
                    dots, spots, heights_of(spots, [each.name for each, _, _ in dots]), strict=True
                )
            ),
        ),
    )


def heights_of(spots: list[tuple[float, float]], names: list[str]) -> list[float]:
    """How high each plan's name stands: beside its dot, below the names that would lie there too.

    >>> heights_of([(48, 50), (48, 52), (60, 120)], ["now", "more", "less"])
    [54, 68, 124]
    """
    spans = [_span(x, name) for (x, _), name in zip(spots, names, strict=True)]
    found: list[float] = []
    for place, (_, y) in enumerate(spots):
        height = y + 4
        left, right = spans[place]
        taken = [
            each
            for each, (other_left, other_right) in zip(found, spans, strict=False)
            if other_left < right and left < other_right
        ]
        while any(abs(each - height) < _LINE for each in taken):
            height = max(each for each in taken if abs(each - height) < _LINE) + _LINE
        found.append(height)
    return found


def _span(x: float, name: str) -> tuple[float, float]:
    """From where to where a name is written: at the right of its dot, at the left near the edge."""
    width = sum(
        2 * _LETTER if east_asian_width(each) in "WF" else _LETTER for each in name[:_LETTERS]
    )
    return (x - 12 - width, x - 12) if x > _NEAR_THE_EDGE else (x + 12, x + 12 + width)


def _dot(column: Column, spot: tuple[float, float], height: float) -> VdomDict:
    x, y = spot
    look = "chosen" if column.is_chosen else "before" if column.scenario is None else "plain"
    is_far = x > _NEAR_THE_EDGE
    return html.g(
        {"key": column.key, "className": look},
        html.circle({"cx": x, "cy": y, "r": 7}),
        html.text(
            {"x": x - 12 if is_far else x + 12, "y": height, "className": "end" if is_far else ""},
            column.name[:_LETTERS],
        ),
    )


def _ends(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Whole percents round what is shown, at least two apart and never over a hundred."""
    bottom, top = Decimal(int(low) - 1), Decimal(min(100, int(high) + 1))
    return (max(Decimal(0), bottom), top) if top - bottom > 1 else (bottom - 1, top)


def weights_panel(
    voice: Voice,
    view: WhatIfView,
    wished: dict[str, int],
    slide: Callable[[str], Callable[..., object]],
    apply: Callable[..., object],
) -> VdomDict:
    """Draw the weights; who may change the what-if moves them and ranks anew."""
    first = next((each for each in view.scenarios if each.id == view.first_id), None)
    return html.section(
        {"className": "what-if-weights"},
        html.h2({"className": "b"}, voice.say("what-if-weights")),
        *(
            html.label(
                {"key": name, "className": "what-if-weight"},
                html.span(voice.say_code("what-if-weight", name)),
                html.span({"className": "b num"}, str(wished[name])),
                html.input(
                    {
                        "type": "range",
                        "min": 0,
                        "max": 100,
                        "step": 5,
                        "defaultValue": wished[name],
                        "disabled": not view.can_change,
                        "onChange": slide(name),
                    }
                ),
            )
            for name in WEIGHTS
        ),
        button(
            {"className": "btn slim", "type": "button", "onClick": apply},
            voice.say("what-if-rank"),
        )
        if view.can_change
        else None,
        html.p(
            {"className": "t-s dim"},
            voice.say(
                "what-if-stays",
                name=first.name,
                low=str(view.first_from),
                high=str(view.first_to),
            ),
        )
        if first is not None
        else None,
    )
