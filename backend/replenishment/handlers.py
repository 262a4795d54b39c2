"""Replenishments are started by alerts or asked for from them, decided or carried out by themselves, and end with their alert.

Wanted in the flow: `ReplenishmentWanted` → `start_replenishment`; `AgreementDue` → `escalate_replenishment`; `AlertCleared` → `withdraw_replenishments`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Protocol
from uuid import UUID

from backend.approval.events import AgreementDue, DecideByMoved
from backend.approval.handlers import escalate, must_be_asked, set_deadline, take_approval
from backend.approval.queries import deadline_for, must_ever_be_asked
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.engine.refill import Refill
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.plan.handlers import lines_of, lock_plans, record_revision
from backend.plan.model import Head
from backend.plan.queries import current_revisions
from backend.promise.queries import node_facts, plan_delta
from backend.promotion.queries.planning import promotion_name
from backend.proposal.errors import PlanHasMovedError
from backend.proposal.model import Decision, decide_one_way
from backend.replenishment import repository
from backend.replenishment.commands import (
    AskReplenishment,
    DecideReplenishment,
    UndoReplenishment,
)
from backend.replenishment.errors import NothingToRefillError, ReplenishmentMovedError
from backend.replenishment.events import (
    ReplenishmentDecided,
    ReplenishmentOpened,
    ReplenishmentUndone,
    ReplenishmentWanted,
)
from backend.replenishment.model import (
    ASKERS,
    NOBODY,
    REFILL,
    Lacking,
    is_started,
    lacking_of,
    seen_id,
    why_asked,
)
from backend.replenishment.queries import shown, work_out
from backend.supply.handlers import adjust_order
from backend.undo.handlers import Reach, take_back, undoable
from shared.ids import new_id
from shared.terms import DecidedKind, ProposalStatus
from shared.watch_terms import Threshold

LONGEST_NAME: Final = 100


class AboutAlert(Protocol):
    """Any event that names an alert."""

    @property
    def alert_id(self) -> UUID:
        """The alert."""
        ...


async def start_replenishment(event: ReplenishmentWanted, context: Context) -> None:
    """Propose what fills a position up, or carry it out where the rule may; once for each alert.

    Nothing is started where the alert is over, something waits already, or the position fills by itself.
    """
    facts = (await node_facts()).get((event.item_id, event.site_id))
    if facts is None or not is_started(event.starts, facts.procurement):
        return
    heads = await _lock(event.item_id, event.site_id)
    if event.site_id not in heads or not await repository.hold_alert(event.alert_id):
        return
    if await repository.open_at(event.item_id, event.site_id) is not None:
        return
    site = (await planning_catalog()).sites[event.site_id]
    lacking = lacking_of(event.lacks)
    row = _opened(event, site.scope_id, None if lacking is None else lacking.promotion_id, context)
    worked = await work_out(row, context.now)
    if worked.found is None:
        return

    against = why_asked(
        worked.found,
        event.auto_value,
        may_act=event.may_act,
        approval_rule=worked.approval_rule,
    )
    deadline = await deadline_for(
        worked.approval_rule, event.site_id, event.item_id, context.now, is_urgent=worked.is_rush
    )

    values = {**row, "fill_in": event.fill_in.value, "decide_by": deadline.decide_by}
    if not await repository.add(values):
        return
    if against:
        await set_deadline(row["id"], deadline, context)
        context.emit(ReplenishmentOpened(row["id"]))
        return
    await _close(
        row,
        {
            "status": ProposalStatus.APPROVED.value,
            "shown": shown(worked, row),
            "resulting_revision_id": await _carry_out(row, worked.found, heads, context),
        },
        context,
    )
    context.record(
        "ReplenishmentCarriedOut",
        id=row["id"],
        rule_id=event.rule_id,
        rule=event.rule_name,
        alert_id=event.alert_id,
        value=worked.found.value,
    )


async def ask_replenishment(command: AskReplenishment, context: Context) -> UUID:
    """Propose what a promotion, a season or the end of supply will lack; what waits for the position already is that proposal."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    key = await repository.cause_key(command.alert_id, viewer.scope_ids)
    lacking = None if key is None else lacking_of(key)
    if lacking is None:
        raise NotFoundError
    await _lock(lacking.item_id, lacking.site_id)
    if not await repository.hold_alert(command.alert_id):
        raise NotFoundError
    waiting = await repository.open_at(lacking.item_id, lacking.site_id)
    if waiting is not None:
        return waiting
    row = await _asked(command.alert_id, key or "", lacking, viewer.person_id, context)
    worked = await work_out(row, context.now)
    if worked.found is None:
        raise NothingToRefillError
    deadline = await deadline_for(
        worked.approval_rule, lacking.site_id, lacking.item_id, context.now
    )

    await repository.add({**row, "fill_in": row["fill_in"].value, "decide_by": deadline.decide_by})
    await set_deadline(row["id"], deadline, context)

    context.note(replenishment_id=row["id"], alert_id=command.alert_id)
    context.emit(ReplenishmentOpened(row["id"]))
    return UUID(str(row["id"]))


