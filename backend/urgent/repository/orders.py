"""Urgent orders and their stages as they are saved, and what is known of them elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from piccolo.columns import Column

from backend.catalog.model.catalog import PlanningCatalog
from backend.urgent.model.order import Facts, Stage
from backend.urgent.model.runbook import awaited
from backend.urgent.repository.runbooks import minutes_of
from backend.urgent.tables import UrgentOrder, UrgentStage, UrgentStep
from shared.ids import new_id
from shared.urgent_terms import StageClock, StageKind, StageStatus, StopCause, UrgentStatus
from shared.urgent_terms import UrgentStepKind as Kind


@dataclass(frozen=True, slots=True)
class SavedStage:
    """A stage with who is to have it and when it is told of; `stage` is what the rules look at."""

    id: UUID
    stage: Stage
    clock: StageClock
    remind_before: timedelta | None
    owner_role: str | None
    called_role: str | None
    named_called_id: UUID | None
    is_reminded: bool
    is_escalated: bool


@dataclass(frozen=True, slots=True)
class SavedOrder:
    """An order that is held locked; `site_scope_id` is the plant's, `scope_id` the territory's."""

    id: UUID
    demand_change_id: UUID
    scope_id: UUID
    site_id: UUID
    site_scope_id: UUID
    item_id: UUID
    status: UrgentStatus
    stopped: StopCause | None
    received_at: datetime
    processing_started_at: datetime | None
    stages: tuple[SavedStage, ...]

    @property
    def scope_ids(self) -> tuple[UUID, UUID]:
        """Who sees either of these sees the order; the plant's comes first."""
        return self.site_scope_id, self.scope_id

    @property
    def plain(self) -> list[Stage]:
        """The stages as the rules look at them."""
        return [each.stage for each in self.stages]

    def saved(self, kind: StageKind) -> SavedStage:
        """The stage of a kind."""
        return next(each for each in self.stages if each.stage.kind is kind)


async def order_ids(*, change_id: UUID | None = None, site_id: UUID | None = None) -> list[UUID]:
    """Orders whose clock may still run, of a change or a site, or all."""
    rows = await UrgentOrder.raw(
        """
        SELECT id FROM urgent_order
        WHERE (status = 'running' OR (status = 'stopped' AND stopped = 'not_urgent'))
          AND ({}::uuid IS NULL OR demand_change_id = {})
          AND ({}::uuid IS NULL OR site_id = {})
        ORDER BY number
        """,
        change_id,
        change_id,
        site_id,
        site_id,
    )
    return [row["id"] for row in rows]


async def change_of_proposal(proposal_id: UUID) -> UUID | None:
    """The change that a proposal is about."""
    rows = await UrgentOrder.raw("SELECT demand_change_id FROM proposal WHERE id = {}", proposal_id)
    return rows[0]["demand_change_id"] if rows else None


async def urgent_change(change_id: UUID) -> dict[str, Any] | None:
    """A change that is urgent and not refused, as a runbook needs it; None for any other."""
    rows = await UrgentOrder.raw(
        """
        SELECT change.id, change.scope_id, change.site_id, change.item_id, change.demand_line_id,
               change.quantity_delta, change.due_on_before, change.due_on, change.requested_at
        FROM demand_change AS change
        WHERE change.id = {} AND change.is_urgent AND NOT change.is_cancellation
          AND change.status IN ('received', 'assessed', 'proposed', 'decided', 'applied')
          AND change.deleted_at IS NULL
          AND change.decision IS DISTINCT FROM 'rejected'
        """,
        change_id,
    )
    return dict(rows[0]) if rows else None


async def add_order(values: Mapping[str, Any]) -> bool:
    """Save an order; false where the change has one already."""
    rows = await UrgentOrder.raw(
        """
        INSERT INTO urgent_order (id, demand_change_id, scope_id, site_id, kind, runbook_name,
                                  status, received_at)
        VALUES ({}, {}, {}, {}, {}, {}, 'running', {})
        ON CONFLICT (demand_change_id) DO NOTHING RETURNING id
        """,
        *(
            values[name]
            for name in (
                "id", "demand_change_id", "scope_id", "site_id", "kind", "runbook_name",
                "received_at",
            )
        ),
    )  # fmt: skip
    return bool(rows)


