"""What is made of rows that are read again and again, made anew only of those that have moved."""

from collections.abc import Callable, Hashable, Sequence
from operator import is_
from typing import Generic, TypeVar

Row = TypeVar("Row")
Made = TypeVar("Made")


class Unmoved(Generic[Row, Made]):
    """Makes something of each row; of a row that is as it was last time, the same object as last time.

    Whoever compares two states then sees by `is` what has not moved; where no row has, the tuple itself
    is the one from before.

    >>> doubled = Unmoved(lambda row: row[0], lambda row: [2 * row[1]])
    >>> one, other = doubled.of([("a", 1), ("b", 2)])
    >>> same, moved = doubled.of([("a", 1), ("b", 3)])
    >>> same is one, moved
    (True, [6])
    """

    def __init__(self, key: Callable[[Row], Hashable], make: Callable[[Row], Made]) -> None:
        self._key = key
        self._make = make
        self._known: dict[Hashable, tuple[Row, Made]] = {}
        self._all: tuple[Made, ...] = ()

    def of(self, rows: Sequence[Row]) -> tuple[Made, ...]:
        """What is made of these rows, in their order; what was made of rows that are gone is let go."""
        known, fresh = self._known, {}
        for row in rows:
            key = self._key(row)
            before = known.get(key)
            fresh[key] = (
                before if before is not None and before[0] == row else (row, self._make(row))
            )
        made = tuple(each for _, each in fresh.values())
        is_same = len(made) == len(self._all) and all(map(is_, made, self._all))
        self._known = fresh
        self._all = self._all if is_same else made
        return self._all
