"""Promotions in rows and tables: what, where, when, what is expected and what was measured."""

from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.forecast_words import amount, signed
from frontend.components.icon import status
from frontend.components.replenishment_parts import propose_button
from frontend.components.voice import Voice
from shared.promotion_terms import PromotionStatus, UpliftBasis
from shared.schemas.promotion import (
    PromotionItem,
    PromotionRow,
    PromotionShortView,
    PromotionView,
)

Press = Callable[..., Awaitable[None]]
_LOOKS: Final = {
    PromotionStatus.DRAFT: ("risk", "risk"),
    PromotionStatus.PLANNED: ("info", ""),
    PromotionStatus.RUNNING: ("kept", "kept"),
    PromotionStatus.OVER: ("info", ""),
    PromotionStatus.CANCELLED: ("info", ""),
}


def status_mark(voice: Voice, row: PromotionRow) -> VdomDict:
    """Draw where a promotion stands."""
    shape, tone = _LOOKS[row.status]
    return status(shape, voice.say_code("promotion-status", row.status.value), tone)


def views(voice: Voice, here: str, *, has_seasons: bool) -> VdomDict:
    """Draw the way between promotions, seasons and the forecast; `here` is the path of the page."""
    ways = [
        ("/promotions", "navigation-promotions"),
        *([("/seasons", "navigation-seasons")] if has_seasons else []),
        ("/forecast", "navigation-forecast"),
    ]
    return html.nav(
        {"className": "seg", "aria-label": voice.say("promotion-views")},
        *(
            html.a(
                {"href": path, "key": path, **({"aria-current": "true"} if path == here else {})},
                voice.say(key),
            )
            for path, key in ways
        ),
    )


def days_words(voice: Voice, row: PromotionRow) -> str:
    return voice.say(
        "promotion-days", first=_day(voice, row.starts_on), last=_day(voice, row.ends_on)
    )


def _day(voice: Voice, on: date) -> str:
    return voice.short_day(on) if on.year == voice.today.year else voice.day(on)


def price_words(voice: Voice, row: PromotionRow) -> str:
    """Say what it costs meanwhile; nothing for one without another price."""
    if row.price is not None:
        return voice.say("promotion-at-price", price=voice.number(row.price, 2))
    if row.discount_ratio:
        return voice.say("promotion-off", share=voice.percent(float(row.discount_ratio), 0))
    return ""


def what_words(voice: Voice, row: PromotionRow) -> str:
    named = voice.listed(row.what) if row.what else ""
    count = voice.say("promotion-items", count=row.item_count)
    return f"{named} · {count}" if named else count


def where_words(voice: Voice, row: PromotionRow) -> str:
    """Say what it is limited to."""
    if not row.where:
        return voice.say("promotion-everywhere")
    return ", ".join(
        voice.say_code("forecast-channel", each.removeprefix("channel:"))
        if each.startswith("channel:")
        else each
        for each in row.where
    )


def promotion_row(voice: Voice, row: PromotionRow) -> VdomDict:
    """Draw a promotion with its way to its page."""
    aside = [days_words(voice, row), price_words(voice, row), where_words(voice, row)]
    return html.a(
        {"className": "row stack tight", "href": f"/promotions/{row.id}", "key": str(row.id)},
        html.span(
            {"className": "flex"},
            html.span({"className": "m grow"}, row.name),
            status_mark(voice, row),
        ),
        html.span({"className": "t-s dim"}, " · ".join(part for part in aside if part)),
        html.span({"className": "t-s dimmer"}, what_words(voice, row)),
    )


def times(voice: Voice, ratio: float) -> str:
    """Say what demand is multiplied by."""
    return f"× {voice.number(Decimal(str(round(ratio, 2))), 2)}"


def basis_words(voice: Voice, item: PromotionItem) -> str:
    """Say where an expected uplift comes from."""
    if item.basis is UpliftBasis.PERSON:
        return voice.say("promotion-basis-person", name=item.said_by_name or "")
    own, family, every = (*item.events, 0, 0, 0)[:3]
    count = {UpliftBasis.ITEM: own, UpliftBasis.FAMILY: family, UpliftBasis.ALL: every}
    return voice.say_code("promotion-basis", item.basis.value, count=count.get(item.basis, 0))


