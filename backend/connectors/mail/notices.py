"""The rules of what a customer is told of an order line: what is news against what they know; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, Self
from uuid import UUID

from shared.mail_terms import MailKind

# A customer was told that there is no day; until there is another one than before, there is no news.
UNSURE: Final = "unsure"
_CANCELLED: Final = "cancelled"
_OPEN: Final = "open"
# What is news whether or not there is a day.
_WITHOUT_DAY: Final = frozenset({MailKind.SHIPPED, MailKind.ORDER_CANCELLED})


@dataclass(frozen=True, slots=True)
class Standing:
    """An order line as it stands, or as a customer was told of it."""

    promised_on: date | None
    quantity: Decimal
    shipped_quantity: Decimal
    status: str


@dataclass(frozen=True, slots=True)
class ToldLine:
    """An order line of a customer who is told by mail; `told` None: they have heard nothing of it."""

    demand_line_id: UUID
    customer_id: UUID
    order_reference: str
    line_number: int
    item_name: str
    unit: str
    now: Standing
    told: Standing | None
    contact_name: str = ""

    @property
    def shown(self) -> Decimal:
        """The quantity that the news is about: what has just left, what has no day, else the whole line."""
        if self.now.status == UNSURE:
            return self.now.quantity - self.now.shipped_quantity
        before = self.told.shipped_quantity if self.told else Decimal(0)
        left = self.now.shipped_quantity - before
        return left if left > 0 else self.now.quantity

    def without_day(self) -> Self:
        """The line as it is told when nobody knows its day."""
        return replace(self, now=replace(self.now, status=UNSURE))

    @property
    def waits_for_day(self) -> bool:
        """Whether its customer knows that there is no day, and there is still none."""
        told = self.told
        return (
            told is not None and told.status == UNSURE and told.promised_on == self.now.promised_on
        )

    def as_known(self) -> Self:
        """The line as its customer knows it from now on; what is left of one without a day has none."""
        return self.without_day() if self.waits_for_day and self.now.status == _OPEN else self


def kinds_of(lines: Sequence[ToldLine]) -> dict[UUID, MailKind | None]:
    """What is news about each line of one order; None where something changed that is none.

    Lines that nothing needs to be remembered of are left out. A line that was split off another one, which
    became smaller by it, is news about a day and not a new order.
    """
    shrunk = {
        line.item_name: line.told.promised_on
        for line in lines
        if line.told is not None and line.now.quantity < line.told.quantity
    }
    found: dict[UUID, MailKind | None] = {}
    for line in lines:
        told = line.told
        if told is None and line.item_name in shrunk:
            told = replace(line.now, promised_on=shrunk[line.item_name])
        kind = kind_of(line.now, told)
        if kind in _WITHOUT_DAY or not line.waits_for_day:
            found[line.demand_line_id] = kind
    return found


def kind_of(now: Standing, told: Standing | None) -> MailKind | None:
    """What is news about a line against what its customer knows; None for nothing worth a mail.

    >>> stand = lambda day: Standing(date(2026, 12, day), Decimal(5), Decimal(0), "open")
    >>> kind_of(stand(3), None).value, kind_of(stand(4), stand(3)).value, kind_of(stand(3), stand(4)).value
    ('order_confirmed', 'delayed', 'date_moved')
    """
    if now.status == _CANCELLED:
        return None if told is None or told.status == _CANCELLED else MailKind.ORDER_CANCELLED
    if now.shipped_quantity > (told.shipped_quantity if told is not None else 0):
        return MailKind.SHIPPED
    if now.promised_on is None:
        return None
    if told is None or told.promised_on is None:
        return MailKind.ORDER_CONFIRMED
    if now.promised_on != told.promised_on:
        return MailKind.DELAYED if now.promised_on > told.promised_on else MailKind.DATE_MOVED
    return MailKind.ORDER_CONFIRMED if now.quantity > told.quantity else None
