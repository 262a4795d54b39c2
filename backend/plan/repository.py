"""Every query that loads or saves plan revisions; a saved revision is never altered."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from backend.plan.model import Head
from backend.plan.tables import PlanLine, PlanningChange, PlanOvertime, PlanRevision
from shared.ids import new_id


async def fold_changes() -> None:
    """Fold up the notes of transactions that are older than all that are under way: nobody adds to those any more."""
    await PlanningChange.raw(
        """
        WITH old AS (
            DELETE FROM planning_change WHERE id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            RETURNING id, has_demand
        )
        INSERT INTO planning_change_fold AS fold (id, change_count, total, demand_count, demand_total)
        SELECT 1, count(*), coalesce(sum(id), 0)::bigint, count(*) FILTER (WHERE has_demand),
               coalesce(sum(id) FILTER (WHERE has_demand), 0)::bigint
        FROM old
        ON CONFLICT (id) DO UPDATE SET change_count = fold.change_count + excluded.change_count,
            total = fold.total + excluded.total, demand_count = fold.demand_count + excluded.demand_count,
            demand_total = fold.demand_total + excluded.demand_total
        """
    )


async def lock_plan(site_id: UUID) -> Head | None:
    """Hold a site's plan against other decisions and say which revision stands."""
    await PlanRevision.raw(
        "SELECT pg_advisory_xact_lock(hashtextextended({}, 0))", f"plan:{site_id}"
    )
    rows = await PlanRevision.raw(
        "SELECT id, number FROM plan_revision WHERE site_id = {} ORDER BY number DESC LIMIT 1",
        site_id,
    )
    return Head(**rows[0]) if rows else None


async def add_revision(
    *,
    site_id: UUID,
    number: int,
    revised_at: datetime,
    revised_by: UUID | None,
    proposal_id: UUID | None,
    note: str,
) -> UUID:
    """Save a new revision; its number is one above the one that was locked."""
    revision_id = new_id()
    await PlanRevision.insert(
        PlanRevision(
            id=revision_id,
            site_id=site_id,
            number=number,
            revised_at=revised_at,
            revised_by=revised_by,
            proposal_id=proposal_id,
            note=note,
        )
    )
    return revision_id


async def end_lines(site_id: UUID, line_ids: Sequence[UUID], number: int) -> None:
    """Let lines belong to the plan no longer from this revision on."""
    await PlanLine.update({PlanLine.to_number: number}).where(
        (PlanLine.site_id == site_id)
        & PlanLine.to_number.is_null()
        & PlanLine.line_id.is_in(list(line_ids))
    )


async def add_line(
    *,
    line_id: UUID,
    site_id: UUID,
    item_id: UUID,
    source_site_id: UUID | None,
    alternate_id: UUID | None,
    reference: str,
    quantity: Decimal,
    start_on: date,
    on: date,
    number: int,
    proposal_id: UUID | None,
) -> None:
    """Let a line belong to the plan from this revision on."""
    await PlanLine.insert(
        PlanLine(
            id=new_id(),
            line_id=line_id,
            site_id=site_id,
            item_id=item_id,
            source_site_id=source_site_id,
            alternate_id=alternate_id,
            reference=reference,
            quantity=quantity,
            start_on=start_on,
            on=on,
            from_number=number,
            proposal_id=proposal_id,
        )
    )


async def add_overtime(
    *,
    site_id: UUID,
    work_center_id: UUID,
    on: date,
    hours: Decimal,
    number: int,
    proposal_id: UUID | None,
) -> None:
    """Approve extra hours with this revision."""
    await PlanOvertime.insert(
        PlanOvertime(
            id=new_id(),
            site_id=site_id,
            work_center_id=work_center_id,
            on=on,
            hours=hours,
            from_number=number,
            proposal_id=proposal_id,
        )
    )
