"""The screens' sample day at Riga: 24 November 2026, 11:06, and who looks."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.schemas.impact import (
    DayQuantity,
)
from shared.session import SessionFacts
from shared.terms import (
    Language,
    Role,
    Theme,
)

NOW = datetime(2026, 11, 24, 11, 6, tzinfo=UTC)
TODAY = date(2026, 11, 24)
WANTED = date(2026, 12, 3)
PROPOSAL_ID = UUID(int=1047)
CHANGE_ID = UUID(int=2047)
SITE_ID = UUID(int=1)
OTHER_SITE_ID = UUID(int=2)
REVISION_ID = UUID(int=218)
LATER_REVISION_ID = UUID(int=221)
ITEM_ID = UUID(int=7035)

STOCK = (58, 46, 46, 70, 70, 70, 52, 40, 40, 22, 46, 46, 46, 60, 60)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def session(**changes: Any) -> SessionFacts:
    facts: dict[str, Any] = {
        "session_id": UUID(int=11),
        "device_id": UUID(int=13),
        "person_id": UUID(int=12),
        "person_name": "Viktor Hahn",
        "roles": (Role.SUPERVISOR,),
        "language": Language.ENGLISH,
        "theme": Theme.LIGHT,
    }
    return SessionFacts(**(facts | changes))


def line(quantities: Sequence[int], *, plus: int = 0, since: int = 99) -> list[DayQuantity]:
    return [
        DayQuantity(day(n), Decimal(quantity + (plus if n >= since else 0)))
        for n, quantity in enumerate(quantities)
    ]
