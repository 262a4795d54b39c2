"""Reads of approvals: what the rules ask of a way out, who is asked now, and what screens show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.approval import repository
from backend.approval.errors import ApprovedAlreadyError, NotYourApprovalError, NotYourTurnError
from backend.approval.model import (
    DECIDING,
    HOURS_TO_DECIDE,
    USUAL,
    Approver,
    Counted,
    Deadline,
    Effect,
    Rule,
    Signatory,
    deadline_of,
    is_asked,
    missing_places,
    next_step,
    rule_for,
)
from backend.approval.tables import ApprovalRule, Delegation
from backend.catalog.hours import hours_at
from backend.catalog.queries import planning_catalog
from backend.identity.errors import NotAllowedError
from backend.identity.model import Viewer
from shared.schemas.approval import (
    ApprovalNeed,
    ApprovalRuleView,
    ApprovalStep,
    DelegationView,
    NamedApprover,
    PersonName,
)
from shared.terms import Role

RULERS = (Role.ADMIN, Role.PLANNER)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who may approve now: roles at the site, and people by name."""

    roles: frozenset[Role]
    person_ids: frozenset[UUID]


async def rule_of(effect: Effect) -> Rule:
    """The rule that a way out of that effect falls under."""
    return rule_for(await repository.rules(), effect)


async def deadline_for(
    rule: Rule, site_id: UUID, item_id: UUID | None, now: datetime, *, is_urgent: bool = False
) -> Deadline:
    """By when what opens now at a site is to be decided."""
    length = rule.decide_within or timedelta(hours=HOURS_TO_DECIDE)
    counted = Counted(site_id, item_id, now, length, rule.remind_before)
    hours = hours_at(await planning_catalog(), site_id, item_id) if rule.in_working_time else None
    return deadline_of(rule, counted, hours, is_urgent=is_urgent)


async def signatories_of(
    viewer: Viewer, site_scope_id: UUID | None, now: datetime, *, but: UUID | None = None
) -> list[Signatory]:
    """In whose names a viewer may approve, their own first, never in that of whoever asked."""
    others = await repository.stands_in_for(viewer.person_id, site_scope_id, now)
    return [
        Signatory(viewer.person_id, viewer.roles),
        *(each for each in others if each.person_id not in (viewer.person_id, but)),
    ]


async def must_ever_be_asked(viewer: Viewer, now: datetime) -> None:
    """Raise `NotAllowedError` for somebody whom no rule could ask."""
    signatories = await signatories_of(viewer, None, now)
    rules = [USUAL, *await repository.rules()]
    everybody = [
        approver
        for rule in rules
        for approver in (*rule.approvers, rule.escalate_to)
        if approver is not None
    ]
    if not any(is_asked(approver, each) for approver in everybody for each in signatories):
        raise NotAllowedError


async def asked_now(proposal_id: UUID, alternative: str, effect: Effect, now: datetime) -> Asked:
    """Who may give the next approval of a way out, deputies and the escalation included."""
    rule = await rule_of(effect)
    places = missing_places(rule, await repository.given(proposal_id, alternative))
    asked = [rule.approvers[place] for place in places]
    if rule.escalate_to is not None and await repository.is_escalated(proposal_id):
        asked.append(rule.escalate_to)
    roles = frozenset(each.role for each in asked if each.role is not None)
    people = {each.person_id for each in asked if each.person_id is not None}
    with_role = await ApprovalRule.raw(
        """
        SELECT role.person_id FROM person_role AS role
        JOIN scope_membership AS membership ON membership.person_id = role.person_id
        JOIN site ON site.scope_id = membership.scope_id AND site.id = {}
        WHERE role.role = ANY({}::text[]) AND membership.revoked_at IS NULL
        """,
        effect.site_id,
        [role.value for role in roles],
    )
    stood_in_for = [*people, *(row["person_id"] for row in with_role)]
    deputies = await repository.deputies_of_people(stood_in_for, now)
    return Asked(roles, frozenset({*people, *deputies}))


async def needs_of(
    proposal_id: UUID,
    effects: Mapping[str, Effect],
    viewer: Viewer,
    site_scope_id: UUID,
    requested_by: UUID,
    now: datetime,
) -> list[ApprovalNeed]:
    """Who has to agree to each way out, as the viewer sees it."""
    rules = await repository.rules()
    escalated = await repository.is_escalated(proposal_id)
    signatories = await signatories_of(viewer, site_scope_id, now, but=requested_by)
    standing = await _standing(proposal_id)
    chosen = {code: rule_for(rules, effect) for code, effect in effects.items()}
    names = await _names(
        approver
        for rule in chosen.values()
        for approver in (*rule.approvers, rule.escalate_to)
        if approver is not None
    )
    needs = []
    for code, rule in chosen.items():
        given = await repository.given(proposal_id, code)
        open_places = set(missing_places(rule, given))
        by_place = {row["place"]: row for row in standing if row["alternative"] == code}
        try:
            next_step(rule, given, signatories, is_escalated=escalated)
            is_viewers = viewer.person_id != requested_by
        except (ApprovedAlreadyError, NotYourTurnError, NotYourApprovalError):
            is_viewers = False
        needs.append(
            ApprovalNeed(
                alternative=code,
                rule_name=rule.name,
                needs_all=rule.needs_all,
                in_order=rule.in_order,
                steps=[
                    ApprovalStep(
                        asked=_named(approver, names),
                        given_by_name=row["person_name"] if row else None,
                        in_place_of_name=row["for_name"] if row else None,
                        given_at=row["given_at"] if row else None,
                        is_open=place in open_places,
                    )
                    for place, approver in enumerate(rule.approvers)
                    for row in (by_place.get(place),)
                ],
                escalated_to=_named(rule.escalate_to, names)
                if escalated and rule.escalate_to is not None
                else None,
                is_viewers=is_viewers,
            )
        )
    return needs


