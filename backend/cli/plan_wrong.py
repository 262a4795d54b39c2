"""What is wrong with a planning case, in its own words: the decoder's complaint with the value and the word that is meant."""

import re
from difflib import get_close_matches
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct

from backend.cli.plan_case import TABLES, PlanningCase
from backend.cli.plan_cells import parts_of, rows_below

AT: Final = re.compile(r" - at `(?:key in )?\$\.?(.*)`$")
STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+|\.\.\.)\]")
UNKNOWN: Final = re.compile(r"Object contains unknown field `(.*?)`")
MISSING: Final = re.compile(r"Object missing required field `(.*?)`")
EXPECTED: Final = re.compile(r"Expected `([^`]*)`(?: of length)?(?: (>=|<=) (-?\d+))?")
LONGEST: Final = 40
WANTED: Final = (
    ("decimal", "a number such as 12 or 0.25"),
    ("int", "a whole number"),
    ("bool", "`true` or `false`"),
    ("str", "a name"),
    ("array", 'a list such as ["…"]'),
    ("object", "an object such as {…}"),
)
DATE: Final = "a date (year-month-day) such as 2026-12-01"
SAID: Final = {
    "Invalid RFC3339 encoded date": f"{DATE} or a number of days",
    "Invalid decimal string": "a number such as 12 or 0.25, without unit and grouping",
    "Expected `bool`": "`true` or `false`",
}
MEANT: Final[dict[str, tuple[str, ...]]] = {
    "qty": ("quantity",), "amount": ("quantity",), "units": ("quantity",), "on_hand": ("stock", "quantity"),
    "sku": ("item",), "product": ("item",), "material": ("item",), "part": ("item",), "code": ("item",), "id": ("line", "item", "name"),
    "name": ("item",), "parent": ("item",), "component": ("of",), "child": ("of",), "usage": ("per",), "quantity_per": ("per",),
    "order": ("line",), "so": ("line",), "demand_id": ("line",), "due_date": ("due",), "need_date": ("due",), "date": ("due", "day"), "due": ("day",),
    "day": ("due",), "leadtime": ("lead",), "lead_time_days": ("lead",), "type": ("get",), "procurement": ("get",), "make_or_buy": ("get",),
    "min": ("minimum",), "moq": ("minimum",), "max": ("maximum",), "mult": ("multiple",), "lot_size": ("fixed",), "foq": ("fixed",), "lot": ("fixed",),
    "safety_stock": ("safety",), "ss": ("safety",), "safety_time": ("safety_days",), "safety_lead_time": ("safety_days",), "poq": ("cover",),
    "shelf_life": ("shelf",), "location": ("site",), "warehouse": ("site",), "plant": ("site",), "resource": ("at", "name"), "workcenter": ("at", "name"),
    "work_center": ("at", "name"), "capacity": ("hours",), "run": ("hours",), "run_time": ("hours",), "time": ("hours",),
    "effective_from": ("from",), "effective_start": ("from",), "valid_from": ("from",), "start": ("from", "day"), "effective_to": ("until",),
    "effective_end": ("until",), "valid_to": ("until",), "valid_until": ("until",), "end": ("until",), "to": ("until",), "expires": ("until",), "expiry": ("until",),
    "demand": ("orders",), "demands": ("orders",), "sales_orders": ("orders",), "bom": ("made_of",), "boms": ("made_of",), "bill_of_materials": ("made_of",),
    "components": ("made_of",), "routing": ("steps",), "routings": ("steps",), "operations": ("steps",), "resources": ("work_centers",),
    "workcenters": ("work_centers",), "inventory": ("stock",), "onhand": ("stock",), "scheduled_receipts": ("supply",), "receipts": ("supply",),
    "purchase_orders": ("supply",), "production_orders": ("supply",), "suppliers": ("alternates",), "forecasts": ("forecast",), "calendar": ("closed",),
    "holidays": ("closed",), "calendars": ("closed",), "settings": ("rules",), "parameters": ("rules",),
}  # fmt: skip
"""Words of other systems, and which of ours may be meant."""