def expected_table(voice: Voice, view: PromotionView) -> VdomDict:
    """Draw what is expected, item by item; once it is over only by how much, quantities were measured then."""
    heads = ("item", "uplift", "between", "basis", "usual", "expected", "siblings", "after")
    has_quantities = any(item.usual_quantity is not None for item in view.items)
    shown = len(heads) if has_quantities else heads.index("usual")
    return _table(
        voice,
        voice.say("promotion-expected"),
        heads[:shown],
        [
            [
                item.item_name,
                times(voice, item.ratio),
                f"{times(voice, item.low)} – {voice.number(Decimal(str(round(item.high, 2))), 2)}",
                basis_words(voice, item),
                _quantity(voice, item.usual_quantity, item),
                _quantity(voice, item.expected_quantity, item),
                _less(voice, item.siblings_quantity, item),
                _less(voice, item.after_quantity, item),
            ][:shown]
            for item in view.items
        ],
    )


def measured_table(voice: Voice, view: PromotionView) -> VdomDict | None:
    """Draw what was expected beside what came, for items whose promotion has begun."""
    rows = []
    for item in view.items:
        found = item.measured
        if found is None:
            continue
        rows.append(
            [
                item.item_name,
                times(voice, item.ratio),
                times(voice, found.ratio),
                _quantity(voice, found.came, item),
                _quantity(voice, found.usual, item),
                _within(voice, found.gain, found.gain_margin, item),
                _within(voice, found.siblings_gain, found.siblings_margin, item),
                _within(voice, found.after_gain, found.after_margin, item)
                if found.is_whole
                else voice.say("promotion-not-over"),
            ]
        )
    if not rows:
        return None
    heads = ("item", "planned", "came-ratio", "came", "without", "gain", "siblings", "after")
    return _table(voice, voice.say("promotion-measured"), heads, rows)


def short_part(
    voice: Voice, short: PromotionShortView, propose: Press | None, waiting_id: UUID | None
) -> VdomDict:
    """Draw where supply will not carry it: what is missing, and day by day in a table that opens.

    With `propose` what is missing can be had proposed, unless `waiting_id` waits for a decision already.
    """
    words = voice.say(
        "promotion-short",
        item=short.item_name,
        site=short.site_name,
        quantity=amount(voice, short.missing, short.unit),
        day=voice.short_day(short.first_on),
    )
    return html.li(
        {"className": "row stack tight", "key": f"{short.item_id} {short.site_id}"},
        status("risk", words, "risk"),
        html.details(
            {"className": "as-table"},
            html.summary(voice.say("promotion-by-day")),
            _table(
                voice,
                voice.say("promotion-by-day"),
                        ("day", "expected-until", "available", "missing"),
                [
                    [
                        voice.short_day(day.on),
                        amount(voice, day.expected, None),
                        amount(voice, day.available, None),
                        amount(voice, day.missing, None) if day.missing else "–",
                    ]
                    for day in short.days
                ],
            ),
        ),
        html.span(
            {"className": "flex wrap"},
            propose_button(voice, propose, waiting_id) if propose is not None else None,
            html.a({"className": "btn slim", "href": f"/alerts/{short.alert_id}"}, voice.say("promotion-to-alert"))
            if short.alert_id
            else None,
            html.a(
                {"className": "btn slim", "href": f"/plan?site={short.site_id}"},
                voice.say("promotion-to-plan"),
            ),
        ),
    )  # fmt: skip


def _quantity(voice: Voice, quantity: Decimal | None, item: PromotionItem) -> str:
    if quantity is None:
        return "–"
    return amount(voice, quantity, item.unit, is_whole=_is_whole(item))


def _less(voice: Voice, quantity: Decimal | None, item: PromotionItem) -> str:
    return "–" if not quantity else signed(voice, -quantity, is_whole=_is_whole(item))


def _within(voice: Voice, quantity: Decimal, margin: Decimal, item: PromotionItem) -> str:
    is_whole = _is_whole(item)
    gain = signed(voice, quantity, is_whole=is_whole)
    return f"{gain} ± {amount(voice, margin, None, is_whole=is_whole)}"


def _is_whole(item: PromotionItem) -> bool:
    """Whether nobody can sell a part of one."""
    return not item.quantity_decimals


def _table(voice: Voice, label: str, heads: tuple[str, ...], rows: list[list[str]]) -> VdomDict:
    return html.div(
        {"className": "scroll-x pad", "tabIndex": 0, "role": "region", "aria-label": label},
        html.table(
            {"className": "tb tight named t-s"},
            html.thead(
                html.tr(
                    *(
                        html.th({"scope": "col", "key": each, "className": "num nw" if at else "nw"},
                                voice.say_code("promotion-head", each))
                        for at, each in enumerate(heads)
                    )
                )
            ),
            html.tbody(
                *(
                    html.tr(
                        {"key": f"{number}"},
                        html.th({"scope": "row"}, cells[0]),
                        *(
                            html.td({"className": "num nw", "key": f"{at}"}, cell)
                            for at, cell in enumerate(cells[1:])
                        ),
                    )
                    for number, cells in enumerate(rows)
                )
            ),
        ),
    )  # fmt: skip
