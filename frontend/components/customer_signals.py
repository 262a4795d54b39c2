"""What was heard of a customer, day by day, and noting more."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.customer_profile import typed_in
from frontend.components.frame import section
from frontend.components.icon import icon, status
from frontend.components.picker import picker
from frontend.components.voice import Voice
from shared.customer_terms import SignalKind
from shared.schemas.customer import CustomerView, SignalChoice, SignalView

LONGEST_NOTE: Final = 500
_SHAPES: Final = {
    SignalKind.PRAISE: ("kept", "kept"),
    SignalKind.COMPLAINT: ("risk", "risk"),
    SignalKind.WISH: ("note", ""),
    SignalKind.EVENT: ("today", ""),
    SignalKind.COMPETITOR: ("people", "risk"),
}


def signals_part(
    voice: Voice,
    view: CustomerView,
    set_wish: Callable[..., object],
    hear: Callable[..., object],
    forget: Callable[[UUID], Callable[..., object]],
    key: str,
) -> list[VdomDict | None]:
    """Draw what was heard, the latest first; who may, notes more."""
    if not view.signals and not view.may_edit:
        return []
    return [
        section(voice.say("signal-title", count=len(view.signals))),
        html.div(
            {"className": "sheet"},
            *(_row(voice, each, forget if view.may_edit else None) for each in view.signals),
        )
        if view.signals
        else html.p({"className": "pad dim"}, voice.say("signal-none")),
        _form(voice, set_wish, hear, key) if view.may_edit else None,
    ]


def signal_of(wish: dict[str, str], today: date) -> SignalChoice | None:
    """Return what was typed; None without words, or with a day that is none."""
    note = wish.get("note", "").strip()[:LONGEST_NOTE]
    kind = wish.get("kind", SignalKind.COMPLAINT.value)
    if not note or kind not in set(SignalKind):
        return None
    try:
        heard = date.fromisoformat(wish["heard"]) if wish.get("heard") else today
        until = date.fromisoformat(wish["ends"]) if wish.get("ends") else None
    except ValueError:
        return None
    return SignalChoice(SignalKind(kind), note, heard, until)


def _row(
    voice: Voice, signal: SignalView, forget: Callable[[UUID], Callable[..., object]] | None
) -> VdomDict:
    shape, tone = _SHAPES[signal.kind]
    day = voice.day(signal.heard_on)
    if signal.until_on is not None:
        day = voice.say("customer-days", first=day, last=voice.day(signal.until_on))
    return html.div(
        {"className": "row flex between", "key": str(signal.id)},
        html.div(
            {"className": "grow"},
            status(shape, voice.say_code("signal-kind", signal.kind), tone),
            html.p(signal.note),
            html.p({"className": "t-s dim"}, f"{day} · {signal.said_by_name}"),
        ),
        button(
            {"className": "btn slim", "type": "button", "onClick": forget(signal.id)},
            voice.say("signal-forget"),
        )
        if forget is not None
        else None,
    )


def _form(
    voice: Voice, set_wish: Callable[..., object], hear: Callable[..., object], key: str
) -> VdomDict:
    return html.details(
        {"className": "pad customer-edit", "key": f"signal-{key}"},
        html.summary({"className": "btn slim"}, icon("plus", "s"), voice.say("signal-note")),
        html.div(
            {"className": "approval-form"},
            picker(
                voice.say("signal-kind"),
                [(each.value, voice.say_code("signal-kind", each)) for each in SignalKind],
                SignalKind.COMPLAINT.value,
                lambda value: set_wish(kind=value),
            ),
            typed_in(voice.say("signal-words"), "text", lambda said: set_wish(note=said)),
            typed_in(voice.say("signal-heard-on"), "date", lambda said: set_wish(heard=said)),
            typed_in(voice.say("signal-until"), "date", lambda said: set_wish(ends=said)),
            button(
                {"className": "btn ink", "type": "button", "onClick": hear},
                voice.say("signal-keep"),
            ),
        ),
    )
