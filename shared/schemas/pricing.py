"""Weights of a score and rates of ways out, as a company sets them."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct


class PricingVersion(Struct, frozen=True):
    """Weights and rates as somebody set them; `number` 0 are the usual ones."""

    number: int
    weights: dict[str, Decimal]
    rates: dict[str, Decimal]
    note: str
    changed_by_name: str
    changed_at: datetime | None


class LaneCost(Struct, frozen=True):
    """What transfers from one site to another cost: a delivery, and each pallet of it that is begun.

    None where nobody has said it; they cost the rate of a transfer then.
    """

    source_site_id: UUID
    source_site_name: str
    site_id: UUID
    site_name: str
    cost_per_delivery: Decimal | None
    cost_per_pallet: Decimal | None


class PricingBoard(Struct, frozen=True):
    """What is in force, what was before, newest first, and the least and most of each rate.

    `lanes` are those on which goods are brought, the usual way or another one.
    """

    current: PricingVersion
    earlier: list[PricingVersion]
    bounds: dict[str, tuple[Decimal, Decimal]]
    currency: str
    lanes: list[LaneCost] = []


class FreightAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """What a delivery costs, and each pallet of it that is begun."""

    cost_per_delivery: Decimal
    cost_per_pallet: Decimal


class PricingAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """All weights and rates by name, in the place of those of `base_number`."""

    base_number: int
    weights: dict[str, Decimal]
    rates: dict[str, Decimal]
    note: Annotated[str, Meta(max_length=500)] = ""
