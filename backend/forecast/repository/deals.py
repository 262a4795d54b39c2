"""Opportunities, quotations and inquiries that are open, and how closed ones ended."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from backend.forecast.model.pipeline import WINDOW_DAYS, Deal, DealKind
from backend.forecast.model.series import Place
from backend.kit.sql import fetch

_YEAR_DAYS: Final = 364
INQUIRY_STAGE: Final = "inquired"
QUOTATION_STAGE: Final = "held"
_FORM: Final = {INQUIRY_STAGE: 0.2, QUOTATION_STAGE: 0.5}

# One row an open deal, with what its customer orders of the item anyway, or has ordered around that day.
_DEALS: Final = """
    WITH deal AS (
        SELECT id, 'opportunity' AS kind, reference, customer_id, item_id, NULL::uuid AS site_id,
               stage, probability_ratio::float8 AS form_ratio, quantity, expected_on, opened_on
        FROM opportunity WHERE outcome IS NULL
        UNION ALL
        SELECT id, CASE status WHEN 'held' THEN 'quotation' ELSE 'inquiry' END, reference,
               customer_id, item_id, site_id, status, NULL::float8, quantity, due_on, asked_at::date
        FROM quotation WHERE status IN ('inquired', 'held') AND deleted_at IS NULL
    )
    SELECT deal.id, deal.kind, deal.reference, deal.customer_id, customer.name AS customer_name,
           customer.scope_id, customer.segment, item.family, deal.item_id, deal.site_id, deal.stage,
           deal.form_ratio, round(deal.quantity * 100)::bigint AS quantity, deal.expected_on,
           coalesce(round((SELECT sum(line.quantity) FROM demand_line AS line
                WHERE line.customer_id = deal.customer_id AND line.item_id = deal.item_id
                  AND line.status <> 'cancelled' AND line.deleted_at IS NULL
                  AND line.due_on >= $1 AND line.due_on < $2) * 100 * $3::int / $4::int), 0)::bigint AS usual,
           coalesce(round((SELECT sum(line.quantity) FROM demand_line AS line
                WHERE line.customer_id = deal.customer_id AND line.item_id = deal.item_id
                  AND line.status <> 'cancelled' AND line.deleted_at IS NULL
                  AND line.ordered_on >= deal.opened_on
                  AND line.due_on BETWEEN deal.expected_on - $3::int / 2
                                      AND deal.expected_on + $3::int / 2) * 100), 0)::bigint AS ordered
    FROM deal
    JOIN customer ON customer.id = deal.customer_id
    JOIN item ON item.id = deal.item_id
    WHERE ($5::text[] IS NULL OR item.family = ANY($5))
    ORDER BY deal.expected_on, deal.reference
"""


async def open_deals(today: date, families: Sequence[str] | None = None) -> list[Deal]:
    """What may still become an order, of some families."""
    rows = await fetch(
        _DEALS,
        today - timedelta(days=_YEAR_DAYS),
        today,
        WINDOW_DAYS,
        _YEAR_DAYS,
        None if families is None else list(families),
    )
    return [_deal(row) for row in rows]


def _deal(row: Any) -> Deal:
    form = row["form_ratio"]
    return Deal(
        id=row["id"],
        kind=DealKind(row["kind"]),
        reference=row["reference"],
        customer_id=row["customer_id"],
        customer_name=row["customer_name"],
        place=Place(
            row["family"], row["item_id"], row["site_id"], row["scope_id"], row["segment"], None
        ),
        stage=row["stage"],
        form_ratio=_FORM[row["stage"]] if form is None else form,
        quantity=row["quantity"],
        expected_on=row["expected_on"],
        usual=row["usual"],
        ordered=row["ordered"],
    )


async def stage_forms() -> dict[str, float]:
    """What forms say of each stage, on the average."""
    rows = await fetch(
        "SELECT stage, avg(probability_ratio)::float8 AS ratio FROM opportunity GROUP BY stage"
    )
    return {row["stage"]: row["ratio"] for row in rows}


async def closed_opportunities() -> list[tuple[str, bool]]:
    """The stage at which each closed deal ended, and whether it was won."""
    rows = await fetch("SELECT stage, outcome FROM opportunity WHERE outcome IS NOT NULL")
    return [(row["stage"], row["outcome"] == "won") for row in rows]


async def closed_quotations(today: date) -> dict[str, tuple[int, int]]:
    """Of inquiries and quotations that are over: how many were ordered, and how many there were."""
    [row] = await fetch(
        """
        SELECT count(*) FILTER (WHERE status = 'ordered') AS ordered,
               count(*) FILTER (WHERE status IN ('ordered', 'lapsed', 'released')) AS quoted,
               count(*) FILTER (WHERE status <> 'held'
                                AND (status <> 'inquired' OR due_on < $1)) AS asked
        FROM quotation WHERE deleted_at IS NULL
        """,
        today,
    )
    return {
        QUOTATION_STAGE: (row["ordered"], row["quoted"]),
        INQUIRY_STAGE: (row["ordered"], row["asked"]),
    }


def quotation_forms() -> dict[str, float]:
    """What an inquiry and a quotation count for before there is any history."""
    return dict(_FORM)


async def stages() -> list[str]:
    """The stages in use, the surest last."""
    forms = await stage_forms()
    return sorted(forms, key=lambda stage: (forms[stage], stage))
