"""Reads of demand: open lines for planning, changes for screens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.demand.model import steps_of
from backend.demand.repository import photo_content, usual_site
from backend.demand.tables import DemandChange, DemandLine
from backend.engine.situation import DeliveryRule
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.paging import page_cursor, read_page_cursor
from shared.schemas.delivery import DeliveryChoice, DeliveryRuleView, UsualDelivery
from shared.schemas.demand import (
    DemandChangeAmendment,
    DemandChangePage,
    DemandChangeRow,
    DemandChangeView,
    DemandLinePage,
    DemandLineRow,
    DemandPhotoFacts,
)
from shared.schemas.impact import DayQuantity, ImpactSummary
from shared.schemas.ops import AmendDemandChangeArgs
from shared.terms import DemandChangeStatus, DemandLineStatus, ProposalStatus, ReasonCode, Role

LIST_LENGTH: Final = 200
CHOOSERS: Final = frozenset({Role.REP, Role.PLANNER})


@dataclass(frozen=True, slots=True)
class OpenDemand:
    """What of a demand line is still to be delivered."""

    demand_line_id: UUID
    item_id: UUID
    site_id: UUID
    customer_id: UUID
    customer_name: str
    priority: int
    order_reference: str
    open_quantity: Decimal
    due_on: date
    promised_on: date | None
    unit_price: Decimal
    remaining_life_days: int
    order: str = ""
    maximum_days_late: int | None = None
    allows_partial: bool = True
    minimum_partial_quantity: Decimal = Decimal(0)
    ships_together: bool = False

    @property
    def rule(self) -> DeliveryRule:
        """How it may be delivered: as the line says, else as its customer wants it."""
        return DeliveryRule(
            maximum_days_late=self.maximum_days_late,
            allows_partial=self.allows_partial,
            minimum_partial=self.minimum_partial_quantity,
            ships_together=self.ships_together,
        )


async def open_demands(item_ids: Sequence[UUID] | None = None) -> list[OpenDemand]:
    """Open demand lines of these items at all sites; of all items without a list."""
    wanted = None if item_ids is None else list(item_ids)
    rows = await DemandLine.raw(
        """
        SELECT line.id AS demand_line_id, line.item_id, line.site_id, line.customer_id,
               customer.name AS customer_name, customer.priority,
               line.order_reference || ' / ' || line.line_number AS order_reference,
               line.quantity - line.shipped_quantity AS open_quantity,
               line.due_on, line.promised_on, line.unit_price, customer.remaining_life_days,
               line.order_reference AS "order",
               COALESCE(line.maximum_days_late, customer.maximum_days_late) AS maximum_days_late,
               COALESCE(line.allows_partial, customer.allows_partial, true) AS allows_partial,
               COALESCE(line.minimum_partial_quantity,
                        line.quantity * customer.minimum_partial_ratio, 0) AS minimum_partial_quantity,
               COALESCE(line.ships_together, customer.ships_together, false) AS ships_together
        FROM demand_line AS line JOIN customer ON customer.id = line.customer_id
        WHERE line.status = 'open' AND line.deleted_at IS NULL
          AND line.quantity > line.shipped_quantity
          AND ({}::uuid[] IS NULL OR line.item_id = ANY({}::uuid[]))
        ORDER BY line.due_on, line.id
        """,
        wanted,
        wanted,
    )
    return [OpenDemand(**row) for row in rows]


_CHANGE_SQL: Final = """
    SELECT change.id, change.ver, change.scope_id, change.site_id, change.demand_line_id,
           change.customer_id, customer.name AS customer_name,
           customer.priority AS customer_priority, change.item_id, item.name AS item_name,
           item.unit, line.order_reference || ' / ' || line.line_number AS order_reference,
           change.quantity_before, change.quantity_delta, change.due_on_before, change.due_on,
           change.is_cancellation, change.is_urgent, change.reason, change.confidence, change.note,
           change.status, change.decision, change.requested_by, change.requested_by_name,
           change.requested_at, change.assessed_at, change.proposed_at, change.decided_at,
           change.applied_at, change.decision_note, change.decided_by_name,
           change.chosen_alternative, change.proposal_id,
           change.impact::text AS impact, item.price AS item_price,
           line.unit_price AS line_price, line.status AS line_status,
           line.promised_on AS line_promised_on, line.due_on AS line_due_on,
           line.quantity AS line_quantity, line.shipped_quantity AS line_shipped,
           change.from_site_id, site.name AS site_name, origin.name AS from_site_name,
           customer.maximum_days_late,
           COALESCE(customer.allows_partial, true) AS allows_partial,
           COALESCE((change.quantity_before + change.quantity_delta) * customer.minimum_partial_ratio, 0)
             AS minimum_partial_quantity,
           (SELECT max(shipped_on) FROM shipment WHERE shipment.demand_line_id = line.id)
             AS shipped_on,
           (SELECT json_agg(json_build_object('content_hash', photo.content_hash, 'received_at',
                            photo.received_at) ORDER BY photo.named_at, photo.id)
            FROM demand_photo AS photo WHERE photo.demand_change_id = change.id)::text AS photos
    FROM demand_change AS change
    JOIN customer ON customer.id = change.customer_id
    JOIN item ON item.id = change.item_id
    JOIN site ON site.id = change.site_id
    LEFT JOIN site AS origin ON origin.id = change.from_site_id
    LEFT JOIN demand_line AS line ON line.id = change.demand_line_id
    WHERE change.deleted_at IS NULL
