"""How the demo company works off urgent orders for more: the material is seen to while the order is scheduled."""

from typing import Final

from shared.schemas.urgent import RunbookChoice, StageChoice, StageOwner
from shared.terms import Role
from shared.urgent_terms import StageClock, StageKind, UrgentKind


def _stage(
    kind: StageKind,
    owner: Role,
    minutes: int,
    remind: int,
    called: Role,
    after: list[StageKind] | None = None,
) -> StageChoice:
    return StageChoice(
        stage=kind,
        owner=StageOwner(role=owner),
        minutes=minutes,
        clock=StageClock.PLAIN if kind is StageKind.DELIVERY else StageClock.WORKING,
        remind_before_minutes=remind,
        called=StageOwner(role=called),
        after=after,
    )


RUNBOOK: Final = RunbookChoice(
    name="More at short notice",
    kind=UrgentKind.MORE,
    stages=[
        _stage(StageKind.RECEIPT, Role.PLANNER, 15, 5, Role.SUPERVISOR),
        _stage(StageKind.FEASIBILITY, Role.PLANNER, 30, 10, Role.SUPERVISOR),
        _stage(StageKind.SCHEDULING, Role.SUPERVISOR, 45, 15, Role.EXECUTIVE),
        _stage(
            StageKind.MATERIAL, Role.BUYER, 240, 60, Role.PLANNER, after=[StageKind.FEASIBILITY]
        ),
        _stage(StageKind.MAKING, Role.SUPERVISOR, 480, 60, Role.PLANNER),
        _stage(StageKind.PACKING, Role.SUPERVISOR, 120, 30, Role.PLANNER),
        _stage(StageKind.DELIVERY, Role.LOGISTICS, 1440, 120, Role.SUPERVISOR),
    ],
)
