"""Open deals: what their stage has been worth so far, what each adds, and its next stage."""

from collections.abc import Awaitable, Callable

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.forecast_rows import deal_row
from frontend.components.frame import back, page, section
from frontend.components.paging import offset_of, turning
from frontend.components.picker import picker
from frontend.components.states import (
    empty,
    not_fresh,
    problem_sentence,
    unanswered,
)
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_search
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.forecast import DealView, PipelineBoard, StageAsked

ENDS = ("won", "lost")
_PAGE = 25


@component
def forecast_pipeline_page() -> VdomDict:
    """Draw the deals of one's territories; a change of stage moves the forecast at once."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    found = use_query(
        "forecast-pipeline", lambda gateway: gateway.forecast_pipeline(), topics=("forecast",)
    )

    def move(deal: DealView) -> Callable[[str], Awaitable[None]]:
        async def picked(stage: str) -> None:
            asked = StageAsked(deal.stage, stage) if stage in ENDS else StageAsked(stage)  # type: ignore[arg-type]  # one of ENDS
            try:
                await gateway.move_deal(deal.id, asked)
                set_notice(voice.say("forecast-deal-moved"))
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            found.ask_again()

        return picked

    offset = offset_of(use_search())
    return page(
        back("/forecast", voice.say("navigation-forecast"), voice.say("forecast-deals")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, found, offset, move),
        name="forecast-page no-live column",
        is_ready=not found.is_waiting,
    )


def _looks(
    voice: Voice,
    found: Query[PipelineBoard],
    offset: int,
    move: Callable[[DealView], Callable[[str], Awaitable[None]]],
) -> list[VdomDict | None]:
    if found.value is None:
        return [
            unanswered(voice, found, voice.say("forecast-loading"), voice.say("forecast-cannot"))
        ]
    board = found.value
    if not board.deals:
        return [empty(voice.say("forecast-no-deals"), voice.say("forecast-no-deals-more"))]
    return [
        section(voice.say("forecast-stages")),
        html.p({"className": "pad t-s dim"}, voice.say("forecast-stages-from", count=board.closed_count)),
        html.dl(
            {"className": "pad stock-facts"},
            *(
                html.div(
                    {"key": each.stage},
                    html.dt({"className": "t-s dim"}, voice.say_code("forecast-stage", each.stage)),
                    html.dd(
                        f"{voice.percent(each.probability_ratio, 0)} ",
                        html.span(
                            {"className": "t-s dim"},
                            voice.say("forecast-form-says", share=voice.percent(each.form_ratio, 0)),
                        ),
                    ),
                )
                for each in board.stages
            ),
        ),
        section(voice.say("forecast-deals")),
        html.ul(
            {"className": "sheet"},
            *(
                deal_row(
                    voice,
                    deal,
                    None,
                    _stages(voice, board, deal, move(deal))
                    if board.may_move and deal.kind == "opportunity"
                    else None,
                )
                for deal in board.deals[offset : offset + _PAGE]
            ),
        ),
        turning(
            voice,
            lambda start: f"/forecast/pipeline?from={start}" if start else "/forecast/pipeline",
            offset,
            offset + _PAGE if offset + _PAGE < len(board.deals) else None,
            _PAGE,
        ),
    ]  # fmt: skip


def _stages(
    voice: Voice, board: PipelineBoard, deal: DealView, pick: Callable[[str], Awaitable[None]]
) -> VdomDict:
    choices = [
        (each, voice.say_code("forecast-stage", each))
        for each in (*(stage.stage for stage in board.stages), *ENDS)
    ]
    return picker(voice.say("forecast-stage-now"), choices, deal.stage, pick, is_beside=True)
