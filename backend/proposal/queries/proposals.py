"""Reads of proposals for screens: those that wait, one with all its ways out, what was decided."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.approval.queries import Asked, asked_now, needs_of
from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.demand.queries import change_facts, change_row, photos_of
from backend.engine.apply import Amendment, amended
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.impact.queries import with_forecast
from backend.plan.queries import (
    current_revisions,
)
from backend.proposal.model import Alternative as Way
from backend.proposal.model import effect_of, weights_from
from backend.proposal.repository import earlier_figures, plan_moves
from backend.proposal.tables import Proposal
from backend.undo.queries import undo_until
from shared.schemas.impact import Adjustment, Alternative, Impact
from shared.schemas.proposal import (
    AmendedAdjustment,
    EarlierDecision,
    PlanMove,
    ProposalRow,
    ProposalView,
    ScoreWeights,
)
from shared.terms import DecisionKind, ProposalStatus, Role

DECIDERS: Final = frozenset({Role.SUPERVISOR})

_COLUMNS: Final = """
    SELECT id, ver, site_id, status, decide_by, demand_change_id, plan_revision_id,
           plan_revision_number, impact::text AS impact, alternatives::text AS alternatives, value,
           amendments::text AS amendments, chosen_alternative, decided_by_name, decided_at, reason, note
    FROM proposal
    WHERE deleted_at IS NULL AND scope_id = ANY({}::uuid[])
"""


class _ImpactInShort(msgspec.Struct, frozen=True):
    """What a list says of an `Impact`; the rest is not taken apart."""

    site_name: str
    short_quantity: Decimal
    days_late: int
    slips: list[msgspec.Raw]


class _WayInShort(msgspec.Struct, frozen=True):
    """What a list says of an `Alternative`."""

    code: str
    is_recommended: bool
    cost: Decimal
    losers: list[msgspec.Raw]


async def proposals_waiting_for(viewer: Viewer) -> list[ProposalRow]:
    """Open proposals at the viewer's sites, the soonest deadline first."""
    rows = await Proposal.raw(
        _COLUMNS + " AND status = 'open' ORDER BY decide_by, id", list(viewer.scope_ids)
    )
    changes = await change_facts([row["demand_change_id"] for row in rows])
    catalog = await planning_catalog()
    return [
        _row(row, changes[row["demand_change_id"]], catalog.company.currency)
        for row in rows
        if row["demand_change_id"] in changes
    ]


async def proposal_for(viewer: Viewer, proposal_id: UUID) -> ProposalView:
    """One proposal at the viewer's sites; `NotFoundError` otherwise."""
    rows = await Proposal.raw(_COLUMNS + " AND id = {}", list(viewer.scope_ids), proposal_id)
    if not rows:
        raise NotFoundError
    row = rows[0]
    change = (await change_facts([row["demand_change_id"]]))[row["demand_change_id"]]
    catalog = await planning_catalog()
    revision = (await current_revisions([row["site_id"]]))[row["site_id"]]
    is_open = row["status"] == ProposalStatus.OPEN
    return ProposalView(
        id=row["id"],
        ver=row["ver"],
        site_id=row["site_id"],
        site_name=catalog.sites[row["site_id"]].name,
        status=ProposalStatus(row["status"]),
        decide_by=row["decide_by"],
        plan_revision_id=row["plan_revision_id"],
        plan_revision_number=row["plan_revision_number"],
        current_plan_revision_id=revision.id,
        current_plan_revision_number=revision.number,
        change=change_row(change),
        note=change["note"],
        requested_by_name=change["requested_by_name"],
        impact=msgspec.json.decode(row["impact"], type=Impact, strict=False),
        alternatives=_alternatives(row),
        currency=catalog.company.currency,
        can_decide=is_open and may_decide(viewer, change["requested_by"]),
        chosen_alternative=row["chosen_alternative"],
        decided_by_name=row["decided_by_name"],
        decided_at=row["decided_at"],
        reason=row["reason"],
        decision_note=row["note"] or None,
        earlier_decision=None,
        approvals=[],
        photos=photos_of(change),
        weights=_weights(catalog),
        amended=_amended(row),
    )


async def with_approvals(view: ProposalView, viewer: Viewer, now: datetime) -> ProposalView:
    """An open proposal with who has to agree to each way out, and whether the viewer may now.

    Of a decided one, until when the viewer may undo it.
    """
    if view.status is not ProposalStatus.OPEN:
        until = await undo_until(view.id, viewer, now)
        return msgspec.structs.replace(view, undo_until=until)
    change = (await change_facts([view.change.id]))[view.change.id]
    catalog = await planning_catalog()
    value = (await Proposal.select(Proposal.value).where(Proposal.id == view.id))[0]["value"]
    effects = {
        way.code: effect_of(
            way,
            site_id=view.site_id,
            value=value,
            wanted_on=view.impact.due_on_after,
            priority=change["customer_priority"],
        )
        for way in view.alternatives
    }
    needs = await needs_of(
        view.id, effects, viewer, catalog.sites[view.site_id].scope_id, change["requested_by"], now
    )
    return msgspec.structs.replace(
        view,
        impact=await with_forecast(view.impact),
        approvals=needs,
        can_decide=any(need.is_viewers for need in needs),
    )


