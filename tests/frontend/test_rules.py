"""Alert rules on the screen, an alert's page, and what the form makes of what was typed."""

from dataclasses import replace as with_fields
from datetime import timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from frontend.components.rule_wish import AlertRuleWish, alert_rule_of, wish_of
from frontend.components.rule_words import what_is_watched, what_it_starts
from frontend.components.voice import Voice
from shared.schemas.watch import AlertRuleChoice, Detection
from shared.terms import KPIName, ProposalStatus, Role
from shared.watch_terms import (
    AlertGrouping,
    DeadlineKind,
    DeviationSide,
    FlowStart,
    ReplenishmentCause,
    Threshold,
    Watched,
)
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.sample_day import NOW
from tests.frontend.watched import (
    ALERT_ID,
    RULE_ID,
    alert,
    alert_rule,
    replenishment,
    replenishment_row,
)

ANNA, VERA = UUID(int=501), UUID(int=502)
VOICE = Voice("en", ZoneInfo("Europe/Riga"), NOW, "EUR")
WISH = AlertRuleWish(
    name=" Few kits ", owner_id=str(ANNA), threshold="100", time_zone="Europe/Riga"
)


async def test_a_planner_reads_each_rule_in_words(paint: Painter) -> None:
    read = words((await paint("/rules", "en", Role.PLANNER)).markup)

    assert (
        "Few kits Stock below 50 % of the safety stock, 2 days in a row and gone again at 80 % "
        "Riga plant, Primers and one alert for each family "
        "Owner: Anna Berg · unanswered after 1.5 h to Vera Lind · quiet 20:00–07:00, Europe/Riga · "
        "working days by Two shifts · all at once at 07:30, Europe/Riga Off"
    ) in read
    assert (
        "Last 30 days, 37 alerts: half were raised within 2 s, 95 % within 8 s, all within 4 min. "
        "Owners were told within 9 s (95 %), quiet hours apart. None took longer than 15 minutes"
    ) in read


