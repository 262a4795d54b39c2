"""Why an order line is when it is: what binds it, what it lives on, what would help, who is touched."""

from typing import Final
from uuid import UUID

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.causes import sentence
from frontend.components.frame import back, page, section
from frontend.components.icon import icon, status
from frontend.components.states import failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_path
from frontend.hooks.voice import use_voice
from frontend.pages.thread import thread
from shared.schemas.impact import Reason
from shared.schemas.why import LineWhy, SupplyLink, TouchedLine
from shared.thread_terms import ThingKind

_DEEPEST: Final = 4
_SHAPES: Final = {
    "stock": "stock",
    "plan_line": "plan",
    "production_order": "factory",
    "purchase": "lorry",
}


@component
def why_page() -> VdomDict:
    """Draw the line of the path."""
    voice = use_voice()
    line_id = use_path().split("/")[2]
    found = use_query(
        "why",
        lambda gateway: gateway.line_why(UUID(line_id)),
        line_id,
        topics=("demand_line", "plan", "quotation"),
    )
    return page(
        *_looks(voice, found), name="why-page no-live column", is_ready=not found.is_waiting
    )


def _looks(voice: Voice, found: Query[LineWhy]) -> list[VdomDict | None]:
    if found.is_waiting:
        return [waiting(voice, voice.say("why-loading"))]
    if found.value is None:
        problem = found.problem
        assert problem is not None  # noqa: S101 -- neither waiting nor answered is failed
        return [failed(voice, voice.say("why-failed"), problem, found.ask_again)]
    view = found.value
    order = voice.say("change-order", reference=view.order_reference)
    return [
        back(
            f"/customers/{view.customer_id}" if view.sees_customer else "/plan",
            voice.say("navigation-back"),
            order,
        ),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        _title(voice, view),
        _verdict(voice, view),
        *_causes(voice, "why-reasons", view.reasons),
        *_causes(voice, "why-would-help", view.would_help),
        *_chain(voice, view),
        *_touched(voice, view.touched),
        html.p(
            {"className": "pad flex wrap"},
            html.a(
                {"className": "btn", "href": f"/lines/{view.demand_line_id}/delivery"},
                voice.say("delivery-how"),
            ),
            html.a(
                {"className": "btn", "href": f"/lines/{view.demand_line_id}/routes"},
                voice.say("route-other-site"),
            )
            if view.may_reroute
            else None,
        ),
        thread(ThingKind.ORDER, view.demand_line_id),
    ]


def _title(voice: Voice, view: LineWhy) -> VdomDict:
    wanted = voice.say(
        "why-wanted" if view.wanted_on == view.requested_on else "why-promised",
        amount=voice.amount(view.quantity, view.unit),
        day=voice.day(view.requested_on),
        promised=voice.day(view.wanted_on),
    )
    return html.header(
        {"className": "why-head"},
        html.h1({"className": "t-2xl"}, view.item_name),
        html.p({"className": "dim"}, f"{view.customer_name} · {wanted}"),
    )


def _verdict(voice: Voice, view: LineWhy) -> VdomDict:
    parts = [
        voice.say(
            "change-answer-part",
            amount=voice.amount(part.quantity, view.unit),
            day=voice.day(part.on),
        )
        for part in view.possible
    ]
    is_short = view.short_quantity > 0
    said = voice.amount(view.short_quantity, view.unit)
    is_as_requested = view.wanted_on <= view.requested_on
    kept = voice.say("change-kept" if is_as_requested else "why-as-promised")
    words = voice.say("change-short", amount=said) if is_short else kept
    return html.div(
        {"className": "sheet impact-card"},
        html.p(
            {"className": "b"}, voice.listed(parts) if parts else voice.say("change-answer-none")
        ),
        html.p(status("short" if is_short else "kept", words, "late" if is_short else "kept")),
    )


def _causes(voice: Voice, title: str, reasons: list[Reason]) -> list[VdomDict]:
    if not reasons:
        return []
    rows = [
        html.li({"className": "row m", "key": str(place)}, sentence(voice, reason))
        for place, reason in enumerate(reasons)
    ]
    return [section(voice.say(title)), html.ul({"className": "sheet"}, *rows)]


def _chain(voice: Voice, view: LineWhy) -> list[VdomDict]:
    rows = [_link(voice, link, str(place)) for place, link in enumerate(view.links)]
    if view.uncovered > 0:
        words = voice.say("why-uncovered", amount=voice.amount(view.uncovered, view.unit))
        rows.append(html.li({"className": "row", "key": "open"}, status("short", words, "late")))
    return [section(voice.say("why-chain")), html.ul({"className": "sheet why-chain"}, *rows)]


def _link(voice: Voice, link: SupplyLink, key: str) -> VdomDict:
    level = min(link.level, _DEEPEST)
    where = [link.supplier_name or "", link.site_name, *link.work_centers]
    supply = voice.say_code("why", f"kind_{link.kind}", reference=link.reference)
    amount = voice.amount(link.quantity, link.unit)
    return html.li(
        {"className": f"row level-{level}{' chosen' if link.is_binding else ''}", "key": key},
        html.span(
            {"className": "flex between wrap base"},
            html.span({"className": "m"}, link.item_name),
            html.span({"className": "num b nw"}, amount),
        ),
        html.span(
            {"className": "t-s dim flex wrap"},
            icon(_SHAPES.get(link.kind, "info"), "s"),
            html.span(voice.say("why-supply", supply=supply, day=voice.day(link.on))),
        ),
        html.span({"className": "t-s dim own-line"}, voice.listed([w for w in where if w])),
        _slack(voice, link),
    )


def _slack(voice: Voice, link: SupplyLink) -> VdomDict | None:
    binding = voice.say("why-binds") if link.is_binding else ""
    if link.slack_days is None:
        return None
    if link.slack_days < 0:
        words = voice.say("why-too-late", count=-link.slack_days)
        return html.span({"className": "own-line"}, status("late", f"{words}{binding}", "late"))
    words = voice.say("why-slack", count=link.slack_days)
    tone = "risk" if link.is_binding else ""
    return html.span(
        {"className": "own-line"}, status("risk" if tone else "kept", f"{words}{binding}", tone)
    )


def _touched(voice: Voice, lines: list[TouchedLine]) -> list[VdomDict]:
    title = section(voice.say("why-touched", count=len(lines)))
    if not lines:
        return [title, html.p({"className": "no-rows dim"}, voice.say("why-nobody"))]
    return [
        title,
        html.ul(
            {"className": "sheet why-touched"},
            *(_line(voice, line, str(place)) for place, line in enumerate(lines)),
        ),
    ]


def _line(voice: Voice, line: TouchedLine, key: str) -> VdomDict:
    who = line.customer_name or voice.say("why-somebody")
    parts = [
        html.span({"className": "m own-line"}, who),
        html.span(
            {"className": "t-s dim own-line"},
            voice.say(
                "change-line",
                item=line.item_name,
                amount=voice.amount(line.quantity, line.unit),
                day=voice.day(line.promised_on),
            ),
        ),
    ]
    if line.demand_line_id is None:
        return html.li({"className": "row", "key": key}, *parts)
    path = f"/lines/{line.demand_line_id}/why"
    return html.li({"key": key}, html.a({"className": "row", "href": path}, *parts))
