"""What alert rules answer in a story: alerts over days, the instant at which somebody is told, who is next."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_DNS, UUID, uuid5

from backend.forecast.model.deviation import Measure, known_on, signals
from backend.watch.model.judge import Found, Subject, first_rule_takes, measured
from backend.watch.model.replay import History, Reading, known_from, replay
from backend.watch.model.rule import Rule, check_rule
from backend.watch.model.telling import next_owner, tell_at
from shared.forecast_terms import ForecastPeriod
from shared.terms import AlertSeverity, KPIName
from shared.watch_terms import AlertGrouping, DeadlineKind, DeviationSide, Threshold, Watched
from tests.planning import Given


def watched_over_days(given: Given) -> list[dict[str, Any]]:
    """The alerts that the story's rule raises between two days."""
    rule = rule_of(given["rule"])
    check_rule(rule)
    histories = [_history(row) for row in given["things"]]
    days = given["days"]
    return [
        {
            "raised": alert.raised_on.isoformat(),
            "cleared": alert.cleared_on.isoformat() if alert.cleared_on else "stands",
            "first": alert.subject.key,
            "things": alert.count,
        }
        for alert in replay(rule, histories, days["from"], days["until"])
    ]


def history_begins(given: Given) -> str:
    """From which day on anything is known of the things."""
    first = known_from([_history(row) for row in given["things"]])
    return first.isoformat() if first else "nothing is known"


def told(given: Given) -> dict[str, str]:
    """When the owner is told of what is found at each of these instants."""
    rule = rule_of(given["rule"])
    check_rule(rule)
    closed = frozenset(given.get("closed", ()))
    open_weekdays = frozenset(given.get("open_weekdays", range(1, 8)))

    def is_working_day(on: date) -> bool:
        return on not in closed and on.isoweekday() in open_weekdays

    return {
        _instant(found): _instant(tell_at(rule, found, is_working_day))
        for found in (each.astimezone(UTC) for each in given["found"])
    }


def owners(given: Given) -> list[str]:
    """Who has an alert one after the other when nobody acknowledges it."""
    rule = rule_of(given["rule"])
    names = {_id(name): name for name in [given["rule"]["owner"], *given["rule"]["deputies"]]}
    away = {_id(name) for name in given.get("cannot", ())}
    said: list[str] = []
    owner = next_owner(rule, None, lambda person: person not in away)
    while owner is not None:
        said.append(names[owner])
        owner = next_owner(rule, owner, lambda person: person not in away)
    return [*said, "nobody"]


def taken(given: Given) -> dict[str, list[str]]:
    """Which rule keeps which thing when several watch the same."""
    rules = [rule_of(row) for row in given["rules"]]
    subjects = [_history(row).subject for row in given["things"]]
    found: dict[UUID | None, list[Found]] = {
        rule.id: [
            Found(each, measured(rule, each) or Decimal(0), date(2026, 11, 24)) for each in subjects
        ]
        for rule in rules
    }
    left = first_rule_takes(rules, found)
    return {rule.name: [each.subject.key for each in left[rule.id]] for rule in rules}


def rule_of(row: Mapping[str, Any]) -> Rule:
    is_above = "from" in row
    hours = row.get("escalate_after_hours")
    return Rule(
        id=_id(row.get("name", "")),
        name=row.get("name", "A rule"),
        watched=Watched(row["watched"]),
        threshold=Decimal(str(row["from"] if is_above else row["below"])),
        owner_id=_id(row.get("owner", "Li Na")),
        threshold_in=Threshold(row.get("in", "absolute")),
        is_above=is_above,
        clears_at=Decimal(str(row["clears_at"])) if "clears_at" in row else None,
        kpi=KPIName(row["kpi"]) if "kpi" in row else None,
        deadline=DeadlineKind(row["deadline"]) if "deadline" in row else None,
        side=DeviationSide(row["side"]) if "side" in row else None,
        periods=row.get("periods", 1),
        family=row.get("family"),
        site_id=_id(row["site"]) if "site" in row else None,
        lowest_priority=row.get("class"),
        severity=AlertSeverity(row.get("severity", "risk")),
        grouping=AlertGrouping(row.get("grouping", "each")),
        deputy_ids=tuple(_id(name) for name in row.get("deputies", ())),
        escalate_after=None if hours is None else timedelta(hours=hours),
        time_zone=row.get("time_zone", "UTC"),
        quiet_from=_clock(row.get("quiet_from")),
        quiet_until=_clock(row.get("quiet_until")),
        digest_at=_clock(row.get("digest_at")),
    )


def _history(row: Mapping[str, Any]) -> History:
    target = row.get("target")
    readings = tuple(
        Reading(
            on,
            None if said in (None, "ends") or isinstance(said, Mapping) else Decimal(str(said)),
            None if target is None else Decimal(str(target)),
            ends=said == "ends",
        )
        if not isinstance(said, Mapping)
        else Reading(
            on,
            Decimal(str(said["stock"])),
            None if target is None else Decimal(str(target)),
            None if said["covers"] is None else Decimal(said["covers"]),
        )
        for on, said in row.get("by_day", {}).items()
    )
    readings += _forecast_readings(row.get("weeks", {}))
    return History(
        Subject(
            row["thing"],
            _id(row.get("site", "Riga")),
            Decimal(0),
            item=row.get("item", row["thing"]),
            family=row.get("family", ""),
            customer=row.get("customer", ""),
            priority=row.get("class"),
        ),
        readings,
    )


def _forecast_readings(weeks: Mapping[date, Mapping[str, Any]]) -> tuple[Reading, ...]:
    """Weeks by their Monday, with what was ordered and forecast; each is known on the Monday after it."""
    measures = [Measure(on, said["ordered"], said["forecast"]) for on, said in weeks.items()]
    week = ForecastPeriod.WEEK
    return tuple(
        Reading(
            known_on(week, each, each.on),
            Decimal(each.off),
            Decimal(each.forecast),
            signal=signal,
        )
        for each, signal in zip(measures, signals(week, measures), strict=True)
    )


def _id(name: str) -> UUID:
    return uuid5(NAMESPACE_DNS, name)


def _clock(said: str | None) -> time | None:
    return None if said is None else time.fromisoformat(said)


def _instant(at: datetime) -> str:
    return f"{at:%a %Y-%m-%d %H:%M} UTC"


RULES: Mapping[str, Callable[[Given], Any]] = {
    "alerts": watched_over_days,
    "known_from": history_begins,
    "told": told,
    "owners": owners,
    "taken": taken,
}
