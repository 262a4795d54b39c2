"""The form of a promotion: name, days, price, and what it is of and limited to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, plain, text_field
from frontend.components.icon import icon
from frontend.components.picker import picker
from frontend.components.voice import Voice
from shared.schemas.promotion import Named, PromotionAsked, PromotionChoices
from shared.terms import Channel

LISTS: Final = ("items", "families", "customers", "territories", "sites", "segments", "channels")
_HUNDRED: Final = Decimal(100)


@dataclass
class PromotionWish:
    """What the form holds, as text; `chosen` by list."""

    written: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)

    def with_one(self, name: str, value: str) -> "PromotionWish":
        kept = self.chosen.get(name, [])
        more = [*kept, value] if value and value not in kept else kept
        return PromotionWish(self.written, {**self.chosen, name: more})

    def without_one(self, name: str, value: str) -> "PromotionWish":
        left = [each for each in self.chosen.get(name, []) if each != value]
        return PromotionWish(self.written, {**self.chosen, name: left})


def wish_of(asked: PromotionAsked) -> PromotionWish:
    """Return the form as it begins for a promotion that is changed."""
    share = asked.discount_ratio
    return PromotionWish(
        written={
            "name": asked.name,
            "starts_on": asked.starts_on.isoformat(),
            "ends_on": asked.ends_on.isoformat(),
            "discount": "" if share is None else plain(share * _HUNDRED),
            "price": "" if asked.price is None else plain(asked.price),
            "note": asked.note,
        },
        chosen={
            "items": [str(each) for each in asked.item_ids],
            "families": list(asked.families),
            "customers": [str(each) for each in asked.customer_ids],
            "territories": [str(each) for each in asked.territory_ids],
            "sites": [str(each) for each in asked.site_ids],
            "segments": list(asked.segments),
            "channels": [each.value for each in asked.channels],
        },
    )


def promotion_form(
    voice: Voice,
    choices: PromotionChoices,
    wish: PromotionWish,
    *,
    write: Callable[[str], Callable[[str], object]],
    change: Callable[[PromotionWish], object],
    send: Callable[..., object],
    words: str,
) -> VdomDict:
    """Draw the fields; what is chosen of a list stands below it and can be taken off."""
    lists = [name for name in LISTS if name != "customers" or choices.customers]
    return html.section(
        {"className": "what-if-form", "aria-label": words},
        html.div(
            {"className": "what-if-fields"},
            *(
                html.div({"key": name}, _field(voice, name, kind, mode, wish, write(name)))
                for name, kind, mode in (
                    ("name", "text", ""),
                    ("starts_on", "date", ""),
                    ("ends_on", "date", ""),
                    ("discount", "text", "decimal"),
                    ("price", "text", "decimal"),
                    ("note", "text", ""),
                )
            ),
            *(_list(voice, choices, name, wish, change) for name in lists),
        ),
        html.p({"className": "t-s dim"}, voice.say("promotion-needs-customers"))
        if choices.needs_customers
        else None,
        html.div(button({"className": "btn ink", "type": "button", "onClick": send}, words)),
    )


def _field(
    voice: Voice,
    name: str,
    kind: str,
    mode: str,
    wish: PromotionWish,
    write: Callable[[str], object],
) -> VdomDict:
    longest = 500 if name == "note" else 200
    attributes = {"type": kind, "maxLength": longest, "defaultValue": wish.written.get(name, "")}
    if mode:
        attributes["inputMode"] = mode
    return text_field(voice.say_code("promotion-field", name), attributes, write)


def _list(
    voice: Voice,
    choices: PromotionChoices,
    name: str,
    wish: PromotionWish,
    change: Callable[[PromotionWish], object],
) -> VdomDict:
    options = _options(voice, choices, name)
    words = {each.value: each.name for each in options}
    chosen = wish.chosen.get(name, [])
    label = voice.say_code("promotion-field", name)
    return html.div(
        {"key": f"{name} {len(chosen)}", "className": "stack tight"},
        picker(
            label,
            [("", voice.say("promotion-add")), *((each.value, each.name) for each in options)],
            "",
            lambda value: change(wish.with_one(name, value)),
        ),
        html.ul(
            {"className": "flex wrap", "aria-label": label},
            *(
                html.li(
                    {"key": value},
                    button(
                        {
                            "className": "btn slim",
                            "type": "button",
                            "aria-label": voice.say(
                                "promotion-take-off", name=words.get(value, value)
                            ),
                            "onClick": lambda *_, value=value: change(
                                wish.without_one(name, value)
                            ),
                        },
                        words.get(value, value),
                        icon("close"),
                    ),
                )
                for value in chosen
            ),
        )
        if chosen
        else None,
    )


def _options(voice: Voice, choices: PromotionChoices, name: str) -> list[Named]:
    if name == "channels":
        return [
            Named(each.value, voice.say_code("forecast-channel", each.value)) for each in Channel
        ]
    found: list[Named] = getattr(choices, name)
    return found


def asked_of(wish: PromotionWish, *, is_draft: bool = False) -> PromotionAsked | None:
    """Return what the form holds; None where a day or a figure cannot be read."""
    written = {name: value.strip() for name, value in wish.written.items()}
    try:
        share = figure(written.get("discount", ""))
        return PromotionAsked(
            name=written.get("name", "")[:200],
            starts_on=date.fromisoformat(written.get("starts_on", "")),
            ends_on=date.fromisoformat(written.get("ends_on", "")),
            discount_ratio=None if share is None else share / _HUNDRED,
            price=figure(written.get("price", "")),
            item_ids=_ids(wish, "items"),
            families=wish.chosen.get("families", []),
            site_ids=_ids(wish, "sites"),
            territory_ids=_ids(wish, "territories"),
            segments=wish.chosen.get("segments", []),
            customer_ids=_ids(wish, "customers"),
            channels=[Channel(each) for each in wish.chosen.get("channels", [])],
            note=written.get("note", "")[:500],
            is_draft=is_draft,
        )
    except (ValueError, InvalidOperation):
        return None


def _ids(wish: PromotionWish, name: str) -> list[UUID]:
    return [UUID(each) for each in wish.chosen.get(name, [])]
