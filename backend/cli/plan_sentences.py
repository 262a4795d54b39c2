"""The answers to a planning case in lines that a planner reads."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

TABLE: Final = (
    "gross",
    "scheduled",
    "net",
    "receipts",
    "releases",
    "stock",
    "available",
    "discrete",
)
PLURALS: Final = {"day": "days", "week": "weeks", "month": "months"}


def sentences(told: Mapping[str, Any], *, with_records: bool = False) -> list[str]:
    """The answers in lines that a planner reads; `with_records` with the MRP record of every item."""
    ahead = f"{_counted(told['horizon'], told['bucket'])} ahead"
    found = [f"Today {told['today']}, {ahead}", "", "Plan"]
    found += [f"  {_supply_line(row)}" for row in told["plan"]] or [
        "  nothing to make, buy or move"
    ]
    found += ["", "Orders"]
    for row in told["orders"]:
        found.append(f"  {_order_line(row, told['bucket'])}")
        found += [f"      {_chain_line(link)}" for link in row.get("chain", ())]
    if told["forecast"]:
        found += ["", "Forecast", *(_forecast_line(row) for row in told["forecast"])]
    if told["promises"]:
        found += ["", "Promises"]
    for row in told["promises"]:
        found.append(
            f"  {row['quantity']} {row['item']} at {row['site']} on {row['day']}: {_got(row)}{_why(row)}{_rule(row)}"
        )
        found += [
            f"      {step['do']} {step['quantity']} {step['item']} at {step['site']},"
            f" {step['start']} to {step['finish']}"
            for step in row["takes"]
        ]
    for row in told["changes"]:
        found += ["", *_change_lines(row)]
    for row in told["shares"]:
        found += ["", *_share_lines(row)]
    if told["messages"]:
        found += ["", "Papers"]
    for row in told["messages"]:
        moved = f" to {row['to']}" if row["to"] else ""
        found.append(
            f"  {row['do']} {row['paper']}: {row['quantity']} {row['item']}, {row['day']}{moved}"
        )
    for record in told["records"] if with_records else ():
        found += ["", *_record_lines(record)]
    found += [*_notes(told["notes"]), ""]
    figures = told["figures"]
    on_time = f"{figures['lines_on_time_count']} of {figures['lines_count']} order lines on time"
    hours = f"{figures['hours']} hours, {figures['overtime_hours']} of them overtime"
    return [*found, f"{on_time}, {hours}"]


def _notes(notes: Sequence[Mapping[str, str]]) -> list[str]:
    lines = [f"  {note['row']}: {note['note']}" for note in notes]
    return ["", "Notes", *lines] if lines else []


def _counted(number: int, bucket: str) -> str:
    return f"{number} {bucket if number == 1 else PLURALS[bucket]}"


def _supply_line(row: Mapping[str, Any]) -> str:
    if "of" in row:
        where = f"{row['quantity']} {row['item']} at {row['site']}"
        return f"{where} beside {row['of']}, there {row['finish'] or 'beyond the horizon'}"
    by = f" by {row['by']}" if row["by"] else ""
    line = f"{row['do']} {row['quantity']} {row['item']} at {row['site']}{by}"
    line += f", {row['start'] or 'beyond the horizon'} to {row['finish'] or 'beyond the horizon'}"
    return f"{line}, needed {row['needed']}{_why(row)}{_saved(row)}"


def _saved(row: Mapping[str, Any]) -> str:
    """What of a lot is not needed once the messages about papers are followed."""
    if row["saved"] == "0":
        return ""
    whole = row["saved"] == row["quantity"]
    return ": saved by the papers below" if whole else f": the papers below save {row['saved']}"


def _order_line(row: Mapping[str, Any], bucket: str) -> str:
    if "beyond_horizon" in row:
        return f"{row['line']}, {row['quantity']} due {row['due']}: beyond the horizon, not planned"
    late = f", {_counted(row['days_late'], bucket)} late" if row["days_late"] else ""
    return f"{row['line']}, {row['quantity']} due {row['due']}: {_got(row)}{late}{_why(row)}{_rule(row)}"


def _rule(row: Mapping[str, Any]) -> str:
    return f", by its rule ({', '.join(row['by_rule'])})" if row["by_rule"] else ""


def _forecast_line(row: Mapping[str, Any]) -> str:
    fence = ", before the demand fence" if row["before_fence"] else ""
    where = f"{row['item']} at {row['site']} from {row['day']}"
    return f"  {where}: {row['open']} of {row['quantity']} left{fence}"


def _change_lines(row: Mapping[str, Any]) -> Iterator[str]:
    what = f"Change of {row['line']}" if row["line"] else "New line"
    yield f"{what}: {row['quantity']} {row['item']} at {row['site']} on {row['due']}"
    short = f", {row['short']} short on the day" if row["short"] != "0" else ""
    got = ", ".join(f"{part['quantity']} on {part['day']}" for part in row["parts"]) or "nothing"
    why = ", ".join(reason["why"] for reason in row["why"])
    yield f"  as the plan stands: {got}{short}" + (f" ({why})" if why else "")
    for slip in row["slips"]:
        yield f"      {slip['line']} would slip: {slip['quantity']} {slip['item']}, to {slip['possible'] or 'never'}"
    for way in row["ways"]:
        parts = ", ".join(f"{part['quantity']} on {part['day']}" for part in way["parts"])
        yield f"  {way['way']}, {way['score']} points, costs {way['cost']}: {parts or 'nothing'}"
        for step in way["does"]:
            yield "      " + ", ".join(f"{name} {value}" for name, value in step.items())


def _share_lines(row: Mapping[str, Any]) -> Iterator[str]:
    yield f"Share of {row['item']} at {row['site']}, {row['missing']} missing"
    for line in row["lines"]:
        yield f"  {line['line']} ({line['strategy']}): {_got(line)}, {line['outcome']}"
    for lot in row["lots"]:
        yield f"  {lot['paper']} for {lot['for'] or 'stock'}: {_got(lot)}"


def _record_lines(record: Mapping[str, Any]) -> Iterator[str]:
    yield f"Record of {record['item']} at {record['site']}"
    yield "  day       " + "".join(f"{name:>11}" for name in TABLE)
    for row in record["days"]:
        yield f"  {row['day']}" + "".join(f"{row[name]:>11}" for name in TABLE)


def _got(row: Mapping[str, Any]) -> str:
    parts = [f"{part['quantity']} on {part['day']}" for part in row["parts"]]
    if row["open"] != "0":
        parts.append(f"{row['open']} not within the horizon")
    return ", ".join(parts) or "nothing"


def _why(row: Mapping[str, Any]) -> str:
    return f" ({', then '.join(row['why_late'])})" if row["why_late"] else ""


def _chain_line(link: Mapping[str, Any]) -> str:
    what = f"{link['quantity']} {link['item']} at {link['site']}, wanted {link['wanted']}, there {link['there']}"
    what += f": {', then '.join(link['why'])}" if link["why"] else ""
    what += f" at {link['at']}" if link["at"] else ""
    return what + (f", waits for {link['paper']}" if link["paper"] else "")
