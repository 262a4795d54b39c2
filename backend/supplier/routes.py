"""Suppliers over the API: for those who buy, and the two doors that the holder of a link may use."""

import re
from collections.abc import Callable
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
from litestar import Request, Router, delete, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from backend.kit.problem_details import TooManyRequestsError
from backend.kit.repeats import IdempotencyKeyReusedError
from backend.kit.request_guard import OPEN_DOOR, Door
from backend.kit.throttle import Throttle
from backend.supplier.commands import (
    AnswerRequest,
    AskForQuotation,
    AskToConfirm,
    MakeLink,
    OpenLink,
    RevokeLinks,
    ShareForecast,
)
from backend.supplier.errors import (
    AnswerRefusedError,
    LinkInvalidError,
    NothingToAskError,
    RequestAnsweredError,
    RequestOutdatedError,
)
from backend.supplier.handlers.asking import link_to
from backend.supplier.model import LINK_LIFE, hash_of, pass_for, read_pass
from backend.supplier.queries import asked_by_link, supplier_for, suppliers_for
from backend.supplier.repository.link_rows import request_of_link
from shared.schemas.supplier import (
    ForecastAsked,
    OpenedLink,
    OrderAsked,
    QuotationWish,
    SupplierAsked,
    SupplierLink,
    SupplierReply,
    SupplierRow,
    SupplierView,
)

# The holder of a link has no session, and the token stands in the body, where no other site can put it.
LINK_DOOR: Final = Door(re.compile(r"/api/v1/supplier-link/(?:open|answer)"), needs_token=False)
_A_SECOND: Final = 0.5
_AT_ONCE: Final = 20


class LinkDesk:
    """What the link's doors need: the key of passes, and how often one address may knock."""

    def __init__(self, dispatcher: Dispatcher, key: bytes, origin: str) -> None:
        self.dispatcher = dispatcher
        self.key = key
        self.origin = origin
        self.throttle = Throttle(a_second=_A_SECOND, burst=_AT_ONCE)

    def knock(self, request: Request[Any, Any, Any]) -> None:
        """Count a request of an address; `TooManyRequestsError` when there are too many."""
        host = request.client.host if request.client is not None else ""
        self.throttle.take(uuid5(NAMESPACE_URL, host))


@post(
    "/supplier-link/open",
    opt={OPEN_DOOR: True},
    status_code=200,
    responses=refusals(LinkInvalidError, TooManyRequestsError),
)
async def open_link(
    data: JSONBody[OpenedLink],
    request: Request[Any, Any, Any],
    desk: NamedDependency[LinkDesk],
) -> SupplierAsked:
    """Exchange the token out of a link's fragment for what is asked, and a pass for 30 minutes."""
    desk.knock(request)
    hashed = hash_of(data.token)
    found: UUID = await desk.dispatcher.dispatch(
        OpenLink(hashed), actor_id=None, request_id=request_id()
    )
    now = desk.dispatcher.clock.now()
    return await asked_by_link(found, pass_for(desk.key, hashed, now), now)


@post(
    "/supplier-link/answer",
    opt={OPEN_DOOR: True},
    status_code=200,
    responses=refusals(
        LinkInvalidError,
        AnswerRefusedError,
        RequestAnsweredError,
        RequestOutdatedError,
        IdempotencyKeyReusedError,
        TooManyRequestsError,
    ),
)
async def answer(
    data: JSONBody[SupplierReply],
    request: Request[Any, Any, Any],
    desk: NamedDependency[LinkDesk],
) -> SupplierAsked:
    """Confirm, change or decline what is asked; the same `answer_id` again has no second effect."""
    desk.knock(request)
    now = desk.dispatcher.clock.now()
    hashed = read_pass(desk.key, data.token, now)
    found = await request_of_link(hashed, now) if hashed is not None else None
    if hashed is None or found is None:
        raise LinkInvalidError
    said = msgspec.json.encode([data.lines, data.note])
    await desk.dispatcher.dispatch_once(
        AnswerRequest(found, hashed, tuple(data.lines), data.note),
        actor_id=None,
        key=data.answer_id,
        asked_hash=hash_of(said.decode()),
        request_id=request_id(),
        source=f"supplier:{found}",
    )
    return await asked_by_link(found, pass_for(desk.key, hashed, now), now)


