"""The page table, and the front end as one ASGI layer round the backend's application."""

import logging
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote
from zoneinfo import ZoneInfo

import reactpy
from reactpy.executors.asgi.middleware import ReactPyMiddleware

from frontend.assets import Asset, Assets
from frontend.components.states import no_entry
from frontend.first_paint import first_paint, to_html
from frontend.hooks.visit import Visit
from frontend.refusal import Turned, refusal, refusal_title, takes_html
from frontend.shell import (
    DOCUMENT_HEADERS,
    SECRET_PAGE_HEADERS,
    SECURITY_HEADERS,
    Screen,
    bare_document,
    document,
    preferred_language,
    sign_in_path,
    supplier_document,
)
from shared.gateway import Gateway
from shared.session import SessionFacts
from shared.terms import Role
from shared.text import text

logger = logging.getLogger("lockstep.screens")

PREFIX: Final = "/reactpy/"
_UUID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_BROKEN: Final = 500
_EVERYONE: Final = frozenset(Role)
_OFFICE: Final = _EVERYONE - {Role.REP}
_DECIDING: Final = frozenset({Role.SUPERVISOR, Role.EXECUTIVE, Role.PLANNER, Role.ADMIN})
_CHANGING: Final = _EVERYONE - {Role.STEWARD}
_RULING: Final = frozenset({Role.PLANNER, Role.ADMIN})
_IMPORTING: Final = frozenset({Role.ADMIN, Role.STEWARD})
_BUYING: Final = frozenset({Role.BUYER, Role.PLANNER, Role.SUPERVISOR, Role.EXECUTIVE, Role.ADMIN})
_KEEPING: Final = frozenset({Role.PLANNER, Role.ADMIN})
_STOCK: Final = _OFFICE - {Role.STEWARD}
_DESCRIBING: Final = frozenset({Role.PLANNER, Role.STEWARD, Role.ADMIN})
_FLOOR: Final = frozenset({Role.SUPERVISOR, Role.PLANNER})
_FORECAST: Final = _EVERYONE - {Role.STEWARD}
_FOREVER: Final = b"public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Page:
    """One live page: where it stands, what draws it, who may open it, what its tab is called."""

    pattern: re.Pattern[str]
    name: str
    roles: frozenset[Role]
    title_key: str


def _page(path: str, name: str, roles: Iterable[Role], title_key: str) -> Page:
    pattern = re.compile(path.replace("{id}", _UUID))
    return Page(pattern, f"frontend.pages.{name}", frozenset(roles), title_key)


