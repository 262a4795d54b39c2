"""Customers' pages: every figure is said with its reason, and the address says what is asked."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from frontend.components.customer_signals import signal_of
from frontend.pages.customer import choice_of
from frontend.pages.customer_fields import choice_of as field_of
from frontend.pages.segments import rules_typed
from shared.customer_terms import CustomerMark, FieldKind, MarketSplit, SignalKind, ValueClass
from shared.ids import new_id
from shared.schemas.customer import (
    CustomerFieldChoice,
    CustomersAsked,
    Preferences,
    SignalChoice,
)
from shared.schemas.segment import MarketAsked, OverrideChoice, SegmentRules, SegmentsAsked
from shared.terms import Channel, Role
from tests.frontend.conftest import Painter, words
from tests.frontend.customers_day import (
    CUSTOMER_ID,
    TERRITORY_ID,
    TODAY,
    chosen,
    customer,
    invoices,
    market,
    market_row,
    rank,
    rhythm,
    segments,
)
from tests.frontend.fake_gateway import FakeGateway

PAGE = f"/customers/{CUSTOMER_ID}"


async def test_a_customer_is_said_from_all_sides(paint: Painter) -> None:
    markup = (await paint(PAGE)).markup
    read = words(markup)
    assert (
        "Esbjerg, Denmark · Class 2 · high value · wind energy · ships together · no part deliveries"
        in read
    )
    assert "year, +18 %" in read
    assert "on time in full, owe 95 %" in read
    assert "every 28 days, give or take 2" in read
    assert "in 85 % of cases, from 12 gaps between orders" in read
    assert "Ordered 900 kits of Epoxy primer RAL 7035 on" in read
    assert "far more than the usual 120 kits" in read
    assert "Not before" in read
    assert "Quotation, 60 % likely, 340 kits" in read
    assert "Sent back in a year (24)" in read
    assert "Damaged · 20300 / 1" in read
    assert "23 earlier" in read
    assert "Complaint Lids leaked" in read
    assert "A: € 412 000 in 365 days, place 3 of 36, 6.2 % of everybody's" in read
    assert "Class 2; the orders suggest 1" in read
    assert f'href="{PAGE}/service/otif"' in markup
    assert f'href="/changes/new?customer={CUSTOMER_ID}"' in markup
    assert 'href="tel:+4555500104"' in markup


async def test_invoices_are_said_each_in_its_currency(paint: Painter, gateway: FakeGateway) -> None:
    read = words((await paint(PAGE)).markup)
    assert "Invoices (2 open)" in read
    assert "Open € 400, overdue € 400, paid in a year € 850" in read
    assert "Open CN¥ 8 100, overdue CN¥ 0, paid in a year CN¥ 0" in read
    assert "INV-1 € 400 Overdue for 15 days order 20300 · € 600 of € 1 000 paid" in read
    assert "INV-2 CN¥ 8 100 Due " in read
    assert "INV-3 € 250 Paid " in read
    assert "2 more" in read
    gateway.answers["customer"] = customer(
        invoices=invoices(sums=[], rows=[], open_count=0, row_count=0)
    )
    assert "Invoices" not in words((await paint(PAGE)).markup)


async def test_who_may_not_is_shown_no_way_to_say(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["customer"] = customer(may_edit=False, may_rule=False, may_log=False)
    read = words((await paint(PAGE)).markup)
    assert "Choose a class by hand" not in read
    assert "Keep" not in read
    assert "Log a change" not in read


async def test_a_silent_customer_is_due_and_a_new_one_has_no_rhythm(
    paint: Painter, gateway: FakeGateway
) -> None:
    over = rhythm(expected_on=None, from_on=None, until_on=None, elapsed_days=45, is_quiet=True)
    gateway.answers["customer"] = customer(rhythms=[over])
    read = words((await paint(PAGE)).markup)
    assert "was due about" in read
    assert "45 days without an order is longer than each of the 12 gaps before" in read
    nothing = Preferences(0, [], [], [], None)
    gateway.answers["customer"] = customer(rhythms=[], open_lines=[], preferences=nothing, marks=[])
    read = words((await paint(PAGE)).markup)
    assert "Too few orders for a rhythm" in read
    assert "Nothing is open" in read


async def test_a_class_by_hand_says_whose_word_it_is(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["customer"] = customer(rank=rank(override=chosen()))
    read = words((await paint(PAGE)).markup)
    assert "Class 2, chosen by Li Na until" in read
    assert "Tender runs" in read
    assert "Take over class 1" not in read
    assert "End the choice by hand" in read


async def test_the_lines_behind_a_figure_are_listed(paint: Painter) -> None:
    read = words((await paint(f"{PAGE}/service/otif")).markup)
    assert "20300 / 1" in read
    assert "the company's own KPI, over this customer's lines" in read
    assert (await paint(f"{PAGE}/service/nonsense")).status == 404


async def test_the_list_says_what_stands_out_by_territory(
    paint: Painter, gateway: FakeGateway
) -> None:
    markup = (await paint(f"/customers/all?q=hart&territory={TERRITORY_ID}&value=a&mark=quiet&from=50")).markup  # fmt: skip
    read = words(markup)
    assert "Quiet for 45 days" in read
    assert read.index("Denmark Hartmann") < read.index("Baltics Baltic Ship Repair")
    assert "Quiet 1" in read
    asked = CustomersAsked("hart", TERRITORY_ID, ValueClass.A, CustomerMark.QUIET, 50)
    assert ("customers", asked) in gateway.done


@pytest.mark.parametrize("query", ["territory=x&value=z&mark=?&from=-1", "from=99999999"])
async def test_nonsense_in_the_address_counts_as_not_asked(
    paint: Painter, gateway: FakeGateway, query: str
) -> None:
    assert (await paint(f"/customers/all?{query}")).status == 200
    assert ("customers", CustomersAsked()) in gateway.done


async def test_no_more_classes_are_taken_over_at_a_time_than_are_listed(
    paint: Painter, gateway: FakeGateway
) -> None:
    (move,) = segments().moves
    gateway.answers["segments"] = segments(
        moves=[replace(move, id=new_id()) for _ in range(200)], move_count=250
    )
    markup = (await paint("/segments")).markup
    assert markup.count("Take over</button>") == 200
    assert "Take over all 200 classes" in words(markup)
    assert "50 more follow when these are taken over" in words(markup)


async def test_segments_are_turned_a_page_at_a_time(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["segments"] = segments(row_count=120, next_offset=100)
    markup = (await paint("/segments?from=50")).markup
    assert ("segments", SegmentsAsked(offset=50)) in gateway.done
    assert "51. Hartmann Wind Towers" in words(markup)
    assert 'href="/segments?from=100#segment-customers"' in markup


async def test_segments_say_what_would_move_and_move_nothing(
    paint: Painter, gateway: FakeGateway
) -> None:
    read = words((await paint("/segments")).markup)
    assert "3 customers order by shop or online only and are not ranked." in read
    assert "Class 2 → 1" in read
    assert "Take over 1 class" in read
    assert "A up to this % of the value: 80" in read
    assert (
        "Class 1 owed 98 % 95.5 % on time in full, of 200 lines that were due in four weeks" in read
    )
    assert (
        "40 customers · Win: all of it, before everybody: weight 100 · 3 customers had less than is owed"
        in read
    )
    assert "Class 2 Nothing was due in four weeks 1 customer" in read
    assert "On time in full owed to the class of A, % (0: as the KPI): as the KPI" in read
    gateway.answers["segments"] = segments(may_rule=False, moves=[])
    read = words((await paint("/segments")).markup)
    assert "Everybody is served in the class that the orders suggest" in read
    assert "Keep the rules" not in read


def test_rules_are_kept_as_they_were_typed() -> None:
    before = SegmentRules()
    typed = rules_typed(before, {"a_part": "70 %", "window_days": "180", "b_class": ""})
    assert typed == SegmentRules(a_part=Decimal("0.7"), window_days=180)
    owed = rules_typed(before, {"a_service": "98", "b_service": "92.5 %"})
    assert owed == SegmentRules(a_service=Decimal("0.98"), b_service=Decimal("0.925"))
    assert owed is not None
    assert rules_typed(owed, {"b_service": "0"}) == SegmentRules(a_service=Decimal("0.98"))
    assert rules_typed(before, {"a_service": "101"}) is None
    for wrong in ({"a_part": "much"}, {"a_class": "1.5"}, {"c_class": "12"}, {"window_days": "7"}):
        assert rules_typed(before, wrong) is None


def test_a_class_by_hand_needs_a_reason_and_a_day() -> None:
    wish = {"customer_class": "1", "reason": " New plant ", "until": "2026-12-31"}
    assert choice_of(wish, customer()) == OverrideChoice(1, "New plant", date(2026, 12, 31))
    assert choice_of({**wish, "until": "soon"}, customer()) is None
    assert choice_of({**wish, "reason": " "}, customer()) is None
    assert choice_of({**wish, "customer_class": "<b>"}, customer()) is None


def test_what_was_heard_needs_words() -> None:
    heard = signal_of({"note": " Fair in May ", "kind": "event", "ends": "2026-12-31"}, TODAY)
    assert heard == SignalChoice(SignalKind.EVENT, "Fair in May", TODAY, date(2026, 12, 31))
    assert signal_of({"note": " "}, TODAY) is None
    assert signal_of({"note": "x", "heard": "soon"}, TODAY) is None


async def test_the_market_is_compared_with_its_rows_behind(
    paint: Painter, gateway: FakeGateway
) -> None:
    markup = (await paint("/market?by=channel&days=91&region=North&channel=online")).markup
    asked = MarketAsked(MarketSplit.CHANNEL, 91, "North", Channel.ONLINE)
    assert ("market", asked) in gateway.done
    markup = (await paint("/market")).markup
    read = words(markup)
    assert "Online 30 % (+5.0 points)" in read
    assert "−5 %" in read
    assert 'href="/market/lines?by=region&amp;days=365&amp;region=West"' in markup
    read = words(markup)
    assert "Expected, 28 days" in read
    assert "€ 61 500" in read
    assert 'href="/kpi/otif"' in markup
    assert 'href="/kpi/otif"' not in (await paint("/market", "en", Role.REP)).markup
    gateway.answers["market"] = market(rows=[market_row(growth=Decimal("-0.003"))])
    same = (await paint("/market")).markup
    assert "±0 %" in words(same)
    assert "c-late" not in same
    gateway.answers["market"] = market(rows=[], balance=[])
    assert "Nothing to compare" in words((await paint("/market")).markup)
    read = words((await paint(f"/market/lines?by=territory&territory={TERRITORY_ID}&from=50")).markup)  # fmt: skip
    assert "20418 / 2 · 120 kits Epoxy primer RAL 7035 · Direct · ordered" in read
    assert gateway.done[-1][2:] == (TERRITORY_ID, 50)


async def test_fields_are_listed_and_made(paint: Painter) -> None:
    read = words((await paint("/customer-fields")).markup)
    assert "Colour One of several: Grey and Blue" in read
    made = field_of({"name": " Size ", "kind": "choice", "choices": "S，M; L ,"})
    assert made == CustomerFieldChoice("Size", FieldKind.CHOICE, ["S", "M", "L"])
    assert field_of({"name": "  ", "kind": "text", "choices": ""}) is None


async def test_all_pages_speak_chinese_and_russian(paint: Painter) -> None:
    for path in (PAGE, "/customers/all", "/segments", "/market", "/market/lines", "/customer-fields", f"{PAGE}/service/otif"):  # fmt: skip
        for language in ("zh", "ru"):
            assert (await paint(path, language)).status == 200
    assert "раз в 28 дн., плюс-минус 2" in words((await paint(PAGE, "ru")).markup)
    assert "每 28 天，上下 2 天" in words((await paint(PAGE, "zh")).markup)
    assert TODAY.year == 2026
