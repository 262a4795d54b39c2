"""What may be asked about customers."""

from dataclasses import dataclass
from uuid import UUID

from shared.schemas.customer import CustomerFieldChoice, FieldSaid, SignalChoice
from shared.schemas.segment import ClassTaken, OverrideChoice, SegmentRules


@dataclass(frozen=True, slots=True)
class AddCustomerField:
    """Keep one thing more of every customer."""

    choice: CustomerFieldChoice


@dataclass(frozen=True, slots=True)
class ChangeCustomerField:
    """Call a field otherwise, or let others be chosen in it; what it holds stays."""

    field_id: UUID
    choice: CustomerFieldChoice


@dataclass(frozen=True, slots=True)
class RemoveCustomerField:
    """Keep a field no longer; what was said in it stays in the database and is shown nowhere."""

    field_id: UUID


@dataclass(frozen=True, slots=True)
class SayCustomerFields:
    """Say what holds for a customer in some fields, all or none."""

    customer_id: UUID
    said: tuple[FieldSaid, ...]


@dataclass(frozen=True, slots=True)
class ChooseSegmentRules:
    """Find segments by other rules from now on."""

    rules: SegmentRules


@dataclass(frozen=True, slots=True)
class ChooseClass:
    """Let a customer have a class by hand until a day; it holds at once."""

    customer_id: UUID
    choice: OverrideChoice


@dataclass(frozen=True, slots=True)
class EndClassChoice:
    """Let a customer's class be found from data again; it stays as it is until one is taken over."""

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class TakeOverClasses:
    """Let customers have the classes that were suggested, all or none."""

    taken: tuple[ClassTaken, ...]


@dataclass(frozen=True, slots=True)
class HearSignal:
    """Note what was heard of a customer."""

    customer_id: UUID
    choice: SignalChoice


@dataclass(frozen=True, slots=True)
class ForgetSignal:
    """Take back what was heard; the trail keeps it."""

    signal_id: UUID
