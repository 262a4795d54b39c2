"""Segments, likings, fields and marks of customers: the rules without a database."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest

from backend.customer.errors import (
    ClassExpiryError,
    FieldDefinitionError,
    FieldValueError,
    SignalDaysError,
)
from backend.customer.model.fields import check_expiry, check_signal, settled, value_said
from backend.customer.model.orders import Ordered, counts_as, growth, habits, jumps
from backend.customer.model.segments import Segments, Turnover, check_rules
from backend.kpi.model import OrderLine, Tolerance, is_hit
from shared.customer_terms import FieldKind, SignalKind, ValueClass
from shared.schemas.customer import CustomerFieldChoice, SignalChoice
from shared.schemas.segment import SegmentRules

TODAY = date(2026, 11, 24)
PRIMER, THINNER = UUID(int=101), UUID(int=102)


def bought(number: int, on: date, item: UUID = PRIMER, **more: object) -> Ordered:
    given: dict[str, object] = {
        "line_id": UUID(int=number), "order_reference": str(number), "item_id": item,
        "family": "Epoxy", "channel": "direct", "ordered_on": on, "due_on": on + timedelta(days=9),
        "quantity": Decimal(100), "value": Decimal(1000), **more,
    }  # fmt: skip
    return Ordered(**given)  # type: ignore[arg-type]


def test_the_order_of_the_list_decides_no_segment() -> None:
    seed = 3
    random = Random(seed)
    everybody = [
        Turnover(
            UUID(int=n), Decimal(random.choice((0, 5, 5, 80, 400))), random.randint(0, 9),
            Decimal(5), TODAY - timedelta(days=400), TODAY - timedelta(days=random.randint(0, 300)),
        )
        for n in range(60)
    ]  # fmt: skip
    found = Segments(everybody, SegmentRules(), TODAY)
    random.shuffle(everybody)
    assert Segments(everybody, SegmentRules(), TODAY) == found, f"seed {seed}"


def test_shares_come_to_one_and_classes_fall_with_value() -> None:
    everybody = [
        Turnover(UUID(int=n), Decimal(2**n), 1, Decimal(1), TODAY, TODAY) for n in range(12)
    ]
    found = Segments(everybody, SegmentRules(), TODAY)
    shares = sum((each.share for each in found.values()), Decimal(0))
    assert abs(shares - 1) < Decimal("0.00001")
    by_value = [found[UUID(int=n)].value_class for n in reversed(range(12))]
    assert by_value == sorted(by_value)
    assert by_value[0] is ValueClass.A


def test_nobody_at_all_is_no_trouble() -> None:
    assert Segments([], SegmentRules(), TODAY) == {}
    [alone] = Segments(
        [Turnover(UUID(int=1), Decimal(0), 0, Decimal(0), None, None)], SegmentRules(), TODAY
    ).values()
    assert (alone.value_class, alone.suggested_class) == (ValueClass.NONE, 4)


def test_rules_that_do_not_rise_are_named() -> None:
    assert check_rules(SegmentRules()) is None
    assert check_rules(SegmentRules(a_part=Decimal("0.9"), b_part=Decimal("0.9"))) == "b_part"
    assert check_rules(SegmentRules(b_part=Decimal("1.2"))) == "b_part"
    assert check_rules(SegmentRules(a_part=Decimal(0))) == "b_part"
    assert check_rules(SegmentRules(a_class=3, b_class=2)) == "none_class"


def test_what_is_liked_is_counted_by_orders() -> None:
    lines = [
        bought(1, TODAY - timedelta(days=1)),
        bought(2, TODAY - timedelta(days=1), THINNER, order_reference="1"),
        bought(3, TODAY - timedelta(days=8), quantity=Decimal(300)),
        bought(4, TODAY - timedelta(days=15), channel="online", quantity=Decimal(200)),
        bought(5, TODAY - timedelta(days=400), THINNER),
    ]
    said = habits(lines, TODAY)
    assert said.order_count == 3
    assert [(each.item_id, each.order_count) for each in said.items] == [(PRIMER, 3), (THINNER, 1)]
    assert said.items[0].usual_quantity == 200
    assert said.channels == [("direct", Decimal("0.666667")), ("online", Decimal("0.333333"))]
    assert said.weekdays == [(1, Decimal(1))]
    assert said.days_ahead == 9
    assert habits([], TODAY).days_ahead is None


def test_a_line_is_out_of_line_for_its_own_item_only() -> None:
    past = [
        bought(n, TODAY - timedelta(days=40 + 7 * n), quantity=Decimal(90 + n)) for n in range(8)
    ]
    late = bought(50, TODAY - timedelta(days=2), quantity=Decimal(500))
    other = bought(51, TODAY - timedelta(days=2), THINNER, quantity=Decimal(500))
    [found] = jumps([*past, late, other], TODAY)
    assert found.line is late
    assert found.jump.factor == Decimal("5.35")
    assert jumps([*past, late, other], TODAY + timedelta(days=40)) == []


def test_a_line_counts_as_the_kpi_counts_it() -> None:
    seed = 5
    random = Random(seed)
    for n in range(300):
        line = OrderLine(
            id=UUID(int=n), ordered_on=TODAY, due_on=TODAY,
            promised_on=random.choice((None, TODAY, TODAY + timedelta(days=2))),
            quantity=Decimal(10), delivered_quantity=Decimal(random.choice((0, 4, 10, 12))),
            last_delivered_on=random.choice((TODAY, TODAY + timedelta(days=2), TODAY + timedelta(days=5))),
        )  # fmt: skip
        assert (counts_as(line) == "hit") is is_hit(line, Tolerance()), f"seed {seed}, line {n}"


def test_growth_needs_a_year_before() -> None:
    assert growth(Decimal(118), Decimal(100)) == Decimal("0.18")
    assert growth(Decimal(118), Decimal(0)) is None


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        (FieldKind.TEXT, "  two   words ", "two words"),
        (FieldKind.NUMBER, "12,50", "12.5"),
        (FieldKind.NUMBER, "1000", "1000"),
        (FieldKind.DATE, "2026-12-31", "2026-12-31"),
        (FieldKind.CHOICE, "Red", "Red"),
        (FieldKind.YES_NO, "yes", "yes"),
        (FieldKind.NUMBER, "   ", ""),
    ],
)
def test_a_field_keeps_what_it_can_hold(kind: FieldKind, said: str, kept: str) -> None:
    assert value_said("Colour", kind, ["Red", "Blue"], said) == kept


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (FieldKind.NUMBER, "many"),
        (FieldKind.NUMBER, "NaN"),
        (FieldKind.NUMBER, "1e400"),
        (FieldKind.DATE, "31.12.2026"),
        (FieldKind.CHOICE, "Green"),
        (FieldKind.YES_NO, "perhaps"),
    ],
)
def test_a_field_names_itself_when_it_cannot(kind: FieldKind, said: str) -> None:
    with pytest.raises(FieldValueError) as refused:
        value_said("Colour", kind, ["Red", "Blue"], said)
    assert refused.value.facts == {"field": "Colour"}


def test_two_fields_do_not_share_a_name_and_a_choice_needs_choices() -> None:
    kept = settled(CustomerFieldChoice(" Colour ", FieldKind.CHOICE, ["Red ", "", "Blue"]), [])
    assert kept == CustomerFieldChoice("Colour", FieldKind.CHOICE, ["Red", "Blue"])
    with pytest.raises(FieldDefinitionError):
        settled(CustomerFieldChoice("colour", FieldKind.TEXT), ["Colour"])
    with pytest.raises(FieldDefinitionError):
        settled(CustomerFieldChoice("Colour", FieldKind.CHOICE, ["Red", "red"]), [])


def test_a_class_by_hand_ends_some_day() -> None:
    check_expiry(TODAY, TODAY)
    for wrong in (TODAY - timedelta(days=1), TODAY + timedelta(days=731)):
        with pytest.raises(ClassExpiryError):
            check_expiry(wrong, TODAY)


def test_only_an_event_lies_ahead_and_nothing_ends_before_it_begins() -> None:
    tomorrow = TODAY + timedelta(days=1)
    check_signal(SignalChoice(SignalKind.COMPLAINT, "Lids leaked", TODAY), TODAY)
    check_signal(SignalChoice(SignalKind.EVENT, "Fair", tomorrow, tomorrow), TODAY)
    for wrong in (
        SignalChoice(SignalKind.PRAISE, "Well done", tomorrow),
        SignalChoice(SignalKind.EVENT, "Fair", tomorrow, TODAY),
    ):
        with pytest.raises(SignalDaysError):
            check_signal(wrong, TODAY)
