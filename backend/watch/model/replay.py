"""What a rule would have done over days that are over, from what is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from backend.engine.refill import lot_for
from backend.engine.scale import quantity_of, want
from backend.engine.situation import NodeFacts
from backend.watch.model.judge import (
    Found,
    Subject,
    grouped,
    is_beyond,
    is_watched,
    lasts_long_enough,
    measured,
    periods_in_a_row,
)
from backend.watch.model.rule import COUNTED_PERIODS, Rule
from shared.watch_terms import Threshold, Watched


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure on a day; it holds until the next one, unless it `ends` what is watched.

    `facts` are what a sentence says of that day beside what it says of the thing.
    """

    on: date
    figure: Decimal | None
    target: Decimal | None = None
    cover: Decimal | None = None
    ends: bool = False
    signal: Decimal | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class History:
    """What is known of one subject, the oldest reading first."""

    subject: Subject
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class PastAlert:
    """An alert that a rule would have raised: when, for what first, how many at most, and until when.

    `members` are all that it ever named, each with the day and with its figures then.
    """

    raised_on: date
    cleared_on: date | None
    subject: Subject
    count: int
    members: tuple[tuple[date, Subject], ...] = ()


def replay(rule: Rule, histories: Sequence[History], first: date, last: date) -> list[PastAlert]:
    """The alerts that a rule would have raised from `first` to `last`, the oldest first.

    Each day is looked at once, with the last reading of that day; days before the first reading of a
    subject are not known and raise nothing.
    """
    since: dict[str, date] = {}
    standing: dict[tuple[str, str], PastAlert] = {}
    members: dict[tuple[str, str], frozenset[str]] = {}
    done: list[PastAlert] = []
    day = first
    while day <= last:
        stands = frozenset(key for keys in members.values() for key in keys)
        found = [
            each
            for history in histories
            if (each := _found_on(rule, history, day, since, stands)) is not None
        ]
        since = {each.subject.key: each.since for each in found if each.since is not None}
        lasting = [
            each
            for each in found
            if each.subject.key in stands
            or rule.watched in COUNTED_PERIODS
            or lasts_long_enough(rule, each, day)
        ]
        groups = {(str(group.site_id), group.key): group.found for group in grouped(rule, lasting)}
        for place in [place for place in standing if place not in groups]:
            done.append(replace(standing.pop(place), cleared_on=day))
            del members[place]
        for place, inside in groups.items():
            members[place] = frozenset(each.subject.key for each in inside)
            known = standing.get(place)
            if known is None:
                joined = tuple((day, each.subject) for each in inside)
                standing[place] = PastAlert(day, None, inside[0].subject, len(inside), joined)
            else:
                named = {subject.key for _, subject in known.members}
                joined = tuple(
                    (day, each.subject) for each in inside if each.subject.key not in named
                )
                standing[place] = replace(
                    known,
                    count=max(known.count, len(inside)),
                    members=(*known.members, *joined),
                )
        day += timedelta(days=1)
    return sorted(
        (*done, *standing.values()), key=lambda alert: (alert.raised_on, alert.subject.key)
    )


def beyond_now(
    rule: Rule, histories: Sequence[History], stands: frozenset[str]
) -> list[tuple[Subject, Decimal]]:
    """What of things whose periods are figures of their own is beyond, with the newest figure.

    `stands` are the subjects that an alert names: they last until they have come back.
    """
    found = []
    for history in histories:
        if not history.readings or not is_watched(rule, history.subject):
            continue
        values = [measured_then(rule, history.subject, each) for each in history.readings]
        newest = values[-1]
        is_standing = history.subject.key in stands
        if newest is not None and periods_in_a_row(rule, values, stands=is_standing):
            found.append((as_of(history.subject, history.readings[-1]), newest))
    return found


def past_quantity(rule: Rule, subject: Subject, facts: NodeFacts, pack: Decimal) -> Decimal | None:
    """What would have filled a position up from its figures of a day, as a lot; None where it cannot be told.

    What a day takes is told from its stock and the days that this covered; nothing else is known of it.
    """
    missing = _past_missing(rule, subject)
    if missing is None or missing <= 0:
        return None
    decimals = facts.quantity_decimals
    lot = lot_for(want(missing, decimals), facts, pack)
    return quantity_of(lot, decimals)


def _past_missing(rule: Rule, subject: Subject) -> Decimal | None:
    if rule.watched is Watched.PROMOTION:
        return subject.figure
    level = _past_level(rule, subject)
    return None if level is None else level - subject.figure


def _past_level(rule: Rule, subject: Subject) -> Decimal | None:
    if rule.fill_to is None:
        return None
    if rule.threshold_in is Threshold.COVER:
        return subject.figure / subject.cover * rule.fill_to if subject.cover else None
    if rule.threshold_in is Threshold.TARGET:
        return None if subject.target is None else rule.fill_to * subject.target
    return rule.fill_to


def known_from(histories: Sequence[History]) -> date | None:
    """The first day of which anything is known."""
    return min((each.readings[0].on for each in histories if each.readings), default=None)


def _found_on(
    rule: Rule,
    history: History,
    day: date,
    since: Mapping[str, date],
    stands: frozenset[str],
) -> Found | None:
    known = [reading for reading in history.readings if reading.on <= day]
    if not known or known[-1].ends:
        return None
    value = measured_then(rule, history.subject, known[-1])
    is_standing = history.subject.key in stands
    if value is None or not is_watched(rule, history.subject):
        return None
    if rule.watched in COUNTED_PERIODS:
        values = [measured_then(rule, history.subject, reading) for reading in known]
        if not periods_in_a_row(rule, values, stands=is_standing):
            return None
    elif not is_beyond(rule, value, stands=is_standing):
        return None
    subject = as_of(history.subject, known[-1])
    return Found(subject, value, since.get(subject.key, day))


def measured_then(rule: Rule, subject: Subject, reading: Reading) -> Decimal | None:
    """What of a reading is held against the threshold; None where nothing can be."""
    return None if reading.figure is None else measured(rule, as_of(subject, reading))


def as_of(subject: Subject, reading: Reading) -> Subject:
    """A subject with the figures, and what is said, of a reading."""
    return replace(
        subject,
        figure=reading.figure or Decimal(0),
        target=reading.target,
        cover=reading.cover,
        signal=reading.signal,
        facts={**subject.facts, **reading.facts},
    )
