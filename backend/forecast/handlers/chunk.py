"""Works one chunk of a run out: histories with what is said of their items, signals, steps, on a cluster or here."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np

from backend.engine.forecast.job import Done, Job, worked_out
from backend.engine.forecast.tree import Tree
from backend.forecast.model.life import chained, reshaped
from backend.forecast.model.outcome import (
    Before,
    Chunk,
)
from backend.forecast.model.outside import outside_of, trial_rows
from backend.forecast.model.periods import RHYTHMS, number_of, start_of
from backend.forecast.model.promotion import without_promotions
from backend.forecast.model.seasons import keep_to_seasons
from backend.forecast.model.series import History, Place, histories_of
from backend.forecast.model.steps import ADDING
from backend.forecast.model.told import told_of
from backend.forecast.queries.agreed import steps_now
from backend.forecast.queries.outside import outside_facts
from backend.forecast.queries.promoting import promoted_then, promoting_on
from backend.forecast.repository import history, overrides, runs, series
from backend.forecast.repository import lives as lives_kept
from backend.forecast.repository.lives import life_of
from backend.forecast.repository.seasons import sold_only
from backend.kit.cluster import ClusterAwayError, has_cluster, on_cluster
from shared.forecast_terms import ForecastNote, ForecastPart, ForecastPeriod

logger = logging.getLogger(__name__)


async def forecast_chunk(
    run_id: UUID, period: ForecastPeriod, chunk: Mapping[str, Any]
) -> Chunk | None:
    """A chunk of families worked out, with what is known from outside and what is said of their items."""
    today, families = chunk["today"], chunk["families"]
    rhythm = RHYTHMS[period]
    end = number_of(period, today)
    cells = await history.cell_histories(
        families, period, start_of(period, end - rhythm.longest), start_of(period, end)
    )
    lives = [each for each in await lives_kept.lives() if each["family"] in families]
    others = await _others(lives, families, period, end)
    said = [life_of(row) for row in lives]
    histories, parents = histories_of(chained(cells, others, said, period, end), end)
    if not histories:
        return None
    known = await promoting_on(today)
    promoted = known.of(families)
    free = without_promotions(cells, promoted, period, end, known.learned, known.around)
    usual, _ = histories_of(chained(free, others, said, period, end), end)
    first_on = start_of(period, min(each.first for each in histories))
    signals, dropped = outside_of(await outside_facts(first_on, today), period, usual, end)
    job = Job(
        tree=replace(
            _tree(usual, histories, parents, rhythm.season),
            promotions=told_of(
                usual,
                parents,
                promoted,
                period,
                (end, end + rhythm.horizon),
                known.learned,
                known.around,
            ),
        ),
        horizon=rhythm.horizon,
        lag=rhythm.lag,
        block=rhythm.block,
        undone=await _undone(histories, period),
        outside=signals,
    )
    done = await _worked_out(run_id, job)
    found = reshaped(done.found, histories, job.tree.parents, others, said, period, end)
    found = keep_to_seasons(found, histories, await sold_only(today), period, end)
    points: dict[Place, list[int]] = {
        each.place: found.point[row].tolist()
        for row, each in enumerate(histories)
        if each.place.site_id is not None
    }
    steps = await steps_now(points, period, end, today, families)
    return Chunk(
        run_id=run_id,
        period=period,
        end=end,
        histories=histories,
        found=found,
        steps=steps,
        promoted_then=promoted_then(found.past, histories, period, end, known, promoted),
        before=await _before(families, period),
        signalled=np.where(found.point > 0, done.added, 0),
        trials=trial_rows(run_id, period, histories, done, dropped),
    )


async def _others(
    lives: Sequence[Mapping[str, Any]], families: Sequence[str], period: ForecastPeriod, end: int
) -> dict[Place, dict[int, float]]:
    """Cells of look-alikes and predecessors that lie in other families."""
    elsewhere = {row["other_family"] for row in lives} - {None, *families}
    if not elsewhere:
        return {}
    wanted = {row["other_id"] for row in lives}
    found = await history.cell_histories(
        sorted(elsewhere),
        period,
        start_of(period, end - RHYTHMS[period].longest),
        start_of(period, end),
    )
    return {place: demands for place, demands in found.items() if place.item_id in wanted}


async def _worked_out(run_id: UUID, job: Job) -> Done:
    """On the cluster where there is one; where it is away, here, and the run says so."""
    if has_cluster():
        try:
            done: Done = await on_cluster(worked_out, job)
        except ClusterAwayError as error:
            logger.warning(
                "A chunk of the forecast is worked out here, not on the cluster: %s", error
            )
            await runs.count_note(run_id, ForecastNote.CLUSTER_AWAY)
        else:
            return done
    # The process is here for nothing else, so that nobody waits while it computes.
    return worked_out(job)


def _tree(
    usual: Sequence[History], came: Sequence[History], parents: Sequence[int], season: int
) -> Tree:
    names = sorted({each.place.family for each in usual})
    return Tree(
        histories=[np.array(each.values, dtype=np.float64) for each in usual],
        offsets=[each.first for each in usual],
        parents=np.array(parents, dtype=np.int64),
        groups=[names.index(each.place.family) for each in usual],
        season=season,
        came=[np.array(each.values, dtype=np.float64) for each in came],
    )


async def _undone(
    histories: Sequence[History], period: ForecastPeriod
) -> frozenset[tuple[int, int]]:
    """Mends that somebody wants left out, as rows and their periods."""
    rows = {each.place.series_id: row for row, each in enumerate(histories)}
    return frozenset(
        (rows[series_id], number_of(period, on) - histories[rows[series_id]].first)
        for series_id, on in await overrides.undone_mends()
        if series_id in rows
    )


async def _before(families: list[str], period: ForecastPeriod) -> dict[UUID, Before]:
    last = await runs.in_force()
    if last is None:
        return {}
    return {
        series_id: Before(
            first=number_of(period, row["first_on"]),
            agreed=tuple(
                sum(parts)
                for parts in zip(
                    row["statistical"], *(row[step.value] for step in ADDING), strict=True
                )
            ),
            parts={ForecastPart(name): value for name, value in row["reasons"].items()},
        )
        for series_id, row in (await series.earlier(last["id"], families)).items()
        if row["period"] == period.value
    }
