"""Every query that loads or saves inquiries and quotations."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, cast
from uuid import UUID

import msgspec
from piccolo.columns import Column

from backend.engine.quote import Hold, Reservation
from backend.kit.sql import fetch
from backend.promise.model import USUAL_ROUTING
from backend.promise.tables import Quotation, RoutingRule, SiteReserve
from shared.ids import new_id
from shared.schemas.routing import RoutingChoice

# Whoever holds supply or gives it back does so one after the other: none is held twice.
_HOLDING: Final = 7_304_118_201
_JSON_COLUMNS: Final = frozenset({"deliveries", "reservation"})


async def hold_alone() -> None:
    """Wait until nobody else is holding supply; lasts until the transaction ends."""
    await fetch("SELECT pg_advisory_xact_lock($1)", _HOLDING)


async def holds_now() -> list[Hold]:
    """What quotations keep of supply, capacity and material, the oldest first."""
    rows = await fetch(
        """
        SELECT quotation.id, quotation.customer_id, customer.name AS customer_name,
               customer.priority, quotation.reference, item.price, quotation.due_on,
               quotation.reservation::text AS reservation, quotation.demand_change_id
        FROM quotation JOIN customer ON customer.id = quotation.customer_id
        JOIN item ON item.id = quotation.item_id
        WHERE quotation.is_reserving AND quotation.deleted_at IS NULL
        ORDER BY quotation.asked_at, quotation.id
        """
    )
    return [
        Hold(
            quotation_id=row["id"],
            customer_id=row["customer_id"],
            customer_name=row["customer_name"],
            priority=row["priority"],
            reference=row["reference"],
            unit_price=row["price"],
            due_on=row["due_on"],
            reservation=msgspec.json.decode(row["reservation"], type=Reservation, strict=False),
            demand_change_id=row["demand_change_id"],
        )
        for row in rows
    ]


async def quotation_exists(quotation_id: UUID) -> bool:
    """Whether one of that id is there, whoever may see it."""
    return bool(await fetch("SELECT 1 FROM quotation WHERE id = $1", quotation_id))


async def add_quotation(values: Mapping[str, Any]) -> None:
    """Save a new inquiry or quotation; `ver` and `sync_xid` come from the database."""
    await Quotation.insert(Quotation(**{"ver": 1, **_encoded(values)}))


async def lock_quotation(
    quotation_id: UUID, scope_ids: Sequence[UUID] | None
) -> dict[str, Any] | None:
    """A quotation in these scopes (in any, without a list), locked until the transaction ends."""
    wanted = None if scope_ids is None else list(scope_ids)
    rows = await Quotation.raw(
        """
        SELECT *, deliveries::text AS deliveries FROM quotation
        WHERE id = {} AND deleted_at IS NULL AND ({}::uuid[] IS NULL OR scope_id = ANY({}::uuid[]))
        FOR UPDATE
        """,
        quotation_id,
        wanted,
        wanted,
    )
    return dict(rows[0]) if rows else None


async def lock_reserving_for(demand_change_id: UUID) -> dict[str, Any] | None:
    """The quotation that a change was ordered from, while it still keeps something."""
    rows = await Quotation.raw(
        "SELECT * FROM quotation WHERE demand_change_id = {} AND is_reserving FOR UPDATE",
        demand_change_id,
    )
    return dict(rows[0]) if rows else None


async def update_quotation(quotation_id: UUID, values: Mapping[str, Any]) -> int:
    """Change fields of a quotation; returns its new `ver`."""
    changes = cast("dict[Column | str, Any]", _encoded(values))
    rows = await (
        Quotation.update(changes).where(Quotation.id == quotation_id).returning(Quotation.ver)
    )
    return int(rows[0]["ver"])


async def quotation_rows(
    scope_ids: Sequence[UUID],
    status: str | None,
    asked_at: datetime | None,
    last_id: UUID | None,
    limit: int,
) -> list[dict[str, Any]]:
    """Quotations in these scopes behind a place in the list, newest first."""
    rows: list[dict[str, Any]] = await Quotation.raw(
        """
        SELECT quotation.id, quotation.ver, quotation.scope_id, quotation.reference,
               quotation.customer_id, customer.name AS customer_name, quotation.item_id,
               item.name AS item_name, item.unit, quotation.site_id, site.name AS site_name,
               quotation.quantity, quotation.due_on, quotation.status, quotation.option,
               quotation.deliveries::text AS deliveries, quotation.open_quantity,
               quotation.held_until, quotation.note, quotation.asked_by_name, quotation.asked_at,
               quotation.ended_at, quotation.demand_change_id
        FROM quotation JOIN customer ON customer.id = quotation.customer_id
        JOIN item ON item.id = quotation.item_id JOIN site ON site.id = quotation.site_id
        WHERE quotation.deleted_at IS NULL
          AND (quotation.scope_id = ANY({}::uuid[]) OR quotation.site_id = ANY({}::uuid[]))
          AND ({}::text IS NULL OR quotation.status = {})
          AND ({}::timestamptz IS NULL OR (quotation.asked_at, quotation.id) < ({}, {}))
        ORDER BY quotation.asked_at DESC, quotation.id DESC LIMIT {}
        """,
        list(scope_ids),
        list(scope_ids),
        status,
        status,
        asked_at,
        asked_at,
        last_id,
        limit,
    )
    return rows


async def routing_choice() -> RoutingChoice:
    """How the company compares sites; the usual weights as long as nobody chose."""
    rows = await RoutingRule.select(*RoutingRule.all_columns(exclude=[RoutingRule.id]))
    if not rows:
        return USUAL_ROUTING
    return RoutingChoice(**rows[0])


async def keep_routing(choice: RoutingChoice) -> None:
    """Save how sites are compared."""
    await RoutingRule.raw(
        """
        INSERT INTO routing_rule
          (id, date, stock, capacity, distance, cost, cost_per_delivery, cost_per_km)
        VALUES (1, {}, {}, {}, {}, {}, {}, {})
        ON CONFLICT (id) DO UPDATE SET date = excluded.date, stock = excluded.stock,
          capacity = excluded.capacity, distance = excluded.distance, cost = excluded.cost,
          cost_per_delivery = excluded.cost_per_delivery, cost_per_km = excluded.cost_per_km
        """,
        choice.date,
        choice.stock,
        choice.capacity,
        choice.distance,
        choice.cost,
        choice.cost_per_delivery,
        choice.cost_per_km,
    )


async def site_shares() -> dict[UUID, Decimal]:
    """What each site keeps of its stock for its own customers."""
    rows = await SiteReserve.select(SiteReserve.site_id, SiteReserve.reserved_ratio)
    return {row["site_id"]: row["reserved_ratio"] for row in rows}


async def keep_share(site_id: UUID, reserved_ratio: Decimal) -> None:
    """Save what a site keeps for its own customers."""
    await SiteReserve.raw(
        """
        INSERT INTO site_reserve (id, site_id, reserved_ratio) VALUES ({}, {}, {})
        ON CONFLICT (site_id) DO UPDATE SET reserved_ratio = excluded.reserved_ratio
        """,
        new_id(),
        site_id,
        reserved_ratio,
    )


def _encoded(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: msgspec.json.encode(value).decode()
        if name in _JSON_COLUMNS and value is not None
        else value
        for name, value in values.items()
    }


async def keep_again(quotation_id: UUID) -> dict[str, Any] | None:
    """Let a quotation keep what it kept; its item and site, None where it keeps it still or is gone."""
    rows = await fetch(
        """
        UPDATE quotation SET is_reserving = true
        WHERE id = $1 AND NOT is_reserving AND deleted_at IS NULL RETURNING item_id, site_id
        """,
        quotation_id,
    )
    return dict(rows[0]) if rows else None
