"""Promotions and seasons come in as tables; what is wrong is named and nothing is changed."""

from datetime import date
from typing import Any

import pytest

from backend.intake.errors import ImportRefusedError
from backend.promotion.tables import ItemSeason, Promotion
from tests.backend.intake.conftest import Importing
from tests.tables import small_tables

ITEM = "KIT"


def promotion(**changes: Any) -> dict[str, Any]:
    return {
        "reference": "P-26-4",
        "name": "Primer weeks",
        "starts_on": "2026-12-07",
        "ends_on": "2026-12-20",
        "item_codes": ITEM,
        "discount_ratio": "0.15",
        **changes,
    }


async def test_a_promotion_comes_in_once_and_what_was_cancelled_here_stays_cancelled(
    load: Importing,
) -> None:
    await load(small_tables())
    first = await load({"promotion": [promotion(channels="online|shop")]})
    assert (first.added_count, first.changed_count) == (1, 0)
    again = await load({"promotion": [promotion(channels="shop|online")]})
    assert (again.added_count, again.changed_count) == (0, 0)
    [row] = await Promotion.select()
    assert (row["status"], row["channels"], row["ends_on"]) == (
        "planned",
        ["online", "shop"],
        date(2026, 12, 20),
    )
    assert len(row["item_ids"]) == 1

    await Promotion.update({Promotion.status: "cancelled"}, force=True)
    longer = await load({"promotion": [promotion(ends_on="2026-12-27")]})
    assert longer.changed_count == 1
    [row] = await Promotion.select()
    assert (row["status"], row["ends_on"]) == ("cancelled", date(2026, 12, 27))


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"item_codes": ""}, "item_codes", "promotion_empty"),
        ({"discount_ratio": "", "price": "-1"}, "price", "negative"),
        ({"price": "9"}, "price", "price_twice"),
        ({"ends_on": "2026-12-01"}, "ends_on", "before_start"),
        ({"item_codes": f"{ITEM}|NOBODY"}, "item_codes", "unknown_reference"),
        ({"families": "Nothing"}, "families", "unknown_word"),
        ({"discount_ratio": "1.5"}, "discount_ratio", "out_of_range"),
    ],
)
async def test_what_is_wrong_with_a_promotion_is_named_and_nothing_is_lost(
    load: Importing, changes: dict[str, Any], column: str, code: str
) -> None:
    await load({**small_tables(), "promotion": [promotion(reference="KEPT")]})
    with pytest.raises(ImportRefusedError) as caught:
        await load({"promotion": [promotion(), promotion(reference="P-2", **changes)]})
    assert [(cell.column, cell.code) for cell in caught.value.bad_cells] == [(column, code)]
    assert [row["reference"] for row in await Promotion.select(Promotion.reference)] == ["KEPT"]


async def test_a_limited_edition_comes_in_with_its_total(load: Importing) -> None:
    await load(small_tables())
    season = {
        "item_code": ITEM,
        "kind": "limited",
        "first_on": "2026-12-01",
        "last_on": "2027-01-31",
        "quantity": "1200",
        "ramp_days": "21",
    }
    await load({"item_season": [season]})
    await load({"item_season": [{**season, "quantity": "900"}]})
    [row] = await ItemSeason.select()
    assert (row["kind"], row["quantity"], row["last_on"], row["ramp_days"]) == (
        "limited",
        900,
        date(2027, 1, 31),
        21,
    )
