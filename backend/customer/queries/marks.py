"""What stands out about customers, with the facts of its sentence."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from backend.customer.model.orders import Ordered, jumps
from backend.engine.rhythm import Rhythm
from shared.customer_terms import CustomerMark
from shared.schemas.customer import MarkView

# Who orders every few days is always about to order; that is no mark.
LEAST_RHYTHM_DAYS: Final = 7
DUE_WITHIN_DAYS: Final = 3
MOST_JUMPS: Final = 3
_RATIO: Final = Decimal("0.0001")


def ordered(row: Mapping[str, Any]) -> Ordered:
    """A line as far as habits go."""
    return Ordered(**{name: row[name] for name in Ordered.__dataclass_fields__})


def marks_of(
    found: Rhythm | None, lines: Sequence[Mapping[str, Any]], today: date
) -> list[MarkView]:
    """Quiet, out of line, expected soon: in this order."""
    marks = []
    if found is not None and found.is_quiet:
        marks.append(
            MarkView(
                CustomerMark.QUIET,
                on=found.order_days[-1],
                days=found.elapsed_days,
                usual_days=found.every_days,
                chance=Decimal(found.quiet_chance).quantize(_RATIO),
            )
        )
    by_id = {row["line_id"]: row for row in lines}
    for out in jumps([ordered(row) for row in lines], today)[:MOST_JUMPS]:
        row = by_id[out.line.line_id]
        marks.append(
            MarkView(
                CustomerMark.JUMP_UP if out.jump.is_up else CustomerMark.JUMP_DOWN,
                on=out.line.ordered_on,
                item_name=row["item_name"],
                unit=row["unit"],
                quantity=out.jump.quantity,
                usual_quantity=out.jump.usual,
                factor=out.jump.factor,
                order_reference=row["order_reference"],
            )
        )
    if found is not None and _is_due(found, today):
        marks.append(MarkView(CustomerMark.EXPECTED, on=found.expected_on))
    return marks


def _is_due(found: Rhythm, today: date) -> bool:
    """Whether the usual gap is over, or will be within days, and the next order can still be named."""
    return (
        not found.is_quiet
        and found.expected_on is not None
        and found.every_days >= LEAST_RHYTHM_DAYS
        and found.usual_on <= today + timedelta(days=DUE_WITHIN_DAYS)
    )
