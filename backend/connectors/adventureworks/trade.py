"""The sample's orders, price actions, purchases and stock, as they stood on the day of the cut."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from typing import Final

from backend.connectors.adventureworks.catalog import item_codes, vendor_codes
from backend.connectors.adventureworks.client import Row, Sample
from backend.connectors.adventureworks.moment import Moment, day_of
from backend.connectors.adventureworks.people import SITE
from backend.connectors.base.tables import Tables

CHANNELS: Final = {"1": "online", "0": "direct"}
OFFER_CHANNELS: Final = {"Reseller": "direct", "Customer": "online"}
PURCHASE_STATUSES: Final = {"3": "cancelled"}
STOCK_WEEKS: Final = 1
LOOK_BACK: Final = timedelta(weeks=13)


def add_orders(tables: Tables, sample: Sample, moment: Moment) -> None:
    """Orders placed by the cut; what had not been shipped by then is open. Later orders are left out."""
    codes = item_codes(sample)
    accounts = {row["CustomerID"]: row["AccountNumber"] for row in sample.rows("Sales.Customer")}
    orders = {
        row["SalesOrderID"]: row
        for row in sample.rows("Sales.SalesOrderHeader")
        if moment.has_happened(row["OrderDate"])
    }
    numbers: dict[str, int] = defaultdict(int)
    for row in sample.rows("Sales.SalesOrderDetail"):
        order = orders.get(row["SalesOrderID"])
        if order is None:
            continue
        numbers[row["SalesOrderID"]] += 1
        is_shipped = moment.has_happened(order["ShipDate"])
        reference, number = f"SO{row['SalesOrderID']}", numbers[row["SalesOrderID"]]
        tables.add(
            "demand_line", order_reference=reference, line_number=number,
            customer_code=accounts[order["CustomerID"]], item_code=codes[row["ProductID"]], site_code=SITE,
            channel=CHANNELS[order["OnlineOrderFlag"]], ordered_on=moment.moved(order["OrderDate"]),
            due_on=moment.moved(order["DueDate"]), quantity=row["OrderQty"],
            shipped_quantity=row["OrderQty"] if is_shipped else "0", unit_price=_price(row),
            status="shipped" if is_shipped else "open",
            closed_on=moment.moved(order["ShipDate"]) if is_shipped else None,
        )  # fmt: skip
        if is_shipped:
            tables.add("shipment", reference=f"D{row['SalesOrderID']}", order_reference=reference, line_number=number,
                       shipped_on=moment.moved(order["ShipDate"]), quantity=row["OrderQty"])  # fmt: skip


def _price(row: Row) -> str:
    net = Decimal(row["UnitPrice"]) * (1 - Decimal(row["UnitPriceDiscount"]))
    return format(net.quantize(Decimal("0.0001")), "f")


def add_promotions(tables: Tables, sample: Sample, moment: Moment) -> None:
    """Special offers with a discount, with their items."""
    codes = item_codes(sample)
    offers = {
        row["SpecialOfferID"]: row
        for row in sample.rows("Sales.SpecialOffer")
        if Decimal(row["DiscountPct"])
    }
    products: dict[str, list[str]] = defaultdict(list)
    for row in sample.rows("Sales.SpecialOfferProduct"):
        products[row["SpecialOfferID"]].append(codes[row["ProductID"]])
    for number, offer in offers.items():
        if products[number]:
            tables.add(
                "promotion", reference=f"OFFER-{number}", item_codes="|".join(sorted(set(products[number]))),
                channels=OFFER_CHANNELS[offer["Category"]], name=offer["Description"],
                starts_on=moment.moved(offer["StartDate"]), ends_on=moment.moved(offer["EndDate"]),
                discount_ratio=offer["DiscountPct"],
            )  # fmt: skip


def add_purchases(tables: Tables, sample: Sample, moment: Moment) -> None:
    """Purchases ordered by the cut; what was due later is on order."""
    codes, vendors = item_codes(sample), vendor_codes(sample)
    orders = {
        row["PurchaseOrderID"]: row
        for row in sample.rows("Purchasing.PurchaseOrderHeader")
        if moment.has_happened(row["OrderDate"])
    }
    numbers: dict[str, int] = defaultdict(int)
    for row in sample.rows("Purchasing.PurchaseOrderDetail"):
        order = orders.get(row["PurchaseOrderID"])
        if order is None:
            continue
        numbers[row["PurchaseOrderID"]] += 1
        has_come = moment.has_happened(row["DueDate"])
        status = PURCHASE_STATUSES.get(order["Status"], "done" if has_come else "open")
        tables.add(
            "purchase_line", order_reference=f"PO{row['PurchaseOrderID']}", line_number=numbers[row["PurchaseOrderID"]],
            supplier_code=vendors[order["VendorID"]], item_code=codes[row["ProductID"]], site_code=SITE,
            quantity=row["OrderQty"], received_quantity=row["ReceivedQty"] if status == "done" else "0",
            unit_price=row["UnitPrice"], ordered_on=moment.moved(order["OrderDate"]),
            due_on=max(moment.moved(row["DueDate"]), moment.moved(order["OrderDate"])),
            received_on=moment.moved(row["DueDate"]) if status == "done" else None, status=status,
        )  # fmt: skip


def add_stock(tables: Tables, sample: Sample, moment: Moment) -> None:
    """The last balance by the cut; where the sample's balance is below zero, a week of usual sales."""
    codes = item_codes(sample)
    balances: dict[str, tuple[str, int]] = {}
    for row in sample.rows("DW.ProductInventoryMovement"):
        known = balances.get(row["ProductID"])
        if moment.has_happened(row["Date"]) and (known is None or known[0] <= row["Date"]):
            balances[row["ProductID"]] = row["Date"], int(row["UnitsBalance"])
    usual = _weekly_sales(sample, moment)
    for number, (_, balance) in sorted(balances.items()):
        quantity = balance if balance >= 0 else round(usual.get(number, 0.0) * STOCK_WEEKS)
        if quantity:
            tables.add("stock", item_code=codes[number], site_code=SITE, quantity=quantity)


def _weekly_sales(sample: Sample, moment: Moment) -> dict[str, float]:
    """What a week of the quarter before the cut sold, by product."""
    recent = {
        row["SalesOrderID"]
        for row in sample.rows("Sales.SalesOrderHeader")
        if moment.cut_on - LOOK_BACK < day_of(row["OrderDate"]) <= moment.cut_on
    }
    found: dict[str, float] = defaultdict(float)
    for row in sample.rows("Sales.SalesOrderDetail"):
        if row["SalesOrderID"] in recent:
            found[row["ProductID"]] += int(row["OrderQty"]) / (LOOK_BACK.days / 7)
    return found
