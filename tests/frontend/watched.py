"""Alert rules and an alert of the sample day, and the part of the gateway that answers about them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.schemas.alert import AlertRow, AlertStepRow, AlertView
from shared.schemas.approval import PersonName
from shared.schemas.impact import Adjustment
from shared.schemas.replenishment import RefillShown, ReplenishmentRow, ReplenishmentView
from shared.schemas.watch import (
    AlertRuleChoice,
    AlertRuleView,
    Detection,
    PastAlertRow,
    RulePreview,
    WatchChoices,
)
from shared.terms import (
    AdjustmentKind,
    AlertSeverity,
    DecisionKind,
    DecisionReason,
    Fence,
    ProposalStatus,
)
from shared.watch_terms import (
    AlertGrouping,
    AlertStepKind,
    ReplenishmentCause,
    Threshold,
    Watched,
    WhyAsked,
)
from tests.frontend.answers import Answers
from tests.frontend.sample_day import NOW

ALERT_ID = UUID(int=840)
RULE_ID = UUID(int=841)
REPLENISHMENT_ID = UUID(int=844)
ANNA, VERA = PersonName(UUID(int=501), "Anna Berg"), PersonName(UUID(int=502), "Vera Lind")


def alert_rule(**changes: Any) -> AlertRuleView:
    rule = AlertRuleChoice(
        name="Few kits",
        watched=Watched.STOCK,
        threshold=Decimal("0.5"),
        owner_id=ANNA.id,
        threshold_in=Threshold.TARGET,
        is_above=False,
        clears_at=Decimal("0.8"),
        periods=2,
        family="Primers",
        site_id=UUID(int=1),
        grouping=AlertGrouping.FAMILY,
        deputy_ids=[VERA.id],
        escalate_after_minutes=90,
        time_zone="Europe/Riga",
        quiet_from="20:00",
        quiet_until="07:00",
        calendar_id=UUID(int=842),
        digest_at="07:30",
    )
    facts: dict[str, Any] = {
        "id": RULE_ID,
        "rule": rule,
        "is_on": False,
        "owner_name": "Anna Berg",
        "deputy_names": ["Vera Lind"],
        "site_name": "Riga plant",
        "calendar_name": "Two shifts",
        "unit": "ratio",
        "standing_count": 0,
        "is_seconded": False,
    }
    return AlertRuleView(**(facts | changes))


def preview(**changes: Any) -> RulePreview:
    facts: dict[str, Any] = {
        "from_on": date(2026, 8, 26),
        "to_on": date(2026, 11, 23),
        "known_from": date(2026, 11, 1),
        "watched_count": 42,
        "alert_count": 2,
        "standing_count": 1,
        "alerts": [
            PastAlertRow(date(2026, 11, 20), None, "Epoxy primer", "Riga plant", 3),
            PastAlertRow(date(2026, 11, 3), date(2026, 11, 5), "Thinner", "Riga plant", 1),
        ],
    }
    return RulePreview(**(facts | changes))


def detection() -> Detection:
    return Detection(30, 37, Decimal("2.4"), Decimal(8), Decimal(240), Decimal(9), 0)


def choices() -> WatchChoices:
    return WatchChoices(
        [ANNA, VERA],
        [PersonName(UUID(int=1), "Riga plant")],
        [PersonName(UUID(int=842), "Two shifts")],
        ["Primers"],
        ["Europe/Riga", "UTC"],
        "EUR",
    )


def alert(**changes: Any) -> AlertView:
    row = AlertRow(
        id=ALERT_ID,
        kind="rule_stock",
        severity=AlertSeverity.RISK,
        facts={
            "rule": "Few kits",
            "item": "Epoxy primer",
            "site": "Riga plant",
            "quantity": "90",
            "unit": "kit",
            "count": "1",
            "several": "no",
        },
        raised_at=NOW - timedelta(hours=1),
        acknowledged_at=None,
        path="/plan",
        owner_name="Anna Berg",
    )
    facts: dict[str, Any] = {
        "row": row,
        "owner_since": NOW - timedelta(minutes=30),
        "cleared_at": None,
        "steps": [
            AlertStepRow(
                AlertStepKind.RAISED, NOW - timedelta(hours=1), None, "Vera Lind", None, ""
            ),
            AlertStepRow(
                AlertStepKind.ESCALATED,
                NOW - timedelta(minutes=30),
                "Vera Lind",
                "Anna Berg",
                None,
                "I am off",
            ),
        ],
        "people": [VERA],
    }
    return AlertView(**(facts | changes))


def replenishment(**changes: Any) -> ReplenishmentView:
    refill = RefillShown(
        stock=Decimal(90),
        missing=Decimal(60),
        quantity=Decimal(60),
        on=date(2026, 11, 27),
        value=Decimal(3120),
        fence=Fence.NEGOTIABLE,
        is_rush=True,
        why_asked=[WhyAsked.TOO_MUCH, WhyAsked.FENCE],
        adjustments=[
            Adjustment(
                kind=AdjustmentKind.MAKE_MORE,
                item_id=UUID(int=1),
                item_name="Epoxy primer",
                unit="kit",
                site_id=UUID(int=1),
                quantity=Decimal(60),
                on=date(2026, 11, 27),
            )
        ],
        seen_id=UUID(int=843),
    )
    facts: dict[str, Any] = {
        "id": REPLENISHMENT_ID,
        "status": ProposalStatus.OPEN,
        "item_name": "Epoxy primer",
        "site_name": "Riga plant",
        "unit": "kit",
        "cause": ReplenishmentCause.RULE,
        "rule_name": "Few kits",
        "alert_id": ALERT_ID,
        "refill": refill,
        "currency": "EUR",
        "opened_at": NOW,
        "decide_by": NOW + timedelta(hours=1),
        "can_decide": True,
        "approval": None,
        "is_automatic": False,
        "asked_by_name": None,
        "decided_by_name": None,
        "decided_at": None,
        "reason": None,
        "note": "",
    }
    return ReplenishmentView(**(facts | changes))


def replenishment_row(**changes: Any) -> ReplenishmentRow:
    facts: dict[str, Any] = {
        "id": REPLENISHMENT_ID,
        "item_name": "Epoxy primer",
        "site_name": "Riga plant",
        "unit": "kit",
        "cause": ReplenishmentCause.RULE,
        "rule_name": "Few kits",
        "status": ProposalStatus.OPEN,
        "quantity": Decimal(60),
        "on": date(2026, 11, 27),
        "value": Decimal(3120),
        "is_rush": True,
        "is_automatic": False,
        "decide_by": NOW + timedelta(hours=1),
    }
    return ReplenishmentRow(**(facts | changes))


class FakeRules(Answers):
    """What the gateway answers about rules and alerts."""

    async def alert_rules(self) -> list[AlertRuleView]:
        return self._answer("alert_rules", [alert_rule()])

    async def watch_choices(self) -> WatchChoices:
        return self._answer("watch_choices", choices())

    async def detection(self) -> Detection:
        return self._answer("detection", detection())

    async def alert_rule_preview(self, rule_id: UUID) -> RulePreview:
        self.done.append(("alert_rule_preview", rule_id))
        return self._answer("alert_rule_preview", preview())

    async def add_alert_rule(self, rule: AlertRuleChoice) -> UUID:
        self.done.append(("add_alert_rule", rule))
        return self._answer("add_alert_rule", RULE_ID)

    async def change_alert_rule(self, rule_id: UUID, rule: AlertRuleChoice) -> None:
        self.done.append(("change_alert_rule", rule_id, rule))

    async def replenishments(self) -> list[ReplenishmentRow]:
        return self._answer("replenishments", [])

    async def replenishment(self, replenishment_id: UUID) -> ReplenishmentView:
        return self._answer("replenishment", replenishment(id=replenishment_id))

    async def ask_replenishment(self, alert_id: UUID) -> UUID:
        self.done.append(("ask_replenishment", alert_id))
        return REPLENISHMENT_ID

    async def decide_replenishment(
        self,
        replenishment_id: UUID,
        decision: DecisionKind,
        seen_id: UUID,
        reason: DecisionReason | None,
        note: str,
    ) -> None:
        self.done.append(
            ("decide_replenishment", replenishment_id, decision, seen_id, reason, note)
        )

    async def switch_alert_rule(self, rule_id: UUID, *, is_on: bool) -> None:
        self.done.append(("switch_alert_rule", rule_id, is_on))

    async def remove_alert_rule(self, rule_id: UUID) -> None:
        self.done.append(("remove_alert_rule", rule_id))

    async def alert(self, alert_id: UUID) -> AlertView:
        assert alert_id == ALERT_ID
        return self._answer("alert", alert())

    async def take_alert(self, alert_id: UUID) -> None:
        self.done.append(("take_alert", alert_id))

    async def snooze_alert(self, alert_id: UUID, until: datetime) -> None:
        self.done.append(("snooze_alert", alert_id, until))

    async def escalate_alert(self, alert_id: UUID, person_id: UUID, note: str) -> None:
        self.done.append(("escalate_alert", alert_id, person_id, note))

    async def note_alert(self, alert_id: UUID, note: str) -> None:
        self.done.append(("note_alert", alert_id, note))
