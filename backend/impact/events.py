"""What impact tells."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DemandChangeAssessed:
    """What a change does is known; its impact stands on the change."""

    topics: ClassVar[tuple[str, ...]] = ("demand_change",)

    demand_change_id: UUID
