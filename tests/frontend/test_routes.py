"""Sites compared for an order, on the screen."""

from decimal import Decimal, InvalidOperation
from uuid import UUID

import pytest

from frontend.pages.routes import choice_typed
from shared.schemas.routing import RoutingChoice
from shared.terms import Role
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sites import board

PAGE = f"/changes/{UUID(int=7)}/routes"


async def test_the_suggested_site_says_why(paint: Painter) -> None:
    read = words((await paint(PAGE, "en", Role.REP)).markup)

    assert "Riga plant Suggested, 86 of 100 All of it on Fri 4 Dec, 1 day late" in read
    assert "40 % of the hours are free" in read or "40% of the hours are free" in read
    assert "964 km away, € 120 and the usual site" in read
    assert "Riga shop Kept for its own customers" in read
    assert "Riga shop keeps 30 % of its stock for its own customers" in read
    assert "Ask from here" in read
    assert "Keep the weights" not in read


async def test_a_line_that_there_is_can_be_asked_from_another_site(
    paint: Painter, gateway: FakeGateway
) -> None:
    read = words((await paint(f"/lines/{UUID(int=7)}/routes", "en", Role.PLANNER)).markup)

    assert "promised for Tue 8 Dec" in read
    assert ("line_routes", UUID(int=7)) in gateway.done
    assert "Ask from here" in read


async def test_a_planner_sets_weights_and_shares(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["change_routes"] = board(may_choose=True, may_route=False)

    read = words((await paint(PAGE, "en", Role.PLANNER)).markup)

    assert "Keep the weights" in read
    assert "Riga shop: % kept for its own customers" in read
    assert "Ask from here" not in read


def test_what_is_typed_replaces_what_holds() -> None:
    before = RoutingChoice(40, 20, 10, 15, 15, Decimal(40), Decimal("0.9"))

    assert choice_typed(before, {"date": "70", "cost_per_km": "1,25"}) == RoutingChoice(
        70, 20, 10, 15, 15, Decimal(40), Decimal("1.25")
    )
    for wrong in ({"date": "101"}, {"stock": "1.5"}, {"cost": "-1"}, {"cost_per_km": "x"}):
        with pytest.raises(InvalidOperation):
            choice_typed(before, wrong)
