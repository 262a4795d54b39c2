"""Mail over the API: what stands, sending again, preferences; and the door that ends such mails."""

import base64
import hashlib
import re
from collections.abc import Callable
from html import escape
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from litestar import MediaType, Request, Response, Router, get, patch, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody

from backend.connectors.mail.client import office
from backend.connectors.mail.commands import (
    ChooseCustomerNotices,
    ChooseStaffMail,
    ChooseSupplierMail,
    EndMails,
    MendAddress,
    SendMailAgain,
    SendTestMail,
)
from backend.connectors.mail.errors import (
    AddressRefusedError,
    LinkUnknownError,
    MailGoneError,
    MailOffError,
)
from backend.connectors.mail.model import read_link
from backend.connectors.mail.queries import (
    customer_notices_for,
    mail_board,
    mail_page,
    staff_mails_for,
    supplier_address_for,
)
from backend.connectors.mail.repository import party_with
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import Limit, PageCursor, refusals
from backend.kit.logging import request_id
from backend.kit.paging import PageCursorUnreadableError
from backend.kit.request_guard import OPEN_DOOR, Door
from backend.kit.throttle import Throttle
from shared.mail_terms import PartyKind
from shared.schemas.mail import (
    CustomerNotices,
    CustomerNoticesView,
    MailBoard,
    MailPage,
    MendedAddress,
    StaffMailChoice,
    StaffMails,
    SupplierAddress,
    SupplierAddressView,
)
from shared.text import text

# A receiver has no session, and a mail program that asks for them sends no token (RFC 8058).
END_DOOR: Final = Door(re.compile(r"/mail/end/[\w.-]{1,200}"), needs_token=False)
_ENDS_A_SECOND: Final = 1.0
_ENDS_AT_ONCE: Final = 20
_TAGS: Final = {"en": "en", "zh": "zh-Hans", "ru": "ru"}
_STYLE: Final = (
    "body{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:0 auto;padding:24px 16px}"
    "button{font:inherit;padding:14px 20px;min-height:48px}"
)
_STYLE_MARK: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'; "
    f"style-src 'sha256-{_STYLE_MARK}'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


@get("/mail")
async def board(viewer: NamedDependency[Viewer]) -> MailBoard:
    """How mail stands: the server, what was stopped, which addresses are closed; for admins."""
    return await mail_board(viewer)


@get("/mails", responses=refusals(PageCursorUnreadableError))
async def mails(
    viewer: NamedDependency[Viewer], cursor: PageCursor = None, limit: Limit = 100
) -> MailPage:
    """Every mail with its tries, newest first; for admins."""
    return await mail_page(viewer, cursor, limit)


