"""How far off the forecast was, step by step, of the company, by family and by item; whose word was worth what."""

from typing import Final

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.forecast_rows import step_bars, worth_words
from frontend.components.forecast_words import added_words
from frontend.components.frame import back, page, section
from frontend.components.states import empty, not_fresh, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.voice import use_voice
from shared.forecast_terms import ErrorDetail, ForecastStep
from shared.schemas.forecast import AccuracyBoard, AccuracyRow, DetailView
from shared.terms import KPIName

_COLUMNS: Final = (ForecastStep.NAIVE, ForecastStep.STATISTICAL)
_BETWEEN: Final = frozenset(ForecastStep) - set(_COLUMNS)


@component
def forecast_accuracy_page() -> VdomDict:
    """Draw the steps; what was furthest off comes first."""
    voice = use_voice()
    found = use_query(
        "forecast-accuracy", lambda gateway: gateway.forecast_accuracy(), topics=("forecast",)
    )
    return page(
        back("/forecast", voice.say("navigation-forecast"), voice.say("forecast-accuracy")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        *_looks(voice, found),
        name="forecast-page no-live column",
        is_ready=not found.is_waiting,
    )


def _looks(voice: Voice, found: Query[AccuracyBoard]) -> list[VdomDict | None]:
    if found.value is None:
        return [
            unanswered(voice, found, voice.say("forecast-loading"), voice.say("forecast-cannot"))
        ]
    board = found.value
    if not board.steps:
        return [empty(voice.say("forecast-not-measured"), voice.say("forecast-not-measured-more"))]
    period = voice.say(
        "forecast-measured", first=voice.day(board.since_on), last=voice.day(board.until_on)
    )
    return [
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, voice.say("forecast-does-it-help")),
            html.p(
                {"className": "dim"},
                voice.sentences(
                    [period, voice.say("forecast-by-items"), voice.say("forecast-at-lag")]
                ),
            ),
        ),
        step_bars(voice, board.steps),
        *(
            (
                section(voice.say("forecast-worth")),
                html.ul(
                    {"className": "sheet"},
                    *(
                        html.li(
                            {"className": "row", "key": each.owner_name},
                            html.span({"className": "m"}, each.owner_name),
                            html.span({"className": "t-s dim"}, worth_words(voice, each.worth)),
                        )
                        for each in board.worths
                    ),
                ),
            )
            if board.worths
            else ()
        ),
        *_details(voice, board.details),
        _table(voice, voice.say("forecast-by-family"), board.families),
        _table(voice, voice.say("forecast-by-item"), board.items),
    ]


def _details(voice: Voice, details: list[DetailView]) -> list[VdomDict]:
    """Say the same error from the coarsest detail to the finest, which is the KPI's."""
    if not details:
        return []
    return [
        section(voice.say("forecast-details")),
        html.p({"className": "pad t-s dim"}, voice.say("forecast-details-more")),
        html.div({"className": "sheet"}, *(_detail(voice, each) for each in details)),
    ]


def _detail(voice: Voice, each: DetailView) -> VdomDict:
    said = html.span(
        {"className": "flex between base"},
        html.span({"className": "m"}, voice.say_code("forecast-detail", each.detail.value)),
        html.span({"className": "b nw"}, voice.percent(each.wape)),
    )
    if each.detail is not ErrorDetail.CELL:
        return html.div({"className": "row", "key": each.detail.value}, said)
    return html.a(
        {
            "className": "row",
            "href": f"/kpi/{KPIName.FORECAST_ERROR.value}",
            "key": each.detail.value,
        },
        said,
        html.span({"className": "t-s dim"}, voice.say("forecast-detail-is-kpi")),
    )


def _table(voice: Voice, title: str, rows: list[AccuracyRow]) -> VdomDict:
    columns = [
        *(voice.say_code("forecast-step", step.value) for step in _COLUMNS),
        voice.say_code("forecast-line", "agreed"),
        voice.say("forecast-bias"),
    ]
    return html.div(
        {"className": "pad"},
        html.table(
            {"className": "tb tight folds t-s", "role": "table", "aria-label": title},
            html.thead(
                {"role": "rowgroup"},
                html.tr(
                    {"role": "row"},
                    html.th({"role": "columnheader"}, title),
                    *(
                        html.th(
                            {
                                "scope": "col",
                                "role": "columnheader",
                                "className": "end",
                                "key": each,
                            },
                            each,
                        )
                        for each in columns
                    ),
                ),
            ),
            html.tbody(
                {"role": "rowgroup"},
                *(_row(voice, row, columns) for row in rows),
            ),
        ),
    )


def _row(voice: Voice, row: AccuracyRow, columns: list[str]) -> VdomDict:
    """Draw the ends of the way, and in words what the steps between them changed."""
    by_step = {each.step: each for each in row.steps}
    between = [
        f"{voice.say_code('forecast-step', each.step.value)} {added_words(voice, each)}"
        for each in row.steps
        if each.step in _BETWEEN and each.added and round(each.added, 3)
    ]
    cells = [
        *(voice.percent(by_step[step].wape) for step in (*_COLUMNS, ForecastStep.FROZEN)),
        _bias(voice, row.steps[-1].bias),
    ]
    return html.tr(
        {"key": str(row.series_id), "role": "row"},
        html.th(
            {"scope": "row", "role": "rowheader"},
            html.a({"href": f"/forecast/{row.series_id}"}, row.name),
            html.p({"className": "dim"}, voice.listed(between)) if between else None,
        ),
        *(
            html.td(
                {"className": "num", "role": "cell", "key": column, "data-column": column}, cell
            )
            for column, cell in zip(columns, cells, strict=True)
        ),
    )


def _bias(voice: Voice, bias: float) -> str:
    shown = round(bias, 3)
    sign = "−" if shown < 0 else "+" if shown > 0 else "±"
    return f"{sign}{voice.percent(abs(shown))}"
