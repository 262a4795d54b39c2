"""Every query that loads or saves demand lines and demand changes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

import msgspec
from piccolo.columns import Column

from backend.demand.tables import DemandChange, DemandLine
from backend.kit.sql import fetch
from shared.ids import new_id
from shared.schemas.delivery import UsualDelivery
from shared.schemas.impact import ImpactSummary


async def lock_line(
    demand_line_id: UUID, scope_ids: Sequence[UUID] | None
) -> dict[str, Any] | None:
    """A demand line in these scopes (in any, without a list), locked until the transaction ends."""
    rows = await DemandLine.raw(
        """
        SELECT * FROM demand_line
        WHERE id = {} AND deleted_at IS NULL
          AND ({}::uuid[] IS NULL OR scope_id = ANY({}::uuid[]))
        FOR UPDATE
        """,
        demand_line_id,
        _list(scope_ids),
        _list(scope_ids),
    )
    return rows[0] if rows else None


async def lock_change(
    demand_change_id: UUID, scope_ids: Sequence[UUID] | None
) -> dict[str, Any] | None:
    """A demand change in these scopes (in any, without a list), locked until the transaction ends."""
    rows = await DemandChange.raw(
        """
        SELECT * FROM demand_change
        WHERE id = {} AND deleted_at IS NULL
          AND ({}::uuid[] IS NULL OR scope_id = ANY({}::uuid[]))
        FOR UPDATE
        """,
        demand_change_id,
        _list(scope_ids),
        _list(scope_ids),
    )
    if not rows:
        return None
    row = dict(rows[0])
    row["field_vers"] = msgspec.json.decode(
        row["field_vers"], type=dict[str, list[tuple[int, Any]]]
    )
    return row


async def lock_open_reroutes(demand_line_id: UUID) -> list[UUID]:
    """The undecided changes that ask for a line from another site, locked until the transaction ends."""
    rows = await DemandChange.raw(
        """
        SELECT id FROM demand_change WHERE demand_line_id = {} AND from_site_id IS NOT NULL
          AND status IN ('received', 'assessed', 'proposed') AND deleted_at IS NULL
        ORDER BY id FOR UPDATE
        """,
        demand_line_id,
    )
    return [row["id"] for row in rows]


async def change_exists(demand_change_id: UUID) -> bool:
    """Whether a change of that id is there, whoever may see it."""
    return bool(await fetch("SELECT 1 FROM demand_change WHERE id = $1", demand_change_id))


async def other_open_change(demand_line_id: UUID, except_id: UUID) -> UUID | None:
    """A change of the same line that is still on its way."""
    rows = await DemandChange.raw(
        """
        SELECT id FROM demand_change
        WHERE demand_line_id = {} AND id <> {} AND deleted_at IS NULL
          AND status IN ('received', 'assessed', 'proposed')
        LIMIT 1
        """,
        demand_line_id,
        except_id,
    )
    return rows[0]["id"] if rows else None


async def usual_site(customer_id: UUID, item_id: UUID) -> UUID | None:
    """Where this customer's newest line of the item is served from, else anybody's."""
    rows = await DemandLine.raw(
        """
        SELECT site_id FROM demand_line WHERE item_id = {}
        ORDER BY (customer_id = {}) DESC, ordered_on DESC, id DESC LIMIT 1
        """,
        item_id,
        customer_id,
    )
    return rows[0]["site_id"] if rows else None


async def add_change(values: Mapping[str, Any]) -> None:
    """Save a new change; `ver` and `sync_xid` come from the database."""
    await fetch(
        """
        INSERT INTO demand_change (
          id, scope_id, ver, demand_line_id, customer_id, item_id, site_id, quantity_before,
          quantity_delta, due_on_before, due_on, is_cancellation, is_urgent, reason, confidence,
          note, status, requested_by, requested_by_name, requested_at, decision_note, field_vers,
          from_site_id
        ) VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'received',
                  $16, $17, $18, '', $19, $20)
        """,
        values["id"],
        values["scope_id"],
        values["demand_line_id"],
        values["customer_id"],
        values["item_id"],
        values["site_id"],
        values["quantity_before"],
        values["quantity_delta"],
        values["due_on_before"],
        values["due_on"],
        values["is_cancellation"],
        values["is_urgent"],
        values["reason"],
        values["confidence"],
        values["note"],
        values["requested_by"],
        values["requested_by_name"],
        values["requested_at"],
        msgspec.json.encode(values["field_vers"]).decode(),
        values.get("from_site_id"),
    )


async def update_change(demand_change_id: UUID, values: Mapping[str, Any]) -> int:
    """Change fields of a demand change; returns its new `ver`."""
    encoded = cast("dict[Column | str, Any]", dict(values))
    if "field_vers" in encoded:
        encoded["field_vers"] = msgspec.json.encode(encoded["field_vers"]).decode()
    if isinstance(encoded.get("impact"), ImpactSummary):
        encoded["impact"] = msgspec.json.encode(encoded["impact"]).decode()
    rows = await (
        DemandChange.update(encoded)
        .where(DemandChange.id == demand_change_id)
        .returning(DemandChange.ver)
    )
    return int(rows[0]["ver"])


async def lines_around(demand_change_id: UUID | None, line_ids: Iterable[UUID]) -> list[UUID]:
    """All lines of the orders of a change, if any, and of these lines."""
    rows = await fetch(
        """
        WITH named AS (
          SELECT order_reference FROM demand_line WHERE id = ANY($2::uuid[])
          UNION SELECT line.order_reference FROM demand_change AS change
            JOIN demand_line AS line ON line.id = change.demand_line_id WHERE change.id = $1
        )
        SELECT id FROM demand_line WHERE order_reference IN (SELECT order_reference FROM named)
        FOR UPDATE
        """,
        demand_change_id,
        list(line_ids),
    )
    return [row["id"] for row in rows]


async def update_line(demand_line_id: UUID, values: Mapping[str, Any]) -> None:
    """Change fields of a demand line."""
    changes = cast("dict[Column | str, Any]", dict(values))
    await DemandLine.update(changes).where(DemandLine.id == demand_line_id)


async def add_line(
    *,
    line_id: UUID,
    scope_id: UUID,
    customer_id: UUID,
    item_id: UUID,
    site_id: UUID,
    order_reference: str,
    line_number: int,
    channel: str,
    ordered_on: date,
    due_on: date,
    promised_on: date,
    quantity: Decimal,
    unit_price: Decimal,
    is_urgent: bool,
    delivery: Mapping[str, Any],
    split_from_id: UUID | None,
) -> None:
    """Save the demand line that an approved new line becomes, or a part of a line."""
    await DemandLine.insert(
        DemandLine(
            id=line_id,
            scope_id=scope_id,
            ver=1,
            customer_id=customer_id,
            item_id=item_id,
            site_id=site_id,
            order_reference=order_reference,
            line_number=line_number,
            channel=channel,
            ordered_on=ordered_on,
            due_on=due_on,
            promised_on=promised_on,
            quantity=quantity,
            shipped_quantity=Decimal(0),
            unit_price=unit_price,
            status="open",
            is_urgent=is_urgent,
            split_from_id=split_from_id,
            **delivery,
        )
    )


async def ship_order_together(
    order_reference: str, scope_id: UUID, *, ships_together: bool | None
) -> set[UUID]:
    """Say of all open lines of an order whether they ship together; returns the sites that ship them."""
    rows = await DemandLine.raw(
        """
        UPDATE demand_line SET ships_together = {}
        WHERE order_reference = {} AND scope_id = {} AND status = 'open' AND deleted_at IS NULL
          AND ships_together IS DISTINCT FROM {}
        RETURNING site_id
        """,
        ships_together,
        order_reference,
        scope_id,
        ships_together,
    )
    return {row["site_id"] for row in rows}


async def keep_usual_delivery(customer_id: UUID, usual: UsualDelivery) -> None:
    """Save how a customer's orders may be delivered."""
    await fetch(
        """
        UPDATE customer SET maximum_days_late = $2, allows_partial = $3,
               minimum_partial_ratio = $4, ships_together = $5, rounds_to = $6,
               remaining_life_days = $7
        WHERE id = $1
        """,
        customer_id,
        usual.maximum_days_late,
        usual.allows_partial,
        usual.minimum_partial_ratio,
        usual.ships_together,
        None if usual.rounds_to is None else usual.rounds_to.value,
        usual.remaining_life_days or 0,
    )


