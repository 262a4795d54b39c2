"""Regions, channels and territories compared, down to the lines behind each."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import company
from backend.customer.model.orders import growth
from backend.customer.repository import market
from backend.forecast.queries.valuing import value_ahead
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kpi.queries import present_day
from shared.customer_terms import MarketSplit
from shared.schemas.segment import (
    ChannelBalance,
    MarketAsked,
    MarketBoard,
    MarketLine,
    MarketLines,
    MarketRow,
)
from shared.terms import Channel

YEAR: Final = 365
PAGE: Final = 50
AHEAD_DAYS: Final = 28
_RATIO: Final = Decimal("0.000001")
_KEYS: Final = {
    MarketSplit.REGION: ("region", "region"),
    MarketSplit.CHANNEL: ("channel", "channel"),
    MarketSplit.TERRITORY: ("territory_id", "territory_name"),
}


async def market_for(viewer: Viewer, asked: MarketAsked, now: datetime) -> MarketBoard:
    """The viewer's market, compared along what was asked; the largest part first."""
    today = await present_day(now)
    days, before = periods(today, asked.days)
    channel = None if asked.channel is None else asked.channel.value
    cells = await market.market_cells(viewer.scope_ids, days, before, channel, asked.region)
    first = await market.first_order_day(viewer.scope_ids)
    has_before = first is not None and first <= before[0]
    ahead = await value_ahead(today, AHEAD_DAYS)
    for cell in cells:
        cell["expected"] = (ahead or {}).get((cell["territory_id"], cell["channel"]), Decimal(0))
    sums = _Sums(cells, has_before=has_before, has_forecast=ahead is not None)
    key, name = _KEYS[asked.split]
    parts: dict[str, str] = {}
    for cell in cells:
        parts.setdefault(str(cell[key]), str(cell[name]))
    rows = [
        sums.row(part, words, [cell for cell in cells if str(cell[key]) == part])
        for part, words in parts.items()
    ]
    return MarketBoard(
        as_of_on=today,
        from_on=days[0],
        before_from_on=before[0],
        before_until_on=before[1],
        currency=(await company()).currency,
        asked=asked,
        rows=sorted(rows, key=lambda row: (-row.value, row.name)),
        total=sums.row("", "", cells),
        balance=_balance(cells),
        has_year_before=has_before,
    )


async def market_lines_for(
    viewer: Viewer,
    asked: MarketAsked,
    territory_id: UUID | None,
    offset: int,
    now: datetime,
) -> MarketLines:
    """The order lines behind a part of the market, the dearest first."""
    if territory_id is not None and not viewer.sees(territory_id):
        raise NotFoundError
    today = await present_day(now)
    days, _ = periods(today, asked.days)
    start = max(offset, 0)
    channel = None if asked.channel is None else asked.channel.value
    rows = await market.market_lines(
        viewer.scope_ids, days, (channel, asked.region, territory_id), PAGE, start
    )
    count = rows[0]["row_count"] if rows else 0
    shown = set(MarketLine.__struct_fields__)
    return MarketLines(
        name=asked.region or "",
        from_on=days[0],
        until_on=days[1],
        currency=(await company()).currency,
        rows=[
            MarketLine(
                **{
                    **{name: value for name, value in row.items() if name in shown},
                    "channel": Channel(row["channel"]),
                }
            )
            for row in rows
        ],
        row_count=count,
        value=rows[0]["total"] if rows else Decimal(0),
        next_offset=start + PAGE if start + PAGE < count else None,
    )


def periods(today: date, days: int) -> tuple[tuple[date, date], tuple[date, date]]:
    """The days until today, and the same ones 52 weeks before, so that weekdays agree."""
    span = (today - timedelta(days=days - 1), today)
    ago = timedelta(days=YEAR - 1)
    return span, (span[0] - ago, span[1] - ago)


class _Sums:
    """Sums cells to rows, each with its part of the whole."""

    def __init__(
        self, cells: Iterable[Mapping[str, Any]], *, has_before: bool, has_forecast: bool
    ) -> None:
        self._has_before = has_before
        self._has_forecast = has_forecast
        kept = list(cells)
        self._value = _sum(kept, "value")
        self._before = _sum(kept, "value_before")

    def row(
        self, key: str, name: str, cells: list[Mapping[str, Any]] | list[dict[str, Any]]
    ) -> MarketRow:
        """One part of the market."""
        value, before = _sum(cells, "value"), _sum(cells, "value_before")
        due, wanted = _sum(cells, "due_count"), _sum(cells, "wanted")
        return MarketRow(
            key=key,
            name=name,
            value=value,
            value_before=before,
            growth=growth(value, before) if self._has_before else None,
            share=_part(value, self._value) or Decimal(0),
            share_before=_part(before, self._before) or Decimal(0),
            order_count=int(_sum(cells, "order_count")),
            line_count=int(_sum(cells, "line_count")),
            open_value=_sum(cells, "open_value"),
            otif=_part(_sum(cells, "hits"), due),
            fill_rate=_part(_sum(cells, "filled"), wanted),
            due_count=int(due),
            returned_ratio=_part(_sum(cells, "returned_value"), value),
            expected_value=_sum(cells, "expected") if self._has_forecast else None,
        )


def _balance(cells: Iterable[Mapping[str, Any]]) -> list[ChannelBalance]:
    found: dict[str, ChannelBalance] = {}
    for cell in cells:
        kept = found.setdefault(cell["region"], ChannelBalance(cell["region"], {}, {}))
        channel = Channel(cell["channel"])
        kept.values[channel] = kept.values.get(channel, Decimal(0)) + cell["value"]
        kept.values_before[channel] = (
            kept.values_before.get(channel, Decimal(0)) + cell["value_before"]
        )
    return sorted(found.values(), key=lambda each: (-sum(each.values.values()), each.region))


def _sum(cells: Iterable[Mapping[str, Any]], name: str) -> Decimal:
    return sum((Decimal(cell[name]) for cell in cells), Decimal(0))


def _part(value: Decimal, of: Decimal) -> Decimal | None:
    return (value / of).quantize(_RATIO, ROUND_HALF_UP) if of else None
