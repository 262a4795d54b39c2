"""One message's facts, read and said in one language.

Facts are text: quantities and money as decimals, days as YYYY-MM-DD, instants as RFC 3339.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from shared.text import amount, clock, day, has_text, money, number, percent, short_day, text

Facts = Mapping[str, str]


class Voice:
    """One message's facts, read and said in one language."""

    def __init__(self, language: str, facts: Facts, now: datetime) -> None:
        self.language = language
        self.facts = facts
        self.now = now

    def say(self, key: str, **facts: object) -> str:
        return text(self.language, f"push-{key}", **facts)

    def code(self, prefix: str, code: str, fallback: str = "other") -> str:
        key = f"{prefix}-{code.replace('_', '-')}"
        return self.say(key if has_text(f"push-{key}") else f"{prefix}-{fallback}")

    def has(self, name: str) -> bool:
        return bool(self.facts.get(name))

    def figure(self, name: str) -> Decimal:
        return Decimal(self.facts.get(name) or 0)

    def amount(self, name: str, *, with_sign: bool = False) -> str:
        return amount(
            self.language, self.figure(name), self.facts.get("unit", ""), with_sign=with_sign
        )

    def day(self, name: str) -> str:
        return day(self.language, date.fromisoformat(self.facts[name]), self.now.date())

    def money(self, name: str) -> str:
        return money(self.language, self.figure(name), self.facts["currency"])

    def time(self, name: str) -> str:
        """A deadline at the site: the time alone for today, else the day."""
        instant = datetime.fromisoformat(self.facts[name])
        zone = ZoneInfo(self.facts["time_zone"])
        local = instant.astimezone(zone).date()
        if local == self.now.astimezone(zone).date():
            return clock(instant, zone)
        return short_day(self.language, local)

    def value(self, name: str) -> str:
        """A KPI's value in its own unit: `ratio`, `days`, `count` or `money`."""
        unit = self.facts["unit"]
        if unit == "ratio":
            is_whole = self.figure(name) * 100 % 1 == 0
            return percent(self.language, self.figure(name), 0 if is_whole else 1)
        if unit == "days":
            days = text(
                self.language, "units-days", count=self.figure(name).quantize(Decimal("0.1"))
            )
            return days.replace(" ", "\u00a0")
        if unit == "money":
            return self.money(name)
        return number(self.language, self.figure(name))

    def change(self) -> str:
        """What is asked for, in the fewest words: +40 kits, cancel, a day, urgent."""
        if self.has("is_cancellation"):
            return self.say("change-cancel")
        if self.figure("quantity_delta"):
            return self.amount("quantity_delta", with_sign=True)
        if self.has("due_on"):
            wanted = date.fromisoformat(self.facts["due_on"])
            return self.say("change-to-day", day=short_day(self.language, wanted))
        return self.say("change-urgent")

    def outcome(self) -> str:
        """What the order is once a change of it was approved."""
        if self.has("is_cancellation") or not self.figure("quantity_delta"):
            return self.change()
        return self.amount("quantity_after")

    def chose(self) -> str:
        if self.has("way"):
            way = self.code("way", self.facts["way"])
            return self.say("body-chose", name=self.facts["decided_by"], way=way)
        return self.say("body-decided-by", name=self.facts["decided_by"])
