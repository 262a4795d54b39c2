"""How an urgent order moves: deadlines from its runbook, and the stages that facts prove to be over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.catalog.hours import WorkingHours, due_at, worked_between
from backend.urgent.errors import NotYourStageError, StageNotRunningError
from backend.urgent.model.runbook import StageRule, awaited
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
    the calendar changed. It begins once all stages are over that it waits for.
    """

    kind: StageKind
    status: StageStatus
    time_allowed: timedelta
    due_at: datetime
    counted_from: datetime
    counted_for: timedelta
    owner_id: UUID | None = None
    called_id: UUID | None = None
    waits_for: frozenset[StageKind] = frozenset()
    done_at: datetime | None = None

    @property
    def over_at(self) -> datetime:
        """From when what waits for it is counted: one that is over early leaves that where it was."""
        return self.due_at if self.done_at is None else max(self.due_at, self.done_at)


@dataclass(frozen=True, slots=True)
class Moves:
    """What facts ask for: stages that are over, in their order, or a clock that stops.

    `is_taken_on`: somebody has decided or done something about the order.
    """

    done: tuple[StageKind, ...] = ()
    is_taken_on: bool = False
    stop: StopCause | None = None


def deadlines(
    stages: Sequence[StageRule], received_at: datetime, clock: Clock
) -> list[tuple[datetime, datetime]]:
    """From when each stage is counted, and when it is due: its time begins when all that it waits for was due."""
    found: dict[StageKind, tuple[datetime, datetime]] = {}
    waits_for = awaited({each.kind: each.after for each in stages})
    for stage in stages:
        start = max((found[kind][1] for kind in waits_for[stage.kind]), default=received_at)
        found[stage.kind] = start, due_at(start, stage.time_allowed, clock[stage.kind])
    return list(found.values())


def _replanned(stages: Sequence[Stage], over: StageKind, clock: Clock) -> list[Stage]:
    """Stages of which one is over: those behind it are due as they were, but each with its whole time.

    What was done early leaves the deadlines where they are; what was late moves those behind it.
    """
    found: dict[StageKind, Stage] = {}
    behind = {over}
    for stage in stages:
        is_behind = stage.status is StageStatus.WAITING and not behind.isdisjoint(stage.waits_for)
        if is_behind:
            behind.add(stage.kind)
        found[stage.kind] = _after(stage, found, clock) if is_behind else stage
    return list(found.values())


def resumed(stages: Sequence[Stage], at: datetime, clock: Clock) -> list[Stage]:
    """Stages of an order that stood still: what runs has its whole time from now on, and moves the rest."""
    found: dict[StageKind, Stage] = {}
    for stage in stages:
        if stage.status is StageStatus.DONE:
            found[stage.kind] = stage
        elif stage.status is StageStatus.RUNNING:
            found[stage.kind] = _later(stage, at, clock)
        else:
            found[stage.kind] = _after(stage, found, clock)
    return list(found.values())


def _after(stage: Stage, found: Mapping[StageKind, Stage], clock: Clock) -> Stage:
    return _later(stage, _reached(stage, found), clock)


def _reached(stage: Stage, found: Mapping[StageKind, Stage]) -> datetime:
    return max(found[kind].over_at for kind in stage.waits_for)


def _later(stage: Stage, start: datetime, clock: Clock) -> Stage:
    """The stage with its whole time from an instant on, unless it is due later as it is."""
    moved = _counted(stage, start, stage.time_allowed, clock)
    return moved if moved.due_at > stage.due_at else stage


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

    A stage that waits begins to count when all that it waits for is due. A deadline that has passed stays.
    """
    found: dict[StageKind, Stage] = {}
    fixed: set[StageKind] = set()
    for stage in stages:
        if stage.status is StageStatus.DONE or stage.due_at <= now:
            found[stage.kind] = stage
            fixed.add(stage.kind)
        elif stage.waits_for <= fixed:
            found[stage.kind] = _counted(stage, stage.counted_from, stage.counted_for, clock)
        else:
            start = _reached(stage, found)
            found[stage.kind] = _counted(stage, start, stage.time_allowed, clock)
    return list(found.values())


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
    reached = _reached_by(facts)
    if reached is None:
        return frozenset({StageKind.FEASIBILITY}) if facts.is_proposed else frozenset()
    return frozenset(_UP_TO[: _UP_TO.index(reached) + 1])


def _reached_by(facts: Facts) -> StageKind | None:
    if facts.is_shipped:
        return StageKind.DELIVERY
    if facts.is_packed:
        return StageKind.PACKING
    if facts.is_made or facts.is_in_stock:
        return StageKind.MAKING
    if facts.is_begun:
        return StageKind.MATERIAL
    return StageKind.SCHEDULING if facts.is_approved else None


def moves_for(stages: Sequence[Stage], facts: Facts) -> Moves:
    """What facts ask of an order that runs; a clock that is stopped moves nothing."""
    if facts.is_withdrawn:
        return Moves(stop=StopCause.WITHDRAWN)
    if facts.is_rejected:
        return Moves(stop=StopCause.REJECTED)
    if not facts.is_urgent:
        return Moves(stop=StopCause.NOT_URGENT)
    proved = proven(facts)
    over = {each.kind for each in stages if each.status is StageStatus.DONE}
    done = []
    for stage in stages:
        if stage.kind not in over and stage.kind in proved and stage.waits_for <= over:
            over.add(stage.kind)
            done.append(stage.kind)
    return Moves(done=tuple(done), is_taken_on=_reached_by(facts) is not None)


def with_done(stages: Sequence[Stage], kind: StageKind, now: datetime, clock: Clock) -> list[Stage]:
    """The stages once one that runs is over: what waits for nothing any more runs, what was late moves the rest."""
    ended = [
        replace(each, status=StageStatus.DONE, done_at=now) if each.kind is kind else each
        for each in stages
    ]
    return _begun(_replanned(ended, kind, clock))


def _begun(stages: Sequence[Stage]) -> list[Stage]:
    over = {each.kind for each in stages if each.status is StageStatus.DONE}
    return [
        replace(each, status=StageStatus.RUNNING)
        if each.status is StageStatus.WAITING and each.waits_for <= over
        else each
        for each in stages
    ]


def running(stages: Sequence[Stage]) -> list[Stage]:
    """The stages that are counted down, side by side."""
    return [each for each in stages if each.status is StageStatus.RUNNING]


def first_of(stages: Sequence[Stage]) -> list[Stage]:
    """The stages with which an order begins."""
    return [each for each in stages if not each.waits_for]


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
