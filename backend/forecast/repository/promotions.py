"""Promotions with their items, and demand by day around past ones."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import numpy as np

from backend.engine.promotion.measure import Floats
from backend.forecast.model.promotion import Promoted
from backend.forecast.model.series import Place
from backend.kit.sql import fetch

AROUND_DAYS: Final = 63
AFTER_DAYS: Final = 91
LONGEST_DAYS: Final = 92
MOST_LAG: Final = 60

_SCOPE: Final = """
    (cardinality(p.site_ids) = 0 OR line.site_id = ANY(p.site_ids))
    AND (cardinality(p.scope_ids) = 0 OR line.scope_id = ANY(p.scope_ids))
    AND (cardinality(p.segments) = 0 OR customer.segment = ANY(p.segments))
    AND (cardinality(p.channels) = 0 OR line.channel = ANY(p.channels))
    AND (cardinality(p.customer_ids) = 0 OR line.customer_id = ANY(p.customer_ids))
"""

_AROUND: Final = f"""
        WITH touched AS (
            SELECT DISTINCT p.id, item.family FROM promotion AS p
            JOIN item ON item.id = ANY(p.item_ids) OR item.family = ANY(p.families)
            WHERE p.status = 'planned' AND p.ends_on >= $1 AND p.starts_on < $2
              AND p.ends_on - p.starts_on < $3
        )
        SELECT p.id, line.item_id, line.ordered_on, sum(line.quantity)::float8 AS quantity
        FROM touched JOIN promotion AS p ON p.id = touched.id
        JOIN item ON item.family = touched.family
        JOIN demand_line AS line ON line.item_id = item.id
             AND line.ordered_on BETWEEN p.starts_on - $4::int AND least($2 - 1, p.ends_on + $5::int)
        JOIN customer ON customer.id = line.customer_id
        WHERE line.status <> 'cancelled' AND line.deleted_at IS NULL AND
    {_SCOPE}
    GROUP BY 1, 2, 3
