"""What stories of customers answer: the rhythm, what is out of line, segments."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from backend.customer.model.segments import Segments, Turnover
from backend.engine.rhythm import jump, rhythm
from shared.schemas.segment import SegmentRules

Given = Mapping[str, Any]


def order_days(given: Given) -> list[date]:
    """Days as dates, or a first day and the gaps between."""
    if "ordered" in given:
        return list(given["ordered"])
    days = [given["first"]]
    for gap in given["gaps"]:
        days.append(days[-1] + timedelta(days=gap))
    return days


def next_order(given: Given) -> dict[str, Any] | str:
    found = rhythm(order_days(given), given["today"])
    if found is None:
        return "too few orders"
    return {
        "every": f"{found.every_days} days, give or take {found.spread_days}",
        "silent for": found.elapsed_days,
        "expected": _said(found.expected_on),
        "window": f"{_said(found.from_on)} to {_said(found.until_on)}",
        "chance": f"{found.window_chance:.0%}",
        "so long a silence": f"{found.quiet_chance:.0%}",
        "quiet": found.is_quiet,
    }


def out_of_line(given: Given) -> list[dict[str, Any]]:
    usual = [Decimal(str(quantity)) for quantity in given["usual"]]
    answers = []
    for quantity in given["then"]:
        found = jump(usual, Decimal(str(quantity)))
        answers.append(
            {
                "quantity": quantity,
                "mark": f"{found.factor} times {found.usual}" if found else "none",
            }
        )
    return answers


def segments(given: Given) -> dict[str, Any]:
    """Class, standing, place and scores of each customer, by the usual rules or other ones."""
    rows = {uuid5(NAMESPACE_DNS, row["name"]): row for row in given["customers"]}
    found = Segments(
        [
            Turnover(
                customer_id=key,
                value=Decimal(row.get("value", 0)),
                order_count=row.get("orders", 0),
                usual_order=Decimal(row.get("usual", 0)),
                first_on=row.get("first"),
                last_on=row.get("last"),
                is_ranked=row.get("ranked", True),
            )
            for key, row in rows.items()
        ],
        SegmentRules(**given.get("rules", {})),
        given["today"],
    )
    return {
        rows[key]["name"]: {
            "value": each.value_class.value.upper(),
            "standing": each.standing.value,
            "place": f"{each.rank} of {each.of_count}",
            "scores": f"{each.recency} {each.frequency} {each.money}",
            "orders": each.order_size.value,
            "class": each.suggested_class or "stays",
        }
        for key, each in found.items()
    }


def _said(day: date | None) -> str:
    return day.isoformat() if day else "unknown"


CUSTOMER_QUESTIONS: Mapping[str, Callable[[Given], Any]] = {
    "next_order": next_order,
    "out_of_line": out_of_line,
    "segments": segments,
}
