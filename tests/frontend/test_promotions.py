"""Promotions and seasons on the screen: boards, one of each, and what forms make of what is typed."""

from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

import pytest
from msgspec.structs import replace

from frontend.components.field import figure
from frontend.components.promotion_form import PromotionWish, asked_of, wish_of
from frontend.first_paint import to_html
from frontend.pages.alert import alert_page
from frontend.pages.promotion import promotion_page, uplift_asked
from frontend.pages.season import season_asked, season_page
from shared.promotion_terms import PromotionDeed, SeasonKind
from shared.schemas.promotion import PromotionDeedView, SeasonAsked, UpliftAsked
from shared.terms import ReasonCode, Role
from tests.frontend import promotion_day as day
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.test_live import opened
from tests.frontend.watched import ALERT_ID, REPLENISHMENT_ID, alert, replenishment_row


async def test_the_board_has_what_waits_runs_comes_and_is_over(paint: Painter) -> None:
    read = words((await paint("/promotions", "en", Role.PLANNER)).markup)
    places = [read.index(part) for part in ("Waiting for a planner", "Running", "Coming", "Over")]
    assert places == sorted(places)
    assert "Thinner weeks" in read
    assert "15 % off" in read
    assert "Learned from 21 promotions of items" in read
    assert "Plan a promotion" in read


async def test_a_promotion_of_another_year_says_which(paint: Painter, gateway: FakeGateway) -> None:
    over = day.row(starts_on=date(2025, 12, 29), ends_on=date(2026, 1, 4))
    gateway.answers["promotions"] = day.board(rows=[over])
    read = words((await paint("/promotions", "en", Role.PLANNER)).markup)
    assert "29 Dec 2025 to 4 Jan" in read
    assert "2026" not in read


