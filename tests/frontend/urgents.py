"""Urgent orders of the sample day, and the part of the gateway that answers about them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from shared.schemas.approval import PersonName
from shared.schemas.urgent import (
    RunbookBoard,
    RunbookChoice,
    RunbookStage,
    RunbookView,
    StageOwner,
    UrgentBoard,
    UrgentRow,
    UrgentStage,
    UrgentStep,
    UrgentView,
)
from shared.schemas.wall import WallLink, WallRow, WallsBoard
from shared.terms import Role
from shared.urgent_terms import (
    StageClock,
    StageKind,
    StageStatus,
    UrgentKind,
    UrgentStatus,
    UrgentStepKind,
)
from tests.frontend.answers import Answers
from tests.frontend.sample_day import CHANGE_ID, NOW, PROPOSAL_ID

URGENT_ID = UUID(int=870)
RUNBOOK_ID = UUID(int=871)
RECEIVED = NOW - timedelta(minutes=62)
ANNA, VERA = PersonName(UUID(int=501), "Anna Berg"), PersonName(UUID(int=502), "Vera Lind")


def stage(kind: StageKind, status: StageStatus, due_in: int, **changes: Any) -> UrgentStage:
    values: dict[str, Any] = {
        "stage": kind,
        "status": status,
        "owner_id": None,
        "owner_name": None,
        "owner_role": Role.LOGISTICS,
        "is_own": False,
        "may_act": status is StageStatus.RUNNING,
        "after": None,
        "clock": StageClock.WORKING,
        "minutes": 45,
        "used_minutes": None,
        "due_at": NOW + timedelta(minutes=due_in),
        "started_at": None,
        "done_at": None,
        "done_by_name": None,
        "note": "",
        "called_name": None,
        "called_role": None,
        "escalated_at": None,
        **changes,
    }
    return UrgentStage(**values)


def stages() -> list[UrgentStage]:
    done = StageStatus.DONE
    return [
        stage(StageKind.RECEIPT, done, -47, minutes=15, used_minutes=7, owner_name="Marta Ozola",
              done_by_name="Marta Ozola", done_at=NOW - timedelta(minutes=55)),
        stage(StageKind.FEASIBILITY, done, -17, minutes=30, used_minutes=21, owner_name="Li Na",
              done_by_name="Li Na", done_at=NOW - timedelta(minutes=34),
              note="yes, 60 by Wed night"),
        stage(StageKind.SCHEDULING, StageStatus.RUNNING, 28, owner_id=UUID(int=1), is_own=True,
              owner_name="Viktor Hahn", used_minutes=34, called_name="Anna Berg"),
        stage(StageKind.MAKING, StageStatus.WAITING, 2000, owner_role=Role.SUPERVISOR),
        stage(StageKind.DELIVERY, StageStatus.WAITING, 2900),
    ]  # fmt: skip


def beside() -> list[UrgentStage]:
    """Scheduling, which is the viewer's own, and the material, which somebody else has, side by side."""
    material = stage(
        StageKind.MATERIAL,
        StageStatus.RUNNING,
        95,
        owner_name="Berta Buyer",
        after=[StageKind.FEASIBILITY],
    )
    found = stages()
    making = replace(found[3], after=[StageKind.SCHEDULING])
    return [*found[:3], material, making, *found[4:]]


def row(**changes: Any) -> UrgentRow:
    found = stages()
    values: dict[str, Any] = {
        "id": URGENT_ID,
        "number": 7,
        "demand_change_id": CHANGE_ID,
        "kind": UrgentKind.NEW_ORDER,
        "status": UrgentStatus.RUNNING,
        "stopped": None,
        "customer_name": "Yantai Marine",
        "item_name": "MS sealant, black, 600 ml",
        "unit": "box",
        "quantity": Decimal(60),
        "wanted_on": date(2026, 11, 26),
        "order_reference": None,
        "site_name": "Riga plant",
        "time_zone": "Europe/Riga",
        "received_at": RECEIVED,
        "response_minutes": 7,
        "running": [found[2]],
        "deliver_by": found[-1].due_at,
        "ended_at": None,
        "done_count": 2,
        "stage_count": 5,
        **changes,
    }
    return UrgentRow(**values)


