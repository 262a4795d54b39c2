"""Lines of a mixer that lose their hours or their material, for those who follow what becomes of them."""

from datetime import date, timedelta
from typing import Any

from tests.planning import TODAY, named

MIXER = named("Mixer")


def on(day: int) -> date:
    return TODAY + timedelta(days=day)


def line(name: str, day: int, quantity: int = 10, **more: Any) -> dict[str, Any]:
    """A plan line of an hour a piece at the mixer, started a day before it is done."""
    return {
        "line": name,
        "item": "Base",
        "quantity": quantity,
        "day": day,
        "start": on(day - 1),
        **more,
    }
