"""What may be asked of alert rules."""

from dataclasses import dataclass
from datetime import time, timedelta
from uuid import UUID

from backend.watch.errors import AlertRuleIncompleteError
from backend.watch.model.rule import Rule
from shared.schemas.watch import AlertRuleChoice


def alert_rule_asked(choice: AlertRuleChoice) -> Rule:
    """A rule as it was asked for from outside; whether it can be is the model's to say."""
    minutes = choice.escalate_after_minutes
    return Rule(
        id=None,
        name=choice.name,
        watched=choice.watched,
        threshold=choice.threshold,
        owner_id=choice.owner_id,
        threshold_in=choice.threshold_in,
        is_above=choice.is_above,
        clears_at=choice.clears_at,
        kpi=choice.kpi,
        deadline=choice.deadline,
        side=choice.side,
        periods=choice.periods,
        family=choice.family,
        site_id=choice.site_id,
        lowest_priority=choice.lowest_priority,
        severity=choice.severity,
        grouping=choice.grouping,
        deputy_ids=tuple(choice.deputy_ids),
        escalate_after=None if minutes is None else timedelta(minutes=minutes),
        time_zone=choice.time_zone,
        quiet_from=_clock("quiet_from", choice.quiet_from),
        quiet_until=_clock("quiet_until", choice.quiet_until),
        calendar_id=choice.calendar_id,
        digest_at=_clock("digest_at", choice.digest_at),
        starts=choice.starts,
        fill_to=choice.fill_to,
        rush_priority=choice.rush_priority,
        auto_value=choice.auto_value,
    )


def _clock(field: str, said: str | None) -> time | None:
    try:
        return None if said is None else time.fromisoformat(said)
    except ValueError as error:
        raise AlertRuleIncompleteError(field=field) from error


@dataclass(frozen=True, slots=True)
class AddAlertRule:
    """Keep a rule, switched off until somebody has seen what it would have done."""

    rule: Rule


@dataclass(frozen=True, slots=True)
class ChangeAlertRule:
    """Say a rule anew; what it watches is looked at again at once."""

    rule_id: UUID
    rule: Rule


@dataclass(frozen=True, slots=True)
class SwitchAlertRule:
    """Let a rule watch from now on, or no more; its alerts go with it."""

    rule_id: UUID
    is_on: bool


@dataclass(frozen=True, slots=True)
class RemoveAlertRule:
    """Watch no more by a rule."""

    rule_id: UUID


@dataclass(frozen=True, slots=True)
class CheckAlertRules:
    """Look whether time alone has brought something beyond a threshold: deadlines, days in a row."""
