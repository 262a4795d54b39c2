"""The data sets that forecasts are measured on, read by path and never copied; absent ones are left out."""

import csv
import gzip
import math
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from backend.cli.forecast_series import read_series
from backend.engine.forecast.panel import Panel, panel_of

OUTSIDE = "LOCKSTEP_FORECAST_SETS"  # a folder of folders, each as for `lockstep forecast score`
FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"
AS_OF_MONTH = "2014-03"
LAST_MONTH = "2014-05"
SMALL = 3  # hold-outs of a small set


@dataclass(frozen=True)
class Set:
    """`wape` is the goal of a set that has one of its own.

    A few series that share their accidents say little of one month, so small sets are held out more than once, each
    time a horizon earlier.
    """

    name: str
    panel: Panel
    horizon: int
    wape: float | None = None
    holdouts: int = 1


def sets(names: Sequence[str] = ()) -> Iterator[Set]:
    for name, read in SETS.items():
        if names and name not in names:
            continue
        try:
            yield read(name)
        except FileNotFoundError as error:
            print(f"  {name}: left out, there is no {Path(error.filename).name}", flush=True)


def outside_sets(names: Sequence[str] = ()) -> Iterator[Set]:
    """Every folder with a series.csv in the one that the environment names; none where it names none."""
    told = os.environ.get(OUTSIDE)
    for file in sorted(Path(told).glob("*/series.csv")) if told else ():
        name = file.parent.name
        if not names or name in names:
            read = read_series(file.parent, None)
            yield Set(name, read.panel, read.horizon)


