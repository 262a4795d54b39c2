"""Formulas of inventory planning that stand in every textbook, exact where they are whole numbers.

Silver, Pyke and Thomas, "Inventory and Production Management in Supply Chains", chapters 6 and 7;
Vollmann, Berry and Whybark, "Manufacturing Planning and Control Systems", chapters 5 and 7.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal


def safety_stock(
    service_factor: Decimal,
    deviation: Decimal,
    lead_time: Decimal,
    *,
    demand: Decimal = Decimal(0),
    lead_time_deviation: Decimal = Decimal(0),
) -> Decimal:
    """Stock against chance, rounded up to whole units: z · √(L·σ² + d²·σ_L²), with a sure lead time z·σ·√L.

    >>> safety_stock(Decimal("1.65"), Decimal(20), Decimal(9))
    Decimal('99')
    """
    variance = lead_time * deviation**2 + demand**2 * lead_time_deviation**2
    return (service_factor * variance.sqrt()).to_integral_value(ROUND_CEILING)


def reorder_point(demand: Decimal, lead_time: Decimal, safety: Decimal) -> Decimal:
    """The stock at which an order has to go out: d·L + safety stock.

    >>> reorder_point(Decimal(50), Decimal(9), Decimal(99))
    Decimal('549')
    """
    return demand * lead_time + safety


def projected_available_balance(
    on_hand: int,
    receipts: Sequence[int],
    orders: Sequence[int],
    forecasts: Sequence[int],
    fence: int,
) -> list[int]:
    """Balance by period: before the demand fence orders count, from it on the larger of forecast and orders.

    >>> projected_available_balance(30, [0, 50, 0], [10, 5, 0], [20, 20, 20], 1)
    [20, 50, 30]
    """
    balance, found = on_hand, []
    for period, receipt in enumerate(receipts):
        asked = orders[period]
        if period >= fence:
            asked = max(asked, forecasts[period])
        balance += receipt - asked
        found.append(balance)
    return found


def open_forecast(
    forecasts: Sequence[int], orders: Sequence[int], backward: int, forward: int
) -> list[int]:
    """What is left of a forecast when orders consume it, period by period.

    An order takes from its own period, then from those before it, the nearest first, then from those
    after it, as many periods as the windows allow.

    >>> open_forecast([350] * 4, [300, 500, 280, 0], 1, 1)
    [0, 0, 0, 320]
    """
    left = list(forecasts)
    for period, order in enumerate(orders):
        rest = order
        around = [period - n for n in range(backward + 1)]
        around += [period + n for n in range(1, forward + 1)]
        for other in around:
            if 0 <= other < len(left):
                taken = min(left[other], rest)
                left[other] -= taken
                rest -= taken
    return left
