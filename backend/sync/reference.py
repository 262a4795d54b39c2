"""Reference data for phones: immutable pages named by their content, and each person's list of them.

A row stays in its page whatever else changes (pages are cut by a hash of the row's key), so the delta is
the pages that hold changed rows. Pages lie in the database, gzipped; any web process serves them.
"""

import asyncio
import gzip
import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import msgspec

from backend.catalog.queries import catalog_ver
from backend.identity.model import Viewer
from backend.kit.clock import Clock, day_at
from backend.promise.queries import availability
from backend.sync.errors import ReferencePageUnknownError
from backend.sync.tables import SyncPage
from shared.schemas.ops import ReferenceManifest, ReferencePage

LARGEST_PAGE: Final = 400
# Stock and promises move with every decision; a phone asks for them every few minutes.
_AVAILABILITY_SECONDS: Final = 15.0
_PAGES_KEPT: Final = timedelta(days=2)

_ITEM_COLUMNS: Final = (
    "id", "code", "name", "family", "kind", "unit", "quantity_decimals", "pack_multiple", "price",
    "order_minimum", "pallet_quantity", "layer_quantity",
)  # fmt: skip
_CUSTOMER_COLUMNS: Final = (
    "id", "code", "name", "scope_id", "city", "country", "phone", "segment", "priority",
    "maximum_days_late", "allows_partial", "minimum_partial_ratio", "ships_together", "rounds_to",
    "remaining_life_days",
)  # fmt: skip
_SITE_COLUMNS: Final = ("id", "code", "name", "kind", "time_zone", "frozen_until")
_AVAILABILITY_COLUMNS: Final = ("item_id", "site_id", "as_of", "from_on", "steps")


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of one kind for one scope (None: for everybody), each with its key."""

    kind: str
    scope_id: UUID | None
    columns: Sequence[str]
    rows: Mapping[str, list[Any]]


class Reference:
    """Keeps the pages of reference data up to date and says who gets which."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._turn = asyncio.Lock()
        self._catalog_key: object = None
        self._catalog_pages: list[ReferencePage] = []
        self._availability_until = 0.0
        self._availability_pages: list[ReferencePage] = []
        self._as_of = datetime.min.replace(tzinfo=UTC)

    async def manifest(self, viewer: Viewer) -> ReferenceManifest:
        """The pages that a person should hold now."""
        await self._refresh()
        return ReferenceManifest(
            as_of=_instant(self._as_of),
            pages=[
                page
                for page in (*self._catalog_pages, *self._availability_pages)
                if page.scope_id is None or viewer.sees(page.scope_id)
            ],
        )

    async def page(self, viewer: Viewer, name: str) -> bytes:
        """A page's gzipped JSON; `ReferencePageUnknownError` when it is not for this person."""
        rows = await SyncPage.raw("SELECT scope_id, body FROM sync_page WHERE hash = {}", name)
        if not rows or not (rows[0]["scope_id"] is None or viewer.sees(rows[0]["scope_id"])):
            raise ReferencePageUnknownError
        return bytes(rows[0]["body"])

    async def _refresh(self) -> None:
        now = self._clock.now()
        catalog_key = (await catalog_ver(), now.date(), now.hour)
        if catalog_key == self._catalog_key and time.monotonic() < self._availability_until:
            return
        async with self._turn:
            if catalog_key != self._catalog_key:
                self._catalog_pages = await self._kept(
                    [await _items(), await _sites(now), *await _customers()], now
                )
                self._catalog_key = catalog_key
                self._availability_until = 0.0
            if time.monotonic() >= self._availability_until:
                self._availability_pages = await self._kept([await _availability(now)], now)
                self._as_of = now
                self._availability_until = time.monotonic() + _AVAILABILITY_SECONDS

    async def _kept(self, tables: Iterable[_Table], now: datetime) -> list[ReferencePage]:
        """Cut tables into pages and see to it that the database has each of them."""
        cut = await asyncio.to_thread(lambda: [page for table in tables for page in _cut(table)])
        if cut:
            await SyncPage.insert(
                *(
                    SyncPage(
                        hash=page.hash,
                        kind=page.kind,
                        scope_id=page.scope_id,
                        row_count=page.row_count,
                        body=body,
                        listed_at=now,
                    )
                    for page, body in cut
                )
            ).on_conflict(target=SyncPage.hash, action="DO UPDATE", values=[SyncPage.listed_at])
        return [page for page, _ in cut]