def told(complaint: str, said: Any, table: str = "") -> str:
    """A complaint of the decoder about what a case, or a row of `table`, says: where, what stands there and what is wanted."""
    found = AT.search(complaint)
    path = [each[0] or each[1] for each in STEP.findall(found[1])] if found else []
    reason = complaint[: found.start()] if found else complaint
    kind = _kind(path, table)
    unknown, missing = UNKNOWN.search(reason), MISSING.search(reason)
    if unknown is not None:
        where = _where(path, table)
        return f"{where}there is no word `{unknown[1]}`; {hint(unknown[1], kind)}"
    if missing is not None:
        return f"{_where(path, table)}`{missing[1]}` is missing"
    *row, word = path or [""]
    shown = _shown(_value(said, path))
    name = f"`{word}`" if word and not word.isdigit() else "the row" if word else "the case"
    if word == "...":
        name, shown = "a value in it", "of another kind"
    where = _where(path if word.isdigit() else row, table)
    return f"{where}{name} is {shown}; {_wanted(reason, kind, word)} is wanted"


def hint(word: str, kind: type[Struct]) -> str:
    """Which word is meant by one that is not known."""
    words = kind.__struct_encode_fields__
    plain = word.strip().lower().replace(" ", "_").replace("-", "_")
    meant = [each for each in MEANT.get(plain, ()) if each in words]
    close = meant or get_close_matches(plain, words, 1)
    return f"`{close[0]}` is meant" if close else f"there are {', '.join(words)}"


def near(name: str, known: Any) -> str:
    """A name that may be meant by one that is not known, to be said behind it."""
    by_fold = {each.casefold().strip(): each for each in sorted(known)}
    close = get_close_matches(name.casefold().strip(), by_fold, 1, 0.75)
    return f"; {by_fold[close[0]]} is meant?" if close else ""


def _where(path: list[str], table: str) -> str:
    if not path:
        return ""
    text = ""
    for step in path:
        text += f"[{step}]" if step.isdigit() or step == "..." else f".{step}" if text or table else step  # fmt: skip
    return f"{text.lstrip('.')}: "


def _kind(path: list[str], table: str) -> type[Struct]:
    """The row that the end of a path stands in."""
    kind: type[Struct] = TABLES[table] if table else PlanningCase
    for step in path:
        kind = rows_below(kind).get(step, kind)
    return kind


def _value(said: Any, path: list[str]) -> Any:
    for step in path:
        try:
            said = said[int(step)] if isinstance(said, list) else said[step]
        except (KeyError, IndexError, TypeError, ValueError):
            return said
    return said


def _shown(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return "`" + {True: "true", False: "false", None: "null"}[value] + "`"
    if isinstance(value, dict | list):
        many = "an object" if isinstance(value, dict) else "a list"
        return many if value else f"{many} with nothing in it"
    text = str(value)
    return f"`{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}`" if text else "empty"


def _wanted(reason: str, kind: type[Struct], word: str) -> str:
    if word == "today":
        return DATE
    if "Invalid enum value" in reason:
        return f"one of {', '.join(_choices(kind, word))}"
    for begin, wanted in SAID.items():
        if reason.startswith(begin):
            return wanted
    found = EXPECTED.search(reason)
    if found is None:
        return reason
    if "date" in found[1] and found[2] is None:
        return f"{DATE} or a number of days"
    sort = next((told for name, told in WANTED if name in found[1]), found[1])
    if found[2] is None:
        return sort
    side = "at least" if found[2] == ">=" else "at most"
    if found[1] in ("str", "array"):
        return "a name" if found[1] == "str" else f"a list with {side} {found[3]} row"
    return f"{sort} of {side} {found[3]}"


def _choices(kind: type[Struct], word: str) -> list[str]:
    hints = get_type_hints(kind)
    fields = dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))
    parts = parts_of(hints.get(fields.get(word, ""), str))
    return [f"`{each}`" for part in parts if get_origin(part) is Literal for each in get_args(part)]