async def sites_shipping_to(customer_id: UUID) -> list[UUID]:
    """The sites that have open lines of a customer."""
    rows = await fetch(
        """
        SELECT DISTINCT site_id FROM demand_line
        WHERE customer_id = $1 AND status = 'open' AND deleted_at IS NULL ORDER BY site_id
        """,
        customer_id,
    )
    return [row["site_id"] for row in rows]


async def next_line_number(order_reference: str) -> int:
    """The first line number of an order that is free."""
    rows = await DemandLine.raw(
        "SELECT max(line_number) + 1 AS number FROM demand_line WHERE order_reference = {}",
        order_reference,
    )
    return rows[0]["number"] or 1


async def archive_closed_lines(closed_before: date, now: datetime) -> int:
    """Take lines off the phones that were closed before a day; returns how many."""
    rows = await DemandLine.raw(
        """
        UPDATE demand_line SET archived_at = {}
        WHERE archived_at IS NULL AND status <> 'open' AND greatest(
            due_on, (SELECT max(shipped_on) FROM shipment WHERE demand_line_id = demand_line.id)
        ) < {}
        RETURNING id
        """,
        now,
        closed_before,
    )
    return len(rows)


def _list(ids: Sequence[UUID] | None) -> list[UUID] | None:
    return None if ids is None else list(ids)