async def decide_replenishment(command: DecideReplenishment, context: Context) -> None:
    """Carry a decision out: the plan's new revision and the purchases, in one go.

    The rules, and those who have to agree, are those of every proposal. Refused, with nothing changed, when
    stock or plan give another answer by now.
    """
    viewer = await viewer_for(context.actor_id)
    await must_ever_be_asked(viewer, context.now)
    known = await repository.replenishment(command.id, viewer.scope_ids)
    if known is None:
        raise NotFoundError
    heads = await _lock(known["item_id"], known["site_id"])
    row = await repository.replenishment(command.id, viewer.scope_ids, locked=True)
    if row is None:
        raise NotFoundError
    worked = await work_out(row, context.now)
    current = command.seen_id if worked.found is None else seen_id(worked.found)

    requested_by = row["requested_by"] or NOBODY
    try:
        decided = decide_one_way(
            REFILL, ProposalStatus(row["status"]), requested_by,
            Decision(command.decision, viewer.person_id, command.seen_id, reason=command.reason),
            current,
        )  # fmt: skip
    except PlanHasMovedError as problem:
        raise ReplenishmentMovedError from problem

    about: dict[str, Any] = {
        "proposal_id": command.id,
        "effect": worked.effect,
        "site_scope_id": row["scope_id"],
        "requested_by": requested_by,
        "context": context,
    }
    values: dict[str, Any] = {
        "status": decided.status.value,
        "shown": shown(worked, row),
        "decided_by": viewer.person_id,
        "reason": None if command.reason is None else command.reason.value,
        "note": command.note,
    }
    if decided.alternative is None:
        await must_be_asked(viewer, **about)
    elif worked.found is None:
        raise NothingToRefillError
    elif not await take_approval(
        viewer, alternative=REFILL, plan_revision_id=command.seen_id, is_amended=False, **about
    ):
        return  # Others have to agree as well.
    found = worked.found if decided.alternative is not None else None
    reach = Reach(
        DecidedKind.REPLENISHMENT,
        command.id,
        {"replenishment": command.id},
        heads,
        () if found is None else found.adjustments,
    )

    async with undoable(reach, viewer, context):
        if found is not None:
            values["resulting_revision_id"] = await _carry_out(row, found, heads, context)
        await _close(row, values, context)

    context.note(seen_id=command.seen_id, outcome=decided.status.value)


async def undo_replenishment(command: UndoReplenishment, context: Context) -> None:
    """Put plan and purchases back as they were before the actor's decision."""
    viewer = await viewer_for(context.actor_id)
    row = await repository.replenishment(command.id, viewer.scope_ids)
    if row is None:
        raise NotFoundError
    await _lock(row["item_id"], row["site_id"])

    for replenishment_id in await take_back(command.id, viewer, context):
        context.emit(ReplenishmentUndone(replenishment_id))


