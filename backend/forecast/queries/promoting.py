"""Promotions and what was learned of them, for the forecast and for whoever shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import numpy as np

from backend.engine.forecast.tree import HUNDREDTHS, Hindcast
from backend.engine.promotion.learning import Learned, learned
from backend.engine.promotion.measure import Event, Floats, Measured, after_steps, measured
from backend.engine.season import profile
from backend.forecast.model.periods import RHYTHMS, number_of, start_of
from backend.forecast.model.promotion import (
    Effect,
    Loss,
    Promoted,
    Surroundings,
    added_by,
    asked_of,
    edges_of,
    effects_on,
)
from backend.forecast.model.series import History, Place
from backend.forecast.model.steps import Asked, add_up
from backend.forecast.repository import overrides, promotions, runs, series
from shared.forecast_terms import ForecastPeriod

_LONGEST: Final = timedelta(days=5 * 366)
_LEARNED: Final = timedelta(days=3 * 366)
MOST_EVENTS: Final = 3_000
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a promotion of an item did."""

    promoted: Promoted
    measured: Measured


@dataclass(slots=True)
class Promoting:
    """All promotions of the last years and to come, what past ones did, and what was learned of that."""

    promoted: Sequence[Promoted] = ()
    outcomes: Mapping[tuple[UUID, UUID], Outcome] = field(default_factory=dict)
    learned: Learned = field(default_factory=lambda: learned(()))
    around: Surroundings = field(default_factory=lambda: Surroundings(lags={}, parts={}))

    def learned_before(self, on: date) -> Learned:
        """What could have been known on a day: promotions that were over with what came after them."""
        return learned(
            each.measured
            for each in self.outcomes.values()
            if each.promoted.ends_on + timedelta(days=after_steps(each.promoted.length)) < on
        )

    def of(self, families: Iterable[str] | None) -> list[Promoted]:
        """Promotions that touch some families."""
        wanted = None if families is None else set(families)
        return [each for each in self.promoted if wanted is None or each.family in wanted]


@dataclass(slots=True)
class _Kept:
    stamp: tuple[object, ...] = ()
    found: Promoting = field(default_factory=Promoting)


_kept = _Kept()


async def promoting_on(today: date) -> Promoting:
    """All that is known of promotions on a day; learned anew when one changes and with every run."""
    run = await runs.in_force()
    stamp = (today, run and run["number"], *await promotions.promotions_stamp())
    if _kept.stamp != stamp:
        _kept.found = await _learn(today)
        _kept.stamp = stamp
    return _kept.found


async def _learn(today: date) -> Promoting:
    promoted = await promotions.promoted_since(today - _LONGEST)
    if not promoted:
        return Promoting()
    families = sorted({each.family for each in promoted})
    lags = await promotions.lags(families, promotions.year_ago(today))
    parts = await promotions.customer_parts(promotions.year_ago(today), today)
    outcomes = await _outcomes(promoted, families, today)
    known = [each for each in outcomes.values() if each.promoted.ends_on < today]
    return Promoting(
        promoted=promoted,
        outcomes=outcomes,
        learned=learned(each.measured for each in known[-MOST_EVENTS:]),
        around=Surroundings(lags=lags, parts=parts),
    )


async def _outcomes(
    promoted: Sequence[Promoted], families: Sequence[str], today: date
) -> dict[tuple[UUID, UUID], Outcome]:
    since = today - _LEARNED
    demand = await promotions.demand_around(since, today)
    by_promotion: dict[UUID, dict[UUID, dict[date, float]]] = {}
    for (promotion_id, item_id), days in demand.items():
        by_promotion.setdefault(promotion_id, {})[item_id] = days
    shapes = _shapes(await promotions.family_days(families, since, today))
    items_of: dict[UUID, set[UUID]] = {}
    spans: dict[UUID, list[Promoted]] = {}
    for each in promoted:
        items_of.setdefault(each.promotion_id, set()).add(each.item_id)
        spans.setdefault(each.item_id, []).append(each)
    found: dict[tuple[UUID, UUID], Outcome] = {}
    for each in promoted:
        around = by_promotion.get(each.promotion_id)
        if around is None or each.starts_on >= today or each.length > promotions.LONGEST_DAYS:
            continue
        event = _event(each, around, items_of[each.promotion_id], spans, shapes, today)
        outcome = measured(event)
        if outcome is not None:
            found[each.promotion_id, each.item_id] = Outcome(each, outcome)
    return found


