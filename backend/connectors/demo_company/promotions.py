"""Price actions of two years, and one that is about to start."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from backend.connectors.base.tables import Tables
from backend.connectors.demo_company.days import DAY, WEEK
from backend.connectors.demo_company.goods import Good

EVERY_WEEKS: Final = 11
_THEMES: Final = (
    ("Thinners and cleaners", "Thinner weeks", "online"),
    ("MS sealants", "Joint sealing weeks", "online"),
    ("Epoxy primers", "Primer action", "shop"),
    ("Floor coatings", "Workshop floor action", "online"),
    ("PU topcoats", "Topcoat weeks", "shop"),
)


@dataclass(frozen=True, slots=True)
class Action:
    """A price action on one item in one channel."""

    reference: str
    item: str
    channel: str
    starts_on: date
    ends_on: date
    discount: float


def add_promotions(
    tables: Tables, random: Random, sold: tuple[Good, ...], today: date
) -> list[Action]:
    """An action every eleven weeks, the next one starting in nine days."""
    found: list[Action] = []
    starts_on = today + 9 * DAY - 10 * EVERY_WEEKS * WEEK
    number = 0
    while starts_on <= today + 4 * WEEK:
        number += 1
        family, name, channel = _THEMES[number % len(_THEMES)]
        goods = [good for good in sold if good.family == family and good.price <= 100]  # noqa: PLR2004 -- what shops and the store sell
        discount = random.choice((0.1, 0.12, 0.15))
        ends_on = starts_on + timedelta(days=13)
        reference = f"P-{starts_on:%y}-{number:02d}"
        chosen = random.sample(goods, min(3, len(goods)))
        found += [
            Action(reference, good.code, channel, starts_on, ends_on, discount) for good in chosen
        ]
        if chosen:
            tables.add("promotion", reference=reference, item_codes="|".join(good.code for good in chosen),
                       channels=channel, name=name, starts_on=starts_on, ends_on=ends_on, discount_ratio=discount)  # fmt: skip
        starts_on += EVERY_WEEKS * WEEK
    return found


def action_on(actions: list[Action], item: str, channel: str, on: date) -> Action | None:
    """The action that is on for an item in a channel on a day."""
    if channel == "direct":
        return None
    return next(
        (
            each
            for each in actions
            if each.item == item
            and each.channel == channel
            and each.starts_on <= on <= each.ends_on
        ),
        None,
    )
