"""Many series beside each other: one long array of values, and where each series lies in it.

Periods are whole numbers on one calendar for all series; what a period is called is the caller's matter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from backend.engine.forecast.arrays import Floats, Integers


@dataclass(frozen=True, kw_only=True)
class Panel:
    """`offsets` is the calendar's number of each series' first period; `season` in periods, 1 for none.

    `groups` puts series together that are thought to be alike. `known` holds what is known in advance
    (a price, a promotion), each as series × calendar period, the periods to come among them; `since` the period in
    which that was known, where it was not known always. What was not known yet counts as none.
    """

    ids: tuple[str, ...]
    values: Floats
    starts: Integers
    ends: Integers
    offsets: Integers
    season: int
    groups: Integers
    known: Mapping[str, Floats] = field(default_factory=dict)
    since: Floats | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def history(self, number: int) -> Floats:
        found: Floats = self.values[self.starts[number] : self.ends[number]]
        return found

    @property
    def lengths(self) -> Integers:
        return self.ends - self.starts

    @property
    def last(self) -> Integers:
        """The calendar's number of the period after each series' last."""
        return self.offsets + self.lengths

    def shortened(self, periods: int) -> "Panel":
        """The same panel as it was so many periods ago; a series may then be empty."""
        return replace(self, ends=np.maximum(self.starts, self.ends - periods))

    def only(self, numbers: Integers) -> "Panel":
        return replace(
            self,
            ids=tuple(self.ids[each] for each in numbers),
            starts=self.starts[numbers],
            ends=self.ends[numbers],
            offsets=self.offsets[numbers],
            groups=self.groups[numbers],
            known={name: values[numbers] for name, values in self.known.items()},
            since=None if self.since is None else self.since[numbers],
        )


def panel_of(
    series: Mapping[str, Sequence[float] | Floats],
    season: int,
    *,
    offsets: Sequence[int] | None = None,
    groups: Sequence[int] | None = None,
    known: Mapping[str, Floats] | None = None,
) -> Panel:
    lengths = np.array([len(each) for each in series.values()], dtype=np.int64)
    ends = np.cumsum(lengths)
    rows = [np.asarray(each, dtype=np.float64) for each in series.values()]
    return Panel(
        ids=tuple(series),
        values=np.concatenate(rows) if rows else np.empty(0),
        starts=ends - lengths,
        ends=ends,
        offsets=np.array(offsets if offsets is not None else [0] * len(rows), dtype=np.int64),
        season=season,
        groups=np.array(groups if groups is not None else [0] * len(rows), dtype=np.int64),
        known=known or {},
    )
