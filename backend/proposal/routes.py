"""Proposals and plans over the API: read, decide, and take away as files."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg, FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream

from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import file_answer, refusals
from backend.kit.downloads import CSV, WORKBOOK, Download, cells, one_page
from backend.kit.logging import request_id
from backend.kit.repeats import (
    IdempotencyKey,
    IdempotencyKeyReusedError,
    Written,
    asked_hash,
    written,
)
from backend.kit.table_export import Cell
from backend.proposal.commands import (
    DecideProposal,
    RemoveFreight,
    SetFreight,
    SetPricing,
    UndoDecision,
)
from backend.proposal.errors import (
    AlreadyDecidedError,
    AmendmentNotPossibleError,
    NothingAmendedError,
    OwnProposalError,
    PlanHasMovedError,
    PricingMovedError,
    PricingOutOfRangeError,
    ReasonMissingError,
    UnknownAlternativeError,
)
from backend.proposal.queries.board import LONGEST_BOARD_DAYS, plan_board_for, plan_lines_for
from backend.proposal.queries.pricing import pricing_for
from backend.proposal.queries.proposals import (
    proposal_for,
    proposals_waiting_for,
    with_approvals,
)
from backend.undo.errors import BuiltUponError, NotYourDecisionError, UndoTooLateError
from shared.schemas.ops import DecideProposalArgs
from shared.schemas.plan import PlanBoard
from shared.schemas.pricing import FreightAsked, PricingAsked, PricingBoard
from shared.schemas.proposal import ProposalRow, ProposalView
from shared.session import SessionFacts
from shared.terms import Language
from shared.text import text

PROPOSALS: Final = "/api/v1/proposals"
_PROPOSAL_COLUMNS: Final = (
    "decide_by", "site_name", "customer_name", "order_reference", "item_name", "quantity_before",
    "quantity_delta", "unit", "due_on", "is_urgent", "reason", "short_quantity", "days_late",
    "slip_count", "alternative_count", "recommended_cost", "value", "currency",
    "requested_by_name", "requested_at", "id",
)  # fmt: skip
_LINE_COLUMNS: Final = (
    "reference", "item_code", "item_name", "quantity", "unit", "start_on", "on",
    "source_site_name",
)  # fmt: skip

FromOn = Annotated[date | None, QueryParameter(name="from", description="The first day shown.")]
DayCount = Annotated[
    int, QueryParameter(name="days", ge=1, le=LONGEST_BOARD_DAYS, description="How many days.")
]
DecisionBody = Annotated[
    DecideProposalArgs,
    BodyKwarg(
        media_type=RequestEncodingType.JSON,
        examples=[
            Example(
                summary="Approve the recommended way out",
                value={
                    "decision": "approve",
                    "plan_revision_id": "0194a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
                },
            )
        ],
    ),
]


@get("/proposals")
async def proposals(viewer: NamedDependency[Viewer]) -> list[ProposalRow]:
    """Proposals at one's sites that wait for a decision, the soonest deadline first. Also as CSV or
    workbook: add `.csv` or `.xlsx` to the path, or say so in `Accept`.
    """
    return await proposals_waiting_for(viewer)


@get("/proposals.csv", responses=file_answer(CSV, "All proposals that wait, in one file."))
async def proposals_as_csv(viewer: NamedDependency[Viewer]) -> Stream:
    """Proposals that wait as CSV, in the person's language."""
    return (await _proposals(viewer)).as_csv()


@get("/proposals.xlsx", responses=file_answer(WORKBOOK, "All proposals that wait."))
async def proposals_as_workbook(viewer: NamedDependency[Viewer]) -> Response[bytes]:
    """Proposals that wait as an Excel workbook, in the person's language."""
    return await (await _proposals(viewer)).as_workbook()


