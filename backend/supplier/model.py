"""The rules of asking suppliers: deadlines, what an answer does to a purchase, links, reliability."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from shared.schemas.supplier import Reliability, SupplierPart
from shared.supplier_terms import AnswerOutcome, RequestKind, RequestStatus

# Time for second thoughts before anything leaves the house.
SECOND_THOUGHTS: Final = timedelta(seconds=30)
LINK_LIFE: Final = timedelta(days=30)
PASS_LIFE: Final = timedelta(minutes=30)
FORECAST_WEEKS: Final = 13
COUNTED: Final = timedelta(days=365)
_ANSWER_IN: Final = {
    RequestKind.QUOTATION: timedelta(days=5),
    RequestKind.ORDER: timedelta(days=2),
    RequestKind.CHANGE: timedelta(days=2),
    RequestKind.CANCELLATION: timedelta(days=1),
    RequestKind.FORECAST: timedelta(days=7),
}
_LARGEST: Final = Decimal(10) ** 11
# What an answer moves; a quotation and a forecast are only taken note of.
BINDING: Final = frozenset({RequestKind.ORDER, RequestKind.CHANGE})


@dataclass(frozen=True, slots=True)
class PurchaseMoves:
    """What an answer does to a purchase line: what stays on it, what becomes lines of its own, what goes."""

    first: SupplierPart | None
    others: tuple[SupplierPart, ...]
    cut: Decimal


@dataclass(frozen=True, slots=True)
class Delivered:
    """A purchase line that has been received, against what was asked first."""

    quantity: Decimal
    received_quantity: Decimal
    due_on: date
    received_on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was sent, and when it was answered."""

    answer_by: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Request:
    """A request, with whom and where it is about."""

    id: UUID
    supplier_id: UUID
    supplier_name: str
    site_id: UUID
    scope_id: UUID
    kind: RequestKind
    reference: str
    status: RequestStatus
    asked_at: datetime | None
    asked_by: UUID | None
    asked_by_name: str
    answer_by: datetime
    answered_at: datetime | None
    note: str
    answer_note: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a request; `answer` None: not answered yet."""

    id: UUID
    request_id: UUID
    line_number: int
    purchase_line_id: UUID | None
    item_id: UUID
    quantity: Decimal
    due_on: date
    quantity_before: Decimal | None = None
    due_on_before: date | None = None
    answer: tuple[SupplierPart, ...] | None = None
    unit_price: Decimal | None = None
    expected_quantity: Decimal | None = None


def answer_by(kind: RequestKind, now: datetime) -> datetime:
    """Until when an answer counts as in time."""
    return now + _ANSWER_IN[kind]


def outcome_of(quantity: Decimal, due_on: date, parts: Sequence[SupplierPart]) -> AnswerOutcome:
    """What an answer is: all of it by the day is confirmed, nothing is declined, the rest is changed.

    >>> outcome_of(Decimal(5), date(2026, 12, 1), [SupplierPart(Decimal(5), date(2026, 11, 30))]).value
    'confirmed'
    """
    if not parts:
        return AnswerOutcome.DECLINED
    total = sum((part.quantity for part in parts), Decimal(0))
    is_kept = total == quantity and all(part.on <= due_on for part in parts)
    return AnswerOutcome.CONFIRMED if is_kept else AnswerOutcome.CHANGED


def is_quantity(value: Decimal) -> bool:
    """Whether a figure from outside is above nothing and one that we can keep.

    >>> is_quantity(Decimal("NaN")), is_quantity(Decimal("0.5"))
    (False, True)
    """
    return value.is_finite() and 0 < value <= _LARGEST


def is_possible(
    quantity: Decimal, parts: Iterable[SupplierPart], decimals: int, today: date
) -> bool:
    """Whether an answer can be taken: no more than was asked, whole units, no day that has passed."""
    parts = list(parts)
    if not all(is_quantity(part.quantity) for part in parts):
        return False
    unit = Decimal(1).scaleb(-decimals)
    return sum((part.quantity for part in parts), Decimal(0)) <= quantity and all(
        part.on >= today and part.quantity % unit == 0 for part in parts
    )


def moves_of(quantity: Decimal, parts: Iterable[SupplierPart]) -> PurchaseMoves:
    """How a purchase line of so much becomes what a supplier will deliver; parts of one day are one.

    >>> part = lambda quantity, day: SupplierPart(Decimal(quantity), date(2026, 12, day))
    >>> moves_of(Decimal(10), [part(3, 9), part(2, 4), part(1, 9)]).cut
    Decimal('4')
    """
    by_day: dict[date, Decimal] = {}
    for part in parts:
        by_day[part.on] = by_day.get(part.on, Decimal(0)) + part.quantity
    ordered = [SupplierPart(by_day[on], on) for on in sorted(by_day)]
    left = quantity - sum(by_day.values(), Decimal(0))
    return PurchaseMoves(ordered[0] if ordered else None, tuple(ordered[1:]), left)


def reliability_of(
    delivered: Iterable[Delivered], asked: Iterable[Asked], now: datetime
) -> Reliability:
    """Counts of what was kept; a request counts when it is answered or its time has passed."""
    came = list(delivered)
    due = [each for each in asked if each.answered_at is not None or each.answer_by <= now]
    return Reliability(
        delivered_count=len(came),
        on_time_count=sum(each.received_on <= each.due_on for each in came),
        in_full_count=sum(each.received_quantity >= each.quantity for each in came),
        asked_count=len(due),
        answered_in_time_count=sum(
            each.answered_at is not None and each.answered_at <= each.answer_by for each in due
        ),
    )


def by_week(
    lines: Iterable[tuple[UUID, date, Decimal]], first: date, weeks: int = FORECAST_WEEKS
) -> dict[tuple[UUID, date], Decimal]:
    """Quantities by item and Monday, from the week of `first` on; what is overdue counts in it."""
    monday = first - timedelta(days=first.weekday())
    found: dict[tuple[UUID, date], Decimal] = {}
    for item_id, on, quantity in lines:
        week = max(monday, on - timedelta(days=on.weekday()))
        if (week - monday).days < 7 * weeks:
            found[item_id, week] = found.get((item_id, week), Decimal(0)) + quantity
    return found


def forecast_weeks(
    planned: Iterable[tuple[UUID, date, Decimal]],
    expected: Iterable[tuple[UUID, date, Decimal]],
    first: date,
) -> dict[tuple[UUID, date], tuple[Decimal, Decimal]]:
    """By item and Monday: what will be bought in all, and what of it nobody has ordered yet.

    Where what is expected takes less in a week, since a lot came sooner for it, the weeks before give it back.
    """
    firm, more = by_week(planned, first), by_week(expected, first)
    left: dict[UUID, Decimal] = {}
    found: dict[tuple[UUID, date], tuple[Decimal, Decimal]] = {}
    for item_id, week in sorted(
        {*firm, *more}, key=lambda pair: (str(pair[0]), pair[1]), reverse=True
    ):
        due = more.get((item_id, week), Decimal(0)) + left.get(item_id, Decimal(0))
        left[item_id] = min(due, Decimal(0))
        plan, beyond = firm.get((item_id, week), Decimal(0)), max(due, Decimal(0))
        if plan + beyond > 0:
            found[item_id, week] = (plan + beyond, beyond)
    return found


def hash_of(token: str) -> str:
    """By what a link is known; the link itself is not kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def pass_for(key: bytes, token_hash: str, now: datetime) -> str:
    """What the holder of a link shows after opening it, good for 30 minutes and its one request."""
    said = f"{token_hash}.{int((now + PASS_LIFE).timestamp())}"
    mark = hmac.new(key, said.encode(), hashlib.sha256).digest()
    return f"{said}.{urlsafe_b64encode(mark).decode().rstrip('=')}"


def read_pass(key: bytes, shown: str, now: datetime) -> str | None:
    """The hash of the link that a pass was made for; None where it is none of ours or has run out."""
    said, _, mark = shown.rpartition(".")
    token_hash, _, until = said.rpartition(".")
    try:
        given = urlsafe_b64decode(mark + "=" * (-len(mark) % 4))
    except ValueError:
        return None
    made = hmac.new(key, said.encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(given, made) or not until.isdecimal():
        return None
    return token_hash if now.timestamp() < int(until) else None
