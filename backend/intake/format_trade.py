"""The format's movements: demand, supply, the plan, and what the company aims at."""

from collections.abc import Mapping
from decimal import Decimal

from backend.intake import columns as of
from backend.intake.format_company import KEEPS, OPTIONAL, OPTIONAL_TEXT, ZERO, in_order
from backend.intake.model import Entity, RowRule
from shared.promotion_terms import SeasonKind
from shared.terms import Channel, DemandLineStatus, KPIName

LATE_CAUSES = ("capacity", "material", "quality", "date_moved", "picking", "carrier")
RETURN_REASONS = ("damaged", "quality", "wrong_item", "too_late", "not_needed")
SUPPLY_STATUSES = ("open", "done", "cancelled")
DEAL_OUTCOMES = ("won", "lost")
PROMOTION_STATUSES = ("draft", "planned", "cancelled")
VALUED_PUSHES = ("large_approval",)


def _shipped_in_full(row: Mapping[str, str | None]) -> bool:
    if row["status"] != DemandLineStatus.OPEN:
        return True
    return Decimal(row["shipped_quantity"] or 0) <= Decimal(row["quantity"] or 0)


def _names_items(row: Mapping[str, str | None]) -> bool:
    return bool(row["item_codes"] or row["families"])


def _has_one_price(row: Mapping[str, str | None]) -> bool:
    return row["price"] is None or row["discount_ratio"] is None


def _paid_in_bounds(row: Mapping[str, str | None]) -> bool:
    return Decimal(row["paid_amount"] or 0) <= Decimal(row["amount"] or 0)


def _payment_has_its_day(row: Mapping[str, str | None]) -> bool:
    if row["paid_amount"] is None:
        return True
    return (Decimal(row["paid_amount"]) > 0) == (row["paid_on"] is not None)


def _more_than_zero(column: str) -> RowRule:
    def holds(row: Mapping[str, str | None]) -> bool:
        return Decimal(row[column] or 0) > 0

    return RowRule(column, "not_positive", f"`{column}` is more than 0", holds)


DEMAND_LINE = Entity(
    "demand_line", "One item wanted at one site by one customer: a line of an order.",
    ("order_reference", "line_number"),
    (
        of.code("order_reference", "Number of the order.", "20418"),
        of.whole("line_number", "Number of the line in it.", "2", 1, 2_000_000_000),
        of.to("customer", "Who wants it.", "C-0104"),
        of.to("item", "What is wanted.", "EP-7035-K20"),
        of.to("site", "Where it is shipped from.", "RIX"),
        of.choice("channel", "How the order came.", Channel, "direct", is_required=False, default="direct"),
        of.day("ordered_on", "Day of the order.", "2026-11-12"),
        of.day("due_on", "Day that the customer asked for.", "2026-12-03"),
        of.day("promised_on", "Day that the company promised.", "2026-12-03", **OPTIONAL),
        of.quantity("quantity", "Quantity wanted.", "120"),
        of.quantity("shipped_quantity", "Quantity that has left.", "0", **ZERO),
        of.money("unit_price", "Price of one unit.", "148", **ZERO),
        of.choice("status", "Where it stands.", DemandLineStatus, "open"),
        of.flag("is_urgent", "Whether it jumps the queue."),
        of.choice("late_cause", "Why it was late or short.", LATE_CAUSES, "capacity", **OPTIONAL),
        of.day("closed_on", "Day that it was shipped in full or cancelled.", "2026-12-03",
               rule="without it the promised day, else the day asked for; a line closed more than 30 days "
                    "leaves the phones and stays in the KPIs", **OPTIONAL),
        of.whole("maximum_days_late", "How late it may come; later is not promised.", "5", 0, 3650, unit="days",
                 rule=KEEPS, **OPTIONAL),
        of.flag_or_none("allows_partial", "Whether it may come in several deliveries.", "true"),
        of.quantity("minimum_partial_quantity", "Least part that may come alone.", "20", **OPTIONAL),
        of.flag_or_none("ships_together", "Whether it leaves with the other lines of its order.", "false"),
    ),
    (
        in_order("ordered_on", "due_on", "the day asked for is not before the day of the order"),
        RowRule("shipped_quantity", "shipped_too_much", "an open line has not shipped more than was wanted",
                _shipped_in_full),
    ),
    note="What is not said of how it may be delivered stays as it was, else the customer's rule holds.",
)  # fmt: skip

