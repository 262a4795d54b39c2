"""Reads of what-ifs for screens, and of the present plan for a copy."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from backend.approval.queries import Asked, asked_now, needs_of
from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.engine.score import Weights
from backend.engine.whatif.figures import Figures
from backend.forecast.queries.consuming import expected_by_node
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.plan.queries import Revision, current_revisions
from backend.promise.queries import situation_at
from backend.scenario import repository
from backend.scenario.model import ADOPT, MAKERS, READERS, PlanCopy, may_look, ranked
from backend.scenario.reading import edit_choices, edit_rows
from backend.undo.queries import undo_until
from shared.schemas.impact import Adjustment
from shared.schemas.scenario import (
    AdoptionRow,
    AdoptionView,
    EditChoices,
    ScenarioFigures,
    ScenarioView,
    ScenarioWeights,
    WhatIfBoard,
    WhatIfRow,
    WhatIfSite,
    WhatIfView,
)
from shared.terms import ProposalStatus


@dataclass(frozen=True, slots=True)
class Present:
    """The present plan of a site, and the revisions that it stands on."""

    scope_id: UUID
    copy: PlanCopy
    revision: Revision
    basis: dict[UUID, int]


async def present_plan(viewer: Viewer, site_id: UUID, now: datetime) -> Present:
    """The plan of a site as it is; `NotFoundError` where there is none that the viewer sees."""
    catalog = await planning_catalog()
    site = catalog.sites.get(site_id)
    if site is None or not viewer.sees(site.scope_id):
        raise NotFoundError
    nodes = frozenset(node for node in catalog.item_sites if catalog.plan_site_of(*node) == site_id)
    revisions = await current_revisions(tuple({site_id, *(site for _, site in nodes)}))
    if site_id not in revisions:
        raise NotFoundError
    situation = await situation_at(now, site_id, catalog)
    expected = await expected_by_node(situation.today)
    return Present(
        scope_id=site.scope_id,
        copy=PlanCopy(
            situation=replace(situation, expected=expected),
            site_id=site_id,
            plan_sites=nodes,
            families={item.id: item.family for item in catalog.items.values()},
            customers={each.customer_id: each.customer_name for each in situation.demands},
        ),
        revision=revisions[site_id],
        basis={site: revision.number for site, revision in revisions.items()},
    )


def company_weights(catalog: PlanningCatalog, chosen: Mapping[str, Decimal]) -> Weights:
    """A what-if's own weights, else the company's, else the usual ones."""
    usual = Weights()
    found = {**catalog.company.weights, **chosen}
    return replace(
        usual,
        reliability=found.get("reliability", usual.reliability),
        cost=found.get("cost", usual.cost),
        speed=found.get("speed", usual.speed),
    )


async def what_ifs_for(viewer: Viewer) -> WhatIfBoard:
    """What-ifs that the viewer may look at, open ones first, and the sites whose plan they may copy."""
    viewer.must_be(*READERS)
    catalog = await planning_catalog()
    rows = await repository.what_ifs_in(viewer.scope_ids, viewer.person_id)
    counts = await repository.scenario_counts([row["id"] for row in rows])
    sites = [
        WhatIfSite(site.id, site.name)
        for site in sorted(catalog.sites.values(), key=lambda each: each.name)
        if viewer.sees(site.scope_id)
        and any(center.site_id == site.id for center in catalog.work_centers.values())
    ]
    return WhatIfBoard(
        what_ifs=[
            WhatIfRow(
                id=row["id"],
                name=row["name"],
                site_id=row["site_id"],
                site_name=catalog.sites[row["site_id"]].name,
                owner_name=row["owner_name"],
                is_shared=row["is_shared"],
                is_archived=row["archived_at"] is not None,
                scenario_count=counts.get(row["id"], 0),
                copied_at=row["copied_at"],
                changed_at=row["changed_at"],
                plan_revision_number=row["plan_revision_number"],
            )
            for row in rows
        ],
        sites=sites if viewer.has_role(*MAKERS) else [],
    )


async def what_if_row(viewer: Viewer, what_if_id: UUID, *, locked: bool = False) -> dict[str, Any]:
    """A what-if that the viewer may look at; `NotFoundError` otherwise."""
    viewer.must_be(*READERS)
    row = await repository.what_if(what_if_id, locked=locked)
    if row is None or not may_look(
        viewer, row["scope_id"], row["owner_id"], is_shared=row["is_shared"]
    ):
        raise NotFoundError
    return row


async def what_if_for(viewer: Viewer, what_if_id: UUID) -> WhatIfView:
    """One what-if with its scenarios side by side."""
    row = await what_if_row(viewer, what_if_id)
    catalog = await planning_catalog()
    copy = await repository.copy_of(what_if_id)
    scenarios = await repository.scenarios_of(what_if_id)
    revisions = await current_revisions(tuple(row["basis"]))
    weights = company_weights(catalog, row["weights"])
    ranking = ranked(row["figures"], [each["outcome"].figures for each in scenarios], weights)
    is_archived = row["archived_at"] is not None
    return WhatIfView(
        id=row["id"],
        name=row["name"],
        site_id=row["site_id"],
        site_name=catalog.sites[row["site_id"]].name,
        owner_name=row["owner_name"],
        is_own=row["owner_id"] == viewer.person_id,
        is_shared=row["is_shared"],
        is_archived=is_archived,
        can_change=viewer.has_role(*MAKERS) and not is_archived,
        copied_at=row["copied_at"],
        today=row["today"],
        plan_revision_number=row["plan_revision_number"],
        current_plan_revision_number=revisions[row["site_id"]].number,
        has_moved=_has_moved(row["basis"], revisions),
        currency=catalog.company.currency,
        weights=ScenarioWeights(weights.reliability, weights.cost, weights.speed),
        figures=_figures(row["figures"]),
        score=ranking.scores[0],
        scenarios=[
            _scenario(copy, each, score)
            for each, score in zip(scenarios, ranking.scores[1:], strict=True)
        ],
        first_id=None if ranking.first is None else scenarios[ranking.first]["id"],
        first_from=ranking.first_from,
        first_to=ranking.first_to,
    )


async def edit_choices_for(viewer: Viewer, what_if_id: UUID) -> EditChoices:
    """What edits of a what-if can be about."""
    await what_if_row(viewer, what_if_id)
    return edit_choices(await repository.copy_of(what_if_id))


async def adoptions_for(viewer: Viewer) -> list[AdoptionRow]:
    """Scenarios that wait for a decision at the viewer's sites, the soonest deadline first."""
    viewer.must_be(*READERS)
    catalog = await planning_catalog()
    return [
        AdoptionRow(
            id=row["id"],
            what_if_name=row["what_if_name"],
            scenario_name=row["scenario_name"],
            site_name=catalog.sites[row["site_id"]].name,
            requested_by_name=row["requested_by_name"],
            decide_by=row["decide_by"],
            adjustment_count=len(row["adjustments"]),
        )
        for row in await repository.adoptions_waiting(viewer.scope_ids)
    ]


