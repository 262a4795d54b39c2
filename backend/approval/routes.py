"""Rules of approval for those who make them, and everybody's own deputies."""

from uuid import UUID

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from backend.approval.commands import (
    AddApprovalRule,
    ChangeApprovalRule,
    EndDeputy,
    MoveApprovalRule,
    NameDeputy,
    RemoveApprovalRule,
    rule_asked,
)
from backend.approval.errors import (
    ApproverUnknownError,
    DeputyDaysError,
    DeputyRefusedError,
    RuleIncompleteError,
)
from backend.approval.queries import approval_rules_for, delegations_for, people_who_decide
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from shared.schemas.approval import (
    ApprovalRuleChoice,
    ApprovalRuleView,
    DelegationView,
    DeputyChoice,
    PersonName,
)


@get("/approval-rules")
async def approval_rules(viewer: NamedDependency[Viewer]) -> list[ApprovalRuleView]:
    """Who has to agree under which conditions, the rule that is asked first on top."""
    return await approval_rules_for(viewer)


@post("/approval-rules", responses=refusals(RuleIncompleteError, ApproverUnknownError))
async def add_approval_rule(
    data: JSONBody[ApprovalRuleChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> list[ApprovalRuleView]:
    """Ask for these approvals from now on, behind the rules that there are. Answers with all rules."""
    await dispatcher.dispatch(
        AddApprovalRule(rule_asked(data)), actor_id=viewer.person_id, request_id=request_id()
    )
    return await approval_rules_for(viewer)


@put(
    "/approval-rules/{rule_id:uuid}",
    responses=refusals(NotFoundError, RuleIncompleteError, ApproverUnknownError),
)
async def change_approval_rule(
    rule_id: FromPath[UUID],
    data: JSONBody[ApprovalRuleChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> list[ApprovalRuleView]:
    """Say a rule anew. Answers with all rules."""
    command = ChangeApprovalRule(rule_id, rule_asked(data))
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await approval_rules_for(viewer)


@post(
    "/approval-rules/{rule_id:uuid}/place",
    status_code=200,
    responses=refusals(NotFoundError),
)
async def move_approval_rule(
    rule_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> list[ApprovalRuleView]:
    """Ask a rule before the one above it. Answers with all rules."""
    await dispatcher.dispatch(
        MoveApprovalRule(rule_id), actor_id=viewer.person_id, request_id=request_id()
    )
    return await approval_rules_for(viewer)


@delete("/approval-rules/{rule_id:uuid}", status_code=204, responses=refusals(NotFoundError))
async def remove_approval_rule(
    rule_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Ask no more by a rule."""
    await dispatcher.dispatch(
        RemoveApprovalRule(rule_id), actor_id=viewer.person_id, request_id=request_id()
    )


@get("/deputies")
async def deputies(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> list[DelegationView]:
    """Who stands in for one, and whom one stands in for, now or later."""
    return await delegations_for(viewer, dispatcher.clock.now())


@get("/deputies/people")
async def possible_deputies(viewer: NamedDependency[Viewer]) -> list[PersonName]:
    """People who may stand in for one: they can open decisions and share a site with one."""
    return await people_who_decide(viewer)


@post("/deputies", responses=refusals(DeputyRefusedError, DeputyDaysError))
async def name_deputy(
    data: JSONBody[DeputyChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> list[DelegationView]:
    """Let somebody approve in one's place for a time. Answers with all of one's own."""
    command = NameDeputy(data.deputy_id, data.from_at, data.until_at, data.note)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await delegations_for(viewer, dispatcher.clock.now())


@delete("/deputies/{delegation_id:uuid}", status_code=204, responses=refusals(NotFoundError))
async def end_deputy(
    delegation_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """End a deputy of one's own before the time."""
    await dispatcher.dispatch(
        EndDeputy(delegation_id), actor_id=viewer.person_id, request_id=request_id()
    )


def approval_router(dispatcher: Dispatcher) -> Router:
    """The routes of approvals; `viewer` comes from the application."""
    return Router(
        "/api/v1",
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Approvals"],
        route_handlers=[
            approval_rules,
            add_approval_rule,
            change_approval_rule,
            move_approval_rule,
            remove_approval_rule,
            deputies,
            possible_deputies,
            name_deputy,
            end_deputy,
        ],
    )
