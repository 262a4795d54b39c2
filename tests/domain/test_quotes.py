"""What is promised to somebody who asks can really be had, and what is held is nobody else's."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from backend.engine.ground import ground_of
from backend.engine.quote import Hold, Option, Quote, quote, with_holds
from backend.engine.situation import Change, Situation
from backend.engine.view import View
from backend.engine.ways import Rates
from backend.promise.errors import (
    HoldTimeError,
    NothingToHoldError,
    OptionGoneError,
    PromiseHasMovedError,
    QuotationClosedError,
)
from backend.promise.model import end_as, held_until, option_to_hold
from shared.terms import QuotationStatus
from tests.planning import change_from, named, situation_from
from tests.random_companies import EXAMPLES, companies

ONE = Decimal(1)
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
THINNER: dict[str, Any] = {
    "today": date(2026, 11, 24),
    "items": [{"item": "Thinner", "get": "buy", "lead": 7}],
    "stock": [{"item": "Thinner", "quantity": 40}],
}


def ask(situation: Situation, company: dict[str, Any]) -> Quote:
    """What the company's change asks for, as a question about a new line four days ahead."""
    change = change_from(company)
    return quote(
        situation,
        replace(
            change,
            demand_line_id=None,
            due_on_before=None,
            quantity_before=Decimal(0),
            quantity_after=change.quantity_after or Decimal(5),
            due_on_after=situation.today + timedelta(days=4),
            is_cancellation=False,
            is_urgent=False,
            priority=3,
        ),
        pack=ONE,
        rates=Rates(),
    )


def asked(item: str, site: str, quantity: Any, due_on: date) -> Change:
    return Change(
        item_id=named(item),
        site_id=named(site),
        customer_id=named("Asker"),
        customer_name="Asker",
        quantity_before=Decimal(0),
        quantity_after=Decimal(str(quantity)),
        due_on_after=due_on,
        priority=3,
    )


def hold_of(option: Option, found: Quote, number: int = 1) -> Hold:
    return Hold(
        quotation_id=named(f"hold {number}"),
        customer_id=named("Asker"),
        customer_name="Asker",
        priority=3,
        reference=f"Q-{number}",
        unit_price=Decimal(0),
        due_on=found.due_on,
        reservation=option.reservation,
    )


@EXAMPLES
@given(companies())
def test_every_option_accounts_for_all_that_was_asked(company: dict[str, Any]) -> None:
    found = ask(situation_from(company), company)

    for option in found.options:
        given_out = sum((part.quantity for part in option.deliveries), Decimal(0))
        assert given_out + option.open_quantity == found.quantity
        assert all(part.on >= found.due_on for part in option.deliveries)


@EXAMPLES
@given(companies())
def test_what_is_held_leaves_nobody_more_and_takes_nobody_anything(company: dict[str, Any]) -> None:
    situation = situation_from(company)
    found = ask(situation, company)
    before = View(ground_of(situation))
    for option in found.options:
        if option.needs_approval:
            continue
        after = View(ground_of(with_holds(situation, (hold_of(option, found),))))
        for facts in situation.nodes:
            short_before = np.minimum(before.projected(facts.node), 0)
            assert (after.projected(facts.node) >= short_before).all(), option.code
            assert (after.free(facts.node) <= before.free(facts.node)).all(), option.code
        for center in situation.work_centers:
            hours = before.hours(center.id)
            over = np.maximum(before.load(center.id) - hours, 0)
            assert (after.load(center.id) - hours <= over).all(), option.code


@EXAMPLES
@given(companies())
def test_two_who_ask_never_get_the_same_units(company: dict[str, Any]) -> None:
    situation = situation_from(company)
    first = ask(situation, company)
    option = next((o for o in first.options if not o.needs_approval), None)
    if option is None:
        return
    held = with_holds(situation, (hold_of(option, first),))
    second = ask(held, company)
    for other in second.options:
        if other.needs_approval:
            continue
        both = with_holds(situation, (hold_of(option, first), hold_of(other, second, 2)))
        before, after = View(ground_of(situation)), View(ground_of(both))
        for facts in situation.nodes:
            short_before = np.minimum(before.projected(facts.node), 0)
            assert (after.projected(facts.node) >= short_before).all()