async def remove_unlisted_pages(now: datetime) -> None:
    """Forget pages that no manifest has named for two days; for the timetable."""
    await SyncPage.delete().where(SyncPage.listed_at < now - _PAGES_KEPT)


async def _items() -> _Table:
    rows = await SyncPage.raw(
        """
        SELECT id, code, name, family, kind, unit, quantity_decimals,
               trim_scale(pack_multiple)::text AS pack_multiple, trim_scale(price)::text AS price,
               trim_scale(order_minimum)::text AS order_minimum,
               trim_scale(pallet_quantity)::text AS pallet_quantity,
               trim_scale(layer_quantity)::text AS layer_quantity
        FROM item WHERE kind IN ('finished', 'kit')
        """
    )
    return _table("item", None, _ITEM_COLUMNS, rows, lambda row: str(row["id"]))


async def _sites(now: datetime) -> _Table:
    rows = await SyncPage.raw("SELECT id, code, name, kind, time_zone, frozen_days FROM site")
    for row in rows:
        today = day_at(now, row["time_zone"])
        row["frozen_until"] = today + timedelta(days=row["frozen_days"] - 1)
    return _table("site", None, _SITE_COLUMNS, rows, lambda row: str(row["id"]))


async def _customers() -> list[_Table]:
    rows = await SyncPage.raw(
        "SELECT id, code, name, scope_id, city, country, phone, segment, priority, "
        "maximum_days_late, allows_partial, ships_together, rounds_to, remaining_life_days, "
        "trim_scale(minimum_partial_ratio)::text AS minimum_partial_ratio FROM customer"
    )
    by_scope: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        by_scope.setdefault(row["scope_id"], []).append(row)
    return [
        _table("customer", scope_id, _CUSTOMER_COLUMNS, found, lambda row: str(row["id"]))
        for scope_id, found in sorted(by_scope.items())
    ]


async def _availability(now: datetime) -> _Table:
    # The instant that a phone shows is the manifest's; a row's own must not change without its steps.
    as_of = _instant(datetime(now.year, now.month, now.day, tzinfo=UTC))
    rows = [
        {
            "item_id": row.item_id,
            "site_id": row.site_id,
            "as_of": as_of,
            "from_on": row.from_on,
            "steps": [[offset, _plain(quantity)] for offset, quantity in row.steps],
        }
        for row in await availability(now)
    ]
    return _table(
        "availability",
        None,
        _AVAILABILITY_COLUMNS,
        rows,
        lambda row: f"{row['item_id']} {row['site_id']}",
    )


def _table(
    kind: str,
    scope_id: UUID | None,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    key: Callable[[Mapping[str, Any]], str],
) -> _Table:
    return _Table(
        kind, scope_id, columns, {key(row): [row[column] for column in columns] for row in rows}
    )


def _cut(table: _Table) -> list[tuple[ReferencePage, bytes]]:
    """Pages of at most 400 rows: as many as the next power of two that no page is larger with."""
    marks = {key: hashlib.sha256(key.encode()).digest() for key in table.rows}
    count = 1
    while True:
        pages: dict[int, list[str]] = {}
        for key, mark in marks.items():
            pages.setdefault(int.from_bytes(mark[:8], "big") % count, []).append(key)
        if all(len(keys) <= LARGEST_PAGE for keys in pages.values()):
            break
        count *= 2
    return [_packed(table, sorted(keys)) for _, keys in sorted(pages.items())]


def _packed(table: _Table, keys: Sequence[str]) -> tuple[ReferencePage, bytes]:
    content = msgspec.json.encode(
        {
            "kind": table.kind,
            "cols": table.columns,
            "data": [table.rows[key] for key in keys],
        }
    )
    # The scope is part of the name: the same rows for two scopes are two pages with rights of their own.
    scope = b"" if table.scope_id is None else table.scope_id.bytes
    name = hashlib.sha256(content + scope).hexdigest()
    page = ReferencePage(name, table.kind, table.scope_id, len(keys))
    return page, gzip.compress(content, compresslevel=9, mtime=0)


def _plain(value: Decimal) -> str:
    """A decimal without exponent and idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
