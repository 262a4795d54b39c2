"""Hands on an alert that its owner does not acknowledge.

Wanted in the flow: `OwnerTold` → `wait_for_answer`; `EscalateDue` → `escalate_unanswered`.
"""

from backend.alert.events import OwnerTold
from backend.alert.handlers.owning import hand_over
from backend.alert.queries import charge_of
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.watch.events import EscalateDue
from backend.watch.model.telling import tell_at
from backend.watch.repository.owners import owners_of, working_days_of
from backend.watch.repository.rules import rule_with


async def wait_for_answer(event: OwnerTold, context: Context) -> None:
    """The owner was told: look again when their time to answer is over."""
    for alert_id in event.alert_ids:
        charge = await charge_of(alert_id)
        kept = await rule_with(charge.rule_id) if charge and charge.rule_id else None
        if kept is None or kept[0].escalate_after is None:
            continue
        context.emit(
            EscalateDue(alert_id, event.person_id), run_at=context.now + kept[0].escalate_after
        )


async def escalate_unanswered(event: EscalateDue, context: Context) -> None:
    """Nobody has acknowledged it: it is the next deputy's, who is told as the rule says."""
    charge = await charge_of(event.alert_id)
    if charge is None or charge.acknowledged_at is not None or charge.owner_id != event.owner_id:
        return
    kept = await rule_with(charge.rule_id) if charge.rule_id else None
    catalog = await planning_catalog()
    site = next((each for each in catalog.sites.values() if each.scope_id == charge.scope_id), None)
    if kept is None or site is None:
        return
    rule, owners = kept[0], await owners_of([kept[0]], context.now)
    # Whoever stands in for somebody has that one's place in the line.
    place = next(
        (own for own, other in owners.stand_ins.items() if other == event.owner_id), event.owner_id
    )
    owner = owners.owner_at(rule, site.id, place)
    if owner is None or owner == event.owner_id:
        return
    at = tell_at(rule, context.now, await working_days_of(rule))
    await hand_over(event.alert_id, owner, context, by=None, note="", tell_at=at)
