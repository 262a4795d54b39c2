"""The order lines behind a part of the market, the dearest first."""

from dataclasses import replace
from uuid import UUID

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.frame import back, page, section
from frontend.components.paging import offset_of, turning
from frontend.components.states import not_fresh, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_search
from frontend.hooks.voice import use_voice
from frontend.pages.market import View
from shared.schemas.segment import MarketLine, MarketLines


@component
def market_lines_page() -> VdomDict:
    """Draw the part that the address names."""
    voice = use_voice()
    search = use_search()
    view = View.of(search)
    territory = _uuid(search.get("territory", ""))
    offset = offset_of(search)
    found = use_query(
        "market-lines",
        lambda gateway: gateway.market_lines(view.asked, territory, offset),
        str(view),
        str(territory),
        str(offset),
        topics=("demand_line",),
    )
    return page(
        back(view.link(), voice.say("navigation-market"), voice.say("navigation-market")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        *_looks(voice, found, view, territory, offset),
        name="market-lines-page no-live column",
        is_ready=not found.is_waiting,
    )


def _looks(
    voice: Voice, found: Query[MarketLines], view: View, territory: UUID | None, offset: int
) -> list[VdomDict | None]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("kpi-loading"), voice.say("market-failed"))]
    lines = found.value
    voice = replace(voice, currency=lines.currency)
    asked = view.asked
    parts = [
        asked.region or "",
        voice.say_code("customer-channel", asked.channel) if asked.channel else "",
        lines.name if territory else "",
    ]
    return [
        html.header(
            {"className": "why-head"},
            html.h1(
                {"className": "t-2xl"},
                " · ".join(dict.fromkeys(part for part in parts if part))
                or voice.say("market-total"),
            ),
            html.p({"className": "customer-number"}, voice.money(round(lines.value))),
            html.p(
                {"className": "dim"},
                voice.say(
                    "customer-days", first=voice.day(lines.from_on), last=voice.day(lines.until_on)
                ),
            ),
        ),
        section(voice.say("kpi-rows", count=lines.row_count)),
        html.div({"className": "sheet"}, *(_row(voice, row) for row in lines.rows))
        if lines.rows
        else html.p({"className": "dim no-rows"}, voice.say("kpi-no-rows")),
        turning(
            voice,
            lambda start: view.link(
                "/market/lines", territory=territory, **({"from": start} if start else {})
            ),
            offset,
            lines.next_offset,
        ),
    ]


def _row(voice: Voice, row: MarketLine) -> VdomDict:
    story = [
        row.order_reference,
        voice.say("kpi-row-item", item=row.item_name, amount=voice.amount(row.quantity, row.unit)),
        voice.say_code("customer-channel", row.channel),
        voice.say("market-ordered", day=voice.day(row.ordered_on)),
    ]
    return html.a(
        {"className": "row", "key": str(row.id), "href": f"/customers/{row.customer_id}"},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m cut"}, row.customer_name),
            html.span({"className": "b nw"}, voice.money(row.value)),
        ),
        html.span({"className": "t-s dim"}, " · ".join(story)),
    )


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
