"""What `lockstep plan` answers to a story that is a case: the parts of its answer that the story is about."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from backend.cli.plan_case import PlanningCase
from backend.cli.plan_check import check
from backend.cli.plan_told import Told
from tests.planning import TODAY, Given


def told_case(given: Given) -> dict[str, Any]:
    """The parts under `answer` of all that is said to the case; records as columns by day."""
    words = {name: given[name] for name in given if name not in {"ask", "answer"}}
    case = msgspec.json.decode(msgspec.json.encode(words), type=PlanningCase)
    check(case)
    told = Told(case, TODAY).everything()
    told["why"] = {row["line"]: row.get("why_late", []) for row in told["orders"]}
    return {part: PARTS.get(part, plain)(told[part]) for part in given["answer"]}


def plain(value: Any) -> Any:
    return value


def records(found: Any) -> dict[str, Any]:
    """By item and site the record's rows as one line each: what is 0 is left out."""
    return {
        f"{record['item']} at {record['site']}": {
            row["day"]: ", ".join(
                f"{name} {value}" for name, value in row.items() if name != "day" and value != "0"
            )
            for row in record["days"]
        }
        for record in found
    }


def orders(found: Any) -> dict[str, str]:
    """What every order line gets, and the rule that made it another day."""
    return {
        row["line"]: "beyond the horizon"
        if "beyond_horizon" in row
        else ", ".join(
            [*(f"{part['quantity']} on {part['day']}" for part in row["parts"])]
            + ([f"{row['open']} open"] if row["open"] != "0" else [])
            + ([f"{row['days_late']} days late"] if row["days_late"] else [])
            + [f"by {rule}" for rule in row["by_rule"]]
        )
        for row in found
    }


def plan(found: Any) -> list[str]:
    """What is made, bought and moved."""
    return [
        f"{row['do']} {row['quantity']} {row['item']} at {row['site']}{by(row)} from {row['start']} to {row['finish']}"
        for row in found
    ]


def by(row: Mapping[str, Any]) -> str:
    return f" by {row['by']}" if row["by"] else ""


def promises(found: Any) -> list[str]:
    """How much of what is asked for can be had when, and what of it is there with nothing done."""
    return [
        f"{row['quantity']} {row['item']} on {row['day']}: {parts(row['parts'])}"
        + (f", {row['open']} open" if row["open"] != "0" else "")
        + f"; with nothing done {parts(row['available'])}"
        for row in found
    ]


def parts(rows: Any) -> str:
    return ", ".join(f"{part['quantity']} on {part['day']}" for part in rows) or "nothing"


def messages(found: Any) -> list[str]:
    """What to do with papers."""
    return [
        f"{row['do']} {row['paper']}, {row['quantity']} {row['item']} on {row['day']}"
        + (f" to {row['to']}" if row["to"] else "")
        for row in found
    ]


def forecast(found: Any) -> list[str]:
    """What orders have left of each period."""
    return [f"{row['open']} of {row['quantity']} from {row['day']}" for row in found]


def loads(found: Any) -> list[str]:
    """Hours by work centre and day."""
    return [f"{row['at']} on {row['day']}: {row['hours']} of {row['offered']}" for row in found]


def pegs(found: Any) -> list[str]:
    """Every unit from what it comes, and to whom it goes."""
    return [
        f"{row['quantity']} {row['item']}: {words(row['from'])} to {words(row['to'])}"
        for row in found
    ]


def words(found: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in found.items())


def notes(found: Any) -> list[str]:
    return [f"{row['row']}: {row['note']}" for row in found]


def shares(found: Any) -> dict[str, Any]:
    """Who gets what of what is short."""
    return {
        f"{row['missing']} {row['item']} missing": {
            line["line"]: f"{line['strategy']}: {parts(line['parts'])}"
            + (f", {line['open']} open" if line["open"] != "0" else "")
            for line in row["lines"]
        }
        for row in found
    }


PARTS: Mapping[str, Callable[[Any], Any]] = {
    "records": records, "orders": orders, "plan": plan, "promises": promises, "messages": messages,
    "forecast": forecast, "loads": loads, "pegs": pegs, "notes": notes, "shares": shares,
}  # fmt: skip
CASES: Mapping[str, Callable[[Given], Any]] = {"case": told_case}
