"""New items by look-alikes, successors by predecessors, ends of life: what is said, and what is proposed."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, Final, cast

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.frame import back, page, section
from frontend.components.picker import picker
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.forecast_terms import LifeKind
from shared.problem import ProblemError
from shared.schemas.forecast_life import AlikeView, LifeAsked, LifeBoard, LifeView, NewItem

_LONGEST_CODE: Final = 64
_MOST_PERCENT: Final = 10_000
_MOST_DAYS: Final = 731

Press = Callable[..., Awaitable[None]]


@component
def forecast_items_page() -> VdomDict:
    """Draw what is said of items' lives; a new one takes a look-alike that is proposed with one tap."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    number, set_number = use_state(0)
    wish: Any = use_ref(cast("dict[str, str]", {}))
    found = use_query(
        "forecast-lives", lambda gateway: gateway.forecast_lives(), topics=("forecast",)
    )

    def set_wish(**fields: str) -> None:
        wish.current = {**wish.current, **fields}

    async def done(act: Callable[[], Awaitable[None]], words: str) -> None:
        try:
            await act()
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
            return
        set_notice(voice.say(words))
        wish.current = {}
        set_number(lambda count: count + 1)
        found.ask_again()

    async def say(*_: object) -> None:
        asked = life_asked(wish.current)
        if asked is None:
            set_notice(voice.say("lives-incomplete"))
            return
        await done(lambda: gateway.say_item_life(asked), "lives-kept")

    def take(item: NewItem, other: AlikeView) -> Press:
        async def press(*_: object) -> None:
            asked = LifeAsked(
                item.code, LifeKind.LOOK_ALIKE, item.first_on or voice.today, other.code
            )
            await done(lambda: gateway.say_item_life(asked), "lives-kept")

        return press

    def remove(life: LifeView) -> Press:
        async def press(*_: object) -> None:
            await done(lambda: gateway.remove_item_life(life.id), "signals-removed")

        return press

    return page(
        back("/forecast", voice.say("navigation-forecast"), voice.say("lives-title")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, found, take, remove, lambda: _form(voice, number, set_wish, say)),
        name="forecast-page no-live column",
        is_ready=not found.is_waiting,
    )


def life_asked(wish: dict[str, str]) -> LifeAsked | None:
    """Return what was typed of an item; None where something is missing or no figure."""
    try:
        on = date.fromisoformat(wish.get("on", ""))
        percent = int(wish.get("percent", "100").strip() or "100")
        days = int(wish.get("days", "0").strip() or "0")
    except ValueError:
        return None
    code = wish.get("item", "").strip()[:_LONGEST_CODE]
    if not code or not 0 < percent <= _MOST_PERCENT or not 0 <= days <= _MOST_DAYS:
        return None
    kind = LifeKind(wish.get("kind", LifeKind.LOOK_ALIKE.value))
    other = wish.get("other", "").strip()[:_LONGEST_CODE] or None
    if kind is LifeKind.ENDING:
        return LifeAsked(code, kind, on, None, 1.0, days)
    return None if other is None else LifeAsked(code, kind, on, other, percent / 100)


def _looks(
    voice: Voice,
    found: Query[LifeBoard],
    take: Callable[[NewItem, AlikeView], Press],
    remove: Callable[[LifeView], Press],
    form: Callable[[], VdomDict],
) -> list[VdomDict | None]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("lives-loading"), voice.say("lives-cannot"))]
    board = found.value
    return [
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, voice.say("lives-head")),
            html.p({"className": "dim"}, voice.say("lives-more")),
        ),
        section(voice.say("lives-said")),
        html.ul(
            {"className": "sheet"},
            *(_life(voice, each, remove(each) if board.may_keep else None) for each in board.lives),
        )
        if board.lives
        else html.p({"className": "pad dim"}, voice.say("lives-none")),
        section(voice.say("lives-new")),
        html.ul(
            {"className": "sheet"},
            *(_new(voice, each, take if board.may_keep else None) for each in board.new_items),
        )
        if board.new_items
        else html.p({"className": "pad dim"}, voice.say("lives-no-new")),
        *((section(voice.say("lives-say")), form()) if board.may_keep else ()),
    ]


def _life(voice: Voice, life: LifeView, remove: Press | None) -> VdomDict:
    if life.kind is LifeKind.ENDING:
        says = voice.say("lives-ends", day=voice.day(life.on), count=life.ramp_days)
    else:
        says = voice.say_code(
            "lives-says",
            life.kind.value,
            other=f"{life.other_name} ({life.other_code})",
            day=voice.day(life.on),
            share=voice.percent(life.ratio, 0),
        )
    return html.li(
        {"className": "row", "key": str(life.id)},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m"}, f"{life.item_name} ({life.item_code})"),
            button(
                {"className": "btn slim", "type": "button", "onClick": remove},
                voice.say("signals-remove"),
            )
            if remove is not None
            else None,
        ),
        html.span({"className": "t-s dim"}, f"{says} · {life.said_by_name}"),
    )


def _new(
    voice: Voice, item: NewItem, take: Callable[[NewItem, AlikeView], Press] | None
) -> VdomDict:
    return html.li(
        {"className": "row", "key": item.code},
        html.span({"className": "m"}, f"{item.name} ({item.code})"),
        html.span(
            {"className": "t-s dim"},
            f"{item.family} · ",
            voice.say("lives-not-sold")
            if item.first_on is None
            else voice.say("lives-since", day=voice.day(item.first_on)),
        ),
        *(
            html.span(
                {"className": "flex between base", "key": each.code},
                html.span(
                    {"className": "t-s"},
                    voice.say("lives-alike", name=each.name, share=voice.percent(each.likeness, 0)),
                ),
                button(
                    {"className": "btn slim", "type": "button", "onClick": take(item, each)},
                    voice.say("lives-take"),
                )
                if take is not None
                else None,
            )
            for each in item.alike
        ),
    )


def _form(voice: Voice, number: int, set_wish: Callable[..., None], say: Press) -> VdomDict:
    return html.div(
        {"className": "pad approval-form", "key": f"life-{number}"},
        typed(voice.say("lives-item"), "item", set_wish, longest=_LONGEST_CODE),
        picker(
            voice.say("lives-kind"),
            [(each.value, voice.say_code("lives-kind", each.value)) for each in LifeKind],
            LifeKind.LOOK_ALIKE.value,
            lambda value: set_wish(kind=value),
        ),
        typed(voice.say("lives-other"), "other", set_wish, longest=_LONGEST_CODE),
        typed(voice.say("lives-on"), "on", set_wish, kind="date"),
        typed(
            voice.say("lives-percent"), "percent", set_wish, mode="numeric", longest=5, said="100"
        ),
        typed(voice.say("lives-days"), "days", set_wish, mode="numeric", longest=3, said="0"),
        button({"className": "btn ink", "type": "button", "onClick": say}, voice.say("lives-keep")),
    )
