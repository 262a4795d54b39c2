"""What alert rules tell, and the clock that an alert without an answer waits for."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AlertRuleChanged:
    """A rule was made, changed, switched on or off, or removed; what it watches is looked at."""

    topics: ClassVar[tuple[str, ...]] = ("rule",)

    rule_id: UUID


@dataclass(frozen=True, slots=True)
class EscalateDue:
    """The time has come by which the owner of an alert should have acknowledged it."""

    topics: ClassVar[tuple[str, ...]] = ()

    alert_id: UUID
    owner_id: UUID
