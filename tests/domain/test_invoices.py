"""What a customer owes, from when on it is overdue, and that currencies are kept apart."""

from datetime import date, timedelta
from decimal import Decimal

from backend.customer.model.invoices import Billed, Owed, by_urgency, owed, year_of_payments

TODAY = date(2026, 11, 24)


def billed(
    reference: str,
    due: int,
    *,
    amount: str = "100",
    paid: str = "0",
    paid_on: date | None = None,
    currency: str = "EUR",
) -> Billed:
    """An invoice due so many days from today."""
    due_on = TODAY + timedelta(days=due)
    return Billed(
        reference, None, due_on - timedelta(days=30), due_on, Decimal(amount), currency, Decimal(paid), paid_on
    )  # fmt: skip


def test_an_invoice_is_overdue_from_the_day_after_its_last_one() -> None:
    assert [billed("A", due).overdue_days(TODAY) for due in (1, 0, -1, -40)] == [0, 0, 1, 40]


def test_what_is_paid_in_full_is_neither_open_nor_overdue() -> None:
    paid = billed("A", -40, paid="100", paid_on=TODAY)
    assert (paid.open_amount, paid.overdue_days(TODAY)) == (Decimal(0), 0)
    part = billed("B", -40, paid="99.99", paid_on=TODAY)
    assert (part.open_amount, part.overdue_days(TODAY)) == (Decimal("0.01"), 40)


def test_each_currency_has_a_sum_of_its_own() -> None:
    found = owed(
        [
            billed("A", -3, amount="1000", paid="400", paid_on=TODAY - timedelta(days=3)),
            billed("B", 5, amount="50"),
            billed("C", -9, amount="8100", currency="CNY"),
        ],
        TODAY,
    )
    assert found == [
        Owed("EUR", Decimal(650), Decimal(600), Decimal(400)),
        Owed("CNY", Decimal(8100), Decimal(8100), Decimal(0)),
    ]
    assert owed([], TODAY) == []


def test_a_year_of_payments_is_365_days_with_today() -> None:
    first = year_of_payments(TODAY)
    assert (TODAY - first).days == 364
    days = (first - timedelta(days=1), first, TODAY, TODAY + timedelta(days=1))
    sums = [owed([billed("A", -1, paid="100", paid_on=day)], TODAY)[0].paid_amount for day in days]
    assert sums == [0, 100, 100, 0]


def test_the_longest_due_comes_first_and_what_is_paid_last() -> None:
    found = by_urgency(
        [
            billed("paid before", -90, paid="100", paid_on=TODAY - timedelta(days=80)),
            billed("later", 9),
            billed("overdue", -2),
            billed("paid lately", -5, paid="100", paid_on=TODAY - timedelta(days=1)),
            billed("long overdue", -50),
        ]
    )
    names = ["long overdue", "overdue", "later", "paid lately", "paid before"]
    assert [each.reference for each in found] == names
