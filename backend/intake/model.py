"""The vocabulary of the import format: what an entity, a column and a refused cell are.

Plain rules: nothing here reads a file or a database. `format.py` says which entities there are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

LIST_SEPARATOR = "|"


class Kind(StrEnum):
    """What may stand in a column."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    WORDS = "words"
    EMAIL = "email"
    COUNTRY = "country"
    CURRENCY = "currency"
    TIME_ZONE = "time_zone"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the format. An empty cell of an optional one is stored as `default`.

    `places` are decimal places, `whole_digits` digits before the mark; `low` and `high` are included.
    `refers_to` names the entity whose key the cell holds; `by_item_decimals` says that the item's own
    decimals limit the quantity.
    """

    name: str
    kind: Kind
    meaning: str
    example: str
    is_required: bool = True
    default: str | None = None
    unit: str = ""
    rule: str = ""
    length: int = 200
    places: int = 0
    whole_digits: int = 12
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()
    refers_to: str | None = None
    by_item_decimals: bool = False


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule between the cells of one row; `holds` gets them in their stored form (None = empty)."""

    column: str
    code: str
    rule: str
    holds: Callable[[Mapping[str, str | None]], bool]


@dataclass(frozen=True)
class Entity:
    """One kind of row: one sheet of a workbook or one CSV file. `key` makes a row the same row."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: tuple[RowRule, ...] = ()
    note: str = ""

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """The columns in the order of the templates."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def references(self) -> dict[str, tuple[str, ...]]:
        """The columns that together name a row of another entity, by that use.

        The key is `<prefix><entity>`: `source_site` refers to a site by `source_site_code`.
        """
        found: dict[str, list[str]] = {}
        for column in self.columns:
            if column.refers_to is not None and column.kind is not Kind.CODES:
                prefix = (
                    column.name.split(column.refers_to)[0] if column.name.endswith("_code") else ""
                )
                found.setdefault(f"{prefix}{column.refers_to}", []).append(column.name)
        return {use: tuple(names) for use, names in found.items()}

    def column(self, name: str) -> Column:
        """A column by its name."""
        return next(column for column in self.columns if column.name == name)


def edges_in_cycles(edges: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The parent-component pairs that lie on a cycle: nothing can be part of itself.

    >>> sorted(edges_in_cycles([("kit", "base"), ("base", "resin"), ("resin", "base")]))
    [('base', 'resin'), ('resin', 'base')]
    """
    below: dict[str, list[str]] = {}
    for parent, component in edges:
        below.setdefault(parent, []).append(component)
        below.setdefault(component, [])
    group = _strong_groups(below)
    return {
        (parent, component)
        for parent, components in below.items()
        for component in components
        if group[parent] == group[component]
    }


def _strong_groups(below: Mapping[str, list[str]]) -> dict[str, int]:
    """Tarjan's strongly connected components (SIAM J. Comput. 1, 1972), without recursion."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    group: dict[str, int] = {}
    waiting: list[str] = []
    for root in below:
        if root in order:
            continue
        work = [(root, iter(below[root]))]
        order[root] = lowest[root] = len(order)
        waiting.append(root)
        while work:
            node, following = work[-1]
            step = next(following, None)
            if step is None:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[node])
                if lowest[node] == order[node]:
                    _close(node, waiting, group, order[node])
            elif step not in order:
                order[step] = lowest[step] = len(order)
                waiting.append(step)
                work.append((step, iter(below[step])))
            elif step not in group:
                lowest[node] = min(lowest[node], order[step])
    return group


def _close(node: str, waiting: list[str], group: dict[str, int], number: int) -> None:
    while True:
        member = waiting.pop()
        group[member] = number
        if member == node:
            return
