"""What promotions do to cells by period: what they gain, what siblings lose, what is missing afterwards."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import numpy as np

from backend.engine.promotion.effect import Window, factors, lost, shares_of
from backend.engine.promotion.learning import Learned
from backend.engine.promotion.measure import Floats, after_steps
from backend.forecast.model.periods import start_of
from backend.forecast.model.series import Place
from backend.forecast.model.steps import Asked
from shared.forecast_terms import ForecastPeriod, ForecastStep

AT_ONCE: Final = np.array([1.0])


@dataclass(frozen=True, kw_only=True)
class Promoted:
    """One item of one promotion. Empty limits limit nothing; `said` is the uplift that a person expects.

    `planned_on` is the day since when it is known; None for one that was imported when it was over.
    """

    promotion_id: UUID
    item_id: UUID
    family: str
    starts_on: date
    ends_on: date
    depth: float
    site_ids: frozenset[UUID] = frozenset()
    scope_ids: frozenset[UUID] = frozenset()
    segments: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    customer_ids: frozenset[UUID] = frozenset()
    said: float | None = None
    planned_on: date | None = None

    @property
    def length(self) -> int:
        """Days of the promotion."""
        return (self.ends_on - self.starts_on).days + 1

    def is_on_at(self, place: Place) -> bool:
        """Whether a cell lies within the limits; customers are no matter of cells."""
        limits = (
            (self.site_ids, place.site_id),
            (self.scope_ids, place.scope_id),
            (self.segments, place.segment),
            (self.channels, place.channel),
        )
        return all(not limit or value in limit for limit, value in limits)

    def ratio(self, learned: Learned) -> float:
        """What demand is multiplied by: what a person has said, else what was learned."""
        if self.said is not None:
            return self.said
        return self.learned_ratio(learned)

    def learned_ratio(self, learned: Learned) -> float:
        return learned.expected(str(self.item_id), self.family, self.depth, self.length).ratio


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """How many days lie between order and day asked for, by family and channel; and which part of a cell some customers are."""

    lags: Mapping[tuple[str, str | None], Floats]
    parts: Mapping[tuple[UUID, Place], float]

    def lags_of(self, place: Place) -> Floats:
        return self.lags.get((place.family, place.channel), AT_ONCE)

    def part_of(self, promoted: Promoted, place: Place) -> float:
        """Which part of a cell's demand a promotion holds for."""
        if place.item_id != promoted.item_id or not promoted.is_on_at(place):
            return 0.0
        if not promoted.customer_ids:
            return 1.0
        return self.parts.get((promoted.promotion_id, place), 0.0)


@dataclass(frozen=True, slots=True)
class Effect:
    """What one promotion does in one cell by period: usual demand in it, gained, lost to siblings, missing afterwards."""

    promoted: Promoted
    place: Place
    usual: Floats
    gained: Floats
    missing: Floats


@dataclass(frozen=True, slots=True)
class Loss:
    """What a cell loses by period to a promotion of siblings."""

    promotion_id: UUID
    place: Place
    lost: Floats


Ratio = Callable[[Promoted], float]


def edges_of(period: ForecastPeriod, first: int, count: int) -> list[int]:
    """The days on which periods begin, and the one behind the last."""
    return [start_of(period, first + at).toordinal() for at in range(count + 1)]


def effects_on(
    promoted: Iterable[Promoted],
    cells: Mapping[Place, Sequence[float]],
    edges: Sequence[int],
    learned: Learned,
    around: Surroundings,
) -> tuple[list[Effect], list[Loss]]:
    """What promotions do to cells whose usual demand by period is given."""
    by_item: dict[UUID | None, list[Place]] = {}
    for place in cells:
        by_item.setdefault(place.item_id, []).append(place)
    found: list[Effect] = []
    items_of: dict[UUID, set[UUID]] = {}
    given = [each for each in promoted if _touches(each, edges)]
    for each in given:
        items_of.setdefault(each.promotion_id, set()).add(each.item_id)
        for place in by_item.get(each.item_id, ()):
            part = around.part_of(each, place)
            if part:
                found.append(_effect(each, place, part, cells[place], edges, learned, around))
    losses = _losses(found, items_of, cells, learned)
    return found, losses


def _touches(each: Promoted, edges: Sequence[int]) -> bool:
    last = each.ends_on.toordinal() + after_steps(each.length) + _MOST_LAG
    return each.starts_on.toordinal() < edges[-1] and last >= edges[0]


_MOST_LAG: Final = 60


