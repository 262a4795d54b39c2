"""From when until when something of a planning case is valid."""

from datetime import date
from typing import Protocol

from backend.cli.plan_case import CaseError, PlanningCase
from backend.cli.plan_days import Buckets
from backend.cli.plan_rows import Day

Valid = tuple[date | None, date | None]


class Dated(Protocol):
    """A row with a first and a last day."""

    @property
    def first(self) -> Day | None: ...
    @property
    def until(self) -> Day | None: ...


def valid(row: Dated, buckets: Buckets) -> Valid:
    """The first and the last day of a row, as the engine counts them; None where none is said."""
    first = None if row.first is None else buckets.inside(row.first)
    return first, None if row.until is None else buckets.inside(row.until)


def check_validity(case: PlanningCase, buckets: Buckets) -> None:
    """`CaseError` where something would end before it begins."""
    for table in ("items", "made_of", "alternates"):
        for place, row in enumerate(getattr(case, table)):
            for each in (row, *(getattr(row, "made_of", None) or ())):
                first, last = valid(each, buckets)
                if first is not None and last is not None and last < first:
                    raise CaseError(
                        f"{table}[{place}]: `until` {each.until} is before `from` {each.first}"
                    )
