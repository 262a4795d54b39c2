"""Alerts as screens see them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.schemas.approval import PersonName
from shared.schemas.replenishment import ReplenishmentRow
from shared.terms import AlertSeverity
from shared.watch_terms import AlertStepKind


class AlertRow(Struct, frozen=True):
    """Something a person should look at; the sentence is the catalogue's `alert-<kind>`.

    `is_own` says that it is the viewer's; one that is snoozed leaves its owner alone until then.
    """

    id: UUID
    kind: str
    severity: AlertSeverity
    facts: dict[str, str]
    raised_at: datetime
    acknowledged_at: datetime | None
    path: str
    owner_name: str | None = None
    is_own: bool = False
    snoozed_until: datetime | None = None


class AlertStepRow(Struct, frozen=True):
    """What happened to an alert, when, by whom (null: by itself), and to whom it went."""

    kind: AlertStepKind
    at: datetime
    person_name: str | None
    to_name: str | None
    until: datetime | None
    note: str


class AlertView(Struct, frozen=True):
    """One alert with its history; `people` are those whom it can be handed to, `started` what was started
    because of it. With `may_replenish` the viewer can have proposed what is missing.
    """

    row: AlertRow
    owner_since: datetime | None
    cleared_at: datetime | None
    steps: list[AlertStepRow]
    people: list[PersonName]
    started: list[ReplenishmentRow] = []
    may_replenish: bool = False


class SnoozeChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """Until when an alert is to be silent; at most a week."""

    until: datetime


class EscalateChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom an alert is handed to, with a word."""

    person_id: UUID
    note: Annotated[str, Meta(max_length=500)] = ""


class NoteChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """What was done about an alert."""

    note: Annotated[str, Meta(min_length=1, max_length=500)]
