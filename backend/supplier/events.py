"""What working with suppliers tells."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SupplierAsked:
    """A supplier is to be asked, once the time for second thoughts is over."""

    topics: ClassVar[tuple[str, ...]] = ("supplier",)

    request_id: UUID


@dataclass(frozen=True, slots=True)
class SupplierRequestSent:
    """A request is on its way to its supplier."""

    topics: ClassVar[tuple[str, ...]] = ("supplier",)

    request_id: UUID


@dataclass(frozen=True, slots=True)
class SupplierLinkMoved:
    """A link to a request was made anew, ended or opened."""

    topics: ClassVar[tuple[str, ...]] = ("supplier",)

    request_id: UUID


@dataclass(frozen=True, slots=True)
class SupplierAnswered:
    """A supplier has confirmed, changed or declined what was asked."""

    topics: ClassVar[tuple[str, ...]] = ("supplier", "supply")

    request_id: UUID
