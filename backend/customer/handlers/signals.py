"""Notes what was heard of customers, and takes it back."""

from uuid import UUID

from backend.customer.commands import ForgetSignal, HearSignal
from backend.customer.events import CustomerHeard
from backend.customer.model.fields import check_signal
from backend.customer.queries.rights import TELLERS
from backend.customer.repository import orders, signals
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.kpi.queries import present_day
from shared.ids import new_id


async def hear_signal(command: HearSignal, context: Context) -> UUID:
    """Keep what was heard of a customer of one's own; returns its id."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*TELLERS)
    if await orders.customer(command.customer_id, viewer.scope_ids) is None:
        raise NotFoundError

    check_signal(command.choice, await present_day(context.now))

    signal_id = new_id()
    await signals.add(signal_id, command.customer_id, command.choice, viewer.name, context.now)
    context.note(signal_id=signal_id)
    context.emit(CustomerHeard(command.customer_id))
    return signal_id


async def forget_signal(command: ForgetSignal, context: Context) -> None:
    """Show it no longer; the trail keeps what it said."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*TELLERS)
    row = await signals.lock(command.signal_id, viewer.scope_ids)
    if row is None:
        raise NotFoundError

    await signals.remove(command.signal_id, context.now)
    context.note(note=row["note"])
    context.emit(CustomerHeard(row["customer_id"]))
