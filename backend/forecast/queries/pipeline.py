"""Open deals as screens see them, with what their stages have been worth so far."""

from datetime import datetime
from typing import Final

from backend.catalog.queries import planning_catalog
from backend.forecast.model.pipeline import stage_probabilities
from backend.forecast.queries.asking import deals_now
from backend.forecast.queries.boards import deal_view
from backend.forecast.repository import deals
from backend.identity.model import Viewer
from shared.schemas.forecast import PipelineBoard, StageView
from shared.terms import Role

LONGEST: Final = 200
_MOVERS: Final = (Role.REP, Role.PLANNER)


async def pipeline_for(viewer: Viewer, now: datetime) -> PipelineBoard:
    """Deals of the viewer's territories; what adds most comes first."""
    forms = await deals.stage_forms()
    closed = await deals.closed_opportunities()
    probabilities = stage_probabilities(forms, closed)
    seen = [
        each
        for each in await deals_now(now.date())
        if each.deal.place.scope_id is not None and viewer.sees(each.deal.place.scope_id)
    ]
    seen.sort(key=lambda each: (-each.added, each.deal.expected_on, each.deal.reference))
    catalog = await planning_catalog()
    return PipelineBoard(
        stages=[
            StageView(stage, round(forms[stage], 4), probabilities[stage])
            for stage in await deals.stages()
        ],
        deals=[deal_view(each, catalog) for each in seen[:LONGEST]],
        closed_count=len(closed),
        may_move=viewer.has_role(*_MOVERS),
    )
