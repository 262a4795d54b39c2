"""The order-free check of a scope: how many rows a phone should hold, and the sum of their hashes.

`h` is the sum, modulo 2**64, of the first eight bytes (big-endian) of SHA-256 over the text `id:ver` of
every row of the scope, in 16 hexadecimal digits; id in lower case with hyphens, ver in decimal.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from backend.sync.entities import ENTITIES, Entity
from backend.sync.stream import newest
from shared.schemas.ops import ScopeCheck

_REMEMBERED: Final = 20_000
_MODULUS: Final = 1 << 64


def _hashes_of(entity: Entity) -> str:
    return (
        "SELECT scope_id, ('x' || substr(encode(sha256(convert_to(id::text || ':' || ver, 'UTF8')), "  # noqa: S608 -- as above
        f"'hex'), 1, 16))::bit(64)::bigint AS h FROM {entity.name} "
        f"WHERE scope_id = ANY($1::uuid[]) AND {entity.live}"
    )


_CHECK_SQL: Final = (
    "SELECT scope_id, count(*) AS n, sum(h) AS h FROM ("  # noqa: S608 -- as above
    + " UNION ALL ".join(_hashes_of(entity) for entity in ENTITIES)
    + ") AS hashed GROUP BY scope_id"
)


class Checks:
    """Checks of scopes, remembered until one of their rows is written again."""

    def __init__(self) -> None:
        self._remembered: OrderedDict[UUID, tuple[int | None, ScopeCheck]] = OrderedDict()

    async def of(
        self, connection: Any, scope_ids: list[UUID], horizon: int
    ) -> dict[UUID, ScopeCheck]:
        """The checks of these scopes as a client at the horizon holds them.

        A scope that somebody writes to beyond the horizon has none in this answer: what was there
        before is no longer to be read, and what is there now has not been sent.
        """
        written = await newest(connection, scope_ids)
        checks: dict[UUID, ScopeCheck] = {}
        missing = []
        for scope_id in scope_ids:
            last = written[scope_id]
            if last is not None and last >= horizon:
                continue
            known = self._remembered.get(scope_id)
            if known is not None and known[0] == last:
                checks[scope_id] = known[1]
            else:
                missing.append(scope_id)
        if missing:
            found = {
                row["scope_id"]: ScopeCheck(row["n"], f"{int(row['h']) % _MODULUS:016x}")
                for row in await connection.fetch(_CHECK_SQL, missing)
            }
            for scope_id in missing:
                checks[scope_id] = found.get(scope_id, ScopeCheck(0, f"{0:016x}"))
                self._remember(scope_id, written[scope_id], checks[scope_id])
        return checks

    def _remember(self, scope_id: UUID, newest: int | None, check: ScopeCheck) -> None:
        self._remembered[scope_id] = (newest, check)
        self._remembered.move_to_end(scope_id)
        while len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)


def check_of(rows: Iterable[tuple[UUID, int]]) -> ScopeCheck:
    """The check of these ids and versions, as a client works it out.

    >>> check_of([(UUID(int=1), 1), (UUID(int=2), 7)])
    ScopeCheck(n=2, h='560bc065f4a2205b')
    """
    count, total = 0, 0
    for row_id, ver in rows:
        count += 1
        total += int.from_bytes(hashlib.sha256(f"{row_id}:{ver}".encode()).digest()[:8], "big")
    return ScopeCheck(count, f"{total % _MODULUS:016x}")
