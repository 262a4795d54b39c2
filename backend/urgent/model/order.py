"""How an urgent order moves: deadlines from its runbook, and the stages that facts prove to be over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.urgent.errors import NotYourStageError, StageNotRunningError
from backend.urgent.model.hours import WorkingHours, due_at
from backend.urgent.model.runbook import StageRule
from shared.terms import Role
from shared.urgent_terms import StageKind, StageStatus, StopCause

# Who may do what a stage's owner does, wherever they see the order.
OVERSEERS: Final = frozenset({Role.SUPERVISOR, Role.PLANNER, Role.ADMIN})
_UP_TO: Final = tuple(StageKind)

Clock = Mapping[StageKind, WorkingHours | None]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an order beside what people say of its stages.

    `is_in_stock`: it was decided, and nothing has to be made. `is_packed`: the last step that makes it
    packs it.
    """

    is_urgent: bool = True
    is_withdrawn: bool = False
    is_rejected: bool = False
    is_proposed: bool = False
    is_approved: bool = False
    is_in_stock: bool = False
    is_begun: bool = False
    is_made: bool = False
    is_packed: bool = False
    is_shipped: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of one order."""

    kind: StageKind
    status: StageStatus
    time_allowed: timedelta
    due_at: datetime
    owner_id: UUID | None = None
    called_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Moves:
    """What facts ask for: stages that are over, in their order, or a clock that stops."""

    done: tuple[StageKind, ...] = ()
    stop: StopCause | None = None


def deadlines(stages: Sequence[StageRule], received_at: datetime, clock: Clock) -> list[datetime]:
    """When each stage is due: each one's time begins when the one before it was due."""
    found = []
    reached = received_at
    for stage in stages:
        reached = due_at(reached, stage.time_allowed, clock[stage.kind])
        found.append(reached)
    return found


def replanned(stages: Sequence[Stage], done_at: datetime, clock: Clock) -> list[datetime]:
    """When stages are due that follow one which is over: as they were, but each with its whole time.

    What was done early leaves the deadlines where they are; what was late moves those behind it.
    """
    found = []
    reached = done_at
    for stage in stages:
        reached = max(stage.due_at, due_at(reached, stage.time_allowed, clock[stage.kind]))
        found.append(reached)
    return found


def proven(facts: Facts) -> frozenset[StageKind]:
    """The stages that facts prove to be over, whoever has or has not said so.

    That the way out was worked out proves that it was asked whether it can be made, but not that anybody
    has taken the order on; what comes later does.
    """
    reached = None
    if facts.is_shipped:
        reached = StageKind.DELIVERY
    elif facts.is_packed:
        reached = StageKind.PACKING
    elif facts.is_made or facts.is_in_stock:
        reached = StageKind.MAKING
    elif facts.is_begun:
        reached = StageKind.MATERIAL
    elif facts.is_approved:
        reached = StageKind.SCHEDULING
    if reached is None:
        return frozenset({StageKind.FEASIBILITY}) if facts.is_proposed else frozenset()
    return frozenset(_UP_TO[: _UP_TO.index(reached) + 1])


def moves_for(stages: Sequence[Stage], facts: Facts) -> Moves:
    """What facts ask of an order that runs; a clock that is stopped moves nothing."""
    if facts.is_withdrawn:
        return Moves(stop=StopCause.WITHDRAWN)
    if facts.is_rejected:
        return Moves(stop=StopCause.REJECTED)
    if not facts.is_urgent:
        return Moves(stop=StopCause.NOT_URGENT)
    over = proven(facts)
    done = []
    for stage in stages:
        if stage.status is StageStatus.DONE:
            continue
        if stage.kind not in over:
            break
        done.append(stage.kind)
    return Moves(done=tuple(done))


def with_done(stages: Sequence[Stage], kind: StageKind, now: datetime, clock: Clock) -> list[Stage]:
    """The stages once one that runs is over: the next one runs, and what was late moves the rest."""
    place = next(n for n, each in enumerate(stages) if each.kind is kind)
    behind = stages[place + 1 :]
    rest = [
        replace(
            each,
            due_at=due,
            status=StageStatus.RUNNING if number == 0 else each.status,
        )
        for number, (each, due) in enumerate(
            zip(behind, replanned(behind, now, clock), strict=True)
        )
    ]
    return [*stages[:place], replace(stages[place], status=StageStatus.DONE), *rest]


def running(stages: Sequence[Stage]) -> Stage | None:
    """The stage that the clock counts down."""
    return next((each for each in stages if each.status is StageStatus.RUNNING), None)


def stage_to_work_on(
    stages: Sequence[Stage], kind: StageKind, person_id: UUID, roles: frozenset[Role], owner: str
) -> Stage | None:
    """The running stage that somebody wants to move; None where it is over already.

    Raises `StageNotRunningError` for one that has not begun, `NotYourStageError` for somebody who neither
    owns it nor was called for it nor oversees the plant.
    """
    stage = next((each for each in stages if each.kind is kind), None)
    if stage is None or stage.status is StageStatus.WAITING:
        raise StageNotRunningError
    if person_id not in {stage.owner_id, stage.called_id} and roles.isdisjoint(OVERSEERS):
        raise NotYourStageError(owner=owner)
    return None if stage.status is StageStatus.DONE else stage
