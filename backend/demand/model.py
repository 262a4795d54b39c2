"""The rules of demand: what may be asked of a line, where a change may go, how parallel edits meet."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final
from uuid import UUID

from backend.demand.errors import (
    BelowMinimumError,
    BelowShippedError,
    DateInPastError,
    DemandLineClosedError,
    DueDateMissingError,
    EmptyChangeError,
    PartTooLargeError,
    QuantityTooLargeError,
    ResultingQuantityNegativeError,
    TooManyDecimalsError,
    TransitionNotAllowedError,
    WrongMultipleError,
)
from backend.engine.fences import fence_on
from backend.engine.scale import plain
from shared.schemas.demand import ChangeStep
from shared.terms import DemandChangeStatus, DemandLineStatus, Fence

LIMIT: Final = Decimal(10) ** 11

ALLOWED: Final[Mapping[DemandChangeStatus, frozenset[DemandChangeStatus]]] = {
    DemandChangeStatus.RECEIVED: frozenset(
        {DemandChangeStatus.RECEIVED, DemandChangeStatus.ASSESSED, DemandChangeStatus.WITHDRAWN}
    ),
    DemandChangeStatus.ASSESSED: frozenset(
        {
            DemandChangeStatus.RECEIVED,
            DemandChangeStatus.ASSESSED,
            DemandChangeStatus.PROPOSED,
            DemandChangeStatus.WITHDRAWN,
        }
    ),
    DemandChangeStatus.PROPOSED: frozenset(
        {
            DemandChangeStatus.RECEIVED,
            DemandChangeStatus.ASSESSED,
            DemandChangeStatus.PROPOSED,
            DemandChangeStatus.DECIDED,
            DemandChangeStatus.WITHDRAWN,
        }
    ),
    DemandChangeStatus.DECIDED: frozenset({DemandChangeStatus.APPLIED}),
    DemandChangeStatus.APPLIED: frozenset(),
    DemandChangeStatus.WITHDRAWN: frozenset(),
}
"""Where a change may go from where it stands; an amended one starts over as received."""


DELIVERY: Final = (
    "maximum_days_late",
    "allows_partial",
    "minimum_partial_quantity",
    "ships_together",
)
"""The columns of a line that say how it may be delivered; what is split off a line keeps them."""


CHANGEABLE: Final = (
    "quantity_delta",
    "due_on",
    "is_cancellation",
    "is_urgent",
    "reason",
    "confidence",
    "note",
)
"""The fields of a change that its author may alter until it is decided."""


def is_open(status: DemandChangeStatus) -> bool:
    """Whether a change can still be altered or taken back."""
    return DemandChangeStatus.WITHDRAWN in ALLOWED[status]


@dataclass(frozen=True, slots=True)
class LineState:
    """A demand line as it stands."""

    quantity: Decimal
    shipped_quantity: Decimal
    due_on: date
    status: DemandLineStatus


@dataclass(frozen=True, slots=True)
class UnitRules:
    """What quantities of an item may look like; a multiple of 0 or 1 allows any, as a minimum of 0 does.

    `load` is a full layer or pallet where the customer takes only such: more is rounded up to it.
    """

    unit: str
    decimals: int = 0
    multiple: Decimal = Decimal(0)
    minimum: Decimal = Decimal(0)
    load: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class RequestedChange:
    """What was asked for: a difference, a day (None: as before), or the end of the line."""

    quantity_delta: Decimal = Decimal(0)
    due_on: date | None = None
    is_cancellation: bool = False
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class SettledChange:
    """A change that may be kept; `fence` is the zone of the earliest day that it touches.

    A line that would have nothing left to ship counts as cancelled, whoever asked how.
    """

    quantity_before: Decimal
    quantity_after: Decimal
    quantity_delta: Decimal
    due_on_before: date | None
    due_on_after: date
    is_cancellation: bool
    fence: Fence


def settle_change(
    line: LineState | None,
    request: RequestedChange,
    unit: UnitRules,
    today: date,
    frozen_days: int = 0,
    negotiable_days: int = 0,
) -> SettledChange:
    """Check a change against its line (None: a new one) and say what it comes to.

    Inside the frozen zone it is kept and flagged. Raises one of the errors of this slice.
    """
    if line is not None and line.status is not DemandLineStatus.OPEN:
        raise DemandLineClosedError(status=line.status.value)
    _check_size(request.quantity_delta, unit)
    before = line.quantity if line else Decimal(0)
    shipped = line.shipped_quantity if line else Decimal(0)
    due_before = line.due_on if line else None
    due_after = request.due_on or due_before
    if due_after is None:
        raise DueDateMissingError
    if request.due_on is not None and request.due_on != due_before and request.due_on < today:
        raise DateInPastError(on=request.due_on, today=today)
    after = shipped if request.is_cancellation else before + request.quantity_delta
    if after < 0:
        raise ResultingQuantityNegativeError(
            quantity=plain(before), quantity_delta=plain(request.quantity_delta), unit=unit.unit
        )
    if after < shipped:
        raise BelowShippedError(shipped_quantity=plain(shipped), unit=unit.unit)
    is_cancellation = line is not None and after == shipped
    if after != before and not is_cancellation:
        _check_multiple(after, unit)
        _check_minimum(after, unit)
    if after > before and unit.load > 0:
        after = full_loads(after, unit.load)
    if after == before and due_after == due_before and not request.is_urgent:
        raise EmptyChangeError
    if line is None and not after:
        raise EmptyChangeError
    touched = min(due_after, due_before) if due_before else due_after
    return SettledChange(
        quantity_before=before,
        quantity_after=after,
        quantity_delta=after - before,
        due_on_before=due_before,
        due_on_after=due_after,
        is_cancellation=is_cancellation,
        fence=fence_on(today, touched, frozen_days, negotiable_days),
    )


def full_loads(quantity: Decimal, load: Decimal) -> Decimal:
    """A quantity rounded up to full layers or pallets.

    >>> full_loads(Decimal(130), Decimal(60))
    Decimal('180')
    """
    return (quantity / load).to_integral_value(ROUND_CEILING) * load


def _check_size(quantity: Decimal, unit: UnitRules) -> None:
    if not quantity.is_finite() or abs(quantity) >= LIMIT:
        raise QuantityTooLargeError(quantity=quantity, limit=plain(LIMIT), unit=unit.unit)
    if quantity != quantity.quantize(Decimal(1).scaleb(-unit.decimals), ROUND_FLOOR):
        raise TooManyDecimalsError(quantity=plain(quantity), decimals=unit.decimals, unit=unit.unit)


def _check_multiple(quantity: Decimal, unit: UnitRules) -> None:
    if unit.multiple <= 0 or quantity % unit.multiple == 0:
        return
    packs = quantity / unit.multiple
    raise WrongMultipleError(
        multiple=plain(unit.multiple),
        lower=plain(packs.to_integral_value(ROUND_FLOOR) * unit.multiple),
        upper=plain(packs.to_integral_value(ROUND_CEILING) * unit.multiple),
        unit=unit.unit,
    )


def _check_minimum(quantity: Decimal, unit: UnitRules) -> None:
    """Refuse less than an order line is at least; the least is whole packs."""
    if not 0 < quantity < unit.minimum:
        return
    least = unit.minimum
    if unit.multiple > 0:
        packs = (least / unit.multiple).to_integral_value(ROUND_CEILING)
        least = packs * unit.multiple
    raise BelowMinimumError(minimum=plain(least), unit=unit.unit)


def check_line_open(status: str) -> None:
    """Refuse a line that is closed."""
    if status != DemandLineStatus.OPEN:
        raise DemandLineClosedError(status=status)


def check_reroutable(line: Mapping[str, Any], site_id: UUID) -> None:
    """Refuse a line that is closed, has nothing open, or is served from that site already."""
    check_line_open(line["status"])
    if line["site_id"] == site_id or line["quantity"] <= line["shipped_quantity"]:
        raise EmptyChangeError


def check_part(part: Decimal | None, quantity: Decimal) -> None:
    """Refuse a smallest part that is negative or more than the whole line."""
    if part is not None and not (part.is_finite() and 0 <= part <= quantity):
        raise PartTooLargeError(quantity=plain(quantity))


def move_to(status: DemandChangeStatus, wanted: DemandChangeStatus) -> DemandChangeStatus:
    """The next status, if a change may go there; raises `TransitionNotAllowedError`."""
    if wanted not in ALLOWED[status]:
        raise TransitionNotAllowedError(status=status.value, wanted=wanted.value)
    return wanted


@dataclass(frozen=True, slots=True)
class MergedFields:
    """How an edit made on an older version meets what others have changed since.

    With `conflicts` nothing is applied; `elsewhere` are other fields that others have changed, which
    makes the edit a parallel one.
    """

    applied: tuple[str, ...]
    elsewhere: tuple[str, ...]
    conflicts: tuple[str, ...]

    @property
    def is_parallel(self) -> bool:
        return bool(self.elsewhere) and not self.conflicts


def merge_fields(
    base_ver: int, field_vers: Mapping[str, int], changed_fields: Iterable[str]
) -> MergedFields:
    """Different fields since `base_ver` go together; the same field is a conflict.

    >>> merge_fields(3, {"due_on": 5, "quantity_delta": 2}, ["quantity_delta"]).is_parallel
    True
    >>> merge_fields(3, {"due_on": 5}, ["due_on"]).conflicts
    ('due_on',)
    """
    changed = sorted(set(changed_fields))
    since = {field for field, ver in field_vers.items() if ver > base_ver}
    conflicts = tuple(field for field in changed if field in since)
    return MergedFields(
        applied=() if conflicts else tuple(changed),
        elsewhere=tuple(sorted(since - set(changed))),
        conflicts=conflicts,
    )


FieldHistory = Mapping[str, Sequence[tuple[int, Any]]]
"""For each field the values it has had, each with the `ver` from which on; oldest first."""


def as_kept(value: object) -> object:
    """A field's value as a history keeps it: amounts and days as text.

    >>> as_kept(Decimal("40.00")), as_kept(date(2026, 12, 3)), as_kept(None)
    ('40', '2026-12-03', None)
    """
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value


def altered_fields(
    base_ver: int,
    history: FieldHistory,
    asked: Mapping[str, object],
    own_vers: Collection[int] = (),
) -> frozenset[str]:
    """The fields that an author altered, who saw the row at `base_ver` and sends all of them.

    `own_vers` are versions that the same author's earlier edits made; they were in view as well.

    >>> history = {"note": [(1, ""), (3, "call back")], "is_urgent": [(1, False)]}
    >>> sorted(altered_fields(2, history, {"note": "", "is_urgent": True}))
    ['is_urgent']
    >>> sorted(altered_fields(2, history, {"note": "", "is_urgent": True}, own_vers=[3]))
    ['is_urgent', 'note']
    """
    altered = set()
    for field, value in asked.items():
        seen = history[field][0][1]
        for ver, kept in history[field]:
            if ver <= base_ver or ver in own_vers:
                seen = kept
        if as_kept(value) != seen:
            altered.add(field)
    return frozenset(altered)


def last_altered(history: FieldHistory, own_vers: Collection[int] = ()) -> dict[str, int]:
    """For each field the `ver` at which somebody else than the author of `own_vers` last changed it.

    >>> last_altered({"note": [(1, ""), (3, "call back")]}, own_vers=[3])
    {'note': 1}
    """
    return {
        field: max((ver for ver, _ in values if ver not in own_vers), default=0)
        for field, values in history.items()
    }


def continued(history: FieldHistory, ver: int, changed: Mapping[str, object]) -> FieldHistory:
    """The history after some fields have changed with a version."""
    return {
        field: [*values, (ver, as_kept(changed[field]))] if field in changed else values
        for field, values in history.items()
    }


def begun(fields: Mapping[str, object]) -> FieldHistory:
    """The history of a new row."""
    return {field: [(1, as_kept(value))] for field, value in fields.items()}


def steps_of(row: Mapping[str, Any]) -> list[ChangeStep]:
    """The eight steps; that something was made is known by its shipment at the latest."""
    shipped_on, applied_at = row["shipped_on"], row["applied_at"]
    shipped_at = None
    if shipped_on is not None and applied_at is not None and shipped_on >= applied_at.date():
        shipped_at = datetime.combine(shipped_on, time(), UTC)
    return [
        ChangeStep("on_phone", row["requested_at"], row["requested_by_name"]),
        ChangeStep("received", row["requested_at"], None),
        ChangeStep("assessed", row["assessed_at"], None),
        ChangeStep("proposed", row["proposed_at"], None),
        ChangeStep("decided", row["decided_at"], row["decided_by_name"]),
        ChangeStep("applied", row["applied_at"], None),
        ChangeStep("made", shipped_at, None),
        ChangeStep("shipped", shipped_at, None),
    ]