async def add_stages(order_id: UUID, stages: Sequence[Mapping[str, Any]]) -> None:
    """Save the stages of an order."""
    await UrgentStage.insert(
        *(
            UrgentStage(
                id=new_id(),
                urgent_order_id=order_id,
                place=place,
                note="",
                started_at=None,
                done_at=None,
                done_by=None,
                reminded_at=None,
                escalated_at=None,
                **stage,
            )
            for place, stage in enumerate(stages)
        )
    )


async def locked_order(order_id: UUID, scope_ids: Sequence[UUID] | None) -> SavedOrder | None:
    """An order in these scopes (in any, without), locked until the transaction ends."""
    wanted = None if scope_ids is None else list(scope_ids)
    rows = await UrgentOrder.raw(
        """
        SELECT urgent.*, site.scope_id AS site_scope_id, change.item_id
        FROM urgent_order AS urgent
        JOIN site ON site.id = urgent.site_id
        JOIN demand_change AS change ON change.id = urgent.demand_change_id
        WHERE urgent.id = {} AND ({}::uuid[] IS NULL OR urgent.scope_id = ANY({}::uuid[])
                                  OR site.scope_id = ANY({}::uuid[]))
        FOR UPDATE OF urgent
        """,
        order_id,
        wanted,
        wanted,
        wanted,
    )
    if not rows:
        return None
    row = rows[0]
    stages = await UrgentStage.raw(
        "SELECT * FROM urgent_stage WHERE urgent_order_id = {} ORDER BY place", order_id
    )
    waits_for = awaited({StageKind(each["kind"]): after_of(each) for each in stages})
    return SavedOrder(
        id=row["id"],
        demand_change_id=row["demand_change_id"],
        scope_id=row["scope_id"],
        site_id=row["site_id"],
        site_scope_id=row["site_scope_id"],
        item_id=row["item_id"],
        status=UrgentStatus(row["status"]),
        stopped=row["stopped"] and StopCause(row["stopped"]),
        received_at=row["received_at"],
        processing_started_at=row["processing_started_at"],
        stages=tuple(_stage(each, waits_for) for each in stages),
    )


async def keep_deadlines(order: SavedOrder, stages: Sequence[Stage]) -> None:
    """Save when stages are due and from when that is counted, where it is other than it was."""
    for before, after in zip(order.stages, stages, strict=True):
        values: dict[Column | str, Any] = {
            "due_at": after.due_at,
            "counted_from": after.counted_from,
            "counted_for": after.counted_for,
        }
        if any(getattr(before.stage, str(name)) != value for name, value in values.items()):
            await update_stage(before.id, values)


async def update_stage(stage_id: UUID, values: dict[Column | str, Any]) -> None:
    """Alter a stage."""
    await UrgentStage.update(values).where(UrgentStage.id == stage_id)


async def update_order(order_id: UUID, values: dict[Column | str, Any]) -> None:
    """Alter an order."""
    await UrgentOrder.update(values).where(UrgentOrder.id == order_id)


async def add_step(
    order_id: UUID,
    kind: Kind,
    at: datetime,
    *,
    stage: StageKind | None = None,
    by: UUID | None = None,
    to: UUID | None = None,
    note: str = "",
) -> None:
    """Write down what happened to an order."""
    await UrgentStep.insert(
        UrgentStep(
            id=new_id(),
            urgent_order_id=order_id,
            at=at,
            kind=kind.value,
            stage=None if stage is None else stage.value,
            person_id=by,
            to_id=to,
            note=note,
        )
    )


