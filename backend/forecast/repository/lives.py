"""What is said of items' lives, and what items are known by."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.forecast.model.life import Life, Traits
from backend.forecast.tables import ForecastLife
from backend.kit.sql import fetch
from shared.forecast_terms import LifeKind


async def lives() -> list[dict[str, Any]]:
    """What stands, the latest day first, with both items' codes, names and families."""
    return [
        dict(row)
        for row in await fetch(
            """
            SELECT said.id, said.kind, said.on, said.ratio, said.ramp_days, said.said_by_name,
                   said.item_id, item.code AS item_code, item.name AS item_name, item.family,
                   said.other_id, other.code AS other_code, other.name AS other_name,
                   other.family AS other_family
            FROM forecast_life AS said JOIN item ON item.id = said.item_id
            LEFT JOIN item AS other ON other.id = said.other_id
            WHERE said.removed_at IS NULL ORDER BY said.on DESC, said.id
            """
        )
    ]


def life_of(row: Mapping[str, Any]) -> Life:
    return Life(
        item_id=row["item_id"],
        family=row["family"],
        kind=LifeKind(row["kind"]),
        on=row["on"],
        other_id=row["other_id"],
        ratio=row["ratio"],
        ramp_days=row["ramp_days"],
    )


async def item_with(code: str) -> UUID | None:
    """The item of a code."""
    rows = await fetch("SELECT id FROM item WHERE code = $1", code)
    return rows[0]["id"] if rows else None


async def say(values: Mapping[str, Any], now: datetime) -> None:
    """Save what is said of an item; what was said of it in the same way ends."""
    await ForecastLife.update({ForecastLife.removed_at: now}).where(
        (ForecastLife.item_id == values["item_id"])
        & (ForecastLife.kind == values["kind"])
        & ForecastLife.removed_at.is_null()
    )
    await ForecastLife.insert(ForecastLife(**values))


async def remove(life_id: UUID, now: datetime) -> bool:
    """Take back what was said; False where nothing stands."""
    rows = (
        await ForecastLife.update({ForecastLife.removed_at: now})
        .where((ForecastLife.id == life_id) & ForecastLife.removed_at.is_null())
        .returning(ForecastLife.id)
    )
    return bool(rows)


async def sold_items() -> list[tuple[str, Traits, date | None]]:
    """Items that are made or bought to be sold, by code, with the day of their first order."""
    rows = await fetch(
        """
        SELECT item.code, item.id, item.name, item.family, item.kind, item.unit,
               item.price::float8 AS price, min(line.due_on) AS first_on
        FROM item LEFT JOIN demand_line AS line ON line.item_id = item.id
             AND line.status <> 'cancelled' AND line.deleted_at IS NULL
        WHERE item.price > 0 GROUP BY item.id ORDER BY item.code
        """
    )
    return [
        (
            row["code"],
            Traits(row["id"], row["name"], row["family"], row["kind"], row["unit"], row["price"]),
            row["first_on"],
        )
        for row in rows
    ]
