"""Every query that loads or saves requests, their lines, links and answers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from backend.supplier.model import Asked, Delivered, Line, Request
from backend.supplier.tables import SupplierLink, SupplierRequest, SupplierRequestLine
from shared.ids import new_id
from shared.schemas.supplier import SupplierPart
from shared.supplier_terms import RequestKind, RequestStatus

_REQUEST = """
    SELECT request.id, request.supplier_id, supplier.name AS supplier_name, request.site_id,
           site.scope_id, request.kind, request.reference, request.status, request.asked_at,
           request.asked_by, coalesce(person.name, '') AS asked_by_name, request.answer_by, request.answered_at, request.note,
           request.answer_note
    FROM supplier_request AS request JOIN supplier ON supplier.id = request.supplier_id
    JOIN site ON site.id = request.site_id LEFT JOIN person ON person.id = request.asked_by
"""
_LINE = """
    SELECT id, request_id, line_number, purchase_line_id, item_id, quantity, due_on,
           quantity_before, due_on_before, answer::text AS answer, unit_price, expected_quantity
    FROM supplier_request_line
"""


async def request_with(request_id: UUID, *, is_locked: bool = False) -> Request | None:
    """A request; held until the transaction ends where told."""
    lock = " FOR UPDATE OF request" if is_locked else ""
    rows = await SupplierRequest.raw(_REQUEST + " WHERE request.id = {}" + lock, request_id)
    return _request(rows[0]) if rows else None


async def requests_of(supplier_id: UUID, scope_ids: Sequence[UUID], limit: int) -> list[Request]:
    """Requests to a supplier at sites of these scopes that have been sent, newest first."""
    rows = await SupplierRequest.raw(
        _REQUEST
        + """
        WHERE request.supplier_id = {} AND site.scope_id = ANY({}::uuid[]) AND request.asked_at IS NOT NULL
        ORDER BY request.asked_at DESC, request.id DESC LIMIT {}
        """,
        supplier_id,
        list(scope_ids),
        limit,
    )
    return [_request(row) for row in rows]


async def lines_of(request_ids: Sequence[UUID]) -> dict[UUID, list[Line]]:
    """The lines of requests, in their order."""
    rows = await SupplierRequestLine.raw(
        _LINE + " WHERE request_id = ANY({}::uuid[]) ORDER BY request_id, line_number",
        list(request_ids),
    )
    found: dict[UUID, list[Line]] = {request_id: [] for request_id in request_ids}
    for row in rows:
        found[row["request_id"]].append(_line(row))
    return found


async def draft_about(
    supplier_id: UUID, site_id: UUID, reference: str, *, is_gone: bool
) -> Request | None:
    """A request about an order that has not been sent yet, locked: to cancel lines, or about those that stay."""
    rows = await SupplierRequest.raw(
        _REQUEST
        + """
        WHERE request.supplier_id = {} AND request.site_id = {} AND request.reference = {}
          AND request.status = 'draft' AND (request.kind = 'cancellation') = {} FOR UPDATE OF request
        """,
        supplier_id,
        site_id,
        reference,
        is_gone,
    )
    return _request(rows[0]) if rows else None


async def drop_from_drafts(purchase_line_id: UUID, *, is_gone: bool) -> None:
    """Ask no more about a purchase line in drafts that it does not belong to: it is gone, or stays after all."""
    await SupplierRequestLine.raw(
        """
        DELETE FROM supplier_request_line AS line USING supplier_request AS request
        WHERE request.id = line.request_id AND line.purchase_line_id = {}
          AND request.status = 'draft' AND (request.kind = 'cancellation') <> {}
        """,
        purchase_line_id,
        is_gone,
    )


async def remove_request(request_id: UUID) -> None:
    """Forget a draft of which nothing is left to ask."""
    await SupplierRequest.delete().where(SupplierRequest.id == request_id)


async def replaced_by(request: Request) -> list[UUID]:
    """The requests about the same order that count no more once this one is sent, and are not answered.

    A cancellation replaces what asked about one of its lines, anything else what asked about lines that stay.
    """
    rows = await SupplierRequest.raw(
        """
        SELECT earlier.id FROM supplier_request AS earlier
        WHERE earlier.supplier_id = {} AND earlier.site_id = {} AND earlier.reference = {}
          AND earlier.status = 'sent' AND earlier.id <> {}
          AND CASE WHEN {}
              THEN EXISTS (SELECT FROM supplier_request_line AS asked JOIN supplier_request_line AS gone
                           ON gone.purchase_line_id = asked.purchase_line_id
                           WHERE asked.request_id = earlier.id AND gone.request_id = {})
              ELSE earlier.kind <> 'cancellation' END
        ORDER BY earlier.id FOR UPDATE
        """,
        request.supplier_id,
        request.site_id,
        request.reference,
        request.id,
        request.kind is RequestKind.CANCELLATION,
        request.id,
    )
    return [row["id"] for row in rows]


async def still_open(purchase_line_ids: Sequence[UUID]) -> set[UUID]:
    """Of these purchase lines those that are still to come."""
    rows = await SupplierRequest.raw(
        "SELECT id FROM purchase_line WHERE status = 'open' AND id = ANY({}::uuid[])",
        list(purchase_line_ids),
    )
    return {row["id"] for row in rows}


async def add_request(
    *,
    request_id: UUID,
    supplier_id: UUID,
    site_id: UUID,
    kind: RequestKind,
    reference: str,
    now: datetime,
    asked_by: UUID | None,
    answer_by: datetime,
    note: str,
) -> None:
    """Keep a request that is not sent yet."""
    await SupplierRequest.insert(
        SupplierRequest(
            id=request_id,
            supplier_id=supplier_id,
            site_id=site_id,
            kind=kind.value,
            reference=reference,
            status=RequestStatus.DRAFT.value,
            created_at=now,
            asked_by=asked_by,
            asked_at=None,
            answer_by=answer_by,
            answered_at=None,
            note=note,
            answer_note="",
        )
    )


async def put_line(line: Line) -> None:
    """Keep a line; one about the same purchase line of the same request is said anew.

    What it was before stays as it was first.
    """
    if line.purchase_line_id is not None:
        rows = await SupplierRequestLine.raw(
            """
            UPDATE supplier_request_line SET quantity = {}, due_on = {}
            WHERE request_id = {} AND purchase_line_id = {} RETURNING id
            """,
            line.quantity,
            line.due_on,
            line.request_id,
            line.purchase_line_id,
        )
        if rows:
            return
    await SupplierRequestLine.raw(
        """
        INSERT INTO supplier_request_line (id, request_id, line_number, purchase_line_id, item_id,
                                           quantity, due_on, quantity_before, due_on_before,
                                           expected_quantity)
        SELECT {}, {}, coalesce(max(line_number), 0) + 1, {}, {}, {}, {}, {}, {}, {}
        FROM supplier_request_line WHERE request_id = {}
        """,
        line.id,
        line.request_id,
        line.purchase_line_id,
        line.item_id,
        line.quantity,
        line.due_on,
        line.quantity_before,
        line.due_on_before,
        line.expected_quantity,
        line.request_id,
    )


async def asked_before(purchase_line_id: UUID) -> tuple[Decimal, date] | None:
    """What a supplier knows of a purchase line: as it was answered in one part, else as asked last."""
    rows = await SupplierRequestLine.raw(
        """
        SELECT line.quantity, line.due_on FROM supplier_request_line AS line
        JOIN supplier_request AS request ON request.id = line.request_id
        WHERE line.purchase_line_id = {} AND request.status <> 'draft'
        ORDER BY request.created_at DESC, request.id DESC LIMIT 1
        """,
        purchase_line_id,
    )
    return (rows[0]["quantity"], rows[0]["due_on"]) if rows else None


async def mark_sent(request: Request, replaced: Sequence[UUID], now: datetime) -> None:
    """Send a request; those that it replaces are answered no more, and their links end."""
    await SupplierRequest.raw(
        """
        WITH replaced AS (
          UPDATE supplier_request SET status = 'replaced' WHERE id = ANY({}::uuid[]) RETURNING id
        ), revoked AS (
          UPDATE supplier_link SET revoked_at = {} FROM replaced
          WHERE supplier_link.request_id = replaced.id AND revoked_at IS NULL
        )
        UPDATE supplier_request SET status = 'sent', asked_at = {} WHERE id = {}
        """,
        list(replaced),
        now,
        now,
        request.id,
    )


async def save_answer(
    request_id: UUID,
    answers: Mapping[UUID, tuple[Sequence[SupplierPart], Decimal | None]],
    note: str,
    now: datetime,
) -> None:
    """Keep what a supplier said, by line."""
    for line_id, (parts, price) in answers.items():
        await SupplierRequestLine.raw(
            "UPDATE supplier_request_line SET answer = {}::jsonb, unit_price = {} WHERE id = {}",
            msgspec.json.encode(list(parts)).decode(),
            price,
            line_id,
        )
    await SupplierRequest.update(
        {
            SupplierRequest.status: RequestStatus.ANSWERED.value,
            SupplierRequest.answered_at: now,
            SupplierRequest.answer_note: note,
        }
    ).where(SupplierRequest.id == request_id)


async def add_link(token_hash: str, request_id: UUID, now: datetime, expires_at: datetime) -> None:
    """Let a link be used."""
    await SupplierLink.insert(
        SupplierLink(
            token_hash=token_hash,
            request_id=request_id,
            created_at=now,
            expires_at=expires_at,
            revoked_at=None,
            opened_count=0,
            last_opened_at=None,
        )
    )


async def revoke_links(request_id: UUID, now: datetime) -> None:
    """Refuse every link to a request from now on."""
    await SupplierLink.raw(
        "UPDATE supplier_link SET revoked_at = {} WHERE request_id = {} AND revoked_at IS NULL",
        now,
        request_id,
    )


async def request_of_link(token_hash: str, now: datetime) -> UUID | None:
    """The request that a link opens, as long as it may be used."""
    rows = await SupplierLink.raw(
        """
        SELECT request_id FROM supplier_link
        WHERE token_hash = {} AND revoked_at IS NULL AND expires_at > {}
        """,
        token_hash,
        now,
    )
    return rows[0]["request_id"] if rows else None


async def note_opened(token_hash: str, now: datetime) -> None:
    """Remember that a link was opened."""
    await SupplierLink.raw(
        """
        UPDATE supplier_link SET opened_count = opened_count + 1, last_opened_at = {}
        WHERE token_hash = {}
        """,
        now,
        token_hash,
    )


async def links_of(
    request_ids: Sequence[UUID], now: datetime
) -> dict[UUID, tuple[datetime | None, int]]:
    """Until when a request can be answered by link, and how often its links were opened."""
    rows = await SupplierLink.raw(
        """
        SELECT request_id, max(expires_at) FILTER (WHERE revoked_at IS NULL AND expires_at > {}) AS until,
               sum(opened_count)::int AS opened
        FROM supplier_link WHERE request_id = ANY({}::uuid[]) GROUP BY request_id
        """,
        now,
        list(request_ids),
    )
    return {row["request_id"]: (row["until"], row["opened"]) for row in rows}


async def delivered_since(
    supplier_ids: Sequence[UUID], since: date, scope_ids: Sequence[UUID]
) -> dict[UUID, list[Delivered]]:
    """Purchase lines that were received, against what was asked first where anything was."""
    rows = await SupplierRequest.raw(
        """
        SELECT line.supplier_id, line.received_quantity, line.received_on,
               coalesce(first.quantity, line.quantity) AS quantity,
               coalesce(first.due_on, line.due_on) AS due_on
        FROM purchase_line AS line JOIN site ON site.id = line.site_id
        LEFT JOIN LATERAL (
          SELECT asked.quantity, asked.due_on FROM supplier_request_line AS asked
          JOIN supplier_request AS request ON request.id = asked.request_id AND request.asked_at IS NOT NULL
          WHERE asked.purchase_line_id = line.id ORDER BY request.asked_at, request.id LIMIT 1
        ) AS first ON true
        WHERE line.supplier_id = ANY({}::uuid[]) AND line.received_on >= {}
          AND site.scope_id = ANY({}::uuid[])
        """,
        list(supplier_ids),
        since,
        list(scope_ids),
    )
    found: dict[UUID, list[Delivered]] = {supplier_id: [] for supplier_id in supplier_ids}
    for row in rows:
        found[row["supplier_id"]].append(
            Delivered(row["quantity"], row["received_quantity"], row["due_on"], row["received_on"])
        )
    return found


async def asked_since(
    supplier_ids: Sequence[UUID], since: datetime, scope_ids: Sequence[UUID]
) -> dict[UUID, list[Asked]]:
    """When suppliers were to answer, and when they did; what was replaced unanswered does not count."""
    rows = await SupplierRequest.raw(
        """
        SELECT request.supplier_id, request.answer_by, request.answered_at
        FROM supplier_request AS request JOIN site ON site.id = request.site_id
        WHERE request.supplier_id = ANY({}::uuid[]) AND request.asked_at >= {}
          AND request.status IN ('sent', 'answered') AND site.scope_id = ANY({}::uuid[])
        """,
        list(supplier_ids),
        since,
        list(scope_ids),
    )
    found: dict[UUID, list[Asked]] = {supplier_id: [] for supplier_id in supplier_ids}
    for row in rows:
        found[row["supplier_id"]].append(Asked(row["answer_by"], row["answered_at"]))
    return found


async def supplier_rows(scope_ids: Sequence[UUID], now: datetime) -> list[dict[str, Any]]:
    """Suppliers that deliver to sites of these scopes, with what is open with them, by name."""
    rows: list[dict[str, Any]] = await SupplierRequest.raw(
        """
        SELECT supplier.id, supplier.code, supplier.name, supplier.country,
               (SELECT count(*) FROM purchase_line AS line JOIN site ON site.id = line.site_id
                WHERE line.supplier_id = supplier.id AND line.status = 'open'
                  AND site.scope_id = ANY({}::uuid[])) AS open_line_count,
               (SELECT count(*) FROM supplier_request AS request JOIN site ON site.id = request.site_id
                WHERE request.supplier_id = supplier.id AND request.status = 'sent'
                  AND site.scope_id = ANY({}::uuid[])) AS waiting_count,
               (SELECT count(*) FROM supplier_request AS request JOIN site ON site.id = request.site_id
                WHERE request.supplier_id = supplier.id AND request.status = 'sent'
                  AND request.answer_by <= {} AND site.scope_id = ANY({}::uuid[])) AS overdue_count
        FROM supplier WHERE EXISTS (
          SELECT 1 FROM purchase_line AS line JOIN site ON site.id = line.site_id
          WHERE line.supplier_id = supplier.id AND site.scope_id = ANY({}::uuid[])
          UNION ALL SELECT 1 FROM item_site JOIN site ON site.id = item_site.site_id
          WHERE item_site.supplier_id = supplier.id AND site.scope_id = ANY({}::uuid[]))
        ORDER BY supplier.name, supplier.id
        """,
        *([list(scope_ids)] * 2),
        now,
        *([list(scope_ids)] * 3),
    )
    return rows


async def open_orders(supplier_id: UUID, scope_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Purchase orders that are open with a supplier, by order and site, the next to come first."""
    rows: list[dict[str, Any]] = await SupplierRequest.raw(
        """
        SELECT line.order_reference, line.site_id, site.name AS site_name, count(*)::int AS line_count,
               min(line.due_on) AS next_due_on
        FROM purchase_line AS line JOIN site ON site.id = line.site_id
        WHERE line.supplier_id = {} AND line.status = 'open' AND site.scope_id = ANY({}::uuid[])
        GROUP BY line.order_reference, line.site_id, site.name
        ORDER BY min(line.due_on), line.order_reference LIMIT 50
        """,
        supplier_id,
        list(scope_ids),
    )
    return rows


