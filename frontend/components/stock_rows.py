"""Stock in rows: what an item has at a site, what stands out about it, and its lots."""

from collections.abc import Callable

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import status
from frontend.components.voice import Voice
from shared.schemas.stock import StockFigures, StockGroup, StockLot, StockRow
from shared.terms import StockMark


def stock_figures(voice: Voice, figures: StockFigures, link: Callable[..., str]) -> VdomDict:
    """Draw what the rows come to; a figure leads to the rows behind it."""
    shown = [
        ("value", voice.money(figures.value), ""),
        ("gap", voice.number(figures.gap_count), link(mark=StockMark.GAP)),
        ("surplus", voice.money(figures.surplus_value), link(mark=StockMark.SURPLUS)),
        ("wasted", voice.money(figures.wasted_value), link(mark=StockMark.WASTE)),
        ("expired", voice.money(figures.expired_value), link(mark=StockMark.WASTE)),
    ]
    return html.dl(
        {"className": "stock-figures"},
        *(
            html.div(
                {"key": name},
                html.dt({"className": "t-s dim"}, voice.say(f"stock-figure-{name}")),
                html.dd(
                    {"className": "stock-figure"},
                    html.a({"className": "link", "href": to}, value) if to else value,
                ),
            )
            for name, value, to in shown
        ),
    )


def group_row(voice: Voice, group: StockGroup, to: str) -> VdomDict:
    """Draw a family or a site; a tap opens its items."""
    said = [voice.say("stock-items", count=group.row_count)]
    if group.surplus_value:
        said.append(voice.say("stock-group-surplus", value=voice.money(group.surplus_value)))
    lost = group.wasted_value + group.expired_value
    if lost:
        said.append(voice.say("stock-group-wasted", value=voice.money(lost)))
    return html.li(
        {"key": group.key, "className": "stock-group"},
        html.a(
            {"className": "row", "href": to},
            html.span(
                {"className": "flex between base"},
                html.span({"className": "m"}, group.name),
                html.span({"className": "b nw"}, voice.money(group.value)),
            ),
            html.span({"className": "t-s dim"}, " · ".join(said)),
            status("short", voice.say("stock-gaps", count=group.gap_count), "late")
            if group.gap_count
            else None,
        ),
    )


def stock_row(voice: Voice, row: StockRow) -> VdomDict:
    """Draw an item at a site; it opens to its lots."""
    key = f"{row.item_id}{row.site_id}"
    return html.li(
        {"key": key, "className": "stock-row", "data-item": str(row.item_id)},
        html.details(
            html.summary(
                {"className": "row"},
                html.span(
                    {"className": "flex between base"},
                    html.span({"className": "m"}, row.item_name),
                    html.span({"className": "b nw"}, voice.amount(row.on_hand_quantity, row.unit)),
                ),
                html.span(
                    {"className": "t-s dim flex between"},
                    html.span(f"{row.item_code} · {row.family} · {row.site_name}"),
                    html.span({"className": "nw"}, cover(voice, row)),
                ),
                html.span({"className": "stock-marks"}, *marks(voice, row)),
            ),
            _opened(voice, row),
        ),
    )


def cover(voice: Voice, row: StockRow) -> str:
    """Say how long what is there lasts."""
    if row.cover_days is None:
        return voice.say("stock-covers-all")
    return voice.say("stock-covers", count=row.cover_days)


def marks(voice: Voice, row: StockRow) -> list[VdomDict]:
    """Say what stands out: a shape and a word, the gravest first."""
    found = []
    if row.gap_quantity:
        quantity = voice.amount(row.gap_quantity, row.unit)
        on = voice.day(row.gap_on) if row.gap_on else ""
        found.append(status("short", voice.say("stock-says-gap", quantity=quantity, on=on), "late"))
    if row.expired_quantity:
        quantity = voice.amount(row.expired_quantity, row.unit)
        found.append(status("refused", voice.say("stock-says-expired", quantity=quantity), "late"))
    if row.wasted_quantity:
        quantity = voice.amount(row.wasted_quantity, row.unit)
        on = voice.day(row.wasted_from) if row.wasted_from else ""
        words = voice.say("stock-says-wasted", quantity=quantity, on=on)
        found.append(status("waiting", words, "risk"))
    if row.surplus_quantity:
        quantity = voice.amount(row.surplus_quantity, row.unit)
        value = voice.money(row.surplus_value)
        words = voice.say("stock-says-surplus", quantity=quantity, value=value)
        found.append(status("up", words))
    return found


def _opened(voice: Voice, row: StockRow) -> VdomDict:
    facts = [
        ("stock-safety", voice.amount(row.safety_stock, row.unit)),
        ("stock-in-work", voice.amount(row.in_work_quantity, row.unit)),
        ("stock-value", voice.money(row.value)),
    ]
    if row.expected_quantity:
        facts.append(("stock-expected", voice.amount(row.expected_quantity, row.unit)))
    return html.div(
        {"className": "stock-opened pad"},
        html.dl(
            {"className": "stock-facts t-s"},
            *(
                html.div({"key": key}, html.dt({"className": "dim"}, voice.say(key)), html.dd(said))
                for key, said in facts
            ),
        ),
        _lots(voice, row) if row.lots else html.p({"className": "dim"}, voice.say("stock-no-lots")),
        html.p(
            {"className": "flex wrap"},
            html.a(
                {"className": "btn slim", "href": f"/things/item/{row.item_id}"},
                voice.say("thread-open"),
            ),
            html.a(
                {"className": "btn slim", "href": f"/stock/{row.item_id}/lots?site={row.site_id}"},
                voice.say("lot-rules-open"),
            ),
            html.a(
                {"className": "btn slim", "href": f"/seasons/{row.item_id}"},
                voice.say("season-open"),
            ),
        ),
    )


def _lots(voice: Voice, row: StockRow) -> VdomDict:
    return html.table(
        {"className": "tb tight"},
        html.caption({"className": "vh"}, voice.say("stock-lots")),
        html.thead(
            html.tr(
                html.th({"scope": "col"}, voice.say("stock-lot")),
                html.th({"scope": "col"}, voice.say("stock-until")),
                html.th({"scope": "col", "className": "num"}, voice.say("stock-quantity")),
            )
        ),
        html.tbody(*(_lot(voice, row, lot) for lot in row.lots)),
    )


def _lot(voice: Voice, row: StockRow, lot: StockLot) -> VdomDict:
    lost = None
    if lot.is_expired:
        lost = status("refused", voice.say("stock-lot-expired"), "late")
    elif lot.wasted_quantity:
        quantity = voice.amount(lot.wasted_quantity, row.unit)
        lost = status("waiting", voice.say("stock-lot-wasted", quantity=quantity), "risk")
    until = voice.day(lot.usable_until) if lot.usable_until else voice.say("stock-lot-no-end")
    return html.tr(
        {"key": lot.lot_code},
        html.th({"scope": "row"}, lot.lot_code or voice.say("stock-lot-unnamed")),
        html.td(until, html.br() if lost else None, lost),
        html.td({"className": "num"}, voice.amount(lot.quantity, row.unit)),
    )