SHIPMENT = Entity(
    "shipment", "What left for a demand line on a day.", ("reference", "order_reference", "line_number"),
    (
        of.code("reference", "Number of the delivery note.", "D-88120"),
        of.code("order_reference", "Number of the order.", "20418", refers_to="demand_line"),
        of.whole("line_number", "Number of the line in it.", "2", 1, 2_000_000_000, refers_to="demand_line"),
        of.day("shipped_on", "Day it left.", "2026-12-03"),
        of.quantity("quantity", "Quantity that left.", "120"),
        of.code("lot_code", "Lot that it was taken from.", "L26-4417", **OPTIONAL),
    ),
    (_more_than_zero("quantity"),),
)  # fmt: skip

CUSTOMER_RETURN = Entity(
    "customer_return", "What came back of a demand line.", ("reference", "order_reference", "line_number"),
    (
        of.code("reference", "Number of the return.", "R-1007"),
        of.code("order_reference", "Number of the order.", "20418", refers_to="demand_line"),
        of.whole("line_number", "Number of the line in it.", "2", 1, 2_000_000_000, refers_to="demand_line"),
        of.day("returned_on", "Day it came back.", "2026-12-10"),
        of.quantity("quantity", "Quantity that came back.", "4"),
        of.choice("reason", "Why it came back.", RETURN_REASONS, "damaged"),
    ),
    (_more_than_zero("quantity"),),
)  # fmt: skip

INVOICE = Entity(
    "invoice", "What a customer was billed, and what of it is paid.", ("reference",),
    (
        of.code("reference", "Its number.", "INV-60412"),
        of.to("customer", "Who pays it.", "C-0104"),
        of.code("order_reference", "Number of the order that it is for.", "20418",
                rule="one of this customer, where it is known", **OPTIONAL),
        of.day("issued_on", "Day of the invoice.", "2026-12-04"),
        of.day("due_on", "Last day for the payment.", "2027-01-03"),
        of.decimal("amount", "What is to be paid in all.", "17760", 4, unit="currency of the invoice", whole_digits=14),
        of.currency("currency", "Currency that it is made out in; empty where it is the company's.", "EUR",
                    **OPTIONAL),
        of.decimal("paid_amount", "What is paid so far; empty with `paid_on`: all.", "17760", 4,
                   unit="currency of the invoice", whole_digits=14, **OPTIONAL),
        of.day("paid_on", "Day of the last payment.", "2026-12-29", **OPTIONAL),
    ),
    (
        _more_than_zero("amount"),
        in_order("issued_on", "due_on", "the last day for the payment is not before the day of the invoice"),
        RowRule("paid_amount", "paid_too_much", "no more is paid than the amount", _paid_in_bounds),
        RowRule("paid_on", "payment_day", "what is paid has a day, and a day has something paid",
                _payment_has_its_day),
    ),
    note="A credit note is no invoice: what was credited counts as paid.",
)  # fmt: skip

OPPORTUNITY = Entity(
    "opportunity", "A deal in the pipeline.", ("reference",),
    (
        of.code("reference", "Its number.", "O-311"),
        of.to("customer", "With whom.", "C-0104"),
        of.to("item", "What it is about.", "EP-7035-K20"),
        of.text("stage", "How far it has come.", "quotation", 32),
        of.ratio("probability_ratio", "How likely it is.", "0.6"),
        of.quantity("quantity", "Quantity expected.", "300"),
        of.day("expected_on", "Day that an order is expected.", "2027-01-20"),
        of.day("opened_on", "Day that it was opened.", "2026-10-02"),
        of.choice("outcome", "How it ended; empty while it is open.", DEAL_OUTCOMES, "won", **OPTIONAL),
        of.day("closed_on", "Day that it ended.", "2027-01-12", **OPTIONAL),
        of.currency("currency", "Currency that it is made in; empty where it is the company's.", "EUR",
                    rule="the company's: a deal in another one is not taken", **OPTIONAL),
    ),
    (in_order("opened_on", "expected_on", "an order is not expected before the deal was opened"),),
)  # fmt: skip

