"""How an order line may be delivered, as screens and the API see it."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.terms import FullLoad

Days = Annotated[int, Meta(ge=0, le=3650)]


class DeliveryChoice(Struct, frozen=True):
    """What an order line says itself; null leaves it to the customer's rule.

    `maximum_days_late` counts from the day asked for: what would come later is not promised.
    `minimum_partial_quantity` is the least part that may come alone, in the item's unit.
    `ships_together` goes for all open lines of the order: they leave on one day.
    """

    maximum_days_late: Days | None = None
    allows_partial: bool | None = None
    minimum_partial_quantity: Decimal | None = None
    ships_together: bool | None = None


class UsualDelivery(Struct, frozen=True):
    """What holds for a customer's orders where a line says nothing; null: no limit, parts, by themselves.

    `minimum_partial_ratio` is the least part as a share of a line, 0 to 1. What is ordered anew, and what more is
    asked of a line, is rounded up to full layers or pallets of the item where `rounds_to` says so. What comes has to last
    `remaining_life_days` beyond its delivery; null: as long as it is usable.
    """

    maximum_days_late: Days | None = None
    allows_partial: bool | None = None
    minimum_partial_ratio: Decimal | None = None
    ships_together: bool | None = None
    rounds_to: FullLoad | None = None
    remaining_life_days: Days | None = None


class DeliveryRuleView(Struct, frozen=True):
    """How an open line may be delivered: its own words, the customer's, and what holds of both."""

    demand_line_id: UUID
    customer_id: UUID
    customer_name: str
    order_reference: str
    line_number: int
    item_name: str
    unit: str
    quantity: Decimal
    due_on: date
    promised_on: date | None
    own: DeliveryChoice
    usual: UsualDelivery
    maximum_days_late: int | None
    allows_partial: bool
    minimum_partial_quantity: Decimal
    ships_together: bool
    line_count: int
    may_choose: bool
