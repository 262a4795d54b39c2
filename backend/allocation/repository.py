"""Every query that loads or saves allocations and their rules."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.allocation.tables import Allocation, AllocationClass
from shared.ids import new_id
from shared.schemas.allocation import AllocationPreview, AllocationRule, ClassChoice
from shared.terms import AllocationStrategy

_COLUMNS = """
    SELECT id, scope_id, site_id, item_id, status, choices::text AS choices, shown::text AS shown,
           opened_at, decide_by, requested_by, requested_by_name, decided_by_name, decided_at,
           reason, note
    FROM allocation
"""


async def rules() -> list[AllocationRule]:
    """What the company says, by family and class."""
    rows = await AllocationClass.select().order_by(
        AllocationClass.family, AllocationClass.customer_class
    )
    return [
        AllocationRule(
            row["family"], row["customer_class"], AllocationStrategy(row["strategy"]), row["weight"]
        )
        for row in rows
    ]


async def keep_rule(rule: AllocationRule) -> None:
    """Save a rule in place of the one that there is."""
    await AllocationClass.raw(
        """
        INSERT INTO allocation_class (id, family, customer_class, strategy, weight)
        VALUES ({}, {}, {}, {}, {})
        ON CONFLICT (family, customer_class)
        DO UPDATE SET strategy = excluded.strategy, weight = excluded.weight
        """,
        new_id(),
        rule.family,
        rule.customer_class,
        rule.strategy.value,
        rule.weight,
    )


async def remove_rule(family: str, customer_class: int) -> bool:
    """Forget a rule; false when there is none."""
    rows = (
        await AllocationClass.delete()
        .where(
            (AllocationClass.family == family) & (AllocationClass.customer_class == customer_class)
        )
        .returning(AllocationClass.id)
    )
    return bool(rows)


async def waiting(scope_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Allocations of these scopes that wait for a decision, the soonest deadline first."""
    rows = await Allocation.raw(
        _COLUMNS + " WHERE status = 'open' AND scope_id = ANY({}::uuid[]) ORDER BY decide_by, id",
        list(scope_ids),
    )
    return [_decoded(row) for row in rows]


async def open_at(item_id: UUID, site_id: UUID) -> UUID | None:
    """The allocation of a node that waits, if there is one."""
    rows = await Allocation.raw(
        "SELECT id FROM allocation WHERE status = 'open' AND item_id = {} AND site_id = {}",
        item_id,
        site_id,
    )
    return rows[0]["id"] if rows else None


async def allocation(
    allocation_id: UUID, scope_ids: Sequence[UUID], *, locked: bool = False
) -> dict[str, Any] | None:
    """An allocation of these scopes; `locked` holds it until the transaction ends."""
    rows = await Allocation.raw(
        _COLUMNS
        + " WHERE id = {} AND scope_id = ANY({}::uuid[])"
        + (" FOR UPDATE" if locked else ""),
        allocation_id,
        list(scope_ids),
    )
    return _decoded(rows[0]) if rows else None


async def open_allocation(allocation_id: UUID, *, locked: bool = False) -> dict[str, Any] | None:
    """An allocation that waits for a decision, whatever its scope; `locked` as above."""
    rows = await Allocation.raw(
        _COLUMNS + " WHERE id = {} AND status = 'open'" + (" FOR UPDATE" if locked else ""),
        allocation_id,
    )
    return _decoded(rows[0]) if rows else None


async def open_at_site(site_id: UUID) -> list[dict[str, Any]]:
    """The allocations of a site that wait, held until the transaction ends."""
    rows = await Allocation.raw(
        _COLUMNS + " WHERE site_id = {} AND status = 'open' ORDER BY id FOR UPDATE", site_id
    )
    return [_decoded(row) for row in rows]


async def closed_since(scope_ids: Sequence[UUID], since: datetime) -> list[dict[str, Any]]:
    """Allocations of these scopes that were decided, or closed, since then, the newest first."""
    rows = await Allocation.raw(
        _COLUMNS
        + """
        WHERE status <> 'open' AND decided_at >= {} AND scope_id = ANY({}::uuid[])
        ORDER BY decided_at DESC, id LIMIT 50
        """,
        since,
        list(scope_ids),
    )
    return [_decoded(row) for row in rows]


async def decided(allocation_id: UUID) -> dict[str, Any] | None:
    """An allocation that was decided, whatever its scope."""
    rows = await Allocation.raw(_COLUMNS + " WHERE id = {} AND status <> 'open'", allocation_id)
    return _decoded(rows[0]) if rows else None


async def add(values: Mapping[str, Any]) -> None:
    """Save a new allocation."""
    await Allocation.insert(Allocation(**_encoded(values)))


async def update(allocation_id: UUID, values: Mapping[str, Any]) -> None:
    """Save what was decided, or by when it is to be."""
    changes: dict[Any, Any] = _encoded(values)
    await Allocation.update(changes).where(Allocation.id == allocation_id)


def _decoded(row: Mapping[str, Any]) -> dict[str, Any]:
    choices = msgspec.json.decode(row["choices"], type=list[ClassChoice])
    shown = row["shown"] and msgspec.json.decode(row["shown"], type=AllocationPreview, strict=False)
    return {**row, "choices": choices, "shown": shown}


def _encoded(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: msgspec.json.encode(value).decode() if name in {"choices", "shown"} else value
        for name, value in values.items()
    }
