"""The rules of the plan: fences, what a decision makes of the lines, and the board.

`revise(lines, adjustments, facts, new_id)` gives a `PlanRevisionDelta`; `board(...)` gives lanes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID

from backend.engine.answer import Adjustment
from backend.engine.days import ClosedDays, start_on
from backend.engine.fences import fence_on, frozen_until
from backend.engine.lots import hours_by_step
from backend.engine.scale import hours_of, want
from backend.engine.situation import (
    Alternate,
    Node,
    NodeFacts,
    OperationStep,
    WorkCenterFacts,
)
from backend.plan.errors import AlternateGoneError, MoreThanPlannedError, PlanLineUnknownError
from shared.terms import AdjustmentKind, Fence, Procurement, Role

ADDING: Final = frozenset({AdjustmentKind.MAKE_MORE, AdjustmentKind.BUY, AdjustmentKind.TRANSFER})
ORDERING: Final = frozenset(
    {
        AdjustmentKind.BUY_SOONER,
        AdjustmentKind.BUY_LATER,
        AdjustmentKind.REDUCE_PURCHASE,
        AdjustmentKind.CANCEL_PURCHASE,
    }
)
NO_CLOSED_DAYS: Final[ClosedDays] = MappingProxyType({})
NO_ALTERNATES: Final[Mapping[UUID, Alternate]] = MappingProxyType({})
MOVERS: Final = frozenset({Role.SUPERVISOR, Role.PLANNER})
PROMISING: Final = frozenset({AdjustmentKind.SPLIT_DELIVERY, AdjustmentKind.PROMISE_LATER})


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A quantity of an item that is there on `on`; `id` stays when a revision alters the line.

    At a site that buys the item it is a planned purchase, with `source_site_id` a transfer. With
    `alternate_id` it is got another way than usual.
    """

    id: UUID
    item_id: UUID
    site_id: UUID
    quantity: Decimal
    on: date
    start_on: date
    source_site_id: UUID | None = None
    reference: str = ""
    alternate_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The newest revision of a site's plan, held until the transaction ends."""

    id: UUID
    number: int


@dataclass(frozen=True, slots=True)
class Overtime:
    """Extra hours of a work centre on a day."""

    work_center_id: UUID
    on: date
    hours: Decimal


@dataclass(frozen=True, slots=True)
class PlanRevisionDelta:
    """What a revision does to the lines, and what it tells others.

    `orders` are adjustments of production and purchase orders that other systems hold, `promises`
    those of delivery dates. `parted` says of an added line of which line it was a part.
    """

    added: tuple[PlanLine, ...] = ()
    changed: tuple[PlanLine, ...] = ()
    removed: tuple[UUID, ...] = ()
    overtime: tuple[Overtime, ...] = ()
    orders: tuple[Adjustment, ...] = ()
    promises: tuple[Adjustment, ...] = ()
    parted: Mapping[UUID, UUID] = field(default_factory=dict)

    @property
    def alters_lines(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.overtime)


def fence_of(today: date, day: date, frozen_days: int, negotiable_days: int) -> Fence:
    """The zone of a day: frozen, then negotiable, then free; both limits count from today."""
    return fence_on(today, day, frozen_days, negotiable_days)


def revise(
    lines: Iterable[PlanLine],
    adjustments: Iterable[Adjustment],
    facts: Mapping[Node, NodeFacts],
    new_id: Callable[[], UUID],
    alternates: Mapping[UUID, Alternate] = NO_ALTERNATES,
    closed: ClosedDays = NO_CLOSED_DAYS,
    begun: frozenset[UUID] = frozenset(),
) -> PlanRevisionDelta:
    """What becomes of the lines when the adjustments are carried out, in their order.

    Lines that have `begun` have drawn what they are made of: what moves of them keeps the day of their start.
    Raises `PlanLineUnknownError` and `MoreThanPlannedError`; then nothing may be changed.
    """
    before = {line.id: line for line in lines}
    after = dict(before)
    added: list[PlanLine] = []
    overtime: list[Overtime] = []
    orders: list[Adjustment] = []
    promises: list[Adjustment] = []
    parted: dict[UUID, UUID] = {}
    for adjustment in adjustments:
        if adjustment.kind in PROMISING:
            promises.append(adjustment)
        elif adjustment.kind is AdjustmentKind.OVERTIME:
            overtime.append(_overtime(adjustment))
        elif adjustment.kind in ADDING:
            added.append(_new_line(adjustment, facts, alternates, new_id, closed))
        elif adjustment.kind in ORDERING or (line_id := adjustment.plan_line_id) is None:
            orders.append(adjustment)
        else:
            started = line_id in begun
            part = _alter(after, adjustment, facts, alternates, new_id, closed, has_begun=started)
            if part is not None:
                added.append(part)
                parted[part.id] = line_id
    return PlanRevisionDelta(
        added=tuple(added),
        changed=tuple(after[key] for key in before if key in after and after[key] != before[key]),
        removed=tuple(key for key in before if key not in after),
        overtime=tuple(overtime),
        orders=tuple(orders),
        promises=tuple(promises),
        parted=parted,
    )