PROMOTION = Entity(
    "promotion", "Items or families that are sold at another price for some time, or only advertised.", ("reference",),
    (
        of.code("reference", "Its number.", "P-26-4"),
        of.text("name", "As people call it.", "Winter thinner week"),
        of.day("starts_on", "First day.", "2026-11-30"),
        of.day("ends_on", "Last day.", "2026-12-06"),
        of.several("item_codes", "Its items.", "TH-20-C20|TH-20-C5", "item"),
        of.several("families", "Families all items of which are in it.", "Thinners and cleaners"),
        of.ratio("discount_ratio", "Share taken off the price.", "0.15", **OPTIONAL),
        of.money("price", "Price of one unit meanwhile, instead of a share.", "12.90", **OPTIONAL),
        of.several("channels", "Channels that it is limited to.", "online", choices=tuple(Channel)),
        of.several("site_codes", "Sites that it is limited to.", "RIX", "site"),
        of.several("territory_codes", "Territories that it is limited to.", "T-DK", "territory"),
        of.several("segments", "Customer groups that it is limited to.", "key account"),
        of.several("customer_codes", "Customers that it is limited to.", "C-0104", "customer"),
        of.choice("status", "Whether it counts.", PROMOTION_STATUSES, "planned", is_required=False, default="planned",
                  rule="what was cancelled here stays cancelled"),
    ),
    (
        in_order("starts_on", "ends_on", "it does not end before it starts"),
        RowRule("item_codes", "promotion_empty", "it names items or families", _names_items),
        RowRule("price", "price_twice", "a price or a discount, not both", _has_one_price),
    ),
    note="What is not limited holds for all. Running and over follow from the days.",
)  # fmt: skip

ITEM_SEASON = Entity(
    "item_season", "When an item is sold: in a season of every year, or once between two days.", ("item_code",),
    (
        of.to("item", "The item.", "WS-5L"),
        of.choice("kind", "Every year, or once.", SeasonKind, "limited"),
        of.day("first_on", "First day on which it is sold.", "2026-12-01"),
        of.day("last_on", "Last day on which it is sold.", "2027-01-31"),
        of.quantity("quantity", "How much there will be of a limited edition at most.", "1200", **OPTIONAL),
        of.whole("ramp_days", "Days before the last one over which it is asked for less and less.", "21", 0, 366, **ZERO),
        of.text("note", "What there is to say.", "Winter edition", 500, **OPTIONAL_TEXT),
    ),
    (in_order("first_on", "last_on", "the last day is not before the first"),),
    note="Of a season the year of its days does not matter.",
)  # fmt: skip

STOCK = Entity(
    "stock", "What lies at a site, by lot.", ("item_code", "site_code", "lot_code"),
    (
        of.to("item", "The item.", "EP-7035-K20"),
        of.to("site", "Where it lies.", "RIX"),
        of.text("lot_code", "The lot.", "L26-4417", 64, rule="empty where lots are not kept", **OPTIONAL_TEXT),
        of.quantity("quantity", "How much there is.", "80"),
        of.day("produced_on", "Day it was made.", "2026-11-20", **OPTIONAL),
        of.day("usable_until", "Last day it may be used.", "2027-11-20", **OPTIONAL),
    ),
    note="A snapshot: for each site that the file names, it replaces all that was known to lie there.",
)  # fmt: skip

