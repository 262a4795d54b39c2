"""What every report has in common: who may, at which site, and the plan revision that it makes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import SiteFacts
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.floor import repository
from backend.floor.errors import ReportKnownError
from backend.floor.events import FloorReported
from backend.floor.model import REPORTERS
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.kit.clock import day_at
from backend.plan.handlers import lock_plans, record_revision
from backend.plan.model import Head, PlanRevisionDelta
from shared.terms import ReportKind

_NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reports, at which site, on which calendar day there, with the site's plan held."""

    viewer: Viewer
    catalog: PlanningCatalog
    site: SiteFacts
    today: date
    heads: dict[UUID, Head]

    async def revise(self, delta: PlanRevisionDelta, context: Context) -> UUID:
        """Write the site's next plan revision, so that nobody decides on what was before."""
        return await record_revision(
            self.heads,
            self.site.id,
            delta,
            {},
            site_of_line=dict.fromkeys(delta.removed, self.site.id),
            note="",
            context=context,
        )


async def reporter(context: Context) -> Viewer:
    """The actor, who must be one of those who report."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*REPORTERS)
    return viewer


async def desk_at(viewer: Viewer, site_id: UUID | None, context: Context) -> Desk:
    """A viewer at one of their sites; `NotFoundError` for any other."""
    catalog = await planning_catalog()
    site = catalog.sites.get(site_id) if site_id else None
    if site is None or not viewer.sees(site.scope_id):
        raise NotFoundError
    today = day_at(context.now, site.time_zone)
    return Desk(viewer, catalog, site, today, await lock_plans([site.id]))


async def center_site(work_center_id: UUID) -> UUID | None:
    """The site of a work centre."""
    center = (await planning_catalog()).work_centers.get(work_center_id)
    return center.site_id if center else None


async def keep_report(
    report_id: UUID, kind: ReportKind, desk: Desk, context: Context, **values: Any
) -> None:
    """Save a report with who and when; `ReportKnownError` where the id has been used."""
    if await repository.is_known(report_id):
        raise ReportKnownError
    await repository.add_report(
        {
            "effects": {},
            "reference": "",
            **values,
            "id": report_id,
            "scope_id": desk.site.scope_id,
            "site_id": desk.site.id,
            "kind": kind.value,
            "reported_by": desk.viewer.person_id,
            "reported_by_name": desk.viewer.name,
            "reported_at": context.now,
        }
    )


def tell(
    report_id: UUID,
    site_id: UUID,
    context: Context,
    *,
    work_center_id: UUID | None = None,
    item_id: UUID | None = None,
    missing_quantity: Decimal = _NOTHING,
    missing_on: date | None = None,
    gives_back: bool = False,
) -> None:
    """Wake what follows a report."""
    context.emit(
        FloorReported(
            report_id,
            site_id,
            () if work_center_id is None else (work_center_id,),
            () if item_id is None else (item_id,),
            missing_quantity,
            missing_on,
            gives_back,
        ),
        lane=f"floor:{site_id}",
    )
