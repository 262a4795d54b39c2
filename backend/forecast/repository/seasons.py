"""Which items are sold only in a season or between two days, and how much of them was ordered so far."""

from datetime import date
from uuid import UUID

from backend.forecast.model.seasons import Sold, left_of
from backend.kit.sql import fetch
from shared.promotion_terms import SeasonKind


async def sold_only(today: date) -> dict[UUID, Sold]:
    """Marked items, with what may still be sold of limited ones beyond what was asked for before today."""
    rows = await fetch(
        """
        SELECT season.item_id, season.kind, season.first_on, season.last_on, season.quantity::float8 AS quantity,
               season.ramp_days,
               (SELECT coalesce(sum(line.quantity), 0)::float8 FROM demand_line AS line
                WHERE line.item_id = season.item_id AND line.status <> 'cancelled' AND line.deleted_at IS NULL
                  AND line.due_on >= season.first_on AND line.due_on < $1) AS sold
        FROM item_season AS season
        """,
        today,
    )
    return {
        row["item_id"]: Sold(
            first_on=row["first_on"],
            last_on=row["last_on"],
            is_yearly=row["kind"] == SeasonKind.SEASONAL,
            left=left_of(row["quantity"], row["sold"]),
            ramp_days=row["ramp_days"],
        )
        for row in rows
    }
