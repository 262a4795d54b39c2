"""Days on which a site, supplier or lane neither ships nor receives, and lead times across them.

A lot begins on an open day of its sender and is there on an open day of its receiver. The sender of what is
made is its own site, of what is bought the supplier, of what is transferred the source site; a supplier or
source of whom no closed days are told keeps the receiver's. A lane's closed days count at both ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from backend.engine.lots import lead_days
from backend.engine.situation import NodeFacts
from shared.terms import Procurement

ClosedDays: TypeAlias = Mapping[UUID, frozenset[date]]
"""By site, supplier or lane the days on which nothing begins or arrives there."""

NEVER_CLOSED: frozenset[date] = frozenset()


def receiver_closed(closed: ClosedDays, facts: NodeFacts) -> frozenset[date]:
    """The days on which nothing arrives."""
    return _on_lane(closed, facts, closed.get(facts.site_id, NEVER_CLOSED))


def sender_closed(closed: ClosedDays, facts: NodeFacts) -> frozenset[date]:
    """The days on which nothing begins: is made, ordered or sent."""
    sender: UUID | None = facts.site_id
    if facts.procurement is Procurement.BUY:
        sender = facts.supplier_id
    elif facts.procurement is Procurement.TRANSFER:
        sender = facts.source_site_id
    if sender is None or sender not in closed:
        sender = facts.site_id
    return _on_lane(closed, facts, closed.get(sender, NEVER_CLOSED))


def _on_lane(closed: ClosedDays, facts: NodeFacts, days: frozenset[date]) -> frozenset[date]:
    lane = NEVER_CLOSED if facts.lane_id is None else closed.get(facts.lane_id, NEVER_CLOSED)
    return days | lane if lane else days


@dataclass(frozen=True, slots=True)
class OpenDays:
    """The days from today, by number, on which something may begin and arrive; below 0 is before today.

    `closed` and `closed_to_begin` are the numbers of the days on which nothing arrives or begins.
    """

    closed: frozenset[int] = frozenset()
    closed_to_begin: frozenset[int] = frozenset()
    counts_open: bool = False

    def is_open(self, day: int) -> bool:
        """Whether something may arrive."""
        return day not in self.closed

    def by(self, day: int) -> int:
        """The last day up to a day on which something may arrive."""
        return _back(self.closed, day)

    def ahead(self, day: int, days: int, keeps: int | None) -> int:
        """The last open day up to a day, and so many open days before it; no sooner than what keeps so long may come."""
        found = self.by(day)
        for _ in range(days):
            before = self.by(found - 1)
            found = before if keeps is None or before >= day - keeps else found
        return found

    def begin_from(self, day: int) -> int:
        """The first day from a day on on which something may begin."""
        return _on(self.closed_to_begin, day)

    def start_for(self, finish: int, lead: int) -> int:
        """The latest day on which something begins that is there on an open day."""
        begin = _back(self.closed_to_begin, finish if self.counts_open else finish - lead)
        for _ in range(lead if self.counts_open else 0):
            begin = _back(self.closed_to_begin, begin - 1)
        return begin

    def ready_from(self, day: int, lead: int) -> int:
        """The first day on which something is there that begins on a day or after."""
        begin = _on(self.closed_to_begin, day)
        for _ in range(lead if self.counts_open else 0):
            begin = _on(self.closed_to_begin, begin + 1)
        return _on(self.closed, begin if self.counts_open else begin + lead)


ALWAYS_OPEN = OpenDays()


def open_days_of(closed: ClosedDays, facts: NodeFacts, today: date) -> OpenDays:
    """The open days of an item at a site as it is got, numbered from a day."""
    if not closed:
        return ALWAYS_OPEN
    arriving, beginning = receiver_closed(closed, facts), sender_closed(closed, facts)
    if not arriving and not beginning:
        return ALWAYS_OPEN
    return OpenDays(
        frozenset((on - today).days for on in arriving),
        frozenset((on - today).days for on in beginning),
        facts.counts_open_days,
    )


def start_on(closed: ClosedDays, facts: NodeFacts, units: int, on: date) -> date:
    """The day on which so many units begin that are there on a day."""
    days = open_days_of(closed, facts, on)
    return on + timedelta(days=days.start_for(0, lead_days(facts, units)))


def _back(closed: frozenset[int], day: int) -> int:
    while day in closed:
        day -= 1
    return day


def _on(closed: frozenset[int], day: int) -> int:
    while day in closed:
        day += 1
    return day
