"""Customers, their classes, regions and channels."""

from uuid import UUID

from backend.connectors.mail.commands import (
    ChooseCustomerNotices,
)
from backend.connectors.mail.queries import customer_notices_for
from backend.customer.commands import (
    AddCustomerField,
    ChooseClass,
    ChooseSegmentRules,
    EndClassChoice,
    ForgetSignal,
    HearSignal,
    RemoveCustomerField,
    SayCustomerFields,
    TakeOverClasses,
)
from backend.customer.queries.board import customers_for as customer_board_for
from backend.customer.queries.fields import fields_for
from backend.customer.queries.market import market_for, market_lines_for
from backend.customer.queries.one import customer_for as whole_customer_for
from backend.customer.queries.one import customer_lines
from backend.customer.queries.ranking import segments_for
from backend.gateway.opened import OpenedGateway
from shared.schemas.customer import (
    CustomerBoard,
    CustomerField,
    CustomerFieldChoice,
    CustomerLines,
    CustomersAsked,
    CustomerView,
    FieldSaid,
    SignalChoice,
)
from shared.schemas.mail import CustomerNotices, CustomerNoticesView
from shared.schemas.segment import (
    ClassTaken,
    MarketAsked,
    MarketBoard,
    MarketLines,
    OverrideChoice,
    SegmentBoard,
    SegmentRules,
    SegmentsAsked,
)
from shared.terms import KPIName


class CustomerScreens(OpenedGateway):
    """Customers, their classes, regions and channels."""

    async def customer_notices(self, customer_id: UUID) -> CustomerNoticesView:
        """Of what a customer is told by itself."""
        return await customer_notices_for(await self._viewer(), customer_id)

    async def choose_customer_notices(self, customer_id: UUID, notices: CustomerNotices) -> None:
        """Say of what a customer is told."""
        await self._perform(
            ChooseCustomerNotices(
                customer_id,
                notices.address,
                notices.language,
                tuple(notices.kinds),
                notices.channel,
            )
        )

    async def customers(self, asked: CustomersAsked) -> CustomerBoard:
        """Customers in the viewer's territories with what stands out, fifty rows."""
        now = self._dispatcher.clock.now()
        return await customer_board_for(await self._viewer(), asked, now)

    async def customer(self, customer_id: UUID) -> CustomerView:
        """One customer from all sides."""
        return await whole_customer_for(
            await self._viewer(), customer_id, self._dispatcher.clock.now()
        )

    async def customer_lines(self, customer_id: UUID, kpi: KPIName) -> CustomerLines:
        """The lines of a year behind one of a customer's service figures."""
        now = self._dispatcher.clock.now()
        return await customer_lines(await self._viewer(), customer_id, kpi, now)

    async def say_customer_fields(self, customer_id: UUID, said: list[FieldSaid]) -> None:
        """Say what holds for a customer in the company's own fields, all or none."""
        await self._perform(SayCustomerFields(customer_id, tuple(said)))

    async def hear_signal(self, customer_id: UUID, choice: SignalChoice) -> None:
        """Note what was heard of a customer."""
        await self._perform(HearSignal(customer_id, choice))

    async def forget_signal(self, signal_id: UUID) -> None:
        """Take back what was heard."""
        await self._perform(ForgetSignal(signal_id))

    async def customer_fields(self) -> list[CustomerField]:
        """The company's own fields; for those who define them."""
        return await fields_for(await self._viewer())

    async def add_customer_field(self, choice: CustomerFieldChoice) -> None:
        """Keep one thing more of every customer."""
        await self._perform(AddCustomerField(choice))

    async def remove_customer_field(self, field_id: UUID) -> None:
        """Keep a field no longer."""
        await self._perform(RemoveCustomerField(field_id))

    async def segments(self, asked: SegmentsAsked) -> SegmentBoard:
        """What customers are worth, fifty by value, and whose class data would have otherwise."""
        return await segments_for(await self._viewer(), asked, self._dispatcher.clock.now())

    async def choose_segment_rules(self, rules: SegmentRules) -> None:
        """Find segments by other rules; for planners and admins."""
        await self._perform(ChooseSegmentRules(rules))

    async def choose_customer_class(self, customer_id: UUID, choice: OverrideChoice) -> None:
        """Let a customer have a class by hand until a day; for planners and admins."""
        await self._perform(ChooseClass(customer_id, choice))

    async def end_customer_class(self, customer_id: UUID) -> None:
        """Forget a class by hand."""
        await self._perform(EndClassChoice(customer_id))

    async def take_over_classes(self, taken: list[ClassTaken]) -> None:
        """Let customers have the classes that were suggested, exactly as they were seen."""
        await self._perform(TakeOverClasses(tuple(taken)))

    async def market(self, asked: MarketAsked) -> MarketBoard:
        """Regions, channels or territories compared."""
        return await market_for(await self._viewer(), asked, self._dispatcher.clock.now())

    async def market_lines(
        self, asked: MarketAsked, territory_id: UUID | None, offset: int
    ) -> MarketLines:
        """The order lines behind a part of the market, fifty at a time."""
        now = self._dispatcher.clock.now()
        return await market_lines_for(await self._viewer(), asked, territory_id, offset, now)
