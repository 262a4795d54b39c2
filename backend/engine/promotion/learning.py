"""What promotions of a company do, learned from the past ones together: empirical Bayes.

`log lift = a + e · s + c · ln(length ÷ 14)` with `s = -ln(1 - depth)`, so that `e` is the elasticity of demand to the price. `a` and
`e` differ by family and, within it, by item, each drawn from a normal distribution whose width is learned by EM (Dempster,
Laird and Rubin 1977; Morris 1983): an item with few promotions goes by its family, a family with few by all, and all with few by
what promotions of others have shown (mean elasticity 2.62: Bijmolt, van Heerde and Pieters 2005).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from backend.engine.promotion.measure import Floats, Measured, Side

USUAL_ELASTICITY: Final = 2.62
TYPICAL_LENGTH: Final = 14.0
MOST_DEPTH: Final = 0.9
MOST_LOG: Final = 3.0
MOST_SHARE: Final = 0.9
NORMAL_95: Final = 1.645
_ROUNDS: Final = 40
# Widths that the prior gives: of all, then where learning them begins.
_ALL_WIDTHS: Final = (0.35, 1.3, 0.25)
_FIRST_WIDTHS: Final = {"family": (0.2, 0.8), "item": (0.15, 0.6)}
_FIRST_SPREAD: Final = 0.04
_LEAST_SPREAD: Final = 0.0025
_PRIOR_COUNT: Final = 2.0
_SHARE_WIDTH: Final = 0.25
_FAMILY_SHARE_WIDTH: Final = 0.12
_LEAST_GAIN_ERRORS: Final = 1.0


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a promotion is expected to multiply demand by: the middle, and the ends of the 90 % interval.

    `events` counts the past promotions of the item, of its family and of all that it was learned from.
    """

    ratio: float
    low: float
    high: float
    events: tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share of the gain that is taken from somewhere, with half the width of its 90 % interval."""

    ratio: float
    margin: float
    count: int


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What was learned; `mean` and `cover` are the coefficients' and their covariance.

    `spread` is the variance between promotions that are alike.
    """

    families: Mapping[str, int]
    items: Mapping[str, int]
    mean: Floats
    cover: Floats
    spread: float
    counts: Mapping[str, int]
    siblings: Mapping[str, Share]
    after: Mapping[str, Share]

    def expected(self, item: str, family: str, depth: float, length: float) -> Expected:
        """What to expect of a promotion of an item; unknown names go by what stands above them."""
        row = _row(self.families, self.items, (item, family), depth, length)
        middle = float(row @ self.mean)
        variance = max(0.0, float(row @ self.cover @ row)) + self.spread
        width = NORMAL_95 * float(np.sqrt(variance))
        return Expected(
            ratio=_ratio(middle),
            low=_ratio(middle - width),
            high=_ratio(middle + width),
            events=(
                self.counts.get(f"item {item}", 0),
                self.counts.get(f"family {family}", 0),
                self.counts.get("", 0),
            ),
        )

    def taken_from_siblings(self, family: str) -> Share:
        return self.siblings.get(family, self.siblings[""])

    def taken_from_later(self, family: str) -> Share:
        return self.after.get(family, self.after[""])


def learned(events: Iterable[Measured]) -> Learned:
    """Learn from past promotions; from none at all, what is known of others stands."""
    seen = list(events)
    families = {name: at for at, name in enumerate(sorted({m.event.family for m in seen}))}
    items = {name: at for at, name in enumerate(sorted({m.event.item for m in seen}))}
    mean, cover, spread = _fit(seen, families, items)
    counts: dict[str, int] = {"": len(seen)}
    for each in seen:
        for name in (f"item {each.event.item}", f"family {each.event.family}"):
            counts[name] = counts.get(name, 0) + 1
    return Learned(
        families=families,
        items=items,
        mean=mean,
        cover=cover,
        spread=spread,
        counts=counts,
        siblings=_shares([_lost(m, m.siblings) for m in seen if m.siblings.usual > 0.0]),
        after=_shares([_lost(m, m.after) for m in seen if m.is_whole]),
    )


def _ratio(log: float) -> float:
    return float(np.exp(min(MOST_LOG, max(-MOST_LOG, log))))