async def test_an_empty_board_says_what_to_do(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["promotions"] = day.board(rows=[], may_plan=False)
    read = words((await paint("/promotions", "zh", Role.SUPERVISOR)).markup)
    assert "还没有促销" in read
    assert "计划促销" not in read


async def test_a_promotion_says_what_is_expected_and_what_is_missing(paint: Painter) -> None:
    read = words((await paint(f"/promotions/{day.PROMOTION_ID}", "en", Role.PLANNER)).markup)
    assert "× 1.45" in read
    assert "3 promotions of it" in read
    assert "290" in read
    assert "missing, from" in read
    assert "20 % ± 10 % comes from siblings" in read
    assert "Expect something else" in read


async def test_boxes_that_nobody_opens_are_said_whole_and_litres_in_tenths(
    paint: Painter, gateway: FakeGateway
) -> None:
    few = {
        "usual_quantity": Decimal("7.7"),
        "expected_quantity": Decimal("3.4"),
        "siblings_quantity": Decimal("1.26"),
        "after_quantity": Decimal("0.3"),
    }
    gateway.answers["promotion"] = day.view(items=[day.item(**few, quantity_decimals=0)])
    read = words((await paint(f"/promotions/{day.PROMOTION_ID}", "en", Role.PLANNER)).markup)
    assert "8 kits 3 kits −1 –" in read
    gateway.answers["promotion"] = day.view(items=[day.item(**few)])
    read = words((await paint(f"/promotions/{day.PROMOTION_ID}", "en", Role.PLANNER)).markup)
    assert "7.7 kits 3.4 kits −1.3 −0.3" in read


async def test_a_promotion_that_is_over_shows_planned_against_measured(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["promotion"] = day.view(
        items=[day.item(measured=day.measured())], short=[], may_change=False, may_say=False
    )
    read = words((await paint(f"/promotions/{day.PROMOTION_ID}", "ru", Role.PLANNER)).markup)
    assert "План и факт" in read
    assert "× 1,51" in read
    assert "+105 ± 31" in read
    assert "Ожидать другого" not in read


async def test_a_draft_can_be_confirmed_by_who_may(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["promotion"] = day.view(may_confirm=True, may_say=False)
    read = words((await paint(f"/promotions/{day.PROMOTION_ID}", "en", Role.PLANNER)).markup)
    assert "Confirm" in read


async def test_a_season_shows_its_year_what_to_build_and_what_is_left(paint: Painter) -> None:
    read = words((await paint(f"/seasons/{day.ITEM_ID}", "en", Role.PLANNER)).markup)
    assert "In season" in read
    assert "season 62 % strong" in read
    assert "have 180 kits more by" in read
    assert "140 kits left on" in read
    assert "When it is sold" in read


async def test_the_list_of_seasons_has_marked_items_first(paint: Painter) -> None:
    read = words((await paint("/seasons", "en", Role.SUPERVISOR)).markup)
    assert read.index("Seasonal and limited") < read.index("Sold by season")
    assert "140 kits will be left" in read


def test_the_form_says_what_was_typed_and_chosen() -> None:
    wish = PromotionWish(
        {"name": " Weeks ", "starts_on": "2026-12-07", "ends_on": "2026-12-20", "discount": "12,5"}
    )
    wish = wish.with_one("items", str(day.ITEM_ID)).with_one("channels", "online")
    asked = asked_of(wish)
    assert asked is not None
    assert (asked.name, asked.discount_ratio, asked.price) == ("Weeks", Decimal("0.125"), None)
    assert asked.item_ids == [day.ITEM_ID]
    assert asked_of(wish.without_one("items", str(day.ITEM_ID))).item_ids == []  # type: ignore[union-attr]  # days are right
    assert asked_of(wish_of(day.asked())) == day.asked()


@pytest.mark.parametrize(
    ("name", "typed"),
    [("starts_on", ""), ("ends_on", "soon"), ("discount", "much"), ("price", "NaN")],
)
def test_what_cannot_be_read_asks_nothing(name: str, typed: str) -> None:
    wish = wish_of(day.asked())
    wish.written[name] = typed
    assert asked_of(wish) is None


def test_another_word_names_an_item_of_the_promotion_or_all() -> None:
    wish = {"ratio": "1,8", "reason": "competitor", "item": str(day.ITEM_ID), "note": " Rival "}
    assert uplift_asked(wish, day.view(), is_back=False) == UpliftAsked(
        Decimal("1.8"), ReasonCode.COMPETITOR, day.ITEM_ID, "Rival"
    )
    assert uplift_asked({"ratio": "x"}, day.view(), is_back=False) is None
    back = uplift_asked({"item": str(UUID(int=1))}, day.view(), is_back=True)
    assert back == UpliftAsked(None, ReasonCode.PROMOTION)


def test_a_season_keeps_what_was_not_typed_anew() -> None:
    asked = season_asked({"last_on": "2027-02-28", "quantity": "900"}, day.season_view())
    assert asked == SeasonAsked(
        SeasonKind.LIMITED, date(2026, 11, 1), date(2027, 2, 28), Decimal(900)
    )
    assert season_asked({"first_on": ""}, day.season_view()) is None
    fading = day.season_view(row=day.season_row(ramp_days=21))
    steady = season_asked({}, day.season_view())
    assert steady is not None
    assert season_asked({}, fading) == replace(steady, ramp_days=21)
    assert season_asked({"ramp_days": ""}, fading) == season_asked({}, day.season_view())
    assert season_asked({"ramp_days": "soon"}, fading) is None


async def test_an_edition_that_fades_says_so(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["season"] = day.season_view(row=day.season_row(ramp_days=21))
    read = words((await paint(f"/seasons/{day.ITEM_ID}", "en", Role.PLANNER)).markup)
    assert "fading over its last 21 days" in read
    assert "Fading over so many last days" in read


def test_a_limited_edition_keeps_its_total_until_another_is_typed() -> None:
    kept = season_asked({"last_on": "2027-02-28"}, day.season_view())
    assert kept is not None
    assert kept.quantity == Decimal(1200)
    none = season_asked({"quantity": ""}, day.season_view())
    assert none is not None
    assert none.quantity is None
    seasonal = season_asked({"kind": "seasonal"}, day.season_view())
    assert seasonal is not None
    assert seasonal.quantity is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1 200,5", "1200.5"),
        ("1\u00a0200", "1200"),
        ("1\u202f200", "1200"),
        ("−3", "-3"),
        ("4.0", "4.0"),
    ],
)
def test_a_figure_is_read_as_people_type_it(typed: str, meant: str) -> None:
    assert figure(f" {typed} ") == Decimal(meant)


def test_an_empty_field_is_no_figure_and_words_are_refused() -> None:
    assert figure("  ") is None
    for typed in ("much", "NaN", "-Infinity", "1,2,3"):
        with pytest.raises(InvalidOperation):
            figure(typed)


async def test_only_those_who_may_see_seasons_are_led_there(
    paint: Painter,
) -> None:
    assert 'href="/seasons"' in (await paint("/promotions", "en", Role.PLANNER)).markup
    assert 'href="/seasons"' not in (await paint("/promotions", "en", Role.REP)).markup
    assert 'aria-current="true"' in (await paint("/seasons", "en", Role.BUYER)).markup


async def test_a_promotion_that_nobody_touched_has_no_history(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["promotion"] = day.view(history=[])
    read = words((await paint(f"/promotions/{day.PROMOTION_ID}", "en", Role.PLANNER)).markup)
    assert "History" not in read


async def test_an_uplift_in_the_history_is_written_as_the_reader_writes_figures(
    paint: Painter, gateway: FakeGateway
) -> None:
    at = day.view().history[0].at
    said = [
        PromotionDeedView(PromotionDeed.UPLIFT, at, "Li Na", ["Epoxy primer", "2.4", "3 shops"]),
        PromotionDeedView(PromotionDeed.UPLIFT, at, "Li Na", ["7035", "3", ""]),
        PromotionDeedView(PromotionDeed.UPLIFT_BACK, at, "Li Na", ["", "", "as it was"]),
    ]
    gateway.answers["promotion"] = day.view(history=said)
    read = words((await paint(f"/promotions/{day.PROMOTION_ID}", "ru", Role.PLANNER)).markup)
    assert "Epoxy primer · × 2,40 · 3 shops" in read
    assert "7035 · × 3,00" in read
    assert "as it was" in read


async def test_what_is_missing_is_proposed_with_one_press_from_promotion_season_and_alert(
    gateway: FakeGateway,
) -> None:
    gateway.answers["season"] = day.season_view(
        pre_builds=[replace(day.season_view().pre_builds[0], alert_id=day.ALERT_ID)]
    )
    gateway.answers["alert"] = alert(may_replenish=True)
    for page, path in (
        (promotion_page, f"/promotions/{day.PROMOTION_ID}"),
        (season_page, f"/seasons/{day.ITEM_ID}"),
    ):
        async with opened(page, gateway, path=path) as shown:
            await shown.until(lambda: "Propose what is missing" in shown.read)
            await shown.press("Propose what is missing")
            await shown.until(lambda: "Proposed. It waits for a decision." in shown.read)
    async with opened(alert_page, gateway, path=f"/alerts/{ALERT_ID}") as shown:
        await shown.until(lambda: "Propose what is missing" in shown.read)
        await shown.press("Propose what is missing")
        await shown.until(lambda: len(gateway.done) == 3)
    assert gateway.done == [
        ("ask_replenishment", day.ALERT_ID),
        ("ask_replenishment", day.ALERT_ID),
        ("ask_replenishment", ALERT_ID),
    ]


async def test_what_waits_for_a_decision_already_is_shown_instead_of_proposed_again(
    gateway: FakeGateway,
) -> None:
    gateway.answers["replenishments"] = [replenishment_row(alert_id=day.ALERT_ID)]
    gateway.answers["season"] = day.season_view(
        pre_builds=[replace(day.season_view().pre_builds[0], alert_id=day.ALERT_ID)]
    )
    for page, path in (
        (promotion_page, f"/promotions/{day.PROMOTION_ID}"),
        (season_page, f"/seasons/{day.ITEM_ID}"),
    ):
        async with opened(page, gateway, path=path) as shown:
            await shown.until(lambda: "It waits for a decision" in shown.read)
            assert "Propose what is missing" not in shown.read
            assert f"/replenishments/{REPLENISHMENT_ID}" in to_html(shown.model)


async def test_nothing_is_proposed_by_who_does_not_plan(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["promotion"] = day.view(may_say=False)
    read = words((await paint(f"/promotions/{day.PROMOTION_ID}", "en", Role.SUPERVISOR)).markup)
    assert "missing, from" in read
    assert "Propose what is missing" not in read