async def decided_earlier(
    view: ProposalView,
    *,
    decision: DecisionKind,
    alternative: str | None,
    plan_revision_id: UUID,
    answered_at: datetime,
) -> EarlierDecision | None:
    """A decision that the plan has overtaken, beside what it was made on; None once that is gone."""
    kept = await earlier_figures(view.id, plan_revision_id)
    ways = _alternatives(kept) if kept else []
    way = next((each for each in ways if each.code == alternative), None)
    if kept is None or way is None:
        return None
    moves = await plan_moves(view.site_id, kept["plan_revision_number"])
    changes = await change_facts([row["demand_change_id"] for row in moves])
    return EarlierDecision(
        decision=decision,
        alternative=way.code,
        answered_at=answered_at,
        plan_revision_number=kept["plan_revision_number"],
        worked_out_at=kept["worked_out_at"],
        way=way,
        moves=[
            PlanMove(
                revision_number=row["number"],
                revised_at=row["revised_at"],
                revised_by_name=row["revised_by_name"] or "",
                customer_name=changes.get(row["demand_change_id"], {}).get("customer_name", ""),
                item_name=row["item_name"] or "",
                note=row["note"],
            )
            for row in moves
        ],
    )


async def approvers_asked(proposal_id: UUID, now: datetime) -> Asked | None:
    """Who may approve a proposal next; None when it is not open.

    It is asked for the way out that somebody has approved already, else for the recommended one.
    """
    rows = await Proposal.raw(
        """
        SELECT proposal.site_id, proposal.value, proposal.demand_change_id,
               proposal.impact->>'due_on_after' AS wanted_on,
               proposal.alternatives::text AS alternatives,
               (SELECT approval.alternative FROM approval
                WHERE approval.proposal_id = proposal.id AND approval.lapsed_at IS NULL
                ORDER BY approval.given_at DESC LIMIT 1) AS approved
        FROM proposal WHERE id = {} AND status = 'open' AND deleted_at IS NULL
        """,
        proposal_id,
    )
    if not rows:
        return None
    row = rows[0]
    ways = _alternatives(row)
    way = next(
        each
        for each in (*ways, ways[0])
        if each.code == row["approved"] or (row["approved"] is None and each.is_recommended)
    )
    change = (await change_facts([row["demand_change_id"]]))[row["demand_change_id"]]
    effect = effect_of(
        way,
        site_id=row["site_id"],
        value=row["value"],
        wanted_on=date.fromisoformat(row["wanted_on"]),
        priority=change["customer_priority"],
    )
    return await asked_now(proposal_id, way.code, effect, now)


def may_decide(viewer: Viewer, requested_by: UUID) -> bool:
    """Supervisors decide, but never about what they asked for themselves."""
    return bool(DECIDERS & set(viewer.roles)) and viewer.person_id != requested_by


def _weights(catalog: PlanningCatalog) -> ScoreWeights:
    found = weights_from(catalog.company.weights)
    return ScoreWeights(found.reliability, found.cost, found.speed)


def _alternatives(row: dict[str, Any]) -> list[Alternative]:
    return msgspec.json.decode(row["alternatives"], type=list[Alternative], strict=False)


def _amended(row: dict[str, Any]) -> list[AmendedAdjustment]:
    """What was approved otherwise than the way out had it."""
    if row["status"] != ProposalStatus.AMENDED:
        return []
    ways = msgspec.json.decode(row["alternatives"], type=list[Way], strict=False)
    before = next(way for way in ways if way.code == row["chosen_alternative"]).adjustments
    said = msgspec.json.decode(row["amendments"], type=list[Amendment], strict=False)
    return [
        AmendedAdjustment(
            msgspec.convert(was, type=Adjustment, from_attributes=True),
            msgspec.convert(now, type=Adjustment, from_attributes=True),
        )
        for was, now in zip(before, amended(before, said) or before, strict=True)
        if was != now
    ]


def _row(row: dict[str, Any], change: dict[str, Any], currency: str) -> ProposalRow:
    impact = msgspec.json.decode(row["impact"], type=_ImpactInShort, strict=False)
    alternatives = msgspec.json.decode(row["alternatives"], type=list[_WayInShort], strict=False)
    best = next((each for each in alternatives if each.is_recommended), alternatives[0])
    return ProposalRow(
        id=row["id"],
        plan_revision_id=row["plan_revision_id"],
        site_id=row["site_id"],
        site_name=impact.site_name,
        status=ProposalStatus(row["status"]),
        decide_by=row["decide_by"],
        change=change_row(change),
        short_quantity=impact.short_quantity,
        days_late=impact.days_late,
        slip_count=len(impact.slips),
        alternative_count=len(alternatives),
        recommended_code=best.code,
        recommended_cost=best.cost,
        recommended_loser_count=len(best.losers),
        currency=currency,
        value=Decimal(row["value"]),
    )
