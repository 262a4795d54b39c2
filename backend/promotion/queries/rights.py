"""Who sees and who changes which promotion."""

from collections.abc import Mapping
from typing import Any, Final

from backend.identity.model import Viewer
from shared.promotion_terms import PromotionStatus
from shared.terms import Role

PLANNERS: Final = (Role.PLANNER, Role.ADMIN)
ASKERS: Final = (Role.REP, *PLANNERS)
VIEWERS: Final = (*ASKERS, Role.SUPERVISOR, Role.EXECUTIVE, Role.BUYER, Role.LOGISTICS)
STOCKISTS: Final = (
    Role.SUPERVISOR,
    Role.EXECUTIVE,
    Role.PLANNER,
    Role.BUYER,
    Role.LOGISTICS,
    Role.ADMIN,
)


def may_plan(viewer: Viewer) -> bool:
    """Whether what the viewer plans counts without anybody else."""
    return viewer.has_role(*PLANNERS)


def is_visible(viewer: Viewer, row: Mapping[str, Any]) -> bool:
    """Whether a promotion concerns the viewer: a planner all, others their sites, reps their territories and customers."""
    if may_plan(viewer) or row["made_by"] == viewer.person_id:
        return True
    if row["status"] == PromotionStatus.DRAFT:
        return False
    if viewer.has_role(*STOCKISTS):
        return _overlaps(viewer, row["site_ids"])
    return _overlaps(viewer, row["scope_ids"]) and _overlaps(viewer, row["customer_scope_ids"])


def may_change(viewer: Viewer, row: Mapping[str, Any]) -> bool:
    """A planner any promotion, a rep the own ones."""
    return may_plan(viewer) or row["made_by"] == viewer.person_id


def is_within(viewer: Viewer, row: Mapping[str, Any]) -> bool:
    """Whether all that a promotion is limited to is the viewer's to see; what is not limited is not."""
    limits = (row["site_ids"], row["scope_ids"], row["customer_scope_ids"])
    return any(limit and all(viewer.sees(each) for each in limit) for limit in limits)


def _overlaps(viewer: Viewer, limit: list[Any]) -> bool:
    return not limit or any(viewer.sees(each) for each in limit)
