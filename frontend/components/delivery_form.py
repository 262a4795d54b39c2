"""The form that says how an order line, or a customer's orders, may be delivered."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, plain, typed
from frontend.components.picker import picker
from frontend.components.voice import Voice
from shared.schemas.delivery import DeliveryChoice, UsualDelivery
from shared.terms import FullLoad

_WORDS = {"": None, "yes": True, "no": False}
_MOST_DAYS = 3650
_PERCENT = 100


@dataclass(frozen=True)
class DeliveryWish:
    """What the form holds, as it was typed; `least` is a quantity, of a customer percent of a line.

    Only a customer's orders are rounded, `rounds_to` full layers or pallets, and have to last for `life` days.
    """

    days: str = ""
    parts: str = ""
    least: str = ""
    together: str = ""
    rounds_to: str = ""
    life: str = ""


def wish_of_line(choice: DeliveryChoice) -> DeliveryWish:
    """Return the form as a line's own words fill it."""
    return DeliveryWish(
        days=_typed(choice.maximum_days_late),
        parts=_word(choice.allows_partial),
        least=_typed(choice.minimum_partial_quantity),
        together=_word(choice.ships_together),
    )


def wish_of_usual(usual: UsualDelivery) -> DeliveryWish:
    """Return the form as a customer's words fill it."""
    ratio = usual.minimum_partial_ratio
    return DeliveryWish(
        days=_typed(usual.maximum_days_late),
        parts=_word(usual.allows_partial),
        least=_typed(None if ratio is None else ratio * _PERCENT),
        together=_word(usual.ships_together),
        rounds_to="" if usual.rounds_to is None else usual.rounds_to.value,
        life=_typed(usual.remaining_life_days),
    )


def choice_of(wish: DeliveryWish) -> DeliveryChoice | None:
    """Return what was wished for a line; None where a figure is none."""
    try:
        days, least = _days(wish.days), _number(wish.least)
    except InvalidOperation:
        return None
    return DeliveryChoice(days, _WORDS[wish.parts], least, _WORDS[wish.together])


def usual_of(wish: DeliveryWish) -> UsualDelivery | None:
    """Return what was wished for a customer; None where a figure is none, or more than all."""
    try:
        days, least, life = _days(wish.days), _number(wish.least), _days(wish.life)
    except InvalidOperation:
        return None
    if least is not None and least > _PERCENT:
        return None
    ratio = None if least is None else least / _PERCENT
    rounds_to = FullLoad(wish.rounds_to) if wish.rounds_to else None
    return UsualDelivery(days, _WORDS[wish.parts], ratio, _WORDS[wish.together], rounds_to, life)


def delivery_form(
    voice: Voice,
    wish: DeliveryWish,
    set_wish: Callable[..., None],
    keep: Callable[..., object],
    *,
    key: str,
    is_usual: bool,
    unit: str,
) -> VdomDict:
    """Draw the rules, a customer's with rounding and life; what is left open is the customer's word, else there is no rule."""
    open_words = voice.say("delivery-no-rule" if is_usual else "delivery-as-customer")

    def words(yes: str, no: str) -> list[tuple[str, str]]:
        return [("", open_words), ("yes", voice.say(yes)), ("no", voice.say(no))]

    least = (
        voice.say("delivery-least-share") if is_usual else voice.say("delivery-least", unit=unit)
    )
    return html.div(
        {"className": "pad approval-form", "key": key},
        typed(
            voice.say("delivery-most-days"),
            "days",
            set_wish,
            mode="numeric",
            longest=12,
            said=wish.days,
        ),
        picker(
            voice.say("delivery-in-parts"),
            words("delivery-parts", "delivery-whole"),
            wish.parts,
            lambda value: set_wish(parts=value),
        ),
        typed(least, "least", set_wish, mode="decimal", longest=12, said=wish.least),
        picker(
            voice.say("delivery-order"),
            words("delivery-order-together", "delivery-apart"),
            wish.together,
            lambda value: set_wish(together=value),
        ),
        picker(
            voice.say("delivery-rounds"),
            [
                ("", voice.say("delivery-no-rule")),
                *((load.value, voice.say_code("delivery-full", load)) for load in FullLoad),
            ],
            wish.rounds_to,
            lambda value: set_wish(rounds_to=value),
        )
        if is_usual
        else None,
        typed(
            voice.say("delivery-life"), "life", set_wish, mode="numeric", longest=12, said=wish.life
        )
        if is_usual
        else None,
        button(
            {"className": "btn ink", "type": "button", "onClick": keep}, voice.say("delivery-keep")
        ),
    )


def _typed(value: Decimal | int | None) -> str:
    return "" if value is None else plain(Decimal(value))


def _word(value: bool | None) -> str:  # noqa: FBT001 -- the value of a choice of three
    return "" if value is None else "yes" if value else "no"


def _number(typed: str) -> Decimal | None:
    number = figure(typed)
    if number is not None and number < 0:
        raise InvalidOperation
    return number


def _days(typed: str) -> int | None:
    number = _number(typed)
    if number is not None and (number != int(number) or number > _MOST_DAYS):
        raise InvalidOperation
    return None if number is None else int(number)