PAGES: Final = (
    _page("/decisions", "decisions.decisions_page", _DECIDING, "navigation-decisions"),
    _page("/decisions/{id}", "decision.decision_page", _DECIDING, "navigation-decision"),
    _page("/approvals", "approvals.approvals_page", _DECIDING, "navigation-approvals"),
    _page(r"/plan(?:/\d{1,9})?", "plan.plan_page", _OFFICE, "navigation-plan"),
    _page("/allocation", "allocations.allocations_page", _FLOOR, "navigation-allocation"),
    _page("/allocation/{id}/{id}", "allocation.allocation_page", _FLOOR, "navigation-allocation"),
    _page(
        "/allocations/{id}",
        "allocation_decision.allocation_decision_page",
        _DECIDING,
        "navigation-allocation",
    ),
    _page(
        "/replenishments/{id}",
        "replenishment.replenishment_page",
        _DECIDING,
        "navigation-replenishment",
    ),
    _page("/pricing", "pricing.pricing_page", _KEEPING, "navigation-pricing"),
    _page("/forecast", "forecast.forecast_page", _FORECAST, "navigation-forecast"),
    _page(
        "/forecast/accuracy",
        "forecast_accuracy.forecast_accuracy_page",
        _OFFICE,
        "navigation-forecast",
    ),
    _page(
        "/forecast/pipeline",
        "forecast_pipeline.forecast_pipeline_page",
        _FORECAST,
        "navigation-forecast",
    ),
    _page("/forecast/items", "forecast_items.forecast_items_page", _OFFICE, "navigation-forecast"),
    _page("/forecast/runs", "forecast_runs.forecast_runs_page", _OFFICE, "navigation-forecast"),
    _page(
        "/forecast/signals",
        "forecast_signals.forecast_signals_page",
        _OFFICE,
        "navigation-forecast",
    ),
    _page(
        "/forecast/windows",
        "forecast_windows.forecast_windows_page",
        _BUYING,
        "navigation-forecast",
    ),
    _page(
        "/forecast/{id}", "forecast_series.forecast_series_page", _FORECAST, "navigation-forecast"
    ),
    _page(
        "/forecast/customers/{id}",
        "forecast_customer.forecast_customer_page",
        _FORECAST,
        "navigation-forecast",
    ),
    _page("/promotions", "promotions.promotions_page", _FORECAST, "navigation-promotions"),
    _page("/promotions/{id}", "promotion.promotion_page", _FORECAST, "navigation-promotions"),
    _page("/seasons", "seasons.seasons_page", _STOCK, "navigation-seasons"),
    _page("/seasons/{id}", "season.season_page", _STOCK, "navigation-seasons"),
    _page("/calendars", "calendars.calendars_page", _KEEPING, "navigation-calendars"),
    _page("/report", "report.report_page", _FLOOR, "navigation-report"),
    _page("/what-if", "what_ifs.what_ifs_page", _DECIDING, "navigation-what-if"),
    _page("/what-if/{id}", "what_if.what_if_page", _DECIDING, "navigation-what-if"),
    _page("/adoptions/{id}", "adoption.adoption_page", _DECIDING, "navigation-adoption"),
    _page("/stock", "stock.stock_page", _STOCK, "navigation-stock"),
    _page("/kpi", "kpi.kpi_page", _OFFICE, "navigation-kpi"),
    _page("/kpi/[a-z_]{1,40}", "kpi_detail.kpi_detail_page", _OFFICE, "navigation-kpi"),
    _page("/changes", "changes.changes_page", _CHANGING, "navigation-changes"),
    _page("/changes/{id}", "change.change_page", _CHANGING, "navigation-change"),
    _page("/changes/{id}/routes", "routes.routes_page", _CHANGING, "navigation-routes"),
    _page("/lines/{id}/routes", "routes.line_routes_page", _FLOOR, "navigation-routes"),
    _page("/lines/{id}/why", "why.why_page", _EVERYONE, "navigation-why"),
    _page("/lines/{id}/delivery", "delivery.delivery_page", _EVERYONE, "navigation-delivery"),
    _page("/alerts/{id}", "alert.alert_page", _EVERYONE, "navigation-alert"),
    _page("/urgent", "urgent_orders.urgent_orders_page", _EVERYONE, "navigation-urgent"),
    _page("/urgent/{id}", "urgent_order.urgent_order_page", _EVERYONE, "navigation-urgent"),
    _page("/things/(?:item|customer)/{id}", "thing.thing_page", _EVERYONE, "navigation-thing"),
    _page("/runbooks", "runbooks.runbooks_page", _RULING, "navigation-runbooks"),
    _page("/rules", "rules.rules_page", _RULING, "navigation-rules"),
    _page("/customers/all", "customer_list.customer_list_page", _EVERYONE, "shell-nav-customers"),
    _page("/customers/{id}", "customer.customer_page", _EVERYONE, "navigation-customer"),
    _page(
        "/customers/{id}/service/[a-z_]{1,40}",
        "customer_lines.customer_lines_page",
        _EVERYONE,
        "navigation-customer-service",
    ),
    _page(
        "/customer-fields",
        "customer_fields.customer_fields_page",
        _DESCRIBING,
        "navigation-customer-fields",
    ),
    _page("/segments", "segments.segments_page", _EVERYONE, "navigation-segments"),
    _page("/market", "market.market_page", _EVERYONE, "navigation-market"),
    _page("/market/lines", "market_lines.market_lines_page", _EVERYONE, "navigation-market-lines"),
    _page("/inbox", "inbox.inbox_page", _EVERYONE, "navigation-inbox"),
    _page("/settings", "settings.settings_page", _EVERYONE, "navigation-settings"),
    _page("/import", "imports.imports_page", _IMPORTING, "navigation-import"),
    _page("/suppliers", "suppliers.suppliers_page", _BUYING, "navigation-suppliers"),
    _page("/suppliers/{id}", "supplier.supplier_page", _BUYING, "navigation-suppliers"),
    _page("/mail", "mail.mail_page", {Role.ADMIN}, "navigation-mail"),
    _page(
        "/undelivered",
        "undelivered.undelivered_page",
        {Role.ADMIN},
        "navigation-undelivered",
    ),
    _page("/customers/{id}/notices", "notices.notices_page", _EVERYONE, "navigation-notices"),
)
SUPPLIER_PATH: Final = "/supplier"
SHELL_PATHS: Final = re.compile(
    rf"/|/sign-in|/today|/promise|/changes/new|/outbox(?:/{_UUID})?|/customers"
)
_PAGES_BY_NAME: Final = {page.name: page for page in PAGES}


