"""Every query that loads or saves decisions that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from backend.kit.images import Turned
from backend.undo.tables import UndoableDecision
from shared.schemas.undo import UndoablePress
from shared.terms import DecidedKind


@dataclass(frozen=True, slots=True)
class Trace:
    """What a decision has turned: plans from one number to another by site, and rows by their ids.

    `own` are rows of the decided thing itself, by table.
    """

    sites: dict[UUID, tuple[int, int]]
    changes: dict[UUID, Turned]
    lines: dict[UUID, Turned]
    purchases: dict[UUID, Turned]
    orders: dict[UUID, Turned]
    own: dict[str, dict[UUID, Turned]]
    reservation: UUID | None


@dataclass(frozen=True, slots=True)
class Undoable:
    """A decision that has not been undone, by whom, and until when that could be."""

    id: UUID
    subject_id: UUID
    decided_by: UUID
    decided_at: datetime
    until: datetime
    trace: Trace


async def add_undoable(
    undo_id: UUID,
    press_id: UUID,
    kind: DecidedKind,
    subject_id: UUID,
    *,
    decided_by: UUID,
    decided_at: datetime,
    until: datetime,
    trace: Trace,
) -> None:
    """Save what a decision has turned."""
    await UndoableDecision.insert(
        UndoableDecision(
            id=undo_id,
            press_id=press_id,
            kind=kind.value,
            subject_id=subject_id,
            decided_by=decided_by,
            decided_at=decided_at,
            until=until,
            turned=msgspec.json.encode(trace).decode(),
        )
    )


async def lock_press(subject_id: UUID) -> list[Undoable]:
    """All of the press in which a subject was decided last, the last decision first, held; none once undone."""
    rows = await UndoableDecision.raw(
        """
        SELECT id, subject_id, decided_by, decided_at, until, turned::text AS trace FROM undoable
        WHERE press_id = (
            SELECT press_id FROM undoable WHERE subject_id = {} AND undone_at IS NULL
            ORDER BY sequence DESC LIMIT 1
        ) AND undone_at IS NULL
        ORDER BY sequence DESC FOR UPDATE
        """,
        subject_id,
    )
    return [
        Undoable(**{**row, "trace": msgspec.json.decode(row["trace"], type=Trace)}) for row in rows
    ]


async def presses_of(person_id: UUID, now: datetime) -> list[UndoablePress]:
    """What somebody can undo now, the newest press first."""
    rows = await UndoableDecision.raw(
        """
        SELECT min(kind) AS kind, (array_agg(subject_id ORDER BY sequence))[1] AS subject_id,
               count(*) AS count, max(until) AS until
        FROM undoable WHERE decided_by = {} AND undone_at IS NULL AND until > {}
        GROUP BY press_id ORDER BY max(sequence) DESC
        """,
        person_id,
        now,
    )
    return [UndoablePress(**{**row, "kind": DecidedKind(row["kind"])}) for row in rows]


async def undoable_until(subject_id: UUID, person_id: UUID, now: datetime) -> datetime | None:
    """Until when somebody may undo their decision about a subject; None when they may not."""
    rows = await UndoableDecision.raw(
        """
        SELECT max(until) AS until FROM undoable
        WHERE subject_id = {} AND decided_by = {} AND undone_at IS NULL AND until > {}
        """,
        subject_id,
        person_id,
        now,
    )
    until: datetime | None = rows[0]["until"]
    return until


async def note_undone(undo_ids: Sequence[UUID], now: datetime) -> None:
    """Say that decisions were undone; what they had turned stays on record."""
    await UndoableDecision.update({UndoableDecision.undone_at: now}).where(
        UndoableDecision.id.is_in(list(undo_ids))
    )