async def open_order_lines(
    supplier_id: UUID, site_id: UUID, order_reference: str
) -> list[dict[str, Any]]:
    """The open lines of a purchase order at a site."""
    rows: list[dict[str, Any]] = await SupplierRequest.raw(
        """
        SELECT id, item_id, quantity - received_quantity AS quantity, due_on FROM purchase_line
        WHERE supplier_id = {} AND site_id = {} AND order_reference = {} AND status = 'open'
          AND quantity > received_quantity ORDER BY line_number
        """,
        supplier_id,
        site_id,
        order_reference,
    )
    return rows


async def bought_items(supplier_id: UUID, scope_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """What a supplier delivers, and to which of these sites."""
    rows: list[dict[str, Any]] = await SupplierRequest.raw(
        """
        SELECT DISTINCT item.id, item.code, item.name, item.unit, item_site.site_id
        FROM item_site JOIN item ON item.id = item_site.item_id
        JOIN site ON site.id = item_site.site_id
        WHERE item_site.supplier_id = {} AND site.scope_id = ANY({}::uuid[])
        ORDER BY item.name, item.id
        """,
        supplier_id,
        list(scope_ids),
    )
    return rows


async def planned_purchases(supplier_id: UUID, site_id: UUID) -> list[tuple[UUID, date, Decimal]]:
    """What is to come from a supplier to a site: on order, and planned to be bought."""
    rows = await SupplierRequest.raw(
        """
        SELECT item_id, due_on AS "on", quantity - received_quantity AS quantity FROM purchase_line
        WHERE supplier_id = {} AND site_id = {} AND status = 'open' AND quantity > received_quantity
        UNION ALL
        SELECT line.item_id, line."on", line.quantity FROM plan_line AS line
        JOIN item_site ON item_site.item_id = line.item_id AND item_site.site_id = line.site_id
          AND item_site.supplier_id = {} AND item_site.procurement = 'buy'
        WHERE line.site_id = {} AND line.to_number IS NULL
        """,
        supplier_id,
        site_id,
        supplier_id,
        site_id,
    )
    return [(row["item_id"], row["on"], row["quantity"]) for row in rows]


async def buyer_at(scope_id: UUID) -> UUID | None:
    """Who buys for a site: a buyer, else a planner, who sees it; the one who has been there longest."""
    rows = await SupplierRequest.raw(
        """
        SELECT person.id FROM person
        JOIN person_role ON person_role.person_id = person.id AND person_role.role IN ('buyer', 'planner')
        JOIN scope_membership AS membership ON membership.person_id = person.id
          AND membership.scope_id = {} AND membership.revoked_at IS NULL
        WHERE person.is_active
        ORDER BY person_role.role, person.created_at, person.id LIMIT 1
        """,
        scope_id,
    )
    return rows[0]["id"] if rows else None


def new_line(request_id: UUID, item_id: UUID, quantity: Decimal, due_on: date, **more: Any) -> Line:
    """A line to be kept; its number is given when it is."""
    return Line(
        new_id(),
        request_id,
        0,
        more.pop("purchase_line_id", None),
        item_id,
        quantity,
        due_on,
        **more,
    )


def _request(row: Mapping[str, Any]) -> Request:
    return Request(
        **{**row, "kind": RequestKind(row["kind"]), "status": RequestStatus(row["status"])}
    )


def _line(row: Mapping[str, Any]) -> Line:
    said = row["answer"]
    parts = None if said is None else msgspec.json.decode(said, type=tuple[SupplierPart, ...])
    return Line(**{**row, "answer": parts})
