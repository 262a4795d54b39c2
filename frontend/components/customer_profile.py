"""The company's own fields of a customer and its segment: what holds, whose word it is, and saying it anew."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.customer_words import class_words, standing_words, value_words
from frontend.components.field import text_field
from frontend.components.frame import section
from frontend.components.icon import icon
from frontend.components.picker import picker
from frontend.components.voice import Voice
from shared.customer_terms import FieldKind
from shared.schemas.customer import CustomerView, FieldValue, SegmentView

_YES_NO: Final = ("yes", "no")
_TYPES: Final = {FieldKind.DATE: "date"}
_LONGEST: Final = 500

Set = Callable[..., object]
Press = Callable[..., object]


def profile_part(
    voice: Voice, view: CustomerView, set_value: Callable[[str, str], object], keep: Press, key: str
) -> list[VdomDict | None]:
    """Draw what is said in the fields; who may, opens them and says otherwise."""
    if not view.fields:
        return []
    rows = [_field_row(voice, each) for each in view.fields]
    return [
        section(voice.say("customer-profile")),
        html.dl({"className": "sheet customer-fields"}, *rows),
        html.details(
            {"className": "pad customer-edit", "key": f"fields-{key}"},
            html.summary({"className": "btn slim"}, icon("amend", "s"), voice.say("customer-edit")),
            html.div(
                {"className": "approval-form"},
                *(_field_input(voice, each, set_value) for each in view.fields),
                button(
                    {"className": "btn ink", "type": "button", "onClick": keep},
                    voice.say("customer-keep"),
                ),
            ),
        )
        if view.may_edit
        else None,
    ]


def field_value(voice: Voice, value: FieldValue) -> str:
    """What is said in a field, in the reader's language."""
    if not value.value:
        return "–"
    if value.field.kind is FieldKind.YES_NO:
        return voice.say_code("customer-field", value.value)
    if value.field.kind is FieldKind.NUMBER:
        return voice.number(Decimal(value.value))
    if value.field.kind is FieldKind.DATE:
        return voice.day(date.fromisoformat(value.value))
    return value.value


def _field_row(voice: Voice, value: FieldValue) -> VdomDict:
    said = None
    if value.said_at is not None:
        words = voice.say(
            "customer-said-by", name=value.said_by_name or "", time=voice.moment(value.said_at)
        )
        said = html.span({"className": "t-s dimmer"}, words)
    return html.div(
        {"className": "row flex between", "key": str(value.field.id)},
        html.dt({"className": "dim"}, value.field.name),
        html.dd({"className": "b"}, field_value(voice, value), said),
    )


def _field_input(
    voice: Voice, value: FieldValue, set_value: Callable[[str, str], object]
) -> VdomDict:
    field, key = value.field, str(value.field.id)
    if field.kind in {FieldKind.CHOICE, FieldKind.YES_NO}:
        words = (
            [(each, each) for each in field.choices]
            if field.kind is FieldKind.CHOICE
            else [(each, voice.say_code("customer-field", each)) for each in _YES_NO]
        )
        return picker(
            field.name,
            [("", voice.say("customer-field-nothing")), *words],
            value.value,
            lambda said: set_value(key, said),
        )
    return html.label(
        {"className": "stack tight", "key": key},
        html.span({"className": "label"}, field.name),
        html.span(
            {"className": "field"},
            html.input(
                {
                    "type": _TYPES.get(field.kind, "text"),
                    "inputMode": "decimal" if field.kind is FieldKind.NUMBER else "text",
                    "defaultValue": value.value,
                    "maxLength": _LONGEST,
                    "autoComplete": "off",
                    "onChange": lambda event: set_value(key, str(event["target"]["value"])),
                }
            ),
        ),
    )


def segment_part(
    voice: Voice,
    segment: SegmentView,
    acts: Mapping[str, Press] | None,
    set_wish: Set,
    key: str,
) -> list[VdomDict | None]:
    """Draw the segment in words; who may, chooses a class by hand or takes the suggested one over."""
    is_chosen = segment.override is not None
    is_moving = segment.suggested_class not in {None, segment.customer_class}
    holds = segment.override is not None and not segment.override.is_over
    said = [value_words(voice, segment), standing_words(voice, segment)]
    if segment.order_count:
        said.append(voice.say_code("customer-size", segment.order_size))
    said.append(class_words(voice, segment))
    return [
        section(voice.say("customer-segment")),
        html.div(
            {"className": "sheet"},
            html.ul(
                {"className": "row customer-says"},
                *(html.li({"key": words}, words) for words in said),
            ),
        ),
        html.div(
            {"className": "pad actions"},
            button(
                {"className": "btn slim", "type": "button", "onClick": acts["take"]},
                voice.say("customer-take-class", number=segment.suggested_class),
            )
            if is_moving and not holds
            else None,
            button(
                {"className": "btn slim", "type": "button", "onClick": acts["end"]},
                voice.say("customer-end-class"),
            )
            if is_chosen
            else None,
        )
        if acts is not None and (is_chosen or (is_moving and not holds))
        else None,
        _class_form(voice, segment, acts["choose"], set_wish, key) if acts is not None else None,
    ]


def _class_form(
    voice: Voice, segment: SegmentView, choose: Press, set_wish: Set, key: str
) -> VdomDict:
    return html.details(
        {"className": "pad customer-edit", "key": f"class-{key}"},
        html.summary(
            {"className": "btn slim"}, icon("amend", "s"), voice.say("customer-choose-class")
        ),
        html.div(
            {"className": "approval-form"},
            picker(
                voice.say("customer-class"),
                [(str(number), str(number)) for number in range(1, 10)],
                str(segment.customer_class),
                lambda value: set_wish(customer_class=value),
            ),
            typed_in(
                voice.say("customer-class-reason"), "text", lambda said: set_wish(reason=said)
            ),
            typed_in(voice.say("customer-class-until"), "date", lambda said: set_wish(until=said)),
            button(
                {"className": "btn ink", "type": "button", "onClick": choose},
                voice.say("customer-class-keep"),
            ),
        ),
    )


def typed_in(label: str, kind: str, hear: Callable[[str], object]) -> VdomDict:
    """Draw a field that is typed into, or a day that is chosen."""
    return text_field(label, {"type": kind, "maxLength": _LONGEST}, hear)
