"""Who sees which series: a cell whoever sees its territory or site, sums whoever sees every cell."""

from typing import Any, Final
from uuid import UUID

from backend.forecast.repository import runs, series
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.model import Viewer
from shared.forecast_terms import ForecastLevel, ForecastStep
from shared.terms import Role

STEERERS: Final = (Role.PLANNER, Role.REP)


def step_of(viewer: Viewer) -> ForecastStep:
    """Whose word it is: a planner's stands behind a rep's."""
    if viewer.has_role(Role.PLANNER):
        return ForecastStep.PLANNER
    if viewer.has_role(Role.REP):
        return ForecastStep.REP
    raise NotAllowedError


async def sees_all(viewer: Viewer, run_id: UUID) -> bool:
    """Whether every cell of a run lies in the viewer's territories or sites."""
    return not await series.count_unseen(run_id, viewer.scope_ids)


async def sees_whole(viewer: Viewer) -> bool:
    """Whether the viewer sees every cell of the forecast in force; so does everybody where there is none."""
    run = await runs.in_force()
    return run is None or await sees_all(viewer, run["id"])


async def visible_series(viewer: Viewer, series_id: UUID) -> dict[str, Any]:
    """A series of the run in force that the viewer may see; `NotFoundError` otherwise."""
    run = await runs.in_force()
    row = None if run is None else await series.series_of(run["id"], series_id)
    if run is None or row is None:
        raise NotFoundError
    if row["level"] == ForecastLevel.CELL:
        if not (viewer.sees(row["scope_id"]) or viewer.sees(row["site_id"])):
            raise NotFoundError
    elif not await sees_all(viewer, run["id"]):
        raise NotFoundError
    return {**row, "run": run}
