"""Urgent orders and their stages with the names that people know, as every read of them begins."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from backend.urgent.tables import UrgentOrder

ORDERS: Final = """
    SELECT urgent.*, site.scope_id AS site_scope_id, site.name AS site_name, site.time_zone,
           customer.name AS customer_name, item.name AS item_name, item.unit, change.item_id,
           change.quantity_before + change.quantity_delta AS quantity,
           coalesce(change.due_on, change.due_on_before) AS wanted_on,
           line.order_reference || ' / ' || line.line_number AS order_reference,
           change.reason, change.note, change.requested_by_name, change.proposal_id,
           change.decision
    FROM urgent_order AS urgent
    JOIN demand_change AS change ON change.id = urgent.demand_change_id
    JOIN site ON site.id = urgent.site_id
    JOIN customer ON customer.id = change.customer_id
    JOIN item ON item.id = change.item_id
    LEFT JOIN demand_line AS line ON line.id = change.demand_line_id
"""
_STAGES: Final = """
    SELECT stage.*, owner.name AS owner_name, done.name AS done_by_name, called.name AS called_name
    FROM urgent_stage AS stage
    LEFT JOIN person AS owner ON owner.id = stage.owner_id
    LEFT JOIN person AS done ON done.id = stage.done_by
    LEFT JOIN person AS called ON called.id = stage.called_id
    WHERE stage.urgent_order_id = ANY({}::uuid[]) ORDER BY stage.place
"""


async def stages_of(order_ids: Sequence[UUID]) -> dict[UUID, list[Mapping[str, Any]]]:
    """The stages of these orders, each order's in their order."""
    found: dict[UUID, list[Mapping[str, Any]]] = {each: [] for each in order_ids}
    for row in await UrgentOrder.raw(_STAGES, list(order_ids)):
        found[row["urgent_order_id"]].append(row)
    return found
