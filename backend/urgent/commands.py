"""What may be asked of urgent orders."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from backend.urgent.model.runbook import Owner, Runbook, StageRule
from shared.schemas.urgent import RunbookChoice, StageOwner
from shared.urgent_terms import StageKind


def runbook_asked(choice: RunbookChoice) -> Runbook:
    """A runbook as it was asked for from outside; whether it can be is the model's to say."""
    return Runbook(
        id=None,
        name=choice.name,
        kind=choice.kind,
        site_id=choice.site_id,
        stages=tuple(
            StageRule(
                kind=each.stage,
                owner=_owner(each.owner),
                time_allowed=timedelta(minutes=each.minutes),
                clock=each.clock,
                remind_before=None
                if each.remind_before_minutes is None
                else timedelta(minutes=each.remind_before_minutes),
                called=None if each.called is None else _owner(each.called),
                after=None if each.after is None else frozenset(each.after),
            )
            for each in choice.stages
        ),
    )


def _owner(asked: StageOwner) -> Owner:
    return Owner(asked.role, asked.person_id)


@dataclass(frozen=True, slots=True)
class FinishStage:
    """Say that a stage is over; the same again changes nothing."""

    urgent_order_id: UUID
    stage: StageKind
    note: str


@dataclass(frozen=True, slots=True)
class HandOverStage:
    """Give a stage to somebody else, with a word; to oneself: take it."""

    urgent_order_id: UUID
    stage: StageKind
    person_id: UUID
    note: str


@dataclass(frozen=True, slots=True)
class CheckUrgentOrders:
    """Look whether facts have moved any order, whatever has not been told."""


@dataclass(frozen=True, slots=True)
class AddRunbook:
    """Let urgent orders that come from now on go by this runbook, behind those that there are."""

    runbook: Runbook


@dataclass(frozen=True, slots=True)
class ChangeRunbook:
    """Say a runbook anew; orders that run keep the stages that they have."""

    runbook_id: UUID
    runbook: Runbook


@dataclass(frozen=True, slots=True)
class MoveRunbook:
    """Ask a runbook before the one in front of it."""

    runbook_id: UUID


@dataclass(frozen=True, slots=True)
class RemoveRunbook:
    """Let no more orders go by a runbook."""

    runbook_id: UUID


@dataclass(frozen=True, slots=True)
class MakeWall:
    """Make a link with which a screen on a wall at a site can be signed in, once."""

    site_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class SignWallIn:
    """Let the screen in that holds a link."""

    code_hash: str


@dataclass(frozen=True, slots=True)
class RevokeWall:
    """Let a screen on a wall in no more."""

    wall_id: UUID
