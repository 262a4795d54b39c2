"""New, following and ending items as screens and the API see them."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.forecast_terms import LifeKind


class LifeView(Struct, frozen=True):
    """What is said of an item from a day on."""

    id: UUID
    kind: LifeKind
    item_code: str
    item_name: str
    other_code: str | None
    other_name: str | None
    on: date
    ratio: float
    ramp_days: int
    said_by_name: str


class AlikeView(Struct, frozen=True):
    """An item that a new one is like, and how much (0 to 1), by family, name, price and unit."""

    code: str
    name: str
    likeness: float


class NewItem(Struct, frozen=True):
    """An item without orders, or with its first ones of late, and what it may be like."""

    code: str
    name: str
    family: str
    first_on: date | None
    alike: list[AlikeView]


class LifeBoard(Struct, frozen=True):
    """What is said of items, and new ones of which nothing is said yet."""

    lives: list[LifeView]
    new_items: list[NewItem]
    may_keep: bool


class LifeAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """An item by its code, and the other one that it is like or follows; an end fades over `ramp_days`."""

    item_code: Annotated[str, Meta(min_length=1, max_length=64)]
    kind: LifeKind
    on: date
    other_code: Annotated[str, Meta(max_length=64)] | None = None
    ratio: Annotated[float, Meta(gt=0, le=100)] = 1.0
    ramp_days: Annotated[int, Meta(ge=0, le=731)] = 0
