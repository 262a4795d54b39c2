"""What is expected: series with their errors for planners, own customers for reps."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.customer_words import mark_status
from frontend.components.forecast_rows import rhythm_row, series_row, step_bars, worth_words
from frontend.components.forecast_words import run_words
from frontend.components.frame import head, page, section
from frontend.components.icon import icon, status
from frontend.components.paging import offset_of, turning
from frontend.components.states import (
    empty,
    not_fresh,
    problem_sentence,
    unanswered,
)
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_search, use_visit
from frontend.hooks.voice import use_voice
from shared.customer_terms import CustomerMark
from shared.forecast_terms import ForecastLevel
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.customer import CustomersAsked, MarkView
from shared.schemas.forecast import CustomerForecasts, ForecastBoard
from shared.terms import Role

TOPICS = ("forecast", "demand_line")
_PAGE = 100
_JUMPS = (CustomerMark.JUMP_UP, CustomerMark.JUMP_DOWN)
_LONGEST_WORDS = 80


@component
def forecast_page() -> Any:
    """Draw a rep's customers, or the list of series for whoever plans."""
    roles = set(use_visit().session.roles)
    wants_series = "level" in use_search()
    if Role.REP in roles and Role.PLANNER not in roles and not wants_series:
        return _customers()
    return _board()


@component
def _customers() -> VdomDict:
    voice = use_voice()
    offset = offset_of(use_search())
    found = use_query(
        "forecast-customers",
        lambda gateway: gateway.forecast_customers(offset),
        str(offset),
        topics=TOPICS,
    )
    jumps = use_query("forecast-jumps", _jumps, topics=("demand_line",))
    return page(
        head(
            voice.say("navigation-forecast"),
            "",
            html.nav(
                {"className": "seg", "aria-label": voice.say("forecast-views")},
                html.a(
                    {"href": "/forecast", "aria-current": "true"},
                    voice.say("forecast-my-customers"),
                ),
                html.a({"href": "/forecast?level=cell"}, voice.say("forecast-my-items")),
                html.a({"href": "/forecast/pipeline"}, voice.say("forecast-deals")),
                html.a({"href": "/promotions"}, voice.say("navigation-promotions")),
            ),
        ),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        *_customer_looks(voice, found, offset, jumps.value or {}),
        name="forecast-page",
        is_ready=not found.is_waiting,
    )


async def _jumps(gateway: Gateway) -> dict[UUID, list[MarkView]]:
    """What was ordered out of line, by customer, as the customers' pages have it."""
    found: dict[UUID, list[MarkView]] = {}
    for mark in _JUMPS:
        offset: int | None = 0
        while offset is not None:
            board = await gateway.customers(CustomersAsked(mark=mark, offset=offset))
            for row in board.rows:
                found[row.id] = [each for each in row.marks if each.kind in _JUMPS]
            offset = board.next_offset
    return found


def _customer_looks(
    voice: Voice,
    found: Query[CustomerForecasts],
    offset: int,
    jumps: dict[UUID, list[MarkView]],
) -> list[VdomDict | None]:
    if found.value is None:
        return [
            unanswered(voice, found, voice.say("forecast-loading"), voice.say("forecast-cannot"))
        ]
    mine = found.value
    if not mine.customers and not mine.without_rhythm_count:
        return [empty(voice.say("forecast-no-customers"), voice.say("forecast-no-customers-more"))]
    quiet = [each for each in mine.customers if each.is_quiet]
    odd = [
        each
        for each in mine.customers
        if (each.jump_ratio is not None or each.customer_id in jumps) and not each.is_quiet
    ]
    rest = [each for each in mine.customers if each not in quiet and each not in odd]
    parts: list[VdomDict | None] = []
    for key, rows in (("quiet", quiet), ("odd", odd), ("next", rest)):
        if rows:
            title = voice.say_code("forecast-customers", key)
            parts += [
                section(title),
                html.div(
                    {"className": "sheet"},
                    *(
                        rhythm_row(
                            voice,
                            each,
                            *(mark_status(voice, jump) for jump in jumps.get(each.customer_id, [])),
                        )
                        for each in rows
                    ),
                ),
            ]
    parts.append(
        turning(
            voice,
            lambda start: f"/forecast?from={start}" if start else "/forecast",
            offset,
            mine.next_offset,
        )
    )
    if mine.without_rhythm_count:
        words = voice.say("forecast-without-rhythm", count=mine.without_rhythm_count)
        parts.append(html.p({"className": "pad t-s dim"}, words))
    parts += [
        section(voice.say("forecast-worth")),
        html.p({"className": "pad"}, worth_words(voice, mine.worth)),
    ]
    return parts


@component
def _board() -> VdomDict:
    voice = use_voice()
    gateway = use_gateway()
    search = use_search()
    notice, set_notice = use_state("")
    level = next((each for each in ForecastLevel if each.value == search.get("level")), None)
    words = search.get("q", "")[:_LONGEST_WORDS]
    is_failed = search.get("show") == "failed"
    offset = offset_of(search)
    found = use_query(
        "forecast",
        lambda gateway: gateway.forecast(level, words, offset, failed_only=is_failed),
        f"{level} {words} {is_failed} {offset}",
        topics=TOPICS,
    )

    async def run(*_: object) -> None:
        try:
            await gateway.start_forecast()
            set_notice(voice.say("forecast-started"))
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        found.ask_again()

    start = button(
        {"className": "btn", "type": "button", "onClick": run}, voice.say("forecast-start")
    )
    return page(
        _head(voice, found.value),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice or _progress(voice, found.value)),
        *_looks(voice, found, search, offset, start),
        name="forecast-page",
        is_ready=not found.is_waiting,
    )


