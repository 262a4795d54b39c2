"""Who is woken when something waits for a decision: those who may approve it now, never who asked.

Wanted in the flow: `ProposalOpened`, `ApprovalGiven`, `ApprovalsLapsed`, `DecisionEscalated` → `wake_deciders`;
`DecisionReminded` → `wake_reminded`; `AdoptionOpened` → `wake_for_adoption`; `AllocationOpened` → `wake_for_allocation`;
`ReplenishmentOpened` → `wake_for_replenishment`; `AllocationDecided`, `AdoptionDecided` → `wake_asker`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from backend.allocation.events import AllocationDecided, AllocationOpened
from backend.allocation.queries import allocation_asked, allocation_decided
from backend.approval.events import DecisionReminded
from backend.approval.queries import Asked
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.proposal.queries.proposals import approvers_asked
from backend.push.facts import instant, open_decision_count, proposal_news
from backend.push.model import expiry_of
from backend.push.repository import browsers_in_scopes, wanting_browsers_of
from backend.push.wanting import want
from backend.replenishment.events import ReplenishmentOpened
from backend.replenishment.queries import replenishment_asked
from backend.scenario.events import AdoptionDecided, AdoptionOpened
from backend.scenario.queries import adoption_asked, adoption_decided
from shared.terms import PushKind


class AboutProposal(Protocol):
    """Any event that names what is decided: a proposal, an adoption or an allocation."""

    @property
    def proposal_id(self) -> UUID:
        """What waits for a decision."""
        ...


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What waits for a decision: who is asked, where it stands, and what there is to say."""

    notice: str
    path: str
    scope_id: UUID
    requested_by: UUID | None
    decide_by: datetime
    asked: Asked
    facts: dict[str, str]


async def wake_deciders(event: AboutProposal, context: Context) -> None:
    """Something waits: tell those who may approve it now, but not the one who asked."""
    waiting = await _waiting(event.proposal_id, context.now)
    await _wake(waiting, f"proposal-{event.proposal_id}", context)


async def wake_reminded(event: DecisionReminded, context: Context) -> None:
    """It has to be decided soon: tell those who still may."""
    # Under a tag of its own, since a message that takes the place of another one makes no sound.
    waiting = await _waiting(event.proposal_id, context.now)
    if waiting is not None and event.decide_by in (None, waiting.decide_by):
        await _wake(waiting, f"reminder-{event.proposal_id}", context)


async def wake_for_adoption(event: AdoptionOpened, context: Context) -> None:
    """A what-if's scenario waits to be adopted."""
    waiting = await _adoption(event.adoption_id, context.now)
    await _wake(waiting, f"proposal-{event.adoption_id}", context)


async def wake_for_allocation(event: AllocationOpened, context: Context) -> None:
    """A shortage waits to be shared out."""
    waiting = await _allocation(event.allocation_id, context.now)
    await _wake(waiting, f"proposal-{event.allocation_id}", context)


async def wake_asker(event: AllocationDecided | AdoptionDecided, context: Context) -> None:
    """What somebody asked for was decided, or is needed no more: tell them, unless they did it."""
    asked = await _asked(event)
    if asked is None:
        return
    row, name, path = asked
    if row["requested_by"] is None or row["requested_by"] == context.actor_id:
        return
    site = (await planning_catalog()).sites[row["site_id"]]
    want(
        context,
        await wanting_browsers_of(PushKind.CHANGE_DECIDED, row["requested_by"]),
        kind=PushKind.CHANGE_DECIDED,
        notice=f"asked_{row['status']}",
        tag=f"proposal-{row['id']}",
        path=path,
        facts={
            "name": name,
            "site": site.name,
            "decided_by": row["decided_by_name"] or "",
            "reason": row["reason"] or "",
        },
        expires_at=expiry_of(context.now),
    )


async def _asked(
    event: AllocationDecided | AdoptionDecided,
) -> tuple[Mapping[str, Any], str, str] | None:
    """What was decided, what it is called, and where it stands."""
    if isinstance(event, AdoptionDecided):
        row = await adoption_decided(event.adoption_id)
        return None if row is None else (row, row["scenario_name"], f"/adoptions/{row['id']}")
    row = await allocation_decided(event.allocation_id)
    if row is None:
        return None
    item = (await planning_catalog()).items[row["item_id"]]
    return row, item.name, f"/allocations/{row['id']}"


