"""Reads of mails, closed addresses and preferences."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from backend.catalog.queries import customer_row
from backend.connectors.mail import repository
from backend.connectors.mail.client import office
from backend.connectors.mail.handlers import CUSTOMER_KEEPERS, KEEPERS, SUPPLIER_KEEPERS
from backend.connectors.mail.repository import Party
from backend.connectors.mail.sending import is_wanted
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.paging import page_cursor, read_page_cursor
from backend.supplier.queries import VIEWERS as SUPPLIER_VIEWERS
from backend.supplier.queries import sees_supplier
from shared.mail_terms import CUSTOMER_NOTICES, STAFF_MAILS, MailStatus, PartyKind
from shared.schemas.mail import (
    ClosedAddress,
    CustomerNotices,
    CustomerNoticesView,
    MailAttempt,
    MailBoard,
    MailPage,
    MailRow,
    StaffMails,
    SupplierAddressView,
)
from shared.terms import Language

MOST_STOPPED: Final = 50


async def mail_board(viewer: Viewer) -> MailBoard:
    """How mail stands, with what was stopped and which addresses are closed; for admins."""
    viewer.must_be(*KEEPERS)
    found = office()
    counts = await repository.mail_counts()
    rows = await repository.mail_rows(None, MOST_STOPPED, only_stopped=True)
    return MailBoard(
        is_on=found is not None and found.is_on,
        sender=found.sender if found is not None else "",
        counts={status: counts.get(status.value, 0) for status in MailStatus},
        stopped=[_row(row) for row in rows],
        closed=[
            ClosedAddress(**{**row, "because": MailStatus(row["because"])})
            for row in await repository.block_rows()
        ],
    )


async def mail_page(viewer: Viewer, cursor: str | None, limit: int) -> MailPage:
    """Every mail with its tries, newest first; for admins."""
    viewer.must_be(*KEEPERS)
    (before,) = read_page_cursor(cursor, int)
    rows = await repository.mail_rows(before, limit + 1, only_stopped=False)
    shown = rows[:limit]
    more = page_cursor(shown[-1]["sequence"]) if len(rows) > limit else None
    return MailPage([_row(row) for row in shown], more)


async def supplier_address_for(
    viewer: Viewer, supplier_id: UUID, now: datetime
) -> SupplierAddressView:
    """Where a supplier of the viewer's sites is written to; `NotFoundError` for any other."""
    viewer.must_be(*SUPPLIER_VIEWERS)
    party = await repository.party_with(PartyKind.SUPPLIER, supplier_id)
    if party is None or not await sees_supplier(viewer, supplier_id, now):
        raise NotFoundError
    found = office()
    return SupplierAddressView(
        address=party.address,
        language=Language(party.language),
        is_on=found is not None and found.is_on,
        is_closed=bool(party.address) and await repository.block_of(party.address) is not None,
        may_choose=viewer.has_role(*SUPPLIER_KEEPERS),
    )


async def customer_notices_for(viewer: Viewer, customer_id: UUID) -> CustomerNoticesView:
    """How and of what a customer is told; `NotFoundError` outside the viewer's scopes."""
    row = await customer_row(customer_id, viewer.scope_ids)
    party = await repository.party_with(PartyKind.CUSTOMER, customer_id)
    if row is None or party is None:
        raise NotFoundError
    found = office()
    return CustomerNoticesView(
        customer_id=customer_id,
        customer_name=party.name,
        is_on=found is not None and found.is_on,
        is_closed=bool(party.address) and await repository.block_of(party.address) is not None,
        notices=CustomerNotices(
            address=party.address,
            language=Language(party.language),
            kinds=[kind for kind in CUSTOMER_NOTICES if party.kinds and kind in party.kinds],
            channel=party.channel,
        ),
        may_choose=viewer.has_role(*CUSTOMER_KEEPERS),
    )


async def staff_mails_for(viewer: Viewer) -> StaffMails:
    """Which mails the viewer gets."""
    party = await repository.party_with(PartyKind.PERSON, viewer.person_id)
    if party is None:
        raise NotFoundError
    found = office()
    return StaffMails(
        is_on=found is not None and found.is_on,
        address=party.address,
        chosen={kind: is_wanted(party, kind) for kind in STAFF_MAILS},
    )


async def supplier_party(supplier_id: UUID) -> Party | None:
    """Where a supplier is written to."""
    return await repository.party_with(PartyKind.SUPPLIER, supplier_id)


def _row(row: dict[str, object]) -> MailRow:
    plain = {name: value for name, value in row.items() if name != "sequence"}
    attempts = msgspec.json.decode(str(row["attempts"]), type=list[MailAttempt])
    return msgspec.convert({**plain, "attempts": attempts}, MailRow)
