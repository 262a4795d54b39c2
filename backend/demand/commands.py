"""What may be asked of demand. `base_ver` is the version that the author saw; 0 for a new change."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from shared.schemas.delivery import DeliveryChoice, UsualDelivery
from shared.schemas.ops import RequestDemandChangeArgs, WithdrawDemandChangeArgs
from shared.terms import ReasonCode


@dataclass(frozen=True, slots=True)
class RequestDemandChange:
    """Log that a line grows, shrinks, moves, turns urgent or is cancelled, or that one is new.

    Without `demand_line_id` it is a new line: `quantity_delta` its quantity, `due_on` required.
    `due_on` None leaves the date as it is; `site_id` None lets the line or the item choose.
    """

    id: UUID
    demand_line_id: UUID | None
    customer_id: UUID
    item_id: UUID
    site_id: UUID | None
    quantity_delta: Decimal
    due_on: date | None
    is_cancellation: bool
    is_urgent: bool
    reason: ReasonCode
    confidence: float | None
    note: str
    base_ver: int = 0
    photos: tuple[str, ...] | None = None

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: RequestDemandChangeArgs) -> Self:
        """The command that args from outside ask for."""
        return cls(id=row_id, base_ver=base_ver, **_change_fields(args))


@dataclass(frozen=True, slots=True)
class AmendDemandChange:
    """Alter a change before it is decided; the same fields, of which customer and item must stay."""

    id: UUID
    demand_line_id: UUID | None
    customer_id: UUID
    item_id: UUID
    site_id: UUID | None
    quantity_delta: Decimal
    due_on: date | None
    is_cancellation: bool
    is_urgent: bool
    reason: ReasonCode
    confidence: float | None
    note: str
    base_ver: int
    photos: tuple[str, ...] | None = None

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: RequestDemandChangeArgs) -> Self:
        """The command that args from outside ask for."""
        return cls(id=row_id, base_ver=base_ver, **_change_fields(args))


@dataclass(frozen=True, slots=True)
class WithdrawDemandChange:
    """Take a change back before it is decided."""

    id: UUID
    reason: ReasonCode
    base_ver: int

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: WithdrawDemandChangeArgs) -> Self:
        """The command that args from outside ask for."""
        return cls(id=row_id, reason=args.reason, base_ver=base_ver)


@dataclass(frozen=True, slots=True)
class KeepDemandPhoto:
    """Keep the content of a photo that a change has named; the same again changes nothing."""

    demand_change_id: UUID
    content_hash: str
    content: bytes


def _change_fields(args: RequestDemandChangeArgs) -> dict[str, Any]:
    return {
        "demand_line_id": args.demand_line_id,
        "customer_id": args.customer_id,
        "item_id": args.item_id,
        "site_id": args.site_id,
        "quantity_delta": Decimal(args.quantity_delta),
        "due_on": args.due_on,
        "is_cancellation": args.is_cancellation,
        "is_urgent": args.is_urgent,
        "reason": args.reason,
        "confidence": args.confidence,
        "note": args.note,
        "photos": None if args.photos is None else tuple(dict.fromkeys(args.photos)),
    }


@dataclass(frozen=True, slots=True)
class ChooseDeliveryRule:
    """Say of an order line how it may be delivered; to ship together goes for all of its order."""

    demand_line_id: UUID
    choice: DeliveryChoice


@dataclass(frozen=True, slots=True)
class ChooseUsualDelivery:
    """Say how a customer's orders may be delivered where a line says nothing."""

    customer_id: UUID
    usual: UsualDelivery


@dataclass(frozen=True, slots=True)
class RouteDemandChange:
    """Ask for a new line from another site."""

    id: UUID
    site_id: UUID


@dataclass(frozen=True, slots=True)
class RerouteDemandLine:
    """Ask for what is open of an order line from another site: a change like any other."""

    id: UUID
    demand_line_id: UUID
    site_id: UUID
    note: str


@dataclass(frozen=True, slots=True)
class MoveDeal:
    """Put an opportunity into another stage, or close it with an outcome (won, lost)."""

    id: UUID
    stage: str
    outcome: str | None
