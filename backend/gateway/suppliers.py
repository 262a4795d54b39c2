"""Suppliers, what they are asked, mail to the outside."""

from uuid import UUID

from backend.connectors.mail.client import office
from backend.connectors.mail.commands import (
    ChooseSupplierMail,
    MendAddress,
    SendMailAgain,
    SendTestMail,
)
from backend.connectors.mail.queries import mail_board, supplier_address_for
from backend.gateway.opened import OpenedGateway
from backend.supplier.commands import (
    AskForQuotation,
    AskToConfirm,
    MakeLink,
    RevokeLinks,
    ShareForecast,
)
from backend.supplier.handlers.asking import link_to
from backend.supplier.model import LINK_LIFE
from backend.supplier.queries import supplier_for, suppliers_for
from shared.schemas.mail import MailBoard, SupplierAddressView
from shared.schemas.supplier import QuotationWish, SupplierLink, SupplierRow, SupplierView
from shared.terms import Language


class SupplierScreens(OpenedGateway):
    """Suppliers, what they are asked, mail to the outside."""

    async def suppliers(self) -> list[SupplierRow]:
        """Suppliers of the viewer's sites, with how they kept their word."""
        return await suppliers_for(await self._viewer(), self._dispatcher.clock.now())

    async def supplier(self, supplier_id: UUID) -> SupplierView:
        """One supplier."""
        return await supplier_for(await self._viewer(), supplier_id, self._dispatcher.clock.now())

    async def ask_for_quotation(self, supplier_id: UUID, wish: QuotationWish) -> UUID:
        """Ask for a price and a day."""
        command = AskForQuotation(
            supplier_id, wish.site_id, wish.item_id, wish.quantity, wish.due_on, wish.note
        )
        return await self._make(command)

    async def ask_to_confirm(self, supplier_id: UUID, site_id: UUID, order_reference: str) -> UUID:
        """Ask for an order to be confirmed."""
        return await self._make(AskToConfirm(supplier_id, site_id, order_reference))

    async def share_forecast(self, supplier_id: UUID, site_id: UUID) -> UUID:
        """Show what a site will buy."""
        return await self._make(ShareForecast(supplier_id, site_id))

    async def make_supplier_link(self, request_id: UUID) -> SupplierLink:
        """Make a new link to a request."""
        session, found = await self._session(), office()
        token: str = await self._dispatcher.dispatch(
            MakeLink(request_id), actor_id=session.person_id
        )
        url = link_to(found.origin if found is not None else "", token, session.language)
        return SupplierLink(url, self._dispatcher.clock.now() + LINK_LIFE)

    async def revoke_supplier_links(self, request_id: UUID) -> None:
        """Refuse every link to a request."""
        await self._perform(RevokeLinks(request_id))

    async def supplier_address(self, supplier_id: UUID) -> SupplierAddressView:
        """Where a supplier is written to, and in which language."""
        return await supplier_address_for(
            await self._viewer(), supplier_id, self._dispatcher.clock.now()
        )

    async def choose_supplier_address(
        self, supplier_id: UUID, address: str, language: Language
    ) -> None:
        """Keep where a supplier is written to."""
        await self._perform(ChooseSupplierMail(supplier_id, address, language))

    async def mail_board(self) -> MailBoard:
        """How mail stands."""
        return await mail_board(await self._viewer())

    async def send_mail_again(self, mail_id: UUID) -> None:
        """Send a stopped mail again."""
        await self._perform(SendMailAgain(mail_id))

    async def mend_address(self, address: str, new_address: str | None) -> None:
        """Write to a closed address again."""
        await self._perform(MendAddress(address, new_address))

    async def send_test_mail(self) -> None:
        """Send the viewer a mail that says nothing."""
        await self._perform(SendTestMail())
