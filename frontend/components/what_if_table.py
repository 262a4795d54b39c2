"""Plans side by side: a line for each figure, a column for each plan, the chosen one marked."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import status
from frontend.components.voice import Voice
from frontend.components.what_if_words import signed, who_loses
from shared.schemas.scenario import CenterLoad, ScenarioFigures, ScenarioView, WhatIfView

_FULL: Final = Decimal(1)
_BAR: Final = 20
_PITCH: Final = 27
_FLOOR: Final = 58
_HUNDRED: Final = 42


@dataclass(frozen=True)
class Column:
    """One plan: its head, its figures, and the scenario behind it unless it is the plan today."""

    key: str
    name: str
    aside: str
    figures: ScenarioFigures
    score: int | None
    is_chosen: bool
    scenario: ScenarioView | None = None


def plans_table(voice: Voice, columns: list[Column], first: str) -> VdomDict:
    """Draw the table; figures beside a figure say how it differs from the first column."""
    today = columns[0].figures
    center = tightest_center(columns)

    def line(key: str, head: Any, cell: Callable[[Column], Any]) -> VdomDict:
        return html.tr(
            {"key": key},
            html.th({"scope": "row"}, head),
            *(
                html.td({"className": "on" if each.is_chosen else "", "key": each.key}, cell(each))
                for each in columns
            ),
        )

    def count(key: str, read: Callable[[ScenarioFigures], int]) -> VdomDict:
        return line(
            key,
            voice.say(f"what-if-row-{key}"),
            lambda each: _pair(
                voice.number(read(each.figures)),
                _delta(voice, Decimal(read(each.figures) - read(today)), less_is_better=True),
            ),
        )

    def money(
        key: str, read: Callable[[ScenarioFigures], Decimal], *, less_is_better: bool
    ) -> VdomDict:
        return line(
            key,
            voice.say(f"what-if-row-{key}"),
            lambda each: _pair(
                voice.money(read(each.figures)),
                _delta(
                    voice,
                    (read(each.figures) - read(today)).quantize(Decimal(1)),
                    less_is_better=less_is_better,
                ),
            ),
        )

    def share(key: str, read: Callable[[ScenarioFigures], Decimal | None]) -> VdomDict:
        return line(
            key,
            voice.say(f"what-if-row-{key}"),
            lambda each: _share(voice, read(each.figures), read(today)),
        )

    rows = [
        line("score", html.span({"className": "b"}, voice.say("what-if-row-score")), _score)
        if columns[0].score is not None
        else None,
        share("otif", lambda figures: figures.otif_ratio),
        share("fill", lambda figures: figures.order_fill_ratio),
        count("late", lambda figures: figures.late_count),
        money("risk", lambda figures: figures.at_risk_value, less_is_better=True),
    ]
    if center is not None:
        rows += [
            line(
                "worst",
                voice.say("what-if-row-worst", work_center=center.work_center_name),
                lambda each: _worst(voice, load_of(each.figures, center), center),
            ),
            line(
                "load",
                html.span(
                    voice.say("what-if-row-load", work_center=center.work_center_name),
                    html.br(),
                    html.span({"className": "t-s dim"}, voice.say("what-if-row-load-more")),
                ),
                lambda each: load_bars(voice, load_of(each.figures, center), each),
            ),
        ]
    rows += [
        money("stock", lambda figures: figures.average_stock_value, less_is_better=True),
        line(
            "cost",
            voice.say("what-if-row-cost"),
            lambda each: html.span({"className": "v"}, voice.money(each.figures.extra_cost)),
        ),
        money("margin", lambda figures: figures.margin_on_time, less_is_better=False),
        line("loses", voice.say("what-if-row-loses"), lambda each: who_loses(voice, each.figures)),
        line("start", voice.say("what-if-row-start"), lambda each: _start(voice, each)),
    ]
    return html.div(
        {
            "className": "scroll-x what-if-table",
            "tabIndex": 0,
            "role": "region",
            "aria-label": voice.say("what-if-compare"),
        },
        html.table(
            html.thead(
                html.tr(
                    html.th({"scope": "col", "className": "t-s dim"}, first),
                    *(_head(each) for each in columns),
                )
            ),
            html.tbody(*(row for row in rows if row is not None)),
        ),
    )


def tightest_center(columns: list[Column]) -> CenterLoad | None:
    """The work centre that is fullest in any plan's fullest week."""
    loads = [load for each in columns for load in each.figures.loads]
    return max(loads, key=lambda load: load.worst_ratio, default=None)


def load_of(figures: ScenarioFigures, center: CenterLoad) -> CenterLoad | None:
    """The load of the same work centre in another plan."""
    return next(
        (load for load in figures.loads if load.work_center_id == center.work_center_id), None
    )


def _head(column: Column) -> VdomDict:
    return html.th(
        {"scope": "col", "className": "on" if column.is_chosen else "", "key": column.key},
        html.span({"className": "b"}, column.name),
        html.span({"className": "t-s dim aside"}, column.aside),
    )