def _effect(
    each: Promoted,
    place: Place,
    part: float,
    base: Sequence[float],
    edges: Sequence[int],
    learned: Learned,
    around: Surroundings,
) -> Effect:
    usual = np.maximum(0.0, np.asarray(base, dtype=np.float64)) * part
    lags = around.lags_of(place)
    first, last = each.starts_on.toordinal(), each.ends_on.toordinal()
    after = after_steps(each.length)
    inside = usual * shares_of(first, last, lags, edges)
    gain = each.ratio(learned) - 1.0
    ahead = learned.taken_from_later(each.family).ratio * max(0.0, gain)
    behind = usual * shares_of(last + 1, last + after, lags, edges)
    return Effect(each, place, inside, inside * gain, behind * ahead * each.length / after)


def _losses(
    effects: Sequence[Effect],
    items_of: Mapping[UUID, set[UUID]],
    cells: Mapping[Place, Sequence[float]],
    learned: Learned,
) -> list[Loss]:
    groups: dict[tuple[UUID, str], list[Effect]] = {}
    for effect in effects:
        groups.setdefault((effect.promoted.promotion_id, effect.place.family), []).append(effect)
    found: list[Loss] = []
    for (promotion_id, family), members in groups.items():
        share = learned.taken_from_siblings(family).ratio
        promoted = members[0].promoted
        beside = [
            place
            for place in cells
            if place.family == family
            and place.item_id not in items_of[promotion_id]
            and promoted.is_on_at(place)
        ]
        if not beside or not share:
            continue
        gains = np.sum([effect.gained for effect in members], axis=0)
        base = np.array([np.maximum(0.0, np.asarray(cells[place], float)) for place in beside])
        for place, row in zip(beside, lost(gains, share, base), strict=True):
            found.append(Loss(promotion_id, place, row))
    return found


def added_by(effects: Iterable[Effect], losses: Iterable[Loss]) -> dict[Place, Floats]:
    """What promotions add to each cell by period, below zero where they take away."""
    found: dict[Place, Floats] = {}
    for effect in effects:
        more = effect.gained - effect.missing
        found[effect.place] = found.get(effect.place, 0.0) + more
    for loss in losses:
        found[loss.place] = found.get(loss.place, 0.0) - loss.lost
    return found


def asked_of(added: Mapping[Place, Floats], first: int) -> list[Asked]:
    """What is added as the forecast's step, in whole hundredths."""
    return [
        Asked(place, first + at, round(float(amount)), ForecastStep.PROMOTION)
        for place, amounts in added.items()
        for at, amount in enumerate(amounts)
        if round(float(amount))
    ]


def without_promotions(
    cells: Mapping[Place, Mapping[int, float]],
    promoted: Sequence[Promoted],
    period: ForecastPeriod,
    end: int,
    learned: Learned,
    around: Surroundings,
) -> dict[Place, dict[int, float]]:
    """Demand by cell as it would have come without promotions; what no promotion touched stays as it is.

    What was promoted is divided by the uplift that was to be expected, siblings get back what they are thought to have lost.
    """
    first = min((min(demands) for demands in cells.values() if demands), default=end)
    if first >= end or not promoted:
        return {place: dict(demands) for place, demands in cells.items()}
    edges = edges_of(period, first, end - first)
    came = {
        place: np.array([demands.get(first + at, 0.0) for at in range(end - first)])
        for place, demands in cells.items()
    }
    usual = {
        place: _divided(place, row, promoted, edges, learned, around) for place, row in came.items()
    }
    _, losses = effects_on(
        promoted, {p: row.tolist() for p, row in usual.items()}, edges, learned, around
    )
    for loss in losses:
        usual[loss.place] = usual[loss.place] + loss.lost
    return {
        place: {
            **{number: value for number, value in demands.items() if number >= end},
            **{
                number: value if value <= 0.0 else float(usual[place][number - first])
                for number, value in demands.items()
                if number < end
            },
        }
        for place, demands in cells.items()
    }


def _divided(
    place: Place,
    row: Floats,
    promoted: Sequence[Promoted],
    edges: Sequence[int],
    learned: Learned,
    around: Surroundings,
) -> Floats:
    windows = [
        (
            Window(
                first=each.starts_on.toordinal(),
                last=each.ends_on.toordinal(),
                ratio=each.learned_ratio(learned),
                ahead=learned.taken_from_later(each.family).ratio,
            ),
            part,
        )
        for each in promoted
        if (part := around.part_of(each, place)) and _touches(each, edges)
    ]
    if not windows:
        return row
    divided: Floats = row / factors(windows, around.lags_of(place), edges)
    return divided
