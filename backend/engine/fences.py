"""The three time zones of the plan, by days from today."""

from datetime import date, timedelta

from shared.terms import Fence


def fence_on(today: date, day: date, frozen_days: int, negotiable_days: int) -> Fence:
    """The zone of a day; both limits count from today, today being the first day of `frozen_days`.

    >>> fence_on(date(2026, 11, 24), date(2026, 11, 25), 2, 7).value
    'frozen'
    >>> fence_on(date(2026, 11, 24), date(2026, 11, 26), 2, 7).value
    'negotiable'
    """
    ahead = (day - today).days
    if ahead < frozen_days:
        return Fence.FROZEN
    return Fence.NEGOTIABLE if ahead < negotiable_days else Fence.FREE


def frozen_until(today: date, frozen_days: int) -> date:
    """The last frozen day; yesterday where nothing is frozen."""
    return today + timedelta(days=frozen_days - 1)


def tightest(fences: list[Fence]) -> Fence:
    """The zone that needs the strongest say; free where nothing is touched."""
    for fence in (Fence.FROZEN, Fence.NEGOTIABLE):
        if fence in fences:
            return fence
    return Fence.FREE
