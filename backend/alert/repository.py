"""Every query of alerts: what stands, raising, following, clearing; and the causes that data tell."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.alert.model import (
    AlertKind,
    Cause,
    Charge,
    OverdueAgreement,
    OverdueSupply,
    Shortage,
    SlippingLine,
    Standing,
)
from backend.alert.tables import Alert, AlertStep
from backend.catalog.queries import planning_catalog
from backend.engine.ground import ground_of
from backend.engine.lots import shortest_lead
from backend.engine.scale import quantity_of
from backend.engine.view import View
from backend.kit.clock import day_at
from backend.promise.queries import SOLD_KINDS, situation_at
from shared.ids import new_id
from shared.schemas.impact import Alternative, Impact
from shared.terms import AlertSeverity
from shared.watch_terms import AlertStepKind


async def standing_alerts(kind: AlertKind, key_prefix: str = "") -> list[Standing]:
    """Alerts of a kind that have not been cleared, locked; those whose key begins so, where told."""
    rows = await Alert.raw(
        """
        SELECT id, cause_key AS key, scope_id, kind, severity, facts::text AS facts FROM alert
        WHERE kind = {} AND cleared_at IS NULL AND starts_with(cause_key, {})
        ORDER BY id FOR UPDATE
        """,
        str(kind),
        key_prefix,
    )
    return [
        Standing(
            id=row["id"],
            key=row["key"],
            scope_id=row["scope_id"],
            kind=AlertKind(row["kind"]),
            severity=AlertSeverity(row["severity"]),
            facts=msgspec.json.decode(row["facts"], type=dict[str, str]),
        )
        for row in rows
    ]


async def add_alert(cause: Cause, now: datetime, caused_at: datetime) -> UUID | None:
    """Raise an alert; None where the same cause was raised by somebody else meanwhile."""
    rows = await Alert.raw(
        """
        INSERT INTO alert (id, scope_id, kind, severity, cause_key, facts, path, raised_at, caused_at,
                           rule_id, owner_id, owner_since, tell_at)
        VALUES ({}, {}, {}, {}, {}, {}::jsonb, {}, {}, {}, {}, {}, {}, {})
        ON CONFLICT (cause_key, scope_id) WHERE cleared_at IS NULL DO NOTHING
        RETURNING id
        """,
        new_id(),
        cause.scope_id,
        str(cause.kind),
        str(cause.severity),
        cause.key,
        msgspec.json.encode(cause.facts).decode(),
        cause.path,
        now,
        caused_at,
        cause.rule_id,
        cause.owner_id,
        now if cause.owner_id else None,
        cause.tell_at,
    )
    return rows[0]["id"] if rows else None


async def follow_cause(alert_id: UUID, cause: Cause) -> None:
    """Let a standing alert say what its cause has become."""
    await Alert.raw(
        "UPDATE alert SET severity = {}, facts = {}::jsonb, path = {} WHERE id = {}",
        str(cause.severity),
        msgspec.json.encode(cause.facts).decode(),
        cause.path,
        alert_id,
    )


async def clear_alert(alert_id: UUID, now: datetime) -> None:
    """End an alert; phones drop it with their next pull."""
    await Alert.raw(
        "UPDATE alert SET cleared_at = {}, deleted_at = {} WHERE id = {}", now, now, alert_id
    )


async def acknowledge(
    alert_id: UUID, scope_ids: Sequence[UUID], person_id: UUID, now: datetime
) -> bool:
    """Note who saw an alert first; False where these scopes hold no such alert."""
    rows = await Alert.raw(
        """
        UPDATE alert SET acknowledged_at = coalesce(acknowledged_at, {}),
                         acknowledged_by = coalesce(acknowledged_by, {})
        WHERE id = {} AND scope_id = ANY({}::uuid[]) AND cleared_at IS NULL
        RETURNING id
        """,
        now,
        person_id,
        alert_id,
        list(scope_ids),
    )
    return bool(rows)


async def add_step(
    alert_id: UUID,
    kind: AlertStepKind,
    at: datetime,
    *,
    by: UUID | None = None,
    to: UUID | None = None,
    until: datetime | None = None,
    note: str = "",
) -> None:
    """Write down what happened to an alert."""
    await AlertStep.insert(
        AlertStep(
            id=new_id(),
            alert_id=alert_id,
            kind=kind.value,
            at=at,
            person_id=by,
            to_id=to,
            until=until,
            note=note,
        )
    )


async def may_own(alert_id: UUID, person_id: UUID) -> bool:
    """Whether somebody who works here sees the scope of a standing alert."""
    rows = await Alert.raw(
        """
        SELECT 1 AS found FROM alert
        JOIN scope_membership AS membership ON membership.scope_id = alert.scope_id
          AND membership.person_id = {} AND membership.revoked_at IS NULL
        JOIN person ON person.id = membership.person_id AND person.is_active
        WHERE alert.id = {} AND alert.cleared_at IS NULL
        """,
        person_id,
        alert_id,
    )
    return bool(rows)


async def own(
    alert_id: UUID,
    person_id: UUID,
    now: datetime,
    *,
    is_seen: bool,
    tell_at: datetime | None = None,
) -> None:
    """Give an alert to somebody: seen by them already, or to be told from a time on."""
    await Alert.raw(
        """
        UPDATE alert SET owner_id = {}, owner_since = {}, snoozed_until = NULL,
          tell_at = coalesce({}::timestamptz, tell_at),
          told_at = CASE WHEN {} THEN coalesce(told_at, {}) END,
          acknowledged_at = CASE WHEN {} THEN coalesce(acknowledged_at, {}) END,
          acknowledged_by = CASE WHEN {} THEN coalesce(acknowledged_by, {}) END,
          escalated_at = CASE WHEN {} THEN escalated_at ELSE {} END
        WHERE id = {} AND cleared_at IS NULL
        """,
        person_id,
        now,
        tell_at,
        is_seen,
        now,
        is_seen,
        now,
        is_seen,
        person_id,
        is_seen,
        now,
        alert_id,
    )


async def see(alert_id: UUID, person_id: UUID, now: datetime) -> None:
    """Note that somebody has seen a standing alert, unless somebody had before."""
    await Alert.raw(
        """
        UPDATE alert SET acknowledged_at = {}, acknowledged_by = {}
        WHERE id = {} AND cleared_at IS NULL AND acknowledged_at IS NULL
        """,
        now,
        person_id,
        alert_id,
    )


async def snooze(alert_id: UUID, person_id: UUID, until: datetime, now: datetime) -> None:
    """Let an alert be silent until a time; who says so has seen it."""
    await Alert.raw(
        """
        UPDATE alert SET snoozed_until = {}, acknowledged_at = coalesce(acknowledged_at, {}),
                         acknowledged_by = coalesce(acknowledged_by, {})
        WHERE id = {} AND cleared_at IS NULL
        """,
        until,
        now,
        person_id,
        alert_id,
    )


async def wake(alert_id: UUID, now: datetime) -> None:
    """Let an alert be as good as new after its snooze: unseen, and its owner to be told."""
    await Alert.raw(
        """
        UPDATE alert SET snoozed_until = NULL, acknowledged_at = NULL, acknowledged_by = NULL,
                         told_at = NULL, tell_at = {}
        WHERE id = {} AND cleared_at IS NULL
        """,
        now,
        alert_id,
    )


async def due_with(charge: Charge, now: datetime) -> list[Charge]:
    """What the owner of an alert has to be told of now: it, and others of the same rule."""
    rows = await Alert.raw(
        """
        SELECT id, scope_id, severity, rule_id, owner_id, tell_at, told_at, acknowledged_at,
               snoozed_until
        FROM alert
        WHERE cleared_at IS NULL AND owner_id = {} AND (id = {} OR rule_id = {})
          AND told_at IS NULL AND acknowledged_at IS NULL AND tell_at <= {}
          AND (snoozed_until IS NULL OR snoozed_until <= {})
        ORDER BY raised_at, id FOR UPDATE
        """,
        charge.owner_id,
        charge.id,
        charge.rule_id,
        now,
        now,
    )
    return [Charge(**{**row, "severity": AlertSeverity(row["severity"])}) for row in rows]


async def note_told(alert_ids: Sequence[UUID], now: datetime) -> None:
    """Note that owners are told, and the first time how much later than they could have been."""
    await Alert.raw(
        """
        UPDATE alert SET told_at = {},
          told_seconds = coalesce(told_seconds, extract(epoch FROM {} - greatest(tell_at, raised_at)))
        WHERE id = ANY({}::uuid[])
        """,
        now,
        now,
        list(alert_ids),
    )


async def proposal_effects(proposal_id: UUID) -> dict[str, Any] | None:
    """A proposal's state, impact, chosen alternative and names; None when it is gone."""
    rows = await Alert.raw(
        """
        SELECT proposal.id, proposal.scope_id, proposal.status, proposal.decide_by,
               proposal.chosen_alternative, proposal.impact::text AS impact,
               proposal.alternatives::text AS alternatives,
               site.time_zone, customer.name AS customer, item.name AS item, item.unit,
               change.quantity_delta, change.due_on, change.due_on_before, change.is_cancellation
        FROM proposal
        JOIN site ON site.id = proposal.site_id
        JOIN demand_change AS change ON change.id = proposal.demand_change_id
        JOIN customer ON customer.id = change.customer_id
        JOIN item ON item.id = change.item_id
        WHERE proposal.id = {} AND proposal.deleted_at IS NULL
        """,
        proposal_id,
    )
    if not rows:
        return None
    row = rows[0]
    return {
        **row,
        "impact": msgspec.json.decode(row["impact"], type=Impact, strict=False),
        "alternatives": msgspec.json.decode(
            row["alternatives"], type=list[Alternative], strict=False
        ),
    }


