"""Invoices come in as tables; what is wrong with one is said of its row, and a file says the same twice."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend.demand.tables import Invoice
from backend.intake.errors import ImportRefusedError
from shared.text import text
from tests.backend.intake.conftest import Importing
from tests.tables import small_tables


def invoice(reference: str, **changes: Any) -> dict[str, Any]:
    return {
        "reference": reference,
        "customer_code": "C1",
        "issued_on": "2026-10-01",
        "due_on": "2026-10-31",
        "amount": "1500.25",
        **changes,
    }


async def kept() -> list[tuple[Any, ...]]:
    rows = await Invoice.select().order_by(Invoice.reference)
    names = ("reference", "order_reference", "amount", "currency", "paid_amount", "paid_on")
    return [tuple(row[name] for name in names) for row in rows]


async def test_invoices_come_in_with_what_is_paid(load: Importing) -> None:
    await load(small_tables())
    some = [
        invoice("I-1"),
        invoice("I-2", currency="cny", paid_on="2026-10-20", order_reference="20418"),
        invoice("I-3", paid_amount="500", paid_on="2026-10-21", order_reference="before-our-time"),
        invoice("I-4", paid_amount="0"),
    ]
    loaded = await load({"invoice": some})
    assert (loaded.added_count, loaded.bad_count) == (4, 0)
    amount = Decimal("1500.25")
    whole = [
        ("I-1", None, amount, "EUR", 0, None),
        ("I-2", "20418", amount, "CNY", amount, date(2026, 10, 20)),
        ("I-3", "before-our-time", amount, "EUR", 500, date(2026, 10, 21)),
        ("I-4", None, amount, "EUR", 0, None),
    ]
    assert await kept() == whole

    again = await load({"invoice": some})
    assert (again.added_count, again.changed_count) == (0, 0)
    paid = await load({"invoice": [invoice("I-1", paid_on="2026-11-02")]})
    assert (paid.added_count, paid.changed_count) == (0, 1)
    assert (await kept())[0] == ("I-1", None, amount, "EUR", amount, date(2026, 11, 2))


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"customer_code": "C9"}, "customer_code", "unknown_reference"),
        ({"order_reference": "20344"}, "order_reference", "order_of_other"),
        ({"amount": "0"}, "amount", "not_positive"),
        ({"amount": "-5"}, "amount", "negative"),
        ({"amount": ""}, "amount", "missing"),
        ({"currency": "EURO"}, "currency", "wrong_letters"),
        ({"due_on": "2026-09-30"}, "due_on", "before_start"),
        ({"paid_amount": "1500.26", "paid_on": "2026-10-20"}, "paid_amount", "paid_too_much"),
        ({"paid_amount": "500"}, "paid_on", "payment_day"),
        ({"paid_amount": "0", "paid_on": "2026-10-20"}, "paid_on", "payment_day"),
    ],
)
async def test_a_wrong_invoice_is_named_and_nothing_changes(
    load: Importing, change: dict[str, Any], column: str, code: str
) -> None:
    await load({**small_tables(), "invoice": [invoice("I-1")]})
    before = await kept()
    rows = [invoice("I-1", paid_on="2026-10-30"), invoice("I-2", **change)]
    with pytest.raises(ImportRefusedError) as caught:
        await load({"invoice": rows})
    [cell] = caught.value.bad_cells
    assert (cell.file, cell.line, cell.column, cell.code) == ("invoice.csv", 3, column, code)
    for language in ("en", "zh", "ru"):
        said = text(
            language, f"intake-{code.replace('_', '-')}", **{"column": column, "entity": "", **cell.facts}
        )  # fmt: skip
        assert ("C2" in said) == (code == "order_of_other")
    assert await kept() == before


async def test_bad_invoices_are_left_out_where_that_is_asked(load: Importing) -> None:
    rows = [invoice("I-1", order_reference="20344"), invoice("I-2"), invoice("I-2")]
    loaded = await load({**small_tables(), "invoice": rows}, skips_bad=True)
    assert loaded.skipped_count == 2
    assert {cell.code for cell in loaded.bad_cells} == {"order_of_other", "duplicate_key"}
    assert [row[0] for row in await kept()] == ["I-2"]
