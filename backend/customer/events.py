"""What is told about customers."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CustomerFieldsDefined:
    """The company keeps other fields of its customers."""

    topics: ClassVar[tuple[str, ...]] = ("customer",)


@dataclass(frozen=True, slots=True)
class CustomerDescribed:
    """Something was said in a customer's fields."""

    topics: ClassVar[tuple[str, ...]] = ("customer",)

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class SegmentRulesChosen:
    """Segments are found by other rules."""

    topics: ClassVar[tuple[str, ...]] = ("customer",)


@dataclass(frozen=True, slots=True)
class CustomerClassChosen:
    """A customer is served in another class from now on, or the word of a person on it has ended."""

    topics: ClassVar[tuple[str, ...]] = ("customer", "catalog")

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class CustomerHeard:
    """Something was heard of a customer, or taken back."""

    topics: ClassVar[tuple[str, ...]] = ("customer",)

    customer_id: UUID
