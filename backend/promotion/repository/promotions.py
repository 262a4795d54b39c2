"""Promotions, what people expect of them, and what was done with them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.kit.sql import fetch
from backend.promotion.tables import Promotion, PromotionDeed, PromotionUplift
from shared.ids import new_id

LONGEST: Final = 500
_COLUMNS: Final = """
    SELECT p.id, p.reference, p.name, p.status, p.starts_on, p.ends_on, p.discount_ratio, p.price, p.item_ids,
           p.families, p.site_ids, p.scope_ids, p.segments, p.customer_ids, p.channels, p.note, p.made_by,
           p.made_by_name, p.made_at,
           (SELECT count(*) FROM item WHERE item.id = ANY(p.item_ids) OR item.family = ANY(p.families)) AS item_count,
           ARRAY(SELECT name FROM item WHERE id = ANY(p.item_ids) ORDER BY name LIMIT 3) AS item_names,
           ARRAY(SELECT name FROM site WHERE id = ANY(p.site_ids) ORDER BY name) AS site_names,
           ARRAY(SELECT name FROM scope WHERE id = ANY(p.scope_ids) ORDER BY name) AS scope_names,
           ARRAY(SELECT name FROM customer WHERE id = ANY(p.customer_ids) ORDER BY name LIMIT 20) AS customer_names,
           ARRAY(SELECT DISTINCT scope_id FROM customer WHERE id = ANY(p.customer_ids)) AS customer_scope_ids
    FROM promotion AS p
