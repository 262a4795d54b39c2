"""The demo company's stock, plan and purchases: enough for what was ordered, and not much more."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from backend.connectors.demo_company.days import DAY, WEEK, open_before, open_from, open_until
from backend.connectors.demo_company.goods import Good
from backend.connectors.demo_company.materials import MATERIAL, Material
from backend.connectors.demo_company.needs import (
    Lot,
    LotRule,
    plan_lots,
    rounded_up,
    wanted_until,
    with_forecast,
)
from backend.connectors.demo_company.orders import SEASONS, Line
from backend.connectors.demo_company.schedule import Planned, Schedule, paces
from backend.connectors.demo_company.sites import DOWNSTREAM_FIRST, PLACE, Place

PLANTS: Final = ("RIX", "TAO")
LOOK_BACK_WEEKS: Final = 13
CALIBRATED_DAYS: Final = 35
# A popular item sells this many packs a week at a plant; its free stock is kept small.
POPULAR_PACKS: Final = 9

SCRAP: Final = 1.015
# Qingdao sells less, so it makes smaller lots.
SMALLER_LOTS: Final = {"RIX": 1.0, "TAO": 0.5}

Days = dict[date, float]


@dataclass(frozen=True, slots=True)
class Transfer:
    """A quantity that is brought from `source`, sent on `start_on`, there on `on`."""

    item: str
    site: str
    source: str
    start_on: date
    on: date
    quantity: float


@dataclass(frozen=True, slots=True)
class Purchase:
    """A quantity of a material that is on order."""

    material: Material
    site: str
    vendor: str
    ordered_on: date
    due_on: date
    quantity: float


@dataclass
class Supply:
    """What lies where, and what is to come; keys are item and site.

    `weekly` is what a week sells, `weekly_needs` what it takes of everything.
    """

    weekly: dict[tuple[str, str], float]
    weekly_needs: dict[tuple[str, str], float] = field(default_factory=dict)
    stock: dict[tuple[str, str], float] = field(default_factory=dict)
    rules: dict[tuple[str, str], LotRule] = field(default_factory=dict)
    transfers: list[Transfer] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    purchases: list[Purchase] = field(default_factory=list)
    pace: dict[str, float] = field(default_factory=dict)


def weekly_sales(lines: Iterable[Line], today: date) -> dict[tuple[str, str], float]:
    """What a week takes of an item at the site that sells it: the last quarter, at the coming season."""
    first = today - LOOK_BACK_WEEKS * WEEK
    found: dict[tuple[str, str], float] = defaultdict(float)
    for line in lines:
        if first <= line.counts_on < today and line.status != "cancelled":
            seasons = SEASONS[line.good.family]
            coming = seasons[(today + 2 * WEEK).month - 1] / seasons[line.counts_on.month - 1]
            found[line.good.code, line.buyer.site] += line.quantity * coming / LOOK_BACK_WEEKS
    return dict(found)


def plan_supply(seed: str, made: tuple[Good, ...], lines: list[Line], today: date) -> Supply:
    """Plan with the same draws until the hours fit: first to see how much work there is, then into the days."""
    weekly = weekly_sales(lines, today)
    trial = Schedule(today, defaultdict(lambda: 1.0), is_finite=False)
    _plan(Random(seed), Supply(weekly), trial, made, lines, today)
    # Lots that are split need more setting up: once more, with the lots as they were really placed.
    second = Schedule(today, paces(trial, CALIBRATED_DAYS))
    _plan(Random(seed), Supply(weekly), second, made, lines, today)
    supply = Supply(weekly, pace=paces(second, CALIBRATED_DAYS))
    schedule = Schedule(today, supply.pace)
    _plan(Random(seed), supply, schedule, made, lines, today)
    supply.planned = schedule.lots
    return supply


def _plan(
    random: Random,
    supply: Supply,
    schedule: Schedule,
    made: tuple[Good, ...],
    lines: list[Line],
    today: date,
) -> None:
    """From the shops to the raw materials: each step's lots are what the next one has to supply."""
    goods = {good.code: good for good in made}
    wanted = _open_orders(lines, today)
    weekly = dict(supply.weekly)
    for code in DOWNSTREAM_FIRST:
        if PLACE[code].source is not None:
            _bring(random, supply, PLACE[code], goods, wanted, weekly, today)
    for good in made:
        for site in good.sites:
            lots = _make(
                random, supply, schedule, good, site, wanted[good.code, site], weekly, today
            )
            _want_parts(good, site, lots, wanted, weekly, today)
    for material in MATERIAL.values():
        for site, vendor in material.vendors.items():
            _buy(random, supply, material, site, vendor, wanted[material.code, site], weekly, today)
    supply.weekly_needs = weekly


def _open_orders(lines: list[Line], today: date) -> dict[tuple[str, str], Days]:
    wanted: dict[tuple[str, str], Days] = defaultdict(lambda: defaultdict(float))
    for line in lines:
        if line.status == "open" and line.quantity > line.shipped:
            on = max(today, line.counts_on)
            wanted[line.good.code, line.buyer.site][on] += line.quantity - line.shipped
    return wanted


