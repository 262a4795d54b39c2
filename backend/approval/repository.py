"""Every query that loads or saves rules, deputies and approvals."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from backend.approval.model import Approver, Counted, Given, Rule, Signatory
from backend.approval.tables import (
    Approval,
    ApprovalRule,
    DecisionClock,
    Delegation,
    Escalation,
)
from shared.ids import new_id
from shared.terms import Fence, Role


async def rules() -> list[Rule]:
    """The rules that ask, the first one first."""
    rows = await ApprovalRule.raw(
        """
        SELECT id, name, approvers::text AS approvers, least_value, least_days_late, least_fence,
               lowest_priority, site_id, needs_all, in_order, decide_within_minutes,
               remind_before_minutes, escalate_to::text AS escalate_to, in_working_time
        FROM approval_rule WHERE removed_at IS NULL ORDER BY position, id
        """
    )
    return [_rule(row) for row in rows]


async def add_rule(rule_id: UUID, rule: Rule) -> None:
    """Put a rule behind those that there are."""
    rows = await ApprovalRule.raw(
        "SELECT coalesce(max(position), 0) + 1 AS next FROM approval_rule"
    )
    await ApprovalRule.insert(
        ApprovalRule(id=rule_id, position=rows[0]["next"], removed_at=None, **_columns(rule))
    )


async def change_rule(rule_id: UUID, rule: Rule) -> bool:
    """Say a rule anew; false when it is not there."""
    rows = (
        await ApprovalRule.update(_columns(rule))
        .where((ApprovalRule.id == rule_id) & ApprovalRule.removed_at.is_null())
        .returning(ApprovalRule.id)
    )
    return bool(rows)


async def move_rule(rule_id: UUID) -> bool:
    """Change places with the rule before; false when the rule is not there."""
    rows = await ApprovalRule.raw(
        "SELECT id, position FROM approval_rule WHERE removed_at IS NULL ORDER BY position, id FOR UPDATE"
    )
    places = [row["id"] for row in rows]
    if rule_id not in places:
        return False
    at = places.index(rule_id)
    if at:
        for row, position in (
            (rows[at], rows[at - 1]["position"]),
            (rows[at - 1], rows[at]["position"]),
        ):
            await ApprovalRule.update({ApprovalRule.position: position}).where(
                ApprovalRule.id == row["id"]
            )
    return True


async def remove_rule(rule_id: UUID, now: datetime) -> bool:
    """Ask no more by a rule; false when it is not there."""
    rows = (
        await ApprovalRule.update({ApprovalRule.removed_at: now})
        .where((ApprovalRule.id == rule_id) & ApprovalRule.removed_at.is_null())
        .returning(ApprovalRule.id)
    )
    return bool(rows)


async def are_people(person_ids: Iterable[UUID]) -> bool:
    """Whether all of these work here."""
    wanted = set(person_ids)
    rows = await ApprovalRule.raw(
        "SELECT count(*) AS count FROM person WHERE is_active AND id = ANY({}::uuid[])",
        list(wanted),
    )
    return int(rows[0]["count"]) == len(wanted)


async def add_delegation(values: dict[str, Any]) -> None:
    """Save that somebody stands in."""
    await Delegation.insert(Delegation(ended_at=None, **values))


async def end_delegation(delegation_id: UUID, person_id: UUID, now: datetime) -> bool:
    """End a delegation that a person made; false when there is none that could still be ended."""
    rows = (
        await Delegation.update({Delegation.ended_at: now})
        .where(
            (Delegation.id == delegation_id)
            & (Delegation.person_id == person_id)
            & Delegation.ended_at.is_null()
            & (Delegation.until_at > now)
        )
        .returning(Delegation.id)
    )
    return bool(rows)


async def stands_in_for(
    deputy_id: UUID, site_scope_id: UUID | None, now: datetime
) -> list[Signatory]:
    """Whom somebody stands in for at a moment, among those who see a site themselves (any, without)."""
    rows = await Delegation.raw(
        """
        SELECT DISTINCT person.id,
               ARRAY(SELECT role FROM person_role WHERE person_id = person.id ORDER BY role) AS roles
        FROM delegation JOIN person ON person.id = delegation.person_id AND person.is_active
        WHERE delegation.deputy_id = {} AND delegation.ended_at IS NULL
          AND delegation.from_at <= {} AND delegation.until_at > {}
          AND ({}::uuid IS NULL OR EXISTS (
            SELECT 1 FROM scope_membership AS membership
            WHERE membership.person_id = person.id AND membership.scope_id = {}
              AND membership.revoked_at IS NULL))
        ORDER BY person.id
        """,
        deputy_id,
        now,
        now,
        site_scope_id,
        site_scope_id,
    )
    return [Signatory(row["id"], frozenset(map(Role, row["roles"]))) for row in rows]


async def deputies_of_people(person_ids: Sequence[UUID], now: datetime) -> list[UUID]:
    """Who stands in for any of these people at a moment."""
    rows = await Delegation.raw(
        """
        SELECT DISTINCT deputy_id FROM delegation
        WHERE person_id = ANY({}::uuid[]) AND ended_at IS NULL AND from_at <= {} AND until_at > {}
        """,
        list(person_ids),
        now,
        now,
    )
    return [row["deputy_id"] for row in rows]


async def given(proposal_id: UUID, alternative: str) -> list[Given]:
    """The approvals of a way out that stand, the first one first."""
    rows = await Approval.raw(
        """
        SELECT place, person_id, for_id FROM approval
        WHERE proposal_id = {} AND alternative = {} AND lapsed_at IS NULL ORDER BY given_at, id
        """,
        proposal_id,
        alternative,
    )
    return [Given(**row) for row in rows]


async def add_approval(values: dict[str, Any], now: datetime) -> None:
    """Save an approval; what the same person had approved of the proposal before counts no more."""
    await Approval.update({Approval.lapsed_at: now}).where(
        (Approval.proposal_id == values["proposal_id"])
        & (Approval.person_id == values["person_id"])
        & Approval.lapsed_at.is_null()
    )
    await Approval.insert(Approval(id=new_id(), given_at=now, lapsed_at=None, **values))


async def lapse(proposal_id: UUID, but: Sequence[str], now: datetime) -> bool:
    """Let the approvals of all ways out but these count no more; whether there were any."""
    rows = await Approval.raw(
        """
        UPDATE approval SET lapsed_at = {}
        WHERE proposal_id = {} AND lapsed_at IS NULL AND alternative <> ALL({}::text[])
        RETURNING id
        """,
        now,
        proposal_id,
        list(but),
    )
    return bool(rows)


async def lapse_of(proposal_id: UUID, person_id: UUID, now: datetime) -> None:
    """Let what one person has approved of a proposal count no more."""
    await Approval.update({Approval.lapsed_at: now}).where(
        (Approval.proposal_id == proposal_id)
        & (Approval.person_id == person_id)
        & Approval.lapsed_at.is_null()
    )


async def add_escalation(proposal_id: UUID, now: datetime) -> bool:
    """Note that a proposal was not decided in time; false when that was noted before."""
    rows = await Escalation.raw(
        """
        INSERT INTO escalation (proposal_id, escalated_at) VALUES ({}, {})
        ON CONFLICT DO NOTHING RETURNING proposal_id
        """,
        proposal_id,
        now,
    )
    return bool(rows)


async def is_escalated(proposal_id: UUID) -> bool:
    """Whether a proposal was not decided in time."""
    return await Escalation.exists().where(Escalation.proposal_id == proposal_id)


async def keep_clock(proposal_id: UUID, counted: Counted, decide_by: datetime) -> None:
    """Save how the time to decide about something is counted, in the place of what was known before."""
    values = (
        counted.site_id,
        counted.item_id,
        counted.start,
        counted.length,
        counted.remind_before,
        decide_by,
    )
    await DecisionClock.raw(
        """
        INSERT INTO decision_clock (proposal_id, site_id, item_id, counted_from, counted_for,
                                    remind_before, decide_by)
        VALUES ({}, {}, {}, {}, {}, {}, {})
        ON CONFLICT (proposal_id) DO UPDATE
        SET (site_id, item_id, counted_from, counted_for, remind_before, decide_by) =
            ROW (excluded.site_id, excluded.item_id, excluded.counted_from, excluded.counted_for,
                 excluded.remind_before, excluded.decide_by)
        """,
        proposal_id,
        *values,
    )


async def clocks(now: datetime) -> dict[UUID, tuple[Counted, datetime]]:
    """How the times to decide are counted that are not over, and when each is; held for the transaction."""
    rows = await DecisionClock.raw(
        "SELECT * FROM decision_clock WHERE decide_by > {} ORDER BY proposal_id FOR UPDATE", now
    )
    return {
        row["proposal_id"]: (
            Counted(
                site_id=row["site_id"],
                item_id=row["item_id"],
                start=row["counted_from"],
                length=row["counted_for"],
                remind_before=row["remind_before"],
            ),
            row["decide_by"],
        )
        for row in rows
    }


def approver_of(found: dict[str, Any]) -> Approver:
    """An approver as it is saved: a role or a person."""
    role, person_id = found.get("role"), found.get("person_id")
    return Approver(Role(role) if role else None, UUID(person_id) if person_id else None)


def _saved(approver: Approver) -> dict[str, str]:
    if approver.role is not None:
        return {"role": approver.role.value}
    return {"person_id": str(approver.person_id)}


def _rule(row: dict[str, Any]) -> Rule:
    escalate_to = row["escalate_to"] and msgspec.json.decode(row["escalate_to"])
    return Rule(
        id=row["id"],
        name=row["name"],
        approvers=tuple(approver_of(each) for each in msgspec.json.decode(row["approvers"])),
        least_value=None if row["least_value"] is None else Decimal(row["least_value"]),
        least_days_late=row["least_days_late"],
        least_fence=row["least_fence"] and Fence(row["least_fence"]),
        lowest_priority=row["lowest_priority"],
        site_id=row["site_id"],
        needs_all=row["needs_all"],
        in_order=row["in_order"],
        decide_within=_span(row["decide_within_minutes"]),
        remind_before=_span(row["remind_before_minutes"]),
        escalate_to=approver_of(escalate_to) if escalate_to else None,
        in_working_time=row["in_working_time"],
    )


def _columns(rule: Rule) -> dict[Any, Any]:
    return {
        "name": rule.name.strip(),
        "approvers": msgspec.json.encode([_saved(each) for each in rule.approvers]).decode(),
        "least_value": rule.least_value,
        "least_days_late": rule.least_days_late,
        "least_fence": rule.least_fence and rule.least_fence.value,
        "lowest_priority": rule.lowest_priority,
        "site_id": rule.site_id,
        "needs_all": rule.needs_all,
        "in_order": rule.in_order,
        "decide_within_minutes": _minutes(rule.decide_within),
        "remind_before_minutes": _minutes(rule.remind_before),
        "escalate_to": rule.escalate_to and msgspec.json.encode(_saved(rule.escalate_to)).decode(),
        "in_working_time": rule.in_working_time,
    }


def _span(minutes: int | None) -> timedelta | None:
    return None if minutes is None else timedelta(minutes=minutes)


def _minutes(span: timedelta | None) -> int | None:
    return None if span is None else int(span.total_seconds() // 60)
