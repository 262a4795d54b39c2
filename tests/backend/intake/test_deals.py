"""Deals come in as tables; one in another currency or likelier than certain is named, and no other is lost."""

from datetime import date
from typing import Any

import pytest

from backend.demand.tables import Opportunity
from backend.forecast.queries.asking import deals_now
from backend.intake.errors import ImportRefusedError
from shared.schemas.intake import BadCell
from shared.text import text
from tests.backend.intake.conftest import Importing
from tests.tables import small_tables

TODAY = date(2026, 11, 24)
KEPT = ("O-1", "O-2")
BAD = ("O-3", "O-4", "O-5")


def deal(reference: str, **changes: Any) -> dict[str, Any]:
    return {
        "reference": reference,
        "customer_code": small_tables()["customer"][0]["code"],
        "item_code": "KIT",
        "stage": "quotation",
        "probability_ratio": "0.6",
        "quantity": "300",
        "expected_on": "2027-01-20",
        "opened_on": "2026-10-02",
        **changes,
    }


def deals() -> list[dict[str, Any]]:
    return [
        deal("O-1", currency="eur"),
        deal("O-2", item_code="CAN", currency=""),
        deal("O-3", currency="USD"),
        deal("O-4", probability_ratio="1.2"),
        deal("O-5", probability_ratio="60"),
    ]


def sentences(cells: list[BadCell], language: str) -> list[tuple[int, str, str]]:
    return [
        (
            cell.line,
            cell.value,
            text(language, f"intake-{cell.code.replace('_', '-')}", **cell.facts),
        )
        for cell in cells
    ]


async def test_a_deal_that_is_wrong_is_named_and_nothing_changes(load: Importing) -> None:
    await load(small_tables())
    with pytest.raises(ImportRefusedError) as caught:
        await load({"opportunity": deals()})
    found = caught.value.bad_cells
    assert sorted(sentences(found, "en")) == [
        (4, "USD", "Deals are kept in EUR. Convert this one, or leave its currency out"),
        (5, "1.2", "Write a number from 0 to 1"),
        (6, "60", "Write a number from 0 to 1"),
    ]
    assert {cell.column for cell in found} == {"currency", "probability_ratio"}
    assert all("EUR" in said for _, value, said in sentences(found, "zh") if value == "USD")
    assert await Opportunity.count() == 0


async def test_all_other_deals_come_in_and_count_in_the_forecast(load: Importing) -> None:
    tables = small_tables()
    loaded = await load({**tables, "opportunity": deals()}, skips_bad=True)
    assert (loaded.skipped_count, len(loaded.bad_cells)) == (3, 3)
    rows = await Opportunity.select(Opportunity.id, Opportunity.reference)
    assert {row["reference"] for row in rows} == set(KEPT)
    weighed = await deals_now(TODAY, ["Primers"])
    assert {each.deal.id for each in weighed} == {row["id"] for row in rows}
    assert all(each.added > 0 for each in weighed)

    # What was mended comes in by itself; a deal that is here is not changed by one that is refused.
    again = [deal("O-1", currency="USD", quantity="900"), deal("O-3", currency="EUR")]
    mended = await load({"opportunity": again}, skips_bad=True)
    assert (mended.skipped_count, mended.added_count, mended.changed_count) == (1, 1, 0)
