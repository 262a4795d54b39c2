"""Decimal quantities at the edge, whole units inside.

Inside, a quantity is a whole number of the item's smallest unit (`quantity_decimals` places), hours
are whole millionths. What we have is rounded down, what is asked of us up: no answer promises a crumb
that is not there.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from backend.engine.answer import DayQuantity

IntArray: TypeAlias = npt.NDArray[np.int64]

HOUR: Final = 1_000_000
CENT: Final = Decimal("0.01")


def have(quantity: Decimal, decimals: int) -> int:
    """Whole units of a quantity that is there, rounded down.

    >>> have(Decimal("1.239"), 2)
    123
    """
    return int(quantity.scaleb(decimals).to_integral_value(ROUND_FLOOR))


def want(quantity: Decimal, decimals: int) -> int:
    """Whole units of a quantity that is asked for, rounded up.

    >>> want(Decimal("1.231"), 2)
    124
    """
    return int(quantity.scaleb(decimals).to_integral_value(ROUND_CEILING))


def quantity_of(units: int, decimals: int) -> Decimal:
    """The quantity that so many whole units are.

    >>> quantity_of(1500, 3)
    Decimal('1.500')
    """
    return Decimal(int(units)).scaleb(-decimals)


def micro_hours(hours: Decimal) -> int:
    """Millionths of an hour, rounded up."""
    return want(hours, 6)


def hours_of(micro: int) -> Decimal:
    """Hours to the hundredth, rounded half up, as a screen shows them.

    >>> hours_of(31_500_000)
    Decimal('31.50')
    """
    return (Decimal(int(micro)) / HOUR).quantize(CENT, ROUND_HALF_UP)


def money(amount: Decimal) -> Decimal:
    """An amount to the cent, rounded half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def lot_up(units: int, minimum: int, multiple: int, maximum: int = 0) -> int:
    """The smallest lot that is enough: at least the minimum, then up to the multiple.

    Beyond a maximum it is several lots, all but the last of the maximum.

    >>> lot_up(18, 0, 10), lot_up(18, 40, 0), lot_up(41, 40, 25), lot_up(205, 20, 10, 100)
    (20, 40, 50, 220)
    """
    if units <= 0:
        return 0
    lot = max(units, minimum)
    lot = -(-lot // multiple) * multiple if multiple > 1 else lot
    if not 0 < maximum < lot:
        return lot
    full = (lot - 1) // maximum * maximum
    return full + (lot_up(units - full, minimum, multiple) or lot_up(1, minimum, multiple))


def lot_down(units: int, minimum: int, multiple: int, maximum: int = 0) -> int:
    """The largest lot within so many units, 0 where even the smallest lot is too much.

    >>> lot_down(47, 0, 10), lot_down(30, 40, 0), lot_down(230, 40, 0, 100)
    (40, 0, 200)
    """
    if 0 < maximum < units:
        full = units // maximum * maximum
        return full + lot_down(units - full, minimum, multiple)
    if units <= 0:
        return 0
    lot = units // multiple * multiple if multiple > 1 else units
    return lot if lot >= minimum else 0


def day_quantities(today: date, values: Sequence[int], decimals: int) -> tuple[DayQuantity, ...]:
    """One quantity a day from today on; days that do not differ share their number."""
    found: list[DayQuantity] = []
    last: int | None = None
    quantity = Decimal(0)
    for index, units in enumerate(values):
        if units != last:
            last, quantity = units, quantity_of(units, decimals)
        found.append(DayQuantity(today + timedelta(days=index), quantity))
    return tuple(found)


def plain(quantity: Decimal) -> str:
    """A decimal as text without exponent and without idle zeros, for the facts of a reason.

    >>> plain(Decimal("18.500")), plain(Decimal("1E+2")), plain(Decimal("0.00"))
    ('18.5', '100', '0')
    """
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text