async def overdue_proposal_ids(now: datetime) -> list[UUID]:
    """Open proposals that should have been decided by now."""
    rows = await Alert.raw(
        """
        SELECT id FROM proposal
        WHERE status = 'open' AND deleted_at IS NULL AND decide_by <= {} ORDER BY decide_by, id
        """,
        now,
    )
    return [row["id"] for row in rows]


async def overdue_agreements(now: datetime) -> list[OverdueAgreement]:
    """Adoptions, allocations and replenishments that should have been decided by now."""
    rows = await Alert.raw(
        """
        SELECT waiting.*, site.name AS site_name, site.time_zone FROM (
          SELECT id, scope_id, site_id, decide_by, scenario_name AS name,
                 '/adoptions/' || id AS path
          FROM adoption WHERE status = 'open'
          UNION ALL
          SELECT allocation.id, scope_id, site_id, decide_by, item.name,
                 '/allocations/' || allocation.id
          FROM allocation JOIN item ON item.id = allocation.item_id WHERE status = 'open'
          UNION ALL
          SELECT replenishment.id, scope_id, site_id, decide_by, item.name,
                 '/replenishments/' || replenishment.id
          FROM replenishment JOIN item ON item.id = replenishment.item_id WHERE status = 'open'
        ) AS waiting
        JOIN site ON site.id = waiting.site_id
        WHERE decide_by <= {} ORDER BY decide_by, waiting.id
        """,
        now,
    )
    return [
        OverdueAgreement(
            id=row["id"],
            scope_id=row["scope_id"],
            path=row["path"],
            name=row["name"],
            site_name=row["site_name"],
            decide_by=row["decide_by"],
            time_zone=row["time_zone"],
        )
        for row in rows
    ]


