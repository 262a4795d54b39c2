"""Where a client stands in the stream of row states: opaque outside, signed, and never a right.

Rows stand in the order of `(sync_xid, id)`: the id of the transaction that wrote them, then their own.
Everything below the horizon, the oldest transaction that is still running, is finished for good, so a
position below it can be gone on from without missing a row. This module and `pull.py` alone know it.
"""

import base64
import binascii
import hashlib
import hmac
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Self
from uuid import UUID

LAST_ID: Final = UUID(int=(1 << 128) - 1)
FIRST_ID: Final = UUID(int=0)
_FORMAT: Final = 1
_HEAD: Final = struct.Struct(">B16sHQ16s?HB")
_GROUP: Final = struct.Struct(">Q16sH")
_MARK_LENGTH: Final = 16
_LARGEST_XID: Final = (1 << 63) - 1
_DAY_ZERO: Final = date(2020, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place between two row states; everything up to and including it has been sent."""

    xid: int
    id: UUID

    @classmethod
    def before_all(cls) -> Self:
        """The place before the first row."""
        return cls(0, FIRST_ID)

    @classmethod
    def below(cls, horizon: int) -> Self:
        """The place after all rows of transactions before the horizon."""
        return cls(horizon - 1, LAST_ID)


@dataclass(frozen=True, slots=True)
class Filling:
    """Scopes whose present rows are being sent from nothing, and how far that has come."""

    scope_ids: tuple[UUID, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Cursor:
    """`position` in the stream of all held scopes; scopes in `filling` join them when they are full.

    `is_paging`: the page before said `has_more`, so `held` (and not the client's word) says which
    scopes the stream is for.
    """

    epoch: UUID
    issued_on: date
    position: Position
    is_paging: bool = False
    held: tuple[UUID, ...] = ()
    filling: tuple[Filling, ...] = ()

    @property
    def covered(self) -> frozenset[UUID]:
        """Scopes that a paging client holds or is being given."""
        return frozenset(self.held).union(*(each.scope_ids for each in self.filling))


def write_cursor(cursor: Cursor, *, key: bytes, person_id: UUID) -> str:
    """The cursor as the client keeps it."""
    body = _HEAD.pack(
        _FORMAT,
        cursor.epoch.bytes,
        cursor.issued_on.toordinal() - _DAY_ZERO,
        cursor.position.xid,
        cursor.position.id.bytes,
        cursor.is_paging,
        len(cursor.held),
        len(cursor.filling),
    ) + _joined(cursor.held)
    for each in cursor.filling:
        body += _GROUP.pack(each.position.xid, each.position.id.bytes, len(each.scope_ids))
        body += _joined(each.scope_ids)
    return base64.urlsafe_b64encode(body + _mark(body, key, person_id)).rstrip(b"=").decode()


def read_cursor(text: str, *, key: bytes, person_id: UUID) -> Cursor | None:
    """The cursor that we gave this person; None for anything else."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    body, mark = raw[:-_MARK_LENGTH], raw[-_MARK_LENGTH:]
    if len(body) < _HEAD.size or not hmac.compare_digest(mark, _mark(body, key, person_id)):
        return None
    form, epoch, day, xid, row_id, is_paging, held_count, group_count = _HEAD.unpack_from(body)
    if form != _FORMAT or xid > _LARGEST_XID:
        return None
    offset = _HEAD.size
    held, offset = _split(body, offset, held_count)
    filling = []
    for _ in range(group_count):
        group_xid, group_id, count = _GROUP.unpack_from(body, offset)
        scope_ids, offset = _split(body, offset + _GROUP.size, count)
        filling.append(Filling(scope_ids, Position(group_xid, UUID(bytes=group_id))))
    return Cursor(
        epoch=UUID(bytes=epoch),
        issued_on=date.fromordinal(_DAY_ZERO + day),
        position=Position(xid, UUID(bytes=row_id)),
        is_paging=is_paging,
        held=held,
        filling=tuple(filling),
    )


def day_of(instant: datetime) -> date:
    """The day that a cursor is dated with."""
    return instant.astimezone(UTC).date()


def _mark(body: bytes, key: bytes, person_id: UUID) -> bytes:
    return hmac.new(key, person_id.bytes + body, hashlib.sha256).digest()[:_MARK_LENGTH]


def _joined(ids: Iterable[UUID]) -> bytes:
    return b"".join(each.bytes for each in ids)


def _split(body: bytes, offset: int, count: int) -> tuple[tuple[UUID, ...], int]:
    end = offset + 16 * count
    ids = tuple(UUID(bytes=body[place : place + 16]) for place in range(offset, end, 16))
    return ids, end
