"""New items by look-alikes, successors by their predecessors, and ends of life that ramp down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp, log
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.engine.forecast.arrays import Integers
from backend.engine.forecast.leaves import with_leaves
from backend.engine.forecast.tree import HUNDREDTHS, TreeForecast
from backend.forecast.model.periods import RHYTHMS, end_of, number_of, start_of
from backend.forecast.model.series import History, Place, mean
from shared.forecast_terms import ForecastPeriod, LifeKind

Cells = dict[Place, dict[int, float]]
# Periods of its own after which a new item is forecast by nothing else.
OWN_PERIODS: Final[Mapping[ForecastPeriod, int]] = {
    ForecastPeriod.DAY: 56,
    ForecastPeriod.WEEK: 26,
    ForecastPeriod.MONTH: 6,
}
_LEAST, _MOST = 0.2, 5.0
_SAME_UNIT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Life:
    """What is said of an item from a day on; `other_id` is its look-alike or its predecessor.

    `ratio` is what it will sell beside the other one; an end is reached on `on`, `ramp_days` of fading before.
    """

    item_id: UUID
    family: str
    kind: LifeKind
    on: date
    other_id: UUID | None = None
    ratio: float = 1.0
    ramp_days: int = 0


def chained(
    cells: Cells, others: Cells, lives: Iterable[Life], period: ForecastPeriod, end: int
) -> Cells:
    """Histories with those of predecessors moved to their successors, and an empty place for what is new.

    `others` are cells of look-alikes and predecessors in other families.
    """
    found = {place: dict(demands) for place, demands in cells.items()}
    for life in lives:
        if life.other_id is None:
            continue
        since = number_of(period, life.on)
        for place, demands in list({**others, **found}.items()):
            if place.item_id != life.other_id:
                continue
            taken = found.setdefault(_place_of(life, place), {})
            if life.kind is not LifeKind.SUCCESSOR or since > end:
                continue
            for number in [each for each in demands if each < since]:
                taken[number] = taken.get(number, 0.0) + life.ratio * demands[number]
                if place in found:
                    del found[place][number]
    return found


def _place_of(life: Life, other: Place) -> Place:
    return replace(other, family=life.family, item_id=life.item_id)


def reshaped(
    found: TreeForecast,
    histories: Sequence[History],
    parents: Integers,
    others: Cells,
    lives: Sequence[Life],
    period: ForecastPeriod,
    end: int,
) -> TreeForecast:
    """The forecast with what is said of its items; new ones are no longer named as failed."""
    rows = {each.place: row for row, each in enumerate(histories)}
    points = found.point.astype(np.float64)
    told: dict[int, str] = {}
    # An end comes last: it fades whatever else was said.
    for life in sorted(lives, key=lambda each: each.kind is LifeKind.ENDING):
        if life.kind is LifeKind.SUCCESSOR:
            _hand_over(points, rows, life, period, end, told)
        elif life.kind is LifeKind.LOOK_ALIKE:
            _launch(points, histories, rows, others, life, period, end, told)
        else:
            faded = fading(life, period, end, points.shape[1])
            for place, row in rows.items():
                if place.item_id == life.item_id:
                    points[row] *= faded
    changed = with_leaves(found, parents, points)
    for row in list(told):
        above = int(parents[row])
        if above >= 0 and above in found.failed:
            told[above] = told[row]
    return replace(
        changed,
        failed={row: why for row, why in changed.failed.items() if row not in told},
        methods=tuple(
            ((told[row], 1.0),) if row in told and row in found.failed else each
            for row, each in enumerate(changed.methods)
        ),
    )


def _hand_over(
    points: NDArray[np.float64],
    rows: Mapping[Place, int],
    life: Life,
    period: ForecastPeriod,
    end: int,
    told: dict[int, str],
) -> None:
    """From a day to come on the predecessor's figures are the successor's."""
    at = number_of(period, life.on) - end
    if not 0 < at < points.shape[1]:
        return
    for place, row in rows.items():
        if place.item_id != life.other_id or place.site_id is None:
            continue
        heir = rows[_place_of(life, place)]
        points[heir, at:] += life.ratio * points[row, at:]
        points[row, at:] = 0.0
        told[heir] = "predecessor"


def _launch(
    points: NDArray[np.float64],
    histories: Sequence[History],
    rows: Mapping[Place, int],
    others: Cells,
    life: Life,
    period: ForecastPeriod,
    end: int,
    told: dict[int, str],
) -> None:
    """A new item goes the look-alike's way from its launch on, and its own the more of it there is."""
    since = number_of(period, life.on)
    own_count = max(0, end - since)
    own_share = min(1.0, own_count / OWN_PERIODS[period])
    if own_share >= 1.0:
        return
    alike = {
        each.place: {each.first + at: value for at, value in enumerate(each.values)}
        for each in histories
        if each.place.item_id == life.other_id and each.place.site_id is not None
    }
    alike.update({place: each for place, each in others.items() if place.item_id == life.other_id})
    first = min((min(each) for each in alike.values() if each), default=None)
    if first is None:
        return
    horizon, near = points.shape[1], RHYTHMS[period].near
    begins = end - RHYTHMS[period].longest
    places = {_place_of(life, place): (place, demands) for place, demands in alike.items()}
    scale = life.ratio * _own_pace(histories, rows, places, life, first, since, end, near)
    for place, (_, demands) in places.items():
        row = rows[place]
        profile = [max(0.0, demands.get(number, 0.0)) for number in range(first, end)]
        late = mean(profile[-near:])
        # A look-alike older than the orders that are kept has no launch in them: its level stands for it.
        steps = [
            0.0 if number < since
            else late if first <= begins or number - since >= len(profile)
            else profile[number - since]
            for number in range(end, end + horizon)
        ]  # fmt: skip
        way = np.array(steps) * scale * HUNDREDTHS
        points[row] = own_share * points[row] + (1.0 - own_share) * way
        told[row] = "look_alike"