async def open_lines(demand_line_ids: Sequence[UUID]) -> dict[UUID, SlippingLine]:
    """Those of these order lines that are still open, with who sees their customer."""
    rows = await Alert.raw(
        """
        SELECT id AS demand_line_id, scope_id, customer_id FROM demand_line
        WHERE id = ANY({}::uuid[]) AND status = 'open' AND deleted_at IS NULL
        """,
        list(demand_line_ids),
    )
    return {row["demand_line_id"]: SlippingLine(**row) for row in rows}


async def overdue_supplies(today: Mapping[UUID, date]) -> list[OverdueSupply]:
    """Purchase lines that are not here although their day at the site has passed."""
    rows = await Alert.raw(
        """
        SELECT line.id AS purchase_line_id, site.scope_id, supplier.name AS supplier_name,
               item.name AS item_name, item.unit,
               line.order_reference || ' / ' || line.line_number AS reference,
               line.quantity - line.received_quantity AS quantity, line.due_on,
               here.today - line.due_on AS days
        FROM purchase_line AS line
        JOIN unnest({}::uuid[], {}::date[]) AS here (site_id, today) ON here.site_id = line.site_id
        JOIN site ON site.id = line.site_id
        JOIN supplier ON supplier.id = line.supplier_id
        JOIN item ON item.id = line.item_id
        WHERE line.status = 'open' AND line.quantity > line.received_quantity
          AND line.due_on < here.today
        ORDER BY line.due_on, line.id
        """,
        list(today.keys()),
        list(today.values()),
    )
    return [OverdueSupply(**row) for row in rows]


async def shortages(now: datetime) -> list[Shortage]:
    """Items whose projected stock falls below zero on a day that the usual lead time cannot reach.

    What falls short later can still be made or bought in time, and is the plan's business.
    """
    catalog = await planning_catalog()
    views: dict[date, View] = {}
    found = []
    for item_id, site_id in sorted(catalog.item_sites, key=str):
        site, item = catalog.sites[site_id], catalog.items[item_id]
        today = day_at(now, site.time_zone)
        if today not in views:
            views[today] = View(ground_of(await situation_at(now, site_id, catalog)))
        view, node = views[today], (item_id, site_id)
        near = view.projected(node)[: shortest_lead(view.ground.facts[node]) + 1].tolist()
        first = next((index for index, units in enumerate(near) if units < 0), None)
        if first is None:
            continue
        found.append(
            Shortage(
                item_id=item_id,
                item_name=item.name,
                site_id=site_id,
                site_scope_id=site.scope_id,
                site_name=site.name,
                unit=item.unit,
                is_sold=item.kind in SOLD_KINDS,
                quantity=-quantity_of(min(near), item.quantity_decimals),
                on=today + timedelta(days=first),
            )
        )
    return found
