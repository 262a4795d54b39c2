"""The format's master data: the company, its sites and people, calendars, items and customers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from backend.catalog.model.facts import lot_fits
from backend.intake import columns as of
from backend.intake.model import Column, Entity, Kind, RowRule
from shared.terms import FullLoad, ItemKind, Language, Procurement, Role, SiteKind

OPTIONAL_TEXT: Final[dict[str, Any]] = {"is_required": False, "default": ""}
OPTIONAL: Final[dict[str, Any]] = {"is_required": False}
KEEPS: Final = "without it the value that there is stays"
ZERO: Final[dict[str, Any]] = {"is_required": False, "default": "0"}


def in_order(first: str, last: str, rule: str) -> RowRule:
    """The rule that a day is not after another of the same row, where both are said."""

    def holds(row: Mapping[str, str | None]) -> bool:
        begin, end = row[first], row[last]
        return begin is None or end is None or begin <= end  # ISO days sort as text

    return RowRule(last, "before_start", rule, holds)


def _list(name: str, meaning: str, example: str, refers_to: str | None = None) -> Column:
    kind, choices = (Kind.CODES, ()) if refers_to else (Kind.CHOICES, tuple(Role))
    return Column(
        name, kind, meaning, example, is_required=False, default="", length=4000, refers_to=refers_to,
        choices=choices, rule="several are separated by `|`; the list replaces what the person had",
    )  # fmt: skip


def _transfer_names_its_source(row: Mapping[str, str | None]) -> bool:
    return (row["procurement"] == Procurement.TRANSFER) == (row["source_site_code"] is not None)


def _source_differs(row: Mapping[str, str | None]) -> bool:
    return row["source_site_code"] is None or row["source_site_code"] != row["site_code"]


def _maximum_holds_a_lot(row: Mapping[str, str | None]) -> bool:
    return lot_fits(
        *(Decimal(row[name] or 0) for name in ("lot_minimum", "lot_multiple", "lot_maximum"))
    )


def _something_is_good(row: Mapping[str, str | None]) -> bool:
    return row["yield_ratio"] is None or Decimal(row["yield_ratio"]) > 0


def _bought_is_good(row: Mapping[str, str | None]) -> bool:
    is_less = Decimal(row["yield_ratio"] or 1) < 1
    return not (is_less and row["procurement"] == Procurement.BUY)


def _differs_from_parent(row: Mapping[str, str | None]) -> bool:
    return row["parent_item_code"] != row["component_item_code"]


LAST_AFTER_FIRST: Final = in_order("first_on", "last_on", "the last day is not before the first")

COMPANY = Entity(
    "company", "The one company of this installation.", (),
    (
        of.text("name", "What the company is called.", "Nordwall Coatings"),
        Column("currency", Kind.CURRENCY, "Currency of every price and cost.", "EUR", rule="ISO 4217, 3 letters"),
    ),
    note="One row. Money anywhere in the import is in this currency.",
)  # fmt: skip

TERRITORY = Entity(
    "territory", "Where a rep sells: the unit by which customers and their orders are seen or not.", ("code",),
    (
        of.code("code", "Its key.", "T-DK"),
        of.text("name", "As people call it.", "Denmark and Norway"),
        of.text("region", "The sales region that it belongs to.", "North", 64, **OPTIONAL_TEXT),
        Column("country", Kind.COUNTRY, "The country whose holidays hold there; without one that of most customers.", "DK",
               rule=f"ISO 3166, 2 letters; {KEEPS}", **OPTIONAL),
    ),
)  # fmt: skip

CALENDAR = Entity(
    "calendar", "A pattern of shifts that work centres follow.", ("code",),
    (
        of.code("code", "Its key.", "RIX-2"),
        of.text("name", "As people call it.", "Riga, two shifts"),
    ),
)  # fmt: skip

CALENDAR_SHIFT = Entity(
    "calendar_shift", "A shift on a weekday.", ("calendar_code", "weekday", "starts_at"),
    (
        of.to("calendar", "The calendar.", "RIX-2"),
        of.whole("weekday", "1 Monday to 7 Sunday.", "1", 1, 7),
        Column("starts_at", Kind.TIME, "When it starts, local time.", "06:00"),
        Column("ends_at", Kind.TIME, "When it ends, local time.", "14:00",
               rule="one that ends at or before its start ends the next day"),
    ),
)  # fmt: skip

CALENDAR_EXCEPTION = Entity(
    "calendar_exception", "A day on which a calendar differs: a holiday, an extra shift.", ("calendar_code", "on"),
    (
        of.to("calendar", "The calendar.", "RIX-2"),
        of.day("on", "The day.", "2026-12-25"),
        of.hours("hours", "Hours open on that day; 0 for a holiday.", "0", high=24),
        of.text("name", "Why it differs.", "Christmas Day"),
    ),
)  # fmt: skip

SITE = Entity(
    "site", "A plant, warehouse, shop or online store.", ("code",),
    (
        of.code("code", "Its key.", "RIX"),
        of.text("name", "As people call it.", "Riga plant"),
        of.choice("kind", "What happens there.", SiteKind, "plant"),
        Column("country", Kind.COUNTRY, "Country.", "LV", rule="ISO 3166, 2 letters"),
        of.text("city", "City.", "Riga", 100),
        Column("time_zone", Kind.TIME_ZONE, "Its time zone; days are days there.", "Europe/Riga", rule="IANA name"),
        of.whole("frozen_days", "Days from today in which the plan is not changed.", "2", 0, 365, **ZERO),
        of.whole("negotiable_days", "Days from today in which it is changed only by agreement.", "9", 0, 365, **ZERO),
        of.degrees("latitude", "Where it is, for distances; north is positive.", "56.95", 90),
        of.degrees("longitude", "Where it is, for distances; east is positive.", "24.11", 180),
        of.to("calendar", "On days that this calendar closes it neither ships nor receives.", "RIX-2", rule=KEEPS, **OPTIONAL),
    ),
    note="Each site also becomes a scope: supervisors and planners see the orders of the sites they belong to.",
)  # fmt: skip

PERSON = Entity(
    "person", "Somebody who works with Lockstep. Passwords are never imported.", ("email",),
    (
        Column("email", Kind.EMAIL, "What the person signs in with.", "marta.ozola@example.com", length=254,
               rule="kept in lower case"),
        of.text("name", "As it is written on screens.", "Marta Ozola"),
        of.choice("language", "Language of the screens.", Language, "en", is_required=False, default="en"),
        _list("roles", "What the person is here for.", "rep"),
        _list("territories", "Territories that the person sees.", "T-DK|T-SE", "territory"),
        _list("sites", "Sites that the person sees.", "RIX", "site"),
        of.flag("is_active", "Whether the person may sign in.", default="true"),
    ),
)  # fmt: skip

WORK_CENTER = Entity(
    "work_center", "A place with limited capacity. Hours a day = hours of the shifts × machines × efficiency.",
    ("code",),
    (
        of.code("code", "Its key.", "RIX-FILL2"),
        of.to("site", "Where it stands.", "RIX"),
        of.to("calendar", "The shifts it works.", "RIX-2"),
        of.text("name", "As people call it.", "Filling line 2"),
        of.whole("machine_count", "Equal machines in it.", "1", 1, 1000, is_required=False, default="1"),
        of.ratio("efficiency_ratio", "Share of the open hours that is worked.", "0.9", 6, high=2,
                 is_required=False, default="1"),
        of.money("hourly_cost", "Cost of an hour.", "48", **ZERO),
        of.money("overtime_hourly_cost", "Cost of an hour of overtime.", "72", **ZERO),
        of.hours("overtime_hours_a_day", "Most overtime on one day.", "6", high=24, **ZERO),
        of.flag("is_packaging", "Whether things are filled, packed or made up into kits there."),
    ),
)  # fmt: skip

WORK_CENTER_EXCEPTION = Entity(
    "work_center_exception", "A day on which one work centre differs from its calendar.", ("work_center_code", "on"),
    (
        of.to("work_center", "The work centre.", "RIX-FILL2"),
        of.day("on", "The day.", "2026-11-26"),
        of.hours("hours", "Hours open on that day, all machines together.", "10", high=9999),
        of.text("cause", "Why it differs.", "Pump repair, 10 to 14"),
    ),
)  # fmt: skip

SUPPLIER = Entity(
    "supplier", "Who delivers material.", ("code",),
    (
        of.code("code", "Its key.", "S-03"),
        of.text("name", "Company name.", "Vistula Resins"),
        Column("country", Kind.COUNTRY, "Country.", "PL", rule="ISO 3166, 2 letters"),
        Column("email", Kind.EMAIL, "Where orders are sent.", "orders@example.com", length=254, **OPTIONAL_TEXT),
        of.to("calendar", "On days that this calendar closes it takes no orders and sends nothing.", "PL-5", rule=KEEPS, **OPTIONAL),
    ),
)  # fmt: skip

ITEM = Entity(
    "item", "What the company makes, buys or sells.", ("code",),
    (
        of.code("code", "Its key.", "EP-7035-K20"),
        of.text("name", "As orders say it.", "Epoxy primer 2K, grey RAL 7035, 20 kg kit"),
        of.text("family", "Product family.", "Epoxy primers", 100),
        of.choice("kind", "What it is to the company.", ItemKind, "kit"),
        of.text("unit", "Unit of every quantity of it.", "kit", 16),
        of.whole("quantity_decimals", "Decimal places that its quantities may have.", "0", 0, 6, **ZERO),
        of.decimal("pack_multiple", "Quantity that orders come in multiples of.", "10", 6, unit="item's unit",
                   is_required=False, default="1"),
        of.decimal("order_minimum", "Least that an order line asks for.", "20", 6, unit="item's unit", **ZERO),
        of.decimal("pallet_quantity", "Quantity on a full pallet; 0 where it does not matter.", "60", 6,
                   unit="item's unit", **ZERO),
        of.decimal("layer_quantity", "Quantity on a full layer of a pallet; 0 where it does not matter.", "12", 6,
                   unit="item's unit", **ZERO),
        of.money("price", "List price of one unit.", "148", **ZERO),
        of.money("cost", "Cost of one unit.", "92", **ZERO),
        of.whole("shelf_life_days", "How long it keeps.", "365", 1, 36500, unit="days", **OPTIONAL),
    ),
)  # fmt: skip

ITEM_SITE = Entity(
    "item_site", "How an item is planned at a site.", ("item_code", "site_code"),
    (
        of.to("item", "The item.", "EP-7035-K20"),
        of.to("site", "The site.", "RIX"),
        of.choice("procurement", "Where it comes from.", Procurement, "make"),
        of.to("site", "The site that it is brought from.", "RIX", name="source_site_code",
              rule="for `transfer`, and only then", **OPTIONAL),
        of.to("supplier", "The usual supplier.", "S-03", **OPTIONAL),
        of.whole("lead_time_days", "From start to finish, or from order to arrival.", "2", 0, 3650, unit="days", **ZERO),
        of.quantity("safety_stock", "What should always be there.", "40", **ZERO),
        of.quantity("lot_minimum", "Least quantity made or bought at once.", "20", **ZERO),
        of.quantity("lot_multiple", "Quantity that it is made or bought in multiples of.", "10", **ZERO),
        of.quantity("lot_maximum", "Most that is made or bought at once; 0 where there is no limit. More comes in several lots.",
                    "80", rule=KEEPS, **OPTIONAL),
        of.whole("lot_cover_days", "Days of needs that one lot covers, its own day among them.", "5", 0, 365,
                 unit="days", rule=KEEPS, **OPTIONAL),
        of.ratio("yield_ratio", "Share of what is begun or sent that is good in the end.", "0.98", 6, rule=KEEPS, **OPTIONAL),
        of.decimal("lead_time_days_per_unit", "Days that every unit of a lot adds to the lead time.", "0.005", 9,
                   unit="days", whole_digits=4, rule=KEEPS, **OPTIONAL),
        of.flag_or_none("counts_open_days", "Whether the lead time counts working days: those on which the sender is open.",
                        "true"),
        of.to("calendar", "The calendar of the lane: on days that it closes nothing leaves or comes on it.", "PL-5",
              rule=KEEPS, **OPTIONAL),
        of.whole("safety_days", "Days on which the site receives by which lots are there before they are needed, in a plan that is made anew.",
                 "2", 0, 365, unit="days", rule=KEEPS, **OPTIONAL),
        of.day("first_on", "First day on which it may begin to come this way: is made, ordered or sent.", "2026-12-03", rule=KEEPS, **OPTIONAL),
        of.day("last_on", "Last day on which it may begin to come this way: is made, ordered or sent.", "2027-01-31", rule=KEEPS, **OPTIONAL),
    ),
    (
        RowRule("source_site_code", "source_site", "`transfer`, and only that, names a source site",
                _transfer_names_its_source),
        RowRule("source_site_code", "same_site", "a site is not its own source", _source_differs),
        RowRule("lot_maximum", "maximum_below_lot", "the largest lot is not below the smallest", _maximum_holds_a_lot),
        RowRule("yield_ratio", "yield_of_nothing", "some of what is begun is good", _something_is_good),
        RowRule("yield_ratio", "yield_of_bought", "what is bought is ordered as it is needed: its yield is 1",
                _bought_is_good),
        LAST_AFTER_FIRST,
    ),
)  # fmt: skip

LANE = Entity(
    "lane", "What it costs to bring goods from one site to another.", ("source_site_code", "site_code"),
    (
        of.to("site", "The site that sends.", "RIX", name="source_site_code"),
        of.to("site", "The site that receives.", "HAM"),
        of.money("cost_per_delivery", "Cost of one delivery, however much is on it.", "180", **ZERO),
        of.money("cost_per_pallet", "Cost of each pallet on it that is begun.", "35", **ZERO),
    ),
    (RowRule("source_site_code", "same_site", "a site is not its own source", _source_differs),),
    note="Transfers without a lane cost what the company's rates say. What a pallet holds stands with the item.",
)  # fmt: skip

BILL_OF_MATERIAL_LINE = Entity(
    "bill_of_material_line", "How much of a component goes into one unit of an item.",
    ("parent_item_code", "component_item_code", "first_on"),
    (
        of.to("item", "What is made.", "EP-7035-K20", name="parent_item_code"),
        of.to("item", "What goes into it.", "EP-7035-B16", name="component_item_code"),
        of.decimal("quantity_per", "Quantity for one unit, before scrap.", "1", 6, unit="component's unit",
                   rule="more than 0"),
        of.ratio("scrap_ratio", "Share added for what is lost.", "0.02", 6, high=9, **ZERO),
        of.day("first_on", "First day on which it goes into what begins.", "2026-12-03", **OPTIONAL),
        of.day("last_on", "Last day on which it goes into what begins.", "2027-01-31", **OPTIONAL),
    ),
    (
        RowRule("component_item_code", "cyclic_bill_of_material", "an item is not part of itself",
                _differs_from_parent),
        LAST_AFTER_FIRST,
    ),
    note="Nothing can be part of itself, at any depth and on whatever day: a circle is refused. A component may have several rows "
    "in an item whose days follow each other, with other quantities; days that overlap are refused, and the rows of a component in an "
    "item replace all those that there were.",
)  # fmt: skip

ROUTING_STEP = Entity(
    "routing_step", "Hours of a work centre that an item takes at a site.", ("item_code", "site_code", "sequence"),
    (
        of.to("item", "The item.", "EP-7035-K20"),
        of.to("site", "The site.", "RIX"),
        of.whole("sequence", "Order of the steps.", "10", 0),
        of.to("work_center", "Where the step is done.", "RIX-FILL2"),
        of.decimal("hours_per_unit", "Hours for one unit.", "0.04", 9, unit="hours", whole_digits=6),
        of.hours("setup_hours", "Hours to set up, once a lot.", "0.5", 3, **ZERO),
    ),
)  # fmt: skip

ALTERNATE = Entity(
    "alternate",
    "Another way to an item at a site: another work centre, another bill of material, make or buy, another site.",
    ("code",),
    (
        of.code("code", "Its key.", "EPA-7035-16-FILL1"),
        of.to("item", "The item.", "EPA-7035-16"),
        of.to("site", "The site.", "RIX"),
        of.text("name", "As people call it.", "on filling line 1"),
        of.whole("sequence", "The lowest is tried first.", "10", 0, **ZERO),
        of.choice("procurement", "Where it comes from by this way.", Procurement, "make"),
        of.to("site", "The site that it is brought from.", "TAO", name="source_site_code",
              rule="for `transfer`, and only then", **OPTIONAL),
        of.to("supplier", "Who delivers it.", "S-03", **OPTIONAL),
        of.whole("lead_time_days", "From start to finish, or from order to arrival.", "2", 0, 3650, unit="days", **ZERO),
        of.quantity("lot_minimum", "Least quantity made or bought at once.", "20", **ZERO),
        of.quantity("lot_multiple", "Quantity that it is made or bought in multiples of.", "10", **ZERO),
        of.quantity("lot_maximum", "Most that is made or bought at once; 0 where there is no limit.", "80", **ZERO),
        of.money("unit_cost", "Cost of one unit by this way.", "31.5",
                 rule="empty: what components and hours differ from the usual way by", **OPTIONAL),
        of.day("first_on", "First day on which it may begin: be made, ordered or sent.", "2026-12-03", **OPTIONAL),
        of.day("last_on", "Last day on which it may begin: be made, ordered or sent.", "2027-01-31", **OPTIONAL),
    ),
    (
        RowRule("source_site_code", "source_site", "`transfer`, and only that, names a source site",
                _transfer_names_its_source),
        RowRule("source_site_code", "same_site", "a site is not its own source", _source_differs),
        RowRule("lot_maximum", "maximum_below_lot", "the largest lot is not below the smallest", _maximum_holds_a_lot),
        LAST_AFTER_FIRST,
    ),
    note="Proposals offer it beside the usual way, with its cost. The item must be planned at the site (`item_site`).",
)  # fmt: skip

ALTERNATE_COMPONENT = Entity(
    "alternate_component", "How much of a component goes into one unit by an alternate.",
    ("alternate_code", "component_item_code"),
    (
        of.to("alternate", "The alternate.", "EPA-7035-16-PAIL"),
        of.to("item", "What goes into it.", "PK-P25", name="component_item_code"),
        of.decimal("quantity_per", "Quantity for one unit, before scrap.", "1", 6, unit="component's unit",
                   rule="more than 0"),
        of.ratio("scrap_ratio", "Share added for what is lost.", "0.02", 6, high=9, **ZERO),
    ),
    note="The lines of an alternate replace the item's own bill of material; without any it stands.",
)  # fmt: skip

ALTERNATE_STEP = Entity(
    "alternate_step", "Hours of a work centre that one unit takes by an alternate.", ("alternate_code", "sequence"),
    (
        of.to("alternate", "The alternate.", "EPA-7035-16-FILL1"),
        of.whole("sequence", "Order of the steps.", "10", 0),
        of.to("work_center", "Where the step is done.", "RIX-FILL1"),
        of.decimal("hours_per_unit", "Hours for one unit.", "0.05", 9, unit="hours", whole_digits=6),
        of.hours("setup_hours", "Hours to set up, once a lot.", "0.5", 3, **ZERO),
    ),
    note="The steps of an alternate replace the item's own routing; without any it stands.",
)  # fmt: skip

SUPPLIER_ITEM = Entity(
    "supplier_item", "What a supplier asks for an item.", ("supplier_code", "item_code"),
    (
        of.to("supplier", "The supplier.", "S-03"),
        of.to("item", "The item.", "RM-EPX"),
        of.whole("lead_time_days", "From order to arrival.", "14", 0, 3650, unit="days"),
        of.quantity("minimum_quantity", "Least that can be ordered.", "1000", **ZERO),
        of.money("price", "Price of one unit.", "3.2", **ZERO),
    ),
)  # fmt: skip

CUSTOMER = Entity(
    "customer", "Who buys.", ("code",),
    (
        of.code("code", "Its key.", "C-0104"),
        of.to("territory", "The territory that it belongs to.", "T-DK"),
        of.text("name", "Company name.", "Halvorsen Tower Works"),
        of.text("segment", "How the company sorts its customers.", "key account", 64, **OPTIONAL_TEXT),
        of.text("industry", "What the customer does.", "wind energy", 64, **OPTIONAL_TEXT),
        of.whole("priority", "1 is served first.", "2", 1, 9, is_required=False, default="3"),
        Column("country", Kind.COUNTRY, "Country.", "DK", rule="ISO 3166, 2 letters"),
        of.text("city", "City.", "Aalborg", 100, **OPTIONAL_TEXT),
        of.text("contact_name", "Whom to talk to.", "Jonas Lindqvist", **OPTIONAL_TEXT),
        of.text("phone", "Telephone.", "+45 5550 0104", 40, **OPTIONAL_TEXT),
        of.whole("remaining_life_days", "What comes has to last so long beyond its delivery.", "90", 0, 3650,
                 unit="days", **ZERO),
        of.whole("maximum_days_late", "How late an order may come; later is not promised.", "5", 0, 3650,
                 unit="days", rule=KEEPS, **OPTIONAL),
        of.flag_or_none("allows_partial", "Whether a line may come in several deliveries.", "true"),
        of.ratio("minimum_partial_ratio", "Least part of a line that may come alone.", "0.25", **OPTIONAL),
        of.flag_or_none("ships_together", "Whether the lines of an order leave on one day.", "false"),
        of.degrees("latitude", "Where goods go, for distances; north is positive.", "57.05", 90),
        of.degrees("longitude", "Where goods go, for distances; east is positive.", "9.92", 180),
        of.choice("rounds_to", "What orders are rounded up to: full layers or full pallets.", FullLoad, "pallet", **OPTIONAL),
    ),
    note="What is not said of how orders may be delivered stays as it was.",
)  # fmt: skip
