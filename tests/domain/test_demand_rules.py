"""What may be asked of a line, where a change may go, and how parallel edits meet."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.demand.errors import (
    BelowShippedError,
    DateInPastError,
    DemandLineClosedError,
    DueDateMissingError,
    EmptyChangeError,
    QuantityTooLargeError,
    ResultingQuantityNegativeError,
    TooManyDecimalsError,
    TransitionNotAllowedError,
    WrongMultipleError,
)
from backend.demand.model import (
    ALLOWED,
    LineState,
    RequestedChange,
    UnitRules,
    merge_fields,
    move_to,
    settle_change,
)
from shared.problem import ProblemError
from shared.terms import DemandChangeStatus, DemandLineStatus, Fence
from tests.random_companies import MANY

TODAY = date(2026, 11, 24)
KITS = UnitRules("kit", 0, Decimal(10))
KILOS = UnitRules("kg", 2)


def line(
    quantity: int = 120, shipped: int = 0, status: DemandLineStatus = DemandLineStatus.OPEN
) -> LineState:
    return LineState(Decimal(quantity), Decimal(shipped), date(2026, 12, 3), status)


def more(delta: str, due_on: date | None = None) -> RequestedChange:
    return RequestedChange(Decimal(delta), due_on)


def test_a_change_says_what_was_and_what_will_be() -> None:
    settled = settle_change(line(), more("40", date(2026, 12, 1)), KITS, TODAY, 2, 10)
    assert (settled.quantity_before, settled.quantity_after) == (Decimal(120), Decimal(160))
    assert (settled.due_on_before, settled.due_on_after) == (date(2026, 12, 3), date(2026, 12, 1))
    assert (settled.is_cancellation, settled.fence) == (False, Fence.NEGOTIABLE)


def test_only_the_date_may_change_on_a_line_that_was_never_a_whole_pack() -> None:
    settled = settle_change(line(127), more("0", date(2026, 12, 9)), KITS, TODAY)
    assert settled.quantity_after == 127


def test_urgent_alone_is_a_change() -> None:
    asked = RequestedChange(is_urgent=True)
    assert settle_change(line(), asked, KITS, TODAY).quantity_delta == 0


def test_what_has_left_is_not_cancelled_with_the_rest() -> None:
    settled = settle_change(line(120, 50), RequestedChange(is_cancellation=True), KITS, TODAY)
    assert (settled.quantity_after, settled.quantity_delta) == (Decimal(50), Decimal(-70))
    assert settled.is_cancellation


def test_a_new_line_starts_from_nothing() -> None:
    settled = settle_change(None, more("30", date(2026, 12, 1)), KITS, TODAY)
    assert (settled.quantity_before, settled.due_on_before) == (Decimal(0), None)
    assert (settled.quantity_after, settled.is_cancellation) == (Decimal(30), False)


@pytest.mark.parametrize(
    ("before", "asked", "unit", "error"),
    [
        (line(status=DemandLineStatus.SHIPPED), more("10"), KITS, DemandLineClosedError),
        (line(status=DemandLineStatus.CANCELLED), more("10"), KITS, DemandLineClosedError),
        (line(), more("-130"), KITS, ResultingQuantityNegativeError),
        (line(120, 100), more("-30"), KITS, BelowShippedError),
        (line(), more("0.5"), KITS, TooManyDecimalsError),
        (line(), more("0.125"), KILOS, TooManyDecimalsError),
        (line(), more("7"), KITS, WrongMultipleError),
        (line(), more("NaN"), KITS, QuantityTooLargeError),
        (line(), more("Infinity"), KITS, QuantityTooLargeError),
        (line(), more("1E+11"), KILOS, QuantityTooLargeError),
        (line(), more("0", date(2026, 11, 23)), KITS, DateInPastError),
        (line(), more("0"), KITS, EmptyChangeError),
        (line(), more("0", date(2026, 12, 3)), KITS, EmptyChangeError),
        (None, more("0", date(2026, 12, 3)), KITS, EmptyChangeError),
        (None, more("-10", date(2026, 12, 3)), KITS, ResultingQuantityNegativeError),
        (None, more("10"), KITS, DueDateMissingError),
    ],
)
def test_what_cannot_be_is_refused(
    before: LineState | None, asked: RequestedChange, unit: UnitRules, error: type[ProblemError]
) -> None:
    with pytest.raises(error):
        settle_change(before, asked, unit, TODAY)


def test_an_overdue_line_may_keep_its_day() -> None:
    late = LineState(Decimal(20), Decimal(0), date(2026, 11, 20), DemandLineStatus.OPEN)
    settled = settle_change(late, more("10", date(2026, 11, 20)), KITS, TODAY)
    assert settled.due_on_after == date(2026, 11, 20)


def test_a_decided_change_is_not_amended() -> None:
    assert move_to(DemandChangeStatus.PROPOSED, DemandChangeStatus.RECEIVED)
    with pytest.raises(TransitionNotAllowedError):
        move_to(DemandChangeStatus.DECIDED, DemandChangeStatus.RECEIVED)


def test_applied_and_withdrawn_are_the_ends() -> None:
    ends = {status for status in DemandChangeStatus if not ALLOWED[status]}
    assert ends == {DemandChangeStatus.APPLIED, DemandChangeStatus.WITHDRAWN}


@MANY
@given(
    some.integers(0, 9),
    some.dictionaries(some.sampled_from("abcd"), some.integers(0, 9)),
    some.sets(some.sampled_from("abcd")),
)
def test_an_edit_is_applied_whole_or_not_at_all(
    base: int, vers: dict[str, int], changed: set[str]
) -> None:
    merged = merge_fields(base, vers, changed)
    clashing = {field for field in changed if vers.get(field, 0) > base}
    assert set(merged.conflicts) == clashing
    assert set(merged.applied) == (set() if clashing else changed)
    assert not set(merged.elsewhere) & changed