@get("/suppliers")
async def suppliers(
    viewer: NamedDependency[Viewer], desk: NamedDependency[LinkDesk]
) -> list[SupplierRow]:
    """Suppliers of the viewer's sites with their reliability over the last year."""
    return await suppliers_for(viewer, desk.dispatcher.clock.now())


@get("/suppliers/{supplier_id:uuid}", responses=refusals(NotFoundError))
async def supplier(
    supplier_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    desk: NamedDependency[LinkDesk],
) -> SupplierView:
    """One supplier: what was asked, what was answered, which orders are open."""
    return await supplier_for(viewer, supplier_id, desk.dispatcher.clock.now())


@post(
    "/suppliers/{supplier_id:uuid}/quotations", responses=refusals(NotFoundError, NothingToAskError)
)
async def ask_quotation(
    supplier_id: FromPath[UUID],
    data: JSONBody[QuotationWish],
    viewer: NamedDependency[Viewer],
    desk: NamedDependency[LinkDesk],
) -> dict[str, UUID]:
    """Ask for a price and a day; returns the request's id."""
    command = AskForQuotation(
        supplier_id, data.site_id, data.item_id, data.quantity, data.due_on, data.note
    )
    return {"id": await _dispatch(desk, command, viewer)}


@post("/suppliers/{supplier_id:uuid}/orders", responses=refusals(NotFoundError, NothingToAskError))
async def ask_order(
    supplier_id: FromPath[UUID],
    data: JSONBody[OrderAsked],
    viewer: NamedDependency[Viewer],
    desk: NamedDependency[LinkDesk],
) -> dict[str, UUID]:
    """Ask for an order's open lines to be confirmed; returns the request's id."""
    command = AskToConfirm(supplier_id, data.site_id, data.order_reference)
    return {"id": await _dispatch(desk, command, viewer)}


@post(
    "/suppliers/{supplier_id:uuid}/forecasts", responses=refusals(NotFoundError, NothingToAskError)
)
async def share(
    supplier_id: FromPath[UUID],
    data: JSONBody[ForecastAsked],
    viewer: NamedDependency[Viewer],
    desk: NamedDependency[LinkDesk],
) -> dict[str, UUID]:
    """Show thirteen weeks of what a site will buy; returns the request's id."""
    return {"id": await _dispatch(desk, ShareForecast(supplier_id, data.site_id), viewer)}


@post(
    "/supplier-requests/{supplier_request_id:uuid}/link",
    responses=refusals(NotFoundError, RequestAnsweredError),
)
async def make_link(
    supplier_request_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    desk: NamedDependency[LinkDesk],
) -> SupplierLink:
    """Make a new link to a request; earlier ones are refused. The answer holds it this once."""
    token = await _dispatch(desk, MakeLink(supplier_request_id), viewer)
    url = link_to(desk.origin, token, "en")
    return SupplierLink(url, desk.dispatcher.clock.now() + LINK_LIFE)


@delete(
    "/supplier-requests/{supplier_request_id:uuid}/link",
    status_code=204,
    responses=refusals(NotFoundError, RequestAnsweredError),
)
async def revoke(
    supplier_request_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    desk: NamedDependency[LinkDesk],
) -> None:
    """Refuse every link to a request from now on."""
    await _dispatch(desk, RevokeLinks(supplier_request_id), viewer)


async def _dispatch(desk: LinkDesk, command: object, viewer: Viewer) -> Any:
    return await desk.dispatcher.dispatch(
        command, actor_id=viewer.person_id, request_id=request_id()
    )


def supplier_router(dispatcher: Dispatcher, *, key: bytes, origin: str) -> Router:
    """The routes of working with suppliers; `viewer` comes from the application."""
    desk = LinkDesk(dispatcher, key, origin)
    return Router(
        path="/api/v1",
        route_handlers=[
            open_link,
            answer,
            suppliers,
            supplier,
            ask_quotation,
            ask_order,
            share,
            make_link,
            revoke,
        ],
        dependencies={"desk": Provide(_always(desk), sync_to_thread=False)},
        tags=["Suppliers"],
    )


def _always(desk: LinkDesk) -> Callable[[], LinkDesk]:
    return lambda: desk
