"""What the plan does when a decision above it shares its transaction: a new revision a site.

Timetable: `FoldPlanningChanges` every hour.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from backend.dispatch import Context
from backend.plan import repository
from backend.plan.commands import FoldPlanningChanges
from backend.plan.errors import PlanMissingError
from backend.plan.events import PlanRevised
from backend.plan.model import Head, Overtime, PlanLine, PlanRevisionDelta
from backend.plan.queries import PlanLineRow, current_plan_lines


@dataclass(slots=True)
class _SiteDelta:
    ended: list[UUID] = field(default_factory=list)
    lines: list[PlanLine] = field(default_factory=list)
    overtime: list[Overtime] = field(default_factory=list)


async def fold_planning_changes(_command: FoldPlanningChanges, _context: Context) -> None:
    """Keep the sums of old notes instead of the notes; stamps stay what they are."""
    await repository.fold_changes()


async def lock_plans(site_ids: Iterable[UUID]) -> dict[UUID, Head]:
    """Hold the plans of these sites until the transaction ends; always in the same order."""
    heads: dict[UUID, Head] = {}
    for site_id in sorted(site_ids, key=str):
        head = await repository.lock_plan(site_id)
        if head is None:
            raise PlanMissingError(site_id=site_id)
        heads[site_id] = head
    return heads


async def lines_of(site_ids: Sequence[UUID]) -> list[PlanLine]:
    """The lines that stand in the plans of these sites."""
    wanted = set(site_ids)
    return [plan_line(row) for row in await current_plan_lines() if row.site_id in wanted]


async def record_revision(
    heads: Mapping[UUID, Head],
    main_site_id: UUID,
    delta: PlanRevisionDelta,
    work_center_sites: Mapping[UUID, UUID],
    *,
    site_of_line: Mapping[UUID, UUID],
    proposal_id: UUID | None = None,
    note: str,
    context: Context,
) -> UUID:
    """Write a new revision of the main site's plan, and of every other plan that the delta touches.

    Returns the id of the main site's revision. The plans must be held by `lock_plans`.
    """
    by_site = _by_site(delta, work_center_sites, site_of_line)
    main_revision_id: UUID | None = None
    for site_id in sorted({main_site_id, *by_site}, key=str):
        head = heads.get(site_id)
        if head is None:
            raise PlanMissingError(site_id=site_id)
        number = head.number + 1
        revision_id = await repository.add_revision(
            site_id=site_id,
            number=number,
            revised_at=context.now,
            revised_by=context.actor_id,
            proposal_id=proposal_id,
            note=note,
        )
        await _write(site_id, number, by_site.get(site_id, _SiteDelta()), proposal_id)
        context.emit(PlanRevised(site_id, revision_id, number, proposal_id))
        if site_id == main_site_id:
            main_revision_id = revision_id
    if main_revision_id is None:
        raise PlanMissingError(site_id=main_site_id)
    return main_revision_id


def plan_line(row: PlanLineRow) -> PlanLine:
    """A saved line as the rules see it."""
    return PlanLine(
        id=row.line_id,
        item_id=row.item_id,
        site_id=row.site_id,
        quantity=row.quantity,
        on=row.on,
        start_on=row.start_on,
        source_site_id=row.source_site_id,
        reference=row.reference,
        alternate_id=row.alternate_id,
    )


def _by_site(
    delta: PlanRevisionDelta,
    work_center_sites: Mapping[UUID, UUID],
    site_of_line: Mapping[UUID, UUID],
) -> dict[UUID, _SiteDelta]:
    by_site: defaultdict[UUID, _SiteDelta] = defaultdict(_SiteDelta)
    for line in delta.changed:
        by_site[line.site_id].ended.append(line.id)
        by_site[line.site_id].lines.append(line)
    for line in delta.added:
        by_site[line.site_id].lines.append(line)
    for line_id in delta.removed:
        by_site[site_of_line[line_id]].ended.append(line_id)
    for overtime in delta.overtime:
        by_site[work_center_sites[overtime.work_center_id]].overtime.append(overtime)
    return dict(by_site)


async def _write(site_id: UUID, number: int, part: _SiteDelta, proposal_id: UUID | None) -> None:
    if part.ended:
        await repository.end_lines(site_id, part.ended, number)
    for count, line in enumerate(part.lines, start=1):
        await repository.add_line(
            line_id=line.id,
            site_id=site_id,
            item_id=line.item_id,
            source_site_id=line.source_site_id,
            alternate_id=line.alternate_id,
            reference=line.reference or f"R{number}-{count}",
            quantity=line.quantity,
            start_on=line.start_on,
            on=line.on,
            number=number,
            proposal_id=proposal_id,
        )
    for overtime in part.overtime:
        await repository.add_overtime(
            site_id=site_id,
            work_center_id=overtime.work_center_id,
            on=overtime.on,
            hours=overtime.hours,
            number=number,
            proposal_id=proposal_id,
        )
