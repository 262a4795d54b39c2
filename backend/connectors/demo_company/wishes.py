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
WORKED_TERRITORY: Final = "T-NOR"
FREED_TERRITORY: Final = "T-POL"


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
    is_cancellation: bool = False


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
    for story in _STORIES:
        own = _kits_of(tables, story.territory, today)
        if not own:
            continue
        line, pack = own[0], _pack(tables, own[0])
        yield Wish(
            _rep(story.territory),
            line["order_reference"],
            line["line_number"],
            0 if story.is_later else -(-LEAST_MORE // pack) * pack,
            line["due_on"] + timedelta(days=7) if story.is_later else None,
            story.reason,
            story.note,
            story.is_urgent,
        )


def worked_off(tables: Tables, today: date) -> Wish | None:
    """The change that was urgent on the last working day and is delivered: one pack more of a small order."""
    own = _kits_of(tables, WORKED_TERRITORY, today)
    if len(own) < 2:  # noqa: PLR2004 -- the largest is asked for more by itself
        return None
    return Wish(
        _rep(WORKED_TERRITORY),
        own[-1]["order_reference"],
        own[-1]["line_number"],
        _pack(tables, own[-1]),
        None,
        ReasonCode.CUSTOMER_REQUEST,
        "One pack was broken on the site.",
        is_urgent=True,
    )


def cancelled(tables: Tables, today: date) -> Iterator[Wish]:
    """Lines that a customer may take back, the largest first: what they free can come sooner to somebody else."""
    for line in _kits_of(tables, FREED_TERRITORY, today):
        yield Wish(
            _rep(FREED_TERRITORY),
            line["order_reference"],
            line["line_number"],
            0,
            None,
            ReasonCode.PROJECT_DELAY,
            "The hall is not built this year.",
            is_cancellation=True,
        )


def _rep(territory: str) -> str:
    return next(address(each) for each in STAFF if each.territories == (territory,))


def _pack(tables: Tables, line: dict[str, Any]) -> int:
    packs = {row["code"]: row["pack_multiple"] for row in tables.rows("item")}
    return int(packs[line["item_code"]])  # type: ignore[arg-type]  # the generator's own whole number


def _kits_of(tables: Tables, territory: str, today: date) -> list[dict[str, Any]]:
    """A territory's lines of kits that are wanted within two weeks and may change, the largest first."""
    kits = {row["code"] for row in tables.rows("item") if row["kind"] == "kit"}
    customers = {
        row["code"] for row in tables.rows("customer") if row["territory_code"] == territory
    }
    lines = (
        row
        for row in tables.rows("demand_line")
        if row["item_code"] in kits
        and row["customer_code"] in customers
        and _may_change(row, today)
    )
    return sorted(lines, key=lambda row: (row["quantity"], row["order_reference"]), reverse=True)


def _may_change(row: dict[str, Any], today: date) -> bool:
    return (
        row["status"] == "open"
        and row["channel"] == "direct"
        and not row["shipped_quantity"]
        and row["promised_on"] is not None
        and today + EARLIEST <= row["promised_on"] <= today + LATEST
    )
