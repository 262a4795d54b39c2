"""The page table: where each live page stands, what draws it, who may open it, what its tab is called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from shared.session import SessionFacts
from shared.terms import Role

_UUID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
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
    _page("/stock/safety", "safety_stocks.safety_stocks_page", _STOCK, "safety-all"),
    _page("/stock/{id}/lots", "lots.lots_page", _STOCK, "navigation-stock"),
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
    _page("/walls", "walls.walls_page", _RULING, "navigation-walls"),
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
# Whoever holds a link has no account: a supplier, and a screen on a wall.
SUPPLIER_PATH: Final = "/supplier"
WALL_PATH: Final = "/wall"
SHELL_PATHS: Final = re.compile(
    rf"/|/sign-in|/today|/promise|/changes/new|/outbox(?:/{_UUID})?|/customers"
)
PAGES_BY_NAME: Final = {page.name: page for page in PAGES}


def page_at(path: str) -> Page | None:
    """Return the live page of a path."""
    return next((page for page in PAGES if page.pattern.fullmatch(path)), None)


def may_open(session: SessionFacts, page_name: str) -> bool:
    """Return whether a session may open the live page of that dotted name."""
    page = PAGES_BY_NAME.get(page_name)
    return page is not None and not page.roles.isdisjoint(session.roles)
