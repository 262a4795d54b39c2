"""The plan as a board or as lines, with a proposal or an older revision laid over it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

import msgspec

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import ItemFacts, SiteFacts
from backend.catalog.queries import planning_catalog
from backend.engine.answer import Adjustment
from backend.engine.fences import frozen_until
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.clock import day_at
from backend.plan.handlers import plan_line
from backend.plan.model import (
    MOVERS,
    BoardBlock,
    BoardFrame,
    BoardLane,
    PlanLine,
    board,
    difference,
    revise,
)
from backend.plan.queries import (
    current_plan_lines,
    current_revisions,
    master_of,
    overtime_hours,
    plan_lines_at,
    revision_at,
)
from backend.promise.queries import alternates, closed_days
from backend.proposal.queries.proposals import proposal_for
from shared.ids import new_id
from shared.schemas.impact import Alternative
from shared.schemas.plan import PlanBlock, PlanBoard, PlanCell, PlanLane, PlanLineRow, PlanSite

LONGEST_BOARD_DAYS: Final = 60


async def plan_board_for(
    viewer: Viewer,
    now: datetime,
    site_id: UUID | None,
    from_on: date | None,
    day_count: int,
    proposal_id: UUID | None,
    alternative: str | None,
    number: int | None = None,
) -> PlanBoard:
    """The current plan of a site that the viewer may see, with one alternative laid over it if told.

    With the `number` of an older revision that one, with what has become of its lines since laid over it.
    """
    catalog = await planning_catalog()
    sites = _sites_with_plan(catalog, viewer)
    overlaid = None if proposal_id is None else await proposal_for(viewer, proposal_id)
    chosen = site_id or (overlaid.site_id if overlaid else next(iter(sites), None))
    if chosen is None or chosen not in sites:
        raise NotFoundError
    site = sites[chosen]
    today = day_at(now, site.time_zone)
    first = from_on or today
    count = max(1, min(day_count, LONGEST_BOARD_DAYS))
    ahead = (first - today).days + count
    master = master_of(catalog, today, max(LONGEST_BOARD_DAYS, ahead))
    lines = [plan_line(row) for row in await current_plan_lines(site_id=chosen)]
    extra = await overtime_hours(chosen)
    facts = {each.node: each for each in master.nodes}
    frame = BoardFrame(
        today=today,
        from_on=first,
        day_count=count,
        frozen_days=site.frozen_days,
        work_centers=[each for each in master.work_centers if each.site_id == chosen],
        operations=[each for each in master.operations if each.site_id == chosen],
        capacity={
            key: hours + extra.get(key, Decimal(0)) for key, hours in master.capacity.items()
        },
        facts=facts,
        alternates={each.id: each for each in master.alternates},
    )
    delta = None
    if overlaid is not None:
        picked = _picked(overlaid.alternatives, alternative)
        delta = revise(
            lines,
            _here(picked, chosen),
            facts,
            new_id,
            await alternates(),
            await closed_days(now),
        )
    revision = (await current_revisions([chosen]))[chosen]
    current_number = revision.number
    if number is not None and number != current_number:
        older = await revision_at(chosen, number)
        if older is None:
            raise NotFoundError
        was = [plan_line(row) for row in await plan_lines_at(chosen, number)]
        revision, delta, lines = older, difference(was, lines), was
    can_move = viewer.has_role(*MOVERS) and overlaid is None and revision.number == current_number
    shown = (line for line in lines if 0 <= (line.on - first).days < count)
    elsewhere = _elsewhere(catalog, shown) if can_move else {}
    return PlanBoard(
        site_id=chosen,
        site_name=site.name,
        sites=[PlanSite(each.id, each.name) for each in sites.values()],
        revision_id=revision.id,
        revision_number=revision.number,
        revised_at=revision.revised_at,
        revised_by_name=revision.revised_by_name,
        from_on=first,
        today=today,
        frozen_until=frozen_until(today, site.frozen_days),
        lanes=[
            _lane(lane, catalog, elsewhere, master.closed_days.get(chosen, frozenset()))
            for lane in board(frame, lines, delta)
        ],
        proposal_id=proposal_id,
        alternative=alternative,
        current_revision_number=current_number,
        can_move=can_move,
    )


async def plan_lines_for(viewer: Viewer, site_id: UUID) -> tuple[int, list[PlanLineRow]]:
    """The number of a site's current revision and its lines, by day; `NotFoundError` where not seen."""
    catalog = await planning_catalog()
    if site_id not in _sites_with_plan(catalog, viewer):
        raise NotFoundError
    revision = (await current_revisions([site_id]))[site_id]
    lines = []
    for line in await current_plan_lines(site_id=site_id):
        item = catalog.items[line.item_id]
        source = catalog.sites.get(line.source_site_id) if line.source_site_id else None
        lines.append(
            PlanLineRow(
                plan_line_id=line.line_id,
                reference=line.reference,
                item_id=item.id,
                item_code=item.code,
                item_name=item.name,
                quantity=line.quantity,
                unit=item.unit,
                start_on=line.start_on,
                on=line.on,
                source_site_name=source.name if source else None,
            )
        )
    return revision.number, lines


