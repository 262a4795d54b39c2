"""Regions, channels and territories compared, and the balance of shop against online; the lines behind each."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.customer_words import change_words
from frontend.components.frame import back, page, section
from frontend.components.states import empty, not_fresh, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_search, use_visit
from frontend.hooks.voice import use_voice
from frontend.pages.customer_list import choices
from shared.customer_terms import MarketSplit
from shared.schemas.segment import ChannelBalance, MarketAsked, MarketBoard, MarketRow
from shared.terms import Channel, Role

DAYS: Final = (28, 91, 365)
_LONGEST_REGION: Final = 100
_BAR: Final = 200
_COLUMNS: Final = (
    "value", "growth", "share", "orders", "open", "expected", "otif", "fill", "returned",
)  # fmt: skip


@dataclass(frozen=True)
class View:
    """What the address asks for; whatever is not well written there counts as not asked."""

    asked: MarketAsked

    @classmethod
    def of(cls, search: dict[str, str]) -> "View":
        """Read the view out of the query parameters."""
        split, channel = search.get("by", ""), search.get("channel", "")
        days = search.get("days", "")
        return cls(
            MarketAsked(
                split=MarketSplit(split) if split in set(MarketSplit) else MarketSplit.REGION,
                days=int(days) if days in {str(each) for each in DAYS} else DAYS[-1],
                region=search.get("region", "")[:_LONGEST_REGION] or None,
                channel=Channel(channel) if channel in set(Channel) else None,
            )
        )

    def link(self, path: str = "/market", **changed: object) -> str:
        """Return the address of the same view with something else asked."""
        asked = self.asked
        given = {
            "by": asked.split,
            "days": asked.days,
            "region": asked.region,
            "channel": asked.channel,
            **changed,
        }
        return f"{path}?{urlencode({name: str(value) for name, value in given.items() if value})}"


@component
def market_page() -> VdomDict:
    """Draw the market; it follows orders."""
    voice = use_voice()
    view = View.of(use_search())
    # A rep has no KPI pages.
    has_kpis = bool(set(use_visit().session.roles) - {Role.REP})
    found = use_query(
        "market",
        lambda gateway: gateway.market(view.asked),
        str(view),
        topics=("demand_line", "kpi", "forecast"),
    )
    return page(
        back("/customers/all", voice.say("customers-title"), voice.say("market-head")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, voice.say("market-title")),
        ),
        _filters(voice, view),
        *_looks(voice, found, view, has_kpis=has_kpis),
        name="market-page no-live",
        is_ready=not found.is_waiting,
    )


def _filters(voice: Voice, view: View) -> VdomDict:
    asked = view.asked
    splits = [
        (voice.say_code("market-by", each), view.link(by=each), asked.split is each)
        for each in MarketSplit
    ]
    days = [
        (voice.say("market-days", count=each), view.link(days=each), asked.days == each)
        for each in DAYS
    ]
    channels = [(voice.say("market-any-channel"), view.link(channel=""), asked.channel is None)] + [
        (voice.say_code("customer-channel", each), view.link(channel=each), asked.channel is each)
        for each in Channel
    ]
    return html.div(
        {"className": "filters stock-filters"},
        choices(voice.say("market-compared"), splits),
        choices(voice.say("market-period"), days),
        choices(voice.say("market-channel"), channels),
        html.a(
            {"className": "btn slim", "href": view.link(region="")},
            voice.say("market-drop-region", region=asked.region),
        )
        if asked.region
        else None,
    )


def _looks(
    voice: Voice, found: Query[MarketBoard], view: View, *, has_kpis: bool
) -> list[VdomDict | None]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("market-loading"), voice.say("market-failed"))]
    board = found.value
    if not board.rows:
        return [empty(voice.say("market-none"), voice.say("market-none-more"))]
    voice = replace(voice, currency=board.currency)
    days = voice.say(
        "customer-days", first=voice.day(board.from_on), last=voice.day(board.as_of_on)
    )
    compared = (
        voice.say(
            "market-before",
            first=voice.day(board.before_from_on),
            last=voice.day(board.before_until_on),
        )
        if board.has_year_before
        else voice.say("market-no-before")
    )
    return [
        html.div(
            {"className": "pad dim"},
            html.p(days),
            html.p(compared),
        ),
        html.div({"className": "pad"}, _table(voice, board, view, has_kpis=has_kpis)),
        *_balance(voice, board, view),
        html.div(
            {"className": "foot t-s"},
            html.span({"className": "b"}, voice.say("kpi-how-counted")),
            " ",
            html.span({"className": "dim"}, voice.say("market-formula")),
        ),
    ]


def _table(voice: Voice, board: MarketBoard, view: View, *, has_kpis: bool) -> VdomDict:
    return html.table(
        {"className": "tb folds market-table", "role": "table"},
        html.thead(
            {"role": "rowgroup"},
            html.tr(
                {"role": "row"},
                html.th(
                    {"scope": "col", "role": "columnheader"},
                    voice.say_code("market-by", board.asked.split),
                ),
                *(
                    html.th(
                        {"scope": "col", "role": "columnheader", "className": "end", "key": name},
                        voice.say_code("market-column", name),
                    )
                    for name in _COLUMNS
                ),
            ),
        ),
        html.tbody(
            {"role": "rowgroup"},
            *(_row(voice, row, board, view, has_kpis=has_kpis) for row in board.rows),
            _row(voice, board.total, board, view, has_kpis=has_kpis)
            if len(board.rows) > 1
            else None,
        ),
    )


def _name(voice: Voice, row: MarketRow, split: MarketSplit) -> str:
    if not row.key:
        return voice.say("market-total")
    if split is MarketSplit.CHANNEL:
        return voice.say_code("customer-channel", row.key)
    return row.name


def lines_link(row: MarketRow, view: View) -> str:
    """Return where the lines behind a row are."""
    key = {
        MarketSplit.REGION: "region",
        MarketSplit.CHANNEL: "channel",
        MarketSplit.TERRITORY: "territory",
    }[view.asked.split]
    narrowed = {key: row.key} if row.key else {}
    return view.link("/market/lines", **narrowed)


def _row(
    voice: Voice, row: MarketRow, board: MarketBoard, view: View, *, has_kpis: bool
) -> VdomDict:
    split = board.asked.split
    name = _name(voice, row, split)
    inward: VdomDict | str = name
    if row.key and split is MarketSplit.REGION:
        link = view.link(by=MarketSplit.TERRITORY, region=row.key)
        inward = html.a({"className": "link", "href": link}, name)
    before = voice.percent(row.share_before, 0)
    cells: list[VdomDict | str] = [
        html.a(
            {
                "className": "link b",
                "href": lines_link(row, view),
                "aria-label": voice.say("market-lines-of", name=name),
            },
            voice.money(round(row.value)),
        ),
        _growth(voice, row.growth),
        html.span(
            voice.percent(row.share, 0),
            html.span({"className": "t-s dim"}, f" ({before})") if board.has_year_before else "",
        ),
        voice.number(row.order_count),
        voice.money(round(row.open_value)),
        "–" if row.expected_value is None else voice.money(round(row.expected_value)),
        _kpi(voice, row.otif, "otif" if has_kpis else ""),
        _kpi(voice, row.fill_rate, "order_fill_rate" if has_kpis else ""),
        "–" if row.returned_ratio is None else voice.percent(row.returned_ratio),
    ]
    return html.tr(
        {"key": row.key or "total", "className": "" if row.key else "b", "role": "row"},
        html.th({"scope": "row", "role": "rowheader"}, inward),
        *(
            html.td(
                {
                    "className": "num nw",
                    "role": "cell",
                    "key": column,
                    "data-column": voice.say_code("market-column", column),
                },
                cell,
            )
            for column, cell in zip(_COLUMNS, cells, strict=True)
        ),
    )


def _growth(voice: Voice, growth: Decimal | None) -> VdomDict | str:
    if growth is None:
        return "–"
    tone = "c-late" if round(growth, 2) < 0 else ""
    return html.span({"className": tone}, change_words(voice, growth))


def _kpi(voice: Voice, value: Decimal | None, kpi: str) -> VdomDict | str:
    if value is None:
        return "–"
    said = voice.percent(value)
    return html.a({"className": "link", "href": f"/kpi/{kpi}"}, said) if kpi else said


def _balance(voice: Voice, board: MarketBoard, view: View) -> list[VdomDict | None]:
    if view.asked.channel is not None:
        return []
    return [
        section(voice.say("market-balance")),
        html.ul(
            {"className": "sheet"},
            *(_balance_row(voice, each, view, board) for each in board.balance),
        ),
    ]


def _balance_row(voice: Voice, row: ChannelBalance, view: View, board: MarketBoard) -> VdomDict:
    total = sum(row.values.values(), Decimal(0))
    before = sum(row.values_before.values(), Decimal(0))
    said, parts, at = [], [], 0.0
    for channel in Channel:
        value = row.values.get(channel, Decimal(0))
        if not value or not total:
            continue
        share = value / total
        words = f"{voice.say_code('customer-channel', channel)} {voice.percent(share, 0)}"
        if before and board.has_year_before:
            moved = share - row.values_before.get(channel, Decimal(0)) / before
            points = round(moved * 100, 1)
            if points:
                sign = "+" if points > 0 else "−"
                words = voice.say(
                    "market-moved", words=words, points=f"{sign}{voice.number(abs(points), 1)}"
                )
        link = view.link("/market/lines", region=row.region, channel=channel)
        said.append(html.a({"className": "link", "href": link, "key": channel.value}, words))
        width = float(share) * _BAR
        parts.append(
            html.rect(
                {
                    "key": channel.value,
                    "className": f"channel-{channel.value}",
                    "x": f"{at:.1f}",
                    "y": "1",
                    "width": f"{width:.1f}",
                    "height": "12",
                }
            )
        )
        at += width
    return html.li(
        {"className": "row", "key": row.region},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m"}, row.region or voice.say("market-no-region")),
            html.span({"className": "b nw"}, voice.money(round(total))),
        ),
        html.svg(
            {
                "className": "ch fluid channel-bar",
                "viewBox": f"0 0 {_BAR} 14",
                "preserveAspectRatio": "none",
                "aria-hidden": "true",
            },
            *parts,
        ),
        html.span({"className": "t-s market-channels"}, *said),
    )
