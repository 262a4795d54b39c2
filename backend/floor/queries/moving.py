"""What a plan line on another day would do, before anybody lets go of it."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

import msgspec

from backend.catalog.queries import planning_catalog
from backend.engine.by_hand import effect_of_move
from backend.floor.errors import MoveImpossibleError
from backend.floor.model import OVERRIDERS, check_move
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.plan.model import MOVERS
from backend.plan.queries import site_of_line
from backend.promise.queries import situation_at
from shared.problem import ProblemError
from shared.schemas.plan import MovePreview
from shared.terms import Fence

_EFFECT_FIELDS: Final = ("on", "fence", "loads", "lowest_before", "lowest_after", "slips")
_ANY_REASON: Final = "asked for when it is let go"


async def move_preview(
    viewer: Viewer, now: datetime, plan_line_id: UUID, on: date, work_center_id: UUID | None = None
) -> MovePreview:
    """What a line of the viewer's plans would do on another day or at another work centre.

    `NotFoundError` for any other line.
    """
    viewer.must_be(*MOVERS)
    catalog = await planning_catalog()
    site = catalog.sites.get(await site_of_line(plan_line_id) or plan_line_id)
    if site is None or not viewer.sees(site.scope_id):
        raise NotFoundError
    situation = await situation_at(now, site.id, catalog)
    effect = effect_of_move(situation, plan_line_id, on, work_center_id)
    if effect is None:
        raise MoveImpossibleError
    refusal: ProblemError | None = None
    may_override = effect.fence is Fence.FROZEN and bool(OVERRIDERS & viewer.roles)
    try:
        check_move(effect, viewer.roles, _ANY_REASON if may_override else "")
    except ProblemError as problem:
        refusal = problem
    item = catalog.items[effect.line.item_id]
    return msgspec.convert(
        {
            **{name: getattr(effect, name) for name in _EFFECT_FIELDS},
            "plan_line_id": plan_line_id,
            "item_name": item.name,
            "unit": item.unit,
            "quantity": effect.line.quantity,
            "from_on": effect.line.on,
            "needs_reason": may_override,
            "way": next((a.name for a in catalog.alternates if a.id == effect.alternate_id), None),
            "refusal": refusal.code if refusal else None,
            "refusal_facts": refusal.facts if refusal else {},
        },
        type=MovePreview,
        from_attributes=True,
    )
