"""Two runs side by side, and what has to be said again to take the words of an earlier one back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.forecast.model.periods import number_of
from backend.forecast.model.steps import ADDING
from shared.forecast_terms import ForecastPeriod, ForecastStep

STEPS = (ForecastStep.STATISTICAL, *ADDING)


@dataclass(frozen=True, slots=True)
class Difference:
    """Hundredths over the periods that both runs answer; `steps` are those that differ, second less first."""

    period_count: int
    before: int
    after: int
    steps: dict[ForecastStep, int]


def difference(first: Mapping[str, Any], second: Mapping[str, Any]) -> Difference | None:
    """A series in two runs; None where they share no period."""
    if first["period"] != second["period"]:
        return None
    period = ForecastPeriod(first["period"])
    starts = [number_of(period, row["first_on"]) for row in (first, second)]
    begin = max(starts)
    end = min(
        start + len(row["statistical"]) for start, row in zip(starts, (first, second), strict=True)
    )
    if end <= begin:
        return None
    sums = [
        {step: sum(row[step.value][begin - start : end - start]) for step in STEPS}
        for start, row in zip(starts, (first, second), strict=True)
    ]
    steps = {step: sums[1][step] - sums[0][step] for step in STEPS}
    return Difference(
        end - begin,
        sum(sums[0].values()),
        sum(sums[1].values()),
        {step: quantity for step, quantity in steps.items() if quantity},
    )


Key = tuple[object, ...]


def said_again(
    then: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], int]]:
    """Words that differ from what stood then, each with the hundredths to say instead: 0 takes one back."""
    before = {_key(row): row for row in then}
    after = {_key(row): row for row in now}
    found = [
        (row, row["quantity"])
        for key, row in before.items()
        if key not in after or after[key]["quantity"] != row["quantity"]
    ]
    return found + [(row, 0) for key, row in after.items() if key not in before]


def _key(row: Mapping[str, Any]) -> Key:
    return row["series_id"], row["customer_id"], row["period_on"], row["step"]


def held_periods(agreed: Sequence[int], first: int, begin: int, end: int | None) -> list[int]:
    """The part of a cell's figures from one period to another, both counted; all to come without an end.

    >>> held_periods([5, 6, 7, 8], 100, 101, 102)
    [6, 7]
    """
    last = len(agreed) if end is None else max(0, end - first + 1)
    return list(agreed[max(0, begin - first) : last])