@post(
    "/mails/{mail_id:uuid}/replay",
    status_code=202,
    responses=refusals(NotFoundError, MailGoneError),
)
async def replay(
    mail_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Send a mail that was stopped again, under its own Message-ID."""
    command = SendMailAgain(mail_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@post("/mail/addresses", status_code=202, responses=refusals(NotFoundError, AddressRefusedError))
async def mend(
    data: JSONBody[MendedAddress],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Write to a closed address again, or to another one of the same party."""
    command = MendAddress(data.address, data.new_address)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@post("/mail/test", status_code=202, responses=refusals(MailOffError))
async def send_test(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> None:
    """Send the caller a mail that says nothing."""
    await dispatcher.dispatch(SendTestMail(), actor_id=viewer.person_id, request_id=request_id())


@get("/customers/{customer_id:uuid}/notices", responses=refusals(NotFoundError))
async def notices(
    customer_id: FromPath[UUID], viewer: NamedDependency[Viewer]
) -> CustomerNoticesView:
    """Of what a customer is told by itself, where, and in which language."""
    return await customer_notices_for(viewer, customer_id)


@put(
    "/customers/{customer_id:uuid}/notices", responses=refusals(NotFoundError, AddressRefusedError)
)
async def choose_notices(
    customer_id: FromPath[UUID],
    data: JSONBody[CustomerNotices],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CustomerNoticesView:
    """Say of what a customer is told; for reps, planners and admins who see the customer."""
    command = ChooseCustomerNotices(
        customer_id, data.address, data.language, tuple(data.kinds), data.channel
    )
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await customer_notices_for(viewer, customer_id)


@get("/suppliers/{supplier_id:uuid}/mail", responses=refusals(NotFoundError))
async def supplier_address(
    supplier_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> SupplierAddressView:
    """Where a supplier is written to, and in which language."""
    return await supplier_address_for(viewer, supplier_id, dispatcher.clock.now())


@put(
    "/suppliers/{supplier_id:uuid}/mail",
    status_code=204,
    responses=refusals(NotFoundError, AddressRefusedError),
)
async def choose_supplier(
    supplier_id: FromPath[UUID],
    data: JSONBody[SupplierAddress],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say where a supplier is written to, and in which language; for buyers, planners and admins."""
    command = ChooseSupplierMail(supplier_id, data.address, data.language)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@get("/mail/choices")
async def choices(viewer: NamedDependency[Viewer]) -> StaffMails:
    """Which mails the caller gets."""
    return await staff_mails_for(viewer)


@patch("/mail/choices")
async def choose(
    data: JSONBody[StaffMailChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> StaffMails:
    """Turn one kind of mail on or off."""
    command = ChooseStaffMail(data.kind, data.is_wanted)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await staff_mails_for(viewer)


@get(
    "/mail/end/{token:str}",
    opt={OPEN_DOOR: True},
    media_type=MediaType.HTML,
    include_in_schema=False,
)
async def end_page(token: FromPath[str], throttle: NamedDependency[Throttle]) -> Response[str]:
    """Ask whether such mails shall end. Looking changes nothing: mail programs look on their own."""
    kind, party_id, _ = _read(token, throttle)
    return await _page(kind, party_id, "mail-end-ask", with_button=True)


@post(
    "/mail/end/{token:str}",
    opt={OPEN_DOOR: True},
    status_code=200,
    media_type=MediaType.HTML,
    include_in_schema=False,
)
async def end(
    token: FromPath[str],
    request: Request[Any, Any, Any],
    dispatcher: NamedDependency[Dispatcher],
    throttle: NamedDependency[Throttle],
) -> Response[str]:
    """End such mails, for mail programs in one click (RFC 8058) and for people by the button."""
    kind, party_id, group = _read(token, throttle)
    await request.body()
    command = EndMails(kind, party_id, group)
    await dispatcher.dispatch(command, actor_id=None, request_id=request_id())
    return await _page(kind, party_id, "mail-end-done", with_button=False)


def _read(token: str, throttle: Throttle) -> tuple[PartyKind, UUID, str]:
    throttle.take(uuid5(NAMESPACE_URL, token))
    found = office()
    read = read_link(found.link_key, token) if found is not None else None
    if read is None:
        raise LinkUnknownError
    return read


async def _page(kind: PartyKind, party_id: UUID, key: str, *, with_button: bool) -> Response[str]:
    party = await party_with(kind, party_id)
    language = party.language if party is not None else "en"
    button = (
        f'<form method="post"><button>{escape(text(language, "mail-end-yes"))}</button></form>'
        if with_button
        else ""
    )
    body = (
        f'<!doctype html><html lang="{_TAGS[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(text(language, 'mail-end-title'))}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(text(language, 'mail-end-title'))}</h1>"
        f"<p>{escape(text(language, key))}</p>{button}</main></body></html>"
    )
    return Response(body, media_type=MediaType.HTML, headers=_HEADERS)


def mail_routers(dispatcher: Dispatcher) -> tuple[Router, Router]:
    """The routes of mail, and its open door; `viewer` comes from the application."""
    throttle = Throttle(a_second=_ENDS_A_SECOND, burst=_ENDS_AT_ONCE)
    own: dict[str, Any] = {"dispatcher": Provide(_always(dispatcher), sync_to_thread=False)}
    return (
        Router(
            path="/api/v1",
            route_handlers=[
                board,
                mails,
                replay,
                mend,
                send_test,
                notices,
                choose_notices,
                supplier_address,
                choose_supplier,
                choices,
                choose,
            ],
            dependencies=own,
            tags=["Mail"],
        ),
        Router(
            path="/",
            route_handlers=[end_page, end],
            dependencies={**own, "throttle": Provide(_always(throttle), sync_to_thread=False)},
        ),
    )


def _always(value: Any) -> Callable[[], Any]:
    return lambda: value
