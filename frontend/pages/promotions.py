"""Promotions: waiting for a planner, running, coming, over; and planning another one."""

from typing import Any, Final

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import head, page, section
from frontend.components.promotion_form import PromotionWish, asked_of, promotion_form
from frontend.components.promotion_parts import promotion_row, views
from frontend.components.states import empty, not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_visit
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.promotion_terms import PromotionStatus
from shared.schemas.promotion import PromotionBoard, PromotionChoices
from shared.terms import Role

TOPICS: Final = ("promotion",)
_PARTS: Final = (
    PromotionStatus.DRAFT,
    PromotionStatus.RUNNING,
    PromotionStatus.PLANNED,
    PromotionStatus.OVER,
    PromotionStatus.CANCELLED,
)


@component
def promotions_page() -> VdomDict:
    """Draw the board; the form opens on a press."""
    voice = use_voice()
    found = use_query("promotions", lambda gateway: gateway.promotions(), topics=TOPICS)
    is_open, set_open = use_state(False)
    # Seasons stand beside the stock, which is the office's.
    has_seasons = bool(set(use_visit().session.roles) - {Role.REP})
    may_plan = found.value is not None and found.value.may_plan
    return page(
        head(
            voice.say("navigation-promotions"),
            "",
            views(voice, "/promotions", has_seasons=has_seasons),
        ),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.div(
            {"className": "pad flex wrap"},
            button(
                {
                    "className": "btn",
                    "type": "button",
                    "aria-expanded": "true" if is_open else "false",
                    "onClick": lambda *_: set_open(not is_open),
                },
                voice.say("promotion-plan"),
            ),
            html.a({"className": "btn", "href": "/api/v1/promotions.csv", "download": "promotion.csv"},
                   voice.say("promotion-export")),
        )
        if may_plan
        else None,
        html.div(_plan(lambda: set_open(False))) if is_open and may_plan else None,
        *_looks(voice, found),
        name="promotions-page",
        is_ready=not found.is_waiting,
    )  # fmt: skip


@component
def _plan(close: Any) -> VdomDict:
    voice, gateway = use_voice(), use_gateway()
    found: Query[PromotionChoices] = use_query(
        "promotion-choices", lambda gateway: gateway.promotion_choices()
    )
    notice, set_notice = use_state("")
    wish, set_wish = use_state(PromotionWish())
    typed: Any = use_ref({})

    def write(name: str) -> Any:
        def said(value: str) -> None:
            typed.current[name] = value

        return said

    async def send(*_: object) -> None:
        asked = asked_of(PromotionWish(dict(typed.current), wish.chosen))
        if asked is None:
            set_notice(voice.say("promotion-fill"))
            return
        try:
            await gateway.plan_promotion(asked)
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
            return
        close()

    if found.value is None:
        return unanswered(
            voice, found, voice.say("promotion-loading"), voice.say("promotion-failed")
        )
    return html.div(
        {"className": "pad"},
        promotion_form(
            voice,
            found.value,
            PromotionWish(dict(typed.current), wish.chosen),
            write=write,
            change=set_wish,
            send=send,
            words=voice.say(
                "promotion-ask-it" if found.value.needs_customers else "promotion-plan-it"
            ),
        ),
        html.p({"className": "notice", "role": "status"}, notice),
    )


def _looks(voice: Voice, found: Query[PromotionBoard]) -> list[VdomDict]:
    if found.value is None:
        return [
            unanswered(voice, found, voice.say("promotion-loading"), voice.say("promotion-failed"))
        ]
    board = found.value
    if not board.rows:
        return [empty(voice.say("promotion-none"), voice.say("promotion-none-more"))]
    parts: list[VdomDict] = [
        html.p(
            {"className": "pad t-s dim"}, voice.say("promotion-learned", count=board.learned_from)
        )
    ]
    for status in _PARTS:
        rows = [row for row in board.rows if row.status is status]
        if rows:
            parts += [
                section(voice.say_code("promotion-part", status.value)),
                html.div({"className": "sheet"}, *(promotion_row(voice, row) for row in rows)),
            ]
    return [html.div({"className": "body column"}, *parts)]
