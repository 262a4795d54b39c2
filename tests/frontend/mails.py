"""Suppliers and mails of the sample day, and the part of the gateway that answers about them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.mail_terms import CUSTOMER_NOTICES, MailKind, MailStatus, NoticeChannel, PartyKind
from shared.schemas.mail import (
    ClosedAddress,
    CustomerNotices,
    CustomerNoticesView,
    MailAttempt,
    MailBoard,
    MailRow,
    StaffMails,
    SupplierAddressView,
)
from shared.schemas.supplier import (
    AskedLine,
    QuotationWish,
    Reliability,
    SiteChoice,
    SupplierItemChoice,
    SupplierLink,
    SupplierOrder,
    SupplierPart,
    SupplierRequestRow,
    SupplierRow,
    SupplierView,
)
from shared.supplier_terms import AnswerOutcome, RequestKind, RequestStatus
from shared.terms import Language
from tests.frontend.answers import Answers
from tests.frontend.sample_day import NOW

SUPPLIER_ID, REQUEST_ID, RIGA = UUID(int=901), UUID(int=902), UUID(int=903)
ITEM_ID, CUSTOMER_ID, MAIL_ID = UUID(int=904), UUID(int=905), UUID(int=906)
DUE = date(2026, 12, 4)


def supplier_row(**changes: Any) -> SupplierRow:
    facts: dict[str, Any] = {
        "id": SUPPLIER_ID,
        "code": "S1",
        "name": "Resins Ltd",
        "country": "DE",
        "reliability": Reliability(8, 6, 7, 4, 3),
        "open_line_count": 2,
        "waiting_count": 1,
        "overdue_count": 1,
    }
    return SupplierRow(**{**facts, **changes})


def supplier_address(**changes: Any) -> SupplierAddressView:
    facts: dict[str, Any] = {
        "address": "sales@resins.example",
        "language": Language.ENGLISH,
        "is_on": True,
        "is_closed": False,
        "may_choose": True,
    }
    return SupplierAddressView(**{**facts, **changes})


def supplier_request(status: RequestStatus, outcome: AnswerOutcome | None) -> SupplierRequestRow:
    parts = [SupplierPart(Decimal(300), DUE + timedelta(days=3))] if outcome else []
    line = AskedLine(
        UUID(int=907), 1, "BASE", "Epoxy base", "kg", 0, Decimal(500), DUE, None, None, outcome, parts, None,
        Decimal(120),
    )  # fmt: skip
    return SupplierRequestRow(
        id=REQUEST_ID if outcome is None else UUID(int=908),
        kind=RequestKind.ORDER,
        reference="4711",
        site_name="Riga plant",
        time_zone="Europe/Riga",
        status=status,
        asked_at=NOW - timedelta(days=3),
        asked_by_name="Boris Buyer",
        answer_by=NOW - timedelta(hours=2),
        answered_at=None if outcome is None else NOW - timedelta(days=1),
        is_late=outcome is None,
        note="",
        answer_note="",
        link_until=NOW + timedelta(days=9),
        opened_count=2,
        lines=[line],
    )


def supplier_view() -> SupplierView:
    return SupplierView(
        row=supplier_row(),
        requests=[
            supplier_request(RequestStatus.SENT, None),
            supplier_request(RequestStatus.ANSWERED, AnswerOutcome.CHANGED),
        ],
        orders=[SupplierOrder("4711", RIGA, "Riga plant", 2, DUE)],
        items=[SupplierItemChoice(ITEM_ID, "BASE", "Epoxy base", "kg")],
        sites=[SiteChoice(RIGA, "Riga plant")],
        may_ask=True,
    )


def mail_board() -> MailBoard:
    said = "5.1.1 no such user"
    mail = MailRow(
        id=MAIL_ID,
        kind=MailKind.PURCHASE_CHANGED,
        party_kind=PartyKind.SUPPLIER,
        party_name="Resins Ltd",
        address="sales@resins.example",
        subject="Change to purchase order 4711",
        status=MailStatus.REFUSED,
        created_at=NOW,
        next_try_at=None,
        settled_at=NOW,
        can_be_sent_again=True,
        attempts=[MailAttempt(NOW, 12, 550, said)],
    )
    closed = ClosedAddress("sales@resins.example", "Resins Ltd", NOW, MailStatus.REFUSED, said)
    return MailBoard(True, "plan@mill.example", {MailStatus.SENT: 12}, [mail], [closed])


class FakeMails(Answers):
    """Answers about suppliers and mails; what is done is kept in `done`."""

    async def suppliers(self) -> list[SupplierRow]:
        return self._answer("suppliers", [supplier_row()])

    async def supplier(self, supplier_id: UUID) -> SupplierView:
        self.done.append(("supplier", supplier_id))
        return self._answer("supplier", supplier_view())

    async def supplier_address(self, supplier_id: UUID) -> SupplierAddressView:
        assert supplier_id == SUPPLIER_ID
        return self._answer("supplier_address", supplier_address())

    async def choose_supplier_address(
        self, supplier_id: UUID, address: str, language: Language
    ) -> None:
        self.done.append(("choose_supplier_address", supplier_id, address, language))

    async def ask_for_quotation(self, supplier_id: UUID, wish: QuotationWish) -> UUID:
        self.done.append(("ask_for_quotation", supplier_id, wish))
        return REQUEST_ID

    async def ask_to_confirm(self, supplier_id: UUID, site_id: UUID, order_reference: str) -> UUID:
        self.done.append(("ask_to_confirm", supplier_id, site_id, order_reference))
        return REQUEST_ID

    async def share_forecast(self, supplier_id: UUID, site_id: UUID) -> UUID:
        self.done.append(("share_forecast", supplier_id, site_id))
        return REQUEST_ID

    async def make_supplier_link(self, request_id: UUID) -> SupplierLink:
        self.done.append(("make_supplier_link", request_id))
        return SupplierLink("https://plan.mill.example/supplier?lang=en#secret", NOW)

    async def revoke_supplier_links(self, request_id: UUID) -> None:
        self.done.append(("revoke_supplier_links", request_id))

    async def mail_board(self) -> MailBoard:
        return self._answer("mail_board", mail_board())

    async def send_mail_again(self, mail_id: UUID) -> None:
        self.done.append(("send_mail_again", mail_id))

    async def mend_address(self, address: str, new_address: str | None) -> None:
        self.done.append(("mend_address", address, new_address))

    async def send_test_mail(self) -> None:
        self.done.append(("send_test_mail",))

    async def staff_mails(self) -> StaffMails:
        chosen = {MailKind.DIGEST: False, MailKind.SILENT: True}
        return self._answer("staff_mails", StaffMails(True, "anna@small.example", chosen))

    async def choose_staff_mail(self, kind: MailKind, wanted: bool) -> None:  # noqa: FBT001 -- as the gateway has it
        self.done.append(("choose_staff_mail", kind, wanted))

    async def customer_notices(self, customer_id: UUID) -> CustomerNoticesView:
        notices = CustomerNotices(
            "orders@hartmann.example", Language.RUSSIAN, list(CUSTOMER_NOTICES), NoticeChannel.MAIL
        )
        view = CustomerNoticesView(customer_id, "Hartmann", True, False, notices, True)
        return self._answer("customer_notices", view)

    async def choose_customer_notices(self, customer_id: UUID, notices: CustomerNotices) -> None:
        self.done.append(("choose_customer_notices", customer_id, notices))
