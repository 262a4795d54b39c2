"""Packing on the screens: packaging lines by themselves on the plan, and what of a lot is needed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from frontend.components.alternatives import adjustment_words, gain_words
from frontend.components.voice import Voice
from shared.schemas.impact import Adjustment, Gain
from shared.terms import AdjustmentKind
from tests.frontend.conftest import Painter, words
from tests.frontend.sample_day import TODAY


async def test_packaging_lines_are_shown_by_themselves(paint: Painter) -> None:
    every, packing = await paint("/plan"), await paint("/plan?only=packaging")
    for name in ("Mixer 3", "Kitting"):
        assert name in words(every.markup)
    assert 'href="/plan?only=packaging"' in every.markup
    assert "Kitting" in words(packing.markup)
    assert "Mixer 3" not in words(packing.markup)
    assert 'aria-current="true"' in packing.markup


def test_a_lot_says_what_of_it_is_needed() -> None:
    lot = Adjustment(
        kind=AdjustmentKind.MAKE_MORE,
        item_id=UUID(int=1),
        item_name="Primer",
        unit="kit",
        site_id=UUID(int=2),
        quantity=Decimal(40),
        on=TODAY,
        needed_quantity=Decimal(28),
    )
    voice = Voice("en", ZoneInfo("UTC"), datetime(2026, 11, 24, tzinfo=UTC))
    said = adjustment_words(voice, lot).replace("\u00a0", " ")
    assert said.endswith("(28 kits needed, the rest fills the lot)")


def test_what_is_made_less_is_said_with_the_day_it_was_planned_for() -> None:
    less = Adjustment(
        kind=AdjustmentKind.MAKE_LESS,
        item_id=UUID(int=1),
        item_name="Primer",
        unit="kit",
        site_id=UUID(int=2),
        quantity=Decimal(40),
        from_on=TODAY,
    )
    voice = Voice("en", ZoneInfo("UTC"), datetime(2026, 11, 24, tzinfo=UTC))
    said = adjustment_words(voice, less).replace("\u00a0", " ")
    assert said == "Plan 40 kits less of Primer on Tue 24 Nov"


def purchase(kind: AdjustmentKind, **more: Any) -> str:
    """What is said of a hundred kilograms of resin on the second line of order 4711."""
    cut = Adjustment(
        kind=kind,
        item_id=UUID(int=1),
        item_name="Resin",
        unit="kg",
        site_id=UUID(int=2),
        quantity=Decimal(100),
        from_on=TODAY,
        reference="4711 / 2",
        **more,
    )
    voice = Voice("en", ZoneInfo("UTC"), datetime(2026, 11, 24, tzinfo=UTC))
    return adjustment_words(voice, cut).replace("\u00a0", " ")


def test_of_a_purchase_it_is_said_how_much_of_what_moves_or_goes() -> None:
    later = TODAY + timedelta(days=7)
    assert purchase(AdjustmentKind.CANCEL_PURCHASE) == (
        "Cancel purchase 4711 / 2: 100 kg of Resin, due Tue 24 Nov"
    )
    assert purchase(AdjustmentKind.REDUCE_PURCHASE) == (
        "Take 100 kg of Resin off purchase 4711 / 2, due Tue 24 Nov"
    )
    assert purchase(AdjustmentKind.BUY_LATER, on=later) == (
        "Put 100 kg of Resin on purchase 4711 / 2 off from Tue 24 Nov to Tue 1 Dec"
    )


def test_a_transfer_is_said_with_its_sender_and_both_days() -> None:
    later = TODAY + timedelta(days=2)
    for way in (None, "from Riga"):
        said = purchase(
            AdjustmentKind.TRANSFER, on=later, source_site_name="Riga plant", alternate_name=way
        )
        assert said == "Bring 100 kg of Resin from Riga plant, sent Tue 24 Nov, there Thu 26 Nov"


def test_who_could_come_sooner_is_said_with_the_days() -> None:
    gain = Gain(
        demand_line_id=UUID(int=1),
        order_reference="20377 / 1",
        customer_name="Baltic",
        item_name="Primer",
        unit="kit",
        quantity=Decimal(30),
        promised_on=TODAY + timedelta(days=9),
        was_possible_on=TODAY + timedelta(days=9),
        possible_on=TODAY + timedelta(days=6),
    )
    voice = Voice("en", ZoneInfo("UTC"), datetime(2026, 11, 24, tzinfo=UTC))
    assert gain_words(voice, gain).replace("\u00a0", " ") == (
        "Baltic: 30 kits could come 3 days sooner, 30 Nov instead of 3 Dec"
    )
