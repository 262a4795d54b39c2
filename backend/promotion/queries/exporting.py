"""Promotions as a table of the import format."""

import csv
import io
from datetime import datetime
from typing import Any, Final

from backend.identity.model import Viewer
from backend.kit.formula_guard import guarded
from backend.kit.sql import fetch
from backend.promotion.queries.planning import board_for

_LISTS: Final = (
    "item_codes",
    "families",
    "channels",
    "site_codes",
    "territory_codes",
    "segments",
    "customer_codes",
)
COLUMNS: Final = (
    "reference", "name", "starts_on", "ends_on", "item_codes", "families", "discount_ratio", "price", "channels",
    "site_codes", "territory_codes", "segments", "customer_codes", "status",
)  # fmt: skip


async def promotions_file(viewer: Viewer, now: datetime) -> bytes:
    """The viewer's promotions as CSV; what is imported again is the same."""
    seen = [row.id for row in (await board_for(viewer, now)).rows]
    rows = await fetch(
        """
        SELECT p.reference, p.name, p.starts_on, p.ends_on, p.discount_ratio, p.price, p.status, p.families,
               p.segments, p.channels,
               ARRAY(SELECT code FROM item WHERE id = ANY(p.item_ids) ORDER BY code) AS item_codes,
               ARRAY(SELECT code FROM site WHERE id = ANY(p.site_ids) ORDER BY code) AS site_codes,
               ARRAY(SELECT code FROM scope WHERE id = ANY(p.scope_ids) ORDER BY code) AS territory_codes,
               ARRAY(SELECT code FROM customer WHERE id = ANY(p.customer_ids) ORDER BY code) AS customer_codes
        FROM promotion AS p WHERE p.id = ANY($1) ORDER BY p.starts_on, p.reference
        """,
        seen,
    )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(name, row[name]) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in _LISTS:
        return str(guarded("|".join(value)))
    return str(guarded(value)) if isinstance(value, str) else f"{value}"
