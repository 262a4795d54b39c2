"""What was heard of customers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.customer.tables import CustomerSignal
from shared.customer_terms import SignalKind
from shared.schemas.customer import SignalChoice, SignalView

_MOST = 50


async def signals_of(customer_id: UUID) -> list[SignalView]:
    """What was heard of a customer, the latest day first."""
    rows = await CustomerSignal.raw(
        """
        SELECT id, kind, note, heard_on, until_on, said_by_name, said_at FROM customer_signal
        WHERE customer_id = {} AND removed_at IS NULL ORDER BY heard_on DESC, said_at DESC LIMIT {}
        """,
        customer_id,
        _MOST,
    )
    return [SignalView(**{**row, "kind": SignalKind(row["kind"])}) for row in rows]


async def add(
    signal_id: UUID, customer_id: UUID, choice: SignalChoice, by_name: str, now: datetime
) -> None:
    """Save what was heard."""
    await CustomerSignal.insert(
        CustomerSignal(
            id=signal_id,
            customer_id=customer_id,
            kind=choice.kind.value,
            note=choice.note.strip(),
            heard_on=choice.heard_on,
            until_on=choice.until_on,
            said_by_name=by_name,
            said_at=now,
        )
    )


async def lock(signal_id: UUID, scope_ids: Sequence[UUID]) -> dict[str, Any] | None:
    """A signal about a customer of these territories, held until the transaction ends."""
    rows = await CustomerSignal.raw(
        """
        SELECT heard.id, heard.customer_id, heard.note FROM customer_signal AS heard
        JOIN customer ON customer.id = heard.customer_id
        WHERE heard.id = {} AND heard.removed_at IS NULL AND customer.scope_id = ANY({}::uuid[])
        FOR UPDATE OF heard
        """,
        signal_id,
        list(scope_ids),
    )
    return dict(rows[0]) if rows else None


async def remove(signal_id: UUID, now: datetime) -> None:
    """Show a signal no longer."""
    await CustomerSignal.update({CustomerSignal.removed_at: now}).where(
        CustomerSignal.id == signal_id
    )
