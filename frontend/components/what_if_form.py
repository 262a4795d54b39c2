"""The form that changes one more thing in a scenario: what, of what, when, how much."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, text_field
from frontend.components.picker import picker
from frontend.components.voice import Voice
from shared.schemas.scenario import Choice, EditArgs, EditChoices
from shared.terms import EditKind

FIELDS: Final[dict[EditKind, tuple[str, ...]]] = {
    EditKind.DEMAND: ("item", "family", "customer", "from", "to", "percent"),
    EditKind.DEMAND_LINE: ("line", "quantity", "day"),
    EditKind.NEW_DEMAND: ("item", "customer", "quantity", "day"),
    EditKind.PURCHASE: ("purchase", "quantity", "day"),
    EditKind.PLAN_LINE: ("lot", "quantity", "day"),
    EditKind.CAPACITY: ("work_center", "from", "to", "weekday", "hours"),
    EditKind.CALENDAR: ("day", "open"),
    EditKind.PROMOTION: ("item", "family", "from", "to", "percent", "discount"),
    EditKind.PRICE: ("item", "family", "customer", "from", "to", "percent"),
    EditKind.PLAN_ANEW: (),
}
"""What the form asks for each kind of edit."""

_DATES: Final = {"from", "to", "day"}
_NUMBERS: Final = {"quantity", "percent", "discount", "hours"}


@dataclass
class EditWish:
    """What the form holds: the kind, and what was typed and chosen, as text."""

    kind: EditKind = EditKind.CAPACITY
    written: dict[str, str] = field(default_factory=dict)
    number: int = 0


def edit_form(
    voice: Voice,
    choices: EditChoices,
    wish: EditWish,
    *,
    set_kind: Callable[[str], object],
    write: Callable[[str], Callable[[str], object]],
    apply: Callable[..., object],
) -> VdomDict:
    """Draw the kinds and the fields of the one that is chosen."""
    kinds = [(kind.value, voice.say_code("what-if-kind", kind)) for kind in EditKind]
    return html.section(
        {"className": "what-if-form", "aria-label": voice.say("what-if-change")},
        html.h2({"className": "b"}, voice.say("what-if-change")),
        html.div(
            {"className": "what-if-fields"},
            html.div(
                {"key": "kind"},
                picker(voice.say("what-if-kind"), kinds, wish.kind.value, set_kind),
            ),
            *(
                html.div(
                    {"key": f"{wish.number}-{wish.kind.value}-{name}"},
                    _field(voice, choices, name, write(name)),
                )
                for name in FIELDS[wish.kind]
            ),
        ),
        # A press tells of what stands beside it, too: alone in its own place it stays small.
        html.div(
            button(
                {"className": "btn", "type": "button", "onClick": apply},
                voice.say("what-if-apply"),
            )
        ),
    )


def _field(
    voice: Voice, choices: EditChoices, name: str, write: Callable[[str], object]
) -> VdomDict:
    label = voice.say_code("what-if-field", name)
    if name in _DATES:
        return text_field(label, {"type": "date"}, write)
    if name in _NUMBERS:
        return text_field(label, {"type": "text", "inputMode": "decimal"}, write)
    options = {
        "item": choices.items,
        "family": choices.families,
        "customer": choices.customers,
        "line": choices.demand_lines,
        "purchase": choices.purchases,
        "lot": choices.plan_lines,
        "work_center": choices.work_centers,
        "weekday": [Choice(str(n), voice.named_day(date(2024, 1, n))) for n in range(1, 8)],
        "open": [Choice("1", voice.say("what-if-open"))],
    }[name]
    none = voice.say("what-if-shut") if name == "open" else "–"
    return picker(label, [("", none), *((each.id, each.name) for each in options)], "", write)


def edit_of(wish: EditWish, site_id: UUID) -> EditArgs | None:
    """The edit that the form holds; None when a figure or a day in it cannot be read."""
    written = {name: wish.written.get(name, "").strip() for name in FIELDS[wish.kind]}
    needs_site = wish.kind in {EditKind.CALENDAR, EditKind.NEW_DEMAND}
    try:
        return EditArgs(
            kind=wish.kind,
            item_id=_id(written, "item"),
            family=written.get("family") or None,
            customer_id=_id(written, "customer"),
            site_id=site_id if needs_site else None,
            demand_line_id=_id(written, "line"),
            supply_id=_id(written, "purchase") or _id(written, "lot"),
            work_center_id=_id(written, "work_center"),
            on=_day(written, "day"),
            from_on=_day(written, "from"),
            to_on=_day(written, "to"),
            weekdays=[int(written["weekday"])] if written.get("weekday") else [],
            quantity=_number(written, "quantity"),
            ratio=_percent(written, "percent"),
            discount=_percent(written, "discount"),
            hours=_number(written, "hours"),
            is_open=bool(written.get("open")),
        )
    except (ValueError, InvalidOperation):
        return None


def _id(written: dict[str, str], name: str) -> UUID | None:
    return UUID(written[name]) if written.get(name) else None


def _day(written: dict[str, str], name: str) -> date | None:
    return date.fromisoformat(written[name]) if written.get(name) else None


def _number(written: dict[str, str], name: str) -> Decimal | None:
    return figure(written.get(name) or "")


def _percent(written: dict[str, str], name: str) -> Decimal | None:
    value = _number(written, name)
    return None if value is None else value / 100
