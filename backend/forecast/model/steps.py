"""From the model's figure to the agreed one: what each step adds, shared out to cells and added up exactly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from backend.forecast.model.series import Place
from shared.forecast_terms import ForecastStep

ADDING: Final = (
    ForecastStep.PROMOTION,
    ForecastStep.PIPELINE,
    ForecastStep.REP,
    ForecastStep.PLANNER,
    ForecastStep.FROZEN,
)
# What holds without anybody having said so.
UNSAID: Final = (ForecastStep.PROMOTION, ForecastStep.PIPELINE)
Steps = dict[ForecastStep, dict[Place, list[int]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """So many hundredths more or less at a place in a period (a number), by a step."""

    place: Place
    number: int
    amount: int
    step: ForecastStep


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """A whole amount by weights, to the last unit; what is left goes by the largest remainders.

    >>> spread(10, [1, 1, 1]), spread(-7, [0, 0])
    ([4, 3, 3], [-4, -3])
    """
    total = sum(weights)
    shares = list(weights) if total > 0 else [1] * len(weights)
    total = sum(shares)
    if not total:
        return []
    sign, size = (-1 if amount < 0 else 1), abs(amount)
    found = [size * share // total for share in shares]
    rests = sorted(range(len(shares)), key=lambda n: (-(size * shares[n] % total), n))
    for place in rests[: size - sum(found)]:
        found[place] += 1
    return [sign * part for part in found]


Frozen = Mapping[UUID, Mapping[int, int]]


def steps_for(
    cells: Mapping[Place, Sequence[int]],
    first: int,
    asked: Iterable[Asked],
    frozen: Frozen | None = None,
) -> Steps:
    """What each step adds to every cell, item and family, by period from `first` on.

    What is asked of a family, an item or a customer group goes to the cells below it by what the model has
    for them; what a group never ordered before goes to all cells of the item. No cell falls below zero: what would, is cut from the last steps. Where a cell
    is frozen (hundredths by its series' name and period), the last step makes up the difference.
    """
    found: Steps = {
        step: {place: [0] * len(points) for place, points in cells.items()} for step in ADDING
    }
    among = _Below(cells)
    touched: set[tuple[Place, int]] = set()
    for each in asked:
        at = each.number - first
        below = among.of(each.place)
        if not below or not 0 <= at < len(cells[below[0]]):
            continue
        parts = spread(each.amount, [cells[place][at] for place in below])
        for place, part in zip(below, parts, strict=True):
            found[each.step][place][at] += part
            touched.add((place, at))
    for place, at in touched:
        _cut(found, place, at, cells[place][at])
    if frozen:
        _freeze(cells, first, frozen, found)
    for step in ADDING:
        add_up(found[step])
    return found


def _freeze(cells: Mapping[Place, Sequence[int]], first: int, frozen: Frozen, found: Steps) -> None:
    for place, points in cells.items():
        for number, quantity in frozen.get(place.series_id, {}).items():
            at = number - first
            if 0 <= at < len(points):
                now = points[at] + sum(found[step][place][at] for step in ADDING)
                found[ForecastStep.FROZEN][place][at] += quantity - now


class _Below:
    """The cells below a place, in the cells' own order; thousands of words fall on thousands of cells."""

    def __init__(self, cells: Iterable[Place]) -> None:
        self._by_family: defaultdict[str, list[Place]] = defaultdict(list)
        self._by_item: defaultdict[UUID | None, list[Place]] = defaultdict(list)
        for place in cells:
            self._by_family[place.family].append(place)
            self._by_item[place.item_id].append(place)
        self._found: dict[Place, list[Place]] = {}

    def of(self, asked: Place) -> list[Place]:
        if asked not in self._found:
            self._found[asked] = self._look_for(asked)
        return self._found[asked]

    def _look_for(self, asked: Place) -> list[Place]:
        if asked.item_id is None:
            return [place for place in self._by_family[asked.family] if asked.holds(place)]
        of_item = self._by_item[asked.item_id]
        return [place for place in of_item if asked.holds(place)] or of_item


def _cut(found: Steps, place: Place, at: int, point: int) -> None:
    below = point + sum(found[step][place][at] for step in ADDING)
    for step in reversed(ADDING):
        if below >= 0:
            return
        taken = min(0, found[step][place][at])
        given = max(taken, below)
        found[step][place][at] -= given
        below -= given


def add_up(cells: dict[Place, list[int]]) -> None:
    """Give every item and family the sum of its cells."""
    for place, amounts in list(cells.items()):
        above = place.parent
        while above is not None:
            kept = cells.setdefault(above, [0] * len(amounts))
            if any(amounts):
                for at, amount in enumerate(amounts):
                    kept[at] += amount
            above = above.parent
