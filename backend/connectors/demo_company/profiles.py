"""What the demo company keeps of its customers in fields of its own; said through the same commands as by people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from backend.connectors.base.tables import Tables
from shared.customer_terms import FieldKind

SHARE_KNOWN: Final = 0.7
_SHOPS: Final = ("Riga shop", "Hamburg shop", "Online")


@dataclass(frozen=True, slots=True)
class Field:
    """A field, what can be chosen in it, and by which name a customer's value is drawn."""

    name: str
    kind: FieldKind
    choices: tuple[str, ...] = ()


FIELDS: Final = (
    Field("Pack size", FieldKind.CHOICE, ("5 l", "10 kg", "20 kg", "200 l drum")),
    Field("Colour", FieldKind.CHOICE, ("RAL 7035", "RAL 7016", "RAL 9010", "Clear")),
    Field("Delivery", FieldKind.CHOICE, ("Morning", "Afternoon", "Not on Friday", "Any time")),
    Field("Home store", FieldKind.CHOICE, _SHOPS),
    Field("Own forklift", FieldKind.YES_NO),
    Field("Contract until", FieldKind.DATE),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is said of a customer, by the name of the field."""

    customer_code: str
    said: dict[str, str]


def profiles(tables: Tables, random: Random, today: date) -> Iterator[Profile]:
    """Something is known of most customers, everything of few; the same seed says the same."""
    for row in tables.rows("customer"):
        if row["segment"] == "counter":
            continue
        said = {
            field.name: _drawn(field, random, today)
            for field in FIELDS
            if random.random() < SHARE_KNOWN
        }
        if said:
            yield Profile(str(row["code"]), said)


def _drawn(field: Field, random: Random, today: date) -> str:
    if field.kind is FieldKind.YES_NO:
        return random.choice(("yes", "no"))
    if field.kind is FieldKind.DATE:
        return (today + timedelta(days=random.randint(20, 700))).isoformat()
    return random.choice(field.choices)
