"""How far off each step was at the lag, what it was worth, and what one person's word was worth.

WAPE = Σ|f − a| ÷ Σ|a|; bias = Σ(f − a) ÷ Σ|a|. A step's worth is the WAPE before it less its own: above
zero, it helped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shared.forecast_terms import ForecastStep


@dataclass(frozen=True, slots=True)
class Measured:
    """A closed period of a series: what came, and each step's figure for it at the lag."""

    actual: int
    steps: Mapping[ForecastStep, int]


@dataclass(frozen=True, slots=True)
class StepFigures:
    """A step's errors over some periods; `added` is None for the first one."""

    step: ForecastStep
    wape: float
    bias: float
    added: float | None


def value_added(rows: Iterable[Measured]) -> list[StepFigures]:
    """Every step's errors in their order; nothing where no demand came."""
    measured = list(rows)
    demand = sum(abs(row.actual) for row in measured)
    if not demand:
        return []
    found: list[StepFigures] = []
    for step in ForecastStep:
        wape = sum(abs(row.steps[step] - row.actual) for row in measured) / demand
        bias = sum(row.steps[step] - row.actual for row in measured) / demand
        before = found[-1].wape if found else None
        found.append(
            StepFigures(
                step,
                round(wape, 4),
                round(bias, 4),
                None if before is None else round(before - wape, 4),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Word:
    """An override whose period is closed: what was forecast before it, what it made of that, what came."""

    model: int
    quantity: int
    actual: int

    @property
    def worth(self) -> int:
        """Hundredths that the forecast was nearer by it; below zero, further off.

        >>> Word(model=100, quantity=40, actual=130).worth
        20
        """
        after = max(0, self.model + self.quantity)
        return abs(self.model - self.actual) - abs(after - self.actual)


@dataclass(frozen=True, slots=True)
class Worth:
    """What somebody's words of some time were worth: how many, how many helped, and by how much."""

    count: int
    helped_count: int
    quantity: int


def worth_of(words: Iterable[Word]) -> Worth:
    known = [word.worth for word in words]
    return Worth(len(known), sum(worth > 0 for worth in known), sum(known))
