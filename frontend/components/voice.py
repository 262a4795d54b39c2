"""How a component speaks: the reader's language, their clock, and what time it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from shared import text as catalogue
from shared.terms import Language


@dataclass(frozen=True)
class Voice:
    """One reader's language and clock at one moment."""

    language: str
    zone: ZoneInfo
    now: datetime
    currency: str = ""

    @property
    def today(self) -> date:
        """The calendar day where the reader is."""
        return self.now.astimezone(self.zone).date()

    def say(self, key: str, /, **facts: object) -> str:
        """Return a message of the catalogue."""
        return catalogue.text(self.language, key, **facts)

    def say_code(self, family: str, code: str, /, **facts: object) -> str:
        """Return the message of a code that comes from data.

        A row of an older release may carry a code or lack a fact that the catalogue expects; the
        code's own words then stand there, so that one row never takes a whole page away.
        """
        try:
            return self.say(f"{family}-{code.replace('_', '-')}", **facts)
        except (LookupError, ValueError):
            return code.replace("_", " ")

    def number(self, value: Decimal | float, digits: int | None = None) -> str:
        """Return a figure."""
        return catalogue.number(self.language, value, digits)

    def amount(self, quantity: Decimal | float, unit: str) -> str:
        """Return a quantity with its unit."""
        return catalogue.amount(self.language, quantity, unit)

    def delta(self, quantity: Decimal | float, unit: str) -> str:
        """Return a difference with its sign and unit."""
        return catalogue.amount(self.language, quantity, unit, with_sign=True)

    def unit(self, unit: str, quantity: Decimal | float = 2) -> str:
        """Return the name of a unit."""
        return catalogue.unit_name(self.language, unit, quantity)

    def money(self, value: Decimal | float) -> str:
        """Return a sum in the company's currency."""
        return catalogue.money(self.language, value, self.currency)

    def percent(self, ratio: Decimal | float, digits: int = 1) -> str:
        """Return a ratio as a percentage."""
        return catalogue.percent(self.language, ratio, digits)

    def day(self, on: date) -> str:
        """Return a day with weekday, and its year when that is not this one."""
        return catalogue.day(self.language, on, self.today)

    def short_day(self, on: date) -> str:
        """Return a day without weekday."""
        return catalogue.short_day(self.language, on)

    def weekday(self, on: date) -> str:
        """Return the shortest name of a weekday."""
        return catalogue.weekday(self.language, on)

    def named_day(self, on: date) -> str:
        """Return a weekday as people shorten it, for the head of a column."""
        return catalogue.weekday(self.language, on, short=False)

    def clock(self, instant: datetime) -> str:
        """Return the time of day."""
        return catalogue.clock(instant, self.zone)

    def moment(self, instant: datetime) -> str:
        """Return a time, with its day unless that is today."""
        return catalogue.moment(self.language, instant, self.zone, self.now)

    def span(self, earlier: datetime, later: datetime) -> str:
        """Return how long it is from one instant to another."""
        return catalogue.duration(self.language, int((later - earlier).total_seconds() // 60))

    def listed(self, words: list[str]) -> str:
        """Return several words as one list."""
        return catalogue.listed(self.language, words)

    def joined(self, parts: Iterable[str]) -> str:
        """Return parts one after the other with the comma of the language; empty ones are left out."""
        return ("，" if self._is_chinese else ", ").join(part for part in parts if part)

    def pair(self, label: str, value: str) -> str:
        """Return what something is called and what it is, with the colon of the language."""
        return f"{label}{'：' if self._is_chinese else ': '}{value}"

    def sentences(self, said: Iterable[str]) -> str:
        """Return sentences one after the other; Chinese has no space between them."""
        return ("" if self._is_chinese else " ").join(part for part in said if part)

    @property
    def _is_chinese(self) -> bool:
        return self.language == Language.CHINESE

    def shift(self, days: int) -> str:
        """Return how far a day moves: whole weeks where they fit, else days."""
        weeks, rest = divmod(abs(days), 7)
        if weeks and not rest:
            return self.say("units-weeks", count=weeks)
        return self.say("units-days", count=abs(days))
