"""Rules judged all at once find what each of them finds alone."""

import random
from decimal import Decimal
from uuid import UUID

import pytest

from backend.watch.model.index import RuleIndex
from backend.watch.model.judge import Subject, is_beyond, is_watched, measured
from backend.watch.model.rule import Rule
from shared.watch_terms import DeadlineKind, Threshold, Watched

SITES = [UUID(int=number) for number in (1, 2, 3)]
FAMILIES = ["", "primers", "thinners"]
# Figures that lie on thresholds, and next to them by the last digit that a column keeps.
FIGURES = [
    Decimal(text) for text in ("0", "0.5", "9.999999", "10", "10.000001", "40", "1000000000")
]


def a_rule(dice: random.Random, number: int) -> Rule:
    above = dice.random() < 0.5
    threshold = dice.choice(FIGURES)
    back = dice.choice([None, dice.choice(FIGURES)])
    if back is not None and (back > threshold if above else back < threshold):
        back = None
    return Rule(
        id=UUID(int=1000 + number),
        name="x",
        watched=Watched.DEADLINE,
        deadline=DeadlineKind.DELIVERY,
        threshold=threshold,
        owner_id=UUID(int=9),
        threshold_in=dice.choice(list(Threshold)),
        is_above=above,
        clears_at=back,
        family=dice.choice([None, "primers", "thinners"]),
        site_id=dice.choice([None, *SITES]),
        lowest_priority=dice.choice([None, 1, 3]),
    )


def a_subject(dice: random.Random, number: int) -> Subject:
    return Subject(
        key=f"s{number}",
        site_id=dice.choice(SITES),
        figure=dice.choice(FIGURES),
        target=dice.choice([None, Decimal(0), Decimal(10), Decimal("0.000003")]),
        cover=dice.choice([None, Decimal(0), Decimal(10)]),
        family=dice.choice(FAMILIES),
        priority=dice.choice([None, 1, 2, 3, 9]),
    )


@pytest.mark.parametrize("seed", range(20))
def test_all_at_once_is_the_same_as_one_by_one(seed: int) -> None:
    dice = random.Random(seed)
    rules = [a_rule(dice, number) for number in range(60)]
    subjects = [a_subject(dice, number) for number in range(80)]
    standing = {
        rule.id: frozenset(f"s{number}" for number in range(80) if dice.random() < 0.3)
        for rule in rules
        if rule.id is not None
    }

    found = RuleIndex(rules).beyond(subjects, standing)

    alone = {
        (rule.id, subject.key)
        for rule in rules
        for subject in subjects
        if rule.id is not None
        and is_watched(rule, subject)
        and (value := measured(rule, subject)) is not None
        and is_beyond(rule, value, stands=subject.key in standing[rule.id])
    }
    together = {(rule_id, each.key) for rule_id, pairs in found.items() for each, _ in pairs}
    assert together == alone, f"seed {seed}"
    assert alone, f"seed {seed} says nothing"


def test_a_rule_over_cover_is_known_by_its_scope() -> None:
    rule = Rule(
        UUID(int=1), "x", Watched.STOCK, Decimal(5), UUID(int=9), Threshold.COVER, family="primers"
    )
    index = RuleIndex([rule])
    assert index.counts(Threshold.COVER, [(SITES[0], "primers")])
    assert not index.counts(Threshold.COVER, [(SITES[0], "thinners")])
    assert not index.counts(Threshold.ABSOLUTE, [(SITES[0], "primers")])
