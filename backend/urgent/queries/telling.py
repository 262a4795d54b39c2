"""The stages of an order that run, for those who are told of it and are not at a screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.approval.queries import people_named
from backend.urgent.queries.rows import ORDERS, stages_of
from backend.urgent.tables import UrgentOrder
from shared.urgent_terms import StageKind, StageStatus


@dataclass(frozen=True, slots=True)
class RunningStage:
    """A stage that runs, as those are told who have it or are called for it."""

    urgent_order_id: UUID
    number: int
    scope_id: UUID
    site_scope_id: UUID
    stage: StageKind
    owner_id: UUID | None
    called_id: UUID | None
    is_late: bool
    due_at: datetime
    facts: dict[str, str]


async def running_stages(order_id: UUID) -> list[RunningStage]:
    """The stages of an order that run, for telling; none where its clock stands still."""
    rows = await UrgentOrder.raw(
        ORDERS + " WHERE urgent.id = {} AND urgent.status = 'running'", order_id
    )
    if not rows:
        return []
    stages = (await stages_of([order_id]))[order_id]
    return [_running(rows[0], each) for each in stages if each["status"] == StageStatus.RUNNING]


def _running(row: Mapping[str, Any], stage: Mapping[str, Any]) -> RunningStage:
    return RunningStage(
        urgent_order_id=row["id"],
        number=row["number"],
        scope_id=row["scope_id"],
        site_scope_id=row["site_scope_id"],
        stage=StageKind(stage["kind"]),
        owner_id=stage["owner_id"],
        called_id=stage["called_id"] if stage["escalated_at"] is not None else None,
        is_late=stage["escalated_at"] is not None,
        due_at=stage["due_at"],
        facts={
            "number": str(row["number"]),
            "stage": stage["kind"],
            "customer": row["customer_name"],
            "item": row["item_name"],
            "unit": row["unit"],
            "quantity": f"{row['quantity'].normalize():f}",
            "due_at": stage["due_at"].isoformat().replace("+00:00", "Z"),
            "time_zone": row["time_zone"],
            "owner": stage["owner_name"] or "",
        },
    )


async def name_of(person_id: UUID | None) -> str:
    """Somebody's name; empty for nobody."""
    if person_id is None:
        return ""
    return (await people_named([person_id])).get(person_id, "")