def _want_parts(
    good: Good,
    site: str,
    lots: list[Planned],
    wanted: dict[tuple[str, str], Days],
    weekly: dict[tuple[str, str], float],
    today: date,
) -> None:
    """Components are wanted the open day before; materials with what is lost of them."""
    for part, per in good.parts:
        share = per * (SCRAP if part in MATERIAL else 1)
        for lot in lots:
            on = max(today, open_before(PLACE[site].country, lot.on))
            wanted[part, site][on] += share * lot.quantity
        usual = share * weekly.get((good.code, site), 0.0)
        weekly[part, site] = weekly.get((part, site), 0.0) + usual


def _bring(
    random: Random, supply: Supply, place: Place, goods: dict[str, Good],
    wanted: dict[tuple[str, str], Days], weekly: dict[tuple[str, str], float], today: date,
) -> None:  # fmt: skip
    """Stock of a warehouse, shop or store, and the lorries on their way to it."""
    for code, site in sorted({key for key in (*wanted, *weekly) if key[1] == place.code}):
        good, week = goods[code], weekly.get((code, site), 0.0)
        days = with_forecast(wanted[code, site], week, today)
        rule = LotRule(good.pack, good.pack, 7)
        covered = today + timedelta(days=place.transit_days // 3 + 2)
        slack = good.pack * random.choice((1, 2, 3, 5))
        on_hand = rounded_up(wanted_until(days, covered) + slack, LotRule(0, good.pack, 0))
        supply.stock[code, site], supply.rules[code, site] = on_hand, rule
        source = str(place.source)
        for lot in plan_lots(days, on_hand, rule, today):
            on = max(lot.need_on - DAY, today)
            start_on = open_until(PLACE[source].country, on - place.transit_days * DAY)
            supply.transfers.append(Transfer(code, site, source, start_on, on, lot.quantity))
            if start_on >= today:
                wanted[code, source][start_on] += lot.quantity
        weekly[code, source] = weekly.get((code, source), 0.0) + week


def _make(
    random: Random, supply: Supply, schedule: Schedule, good: Good, site: str, wanted: Days,
    weekly: dict[tuple[str, str], float], today: date,
) -> list[Planned]:  # fmt: skip
    """Stock of a made item at its plant, and the lots that are planned."""
    country, week = PLACE[site].country, weekly.get((good.code, site), 0.0)
    days = with_forecast(wanted, week, today) if good.depth == 0 else dict(wanted)
    packs = week / good.lot_multiple
    is_popular = good.depth == 0 and packs >= POPULAR_PACKS
    rule = LotRule(
        good.lot_minimum * SMALLER_LOTS[site],
        good.lot_multiple,
        3 if is_popular or good.depth else 7,
    )
    covered = open_from(country, today if good.depth > 1 else today + DAY)
    if good.depth:
        slack = week * random.choice((0.15, 0.3, 0.5, 0.7))
    elif is_popular:
        slack = good.pack * random.choice((1, 2, 3, 4))
    else:
        slack = week * random.choice((0.2, 0.5, 1.0))
    step = LotRule(0, good.pack if good.depth == 0 else 1, 0)
    on_hand = rounded_up(wanted_until(days, covered) + slack, step)
    supply.stock[good.code, site], supply.rules[good.code, site] = on_hand, rule
    placed: list[Planned] = []
    for lot in plan_lots(days, on_hand, rule, today):
        need_on = open_before(country, lot.need_on) if good.depth == 0 else lot.need_on
        placed += schedule.place(good, site, Lot(need_on, lot.quantity))
    return placed


def _buy(
    random: Random, supply: Supply, material: Material, site: str, vendor: str, wanted: Days,
    weekly: dict[tuple[str, str], float], today: date,
) -> None:  # fmt: skip
    """Stock of a material, and what is on order."""
    week = weekly.get((material.code, site), 0.0)
    lot = max(material.lot, rounded_up(week * 1.5, LotRule(0, material.lot, 0)))
    rule = LotRule(lot, material.lot, 10)
    covered = today + timedelta(days=random.randint(5, 10))
    on_hand = rounded_up(
        wanted_until(wanted, covered) + week * random.uniform(0.5, 1.1), LotRule(0, 5, 0)
    )
    supply.stock[material.code, site], supply.rules[material.code, site] = on_hand, rule
    for bought in plan_lots(wanted, on_hand, rule, today):
        due_on = open_until(PLACE[site].country, bought.need_on - 2 * DAY)
        # Deliveries that are further away than the lead time were called off from a frame contract.
        called_on = today - random.randint(1, 12) * DAY
        ordered_on = min(due_on - material.lead_time_days * DAY, called_on)
        supply.purchases.append(
            Purchase(
                material,
                site,
                vendor,
                open_until(PLACE[site].country, ordered_on),
                max(due_on, today),
                bought.quantity,
            )
        )
