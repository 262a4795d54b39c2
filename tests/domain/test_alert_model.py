"""One cause has one alert: raised when it comes, followed while it lasts, cleared when it goes."""

from dataclasses import replace
from uuid import UUID

import pytest

from backend.alert.model import AlertKind, Cause, Standing, gravest, moves_between, not_of_rules
from shared.ids import new_id
from shared.terms import AlertSeverity, Language
from shared.text import text

SCOPE, OTHER = new_id(), new_id()


def cause(key: str = "stock_short:a", scope_id: UUID = SCOPE, **facts: str) -> Cause:
    return Cause(key, scope_id, AlertKind.STOCK_SHORT, AlertSeverity.LATE, "/plan", facts)


def standing(of: Cause) -> Standing:
    return Standing(new_id(), of.key, of.scope_id, of.kind, of.severity, dict(of.facts))


def test_a_cause_that_stands_already_is_not_raised_again() -> None:
    moves = moves_between([standing(cause())], [cause()])
    assert (moves.to_raise, moves.to_update, moves.to_clear) == ((), (), ())


def test_the_same_cause_in_two_scopes_is_two_alerts() -> None:
    here, there = cause(), cause(scope_id=OTHER)
    assert moves_between([standing(here)], [here, there]).to_raise == (there,)


def test_a_cause_that_is_gone_clears_its_alert_and_no_other() -> None:
    gone, kept = standing(cause("stock_short:gone")), standing(cause("stock_short:kept"))
    moves = moves_between([gone, kept], [cause("stock_short:kept")])
    assert moves.to_clear == (gone,)
    assert moves.to_raise == ()


def test_a_cause_that_grew_is_the_same_alert_with_other_facts() -> None:
    before, now = standing(cause(quantity="10")), cause(quantity="40")
    moves = moves_between([before], [now])
    assert moves.to_update == ((before, now),)
    graver = replace(now, severity=AlertSeverity.RISK, facts=before.facts)
    assert moves_between([before], [graver]).to_update == ((before, graver),)


def test_the_gravest_is_named_and_of_equals_the_first() -> None:
    light = replace(cause("a"), severity=AlertSeverity.RISK)
    first, second = cause("b"), cause("c")
    assert gravest([light, first, second]) is first


def test_what_a_rule_tells_of_a_promotion_is_not_told_twice() -> None:
    told, other = cause("promotion_short:1:2:3"), cause("season_short:2:3")
    assert not_of_rules([told, other], [f"rule:{new_id()}:promotion_short:1:2:3"]) == [other]
    assert not_of_rules([told, other], []) == [told, other]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("days", [0, 1, 2, 5, 21])
def test_every_kind_has_a_sentence_in_every_language(language: str, days: int) -> None:
    facts = {
        "customer": "Hartmann", "supplier": "Resins", "item": "Primer", "site": "Riga",
        "quantity": "160 kits", "days": days, "promised_on": "Thu 3 Dec", "possible_on": "Thu 3 Dec", "on": "Thu 3 Dec",
        "reference": "P-77 / 1", "name": "Anna Berg", "address": "orders@hartmann.example", "stage": "packing", "number": "7", "kpi": "On time, in full", "rule": "Few left",
        "count": days or 1, "several": "yes" if days > 1 else "no", "order": "20418", "work_center": "Filling line 2", "percent": "97", "forecast_quantity": "50", "due_on": "Thu 3 Dec", "end_on": "Thu 3 Dec", "needed_quantity": "200", "about": "season" if days > 1 else "promotion",
    }  # fmt: skip
    for kind in AlertKind:
        sentence = text(language, f"alert-{kind.replace('_', '-')}", **facts)
        assert len(sentence) > 10