async def approval_rules_for(viewer: Viewer) -> list[ApprovalRuleView]:
    """The rules, the one that is asked first on top; for those who make them."""
    viewer.must_be(*RULERS)
    found = await repository.rules()
    names = await _names(
        approver
        for rule in found
        for approver in (*rule.approvers, rule.escalate_to)
        if approver is not None
    )
    sites = {row["id"]: row["name"] for row in await ApprovalRule.raw("SELECT id, name FROM site")}
    currency = (await planning_catalog()).company.currency
    return [_rule_view(rule, names, sites, currency) for rule in found]


async def people_who_decide(viewer: Viewer) -> list[PersonName]:
    """People who can open decisions and share a site with the viewer, by name, but not the viewer."""
    rows = await ApprovalRule.raw(
        """
        SELECT DISTINCT person.id, person.name FROM person
        JOIN person_role AS role ON role.person_id = person.id AND role.role = ANY({}::text[])
        JOIN scope_membership AS membership ON membership.person_id = person.id
          AND membership.revoked_at IS NULL AND membership.scope_id = ANY({}::uuid[])
        JOIN site ON site.scope_id = membership.scope_id
        WHERE person.is_active AND person.id <> {} ORDER BY person.name, person.id
        """,
        [role.value for role in sorted(DECIDING)],
        list(viewer.scope_ids),
        viewer.person_id,
    )
    return [PersonName(row["id"], row["name"]) for row in rows]


async def delegations_for(viewer: Viewer, now: datetime) -> list[DelegationView]:
    """Who stands in for the viewer, and whom the viewer stands in for, now or later."""
    rows = await Delegation.raw(
        """
        SELECT delegation.id, delegation.person_id, person.name AS person_name,
               deputy.name AS deputy_name, delegation.from_at, delegation.until_at, delegation.note
        FROM delegation
        JOIN person ON person.id = delegation.person_id
        JOIN person AS deputy ON deputy.id = delegation.deputy_id
        WHERE {} IN (delegation.person_id, delegation.deputy_id)
          AND delegation.ended_at IS NULL AND delegation.until_at > {}
        ORDER BY delegation.from_at, delegation.id
        """,
        viewer.person_id,
        now,
    )
    return [
        DelegationView(
            id=row["id"],
            person_name=row["person_name"],
            deputy_name=row["deputy_name"],
            from_at=row["from_at"],
            until_at=row["until_at"],
            note=row["note"],
            is_own=row["person_id"] == viewer.person_id,
        )
        for row in rows
    ]


async def stand_ins(person_ids: Iterable[UUID], now: datetime) -> dict[UUID, UUID]:
    """Who stands in at a moment for those of these people who are away; the one named last."""
    rows = await Delegation.raw(
        """
        SELECT person_id, deputy_id FROM delegation
        WHERE person_id = ANY({}::uuid[]) AND ended_at IS NULL AND from_at <= {} AND until_at > {}
        ORDER BY named_at, id
        """,
        list(person_ids),
        now,
        now,
    )
    return {row["person_id"]: row["deputy_id"] for row in rows}


async def people_named(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people."""
    rows = await ApprovalRule.raw(
        "SELECT id, name FROM person WHERE id = ANY({}::uuid[])", list(person_ids)
    )
    return {row["id"]: row["name"] for row in rows}


async def _standing(proposal_id: UUID) -> Sequence[dict[str, Any]]:
    rows: Sequence[dict[str, Any]] = await ApprovalRule.raw(
        """
        SELECT approval.alternative, approval.place, approval.given_at, person.name AS person_name,
               CASE WHEN approval.for_id <> approval.person_id THEN stood_in.name END AS for_name
        FROM approval
        JOIN person ON person.id = approval.person_id
        JOIN person AS stood_in ON stood_in.id = approval.for_id
        WHERE approval.proposal_id = {} AND approval.lapsed_at IS NULL
        """,
        proposal_id,
    )
    return rows


async def _names(approvers: Iterable[Approver]) -> dict[UUID, str]:
    return await people_named({each.person_id for each in approvers if each.person_id is not None})


def _named(approver: Approver, names: Mapping[UUID, str]) -> NamedApprover:
    name = None if approver.person_id is None else names.get(approver.person_id)
    return NamedApprover(approver.role, approver.person_id, name)


def _rule_view(
    rule: Rule, names: Mapping[UUID, str], sites: Mapping[UUID, str], currency: str
) -> ApprovalRuleView:
    def minutes(span: timedelta | None) -> int | None:
        return None if span is None else int(span.total_seconds() // 60)

    assert rule.id is not None  # noqa: S101 -- only the usual rule has none, and it is not saved
    return ApprovalRuleView(
        id=rule.id,
        name=rule.name,
        approvers=[_named(each, names) for each in rule.approvers],
        least_value=rule.least_value,
        least_days_late=rule.least_days_late,
        least_fence=rule.least_fence,
        lowest_priority=rule.lowest_priority,
        site_id=rule.site_id,
        site_name=sites.get(rule.site_id) if rule.site_id else None,
        needs_all=rule.needs_all,
        in_order=rule.in_order,
        decide_within_minutes=minutes(rule.decide_within),
        remind_before_minutes=minutes(rule.remind_before),
        escalate_to=_named(rule.escalate_to, names) if rule.escalate_to else None,
        in_working_time=rule.in_working_time,
        currency=currency,
    )
