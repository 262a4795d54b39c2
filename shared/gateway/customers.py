"""Customers, their classes, regions and channels."""

from typing import Protocol
from uuid import UUID

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


class CustomerGateway(Protocol):
    """Customers, their classes, regions and channels."""

    async def customer_notices(self, customer_id: UUID) -> CustomerNoticesView:
        """Of what a customer is told by itself."""
        ...

    async def choose_customer_notices(self, customer_id: UUID, notices: CustomerNotices) -> None:
        """Say of what a customer is told; for reps, planners and admins."""

    async def customers(self, asked: CustomersAsked) -> CustomerBoard:
        """Customers in the viewer's territories with what stands out, fifty rows."""
        ...

    async def customer(self, customer_id: UUID) -> CustomerView:
        """One customer from all sides."""
        ...

    async def customer_lines(self, customer_id: UUID, kpi: KPIName) -> CustomerLines:
        """The lines of a year behind one of a customer's service figures."""
        ...

    async def say_customer_fields(self, customer_id: UUID, said: list[FieldSaid]) -> None:
        """Say what holds for a customer in the company's own fields, all or none."""
        ...

    async def hear_signal(self, customer_id: UUID, choice: SignalChoice) -> None:
        """Note what was heard of a customer."""
        ...

    async def forget_signal(self, signal_id: UUID) -> None:
        """Take back what was heard."""
        ...

    async def customer_fields(self) -> list[CustomerField]:
        """The company's own fields; for those who define them."""
        ...

    async def add_customer_field(self, choice: CustomerFieldChoice) -> None:
        """Keep one thing more of every customer."""
        ...

    async def remove_customer_field(self, field_id: UUID) -> None:
        """Keep a field no longer."""
        ...

    async def segments(self, asked: SegmentsAsked) -> SegmentBoard:
        """What customers are worth, fifty by value, and whose class data would have otherwise."""
        ...

    async def choose_segment_rules(self, rules: SegmentRules) -> None:
        """Find segments by other rules; for planners and admins."""
        ...

    async def choose_customer_class(self, customer_id: UUID, choice: OverrideChoice) -> None:
        """Let a customer have a class by hand until a day; for planners and admins."""
        ...

    async def end_customer_class(self, customer_id: UUID) -> None:
        """Forget a class by hand."""
        ...

    async def take_over_classes(self, taken: list[ClassTaken]) -> None:
        """Let customers have the classes that were suggested, exactly as they were seen."""
        ...

    async def market(self, asked: MarketAsked) -> MarketBoard:
        """Regions, channels or territories compared."""
        ...

    async def market_lines(
        self, asked: MarketAsked, territory_id: UUID | None, offset: int
    ) -> MarketLines:
        """The order lines behind a part of the market, fifty at a time."""
        ...
