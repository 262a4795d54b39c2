"""The forecast on the screen: the list, one series, a rep's customers, what steps are worth, deals."""

from datetime import date
from decimal import Decimal
from re import search
from uuid import UUID

import pytest
from msgspec.structs import replace

from frontend.components.long_text import joined
from frontend.components.territory_countries import country_asked
from frontend.first_paint import to_html
from frontend.pages.forecast_customer import asked as asked_by_taps
from frontend.pages.forecast_customer import forecast_customer_page
from frontend.pages.forecast_items import life_asked
from frontend.pages.forecast_pipeline import forecast_pipeline_page
from frontend.pages.forecast_runs import freeze_asked
from frontend.pages.forecast_series import asked, first_words, frozen
from frontend.pages.forecast_signals import event_asked, series_asked
from frontend.pages.forecast_windows import asked as typed_window
from frontend.pages.forecast_windows import forecast_windows_page, row_of
from shared.customer_terms import CustomerMark
from shared.forecast_terms import ForecastLevel, LifeKind
from shared.schemas.customer import MarkView
from shared.schemas.forecast import CustomerForecasts, StageAsked, WindowAsked
from shared.schemas.forecast_life import LifeAsked
from shared.schemas.forecast_outside import OutsideSeriesAsked
from shared.terms import ReasonCode, Role
from shared.text import text
from tests.frontend.conftest import Painter, words
from tests.frontend.customers_day import board as customer_board
from tests.frontend.customers_day import list_row
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.forecasts import (
    CUSTOMER_ID,
    DEAL_ID,
    SERIES_ID,
    board,
    customer,
    lives_board,
    point,
    rhythm,
    row,
    run,
    runs_board,
    signals,
    view,
    windows,
    worth,
)
from tests.frontend.test_live import opened


async def test_a_planner_reads_the_worst_series_first_with_its_error_beside_naive(
    paint: Painter,
) -> None:
    read = words((await paint("/forecast", "en", Role.PLANNER)).markup)

    assert "Forecast 31, made" in read
    assert "Epoxy primer 7035 13 % Smooth · Epoxy primers naive 21 %" in read
    assert "412 kits in 4 weeks" in read
    assert "3 order lines older than five years are left out" in read
    assert "2 series by the naive forecast" in read
    assert "+ planner 12.3 % worse by 0.7" in read
    assert "Forecast now" in read


