"""Who buys from the demo company, what they like and how often they order."""

from dataclasses import dataclass
from random import Random
from typing import Final

from backend.connectors.base.tables import Tables
from backend.connectors.demo_company import names
from backend.connectors.demo_company.goods import Good
from backend.connectors.demo_company.people import TERRITORIES, Territory
from backend.connectors.demo_company.places import on_map

# Segment → share of customers, days between orders, size of an order line, priority.
SEGMENTS: Final = {
    "key account": (0.16, 5.6, 1.9, 1),
    "regular": (0.52, 10.5, 0.85, 2),
    "occasional": (0.32, 27.0, 0.55, 3),
}
REMAINING_LIVES: Final = {"key account": 90, "regular": 30}
"""Days that what comes has to last beyond its delivery, by segment."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer; `items` with how much each is liked, `every_days` between orders."""

    code: str
    name: str
    territory: str
    segment: str
    site: str
    channel: str
    every_days: float
    size: float
    items: tuple[tuple[Good, float], ...]
    priority: int


@dataclass(frozen=True, slots=True)
class _Counter:
    """Those who buy over a counter or online, as one customer each."""

    code: str
    name: str
    territory: str
    site: str
    channel: str
    every_days: float
    country: str
    city: str


_COUNTERS: Final = (
    _Counter("C-9001", "Counter sales Riga", "T-BAL", "RIX-SHOP", "shop", 0.8, "LV", "Riga"),
    _Counter("C-9002", "Counter sales Hamburg", "T-GER", "HAM-SHOP", "shop", 0.8, "DE", "Hamburg"),
    _Counter("C-9003", "Online orders", "T-GER", "WEB", "online", 0.3, "DE", "Hamburg"),
)
COUNTER_FAMILIES: Final = (
    "Epoxy primers",
    "PU topcoats",
    "MS sealants",
    "Thinners and cleaners",
    "Floor coatings",
)


def add_customers(tables: Tables, random: Random, sold: tuple[Good, ...]) -> list[Buyer]:
    """Customers of every territory, and the counters of the shops."""
    found: list[Buyer] = []
    number = 100
    for territory in TERRITORIES:
        language = names.language_of(territory.code)
        for name, industry in _companies(random, territory, language):
            number += 1
            segment = random.choices(list(SEGMENTS), [share for share, *_ in SEGMENTS.values()])[0]
            _, every, size, priority = SEGMENTS[segment]
            country = random.choice(territory.countries)
            cities = names.YANGTZE_CITIES if territory.code == "T-YRD" else names.CITIES[country]
            buyer = Buyer(
                f"C-{number:04d}", name, territory.code, segment, territory.site, "direct",
                every * random.uniform(0.7, 1.4), size * random.uniform(0.7, 1.4) * (1.5 if language == "zh" else 1),
                _liked(random, industry, sold, territory), priority,
            )  # fmt: skip
            found.append(buyer)
            city = str(random.choice(cities))
            tables.add(
                "customer", code=buyer.code, territory_code=territory.code, name=name, segment=segment,
                industry=industry, priority=priority, country=country, city=city,
                contact_name=random.choice(names.CONTACTS[language]), phone=f"{names.PHONES[country]} {number:04d}",
                remaining_life_days=REMAINING_LIVES.get(segment, 0), **on_map(city),
            )  # fmt: skip
    for counter in _COUNTERS:
        small = [good for good in sold if good.family in COUNTER_FAMILIES and good.price <= 150]  # noqa: PLR2004 -- what is carried home
        items = tuple((good, good.weight) for good in small if "RIX" in good.sites)
        found.append(Buyer(counter.code, counter.name, counter.territory, "counter", counter.site, counter.channel,
                           counter.every_days, 0.12, items, 4))  # fmt: skip
        tables.add(
            "customer", code=counter.code, territory_code=counter.territory, name=counter.name, segment="counter",
            industry="trade", priority=4, country=counter.country, city=counter.city,
            **on_map(counter.city),
        )  # fmt: skip
    return found


def _companies(random: Random, territory: Territory, language: str) -> list[tuple[str, str]]:
    """As many different company names as the territory has customers, each with its industry."""
    industries = names.CHINESE_INDUSTRIES if language == "zh" else tuple(names.INDUSTRIES)
    pairs = [(stem, industry) for stem in names.STEMS[territory.code] for industry in industries]
    chosen = random.sample(pairs, territory.customer_count)
    return [
        (names.joined(stem, names.INDUSTRIES[industry][0][language], language), industry)
        for stem, industry in chosen
    ]


def _liked(
    random: Random, industry: str, sold: tuple[Good, ...], territory: Territory
) -> tuple[tuple[Good, float], ...]:
    """Four to nine items out of the families that an industry buys, where the plant makes them."""
    families = names.INDUSTRIES[industry][1]
    plant = "TAO" if territory.region == "China" else "RIX"
    offered = [good for good in sold if good.family in families and plant in good.sites]
    wanted = min(len(offered), random.randint(4, 9))
    found: dict[str, tuple[Good, float]] = {}
    while len(found) < wanted:
        good = random.choices(offered, [each.weight for each in offered])[0]
        found[good.code] = (good, good.weight * random.uniform(0.6, 1.5))
    return tuple(found.values())
