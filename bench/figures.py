"""A measured figure, what it is set against, and whether it holds."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of a result; `ratio` is value over `against`, and `holds` is None where there is no goal."""

    what: str
    value: float
    unit: str
    against: float | None = None
    ratio: float | None = None
    goal: str = ""
    holds: bool | None = None

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def at_most(
    what: str, value: float, unit: str, limit: float, *, against: float | None = None
) -> Figure:
    """A figure that should not pass `limit`."""
    return _figure(what, value, unit, f"≤ {limit:g} {unit}", value <= limit, against)


def at_least(
    what: str, value: float, unit: str, limit: float, *, against: float | None = None
) -> Figure:
    """A figure that should reach `limit`."""
    return _figure(what, value, unit, f"≥ {limit:g} {unit}", value >= limit, against)


def share_of(what: str, value: float, unit: str, floor: float, least_ratio: float) -> Figure:
    """A rate that should reach a share of the floor that was measured in the same run."""
    return _figure(
        what, value, unit, f"≥ {least_ratio:.0%} of the floor", value / floor >= least_ratio, floor
    )


def only(what: str, value: float, unit: str, *, against: float | None = None) -> Figure:
    """A figure without a goal."""
    return _figure(what, value, unit, "", None, against)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of all values do not pass: the nearest-rank rule.

    >>> quantile([4.0, 1.0, 3.0, 2.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _figure(
    what: str, value: float, unit: str, goal: str, holds: bool | None, against: float | None  # noqa: FBT001 - handed on from the functions above
) -> Figure:  # fmt: skip
    return Figure(
        what=what,
        value=_rounded(value),
        unit=unit,
        against=None if against is None else _rounded(against),
        ratio=_rounded(value / against) if against else None,
        goal=goal,
        holds=holds,
    )


def _rounded(value: float) -> float:
    """Four digits that count; more would be the machine's mood."""
    return float(f"{value:.4g}")