@get("/proposals/{proposal_id:uuid}", responses=refusals(NotFoundError))
async def proposal(
    proposal_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> ProposalView:
    """One proposal with its impact, its alternatives, who has to agree to them, and the plan revision
    to decide on.
    """
    view = await proposal_for(viewer, proposal_id)
    return await with_approvals(view, viewer, dispatcher.clock.now())


@post(
    "/proposals/{proposal_id:uuid}/decision",
    status_code=200,
    responses=refusals(
        AlreadyDecidedError, AmendmentNotPossibleError, IdempotencyKeyReusedError, NotFoundError,
        NothingAmendedError, OwnProposalError, PlanHasMovedError, ReasonMissingError,
        UnknownAlternativeError,
    ),
)  # fmt: skip
async def decide(
    proposal_id: FromPath[UUID],
    data: DecisionBody,
    key: IdempotencyKey,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Response[Written]:
    """Approve, amend, reject or send back, on the plan revision that was read. A plan that has moved
    since is a conflict, and nothing changes.
    """
    done = await dispatcher.dispatch_once(
        DecideProposal.asked(proposal_id, 0, data),
        actor_id=session.person_id,
        key=key,
        asked_hash=asked_hash("decide_proposal", proposal_id, data),
        request_id=request_id(),
    )
    return written(done.answer, is_repeated=done.is_repeated, path=PROPOSALS)


@post(
    "/proposals/{proposal_id:uuid}/undo",
    status_code=200,
    responses=refusals(NotFoundError, NotYourDecisionError, UndoTooLateError, BuiltUponError),
)
async def undo(
    proposal_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> ProposalView:
    """Undo one's own decision within 30 seconds, before anything of it leaves the house. The plan gets a
    further revision with the lines that it had; the proposal waits again, and so does all that was decided
    in the same go.
    """
    await dispatcher.dispatch(
        UndoDecision(proposal_id), actor_id=viewer.person_id, request_id=request_id()
    )
    view = await proposal_for(viewer, proposal_id)
    return await with_approvals(view, viewer, dispatcher.clock.now())


@get("/plan/{site_id:uuid}", responses=refusals(NotFoundError))
async def plan(
    site_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    from_on: FromOn = None,
    day_count: DayCount = 14,
    proposal_id: FromQuery[UUID | None] = None,
    alternative: FromQuery[str | None] = None,
    number: FromQuery[int | None] = None,
) -> PlanBoard:
    """A site's current plan by work centre and day, optionally with one alternative of a proposal
    laid over it. Its lines are also there as CSV or workbook.
    """
    now = dispatcher.clock.now()
    return await plan_board_for(
        viewer, now, site_id, from_on, day_count, proposal_id, alternative, number
    )


@get(
    "/plan/{site_id:uuid}/lines.csv",
    responses={**file_answer(CSV, "All lines, in one file."), **refusals(NotFoundError)},
)
async def plan_as_csv(site_id: FromPath[UUID], viewer: NamedDependency[Viewer]) -> Stream:
    """The lines of a site's current plan as CSV, in the person's language."""
    return (await _plan(viewer, site_id)).as_csv()


@get(
    "/plan/{site_id:uuid}/lines.xlsx",
    responses={**file_answer(WORKBOOK, "All lines."), **refusals(NotFoundError)},
)
async def plan_as_workbook(
    site_id: FromPath[UUID], viewer: NamedDependency[Viewer]
) -> Response[bytes]:
    """The lines of a site's current plan as an Excel workbook, in the person's language."""
    return await (await _plan(viewer, site_id)).as_workbook()


@get("/pricing", responses=refusals(NotAllowedError))
async def pricing(viewer: NamedDependency[Viewer]) -> PricingBoard:
    """The weights of a score and the rates of ways out that are in force, and what was before."""
    return await pricing_for(viewer)


@put(
    "/pricing",
    status_code=204,
    responses=refusals(NotAllowedError, PricingMovedError, PricingOutOfRangeError),
)
async def price(
    data: JSONBody[PricingAsked],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Set all weights and rates. What is worked out from then on follows them; what was decided stays."""
    await dispatcher.dispatch(
        SetPricing(data.base_number, data.weights, data.rates, data.note),
        actor_id=session.person_id,
        request_id=request_id(),
    )


@put(
    "/lanes/{source_site_id:uuid}/{site_id:uuid}",
    status_code=204,
    responses=refusals(NotAllowedError, NotFoundError, PricingOutOfRangeError),
)
async def set_freight(
    source_site_id: FromPath[UUID],
    site_id: FromPath[UUID],
    data: JSONBody[FreightAsked],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say what transfers from one site to another cost; for planners and admins."""
    await dispatcher.dispatch(
        SetFreight(source_site_id, site_id, data.cost_per_delivery, data.cost_per_pallet),
        actor_id=session.person_id,
        request_id=request_id(),
    )


@delete(
    "/lanes/{source_site_id:uuid}/{site_id:uuid}",
    status_code=204,
    responses=refusals(NotAllowedError, NotFoundError),
)
async def remove_freight(
    source_site_id: FromPath[UUID],
    site_id: FromPath[UUID],
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Forget what transfers from one site to another cost: they cost the rate of a transfer again."""
    await dispatcher.dispatch(
        RemoveFreight(source_site_id, site_id),
        actor_id=session.person_id,
        request_id=request_id(),
    )


def proposal_router(dispatcher: Dispatcher) -> Router:
    """The routes of proposals and plans; `session` and `viewer` come from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[
            pricing,
            price,
            set_freight,
            remove_freight,
            proposals,
            proposals_as_csv,
            proposals_as_workbook,
            proposal,
            decide,
            undo,
            plan,
            plan_as_csv,
            plan_as_workbook,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Proposals and plan"],
    )


async def _proposals(viewer: Viewer) -> Download:
    rows = [_proposal_cells(row, viewer.language) for row in await proposals_waiting_for(viewer)]
    return Download.of("proposals", viewer.language, _PROPOSAL_COLUMNS, one_page(rows))


async def _plan(viewer: Viewer, site_id: UUID) -> Download:
    number, lines = await plan_lines_for(viewer, site_id)
    rows = [cells(line, _LINE_COLUMNS, {}) for line in lines]
    found = Download.of("plan", viewer.language, _LINE_COLUMNS, one_page(rows))
    return found.named(f"plan-{number}")


def _proposal_cells(row: ProposalRow, language: Language) -> list[Cell]:
    change = row.change
    asked = ("customer_name", "order_reference", "item_name", "quantity_before", "quantity_delta",
             "unit", "due_on", "is_urgent", "requested_by_name", "requested_at")  # fmt: skip
    said: dict[str, Cell] = {
        "id": str(row.id),
        "reason": text(language, f"reasons-{change.reason.replace('_', '-')}"),
        **dict(zip(asked, cells(change, asked, {}), strict=True)),
    }
    return cells(row, _PROPOSAL_COLUMNS, said)
