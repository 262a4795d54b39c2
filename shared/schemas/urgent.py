"""Urgent orders with their stages, and the runbooks that they go by."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.schemas.approval import PersonName
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

Minutes = Annotated[int, Meta(ge=1, le=60 * 24 * 60)]
Note = Annotated[str, Meta(max_length=500)]


class StageOwner(Struct, frozen=True, forbid_unknown_fields=True):
    """Who has a stage: somebody with a role at the plant, or one person."""

    role: Role | None = None
    person_id: UUID | None = None


class StageChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """A stage as a runbook has it; `minutes` are counted by `clock` from when all that it waits for was due.

    It waits for the stages in `after`: without any it begins at once; null means all before it.
    """

    stage: StageKind
    owner: StageOwner
    minutes: Minutes
    clock: StageClock = StageClock.WORKING
    remind_before_minutes: Minutes | None = None
    called: StageOwner | None = None
    after: Annotated[list[StageKind], Meta(max_length=6)] | None = None


class RunbookChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """A runbook as it is asked for; without kind or site it holds for every one."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    stages: Annotated[list[StageChoice], Meta(min_length=1, max_length=7)]
    kind: UrgentKind | None = None
    site_id: UUID | None = None


class RunbookStage(Struct, frozen=True):
    """A stage of a runbook with the names that people know."""

    stage: StageKind
    owner: StageOwner
    owner_name: str | None
    minutes: int
    clock: StageClock
    remind_before_minutes: int | None
    called: StageOwner | None
    called_name: str | None
    after: list[StageKind] | None


class RunbookView(Struct, frozen=True):
    """A runbook; `id` is null for the one that holds where the company has none."""

    id: UUID | None
    name: str
    kind: UrgentKind | None
    site_id: UUID | None
    site_name: str | None
    stages: list[RunbookStage]


class RunbookBoard(Struct, frozen=True):
    """Runbooks in the order in which they are asked, the usual one last, and what they can name."""

    runbooks: list[RunbookView]
    people: list[PersonName]
    sites: list[PersonName]


class UrgentStage(Struct, frozen=True):
    """A stage of an order; `minutes` is what it may take, `used_minutes` what it has taken by its clock.

    It begins after the stages in `after`; null means all before it. `called_name` is who is called when
    the deadline passes, or has been (`escalated_at`).
    """

    stage: StageKind
    status: StageStatus
    owner_id: UUID | None
    owner_name: str | None
    owner_role: Role | None
    is_own: bool
    may_act: bool
    after: list[StageKind] | None
    clock: StageClock
    minutes: int
    used_minutes: int | None
    due_at: datetime
    started_at: datetime | None
    done_at: datetime | None
    done_by_name: str | None
    note: str
    called_name: str | None
    called_role: Role | None
    escalated_at: datetime | None


class UrgentRow(Struct, frozen=True):
    """An urgent order in a list; `deliver_by` is when its last stage is due.

    `running` are the stages that are counted down side by side, the one that is due first on top.
    """

    id: UUID
    number: int
    demand_change_id: UUID
    kind: UrgentKind
    status: UrgentStatus
    stopped: StopCause | None
    customer_name: str
    item_name: str
    unit: str
    quantity: Decimal
    wanted_on: date | None
    order_reference: str | None
    site_name: str
    time_zone: str
    received_at: datetime
    response_minutes: int | None
    running: list[UrgentStage]
    deliver_by: datetime
    ended_at: datetime | None
    done_count: int
    stage_count: int


class UrgentBoard(Struct, frozen=True):
    """Urgent orders that the viewer may see, as of the server's time; those that run come first."""

    as_of: datetime
    rows: list[UrgentRow]
    is_by_delivery: bool
    may_edit: bool


class UrgentStep(Struct, frozen=True):
    """Something that happened to an order."""

    at: datetime
    kind: UrgentStepKind
    stage: StageKind | None
    person_name: str | None
    to_name: str | None
    note: str


class UrgentView(Struct, frozen=True):
    """One urgent order; `people` are those to whom a stage may be handed over."""

    as_of: datetime
    row: UrgentRow
    reason: str
    note: str
    requested_by_name: str
    proposal_id: UUID | None
    stages: list[UrgentStage]
    steps: list[UrgentStep]
    may_decide: bool
    people: list[PersonName]


class FinishedStage(Struct, frozen=True, forbid_unknown_fields=True):
    """A word on a stage that is over."""

    note: Note = ""


class StageHandOver(Struct, frozen=True, forbid_unknown_fields=True):
    """To whom a stage goes, and why."""

    person_id: UUID
    note: Note = ""