def _overtime(adjustment: Adjustment) -> Overtime:
    if adjustment.work_center_id is None or adjustment.on is None or adjustment.hours is None:
        raise PlanLineUnknownError(plan_line_id="")
    return Overtime(adjustment.work_center_id, adjustment.on, adjustment.hours)


def _new_line(
    adjustment: Adjustment,
    facts: Mapping[Node, NodeFacts],
    alternates: Mapping[UUID, Alternate],
    new_id: Callable[[], UUID],
    closed: ClosedDays,
) -> PlanLine:
    if adjustment.on is None:
        raise PlanLineUnknownError(plan_line_id="")
    way = adjustment.alternate_id
    if way is not None and way not in alternates:
        raise AlternateGoneError(name=adjustment.alternate_name or "", item=adjustment.item_name)
    known = facts[adjustment.item_id, adjustment.site_id].by(alternates[way] if way else None)
    units = want(adjustment.quantity, known.quantity_decimals)
    return PlanLine(
        id=new_id(),
        item_id=adjustment.item_id,
        site_id=adjustment.site_id,
        quantity=adjustment.quantity,
        on=adjustment.on,
        start_on=start_on(closed, known, units, adjustment.on),
        source_site_id=known.source_site_id,
        alternate_id=way,
    )


def _alter(
    lines: dict[UUID, PlanLine],
    adjustment: Adjustment,
    facts: Mapping[Node, NodeFacts],
    alternates: Mapping[UUID, Alternate],
    new_id: Callable[[], UUID],
    closed: ClosedDays,
    *,
    has_begun: bool,
) -> PlanLine | None:
    """Take a quantity off a line, or move it; what is moved in part becomes a line of its own."""
    line = lines.get(adjustment.plan_line_id) if adjustment.plan_line_id else None
    if line is None:
        raise PlanLineUnknownError(plan_line_id=adjustment.plan_line_id)
    if adjustment.quantity > line.quantity:
        raise MoreThanPlannedError(
            reference=line.reference, quantity=adjustment.quantity, planned=line.quantity
        )
    rest = replace(line, quantity=line.quantity - adjustment.quantity)
    if adjustment.kind is AdjustmentKind.MOVE and adjustment.on is not None and not rest.quantity:
        start = line.start_on if has_begun else line.start_on + (adjustment.on - line.on)
        if closed and not has_begun:
            other = alternates.get(line.alternate_id) if line.alternate_id else None
            known = facts[line.item_id, line.site_id].by(other)
            units = want(line.quantity, known.quantity_decimals)
            start = start_on(closed, known, units, adjustment.on)
        lines[line.id] = replace(line, on=adjustment.on, start_on=start)
        return None
    if rest.quantity:
        lines[line.id] = rest
    else:
        del lines[line.id]
    if adjustment.kind is not AdjustmentKind.MOVE:
        return None
    same_way = replace(adjustment, alternate_id=line.alternate_id)
    part = _new_line(same_way, facts, alternates, new_id, closed)
    return replace(part, start_on=line.start_on) if has_begun else part


def apply_delta(lines: Iterable[PlanLine], delta: PlanRevisionDelta) -> list[PlanLine]:
    """The lines of the next revision."""
    changed = {line.id: line for line in delta.changed}
    gone = set(delta.removed)
    kept = [changed.get(line.id, line) for line in lines if line.id not in gone]
    return [*kept, *delta.added]


def with_parts_joined(
    lines: Iterable[PlanLine], delta: PlanRevisionDelta, roots: Mapping[UUID, UUID]
) -> PlanRevisionDelta:
    """The same, where parts of one line that the delta brings to one day and start are one line again.

    `roots` says by part of which line it is; that line, or else the first part, has what they have.
    """
    before = list(lines)
    altered = {line.id for line in delta.changed}
    groups: dict[tuple[UUID, UUID, date, date, UUID | None], list[PlanLine]] = {}
    for line in apply_delta(before, delta):
        root = roots.get(line.id, line.id)
        key = root, line.site_id, line.on, line.start_on, line.alternate_id
        groups.setdefault(key, []).append(line)
    after: list[PlanLine] = []
    for (root, *_), parts in groups.items():
        if len(parts) == 1 or not altered & {part.id for part in parts}:
            after += parts
            continue
        kept = next((part for part in parts if part.id == root), parts[0])
        after.append(replace(kept, quantity=sum((part.quantity for part in parts), Decimal(0))))
    return difference(before, after)


def difference(before: Iterable[PlanLine], after: Iterable[PlanLine]) -> PlanRevisionDelta:
    """What has become of the lines of one revision by another."""
    old = {line.id: line for line in before}
    new = {line.id: line for line in after}
    return PlanRevisionDelta(
        added=tuple(line for key, line in new.items() if key not in old),
        changed=tuple(line for key, line in new.items() if key in old and old[key] != line),
        removed=tuple(key for key in old if key not in new),
    )


