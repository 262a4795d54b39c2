"""What may be asked of promises. `base_ver` is the version that the author saw; 0 for a new row."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from shared.schemas.ops import (
    HoldQuotationArgs,
    OrderQuotationArgs,
    RecordInquiryArgs,
    ReleaseQuotationArgs,
)
from shared.schemas.routing import RoutingChoice
from shared.terms import ReasonCode


@dataclass(frozen=True, slots=True)
class RecordInquiry:
    """Keep on record what a customer asked about; nothing is held for them."""

    id: UUID
    customer_id: UUID
    item_id: UUID
    quantity: Decimal
    due_on: date
    site_id: UUID | None
    note: str

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: RecordInquiryArgs) -> Self:  # noqa: ARG003 -- a new row has no version to name
        """The command that args from outside ask for."""
        return cls(
            row_id, args.customer_id, args.item_id, Decimal(args.quantity), args.due_on,
            args.site_id, args.note,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HoldQuotation:
    """Keep supply for a customer until a time; `option` and `complete_on` say what was seen."""

    id: UUID
    customer_id: UUID
    item_id: UUID
    quantity: Decimal
    due_on: date
    site_id: UUID | None
    note: str
    held_until: datetime
    option: str | None
    complete_on: date | None

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: HoldQuotationArgs) -> Self:  # noqa: ARG003 -- a new row has no version to name
        """The command that args from outside ask for."""
        return cls(
            row_id, args.customer_id, args.item_id, Decimal(args.quantity), args.due_on,
            args.site_id, args.note, args.held_until, args.option, args.complete_on,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReleaseQuotation:
    """Give back what is held, before its time has come."""

    id: UUID

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: ReleaseQuotationArgs) -> Self:  # noqa: ARG003 -- it is given back whatever was seen of it
        """The command that args from outside ask for."""
        return cls(row_id)


@dataclass(frozen=True, slots=True)
class OrderQuotation:
    """Turn what is held into a new order line, by a demand change of its own."""

    id: UUID
    demand_change_id: UUID
    reason: ReasonCode

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: OrderQuotationArgs) -> Self:  # noqa: ARG003 -- the state decides, not the version
        """The command that args from outside ask for."""
        return cls(row_id, args.demand_change_id, args.reason)


@dataclass(frozen=True, slots=True)
class ChooseRouting:
    """Say how sites are compared for an order."""

    choice: RoutingChoice


@dataclass(frozen=True, slots=True)
class ChooseSiteReserve:
    """Say what a site keeps of its stock for its own customers."""

    site_id: UUID
    reserved_ratio: Decimal