def _rows(path: str) -> Iterator[dict[str, str]]:
    whole = FOLDER / path
    opened = gzip.open if path.endswith(".gz") else open
    with opened(whole, "rt", encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def _numbers(names: Sequence[str]) -> list[int]:
    """Equal words get equal numbers."""
    known: dict[str, int] = {}
    return [known.setdefault(each, len(known)) for each in names]


def _from_first_sale(series: Mapping[str, Sequence[float]]) -> dict[str, tuple[int, list[float]]]:
    found = {}
    for name, values in series.items():
        first = next((at for at, value in enumerate(values) if value != 0), None)
        if first is not None:
            found[name] = (first, list(values[first:]))
    return found


def _panel(series: Mapping[str, Sequence[float]], season: int, groups: Mapping[str, str]) -> Panel:
    begun = _from_first_sale(series)
    return panel_of(
        {name: values for name, (_, values) in begun.items()},
        season,
        offsets=[first for first, _ in begun.values()],
        groups=_numbers([groups.get(name, "") for name in begun]),
    )


def _m5_daily_rows() -> tuple[dict[str, list[float]], dict[str, str]]:
    series, groups = {}, {}
    for row in _rows("m5_dev/sales_wide_3stores_2015-03-03_2016-04-24.csv.gz"):
        series[row["id"]] = [float(value or 0) for value in islice(row.values(), 6, None)]
        groups[row["id"]] = f"{row['dept_id']} {row['store_id']}"
    return series, groups


def _weeks(values: Sequence[float]) -> list[float]:
    """Sums of seven days, the last week ending with the last day."""
    first = len(values) % 7
    return [sum(values[at : at + 7]) for at in range(first, len(values), 7)]


def m5_daily(name: str) -> Set:
    series, groups = _m5_daily_rows()
    return Set(name, _panel(series, 7, groups), 28)


def m5_weekly(name: str) -> Set:
    series, groups = _m5_daily_rows()
    return Set(name, _panel({each: _weeks(v) for each, v in series.items()}, 52, groups), 4)


def m5_weekly_by_item(name: str) -> Set:
    """An item over the three shops: of all that is here the nearest to an item in a state, which has three or four.

    That is what the goal was measured on; of an item in one shop chance alone takes more.
    """
    series, _ = _m5_daily_rows()
    summed: dict[str, list[float]] = {}
    for each, days in series.items():
        item, weeks = each.rsplit("_", 2)[0], _weeks(days)
        summed[item] = [
            one + other
            for one, other in zip(summed.get(item, [0.0] * len(weeks)), weeks, strict=True)
        ]
    departments = {item: item.rsplit("_", 1)[0] for item in summed}
    return Set(name, _panel(summed, 52, departments), 4, wape=0.265)


def m5_priced_weekly(name: str) -> Set:
    """280 series of five years with their prices."""
    days: dict[str, list[float]] = defaultdict(list)
    prices: dict[str, list[float]] = defaultdict(list)
    for row in _rows("m5_dev/tiny_m5_280series_full_history_with_price.csv.gz"):
        key = f"{row['item_id']}_{row['store_id']}"
        days[key].append(float(row["value"]))
        prices[key].append(float(row["sell_price"] or "nan"))
    panel = _panel({each: _weeks(v) for each, v in days.items()}, 52, {})
    price = np.array([_weeks(prices[each]) for each in panel.ids]) / 7
    return Set(name, _with_known(panel, {"price": price}), 4)


def _with_known(panel: Panel, known: Mapping[str, Any]) -> Panel:
    return Panel(**{**vars(panel), "known": dict(known)})


def carparts(name: str) -> Set:
    rows = list(_rows("carparts/carparts_wide.csv.gz"))
    parts = [key for key in rows[0] if key != "month"]
    whole = {
        part: [float(row[part]) for row in rows]
        for part in parts
        if all(row[part] not in {"", "NA"} for row in rows)
    }
    return Set(name, _panel(whole, 12, {}), 12)


def orange_juice(name: str) -> Set:
    """Weekly sales of 913 brands in shops; price, deal and feature are decided before the week."""
    sold: dict[str, dict[int, float]] = defaultdict(dict)
    known: dict[str, dict[str, dict[int, float]]] = {
        each: defaultdict(dict) for each in ("price", "deal", "feature")
    }
    for row in _rows("orangejuice/oj_weekly_sales_price_promo.csv.gz"):
        key, week = f"{row['store']}_{row['brand']}", int(row["week"])
        sold[key][week] = round(math.exp(float(row["logmove"])))
        known["price"][key][week] = float(row[f"price{row['brand']}"])
        known["deal"][key][week] = float(row["deal"])
        known["feature"][key][week] = float(row["feat"])
    first = min(min(weeks) for weeks in sold.values())
    last = max(max(weeks) for weeks in sold.values())
    panel = _panel(
        {key: [weeks.get(at, 0.0) for at in range(first, last + 1)] for key, weeks in sold.items()},
        52,
        {key: key.split("_")[1] for key in sold},
    )
    dense = {
        each: np.array(
            [[rows[key].get(at, np.nan) for at in range(first, last + 1)] for key in panel.ids]
        )
        for each, rows in known.items()
    }
    return Set(name, _with_known(panel, dense), 8)


def adventureworks(name: str) -> Set:
    """Units of an item in a territory by the month they are asked for, two months beyond the as-of date.

    Resellers order on a month's last days, now and then on the next one's first: by the day asked for it
    is one order a month. After that of May 2014 theirs are not in the data any more.
    """
    return _adventureworks(name, "DueDate", is_by_territory=True)


def adventureworks_by_item(name: str) -> Set:
    return _adventureworks(name, "DueDate", is_by_territory=False)


def adventureworks_ordered(name: str) -> Set:
    """By item and the month of the order: now and then resellers have two in one month and none in the next."""
    return _adventureworks(name, "OrderDate", is_by_territory=False)


def _adventureworks(name: str, day: str, *, is_by_territory: bool) -> Set:
    orders = {
        row["SalesOrderID"]: (row[day][:7], row["TerritoryID"])
        for row in _rows("adventureworks/Sales.SalesOrderHeader.csv.gz")
    }
    sold: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    groups = {}
    for row in _rows("adventureworks/Sales.SalesOrderDetail.csv.gz"):
        month, territory = orders[row["SalesOrderID"]]
        key = f"{row['ProductID']}_{territory}" if is_by_territory else row["ProductID"]
        groups[key] = territory if is_by_territory else ""
        sold[key][month] += float(row["OrderQty"])
    months = sorted({month for month, _ in orders.values() if month <= LAST_MONTH})
    begun = {key: rows for key, rows in sold.items() if min(rows) <= AS_OF_MONTH}
    series = {key: [rows.get(each, 0.0) for each in months] for key, rows in begun.items()}
    ahead = sum(month > AS_OF_MONTH for month in months)
    return Set(name, _panel(series, 12, groups), ahead, holdouts=SMALL)


def pipeline(name: str) -> Set:
    """Opportunities won a week, by product and territory; the last weeks are still being closed."""
    territories = {
        row["TerritorySeq"]: row["Territory"] for row in _rows("crm_regional_sales/Territories.csv")
    }
    accounts = {
        row["AccountSeq"]: territories.get(row["TerritorySeq"], "")
        for row in _rows("crm_regional_sales/Accounts.csv")
    }
    won: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for row in _rows("crm_regional_sales/Opportunities.csv"):
        closed = date.fromisoformat(row["CloseDate"])
        if row["Status"] == "Won" and date(2019, 10, 7) <= closed < date(2021, 11, 1):
            week = closed - timedelta(days=closed.weekday())
            won[f"{row['ProductSeq']}_{accounts.get(row['AccountSeq'], '')}"][week] += 1
    weeks = [date(2019, 10, 7) + timedelta(weeks=each) for each in range(108)]
    series = {key: [rows.get(each, 0.0) for each in weeks] for key, rows in sorted(won.items())}
    return Set(name, _panel(series, 52, {}), 8, holdouts=SMALL)


SETS: dict[str, Callable[[str], Set]] = {
    "m5_weekly": m5_weekly,
    "m5_weekly_by_item": m5_weekly_by_item,
    "m5_daily": m5_daily,
    "m5_priced_weekly": m5_priced_weekly,
    "carparts": carparts,
    "orangejuice": orange_juice,
    "adventureworks": adventureworks,
    "adventureworks_by_item": adventureworks_by_item,
    "adventureworks_ordered": adventureworks_ordered,
    "crm_regional_sales": pipeline,
}
