"""Stock of raw material, work in progress and finished goods: gaps, surpluses and waste stand out."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import head, page
from frontend.components.icon import icon
from frontend.components.states import empty, not_fresh, unanswered
from frontend.components.stock_rows import group_row, stock_figures, stock_row
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_search
from frontend.hooks.voice import use_voice
from shared.schemas.stock import StockAsked, StockBoard
from shared.terms import StockGrouping, StockMark, StockStage

Word = TypeVar("Word", bound=StrEnum)

LONGEST_WORDS = 80
TOPICS = ("supply", "plan", "demand_line", "demand_change", "quotation", "catalog", "floor")


@dataclass(frozen=True)
class View:
    """What the address asks for; whatever is not well written there counts as not asked."""

    asked: StockAsked

    @classmethod
    def of(cls, search: dict[str, str]) -> "View":
        """Read the view out of the query parameters."""
        offset = search.get("from", "")
        return cls(
            StockAsked(
                stage=_one(StockStage, search.get("stage", "")),
                mark=_one(StockMark, search.get("mark", "")),
                site_id=_uuid(search.get("site", "")),
                family=search.get("family", "")[:100] or None,
                words=search.get("q", "")[:LONGEST_WORDS],
                grouping=_one(StockGrouping, search.get("by", "")) or StockGrouping.ITEM,
                offset=int(offset) if offset.isdecimal() and len(offset) < 7 else 0,  # noqa: PLR2004 -- digits
            )
        )

    def link(self, **changed: object) -> str:
        """Return the address of the same view with something else asked, from its first row on."""
        words = urlencode(self.words(**changed))
        return f"/stock?{words}" if words else "/stock"

    def words(self, **changed: object) -> dict[str, str]:
        """Return the query parameters of the view."""
        asked = self.asked
        by = "" if asked.grouping is StockGrouping.ITEM else asked.grouping
        given = {
            "stage": asked.stage,
            "mark": asked.mark,
            "site": asked.site_id,
            "family": asked.family,
            "q": asked.words,
            "by": by,
            **changed,
        }
        return {name: str(value) for name, value in given.items() if value}


@component
def stock_page() -> VdomDict:
    """Draw the board; it follows stock, plan and orders."""
    voice = use_voice()
    view = View.of(use_search())
    board = use_query("stock", lambda gateway: gateway.stock(view.asked), str(view), topics=TOPICS)
    return page(
        _head(voice, board, view),
        not_fresh(voice, board.answered_at, board.ask_again) if board.is_stale else None,
        *_looks(voice, board, view),
        name="stock-page",
        is_ready=not board.is_waiting,
    )


def _head(voice: Voice, board: Query[StockBoard], view: View) -> VdomDict:
    stages = _choices(
        voice.say("stock-stages"),
        [(voice.say("stock-all"), view.link(stage=""), view.asked.stage is None)]
        + [
            (
                voice.say_code("stock-stage", stage),
                view.link(stage=stage),
                view.asked.stage is stage,
            )
            for stage in StockStage
        ],
    )
    day = voice.day(board.value.as_of_on) if board.value else ""
    safety = html.a({"className": "btn slim", "href": "/stock/safety"}, voice.say("safety-all"))
    return head(voice.say("navigation-stock"), day, stages, safety)


def _choices(label: str, choices: list[tuple[str, str, bool]]) -> VdomDict:
    return html.nav(
        {"className": "seg", "aria-label": label},
        *(
            html.a(
                {"key": link, "href": link, **({"aria-current": "true"} if is_on else {})}, words
            )
            for words, link, is_on in choices
        ),
    )


def _looks(voice: Voice, board: Query[StockBoard], view: View) -> list[VdomDict | None]:
    if board.value is None:
        return [unanswered(voice, board, voice.say("stock-loading"), voice.say("stock-failed"))]
    stock = board.value
    voice = replace(voice, currency=stock.currency)
    if not stock.sites:
        return [empty(voice.say("stock-no-sites"), voice.say("stock-no-sites-more"))]
    return [
        stock_figures(voice, stock.figures, view.link),
        _filters(voice, stock, view),
        _rows(voice, stock, view),
    ]


def _filters(voice: Voice, stock: StockBoard, view: View) -> VdomDict:
    asked = view.asked
    marks = [(voice.say("stock-mark-any"), view.link(mark=""), asked.mark is None)] + [
        (voice.say_code("stock-mark", mark), view.link(mark=mark), asked.mark is mark)
        for mark in StockMark
    ]
    groupings = [
        (voice.say_code("stock-by", each), view.link(by="" if each is StockGrouping.ITEM else each),
         asked.grouping is each)
        for each in StockGrouping
    ]  # fmt: skip
    sites = [(voice.say("stock-all-sites"), view.link(site=""), asked.site_id is None)] + [
        (site.site_name, view.link(site=site.site_id), asked.site_id == site.site_id)
        for site in stock.sites
    ]
    return html.div(
        {"className": "filters stock-filters"},
        _search(voice, view),
        _choices(voice.say("stock-marks"), marks),
        _choices(voice.say("stock-grouping"), groupings),
        html.details(
            {"className": "customer-edit customer-territories"},
            html.summary(
                {"className": "btn slim"},
                next((words for words, _, is_on in sites if is_on), sites[0][0]),
            ),
            _choices(voice.say("stock-sites"), sites),
        )
        if len(stock.sites) > 1
        else None,
        html.a(
            {"className": "btn slim", "href": view.link(family="")},
            icon("close", "s"),
            html.span({"className": "vh"}, voice.say("stock-drop-family")),
            asked.family,
        )
        if asked.family
        else None,
    )


def _search(voice: Voice, view: View) -> VdomDict:
    kept = view.words(q="")
    return html.form(
        {"className": "stock-search", "role": "search", "method": "get", "action": "/stock"},
        *(
            html.input({"type": "hidden", "name": name, "value": value, "key": name})
            for name, value in kept.items()
        ),
        html.label(
            {"className": "field"},
            icon("search"),
            html.span({"className": "vh"}, voice.say("stock-search")),
            html.input(
                {
                    "type": "search",
                    "name": "q",
                    "defaultValue": view.asked.words,
                    "maxLength": LONGEST_WORDS,
                    "placeholder": voice.say("stock-search"),
                    "enterKeyHint": "search",
                }
            ),
        ),
        button({"className": "btn", "type": "submit"}, voice.say("stock-find")),
    )


def _rows(voice: Voice, stock: StockBoard, view: View) -> VdomDict:
    if not stock.row_count:
        is_narrowed = view.asked != StockAsked()
        if not is_narrowed:
            return empty(voice.say("stock-none"), voice.say("stock-none-more"))
        return empty(
            voice.say("stock-none-found"),
            voice.say("stock-none-found-more"),
            html.a({"className": "btn", "href": "/stock"}, voice.say("stock-show-all")),
        )
    if stock.groups:
        name = "family" if view.asked.grouping is StockGrouping.FAMILY else "site"
        return html.ul(
            {"className": "sheet"},
            *(
                group_row(voice, group, view.link(by="", **{name: group.key}))
                for group in stock.groups
            ),
        )
    return html.div(
        {"className": "body"},
        html.ul({"className": "sheet"}, *(stock_row(voice, row) for row in stock.rows)),
        _pages(voice, stock, view),
    )


def _pages(voice: Voice, stock: StockBoard, view: View) -> VdomDict:
    first, last = view.asked.offset + 1, view.asked.offset + len(stock.rows)
    said = voice.say("stock-shown", first=first, last=last, count=stock.row_count)
    return html.div(
        {"className": "actions pad"},
        html.span({"className": "dim t-s grow"}, said),
        html.a({"className": "btn", "href": view.link()}, voice.say("stock-first-rows"))
        if view.asked.offset
        else None,
        html.a(
            {"className": "btn", "href": view.link(**{"from": stock.next_offset})},
            voice.say("stock-more-rows"),
        )
        if stock.next_offset is not None
        else None,
    )


def _one(kind: type[Word], word: str) -> Word | None:
    try:
        return kind(word)
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
