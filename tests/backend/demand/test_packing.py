"""Packs, order minimum and pallets: what is asked for is what can be ordered, and it is said what would do."""

from datetime import date
from decimal import Decimal

import pytest

from backend.catalog.tables import Item
from backend.demand.commands import ChooseUsualDelivery
from backend.demand.errors import BelowMinimumError, WrongMultipleError
from backend.demand.queries import change_facts
from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.promise.quotations import Asked, answer_for
from shared.schemas.delivery import UsualDelivery
from shared.terms import FullLoad
from tests.builders import NOW, SmallCompany, request

THURSDAY = date(2026, 12, 3)


async def sold_by_the_fifty(ids: SmallCompany) -> None:
    await Item.update({Item.order_minimum: Decimal(45), Item.pallet_quantity: Decimal(60)}).where(
        Item.id == ids.primer
    )


async def test_less_than_the_minimum_is_neither_quoted_nor_ordered(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    ids = small_company
    await sold_by_the_fifty(ids)
    marta = await viewer_for(ids.marta)
    with pytest.raises(BelowMinimumError) as refused:
        await answer_for(marta, Asked(ids.hartmann, ids.primer, Decimal(40), THURSDAY), NOW)
    assert refused.value.facts == {"minimum": "50", "unit": "kit"}
    with pytest.raises(WrongMultipleError):
        await answer_for(marta, Asked(ids.hartmann, ids.primer, Decimal(55), THURSDAY), NOW)
    # The line is 120 kits: 80 fewer would leave 40.
    with pytest.raises(BelowMinimumError):
        await dispatcher.dispatch(request(ids, quantity_delta=Decimal(-80)), actor_id=ids.marta)
    await dispatcher.dispatch(request(ids, quantity_delta=Decimal(-70)), actor_id=ids.marta)


async def test_a_quote_counts_pallets_and_says_what_fills_the_last(
    small_company: SmallCompany,
) -> None:
    ids = small_company
    await sold_by_the_fifty(ids)
    marta = await viewer_for(ids.marta)
    told = {}
    for quantity in (110, 120):
        asked = Asked(ids.hartmann, ids.primer, Decimal(quantity), THURSDAY)
        reasons = (await answer_for(marta, asked, NOW)).shown(NOW).reasons
        told[quantity] = next(reason for reason in reasons if reason.code.startswith("pallet"))
    assert told[110].code == "pallet_open"
    assert told[110].facts["pallet_count"] == "1"
    assert told[110].facts["quantity"] == "50"
    assert told[110].facts["full_quantity"] == "120"
    assert (told[120].code, told[120].facts["pallet_count"]) == ("pallets_full", "2")


async def test_a_customer_who_takes_full_pallets_is_ordered_and_quoted_full_pallets(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    await sold_by_the_fifty(small_company)
    rule = ChooseUsualDelivery(small_company.hartmann, UsualDelivery(rounds_to=FullLoad.PALLET))
    await dispatcher.dispatch(rule, actor_id=small_company.marta)
    viewer = await viewer_for(small_company.marta)
    asked = Asked(
        small_company.hartmann, small_company.primer, Decimal(110), date(2026, 12, 10), small_company.riga
    )  # fmt: skip

    found = (await answer_for(viewer, asked, NOW)).shown(NOW)
    change = request(small_company, quantity_delta=Decimal(40))
    await dispatcher.dispatch(change, actor_id=small_company.marta)

    assert found.quantity == 120
    assert found.reasons[0].code == "rounded_to_pallet"
    assert (found.reasons[0].facts["asked_quantity"], found.reasons[0].facts["quantity"]) == (
        "110",
        "120",
    )
    row = (await change_facts([change.id]))[change.id]
    assert (int(row["quantity_before"]), int(row["quantity_delta"])) == (120, 60)
