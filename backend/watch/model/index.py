"""Many rules held against many things at once: rules are found by what they watch, and compared as arrays.

Arrays only sort out what cannot be beyond; what is left is judged exactly, as one rule judges one thing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias
from uuid import UUID

import numpy as np
import numpy.typing as npt

from backend.watch.model.judge import Subject, is_beyond, is_watched, measured
from backend.watch.model.rule import Rule
from shared.watch_terms import Threshold

Floats: TypeAlias = npt.NDArray[np.float64]
Scope: TypeAlias = tuple[UUID | None, str | None]

# A float tells figures of eighteen digits apart to the sixteenth; what is nearer is judged exactly.
_SLACK: Final = 1e-9
_COUNTED: Final = tuple(Threshold)


class RuleIndex:
    """Rules of one kind of thing, the first made first."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.by_id = {rule.id: rule for rule in rules if rule.id is not None}
        by_scope: dict[Scope, list[int]] = defaultdict(list)
        for place, rule in enumerate(rules):
            by_scope[rule.site_id, rule.family].append(place)
        self._by_scope = {scope: np.array(places) for scope, places in by_scope.items()}
        self._counted = np.array([_COUNTED.index(rule.threshold_in) for rule in rules], np.int8)
        self._is_above = np.array([rule.is_above for rule in rules], bool)
        edges = [
            (rule.threshold, rule.threshold if rule.clears_at is None else rule.clears_at)
            for rule in rules
        ]
        # The edge that lets the most through: which one counts is judged exactly.
        self._low = np.array([float(min(edge)) for edge in edges])
        self._high = np.array([float(max(edge)) for edge in edges])
        self._class = np.array([rule.lowest_priority or np.inf for rule in rules], np.float64)

    def over(self, site_id: UUID, family: str) -> npt.NDArray[np.int64]:
        """The places of the rules whose scope a thing of a site and family lies in."""
        scopes = dict.fromkeys(
            [(site_id, family or None), (site_id, None), (None, family or None), (None, None)]
        )
        found = [self._by_scope[scope] for scope in scopes if scope in self._by_scope]
        return np.concatenate(found) if found else np.empty(0, np.int64)

    def counts(self, counted: Threshold, scopes: Iterable[tuple[UUID, str]]) -> bool:
        """Whether any rule over these sites and families counts its threshold so."""
        code = _COUNTED.index(counted)
        return any((self._counted[self.over(*scope)] == code).any() for scope in set(scopes))

    def beyond(
        self, subjects: Iterable[Subject], standing: Mapping[UUID, frozenset[str]]
    ) -> dict[UUID, list[tuple[Subject, Decimal]]]:
        """What each rule finds beyond its threshold, with what was held against it.

        `standing` are the subjects, by rule, that an alert names: they last until they have come back.
        """
        cells: dict[tuple[UUID, str], list[Subject]] = defaultdict(list)
        for subject in subjects:
            cells[subject.site_id, subject.family].append(subject)
        found: dict[UUID, list[tuple[Subject, Decimal]]] = defaultdict(list)
        for (site_id, family), members in cells.items():
            for place, at in self._candidates(self.over(site_id, family), members):
                rule, subject = self.rules[place], members[at]
                if rule.id is None or not is_watched(rule, subject):
                    continue
                value = measured(rule, subject)
                stands = subject.key in standing.get(rule.id, frozenset())
                if value is not None and is_beyond(rule, value, stands=stands):
                    found[rule.id].append((subject, value))
        return found

    def _candidates(
        self, places: npt.NDArray[np.int64], members: Sequence[Subject]
    ) -> Iterable[tuple[int, int]]:
        """Rule and member wherever the one may be beyond for the other."""
        classes = np.array([each.priority or np.inf for each in members], np.float64)
        for code, counted in enumerate(_COUNTED):
            chosen = places[self._counted[places] == code]
            if not chosen.size:
                continue
            values = _values(counted, members)
            slack = _SLACK * np.maximum(1.0, np.abs(values))
            up, down = self._is_above[chosen][:, None], values[None, :]
            near = np.where(
                up,
                down >= self._low[chosen][:, None] - slack,
                down < self._high[chosen][:, None] + slack,
            )
            asked = self._class[chosen][:, None]
            near &= np.isinf(asked) | (classes[None, :] <= asked)
            rows, columns = np.nonzero(near)
            yield from zip(chosen[rows].tolist(), columns.tolist(), strict=True)


def _values(counted: Threshold, members: Sequence[Subject]) -> Floats:
    """What of things is held against thresholds that are counted so; nothing is not a number."""
    if counted is Threshold.COVER:
        return np.array([np.nan if m.cover is None else float(m.cover) for m in members])
    if counted is Threshold.TARGET:
        return np.array(
            [float(m.figure) / float(m.target) if m.target else np.nan for m in members]
        )
    return np.array([float(m.figure) for m in members])
