"""Urgent orders as screens see them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from backend.approval.queries import RULERS
from backend.catalog.hours import worked_between
from backend.catalog.queries import planning_catalog
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.urgent.model.order import OVERSEERS
from backend.urgent.queries.rows import ORDERS, stages_of
from backend.urgent.repository.clocks import clock_of
from backend.urgent.repository.orders import after_of, minutes_between
from backend.urgent.repository.runbooks import minutes_of
from backend.urgent.tables import UrgentOrder
from shared.schemas.approval import PersonName
from shared.schemas.urgent import UrgentBoard, UrgentRow, UrgentStage, UrgentStep, UrgentView
from shared.terms import Role
from shared.urgent_terms import (
    StageClock,
    StageKind,
    StageStatus,
    StopCause,
    UrgentKind,
    UrgentStatus,
    UrgentStepKind,
)

LONGEST_LIST: Final = 100
# What is over stays on the list for so long.
_DAYS_SHOWN: Final = 14

_LISTED: Final = """
    WHERE (urgent.scope_id = ANY({}::uuid[]) OR site.scope_id = ANY({}::uuid[]))
      AND (urgent.status = 'running' OR urgent.ended_at > {}::timestamptz - {} * interval '1 day')
    ORDER BY urgent.status = 'running' DESC, (
      SELECT CASE WHEN {} THEN max(stage.due_at)
                  ELSE min(stage.due_at) FILTER (WHERE stage.status = 'running') END
      FROM urgent_stage AS stage WHERE stage.urgent_order_id = urgent.id
    ), urgent.ended_at DESC, urgent.number
    LIMIT {}
"""
_ONE: Final = """
    WHERE urgent.id = {}
      AND (urgent.scope_id = ANY({}::uuid[]) OR site.scope_id = ANY({}::uuid[]))
"""


async def urgent_board_for(
    viewer: Viewer, now: datetime, *, by_delivery: bool | None = None
) -> UrgentBoard:
    """Urgent orders in the viewer's territories and plants: those that run first, then what ended lately.

    By the deadline of the stage that runs; for logistics, or where asked, by when they have to be delivered.
    """
    is_by_delivery = viewer.has_role(Role.LOGISTICS) if by_delivery is None else by_delivery
    rows = await UrgentOrder.raw(
        ORDERS + _LISTED,
        list(viewer.scope_ids),
        list(viewer.scope_ids),
        now,
        _DAYS_SHOWN,
        is_by_delivery,
        LONGEST_LIST,
    )
    stages = await stages_of([row["id"] for row in rows])
    return UrgentBoard(
        as_of=now,
        rows=[
            _row(row, [_stage(each, row, viewer, None) for each in stages[row["id"]]])
            for row in rows
        ],
        is_by_delivery=is_by_delivery,
        may_edit=viewer.has_role(*RULERS),
    )


async def urgent_order_for(viewer: Viewer, order_id: UUID, now: datetime) -> UrgentView:
    """One order with its stages and all that happened to it; `NotFoundError` where it is not the viewer's."""
    rows = await UrgentOrder.raw(
        ORDERS + _ONE,
        order_id,
        list(viewer.scope_ids),
        list(viewer.scope_ids),
    )
    if not rows:
        raise NotFoundError
    row = rows[0]
    found = (await stages_of([order_id]))[order_id]
    catalog = await planning_catalog()
    clock = clock_of(
        catalog,
        row["item_id"],
        row["site_id"],
        {StageKind(each["kind"]): StageClock(each["clock"]) for each in found},
    )
    stages = []
    for each in found:
        used = None
        if each["started_at"] is not None:
            until = each["done_at"] or row["ended_at"] or now
            hours = clock[StageKind(each["kind"])]
            used = minutes_of(worked_between(each["started_at"], until, hours))
        stages.append(_stage(each, row, viewer, used))
    may_act = any(each.may_act for each in stages)
    return UrgentView(
        as_of=now,
        row=_row(row, stages),
        reason=row["reason"],
        note=row["note"],
        requested_by_name=row["requested_by_name"],
        proposal_id=row["proposal_id"],
        stages=stages,
        steps=await _steps(order_id),
        may_decide=row["proposal_id"] is not None
        and row["decision"] is None
        and viewer.has_role(Role.SUPERVISOR)
        and viewer.sees(row["site_scope_id"]),
        people=await _people_who_see(row) if may_act else [],
    )


