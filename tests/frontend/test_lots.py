"""How large lots are, on the screen: what stands, who may set it, and what the form asks for."""

import re
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from msgspec.structs import replace

from frontend.pages.lots import lots_page, rules_asked
from shared.schemas.safety import SafetyStockTaken
from shared.schemas.stock import LotRulesAsked, LotRulesView
from shared.terms import Role
from shared.text import text
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import ITEM_ID, OTHER_SITE_ID, SITE_ID
from tests.frontend.stocks import lot_rules, rules, supply_ends
from tests.frontend.test_live import opened

PATH = f"/stock/{ITEM_ID}/lots"
AT = lot_rules(ITEM_ID).sites[0]


async def test_a_planner_sees_each_site_with_its_figures_in_fields(paint: Painter) -> None:
    markup = (await paint(PATH, "en", Role.PLANNER)).markup
    read = words(markup)
    assert "Riga plant, made here" in read
    assert "Oslo shop, bought" in read
    assert "Largest lot, 0 where any is, kits" in read
    for value in ("80", "5", "98.5", "0.005"):
        assert f'value="{value}"' in markup.lower()
    # Nothing that is bought is lost.
    assert read.count("Good share, %") == 1


async def test_who_may_not_set_them_reads_them(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["lot_rules"] = lot_rules(ITEM_ID, may_set=False)
    markup = (await paint(PATH, "en", Role.BUYER)).markup
    assert "<input" not in markup
    assert "98.5" in words(markup)
    assert "Save days" not in words(markup)


async def test_the_stock_leads_to_the_lots_of_an_item(paint: Painter) -> None:
    markup = (await paint("/stock", "en", Role.PLANNER)).markup
    assert f'href="{PATH}?site={SITE_ID}"' in markup


async def test_the_site_that_was_come_from_is_open(paint: Painter) -> None:
    markup = (await paint(f"{PATH}?site={OTHER_SITE_ID}", "en", Role.PLANNER)).markup
    first, second = re.findall(r"<details[^>]*>", markup)
    assert ("open" in first, "open" in second) == (False, True)


def test_the_form_asks_for_all_of_them_on_what_was_seen() -> None:
    asked = rules_asked(AT, {"lot_maximum": "60", "yield_ratio": "97,5", "lot_minimum": ""})
    assert asked == LotRulesAsked(
        "a1", rules(lot_maximum=Decimal(60), yield_ratio=Decimal("0.975"))
    )
    assert rules_asked(AT, {}) == LotRulesAsked("a1", AT.rules)
    assert rules_asked(replace(AT, ver="c3"), {"lot_maximum": "0"}) == LotRulesAsked(
        "c3", rules(lot_maximum=Decimal(0))
    )


def test_what_the_lead_time_counts_and_the_days_of_the_lane_are_chosen() -> None:
    lane = "00000000-0000-0000-0000-0000000002bd"
    asked = rules_asked(AT, {"counts_open_days": "open", "calendar_id": lane})
    assert asked == LotRulesAsked("a1", rules(counts_open_days=True, calendar_id=UUID(lane)))
    kept = replace(AT, rules=rules(counts_open_days=True, calendar_id=UUID(lane)))
    assert rules_asked(kept, {}) == LotRulesAsked("a1", kept.rules)
    none = rules_asked(kept, {"counts_open_days": "", "calendar_id": ""})
    assert none == LotRulesAsked("a1", AT.rules)


def test_the_first_and_last_day_on_which_lots_may_begin_are_set_and_taken_away() -> None:
    asked = rules_asked(AT, {"first_on": "2026-12-03", "last_on": ""})
    assert asked == LotRulesAsked("a1", rules(first_on=date(2026, 12, 3)))
    kept = replace(AT, rules=rules(first_on=date(2026, 12, 3), last_on=date(2027, 1, 31)))
    assert rules_asked(kept, {}) == LotRulesAsked("a1", kept.rules)
    assert rules_asked(kept, {"first_on": "", "last_on": ""}) == LotRulesAsked("a1", AT.rules)


@pytest.mark.parametrize(
    "wish",
    [
        {"lot_maximum": "many"},
        {"lead_time_days": "1.5"},
        {"yield_ratio": "nan"},
        {"last_on": "soon"},
    ],
)
def test_a_figure_that_cannot_be_read_asks_for_nothing(wish: dict[str, str]) -> None:
    assert rules_asked(AT, wish) is None


async def test_a_proposed_safety_stock_stands_with_its_why_and_a_press_takes_it_over(
    paint: Painter,
) -> None:
    read = words((await paint(PATH, "en", Role.PLANNER)).markup)
    for said in (
        "Proposed safety stock 42 kits",
        "98.0 %, class 1, customers: 3",
        "10 + 1",
        "Forecast error of a week 16.3 kits, periods: 52",
        "No. 12",
        "No safety stock is proposed: it is not forecast here.",
    ):
        assert said in read
    assert read.count("Take over") == 1


async def test_who_may_not_set_rules_reads_the_proposal_without_a_press(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["lot_rules"] = lot_rules(ITEM_ID, may_set=False)
    read = words((await paint(PATH, "en", Role.BUYER)).markup)
    assert "Proposed safety stock 42 kits" in read
    assert "Take over" not in read


async def test_a_press_takes_it_and_another_puts_back_what_was_before(gateway: FakeGateway) -> None:
    async with opened(lots_page, gateway, path=PATH) as page:
        await page.until(lambda: "Take over" in page.read)
        gateway.answers["lot_rules"] = with_stock(42)
        await page.press("Take over")
        await page.until(lambda: "Back to 40 kits" in page.read and "Take over" not in page.read)
        assert "Taken over. Open proposals are being worked out anew." in page.read
        await page.press("Back to 40 kits")
        await page.until(lambda: "As it was before." in page.read)
    taken = ("take_safety_stock", ITEM_ID, SITE_ID, SafetyStockTaken("a1", Decimal(42)))
    back = LotRulesAsked("a1", rules())
    assert [each for each in gateway.done if each[1] == ITEM_ID] == [
        taken,
        ("set_lot_rules", ITEM_ID, SITE_ID, back),
    ]


def with_stock(safety_stock: int) -> LotRulesView:
    """The lots of Riga once so much is in force."""
    view = lot_rules(ITEM_ID)
    at = replace(view.sites[0], rules=rules(safety_stock=Decimal(safety_stock)))
    return replace(view, sites=[at, view.sites[1]])


async def test_the_end_of_supply_is_said_at_its_site_and_a_press_has_it_proposed(
    gateway: FakeGateway,
) -> None:
    async with opened(lots_page, gateway, path=PATH) as page:
        await page.until(lambda: "Supply ends on Thu 31 Dec." in page.read)
        assert (
            "After the last delivery 60 kits are needed, and 48 kits will be missing from 12 Jan 2027 on. "
            "Order by Wed 30 Dec: the lead time is 2 days."
        ) in page.read
        gateway.answers["supply_ends"] = supply_ends(ITEM_ID, waiting_id=UUID(int=844))
        await page.press("Propose what is missing")
        await page.until(lambda: "Propose what is missing" not in page.read)
        assert "Proposed. It waits for a decision." in page.read
    assert gateway.done == [("ask_replenishment", UUID(int=790))]


async def test_who_may_not_ask_reads_that_supply_ends(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["supply_ends"] = supply_ends(ITEM_ID, may_ask=False)
    read = words((await paint(PATH, "ru", Role.BUYER)).markup)
    assert "Поставки заканчиваются" in read
    assert "срок поставки 2 дня" in read
    assert text("ru", "replenishment-to-alert") in read
    assert text("ru", "replenishment-propose") not in read
