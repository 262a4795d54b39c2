"""Suppliers, what they are asked, mail to the outside."""

from typing import Protocol
from uuid import UUID

from shared.schemas.mail import MailBoard, SupplierAddressView
from shared.schemas.supplier import QuotationWish, SupplierLink, SupplierRow, SupplierView
from shared.terms import Language


class SupplierGateway(Protocol):
    """Suppliers, what they are asked, mail to the outside."""

    async def suppliers(self) -> list[SupplierRow]:
        """Suppliers of the viewer's sites, with how they kept their word over the last year."""
        ...

    async def supplier(self, supplier_id: UUID) -> SupplierView:
        """One supplier: open orders, what was asked and answered."""
        ...

    async def ask_for_quotation(self, supplier_id: UUID, wish: QuotationWish) -> UUID:
        """Ask for a price and a day; for buyers and planners."""
        ...

    async def ask_to_confirm(self, supplier_id: UUID, site_id: UUID, order_reference: str) -> UUID:
        """Ask for an order to be confirmed."""
        ...

    async def share_forecast(self, supplier_id: UUID, site_id: UUID) -> UUID:
        """Show what a site will buy."""
        ...

    async def make_supplier_link(self, request_id: UUID) -> SupplierLink:
        """Make a new link to a request, told this once; earlier ones are refused."""
        ...

    async def revoke_supplier_links(self, request_id: UUID) -> None:
        """Refuse every link to a request."""
        ...

    async def supplier_address(self, supplier_id: UUID) -> SupplierAddressView:
        """Where a supplier is written to, and in which language."""
        ...

    async def choose_supplier_address(
        self, supplier_id: UUID, address: str, language: Language
    ) -> None:
        """Keep where a supplier is written to; for buyers, planners and admins."""
        ...

    async def mail_board(self) -> MailBoard:
        """How mail stands; for admins."""
        ...

    async def send_mail_again(self, mail_id: UUID) -> None:
        """Send a stopped mail again."""
        ...

    async def mend_address(self, address: str, new_address: str | None) -> None:
        """Write to a closed address again, or to another one."""
        ...

    async def send_test_mail(self) -> None:
        """Send the viewer a mail that says nothing."""
        ...