def _score(column: Column) -> VdomDict:
    tone = "t-2xl c-change" if column.is_chosen else "t-2xl"
    return html.span({"className": tone}, str(column.score))


def _pair(value: str, delta: VdomDict | None) -> VdomDict:
    return html.span({"className": "what-if-pair"}, html.span({"className": "v"}, value), delta)


def _delta(voice: Voice, value: Decimal, *, less_is_better: bool) -> VdomDict | None:
    if not value:
        return None
    tone = "c-kept" if (value < 0) == less_is_better else "c-late"
    return html.span({"className": f"t-s m {tone}"}, signed(voice, value))


def _share(voice: Voice, value: Decimal | None, today: Decimal | None) -> VdomDict:
    if value is None:
        return html.span({"className": "v"}, "–")
    points = Decimal(0) if today is None else ((value - today) * 100).quantize(Decimal("0.1"))
    return _pair(voice.percent(value), _delta(voice, points, less_is_better=False))


def _worst(voice: Voice, load: CenterLoad | None, center: CenterLoad) -> VdomDict:
    if load is None:
        return html.span("–")
    over = load.worst_ratio > _FULL
    words = voice.percent(load.worst_ratio, 0)
    return html.span(
        {"className": "v c-late" if over else "v"},
        words,
        html.span({"className": "vh"}, f" {center.work_center_name}"),
    )


def load_bars(voice: Voice, load: CenterLoad | None, column: Column) -> VdomDict:
    """Draw a work centre's weeks as bars against the stroke of 100 %; what is over it is hatched."""
    if load is None or not load.weeks:
        return html.span("–")
    ratios = [
        week.load_hours / week.available_hours if week.available_hours else Decimal(0)
        for week in load.weeks
    ]
    weeks = [week.starts_on.isocalendar().week for week in load.weeks]
    said = voice.listed(
        [
            voice.pair(str(week), voice.percent(ratio, 0))
            for week, ratio in zip(weeks, ratios, strict=True)
        ]
    )
    width = _PITCH * len(ratios)
    parts: list[VdomDict] = []
    for n, ratio in enumerate(ratios):
        x = n * _PITCH
        within, over = min(ratio, _FULL), max(Decimal(0), min(ratio, Decimal("1.35")) - _FULL)
        height, more = float(within * _HUNDRED), float(over * _HUNDRED)
        parts.append(
            html.rect(
                {
                    "key": f"bar-{n}",
                    "className": "chosen" if column.is_chosen else "plain",
                    "x": x,
                    "y": round(_FLOOR - height, 1),
                    "width": _BAR,
                    "height": round(height, 1),
                }
            )
        )
        if more:
            parts.append(
                html.rect(
                    {
                        "key": f"over-{n}",
                        "className": "over",
                        "x": x + 0.75,
                        "y": round(_FLOOR - height - more, 1),
                        "width": _BAR - 1.5,
                        "height": round(more, 1),
                    }
                )
            )
        parts.append(
            html.text(
                {"key": f"week-{n}", "x": x + _BAR / 2, "y": 72, "className": "mid"}, str(weeks[n])
            )
        )
    stroke = _FLOOR - _HUNDRED
    return html.svg(
        {
            "className": "what-if-load",
            "viewBox": f"0 0 {width} 74",
            "width": width,
            "height": 74,
            "role": "img",
            "aria-label": voice.say(
                "what-if-load-of", work_center=load.work_center_name, weeks=said
            ),
        },
        *parts,
        html.path({"d": f"M0 {stroke}H{width}", "className": "stroke"}),
    )


def _start(voice: Voice, column: Column) -> VdomDict:
    scenario = column.scenario
    if scenario is None:
        return html.span("–")
    if scenario.cautions:
        return html.span(
            {"className": "stack tight"},
            *(
                html.span(
                    {"key": caution.value},
                    status("risk", voice.say_code("what-if-caution", caution), "risk"),
                )
                for caution in scenario.cautions
            ),
        )
    if scenario.starts_on is None:
        return html.span({"className": "dim"}, voice.say("what-if-only-assumed"))
    return status("kept", voice.day(scenario.starts_on), "kept")


def columns_of(
    voice: Voice,
    view: WhatIfView,
    chosen: ScenarioView | None,
) -> list[Column]:
    """The plan today and the scenarios of a what-if."""
    today = Column(
        key="today",
        name=voice.say("what-if-today"),
        aside=voice.say("what-if-today-more"),
        figures=view.figures,
        score=view.score,
        is_chosen=False,
    )
    return [
        today,
        *(
            Column(
                key=str(each.id),
                name=each.name,
                aside=voice.say("what-if-edit-count", count=len(each.edits)),
                figures=each.figures,
                score=each.score,
                is_chosen=chosen is not None and each.id == chosen.id,
                scenario=each,
            )
            for each in view.scenarios
        ),
    ]
