"""What may be asked of working with suppliers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from shared.schemas.supplier import LineAnswer


@dataclass(frozen=True, slots=True)
class AskForQuotation:
    """Ask a supplier for price and day of a quantity."""

    supplier_id: UUID
    site_id: UUID
    item_id: UUID
    quantity: Decimal
    due_on: date
    note: str


@dataclass(frozen=True, slots=True)
class AskToConfirm:
    """Ask a supplier to confirm the open lines of a purchase order at a site."""

    supplier_id: UUID
    site_id: UUID
    order_reference: str


@dataclass(frozen=True, slots=True)
class ShareForecast:
    """Show a supplier what will be bought for a site, and ask what they commit to."""

    supplier_id: UUID
    site_id: UUID


@dataclass(frozen=True, slots=True)
class MakeLink:
    """Make a new link to a request; the ones before it are refused from now on."""

    request_id: UUID


@dataclass(frozen=True, slots=True)
class RevokeLinks:
    """Refuse every link to a request from now on."""

    request_id: UUID


@dataclass(frozen=True, slots=True)
class OpenLink:
    """The holder of a link looks at its request; carries the hash, never the link itself."""

    token_hash: str


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """The holder of a link answers its request."""

    request_id: UUID
    token_hash: str
    lines: tuple[LineAnswer, ...]
    note: str
