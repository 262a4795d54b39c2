"""The rules of seasons and limited editions: what they may be, where an item stands, what to build, what is left."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from backend.engine.season import is_between, next_span
from backend.promotion.errors import SeasonDaysError, SeasonQuantityError
from shared.promotion_terms import SeasonKind, SeasonMark
from shared.schemas.promotion import SeasonAsked

FIRST_WEEKS: Final = timedelta(days=27)


@dataclass(frozen=True, kw_only=True)
class Season:
    """How an item is sold."""

    kind: SeasonKind
    first_on: date
    last_on: date
    quantity: Decimal | None

    @property
    def is_yearly(self) -> bool:
        return self.kind is SeasonKind.SEASONAL

    def span(self, today: date) -> tuple[date, date]:
        """The season that today lies in, or the next one; of a limited edition its days."""
        found = next_span(today, self.first_on, self.last_on, yearly=self.is_yearly)
        return found or (self.first_on, self.last_on)

    def first_weeks(self, today: date) -> tuple[date, date] | None:
        """From the day before a season that is ahead to the end of its first four weeks."""
        first_on, last_on = self.span(today)
        if first_on <= today:
            return None
        return first_on - timedelta(days=1), min(first_on + FIRST_WEEKS, last_on)

    def mark(self, today: date) -> SeasonMark:
        """Where the item stands today."""
        if is_between(today, self.first_on, self.last_on, yearly=self.is_yearly):
            return SeasonMark.IN_SEASON
        if self.is_yearly:
            return SeasonMark.OUT_OF_SEASON
        return SeasonMark.NOT_YET if today < self.first_on else SeasonMark.ENDED


def check_season(asked: SeasonAsked) -> None:
    """Refuse what cannot be, naming what is wrong."""
    is_limited = asked.kind is SeasonKind.LIMITED
    days = asked.last_on - asked.first_on
    if days < timedelta(0) or (not is_limited and days >= timedelta(days=365)):
        raise SeasonDaysError
    if asked.quantity is None:
        return
    if not is_limited or not asked.quantity.is_finite() or asked.quantity <= 0:
        raise SeasonQuantityError
