"""Our events as webhooks tell them: ids and facts that the endpoint's owner may see, and the envelope."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.alert.events import AlertRaised
from backend.alert.queries import standing_alert
from backend.catalog.queries import planning_catalog
from backend.connectors.webhook.model import Notice
from backend.demand.events import (
    DemandChangeAmended,
    DemandChangeRequested,
    DemandChangeWithdrawn,
    DemandLineChanged,
)
from backend.demand.queries import LineFilter, demand_change_for, demand_line_page
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.impact.events import DemandChangeAssessed
from backend.kpi.events import KPICrossed
from backend.plan.events import PlanRevised
from backend.proposal.events import ProposalDecided, ProposalOpened, ProposalWithdrawn
from backend.proposal.queries.proposals import proposal_for
from backend.supply.events import ProductionOrderMoved, PurchaseMoved
from backend.supply.queries import production_order, purchase_line
from shared.schemas.demand import DemandChangeRow

SOURCE: Final = "urn:lockstep"
_LARGEST_BODY: Final = 20_000

Describe = Callable[[Any, Viewer], Awaitable[Notice]]


async def notice_of(event: object, viewer: Viewer) -> Notice:
    """What an event tells a viewer; `NotFoundError` where it is about nothing that they may see."""
    return await _DESCRIBERS[type(event)](event, viewer)


def envelope(message_id: str, name: str, notice: Notice, at: datetime) -> str:
    """A message as CloudEvents 1.0 has it, in JSON."""
    body = msgspec.json.encode(
        {
            "specversion": "1.0",
            "id": message_id,
            "source": SOURCE,
            "type": type_of(name),
            "subject": f"{notice.subject}/{notice.subject_id}",
            "time": at,
            "datacontenttype": "application/json",
            "data": notice.facts,
        }
    )
    if len(body) > _LARGEST_BODY:
        raise ValueError(f"a webhook of {len(body)} bytes")
    return body.decode()


def type_of(name: str) -> str:
    """An event's type on the wire.

    >>> type_of("plan.revised")
    'lockstep.plan.revised.v1'
    """
    return f"lockstep.{name}.v1"


async def _demand_change(
    event: DemandChangeRequested
    | DemandChangeAmended
    | DemandChangeWithdrawn
    | DemandChangeAssessed,
    viewer: Viewer,
) -> Notice:
    view = await demand_change_for(viewer, event.demand_change_id)
    facts = {
        **_change_facts(view.row),
        "proposal_id": view.proposal_id,
        "decided_at": view.decided_at,
    }
    scope_ids = (view.row.scope_id, await _site_scope(view.row.site_id))
    return Notice("demand_change", view.row.id, facts, scope_ids)


async def _proposal(
    event: ProposalOpened | ProposalDecided | ProposalWithdrawn, viewer: Viewer
) -> Notice:
    view = await proposal_for(viewer, event.proposal_id)
    recommended = next((each for each in view.alternatives if each.is_recommended), None)
    facts = {
        "proposal_id": view.id,
        "ver": view.ver,
        "site_id": view.site_id,
        "status": view.status,
        "decide_by": view.decide_by,
        "plan_revision_id": view.plan_revision_id,
        "plan_revision_number": view.plan_revision_number,
        "alternatives": [each.code for each in view.alternatives],
        "recommended": recommended.code if recommended else None,
        "chosen_alternative": view.chosen_alternative,
        "reason": view.reason,
        "decided_at": view.decided_at,
        "demand_change": _change_facts(view.change),
    }
    return Notice("proposal", view.id, facts, (await _site_scope(view.site_id),))


async def _plan(event: PlanRevised, viewer: Viewer) -> Notice:
    scope_id = await _site_scope(event.site_id)
    if not viewer.sees(scope_id):
        raise NotFoundError
    facts = {
        "site_id": event.site_id,
        "plan_revision_id": event.plan_revision_id,
        "number": event.number,
        "proposal_id": event.proposal_id,
    }
    return Notice("plan", event.site_id, facts, (scope_id,))


async def _purchase(event: PurchaseMoved, viewer: Viewer) -> Notice:
    row = await purchase_line(event.purchase_line_id)
    return await _supply_notice("purchase", event.purchase_line_id, row, event.proposal_id, viewer)


async def _production_order(event: ProductionOrderMoved, viewer: Viewer) -> Notice:
    row = await production_order(event.production_order_id)
    order_id = event.production_order_id
    return await _supply_notice("production_order", order_id, row, event.proposal_id, viewer)


async def _supply_notice(
    subject: str, row_id: UUID, row: Mapping[str, Any] | None, proposal_id: UUID, viewer: Viewer
) -> Notice:
    """How an order stands by now, for those who see its site."""
    scope_id = None if row is None else await _site_scope(row["site_id"])
    if row is None or scope_id is None or not viewer.sees(scope_id):
        raise NotFoundError
    return Notice(subject, row_id, {**row, "proposal_id": proposal_id}, (scope_id,))


async def _demand_line(event: DemandLineChanged, viewer: Viewer) -> Notice:
    wanted = LineFilter(demand_line_id=event.demand_line_id)
    rows = (await demand_line_page(viewer, wanted, None, 1)).rows
    if not rows:
        raise NotFoundError
    row = rows[0]
    facts = {
        "demand_line_id": row.id,
        "ver": row.ver,
        "order_reference": row.order_reference,
        "line_number": row.line_number,
        "customer_id": row.customer_id,
        "item_id": row.item_id,
        "site_id": row.site_id,
        "unit": row.unit,
        "quantity": row.quantity,
        "shipped_quantity": row.shipped_quantity,
        "due_on": row.due_on,
        "promised_on": row.promised_on,
        "status": row.status,
        "is_urgent": row.is_urgent,
    }
    return Notice("demand_line", row.id, facts, (row.scope_id, await _site_scope(row.site_id)))


async def _alert(event: AlertRaised, viewer: Viewer) -> Notice:
    alert = await standing_alert(event.alert_id)
    if alert is None or not viewer.sees(alert.scope_id):
        raise NotFoundError
    facts = {
        "alert_id": alert.row.id,
        "kind": alert.row.kind,
        "severity": alert.row.severity,
        "raised_at": alert.row.raised_at,
        "count": event.count,
        "facts": alert.row.facts,
    }
    return Notice("alert", alert.row.id, facts, (alert.scope_id,))


async def _kpi(event: KPICrossed, viewer: Viewer) -> Notice:
    """A figure of the whole company is for those who see all of its sites."""
    sites = (await planning_catalog()).sites.values()
    if not all(viewer.sees(site.scope_id) for site in sites):
        raise NotFoundError
    facts = {
        "kpi": event.kpi,
        "is_crossed": event.is_crossed,
        "value": event.value,
        "target": event.target,
        "threshold": event.threshold,
        "unit": event.unit,
        "currency": event.currency,
        "missed_count": event.missed_count,
        "counted_count": event.counted_count,
        "sites": [{"site_id": each.site_id, "value": each.value} for each in event.sites],
    }
    return Notice("kpi", UUID(int=0), facts, tuple(site.scope_id for site in sites))


def _change_facts(row: DemandChangeRow) -> dict[str, object]:
    return {
        "demand_change_id": row.id,
        "ver": row.ver,
        "demand_line_id": row.demand_line_id,
        "customer_id": row.customer_id,
        "item_id": row.item_id,
        "site_id": row.site_id,
        "unit": row.unit,
        "quantity_before": row.quantity_before,
        "quantity_delta": row.quantity_delta,
        "due_on_before": row.due_on_before,
        "due_on": row.due_on,
        "is_cancellation": row.is_cancellation,
        "is_urgent": row.is_urgent,
        "reason": row.reason,
        "status": row.status,
        "decision": row.decision,
        "requested_at": row.requested_at,
        "short_quantity": row.impact.short_quantity if row.impact else None,
        "days_late": row.impact.days_late if row.impact else None,
    }


async def _site_scope(site_id: UUID) -> UUID:
    return (await planning_catalog()).sites[site_id].scope_id


_DESCRIBERS: Final[Mapping[type, Describe]] = {
    DemandChangeRequested: _demand_change,
    DemandChangeAmended: _demand_change,
    DemandChangeAssessed: _demand_change,
    DemandChangeWithdrawn: _demand_change,
    ProposalOpened: _proposal,
    ProposalDecided: _proposal,
    ProposalWithdrawn: _proposal,
    PlanRevised: _plan,
    PurchaseMoved: _purchase,
    ProductionOrderMoved: _production_order,
    DemandLineChanged: _demand_line,
    AlertRaised: _alert,
    KPICrossed: _kpi,
}