PRODUCTION_ORDER = Entity(
    "production_order", "A production order of the ERP, for what was made and how it went.", ("reference",),
    (
        of.code("reference", "Its number.", "W-70233"),
        of.to("item", "What was made.", "EP-7035-B16"),
        of.to("site", "Where.", "RIX"),
        of.quantity("quantity", "Quantity ordered that is to be good in the end.", "80"),
        of.quantity("completed_quantity", "Quantity made well.", "78", **ZERO),
        of.quantity("scrapped_quantity", "Quantity lost so far. What the item's yield reckons with takes nothing off what is to come.", "2", **ZERO),
        of.day("planned_start_on", "Planned start.", "2026-11-02"),
        of.day("planned_end_on", "Planned end.", "2026-11-03"),
        of.day("actual_start_on", "Actual start.", "2026-11-02", **OPTIONAL),
        of.day("actual_end_on", "Actual end.", "2026-11-04", **OPTIONAL),
        of.choice("status", "Where it stands.", SUPPLY_STATUSES, "done"),
        of.to("alternate", "By which other way than the usual one.", "EPA-7035-16-FILL1",
              rule="one of this item at this site", **OPTIONAL),
    ),
    (
        in_order("planned_start_on", "planned_end_on", "the planned end is not before the planned start"),
        in_order("actual_start_on", "actual_end_on", "the actual end is not before the actual start"),
    ),
    note="What is still to be made belongs into `plan_line`; an open order here counts as supply beside it. "
         "Once work on it has begun it is firm; before, a decision may make it smaller, move or cancel it.",
)  # fmt: skip

PURCHASE_LINE = Entity(
    "purchase_line", "A line of a purchase order.", ("order_reference", "line_number"),
    (
        of.code("order_reference", "Number of the order.", "4471"),
        of.whole("line_number", "Number of the line in it.", "1", 1, 2_000_000_000),
        of.to("supplier", "Who delivers.", "S-03"),
        of.to("item", "What.", "RM-EPX"),
        of.to("site", "Where to.", "RIX"),
        of.quantity("quantity", "Quantity ordered.", "4000"),
        of.quantity("received_quantity", "Quantity that has arrived.", "0", **ZERO),
        of.money("unit_price", "Price of one unit.", "3.2", **ZERO),
        of.day("ordered_on", "Day of the order.", "2026-11-06"),
        of.day("due_on", "Day it is expected.", "2026-12-04"),
        of.day("received_on", "Day it arrived in full.", "2026-12-04", **OPTIONAL),
        of.choice("status", "Where it stands.", SUPPLY_STATUSES, "open"),
    ),
    (in_order("ordered_on", "due_on", "the day expected is not before the day of the order"),),
)  # fmt: skip

PLAN_LINE = Entity(
    "plan_line", "A quantity that will be made, or brought from another site.", ("reference",),
    (
        of.code("reference", "Number of the planned order.", "W-71020"),
        of.to("site", "Where it will be.", "RIX"),
        of.to("item", "The item.", "EP-7035-K20"),
        of.to("site", "The site that it is brought from; empty when it is made.", "RIX", name="source_site_code",
              **OPTIONAL),
        of.to("alternate", "By which other way than the usual one.", "EPA-7035-16-FILL1",
              rule="one of this item at this site", **OPTIONAL),
        of.quantity("quantity", "How much.", "80"),
        of.day("start_on", "Day on which it is begun or sent.", "2026-11-24"),
        of.day("on", "Day from which it is there.", "2026-11-25"),
    ),
    (
        _more_than_zero("quantity"),
        in_order("start_on", "on", "it is not there before it is begun"),
    ),
    note="The file is the whole plan of each site that it names: where it differs from the plan that stands, "
         "it becomes that plan's next revision.",
)  # fmt: skip

KPI_TARGET = Entity(
    "kpi_target", "What the company aims at.", ("kpi",),
    (
        of.choice("kpi", "The KPI.", KPIName, "otif"),
        of.decimal("target", "The aim; a share is 0 to 1.", "0.95", 6),
        of.decimal("threshold", "Where people are told.", "0.93", 6),
    ),
)  # fmt: skip

PUSH_RULE = Entity(
    "push_rule", "From which value on people are woken; without a row from 25 000.", ("kind",),
    (
        of.choice("kind", "What wakes them.", VALUED_PUSHES, "large_approval"),
        of.money("threshold", "The value of the change.", "25000"),
    ),
)  # fmt: skip
