"""A customer's invoices, each in its own currency; amounts in different ones are never added."""

from datetime import date
from decimal import Decimal

from msgspec import Struct


class InvoiceRow(Struct, frozen=True):
    """An invoice, in its own currency; `overdue_days` 0 while there is time, and when all is paid."""

    reference: str
    order_reference: str | None
    issued_on: date
    due_on: date
    currency: str
    amount: Decimal
    open_amount: Decimal
    overdue_days: int
    paid_on: date | None


class InvoiceSum(Struct, frozen=True):
    """What is open in one currency, how much of that is overdue, and what was paid in 365 days."""

    currency: str
    open_amount: Decimal
    overdue_amount: Decimal
    paid_amount: Decimal


class InvoicesView(Struct, frozen=True):
    """Open invoices, the longest due first, then those paid in a year, the latest first; sums are of all."""

    sums: list[InvoiceSum]
    rows: list[InvoiceRow]
    open_count: int
    row_count: int