async def urgent_order_of_change(viewer: Viewer, demand_change_id: UUID) -> UUID | None:
    """The urgent order that a change of the viewer's has become; None for any other."""
    rows = await UrgentOrder.raw(
        """
        SELECT urgent.id FROM urgent_order AS urgent JOIN site ON site.id = urgent.site_id
        WHERE urgent.demand_change_id = {}
          AND (urgent.scope_id = ANY({}::uuid[]) OR site.scope_id = ANY({}::uuid[]))
        """,
        demand_change_id,
        list(viewer.scope_ids),
        list(viewer.scope_ids),
    )
    return rows[0]["id"] if rows else None


async def _steps(order_id: UUID) -> list[UrgentStep]:
    rows = await UrgentOrder.raw(
        """
        SELECT step.at, step.kind, step.stage, step.note, person.name AS person_name,
               other.name AS to_name
        FROM urgent_step AS step
        LEFT JOIN person ON person.id = step.person_id
        LEFT JOIN person AS other ON other.id = step.to_id
        WHERE step.urgent_order_id = {} ORDER BY step.at DESC, step.id DESC
        """,
        order_id,
    )
    return [
        UrgentStep(
            at=row["at"],
            kind=UrgentStepKind(row["kind"]),
            stage=row["stage"] and StageKind(row["stage"]),
            person_name=row["person_name"],
            to_name=row["to_name"],
            note=row["note"],
        )
        for row in rows
    ]


async def _people_who_see(row: Mapping[str, Any]) -> list[PersonName]:
    rows = await UrgentOrder.raw(
        """
        SELECT DISTINCT person.id, person.name FROM person
        JOIN scope_membership AS membership ON membership.person_id = person.id
          AND membership.revoked_at IS NULL AND membership.scope_id = ANY({}::uuid[])
        WHERE person.is_active ORDER BY person.name, person.id
        """,
        [row["site_scope_id"], row["scope_id"]],
    )
    return [PersonName(each["id"], each["name"]) for each in rows]


def _may_act(stage: Mapping[str, Any], order: Mapping[str, Any], viewer: Viewer) -> bool:
    is_called = stage["escalated_at"] is not None and stage["called_id"] == viewer.person_id
    return (
        order["status"] == UrgentStatus.RUNNING
        and stage["status"] == StageStatus.RUNNING
        and (stage["owner_id"] == viewer.person_id or is_called or viewer.has_role(*OVERSEERS))
    )


def _stage(
    row: Mapping[str, Any], order: Mapping[str, Any], viewer: Viewer, used: int | None
) -> UrgentStage:
    after = after_of(row)
    return UrgentStage(
        stage=StageKind(row["kind"]),
        status=StageStatus(row["status"]),
        owner_id=row["owner_id"],
        owner_name=row["owner_name"],
        owner_role=row["owner_role"] and Role(row["owner_role"]),
        is_own=row["owner_id"] == viewer.person_id,
        may_act=_may_act(row, order, viewer),
        after=None if after is None else [kind for kind in StageKind if kind in after],
        clock=StageClock(row["clock"]),
        minutes=row["minutes"],
        used_minutes=used,
        due_at=row["due_at"],
        started_at=row["started_at"],
        done_at=row["done_at"],
        done_by_name=row["done_by_name"],
        note=row["note"],
        called_name=row["called_name"],
        called_role=row["called_role"] and Role(row["called_role"]),
        escalated_at=row["escalated_at"],
    )


def _row(row: Mapping[str, Any], stages: Sequence[UrgentStage]) -> UrgentRow:
    started = row["processing_started_at"]
    return UrgentRow(
        id=row["id"],
        number=row["number"],
        demand_change_id=row["demand_change_id"],
        kind=UrgentKind(row["kind"]),
        status=UrgentStatus(row["status"]),
        stopped=row["stopped"] and StopCause(row["stopped"]),
        customer_name=row["customer_name"],
        item_name=row["item_name"],
        unit=row["unit"],
        quantity=row["quantity"],
        wanted_on=row["wanted_on"],
        order_reference=row["order_reference"],
        site_name=row["site_name"],
        time_zone=row["time_zone"],
        received_at=row["received_at"],
        response_minutes=None if started is None else minutes_between(row["received_at"], started),
        running=sorted(
            (each for each in stages if each.status is StageStatus.RUNNING),
            key=lambda each: each.due_at,
        ),
        deliver_by=max(each.due_at for each in stages),
        ended_at=row["ended_at"],
        done_count=sum(each.status is StageStatus.DONE for each in stages),
        stage_count=len(stages),
    )
