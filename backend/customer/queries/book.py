"""All customers with what their orders say of them, kept in memory and moved along by what was written.

Working everybody out takes a second with twenty thousand customers, so it is done once a day and in a
thread. A look asks the database which transactions have written since, and works out only whose lines
these were; so every process sees what is committed when it looks.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from backend.catalog.queries import catalog_ver
from backend.customer.model.orders import RECENT_DAYS
from backend.customer.model.segments import Segments, Turnover
from backend.customer.queries.marks import marks_of
from backend.customer.repository import kept, own
from backend.engine.rhythm import Rhythm, RhythmRules, rhythm
from backend.kit.engine import engine
from shared.customer_terms import CustomerMark
from shared.schemas.customer import MarkView
from shared.schemas.segment import SegmentRules

HISTORY_DAYS: Final = 730
# Of more than these, everybody is worked out anew: a load of a file, most of the time.
_MOST_MOVED: Final = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """What a customer's orders say."""

    rhythm: Rhythm | None
    marks: tuple[MarkView, ...]

    @property
    def names_items(self) -> bool:
        """Whether an item stands in it by name."""
        return any(each.item_name for each in self.marks)

    def has(self, mark: CustomerMark) -> bool:
        """Whether that stands out."""
        return any(each.kind is mark for each in self.marks)


_NOTHING: Final = Entry(None, ())


@dataclass(frozen=True, slots=True)
class Book:
    """The customers of the company on a day. `rows` are by territory and name, `words` to search them by."""

    today: date
    rules: SegmentRules
    catalog_ver: int
    below_xid: int
    import_count: int
    customer_stamp: tuple[int, ...]
    rows: Sequence[Mapping[str, Any]]
    words: Mapping[UUID, str]
    entries: Mapping[UUID, Entry]
    turnovers: Mapping[UUID, Turnover]
    segments: Segments

    def entry(self, customer_id: UUID) -> Entry:
        """What is known of a customer; nothing of one without orders."""
        return self.entries.get(customer_id, _NOTHING)


@dataclass
class _Shelf:
    """The book of one database, and who is at it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    book: Book | None = None


_shelves: dict[str, _Shelf] = {}


async def book_of(today: date) -> Book:
    """The book as it stands with all that is committed."""
    database = str(engine.config.get("dsn", ""))
    if database not in _shelves:
        _shelves.clear()
        _shelves[database] = _Shelf()
    shelf = _shelves[database]
    if engine.current_transaction.get() is not None:
        # Whoever holds a transaction waits for nobody, and leaves the book to those who look.
        return await _moved_on(shelf.book, today)
    async with shelf.lock:
        shelf.book = await _moved_on(shelf.book, today)
        return shelf.book


async def _moved_on(book: Book | None, today: date) -> Book:
    rules = await own.segment_rules()
    ver = await catalog_ver()
    moved = await kept.moved_since(book.below_xid if book is not None else 0)
    if (
        book is None
        or book.today != today
        or book.rules != rules
        or moved.has_gone
        or book.import_count != moved.import_count
        or len(moved.customer_ids) > _MOST_MOVED
    ):
        return await _anew(today, rules, ver, moved)
    ids = set(moved.customer_ids)
    if book.catalog_ver != ver:
        # Items stand in these sentences by name and unit.
        ids.update(key for key, entry in book.entries.items() if entry.names_items)
    if book.customer_stamp != moved.customer_stamp:
        book, strangers = await _with_customers(book)
        ids |= strangers
    if ids:
        book = await _with(book, sorted(ids))
    return replace(
        book,
        catalog_ver=ver,
        below_xid=moved.below_xid,
        customer_stamp=moved.customer_stamp,
    )


async def _anew(today: date, rules: SegmentRules, ver: int, moved: kept.Moved) -> Book:
    rows = await kept.customers()
    found = await _read(today, rules, None)
    words = await asyncio.to_thread(_words_of, rows)
    return Book(
        today, rules, ver, moved.below_xid, moved.import_count, moved.customer_stamp, rows, words,
        found.entries, found.turnovers, found.segments,
    )  # fmt: skip


async def _with(book: Book, ids: Sequence[UUID]) -> Book:
    found = await _read(book.today, book.rules, ids)
    known = {each: entry for each, entry in book.entries.items() if each not in set(ids)}
    turnovers = {**book.turnovers, **found.turnovers}
    segments = await asyncio.to_thread(Segments, turnovers.values(), book.rules, book.today)
    return replace(book, entries={**known, **found.entries}, turnovers=turnovers, segments=segments)


async def _with_customers(book: Book) -> tuple[Book, set[UUID]]:
    """The book with the customers as they are now, and those whose lines it does not know yet."""
    rows = await kept.customers()
    before = {row["id"]: row["territory_id"] for row in book.rows}
    strangers = {row["id"] for row in rows if before.get(row["id"]) != row["territory_id"]}
    words = await asyncio.to_thread(_words_of, rows)
    turnovers = {row["id"]: book.turnovers[row["id"]] for row in rows if row["id"] not in strangers}
    return replace(book, rows=rows, words=words, turnovers=turnovers), strangers


@dataclass(frozen=True, slots=True)
class _Found:
    entries: dict[UUID, Entry]
    turnovers: dict[UUID, Turnover]
    segments: Segments


async def _read(today: date, rules: SegmentRules, among: Sequence[UUID] | None) -> _Found:
    """What is worked out of these customers' lines, or of everybody's; segments are among them alone."""
    since = today - timedelta(days=HISTORY_DAYS)
    recent = today - timedelta(days=RECENT_DAYS - 1)
    days = await kept.order_days(since, among)
    # A line is out of line beside so many before it; other pairs have nothing to say.
    least = RhythmRules().least_quantities + 1
    lines = await kept.habit_lines(since, recent, least, among)
    first = today - timedelta(days=rules.window_days - 1)
    channels = [each.value for each in rules.ranked_channels]
    rows = await kept.turnovers(first, today, channels, among)
    return await asyncio.to_thread(_worked_out, days, lines, rows, rules, today)


def _worked_out(
    days: Mapping[UUID, Sequence[date]],
    lines: Mapping[UUID, Sequence[Mapping[str, Any]]],
    rows: Sequence[Mapping[str, Any]],
    rules: SegmentRules,
    today: date,
) -> _Found:
    entries = {}
    for customer_id, own_days in days.items():
        found = rhythm(own_days, today)
        marks = marks_of(found, lines.get(customer_id, ()), today)
        if found is not None or marks:
            entries[customer_id] = Entry(found, tuple(marks))
    turnovers = {
        row["customer_id"]: Turnover(
            **{**row, "usual_order": Decimal(str(row["usual_order"]))},
        )
        for row in rows
    }
    return _Found(entries, turnovers, Segments(turnovers.values(), rules, today))


def _words_of(rows: Sequence[Mapping[str, Any]]) -> dict[UUID, str]:
    return {
        row["id"]: f"{row['name']} {row['code']} {row['city']} {row['industry']}".casefold()
        for row in rows
    }
