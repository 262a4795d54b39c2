"""What the KPIs tell."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from shared.terms import KPIName


@dataclass(frozen=True, slots=True)
class SiteFigure:
    """A KPI's value at one site."""

    site_id: UUID
    site_name: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class KPICrossed:
    """The company's figure went beyond its threshold (`is_crossed`), or came back within it.

    `sites` are those whose own figure is beyond it; `missed_count` of `counted_count` rows missed.
    """

    topics: ClassVar[tuple[str, ...]] = ("kpi",)

    kpi: KPIName
    is_crossed: bool
    value: Decimal
    target: Decimal
    threshold: Decimal
    unit: str
    currency: str
    missed_count: int
    counted_count: int
    sites: tuple[SiteFigure, ...]


@dataclass(frozen=True, slots=True)
class KPIsCounted:
    """Figures were counted again; screens that show them look anew."""

    topics: ClassVar[tuple[str, ...]] = ("kpi",)