"""  # noqa: S608 -- both parts are our own


async def promoted_since(since: date) -> list[Promoted]:
    """Every item of every promotion that is planned and not over before a day, by its first day."""
    rows = await fetch(
        """
        SELECT p.id, item.id AS item_id, item.family, p.starts_on, p.ends_on, p.site_ids, p.scope_ids,
               p.segments, p.channels, p.customer_ids,
               coalesce(p.discount_ratio,
                        CASE WHEN item.price > 0 THEN greatest(0, 1 - p.price / item.price) END, 0)::float8 AS depth,
               coalesce(own.ratio, of_all.ratio)::float8 AS said,
               CASE WHEN p.made_at::date <= p.ends_on THEN p.made_at::date END AS planned_on
        FROM promotion AS p
        JOIN item ON item.id = ANY(p.item_ids) OR item.family = ANY(p.families)
        LEFT JOIN LATERAL (SELECT ratio FROM promotion_uplift AS word
                           WHERE word.promotion_id = p.id AND word.item_id = item.id
                           ORDER BY version DESC LIMIT 1) AS own ON true
        LEFT JOIN LATERAL (SELECT ratio FROM promotion_uplift AS word
                           WHERE word.promotion_id = p.id AND word.item_id IS NULL
                           ORDER BY version DESC LIMIT 1) AS of_all ON true
        WHERE p.status = 'planned' AND p.ends_on >= $1
        ORDER BY p.starts_on, p.id, item.id
        """,
        since,
    )
    return [
        Promoted(
            promotion_id=row["id"],
            item_id=row["item_id"],
            family=row["family"],
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
            depth=row["depth"],
            site_ids=frozenset(row["site_ids"]),
            scope_ids=frozenset(row["scope_ids"]),
            segments=frozenset(row["segments"]),
            channels=frozenset(row["channels"]),
            customer_ids=frozenset(row["customer_ids"]),
            said=row["said"],
            planned_on=row["planned_on"],
        )
        for row in rows
    ]


async def demand_around(since: date, today: date) -> dict[tuple[UUID, UUID], dict[date, float]]:
    """Quantities ordered by day around each promotion that has begun, by promotion and item of its families."""
    rows = await fetch(
        _AROUND,
        since,
        today,
        LONGEST_DAYS,
        AROUND_DAYS,
        AFTER_DAYS,
    )
    found: dict[tuple[UUID, UUID], dict[date, float]] = defaultdict(dict)
    for row in rows:
        found[row["id"], row["item_id"]][row["ordered_on"]] = row["quantity"]
    return found


async def family_days(families: Sequence[str], since: date, today: date) -> list[dict[str, Any]]:
    """What was ordered of families by month and weekday."""
    rows = await fetch(
        """
        SELECT item.family, date_trunc('month', line.ordered_on)::date AS month,
               extract(isodow FROM line.ordered_on)::int AS weekday, sum(line.quantity)::float8 AS quantity
        FROM demand_line AS line JOIN item ON item.id = line.item_id
        WHERE line.status <> 'cancelled' AND line.deleted_at IS NULL AND item.family = ANY($1)
          AND line.ordered_on >= $2 AND line.ordered_on < $3
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """,
        list(families),
        since,
        today,
    )
    return [dict(row) for row in rows]


async def lags(families: Sequence[str], since: date) -> dict[tuple[str, str | None], Floats]:
    """Which share of demand is asked for so many days after the order, by family and channel."""
    rows = await fetch(
        """
        SELECT item.family, line.channel, least($3::int, greatest(0, line.due_on - line.ordered_on)) AS lag,
               sum(line.quantity)::float8 AS quantity
        FROM demand_line AS line JOIN item ON item.id = line.item_id
        WHERE line.status <> 'cancelled' AND line.deleted_at IS NULL AND item.family = ANY($1)
          AND line.ordered_on >= $2
        GROUP BY 1, 2, 3
        """,
        list(families),
        since,
        MOST_LAG,
    )
    sums: dict[tuple[str, str | None], Floats] = {}
    for row in rows:
        kept = sums.setdefault((row["family"], row["channel"]), np.zeros(MOST_LAG + 1))
        kept[row["lag"]] += max(0.0, row["quantity"])
    return {key: each / each.sum() for key, each in sums.items() if each.sum() > 0.0}


async def customer_parts(since: date, today: date) -> dict[tuple[UUID, Place], float]:
    """Which part of a cell's demand of late the customers of a promotion were, where it is limited to some."""
    rows = await fetch(
        """
        SELECT p.id, item.family, line.item_id, line.site_id, line.scope_id, customer.segment, line.channel,
               (sum(line.quantity) FILTER (WHERE line.customer_id = ANY(p.customer_ids))
                / nullif(sum(line.quantity), 0))::float8 AS part
        FROM promotion AS p
        JOIN item ON item.id = ANY(p.item_ids) OR item.family = ANY(p.families)
        JOIN demand_line AS line ON line.item_id = item.id
        JOIN customer ON customer.id = line.customer_id
        WHERE p.status = 'planned' AND cardinality(p.customer_ids) > 0 AND line.status <> 'cancelled'
          AND line.deleted_at IS NULL AND line.due_on >= $1 AND line.due_on < $2
        GROUP BY 1, 2, 3, 4, 5, 6, 7
        """,
        since,
        today,
    )
    return {
        (
            row["id"],
            Place(row["family"], row["item_id"], row["site_id"], row["scope_id"], row["segment"], row["channel"]),
        ): min(1.0, max(0.0, row["part"]))
        for row in rows
        if row["part"]
    }  # fmt: skip


async def promotions_stamp() -> tuple[object, ...]:
    """Names the state of promotions and of what people expect of them."""
    rows = await fetch(
        """
        SELECT (SELECT md5(string_agg(p::text, ',' ORDER BY id)) FROM promotion AS p) AS promotions,
               (SELECT count(*) FROM promotion_uplift) AS word_count
        """
    )
    return tuple(rows[0].values())


def year_ago(today: date) -> date:
    """A year before a day."""
    return today - timedelta(days=364)
