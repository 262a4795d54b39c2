"""Runbooks: which stages an urgent order of a kind goes through, who owns each, and how long it may take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.urgent.errors import RunbookIncompleteError
from shared.terms import Role
from shared.urgent_terms import StageClock, StageKind, UrgentKind

LONGEST_STAGE: Final = timedelta(days=60)
_PLACES: Final = {kind: place for place, kind in enumerate(StageKind)}


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a stage, or is called for it: somebody with a role at the plant, or one person."""

    role: Role | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class StageRule:
    """A stage as a runbook has it.

    It begins once the stages in `after` are over, without any at once, where that is None when all before
    it are. `time_allowed` counts from when these were due, by `clock`; its owner is reminded
    `remind_before` the deadline, and `called` is called when it has passed.
    """

    kind: StageKind
    owner: Owner
    time_allowed: timedelta
    clock: StageClock = StageClock.WORKING
    remind_before: timedelta | None = None
    called: Owner | None = None
    after: frozenset[StageKind] | None = None


@dataclass(frozen=True, slots=True)
class Runbook:
    """The stages of urgent orders of a kind at a site; without these of every kind, at every site."""

    id: UUID | None
    name: str
    stages: tuple[StageRule, ...]
    kind: UrgentKind | None = None
    site_id: UUID | None = None


def _usual(kind: StageKind, owner: Role, minutes: int, remind: int, called: Role) -> StageRule:
    return StageRule(
        kind,
        Owner(owner),
        timedelta(minutes=minutes),
        StageClock.PLAIN if kind is StageKind.DELIVERY else StageClock.WORKING,
        timedelta(minutes=remind),
        Owner(called),
    )


USUAL: Final = Runbook(
    id=None,
    name="",
    stages=(
        _usual(StageKind.RECEIPT, Role.PLANNER, 15, 5, Role.SUPERVISOR),
        _usual(StageKind.FEASIBILITY, Role.PLANNER, 30, 10, Role.SUPERVISOR),
        _usual(StageKind.SCHEDULING, Role.SUPERVISOR, 45, 15, Role.EXECUTIVE),
        _usual(StageKind.MATERIAL, Role.BUYER, 240, 60, Role.PLANNER),
        _usual(StageKind.MAKING, Role.SUPERVISOR, 480, 60, Role.PLANNER),
        _usual(StageKind.PACKING, Role.SUPERVISOR, 120, 30, Role.PLANNER),
        _usual(StageKind.DELIVERY, Role.LOGISTICS, 1440, 120, Role.SUPERVISOR),
    ),
)
"""What holds where no runbook of the company's does."""


def kind_of(
    *,
    has_line: bool,
    quantity_delta: Decimal,
    due_on_before: date | None,
    due_on: date | None,
) -> UrgentKind:
    """What is urgent about a change.

    >>> kind_of(has_line=True, quantity_delta=Decimal(40), due_on_before=None, due_on=None).value
    'more'
    """
    if not has_line:
        return UrgentKind.NEW_ORDER
    is_sooner = due_on is not None and due_on_before is not None and due_on < due_on_before
    return UrgentKind.MORE if quantity_delta > 0 and not is_sooner else UrgentKind.SOONER


def runbook_for(runbooks: Iterable[Runbook], kind: UrgentKind, site_id: UUID) -> Runbook:
    """The first runbook that holds for a kind at a site, else the usual one."""
    return next(
        (
            each
            for each in runbooks
            if each.kind in (None, kind) and each.site_id in (None, site_id)
        ),
        USUAL,
    )


def awaited(
    afters: Mapping[StageKind, frozenset[StageKind] | None],
) -> dict[StageKind, frozenset[StageKind]]:
    """What each stage waits for, of stages in their order: what it names, else all before it."""
    kinds = list(afters)
    return {
        kind: frozenset(kinds[:place]) if after is None else after
        for place, (kind, after) in enumerate(afters.items())
    }


def check_runbook(runbook: Runbook) -> None:
    """Raise `RunbookIncompleteError` with the field that cannot stay as it is."""
    stages = runbook.stages
    places = [_PLACES[each.kind] for each in stages]
    named = [*(each.owner for each in stages), *(each.called for each in stages if each.called)]
    wrong = {
        "name": not runbook.name.strip(),
        "stages": not stages or places != sorted(set(places)),
        "owner": any((each.role is None) == (each.person_id is None) for each in named),
        "minutes": any(not timedelta(0) < each.time_allowed <= LONGEST_STAGE for each in stages),
        "remind_before": any(
            each.remind_before is not None
            and not timedelta(0) < each.remind_before < each.time_allowed
            for each in stages
        ),
        "after": any(
            each.after is not None and not each.after <= {before.kind for before in stages[:place]}
            for place, each in enumerate(stages)
        ),
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise RunbookIncompleteError(field=field)
