"""Looking over a drawn plan: where a lot came later than its parents need it, stock makes up for it."""

from collections import defaultdict
from datetime import date
from random import Random
from typing import Final

from backend.connectors.demo_company.days import open_before
from backend.connectors.demo_company.materials import MATERIAL
from backend.connectors.demo_company.needs import LotRule, rounded_up
from backend.connectors.demo_company.orders import Line
from backend.connectors.demo_company.schedule import Planned
from backend.connectors.demo_company.sites import PLACE
from backend.connectors.demo_company.supply import SCRAP, Supply

# What is left free at the tightest moment of a sold item, so that some changes fit and some do not.
FREE: Final = (10, 20, 30, 45, 70, 120)
# The same for components, in cans and in kilograms of bulk; what is bought has stock anyway.
FREE_CANS: Final = (16, 30, 48, 70, 110)
FREE_BULK: Final = (150, 400, 800, 1300)
# Every so many sold items are left as the plan drew them: somebody will wait.
LEFT_ALONE: Final = 12

Moves = dict[tuple[str, str], dict[date, float]]


def start_of(lot: Planned) -> date:
    """The day on which a lot is begun and its components are drawn; bulk takes two days."""
    return open_before(PLACE[lot.site].country, lot.on) if lot.good.depth > 1 else lot.on


def mend(random: Random, supply: Supply, lines: list[Line], today: date) -> None:
    """Add to the stock on hand what keeps every component, and most of what is sold, above zero."""
    moves = _moves(supply, lines, today)
    goods = {lot.good.code: lot.good for lot in supply.planned}
    goods |= {line.good.code: line.good for line in lines}
    for number, (code, site) in enumerate(sorted(supply.stock)):
        good = goods.get(code)
        if good is not None and good.depth == 0 and number % LEFT_ALONE == 0:
            continue
        free = random.choice((FREE, FREE_CANS, FREE_BULK)[good.depth]) if good is not None else 0
        level = lowest = supply.stock[code, site]
        for _, quantity in sorted(moves[code, site].items()):
            level += quantity
            lowest = min(lowest, level)
        if lowest < free:
            missing = rounded_up(free - lowest, LotRule(0, good.pack if good is not None else 1, 0))
            supply.stock[code, site] = round(supply.stock[code, site] + missing, 3)


def _moves(supply: Supply, lines: list[Line], today: date) -> Moves:
    """What comes and goes by item, site and day, from today on."""
    moves: Moves = defaultdict(lambda: defaultdict(float))
    for line in lines:
        if line.status == "open":
            key = line.good.code, line.buyer.site
            moves[key][max(today, line.counts_on)] -= line.quantity - line.shipped
    for brought in supply.transfers:
        moves[brought.item, brought.site][brought.on] += brought.quantity
        if brought.start_on >= today:
            moves[brought.item, brought.source][brought.start_on] -= brought.quantity
    for lot in supply.planned:
        moves[lot.good.code, lot.site][lot.on] += lot.quantity
        if start_of(lot) >= today:
            for part, per in lot.good.parts:
                drawn = per * lot.quantity * (SCRAP if part in MATERIAL else 1)
                moves[part, lot.site][start_of(lot)] -= drawn
    for bought in supply.purchases:
        moves[bought.material.code, bought.site][bought.due_on] += bought.quantity
    return moves
