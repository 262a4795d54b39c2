"""Seasonal and limited items: where they stand today, and whose sales show a season."""

from typing import Final

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.forecast_words import amount
from frontend.components.frame import head, page, section
from frontend.components.promotion_parts import views
from frontend.components.season_parts import mark_status, span_words, strength_words
from frontend.components.states import empty, not_fresh, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.voice import use_voice
from shared.schemas.promotion import SeasonBoard, SeasonRow

TOPICS: Final = ("promotion", "forecast")


@component
def seasons_page() -> VdomDict:
    """Draw marked items, then those that look seasonal."""
    voice = use_voice()
    found = use_query("seasons", lambda gateway: gateway.seasons(), topics=TOPICS)
    return page(
        head(voice.say("navigation-seasons"), "", views(voice, "/seasons", has_seasons=True)),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        *_looks(voice, found),
        name="seasons-page",
        is_ready=not found.is_waiting,
    )


def _looks(voice: Voice, found: Query[SeasonBoard]) -> list[VdomDict]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("season-loading"), voice.say("season-failed"))]
    if not found.value.rows:
        return [empty(voice.say("season-none"), voice.say("season-none-more"))]
    marked = [row for row in found.value.rows if row.kind is not None]
    shown = [row for row in found.value.rows if row.kind is None]
    parts: list[VdomDict] = []
    for key, rows in (("season-marked", marked), ("season-found", shown)):
        if rows:
            parts += [
                section(voice.say(key)),
                html.div({"className": "sheet"}, *(_row(voice, row) for row in rows)),
            ]
    return [html.div({"className": "body column"}, *parts)]


def _row(voice: Voice, row: SeasonRow) -> VdomDict:
    left = row.left_quantity
    aside = [
        row.family,
        span_words(voice, row),
        strength_words(voice, row),
        voice.say("season-left-over", quantity=amount(voice, left, row.unit)) if left else "",
    ]
    return html.a(
        {
            "className": "row stack tight",
            "href": f"/seasons/{row.item_id}",
            "key": str(row.item_id),
        },
        html.span(
            {"className": "flex"},
            html.span({"className": "m grow"}, row.item_name),
            mark_status(voice, row),
        ),
        html.span({"className": "t-s dim"}, " · ".join(part for part in aside if part)),
    )