def _progress(voice: Voice, board: ForecastBoard | None) -> str:
    if board is None or board.running is None:
        return ""
    return voice.say("forecast-running", share=voice.percent(board.running.done_ratio, 0))


def _head(voice: Voice, board: ForecastBoard | None) -> VdomDict:
    if board is None or board.run is None:
        aside, levels = "", []
    else:
        aside, levels = run_words(voice, board.run), board.levels
    return head(
        voice.say("navigation-forecast"),
        aside,
        html.nav(
            {"className": "seg", "aria-label": voice.say("forecast-levels")},
            *(
                html.a(
                    {
                        "href": f"/forecast?level={each.value}",
                        "key": each.value,
                        **({"aria-current": "true"} if board and board.level is each else {}),
                    },
                    voice.say_code("forecast-level", each.value),
                )
                for each in levels
            ),
        )
        if len(levels) > 1
        else None,
    )


def _looks(
    voice: Voice,
    found: Query[ForecastBoard],
    search: dict[str, str],
    offset: int,
    start: VdomDict,
) -> list[VdomDict | None]:
    if found.value is None:
        return [
            unanswered(voice, found, voice.say("forecast-loading"), voice.say("forecast-cannot"))
        ]
    board = found.value
    if board.run is None:
        return [
            empty(voice.say("forecast-none"), voice.say("forecast-none-more")),
            html.p({"className": "pad"}, start) if board.may_run else None,
        ]
    return [
        _notes(voice, board),
        _search(voice, search, start if board.may_run else None),
        html.div({"className": "forecast-columns"},
            html.div({"className": "sheet"},
                html.p({"className": "pad t-s dim"}, voice.say("forecast-order", count=board.row_count)),
                *(series_row(voice, row) for row in board.rows),
                _more(voice, board, search, offset),
            ),
            html.aside({"className": "forecast-aside"},
                section(voice.say("forecast-does-it-help")),
                html.p({"className": "pad t-s dim"}, voice.say("forecast-at-lag")),
                step_bars(voice, board.steps),
                _ways(voice, board),
            ) if board.steps else _ways(voice, board),
        ),
    ]  # fmt: skip


def _ways(voice: Voice, board: ForecastBoard) -> VdomDict:
    """Draw the ways to what stands behind the forecast, one below the other; of the whole one to who sees it whole."""
    whole = [
        ("/forecast/signals", "signals-title"),
        ("/forecast/runs", "runs-title"),
        ("/forecast/items", "lives-title"),
    ]
    ways = [
        *([("/forecast/accuracy", "forecast-accuracy")] if board.sees_whole else []),
        ("/forecast/pipeline", "forecast-deals"),
        ("/promotions", "navigation-promotions"),
        *(whole if board.sees_whole else []),
        *([("/forecast/windows", "forecast-windows")] if board.may_run else []),
    ]
    return html.nav(
        {"className": "pad forecast-ways", "aria-label": voice.say("forecast-views")},
        *(
            html.a({"className": "btn", "href": path, "key": path}, voice.say(key))
            for path, key in ways
        ),
    )


def _notes(voice: Voice, board: ForecastBoard) -> VdomDict | None:
    run = board.run
    if run is None or not (run.notes or run.failed_count):
        return None
    said = [
        voice.say_code("forecast-note", code, count=count)
        for code, count in sorted(run.notes.items())
    ]
    return html.div(
        {"className": "pad t-s flex wrap forecast-notes"},
        *(status("info", words) for words in said),
        html.a(
            {"href": f"/forecast?level={board.level.value}&show=failed", "className": "nw"},
            voice.say("forecast-failed-count", count=run.failed_count),
        )
        if run.failed_count
        else None,
    )


def _search(voice: Voice, search: dict[str, str], start: VdomDict | None) -> VdomDict:
    level = search.get("level", "")
    return html.div(
        {"className": "filters forecast-find"},
        html.form(
            {"className": "stock-search", "role": "search", "method": "get", "action": "/forecast"},
            html.input({"type": "hidden", "name": "level", "value": level}) if level else None,
            html.label(
                {"className": "field"},
                icon("search"),
                html.span({"className": "vh"}, voice.say("forecast-search")),
                html.input(
                    {
                        "type": "search",
                        "name": "q",
                        "defaultValue": search.get("q", ""),
                        "placeholder": voice.say("forecast-search"),
                        "maxLength": _LONGEST_WORDS,
                    }
                ),
            ),
            button({"className": "btn", "type": "submit"}, voice.say("forecast-find")),
        ),
        start,
    )


def _more(
    voice: Voice, board: ForecastBoard, search: dict[str, str], offset: int
) -> VdomDict | None:
    if offset + _PAGE >= board.row_count:
        return None
    link = urlencode({**search, "from": offset + _PAGE})
    return html.p(
        {"className": "pad"}, html.a({"href": f"/forecast?{link}"}, voice.say("forecast-more"))
    )
