"""What is forecast: families, their items, and the cells of an item; and the tree that they make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from shared.forecast_terms import ForecastLevel

_NAMES: Final = UUID("6f2d2f4e-4a51-4a0e-9c0a-2d8a0d1b7c55")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a series stands; a cell has all of it, an item no more than its family and itself."""

    family: str
    item_id: UUID | None = None
    site_id: UUID | None = None
    scope_id: UUID | None = None
    segment: str | None = None
    channel: str | None = None

    @property
    def level(self) -> ForecastLevel:
        if self.item_id is None:
            return ForecastLevel.FAMILY
        return ForecastLevel.ITEM if self.site_id is None else ForecastLevel.CELL

    @property
    def parent(self) -> "Place | None":
        """The next one up; None for a family."""
        if self.level is ForecastLevel.FAMILY:
            return None
        return Place(self.family, self.item_id if self.level is ForecastLevel.CELL else None)

    @property
    def series_id(self) -> UUID:
        """The series' name, the same in every run."""
        parts = (self.item_id, self.site_id, self.scope_id, self.segment, self.channel)
        # An item that moves to another family stays the same item.
        named = (self.family,) if self.item_id is None else ()
        return uuid5(_NAMES, "\n".join(str(part) for part in (*named, *parts)))

    def holds(self, other: "Place") -> bool:
        """Whether another place lies in this one.

        >>> Place("Paint").holds(Place("Paint", UUID(int=1)))
        True
        """
        return all(
            mine is None or mine == theirs
            for mine, theirs in zip(self.parts, other.parts, strict=True)
        )

    @property
    def parts(self) -> tuple[object, ...]:
        return self.family, self.item_id, self.site_id, self.scope_id, self.segment, self.channel


@dataclass(frozen=True, slots=True)
class History:
    """Demand of a place by period from its first one on, in units; gaps are zero."""

    place: Place
    first: int
    values: tuple[float, ...]


def histories_of(
    cells: Mapping[Place, Mapping[int, float]], end: int
) -> tuple[list[History], list[int]]:
    """Every cell, item and family from its first demand to the period before `end`, and their parents.

    Families come first, then items, then cells; a family's history is the sum of its cells'.
    """
    sums: dict[Place, dict[int, float]] = {}
    for place, demands in cells.items():
        at: Place | None = place
        while at is not None:
            kept = sums.setdefault(at, {})
            for number, quantity in demands.items():
                kept[number] = kept.get(number, 0.0) + quantity
            at = at.parent
    order = sorted(sums, key=_in_order)
    rows = {place: row for row, place in enumerate(order)}
    parents = [-1 if place.parent is None else rows[place.parent] for place in order]
    return [_history(place, sums[place], end) for place in order], parents


def _in_order(place: Place) -> tuple[object, ...]:
    levels = list(ForecastLevel)
    return levels.index(place.level), place.family, str(place.item_id), str(place.series_id)


def _history(place: Place, demands: Mapping[int, float], end: int) -> History:
    first = min((number for number in demands if number < end), default=end)
    return History(place, first, tuple(demands.get(number, 0.0) for number in range(first, end)))


def chunks_of(families: Iterable[tuple[str, int]], most: int) -> list[list[str]]:
    """Families with their numbers of cells put together into chunks of at most so many, or of one family.

    >>> chunks_of([("A", 700), ("B", 500), ("C", 900)], 1000)
    [['A'], ['B'], ['C']]
    """
    chunks: list[list[str]] = []
    room = 0
    for family, count in families:
        if not chunks or count > room:
            chunks.append([])
            room = most
        chunks[-1].append(family)
        room -= count
    return chunks


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
