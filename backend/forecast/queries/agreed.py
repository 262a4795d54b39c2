"""What is agreed now, cell by cell: the run in force with all steps after it."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.forecast.model.periods import number_of
from backend.forecast.model.series import Place
from backend.forecast.model.steps import ADDING, Steps, steps_for
from backend.forecast.queries.asking import asked_now
from backend.forecast.queries.promoting import promotions_asked
from backend.forecast.repository import freezes, overrides, series
from shared.forecast_terms import ForecastPeriod


@dataclass(frozen=True, slots=True)
class Agreed:
    """A cell's hundredths by period from `first` on."""

    place: Place
    period: ForecastPeriod
    first: int
    quantities: list[int]


async def steps_now(
    cells: Mapping[Place, Sequence[int]],
    period: ForecastPeriod,
    first: int,
    today: date,
    families: Sequence[str] | None,
) -> Steps:
    """What every step adds at this moment; `cells` are whole families, since a family's word is shared out."""
    asked = await asked_now(today, families, period)
    asked += await promotions_asked(today, families, period, cells, first)
    frozen = await freezes.frozen(today, period)
    # With a whole company's cells this is most of a second, and others want the event loop meanwhile.
    return await asyncio.to_thread(steps_for, cells, first, asked, frozen)


async def agreed_cells(
    run_id: UUID, today: date, family: str | None = None, item_id: UUID | None = None
) -> list[Agreed]:
    """Cells of an item, of a family, or all of them."""
    if item_id is not None:
        own = await series.cells_of(run_id, None, [item_id])
        if not own:
            return []
        family = own[0]["family"]
    by_period: dict[tuple[ForecastPeriod, date], list[dict[str, Any]]] = defaultdict(list)
    for cell in await series.cells_of(run_id, family):
        by_period[ForecastPeriod(cell["period"]), cell["first_on"]].append(cell)
    families = None if family is None else [family]
    found = []
    for (period, first_on), members in by_period.items():
        first = number_of(period, first_on)
        points = {overrides.place_of(cell): cell["statistical"] for cell in members}
        steps = await steps_now(points, period, first, today, families)
        for place, statistical in points.items():
            if item_id is None or place.item_id == item_id:
                added = (steps[step][place] for step in ADDING)
                quantities = [sum(parts) for parts in zip(statistical, *added, strict=True)]
                found.append(Agreed(place, period, first, quantities))
    return found
