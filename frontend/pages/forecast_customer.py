"""One customer's forecast on the phone: item by item, a word of one's own in two taps, every version of it."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from uuid import UUID

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.forecast_rows import rhythm_marks, rhythm_words, version_rows
from frontend.components.forecast_words import (
    amount,
    period_name,
    rounded,
    signed,
    whole_parts,
)
from frontend.components.frame import back, page, section
from frontend.components.states import (
    empty,
    not_fresh,
    problem_sentence,
    unanswered,
)
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_path
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.forecast import (
    CustomerForecast,
    CustomerItem,
    CustomerPoint,
    OverrideAsked,
    OverrideView,
)
from shared.terms import ReasonCode

SHARES = (-50, -25, 25, 50)
REASONS = (
    ReasonCode.CUSTOMER_REQUEST,
    ReasonCode.PROJECT_START,
    ReasonCode.PROJECT_DELAY,
    ReasonCode.COMPETITOR,
    ReasonCode.PROMOTION,
    ReasonCode.OTHER,
)
NEXT = 4
LASTS = (28, 90, 180)
USUAL = 90

Press = Callable[..., Awaitable[None]]


@component
def forecast_customer_page() -> VdomDict:
    """Draw the customer of the path: the first tap says how much, the second why, and it is kept."""
    voice = use_voice()
    gateway = use_gateway()
    customer_id = UUID(use_path().rpartition("/")[2])
    notice, set_notice = use_state("")
    chosen, set_chosen = use_state("")
    lasts, set_lasts = use_state(USUAL)
    found = use_query(
        "forecast-customer",
        lambda gateway: gateway.forecast_customer(customer_id),
        str(customer_id),
        topics=("forecast", "demand_line"),
    )

    async def done(act: Awaitable[None], words: str) -> None:
        try:
            await act
            set_notice(voice.say(words))
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        set_chosen("")
        set_lasts(USUAL)
        found.ask_again()

    def choose(item: CustomerItem, share: int) -> Callable[..., None]:
        return lambda *_: set_chosen(f"{item.series_id} {share}")

    def because(item: CustomerItem, share: int, reason: ReasonCode) -> Press:
        async def press(*_: object) -> None:
            said = asked(item, share, reason, customer_id, voice.today, lasts)
            await done(gateway.override_forecast(item.series_id, said), "forecast-kept")

        return press

    def restore(each: OverrideView) -> Press:
        async def press(*_: object) -> None:
            await done(gateway.restore_forecast_override(each.id), "forecast-restored")

        return press

    return page(
        back("/forecast", voice.say("navigation-forecast"), voice.say("forecast-customer")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, found, chosen, (choose, because, restore), _lapse(voice, lasts, set_lasts)),
        name="forecast-page no-live column",
        is_ready=not found.is_waiting,
    )


def asked(
    item: CustomerItem,
    share: int,
    reason: ReasonCode,
    customer_id: UUID,
    today: date,
    lasts: int = USUAL,
) -> OverrideAsked:
    """Return what two taps say: a share of the next periods' mean, each of them, for so many days.

    Of whole units at least one: as many each as it takes, in as many of the periods as come nearest to the share.
    """
    coming = item.points[:NEXT]
    total = sum((point.quantity for point in coming), Decimal(0)) * share / 100
    quantity = (total / max(1, len(coming))).quantize(Decimal("0.01"))
    if item.is_whole and total:
        units = max(1, int(rounded(abs(total), is_whole=True)))
        each = ceil(units / len(coming))
        coming = coming[: max(1, round(units / each))]
        quantity = Decimal(each).copy_sign(total)
    return OverrideAsked(
        period_ons=[point.on for point in coming],
        quantity=quantity,
        reason=reason,
        expires_on=today + timedelta(days=lasts),
        customer_id=customer_id,
    )


def _looks(
    voice: Voice,
    found: Query[CustomerForecast],
    chosen: str,
    acts: tuple[
        Callable[[CustomerItem, int], Callable[..., None]],
        Callable[[CustomerItem, int, ReasonCode], Press],
        Callable[[OverrideView], Press],
    ],
    lapse: VdomDict,
) -> list[VdomDict | None]:
    if found.value is None:
        return [
            unanswered(voice, found, voice.say("forecast-loading"), voice.say("forecast-cannot"))
        ]
    view = found.value
    choose, because, restore = acts
    parts: list[VdomDict | None] = [
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, view.rhythm.customer_name),
            html.p({"className": "dim"}, rhythm_words(voice, view.rhythm)),
            html.p({"className": "stock-marks"}, *rhythm_marks(voice, view.rhythm)),
        )
    ]
    if not view.items:
        return [*parts, empty(voice.say("forecast-no-items"), voice.say("forecast-no-items-more"))]
    parts += [
        _item(voice, item, chosen if view.may_speak else None, choose, because, lapse)
        for item in view.items
    ]
    if view.overrides:
        parts += [
            section(voice.say("forecast-versions")),
            version_rows(
                voice,
                view.overrides,
                restore,
                {item.series_id: item.item_name for item in view.items},
            ),
        ]
    return parts


def _item(
    voice: Voice,
    item: CustomerItem,
    chosen: str | None,
    choose: Callable[[CustomerItem, int], Callable[..., None]],
    because: Callable[[CustomerItem, int, ReasonCode], Press],
    lapse: VdomDict,
) -> VdomDict:
    coming = item.points[:NEXT]
    quantity = sum((point.quantity + point.override for point in coming), Decimal(0))
    share = next((each for each in SHARES if chosen == f"{item.series_id} {each}"), None)
    return html.section(
        {"className": "forecast-item", "key": str(item.series_id), "data-series": str(item.series_id)},
        html.div(
            {"className": "flex between base"},
            html.h2({"className": "t-l"}, item.item_name),
            html.span(
                {"className": "b nw"},
                voice.say_code(
                    "forecast-next",
                    item.period.value,
                    amount=amount(voice, quantity, item.unit, is_whole=item.is_whole),
                ),
            ),
        ),
        html.p(
            {"className": "t-s dim"},
            " · ".join(
                f"{period_name(voice, item.period, point.on)} {voice.number(usual)}"
                + (f" {signed(voice, said, is_whole=item.is_whole)}" if said else "")
                for point, usual, said in zip(coming, *_shown(item, coming), strict=True)
            ),
        ),
        html.div(
            {"className": "chips", "role": "group", "aria-label": voice.say("forecast-how-much")},
            *(
                button(
                    {
                        "className": "chip",
                        "type": "button",
                        "aria-pressed": "true" if each == share else "false",
                        "onClick": choose(item, each),
                        "key": str(each),
                    },
                    f"{'+' if each > 0 else '−'}{voice.percent(abs(each) / 100, 0)}",
                )
                for each in SHARES
            ),
        )
        if chosen is not None
        else None,
        html.div(
            {"className": "chips why", "role": "group", "aria-label": voice.say("forecast-reason")},
            *(
                button(
                    {
                        "className": "chip",
                        "type": "button",
                        "onClick": because(item, share, reason),
                        "key": reason.value,
                    },
                    voice.say_code("reasons", reason.value),
                )
                for reason in REASONS
            ),
        )
        if share is not None
        else None,
        lapse if share is not None else None,
    )  # fmt: skip


def _shown(item: CustomerItem, points: list[CustomerPoint]) -> tuple[list[Decimal], list[Decimal]]:
    """Return the periods' usual figures and what was said on top, as they are shown."""
    usual = [point.quantity for point in points]
    said = [point.override for point in points]
    if item.is_whole:
        return whole_parts(usual), whole_parts(said)
    return [rounded(each) for each in usual], said


def _lapse(voice: Voice, lasts: int, choose: Callable[[int], None]) -> VdomDict:
    """Draw the last day of what is said; one is chosen already, so that two taps are enough."""

    def pressed(days: int) -> Callable[..., None]:
        return lambda *_: choose(days)

    return html.div(
        {"className": "chips", "role": "group", "aria-label": voice.say("forecast-lasts")},
        html.p({"className": "t-s dim"}, voice.say("forecast-lasts")),
        *(
            button(
                {
                    "className": "chip",
                    "type": "button",
                    "aria-pressed": "true" if days == lasts else "false",
                    "onClick": pressed(days),
                    "key": str(days),
                },
                voice.short_day(voice.today + timedelta(days=days)),
            )
            for days in LASTS
        ),
    )
