"""What of the things that a rule watches is beyond its threshold, and which of them make one alert."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.watch.model.rule import Rule
from shared.watch_terms import AlertGrouping, DeviationSide, Threshold, Watched

MOST_OFF: Final = Decimal(10)


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is watched: a position, a figure, an order line, a work centre, a deadline.

    `key` names it among those of its kind; `figure` is its value. `target`, `cover` and `signal` count only
    where a rule asks for them; `cover` None is stock that lasts beyond the horizon. Of a forecast `figure` is
    demand less forecast, `target` the forecast; of a promotion or a season what is missing and what is expected. `facts` feed the sentence.
    """

    key: str
    site_id: UUID
    figure: Decimal
    target: Decimal | None = None
    cover: Decimal | None = None
    signal: Decimal | None = None
    item: str = ""
    family: str = ""
    customer: str = ""
    priority: int | None = None
    path: str = "/inbox"
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A subject with what of it is held against the threshold, and since which day it is beyond."""

    subject: Subject
    measured: Decimal
    since: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """What makes one alert: the worst of some subjects first; `key` stays for as long as it lasts."""

    key: str
    site_id: UUID
    found: tuple[Found, ...]


def is_watched(rule: Rule, subject: Subject) -> bool:
    """Whether a subject lies within a rule's scope."""
    return (
        (rule.site_id is None or rule.site_id == subject.site_id)
        and (rule.family is None or rule.family == subject.family)
        and (
            rule.lowest_priority is None
            or (subject.priority is not None and subject.priority <= rule.lowest_priority)
        )
    )


def measured(rule: Rule, subject: Subject) -> Decimal | None:
    """What is held against the threshold; None where nothing can be: no target, or cover without end.

    >>> from shared.terms import Watched
    >>> rule = Rule(None, "", Watched.STOCK, Decimal("0.5"), UUID(int=1), Threshold.TARGET)
    >>> measured(rule, Subject("kits", UUID(int=2), Decimal(30), target=Decimal(120)))
    Decimal('0.25')
    """
    if rule.watched is Watched.FORECAST:
        return _off_forecast(rule, subject)
    if rule.threshold_in is Threshold.COVER:
        return subject.cover
    if rule.threshold_in is Threshold.TARGET:
        return subject.figure / subject.target if subject.target else None
    return subject.figure


def _off_forecast(rule: Rule, subject: Subject) -> Decimal | None:
    """How far demand is off its forecast on the side that a rule looks at; what was not forecast is tenfold."""
    value: Decimal | None = subject.figure
    if rule.threshold_in is Threshold.SIGNAL:
        value = subject.signal
    elif rule.threshold_in is Threshold.TARGET and subject.figure:
        most = MOST_OFF if subject.figure > 0 else -MOST_OFF
        value = min(subject.figure / subject.target, MOST_OFF) if subject.target else most
    if value is None:
        return None
    return {DeviationSide.MORE: value, DeviationSide.LESS: -value}.get(
        rule.side or DeviationSide.EITHER, abs(value)
    )


def is_beyond(rule: Rule, value: Decimal | None, *, stands: bool) -> bool:
    """Whether a value is beyond the threshold; of a standing alert, whether it has not come back yet."""
    if value is None:
        return False
    edge = rule.clears_at if stands and rule.clears_at is not None else rule.threshold
    return value >= edge if rule.is_above else value < edge


def found_beyond(
    rule: Rule,
    subjects: Iterable[Subject],
    since: Mapping[str, date],
    standing: frozenset[str],
    today: Mapping[UUID, date],
) -> list[Found]:
    """The subjects beyond the threshold with the day since when, however long that has lasted.

    `since` holds what was beyond at the last look, `standing` the subjects that an alert names.
    """
    found = []
    for subject in subjects:
        value = measured(rule, subject) if is_watched(rule, subject) else None
        if value is not None and is_beyond(rule, value, stands=subject.key in standing):
            first = since.get(subject.key, today[subject.site_id])
            found.append(Found(subject, value, first))
    return found


def lasts_long_enough(rule: Rule, found: Found, today: date) -> bool:
    """Whether a subject has been beyond on so many days in a row, the present one included."""
    return found.since is not None and (today - found.since).days + 1 >= rule.periods


def periods_in_a_row(rule: Rule, values: Sequence[Decimal | None], *, stands: bool) -> bool:
    """Whether the newest are all beyond; the newest is last. One without a figure breaks the row."""
    newest = values[-rule.periods :]
    if stands:
        return bool(newest) and is_beyond(rule, newest[-1], stands=True)
    return len(newest) == rule.periods and all(
        is_beyond(rule, value, stands=False) for value in newest
    )


def measured_weeks(
    rule: Rule, subject: Subject, weeks: Iterable[Decimal | None]
) -> list[Decimal | None]:
    """What of each week is held against the threshold."""
    return [
        None if value is None else measured(rule, replace(subject, figure=value)) for value in weeks
    ]


def grouped(rule: Rule, found: Iterable[Found]) -> list[Group]:
    """One group an alert, never across sites, since who sees one need not see the other."""
    groups: dict[tuple[UUID, str], list[Found]] = defaultdict(list)
    for each in found:
        groups[each.subject.site_id, _group_of(rule.grouping, each.subject)].append(each)
    return [
        Group(key, site_id, tuple(_worst_first(rule, members)))
        for (site_id, key), members in sorted(groups.items(), key=lambda pair: str(pair[0]))
    ]


def first_rule_takes(
    rules: Sequence[Rule], found: Mapping[UUID | None, Iterable[Found]]
) -> dict[UUID | None, list[Found]]:
    """What each rule is left with when several watch the same thing: one cause, one alert.

    The gravest rule takes it, among equals the one that was made first.
    """
    gravity = ("late", "risk", "notice")
    order = sorted(
        range(len(rules)), key=lambda place: (gravity.index(rules[place].severity), place)
    )
    taken: set[tuple[str, str]] = set()
    left: dict[UUID | None, list[Found]] = {}
    for place in order:
        rule = rules[place]
        own = [
            each
            for each in found.get(rule.id, ())
            if (rule.watched.value, each.subject.key) not in taken
        ]
        taken.update((rule.watched.value, each.subject.key) for each in own)
        left[rule.id] = own
    return left


def _group_of(grouping: AlertGrouping, subject: Subject) -> str:
    return {
        AlertGrouping.EACH: subject.key,
        AlertGrouping.ITEM: subject.item,
        AlertGrouping.FAMILY: subject.family,
        AlertGrouping.CUSTOMER: subject.customer,
        AlertGrouping.SITE: "",
    }[grouping]


def _worst_first(rule: Rule, members: list[Found]) -> list[Found]:
    by_key = sorted(members, key=lambda each: each.subject.key)
    return sorted(by_key, key=lambda each: each.measured, reverse=rule.is_above)