async def name_photos(demand_change_id: UUID, hashes: Sequence[str], now: datetime) -> None:
    """Let a change have these photos and no others; content that has come already stays."""
    await fetch(
        "DELETE FROM demand_photo WHERE demand_change_id = $1 AND content_hash <> ALL($2::text[])",
        demand_change_id,
        list(hashes),
    )
    for content_hash in hashes:
        await fetch(
            """
            INSERT INTO demand_photo (id, demand_change_id, content_hash, named_at)
            VALUES ($1, $2, $3, $4) ON CONFLICT (demand_change_id, content_hash) DO NOTHING
            """,
            new_id(),
            demand_change_id,
            content_hash,
            now,
        )


async def lock_photo(demand_change_id: UUID, content_hash: str) -> dict[str, Any] | None:
    """A photo that a change has named, without its content, locked until the transaction ends."""
    rows = await fetch(
        """
        SELECT id, received_at FROM demand_photo
        WHERE demand_change_id = $1 AND content_hash = $2 FOR UPDATE
        """,
        demand_change_id,
        content_hash,
    )
    return dict(rows[0]) if rows else None


async def keep_photo(photo_id: UUID, content: bytes, now: datetime) -> None:
    """Save the content of a photo."""
    await fetch(
        "UPDATE demand_photo SET content = $2, received_at = $3 WHERE id = $1",
        photo_id,
        content,
        now,
    )


async def photo_content(
    demand_change_id: UUID, content_hash: str, scope_ids: Sequence[UUID]
) -> bytes | None:
    """A photo of a change in these scopes or at these sites; None when it is not there."""
    rows = await fetch(
        """
        SELECT photo.content FROM demand_photo AS photo
        JOIN demand_change AS change ON change.id = photo.demand_change_id
        WHERE change.id = $1 AND photo.content_hash = $2 AND photo.content IS NOT NULL
          AND change.deleted_at IS NULL
          AND (change.scope_id = ANY($3::uuid[]) OR change.site_id = ANY($3::uuid[]))
        """,
        demand_change_id,
        content_hash,
        list(scope_ids),
    )
    return bytes(rows[0]["content"]) if rows else None


async def lock_deal(opportunity_id: UUID) -> dict[str, Any] | None:
    """An opportunity with its customer's territory, locked until the transaction ends."""
    rows = await DemandLine.raw(
        """
        SELECT deal.id, deal.stage, deal.outcome, customer.scope_id
        FROM opportunity AS deal JOIN customer ON customer.id = deal.customer_id
        WHERE deal.id = {} FOR UPDATE OF deal
        """,
        opportunity_id,
    )
    return rows[0] if rows else None


async def deal_stages() -> set[str]:
    """The stages that deals have been at."""
    rows = await DemandLine.raw("SELECT DISTINCT stage FROM opportunity")
    return {row["stage"] for row in rows}


async def move_deal(
    opportunity_id: UUID, stage: str, outcome: str | None, closed_on: date | None
) -> None:
    """Put a deal into a stage; its form then says what forms say of that stage."""
    await DemandLine.raw(
        """
        UPDATE opportunity SET stage = {}, outcome = {}, closed_on = {}, probability_ratio = coalesce(
            (SELECT avg(other.probability_ratio) FROM opportunity AS other
             WHERE other.stage = {} AND other.id <> {}), probability_ratio)
        WHERE id = {}
        """,
        stage,
        outcome,
        closed_on,
        stage,
        opportunity_id,
        opportunity_id,
    )
