"""What lies there is promised only to those for whom it lasts long enough, and never after its last day."""

from datetime import date, timedelta
from decimal import Decimal

from backend.catalog.tables import Customer
from backend.demand.commands import ChooseUsualDelivery
from backend.demand.queries import delivery_rule_for
from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.promise.queries import availability_of
from backend.promise.quotations import Asked, answer_for
from backend.supply.tables import Stock
from shared.ids import new_id
from shared.schemas.delivery import UsualDelivery
from tests.backend.promise.test_handlers import hold
from tests.builders import NOW, TODAY, SmallCompany

THURSDAY = date(2026, 12, 3)


async def lot_of_thinner(ids: SmallCompany, code: str, quantity: int, until: date | None) -> None:
    await Stock.insert(
        Stock(
            id=new_id(),
            item_id=ids.thinner,
            site_id=ids.riga,
            lot_code=code,
            quantity=Decimal(quantity),
            usable_until=until,
        )
    )


async def only_old_thinner(ids: SmallCompany) -> None:
    """Forty cans until the end of the year, thirty that last, and twenty that ended yesterday."""
    await Stock.delete().where(Stock.item_id == ids.thinner)
    await lot_of_thinner(ids, "OLD", 40, date(2026, 12, 31))
    await lot_of_thinner(ids, "NEW", 30, date(2027, 12, 31))
    await lot_of_thinner(ids, "GONE", 20, TODAY - timedelta(days=1))


async def asks_for_life(customer: object, days: int) -> None:
    await Customer.update({Customer.remaining_life_days: days}).where(Customer.id == customer)


async def test_an_expired_lot_is_never_promised(small_company: SmallCompany) -> None:
    ids = small_company
    await only_old_thinner(ids)

    [row] = await availability_of(NOW, ids.thinner, ids.riga, None)

    # Ostrov's ten of 16 December come out of what ends on 31 December.
    steps = {step.on: step.quantity for step in row.steps}
    assert steps[TODAY] == 60
    assert steps[date(2027, 1, 1)] == 30


async def test_a_customer_is_promised_only_what_lasts_long_enough(
    small_company: SmallCompany,
) -> None:
    ids = small_company
    await only_old_thinner(ids)
    await asks_for_life(ids.hartmann, 60)
    marta, igor = await viewer_for(ids.marta), await viewer_for(ids.igor)

    strict = (await answer_for(marta, Asked(ids.hartmann, ids.thinner, Decimal(50), THURSDAY), NOW)).shown(NOW)  # fmt: skip
    usual = (await answer_for(igor, Asked(ids.baltic, ids.thinner, Decimal(50), THURSDAY), NOW)).shown(NOW)  # fmt: skip

    assert [part.quantity for part in strict.deliveries] == [30]
    assert [part.quantity for part in usual.deliveries] == [50]
    reason = next(each for each in strict.reasons if each.code == "life_too_short")
    assert reason.facts["days"] == "60"
    assert reason.facts["quantity"] == "20"
    assert reason.facts["until_on"] == "2026-12-31"


async def test_how_long_it_must_last_is_said_with_the_customers_delivery_rule(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    ids = small_company
    await only_old_thinner(ids)
    marta = await viewer_for(ids.marta)
    asked = Asked(ids.hartmann, ids.thinner, Decimal(50), THURSDAY)

    said = ChooseUsualDelivery(ids.hartmann, UsualDelivery(remaining_life_days=60))
    await dispatcher.dispatch(said, actor_id=ids.marta)
    strict = (await answer_for(marta, asked, NOW)).shown(NOW)
    rule = await delivery_rule_for(marta, ids.hartmann_line)
    await dispatcher.dispatch(
        ChooseUsualDelivery(ids.hartmann, UsualDelivery()), actor_id=ids.marta
    )

    assert [part.quantity for part in strict.deliveries] == [30]
    assert rule.usual.remaining_life_days == 60
    again = (await answer_for(marta, asked, NOW)).shown(NOW)
    assert [part.quantity for part in again.deliveries] == [50]


async def test_what_is_held_for_life_leaves_the_old_lot_to_others(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    ids = small_company
    await only_old_thinner(ids)
    await asks_for_life(ids.hartmann, 60)

    await dispatcher.dispatch(hold(ids, 30), actor_id=ids.marta)

    igor = await viewer_for(ids.igor)
    answer = (await answer_for(igor, Asked(ids.baltic, ids.thinner, Decimal(50), THURSDAY), NOW)).shown(NOW)  # fmt: skip
    assert [part.quantity for part in answer.deliveries] == [30]
