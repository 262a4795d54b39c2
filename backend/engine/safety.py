"""Safety stock for a cycle service level, from what the forecast was off by.

Steady demand: z · σ · √(risk period ÷ period), σ the root mean squared forecast error of a period (King, "Crack the
code: understanding safety stock and mastering its equations", APICS Magazine, July/August 2011; Silver, Pyke and
Thomas, "Inventory and Production Management in Supply Chains", chapter 6). Sparse demand is no bell curve: there it is
the quantile of what came beyond the forecast over as many periods in a row as the risk period has.
"""

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from statistics import NormalDist

from backend.engine.forecast.classes import INTERVAL_CUT

LEAST_PERIODS = 6  # of which the error is known
LEAST_STRETCHES = 6  # of the length of the risk period; with fewer the bell curve has to do
MOST_SERVICE = Decimal("0.999")  # no stock is enough for always


def service_factor(service: Decimal) -> Decimal:
    """z, the standard normal quantile of a cycle service level; more than 99.9 % counts as that.

    >>> [str(service_factor(Decimal(each))) for each in ("0.5", "0.95", "0.98", "0.99")]
    ['0.000', '1.645', '2.054', '2.326']
    """
    found = NormalDist().inv_cdf(float(min(service, MOST_SERVICE)))
    return Decimal(str(abs(found) if not round(found, 3) else found)).quantize(Decimal("0.001"))


def error_deviation(errors: Sequence[Decimal]) -> Decimal:
    """Root mean square of forecast errors of single periods, in the unit of the demand.

    >>> error_deviation([Decimal(3), Decimal(-4)])
    Decimal('3.535534')
    """
    mean = sum((each * each for each in errors), Decimal(0)) / len(errors)
    return mean.sqrt().quantize(Decimal("0.000001"))


def is_sparse(demand: Sequence[Decimal]) -> bool:
    """Whether demand comes in fewer than three of four periods: interval ≥ 1.32 (Syntetos, Boylan and Croston 2005)."""
    demands = sum(each > 0 for each in demand)
    return not demands or len(demand) / demands >= INTERVAL_CUT


def for_steady(service: Decimal, deviation: Decimal, risk_periods: Decimal) -> Decimal:
    """Units of safety stock: z · σ · √(risk period in periods), none below a service of one half.

    >>> for_steady(Decimal("0.95"), Decimal(20), Decimal(9))
    Decimal('98.7000')
    """
    needed = service_factor(service) * deviation * risk_periods.sqrt()
    return max(Decimal(0), needed.quantize(Decimal("0.0001"), ROUND_CEILING))


def for_sparse(
    service: Decimal, errors: Sequence[Decimal], risk_periods: Decimal
) -> Decimal | None:
    """Units by which demand of a risk period stays within the forecast with this chance, at least 0.

    `errors` is demand less forecast, period by period, the oldest first. Of n stretches it is the ⌈service · (n + 1)⌉th
    from below, at most the largest. None where fewer than six stretches of that length are known.
    """
    length = max(1, math.ceil(risk_periods))
    count = len(errors) - length + 1
    if count < LEAST_STRETCHES:
        return None
    sums = sorted(sum(errors[at : at + length], Decimal(0)) for at in range(count))
    place = min(count, math.ceil(float(min(service, MOST_SERVICE)) * (count + 1)))
    return max(Decimal(0), sums[place - 1])


def rounded_up(quantity: Decimal, decimals: int) -> Decimal:
    """Up to the decimals that an item is counted in.

    >>> rounded_up(Decimal("12.31"), 1)
    Decimal('12.4')
    """
    return quantity.quantize(Decimal(1).scaleb(-decimals), ROUND_CEILING)
