"""What can still be promised, to whom something is held, and holding it, over the API."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.enums import RequestEncodingType
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg, FromPath, JSONBody, QueryParameter

from backend.demand.commands import RerouteDemandLine, RouteDemandChange
from backend.demand.errors import (
    AlreadyLoggedError,
    BelowMinimumError,
    DateInPastError,
    DemandLineClosedError,
    EmptyChangeError,
    LineHasSiteError,
    QuantityTooLargeError,
    ResultingQuantityNegativeError,
    TooManyDecimalsError,
    TransitionNotAllowedError,
    WrongMultipleError,
)
from backend.demand.queries import demand_change_for
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import Limit, PageCursor, refusals
from backend.kit.logging import request_id
from backend.kit.paging import PageCursorUnreadableError
from backend.kit.repeats import (
    IdempotencyKey,
    IdempotencyKeyReusedError,
    Written,
    asked_hash,
    written,
)
from backend.promise.commands import (
    ChooseRouting,
    ChooseSiteReserve,
    HoldQuotation,
    OrderQuotation,
    RecordInquiry,
    ReleaseQuotation,
)
from backend.promise.errors import (
    HoldTimeError,
    NothingToHoldError,
    OptionGoneError,
    PromiseHasMovedError,
    QuotationClosedError,
    RoutingRefusedError,
)
from backend.promise.queries import availability_of
from backend.promise.quotations import Asked, answer_for, quotation_page
from backend.promise.routing import routes_for, routes_of_change, routes_of_line
from shared.ids import new_id
from shared.schemas.catalog import AvailabilityRow
from shared.schemas.demand import DemandChangeView
from shared.schemas.ops import (
    AMOUNT,
    HoldQuotationArgs,
    OrderQuotationArgs,
    RecordInquiryArgs,
    ReleaseQuotationArgs,
)
from shared.schemas.promise import QuotationPage, Quote
from shared.schemas.routing import (
    LineReroute,
    RouteBoard,
    RoutingChoice,
    ShareChoice,
    SiteChoice,
)
from shared.session import SessionFacts
from shared.terms import QuotationStatus

QUOTATIONS: Final = "/api/v1/quotations"
_UNASKABLE: Final = (
    BelowMinimumError, DateInPastError, EmptyChangeError, NotFoundError, QuantityTooLargeError,
    ResultingQuantityNegativeError, TooManyDecimalsError, WrongMultipleError,
)  # fmt: skip
_ASKED: Final[dict[str, Any]] = {
    "customer_id": "0194a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a2c",
    "item_id": "0194a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a3d",
    "quantity": "60",
    "due_on": "2026-12-10",
}

ItemId = Annotated[UUID, QueryParameter(name="item_id", description="The item that is sold.")]
SiteId = Annotated[
    UUID | None, QueryParameter(name="site_id", description="One site only; all without it.")
]
FromOn = Annotated[
    date | None, QueryParameter(name="from", description="From this day on; today without it.")
]
CustomerId = Annotated[
    UUID | None,
    QueryParameter(name="customer_id", description="Who asks; anybody without it."),
]
Quantity = Annotated[
    str,
    QueryParameter(name="quantity", description="How much is asked for.", pattern=AMOUNT),
]
DueOn = Annotated[date, QueryParameter(name="due_on", description="The day on which it is wanted.")]
Status = Annotated[
    QuotationStatus | None,
    QueryParameter(name="status", description="Only those that stand there."),
]
InquiryBody = Annotated[
    RecordInquiryArgs,
    BodyKwarg(
        media_type=RequestEncodingType.JSON,
        examples=[Example(summary="60 by the tenth", value=_ASKED)],
    ),
]
HoldBody = Annotated[
    HoldQuotationArgs,
    BodyKwarg(
        media_type=RequestEncodingType.JSON,
        examples=[
            Example(
                summary="Hold 60 in two deliveries until Friday evening",
                value={
                    **_ASKED,
                    "option": "two_deliveries",
                    "held_until": "2026-11-27T16:00:00Z",
                },
            )
        ],
    ),
]

OrderBody = Annotated[
    OrderQuotationArgs,
    BodyKwarg(
        media_type=RequestEncodingType.JSON,
        examples=[
            Example(
                summary="The customer says yes",
                value={
                    "demand_change_id": "0194a1b2-7c3d-7e4f-8a5b-6c7d8e9f0b1c",
                    "reason": "customer_request",
                },
            )
        ],
    ),
]


@get("/availability", responses=refusals(NotFoundError))
async def availability(
    viewer: NamedDependency[Viewer],  # noqa: ARG001 -- only for people who are signed in
    dispatcher: NamedDependency[Dispatcher],
    item_id: ItemId,
    site_id: SiteId = None,
    from_on: FromOn = None,
) -> list[AvailabilityRow]:
    """What can still be promised of an item, by site and day, for the next 90 days: cumulative with
    look-ahead, so that a promise never takes what somebody else was promised.
    """
    return await availability_of(dispatcher.clock.now(), item_id, site_id, from_on)


@get("/quote", responses=refusals(*_UNASKABLE))
async def quote(
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    item_id: ItemId,
    quantity: Quantity,
    due_on: DueOn,
    customer_id: CustomerId = None,
    site_id: SiteId = None,
) -> Quote:
    """What can be promised of a quantity for a day: from stock and plan, and with what would have to
    be made, bought or sent for it, at every level. Nothing is kept; the answer holds at its instant.
    """
    now = dispatcher.clock.now()
    asked = Asked(customer_id, item_id, Decimal(quantity), due_on, site_id)
    return (await answer_for(viewer, asked, now)).shown(now)


@get("/quotations", responses=refusals(PageCursorUnreadableError))
async def quotations(
    viewer: NamedDependency[Viewer],
    status: Status = None,
    cursor: PageCursor = None,
    limit: Limit = 100,
) -> QuotationPage:
    """Inquiries and quotations that one may see, newest first."""
    return await quotation_page(viewer, status, cursor, limit)


@post("/inquiries", responses=refusals(*_UNASKABLE, IdempotencyKeyReusedError))
async def record_inquiry(
    data: InquiryBody,
    key: IdempotencyKey,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Response[Written]:
    """Keep on record what a customer asked about. Nothing is held for them."""
    command = RecordInquiry.asked(new_id(), 0, data)
    return await _once(dispatcher, session, key, command, asked_hash("record_inquiry", data), 201)


@post(
    "/quotations",
    responses=refusals(
        *_UNASKABLE, HoldTimeError, IdempotencyKeyReusedError, NothingToHoldError, OptionGoneError,
        PromiseHasMovedError,
    ),
)  # fmt: skip
async def hold_quotation(
    data: HoldBody,
    key: IdempotencyKey,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Response[Written]:
    """Hold one of the quote's options for a customer until a time: nobody else is promised that
    supply, those hours and that material. It lapses by itself.
    """
    command = HoldQuotation.asked(new_id(), 0, data)
    return await _once(dispatcher, session, key, command, asked_hash("hold_quotation", data), 201)


@delete(
    "/quotations/{quotation_id:uuid}",
    status_code=200,
    responses=refusals(NotFoundError, QuotationClosedError, IdempotencyKeyReusedError),
)
async def release_quotation(
    quotation_id: FromPath[UUID],
    key: IdempotencyKey,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Response[Written]:
    """Give back what is held; the quotation stays to be read, as released."""
    args = ReleaseQuotationArgs()
    command = ReleaseQuotation.asked(quotation_id, 0, args)
    asked = asked_hash("release_quotation", quotation_id, args)
    return await _once(dispatcher, session, key, command, asked, 200)


@post(
    "/quotations/{quotation_id:uuid}/order",
    responses=refusals(
        *_UNASKABLE, AlreadyLoggedError, QuotationClosedError, IdempotencyKeyReusedError
    ),
)
async def order_quotation(
    quotation_id: FromPath[UUID],
    data: OrderBody,
    key: IdempotencyKey,
    session: NamedDependency[SessionFacts],
    dispatcher: NamedDependency[Dispatcher],
) -> Response[Written]:
    """Ask for a new order line of what is held, as the demand change that the body names. It stays held
    for that change until the change has been decided.
    """
    command = OrderQuotation.asked(quotation_id, 0, data)
    asked = asked_hash("order_quotation", quotation_id, data)
    return await _once(dispatcher, session, key, command, asked, 200)


@get("/routes", responses=refusals(NotFoundError))
async def order_routes(
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    item_id: ItemId,
    quantity: Quantity,
    due_on: DueOn,
    customer_id: CustomerId = None,
) -> RouteBoard:
    """From which plant, warehouse or shop an order is best served: by date, stock, capacity, distance and
    cost, as the company weighs them; the first is suggested. A quote that names no site answers from it.
    """
    now = dispatcher.clock.now()
    return await routes_for(viewer, customer_id, item_id, Decimal(quantity), due_on, now)


@get("/demand-changes/{demand_change_id:uuid}/routes", responses=refusals(NotFoundError))
async def change_routes(
    demand_change_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> RouteBoard:
    """From where a change could be served, the suggested site first."""
    return await routes_of_change(viewer, demand_change_id, dispatcher.clock.now())


@post(
    "/demand-changes/{demand_change_id:uuid}/site",
    status_code=204,
    responses=refusals(NotFoundError, LineHasSiteError, TransitionNotAllowedError),
)
async def route_demand_change(
    demand_change_id: FromPath[UUID],
    data: JSONBody[SiteChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Ask for a new line from another site; the change is assessed anew."""
    command = RouteDemandChange(demand_change_id, data.site_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@get(
    "/demand-lines/{demand_line_id:uuid}/routes",
    responses=refusals(NotFoundError, DemandLineClosedError),
)
async def line_routes(
    demand_line_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> RouteBoard:
    """From where what is open of an order line could be served, the suggested site first."""
    return await routes_of_line(viewer, demand_line_id, dispatcher.clock.now())


@post(
    "/demand-lines/{demand_line_id:uuid}/reroute",
    responses=refusals(NotFoundError, DemandLineClosedError, EmptyChangeError),
)
async def reroute_demand_line(
    demand_line_id: FromPath[UUID],
    data: JSONBody[LineReroute],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> DemandChangeView:
    """Ask for what is open of an order line from another site; a change that goes the usual way, through
    assessment, proposal and approval.
    """
    command = RerouteDemandLine(new_id(), demand_line_id, data.site_id, data.note)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await demand_change_for(viewer, command.id)


@put("/routing", status_code=204, responses=refusals(RoutingRefusedError))
async def choose_routing(
    data: JSONBody[RoutingChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say what each factor counts and what a delivery costs; for planners and admins."""
    command = ChooseRouting(data)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@put(
    "/sites/{site_id:uuid}/reserve",
    status_code=204,
    responses=refusals(NotFoundError, RoutingRefusedError),
)
async def choose_site_reserve(
    site_id: FromPath[UUID],
    data: JSONBody[ShareChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say what share of its stock a shop or online store keeps for its own customers."""
    command = ChooseSiteReserve(site_id, data.reserved_ratio)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


async def _once(
    dispatcher: Dispatcher,
    session: SessionFacts,
    key: UUID,
    command: object,
    asked: str,
    status: int,
) -> Response[Written]:
    done = await dispatcher.dispatch_once(
        command, actor_id=session.person_id, key=key, asked_hash=asked, request_id=request_id()
    )
    return written(done.answer, is_repeated=done.is_repeated, status=status, path=QUOTATIONS)


def promise_router(dispatcher: Dispatcher) -> Router:
    """The routes of promises; `viewer` comes from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[
            availability,
            quote,
            quotations,
            record_inquiry,
            hold_quotation,
            release_quotation,
            order_quotation,
            order_routes,
            change_routes,
            line_routes,
            reroute_demand_line,
            route_demand_change,
            choose_routing,
            choose_site_reserve,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Promise"],
    )