@dataclass(frozen=True, slots=True)
class BoardBlock:
    """One line in one cell; `state` is planned, comes_in, goes_out or urgent."""

    plan_line_id: UUID
    item_id: UUID
    quantity: Decimal
    hours: Decimal
    state: str


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One work centre on one day; what goes out does not count as planned."""

    on: date
    available_hours: Decimal
    planned_hours: Decimal
    is_frozen: bool
    blocks: tuple[BoardBlock, ...]


@dataclass(frozen=True, slots=True)
class BoardLane:
    """One work centre across the days shown; `hours_a_day` is the most that any of them has."""

    work_center_id: UUID
    work_center_name: str
    hours_a_day: Decimal
    cells: tuple[BoardCell, ...]


@dataclass(frozen=True, slots=True)
class BoardFrame:
    """What a board is drawn against: which days, which are frozen, which hours there are."""

    today: date
    from_on: date
    day_count: int
    frozen_days: int
    work_centers: Sequence[WorkCenterFacts]
    operations: Sequence[OperationStep]
    capacity: Mapping[tuple[UUID, date], Decimal]
    facts: Mapping[Node, NodeFacts]
    urgent_lines: frozenset[UUID] = frozenset()
    alternates: Mapping[UUID, Alternate] = field(default_factory=dict)


def board(
    frame: BoardFrame, lines: Iterable[PlanLine], delta: PlanRevisionDelta | None = None
) -> tuple[BoardLane, ...]:
    """Arrange lines into work centre by day, with a revision that is only proposed laid over them."""
    placed = [(line, state) for line, state in _states(lines, delta, frame.urgent_lines)]
    steps: dict[Node, list[OperationStep]] = {}
    for step in frame.operations:
        steps.setdefault((step.item_id, step.site_id), []).append(step)
    blocks: dict[tuple[UUID, date], list[BoardBlock]] = {}
    until_on = frame.from_on + timedelta(days=frame.day_count)
    for line, state in placed:
        if not frame.from_on <= line.on < until_on:
            continue
        for center, hours in _hours(frame, _steps(frame, steps, line), line):
            block = BoardBlock(line.id, line.item_id, line.quantity, hours, state)
            blocks.setdefault((center, line.on), []).append(block)
    granted = {(o.work_center_id, o.on): o.hours for o in delta.overtime} if delta else {}
    until = frozen_until(frame.today, frame.frozen_days)
    lanes: list[BoardLane] = []
    for work_center in frame.work_centers:
        cells = tuple(
            _cell(frame, blocks.get((work_center.id, on), []), granted, (work_center.id, on), until)
            for on in (frame.from_on + timedelta(days=n) for n in range(frame.day_count))
        )
        most = max((cell.available_hours for cell in cells), default=Decimal(0))
        lanes.append(BoardLane(work_center.id, work_center.name, most, cells))
    return tuple(lanes)


def _steps(
    frame: BoardFrame, steps: Mapping[Node, Sequence[OperationStep]], line: PlanLine
) -> Sequence[OperationStep]:
    """The steps by which a line is made; those of its alternate where it has one."""
    usual = steps.get((line.item_id, line.site_id), ())
    other = frame.alternates.get(line.alternate_id) if line.alternate_id else None
    if other is None:
        return usual
    if other.procurement is not Procurement.MAKE:
        return ()
    return usual if other.operations is None else other.operations


def _states(
    lines: Iterable[PlanLine], delta: PlanRevisionDelta | None, urgent: frozenset[UUID]
) -> Iterable[tuple[PlanLine, str]]:
    changed = {line.id: line for line in delta.changed} if delta else {}
    gone = set(delta.removed) if delta else set()
    for line in lines:
        if line.id in gone or line.id in changed:
            yield line, "goes_out"
        else:
            yield line, "urgent" if line.id in urgent else "planned"
    for line in (*changed.values(), *(delta.added if delta else ())):
        yield line, "comes_in"


def _hours(
    frame: BoardFrame, steps: Iterable[OperationStep], line: PlanLine
) -> Iterable[tuple[UUID, Decimal]]:
    other = frame.alternates.get(line.alternate_id) if line.alternate_id else None
    facts = frame.facts[line.item_id, line.site_id].by(other)
    totals: dict[UUID, int] = {}
    for center, hours in hours_by_step(facts, steps, line.quantity):
        totals[center] = totals.get(center, 0) + hours
    return [(center, hours_of(micro)) for center, micro in totals.items()]


def _cell(
    frame: BoardFrame,
    blocks: list[BoardBlock],
    granted: Mapping[tuple[UUID, date], Decimal],
    key: tuple[UUID, date],
    until: date,
) -> BoardCell:
    return BoardCell(
        on=key[1],
        available_hours=frame.capacity.get(key, Decimal(0)) + granted.get(key, Decimal(0)),
        planned_hours=sum((b.hours for b in blocks if b.state != "goes_out"), Decimal(0)),
        is_frozen=frame.today <= key[1] <= until,
        blocks=tuple(blocks),
    )
