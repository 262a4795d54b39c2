"""Suppliers in words: their reliability, what was asked, what they answered."""

from collections.abc import Callable

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.icon import icon
from frontend.components.voice import Voice
from shared.schemas.mail import SupplierAddressView
from shared.schemas.supplier import AskedLine, Reliability, SupplierRequestRow, SupplierRow
from shared.supplier_terms import AnswerOutcome, RequestStatus

_TONES = {
    AnswerOutcome.CONFIRMED: ("kept", ""),
    AnswerOutcome.CHANGED: ("risk", "risk"),
    AnswerOutcome.DECLINED: ("late", "late"),
}


def open_words(voice: Voice, row: SupplierRow) -> list[str]:
    """Say what is on order and which answers are awaited."""
    words = [voice.say("suppliers-open-lines", count=row.open_line_count)]
    if row.waiting_count > row.overdue_count:
        words.append(voice.say("suppliers-waiting", count=row.waiting_count - row.overdue_count))
    if row.overdue_count:
        words.append(voice.say("suppliers-overdue", count=row.overdue_count))
    return words


def address_trouble(known: SupplierAddressView) -> str:
    """Return the key of what keeps mails from arriving; empty where nothing does."""
    if not known.is_on:
        return "suppliers-mail-off"
    if not known.address:
        return "suppliers-address-none"
    return "suppliers-address-closed" if known.is_closed else ""


def reliability_row(voice: Voice, kept: Reliability) -> VdomDict:
    """Draw the three ratios with what they were counted from."""
    figures = (
        ("suppliers-on-time", kept.on_time_count, kept.delivered_count),
        ("suppliers-in-full", kept.in_full_count, kept.delivered_count),
        ("suppliers-answered", kept.answered_in_time_count, kept.asked_count),
    )
    return html.span(
        {"className": "t-s stack tight"},
        *(
            html.span({"key": key}, voice.pair(voice.say(key), _figure(voice, good, count)))
            for key, good, count in figures
        ),
    )


def request_row(
    voice: Voice,
    request: SupplierRequestRow,
    make_link: Callable[..., object] | None,
    end_link: Callable[..., object] | None,
) -> VdomDict:
    """Draw a request with its lines, its answer, and its link while it can be answered."""
    asked_at = voice.moment(request.asked_at)
    by = (
        voice.say("suppliers-asked-by", time=asked_at, name=request.asked_by_name)
        if request.asked_by_name
        else voice.say("suppliers-asked-itself", time=asked_at)
    )
    is_open = request.status is RequestStatus.SENT
    return html.li(
        {"className": "row stack", "key": str(request.id)},
        html.h3(
            {"className": "m"},
            voice.say_code("suppliers-kind", request.kind, reference=request.reference),
        ),
        _standing(voice, request),
        html.p({"className": "t-s dim"}, f"{request.site_name} · {by}"),
        html.ul({"className": "stack tight"}, *(_line(voice, line) for line in request.lines)),
        html.p({"className": "t-s"}, request.answer_note) if request.answer_note else None,
        html.p({"className": "t-s dim"}, voice.say("suppliers-opened", count=request.opened_count))
        if is_open
        else None,
        html.div(
            {"className": "flex"},
            _button(voice.say("suppliers-new-link"), make_link),
            _button(voice.say("suppliers-end-link"), end_link if request.link_until else None),
        )
        if is_open
        else None,
    )


def _button(words: str, press: Callable[..., object] | None) -> VdomDict | None:
    if press is None:
        return None
    return button({"className": "btn slim", "type": "button", "onClick": press}, words)


def _standing(voice: Voice, request: SupplierRequestRow) -> VdomDict:
    if request.status is RequestStatus.SENT:
        key, time = ("late", request.answer_by) if request.is_late else ("sent", request.answer_by)
    elif request.status is RequestStatus.ANSWERED and request.answered_at is not None:
        key, time = "answered", request.answered_at
    else:
        return html.p({"className": "t-s dim"}, voice.say("suppliers-status-replaced"))
    shape, tone = {"late": ("late", "late"), "answered": ("kept", "")}.get(key, ("waiting", ""))
    return html.p(
        {"className": f"st {tone}".strip()},
        icon(shape),
        html.span(voice.say(f"suppliers-status-{key}", time=voice.moment(time))),
    )


def _line(voice: Voice, line: AskedLine) -> VdomDict:
    asked = voice.say(
        "mail-part", amount=voice.amount(line.quantity, line.unit), day=voice.day(line.due_on)
    )
    offered = [
        voice.say(
            "mail-part", amount=voice.amount(part.quantity, line.unit), day=voice.day(part.on)
        )
        for part in line.parts
    ]
    if line.unit_price is not None:
        offered.append(voice.pair(voice.say("supplier-price"), voice.money(line.unit_price)))
    return html.li(
        {"key": str(line.id), "className": "t-s"},
        html.span(voice.pair(line.item_name, asked)),
        html.span(
            {"className": "dim"},
            " · "
            + voice.say(
                "supplier-expected", amount=voice.amount(line.expected_quantity, line.unit)
            ),
        )
        if line.expected_quantity
        else None,
        html.span(
            {"className": f"st {_TONES[line.outcome][1]}".strip()},
            icon(_TONES[line.outcome][0], "s"),
            html.span(" · ".join((voice.say_code("mail-outcome", line.outcome), *offered))),
        )
        if line.outcome is not None
        else None,
    )


def _figure(voice: Voice, good: int, count: int) -> str:
    if not count:
        return voice.say("suppliers-no-figures")
    return voice.say("suppliers-of", ratio=voice.percent(good / count, 0), good=good, count=count)
