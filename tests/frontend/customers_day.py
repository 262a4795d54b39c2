"""Customers on the sample day, and a gateway's part that answers with them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.customer_terms import (
    CustomerMark,
    FieldKind,
    OrderSize,
    SignalKind,
    Standing,
    ValueClass,
)
from shared.schemas.customer import (
    ChannelShare,
    CustomerBoard,
    CustomerField,
    CustomerFieldChoice,
    CustomerLines,
    CustomerListRow,
    CustomersAsked,
    CustomerView,
    DealRow,
    DeliveryWishes,
    FieldSaid,
    FieldValue,
    JudgedLine,
    LikedItem,
    MarkView,
    OpenLineRow,
    OrderDay,
    OverrideView,
    Preferences,
    ReturnRow,
    RhythmView,
    SegmentView,
    ServiceFigure,
    SignalChoice,
    SignalView,
    TerritoryCount,
    WeekdayShare,
    YearFigures,
)
from shared.schemas.invoice import InvoiceRow, InvoiceSum, InvoicesView
from shared.schemas.segment import (
    ChannelBalance,
    ClassServed,
    ClassTaken,
    MarketAsked,
    MarketBoard,
    MarketLine,
    MarketLines,
    MarketRow,
    OverrideChoice,
    SegmentBoard,
    SegmentGroup,
    SegmentRow,
    SegmentRules,
    SegmentsAsked,
)
from shared.terms import AllocationStrategy, Channel, KPIName
from tests.frontend.answers import Answers
from tests.frontend.sample_day import NOW

TODAY = NOW.date()
CUSTOMER_ID = UUID(int=0xC1)
OTHER_ID = UUID(int=0xC2)
TERRITORY_ID = UUID(int=0x71)
FIELD_ID = UUID(int=0xF1)
COLOUR = CustomerField(FIELD_ID, "Colour", FieldKind.CHOICE, ["Grey", "Blue"], 1)
PRIMER = "Epoxy primer RAL 7035"


def rhythm(**changes: Any) -> RhythmView:
    days = [TODAY - timedelta(days=13 + 28 * n) for n in reversed(range(6))]
    given: dict[str, Any] = {
        "family": "", "order_days": [OrderDay(day, Decimal(9000 + 900 * n)) for n, day in enumerate(days)],
        "order_count": 6, "gap_count": 12, "every_days": Decimal(28), "spread_days": Decimal(2),
        "elapsed_days": 13, "usual_on": TODAY + timedelta(days=15), "expected_on": TODAY + timedelta(days=15),
        "from_on": TODAY + timedelta(days=12), "until_on": TODAY + timedelta(days=20),
        "window_chance": Decimal("0.8462"), "is_quiet": False, **changes,
    }  # fmt: skip
    return RhythmView(**given)


def rank(**changes: Any) -> SegmentView:
    given: dict[str, Any] = {
        "value_class": ValueClass.A, "standing": Standing.CORE, "order_size": OrderSize.LARGE,
        "is_high_value": True, "recency": 5, "frequency": 4, "money": 5, "value": Decimal(412_000),
        "order_count": 13, "last_ordered_on": TODAY - timedelta(days=13), "rank": 3, "of_count": 36,
        "share": Decimal("0.062"), "share_before": Decimal("0.171"), "window_days": 365,
        "customer_class": 2, "suggested_class": 1, "override": None, **changes,
    }  # fmt: skip
    return SegmentView(**given)


def chosen(**changes: Any) -> OverrideView:
    given: dict[str, Any] = {
        "customer_class": 2, "reason": "Tender runs", "expires_on": TODAY + timedelta(days=60),
        "set_by_name": "Li Na", "set_at": NOW, "is_over": False, **changes,
    }  # fmt: skip
    return OverrideView(**given)


def otif(**changes: Any) -> ServiceFigure:
    given: dict[str, Any] = {
        "kpi": KPIName.OTIF, "unit": "ratio", "year": Decimal("0.917"), "weeks": Decimal("0.9"),
        "count": 48, "target": Decimal("0.95"), "is_on_target": False, **changes,
    }  # fmt: skip
    return ServiceFigure(**given)


def invoices(**changes: Any) -> InvoicesView:
    late = InvoiceRow("INV-1", "20300", TODAY - timedelta(days=45), TODAY - timedelta(days=15), "EUR",
                      Decimal(1000), Decimal(400), 15, TODAY - timedelta(days=15))  # fmt: skip
    due = InvoiceRow(
        "INV-2",
        None,
        TODAY,
        TODAY + timedelta(days=30),
        "CNY",
        Decimal(8100),
        Decimal(8100),
        0,
        None,
    )
    paid = InvoiceRow("INV-3", None, TODAY - timedelta(days=60), TODAY - timedelta(days=30), "EUR",
                      Decimal(250), Decimal(0), 0, TODAY - timedelta(days=31))  # fmt: skip
    given: dict[str, Any] = {
        "sums": [
            InvoiceSum("EUR", Decimal(400), Decimal(400), Decimal(850)),
            InvoiceSum("CNY", Decimal(8100), Decimal(0), Decimal(0)),
        ],
        "rows": [late, due, paid], "open_count": 2, "row_count": 5, **changes,
    }  # fmt: skip
    return InvoicesView(**given)


def customer(**changes: Any) -> CustomerView:
    given: dict[str, Any] = {
        "id": CUSTOMER_ID, "code": "C-0104", "name": "Hartmann Wind Towers", "city": "Esbjerg",
        "country": "DK", "territory_name": "Denmark", "region": "North", "segment": "key account",
        "industry": "wind energy", "contact_name": "Jonas Lindqvist", "phone": "+45 5550 0104",
        "currency": "EUR", "as_of_on": TODAY, "may_edit": True, "may_rule": True, "may_log": True,
        "delivery": DeliveryWishes(None, False, None, True, 90),
        "year": YearFigures(Decimal(412_000), Decimal(349_000), Decimal("0.18"), 13, Decimal(38_000), 24, Decimal("0.01")),
        "marks": [
            MarkView(
                CustomerMark.JUMP_UP, TODAY - timedelta(days=2), item_name=PRIMER, unit="kit", quantity=Decimal(900),
                usual_quantity=Decimal(120), factor=Decimal("7.5"), order_reference="20418",
            ),
            MarkView(CustomerMark.EXPECTED, TODAY + timedelta(days=5)),
        ],
        "service": [
            otif(),
            otif(kpi=KPIName.ORDER_FILL_RATE, year=Decimal("0.98"), is_on_target=True, target=Decimal("0.97")),
            otif(kpi=KPIName.ORDER_LEAD_TIME, unit="days", year=Decimal("9.4"), weeks=None, target=Decimal(10), is_on_target=True),
        ],
        "rhythms": [rhythm(), rhythm(family="Epoxy primers", gap_count=7)],
        "preferences": Preferences(
            13, [LikedItem(UUID(int=1), PRIMER, "Epoxy primers", "kit", 11, Decimal("0.846"), Decimal(120), TODAY)],
            [ChannelShare(Channel.DIRECT, Decimal(1))], [WeekdayShare(2, Decimal("0.7")), WeekdayShare(4, Decimal("0.3"))], 9,
        ),
        "open_lines": [
            OpenLineRow(UUID(int=21), "20418 / 2", PRIMER, "kit", Decimal(120), Decimal(120), TODAY + timedelta(days=9),
                        TODAY + timedelta(days=9), is_late=False, is_urgent=False, possible_on=None),
            OpenLineRow(UUID(int=22), "20419 / 1", "PU topcoat RAL 9010", "kit", Decimal(80), Decimal(80), TODAY + timedelta(days=4),
                        TODAY + timedelta(days=4), is_late=True, is_urgent=True, possible_on=TODAY + timedelta(days=7)),
        ],
        "changes": [],
        "deals": [
            DealRow("O-311", "opportunity", "Tower batch 9, offshore", "kit", "quotation", Decimal("0.6"), Decimal(340),
                    Decimal(61_000), TODAY + timedelta(days=50), None),
            DealRow("Q-12", "quotation", PRIMER, "kit", "held", None, Decimal(40), Decimal(3_800), TODAY + timedelta(days=20), NOW),
        ],
        "returns": [ReturnRow("R-7", "20300 / 1", PRIMER, "kit", Decimal(4), TODAY - timedelta(days=40), "damaged")],
        "invoices": invoices(),
        "fields": [FieldValue(COLOUR, "Grey", "Marta Ozola", NOW)],
        "signals": [SignalView(UUID(int=0x51), SignalKind.COMPLAINT, "Lids leaked", TODAY, None, "Marta Ozola", NOW)],
        "rank": rank(), **changes,
    }  # fmt: skip
    return CustomerView(**given)


def list_row(**changes: Any) -> CustomerListRow:
    given: dict[str, Any] = {
        "id": CUSTOMER_ID, "code": "C-0104", "name": "Hartmann Wind Towers", "city": "Esbjerg", "country": "DK",
        "industry": "wind energy", "territory_id": TERRITORY_ID, "territory_name": "Denmark", "customer_class": 1,
        "value_class": ValueClass.A, "year_value": Decimal(412_000), "last_ordered_on": TODAY, "expected_on": None,
        "from_on": None, "until_on": None,
        "marks": [MarkView(CustomerMark.QUIET, TODAY, 45, Decimal(14), Decimal("0.08"))], **changes,
    }  # fmt: skip
    return CustomerListRow(**given)


def board(**changes: Any) -> CustomerBoard:
    given: dict[str, Any] = {
        "as_of_on": TODAY, "currency": "EUR",
        "rows": [list_row(), list_row(id=OTHER_ID, name="Baltic Ship Repair", territory_id=UUID(int=0x72), territory_name="Baltics", marks=[])],
        "row_count": 2, "next_offset": None,
        "territories": [TerritoryCount(TERRITORY_ID, "Denmark", 1), TerritoryCount(UUID(int=0x72), "Baltics", 1)],
        "marked": {each: int(each is CustomerMark.QUIET) for each in CustomerMark}, "may_rule": True, **changes,
    }  # fmt: skip
    return CustomerBoard(**given)


def segments(**changes: Any) -> SegmentBoard:
    rows = [
        SegmentRow(CUSTOMER_ID, "C-0104", "Hartmann Wind Towers", "Denmark", "North", "wind energy", rank()),
        SegmentRow(OTHER_ID, "C-0105", "Baltic Ship Repair", "Baltics", "North", "ships",
                   rank(value_class=ValueClass.B, customer_class=2, suggested_class=2, override=chosen(), value=Decimal(30_000))),
    ]  # fmt: skip
    given: dict[str, Any] = {
        "as_of_on": TODAY, "currency": "EUR", "rules": SegmentRules(),
        "groups": [SegmentGroup(each, 1, Decimal(1000), Decimal("0.25")) for each in ValueClass],
        "rows": rows, "row_count": len(rows), "next_offset": None, "moves": rows[:1],
        "not_ranked_count": 3, "may_rule": True,
        "classes": [ClassServed(1, 40, AllocationStrategy.WIN, 100, Decimal("0.98"), Decimal("0.955"), 200, 3),
                    ClassServed(2, 1, AllocationStrategy.LOSE, 10, None, None, 0, 0)],
        **changes,
    }  # fmt: skip
    given.setdefault("move_count", len(given["moves"]))
    return SegmentBoard(**given)


def market_row(**changes: Any) -> MarketRow:
    given: dict[str, Any] = {
        "key": "North", "name": "North", "value": Decimal(900_000), "value_before": Decimal(800_000), "growth": Decimal("0.125"),
        "share": Decimal("0.6"), "share_before": Decimal("0.62"), "order_count": 210, "line_count": 400, "open_value": Decimal(45_000),
        "otif": Decimal("0.941"), "fill_rate": Decimal("0.98"), "due_count": 380, "returned_ratio": Decimal("0.012"),
        "expected_value": Decimal(61_500), **changes,
    }  # fmt: skip
    return MarketRow(**given)


def market(**changes: Any) -> MarketBoard:
    given: dict[str, Any] = {
        "as_of_on": TODAY, "from_on": TODAY - timedelta(days=364), "before_from_on": TODAY - timedelta(days=728),
        "before_until_on": TODAY - timedelta(days=364), "currency": "EUR", "asked": MarketAsked(),
        "rows": [market_row(), market_row(key="West", name="West", value=Decimal(600_000), growth=Decimal("-0.05"), share=Decimal("0.4"))],
        "total": market_row(key="", name="", value=Decimal(1_500_000), share=Decimal(1)),
        "balance": [
            ChannelBalance("North", {Channel.DIRECT: Decimal(700), Channel.ONLINE: Decimal(300)},
                           {Channel.DIRECT: Decimal(750), Channel.ONLINE: Decimal(250)}),
        ],
        "has_year_before": True, **changes,
    }  # fmt: skip
    return MarketBoard(**given)


class FakeCustomers(Answers):
    """The part of the fake gateway that is about customers."""

    async def customers(self, asked: CustomersAsked) -> CustomerBoard:
        self.done.append(("customers", asked))
        return self._answer("customers", board())

    async def customer(self, customer_id: UUID) -> CustomerView:
        return self._answer("customer", customer(id=customer_id))

    async def customer_lines(self, customer_id: UUID, kpi: KPIName) -> CustomerLines:
        usual = CustomerLines(
            "Hartmann Wind Towers", kpi, otif(kpi=kpi), TODAY - timedelta(days=365), TODAY - timedelta(days=1),
            [JudgedLine(customer_id, "20300 / 1", PRIMER, "kit", Decimal(100), Decimal(40), TODAY, TODAY, TODAY, "part", "capacity", None)],
        )  # fmt: skip
        return self._answer("customer_lines", usual)

    async def say_customer_fields(self, customer_id: UUID, said: list[FieldSaid]) -> None:
        self._answer("say_customer_fields", None)
        self.done.append(("say_customer_fields", customer_id, said))

    async def hear_signal(self, customer_id: UUID, choice: SignalChoice) -> None:
        self.done.append(("hear_signal", customer_id, choice))

    async def forget_signal(self, signal_id: UUID) -> None:
        self.done.append(("forget_signal", signal_id))

    async def customer_fields(self) -> list[CustomerField]:
        return self._answer("customer_fields", [COLOUR])

    async def add_customer_field(self, choice: CustomerFieldChoice) -> None:
        self._answer("add_customer_field", None)
        self.done.append(("add_customer_field", choice))

    async def remove_customer_field(self, field_id: UUID) -> None:
        self.done.append(("remove_customer_field", field_id))

    async def segments(self, asked: SegmentsAsked) -> SegmentBoard:
        self.done.append(("segments", asked))
        return self._answer("segments", segments())

    async def choose_segment_rules(self, rules: SegmentRules) -> None:
        self.done.append(("choose_segment_rules", rules))

    async def choose_customer_class(self, customer_id: UUID, choice: OverrideChoice) -> None:
        self.done.append(("choose_customer_class", customer_id, choice))

    async def end_customer_class(self, customer_id: UUID) -> None:
        self.done.append(("end_customer_class", customer_id))

    async def take_over_classes(self, taken: list[ClassTaken]) -> None:
        self._answer("take_over_classes", None)
        self.done.append(("take_over_classes", taken))

    async def market(self, asked: MarketAsked) -> MarketBoard:
        self.done.append(("market", asked))
        return self._answer("market", market(asked=asked))

    async def market_lines(
        self, asked: MarketAsked, territory_id: UUID | None, offset: int
    ) -> MarketLines:
        self.done.append(("market_lines", asked, territory_id, offset))
        usual = MarketLines(
            asked.region or "", TODAY - timedelta(days=364), TODAY, "EUR",
            [MarketLine(UUID(int=1), "20418 / 2", CUSTOMER_ID, "Hartmann Wind Towers", "North", Channel.DIRECT, PRIMER, "kit",
                        Decimal(120), Decimal(11_400), TODAY, TODAY, "open")],
            1, Decimal(11_400), None,
        )  # fmt: skip
        return self._answer("market_lines", usual)