def _event(
    each: Promoted,
    days: Mapping[UUID, Mapping[date, float]],
    own_items: set[UUID],
    spans: Mapping[UUID, Sequence[Promoted]],
    shapes: Mapping[str, Floats],
    today: date,
) -> Event:
    first = each.starts_on - timedelta(days=promotions.AROUND_DAYS)
    last = min(today - timedelta(days=1), each.ends_on + timedelta(days=promotions.AFTER_DAYS))
    count = (last - first).days + 1
    siblings = np.zeros(count)
    demand = np.zeros(count)
    for item_id, by_day in days.items():
        if item_id == each.item_id:
            demand += _row(by_day, first, count)
        elif item_id not in own_items:
            siblings += _row(by_day, first, count)
    usual = np.ones(count, dtype=np.bool_)
    for other in spans[each.item_id]:
        if other.promotion_id == each.promotion_id:
            continue
        begin = (other.starts_on - first).days
        end = (other.ends_on - first).days + after_steps(other.length)
        usual[max(0, begin) : max(0, end + 1)] = False
    return Event(
        item=str(each.item_id),
        family=each.family,
        demand=demand,
        siblings=siblings,
        shape=_shape(shapes.get(each.family), first, count),
        usual=usual,
        first=(each.starts_on - first).days,
        last=min(count - 1, (each.ends_on - first).days),
        depth=each.depth,
        after=after_steps(each.length),
    )


def _row(by_day: Mapping[date, float], first: date, count: int) -> Floats:
    row = np.zeros(count)
    for on, quantity in by_day.items():
        at = (on - first).days
        if 0 <= at < count:
            row[at] += quantity
    return row


def _shapes(rows: Sequence[Mapping[str, Any]]) -> dict[str, Floats]:
    """What a family sells on a weekday of a month against its mean day: weekday × month."""
    by_family: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_family.setdefault(row["family"], []).append(row)
    found = {}
    for family, members in by_family.items():
        weekdays = np.zeros(_WEEK)
        sums: dict[date, float] = {}
        for row in members:
            weekdays[row["weekday"] - 1] += max(0.0, row["quantity"])
            sums[row["month"]] = sums.get(row["month"], 0.0) + row["quantity"]
        months = sorted(sums)[:-1]
        known = profile([sums[month] for month in months], months[0].month) if months else None
        indices = np.ones(12) if known is None else np.array(known.indices)
        mean = weekdays.mean()
        by_weekday = weekdays / mean if mean > 0.0 else np.ones(_WEEK)
        found[family] = np.outer(by_weekday, indices)
    return found


def _shape(shape: Floats | None, first: date, count: int) -> Floats:
    if shape is None:
        return np.ones(count)
    days = (first + timedelta(days=at) for at in range(count))
    return np.array([shape[on.weekday(), on.month - 1] for on in days])


def promoted_then(
    past: Hindcast,
    histories: Sequence[History],
    period: ForecastPeriod,
    end: int,
    known: Promoting,
    promoted: Sequence[Promoted],
) -> dict[Place, list[int]]:
    """What promotions would have added to forecasts of the past by what was known at the lag, for cells and their sums."""
    rhythm, count = RHYTHMS[period], past.point.shape[1]
    cells = {
        each.place: np.nan_to_num(past.point[row]) * HUNDREDTHS
        for row, each in enumerate(histories)
        if each.place.site_id is not None
    }
    found = {place: [0] * count for place in cells}
    for begin in range(0, count, rhythm.block):
        first = end - count + begin
        edges = edges_of(period, first, rhythm.block)
        if not any(
            each.starts_on.toordinal() < edges[-1]
            and each.ends_on.toordinal() + promotions.MOST_LAG >= edges[0]
            for each in promoted
        ):
            continue
        then = known.learned_before(start_of(period, first - rhythm.lag))
        block = {place: row[begin : begin + rhythm.block].tolist() for place, row in cells.items()}
        unsaid = [replace(each, said=None) for each in promoted]
        for place, row in added_by(*effects_on(unsaid, block, edges, then, known.around)).items():
            found[place][begin : begin + rhythm.block] = [round(float(each)) for each in row]
    add_up(found)
    return found


async def promotions_asked(
    today: date,
    families: Iterable[str] | None,
    period: ForecastPeriod,
    cells: Mapping[Place, Sequence[int]],
    first: int,
) -> list[Asked]:
    """What promotions add to cells from a period on, with all cells of their families given."""
    known = await promoting_on(today)
    given = known.of(families)
    if not given or not cells:
        return []
    count = len(next(iter(cells.values())))
    edges = edges_of(period, first, count)
    return asked_of(added_by(*effects_on(given, cells, edges, known.learned, known.around)), first)


async def expected_effects(promotion_id: UUID, known: Promoting) -> tuple[list[Effect], list[Loss]]:
    """What the run in force expects of a promotion in the periods to come."""
    promoted = [each for each in known.promoted if each.promotion_id == promotion_id]
    run = await runs.in_force()
    effects: list[Effect] = []
    losses: list[Loss] = []
    if run is None:
        return [], []
    for family in sorted({each.family for each in promoted}):
        cells = await series.cells_of(run["id"], family)
        if not cells:
            continue
        period = ForecastPeriod(cells[0]["period"])
        first = number_of(period, cells[0]["first_on"])
        points = {overrides.place_of(cell): cell["statistical"] for cell in cells}
        edges = edges_of(period, first, len(cells[0]["statistical"]))
        more, less = effects_on(promoted, points, edges, known.learned, known.around)
        effects += more
        losses += less
    return effects, losses