async def facts_of(order: SavedOrder, catalog: PlanningCatalog) -> Facts:
    """What changes, proposals, plan, floor and shipments say of an order."""
    sites = list(catalog.sites_behind(order.item_id, order.site_id))
    rows = await UrgentOrder.raw(
        """
        SELECT change.is_urgent AND NOT change.is_cancellation AS is_urgent, change.status,
               change.decision, change.proposal_id IS NOT NULL AS is_proposed,
               line.status = 'shipped' OR line.shipped_quantity >= line.quantity AS is_shipped,
               own.count AS own_count, own.begun AS begun_count, own.made AS made_count,
               EXISTS (
                 SELECT 1 FROM plan_line AS still
                 WHERE still.item_id = change.item_id AND still.site_id = ANY({}::uuid[])
                   AND still.to_number IS NULL
                   AND still."on" <= coalesce(line.promised_on, line.due_on, change.due_on)
               ) AS is_planned
        FROM demand_change AS change
        LEFT JOIN demand_line AS line ON line.id = change.demand_line_id
        CROSS JOIN LATERAL (
          SELECT count(DISTINCT planned.line_id) AS count,
                 count(DISTINCT progress.id) AS begun,
                 count(DISTINCT progress.id) FILTER (WHERE progress.actual_end_on IS NOT NULL) AS made
          FROM plan_line AS planned
          LEFT JOIN line_progress AS progress ON progress.id = planned.line_id
          WHERE planned.proposal_id = change.proposal_id AND planned.item_id = change.item_id
        ) AS own
        WHERE change.id = {}
        """,
        sites,
        order.demand_change_id,
    )
    row = rows[0]
    is_approved = row["decision"] in {"approved", "amended"}
    has_own = row["own_count"] > 0
    is_made = is_approved and has_own and row["made_count"] == row["own_count"]
    is_in_stock = is_approved and not has_own and not row["is_planned"]
    return Facts(
        is_urgent=row["is_urgent"],
        is_withdrawn=row["status"] == "withdrawn",
        is_rejected=row["decision"] == "rejected",
        is_proposed=row["is_proposed"],
        is_approved=is_approved,
        is_in_stock=is_in_stock,
        is_begun=is_approved and row["begun_count"] > 0,
        is_made=is_made,
        is_packed=is_made and _packs(catalog, order.item_id, sites),
        is_shipped=is_approved and bool(row["is_shipped"]),
    )


def _packs(catalog: PlanningCatalog, item_id: UUID, sites: Sequence[UUID]) -> bool:
    """Whether the last step that makes an item packs it."""
    for site_id in sites:
        steps = catalog.steps_of(item_id, site_id)
        if steps:
            return catalog.work_centers[steps[-1].work_center_id].is_packaging
    return False


def after_of(row: Mapping[str, Any]) -> frozenset[StageKind] | None:
    """After which stages a saved one begins; None: after all before it."""
    return None if row["after"] is None else frozenset(map(StageKind, row["after"]))


def _stage(
    row: Mapping[str, Any], waits_for: Mapping[StageKind, frozenset[StageKind]]
) -> SavedStage:
    remind = row["remind_before_minutes"]
    return SavedStage(
        id=row["id"],
        stage=Stage(
            kind=StageKind(row["kind"]),
            status=StageStatus(row["status"]),
            time_allowed=timedelta(minutes=row["minutes"]),
            due_at=row["due_at"],
            counted_from=row["counted_from"],
            counted_for=row["counted_for"],
            owner_id=row["owner_id"],
            called_id=row["called_id"] if row["escalated_at"] is not None else None,
            waits_for=waits_for[StageKind(row["kind"])],
            done_at=row["done_at"],
        ),
        clock=StageClock(row["clock"]),
        remind_before=None if remind is None else timedelta(minutes=remind),
        owner_role=row["owner_role"],
        called_role=row["called_role"],
        named_called_id=row["called_id"],
        is_reminded=row["reminded_at"] is not None,
        is_escalated=row["escalated_at"] is not None,
    )


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Whole minutes from one instant to another, never less than none."""
    return max(0, minutes_of(later - earlier))
