"""How an order line may be delivered, on the screen."""

from decimal import Decimal

from frontend.components.delivery_form import (
    DeliveryWish,
    choice_of,
    usual_of,
    wish_of_line,
    wish_of_usual,
)
from shared.schemas.delivery import DeliveryChoice, UsualDelivery
from shared.terms import FullLoad, Role
from tests.frontend.conftest import Painter, words
from tests.frontend.deliveries import LINE_ID, rule
from tests.frontend.fake_gateway import FakeGateway

PAGE = f"/lines/{LINE_ID}/delivery"


async def test_what_holds_is_said_with_whose_word_it_is(paint: Painter) -> None:
    read = words((await paint(PAGE, "en", Role.REP)).markup)

    assert "At most 5 days after the day asked for Said for this order" in read
    assert "Only in one delivery The customer's rule" in read
    assert "Each line leaves when it is there Nobody said otherwise" in read
    assert "For all orders of Hartmann" in read
    assert "Not rounded up to layers or pallets Nobody said otherwise" in read


async def test_who_may_only_look_sees_no_form(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["delivery_rule"] = rule(may_choose=False)

    read = words((await paint(PAGE, "en", Role.SUPERVISOR)).markup)

    assert "Only in one delivery" in read
    assert "Keep" not in read


def test_a_wish_becomes_a_choice_and_back() -> None:
    choice = DeliveryChoice(5, allows_partial=True, minimum_partial_quantity=Decimal("2.5"))

    assert wish_of_line(choice) == DeliveryWish("5", "yes", "2.5", "")
    assert choice_of(DeliveryWish("5", "yes", "2,5", "")) == choice


def test_a_customers_least_part_is_a_share() -> None:
    usual = UsualDelivery(minimum_partial_ratio=Decimal("0.25"), ships_together=False)

    assert wish_of_usual(usual) == DeliveryWish("", "", "25", "no")
    assert usual_of(DeliveryWish("", "", "25", "no")) == usual


def test_a_customers_orders_are_rounded_as_was_wished() -> None:
    usual = UsualDelivery(rounds_to=FullLoad.PALLET)

    assert wish_of_usual(usual) == DeliveryWish(rounds_to="pallet")
    assert usual_of(DeliveryWish(rounds_to="pallet")) == usual


def test_what_a_customer_gets_lasts_as_long_as_was_wished() -> None:
    usual = UsualDelivery(remaining_life_days=90)

    assert wish_of_usual(usual) == DeliveryWish(life="90")
    assert usual_of(DeliveryWish(life="90")) == usual
    assert usual_of(DeliveryWish(life="1.5")) is None


async def test_how_long_what_comes_has_to_last_is_said_and_can_be_chosen(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["delivery_rule"] = rule(usual=UsualDelivery(remaining_life_days=90))

    read = words((await paint(PAGE, "en", Role.PLANNER)).markup)

    assert "What comes lasts 90 days beyond its delivery The customer's rule" in read
    assert "Must last, days beyond its delivery" in read


async def test_what_orders_are_rounded_up_to_is_said_and_can_be_chosen(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["delivery_rule"] = rule(usual=UsualDelivery(rounds_to=FullLoad.LAYER))

    read = words((await paint(PAGE, "en", Role.PLANNER)).markup)

    assert "Rounded up to full layers The customer's rule" in read
    assert "What is ordered is rounded up to" in read
    assert "Full pallets" in read


def test_what_is_no_figure_is_no_choice() -> None:
    assert choice_of(DeliveryWish(days="1.5")) is None
    assert choice_of(DeliveryWish(days="soon")) is None
    assert choice_of(DeliveryWish(least="-1")) is None
    assert usual_of(DeliveryWish(least="101")) is None
