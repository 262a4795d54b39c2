"""Where things lie on a stepped chart: days across, quantities up, round steps on the axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from shared.schemas.impact import DayQuantity

TOP: Final = 18
HEIGHT: Final = 174


@dataclass(frozen=True)
class Frame:
    """Where things lie on the drawing: width of all, left and right edge of the plot."""

    width: int
    left: int
    right: int
    days: tuple[date, ...]
    low: Decimal
    high: Decimal

    @property
    def step(self) -> float:
        """The width of a day."""
        return (self.right - self.left) / len(self.days)

    def x(self, index: int) -> float:
        """The left edge of a day."""
        return round(self.left + index * self.step, 1)

    def y(self, quantity: Decimal) -> float:
        """The height of a quantity."""
        span = self.high - self.low
        return round(TOP + float((self.high - quantity) / span) * HEIGHT, 1)


@dataclass(frozen=True)
class Curve:
    """Quantities on the days shown; None where nothing is known."""

    values: tuple[Decimal | None, ...]

    @classmethod
    def of(cls, projected: Sequence[DayQuantity], days: Sequence[date]) -> "Curve":
        """Return the curve on the days; a day that is left out keeps the quantity before it."""
        known = {point.on: point.quantity for point in projected}
        values: list[Decimal | None] = []
        for on in days:
            values.append(known.get(on, values[-1] if values else None))
        return cls(tuple(values))

    def path(self, frame: Frame, first: int = 0, last: int | None = None) -> str:
        """Return the stepped line from day to day."""
        drawn = ""
        for index in range(first, len(self.values) if last is None else last + 1):
            value = self.values[index]
            if value is None:
                continue
            start = f"M{frame.x(index)} " if not drawn else "V"
            drawn += f"{start}{frame.y(value)}H{frame.x(index + 1)}"
        return drawn


def scale(values: Sequence[Decimal]) -> tuple[Decimal, Decimal, list[Decimal]]:
    """Return the ends of an axis on round steps and the steps themselves, five or so.

    >>> scale([Decimal(-18), Decimal(110)])[2] == [Decimal(n) for n in (-40, 0, 40, 80, 120)]
    True
    """
    low, high = min(values), max(values)
    rough = max((high - low) / 4, Decimal("0.001"))
    magnitude = Decimal(10) ** rough.adjusted()
    size = next(magnitude * n for n in (1, 2, 4, 5, 10) if magnitude * n >= rough)
    first, last = low // size, -((-high) // size)
    first -= 1 if low < 0 and first * size > low else 0
    last += 1 if last * size < high else 0
    if first == last:
        last += 1
    steps = [size * n for n in range(int(first), int(last) + 1)]
    return steps[0], steps[-1], steps
