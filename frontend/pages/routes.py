"""From which site a change is best served: the suggestion with its reasons, the others, the weights."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final, cast
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import Component, VdomDict

from frontend.components.button import button
from frontend.components.field import figure, plain, typed
from frontend.components.frame import back, page, section
from frontend.components.route_parts import route_rows, share_rows
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_path
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.routing import RouteBoard, RoutingChoice

WEIGHTS: Final = ("date", "stock", "capacity", "distance", "cost")
COSTS: Final = ("cost_per_delivery", "cost_per_km")
_MOST_WEIGHT: Final = 100
_PERCENT: Final = 100

Press = Callable[..., Awaitable[None]]


@dataclass(frozen=True)
class Acts:
    """What can be pressed: another site, other weights, another share of a site."""

    route: Callable[[UUID], Press]
    keep: Press
    share: Callable[[UUID], Press]
    type_in: Callable[..., None]
    number: int


@component
def line_routes_page() -> Component:
    """Draw the order line of the path: a page by its own name, since not the same people open it."""
    return routes_page()


@component
def routes_page() -> VdomDict:  # noqa: C901 -- one act after the other
    """Draw the change, or the order line, of the path."""
    voice = use_voice()
    gateway = use_gateway()
    _, place, subject, *_ = use_path().split("/")
    is_line, subject_id = place == "lines", UUID(subject)
    asked, set_asked = use_state("")
    notice, set_notice = use_state("")
    number, set_number = use_state(0)
    typed: Any = use_ref(cast("dict[str, str]", {}))
    found = use_query(
        f"{place}-routes",
        lambda gateway: (
            gateway.line_routes(subject_id) if is_line else gateway.change_routes(subject_id)
        ),
        subject,
        topics=("routing", "plan", "demand_change", "demand_line"),
    )

    def type_in(**fields: str) -> None:
        typed.current = {**typed.current, **fields}

    async def done(act: Callable[[], Awaitable[None]], words: str) -> None:
        try:
            await act()
            set_notice(voice.say(words))
            typed.current = {}
            set_number(lambda count: count + 1)
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        except InvalidOperation:
            set_notice(voice.say("route-number"))
        found.ask_again()

    def route(site_id: UUID) -> Press:
        async def reroute() -> None:
            set_asked(str(await gateway.reroute_line(subject_id, site_id)))

        async def press(*_: object) -> None:
            if is_line:
                await done(reroute, "route-line-asked")
            else:
                await done(lambda: gateway.route_change(subject_id, site_id), "route-asked")

        return press

    async def keep(*_: object) -> None:
        if found.value is not None:
            before = found.value.choice
            await done(lambda: _kept(gateway.choose_routing, before, typed.current), "route-kept")

    def share(site_id: UUID) -> Press:
        async def press(*_: object) -> None:
            await done(
                lambda: _shared(gateway.choose_site_reserve, site_id, typed.current), "route-kept"
            )

        return press

    acts = Acts(route, keep, share, type_in, number)
    return page(
        back(
            f"/lines/{subject}/why" if is_line else f"/changes/{subject}",
            voice.say("navigation-why" if is_line else "navigation-change"),
            voice.say("navigation-routes"),
        ),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        *_looks(voice, found, notice, asked, acts),
        name="routes-page no-live column",
        is_ready=not found.is_waiting,
    )


async def _kept(
    choose: Callable[[RoutingChoice], Awaitable[None]], before: RoutingChoice, typed: dict[str, str]
) -> None:
    await choose(choice_typed(before, typed))


async def _shared(
    choose: Callable[[UUID, Decimal], Awaitable[None]], site_id: UUID, typed: dict[str, str]
) -> None:
    await choose(site_id, number_of(typed.get(f"share-{site_id}", "0")) / _PERCENT)


def choice_typed(before: RoutingChoice, typed: dict[str, str]) -> RoutingChoice:
    """Return the weights and costs as they were typed; `InvalidOperation` where one is no number."""
    found = {
        name: number_of(typed[name]) if name in typed else Decimal(getattr(before, name))
        for name in (*WEIGHTS, *COSTS)
    }
    if any(found[name] != int(found[name]) or found[name] > _MOST_WEIGHT for name in WEIGHTS):
        raise InvalidOperation
    return RoutingChoice(
        date=int(found["date"]),
        stock=int(found["stock"]),
        capacity=int(found["capacity"]),
        distance=int(found["distance"]),
        cost=int(found["cost"]),
        cost_per_delivery=found["cost_per_delivery"],
        cost_per_km=found["cost_per_km"],
    )


def number_of(text: str) -> Decimal:
    """Return a number that is not below nothing; `InvalidOperation` otherwise."""
    number = figure(text)
    if number is None or number < 0:
        raise InvalidOperation
    return number


def _looks(
    voice: Voice, found: Query[RouteBoard], notice: str, asked: str, acts: Acts
) -> list[VdomDict | None]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("route-loading"), voice.say("route-failed"))]
    board = found.value
    voice = replace(voice, currency=board.currency)
    wanted = voice.say(
        "why-wanted",
        amount=voice.amount(board.quantity, board.unit),
        day=voice.day(board.due_on),
    )
    return [
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, board.item_name),
            html.p({"className": "dim"}, f"{board.customer_name} · {wanted}"),
            html.p(
                {"className": "dim"},
                voice.say("route-promised", day=voice.day(board.promised_on)),
            )
            if board.promised_on
            else None,
        ),
        html.p({"className": "notice", "role": "status"}, notice),
        html.p(
            {"className": "pad"},
            html.a({"className": "btn", "href": f"/changes/{asked}"}, voice.say("route-look")),
        )
        if asked
        else None,
        section(voice.say("route-sites")),
        route_rows(voice, board, acts.route),
        *(
            (section(voice.say("route-balance")), share_rows(voice, board, acts))
            if board.shares
            else ()
        ),
        *_weights(voice, board, acts),
    ]


def _weights(voice: Voice, board: RouteBoard, acts: Acts) -> list[VdomDict]:
    title = section(voice.say("route-weights"))
    if not board.may_choose:
        said = [
            f"{voice.say_code('route-factor', name)} {getattr(board.choice, name)}"
            for name in WEIGHTS
        ]
        return [title, html.p({"className": "pad"}, voice.listed(said))]
    fields = [
        typed(
            voice.say_code("route-factor", name),
            name,
            acts.type_in,
            mode="decimal",
            longest=12,
            said=str(getattr(board.choice, name)),
        )
        for name in WEIGHTS
    ]
    costs = [
        typed(
            voice.say_code("route", name, currency=board.currency),
            name,
            acts.type_in,
            mode="decimal",
            longest=12,
            said=plain(getattr(board.choice, name)),
        )
        for name in COSTS
    ]
    return [
        title,
        html.div(
            {"className": "pad approval-form", "key": f"weights-{acts.number}"},
            *fields,
            *costs,
            button(
                {"className": "btn ink", "type": "button", "onClick": acts.keep},
                voice.say("route-keep"),
            ),
        ),
    ]
