"""One promotion: expected and measured, what supply lacks, another word on the uplift, history."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from decimal import InvalidOperation
from typing import Any, Final
from uuid import UUID

from reactpy import component, html, use_location, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, typed
from frontend.components.frame import back, page, section
from frontend.components.picker import picker
from frontend.components.promotion_form import PromotionWish, asked_of, promotion_form, wish_of
from frontend.components.promotion_parts import (
    days_words,
    expected_table,
    measured_table,
    price_words,
    short_part,
    status_mark,
    times,
    what_words,
    where_words,
)
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from frontend.hooks.waiting import use_waiting
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.promotion_terms import PromotionDeed, PromotionStatus
from shared.schemas.promotion import (
    PromotionChoices,
    PromotionDeedView,
    PromotionView,
    UpliftAsked,
)
from shared.terms import ReasonCode

Press = Callable[..., Awaitable[None]]
_UPLIFT: Final = 3  # item, if it is about one, by how much, and the note


@dataclass(frozen=True)
class _Desk:
    """What is done on this page."""

    voice: Voice
    gateway: Gateway
    promotion_id: UUID
    say: Callable[[str], object]
    ask_again: Callable[..., object]

    async def done(self, act: Awaitable[object], words: str) -> bool:
        try:
            await act
        except ProblemError as problem:
            self.say(problem_sentence(self.voice, problem))
            return False
        self.say(self.voice.say(words))
        self.ask_again()
        return True

    async def confirm(self, *_: object) -> None:
        await self.done(self.gateway.confirm_promotion(self.promotion_id), "promotion-confirmed")

    async def cancel(self, *_: object) -> None:
        await self.done(self.gateway.cancel_promotion(self.promotion_id), "promotion-cancelled")

    def propose(self, alert_id: UUID) -> Press:
        async def press(*_: object) -> None:
            await self.done(self.gateway.ask_replenishment(alert_id), "replenishment-proposed")

        return press

    def uplift(self, wish: Any, view: PromotionView, *, is_back: bool) -> Press:
        async def press(*_: object) -> None:
            asked = uplift_asked(wish.current, view, is_back=is_back)
            if asked is None:
                self.say(self.voice.say("promotion-uplift-fill"))
                return
            await self.done(self.gateway.say_uplift(self.promotion_id, asked), "promotion-said")

        return press


def uplift_asked(wish: dict[str, str], view: PromotionView, *, is_back: bool) -> UpliftAsked | None:
    """Return what was typed as a word; None where it is no figure."""
    item = wish.get("item", "")
    reason = ReasonCode(wish.get("reason") or ReasonCode.PROMOTION.value)
    item_id = UUID(item) if item and any(str(each.item_id) == item for each in view.items) else None
    if is_back:
        return UpliftAsked(None, reason, item_id)
    try:
        ratio = figure(wish.get("ratio", ""))
    except InvalidOperation:
        return None
    if ratio is None:
        return None
    return UpliftAsked(ratio, reason, item_id, wish.get("note", "").strip()[:500])


@component
def promotion_page() -> VdomDict:
    """Draw the page."""
    voice, gateway = use_voice(), use_gateway()
    promotion_id = UUID(use_location().path.split("/")[2])
    notice, set_notice = use_state("")
    is_changing, set_changing = use_state(False)
    wish: Any = use_ref({})
    found = use_query(
        "promotion",
        lambda gateway: gateway.promotion(promotion_id),
        str(promotion_id),
        topics=("promotion", "forecast", "alert"),
    )
    waiting = use_waiting()
    desk = _Desk(voice, gateway, promotion_id, set_notice, found.ask_again)

    def set_wish(**changes: str) -> None:
        wish.current = {**wish.current, **changes}

    def body(view: PromotionView) -> list[VdomDict | None]:
        return [
            _facts(voice, view),
            html.p({"className": "notice", "role": "status"}, notice),
            _buttons(voice, view, desk, lambda *_: set_changing(not is_changing)),
            _change(view, desk, lambda: set_changing(False)) if is_changing else None,
            *_supply(voice, view, desk, waiting),
            *_measured(voice, view),
            *_expected(voice, view),
            *(_saying(voice, view, set_wish, desk, wish) if view.may_say else ()),
            *_history(voice, view.history),
        ]

    return page(
        *_looks(voice, found, body),
        name="promotion-page no-live column",
        is_ready=not found.is_waiting,
    )


def _looks(
    voice: Voice,
    found: Query[PromotionView],
    body: Callable[[PromotionView], list[VdomDict | None]],
) -> list[VdomDict | None]:
    if found.value is None:
        return [
            unanswered(voice, found, voice.say("promotion-loading"), voice.say("promotion-failed"))
        ]
    return [
        back("/promotions", voice.say("navigation-promotions"), found.value.row.name),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.div({"className": "body column"}, *body(found.value)),
    ]


def _facts(voice: Voice, view: PromotionView) -> VdomDict:
    row = view.row
    aside = [row.reference, days_words(voice, row), price_words(voice, row)]
    made = voice.say("promotion-made-by", name=row.made_by_name) if row.made_by_name else ""
    return html.div(
        {"className": "pad stack tight"},
        html.p(status_mark(voice, row)),
        html.p({"className": "m"}, " · ".join(part for part in aside if part)),
        html.p({"className": "dim"}, what_words(voice, row)),
        html.p({"className": "dim"}, where_words(voice, row)),
        html.p({"className": "t-s dimmer"}, " · ".join(part for part in (made, view.note) if part)),
    )


def _buttons(
    voice: Voice, view: PromotionView, desk: _Desk, change: Callable[..., object]
) -> VdomDict | None:
    if not (view.may_change or view.may_confirm):
        return None
    return html.div(
        {"className": "pad flex wrap"},
        button({"className": "btn ink", "type": "button", "onClick": desk.confirm}, voice.say("promotion-confirm"))
        if view.may_confirm
        else None,
        button({"className": "btn", "type": "button", "onClick": change}, voice.say("promotion-change"))
        if view.may_change
        else None,
        button({"className": "btn", "type": "button", "onClick": desk.cancel}, voice.say("promotion-cancel"))
        if view.may_change
        else None,
    )  # fmt: skip


@component
def _change(view: PromotionView, desk: _Desk, close: Callable[[], object]) -> VdomDict:
    voice, gateway = use_voice(), use_gateway()
    found: Query[PromotionChoices] = use_query(
        "promotion-choices", lambda gateway: gateway.promotion_choices()
    )
    begun = wish_of(view.asked)
    chosen, set_chosen = use_state(begun)
    typed_in: Any = use_ref(dict(begun.written))

    def write(name: str) -> Any:
        def said(value: str) -> None:
            typed_in.current[name] = value

        return said

    async def send(*_: object) -> None:
        asked = asked_of(
            PromotionWish(dict(typed_in.current), chosen.chosen), is_draft=view.asked.is_draft
        )
        if asked is None:
            desk.say(voice.say("promotion-fill"))
            return
        if await desk.done(gateway.change_promotion(desk.promotion_id, asked), "promotion-changed"):
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
            PromotionWish(dict(typed_in.current), chosen.chosen),
            write=write,
            change=set_chosen,
            send=send,
            words=voice.say("promotion-save"),
        ),
    )


def _supply(
    voice: Voice, view: PromotionView, desk: _Desk, waiting: dict[UUID, UUID]
) -> list[VdomDict]:
    counts = view.row.status in {PromotionStatus.PLANNED, PromotionStatus.RUNNING}
    if not view.is_supply_seen or not counts:
        return []
    parts: list[VdomDict] = [section(voice.say("promotion-supply"))]
    if not view.short:
        return [*parts, html.p({"className": "pad dim"}, voice.say("promotion-carried"))]
    return [
        *parts,
        html.ul(
            {"className": "sheet"},
            *(
                short_part(
                    voice,
                    each,
                    desk.propose(each.alert_id) if each.alert_id and view.may_say else None,
                    waiting.get(each.alert_id) if each.alert_id else None,
                )
                for each in view.short
            ),
        ),
    ]


def _measured(voice: Voice, view: PromotionView) -> list[VdomDict]:
    table = measured_table(voice, view)
    if table is None:
        return []
    return [
        section(voice.say("promotion-measured")),
        html.p({"className": "pad t-s dim"}, voice.say("promotion-measured-how")),
        table,
    ]


def _expected(voice: Voice, view: PromotionView) -> list[VdomDict]:
    shares = voice.say(
        "promotion-shares",
        siblings=voice.percent(view.siblings_ratio, 0),
        siblings_margin=voice.percent(view.siblings_margin, 0),
        after=voice.percent(view.after_ratio, 0),
        after_margin=voice.percent(view.after_margin, 0),
    )
    return [
        section(voice.say("promotion-expected")),
        html.p({"className": "pad t-s dim"}, shares),
        expected_table(voice, view),
    ]


def _saying(
    voice: Voice, view: PromotionView, set_wish: Callable[..., None], desk: _Desk, wish: Any
) -> list[VdomDict]:
    items = [
        ("", voice.say("promotion-all-items")),
        *((str(i.item_id), i.item_name) for i in view.items),
    ]
    reasons = [(each.value, voice.say_code("reasons", each.value)) for each in ReasonCode]
    return [
        section(voice.say("promotion-say")),
        html.div(
            {"className": "pad approval-form"},
            picker(voice.say("promotion-item"), items, "", lambda value: set_wish(item=value)),
            typed(voice.say("promotion-ratio"), "ratio", set_wish, mode="decimal"),
            picker(
                voice.say("promotion-reason"),
                reasons,
                ReasonCode.PROMOTION.value,
                lambda value: set_wish(reason=value),
            ),
            typed(voice.say("promotion-field-note"), "note", set_wish, longest=500),
            button(
                {"className": "btn ink", "type": "button", "onClick": desk.uplift(wish, view, is_back=False)},
                voice.say("promotion-say-it"),
            ),
            button(
                {"className": "btn", "type": "button", "onClick": desk.uplift(wish, view, is_back=True)},
                voice.say("promotion-as-learned"),
            ),
        ),
    ]  # fmt: skip


def _history(voice: Voice, deeds: list[PromotionDeedView]) -> list[VdomDict]:
    """What people did to it; nothing for one that another system sent."""
    if not deeds:
        return []
    return [
        section(voice.say("promotion-history")),
        html.ul(
            {"className": "sheet"},
            *(_deed(voice, each, number) for number, each in enumerate(deeds)),
        ),
    ]


def _deed(voice: Voice, deed: PromotionDeedView, number: int) -> VdomDict:
    return html.li(
        {"className": "row stack tight", "key": str(number)},
        html.span(voice.say_code("promotion-deed", deed.deed.value, name=deed.by_name)),
        html.span(
            {"className": "t-s dim"},
            " · ".join([voice.moment(deed.at), *_deed_words(voice, deed)]),
        ),
    )


def _deed_words(voice: Voice, deed: PromotionDeedView) -> list[str]:
    if deed.deed is PromotionDeed.CHANGED:
        return [voice.say_code("promotion-changed", name) for name in deed.words]
    if (
        deed.deed in {PromotionDeed.UPLIFT, PromotionDeed.UPLIFT_BACK}
        and len(deed.words) == _UPLIFT
    ):
        item, ratio, note = deed.words
        return [word for word in (item, times(voice, float(ratio)) if ratio else "", note) if word]
    return deed.words
