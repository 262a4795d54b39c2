"""What demand tells."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DemandChangeRequested:
    """Somebody logged a demand change."""

    topics: ClassVar[tuple[str, ...]] = ("demand_change",)

    demand_change_id: UUID


@dataclass(frozen=True, slots=True)
class DemandChangeAmended:
    """The author altered a change that was not yet decided."""

    topics: ClassVar[tuple[str, ...]] = ("demand_change",)

    demand_change_id: UUID


@dataclass(frozen=True, slots=True)
class DemandChangeWithdrawn:
    """The author took a change back."""

    topics: ClassVar[tuple[str, ...]] = ("demand_change",)

    demand_change_id: UUID


@dataclass(frozen=True, slots=True)
class DemandPhotoReceived:
    """A photo that a change had named has come from the phone."""

    topics: ClassVar[tuple[str, ...]] = ("demand_change",)

    demand_change_id: UUID


@dataclass(frozen=True, slots=True)
class DemandLineChanged:
    """A demand line is now what a decision made it: new, larger, smaller, moved or cancelled."""

    topics: ClassVar[tuple[str, ...]] = ("demand_line", "kpi")

    demand_line_id: UUID


@dataclass(frozen=True, slots=True)
class DeliveryRuleChosen:
    """Lines that a site ships may be delivered otherwise than before."""

    topics: ClassVar[tuple[str, ...]] = ("demand_line", "plan")

    site_id: UUID


@dataclass(frozen=True, slots=True)
class DealMoved:
    """An opportunity is at another stage, or over; whatever expects something of it looks again."""

    topics: ClassVar[tuple[str, ...]] = ("forecast",)

    opportunity_id: UUID