def _row(
    families: Mapping[str, int],
    items: Mapping[str, int],
    names: tuple[str, str],
    depth: float,
    length: float,
) -> Floats:
    """One promotion as the model sees it: what holds for all, for its family, for its item."""
    item, family = names
    price = -float(np.log1p(-min(MOST_DEPTH, max(0.0, depth))))
    row = np.zeros(3 + 2 * (len(families) + len(items)))
    row[:3] = 1.0, price, np.log(max(1.0, length) / TYPICAL_LENGTH)
    if family in families:
        row[3 + 2 * families[family] : 5 + 2 * families[family]] = 1.0, price
    if item in items:
        at = 3 + 2 * (len(families) + items[item])
        row[at : at + 2] = 1.0, price
    return row


def _fit(
    seen: Sequence[Measured], families: Mapping[str, int], items: Mapping[str, int]
) -> tuple[Floats, Floats, float]:
    size = 3 + 2 * (len(families) + len(items))
    prior = np.zeros(size)
    prior[1] = USUAL_ELASTICITY
    family_at = 3 + 2 * np.arange(len(families))
    item_at = 3 + 2 * (len(families) + np.arange(len(items)))
    groups = [family_at, family_at + 1, item_at, item_at + 1]
    begun = [w * w for kind in ("family", "item") for w in _FIRST_WIDTHS[kind]]
    widths = list(begun)
    spread = _FIRST_SPREAD
    rows = np.array(
        [
            _row(families, items, (m.event.item, m.event.family), m.event.depth, m.event.length)
            for m in seen
        ]
    ).reshape(len(seen), size)
    lifts = np.array([m.log_lift for m in seen])
    noise = np.array([m.variance for m in seen])
    variances = np.concatenate([np.square(_ALL_WIDTHS), np.empty(size - 3)])
    mean, cover = prior, np.zeros((size, size))
    for _ in range(_ROUNDS if seen else 1):
        for at, width in zip(groups, widths, strict=True):
            variances[at] = width
        weights = 1.0 / (noise + spread)
        cover = np.linalg.inv((rows.T * weights) @ rows + np.diag(1.0 / variances))
        mean = cover @ (rows.T @ (weights * lifts) + prior / variances)
        if not seen:
            break
        inside = np.einsum("ij,jk,ik->i", rows, cover, rows)
        left = (lifts - rows @ mean) ** 2 + inside - noise
        prior_weight = _PRIOR_COUNT * float(np.median(weights)) ** 2
        total = float((weights**2 * left).sum()) + prior_weight * _FIRST_SPREAD
        spread = max(_LEAST_SPREAD, total / (float((weights**2).sum()) + prior_weight))
        for place, at in enumerate(groups):
            squares = float((mean[at] ** 2 + np.diag(cover)[at]).sum())
            widths[place] = (squares + _PRIOR_COUNT * begun[place]) / (len(at) + _PRIOR_COUNT)
    return mean, cover, spread


@dataclass(frozen=True, slots=True)
class _Lost:
    family: str
    lost: float
    gain: float
    variance: float


def _lost(each: Measured, side: Side) -> _Lost:
    return _Lost(each.event.family, -side.gain, each.window.gain, side.variance)


def _shares(losses: Sequence[_Lost]) -> dict[str, Share]:
    """Lost ÷ gained by family, drawn towards all families together, and these towards none.

    Only promotions that gained more than chance explains say anything about where the gain was taken from.
    """
    said = [
        each
        for each in losses
        if each.gain > 0.0 and each.gain**2 > _LEAST_GAIN_ERRORS * each.variance
    ]
    all_share, all_variance = _drawn(said, 0.0, _SHARE_WIDTH**2)
    found = {"": _share(all_share, all_variance, len(said))}
    for family in sorted({each.family for each in said}):
        own = [each for each in said if each.family == family]
        share, variance = _drawn(own, all_share, _FAMILY_SHARE_WIDTH**2 + all_variance)
        found[family] = _share(share, variance, len(own))
    return found


def _drawn(said: Sequence[_Lost], middle: float, width: float) -> tuple[float, float]:
    gained = sum(each.gain for each in said)
    if gained <= 0.0:
        return middle, width
    share = sum(each.lost for each in said) / gained
    variance = max(1e-6, sum(each.variance for each in said) / gained**2)
    trust = width / (width + variance)
    return middle + trust * (share - middle), trust * variance


def _share(share: float, variance: float, count: int) -> Share:
    return Share(
        ratio=min(MOST_SHARE, max(0.0, share)),
        margin=NORMAL_95 * float(np.sqrt(variance)),
        count=count,
    )
