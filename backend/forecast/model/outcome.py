"""A chunk's forecast as rows: figures, steps, errors, reasons and what moved, series by series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import numpy as np

from backend.engine.forecast.arrays import Integers
from backend.engine.forecast.tree import HUNDREDTHS, TreeForecast
from backend.forecast.model.periods import RHYTHMS, number_of, start_of
from backend.forecast.model.reasons import Moved, moved_since, parts_of
from backend.forecast.model.series import History, Place, mean
from backend.forecast.model.steps import ADDING, Steps
from shared.forecast_terms import ForecastPart, ForecastPeriod, ForecastStep

VOLUME_PERIODS: Final = 13
_PARTS: Final = {step: ForecastPart(step.value) for step in ADDING}


@dataclass(frozen=True, slots=True)
class Before:
    """A series as an earlier run had it: agreed hundredths from a period on, and its parts."""

    first: int
    agreed: tuple[int, ...]
    parts: Mapping[ForecastPart, float]


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """What a chunk's rows are made of; `end` is the first period to come.

    `signalled` is what signals from outside have made of the points, node × step in hundredths.
    `promoted_then` is what promotions would have added to the periods that the past was forecast for, in hundredths.
    """

    run_id: UUID
    period: ForecastPeriod
    end: int
    histories: Sequence[History]
    found: TreeForecast
    steps: Steps
    promoted_then: Mapping[Place, Sequence[int]]
    before: Mapping[UUID, Before]
    signalled: Integers
    trials: Sequence[Mapping[str, Any]]


def series_rows(chunk: Chunk) -> list[dict[str, Any]]:
    """A row a series, as the table has them."""
    marks = _marks(chunk)
    return [
        _row(chunk, node, history, marks.get(node, []))
        for node, history in enumerate(chunk.histories)
    ]


def _row(chunk: Chunk, node: int, history: History, marks: list[dict[str, Any]]) -> dict[str, Any]:
    rhythm = RHYTHMS[chunk.period]
    found, place = chunk.found, history.place
    statistical = found.point[node].tolist()
    added = {step: chunk.steps[step][place] for step in ADDING}
    agreed = [sum(parts) for parts in zip(statistical, *added.values(), strict=True)]
    mended = _mended(history, marks, chunk.period)
    signalled = chunk.signalled[node].tolist()
    plain = [
        (units - more) / HUNDREDTHS for units, more in zip(statistical, signalled, strict=True)
    ]
    parts = parts_of(mended, plain, rhythm.near)
    parts[ForecastPart.SIGNAL] = round(mean(signalled[: rhythm.near]) / HUNDREDTHS, 2)
    for step, amounts in added.items():
        parts[_PARTS[step]] = round(mean(amounts[: rhythm.near]) / HUNDREDTHS, 2)
    moved = _moved(chunk, place.series_id, agreed, parts)
    recent = history.values[-VOLUME_PERIODS:]
    return {
        "run_id": chunk.run_id,
        "series_id": place.series_id,
        "level": place.level.value,
        "family": place.family,
        "item_id": place.item_id,
        "site_id": place.site_id,
        "scope_id": place.scope_id,
        "segment": place.segment,
        "channel": place.channel,
        "period": chunk.period.value,
        "first_on": start_of(chunk.period, chunk.end),
        "demand_class": found.classes[node].value,
        "methods": [list(pair) for pair in found.methods[node]],
        "marks": marks,
        "reasons": {part.value: value for part, value in parts.items() if value},
        "moved": None
        if moved is None
        else {
            "before": moved.before,
            "after": moved.after,
            "parts": {part.value: value for part, value in moved.parts.items()},
        },
        "failed_reason": found.failed.get(node),
        "history": [_hundredths(value) for value in history.values],
        "statistical": statistical,
        "low": found.low[node].tolist(),
        "high": found.high[node].tolist(),
        "naive": found.naive[node].tolist(),
        **{step.value: amounts for step, amounts in added.items()},
        **_errors(found, node),
        "volume": _hundredths(sum(max(0.0, value) for value in recent)),
    }


def _hundredths(value: float) -> int:
    return round(value * HUNDREDTHS) if np.isfinite(value) else 0


def _errors(found: TreeForecast, node: int) -> dict[str, float | None]:
    past = found.past
    known = np.isfinite(past.point[node])
    demand = float(np.abs(past.actual[node][known]).sum())
    if not demand:
        return {"wape": None, "naive_wape": None, "bias": None}
    off = past.point[node][known] - past.actual[node][known]
    naive = past.naive[node][known] - past.actual[node][known]
    return {
        "wape": round(float(np.abs(off).sum()) / demand, 4),
        "naive_wape": round(float(np.abs(naive).sum()) / demand, 4),
        "bias": round(float(off.sum()) / demand, 4),
    }


def _marks(chunk: Chunk) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for mark in chunk.found.marks:
        first = chunk.histories[mark.series].first
        found.setdefault(mark.series, []).append(
            {
                "on": start_of(chunk.period, first + mark.period).isoformat(),
                "was": round(mark.was, 2) if np.isfinite(mark.was) else None,
                "became": round(mark.became, 2),
                "mend": mark.mend.value,
            }
        )
    return found


def _mended(
    history: History, marks: Sequence[Mapping[str, Any]], period: ForecastPeriod
) -> list[float]:
    values = [max(0.0, value) for value in history.values]
    for mark in marks:
        at = number_of(period, date.fromisoformat(mark["on"])) - history.first
        values[at] = mark["became"]
    return values


def _moved(
    chunk: Chunk, series_id: UUID, agreed: Sequence[int], parts: Mapping[ForecastPart, float]
) -> Moved | None:
    before = chunk.before.get(series_id)
    if before is None:
        return None
    skipped = chunk.end - before.first
    return moved_since(
        [units / HUNDREDTHS for units in before.agreed[max(0, skipped) :]],
        [units / HUNDREDTHS for units in agreed[max(0, -skipped) :]],
        before.parts,
        parts,
    )


def measure_rows(chunk: Chunk) -> list[dict[str, Any]]:
    """What the last closed periods would have been forecast to be at the lag, had anybody asked then."""
    past = chunk.found.past
    count = past.point.shape[1]
    rows = []
    for node, history in enumerate(chunk.histories):
        for at in range(count):
            if not np.isfinite(past.point[node, at]):
                continue
            model = _hundredths(float(past.point[node, at]))
            promoted = model + _at(chunk.promoted_then.get(history.place), at)
            rows.append(
                measure_row(
                    chunk, history, chunk.end - count + at,
                    actual=_hundredths(float(past.actual[node, at])),
                    steps=(
                        _hundredths(float(past.naive[node, at])),
                        model,
                        *(max(0, promoted) for _ in ADDING),
                    ),
                    is_hindcast=True,
                )
            )  # fmt: skip
    return rows


def _at(amounts: Sequence[int] | None, at: int) -> int:
    return 0 if amounts is None else amounts[at]


def measure_row(
    chunk: Chunk,
    history: History,
    number: int,
    *,
    actual: int,
    steps: Sequence[int],
    is_hindcast: bool,
) -> dict[str, Any]:
    """One closed period; `steps` are naive, statistical, and with each further step added."""
    by_step = dict(zip(ForecastStep, steps, strict=True))
    return {
        "series_id": history.place.series_id,
        "level": history.place.level.value,
        "family": history.place.family,
        "item_id": history.place.item_id,
        "period": chunk.period.value,
        "period_on": start_of(chunk.period, number),
        "actual": actual,
        **{step.value: figure for step, figure in by_step.items()},
        "is_hindcast": is_hindcast,
    }


def forecast_then(
    chunk: Chunk, earlier: Mapping[UUID, Mapping[str, Any]], number: int
) -> list[dict[str, Any]]:
    """A closed period as a run in force at the lag had it, step by step."""
    rows = []
    for history in chunk.histories:
        then = earlier.get(history.place.series_id)
        if then is None or then["period"] != chunk.period.value:
            continue
        at = number - number_of(chunk.period, then["first_on"])
        place = number - history.first
        if not 0 <= at < len(then["statistical"]):
            continue
        came = history.values[place] if 0 <= place < len(history.values) else 0.0
        figures = [then["naive"][at], then["statistical"][at]]
        for step in ADDING:
            figures.append(figures[-1] + then[step.value][at])
        rows.append(
            measure_row(
                chunk, history, number, actual=_hundredths(max(0.0, came)), steps=figures,
                is_hindcast=False,
            )
        )  # fmt: skip
    return rows