"""


async def change_facts(demand_change_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Changes with the names that screens show, for reactions that have no viewer."""
    rows = await DemandChange.raw(
        _CHANGE_SQL + " AND change.id = ANY({}::uuid[])", list(demand_change_ids)
    )
    return {row["id"]: row for row in rows}


async def demand_changes_for(viewer: Viewer) -> list[DemandChangeRow]:
    """Changes in the viewer's territories and sites, newest first."""
    return (await demand_change_page(viewer, None, LIST_LENGTH)).rows


async def demand_change_page(viewer: Viewer, cursor: str | None, limit: int) -> DemandChangePage:
    """Changes in the viewer's territories and sites behind a cursor, newest first."""
    asked_at, last_id = read_page_cursor(cursor, datetime.fromisoformat, UUID)
    rows = await DemandChange.raw(
        _CHANGE_SQL
        + """
        AND (change.scope_id = ANY({}::uuid[]) OR change.site_id = ANY({}::uuid[]))
        AND ({}::timestamptz IS NULL OR (change.requested_at, change.id) < ({}, {}))
        ORDER BY change.requested_at DESC, change.id DESC LIMIT {}
        """,
        list(viewer.scope_ids),
        list(viewer.scope_ids),
        asked_at,
        asked_at,
        last_id,
        limit + 1,
    )
    following = (
        page_cursor(rows[limit - 1]["requested_at"].isoformat(), rows[limit - 1]["id"])
        if len(rows) > limit
        else None
    )
    return DemandChangePage([change_row(row) for row in rows[:limit]], following)


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which order lines to list; None asks for all."""

    status: DemandLineStatus | None = None
    customer_id: UUID | None = None
    item_id: UUID | None = None
    due_from: date | None = None
    due_to: date | None = None
    demand_line_id: UUID | None = None


async def demand_line_page(
    viewer: Viewer, wanted: LineFilter, cursor: str | None, limit: int
) -> DemandLinePage:
    """Order lines in the viewer's territories and sites behind a cursor, the soonest due first."""
    due_on, last_id = read_page_cursor(cursor, date.fromisoformat, UUID)
    rows = await DemandLine.raw(
        """
        SELECT line.id, line.ver, line.scope_id, line.order_reference, line.line_number, line.channel,
               line.customer_id, customer.code AS customer_code, customer.name AS customer_name,
               line.item_id, item.code AS item_code, item.name AS item_name, line.site_id,
               site.name AS site_name, item.unit, line.quantity, line.shipped_quantity,
               line.ordered_on, line.due_on, line.promised_on, line.status, line.is_urgent
        FROM demand_line AS line
        JOIN customer ON customer.id = line.customer_id
        JOIN item ON item.id = line.item_id
        JOIN site ON site.id = line.site_id
        WHERE line.deleted_at IS NULL
          AND (line.scope_id = ANY({}::uuid[]) OR line.site_id = ANY({}::uuid[]))
          AND ({}::text IS NULL OR line.status = {})
          AND ({}::uuid IS NULL OR line.customer_id = {})
          AND ({}::uuid IS NULL OR line.item_id = {}) AND ({}::uuid IS NULL OR line.id = {})
          AND line.due_on >= coalesce({}::date, '-infinity')
          AND line.due_on <= coalesce({}::date, 'infinity')
          AND ({}::date IS NULL OR (line.due_on, line.id) > ({}, {}))
        ORDER BY line.due_on, line.id LIMIT {}
        """,
        list(viewer.scope_ids),
        list(viewer.scope_ids),
        *_twice(wanted.status),
        *_twice(wanted.customer_id),
        *_twice(wanted.item_id),
        *_twice(wanted.demand_line_id),
        wanted.due_from,
        wanted.due_to,
        due_on,
        due_on,
        last_id,
        limit + 1,
    )
    last = rows[limit - 1] if len(rows) > limit else None
    return DemandLinePage(
        [
            DemandLineRow(**{**row, "status": DemandLineStatus(row["status"])})
            for row in rows[:limit]
        ],
        None if last is None else page_cursor(last["due_on"], last["id"]),
    )


