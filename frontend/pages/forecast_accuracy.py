"""How far off the forecast was, step by step, of the company, by family and by item; whose word was worth what."""

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.forecast_rows import step_bars, worth_words
from frontend.components.frame import back, page, section
from frontend.components.states import empty, not_fresh, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.voice import use_voice
from shared.forecast_terms import ForecastStep
from shared.schemas.forecast import AccuracyBoard, AccuracyRow


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
            html.p({"className": "dim"}, f"{period} {voice.say('forecast-at-lag')}"),
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
        section(voice.say("forecast-by-family")),
        _table(voice, board.families),
        section(voice.say("forecast-by-item")),
        _table(voice, board.items),
    ]


def _table(voice: Voice, rows: list[AccuracyRow]) -> VdomDict:
    return html.div(
        {"className": "scroll-x pad", "tabIndex": 0, "role": "region", "aria-label": voice.say("forecast-accuracy")},
        html.table(
            {"className": "tb tight named t-s"},
            html.thead(
                html.tr(
                    html.th(""),
                    *(
                        html.th({"scope": "col", "className": "num", "key": step.value},
                                voice.say_code("forecast-step", step.value))
                        for step in ForecastStep
                    ),
                    html.th({"scope": "col", "className": "num"}, voice.say("forecast-bias")),
                )
            ),
            html.tbody(
                *(
                    html.tr(
                        {"key": str(row.series_id)},
                        html.th({"scope": "row"}, html.a({"href": f"/forecast/{row.series_id}"}, row.name)),
                        *(
                            html.td({"className": "num nw", "key": step.step.value}, voice.percent(step.wape))
                            for step in row.steps
                        ),
                        html.td({"className": "num nw"}, _bias(voice, row.steps[-1].bias)),
                    )
                    for row in rows
                )
            ),
        ),
    )  # fmt: skip


def _bias(voice: Voice, bias: float) -> str:
    return f"{'−' if bias < 0 else '+'}{voice.percent(abs(bias))}"
