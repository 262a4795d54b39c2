"""What may be said in a field that the company has defined, and which class is due to a customer."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from backend.customer.errors import (
    ClassExpiryError,
    FieldDefinitionError,
    FieldValueError,
    SignalDaysError,
)
from shared.customer_terms import FieldKind, SignalKind
from shared.schemas.customer import CustomerFieldChoice, SignalChoice

YES: Final = "yes"
NO: Final = "no"
LONGEST_OVERRIDE_DAYS: Final = 730
MOST_FIELDS: Final = 40


def settled(choice: CustomerFieldChoice, names: Sequence[str]) -> CustomerFieldChoice:
    """A field with its words trimmed; refused where its name is taken, or there is nothing to choose."""
    name = choice.name.strip()
    if not name:
        raise FieldDefinitionError(field="name")
    if name.casefold() in {each.casefold() for each in names}:
        raise FieldDefinitionError(field="name_taken")
    choices = [each.strip() for each in choice.choices if each.strip()]
    if choice.kind is not FieldKind.CHOICE:
        return CustomerFieldChoice(name, choice.kind, [])
    if not choices or len({each.casefold() for each in choices}) < len(choices):
        raise FieldDefinitionError(field="choices")
    return CustomerFieldChoice(name, choice.kind, choices)


def value_said(name: str, kind: FieldKind, choices: Sequence[str], said: str) -> str:
    """A value as it is kept; "" takes it back. `FieldValueError` names the field that cannot hold it."""
    text = " ".join(said.split())
    if not text:
        return ""
    if kind is FieldKind.CHOICE and text not in choices:
        raise FieldValueError(field=name)
    if kind is FieldKind.YES_NO and text not in {YES, NO}:
        raise FieldValueError(field=name)
    if kind is FieldKind.DATE:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as problem:
            raise FieldValueError(field=name) from problem
    if kind is FieldKind.NUMBER:
        return _number(name, text)
    return text


def _number(name: str, text: str) -> str:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as problem:
        raise FieldValueError(field=name) from problem
    if not number.is_finite() or abs(number.adjusted()) > 15:  # noqa: PLR2004 -- nobody counts that far
        raise FieldValueError(field=name)
    return f"{number.normalize():f}"


def check_expiry(expires_on: date, today: date) -> None:
    """Refuse a class by hand that has ended already, or would be forgotten: two years at most."""
    days = (expires_on - today).days
    if not 0 <= days <= LONGEST_OVERRIDE_DAYS:
        raise ClassExpiryError(days=LONGEST_OVERRIDE_DAYS)


def check_signal(choice: SignalChoice, today: date) -> None:
    """Refuse what would have been heard on a day to come, or ends before it began.

    An event may be told of before it begins.
    """
    if choice.heard_on > today and choice.kind is not SignalKind.EVENT:
        raise SignalDaysError
    if choice.until_on is not None and choice.until_on < choice.heard_on:
        raise SignalDaysError
