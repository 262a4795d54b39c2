"""Every door, every role: who comes in, who does not, and that nobody sees a foreign word.

The doors are read from the route table and the table of ops. A new one without a row here fails.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from backend.app import create_litestar
from backend.catalog import tables as catalog
from backend.demand import tables as demand
from backend.promise.commands import RecordInquiry
from backend.sync.operations import OP_KINDS
from shared.ids import new_id
from shared.terms import Role
from tests.builders import SmallCompany, add_person, request
from tests.phones import Phone, change_args, hold_args, inquiry_args

EVERYBODY = frozenset(Role)
ASKERS = frozenset({Role.REP, Role.PLANNER})
DECIDERS = frozenset({Role.SUPERVISOR})
MOVERS = frozenset({Role.SUPERVISOR, Role.PLANNER})
REPORTERS = frozenset({Role.SUPERVISOR})
IMPORTERS = frozenset({Role.ADMIN, Role.STEWARD})
ADMINS = frozenset({Role.ADMIN})
RULERS = frozenset({Role.ADMIN, Role.PLANNER})
TRIERS = frozenset({Role.PLANNER, Role.SUPERVISOR})
TELLERS = frozenset({Role.REP, Role.PLANNER, Role.STEWARD, Role.ADMIN})
DEFINERS = frozenset({Role.PLANNER, Role.STEWARD, Role.ADMIN})
STOCK_RULE = {"name": "Few", "watched": "stock", "threshold": "10", "owner_id": str(UUID(int=1))}
RUNBOOK = {
    "name": "Sooner",
    "stages": [{"stage": "receipt", "owner": {"role": "planner"}, "minutes": 15}],
}
STOCKISTS = EVERYBODY - {Role.REP, Role.STEWARD}
PROMOTION_VIEWERS = EVERYBODY - {Role.STEWARD}
PROMOTERS = RULERS | {Role.REP}
PROMOTION = {"name": "Weeks", "starts_on": "2026-12-07", "ends_on": "2026-12-20", "families": ["X"]}
LOTS = {
    "lead_time_days": 1,
    "lead_time_days_per_unit": "0",
    "safety_stock": "0",
    "lot_minimum": "0",
    "lot_multiple": "0",
    "lot_maximum": "0",
    "lot_cover_days": 0,
    "yield_ratio": "1",
}
SAFETY = {
    "item_id": str(UUID(int=1)),
    "site_id": str(UUID(int=2)),
    "ver": "1",
    "safety_stock": "40",
}
SEASON = {"kind": "limited", "first_on": "2026-12-01", "last_on": "2027-01-31"}
SUPPLIER_ASKERS = frozenset({Role.BUYER, Role.PLANNER, Role.ADMIN})
SUPPLIER_VIEWERS = SUPPLIER_ASKERS | {Role.SUPERVISOR, Role.EXECUTIVE}
COMPARERS = TRIERS | {Role.EXECUTIVE, Role.ADMIN}

# Pages, health and the machine's own figures have guards of their own, tested beside them.
PUBLIC = {
    "GET /health/live",
    "GET /health/ready",
    "POST /api/v1/supplier-link/open",
    "POST /api/v1/supplier-link/answer",
    "POST /api/v1/wall/sign-in",
    "POST /api/v1/wall/orders",
    "GET /mail/end/{token}",
    "POST /mail/end/{token}",
}
LOOPBACK = {"GET /metrics"}
CANARIES = {"north": "Kestrelwood", "south": "Plovermarsh"}


@dataclass(frozen=True)
class Door:
    """Who may pass, and a request that would have an effect; `{name}` in a path names an id."""

    roles: frozenset[Role] = EVERYBODY
    body: dict[str, Any] | None = None
    is_stream: bool = False
    query: str = ""
    skip_effect: bool = field(default=False)


DOORS: dict[str, Door] = {
    "POST /api/v1/session": Door(body={"email": "", "password": ""}),
    "GET /api/v1/session": Door(),
    "PATCH /api/v1/session": Door(body={}),
    "DELETE /api/v1/session": Door(skip_effect=True),
    "GET /api/v1/session/kept-work-key": Door(),
    "GET /api/v1/devices": Door(),
    "DELETE /api/v1/devices/{device_id}": Door(),
    "GET /api/v1/tokens": Door(),
    "POST /api/v1/tokens": Door(body={}),
    "DELETE /api/v1/tokens/{token_id}": Door(),
    "POST /sync/v1/push": Door(body={"client_id": "", "schema_ver": 1, "ops": []}),
    "POST /sync/v1/pull": Door(body={}),
    "GET /sync/v1/ref/manifest": Door(),
    "GET /sync/v1/ref/{name}": Door(),
    "GET /sync/v1/poke": Door(is_stream=True),
    "GET /api/v1/items": Door(),
    "GET /api/v1/sites": Door(),
    "GET /api/v1/customers": Door(),
    "GET /api/v1/availability": Door(),
    "GET /api/v1/quote": Door(query="?item_id={item_id}&quantity=10&due_on=2026-12-10"),
    "GET /api/v1/quotations": Door(),
    "POST /api/v1/inquiries": Door(body={}),
    "POST /api/v1/quotations": Door(body={}),
    "DELETE /api/v1/quotations/{quotation_id}": Door(body={}),
    "POST /api/v1/quotations/{quotation_id}/order": Door(body={}),
    "GET /api/v1/demand-lines": Door(),
    "GET /api/v1/demand-lines.csv": Door(),
    "GET /api/v1/demand-lines.xlsx": Door(),
    "GET /api/v1/demand-lines/{demand_line_id}/why": Door(),
    "GET /api/v1/demand-lines/{demand_line_id}/delivery": Door(),
    "PUT /api/v1/demand-lines/{demand_line_id}/delivery": Door(roles=ASKERS, body={}),
    "PUT /api/v1/customers/{customer_id}/delivery": Door(roles=ASKERS, body={}),
    "GET /api/v1/demand-changes": Door(),
    "POST /api/v1/demand-changes": Door(body={}),
    "GET /api/v1/demand-changes.csv": Door(),
    "GET /api/v1/demand-changes.xlsx": Door(),
    "GET /api/v1/demand-changes/{demand_change_id}": Door(),
    "PATCH /api/v1/demand-changes/{demand_change_id}": Door(body={}),
    "DELETE /api/v1/demand-changes/{demand_change_id}": Door(body={}),
    "PUT /api/v1/demand-changes/{demand_change_id}/photos/{content_hash}": Door(body={}),
    "GET /api/v1/demand-changes/{demand_change_id}/photos/{content_hash}": Door(),
    "GET /api/v1/proposals": Door(),
    "GET /api/v1/proposals.csv": Door(),
    "GET /api/v1/proposals.xlsx": Door(),
    "GET /api/v1/proposals/{proposal_id}": Door(),
    "POST /api/v1/proposals/{proposal_id}/decision": Door(body={}),
    "POST /api/v1/proposals/{proposal_id}/undo": Door(body={}),
    "POST /api/v1/adoptions/{adoption_id}/undo": Door(body={}),
    "POST /api/v1/allocations/{allocation_id}/undo": Door(body={}),
    "POST /api/v1/replenishments/{replenishment_id}/undo": Door(body={}),
    "GET /api/v1/decisions/undoable": Door(),
    "GET /api/v1/promotions": Door(roles=PROMOTION_VIEWERS),
    "GET /api/v1/promotions/choices": Door(roles=PROMOTERS),
    "GET /api/v1/promotions.csv": Door(roles=PROMOTION_VIEWERS),
    "POST /api/v1/promotions": Door(roles=PROMOTERS, body=PROMOTION),
    "GET /api/v1/promotions/{promotion_id}": Door(roles=PROMOTION_VIEWERS),
    "PUT /api/v1/promotions/{promotion_id}": Door(roles=PROMOTERS, body=PROMOTION),
    "POST /api/v1/promotions/{promotion_id}/confirmation": Door(roles=RULERS, body={}),
    "DELETE /api/v1/promotions/{promotion_id}": Door(roles=PROMOTERS),
    "POST /api/v1/promotions/{promotion_id}/uplift": Door(
        roles=RULERS, body={"ratio": "2", "reason": "promotion"}
    ),
    "GET /api/v1/seasons": Door(roles=STOCKISTS),
    "GET /api/v1/seasons/{item_id}": Door(roles=STOCKISTS),
    "PUT /api/v1/seasons/{item_id}": Door(roles=RULERS, body=SEASON),
    "DELETE /api/v1/seasons/{item_id}": Door(roles=RULERS),
    "GET /api/v1/undelivered": Door(roles=ADMINS),
    "POST /api/v1/undelivered/{message_id}/replay": Door(roles=ADMINS, body={}),
    "GET /api/v1/routes": Door(query="?item_id={item_id}&quantity=10&due_on=2026-12-10"),
    "GET /api/v1/demand-changes/{demand_change_id}/routes": Door(),
    "POST /api/v1/demand-changes/{demand_change_id}/site": Door(
        roles=ASKERS, body={"site_id": str(UUID(int=1))}
    ),
    "GET /api/v1/demand-lines/{demand_line_id}/routes": Door(),
    "POST /api/v1/demand-lines/{demand_line_id}/reroute": Door(
        roles=MOVERS, body={"site_id": str(UUID(int=1))}
    ),
    "PUT /api/v1/routing": Door(
        roles=RULERS,
        body={
            "date": 1,
            "stock": 1,
            "capacity": 1,
            "distance": 1,
            "cost": 1,
            "cost_per_delivery": "1",
            "cost_per_km": "1",
        },
    ),
    "PUT /api/v1/sites/{site_id}/reserve": Door(roles=RULERS, body={"reserved_ratio": "0.1"}),
    "GET /api/v1/forecast": Door(),
    "POST /api/v1/forecast/runs": Door(roles=RULERS, skip_effect=True),
    "GET /api/v1/forecast/series/{series_id}": Door(),
    "POST /api/v1/forecast/series/{series_id}/overrides": Door(
        roles=ASKERS,
        body={
            "period_ons": ["2026-12-07"],
            "quantity": "40",
            "reason": "other",
            "expires_on": "2026-12-31",
        },
    ),
    "POST /api/v1/forecast/overrides/{override_id}/restore": Door(roles=ASKERS),
    "PUT /api/v1/forecast/series/{series_id}/mends/{on}": Door(
        roles=frozenset({Role.PLANNER}), body={"is_undone": True}
    ),
    "GET /api/v1/forecast/windows": Door(roles=SUPPLIER_VIEWERS),
    "PUT /api/v1/forecast/windows": Door(
        roles=RULERS, body={"family": "", "backward_days": 30, "forward_days": 30}
    ),
    "DELETE /api/v1/forecast/windows": Door(roles=RULERS, query="?family=Epoxy"),
    "GET /api/v1/forecast/customers": Door(),
    "GET /api/v1/forecast/customers/{customer_id}": Door(),
    "GET /api/v1/forecast/accuracy": Door(),
    "GET /api/v1/forecast/pipeline": Door(),
    "PUT /api/v1/forecast/pipeline/{opportunity_id}/stage": Door(
        roles=ASKERS, body={"stage": "won"}
    ),
    "GET /api/v1/forecast/items": Door(),
    "POST /api/v1/forecast/items": Door(
        roles=RULERS, body={"item_code": "none", "kind": "ending", "on": "2026-12-31"}
    ),
    "DELETE /api/v1/forecast/items/{life_id}": Door(roles=RULERS),
    "GET /api/v1/forecast/runs": Door(),
    "GET /api/v1/forecast/runs/{before}/{after}": Door(),
    "POST /api/v1/forecast/runs/{number}/restore": Door(roles=RULERS),
    "POST /api/v1/forecast/freezes": Door(
        roles=RULERS, body={"reason": "other", "ends_on": "2026-12-31"}
    ),
    "DELETE /api/v1/forecast/freezes/{freeze_id}": Door(roles=RULERS),
    "GET /api/v1/forecast/signals": Door(),
    "PUT /api/v1/forecast/signals/series/{code}": Door(
        roles=RULERS, body={"name": "Index", "text": "2026-01-05;100"}
    ),
    "DELETE /api/v1/forecast/signals/series/{series_id}": Door(roles=RULERS),
    "POST /api/v1/forecast/signals/events": Door(
        roles=RULERS,
        body={
            "kind": "fair",
            "name": "Fair",
            "first_on": "2026-10-05",
            "last_on": "2026-10-09",
        },
    ),
    "DELETE /api/v1/forecast/signals/events/{event_id}": Door(roles=RULERS),
    "PUT /api/v1/forecast/signals/territories/{territory_id}": Door(
        roles=RULERS, body={"country": "LV"}
    ),
    "GET /api/v1/allocations": Door(roles=MOVERS),
    "POST /api/v1/allocations/preview": Door(
        roles=MOVERS, body={"item_id": str(UUID(int=1)), "site_id": str(UUID(int=1))}
    ),
    "POST /api/v1/allocations": Door(
        roles=MOVERS, body={"item_id": str(UUID(int=1)), "site_id": str(UUID(int=1))}
    ),
    "GET /api/v1/allocations/{allocation_id}": Door(roles=MOVERS),
    "POST /api/v1/allocations/{allocation_id}/decision": Door(
        roles=DECIDERS, body={"decision": "approve", "seen_id": str(UUID(int=1))}
    ),
    "GET /api/v1/replenishments": Door(roles=COMPARERS),
    "POST /api/v1/replenishments": Door(
        roles=TRIERS | {Role.ADMIN}, body={"alert_id": str(UUID(int=1))}
    ),
    "GET /api/v1/replenishments/{replenishment_id}": Door(roles=COMPARERS),
    "POST /api/v1/replenishments/{replenishment_id}/decision": Door(
        roles=DECIDERS, body={"decision": "approve", "seen_id": str(UUID(int=1))}
    ),
    "PUT /api/v1/allocation-rules": Door(
        roles=RULERS,
        body={"family": "", "customer_class": 1, "strategy": "win", "weight": 90},
    ),
    "DELETE /api/v1/allocation-rules": Door(roles=RULERS, query="?customer_class=1"),
    "GET /api/v1/urgent-orders": Door(),
    "GET /api/v1/urgent-orders/{urgent_order_id}": Door(),
    "POST /api/v1/urgent-orders/{urgent_order_id}/stages/{stage}/end": Door(body={}),
    "PUT /api/v1/urgent-orders/{urgent_order_id}/stages/{stage}/owner": Door(
        body={"person_id": str(UUID(int=1))}
    ),
    "GET /api/v1/threads/{kind}/{thing_id}": Door(),
    "PUT /api/v1/threads/{kind}/{thing_id}/following": Door(),
    "DELETE /api/v1/threads/{kind}/{thing_id}/following": Door(),
    "PUT /api/v1/threads/{kind}/{thing_id}/comments/{comment_id}": Door(body={"text": "Hello"}),
    "DELETE /api/v1/threads/{kind}/{thing_id}/comments/{comment_id}": Door(),
    "PUT /api/v1/threads/{kind}/{thing_id}/attachments/{content_hash}": Door(body={}),
    "GET /api/v1/threads/{kind}/{thing_id}/attachments/{content_hash}": Door(),
    "DELETE /api/v1/threads/{kind}/{thing_id}/attachments/{content_hash}": Door(),
    "GET /api/v1/news": Door(),
    "DELETE /api/v1/news": Door(),
    "DELETE /api/v1/news/{news_id}": Door(),
    "GET /api/v1/walls": Door(roles=RULERS),
    "POST /api/v1/walls": Door(roles=RULERS, body={"site_id": str(UUID(int=1)), "name": "Hall"}),
    "DELETE /api/v1/walls/{wall_id}": Door(roles=RULERS),
    "GET /api/v1/runbooks": Door(roles=RULERS),
    "POST /api/v1/runbooks": Door(roles=RULERS, body=RUNBOOK),
    "PUT /api/v1/runbooks/{runbook_id}": Door(roles=RULERS, body=RUNBOOK),
    "POST /api/v1/runbooks/{runbook_id}/place": Door(roles=RULERS),
    "DELETE /api/v1/runbooks/{runbook_id}": Door(roles=RULERS),
    "GET /api/v1/approval-rules": Door(roles=RULERS),
    "POST /api/v1/approval-rules": Door(
        roles=RULERS, body={"name": "Dear ones", "approvers": [{"role": "executive"}]}
    ),
    "PUT /api/v1/approval-rules/{rule_id}": Door(
        roles=RULERS, body={"name": "Dear ones", "approvers": [{"role": "executive"}]}
    ),
    "POST /api/v1/approval-rules/{rule_id}/place": Door(roles=RULERS),
    "DELETE /api/v1/approval-rules/{rule_id}": Door(roles=RULERS),
    "GET /api/v1/alert-rules": Door(roles=RULERS),
    "GET /api/v1/alert-rules/choices": Door(roles=RULERS),
    "GET /api/v1/alert-rules/detection": Door(roles=RULERS),
    "POST /api/v1/alert-rules": Door(roles=RULERS, body=STOCK_RULE),
    "POST /api/v1/alert-rules/preview": Door(roles=RULERS, body=STOCK_RULE),
    "GET /api/v1/alert-rules/{rule_id}/preview": Door(roles=RULERS),
    "PUT /api/v1/alert-rules/{rule_id}": Door(roles=RULERS, body=STOCK_RULE),
    "POST /api/v1/alert-rules/{rule_id}/watch": Door(roles=RULERS),
    "DELETE /api/v1/alert-rules/{rule_id}/watch": Door(roles=RULERS),
    "DELETE /api/v1/alert-rules/{rule_id}": Door(roles=RULERS),
    "GET /api/v1/deputies": Door(),
    "GET /api/v1/deputies/people": Door(),
    "POST /api/v1/deputies": Door(body={}),
    "DELETE /api/v1/deputies/{delegation_id}": Door(),
    "GET /api/v1/plan/{site_id}": Door(),
    "GET /api/v1/plan/{site_id}/lines.csv": Door(),
    "GET /api/v1/plan/{site_id}/lines.xlsx": Door(),
    "GET /api/v1/stock": Door(roles=STOCKISTS),
    "GET /api/v1/stock/{item_id}/lots": Door(roles=STOCKISTS),
    "PUT /api/v1/stock/{item_id}/lots/{site_id}": Door(
        roles=RULERS, body={"ver": "1", "rules": LOTS}
    ),
    "PUT /api/v1/stock/{item_id}/components/days": Door(
        roles=RULERS, body={"ver": "1", "days": []}
    ),
    "PUT /api/v1/stock/{item_id}/alternates/{site_id}/days": Door(
        roles=RULERS, body={"ver": "1", "days": []}
    ),
    "GET /api/v1/stock/{item_id}/supply-ends": Door(roles=STOCKISTS),
    "GET /api/v1/stock/safety-stocks": Door(roles=STOCKISTS),
    "PUT /api/v1/stock/safety-stocks": Door(
        roles=RULERS,
        body={"stocks": [SAFETY]},
    ),
    "GET /api/v1/stock/{item_id}/safety-stock": Door(roles=STOCKISTS),
    "POST /api/v1/stock/{item_id}/safety-stock/{site_id}": Door(
        roles=RULERS, body={"ver": "1", "safety_stock": "40"}
    ),
    "GET /api/v1/floor/{site_id}": Door(),
    "POST /api/v1/floor-reports": Door(
        roles=REPORTERS,
        body={
            "source": "mes",
            "external_id": "1",
            "kind": "reverse_report",
            "report_id": str(UUID(int=1)),
            "args": {},
        },
    ),
    "GET /api/v1/calendars": Door(roles=RULERS),
    "POST /api/v1/calendars": Door(roles=RULERS, body={"name": "Night"}),
    "PUT /api/v1/work-centers/{work_center_id}/calendar": Door(
        roles=RULERS, body={"calendar_id": str(UUID(int=1))}
    ),
    "PUT /api/v1/places/{place_id}/open-days": Door(
        roles=RULERS, body={"calendar_id": str(UUID(int=1))}
    ),
    "PUT /api/v1/calendars/{calendar_id}/shifts": Door(
        roles=RULERS, body={"ver": "1", "shifts": []}
    ),
    "POST /api/v1/calendars/{calendar_id}/days": Door(
        roles=RULERS,
        body={
            "ver": "1",
            "from_on": "2026-12-24",
            "until_on": "2026-12-24",
            "hours": "0",
            "name": "Closed",
        },
    ),
    "DELETE /api/v1/calendars/{calendar_id}/days/{on}": Door(roles=RULERS, query="?ver=1"),
    "PUT /api/v1/sites/{site_id}/time-zone": Door(roles=RULERS, body={"time_zone": "Europe/Oslo"}),
    "GET /api/v1/plan-lines/{plan_line_id}/move": Door(roles=MOVERS, query="?on=2026-12-03"),
    "POST /api/v1/plan-lines/{plan_line_id}/move": Door(
        roles=MOVERS, body={"on": "2026-12-03", "plan_revision_id": str(UUID(int=1))}
    ),
    "POST /api/v1/plan-revisions/{plan_revision_id}/undo": Door(roles=MOVERS),
    "GET /api/v1/pricing": Door(roles=RULERS),
    "PUT /api/v1/pricing": Door(roles=RULERS, body={"base_number": 0, "weights": {}, "rates": {}}),
    "PUT /api/v1/lanes/{source_site_id}/{site_id}": Door(
        roles=RULERS, body={"cost_per_delivery": "180", "cost_per_pallet": "38"}
    ),
    "DELETE /api/v1/lanes/{source_site_id}/{site_id}": Door(roles=RULERS),
    "GET /api/v1/what-ifs": Door(roles=COMPARERS),
    "POST /api/v1/what-ifs": Door(roles=TRIERS, body={"name": "A", "site_id": str(new_id())}),
    "POST /api/v1/what-ifs/anew": Door(
        roles=TRIERS, body={"name": "A", "scenario_name": "B", "site_id": str(new_id())}
    ),
    "GET /api/v1/what-ifs/{what_if_id}": Door(roles=COMPARERS),
    "GET /api/v1/what-ifs/{what_if_id}/choices": Door(roles=COMPARERS),
    "PUT /api/v1/what-ifs/{what_if_id}/weights": Door(
        roles=TRIERS, body={"reliability": 1, "cost": 1, "speed": 1}
    ),
    "POST /api/v1/what-ifs/{what_if_id}/sharing": Door(roles=TRIERS),
    "DELETE /api/v1/what-ifs/{what_if_id}/sharing": Door(roles=TRIERS),
    "POST /api/v1/what-ifs/{what_if_id}/archive": Door(roles=TRIERS),
    "DELETE /api/v1/what-ifs/{what_if_id}/archive": Door(roles=TRIERS),
    "POST /api/v1/what-ifs/{what_if_id}/copy": Door(roles=TRIERS),
    "POST /api/v1/what-ifs/{what_if_id}/scenarios": Door(roles=TRIERS, body={"name": "A"}),
    "DELETE /api/v1/scenarios/{scenario_id}": Door(roles=TRIERS),
    "POST /api/v1/scenarios/{scenario_id}/edits": Door(
        roles=TRIERS, body={"kind": "price", "ratio": "0.1"}
    ),
    "DELETE /api/v1/scenarios/{scenario_id}/edits/{place}": Door(roles=TRIERS),
    "POST /api/v1/scenarios/{scenario_id}/adoption": Door(roles=TRIERS),
    "GET /api/v1/adoptions": Door(roles=COMPARERS),
    "GET /api/v1/adoptions/{adoption_id}": Door(roles=COMPARERS),
    "POST /api/v1/adoptions/{adoption_id}/decision": Door(body={}),
    "GET /api/v1/customer-board": Door(),
    "GET /api/v1/customers/{customer_id}": Door(),
    "GET /api/v1/customers/{customer_id}/service/{kpi}": Door(),
    "PUT /api/v1/customers/{customer_id}/fields": Door(roles=TELLERS, body={"said": []}),
    "PUT /api/v1/customers/{customer_id}/class": Door(
        roles=RULERS,
        body={"customer_class": 1, "reason": "New plant", "expires_on": "2026-12-31"},
    ),
    "DELETE /api/v1/customers/{customer_id}/class": Door(roles=RULERS),
    "POST /api/v1/customers/{customer_id}/signals": Door(
        roles=TELLERS, body={"kind": "wish", "note": "More blue", "heard_on": "2026-11-20"}
    ),
    "DELETE /api/v1/customer-signals/{signal_id}": Door(roles=TELLERS),
    "GET /api/v1/customer-fields": Door(roles=DEFINERS),
    "POST /api/v1/customer-fields": Door(
        roles=DEFINERS, body={"name": "Colour", "kind": "choice", "choices": ["Red", "Blue"]}
    ),
    "PUT /api/v1/customer-fields/{field_id}": Door(
        roles=DEFINERS, body={"name": "Colour", "kind": "text"}
    ),
    "DELETE /api/v1/customer-fields/{field_id}": Door(roles=DEFINERS),
    "GET /api/v1/segments": Door(),
    "PUT /api/v1/segments/rules": Door(roles=RULERS, body={"window_days": 365}),
    "POST /api/v1/segments/classes": Door(roles=RULERS, body={"taken": []}),
    "GET /api/v1/market": Door(),
    "GET /api/v1/market/lines": Door(),
    "GET /api/v1/kpi": Door(),
    "GET /api/v1/kpi/{kpi}": Door(),
    "GET /api/v1/kpi/{kpi}/rows.csv": Door(),
    "GET /api/v1/kpi/{kpi}/rows.xlsx": Door(),
    "GET /api/v1/alerts": Door(),
    "GET /api/v1/alerts.csv": Door(),
    "GET /api/v1/alerts.xlsx": Door(),
    "POST /api/v1/alerts/{alert_id}/acknowledgement": Door(),
    "GET /api/v1/alerts/{alert_id}": Door(),
    "POST /api/v1/alerts/{alert_id}/owner": Door(),
    "POST /api/v1/alerts/{alert_id}/snooze": Door(body={"until": "2026-11-24T12:00:00Z"}),
    "POST /api/v1/alerts/{alert_id}/escalation": Door(body={"person_id": str(UUID(int=1))}),
    "POST /api/v1/alerts/{alert_id}/notes": Door(body={"note": "Called"}),
    "GET /api/v1/push/key": Door(),
    "PUT /api/v1/push/subscription": Door(body={}),
    "DELETE /api/v1/push/subscription": Door(body={}),
    "GET /api/v1/imports": Door(roles=IMPORTERS),
    "POST /api/v1/imports": Door(roles=IMPORTERS),
    "GET /api/v1/imports/{run_id}": Door(roles=IMPORTERS),
    "GET /api/v1/imports/template.xlsx": Door(roles=IMPORTERS),
    "GET /api/v1/webhooks": Door(roles=ADMINS),
    "POST /api/v1/webhooks": Door(roles=ADMINS, body={"url": "http://not-https.example/"}),
    "PATCH /api/v1/webhooks/{webhook_id}": Door(roles=ADMINS),
    "DELETE /api/v1/webhooks/{webhook_id}": Door(roles=ADMINS),
    "POST /api/v1/webhooks/{webhook_id}/secret": Door(roles=ADMINS),
    "POST /api/v1/webhooks/{webhook_id}/test": Door(roles=ADMINS),
    "GET /api/v1/webhooks/{webhook_id}/deliveries": Door(roles=ADMINS),
    "POST /api/v1/webhook-deliveries/{delivery_id}/replay": Door(roles=ADMINS),
    "GET /api/v1/suppliers": Door(roles=SUPPLIER_VIEWERS),
    "GET /api/v1/suppliers/{supplier_id}": Door(roles=SUPPLIER_VIEWERS),
    "POST /api/v1/suppliers/{supplier_id}/quotations": Door(
        roles=SUPPLIER_ASKERS,
        body={
            "site_id": str(UUID(int=1)),
            "item_id": str(UUID(int=1)),
            "quantity": "1",
            "due_on": "2026-12-10",
        },
    ),
    "POST /api/v1/suppliers/{supplier_id}/orders": Door(
        roles=SUPPLIER_ASKERS, body={"order_reference": "1", "site_id": str(UUID(int=1))}
    ),
    "POST /api/v1/suppliers/{supplier_id}/forecasts": Door(
        roles=SUPPLIER_ASKERS, body={"site_id": str(UUID(int=1))}
    ),
    "GET /api/v1/suppliers/{supplier_id}/mail": Door(roles=SUPPLIER_VIEWERS),
    "PUT /api/v1/suppliers/{supplier_id}/mail": Door(
        roles=SUPPLIER_ASKERS, body={"address": "a@b.example", "language": "en"}
    ),
    "POST /api/v1/supplier-requests/{supplier_request_id}/link": Door(roles=SUPPLIER_ASKERS),
    "DELETE /api/v1/supplier-requests/{supplier_request_id}/link": Door(roles=SUPPLIER_ASKERS),
    "GET /api/v1/mail": Door(roles=ADMINS),
    "GET /api/v1/mails": Door(roles=ADMINS),
    "POST /api/v1/mails/{mail_id}/replay": Door(roles=ADMINS),
    "POST /api/v1/mail/addresses": Door(roles=ADMINS, body={"address": "nobody@nowhere.example"}),
    "POST /api/v1/mail/test": Door(),
    "GET /api/v1/customers/{customer_id}/notices": Door(),
    "PUT /api/v1/customers/{customer_id}/notices": Door(
        roles=ASKERS | ADMINS,
        body={"address": "", "language": "en", "kinds": [], "channel": "none"},
    ),
    "GET /api/v1/mail/choices": Door(),
    "PATCH /api/v1/mail/choices": Door(body={"kind": "digest", "is_wanted": False}),
    "GET /schema/openapi.json": Door(),
    "GET /schema": Door(),
    "GET /schema/{path}": Door(),
}

OPS: dict[str, frozenset[Role]] = {
    "request_demand_change": ASKERS,
    "amend_demand_change": ASKERS,
    "withdraw_demand_change": ASKERS,
    "decide_proposal": DECIDERS,
    "record_inquiry": ASKERS,
    "hold_quotation": ASKERS,
    "release_quotation": ASKERS,
    "order_quotation": ASKERS,
    "report_downtime": REPORTERS,
    "end_downtime": REPORTERS,
    "report_hours": REPORTERS,
    "report_output": REPORTERS,
    "reverse_report": REPORTERS,
}


@pytest.fixture
async def people(small_company: SmallCompany, new_phone: Any) -> dict[Role, Phone]:
    """One person a role, each seeing the north only."""
    phones = {}
    for role in Role:
        await add_person(f"{role.value}person A", [role], [small_company.north])
        phones[role] = new_phone()
        answer = await phones[role].sign_in(f"{role.value}person")
        assert answer.status_code == 200, answer.text
    return phones


def test_every_door_has_a_row(process, sessions, secrets):
    routes = create_litestar(process, sessions, secrets).routes
    doors = {
        f"{method} {route.path_format}"
        for route in routes
        for method in getattr(route, "methods", ())
        if method != "OPTIONS"
    }

    assert doors - DOORS.keys() - PUBLIC - LOOPBACK == set(), "a door without a row"
    assert DOORS.keys() - doors == set(), "a row without a door"


def test_every_op_has_a_row():
    assert OPS.keys() == OP_KINDS.keys()


@pytest.mark.parametrize("name", [name for name in DOORS if name != "POST /api/v1/session"])
async def test_nobody_passes_without_a_session(name, new_phone, small_company):
    answer = await knock(new_phone(), name, ids_of(small_company))

    expected = 204 if name == "DELETE /api/v1/session" else 401
    assert answer.status_code == expected, answer.text


async def test_roles_pass_where_the_table_says(people, small_company):
    ids = ids_of(small_company)
    wrong = []
    for name, door in DOORS.items():
        if door.skip_effect or door.is_stream or name == "POST /api/v1/session":
            continue
        for role, phone in people.items():
            status = (await knock(phone, name, ids)).status_code
            # 404 is "not there or not yours", 4xx otherwise a body that this door could not use.
            is_in = status not in {401, 403}
            if is_in != (role in door.roles) or status >= 500:
                wrong.append((name, role.value, status))

    assert wrong == []


@pytest.mark.parametrize("kind", OPS)
async def test_ops_are_taken_from_the_roles_that_the_table_says(kind, people, small_company):
    args = {
        "request_demand_change": change_args(small_company),
        "amend_demand_change": change_args(small_company),
        "withdraw_demand_change": {"reason": "other"},
        "decide_proposal": {"decision": "approve", "plan_revision_id": str(new_id())},
        "record_inquiry": inquiry_args(small_company),
        "hold_quotation": hold_args(small_company),
        "release_quotation": {},
        "order_quotation": {"demand_change_id": str(new_id()), "reason": "other"},
        "report_downtime": {
            "work_center_id": str(small_company.filling),
            "from_at": "2026-11-24T08:00:00Z",
            "cause": "breakdown",
        },
        "end_downtime": {"until_at": "2026-11-24T09:00:00Z"},
        "report_hours": {
            "work_center_id": str(small_company.filling),
            "from_on": "2026-11-24",
            "hours": "8",
        },
        "report_output": {"plan_line_id": str(new_id()), "good_quantity": "1"},
        "reverse_report": {},
    }[kind]
    taken = set()
    for role, phone in people.items():
        [result] = await phone.push(phone.op(kind, args))
        if result["code"] != "not_allowed":
            taken.add(role)

    assert taken == OPS[kind]


async def test_no_door_shows_a_word_of_another_territory(people, small_company, process):
    await plant_canaries(small_company, process)
    ids = ids_of(small_company)
    seen: dict[str, set[str]] = {word: set() for word in CANARIES.values()}
    for name, door in DOORS.items():
        if door.is_stream or door.skip_effect or not name.startswith("GET"):
            continue
        for role, phone in people.items():
            answer = await knock(phone, name, ids)
            for word in CANARIES.values():
                if word in answer.text:
                    seen[word].add(f"{role.value} {name}")
    for role, phone in people.items():
        await phone.pull()
        manifest = (await phone.http.get("/sync/v1/ref/manifest")).json()
        pages = [
            (await phone.http.get(f"/sync/v1/ref/{page['hash']}.json")).text
            for page in manifest["pages"]
        ]
        for word in CANARIES.values():
            if word in str(phone.rows) or any(word in page for page in pages):
                seen[word].add(f"{role.value} sync")

    assert seen[CANARIES["south"]] == set()
    # The positive control: the same search finds the word that may be read.
    assert {f"{role.value} sync" for role in Role} <= seen[CANARIES["north"]]


async def plant_canaries(company: SmallCompany, process: Any) -> None:
    """One word a territory, on its customers, order references and notes."""
    for scope, customer, line, word, person in (
        (company.north, company.hartmann, company.hartmann_line, CANARIES["north"], company.marta),
        (company.south, company.baltic, company.baltic_line, CANARIES["south"], company.igor),
    ):
        await catalog.Customer.update({catalog.Customer.name: f"{word} Works"}).where(
            catalog.Customer.scope_id == scope
        )
        await demand.DemandLine.update({demand.DemandLine.order_reference: f"{word}-1"}).where(
            demand.DemandLine.id == line
        )
        await process.dispatcher.dispatch(
            request(
                company,
                customer_id=customer,
                demand_line_id=line,
                quantity_delta=Decimal(10),
                note=f"{word} called",
            ),
            actor_id=person,
        )
        await process.dispatcher.dispatch(
            RecordInquiry(
                id=new_id(),
                customer_id=customer,
                item_id=company.thinner,
                quantity=Decimal(5),
                due_on=date(2026, 12, 10),
                site_id=None,
                note=f"{word} asked",
            ),
            actor_id=person,
        )


def ids_of(company: SmallCompany) -> dict[str, UUID | str]:
    """Ids for the places in paths; nobody here may see the site."""
    nothing = new_id()
    return {
        "device_id": nothing,
        "token_id": nothing,
        "name": f"{'0' * 64}.json",
        "demand_change_id": nothing,
        "content_hash": "0" * 64,
        "proposal_id": nothing,
        "quotation_id": nothing,
        "demand_line_id": company.hartmann_line,
        "customer_id": company.hartmann,
        "item_id": company.thinner,
        "site_id": company.riga,
        "source_site_id": nothing,
        "plan_line_id": nothing,
        "plan_revision_id": nothing,
        "kpi": "otif",
        "calendar_id": nothing,
        "place_id": company.riga,
        "on": "2026-12-24",
        "alert_id": nothing,
        "run_id": nothing,
        "webhook_id": nothing,
        "mail_id": nothing,
        "message_id": nothing,
        "supplier_id": nothing,
        "supplier_request_id": nothing,
        "wall_id": nothing,
        "territory_id": nothing,
        "delivery_id": nothing,
        "allocation_id": nothing,
        "urgent_order_id": nothing,
        "work_center_id": nothing,
        "kind": "change",
        "thing_id": nothing,
        "comment_id": nothing,
        "news_id": nothing,
        "stage": "receipt",
        "runbook_id": nothing,
        "replenishment_id": nothing,
        "rule_id": new_id(),
        "delegation_id": new_id(),
        "path": "openapi.json",
        "what_if_id": nothing,
        "scenario_id": nothing,
        "place": "0",
        "adoption_id": nothing,
        "field_id": nothing,
        "series_id": nothing,
        "override_id": nothing,
        "promotion_id": nothing,
        "opportunity_id": nothing,
        "signal_id": nothing,
        "event_id": nothing,
        "code": "index",
        "freeze_id": nothing,
        "life_id": nothing,
        "before": "98",
        "after": "99",
        "number": "99",
    }


async def knock(phone: Phone, name: str, ids: dict[str, UUID | str]) -> Any:
    """Make the door's request on a phone."""
    method, _, path = name.partition(" ")
    door = DOORS[name]
    body = {} if door.body is None else dict(door.body)
    if "client_id" in body:
        body["client_id"] = str(phone.client_id)
    return await phone.http.request(
        method,
        (path + door.query).format(**ids),
        headers={"X-CSRF-Token": phone.token},
        json=None if method == "GET" else body,
    )
