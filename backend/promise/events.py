"""What promises tell."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class InquiryRecorded:
    """A customer has asked about an item; nothing is held."""

    topics: ClassVar[tuple[str, ...]] = ("quotation",)

    quotation_id: UUID


@dataclass(frozen=True, slots=True)
class QuotationHeld:
    """Supply is kept for a customer until a time."""

    topics: ClassVar[tuple[str, ...]] = ("quotation",)

    quotation_id: UUID


@dataclass(frozen=True, slots=True)
class QuotationDue:
    """The time until which something is held has come, if nothing else has happened to it."""

    topics: ClassVar[tuple[str, ...]] = ()

    quotation_id: UUID


@dataclass(frozen=True, slots=True)
class QuotationReleased:
    """What was held has been given back."""

    topics: ClassVar[tuple[str, ...]] = ("quotation",)

    quotation_id: UUID


@dataclass(frozen=True, slots=True)
class QuotationLapsed:
    """The time until which something was held has come, and nobody ordered it."""

    topics: ClassVar[tuple[str, ...]] = ("quotation",)

    quotation_id: UUID


@dataclass(frozen=True, slots=True)
class QuotationOrdered:
    """What was held is asked for as a new order line."""

    topics: ClassVar[tuple[str, ...]] = ("quotation",)

    quotation_id: UUID
    demand_change_id: UUID


@dataclass(frozen=True, slots=True)
class ReservationMoved:
    """More or less of a site's supply is held than before, so what others can have has moved."""

    topics: ClassVar[tuple[str, ...]] = ("plan",)

    site_id: UUID


@dataclass(frozen=True, slots=True)
class RoutingChosen:
    """Sites are compared otherwise than before, or keep another share for themselves."""

    topics: ClassVar[tuple[str, ...]] = ("routing",)
