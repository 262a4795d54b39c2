"""What-ifs over the API: copy the plan, change and compare, share, adopt, and decide what was adopted."""

from typing import Annotated, Final
from uuid import UUID

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg, FromPath, JSONBody

from backend.approval.errors import (
    ApprovedAlreadyError,
    NotYourApprovalError,
    NotYourTurnError,
)
from backend.dispatch import Dispatcher
from backend.engine.errors import EditMissesError
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.proposal.errors import (
    AlreadyDecidedError,
    NothingAmendedError,
    OwnProposalError,
    PlanHasMovedError,
    ReasonMissingError,
)
from backend.scenario.commands import (
    AddEdit,
    AddScenario,
    AdoptScenario,
    ArchiveScenario,
    ArchiveWhatIf,
    CopyPlan,
    DecideAdoption,
    PlanAnew,
    RemoveEdit,
    RenewWhatIf,
    ShareWhatIf,
    UndoAdoption,
    WeighWhatIf,
    edit_asked,
)
from backend.scenario.errors import (
    EditIncompleteError,
    NameMissingError,
    NothingToAdoptError,
    OwnerOnlyError,
    ScenarioOutdatedError,
    TooManyScenariosError,
    WeightsMissingError,
    WhatIfClosedError,
)
from backend.scenario.queries import (
    adoption_for,
    adoptions_for,
    edit_choices_for,
    what_if_for,
    what_ifs_for,
)
from backend.undo.errors import BuiltUponError, NotYourDecisionError, UndoTooLateError
from shared.ids import new_id
from shared.schemas.scenario import (
    AdoptionDecision,
    AdoptionRow,
    AdoptionView,
    EditArgs,
    EditChoices,
    Made,
    NewPlanAnew,
    NewScenario,
    NewWhatIf,
    ScenarioWeights,
    WhatIfBoard,
    WhatIfView,
)
from shared.session import SessionFacts

EditBody = Annotated[
    EditArgs,
    BodyKwarg(
        media_type=RequestEncodingType.JSON,
        examples=[
            Example(
                summary="A fifth more of a family from December on",
                value={
                    "kind": "demand",
                    "family": "Primers",
                    "from_on": "2026-12-01",
                    "ratio": "0.2",
                },
            )
        ],
    ),
]
_CLOSED: Final = (NotAllowedError, NotFoundError, WhatIfClosedError)


@get("/what-ifs", responses=refusals(NotAllowedError))
async def what_ifs(viewer: NamedDependency[Viewer]) -> WhatIfBoard:
    """What-ifs of one's sites that are one's own or shared, and the sites whose plan one may copy."""
    return await what_ifs_for(viewer)


