"""What is agreed now, cell by cell: the run in force with all steps after it."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.forecast.model.periods import number_of
from backend.forecast.model.series import Place
from backend.forecast.model.steps import ADDING, Steps, steps_for
from backend.forecast.queries.asking import asked_now
from backend.forecast.queries.promoting import Promoting, promoting_on, promotions_asked
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
        families: list[str] = [row["family"] for row in own[:1]]
    elif family is not None:
        families = [family]
    else:
        return await _all_agreed(run_id, today)
    found = []
    for name in families:
        for group in _groups(await series.cells_of(run_id, name)):
            steps = await steps_now(group.points, group.period, group.first, today, [name])
            found += [each for each in group.agreed(steps) if item_id in {None, each.place.item_id}]
    return found


@dataclass(frozen=True, slots=True)
class _Group:
    """Cells of one period that begin together, with the model's hundredths."""

    period: ForecastPeriod
    first: int
    points: Mapping[Place, list[int]]

    def agreed(self, steps: Steps) -> list[Agreed]:
        found = []
        for place, statistical in self.points.items():
            added = (steps[step][place] for step in ADDING)
            quantities = [sum(parts) for parts in zip(statistical, *added, strict=True)]
            found.append(Agreed(place, self.period, self.first, quantities))
        return found


def _groups(cells: Iterable[Mapping[str, Any]]) -> list[_Group]:
    by_period: dict[tuple[ForecastPeriod, date], list[Mapping[str, Any]]] = defaultdict(list)
    for cell in cells:
        by_period[ForecastPeriod(cell["period"]), cell["first_on"]].append(cell)
    return [
        _Group(
            period,
            number_of(period, first_on),
            {overrides.place_of(cell): cell["statistical"] for cell in members},
        )
        for (period, first_on), members in by_period.items()
    ]


@dataclass(slots=True)
class _All:
    """All cells of a finished run, and what was agreed of them by which words when they were last asked for."""

    run_id: UUID | None = None
    groups: Sequence[_Group] = ()
    promoting: Promoting | None = None
    words: Sequence[object] = ()
    found: Sequence[Agreed] = ()


_all = _All()


async def _all_agreed(run_id: UUID, today: date) -> list[Agreed]:
    """Every cell; orders move all day and what is agreed seldom, so it is worked out when a word has moved."""
    groups = _all.groups if _all.run_id == run_id else _groups(await series.cells_of(run_id, None))
    promoting = await promoting_on(today)
    words = [
        (today, await asked_now(today, None, each.period), await freezes.frozen(today, each.period))
        for each in groups
    ]
    if (_all.run_id, _all.words) != (run_id, words) or _all.promoting is not promoting:
        found: list[Agreed] = []
        for each in groups:
            steps = await steps_now(each.points, each.period, each.first, today, None)
            found += await asyncio.to_thread(each.agreed, steps)
        _all.run_id, _all.groups, _all.promoting = run_id, groups, promoting
        _all.words, _all.found = words, found
    return list(_all.found)
