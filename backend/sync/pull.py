"""Answers pulls: pages of row state from one snapshot, with what it acknowledges and its check."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.kit.clock import Clock
from backend.kit.snapshot import read_snapshot
from backend.sync.check import Checks
from backend.sync.clients import WAITED_FOR
from backend.sync.cursor import (
    Cursor,
    Filling,
    Position,
    day_of,
    read_cursor,
    write_cursor,
)
from backend.sync.entities import BY_NAME
from backend.sync.errors import EpochChangedError
from backend.sync.stream import (
    Moment,
    StreamRow,
    acked,
    changes,
    moment,
    newest,
    present,
    still_seen,
)
from shared.schemas.ops import PullRequest, ScopeCheck
from shared.session import SessionFacts

TOMBSTONES_KEPT: Final = timedelta(days=90)
LARGEST_PAGE_KB: Final = 1_024
_FRAME_BYTES: Final = 1_024
_SMALLEST_BYTES: Final = 512
_ROWS_A_KB: Final = 6
_FEWEST_ROWS: Final = 64
_MOST_ROWS: Final = 3_000


@dataclass(slots=True)
class _Plan:
    """What this pull is to send: from where, for which scopes, and what the client must drop."""

    position: Position
    held: list[UUID]
    filling: list[Filling]
    added: list[UUID] = field(default_factory=list)
    removed: list[UUID] = field(default_factory=list)
    reset: list[UUID] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """Rows and ends on their way into one answer of limited size."""

    budget: int
    rows: dict[str, list[str]] = field(default_factory=dict)
    gone: dict[str, list[UUID]] = field(default_factory=dict)
    size: int = 0

    @property
    def is_full(self) -> bool:
        return self.size >= self.budget

    def take(self, row: StreamRow) -> None:
        if row.payload is None:
            self.gone.setdefault(row.entity, []).append(row.position.id)
            self.size += 40
        else:
            self.rows.setdefault(row.entity, []).append(row.payload)
            self.size += len(row.payload) + 1


class Pull:
    """The pull side of the protocol."""

    def __init__(self, *, clock: Clock, cursor_key: bytes) -> None:
        self._clock = clock
        self._key = cursor_key
        self._checks = Checks()

    async def answer(self, session: SessionFacts, request: PullRequest) -> bytes:
        """One page as JSON.

        Raises `EpochChangedError` for a cursor of another history. A cursor that is not one of ours,
        or older than the tombstones, makes every scope `reset`.
        """
        async with read_snapshot() as connection:
            present_moment = await moment(connection, session.person_id, request.client_id)
            cursor = self._cursor(session, request, present_moment)
            plan = _plan(request, present_moment, cursor)
            if cursor is None:
                plan.position = await _beginning(connection, plan, present_moment.horizon)
            page = _Page(
                max(_SMALLEST_BYTES, min(request.limit_kb, LARGEST_PAGE_KB) * 1024 - _FRAME_BYTES)
            )
            has_more = await _fill(connection, plan, page)
            if not has_more:
                has_more = await _go_on(connection, plan, page, present_moment.horizon)
            gone = await _gone(connection, page, list(present_moment.versions), plan.position)
            checks: dict[UUID, ScopeCheck] = {}
            if not has_more:
                checks = await self._checks.of(
                    connection, sorted(present_moment.versions), present_moment.horizon
                )
            acknowledged = await _acknowledged(
                connection,
                request,
                present_moment,
                plan,
                has_more=has_more,
                waiting_after=self._clock.now() - WAITED_FOR,
            )
        written = write_cursor(
            Cursor(
                epoch=present_moment.epoch,
                issued_on=day_of(self._clock.now()),
                position=plan.position,
                is_paging=has_more,
                held=tuple(plan.held) if has_more else (),
                filling=tuple(plan.filling),
            ),
            key=self._key,
            person_id=session.person_id,
        )
        return _as_json(
            {
                "epoch": present_moment.epoch,
                "dels": gone,
                "added": plan.added,
                "removed": plan.removed,
                "acked": acknowledged,
                "cursor": written,
                "has_more": has_more,
                "reset": plan.reset,
                "check": checks,
            },
            page,
        )

    def _cursor(self, session: SessionFacts, request: PullRequest, found: Moment) -> Cursor | None:
        """The client's place; None when it has to begin from nothing."""
        if not request.cursor:
            return None
        cursor = read_cursor(request.cursor, key=self._key, person_id=session.person_id)
        if cursor is None:
            return None
        if cursor.epoch != found.epoch:
            raise EpochChangedError
        if cursor.position >= Position(found.horizon, UUID(int=0)):
            return None
        if day_of(self._clock.now()) - cursor.issued_on > TOMBSTONES_KEPT:
            return None
        return cursor