def view(**changes: Any) -> UrgentView:
    values: dict[str, Any] = {
        "as_of": NOW,
        "row": row(),
        "reason": "customer_request",
        "note": "Vessel in dry dock, leaves Friday.",
        "requested_by_name": "Marta Ozola",
        "proposal_id": PROPOSAL_ID,
        "stages": stages(),
        "steps": [
            UrgentStep(NOW, UrgentStepKind.REMINDED, StageKind.SCHEDULING, None, "Viktor Hahn", ""),
            UrgentStep(
                RECEIVED, UrgentStepKind.STARTED, StageKind.RECEIPT, None, "Marta Ozola", ""
            ),
        ],
        "may_decide": True,
        "people": [ANNA, VERA],
        **changes,
    }
    return UrgentView(**values)


def ended() -> UrgentRow:
    at: datetime = NOW - timedelta(hours=3)
    return row(
        id=UUID(int=872), number=6, status=UrgentStatus.DONE, running=[], ended_at=at, done_count=5
    )


def runbook(**changes: Any) -> RunbookView:
    values: dict[str, Any] = {
        "id": RUNBOOK_ID,
        "name": "New orders",
        "kind": UrgentKind.NEW_ORDER,
        "site_id": None,
        "site_name": None,
        "stages": [
            RunbookStage(StageKind.RECEIPT, StageOwner(Role.PLANNER), None, 15, StageClock.WORKING,
                         5, StageOwner(Role.SUPERVISOR), None, None),
            RunbookStage(StageKind.DELIVERY, StageOwner(None, ANNA.id), "Anna Berg", 1440,
                         StageClock.PLAIN, None, None, None, None),
        ],
        **changes,
    }  # fmt: skip
    return RunbookView(**values)


def wall(**changes: Any) -> WallRow:
    values: dict[str, Any] = {
        "id": UUID(int=880),
        "name": "Hall 2",
        "site_name": "Riga plant",
        "made_by_name": "Li Na",
        "made_at": NOW - timedelta(hours=3),
        "code_until": NOW + timedelta(hours=21),
        "signed_in_at": NOW - timedelta(hours=2),
        "last_seen_at": NOW - timedelta(minutes=2),
        **changes,
    }
    return WallRow(**values)


class FakeUrgents(Answers):
    """What pages ask of urgent orders."""

    async def urgent_orders(self, by_delivery: bool | None) -> UrgentBoard:  # noqa: FBT001 -- as the gateway has it
        usual = UrgentBoard(NOW, [row(), ended()], bool(by_delivery), may_edit=True)
        return self._answer("urgent_orders", usual)

    async def urgent_order(self, urgent_order_id: UUID) -> UrgentView:
        return self._answer("urgent_order", view(row=row(id=urgent_order_id)))

    async def urgent_order_of_change(self, demand_change_id: UUID) -> UUID | None:  # noqa: ARG002 -- there is one
        return self._answer("urgent_order_of_change", URGENT_ID)

    async def finish_stage(self, urgent_order_id: UUID, stage: StageKind, note: str) -> None:
        self._answer("finish_stage", None)
        self.done.append(("finish_stage", urgent_order_id, stage, note))

    async def hand_over_stage(
        self, urgent_order_id: UUID, stage: StageKind, person_id: UUID, note: str
    ) -> None:
        self.done.append(("hand_over_stage", urgent_order_id, stage, person_id, note))

    async def runbooks(self) -> RunbookBoard:
        usual = RunbookBoard(
            [runbook(), runbook(id=None, name="", kind=None)],
            [ANNA, VERA],
            [PersonName(UUID(int=1), "Riga plant")],
        )
        return self._answer("runbooks", usual)

    async def add_runbook(self, runbook: RunbookChoice) -> None:
        self.done.append(("add_runbook", runbook))

    async def change_runbook(self, runbook_id: UUID, runbook: RunbookChoice) -> None:
        self.done.append(("change_runbook", runbook_id, runbook))

    async def move_runbook(self, runbook_id: UUID) -> None:
        self.done.append(("move_runbook", runbook_id))

    async def remove_runbook(self, runbook_id: UUID) -> None:
        self.done.append(("remove_runbook", runbook_id))

    async def walls(self) -> WallsBoard:
        waiting = wall(id=UUID(int=881), name="Shop", signed_in_at=None, last_seen_at=None)
        site = PersonName(UUID(int=1), "Riga plant")
        return self._answer("walls", WallsBoard([wall(), waiting], [site]))

    async def make_wall(self, site_id: UUID, name: str) -> WallLink:
        self.done.append(("make_wall", site_id, name))
        return WallLink("https://plan.mill.example/wall?lang=en#secret", NOW + timedelta(days=1))

    async def revoke_wall(self, wall_id: UUID) -> None:
        self.done.append(("revoke_wall", wall_id))
