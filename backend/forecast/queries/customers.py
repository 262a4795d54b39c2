"""A rep's view: own customers by when they will order again, and each one's part of the forecast."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.engine.rhythm import jump, rhythm
from backend.forecast.model.accuracy import Word, worth_of
from backend.forecast.model.periods import end_of, number_of, start_of
from backend.forecast.queries.seeing import STEERERS, step_of
from backend.forecast.queries.shaping import overrides_view, units
from backend.forecast.repository import history, overrides, runs, series
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from shared.forecast_terms import ForecastPeriod
from shared.schemas.forecast import (
    CustomerForecast,
    CustomerForecasts,
    CustomerItem,
    CustomerPoint,
    CustomerRhythm,
    WorthView,
)

_SHARE_DAYS: Final = 364
_RHYTHM_DAYS: Final = 730
_SHOWN_PERIODS: Final = 12
# A rhythm has three gaps at least.
_LEAST_DAYS: Final = 4
PAGE: Final = 100
QUARTER: Final = timedelta(days=91)


async def customers_for(viewer: Viewer, offset: int, now: datetime) -> CustomerForecasts:
    """Customers of the viewer's territories who have a rhythm, a hundred: quiet ones first, then who orders next."""
    today = now.date()
    rows = await history.order_days(
        viewer.scope_ids, today - timedelta(days=_RHYTHM_DAYS), _LEAST_DAYS
    )
    rhythms = await asyncio.to_thread(_ranked, rows, today)
    start = max(offset, 0)
    return CustomerForecasts(
        customers=rhythms[start : start + PAGE],
        worth=await worth_for(viewer.person_id, today),
        row_count=len(rhythms),
        next_offset=start + PAGE if start + PAGE < len(rhythms) else None,
        without_rhythm_count=await history.customer_count(viewer.scope_ids) - len(rhythms),
    )


def _ranked(rows: Sequence[dict[str, Any]], today: date) -> list[CustomerRhythm]:
    return sorted(
        (_rhythm(row, today) for row in rows),
        key=lambda each: (
            not each.is_quiet,
            each.jump_ratio is None,
            each.next_on or date.max,
            each.customer_name,
            each.customer_id,
        ),
    )


def _rhythm(row: dict[str, Any], today: date) -> CustomerRhythm:
    days = list(zip(row["days"], row["values"], strict=True))
    return rhythm_view(row["customer_id"], row["customer_name"], days, today)


def rhythm_view(
    customer_id: UUID, name: str, days: Sequence[tuple[date, float]], today: date
) -> CustomerRhythm:
    """A customer's rhythm and whether the last day of orders was out of line, as screens see it."""
    found = rhythm((on for on, _ in days), today)
    values = [Decimal(str(value)) for on, value in sorted(days) if on <= today]
    odd = jump(values[:-1], values[-1]) if values else None
    return CustomerRhythm(
        customer_id=customer_id,
        customer_name=name,
        order_count=len(days),
        last_on=max((on for on, _ in days), default=None),
        next_on=None if found is None else found.expected_on,
        from_on=None if found is None else found.from_on,
        until_on=None if found is None else found.until_on,
        usual_days=None if found is None else round(found.every_days),
        is_quiet=found is not None and found.is_quiet,
        jump_ratio=None if odd is None else float(odd.factor),
    )


async def customer_for(viewer: Viewer, customer_id: UUID, now: datetime) -> CustomerForecast:
    """One customer of the viewer's territories, item by item; `NotFoundError` otherwise."""
    today = now.date()
    row = await history.order_days_of(
        customer_id, viewer.scope_ids, today - timedelta(days=_RHYTHM_DAYS)
    )
    if row is None:
        raise NotFoundError
    own = _rhythm(row, today)
    run = await runs.in_force()
    items: list[CustomerItem] = []
    if run is not None:
        items = await _items(run, customer_id, today)
    versions = await overrides.versions([each.series_id for each in items], customer_id)
    names = {customer_id: own.customer_name}
    speaks = viewer.has_role(*STEERERS)
    return CustomerForecast(
        rhythm=own,
        items=items,
        overrides=overrides_view(versions, names, today, step_of(viewer) if speaks else None),
        may_speak=speaks,
    )


async def _items(run: dict[str, Any], customer_id: UUID, today: date) -> list[CustomerItem]:
    shares = await history.customer_shares(customer_id, today - timedelta(days=_SHARE_DAYS), today)
    item_ids = list({share["item_id"] for share in shares})
    cells = {
        overrides.place_of(cell): cell for cell in await series.cells_of(run["id"], None, item_ids)
    }
    said: dict[tuple[UUID, date], int] = {}
    for row in await overrides.standing(today):
        if row["customer_id"] == customer_id:
            key = row["series_id"], row["period_on"]
            said[key] = said.get(key, 0) + row["quantity"]
    catalog = await planning_catalog()
    found = []
    for share in shares:
        cell = cells.get(share["place"])
        if cell is None:
            continue
        period = ForecastPeriod(cell["period"])
        part = float(share["own"] / share["whole"])
        first = number_of(period, cell["first_on"])
        skipped = max(0, number_of(period, today) - first)
        points = []
        for at in range(skipped, min(len(cell["statistical"]), skipped + _SHOWN_PERIODS)):
            on = start_of(period, first + at)
            points.append(
                CustomerPoint(
                    on,
                    units(round(cell["statistical"][at] * part)),
                    units(said.get((cell["series_id"], on), 0)),
                )
            )
        found.append(
            CustomerItem(
                series_id=cell["series_id"],
                item_name=cell["item_name"],
                unit=cell["unit"],
                site_name=cell["site_name"],
                channel=cell["channel"],
                period=period,
                share_ratio=round(part, 4),
                last_on=share["last_on"],
                points=points,
                is_whole=not catalog.items[share["item_id"]].quantity_decimals,
            )
        )
    return found


async def worth_for(owner_id: UUID | None, today: date) -> WorthView:
    """What somebody's overrides about the last quarter's closed periods were worth."""
    since = today - QUARTER
    rows = await overrides.closed(owner_id, since, today)
    return worth_view([await word_of(row) for row in rows if is_closed(row, today)], since, today)


def is_closed(row: dict[str, Any], today: date) -> bool:
    """Whether the period that an override is about is over."""
    period = ForecastPeriod(row["period"])
    return end_of(period, number_of(period, row["period_on"])) < today


async def word_of(row: dict[str, Any]) -> Word:
    """An override beside what came in its period."""
    period = ForecastPeriod(row["period"])
    number = number_of(period, row["period_on"])
    actual = await history.came(
        overrides.place_of(row), row["customer_id"], row["period_on"], end_of(period, number)
    )
    return Word(row["model_quantity"], row["quantity"], actual)


def worth_view(words: Sequence[Word], since: date, until: date) -> WorthView:
    worth = worth_of(words)
    return WorthView(since, until, worth.count, worth.helped_count, units(worth.quantity))
