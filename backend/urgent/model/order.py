"""How an urgent order moves: deadlines from its runbook, and the stages that facts prove to be over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.urgent.errors import NotYourStageError, StageNotRunningError
from backend.urgent.model.hours import WorkingHours, due_at, worked_between
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
    """A stage of one order.

    It is due `counted_for` after `counted_from` by its clock: its whole time, or what was left of it when
    the calendar changed.
    """

    kind: StageKind
    status: StageStatus
    time_allowed: timedelta
    due_at: datetime
    counted_from: datetime
    counted_for: timedelta
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


def replanned(stages: Sequence[Stage], done_at: datetime, clock: Clock) -> list[Stage]:
    """Stages that follow one which is over: due as they were, but each with its whole time.

    What was done early leaves the deadlines where they are; what was late moves those behind it.
    """
    found: list[Stage] = []
    reached = done_at
    for stage in stages:
        moved = _counted(stage, reached, stage.time_allowed, clock)
        found.append(moved if moved.due_at > stage.due_at else stage)
        reached = found[-1].due_at
    return found


def settled(stages: Sequence[Stage], at: datetime, before: Clock, after: Clock) -> list[Stage]:
    """The stages when working hours change: what has passed by the hours from before has passed.

    What is left of a stage that is being counted is counted from then on; a stage whose hours are the
    same stays as it is.
    """
    return [
        replace(
            stage,
            counted_from=at,
            counted_for=max(
                timedelta(0),
                stage.counted_for - worked_between(stage.counted_from, at, before[stage.kind]),
            ),
        )
        if stage.status is not StageStatus.DONE
        and stage.counted_from < at < stage.due_at
        and before[stage.kind] != after[stage.kind]
        else stage
        for stage in stages
    ]


def recounted(stages: Sequence[Stage], now: datetime, clock: Clock) -> list[Stage]:
    """The stages by the working hours that hold now; the same hours give the same deadlines.

    A stage that waits begins to count when the one before it is due. A deadline that has passed stays.
    """
    found: list[Stage] = []
    reached: datetime | None = None
    for stage in stages:
        if stage.status is StageStatus.DONE or stage.due_at <= now:
            found.append(stage)
            continue
        if reached is None:
            found.append(_counted(stage, stage.counted_from, stage.counted_for, clock))
        else:
            found.append(_counted(stage, reached, stage.time_allowed, clock))
        reached = found[-1].due_at
    return found


def _counted(stage: Stage, start: datetime, length: timedelta, clock: Clock) -> Stage:
    return replace(
        stage,
        due_at=due_at(start, length, clock[stage.kind]),
        counted_from=start,
        counted_for=length,
    )


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
        replace(each, status=StageStatus.RUNNING) if number == 0 else each
        for number, each in enumerate(replanned(behind, now, clock))
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
