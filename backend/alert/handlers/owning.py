"""Whose an alert is: taken, snoozed, escalated, noted; and when its owner is told.

Wanted in the flow: `OwnerDue` → `tell_owner`; `AlertSnoozed` → `tell_again` when the time is over.
"""

from datetime import datetime
from uuid import UUID

from backend.alert import repository
from backend.alert.commands import EscalateAlert, NoteAlert, SnoozeAlert, TakeAlert
from backend.alert.errors import NotYourAlertError, SnoozeTooLongError
from backend.alert.events import (
    AlertEscalated,
    AlertNoted,
    AlertSnoozed,
    AlertTaken,
    OwnerDue,
    OwnerTold,
)
from backend.alert.model import Charge, can_snooze_until, gravest_of, is_to_be_told
from backend.alert.queries import charge_of
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from shared.watch_terms import AlertStepKind


async def take_alert(command: TakeAlert, context: Context) -> None:
    """Make an alert one's own; whoever had it before has it no more."""
    charge, person_id = await _mine_to_see(command.alert_id, context)
    if charge.owner_id == person_id:
        return
    await repository.own(command.alert_id, person_id, context.now, is_seen=True)
    await repository.add_step(command.alert_id, AlertStepKind.TAKEN, context.now, by=person_id)
    context.emit(AlertTaken(command.alert_id))


async def snooze_alert(command: SnoozeAlert, context: Context) -> None:
    """Be left alone with an alert of one's own until a time; one that nobody owns becomes one's own."""
    charge, person_id = await _mine_to_see(command.alert_id, context)
    if charge.owner_id not in (None, person_id):
        raise NotYourAlertError
    if not can_snooze_until(command.until, context.now):
        raise SnoozeTooLongError
    if charge.owner_id is None:
        await repository.own(command.alert_id, person_id, context.now, is_seen=True)
    await repository.snooze(command.alert_id, person_id, command.until, context.now)
    await repository.add_step(
        command.alert_id, AlertStepKind.SNOOZED, context.now, by=person_id, until=command.until
    )
    context.emit(AlertSnoozed(command.alert_id, command.until), run_at=command.until)


async def escalate_alert(command: EscalateAlert, context: Context) -> None:
    """Hand an alert to somebody else who sees it, with a word."""
    _, person_id = await _mine_to_see(command.alert_id, context)
    await hand_over(
        command.alert_id, command.person_id, context, by=person_id, note=command.note, tell_at=None
    )


async def note_alert(command: NoteAlert, context: Context) -> None:
    """Say what was done about an alert; whoever does so has seen it."""
    _, person_id = await _mine_to_see(command.alert_id, context)
    await repository.see(command.alert_id, person_id, context.now)
    await repository.add_step(
        command.alert_id, AlertStepKind.NOTED, context.now, by=person_id, note=command.note
    )
    context.emit(AlertNoted(command.alert_id))


async def hand_over(
    alert_id: UUID,
    person_id: UUID,
    context: Context,
    *,
    by: UUID | None,
    note: str,
    tell_at: datetime | None,
) -> None:
    """Give an alert to somebody who sees its scope, and let them be told; at once without `tell_at`."""
    if not await repository.may_own(alert_id, person_id):
        raise NotFoundError
    at = tell_at or context.now
    await repository.own(alert_id, person_id, context.now, is_seen=False, tell_at=at)
    await repository.add_step(
        alert_id, AlertStepKind.ESCALATED, context.now, by=by, to=person_id, note=note
    )
    context.emit(AlertEscalated(alert_id))
    context.emit(OwnerDue(alert_id), run_at=at)


async def tell_owner(event: OwnerDue, context: Context) -> None:
    """It is time to tell an owner: of this alert, and at once of all others that are due with it."""
    charge = await charge_of(event.alert_id)
    if charge is None or charge.owner_id is None or not is_to_be_told(charge, context.now):
        return
    due = await repository.due_with(charge, context.now)
    await repository.note_told([each.id for each in due], context.now)
    for each in due:
        await repository.add_step(each.id, AlertStepKind.TOLD, context.now, to=charge.owner_id)
    worst = gravest_of(due)
    context.emit(OwnerTold(worst.id, charge.owner_id, tuple(each.id for each in due)))


async def tell_again(event: AlertSnoozed, context: Context) -> None:
    """The time for which an alert was snoozed is over: if it still stands, it is as good as new."""
    charge = await charge_of(event.alert_id)
    if charge is None or charge.snoozed_until != event.until:
        return
    await repository.wake(event.alert_id, context.now)
    context.emit(OwnerDue(event.alert_id))


async def _mine_to_see(alert_id: UUID, context: Context) -> tuple[Charge, UUID]:
    viewer = await viewer_for(context.actor_id)
    charge = await charge_of(alert_id)
    if charge is None or not viewer.sees(charge.scope_id):
        raise NotFoundError
    return charge, viewer.person_id