async def wake_for_replenishment(event: ReplenishmentOpened, context: Context) -> None:
    """What an alert rule has started waits for a decision."""
    waiting = await _replenishment(event.replenishment_id, context.now)
    await _wake(waiting, f"proposal-{event.replenishment_id}", context)


async def _wake(waiting: _Waiting | None, tag: str, context: Context) -> None:
    if waiting is None:
        return
    asked, author = waiting.asked, waiting.requested_by
    with_role = await browsers_in_scopes(
        tuple(sorted(asked.roles)), (waiting.scope_id,), PushKind.PROPOSAL_WAITS, but=author
    )
    named = await wanting_browsers_of(PushKind.PROPOSAL_WAITS, *sorted(asked.person_ids - {author}))
    for browser in dict.fromkeys((*with_role, *named)):
        want(
            context,
            (browser,),
            kind=PushKind.PROPOSAL_WAITS,
            notice=waiting.notice,
            tag=tag,
            path=waiting.path,
            facts=waiting.facts,
            badge=await open_decision_count(browser.person_id),
            expires_at=expiry_of(context.now, waiting.decide_by),
        )


async def still_waits(decision_id: UUID, now: datetime) -> bool:
    """Whether a proposal, an adoption, an allocation or a replenishment is still to be decided."""
    return await _waiting(decision_id, now) is not None


async def _waiting(decision_id: UUID, now: datetime) -> _Waiting | None:
    """What an approval or a reminder is about: these carry the id alone."""
    return (
        await _proposal(decision_id, now)
        or await _adoption(decision_id, now)
        or await _allocation(decision_id, now)
        or await _replenishment(decision_id, now)
    )


async def _proposal(proposal_id: UUID, now: datetime) -> _Waiting | None:
    news = await proposal_news(proposal_id)
    asked = await approvers_asked(proposal_id, now)
    if news is None or asked is None:
        return None
    return _Waiting(
        notice="proposal_waits",
        path=f"/decisions/{news.id}",
        scope_id=news.site_scope_id,
        requested_by=news.requested_by,
        decide_by=news.decide_by,
        asked=asked,
        facts=news.facts,
    )


async def _adoption(adoption_id: UUID, now: datetime) -> _Waiting | None:
    found = await adoption_asked(adoption_id, now)
    if found is None:
        return None
    row, asked = found
    site = (await planning_catalog()).sites[row["site_id"]]
    return _Waiting(
        notice="adoption_waits",
        path=f"/adoptions/{adoption_id}",
        scope_id=row["scope_id"],
        requested_by=row["requested_by"],
        decide_by=row["decide_by"],
        asked=asked,
        facts={
            "name": row["scenario_name"],
            "site": site.name,
            "time_zone": site.time_zone,
            "decide_by": instant(row["decide_by"]),
            "requested_by": row["requested_by_name"],
        },
    )


async def _allocation(allocation_id: UUID, now: datetime) -> _Waiting | None:
    found = await allocation_asked(allocation_id, now)
    if found is None:
        return None
    row, asked = found
    asked_by = row["requested_by_name"] or ""
    return await _of_item("allocation_waits", f"/allocations/{allocation_id}", row, asked, asked_by)


async def _replenishment(replenishment_id: UUID, now: datetime) -> _Waiting | None:
    found = await replenishment_asked(replenishment_id, now)
    if found is None:
        return None
    row, asked = found
    path = f"/replenishments/{replenishment_id}"
    return await _of_item("replenishment_waits", path, row, asked, row["rule_name"])


async def _of_item(
    notice: str, path: str, row: Mapping[str, Any], asked: Asked, asked_by: str
) -> _Waiting:
    catalog = await planning_catalog()
    site = catalog.sites[row["site_id"]]
    return _Waiting(
        notice=notice,
        path=path,
        scope_id=row["scope_id"],
        requested_by=row["requested_by"],
        decide_by=row["decide_by"],
        asked=asked,
        facts={
            "item": catalog.items[row["item_id"]].name,
            "site": site.name,
            "time_zone": site.time_zone,
            "decide_by": instant(row["decide_by"]),
            "requested_by": asked_by,
        },
    )
