"""Customers are told by themselves how their orders stand, as soon as that changes.

Wanted in the flow: `DemandLineChanged`, `CompanyLoaded` → `tell_customers`; `PromisesMoved` → `tell_of_lost_days`.
Timetable: `TellOfPassedDays`.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from backend.catalog.queries import company
from backend.connectors.mail.client import MailOffice, office
from backend.connectors.mail.commands import TellOfPassedDays
from backend.connectors.mail.letter import Draft, Sheet, letter_of
from backend.connectors.mail.model import signed_link
from backend.connectors.mail.notices import UNSURE, ToldLine, kinds_of
from backend.connectors.mail.paper import table_name
from backend.connectors.mail.repository import Party, party_with
from backend.connectors.mail.sending import post
from backend.connectors.mail.told import lines_overdue, lines_to_tell, lines_with, note_told
from backend.dispatch import Context
from backend.floor.events import PromisesMoved
from shared.mail_terms import MailKind, PartyKind
from shared.text import amount, day, text

NOTICES: Final = "notices"


async def tell_customers(event: object, context: Context) -> None:
    """Compare what customers know with how their lines stand; one mail an order for each kind of news."""
    found = office()
    if found is None or not found.is_on:
        return
    line_id: UUID | None = getattr(event, "demand_line_id", None)
    orders: defaultdict[tuple[UUID, str], list[ToldLine]] = defaultdict(list)
    for line in await lines_to_tell(line_id):
        orders[line.customer_id, line.order_reference].append(line)
    for (customer_id, order), lines in orders.items():
        party = await party_with(PartyKind.CUSTOMER, customer_id)
        kinds = kinds_of(lines)
        for kind in dict.fromkeys(kinds.values()):
            of_kind = [line for line in lines if kinds.get(line.demand_line_id) is kind]
            if party is not None and kind is not None:
                await _tell(kind, order, of_kind, party, found, context)
        news = [line.as_known() for line in lines if line.demand_line_id in kinds]
        await note_told(news, context.now)


async def tell_of_lost_days(event: PromisesMoved, context: Context) -> None:
    """A promise has become impossible and no other day is known yet: say so before they ask."""
    found = office()
    lost = [each.demand_line_id for each in event.promises if each.possible_on is None]
    if found is None or not found.is_on or not lost:
        return
    await _tell_without_day(await lines_with(lost), found, context)


async def tell_of_passed_days(command: TellOfPassedDays, context: Context) -> None:  # noqa: ARG001 -- the command says all by its name
    """A promised day has passed and nothing says why: the customer hears of it before they ask."""
    found = office()
    if found is None or not found.is_on:
        return
    await _tell_without_day(await lines_overdue(context.now), found, context)


async def _tell_without_day(lines: Sequence[ToldLine], found: MailOffice, context: Context) -> None:
    orders: defaultdict[tuple[UUID, str], list[ToldLine]] = defaultdict(list)
    for line in lines:
        orders[line.customer_id, line.order_reference].append(line.without_day())
    for (customer_id, order), of_order in orders.items():
        party = await party_with(PartyKind.CUSTOMER, customer_id)
        if party is not None:
            await _tell(MailKind.DELAYED, order, of_order, party, found, context)
            await note_told(of_order, context.now)


async def _tell(
    kind: MailKind,
    order: str,
    lines: Sequence[ToldLine],
    party: Party,
    found: MailOffice,
    context: Context,
) -> None:
    language, key = party.language, f"mail-{kind.replace('_', '-')}"
    end = f"{found.origin}/mail/end/" + signed_link(found.link_key, party.kind, party.id, NOTICES)
    company_name = (await company()).name
    draft = Draft(
        subject=text(language, f"{key}-subject", order=order),
        paragraphs=[
            *(text(language, "mail-greeting", name=name) for name in _greeted(lines)),
            text(language, f"{key}-body", order=order),
        ],
        sheet=_sheet(order, lines, language, context),
        foot=[
            text(language, "mail-foot", company=company_name),
            text(language, "mail-end-here", link=end),
        ],
    )
    letter = letter_of(draft, language, unsubscribe=end)
    await post(kind, party, letter, thread=f"order/{order}", context=context)


def _greeted(lines: Sequence[ToldLine]) -> list[str]:
    """Whom the customer has named to us, if anybody."""
    return [name for name in {line.contact_name.strip() for line in lines} if name]


def _sheet(order: str, lines: Sequence[ToldLine], language: str, context: Context) -> Sheet:
    header = [text(language, f"mail-column-{name}") for name in ("item", "quantity", "day")]
    said = [
        [line.item_name, amount(language, line.shown, line.unit), _day(line, language, context)]
        for line in lines
    ]
    return Sheet(table_name(("order", order)), header, said, header, said)


def _day(line: ToldLine, language: str, context: Context) -> str:
    today = context.now.date()
    now = None if line.now.status == UNSURE else line.now.promised_on
    before = line.told.promised_on if line.told else None
    written = text(language, "mail-day-open") if now is None else day(language, now, today)
    if before is None or before == now:
        return written
    return text(language, "mail-day-was", day=written, before=day(language, before, today))