async def test_a_run_under_way_says_how_far_it_is(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["forecast"] = board(run=None, running=run(done_ratio=0.5), rows=[], levels=[])

    read = words((await paint("/forecast", "en", Role.PLANNER)).markup)

    assert "A forecast is being made: 50 % done" in read
    assert "No forecast yet" in read


async def test_one_series_says_why_what_moved_and_every_version(paint: Painter) -> None:
    read = words((await paint(f"/forecast/{SERIES_ID}", "en", Role.PLANNER)).markup)

    assert "Theta 60 % and smoothing 40 %" in read
    assert "Level of late 95 kits" in read
    assert "Season −6" in read
    assert "From 98 to 103 a period: Level of late +5" in read
    assert "900 counts as 120 · far beyond the usual" in read
    assert "Hartmann Wind Towers · O-311 +61" in read
    assert "+40 from 7 Dec Holds + planner · Project starts" in read
    assert "Keep the override" in read


async def test_who_may_not_speak_sees_no_form(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["forecast_series"] = view(may_speak=False, may_mend=False)

    read = words((await paint(f"/forecast/{SERIES_ID}", "en", Role.EXECUTIVE)).markup)

    assert "Keep the override" not in read
    assert "Leave as written" not in read


async def test_a_rep_s_first_sight_is_who_is_quiet_and_who_orders_next(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["forecast_customers"] = CustomerForecasts(
        [rhythm(is_quiet=True, jump_ratio=None), rhythm(jump_ratio=None, customer_name="Baltic")],
        worth(),
    )

    read = words((await paint("/forecast", "en", Role.REP)).markup)

    assert "The forecast was nearer by 86 · 4 of 5 helped" in read
    assert read.index("Quiet: ask them") < read.index("Who orders next")
    assert "Every 29 days · next between 27 Nov and 6 Dec" in read
    assert "Forecast now" not in read


async def test_a_rep_says_how_much_then_why(paint: Painter) -> None:
    read = words((await paint(f"/forecast/customers/{CUSTOMER_ID}", "en", Role.REP)).markup)

    assert "Epoxy primer 7035 160 kits in 4 weeks" in read
    assert "−50 % −25 % +25 % +50 %" in read
    said = asked_by_taps(
        customer().items[0], 25, ReasonCode.PROJECT_START, CUSTOMER_ID, date(2026, 11, 24)
    )
    assert said.quantity == Decimal("10.00")
    assert len(said.period_ons) == 4
    assert said.expires_on == date(2027, 2, 22)
    assert said.customer_id == CUSTOMER_ID


async def test_a_rep_reads_which_line_is_out_of_the_usual_as_the_customer_s_page_has_it(
    paint: Painter, gateway: FakeGateway
) -> None:
    jump = MarkView(
        CustomerMark.JUMP_UP, on=date(2026, 11, 20), item_name="Epoxy primer", unit="kit",
        quantity=Decimal(120), usual_quantity=Decimal(40), factor=Decimal(3), order_reference="20418",
    )  # fmt: skip
    usual = rhythm(jump_ratio=None)
    gateway.answers["customers"] = customer_board(
        rows=[replace(list_row(), id=usual.customer_id, marks=[jump])]
    )
    gateway.answers["forecast_customers"] = CustomerForecasts(
        [rhythm(jump_ratio=None, customer_name="Baltic", customer_id=UUID(int=99)), usual], worth()
    )

    read = words((await paint("/forecast", "en", Role.REP)).markup)

    assert read.index("Epoxy primer") < read.index("Who orders next") < read.index("Baltic")
    assert "120 kits" in read


@pytest.mark.parametrize(
    ("usual", "share", "said"),
    [
        ("5.1", 25, [2, 2, 0, 0]),
        ("5.1", 50, [3, 3, 3, 0]),
        ("0.3", 50, [1, 0, 0, 0]),
        ("40", -50, [-20, -20, -20, -20]),
    ],
)
async def test_of_whole_units_a_rep_says_whole_ones_and_at_least_one(
    gateway: FakeGateway, paint: Painter, usual: str, share: int, said: list[int]
) -> None:
    [item] = customer().items
    points = [replace(point, quantity=Decimal(usual)) for point in item.points]
    item = replace(item, points=points, is_whole=True)

    found = asked_by_taps(item, share, ReasonCode.PROJECT_START, CUSTOMER_ID, date(2026, 11, 24))

    by_day = dict.fromkeys(found.period_ons, found.quantity)
    assert [by_day.get(point.on, Decimal(0)) for point in points[:4]] == said
    gateway.answers["forecast_customer"] = customer(items=[item])
    read = words((await paint(f"/forecast/customers/{CUSTOMER_ID}", "en", Role.REP)).markup)
    assert not search(r"\d\.\d", read)


async def test_a_rep_sees_until_when_a_word_holds_and_may_choose_another_day(
    gateway: FakeGateway,
) -> None:
    path = f"/forecast/customers/{CUSTOMER_ID}"
    async with opened(forecast_customer_page, gateway, path=path) as page:
        await page.until(lambda: "+25 %" in page.read)
        assert "Lapses after" not in page.read
        await page.press("+25 %")
        await page.until(lambda: "Lapses after 22 Dec 22 Feb 23 May" in page.read)
        await page.press("22 Dec")
        await page.until(
            lambda: bool(search(r'aria-pressed="true"[^>]*>22.Dec', to_html(page.model)))
        )
        await page.press("Project starts")
        await page.until(lambda: any(each[0] == "override_forecast" for each in gateway.done))
    [said] = [each[2] for each in gateway.done if each[0] == "override_forecast"]
    assert (said.reason, said.expires_on) == (ReasonCode.PROJECT_START, date(2026, 12, 22))


def test_what_was_typed_becomes_an_override() -> None:
    shown = view()
    typed = {
        **first_words(shown, date(2026, 11, 24)),
        "from": "2026-12-07",
        "count": "2",
        "quantity": "−12,5",
    }

    said = asked(shown, typed)

    assert said.period_ons == [date(2026, 12, 7), date(2026, 12, 14)]
    assert said.quantity == Decimal("-12.5")


@pytest.mark.parametrize("wrong", [{"quantity": "many"}, {"until": "soon"}, {"count": "x"}])
def test_what_is_no_figure_is_not_sent(wrong: dict[str, str]) -> None:
    shown = view()
    with pytest.raises(ArithmeticError):
        asked(shown, {**first_words(shown, date(2026, 11, 24)), **wrong})


async def test_steps_and_words_are_measured_by_family_and_item(paint: Painter) -> None:
    read = words((await paint("/forecast/accuracy", "en", Role.PLANNER)).markup)

    assert "Same as last year 21.4 %" in read
    assert "Marta Ozola The forecast was nearer by 86" in read
    assert "By family Same as last year Model Agreed Bias" in read
    assert "Epoxy primers + promotions better by 0.4, + deals better by 0.9" in read
    assert "−2.1 %" in read
    assert "Item by item 43.6 %" in read
    assert "by customer group and channel 110.1 % This is the KPI" in read


async def test_deals_stand_with_what_their_stage_is_worth(paint: Painter) -> None:
    read = words((await paint("/forecast/pipeline", "en", Role.REP)).markup)

    assert "From 180 closed deals" in read
    assert "Epoxy primer 2K" in read
    assert "300 kits" in read
    assert "Sample 52 % form says 55 %" in read
    assert "Opportunity · Sample · 300 kits, 52 % likely" in read


@pytest.mark.parametrize(
    ("picked", "asked_for"),
    [("contact", StageAsked("contact")), ("won", StageAsked("sample", "won"))],
)
async def test_a_stage_that_is_picked_moves_the_deal(
    gateway: FakeGateway, picked: str, asked_for: StageAsked
) -> None:
    async with opened(forecast_pipeline_page, gateway, path="/forecast/pipeline") as page:
        await page.until(lambda: "Epoxy primer 2K" in page.read)
        await page.pick(picked)
        await page.until(lambda: bool(gateway.done))
    assert gateway.done == [("move_deal", DEAL_ID, asked_for)]


async def test_a_family_that_is_picked_shows_its_windows(gateway: FakeGateway) -> None:
    async with opened(forecast_windows_page, gateway, path="/forecast/windows") as page:
        await page.until(lambda: "Every family" in page.read)
        await page.pick("Epoxy primers")
        await page.until(lambda: "As for every family" in page.read)


@pytest.mark.parametrize("language", ["zh", "ru"])
@pytest.mark.parametrize(
    "path",
    ["/forecast", f"/forecast/{SERIES_ID}", f"/forecast/customers/{CUSTOMER_ID}", "/forecast/accuracy",
     "/forecast/pipeline"],
)  # fmt: skip
async def test_every_page_speaks_every_language(paint: Painter, language: str, path: str) -> None:
    markup = (await paint(path, language, Role.PLANNER)).markup
    assert "forecast-" not in words(markup)
    assert "Forecast" not in words(markup)


async def test_a_level_that_is_asked_for_is_asked_of_the_gateway(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["forecast"] = board(
        level=ForecastLevel.CELL,
        rows=[
            row(
                site_name="Riga plant",
                territory_name="Baltics",
                segment="regular",
                channel="online",
            )
        ],
    )

    read = words((await paint("/forecast?level=cell&q=epoxy", "en", Role.REP)).markup)

    assert ("forecast", ForecastLevel.CELL, "epoxy", 0, False) in gateway.done
    assert "Riga plant · Baltics · regular · online" in read


async def test_the_forecast_s_error_stands_among_the_kpis(paint: Painter) -> None:
    read = words((await paint("/kpi", "en", Role.EXECUTIVE)).markup)

    assert "Forecast error by item Better than naive naive 21.4 % · Runs 2 % low 12.3 %" in read


async def test_signals_say_what_helps_with_both_errors_and_what_was_dropped(paint: Painter) -> None:
    read = words((await paint("/forecast/signals", "en", Role.PLANNER)).markup)

    assert (
        "Holidays Epoxy primers 14.2 % → 11.8 % Helps, and is used nearer at 9 of 13 origins"
        in read
    )
    assert "Resin price Epoxy primers 14.2 % → 14.5 % Does not help, not used" in read
    assert "4 weeks earlier" in read
    assert "Has ended, dropped. Paste newer values (Mon 2 Mar)" in read
    assert "104 values" in read
    assert "Nordlack cuts prices Remove Competitor changes prices" in read
    assert "Latvia 13 holidays in a year" in read
    assert read.index("Helps, and is used") < read.index("Does not help")


async def test_each_territory_says_whose_holidays_hold_and_where_that_comes_from(
    paint: Painter,
) -> None:
    read = words((await paint("/forecast/signals", "en", Role.PLANNER)).markup)
    assert "North Latvia as most of its customers" in read
    assert "South Poland as planners or an import say" in read
    assert "Keep the country" in read
    assert country_asked({"country": "DE"}) is None
    asked = {"country_of": f"{UUID(int=7)}"}
    assert country_asked({**asked, "country": "DE"}) == (UUID(int=7), "DE")
    assert country_asked(asked) == (UUID(int=7), None)


async def test_who_may_keep_nothing_sees_no_form_of_signals(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["forecast_signals"] = signals(may_keep=False, trials=[], series=[], events=[])

    read = words((await paint("/forecast/signals", "en", Role.EXECUTIVE)).markup)

    assert "Nothing is tried yet" in read
    assert "No series yet" in read
    assert "Keep the series" not in read


def test_a_series_and_an_event_are_asked_for_as_they_were_typed() -> None:
    found = series_asked({"name": "PMI – Euro zone", "text": "2026-11-02;50,1", "delay": "30"})
    assert found == ("pmi-euro-zone", OutsideSeriesAsked("PMI – Euro zone", "2026-11-02;50,1", 30))
    assert series_asked({"name": "PMI", "text": "x", "delay": "soon"}) is None
    assert event_asked({"event": "Fair", "first": "2026-13-02"}) is None
    asked_event = event_asked({"event": "Fair", "first": "2026-11-02", "kind": "fair"})
    assert asked_event is not None
    assert (asked_event.last_on, asked_event.family) == (date(2026, 11, 2), None)


async def test_runs_stand_side_by_side_and_can_be_taken_back_and_what_is_frozen_says_by_whom(
    paint: Painter, gateway: FakeGateway
) -> None:
    read = words((await paint("/forecast/runs", "en", Role.PLANNER)).markup)

    assert ("forecast_comparison", 30, 31, None) in gateway.done
    assert "Epoxy primers +40 2 600 → 2 640 kits · over 26 weeks · + planner +40" in read
    assert "Take back to forecast 30" in read
    assert "Take back to forecast 31" not in read
    assert "Taken back to forecast 28 · Li Na" in read
    assert "Epoxy primer 7035 Thaw periods until" in read
    assert "Budget" in read


async def test_who_may_keep_nothing_restores_and_thaws_nothing(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["forecast_runs"] = runs_board(may_keep=False)

    read = words((await paint("/forecast/runs", "en", Role.EXECUTIVE)).markup)

    assert "Take back" not in read
    assert "Thaw" not in read
    assert "Freeze as agreed now" not in read


async def test_one_run_has_nothing_beside_it(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["forecast_runs"] = runs_board(runs=[run()], freezes=[])

    read = words((await paint("/forecast/runs", "en", Role.PLANNER)).markup)

    assert "There is only one run so far" in read
    assert "Nothing is frozen" in read


async def test_a_series_shows_what_a_freeze_holds(paint: Painter, gateway: FakeGateway) -> None:
    held = point(0, frozen=Decimal(-12), agreed=Decimal(88))
    gateway.answers["forecast_series"] = view(
        points=[held, *(point(week) for week in range(1, 12))]
    )

    read = words((await paint(f"/forecast/{SERIES_ID}", "en", Role.PLANNER)).markup)

    assert "Held by a freeze −12" in read
    assert "Freeze this item" in read


def test_a_freeze_is_asked_for_as_it_was_typed() -> None:
    today = date(2026, 11, 24)
    asked_freeze = freeze_asked({"family": "Epoxy primers", "until": "2027-01-31"}, today)
    assert asked_freeze is not None
    assert (asked_freeze.until_on, asked_freeze.ends_on) == (date(2027, 1, 31), date(2026, 12, 22))
    assert freeze_asked({"until": "soon"}, today) is None
    typed = {**first_words(view(), today), "reason": "promotion"}
    assert frozen(view(), typed).item_id is not None
    assert frozen(view(), typed).reason is ReasonCode.PROMOTION


async def test_new_and_ending_items_say_what_they_are_like_and_when_they_end(
    paint: Painter, gateway: FakeGateway
) -> None:
    read = words((await paint("/forecast/items", "en", Role.PLANNER)).markup)

    assert "Epoxy primer 9010 (EP-9) Remove Like Epoxy primer 7035 (EP-7), 50 % of it" in read
    assert "fading over 20 days" in read
    assert "Epoxy primer 8000 (EP-8) Epoxy primers · not sold yet" in read
    assert "Epoxy primer 7035: 75 % alike Forecast like this" in read
    gateway.answers["forecast_lives"] = lives_board(may_keep=False, lives=[])
    read = words((await paint("/forecast/items", "en", Role.EXECUTIVE)).markup)
    assert "Nothing is said yet" in read
    assert "Forecast like this" not in read
    assert "Keep it" not in read


def test_what_is_said_of_an_item_is_asked_for_as_it_was_typed() -> None:
    wish = {"item": " EP-9 ", "other": "EP-7", "on": "2026-12-07", "percent": "50"}
    assert life_asked(wish) == LifeAsked(
        "EP-9", LifeKind.LOOK_ALIKE, date(2026, 12, 7), "EP-7", 0.5
    )
    ending = {**wish, "kind": "ending", "days": "20"}
    assert life_asked(ending) == LifeAsked(
        "EP-9", LifeKind.ENDING, date(2026, 12, 7), None, 1.0, 20
    )
    for wrong in (
        {"other": ""},
        {"on": "soon"},
        {"percent": "half"},
        {"days": "900"},
        {"item": ""},
    ):
        assert life_asked({**wish, **wrong}) is None


async def test_a_planner_sets_how_orders_of_a_family_use_up_the_forecast(
    paint: Painter, gateway: FakeGateway
) -> None:
    read = words((await paint("/forecast/windows", "en", Role.PLANNER)).markup)

    assert "Every family 30 days before, 30 days after · the forecast counts from today on" in read
    assert "Epoxy primers 14 days before, 7 days after · orders only for 5 days" in read
    assert "Thinners as for every family" in read
    assert "Orders only, for so many days from today" in read
    assert "Keep" in read

    gateway.answers["forecast_windows"] = windows(may_set=False)
    assert "Keep" not in words((await paint("/forecast/windows", "en", Role.EXECUTIVE)).markup)


def test_what_is_typed_for_a_window_is_whole_days() -> None:
    board = windows()
    own = row_of(board, "Epoxy primers")
    assert typed_window(own, {"forward_days": " 21 "}) == WindowAsked("Epoxy primers", 14, 21, 5)
    assert typed_window(row_of(board, "gone"), {}) == WindowAsked("", 30, 30, 0)
    for said in ("-1", "1.5", "367", "²", "1000"):
        assert typed_window(own, {"demand_fence_days": said}) is None


async def test_the_reasons_of_a_word_and_of_a_freeze_are_said_in_the_persons_language(
    paint: Painter,
) -> None:
    runs = words((await paint("/forecast/runs", "ru", Role.PLANNER)).markup)
    series = words((await paint(f"/forecast/{SERIES_ID}", "ru", Role.PLANNER)).markup)
    for read in (runs, series):
        for reason in ReasonCode:
            assert text("ru", f"reasons-{reason.value.replace('_', '-')}") in read
        assert "project start" not in read


def test_a_long_text_is_whole_once_its_last_piece_has_come() -> None:
    pieces: list[str] = []
    for said, whole in (
        ("1/3 2026-11-02;1\n", None),
        ("2/3 2026-11-09;2\n", None),
        ("3/3 2026-11-16;3", "2026-11-02;1\n2026-11-09;2\n2026-11-16;3"),
    ):
        pieces, text_so_far = joined(pieces, said)
        assert text_so_far == whole
    assert pieces == []


@pytest.mark.parametrize("said", ["", "x", "0/1 a", "2/1 a", "3/3 a", "1/101 a", "1/x a"])
def test_what_is_no_next_piece_of_a_text_gives_none(said: str) -> None:
    assert joined(["a"], said)[1] is None
