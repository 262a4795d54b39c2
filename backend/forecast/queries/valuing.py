"""What the forecast is worth by territory and channel, at list prices."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.forecast.model.periods import end_of, start_of
from backend.forecast.queries.agreed import Agreed, agreed_cells
from backend.forecast.repository import runs

Part = tuple[UUID | None, str | None]
_HUNDREDTHS: Final = 100
_CENT: Final = Decimal("0.01")


@dataclass(slots=True)
class _Kept:
    """The last answer, and what it was made of."""

    stamp: tuple[object, ...] = ()
    found: Mapping[Part, Decimal] | None = field(default=None)


_kept = _Kept()


async def value_ahead(today: date, days: int) -> Mapping[Part, Decimal] | None:
    """What is agreed for so many days from today on, by territory and channel; None without a forecast.

    The same object as long as nothing that it is made of has moved.
    """
    stamp = (today, days, *await runs.forecast_stamp())
    if _kept.stamp != stamp:
        _kept.found = await _value_ahead(today, days)
        _kept.stamp = stamp
    return _kept.found


async def _value_ahead(today: date, days: int) -> Mapping[Part, Decimal] | None:
    run = await runs.in_force()
    if run is None:
        return None
    items = (await planning_catalog()).items
    sums: dict[Part, Decimal] = defaultdict(Decimal)
    for cell in await agreed_cells(run["id"], today):
        item = None if cell.place.item_id is None else items.get(cell.place.item_id)
        if item is not None:
            part = cell.place.scope_id, cell.place.channel
            sums[part] += item.price * quantity_within(cell, today, today + timedelta(days=days))
    return {part: value.quantize(_CENT) for part, value in sums.items()}


def quantity_within(cell: Agreed, first_on: date, end_on: date) -> Decimal:
    """What is agreed for the days from one on to the one before another; a period in part by its days."""
    found = Decimal(0)
    for at, hundredths in enumerate(cell.quantities):
        begins = start_of(cell.period, cell.first + at)
        ends = end_of(cell.period, cell.first + at) + timedelta(days=1)
        inside = (min(ends, end_on) - max(begins, first_on)).days
        if inside > 0:
            found += Decimal(hundredths) * inside / (ends - begins).days / _HUNDREDTHS
    return found