async def follow_replenishment_deadline(event: DecideByMoved, context: Context) -> None:  # noqa: ARG001 -- told already
    """An open replenishment is to be decided earlier or later than it was."""
    row = await repository.replenishment(event.proposal_id, None, locked=True)
    if row is not None and row["status"] == ProposalStatus.OPEN:
        await repository.move_deadline(event.proposal_id, event.decide_by)


async def escalate_replenishment(event: AgreementDue, context: Context) -> None:
    """The time to decide is over: let those step in whom the rule of approval names for that."""
    row = await repository.replenishment(event.proposal_id, None, locked=True)
    if row is None or row["status"] != ProposalStatus.OPEN or row["decide_by"] > context.now:
        return
    await escalate(event.proposal_id, (await work_out(row, context.now)).effect, context)


async def withdraw_replenishments(event: AboutAlert, context: Context) -> None:
    """The cause is gone: what it has started and nobody has decided is needed no more."""
    for replenishment_id in await repository.open_of_alert(event.alert_id):
        await _close({"id": replenishment_id}, {"status": ProposalStatus.WITHDRAWN.value}, context)


def _opened(
    event: ReplenishmentWanted, scope_id: UUID, promotion_id: UUID | None, context: Context
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "scope_id": scope_id,
        "item_id": event.item_id,
        "site_id": event.site_id,
        "alert_id": event.alert_id,
        "rule_id": event.rule_id,
        "promotion_id": promotion_id,
        "rule_name": event.rule_name,
        "fill_to": event.fill_to or Decimal(0),
        "fill_in": event.fill_in,
        "rush_priority": event.rush_priority,
        "auto_value": event.auto_value,
        "may_act": event.may_act,
        "opened_at": context.now,
        "requested_by": event.asked_by,
        "cause_key": event.lacks,
    }


async def _asked(
    alert_id: UUID, cause_key: str, lacking: Lacking, person_id: UUID, context: Context
) -> dict[str, Any]:
    catalog = await planning_catalog()
    name = catalog.items[lacking.item_id].name
    if lacking.promotion_id is not None:
        name = await promotion_name(lacking.promotion_id)
    return {
        "id": new_id(),
        "scope_id": catalog.sites[lacking.site_id].scope_id,
        "item_id": lacking.item_id,
        "site_id": lacking.site_id,
        "alert_id": alert_id,
        "rule_id": None,
        "promotion_id": lacking.promotion_id,
        "rule_name": name[:LONGEST_NAME],
        "fill_to": Decimal(0),
        "fill_in": Threshold.ABSOLUTE,
        "rush_priority": None,
        "auto_value": None,
        "may_act": False,
        "opened_at": context.now,
        "requested_by": person_id,
        "cause_key": cause_key,
    }


async def _lock(item_id: UUID, site_id: UUID) -> dict[UUID, Head]:
    """Hold the plans that a position is supplied from."""
    catalog = await planning_catalog()
    return await lock_plans(await current_revisions(catalog.sites_behind(item_id, site_id)))


async def _close(row: Mapping[str, Any], values: Mapping[str, Any], context: Context) -> None:
    await repository.close(row["id"], {"decided_at": context.now, **values})
    context.emit(ReplenishmentDecided(row["id"], values["status"]))


async def _carry_out(
    row: Mapping[str, Any], found: Refill, heads: Mapping[UUID, Head], context: Context
) -> UUID:
    catalog = await planning_catalog()
    lines = await lines_of(tuple(heads))
    delta = await plan_delta(lines, found.adjustments, context.now)
    revision_id = await record_revision(
        heads,
        row["site_id"],
        delta,
        {center.id: center.site_id for center in catalog.work_centers.values()},
        site_of_line={line.id: line.site_id for line in lines},
        proposal_id=row["id"],
        note=row["rule_name"],
        context=context,
    )
    for order in delta.orders:
        await adjust_order(order, row["id"], context)
    return revision_id
