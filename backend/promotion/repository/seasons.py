"""Seasonal and limited items, and what is sold by month."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kit.sql import fetch
from backend.promotion.model.season import Season
from backend.promotion.tables import ItemSeason
from shared.ids import new_id
from shared.promotion_terms import SeasonKind
from shared.schemas.promotion import SeasonAsked


async def seasons() -> dict[UUID, dict[str, Any]]:
    """Every marked item."""
    rows = await fetch(
        "SELECT item_id, kind, first_on, last_on, quantity, ramp_days, note, set_by_name, set_at FROM item_season"
    )
    return {row["item_id"]: dict(row) for row in rows}


def season_of(row: dict[str, Any]) -> Season:
    """A row as the rules have it."""
    return Season(
        kind=SeasonKind(row["kind"]),
        first_on=row["first_on"],
        last_on=row["last_on"],
        quantity=row["quantity"],
    )


async def keep(item_id: UUID, asked: SeasonAsked, by_name: str, now: datetime) -> None:
    """Mark an item, instead of what was said before."""
    await ItemSeason.raw(
        """
        INSERT INTO item_season (id, item_id, kind, first_on, last_on, quantity, ramp_days, note,
                                 set_by_name, set_at)
        VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {})
        ON CONFLICT (item_id) DO UPDATE SET kind = excluded.kind, first_on = excluded.first_on,
            last_on = excluded.last_on, quantity = excluded.quantity,
            ramp_days = excluded.ramp_days, note = excluded.note,
            set_by_name = excluded.set_by_name, set_at = excluded.set_at
        """,
        new_id(),
        item_id,
        asked.kind.value,
        asked.first_on,
        asked.last_on,
        asked.quantity,
        asked.ramp_days,
        asked.note,
        by_name,
        now,
    )


async def end(item_id: UUID) -> bool:
    """Mark an item no longer; false where it was not."""
    rows = await ItemSeason.raw(
        "DELETE FROM item_season WHERE item_id = {} RETURNING item_id", item_id
    )
    return bool(rows)


async def standing_alerts(item_id: UUID, scope_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Alerts that an item's season will begin with too little and that have not been cleared, a rule's as well, by site."""
    rows = await fetch(
        "SELECT id, cause_key FROM alert WHERE kind IN ('season_short', 'rule_promotion') AND cleared_at IS NULL"
        " AND cause_key LIKE $1 AND scope_id = ANY($2)",
        f"%season_short:%:{item_id}",
        list(scope_ids),
    )
    return {UUID(row["cause_key"].split(":")[-2]): row["id"] for row in rows}


async def monthly(
    since: date, until: date, item_ids: Sequence[UUID] | None = None
) -> dict[UUID, dict[date, float]]:
    """What was asked for by item and month."""
    rows = await fetch(
        """
        SELECT line.item_id, date_trunc('month', line.due_on)::date AS month, sum(line.quantity)::float8 AS quantity
        FROM demand_line AS line
        WHERE line.status <> 'cancelled' AND line.deleted_at IS NULL AND line.due_on >= $1 AND line.due_on < $2
          AND ($3::uuid[] IS NULL OR line.item_id = ANY($3))
        GROUP BY 1, 2
        """,
        since,
        until,
        None if item_ids is None else list(item_ids),
    )
    found: dict[UUID, dict[date, float]] = {}
    for row in rows:
        found.setdefault(row["item_id"], {})[row["month"]] = row["quantity"]
    return found


async def sold_since(item_id: UUID, first_on: date, until: date) -> float:
    """What was asked for of an item between two days."""
    rows = await fetch(
        "SELECT coalesce(sum(quantity), 0)::float8 AS quantity FROM demand_line WHERE item_id = $1"
        " AND status <> 'cancelled' AND deleted_at IS NULL AND due_on >= $2 AND due_on <= $3",
        item_id,
        first_on,
        until,
    )
    found: float = rows[0]["quantity"]
    return found