def _plan(request: PullRequest, found: Moment, cursor: Cursor | None) -> _Plan:
    """Compare what the client holds with what the person may see, now."""
    allowed = found.versions.keys()
    claimed = (request.scopes or {}).keys()
    removed = sorted(claimed & found.former_scope_ids)
    if cursor is None:
        everything = sorted(allowed)
        return _Plan(
            position=Position.before_all(),
            held=[],
            filling=[Filling(tuple(everything), Position.before_all())] if everything else [],
            added=sorted(allowed - claimed),
            removed=removed,
            reset=sorted(allowed & claimed),
        )
    filling = [
        Filling(kept, each.position)
        for each in cursor.filling
        if (kept := tuple(scope_id for scope_id in each.scope_ids if scope_id in allowed))
    ]
    # In the middle of paging the cursor knows what has been promised; a client may write its scopes
    # down only at the end.
    in_hand = cursor.covered if cursor.is_paging else claimed
    removed = sorted((claimed | in_hand) & found.former_scope_ids)
    being_filled = {scope_id for each in filling for scope_id in each.scope_ids}
    added = sorted(allowed - in_hand)
    if added:
        filling.append(Filling(tuple(added), Position.before_all()))
    return _Plan(
        position=cursor.position,
        held=sorted((allowed & in_hand) - being_filled),
        filling=filling,
        added=added,
        removed=removed,
    )


async def _beginning(connection: Any, plan: _Plan, horizon: int) -> Position:
    """The place up to which scopes are filled: all that is there, and no number that a crash could give out again."""
    scope_ids = [scope_id for each in plan.filling for scope_id in each.scope_ids]
    found = (await newest(connection, scope_ids)).values()
    last = max((xid for xid in found if xid is not None), default=None)
    return Position.before_all() if last is None else Position.below(min(horizon, last + 1))


async def _fill(connection: Any, plan: _Plan, page: _Page) -> bool:
    """Send the present rows of scopes that are being filled; True when there are more."""
    while plan.filling:
        group = plan.filling[0]
        limit = _row_limit(page)
        rows = await present(
            connection, list(group.scope_ids), group.position, plan.position, limit
        )
        reached = _take(page, rows, limit)
        if reached is not None:
            plan.filling[0] = Filling(group.scope_ids, reached)
            return True
        plan.filling.pop(0)
        plan.held = sorted({*plan.held, *group.scope_ids})
        if page.is_full and plan.filling:
            return True
    return False


async def _go_on(connection: Any, plan: _Plan, page: _Page, horizon: int) -> bool:
    """Send what became of held scopes since the position; True when there is more."""
    end = Position.below(horizon)
    if plan.position >= end:
        return False
    if page.is_full:
        return True
    if plan.held:
        limit = _row_limit(page)
        rows = await changes(connection, plan.held, plan.position, horizon, limit)
        reached = _take(page, rows, limit)
        if reached is not None:
            plan.position = reached
            return True
        # Not the horizon: a crash of the database gives numbers out again that nobody has committed under.
        if rows:
            plan.position = rows[-1].position
    return False


def _take(page: _Page, rows: list[StreamRow], limit: int) -> Position | None:
    """Take rows until the page is full, at least one; the position reached, or None when all went in.

    States of one position (a row and its exit from another scope) are never parted.
    """
    is_cut = len(rows) >= limit
    usable = [row for row in rows if row.position != rows[-1].position] if is_cut else rows
    reached: Position | None = None
    for row in usable:
        if reached is not None and page.is_full and row.position != reached:
            return reached
        page.take(row)
        reached = row.position
    return reached if is_cut else None


def _row_limit(page: _Page) -> int:
    wanted = (page.budget - page.size) // 1024 * _ROWS_A_KB
    return max(_FEWEST_ROWS, min(_MOST_ROWS, wanted))


async def _gone(
    connection: Any, page: _Page, scope_ids: list[UUID], until: Position
) -> dict[str, list[UUID]]:
    """The ids that the client is to forget: not those that it sees in another of its scopes."""
    gone = {}
    for entity, row_ids in page.gone.items():
        seen = await still_seen(connection, entity, row_ids, scope_ids, until)
        ids = sorted(set(row_ids) - seen)
        if ids:
            gone[entity] = ids
    return gone


async def _acknowledged(
    connection: Any,
    request: PullRequest,
    found: Moment,
    plan: _Plan,
    *,
    has_more: bool,
    waiting_after: datetime,
) -> dict[UUID, int]:
    """How far this client's ops are contained in the rows up to this page; only for one's own client."""
    if request.client_id is None or found.last_seq is None:
        return {}
    below = found.horizon
    if has_more:
        below = min(plan.position.xid, *(each.position.xid for each in plan.filling), below)
    return {request.client_id: await acked(connection, request.client_id, below, waiting_after)}


def _as_json(frame: dict[str, Any], page: _Page) -> bytes:
    """The answer; rows are JSON already, made by the database."""
    tables = ",".join(
        f'"{entity}":{{"cols":{_columns_json(BY_NAME[entity].columns)},"data":[{",".join(data)}]}}'
        for entity, data in sorted(page.rows.items())
    )
    encoded = msgspec.json.encode(frame)
    return encoded[:-1] + b',"rows":{' + tables.encode() + b"}}"


def _columns_json(columns: Iterable[str]) -> str:
    return msgspec.json.encode(list(columns)).decode()
