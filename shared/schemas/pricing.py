"""Weights of a score and rates of ways out, as a company sets them."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct


class PricingVersion(Struct, frozen=True):
    """Weights and rates as somebody set them; `number` 0 are the usual ones."""

    number: int
    weights: dict[str, Decimal]
    rates: dict[str, Decimal]
    note: str
    changed_by_name: str
    changed_at: datetime | None


class PricingBoard(Struct, frozen=True):
    """What is in force, what was before, newest first, and the least and most of each rate."""

    current: PricingVersion
    earlier: list[PricingVersion]
    bounds: dict[str, tuple[Decimal, Decimal]]
    currency: str


class PricingAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """All weights and rates by name, in the place of those of `base_number`."""

    base_number: int
    weights: dict[str, Decimal]
    rates: dict[str, Decimal]
    note: Annotated[str, Meta(max_length=500)] = ""
