"""Weights and costs on the screen: what is in force, what was before, and what the form asks for."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from frontend.components.lane_rows import field_of, freight_typed
from frontend.page_table import may_open
from frontend.pages.pricing import asked_from, beyond_in
from shared.problem import ProblemError
from shared.schemas.pricing import FreightAsked
from shared.terms import Role
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.pricing import RATES, WEIGHTS, pricing_board
from tests.frontend.sample_day import session


async def test_what_is_in_force_stands_beside_what_was_before(paint: Painter) -> None:
    markup = (await paint("/pricing", "en", Role.PLANNER)).markup
    read = words(markup)
    assert "Weights and costs" in read
    assert "A transfer between sites, EUR: 60 → 75" in read
    assert "Version 2, Li Na" in read
    assert "Freight is dearer" in read
    for value in ("50", "30", "20", "12", "75"):
        assert f'value="{value}"' in markup.lower()


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.PLANNER, True), (Role.ADMIN, True), (Role.SUPERVISOR, False), (Role.REP, False)],
)
def test_only_planners_and_admins_come_in(role: Role, may: bool) -> None:  # noqa: FBT001 -- a case
    is_in = may_open(session(roles=(role,)), "frontend.pages.pricing.pricing_page")
    assert is_in is may


def test_the_form_asks_for_all_of_them_ratios_typed_in_percent() -> None:
    asked = asked_from(pricing_board(), {"stock_cost_ratio": "12,5", "speed": " 40 ", "note": "So"})
    assert asked is not None
    assert asked.base_number == 2
    assert asked.weights == {**WEIGHTS, "speed": Decimal(40)}
    assert asked.rates == {
        **RATES, "transfer_cost": Decimal(75), "stock_cost_ratio": Decimal("0.125")
    }  # fmt: skip
    assert asked.note == "So"


@pytest.mark.parametrize("typed", ["much", "inf", "1.2.3", "nan"])
def test_a_figure_that_cannot_be_read_asks_for_nothing(typed: str) -> None:
    assert asked_from(pricing_board(), {"cost": typed}) is None


def test_a_figure_beyond_its_bounds_is_named_with_them_as_they_are_typed() -> None:
    board = replace(
        pricing_board(),
        bounds={"late_cost_ratio": (Decimal(0), Decimal(1)), "speed": (Decimal(0), Decimal(100))},
    )
    asked = asked_from(board, {"late_cost_ratio": "101"})
    assert asked is not None
    assert beyond_in(board, asked) == ("late_cost_ratio", "0", "100")
    asked = asked_from(board, {"late_cost_ratio": "100"})
    assert asked is not None
    assert beyond_in(board, asked) is None


async def test_what_did_not_load_says_so(paint: Painter, gateway: FakeGateway) -> None:
    gateway.problems["pricing"] = ProblemError()
    read = words((await paint("/pricing", "en", Role.ADMIN)).markup)
    assert "Weights and costs did not load" in read


async def test_each_lane_stands_with_its_freight(paint: Painter) -> None:
    read = words((await paint("/pricing", "en", Role.PLANNER)).markup)
    assert "Riga plant to Hamburg shop" in read
    assert "Riga plant to Almaty warehouse Not said: costs what a transfer" in read


async def test_only_a_lane_that_has_freight_of_its_own_can_lose_it(paint: Painter) -> None:
    markup = (await paint("/pricing", "en", Role.PLANNER)).markup
    assert 'aria-label="Remove the freight, Riga plant to Hamburg shop"' in markup
    assert "Remove the freight, Riga plant to Almaty warehouse" not in markup


def test_what_is_typed_of_a_lane_goes_over_what_it_had() -> None:
    known, unsaid = pricing_board().lanes
    typed = {field_of(known, "cost_per_pallet"): "40,5", field_of(unsaid, "cost_per_delivery"): "9"}
    assert freight_typed(known, typed) == FreightAsked(Decimal(180), Decimal("40.5"))
    assert freight_typed(unsaid, typed) == FreightAsked(Decimal(9), Decimal(0))
    for nonsense in ("much", "-1"):
        assert freight_typed(known, {field_of(known, "cost_per_pallet"): nonsense}) is None
