"""A customer's invoices over the API: open, overdue, paid, for those who see the customer."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from backend.demand.tables import Invoice
from shared.ids import new_id
from tests.builders import TODAY, SmallCompany
from tests.phones import Phone

API = "/api/v1"


async def bill(
    customer: UUID,
    reference: str,
    due: int,
    *,
    amount: str = "1000",
    paid: str = "0",
    paid_on: date | None = None,
    currency: str = "EUR",
) -> None:
    due_on = TODAY + timedelta(days=due)
    await Invoice.insert(
        Invoice(
            id=new_id(), customer_id=customer, reference=reference, issued_on=due_on - timedelta(days=30),
            due_on=due_on, amount=Decimal(amount), currency=currency, paid_amount=Decimal(paid), paid_on=paid_on,
        )
    )  # fmt: skip


async def test_invoices_of_a_customer_are_in_its_answer(
    small_company: SmallCompany, phone: Phone
) -> None:
    ids = small_company
    await bill(ids.hartmann, "I-1", -15, paid="400", paid_on=TODAY - timedelta(days=9))
    await bill(ids.hartmann, "I-2", 20, currency="CNY")
    await bill(ids.hartmann, "I-3", -60, paid="1000", paid_on=TODAY - timedelta(days=50))
    await bill(ids.hartmann, "I-4", -500, paid="1000", paid_on=TODAY - timedelta(days=400))
    await bill(ids.baltic, "I-5", -3)

    answer = await phone.http.get(f"{API}/customers/{ids.hartmann}")

    found = answer.json()["invoices"]
    assert (found["open_count"], found["row_count"]) == (2, 3)
    rows = {row["reference"]: row for row in found["rows"]}
    assert list(rows) == ["I-1", "I-2", "I-3"]
    assert [row["overdue_days"] for row in rows.values()] == [15, 0, 0]
    assert [Decimal(row["open_amount"]) for row in rows.values()] == [600, 1000, 0]
    sums = {
        each.pop("currency"): {name: Decimal(value) for name, value in each.items()}
        for each in found["sums"]
    }
    assert sums == {
        "EUR": {"open_amount": 600, "overdue_amount": 600, "paid_amount": 1400},
        "CNY": {"open_amount": 1000, "overdue_amount": 0, "paid_amount": 0},
    }


async def test_sums_are_of_all_invoices_and_the_list_of_twenty(
    small_company: SmallCompany, phone: Phone
) -> None:
    for number in range(25):
        await bill(small_company.hartmann, f"I-{number:02}", -number)
    found = (await phone.http.get(f"{API}/customers/{small_company.hartmann}")).json()["invoices"]
    assert (found["open_count"], found["row_count"], len(found["rows"])) == (25, 25, 20)
    assert found["rows"][0]["reference"] == "I-24"
    assert Decimal(found["sums"][0]["open_amount"]) == 25_000
    assert Decimal(found["sums"][0]["overdue_amount"]) == 24_000


async def test_invoices_of_another_territory_are_seen_by_nobody_else(
    small_company: SmallCompany, phone: Phone, new_phone: Callable[[], Phone]
) -> None:
    ids = small_company
    await bill(ids.baltic, "I-5", -3)
    other = new_phone()
    await other.sign_in("igor")
    assert (await phone.http.get(f"{API}/customers/{ids.baltic}")).status_code == 404
    seen = (await other.http.get(f"{API}/customers/{ids.baltic}")).json()["invoices"]
    assert [row["reference"] for row in seen["rows"]] == ["I-5"]
