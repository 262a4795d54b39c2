"""Alerts, and the rules that raise them."""

from datetime import datetime
from uuid import UUID

from backend.alert.commands import (
    AcknowledgeAlert,
    EscalateAlert,
    NoteAlert,
    SnoozeAlert,
    TakeAlert,
)
from backend.alert.queries import alert_for, alerts_for
from backend.gateway.opened import OpenedGateway
from backend.watch.commands import (
    AddAlertRule,
    ChangeAlertRule,
    RemoveAlertRule,
    SwitchAlertRule,
    alert_rule_asked,
)
from backend.watch.queries import (
    alert_rules_for,
    detection_for,
    preview_of,
    watch_choices_for,
)
from shared.schemas.alert import AlertRow, AlertView
from shared.schemas.watch import (
    AlertRuleChoice,
    AlertRuleView,
    Detection,
    RulePreview,
    WatchChoices,
)


class AlertScreens(OpenedGateway):
    """Alerts, and the rules that raise them."""

    async def alert_rules(self) -> list[AlertRuleView]:
        """Rules by which alerts are raised; for planners and admins."""
        return await alert_rules_for(await self._viewer())

    async def watch_choices(self) -> WatchChoices:
        """What an alert rule can be made of."""
        return await watch_choices_for(await self._viewer())

    async def detection(self) -> Detection:
        """How long alerts took from the arrival of data to their owners."""
        return await detection_for(await self._viewer(), self._dispatcher.clock.now())

    async def alert_rule_preview(self, rule_id: UUID) -> RulePreview:
        """What a rule would have done over the last 90 days."""
        return await preview_of(await self._viewer(), rule_id, self._dispatcher.clock.now())

    async def add_alert_rule(self, rule: AlertRuleChoice) -> UUID:
        """Keep a new rule, switched off."""
        session = await self._session()
        command = AddAlertRule(alert_rule_asked(rule))
        made: UUID = await self._dispatcher.dispatch(command, actor_id=session.person_id)
        return made

    async def change_alert_rule(self, rule_id: UUID, rule: AlertRuleChoice) -> None:
        """Say a rule anew."""
        await self._perform(ChangeAlertRule(rule_id, alert_rule_asked(rule)))

    async def switch_alert_rule(self, rule_id: UUID, *, is_on: bool) -> None:
        """Let a rule watch, or no more."""
        await self._perform(SwitchAlertRule(rule_id, is_on))

    async def remove_alert_rule(self, rule_id: UUID) -> None:
        """Watch no more by a rule."""
        await self._perform(RemoveAlertRule(rule_id))

    async def alert(self, alert_id: UUID) -> AlertView:
        """One alert with all that happened to it."""
        return await alert_for(await self._viewer(), alert_id, self._dispatcher.clock.now())

    async def take_alert(self, alert_id: UUID) -> None:
        """Make an alert one's own."""
        await self._perform(TakeAlert(alert_id))

    async def snooze_alert(self, alert_id: UUID, until: datetime) -> None:
        """Be left alone with an alert until a time."""
        await self._perform(SnoozeAlert(alert_id, until))

    async def escalate_alert(self, alert_id: UUID, person_id: UUID, note: str) -> None:
        """Hand an alert to somebody else."""
        await self._perform(EscalateAlert(alert_id, person_id, note))

    async def note_alert(self, alert_id: UUID, note: str) -> None:
        """Say what was done about an alert."""
        await self._perform(NoteAlert(alert_id, note))

    async def alerts(self) -> list[AlertRow]:
        """Alerts in the viewer's scopes that have not been cleared."""
        return await alerts_for(await self._viewer())

    async def acknowledge_alert(self, alert_id: UUID) -> None:
        """Say that the viewer has seen an alert."""
        await self._perform(AcknowledgeAlert(alert_id))
