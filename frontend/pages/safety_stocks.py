"""All safety stocks beside what is proposed: what is too low or too high, taken over together."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlencode

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import back, page
from frontend.components.icon import status
from frontend.components.states import empty, not_fresh, problem_sentence, unanswered
from frontend.components.tick import tick
from frontend.components.voice import Voice
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_gateway, use_search
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.safety import (
    ChosenSafetyStock,
    SafetyStockBoard,
    SafetyStockRow,
    SafetyStocksAsked,
    SafetyStocksChosen,
)
from shared.terms import SafetySide

Press = Callable[..., object]

TOPICS = ("forecast", "catalog", "plan")
_LONGEST_OFFSET = 6


@component
def safety_stocks_page() -> VdomDict:
    """Draw them; who may set the rules ticks some, takes them over, and puts back what was before."""
    voice, gateway = use_voice(), use_gateway()
    asked = _asked(use_search())
    notice, set_notice = use_state("")
    undoing: SafetyStocksChosen | None
    undoing, set_undoing = use_state(cast("SafetyStocksChosen | None", None))
    ticked, set_ticked = use_state(frozenset[str]())
    found = use_query(
        "safety_stock_board",
        lambda gateway: gateway.safety_stock_board(asked),
        f"{asked.side} {asked.offset}",
        topics=TOPICS,
    )
    board = found.value
    if board is None:
        looks = unanswered(
            voice, found, voice.say("safety-all-loading"), voice.say("safety-all-failed")
        )
        return page(_top(voice), looks, name="safety-page", is_ready=not found.is_waiting)
    voice = replace(voice, currency=board.currency)

    def mark(row: SafetyStockRow) -> Any:
        one = frozenset({_key(row)})
        return lambda is_on: set_ticked(lambda before: before | one if is_on else before - one)

    def mark_all(*_: object) -> None:
        set_ticked(
            frozenset(map(_key, board.rows)) if len(chosen) < len(board.rows) else frozenset()
        )

    chosen = [row for row in board.rows if _key(row) in ticked]

    async def put(stocks: SafetyStocksChosen, done: str, *, may_undo: bool) -> None:
        try:
            before = await gateway.set_safety_stocks(stocks)
            set_undoing(before if may_undo else None)
            set_ticked(frozenset())
            set_notice(voice.say(done, count=len(stocks.stocks)))
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        found.ask_again()

    async def take(*_: object) -> None:
        stocks = [
            ChosenSafetyStock(row.item_id, row.site_id, row.ver, row.proposed) for row in chosen
        ]
        await put(SafetyStocksChosen(stocks), "safety-all-taken", may_undo=True)

    async def put_back(*_: object) -> None:
        if undoing is not None:
            await put(undoing, "safety-all-back-done", may_undo=False)

    return page(
        _top(voice),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "dim pad"}, voice.say("safety-all-why")),
        _sides(voice, board, asked),
        html.ul(
            {"className": "sheet"},
            *(
                _row(voice, row, mark(row) if board.may_take else None, is_on=row in chosen)
                for row in board.rows
            ),
        )
        if board.rows
        else _none(voice, board),
        _pages(voice, board, asked),
        _lacks(voice, board),
        html.div(
            {"className": "several-bar", "role": "region", "aria-label": voice.say("safety-all")},
            html.p({"className": "notice", "role": "status"}, notice),
            button(
                {"className": "btn", "type": "button", "onClick": put_back},
                voice.say("safety-all-back"),
            )
            if undoing is not None
            else None,
            *(_taking(voice, len(chosen), mark_all, take) if board.rows else ()),
        )
        if board.may_take
        else None,
        name="safety-page",
    )


def _taking(voice: Voice, count: int, mark_all: Press, take: Press) -> tuple[VdomDict, VdomDict]:
    return (
        button(
            {"className": "btn", "type": "button", "onClick": mark_all},
            voice.say("safety-all-choose-all"),
        ),
        button(
            {"className": "btn ink", "type": "button", "onClick": take, "disabled": not count},
            voice.say("safety-all-take", count=count),
        ),
    )


def _none(voice: Voice, board: SafetyStockBoard) -> VdomDict:
    if board.as_proposed_count or board.row_count or any(board.counts.values()):
        return empty(voice.say("safety-all-none"), voice.say("safety-all-none-more"))
    return empty(voice.say("safety-all-nothing"), voice.say("safety-all-nothing-more"))


def _top(voice: Voice) -> VdomDict:
    return back("/stock", voice.say("navigation-stock"), voice.say("safety-all"))


def _key(row: SafetyStockRow) -> str:
    return f"{row.item_id}{row.site_id}"


def _asked(search: dict[str, str]) -> SafetyStocksAsked:
    side, offset = search.get("side", ""), search.get("from", "")
    is_offset = offset.isascii() and offset.isdecimal() and len(offset) <= _LONGEST_OFFSET
    return SafetyStocksAsked(
        SafetySide(side) if side in set(SafetySide) else None, int(offset) if is_offset else 0
    )


def _link(side: SafetySide | None, offset: int | None = None) -> str:
    words = {"side": side.value if side else "", "from": str(offset or "")}
    asked = urlencode({name: word for name, word in words.items() if word})
    return f"/stock/safety?{asked}" if asked else "/stock/safety"


def _sides(voice: Voice, board: SafetyStockBoard, asked: SafetyStocksAsked) -> VdomDict:
    choices = [(None, voice.say("safety-side-all"))] + [
        (
            side,
            voice.say(
                f"safety-side-{side}",
                count=board.counts[side],
                value=voice.money(abs(board.values[side])),
            ),
        )
        for side in SafetySide
    ]
    return html.nav(
        {"className": "seg", "aria-label": voice.say("safety-sides")},
        *(
            html.a(
                {
                    "key": words,
                    "href": _link(side),
                    **({"aria-current": "true"} if side is asked.side else {}),
                },
                words,
            )
            for side, words in choices
        ),
    )


def _row(voice: Voice, row: SafetyStockRow, mark: Any, *, is_on: bool) -> VdomDict:
    """A row; the box takes it along, the name leads to the item's lots, where it is said why."""
    difference = row.proposed - row.safety_stock
    words = voice.say(
        "safety-from-to",
        now=voice.number(row.safety_stock),
        proposed=voice.amount(row.proposed, row.unit),
    )
    said = voice.joined((voice.delta(difference, row.unit), voice.money(abs(row.value))))
    return html.li(
        {"className": "safety-row row", "key": _key(row)},
        html.div(
            {"className": "grow"},
            html.a(
                {"className": "link m", "href": f"/stock/{row.item_id}/lots?site={row.site_id}"},
                row.item_name,
            ),
            html.div({"className": "t-s dim"}, voice.joined((row.item_code, row.site_name))),
            html.div({"className": "b"}, words),
            status("up", said, "late") if difference > 0 else status("down", said),
        ),
        html.label(
            {"className": "check"},
            *tick(mark, is_on=is_on),
            html.span(
                {"className": "vh"},
                voice.say("safety-all-choose", item=row.item_name, site=row.site_name),
            ),
        )
        if mark is not None
        else None,
    )


def _pages(voice: Voice, board: SafetyStockBoard, asked: SafetyStocksAsked) -> VdomDict | None:
    if not asked.offset and board.next_offset is None:
        return None
    return html.div(
        {"className": "actions pad"},
        html.a({"className": "btn", "href": _link(asked.side)}, voice.say("stock-first-rows"))
        if asked.offset
        else None,
        html.a(
            {"className": "btn", "href": _link(asked.side, board.next_offset)},
            voice.say("stock-more-rows"),
        )
        if board.next_offset is not None
        else None,
    )


def _lacks(voice: Voice, board: SafetyStockBoard) -> VdomDict:
    """How many are as proposed, and for how many there is nothing to propose from."""
    said = [voice.say("safety-all-as-proposed", count=board.as_proposed_count)]
    said += [
        voice.say_code("safety-all-lack", lack, count=count)
        for lack, count in sorted(board.lacks.items())
    ]
    return html.ul(
        {"className": "dim t-s pad"}, *(html.li({"key": words}, words) for words in said)
    )
