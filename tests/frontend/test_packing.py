"""Packing on the screens: packaging lines by themselves on the plan, and what of a lot is needed."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from frontend.components.alternatives import adjustment_words
from frontend.components.voice import Voice
from shared.schemas.impact import Adjustment
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
    assert said == "Make 40 kits less of Primer on Tue 24 Nov"
