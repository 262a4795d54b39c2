"""Whether a planning case makes sense: names that are known, things that stand once, amounts in range."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct

from backend.cli.plan_case import TABLES, CaseError, PlanningCase
from backend.cli.plan_rows import SITE, AlternateRow, AskRow, ItemRow, WorkCenterRow
from backend.cli.plan_wrong import near

ABOVE_ZERO: Final = frozenset({"yield_ratio", "efficiency"})
LARGEST: Final = Decimal(10) ** 9
NO_ITEM: Final = frozenset({"work_centers", "changes", "strategies"})


def check(case: PlanningCase) -> None:
    """Every name is known, nothing stands twice, and amounts are amounts; else `CaseError`.

    A row that does not say a site means the one at which its item is; where nothing says one, `SITE`.
    """
    for where, row in _each(case, *TABLES):
        _amounts(where, row)
    _sites(case)
    nodes = [(row.item, row.site) for row in case.items]
    _once(nodes, "items", lambda node: f"{node[0]} at {node[1]}")
    _once([row.line for row in case.orders], "orders", str)
    _once([row.name for row in case.work_centers], "work_centers", str)
    _once([row.priority for row in case.strategies], "strategies", lambda each: f"priority {each}")
    ways = [(row.item, row.site, row.name) for row in case.alternates]
    _once(ways, "alternates", lambda way: f"{way[2]} of {way[0]} at {way[1]}")
    known, centers = set(nodes), {row.name for row in case.work_centers}
    items = {row.item for row in case.items}
    _changes(case)
    for where, row in _each(case, *(name for name in TABLES if name not in NO_ITEM)):
        _items(where, row, known, items)
        for at in _spoken_of(row, "at", "steps"):
            if at not in centers:
                raise CaseError(
                    f"{where}: there is no work centre {at} in `work_centers`{near(at, centers)}"
                )
    for place, given in enumerate(case.by_products):
        if given.item == given.gives:
            raise CaseError(
                f"by_products[{place}]: {given.item} is not made beside itself; say a `yield`"
            )
    _shares(case)
    _supplies(case)


def _sites(case: PlanningCase) -> None:
    """Give every row that does not say its site the one that is meant."""
    at: dict[str, list[str]] = {}
    for item in case.items:
        item.site = item.site or SITE
        at.setdefault(item.item, []).append(item.site)
    for where, row in _each(case, *(name for name in TABLES if name != "items")):
        if getattr(row, "site", None) != "":
            continue
        sites = at.get(getattr(row, "item", None) or "", [SITE])
        if len(sites) > 1 and SITE not in sites:
            raise CaseError(f"{where}: say the `site`, {row.item} is at {' and '.join(sites)}")
        row.site = sites[0] if len(sites) == 1 else SITE


def _changes(case: PlanningCase) -> None:
    """A change is of an order line that there is, or says what a new line needs."""
    lines = {row.line: row for row in case.orders}
    nodes = {(row.item, row.site) for row in case.items}
    for place, row in enumerate(case.changes):
        where = f"changes[{place}]"
        line = None if row.line is None else lines.get(row.line)
        if row.line is not None and line is None:
            raise CaseError(
                f"{where}: there is no line {row.line} in `orders`{near(row.line, lines)}"
            )
        if line is not None and row.item not in (None, line.item):
            raise CaseError(f"{where}: line {row.line} is of {line.item}, not of {row.item}")
        if line is not None and (row.late is not None or not row.in_parts or row.least_part):
            raise CaseError(f"{where}: how line {row.line} may be delivered stands in `orders`")
        if row.cancel and (line is None or row.quantity or row.due is not None):
            raise CaseError(f"{where}: `cancel` goes with a `line`, without `quantity` and `due`")
        if line is None and (row.item is None or row.quantity is None or row.due is None):
            raise CaseError(f"{where}: without `line` it needs `item`, `quantity` and `due`")
        sites = [site for item, site in nodes if item == row.item]
        row.item = line.item if line else row.item
        row.site = line.site if line else row.site or (sites[0] if len(sites) == 1 else SITE)
        if (row.item, row.site) not in nodes:
            raise CaseError(f"{where}: there is no item {row.item} at {row.site} in `items`")


def _node_near(row: Any, known: set[tuple[str, str]]) -> str:
    """Which item or site may be meant."""
    sites = [site for item, site in sorted(known) if item == row.item]
    if sites:
        return f"; it is at {' and '.join(sites)}"
    return near(row.item, {item for item, _ in known})


def _items(where: str, row: Any, known: set[tuple[str, str]], items: set[str]) -> None:
    if hasattr(row, "site") and (row.item, row.site) not in known:
        raise CaseError(
            f"{where}: there is no item {row.item} at {row.site} in `items`{_node_near(row, known)}"
        )
    for other in (row.item, *_spoken_of(row, "of", "made_of"), *_spoken_of(row, "gives", "")):
        if other not in items:
            raise CaseError(f"{where}: there is no item {other} in `items`{near(other, items)}")
    if getattr(row, "get", None) == "transfer" and (row.item, row.source) not in known:
        raise CaseError(f"{where}: a transfer needs a `source` that has the item")


def _spoken_of(row: Any, word: str, rows: str) -> list[str]:
    """What a row speaks of by a word, itself or in rows of its own."""
    own = [getattr(row, word)] if hasattr(row, word) else []
    return own + [getattr(each, word) for each in getattr(row, rows, None) or ()]


def _shares(case: PlanningCase) -> None:
    """What is bought in fixed shares is bought by all of its ways, and they come to no more than all of it."""
    items = {(row.item, row.site): row for row in case.items}
    sums: dict[tuple[str, str], Decimal] = {}
    for place, row in enumerate(case.alternates):
        node = row.item, row.site
        others = [each for each in case.alternates if (each.item, each.site) == node]
        if all(each.share is None for each in others):
            continue
        where = f"alternates[{place}]"
        sums[node] = sums.get(node, Decimal(0)) + (row.share or 0)
        if not row.share:
            raise CaseError(
                f"{where}: a `share` above 0 is wanted, other alternates of {row.item} have one"
            )
        if sums[node] > 1:
            raise CaseError(
                f"{where}: the shares of {row.item} come to {sums[node]}, more than 1 (0.4 is 40 %)"
            )
        if row.get != "buy" or items[node].get != "buy":
            raise CaseError(
                f"{where}: a `share` is of what is bought in all ways; {row.item} is not"
            )
        if any(day is not None for each in (row, items[node]) for day in (each.first, each.until)):
            raise CaseError(f"{where}: a `share` holds always; leave `from` and `until` out")


def _supplies(case: PlanningCase) -> None:
    ways = {(row.item, row.site, row.name) for row in case.alternates}
    for place, supply in enumerate(case.supply):
        named = [name for name in (supply.line, supply.order, supply.purchase) if name is not None]
        if len(named) != 1:
            raise CaseError(f"supply[{place}]: say one of `line`, `order` and `purchase`")
        if supply.by is not None and (supply.item, supply.site, supply.by) not in ways:
            raise CaseError(
                f"supply[{place}]: {supply.item} has no way {supply.by} in `alternates`"
            )


def _each(case: PlanningCase, *tables: str) -> Iterator[tuple[str, Any]]:
    for name in tables:
        for place, row in enumerate(getattr(case, name)):
            yield f"{name}[{place}]", row


def _amounts(where: str, row: Struct) -> None:
    """Amounts are plain numbers from 0, asked quantities and ratios above 0, and none is beyond all reason."""
    for name, word in zip(row.__struct_fields__, row.__struct_encode_fields__, strict=True):
        value = getattr(row, name)
        if not isinstance(value, Decimal):
            continue
        is_above = name in ABOVE_ZERO or (isinstance(row, AskRow) and name == "quantity")
        _in_range(where, word, value, is_above=is_above)
    if isinstance(row, WorkCenterRow):
        for day, hours in row.days.items():
            _in_range(where, f"days` of `{day}", hours, is_above=False)
    if isinstance(row, ItemRow | AlternateRow) and row.fixed and row.multiple:
        raise CaseError(f"{where}: `fixed` is a multiple already; leave `multiple` out")
    if isinstance(row, ItemRow) and row.fill_to and row.cover > 1:
        raise CaseError(f"{where}: a lot fills up to `fill_to` or covers days by `cover`; say one")
    if isinstance(row, ItemRow) and row.yield_ratio > 1:
        raise CaseError(
            f"{where}: `yield` is the good share, at most 1 (0.9 is 90 %), not {row.yield_ratio}"
        )
    if isinstance(row, ItemRow) and row.yield_ratio < 1 and row.get == "buy":
        raise CaseError(
            f"{where}: what is bought has no `yield`, it is ordered as it is needed; "
            "leave it out, or say the loss as `scrap` in `made_of`"
        )


def _in_range(where: str, word: str, value: Decimal, *, is_above: bool) -> None:
    if not value.is_finite() or value < 0 or value > LARGEST or (is_above and not value):
        least = "above 0" if is_above else "at least 0"
        raise CaseError(f"{where}: `{word}` is {least} and at most {LARGEST}, not {value}")


def _once(names: Iterable[Any], table: str, told: Callable[[Any], str]) -> None:
    seen = set()
    for place, name in enumerate(names):
        if name in seen:
            raise CaseError(f"{table}[{place}]: {told(name)} stands there twice")
        seen.add(name)
