"""The order lines of a plan, which copies share until rows come or go.

A list of its own would cost a copy more than most arrays do: every line in it is counted as held once more, far apart in memory.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Self, overload

from backend.engine.situation import Demand

MANY: Final = 16
"""Of so many lines one may differ from those that are shared before a copy has all of its own."""


class Lines(Sequence[Demand]):
    """Order lines by node, in the order in which they are served; what differs from the shared ones stands beside them."""

    def __init__(self, lines: Iterable[Demand]) -> None:
        self._lines = list(lines)
        self._other: dict[int, Demand] = {}
        self._is_shared = False

    def copy(self) -> Self:
        """The same lines; neither sees what the other alters from here on."""
        if len(self._other) * MANY > len(self._lines):
            self._own()
        other = type(self).__new__(type(self))
        other._lines, other._other = self._lines, self._other.copy()  # noqa: SLF001 -- one of us
        other._is_shared = self._is_shared = True  # noqa: SLF001 -- one of us
        return other

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> Demand: ...

    @overload
    def __getitem__(self, at: slice) -> list[Demand]: ...

    def __getitem__(self, at: int | slice) -> Demand | list[Demand]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        if self._other:
            return self._other.get(at) or self._lines[at]
        return self._lines[at]

    def __iter__(self) -> Iterator[Demand]:
        return iter(self._known())

    def __setitem__(self, at: int, line: Demand) -> None:
        if self._is_shared:
            self._other[at] = line
        else:
            self._lines[at] = line

    def insert(self, at: int, line: Demand) -> None:
        """Put a line before another."""
        self._own()
        self._lines.insert(at, line)

    def pop(self, at: int) -> Demand:
        """Take a line out."""
        self._own()
        return self._lines.pop(at)

    def _known(self) -> list[Demand]:
        if not self._other:
            return self._lines
        return [self._other.get(at) or line for at, line in enumerate(self._lines)]

    def _own(self) -> None:
        """Have a list that no copy knows."""
        if self._is_shared:
            self._lines, self._other = self._known().copy(), {}
            self._is_shared = False
