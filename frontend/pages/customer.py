"""One customer from all sides: figures, rhythm, service, what is open, profile, segment."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.customer_invoices import invoices_part
from frontend.components.customer_parts import (
    call_link,
    changes_part,
    deals_part,
    likings_part,
    open_part,
    returns_part,
    service_part,
)
from frontend.components.customer_profile import profile_part, segment_part
from frontend.components.customer_signals import signal_of, signals_part
from frontend.components.customer_words import (
    about,
    change_words,
    figure_tile,
    mark_status,
    service_value,
)
from frontend.components.frame import back, page, section
from frontend.components.icon import icon
from frontend.components.rhythm_chart import rhythm_figure
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_path
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.customer import CustomerView, FieldSaid
from shared.schemas.segment import ClassTaken, OverrideChoice

TOPICS = ("customer", "demand_line", "demand_change", "quotation", "catalog", "kpi")

Press = Callable[..., Awaitable[None]]
Wish = dict[str, str]


@component
def customer_page() -> VdomDict:  # noqa: C901 -- one act after the other
    """Draw the customer of the path."""
    voice = use_voice()
    gateway = use_gateway()
    customer_id = UUID(use_path().split("/")[2])
    notice, set_notice = use_state("")
    number, set_number = use_state(0)
    said: Any = use_ref(cast("Wish", {}))
    wish: Any = use_ref(cast("Wish", {}))
    found = use_query(
        "customer",
        lambda gateway: gateway.customer(customer_id),
        str(customer_id),
        topics=TOPICS,
    )

    def set_value(field: str, value: str) -> None:
        said.current = {**said.current, field: value}

    def set_wish(**fields: str) -> None:
        wish.current = {**wish.current, **fields}

    async def done(act: Callable[[], Awaitable[None]], words: str) -> None:
        try:
            await act()
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
            return
        set_notice(voice.say(words))
        said.current, wish.current = {}, {}
        set_number(lambda count: count + 1)
        found.ask_again()

    async def keep(*_: object) -> None:
        values = [FieldSaid(UUID(field), value) for field, value in said.current.items()]
        await done(lambda: gateway.say_customer_fields(customer_id, values), "customer-kept")

    async def choose(*_: object) -> None:
        choice = choice_of(wish.current, found.value)
        if choice is None:
            set_notice(voice.say("customer-class-incomplete"))
            return
        await done(lambda: gateway.choose_customer_class(customer_id, choice), "customer-class-set")

    async def take(*_: object) -> None:
        if found.value is None or found.value.rank.suggested_class is None:
            return
        rank = found.value.rank
        taken = [ClassTaken(customer_id, rank.customer_class, cast("int", rank.suggested_class))]
        await done(lambda: gateway.take_over_classes(taken), "customer-class-set")

    async def end(*_: object) -> None:
        await done(lambda: gateway.end_customer_class(customer_id), "customer-class-ended")

    async def hear(*_: object) -> None:
        choice = signal_of(wish.current, voice.today)
        if choice is None:
            set_notice(voice.say("signal-incomplete"))
            return
        await done(lambda: gateway.hear_signal(customer_id, choice), "signal-kept")

    def forget(signal_id: UUID) -> Press:
        async def press(*_: object) -> None:
            await done(lambda: gateway.forget_signal(signal_id), "signal-forgotten")

        return press

    acts: dict[str, Press] = {"take": take, "choose": choose, "end": end}

    def drawn(view: CustomerView) -> list[VdomDict | None]:
        spoken = replace(voice, currency=view.currency)
        key = str(number)
        return [
            html.div(
                {"className": "customer-main"},
                *rhythm_part(spoken, view),
                # The phone has lines and changes itself; `data-copy` leaves them out of a kept view.
                html.div({"data-copy": ""}, *open_part(spoken, view)),
                *deals_part(spoken, view.deals),
                html.div({"data-copy": ""}, *changes_part(spoken, view)),
                *returns_part(spoken, view.returns, view.year.return_count),
                *invoices_part(spoken, view.invoices),
                *signals_part(spoken, view, set_wish, hear, forget, key),
            ),
            html.div(
                {"className": "customer-aside"},
                *service_part(spoken, view),
                *profile_part(spoken, view, set_value, keep, key),
                *segment_part(spoken, view.rank, acts if view.may_rule else None, set_wish, key),
                *likings_part(spoken, view.preferences),
                _ways(voice, view),
            ),
        ]

    return page(
        *_looks(voice, found, notice, drawn),
        name="customer-page no-live",
        is_ready=not found.is_waiting,
    )


def _ways(voice: Voice, view: CustomerView) -> VdomDict:
    places = (
        (f"/customers/{view.id}/notices", "navigation-notices"),
        (f"/things/customer/{view.id}", "thread-open"),
    )
    return html.nav(
        {"className": "customer-ways pad", "aria-label": voice.say("customer-ways")},
        *(
            html.a({"className": "btn slim", "href": path, "key": path}, voice.say(key))
            for path, key in places
        ),
    )


def choice_of(wish: Wish, view: CustomerView | None) -> OverrideChoice | None:
    """Return the class by hand as it was typed; None while something is missing."""
    if view is None or not wish.get("reason", "").strip():
        return None
    try:
        until = date.fromisoformat(wish.get("until", ""))
    except ValueError:
        return None
    number = wish.get("customer_class", str(view.rank.customer_class))
    if number not in set("123456789"):
        return None
    return OverrideChoice(int(number), wish["reason"].strip()[:300], until)


def _looks(
    voice: Voice,
    found: Query[CustomerView],
    notice: str,
    drawn: Callable[[CustomerView], list[VdomDict | None]],
) -> list[VdomDict | None]:
    if found.value is None:
        return [
            unanswered(voice, found, voice.say("customer-loading"), voice.say("customer-failed"))
        ]
    view = found.value
    return [
        back("/customers", voice.say("customers-title"), voice.say("customers-title"), call_link(voice, view)),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        _head(replace(voice, currency=view.currency), view),
        html.p({"className": "notice", "role": "status"}, notice),
        html.div({"className": "customer-body"}, *drawn(view)),
        html.div(
            {"className": "customer-foot", "data-copy": ""},
            html.a(
                {"className": "btn main wide", "href": f"/changes/new?customer={view.id}"},
                icon("plus"),
                voice.say("today-log"),
            ),
        )
        if view.may_log
        else None,
    ]  # fmt: skip


def _head(voice: Voice, view: CustomerView) -> VdomDict:
    year = view.year
    otif = view.service[0]
    growth = change_words(voice, year.growth)
    target = voice.percent(otif.target, 0) if otif.target is not None else ""
    on_time = (
        voice.say("customer-otif-aim", target=target) if target else voice.say("customer-otif")
    )
    return html.header(
        {"className": "customer-top"},
        html.h1({"className": "t-2xl", "data-copy": ""}, view.name),
        html.p({"className": "dim"}, about(voice, view)),
        html.div(
            {"className": "customer-figures"},
            figure_tile(
                voice.money(round(year.value)),
                voice.say("customer-year", growth=growth)
                if growth
                else voice.say("customer-year-alone"),
            ),
            figure_tile(
                service_value(voice, otif.unit, otif.year),
                on_time,
                f"/customers/{view.id}/service/{otif.kpi.value}",
                "" if otif.is_on_target else "c-late",
            ),
            figure_tile(voice.money(round(year.open_value)), voice.say("customer-open-value")),
        ),
        html.ul(
            {"className": "customer-marks"},
            *(
                html.li({"key": f"{number}"}, mark_status(voice, mark))
                for number, mark in enumerate(view.marks)
            ),
        )
        if view.marks
        else None,
    )


def rhythm_part(voice: Voice, view: CustomerView) -> list[VdomDict]:
    """Draw when is ordered and when next, of everything and of the families that matter."""
    title = section(voice.say("customer-rhythm"))
    if not view.rhythms:
        return [title, html.p({"className": "pad dim"}, voice.say("customer-rhythm-none"))]
    return [
        title,
        html.div(
            {"className": "customer-rhythms"},
            *(rhythm_figure(voice, each) for each in view.rhythms),
        ),
    ]
