"""All safety stocks on the screen: what is other than proposed, taken over together and put back."""

from msgspec.structs import replace

from frontend.pages.safety_stocks import safety_stocks_page
from shared.schemas.safety import SafetyStocksAsked
from shared.terms import Role, SafetySide
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.stocks import safety_board
from tests.frontend.test_live import opened
from tests.frontend.test_several import ticks

PATH = "/stock/safety"


async def test_a_planner_sees_what_is_other_than_proposed_and_what_it_is_worth(
    paint: Painter,
) -> None:
    markup = (await paint(PATH, "en", Role.PLANNER)).markup
    read = words(markup)
    assert "40 → 58 kits" in read
    assert "Too low: 1" in read
    assert "+18 kits" in read
    assert "As proposed: 30" in read
    assert "Not forecast: 12" in read
    assert 'href="/stock/safety?side=low"' in markup


async def test_who_may_not_set_them_has_nothing_to_press(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["safety_stock_board"] = safety_board(SafetyStocksAsked(), may_take=False)
    markup = (await paint(PATH, "en", Role.BUYER)).markup
    assert "<button" not in markup
    assert "checkbox" not in markup
    assert "40 → 58 kits" in words(markup)


async def test_ticked_ones_are_taken_over_together_and_put_back(gateway: FakeGateway) -> None:
    async with opened(safety_stocks_page, gateway) as page:
        await page.until(lambda: "40 → 58 kits" in page.read)
        target = next(iter(ticks(page.model)))
        ticked = {"target": {"value": "on"}}
        await page.layout.deliver({"type": "layout-event", "target": target, "data": [ticked]})
        await page.until(lambda: "Take over: 1" in page.read)
        await page.press("Take over: 1")
        await page.until(lambda: "Taken over: 1." in page.read)
        (_, chosen) = gateway.done[-1]
        row = safety_board(SafetyStocksAsked()).rows[0]
        [stock] = chosen.stocks
        assert (stock.item_id, stock.ver, stock.safety_stock) == (row.item_id, "a1", row.proposed)

        await page.press("Back to what was before")
        await page.until(lambda: "As it was before: 1." in page.read)
        [back] = gateway.done[-1][1].stocks
        assert (back.item_id, back.ver, back.safety_stock) == (row.item_id, "after", 40)

        await page.press("Choose all here")
        await page.until(lambda: "Take over: 2" in page.read)


async def test_where_nothing_is_forecast_yet_that_is_said(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["safety_stock_board"] = replace(
        safety_board(SafetyStocksAsked()),
        counts={SafetySide.LOW: 0, SafetySide.HIGH: 0},
        as_proposed_count=0,
        rows=[],
        row_count=0,
    )
    read = words((await paint(PATH, "en", Role.PLANNER)).markup)
    assert "Nothing can be proposed yet" in read