async def seen_lines(viewer: Viewer, demand_line_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these lines lie in the viewer's territories or sites."""
    rows = await DemandLine.raw(
        "SELECT id FROM demand_line WHERE id = ANY({}::uuid[]) "
        "AND (scope_id = ANY({}::uuid[]) OR site_id = ANY({}::uuid[]))",
        list(demand_line_ids),
        list(viewer.scope_ids),
        list(viewer.scope_ids),
    )
    return {row["id"] for row in rows}


async def amended(
    viewer: Viewer, demand_change_id: UUID, amendment: DemandChangeAmendment
) -> AmendDemandChangeArgs:
    """A change as it shall be: what the amendment says, and the rest as it is."""
    row = await _change(viewer, demand_change_id)
    asked = {
        name: value
        for name, value in msgspec.structs.asdict(amendment).items()
        if name != "base_ver" and value is not msgspec.UNSET
    }
    kept = {each: row[each] for each in AmendDemandChangeArgs.__struct_fields__ if each != "photos"}
    return AmendDemandChangeArgs(
        **{
            **kept,
            "quantity_delta": f"{row['quantity_delta']:f}",
            "reason": ReasonCode(row["reason"]),
            **asked,
        }
    )


def _twice(value: object) -> tuple[object, object]:
    return value, value


async def demand_change_for(viewer: Viewer, demand_change_id: UUID) -> DemandChangeView:
    """One change that the viewer may see; `NotFoundError` otherwise."""
    row = await _change(viewer, demand_change_id)
    return DemandChangeView(
        row=change_row(row),
        note=row["note"],
        confidence=row["confidence"],
        proposal_id=row["proposal_id"],
        decided_by_name=row["decided_by_name"],
        decided_at=row["decided_at"],
        decision_note=row["decision_note"] or None,
        chosen_alternative=row["chosen_alternative"],
        steps=steps_of(row),
        photos=photos_of(row),
        promises=await _promises(row),
    )


async def _promises(row: Mapping[str, Any]) -> list[DayQuantity]:
    """What is promised for when once a change is applied: its line, and the parts split off from it."""
    if row["applied_at"] is None or row["is_cancellation"]:
        return []
    found = await DemandLine.raw(
        """
        WITH RECURSIVE part AS (
          SELECT * FROM demand_line WHERE id = {}
          UNION ALL
          SELECT line.* FROM demand_line AS line JOIN part ON line.split_from_id = part.id
        )
        SELECT promised_on, sum(quantity) AS quantity FROM part
        WHERE deleted_at IS NULL AND status <> 'cancelled' AND promised_on IS NOT NULL
        GROUP BY promised_on ORDER BY promised_on
        """,
        row["demand_line_id"],
    )
    return [DayQuantity(each["promised_on"], each["quantity"]) for each in found]


def photos_of(row: Mapping[str, Any]) -> list[DemandPhotoFacts]:
    """The photos of a change as `change_facts` has them, in the order in which they were named."""
    return msgspec.json.decode(row["photos"] or "[]", type=list[DemandPhotoFacts])


async def photo_for(viewer: Viewer, demand_change_id: UUID, content_hash: str) -> bytes:
    """A photo of a change that the viewer may see; `NotFoundError` otherwise."""
    content = await photo_content(demand_change_id, content_hash, list(viewer.scope_ids))
    if content is None:
        raise NotFoundError
    return content


async def _change(viewer: Viewer, demand_change_id: UUID) -> dict[str, Any]:
    rows = await DemandChange.raw(
        _CHANGE_SQL
        + """
        AND change.id = {}
        AND (change.scope_id = ANY({}::uuid[]) OR change.site_id = ANY({}::uuid[]))
        """,
        demand_change_id,
        list(viewer.scope_ids),
        list(viewer.scope_ids),
    )
    if not rows:
        raise NotFoundError
    row: dict[str, Any] = rows[0]
    return row


def change_row(row: Mapping[str, Any]) -> DemandChangeRow:
    """A change as lists show it, from a row of `change_facts`."""
    impact = row["impact"]
    return DemandChangeRow(
        id=row["id"],
        ver=row["ver"],
        scope_id=row["scope_id"],
        demand_line_id=row["demand_line_id"],
        customer_id=row["customer_id"],
        customer_name=row["customer_name"],
        item_id=row["item_id"],
        item_name=row["item_name"],
        site_id=row["site_id"],
        unit=row["unit"],
        order_reference=row["order_reference"],
        quantity_before=row["quantity_before"],
        quantity_delta=row["quantity_delta"],
        due_on_before=row["due_on_before"],
        due_on=row["due_on"],
        is_cancellation=row["is_cancellation"],
        is_urgent=row["is_urgent"],
        reason=ReasonCode(row["reason"]),
        status=DemandChangeStatus(row["status"]),
        decision=None if row["decision"] is None else ProposalStatus(row["decision"]),
        requested_by_name=row["requested_by_name"],
        requested_at=row["requested_at"],
        impact=None
        if impact is None
        else msgspec.json.decode(impact, type=ImpactSummary, strict=False),
        site_name=row["site_name"],
        from_site_name=row["from_site_name"],
    )


async def usual_site_of(customer_id: UUID, item_id: UUID) -> UUID | None:
    """Where this customer's newest line of the item is served from, else anybody's."""
    return await usual_site(customer_id, item_id)


async def delivery_rule_for(viewer: Viewer, demand_line_id: UUID) -> DeliveryRuleView:
    """How an open line that the viewer may see may be delivered; `NotFoundError` otherwise."""
    rows = await DemandLine.raw(
        """
        SELECT line.id AS demand_line_id, line.customer_id, customer.name AS customer_name,
               line.order_reference, line.line_number, item.name AS item_name, item.unit,
               line.quantity, line.due_on, line.promised_on, line.scope_id, line.status,
               json_build_object(
                   'maximum_days_late', line.maximum_days_late,
                   'allows_partial', line.allows_partial,
                   'minimum_partial_quantity', line.minimum_partial_quantity,
                   'ships_together', line.ships_together)::text AS own,
               json_build_object(
                   'maximum_days_late', customer.maximum_days_late,
                   'allows_partial', customer.allows_partial,
                   'minimum_partial_ratio', customer.minimum_partial_ratio,
                   'ships_together', customer.ships_together,
                   'rounds_to', customer.rounds_to,
                   'remaining_life_days', NULLIF(customer.remaining_life_days, 0))::text AS usual,
               COALESCE(line.maximum_days_late, customer.maximum_days_late) AS maximum_days_late,
               COALESCE(line.allows_partial, customer.allows_partial, true) AS allows_partial,
               COALESCE(line.minimum_partial_quantity,
                        line.quantity * customer.minimum_partial_ratio, 0) AS minimum_partial_quantity,
               COALESCE(line.ships_together, customer.ships_together, false) AS ships_together,
               (SELECT count(*) FROM demand_line AS other
                WHERE other.order_reference = line.order_reference AND other.status = 'open'
                  AND other.deleted_at IS NULL) AS line_count
        FROM demand_line AS line
        JOIN customer ON customer.id = line.customer_id JOIN item ON item.id = line.item_id
        WHERE line.id = {} AND line.deleted_at IS NULL
          AND (line.scope_id = ANY({}::uuid[]) OR line.site_id = ANY({}::uuid[]))
        """,
        demand_line_id,
        list(viewer.scope_ids),
        list(viewer.scope_ids),
    )
    if not rows:
        raise NotFoundError
    row = dict(rows[0])
    is_open = row.pop("status") == DemandLineStatus.OPEN
    may_choose = is_open and viewer.sees(row.pop("scope_id"))
    own = msgspec.json.decode(row.pop("own"), type=DeliveryChoice, strict=False)
    usual = msgspec.json.decode(row.pop("usual"), type=UsualDelivery, strict=False)
    return DeliveryRuleView(
        **row,
        own=own,
        usual=usual,
        may_choose=may_choose and not CHOOSERS.isdisjoint(viewer.roles),
    )
