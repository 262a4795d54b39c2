"""A saved demand change as the engine sees it, and the engine's answer as screens see it."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import customer_row, planning_catalog
from backend.demand.errors import DemandLineClosedError
from backend.demand.queries import LineFilter, change_facts, demand_line_page, seen_lines
from backend.engine.expected import by_day
from backend.engine.ground import ground_of
from backend.engine.scale import quantity_of
from backend.engine.situation import Change, DeliveryRule, Situation
from backend.engine.why import Touched, why
from backend.forecast.queries.consuming import expected_at
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.impact.model import Impact as EngineImpact
from backend.impact.model import assess_impact
from backend.plan.queries import Revision, current_revisions
from backend.promise.queries import situation_at, without_line
from backend.promise.routing import REROUTERS, freight_more
from shared.schemas.impact import DayQuantity, Impact, ImpactSummary
from shared.schemas.why import LineWhy, TouchedLine

_latest: deque[tuple[Situation, Change, EngineImpact]] = deque(maxlen=8)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A change, the situation it meets, what it does there, and the plans that were read."""

    row: Mapping[str, Any]
    catalog: PlanningCatalog
    situation: Situation
    change: Change
    impact: EngineImpact
    plan_site_id: UUID
    revision: Revision
    basis: Mapping[UUID, int]

    def shown(self, assessed_at: datetime) -> Impact:
        """The impact as screens and phones see it."""
        return msgspec.convert(
            {
                **_fields(self.impact),
                "assessed_at": assessed_at,
                "plan_revision_id": self.revision.id,
                "plan_revision_number": self.revision.number,
            },
            type=Impact,
            from_attributes=True,
        )

    def summary(self, assessed_at: datetime) -> ImpactSummary:
        """The few facts that ride on the change to the phone."""
        shown = self.shown(assessed_at)
        return ImpactSummary(
            assessed_at=assessed_at,
            answer=shown.answer,
            short_quantity=shown.short_quantity,
            days_late=shown.days_late,
            slip_count=len(shown.slips),
            fence=shown.fence,
            reasons=shown.reasons,
        )


async def assess(demand_change_id: UUID, now: datetime) -> Assessment | None:
    """Work out what a change does to the company as it is; None when the change is gone."""
    found = await change_facts([demand_change_id])
    row = found.get(demand_change_id)
    if row is None:
        return None
    catalog = await planning_catalog()
    plan_site_id = catalog.plan_site_of(row["item_id"], row["site_id"])
    sites = {*catalog.sites_behind(row["item_id"], row["site_id"]), plan_site_id}
    revisions = await current_revisions(tuple(sites))
    situation = await situation_at(now, plan_site_id, catalog, for_change_id=demand_change_id)
    if row["from_site_id"] is not None:
        situation = without_line(situation, row["demand_line_id"])
    change = engine_change(row)
    if row["from_site_id"] is not None:
        more = await freight_more(
            row["customer_id"], row["scope_id"], row["from_site_id"], row["site_id"]
        )
        change = replace(change, freight_more=more)
    return Assessment(
        row=row,
        catalog=catalog,
        situation=situation,
        change=change,
        impact=_impact(situation, change),
        plan_site_id=plan_site_id,
        revision=revisions[plan_site_id],
        basis={site_id: revision.number for site_id, revision in revisions.items()},
    )


def _impact(situation: Situation, change: Change) -> EngineImpact:
    """What a change does; a change is assessed and proposed one after the other, so the last ones are kept."""
    for known_situation, known_change, impact in _latest:
        if known_situation is situation and known_change == change:
            return impact
    impact = assess_impact(situation, change)
    _latest.append((situation, change, impact))
    return impact


async def with_forecast(impact: Impact) -> Impact:
    """The impact with the stock line as it is left when what the forecast expects goes out, too."""
    if not impact.projected_before:
        return impact
    today = impact.projected_before[0].on
    expected = await expected_at((impact.item_id, impact.site_id), today)
    if not expected:
        return impact
    decimals = (await planning_catalog()).items[impact.item_id].quantity_decimals
    gone = by_day(today, len(impact.projected_before), expected, decimals).cumsum()
    balance = [
        DayQuantity(day.on, day.quantity - quantity_of(int(units), decimals))
        for day, units in zip(impact.projected_before, gone, strict=True)
    ]
    return msgspec.structs.replace(impact, balance=balance)


