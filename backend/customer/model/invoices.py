"""What a customer owes and has paid, currency by currency: sums of different ones mean nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from backend.customer.model.orders import YEAR_DAYS


@dataclass(frozen=True, slots=True)
class Billed:
    """An invoice; `paid_amount` of it has come, the last of that on `paid_on`."""

    reference: str
    order_reference: str | None
    issued_on: date
    due_on: date
    amount: Decimal
    currency: str
    paid_amount: Decimal
    paid_on: date | None

    @property
    def open_amount(self) -> Decimal:
        """What is still to be paid."""
        return self.amount - self.paid_amount

    def overdue_days(self, today: date) -> int:
        """Days since the last one for the payment; 0 on that day itself, and when all is paid."""
        return max(0, (today - self.due_on).days) if self.open_amount else 0


@dataclass(frozen=True, slots=True)
class Owed:
    """What is open in one currency, how much of that is overdue, and what was paid in a year."""

    currency: str
    open_amount: Decimal
    overdue_amount: Decimal
    paid_amount: Decimal


def year_of_payments(today: date) -> date:
    """The first of the 365 days whose payments count as the year's."""
    return today - timedelta(days=YEAR_DAYS - 1)


def owed(invoices: Iterable[Billed], today: date) -> list[Owed]:
    """One sum for each currency, the most used one first."""
    by_currency: dict[str, list[Billed]] = {}
    for invoice in invoices:
        by_currency.setdefault(invoice.currency, []).append(invoice)
    year = year_of_payments(today)
    return [
        Owed(
            currency,
            sum((each.open_amount for each in some), Decimal(0)),
            sum((each.open_amount for each in some if each.overdue_days(today)), Decimal(0)),
            sum(
                (
                    each.paid_amount
                    for each in some
                    if each.paid_on and year <= each.paid_on <= today
                ),
                Decimal(0),
            ),
        )
        for currency, some in sorted(by_currency.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]


def by_urgency(invoices: Iterable[Billed]) -> list[Billed]:
    """What is open, the longest due first; then what is paid, the latest first."""
    return sorted(
        invoices,
        key=lambda each: (
            (0, each.due_on.toordinal(), each.reference)
            if each.open_amount
            else (1, -(each.paid_on or each.due_on).toordinal(), each.reference)
        ),
    )
