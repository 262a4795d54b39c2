"""What is said of a customer: marks, segment, figures, each in a sentence."""

from datetime import date
from decimal import Decimal
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import status
from frontend.components.voice import Voice
from shared.customer_terms import CustomerMark, ValueClass
from shared.schemas.customer import (
    CustomerView,
    MarkView,
    SegmentView,
    ServiceFigure,
)

_SHAPES: Final = {
    CustomerMark.QUIET: ("waiting", "risk"),
    CustomerMark.JUMP_UP: ("up", "risk"),
    CustomerMark.JUMP_DOWN: ("down", "risk"),
    CustomerMark.EXPECTED: ("today", ""),
}
MONDAY: Final = date(2024, 1, 1)


def mark_status(voice: Voice, mark: MarkView, *, is_short: bool = False) -> VdomDict:
    """Say what stands out: a shape, then words; in a list only the words that matter."""
    shape, tone = _SHAPES[mark.kind]
    return status(shape, mark_words(voice, mark, is_short=is_short), tone)


def mark_words(voice: Voice, mark: MarkView, *, is_short: bool = False) -> str:
    """The sentence of a mark, with why it is one."""
    if mark.kind is CustomerMark.EXPECTED:
        return voice.say("customer-mark-expected", day=voice.day(mark.on) if mark.on else "")
    if mark.kind is CustomerMark.QUIET:
        if is_short:
            return voice.say("customer-mark-quiet-short", count=mark.days or 0)
        return voice.say(
            "customer-mark-quiet",
            count=mark.days or 0,
            usual=voice.number(mark.usual_days or 0),
            chance=voice.percent(mark.chance or 0, 0),
        )
    facts = {
        "item": mark.item_name,
        "amount": voice.amount(mark.quantity or 0, mark.unit),
        "usual": voice.amount(mark.usual_quantity or 0, mark.unit),
    }
    key = "customer-mark-jump-short" if is_short else "customer-mark-jump"
    return voice.say(
        key,
        **facts,
        day=voice.day(mark.on) if mark.on else "",
        reference=mark.order_reference,
        way=mark.kind.value,
    )


def about(voice: Voice, view: CustomerView) -> str:
    """Where the customer is, in which class, and how it wants to be delivered."""
    said = [
        voice.joined((view.city, view.territory_name)),
        voice.say("customer-class-is", number=view.rank.customer_class),
    ]
    if view.rank.is_high_value:
        said.append(voice.say("customer-high-value"))
    if view.industry:
        said.append(view.industry)
    if view.delivery.ships_together:
        said.append(voice.say("customer-together"))
    if view.delivery.allows_partial is False:
        said.append(voice.say("customer-whole"))
    if view.delivery.remaining_life_days:
        said.append(voice.say("customer-life", count=view.delivery.remaining_life_days))
    return " · ".join(said)


def change_words(voice: Voice, growth: Decimal | None) -> str:
    """How much more or less than a year before, with its sign; empty where nothing can be compared."""
    if growth is None:
        return ""
    shown = round(growth, 2)
    sign = "+" if shown > 0 else "−" if shown < 0 else "±"
    return f"{sign}{voice.percent(abs(shown), 0)}"


def service_value(voice: Voice, unit: str, value: Decimal | None) -> str:
    """A figure of service with its unit."""
    if value is None:
        return "–"
    if unit == "ratio":
        return voice.percent(value)
    return f"{voice.number(value, 1)}\u00a0{voice.say('kpi-unit-days', count=float(value))}"


def target_words(voice: Voice, figure: ServiceFigure) -> str:
    """What is aimed at; empty where nothing is."""
    if figure.target is None:
        return ""
    return voice.say("customer-target", value=service_value(voice, figure.unit, figure.target))


def value_words(voice: Voice, segment: SegmentView) -> str:
    """Why a customer is in its value class."""
    if segment.value_class is ValueClass.NONE:
        return voice.say("customer-value-none", days=segment.window_days)
    return voice.say(
        "customer-value-why",
        letter=segment.value_class.value.upper(),
        value=voice.money(segment.value),
        days=segment.window_days,
        rank=segment.rank,
        count=segment.of_count,
        share=voice.percent(segment.share),
        ahead=voice.percent(segment.share_before, 0),
    )


def standing_words(voice: Voice, segment: SegmentView) -> str:
    """How the customer stands, with the scores that say so."""
    return voice.say(
        "customer-standing-why",
        standing=voice.say_code("customer-standing", segment.standing),
        recency=segment.recency,
        frequency=segment.frequency,
        money=segment.money,
    )


def class_words(voice: Voice, segment: SegmentView) -> str:
    """In which class the customer is served, and whose word that is."""
    chosen = segment.override
    if chosen is not None and not chosen.is_over:
        return voice.say(
            "customer-class-chosen",
            number=segment.customer_class,
            name=chosen.set_by_name,
            day=voice.day(chosen.expires_on),
            reason=chosen.reason,
        )
    if segment.suggested_class is None:
        return voice.say("customer-class-not-ranked", number=segment.customer_class)
    if segment.suggested_class == segment.customer_class:
        return voice.say("customer-class-fits", number=segment.customer_class)
    return voice.say(
        "customer-class-moves", number=segment.customer_class, suggested=segment.suggested_class
    )


def weekday_name(voice: Voice, weekday: int) -> str:
    """The name of a weekday, 1 Monday."""
    return voice.named_day(MONDAY.replace(day=weekday))


def figure_tile(value: str, label: str, to: str = "", tone: str = "") -> VdomDict:
    """A large number over what it is; a tap leads to what is behind it."""
    tone_class = f"t-s {tone}" if tone else "t-s dim"
    inside = [
        html.span({"className": "customer-number"}, value),
        html.span({"className": tone_class}, label),
    ]
    if to:
        return html.a({"className": "customer-figure", "href": to, "key": label}, *inside)
    return html.div({"className": "customer-figure", "key": label}, *inside)
