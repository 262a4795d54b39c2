"""What allocations tell."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.floor.events import MovedPromise


@dataclass(frozen=True, slots=True)
class AllocationOpened:
    """A shortage waits to be shared out."""

    topics: ClassVar[tuple[str, ...]] = ("allocation",)

    allocation_id: UUID


@dataclass(frozen=True, slots=True)
class AllocationDecided:
    """A shortage was shared out, or not; `promises` are those that come later by it."""

    topics: ClassVar[tuple[str, ...]] = ("allocation", "demand_line")

    allocation_id: UUID
    status: str
    promises: tuple[MovedPromise, ...]


@dataclass(frozen=True, slots=True)
class AllocationUndone:
    """Who decided has undone it in time; the shortage waits to be shared out again."""

    topics: ClassVar[tuple[str, ...]] = ("allocation", "demand_line")

    allocation_id: UUID


@dataclass(frozen=True, slots=True)
class PromisesGained:
    """A shortage was shared out: these lines come sooner than the plan alone would have had them."""

    topics: ClassVar[tuple[str, ...]] = ()

    allocation_id: UUID
    promises: tuple[MovedPromise, ...]


@dataclass(frozen=True, slots=True)
class AllocationRuleChosen:
    """The rules by which shortages are shared out are others than before."""

    topics: ClassVar[tuple[str, ...]] = ("allocation",)
