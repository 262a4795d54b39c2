"""Alerts, and the rules that raise them."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from shared.schemas.alert import AlertRow, AlertView
from shared.schemas.watch import (
    AlertRuleChoice,
    AlertRuleView,
    Detection,
    RulePreview,
    WatchChoices,
)


class AlertGateway(Protocol):
    """Alerts, and the rules that raise them."""

    async def alert_rules(self) -> list[AlertRuleView]:
        """Rules by which alerts are raised, the first made first; for planners and admins."""
        ...

    async def watch_choices(self) -> WatchChoices:
        """What an alert rule can be made of."""
        ...

    async def detection(self) -> Detection:
        """How long alerts took from the arrival of data to their owners."""
        ...

    async def alert_rule_preview(self, rule_id: UUID) -> RulePreview:
        """What a rule would have done over the last 90 days."""
        ...

    async def add_alert_rule(self, rule: AlertRuleChoice) -> UUID:
        """Keep a new rule, switched off; returns its id."""
        ...

    async def change_alert_rule(self, rule_id: UUID, rule: AlertRuleChoice) -> None:
        """Say a rule anew; what it watches is looked at again at once."""
        ...

    async def switch_alert_rule(self, rule_id: UUID, *, is_on: bool) -> None:
        """Let a rule watch, or no more."""
        ...

    async def remove_alert_rule(self, rule_id: UUID) -> None:
        """Watch no more by a rule."""
        ...

    async def alert(self, alert_id: UUID) -> AlertView:
        """One alert with all that happened to it, also after it was cleared."""
        ...

    async def take_alert(self, alert_id: UUID) -> None:
        """Make an alert one's own."""
        ...

    async def snooze_alert(self, alert_id: UUID, until: datetime) -> None:
        """Be left alone with an alert of one's own until a time."""
        ...

    async def escalate_alert(self, alert_id: UUID, person_id: UUID, note: str) -> None:
        """Hand an alert to somebody else who sees it."""
        ...

    async def note_alert(self, alert_id: UUID, note: str) -> None:
        """Say what was done about an alert."""
        ...

    async def alerts(self) -> list[AlertRow]:
        """Alerts in the viewer's scopes that have not been cleared."""
        ...

    async def acknowledge_alert(self, alert_id: UUID) -> None:
        """Say that the viewer has seen an alert."""
        ...
