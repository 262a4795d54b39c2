"""The runbooks, for those who keep them."""

from collections.abc import Mapping
from uuid import UUID

from backend.approval.queries import RULERS, people_named
from backend.catalog.queries import planning_catalog
from backend.identity.model import Viewer
from backend.urgent.model.runbook import USUAL, Owner, Runbook
from backend.urgent.repository.runbooks import minutes_of, runbooks
from backend.urgent.tables import UrgentOrder
from shared.schemas.approval import PersonName
from shared.schemas.urgent import RunbookBoard, RunbookStage, RunbookView, StageOwner
from shared.urgent_terms import StageKind


async def runbooks_for(viewer: Viewer) -> RunbookBoard:
    """The runbooks in the order in which they are asked; for those who keep them."""
    viewer.must_be(*RULERS)
    found = [*await runbooks(), USUAL]
    named = [
        each
        for book in found
        for stage in book.stages
        for each in (stage.owner, stage.called)
        if each is not None and each.person_id is not None
    ]
    names = await people_named({each.person_id for each in named if each.person_id is not None})
    sites = (await planning_catalog()).sites
    people = await UrgentOrder.raw("SELECT id, name FROM person WHERE is_active ORDER BY name, id")
    return RunbookBoard(
        runbooks=[
            _runbook(book, names, {site.id: site.name for site in sites.values()}) for book in found
        ],
        people=[PersonName(row["id"], row["name"]) for row in people],
        sites=[
            PersonName(site.id, site.name)
            for site in sorted(sites.values(), key=lambda each: each.name)
        ],
    )


def _runbook(book: Runbook, names: Mapping[UUID, str], sites: Mapping[UUID, str]) -> RunbookView:
    def named(owner: Owner | None) -> tuple[StageOwner | None, str | None]:
        if owner is None:
            return None, None
        name = names.get(owner.person_id) if owner.person_id else None
        return StageOwner(owner.role, owner.person_id), name

    stages = []
    for each in book.stages:
        called, called_name = named(each.called)
        stages.append(
            RunbookStage(
                stage=each.kind,
                owner=StageOwner(each.owner.role, each.owner.person_id),
                owner_name=named(each.owner)[1],
                minutes=minutes_of(each.time_allowed),
                clock=each.clock,
                remind_before_minutes=None
                if each.remind_before is None
                else minutes_of(each.remind_before),
                called=called,
                called_name=called_name,
                after=None
                if each.after is None
                else [kind for kind in StageKind if kind in each.after],
            )
        )
    return RunbookView(
        id=book.id,
        name=book.name,
        kind=book.kind,
        site_id=book.site_id,
        site_name=sites.get(book.site_id) if book.site_id else None,
        stages=stages,
    )
