"""What a message says about a proposal, a KPI or an alert, read for people who are not at a screen.

Whoever is told has been found by scope before; nothing here is shown to anybody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from backend.catalog.queries import planning_catalog
from backend.push.tables import PushSubscription
from shared.schemas.impact import Alternative, Impact
from shared.terms import ProposalStatus


@dataclass(frozen=True, slots=True)
class ProposalNews:
    """A proposal with who is concerned and what there is to say about it."""

    id: UUID
    demand_change_id: UUID
    scope_ids: tuple[UUID, ...]
    site_scope_id: UUID
    is_open: bool
    decide_by: datetime
    value: Decimal
    loser_count: int
    requested_by: UUID
    decided_by: UUID | None
    facts: dict[str, str]


async def proposal_news(proposal_id: UUID) -> ProposalNews | None:
    """A proposal as messages tell it; None when it is gone."""
    rows = await PushSubscription.raw(
        """
        SELECT proposal.id, proposal.scope_id, proposal.site_id, proposal.status,
               proposal.decide_by, proposal.value, proposal.chosen_alternative, proposal.reason,
               proposal.decided_by, proposal.decided_by_name,
               proposal.impact::text AS impact, proposal.alternatives::text AS alternatives,
               change.id AS demand_change_id, change.scope_id AS territory_id,
               change.quantity_before, change.quantity_delta, change.due_on_before, change.due_on,
               change.is_cancellation, change.requested_by,
               customer.name AS customer, item.name AS item, item.unit
        FROM proposal
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
    catalog = await planning_catalog()
    impact = msgspec.json.decode(row["impact"], type=Impact, strict=False)
    chosen = _chosen(row)
    return ProposalNews(
        id=row["id"],
        demand_change_id=row["demand_change_id"],
        scope_ids=(row["scope_id"], row["territory_id"]),
        site_scope_id=row["scope_id"],
        is_open=row["status"] == ProposalStatus.OPEN,
        decide_by=row["decide_by"],
        value=row["value"],
        loser_count=len(chosen.losers) if chosen else 0,
        requested_by=row["requested_by"],
        decided_by=row["decided_by"],
        facts={
            **_change_facts(row),
            **_impact_facts(impact),
            **(_way_facts(chosen) if chosen else {}),
            "decide_by": instant(row["decide_by"]),
            "time_zone": catalog.sites[row["site_id"]].time_zone,
            "currency": catalog.company.currency,
            "value": str(row["value"]),
            "decided_by": row["decided_by_name"] or "",
            "reason": row["reason"] or "",
        },
    )


async def open_decision_count(person_id: UUID) -> int:
    """How many decisions wait at the sites that a person sees: the number on the app's icon."""
    rows = await PushSubscription.raw(
        """
        SELECT count(*) AS count FROM (
          SELECT scope_id FROM proposal WHERE status = 'open' AND deleted_at IS NULL
          UNION ALL SELECT scope_id FROM adoption WHERE status = 'open'
          UNION ALL SELECT scope_id FROM allocation WHERE status = 'open'
          UNION ALL SELECT scope_id FROM replenishment WHERE status = 'open'
        ) AS waiting
        JOIN scope_membership AS membership ON membership.scope_id = waiting.scope_id
          AND membership.person_id = {} AND membership.revoked_at IS NULL
        """,
        person_id,
    )
    return int(rows[0]["count"])


def _change_facts(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "customer": row["customer"],
        "item": row["item"],
        "unit": row["unit"],
        "quantity_delta": str(row["quantity_delta"]),
        "quantity_after": str(row["quantity_before"] + row["quantity_delta"]),
        "due_on": ""
        if row["due_on"] in (None, row["due_on_before"])
        else row["due_on"].isoformat(),
        "is_cancellation": "yes" if row["is_cancellation"] else "",
    }


def _impact_facts(impact: Impact) -> dict[str, str]:
    return {
        "short": str(impact.short_quantity),
        "days_late": str(impact.days_late),
        "slips": str(len(impact.slips)),
        "wanted_on": impact.due_on_after.isoformat(),
    }


def _way_facts(way: Alternative) -> dict[str, str]:
    first = way.deliveries[0] if way.deliveries else None
    return {
        "way": way.code,
        "cost": str(way.cost),
        "losers": str(len(way.losers)),
        "delivery_on": first.on.isoformat() if first else "",
        "delivery_quantity": str(first.quantity) if first else "",
        "is_split": "yes" if len(way.deliveries) > 1 else "",
    }


def _chosen(row: Mapping[str, Any]) -> Alternative | None:
    """The alternative that was decided for; before a decision, the recommended one."""
    ways = msgspec.json.decode(row["alternatives"], type=list[Alternative], strict=False)
    code = row["chosen_alternative"]
    if code is not None:
        return next((each for each in ways if each.code == code), None)
    return next((each for each in ways if each.is_recommended), ways[0] if ways else None)


def instant(at: datetime) -> str:
    """An instant as facts carry it: RFC 3339, in UTC."""
    return at.isoformat().replace("+00:00", "Z")