async def adoption_for(viewer: Viewer, adoption_id: UUID, now: datetime) -> AdoptionView:
    """One scenario to be adopted, at the viewer's sites; `NotFoundError` otherwise."""
    viewer.must_be(*READERS)
    row = await repository.adoption(adoption_id, viewer.scope_ids)
    if row is None:
        raise NotFoundError
    catalog = await planning_catalog()
    revisions = await current_revisions(tuple(row["basis"]))
    status = ProposalStatus(row["status"])
    (need,) = await needs_of(
        adoption_id, {ADOPT: row["effect"]}, viewer, row["scope_id"], row["requested_by"], now
    )
    return AdoptionView(
        id=row["id"],
        what_if_id=row["what_if_id"],
        what_if_name=row["what_if_name"],
        scenario_name=row["scenario_name"],
        site_id=row["site_id"],
        site_name=catalog.sites[row["site_id"]].name,
        status=status,
        plan_revision_id=row["plan_revision_id"],
        plan_revision_number=row["plan_revision_number"],
        current_plan_revision_number=revisions[row["site_id"]].number,
        has_moved=status is ProposalStatus.OPEN and _has_moved(row["basis"], revisions),
        adjustments=_shown(row["adjustments"]),
        assumptions=row["assumptions"],
        cautions=row["cautions"],
        currency=catalog.company.currency,
        today=_figures(row["figures"]),
        scenario=_figures(row["scenario"]),
        opened_at=row["opened_at"],
        decide_by=row["decide_by"],
        requested_by_name=row["requested_by_name"],
        can_decide=status is ProposalStatus.OPEN and need.is_viewers,
        approval=need,
        decided_by_name=row["decided_by_name"],
        decided_at=row["decided_at"],
        reason=row["reason"],
        note=row["note"] or None,
        undo_until=None
        if status is ProposalStatus.OPEN
        else await undo_until(adoption_id, viewer, now),
    )


async def adoption_asked(adoption_id: UUID, now: datetime) -> tuple[dict[str, Any], Asked] | None:
    """An adoption's row with who may approve it next; None when it does not wait."""
    row = await repository.open_adoption(adoption_id)
    if row is None:
        return None
    return row, await asked_now(adoption_id, ADOPT, row["effect"], now)


async def adoption_decided(adoption_id: UUID) -> dict[str, Any] | None:
    """An adoption's row once it is decided: what there is to tell who asked for it."""
    return await repository.decided_adoption(adoption_id)


def _has_moved(basis: Mapping[UUID, int], revisions: Mapping[UUID, Revision]) -> bool:
    return any(revisions[site].number != number for site, number in basis.items())


def _scenario(copy: PlanCopy, row: dict[str, Any], score: int) -> ScenarioView:
    outcome = row["outcome"]
    return ScenarioView(
        id=row["id"],
        name=row["name"],
        edits=edit_rows(copy, row["edits"], outcome.assumed),
        figures=_figures(outcome.figures),
        score=score,
        adjustments=_shown(outcome.adjustments),
        cautions=list(outcome.cautions),
        starts_on=outcome.starts_on,
        changed_by_name=row["changed_by_name"],
        changed_at=row["changed_at"],
        adoption_id=row["adoption_id"],
        adoption_status=row["adoption_status"] and ProposalStatus(row["adoption_status"]),
    )


def _figures(figures: Figures) -> ScenarioFigures:
    return msgspec.convert(figures, type=ScenarioFigures, from_attributes=True)


def _shown(adjustments: Any) -> list[Adjustment]:
    return [msgspec.convert(each, type=Adjustment, from_attributes=True) for each in adjustments]
