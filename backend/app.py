"""The web process: Litestar with every slice's routes, the screens round it, the guards round both."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig

from backend.alert.routes import alert_router
from backend.allocation.routes import allocation_router
from backend.approval.routes import approval_router
from backend.assembly import Company, company_of
from backend.catalog.routes import catalog_router
from backend.connectors.mail.routes import END_DOOR, mail_routers
from backend.connectors.webhook.routes import webhook_router
from backend.customer.routes import customer_router
from backend.demand.routes.changes import change_router
from backend.demand.routes.delivery import delivery_router
from backend.demand.routes.lines import line_router
from backend.demand.routes.photos import PHOTO_DOOR, photo_router
from backend.first_looks import looking_ahead
from backend.floor.routes import floor_router
from backend.forecast.routes import forecast_router
from backend.gateway import SessionGateway
from backend.health import health_router
from backend.identity.handlers import SignInDesk
from backend.identity.queries import Sessions
from backend.identity.routes import (
    FrontDoor,
    calling_session,
    identity_router,
    session_viewer,
    signed_in_guard,
)
from backend.impact.routes import impact_router
from backend.intake.routes import UPLOAD_DOOR, intake_router
from backend.kit.api_description import DecimalAsText, DescribedJSON, LocalTime
from backend.kit.clock import Clock
from backend.kit.formats import FormatByAccept
from backend.kit.logging import RequestLog
from backend.kit.problem_details import EXCEPTION_HANDLERS
from backend.kit.request_guard import RequestGuard
from backend.kit.secrets import Secrets, load_secrets
from backend.kit.websocket_guard import WebsocketGuard
from backend.kpi.routes import kpi_router
from backend.promise.routes import promise_router
from backend.promotion.routes import promotion_router
from backend.proposal.routes import proposal_router
from backend.push.routes import push_router
from backend.replenishment.routes import replenishment_router
from backend.safety.routes import safety_router
from backend.scenario.routes import scenario_router
from backend.settings import Settings
from backend.stock.routes import stock_router
from backend.supplier.routes import LINK_DOOR, supplier_router
from backend.sync.routes import sync_door, sync_router
from backend.thread.routes import ATTACHMENT_DOOR, thread_router
from backend.undelivered.routes import undelivered_router
from backend.undo.routes import undo_router
from backend.urgent.routes import WALL_DOOR, urgent_router
from backend.watch.routes import watch_router
from frontend.app import mount
from frontend.page_table import may_open

VERSION = "0.1.0"


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> Any:
    """The web process as one ASGI application; without settings as the environment says."""
    chosen = settings or Settings.from_environment()
    company = company_of(chosen, application="web", clock=clock)
    secrets = load_secrets(chosen.secrets)
    sessions = Sessions(
        clock=company.clock,
        csrf_key=secrets.key_for("csrf"),
        is_secure=not chosen.is_loopback
        or any(origin.startswith("https://") for origin in chosen.origins),
        with_demo_people=chosen.is_demo,
    )
    routes = create_litestar(company, sessions, secrets)
    guarded = RequestGuard(
        FormatByAccept(routes),
        origins=chosen.origins,
        token_of=sessions.token_of,
        csrf_token_for=sessions.csrf_token_for,
        doors=(UPLOAD_DOOR, PHOTO_DOOR, ATTACHMENT_DOOR, END_DOOR, LINK_DOOR, WALL_DOOR),
    )
    screens = mount(
        guarded,
        session_of=sessions.session_of,
        gateway_for=lambda session: SessionGateway(company.dispatcher, sessions, session),
        clock=company.clock.now,
    )
    return RequestLog(
        WebsocketGuard(
            screens,
            allowed_origins=chosen.origins,
            session_of=sessions.session_of,
            may_open=may_open,
        )
    )


def create_litestar(
    company: Company, sessions: Sessions, secrets: Secrets, *, desk: SignInDesk | None = None
) -> Litestar:
    """The routes alone, without screens and guards; `desk` is the one that checks passwords."""

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        async with company.running(), looking_ahead(company.clock.now()):
            yield

    front_door = FrontDoor(
        dispatcher=company.dispatcher,
        sessions=sessions,
        desk=desk or SignInDesk(company.dispatcher, with_demo_people=company.settings.is_demo),
        device_key=secrets.key_for("device"),
        kept_work_key=secrets.key_for("kept work"),
    )

    door = sync_door(
        company.dispatcher, company.hints, sessions, cursor_key=secrets.key_for("cursor")
    )

    return Litestar(
        route_handlers=[
            health_router(company.hints),
            identity_router(front_door),
            sync_router(door),
            catalog_router(),
            promise_router(company.dispatcher),
            line_router(),
            delivery_router(company.dispatcher),
            allocation_router(company.dispatcher),
            urgent_router(company.dispatcher, origin=company.settings.origins[0]),
            thread_router(company.dispatcher),
            replenishment_router(company.dispatcher),
            undo_router(company.dispatcher),
            undelivered_router(company.dispatcher),
            change_router(company.dispatcher),
            impact_router(company.dispatcher),
            forecast_router(company.dispatcher),
            promotion_router(company.dispatcher),
            stock_router(company.dispatcher),
            safety_router(company.dispatcher),
            approval_router(company.dispatcher),
            photo_router(company.dispatcher),
            proposal_router(company.dispatcher),
            floor_router(company.dispatcher),
            scenario_router(company.dispatcher),
            kpi_router(company.dispatcher),
            alert_router(company.dispatcher),
            watch_router(company.dispatcher),
            customer_router(company.dispatcher),
            push_router(company.dispatcher),
            webhook_router(company.dispatcher),
            *mail_routers(company.dispatcher),
            supplier_router(
                company.dispatcher,
                key=secrets.key_for("supplier link"),
                origin=company.settings.origins[0],
            ),
            intake_router(company.dispatcher, company.settings.home),
        ],
        guards=[signed_in_guard(sessions)],
        dependencies={
            "session": Provide(calling_session),
            "viewer": Provide(session_viewer),
        },
        exception_handlers=EXCEPTION_HANDLERS,
        plugins=[DecimalAsText(), LocalTime()],
        lifespan=[lifespan],
        openapi_config=OpenAPIConfig(
            title="Lockstep",
            version=VERSION,
            path="/schema",
            use_handler_docstrings=True,
            render_plugins=[DescribedJSON(path="/openapi.json")],
            openapi_router=Router(path="/schema", route_handlers=[]),
        ),
        request_max_body_size=1024 * 1024,
        # `lockstep web` has set logging up; Litestar's own set-up would replace the JSON lines.
        logging_config=None,
        debug=False,
    )
