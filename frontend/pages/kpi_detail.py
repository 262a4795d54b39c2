"""One figure down to its rows, fifty at a time, with the rule by which it is counted."""

from collections.abc import Callable
from dataclasses import replace

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.downloads import downloads
from frontend.components.frame import back, page, section
from frontend.components.kpi_view import (
    behind_row,
    cause_bars,
    export_links,
    figure_head,
    spread_bars,
    trend,
)
from frontend.components.paging import PAGE
from frontend.components.states import failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_path
from frontend.hooks.voice import use_voice
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.kpi import KPIView
from shared.terms import KPIName


class _UnknownFigureError(ProblemError):
    code = "not_found"
    status = 404


@component
def kpi_detail_page() -> VdomDict:
    """Draw the figure of the path."""
    voice = use_voice()
    offset, set_offset = use_state(0)
    name = use_path().rpartition("/")[2]

    async def ask(gateway: Gateway) -> KPIView:
        if name not in set(KPIName):
            raise _UnknownFigureError
        return await gateway.kpi(KPIName(name), offset)

    view = use_query("kpi", ask, name, str(offset), topics=("kpi",))
    return page(
        *_looks(voice, view, lambda start: lambda *_: set_offset(start), offset),
        name="kpi-detail-page no-live column",
        is_ready=not view.is_waiting,
    )


def _looks(
    voice: Voice, view: Query[KPIView], go_to: Callable[[int], Callable[..., None]], offset: int
) -> list[VdomDict | None]:
    if view.is_waiting:
        return [waiting(voice, voice.say("kpi-loading"))]
    if view.value is None:
        problem = view.problem
        assert problem is not None  # noqa: S101 -- neither waiting nor answered is failed
        return [failed(voice, voice.say("kpi-failed"), problem, view.ask_again)]
    figure = view.value
    voice = replace(voice, currency=figure.card.currency or "")
    name = figure.card.kpi.value
    return [
        back("/kpi", voice.say("navigation-kpi"), voice.say_code("kpi", name)),
        not_fresh(voice, view.answered_at, view.ask_again) if view.is_stale else None,
        figure_head(voice, figure),
        trend(voice, figure.card),
        section(voice.say("kpi-spread")) if figure.distribution else None,
        spread_bars(voice, figure.distribution),
        section(voice.say("kpi-why")) if figure.causes else None,
        cause_bars(voice, figure.causes),
        section(voice.say("kpi-rows", count=figure.row_count)) if figure.rows else None,
        html.div(
            {"className": "sheet"},
            *(behind_row(voice, row, figure.card.kpi) for row in figure.rows),
        )
        if figure.rows
        else html.p({"className": "dim no-rows"}, voice.say("kpi-no-rows")),
        _more(voice, figure, go_to, offset),
        downloads(voice, f"/api/v1/kpi/{name}/rows") if figure.rows else None,
        export_links(voice, figure.card.kpi) if figure.rows else None,
        html.div(
            {"className": "foot t-s"},
            html.span({"className": "b"}, voice.say("kpi-how-counted")),
            " ",
            html.span({"className": "dim"}, voice.say_code("kpi-formula", name)),
        ),
        html.div(
            {"className": "pad"},
            html.a(
                {"className": "btn slim", "href": "/forecast"},
                voice.say("navigation-forecast"),
            ),
        )
        if figure.card.kpi is KPIName.FORECAST_ERROR
        else None,
    ]


def _more(
    voice: Voice, figure: KPIView, go_to: Callable[[int], Callable[..., None]], offset: int
) -> VdomDict | None:
    if figure.next_offset is None and not offset:
        return None
    back_to_start = button(
        {"className": "btn", "type": "button", "onClick": go_to(0)}, voice.say("kpi-first-rows")
    )
    onward = None
    if figure.next_offset is not None:
        onward = button(
            {"className": "btn", "type": "button", "onClick": go_to(figure.next_offset)},
            voice.say("kpi-more-rows", count=PAGE),
        )
    return html.div({"className": "actions pad"}, back_to_start if offset else None, onward)
