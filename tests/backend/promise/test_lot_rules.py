"""What the catalogue says of lots binds a quote: how large, how much is lost, how long a large one takes."""

from datetime import date
from decimal import Decimal
from typing import Any

from backend.catalog.tables import ItemSite
from backend.engine.quote import Quote
from backend.identity.queries import viewer_for
from backend.promise.quotations import Asked, answer_for
from tests.builders import NOW, SmallCompany

MONDAY = date(2026, 12, 7)


async def is_planned(item: object, **facts: Any) -> None:
    values = {getattr(ItemSite, name): Decimal(value) for name, value in facts.items()}
    await ItemSite.update(values).where(ItemSite.item_id == item)


async def quote(ids: SmallCompany, quantity: int, on: date = MONDAY) -> Quote:
    marta = await viewer_for(ids.marta)
    asked = Asked(ids.hartmann, ids.primer, Decimal(quantity), on)
    return (await answer_for(marta, asked, NOW)).quote


def done(found: Quote) -> list[tuple[str, int, date | None]]:
    """What the first option adds to the plan: what is done, how much, by when."""
    return [(each.kind.value, int(each.quantity), each.on) for each in found.options[0].adjustments]


async def test_a_lot_is_never_above_its_maximum(small_company: SmallCompany) -> None:
    ids = small_company
    assert done(await quote(ids, 100)) == [("make_more", 80, MONDAY)]

    await is_planned(ids.primer, lot_maximum=30)

    found = await quote(ids, 100)
    assert done(found) == [("make_more", 30, MONDAY), ("make_more", 30, MONDAY), ("make_more", 20, MONDAY)]  # fmt: skip
    assert [int(lot.quantity) for lot in found.options[0].reservation.supplies] == [30, 30, 20]


async def test_what_is_lost_is_bought_and_worked_as_well(small_company: SmallCompany) -> None:
    ids = small_company
    await is_planned(ids.primer, yield_ratio="0.5")

    # Eighty that are good take 160 × 16 of base; 1,440 lie there. The line has hours for sixty on the Monday.
    found = await quote(ids, 100)
    assert done(found) == [
        ("buy", 480, date(2026, 12, 6)),
        ("buy", 80, date(2026, 12, 6)),
        ("make_more", 60, MONDAY),
        ("buy", 640, date(2026, 12, 3)),
        ("buy", 40, date(2026, 12, 3)),
        ("make_more", 20, date(2026, 12, 4)),
    ]


async def test_one_purchase_covers_what_several_days_need(small_company: SmallCompany) -> None:
    ids = small_company
    await is_planned(ids.primer, yield_ratio="0.5")
    await is_planned(ids.base, lot_cover_days=5)

    found = await quote(ids, 100)
    assert [each for each in done(found) if each[1] > 80] == [("buy", 1120, date(2026, 12, 3))]


async def test_a_larger_lot_takes_longer_and_the_reason_says_so(
    small_company: SmallCompany,
) -> None:
    ids = small_company
    await is_planned(ids.primer, lead_time_days_per_unit="0.3")

    found = await quote(ids, 100)
    reason = found.reasons[0]
    assert (reason.code, reason.facts["days"], reason.facts["quantity"]) == ("lead_time_of_lot", "25", "80")  # fmt: skip
    later = next(each for each in found.options if each.code == "later")
    # The nineteenth is a Saturday; the first day with hours is the Monday after.
    assert [part.on for part in later.deliveries] == [date(2026, 12, 21)]
    [lot] = later.reservation.supplies
    assert (lot.start_on, lot.on) == (date(2026, 11, 26), date(2026, 12, 21))
    # Twenty take seven days, so they are in time.
    assert (await quote(ids, 40)).options[0].code == "make_more"
