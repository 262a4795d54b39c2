"""What three reps of the demo company ask for on the first day; asked through the same command as by phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from backend.connectors.base.tables import Tables
from backend.connectors.demo_company.people import STAFF, address
from shared.terms import ReasonCode

EARLIEST: Final = timedelta(days=5)
LATEST: Final = timedelta(days=14)
LEAST_MORE: Final = 40


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that a person asks for on a line."""

    email: str
    order_reference: str
    line_number: int
    quantity_delta: int
    due_on: date | None
    reason: ReasonCode
    note: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class _Story:
    territory: str
    is_later: bool
    reason: ReasonCode
    note: str
    is_urgent: bool = False


_STORIES: Final = (
    _Story(
        "T-BAL",
        False,
        ReasonCode.PROJECT_START,
        "The project grew. Crane and crew are booked for that day.",
        is_urgent=True,
    ),
    _Story(
        "T-GER",
        False,
        ReasonCode.COMPETITOR,
        "Won from a competitor, if all of it comes on one lorry.",
    ),
    _Story("T-SHD", True, ReasonCode.PROJECT_DELAY, "客户工地推迟一周。"),
)


def wishes(tables: Tables, today: date) -> Iterator[Wish]:
    """One change for each story: on its territory's largest line of kits that is wanted within two weeks."""
    territories = {row["code"]: row["territory_code"] for row in tables.rows("customer")}
    packs = {row["code"]: row["pack_multiple"] for row in tables.rows("item")}
    reps = {each.territories[0]: address(each) for each in STAFF if each.role == "rep"}
    kits = {row["code"] for row in tables.rows("item") if row["kind"] == "kit"}
    lines = [
        row
        for row in tables.rows("demand_line")
        if row["item_code"] in kits and _may_change(row, today)
    ]
    for story in _STORIES:
        own = [row for row in lines if territories[row["customer_code"]] == story.territory]
        if not own:
            continue
        line: dict[str, Any] = max(own, key=lambda row: (row["quantity"], row["order_reference"]))
        pack = int(packs[line["item_code"]])  # type: ignore[arg-type]  # the generator's own whole number
        yield Wish(
            reps[story.territory],
            line["order_reference"],
            line["line_number"],
            0 if story.is_later else -(-LEAST_MORE // pack) * pack,
            line["due_on"] + timedelta(days=7) if story.is_later else None,
            story.reason,
            story.note,
            story.is_urgent,
        )


def _may_change(row: dict[str, Any], today: date) -> bool:
    return (
        row["status"] == "open"
        and row["channel"] == "direct"
        and not row["shipped_quantity"]
        and row["promised_on"] is not None
        and today + EARLIEST <= row["promised_on"] <= today + LATEST
    )
