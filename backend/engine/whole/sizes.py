"""Exact whole-number arithmetic that the kernels share."""

from backend.engine.whole.compiled import compiled, leaf
from backend.engine.whole.layout import Ints


@compiled
def times(units: int, top: int, bottom: int) -> int:
    """Units × top ÷ bottom, rounded up, without passing 64 bits on the way.

    >>> times(3, 1, 2), times(10, 165, 100)
    (2, 17)
    """
    if bottom == 1:
        return units * top
    whole = units // bottom
    rest = units - whole * bottom
    return whole * top + -(-(rest * top) // bottom)


@compiled
def done_in(time: int, top: int, bottom: int) -> int:
    """How many units are done in a time, of which each takes top ÷ bottom: what `times` asks for, the other way round.

    >>> done_in(7, 2, 1), done_in(7, 3, 2), done_in(0, 5, 1)
    (3, 4, 0)
    """
    whole = time // top
    return whole * bottom + (time - whole * top) * bottom // top


@compiled
def lot_of(units: int, minimum: int, multiple: int) -> int:
    """The smallest lot that is enough.

    >>> lot_of(18, 0, 10), lot_of(18, 40, 0), lot_of(41, 40, 25)
    (20, 40, 50)
    """
    lot = max(units, minimum)
    if multiple > 1:
        lot = -(-lot // multiple) * multiple
    return lot


@compiled
def lots_of(units: int, minimum: int, multiple: int, maximum: int) -> tuple[int, int]:
    """What is made for a requirement where a lot has a maximum, and in how many lots.

    >>> lots_of(250, 20, 10, 100), lots_of(205, 20, 10, 100), lots_of(80, 0, 0, 0)
    ((250, 3), (220, 3), (80, 1))
    """
    lot = lot_of(units, minimum, multiple)
    if maximum <= 0 or lot <= maximum:
        return lot, 1
    full = (lot - 1) // maximum
    return full * maximum + lot_of(units - full * maximum, minimum, multiple), full + 1


@compiled
def splits_of(units: int, minimum: int, multiple: int, maximum: int) -> int:
    """In how many lots units are made that `lots_of` has rounded.

    >>> splits_of(250, 20, 10, 100), splits_of(220, 20, 10, 100), splits_of(80, 0, 0, 0)
    (3, 3, 1)
    """
    if maximum <= 0 or units <= maximum:
        return 1
    smallest = lot_of(1, minimum, multiple)
    if smallest > maximum:
        return (units - smallest) // maximum + 1
    return (units - 1) // maximum + 1


@leaf
def behind(cover: int, day: int, gross: Ints, scheduled: Ints) -> int:
    """The most by which stock falls after a day, within the days of needs that one lot covers.

    Period order quantity: a lot is as large as the net requirements of `cover` periods, its own the first
    (Vollmann, Berry and Whybark, "Manufacturing Planning and Control Systems", chapter 7).
    """
    fallen, most = 0, 0
    for later in range(day + 1, min(day + cover, len(gross))):
        fallen += gross[later] - scheduled[later]
        most = max(most, fallen)
    return most