def may_open(session: SessionFacts, page_name: str) -> bool:
    """Return whether a session may open the live page of that dotted name."""
    page = _PAGES_BY_NAME.get(page_name)
    return page is not None and not page.roles.isdisjoint(session.roles)


def mount(
    application: Any,
    *,
    session_of: Callable[[str], Awaitable[SessionFacts | None]],
    gateway_for: Callable[[SessionFacts], Gateway],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    reload: bool = False,
) -> Any:
    """Return `application` with the screens before it, as one ASGI application.

    What it needs from the backend: `session_of(cookie)` takes the whole Cookie header and returns
    who is signed in at this moment, or None; `gateway_for(session)` returns the
    `shared.gateway.Gateway` of that session, which authorises every call again. The caller puts
    `backend.kit.websocket_guard.WebsocketGuard` round the result, with the same `session_of`, with
    `may_open` from here and with the allowed origins; the guard leaves the session's facts in
    `scope["state"]["session"]`, without which no live page is drawn.

    Everything that is neither a page, a file of ours nor a page's websocket reaches `application`
    untouched, lifespan included. With `reload` the files are read again at each request.
    """
    live = ReactPyMiddleware(application, root_components=list(_PAGES_BY_NAME), path_prefix=PREFIX)
    return _FrontEnd(live, session_of, gateway_for, clock, Assets(reload=reload), _library())


@dataclass
class _FrontEnd:
    live: Any
    session_of: Callable[[str], Awaitable[SessionFacts | None]]
    gateway_for: Callable[[SessionFacts], Gateway]
    clock: Callable[[], datetime]
    assets: Assets
    library: dict[str, Asset]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await self.live(self._with_visit(scope), receive, send)
            return
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            answer = await self._answer_or_refusal(scope)
            if answer is not None:
                await answer.send(scope, send)
                return
            if takes_html(scope):
                send = self._turned(scope, send)
        await self.live(scope, receive, send)

    async def _answer_or_refusal(self, scope: Any) -> "_Answer | None":
        try:
            return await self._answer(scope)
        except Exception:
            # Whatever breaks in a page, its queries or a session: the reader gets a page in their language and a
            # time to name, never a bare connection or the error's words; the log has the error whole.
            logger.exception("a page could not be drawn", extra={"path": scope["path"]})
            return await self._refusal(scope, _BROKEN)

    def _turned(self, scope: Any, send: Any) -> Turned:
        async def instead(status: int, kept: list[tuple[bytes, bytes]]) -> None:
            answer = await self._refusal(scope, status)
            await replace(answer, headers=(*answer.headers, *kept)).send(scope, send)

        return Turned(send, instead)

    async def _refusal(self, scope: Any, status: int) -> "_Answer":
        """The page that says why there is none; also while nobody can say who asks."""
        try:
            session = await self.session_of(_header(scope, b"cookie"))
        except Exception:
            # The database or Redis may be what broke, and this page is the last that can say so: without a
            # session it speaks the browser's language.
            logger.exception("a person could not be recognised", extra={"path": scope["path"]})
            session = None
        language = (
            session.language
            if session is not None
            else preferred_language(_header(scope, b"accept-language"))
        )
        path = quote(scope["path"], safe="/")
        markup = to_html(refusal(language, status, path, self.clock()))
        screen = Screen(title=refusal_title(language, status), markup=markup)
        if session is None:
            return _document_answer(status, bare_document(screen, self.assets, language))
        return _document_answer(status, document(screen, self.assets, language, session))

    def _with_visit(self, scope: Any) -> Any:
        session: SessionFacts = scope["state"]["session"]
        asked = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        visit = self._visit(session, asked.get("time_zone", ""))
        return {**scope, "state": {**scope["state"], "visit": visit}}

    def _visit(self, session: SessionFacts, zone: str) -> Visit:
        return Visit(session, self.gateway_for(session), _zone(zone), self.clock)

    async def _answer(self, scope: Any) -> "_Answer | None":
        path = scope["path"]
        asset = self.assets.find(path) or self.library.get(path)
        if asset is not None:
            return _asset_answer(asset, scope)
        page = next((page for page in PAGES if page.pattern.fullmatch(path)), None)
        if page is not None:
            return await self._page_answer(page, scope)
        if path == SUPPLIER_PATH:
            asked = dict(parse_qsl(scope["query_string"].decode("latin-1")))
            language = preferred_language(_header(scope, b"accept-language"), asked.get("lang"))
            html = supplier_document(self.assets, language)
            return _Answer(200, html.encode(), SECRET_PAGE_HEADERS)
        if SHELL_PATHS.fullmatch(path):
            return await self._shell_answer(scope)
        return None

    async def _page_answer(self, page: Page, scope: Any) -> "_Answer":
        path, query_string = scope["path"], scope["query_string"].decode("latin-1")
        cookie = _header(scope, b"cookie")
        session = await self.session_of(cookie)
        if session is None:
            location = sign_in_path(path, query_string).encode()
            return _Answer(303, b"", ((b"location", location), (b"cache-control", b"no-store")))
        title = text(session.language, page.title_key)
        if not may_open(session, page.name):
            markup = to_html(no_entry(session.language))
            screen = Screen(title=title, markup=markup)
            return _document_answer(403, document(screen, self.assets, session.language, session))
        visit = self._visit(session, _cookies(cookie).get("time_zone", ""))
        component = reactpy.utils.import_dotted_path(page.name)
        paint = await first_paint(component, visit, path, query_string)
        screen = Screen(title=title, page_name=page.name, markup=paint.markup)
        html = document(screen, self.assets, session.language, session)
        return _document_answer(paint.status, html)

    async def _shell_answer(self, scope: Any) -> "_Answer":
        cookie = _header(scope, b"cookie")
        session = await self.session_of(cookie)
        language = (
            session.language
            if session is not None
            else preferred_language(_header(scope, b"accept-language"))
        )
        screen = Screen(title=text(language, "navigation-start"))
        return _document_answer(200, document(screen, self.assets, language, session))


