"""What of a planning case counts for nothing, or otherwise than it is written: so that nothing is left out silently."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from backend.cli.plan_case import PlanningCase
from backend.cli.plan_days import Buckets
from backend.cli.plan_rows import AlternateRow, ItemRow
from backend.engine.scale import plain, want

MOST: Final = 100
"""So many notes are told; then how many more there are."""
MOST_EFFICIENT: Final = 10
"""What is taken for percent."""
ROUNDED: Final = ("orders", "forecast", "promises", "changes")

Note = dict[str, str]


def notes_of(case: PlanningCase, buckets: Buckets, horizon: int) -> list[Note]:
    """Every row that counts for nothing or is rounded, and why; at most `MOST` of them."""
    items = {(row.item, row.site): row for row in case.items}
    found = [
        *_beyond(case, buckets, horizon),
        *_rounded(case, items),
        *_recipes(case, items),
        *_by_products(case, items),
        *_lots(case),
        *_shares(case),
        *_validity(case, buckets, horizon),
        *_names(case),
    ]
    rest = len(found) - MOST
    return found if rest <= 0 else [*found[:MOST], _note("case", f"and {rest} more like these")]


def _note(row: str, why: str) -> Note:
    return {"row": row, "note": why}


def _beyond(case: PlanningCase, buckets: Buckets, horizon: int) -> Iterator[Note]:
    """Days that the plan does not see."""
    for place, order in enumerate(case.orders):
        on = buckets.index(order.due if order.promised is None else order.promised)
        if on > horizon:
            yield _note(f"orders[{place}]", f"{order.line} is due beyond the horizon: not planned")
    for place, supply in enumerate(case.supply):
        name = supply.line or supply.order or supply.purchase
        on = buckets.index(supply.day)
        if on > horizon:
            yield _note(f"supply[{place}]", f"{name} comes beyond the horizon: not counted")
        elif on < 0:
            yield _note(f"supply[{place}]", f"the day of {name} has gone by: assumed for tomorrow")
    for place, row in enumerate(case.forecast):
        first = buckets.index(row.day)
        if first > horizon or first + row.days <= 0:
            side = "beyond the horizon" if first > horizon else "over"
            yield _note(f"forecast[{place}]", f"its period is {side}: nothing is planned for it")


def _rounded(case: PlanningCase, items: dict[tuple[str, str], ItemRow]) -> Iterator[Note]:
    for table in ROUNDED:
        for place, row in enumerate(getattr(case, table)):
            item = items.get((row.item, row.site))
            if row.quantity is None or item is None:
                continue
            whole = Decimal(want(row.quantity, item.decimals)).scaleb(-item.decimals)
            if whole != row.quantity:
                told = f"{plain(row.quantity)} counts as {plain(whole)}"
                yield _note(
                    f"{table}[{place}]", f"{told}: {item.item} has {item.decimals} decimals"
                )


def _recipes(case: PlanningCase, items: dict[tuple[str, str], ItemRow]) -> Iterator[Note]:
    """Components and operations of what is never made, and components that are planned elsewhere only."""
    made = _made_at(case)
    for place, row in enumerate(case.made_of):
        where = f"made_of[{place}]"
        if row.item not in made:
            yield _note(where, f"{row.item} is made nowhere: it draws no {row.of}")
        for site in dict.fromkeys(made.get(row.item, ())):
            if (row.of, site) not in items:
                yield _note(where, f"{row.of} is not planned at {site}: {row.item} does not wait for it")  # fmt: skip
    for place, step in enumerate(case.steps):
        if step.site not in made.get(step.item, ()):
            yield _note(f"steps[{place}]", f"{step.item} is not made at {step.site}: it takes no hours")  # fmt: skip


def _made_at(case: PlanningCase) -> dict[str, list[str]]:
    """The sites at which items are made, be it by an alternate."""
    ways: list[ItemRow | AlternateRow] = [*case.items, *case.alternates]
    made: dict[str, list[str]] = {}
    for way in ways:
        if way.get == "make":
            made.setdefault(way.item, []).append(way.site)
    return made


def _by_products(case: PlanningCase, items: dict[tuple[str, str], ItemRow]) -> Iterator[Note]:
    made = _made_at(case)
    for place, given in enumerate(case.by_products):
        sites = made.get(given.item, ())
        if not any((given.gives, site) in items for site in sites):
            told = f"{given.item} is made nowhere where {given.gives} is planned: it gives none"
            yield _note(f"by_products[{place}]", told)


def _lots(case: PlanningCase) -> Iterator[Note]:
    for place, row in enumerate(case.items):
        least = max(row.minimum, row.multiple, row.fixed)
        if 0 < row.maximum < least:
            yield _note(f"items[{place}]", f"`maximum` is below the smallest lot: {plain(least)} counts")  # fmt: skip
        if 0 < row.fill_to <= row.safety:
            yield _note(f"items[{place}]", "`fill_to` is not above `safety`: it counts for nothing")
        if row.source is not None and row.get != "transfer":
            yield _note(f"items[{place}]", f"{row.item} is no `transfer`: its `source` counts for nothing")  # fmt: skip


def _shares(case: PlanningCase) -> Iterator[Note]:
    """Shares that look like percent."""
    for place, row in enumerate(case.made_of):
        if row.scrap >= 1:
            yield _note(f"made_of[{place}]", f"`scrap` {plain(row.scrap)} is {plain(row.scrap * 100)} %; 0.05 is 5 %")  # fmt: skip
        if not row.per:
            yield _note(f"made_of[{place}]", f"`per` is 0: {row.item} draws no {row.of}")
    for place, center in enumerate(case.work_centers):
        if center.efficiency >= MOST_EFFICIENT:
            told = f"`efficiency` {plain(center.efficiency)} is {plain(center.efficiency * 100)} %; 0.85 is 85 %"
            yield _note(f"work_centers[{place}]", told)


def _validity(case: PlanningCase, buckets: Buckets, horizon: int) -> Iterator[Note]:
    """What is valid on no day of the plan."""
    for table in ("items", "made_of", "alternates"):
        for place, row in enumerate(getattr(case, table)):
            if row.until is not None and buckets.index(row.until) < 0:
                yield _note(f"{table}[{place}]", "its `until` is over before today: it counts for nothing")  # fmt: skip
            elif row.first is not None and buckets.index(row.first) > horizon:
                yield _note(f"{table}[{place}]", "its `from` is beyond the horizon: it counts for nothing")  # fmt: skip


def _names(case: PlanningCase) -> Iterator[Note]:
    """Names by which nothing else in the case is called."""
    rows: list[Any] = [*case.items, *case.alternates]
    known = {
        getattr(row, word, None) for row in rows for word in ("site", "source", "supplier", "lane")
    }
    for name in case.closed:
        if name not in known:
            yield _note("closed", f"no site, supplier or lane is called {name}")
    asking: list[Any] = [*case.orders, *case.changes]
    customers = {row.customer for row in asking}
    for name in case.remaining_life:
        if name not in customers:
            yield _note("remaining_life", f"no order is of {name}")
    for place, order in enumerate(case.orders):
        if order.together and not order.order:
            yield _note(f"orders[{place}]", f"{order.line} names no `order`: it is `together` with nothing")  # fmt: skip
