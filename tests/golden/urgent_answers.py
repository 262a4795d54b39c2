"""What the clock of urgent orders answers in a story: deadlines, how they move, and how much has been used."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from backend.catalog.hours import WorkingHours, WorkingWeek, worked_between
from backend.urgent.model.order import (
    Facts,
    Stage,
    deadlines,
    moves_for,
    proven,
    recounted,
    running,
    settled,
    with_done,
)
from backend.urgent.model.runbook import Owner, StageRule, awaited
from shared.terms import Role
from shared.urgent_terms import StageClock, StageKind, StageStatus
from tests.planning import Given

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def stage_deadlines(given: Given) -> dict[str, str]:
    """When each stage is due, by the plant's clock."""
    rules = _rules(given)
    counted = deadlines(rules, _instant(given["received"]), _clock(given))
    return {each.kind.value: _said(at, given) for each, (_, at) in zip(rules, counted, strict=True)}


def deadlines_after(given: Given) -> dict[str, Any]:
    """When each stage is due once stages were over at these times, and which one runs."""
    stages = _after_done(given)
    return {each.kind.value: f"{_said(each.due_at, given)}, {each.status.value}" for each in stages}


def deadlines_when_hours_change(given: Given) -> dict[str, dict[str, str]]:
    """When each stage is due after every change of the working hours, each on the one before it."""
    stages, before = _after_done(given), _clock(given)
    found = {}
    for name, change in given["changes"].items():
        now = _instant(change["at"])
        after = _clock({**given, **change})
        stages = recounted(settled(stages, now, before, after), now, after)
        assert recounted(stages, now, after) == stages
        before = after
        found[name] = {each.kind.value: _said(each.due_at, given) for each in stages}
    return found


def used(given: Given) -> dict[str, str]:
    """How much of the time between two instants counts."""
    found = {}
    for start, end in given["between"]:
        spent = worked_between(_instant(start), _instant(end), hours_in(given))
        found[f"{start} to {end}"] = f"{int(spent.total_seconds() // 60)} min"
    return found


def over_by_facts(given: Given) -> dict[str, list[str]]:
    """Which stages each set of facts proves to be over, and what an order on them does."""
    rules = _rules(given)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    waits_for = awaited({rule.kind: rule.after for rule in rules})
    stages = [
        Stage(
            rule.kind,
            StageStatus.WAITING,
            rule.time_allowed,
            at,
            at,
            rule.time_allowed,
            waits_for=waits_for[rule.kind],
        )
        for rule in rules
    ]
    found = {}
    for name, true in given["facts"].items():
        facts = Facts(**{f"is_{each}": True for each in true if each != "calm"})
        facts = replace(facts, is_urgent="calm" not in true)
        moves = moves_for(stages, facts)
        stop = [f"stopped: {moves.stop.value}"] if moves.stop else []
        found[name] = [
            *(kind.value for kind in StageKind if kind in proven(facts)),
            f"moves {len(moves.done)}",
            *stop,
        ]
    return found


def _after_done(given: Given) -> list[Stage]:
    """The stages once those were over that a story says."""
    rules, clock = _rules(given), _clock(given)
    received = _instant(given["received"])
    waits_for = awaited({rule.kind: rule.after for rule in rules})
    stages = [
        Stage(
            kind=rule.kind,
            status=StageStatus.WAITING if waits_for[rule.kind] else StageStatus.RUNNING,
            time_allowed=rule.time_allowed,
            due_at=at,
            counted_from=start,
            counted_for=rule.time_allowed,
            waits_for=waits_for[rule.kind],
        )
        for rule, (start, at) in zip(rules, deadlines(rules, received, clock), strict=True)
    ]
    for kind, done_at in given.get("done", {}).items():
        assert StageKind(kind) in {each.kind for each in running(stages)}
        stages = with_done(stages, StageKind(kind), _instant(done_at), clock)
    return stages


def _rules(given: Given) -> list[StageRule]:
    return [
        StageRule(
            kind=StageKind(kind),
            owner=Owner(Role.PLANNER),
            time_allowed=timedelta(minutes=each["minutes"]),
            clock=StageClock(each.get("clock", "working")),
            after=frozenset(map(StageKind, each["after"])) if "after" in each else None,
        )
        for kind, each in given["stages"].items()
    ]


def _clock(given: Given) -> Mapping[StageKind, WorkingHours | None]:
    hours = hours_in(given)
    return {
        each.kind: hours if each.clock is StageClock.WORKING else None for each in _rules(given)
    }


def hours_in(given: Given) -> WorkingHours:
    """The plant's weeks: `mon-fri: [06:00-14:00]`, and days with other hours."""
    weeks = []
    for week in given["weeks"]:
        shifts: dict[int, tuple[tuple[time, time], ...]] = {}
        for days, spans in week["shifts"].items():
            first, _, last = days.partition("-")
            numbers = range(_WEEKDAYS.index(first) + 1, _WEEKDAYS.index(last or first) + 2)
            for number in numbers:
                shifts[number] = tuple(_span(span) for span in spans)
        other: dict[date, Decimal] = {
            on: Decimal(str(hours)) for on, hours in week.get("other_days", {}).items()
        }
        weeks.append(WorkingWeek(shifts, other))
    return WorkingHours(given["time_zone"], tuple(weeks))


def _span(text: str) -> tuple[time, time]:
    first, _, last = text.partition("-")
    return time.fromisoformat(first), time.fromisoformat(last)


def _instant(text: str) -> datetime:
    """`2026-11-24 09:34 Europe/Riga`: an instant by a wall clock somewhere."""
    day, clock, zone = text.split()
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZoneInfo(zone))


def _said(at: datetime, given: Given) -> str:
    local = at.astimezone(ZoneInfo(given["time_zone"]))
    return f"{local:%a %Y-%m-%d %H:%M}"


URGENT = {
    "stage_deadlines": stage_deadlines,
    "deadlines_after": deadlines_after,
    "deadlines_when_hours_change": deadlines_when_hours_change,
    "used": used,
    "over_by_facts": over_by_facts,
}