"""


async def promotions() -> list[dict[str, Any]]:
    """All of the last years and to come, the latest first."""
    rows = await fetch(_COLUMNS + " ORDER BY p.starts_on DESC, p.reference LIMIT $1", LONGEST)
    return [dict(row) for row in rows]


async def promotion(promotion_id: UUID) -> dict[str, Any] | None:
    rows = await fetch(_COLUMNS + " WHERE p.id = $1", promotion_id)
    return dict(rows[0]) if rows else None


async def lock_promotion(promotion_id: UUID) -> dict[str, Any] | None:
    """A promotion, held until the transaction ends."""
    await Promotion.raw("SELECT id FROM promotion WHERE id = {} FOR UPDATE", promotion_id)
    return await promotion(promotion_id)


async def next_reference(year: int) -> str:
    """The next free number of a year, as `P-26-014`; held until the transaction ends."""
    await Promotion.raw("SELECT pg_advisory_xact_lock(hashtext('promotion.reference'))")
    start = f"P-{year % 100:02d}-"
    rows = await Promotion.raw(
        "SELECT reference FROM promotion WHERE reference LIKE {}", f"{start}%"
    )
    taken = [
        int(row["reference"][len(start) :])
        for row in rows
        if row["reference"][len(start) :].isdigit()
    ]
    return f"{start}{max(taken, default=0) + 1:03d}"


async def add(row: Mapping[str, Any]) -> None:
    await Promotion.insert(Promotion(**row))


async def change(promotion_id: UUID, values: Mapping[str, Any]) -> None:
    await Promotion.update(
        {getattr(Promotion, name): value for name, value in values.items()}
    ).where(Promotion.id == promotion_id)


async def add_deed(
    promotion_id: UUID, deed: str, by_name: str, now: datetime, words: Sequence[str] = ()
) -> None:
    """Keep what was done."""
    await PromotionDeed.insert(
        PromotionDeed(
            id=new_id(),
            promotion_id=promotion_id,
            deed=deed,
            by_name=by_name,
            at=now,
            words=msgspec.json.encode(list(words)).decode(),
        )
    )


async def deeds(promotion_id: UUID) -> list[dict[str, Any]]:
    """What was done with a promotion, the latest first."""
    rows = await PromotionDeed.raw(
        "SELECT deed, by_name, at, words::text AS words FROM promotion_deed WHERE promotion_id = {}"
        " ORDER BY at DESC, id DESC LIMIT 200",
        promotion_id,
    )
    return [{**row, "words": msgspec.json.decode(row["words"], type=list[str])} for row in rows]


async def add_uplift(row: Mapping[str, Any]) -> None:
    """Keep one version more of what a person expects."""
    rows = await PromotionUplift.raw(
        "SELECT coalesce(max(version), 0) + 1 AS next FROM promotion_uplift WHERE promotion_id = {}",
        row["promotion_id"],
    )
    await PromotionUplift.insert(PromotionUplift(id=new_id(), version=rows[0]["next"], **row))


async def uplifts(promotion_id: UUID) -> dict[UUID | None, dict[str, Any]]:
    """The latest word about each item, and about all of them (None)."""
    rows = await PromotionUplift.raw(
        "SELECT DISTINCT ON (item_id) item_id, ratio, reason, note, by_name, at FROM promotion_uplift"
        " WHERE promotion_id = {} ORDER BY item_id, version DESC",
        promotion_id,
    )
    return {row["item_id"]: dict(row) for row in rows}


async def items_of(promotion_id: UUID) -> list[dict[str, Any]]:
    """The items of a promotion, by family and name."""
    rows = await fetch(
        """
        SELECT item.id, item.name, item.family, item.unit, item.quantity_decimals,
               coalesce(p.discount_ratio,
                        CASE WHEN item.price > 0 THEN greatest(0, 1 - p.price / item.price) END, 0)::float8 AS depth
        FROM promotion AS p JOIN item ON item.id = ANY(p.item_ids) OR item.family = ANY(p.families)
        WHERE p.id = $1 ORDER BY item.family, item.name, item.id
        """,
        promotion_id,
    )
    return [dict(row) for row in rows]


async def known(
    item_ids: Sequence[UUID],
    families: Sequence[str],
    site_ids: Sequence[UUID],
    scope_ids: Sequence[UUID],
    segments: Sequence[str],
) -> dict[str, bool]:
    """Whether all that a promotion names exists, by field."""
    rows = await fetch(
        """
        SELECT (SELECT count(*) FROM item WHERE id = ANY($1)) = cardinality($1::uuid[]) AS item_ids,
               (SELECT count(DISTINCT family) FROM item WHERE family = ANY($2)) = cardinality($2::text[]) AS families,
               (SELECT count(*) FROM site WHERE id = ANY($3)) = cardinality($3::uuid[]) AS site_ids,
               (SELECT count(*) FROM scope WHERE kind = 'territory' AND id = ANY($4)) = cardinality($4::uuid[])
                   AS territory_ids,
               (SELECT count(DISTINCT segment) FROM customer WHERE segment = ANY($5)) = cardinality($5::text[])
                   AS segments
        """,
        list(item_ids),
        list(families),
        list(site_ids),
        list(scope_ids),
        list(segments),
    )
    return dict(rows[0])


async def customers_in(customer_ids: Sequence[UUID], scope_ids: Sequence[UUID] | None) -> int:
    """How many of these customers there are, in these territories or in any."""
    rows = await fetch(
        "SELECT count(*) AS count FROM customer WHERE id = ANY($1)"
        " AND ($2::uuid[] IS NULL OR scope_id = ANY($2))",
        list(customer_ids),
        None if scope_ids is None else list(scope_ids),
    )
    found: int = rows[0]["count"]
    return found


async def choices(
    scope_ids: Sequence[UUID], site_ids: Sequence[UUID] | None
) -> dict[str, list[dict[str, Any]]]:
    """What a promotion can be made of; customers and territories of these scopes."""
    statements = {
        "items": "SELECT id::text AS value, concat(name, ' (', code, ')') AS name FROM item"
        " WHERE kind IN ('finished', 'kit') ORDER BY name, code LIMIT 3000",
        "families": "SELECT DISTINCT family AS value, family AS name FROM item"
        " WHERE kind IN ('finished', 'kit') AND family <> '' ORDER BY 1",
        "segments": "SELECT DISTINCT segment AS value, segment AS name FROM customer WHERE segment <> '' ORDER BY 1",
    }
    found = {name: [dict(row) for row in await fetch(sql)] for name, sql in statements.items()}
    found["sites"] = [
        dict(row)
        for row in await fetch(
            "SELECT id::text AS value, name FROM site WHERE $1::uuid[] IS NULL OR id = ANY($1) ORDER BY name",
            None if site_ids is None else list(site_ids),
        )
    ]
    found["territories"] = [
        dict(row)
        for row in await fetch(
            "SELECT id::text AS value, name FROM scope WHERE kind = 'territory' ORDER BY name"
        )
    ]
    found["customers"] = [
        dict(row)
        for row in await fetch(
            "SELECT id::text AS value, name FROM customer WHERE scope_id = ANY($1) ORDER BY name LIMIT 3000",
            list(scope_ids),
        )
    ]
    return found


async def standing_alerts(promotion_id: UUID, scope_ids: Sequence[UUID]) -> dict[str, UUID]:
    """Alerts about a promotion that have not been cleared, a rule's as well, by what they are about."""
    rows = await fetch(
        "SELECT id, regexp_replace(cause_key, '^rule:[^:]*:', '') AS about FROM alert"
        " WHERE kind IN ('promotion_short', 'rule_promotion') AND cleared_at IS NULL"
        " AND cause_key LIKE $1 AND scope_id = ANY($2)",
        f"%promotion_short:{promotion_id}:%",
        list(scope_ids),
    )
    return {row["about"]: row["id"] for row in rows}