def engine_change(row: Mapping[str, Any]) -> Change:
    """A row of `change_facts` as the engine sees it, on its line as that is by now."""
    before: Decimal = row["line_quantity"] or row["quantity_before"]
    if row["from_site_id"] is not None:
        return _rerouted(row, before)
    after = Decimal(0) if row["is_cancellation"] else before + row["quantity_delta"]
    return Change(
        demand_line_id=row["demand_line_id"],
        item_id=row["item_id"],
        site_id=row["site_id"],
        customer_id=row["customer_id"],
        customer_name=row["customer_name"],
        quantity_before=before,
        quantity_after=after,
        due_on_before=row["line_due_on"],
        due_on_after=row["due_on"] or row["line_due_on"],
        is_cancellation=row["is_cancellation"],
        is_urgent=row["is_urgent"],
        unit_price=row["line_price"] or row["item_price"],
        priority=row["customer_priority"],
        order_reference=row["order_reference"] or "",
        rule=_rule_of(row),
    )


def _rerouted(row: Mapping[str, Any], before: Decimal) -> Change:
    """The open rest of a line as a new one at the site that it is asked from."""
    is_cancelled = row["is_cancellation"]
    rest = before - row["line_shipped"] + row["quantity_delta"]
    return Change(
        item_id=row["item_id"],
        site_id=row["site_id"],
        customer_id=row["customer_id"],
        customer_name=row["customer_name"],
        quantity_before=Decimal(0),
        quantity_after=Decimal(0) if is_cancelled else max(Decimal(0), rest),
        due_on_after=row["due_on"] or row["line_due_on"],
        is_cancellation=is_cancelled,
        is_urgent=row["is_urgent"],
        unit_price=row["line_price"] or row["item_price"],
        priority=row["customer_priority"],
        order_reference=row["order_reference"] or "",
        rule=_rule_of(row),
    )


def _rule_of(row: Mapping[str, Any]) -> DeliveryRule:
    return DeliveryRule(
        maximum_days_late=row["maximum_days_late"],
        allows_partial=row["allows_partial"],
        minimum_partial=row["minimum_partial_quantity"],
    )


async def why_line(viewer: Viewer, demand_line_id: UUID, now: datetime) -> LineWhy:
    """Why an open line that the viewer may see is when it is; others' lines are named only where seen."""
    wanted = LineFilter(demand_line_id=demand_line_id)
    rows = (await demand_line_page(viewer, wanted, None, 1)).rows
    if not rows:
        raise NotFoundError
    [row] = rows
    catalog = await planning_catalog()
    planned_at = [site for item, site in catalog.item_sites if item == row.item_id]
    situation = await situation_at(now, row.site_id, catalog)
    lines = ground_of(situation).demands.at((row.item_id, row.site_id))
    line = next((each for each in lines if each.demand_line_id == demand_line_id), None)
    if line is None:
        raise DemandLineClosedError(status=row.status.value)
    found = why(situation, line)
    seen = await seen_lines(viewer, [each.demand_line_id for each in found.touched])
    return msgspec.convert(
        {
            **_fields(found),
            "answered_at": now,
            "customer_id": row.customer_id,
            "customer_name": row.customer_name,
            "sees_customer": await customer_row(row.customer_id, viewer.scope_ids) is not None,
            "may_reroute": not REROUTERS.isdisjoint(viewer.roles) and len(planned_at) > 1,
            "touched": [
                _touched(each, is_seen=each.demand_line_id in seen) for each in found.touched
            ],
        },
        type=LineWhy,
        from_attributes=True,
    )


def _touched(line: Touched, *, is_seen: bool) -> TouchedLine:
    return TouchedLine(
        demand_line_id=line.demand_line_id if is_seen else None,
        order_reference=line.order_reference if is_seen else None,
        customer_name=line.customer_name if is_seen else None,
        item_name=line.item_name,
        unit=line.unit,
        quantity=line.quantity,
        promised_on=line.promised_on,
    )


def _fields(value: object) -> dict[str, Any]:
    return {name: getattr(value, name) for name in type(value).__dataclass_fields__}  # type: ignore[attr-defined]  # always one of the engine's dataclasses