@dataclass(frozen=True)
class _Answer:
    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]

    async def send(self, scope: Any, send: Any) -> None:
        length = (b"content-length", str(len(self.body)).encode())
        headers = [*self.headers, length]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else self.body
        await send({"type": "http.response.body", "body": body})


def _document_answer(status: int, html: str) -> _Answer:
    return _Answer(status, html.encode(), DOCUMENT_HEADERS)


def _asset_answer(asset: Asset, scope: Any) -> _Answer:
    """Send a file; one asked for by its version may be kept for ever, others are asked about again."""
    is_versioned = f"v={asset.version}".encode() in scope["query_string"]
    tag = f'"{asset.version}"'.encode()
    headers = [
        (b"content-type", asset.media_type.encode()),
        (b"cache-control", _FOREVER if is_versioned else b"no-cache"),
        (b"etag", tag),
        (b"vary", b"accept-encoding"),
        *SECURITY_HEADERS,
    ]
    if asset.name == "sw.js":
        headers.append((b"service-worker-allowed", b"/"))
    if _header(scope, b"if-none-match") == tag.decode():
        return _Answer(304, b"", tuple(headers))
    if asset.compressed is not None and "gzip" in _header(scope, b"accept-encoding"):
        return _Answer(200, asset.compressed, (*headers, (b"content-encoding", b"gzip")))
    return _Answer(200, asset.content, tuple(headers))


def _library() -> dict[str, Asset]:
    """ReactPy's own client, by request path."""
    folder = Path(reactpy.__file__).parent / "static"
    return {
        f"{PREFIX}static/{path.name}": Asset(path.name, path.read_bytes())
        for path in folder.glob("*.js")
    }


def _header(scope: Any, name: bytes) -> str:
    return "; ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def _cookies(header: str) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header)
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _zone(name: str) -> ZoneInfo:
    """Return a time zone by its name; a stranger's text, so anything unknown is UTC."""
    if not re.fullmatch(r"[A-Za-z]{1,20}(?:[/%][A-Za-z0-9_+%-]{1,30}){0,3}", name):
        return ZoneInfo("UTC")
    try:
        return ZoneInfo(name.replace("%2F", "/"))
    except (LookupError, ValueError, OSError):
        return ZoneInfo("UTC")
