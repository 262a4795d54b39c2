"""Requests to suppliers, their lines, drafts and answers, as they are kept."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from backend.supplier.model import Line, Request
from backend.supplier.tables import SupplierRequest, SupplierRequestLine
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