def _sites_with_plan(catalog: PlanningCatalog, viewer: Viewer) -> dict[UUID, SiteFacts]:
    """Sites with work centres that the viewer may see, by name."""
    with_centers = {center.site_id for center in catalog.work_centers.values()}
    seen = [site for site in catalog.sites.values() if viewer.sees(site.scope_id)]
    return {
        site.id: site
        for site in sorted(seen, key=lambda each: each.name)
        if site.id in with_centers
    }


def _picked(alternatives: list[Alternative], code: str | None) -> Alternative:
    for each in alternatives:
        if each.code == code or (code is None and each.is_recommended):
            return each
    raise NotFoundError


def _here(alternative: Alternative, site_id: UUID) -> list[Adjustment]:
    """The adjustments that touch a site's own plan, as the rules see them."""
    return [
        msgspec.convert(each, type=Adjustment, from_attributes=True)
        for each in alternative.adjustments
        if each.site_id == site_id
    ]


def _elsewhere(catalog: PlanningCatalog, lines: Iterable[PlanLine]) -> dict[UUID, list[UUID]]:
    """The work centres where each line is not made but could be, by one of its other ways."""
    found: dict[UUID, list[UUID]] = {}
    for line in lines:
        own = _centers(catalog, line, line.alternate_id)
        ways = [None, *(other.id for other in catalog.alternates_of(line.item_id, line.site_id))]
        others = {center for way in ways for center in _centers(catalog, line, way)} - own
        if own and others:
            found[line.id] = sorted(others, key=str)
    return found


def _centers(catalog: PlanningCatalog, line: PlanLine, way: UUID | None) -> set[UUID]:
    return {step.work_center_id for step in catalog.steps_of(line.item_id, line.site_id, way)}


def _lane(
    lane: BoardLane,
    catalog: PlanningCatalog,
    elsewhere: Mapping[UUID, list[UUID]],
    closed: frozenset[date],
) -> PlanLane:
    return PlanLane(
        work_center_id=lane.work_center_id,
        work_center_name=lane.work_center_name,
        hours_a_day=lane.hours_a_day,
        is_packaging=catalog.work_centers[lane.work_center_id].is_packaging,
        cells=[
            PlanCell(
                on=cell.on,
                available_hours=cell.available_hours,
                planned_hours=cell.planned_hours,
                is_frozen=cell.is_frozen,
                is_open=cell.available_hours > 0 and cell.on not in closed,
                blocks=[
                    _block(
                        block,
                        catalog.items[block.item_id],
                        elsewhere.get(block.plan_line_id, []),
                    )
                    for block in cell.blocks
                ],
            )
            for cell in lane.cells
        ],
    )


def _block(block: BoardBlock, item: ItemFacts, work_center_ids: list[UUID]) -> PlanBlock:
    return PlanBlock(
        plan_line_id=block.plan_line_id,
        item_id=item.id,
        item_code=item.code,
        item_name=item.name,
        quantity=block.quantity,
        unit=item.unit,
        hours=block.hours,
        state=block.state,
        work_center_ids=work_center_ids,
    )