def test_lots_that_should_have_been_started_do_not_count_any_more() -> None:
    situation = situation_from(THINNER)
    found = quote(
        situation,
        asked("Thinner", "Riga", 60, date(2026, 12, 2)),
        pack=ONE,
        rates=Rates(),
    )
    option = found.options[0]
    assert (option.code, option.complete_on) == ("buy_more", date(2026, 12, 2))
    tomorrow = situation_from({**THINNER, "today": date(2026, 11, 26)})

    view = View(ground_of(with_holds(tomorrow, (hold_of(option, found),))))

    assert int(view.projected((named("Thinner"), named("Riga")))[-1]) == 40 - 60


def quote_for(quantity: int, on: date) -> Quote:
    return quote(
        situation_from(THINNER), asked("Thinner", "Riga", quantity, on), pack=ONE, rates=Rates()
    )


def test_without_a_name_the_first_option_that_brings_all_is_held() -> None:
    assert option_to_hold(quote_for(60, date(2026, 11, 26)), None, None).code == "two_deliveries"


def test_an_option_that_is_gone_is_not_held() -> None:
    with pytest.raises(OptionGoneError):
        option_to_hold(quote_for(60, date(2026, 11, 26)), "as_asked", None)


def test_what_has_become_later_than_was_seen_is_not_held() -> None:
    with pytest.raises(PromiseHasMovedError) as caught:
        option_to_hold(quote_for(60, date(2026, 11, 26)), "later", date(2026, 11, 30))
    assert caught.value.facts == {"seen_on": "2026-11-30", "possible_on": "2026-12-01"}


def test_what_nobody_can_have_is_not_held() -> None:
    found = quote(
        situation_from({**THINNER, "stock": [], "horizon": 3}),
        asked("Thinner", "Riga", 60, date(2026, 11, 26)),
        pack=ONE,
        rates=Rates(),
    )
    with pytest.raises(NothingToHoldError):
        option_to_hold(found, None, None)


def test_a_hold_ends_with_the_day_on_which_its_first_lot_must_be_started() -> None:
    option = option_to_hold(quote_for(60, date(2026, 12, 2)), None, None)

    until = held_until(NOW + timedelta(days=9), NOW, option.reservation, "Europe/Riga")

    # Seven days before the second of December is the 25th; its midnight in Riga is 22 o'clock UTC.
    assert until == datetime(2026, 11, 25, 22, 0, tzinfo=UTC)


def test_a_hold_lasts_fourteen_days_at_most() -> None:
    option = option_to_hold(quote_for(30, date(2026, 12, 14)), None, None)

    until = held_until(NOW + timedelta(days=30), NOW, option.reservation, "Europe/Riga")

    assert until == NOW + timedelta(days=14)


def test_nothing_is_held_until_a_time_that_has_gone_by() -> None:
    option = option_to_hold(quote_for(30, date(2026, 12, 14)), None, None)
    with pytest.raises(HoldTimeError):
        held_until(NOW, NOW, option.reservation, "Europe/Riga")


@pytest.mark.parametrize(
    "wanted", [QuotationStatus.RELEASED, QuotationStatus.ORDERED, QuotationStatus.LAPSED]
)
def test_what_is_held_can_end_in_three_ways(wanted: QuotationStatus) -> None:
    assert end_as(QuotationStatus.HELD, NOW + timedelta(hours=1), NOW, wanted) is wanted


@pytest.mark.parametrize("status", [each for each in QuotationStatus if each != "held"])
def test_what_is_not_held_cannot_be_ordered(status: QuotationStatus) -> None:
    with pytest.raises(QuotationClosedError) as caught:
        end_as(status, None, NOW, QuotationStatus.ORDERED)
    assert caught.value.facts == {"status": status.value}


def test_what_has_run_out_cannot_be_ordered_although_nobody_has_said_so_yet() -> None:
    with pytest.raises(QuotationClosedError) as caught:
        end_as(QuotationStatus.HELD, NOW, NOW, QuotationStatus.ORDERED)
    assert caught.value.facts == {"status": "lapsed"}