def _own_pace(
    histories: Sequence[History],
    rows: Mapping[Place, int],
    places: Mapping[Place, tuple[Place, Mapping[int, float]]],
    life: Life,
    first: int,
    since: int,
    end: int,
    near: int,
) -> float:
    """How the item has sold since its launch beside what was expected, believed the more the longer."""
    count = end - since
    if count <= 0:
        return 1.0
    own = sum(sum(histories[rows[place]].values[-count:]) for place in places)
    expected = life.ratio * sum(
        max(0.0, demands.get(first + step, 0.0))
        for _, demands in places.values()
        for step in range(count)
    )
    if not expected:
        return 1.0
    belief = count / (count + near)
    return min(_MOST, max(_LEAST, 1.0 - belief + belief * own / expected))


def fading(life: Life, period: ForecastPeriod, end: int, horizon: int) -> NDArray[np.float64]:
    """What is left of each period's figure: all before the ramp, nothing behind the last day.

    A period that the last day cuts has its share of days.
    """
    left = []
    for number in range(end, end + horizon):
        begins, ends = start_of(period, number), end_of(period, number)
        days = (ends - begins).days + 1
        shares = (_left_on(begins.toordinal() + day, life) for day in range(days))
        left.append(sum(shares) / days)
    return np.array(left)


def _left_on(day: int, life: Life) -> float:
    behind = life.on.toordinal() - day
    if behind < 0:
        return 0.0
    return 1.0 if not life.ramp_days else min(1.0, (behind + 1) / (life.ramp_days + 1))


@dataclass(frozen=True, slots=True)
class Traits:
    """What an item is known by."""

    id: UUID
    name: str
    family: str
    kind: str
    unit: str
    price: float


def likeness(item: Traits, other: Traits) -> float:
    """From 0 to 1: half the words of the name that they share, half nearness of price; another unit halves it.

    Of another family or kind nothing is alike.

    >>> a = Traits(UUID(int=1), "Epoxy primer 7035", "Primers", "finished", "kit", 90.0)
    >>> likeness(a, Traits(UUID(int=2), "Epoxy primer 9010", "Primers", "finished", "kit", 90.0))
    0.75
    """
    if item.family != other.family or item.kind != other.kind:
        return 0.0
    mine, theirs = set(item.name.lower().split()), set(other.name.lower().split())
    words = len(mine & theirs) / max(1, len(mine | theirs))
    near = exp(-abs(log(item.price / other.price))) if item.price > 0 < other.price else 0.5
    found = 0.5 * near + 0.5 * words
    return round(found * (1.0 if item.unit == other.unit else _SAME_UNIT), 4)