async def test_without_alerts_there_is_nothing_to_measure(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["detection"] = Detection(30, 0, None, None, None, None, 0)
    gateway.answers["alert_rules"] = []
    read = words((await paint("/rules", "en", Role.ADMIN)).markup)
    assert "No alerts in the last 30 days" in read
    assert "There are no rules yet." in read


async def test_an_alert_says_whose_it_is_and_what_happened(paint: Painter) -> None:
    read = words((await paint(f"/alerts/{ALERT_ID}")).markup)

    assert "Few kits: Epoxy primer at Riga plant, 90 kits in stock" in read
    assert "Anna Berg owns it since 10:36." in read
    assert "Take it over to silence it." in read
    assert "Raised 10:06 Vera Lind handed it to Anna Berg I am off 10:36" in read


async def test_ones_own_alert_can_be_silenced_and_a_cleared_one_only_read(
    paint: Painter, gateway: FakeGateway
) -> None:
    own = alert()
    gateway.answers["alert"] = alert(
        row=replace(own.row, is_own=True, snoozed_until=NOW + timedelta(hours=1))
    )
    read = words((await paint(f"/alerts/{ALERT_ID}")).markup)
    assert "Yours since 10:36, Anna Berg. Silent until 12:06." in read
    assert "Silent for 4 hours Silent until tomorrow, 8:00" in read

    gateway.answers["alert"] = alert(cleared_at=NOW, people=[])
    read = words((await paint(f"/alerts/{ALERT_ID}")).markup)
    assert "Its cause is gone since 11:06." in read
    assert "Take it over" not in read


@pytest.mark.parametrize(
    ("wish", "missing"),
    [
        (AlertRuleWish(), "rule-wish-name"),
        (AlertRuleWish(name="x"), "rule-wish-owner"),
        (AlertRuleWish(name="x", owner_id=str(ANNA)), "rule-wish-threshold"),
        (AlertRuleWish(name="x", owner_id=str(ANNA), threshold="few"), "rule-wish-number"),
        (
            AlertRuleWish(name="x", owner_id=str(ANNA), threshold="1", quiet_from="20:00"),
            "rule-wish-quiet",
        ),
    ],
)
def test_a_wish_that_cannot_be_says_what_to_do(wish: AlertRuleWish, missing: str) -> None:
    assert alert_rule_of(wish) == missing
    assert VOICE.say(missing)


def test_a_wish_becomes_a_rule() -> None:
    assert alert_rule_of(WISH) == AlertRuleChoice(
        name="Few kits",
        watched=Watched.STOCK,
        threshold=Decimal(100),
        owner_id=ANNA,
        is_above=False,
        time_zone="Europe/Riga",
    )


def test_percent_is_typed_and_a_ratio_kept() -> None:
    made = alert_rule_of(
        with_fields(
            WISH,
            watched="kpi",
            kpi="otif",
            threshold="92,5",
            periods="3",
            family="Primers",
            grouping="family",
            deputy_id=str(VERA),
            second_deputy_id=str(ANNA),
            hours="1.5",
        )
    )
    assert made == AlertRuleChoice(
        name="Few kits",
        watched=Watched.KPI,
        threshold=Decimal("0.925"),
        owner_id=ANNA,
        is_above=False,
        kpi=KPIName.OTIF,
        periods=3,
        deputy_ids=[VERA],
        escalate_after_minutes=90,
        time_zone="Europe/Riga",
    )


def test_a_deadline_warns_before_with_a_minus() -> None:
    made = alert_rule_of(
        with_fields(
            WISH,
            watched="deadline",
            threshold="−4",
            threshold_in="cover",
            lowest_priority="2",
            grouping="customer",
        )
    )
    assert isinstance(made, AlertRuleChoice)
    assert (made.threshold, made.threshold_in, made.is_above) == (
        Decimal(-4),
        Threshold.ABSOLUTE,
        True,
    )
    assert (made.deadline, made.lowest_priority, made.grouping) == (
        DeadlineKind.DECISION,
        2,
        AlertGrouping.CUSTOMER,
    )


def test_demand_off_its_forecast_is_asked_for_by_side_share_and_tracking_signal() -> None:
    wish = with_fields(
        WISH,
        watched="forecast",
        side="more",
        threshold_in="target",
        threshold="50",
        periods="3",
        lowest_priority="2",
    )
    made = alert_rule_of(wish)
    assert isinstance(made, AlertRuleChoice)
    assert (made.threshold, made.threshold_in, made.side, made.is_above, made.periods) == (
        Decimal("0.5"), Threshold.TARGET, DeviationSide.MORE, True, 3,
    )  # fmt: skip
    assert made.lowest_priority == 2
    assert alert_rule_of(wish_of(made, RULE_ID, 0)) == made
    signal = alert_rule_of(with_fields(wish, threshold_in="signal", threshold="4"))
    assert isinstance(signal, AlertRuleChoice)
    assert (signal.threshold, signal.threshold_in) == (Decimal(4), Threshold.SIGNAL)


async def test_a_rule_about_the_forecast_and_its_alert_say_what_was_off(
    paint: Painter, gateway: FakeGateway
) -> None:
    rule = replace(
        alert_rule().rule, watched=Watched.FORECAST, side=DeviationSide.EITHER,
        threshold=Decimal(4), threshold_in=Threshold.SIGNAL, is_above=True, clears_at=None,
    )  # fmt: skip
    gateway.answers["alert_rules"] = [alert_rule(rule=rule, unit="count")]
    read = words((await paint("/rules", "en", Role.PLANNER)).markup)
    assert "Demand off its forecast from a tracking signal of 4 on and 2 periods in a row" in read

    facts = {
        "rule": "It leans", "item": "Epoxy primer", "site": "Riga plant", "unit": "kit",
        "quantity": "245", "forecast_quantity": "50", "percent": "390", "way": "more",
        "signal": "+4.5", "period": "week", "period_on": "2026-11-16", "running": "no",
        "series": "Baltics north, Wind", "count": "1", "several": "no",
    }  # fmt: skip
    row = replace(alert().row, kind="rule_forecast", facts=facts, path="/forecast/1")
    gateway.answers["alert"] = alert(row=row)
    read = words((await paint(f"/alerts/{ALERT_ID}")).markup)
    assert "It leans: Epoxy primer at Riga plant, 245 kits ordered against 50 forecast" in read
    assert (
        "Week of Mon 16 Nov: 390 % more than forecast. Tracking signal +4.5. "
        "Most of it: Baltics north, Wind."
    ) in read


@pytest.mark.parametrize("language", ["en", "zh", "ru"])
@pytest.mark.parametrize("unit", ["ratio", "days", "hours", "money", "count", "quantity"])
def test_every_unit_has_words(language: str, unit: str) -> None:
    voice = Voice(language, ZoneInfo("UTC"), NOW, "EUR")
    assert what_is_watched(voice, alert_rule(unit=unit))


STARTING = with_fields(
    WISH, starts="either", fill_to="200", rush_priority="2", auto_value="1500", threshold_in="cover"
)


def test_what_a_rule_starts_is_asked_for_and_comes_back_into_the_form() -> None:
    made = alert_rule_of(STARTING)

    assert isinstance(made, AlertRuleChoice)
    assert (made.starts, made.fill_to, made.rush_priority, made.auto_value) == (
        FlowStart.EITHER,
        Decimal(200),
        2,
        Decimal(1500),
    )
    assert alert_rule_of(wish_of(made, RULE_ID, 3)) == made
    assert alert_rule_of(with_fields(STARTING, fill_to="")) == "rule-wish-fill-to"


def test_a_rule_that_is_typed_again_is_the_same_rule() -> None:
    rule = alert_rule().rule
    assert alert_rule_of(wish_of(rule, RULE_ID, 0)) == rule


def test_only_a_rule_about_too_little_stock_starts_anything() -> None:
    for other in (with_fields(STARTING, way="from"), with_fields(STARTING, watched="capacity")):
        made = alert_rule_of(other)
        assert isinstance(made, AlertRuleChoice)
        assert (made.starts, made.fill_to, made.auto_value) == (None, None, None)


def test_a_rule_about_promotions_starts_what_is_missing_without_a_level() -> None:
    made = alert_rule_of(
        with_fields(STARTING, watched="promotion", threshold_in="target", way="below")
    )

    assert isinstance(made, AlertRuleChoice)
    assert (made.is_above, made.starts, made.fill_to, made.rush_priority, made.auto_value) == (
        True, FlowStart.EITHER, None, None, Decimal(1500),
    )  # fmt: skip
    assert alert_rule_of(wish_of(made, RULE_ID, 3)) == made
    voice = Voice("en", ZoneInfo("UTC"), NOW, "EUR")
    view = alert_rule(rule=made, unit="ratio")
    assert what_it_starts(voice, view).startswith("Has what is missing made, moved or bought")
    assert "of what is expected" in what_is_watched(voice, view)


async def test_a_rule_says_what_it_starts_and_a_preview_what_it_would_have(
    paint: Painter, gateway: FakeGateway
) -> None:
    rule = replace(
        alert_rule().rule, starts=FlowStart.EITHER, fill_to=Decimal("1.5"), auto_value=Decimal(900)
    )
    gateway.answers["alert_rules"] = [alert_rule(rule=rule)]
    read = words((await paint("/rules", "en", Role.PLANNER)).markup)
    assert (
        "Has it filled up to 150 % of the safety stock · asks above € 900 · "
        "asks always until somebody else switches it on"
    ) in read


async def test_a_replenishment_says_where_it_comes_from_and_what_is_done(paint: Painter) -> None:
    read = words((await paint(f"/replenishments/{UUID(int=844)}", "en", Role.SUPERVISOR)).markup)
    assert "Fill up Epoxy primer Riga plant" in read
    assert "by the rule “Few kits” Show the alert" in read
    assert "60 kits by" in read
    assert "60 kits are missing" in read
    assert "It is worth more than the rule may spend" in read
    assert "Approve and plan it" in read


async def test_a_replenishment_for_a_promotion_says_who_asked_and_what_is_expected(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["replenishment"] = replenishment(
        cause=ReplenishmentCause.PROMOTION,
        rule_name="Primer weeks",
        promotion_name="Primer weeks",
        is_by_rule=False,
        asked_by_name="Vera Lind",
    )
    read = words((await paint(f"/replenishments/{UUID(int=844)}", "en", Role.SUPERVISOR)).markup)
    assert "for the promotion “Primer weeks” · asked for by Vera Lind" in read
    assert "60 kits more are expected than can be promised" in read


async def test_a_replenishment_for_the_end_of_supply_says_what_will_be_missing(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["replenishment"] = replenishment(
        cause=ReplenishmentCause.SUPPLY_END, rule_name="Thinner", is_by_rule=False
    )
    read = words((await paint(f"/replenishments/{UUID(int=844)}", "en", Role.SUPERVISOR)).markup)
    assert "for what is needed after its supply ends" in read
    assert "60 kits will be missing after the last delivery." in read


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (ReplenishmentCause.PROMOTION, "for the promotion “Primer weeks”"),
        (ReplenishmentCause.SEASON, "for the season that begins"),
    ],
)
async def test_a_replenishment_that_a_rule_started_says_for_what(
    paint: Painter, gateway: FakeGateway, cause: ReplenishmentCause, said: str
) -> None:
    name = "Primer weeks" if cause is ReplenishmentCause.PROMOTION else ""
    gateway.answers["replenishment"] = replenishment(
        cause=cause, rule_name="Carry them", promotion_name=name
    )
    read = words((await paint(f"/replenishments/{UUID(int=844)}", "en", Role.SUPERVISOR)).markup)
    assert f"by the rule “Carry them” · {said}" in read
    assert "60 kits more are expected than can be promised" in read


async def test_an_alert_shows_what_it_has_started_and_decisions_what_waits(
    paint: Painter, gateway: FakeGateway
) -> None:
    done = replenishment_row(status=ProposalStatus.APPROVED, is_automatic=True)
    gateway.answers["alert"] = alert(started=[done])
    read = words((await paint(f"/alerts/{ALERT_ID}")).markup)
    assert "What it has started Fill up Epoxy primer Carried out by itself 60 kits" in read

    gateway.answers["replenishments"] = [replenishment_row(), done]
    read = words((await paint("/decisions", "en", Role.SUPERVISOR)).markup)
    assert read.count("Fill up Epoxy primer Riga plant · by the rule “Few kits”") == 1