@post("/what-ifs", responses=refusals(NameMissingError, NotAllowedError, NotFoundError))
async def begin(
    data: JSONBody[NewWhatIf],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Made:
    """Copy the present plan of a site under a name. Nothing that is done to the copy touches the plan."""
    return await _made(dispatcher, session, CopyPlan(new_id(), data.name, data.site_id))


@post("/what-ifs/anew", responses=refusals(NameMissingError, NotAllowedError, NotFoundError))
async def anew(
    data: JSONBody[NewPlanAnew],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Made:
    """Make the plan of a site anew beside the present one. It moves only when the scenario is adopted and approved."""
    command = PlanAnew(new_id(), data.name, data.scenario_name, data.site_id)
    return await _made(dispatcher, session, command)


@get("/what-ifs/{what_if_id:uuid}", responses=refusals(NotAllowedError, NotFoundError))
async def what_if(what_if_id: FromPath[UUID], viewer: NamedDependency[Viewer]) -> WhatIfView:
    """A what-if with the plan today and its scenarios side by side, ranked by weights."""
    return await what_if_for(viewer, what_if_id)


@get("/what-ifs/{what_if_id:uuid}/choices", responses=refusals(NotAllowedError, NotFoundError))
async def choices(what_if_id: FromPath[UUID], viewer: NamedDependency[Viewer]) -> EditChoices:
    """The ids and names of all that an edit of this what-if can be about."""
    return await edit_choices_for(viewer, what_if_id)


@put(
    "/what-ifs/{what_if_id:uuid}/weights",
    status_code=204,
    responses=refusals(*_CLOSED, WeightsMissingError),
)
async def weigh(
    what_if_id: FromPath[UUID],
    data: JSONBody[ScenarioWeights],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Rank the scenarios by other weights than the company's."""
    await _done(
        dispatcher, session, WeighWhatIf(what_if_id, data.reliability, data.cost, data.speed)
    )


@post(
    "/what-ifs/{what_if_id:uuid}/sharing",
    status_code=204,
    responses=refusals(*_CLOSED, OwnerOnlyError),
)
async def share(
    what_if_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Let everybody look who sees the site and plans, decides or steers."""
    await _done(dispatcher, session, ShareWhatIf(what_if_id, is_shared=True))


@delete("/what-ifs/{what_if_id:uuid}/sharing", responses=refusals(*_CLOSED, OwnerOnlyError))
async def keep_private(
    what_if_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Let nobody but its owner look."""
    await _done(dispatcher, session, ShareWhatIf(what_if_id, is_shared=False))


@post(
    "/what-ifs/{what_if_id:uuid}/archive",
    status_code=204,
    responses=refusals(NotAllowedError, NotFoundError, OwnerOnlyError),
)
async def archive(
    what_if_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Put a what-if away; it is kept and can still be read."""
    await _done(dispatcher, session, ArchiveWhatIf(what_if_id, is_archived=True))


@delete(
    "/what-ifs/{what_if_id:uuid}/archive",
    responses=refusals(NotAllowedError, NotFoundError, OwnerOnlyError),
)
async def take_out(
    what_if_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Take a what-if out of the archive."""
    await _done(dispatcher, session, ArchiveWhatIf(what_if_id, is_archived=False))


@post("/what-ifs/{what_if_id:uuid}/copy", status_code=204, responses=refusals(*_CLOSED))
async def copy_again(
    what_if_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Copy the present plan again and work the scenarios out on it."""
    await _done(dispatcher, session, RenewWhatIf(what_if_id))


@post(
    "/what-ifs/{what_if_id:uuid}/scenarios",
    responses=refusals(*_CLOSED, NameMissingError, TooManyScenariosError),
)
async def add(
    what_if_id: FromPath[UUID],
    data: JSONBody[NewScenario],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Made:
    """Add a scenario, empty or with the edits of another."""
    return await _made(
        dispatcher, session, AddScenario(new_id(), what_if_id, data.name, data.like_id)
    )


@delete("/scenarios/{scenario_id:uuid}", responses=refusals(*_CLOSED))
async def put_away(
    scenario_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Put a scenario away."""
    await _done(dispatcher, session, ArchiveScenario(scenario_id))


@post(
    "/scenarios/{scenario_id:uuid}/edits",
    status_code=204,
    responses=refusals(*_CLOSED, EditIncompleteError, EditMissesError, TooManyScenariosError),
)
async def edit(
    scenario_id: FromPath[UUID],
    data: EditBody,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Change one more thing in a scenario; its figures are worked out at once."""
    await _done(dispatcher, session, AddEdit(scenario_id, edit_asked(data)))


@delete("/scenarios/{scenario_id:uuid}/edits/{place:int}", responses=refusals(*_CLOSED))
async def take_back(
    scenario_id: FromPath[UUID],
    place: FromPath[int],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Take the edit at a place back, counted from 0."""
    await _done(dispatcher, session, RemoveEdit(scenario_id, place))


@post(
    "/scenarios/{scenario_id:uuid}/adoption",
    responses=refusals(*_CLOSED, NothingToAdoptError, ScenarioOutdatedError),
)
async def adopt(
    scenario_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Made:
    """Ask for a scenario to be carried out. The plan moves only when a supervisor has approved."""
    return await _made(dispatcher, session, AdoptScenario(scenario_id))


@get("/adoptions", responses=refusals(NotAllowedError))
async def adoptions(viewer: NamedDependency[Viewer]) -> list[AdoptionRow]:
    """Scenarios at one's sites that wait for a decision, the soonest deadline first."""
    return await adoptions_for(viewer)


@get("/adoptions/{adoption_id:uuid}", responses=refusals(NotAllowedError, NotFoundError))
async def adoption(
    adoption_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> AdoptionView:
    """One scenario to be adopted, with its figures and what it would do to the plan."""
    return await adoption_for(viewer, adoption_id, dispatcher.clock.now())


@post(
    "/adoptions/{adoption_id:uuid}/decision",
    status_code=204,
    responses=refusals(
        AlreadyDecidedError, ApprovedAlreadyError, NotAllowedError, NotFoundError,
        NotYourApprovalError, NotYourTurnError, NothingAmendedError, OwnProposalError,
        PlanHasMovedError, ReasonMissingError,
    ),
)  # fmt: skip
async def decide(
    adoption_id: FromPath[UUID],
    data: JSONBody[AdoptionDecision],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Approve, reject or send back, on the plan revision that was read. A plan that has moved since is
    a conflict, and nothing changes.
    """
    command = DecideAdoption(
        adoption_id, data.decision, data.plan_revision_id, data.reason, data.note
    )
    await _done(dispatcher, session, command)


@post(
    "/adoptions/{adoption_id:uuid}/undo",
    status_code=204,
    responses=refusals(NotFoundError, NotYourDecisionError, UndoTooLateError, BuiltUponError),
)
async def undo_adoption(
    adoption_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Undo one's own decision within 30 seconds, before anything of it leaves the house. Plans, purchases
    and orders are what they were; the adoption waits again.
    """
    await _done(dispatcher, session, UndoAdoption(adoption_id))


def scenario_router(dispatcher: Dispatcher) -> Router:
    """The routes of what-ifs; `session` and `viewer` come from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[
            what_ifs, begin, anew, what_if, choices, weigh, share, keep_private,
            archive, take_out, copy_again, add, put_away, edit, take_back,
            adopt, adoptions, adoption, decide, undo_adoption,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["What-if"],
    )  # fmt: skip


async def _made(dispatcher: Dispatcher, session: SessionFacts, command: object) -> Made:
    made: UUID = await dispatcher.dispatch(
        command, actor_id=session.person_id, request_id=request_id()
    )
    return Made(made)


async def _done(dispatcher: Dispatcher, session: SessionFacts, command: object) -> None:
    await dispatcher.dispatch(command, actor_id=session.person_id, request_id=request_id())
