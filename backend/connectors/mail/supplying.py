"""Mails to suppliers, and to whoever asked them when they have answered.

Wanted in the flow: `SupplierAsked` → `mail_supplier`; `SupplierAnswered` → `mail_buyer`.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.connectors.mail.client import office
from backend.connectors.mail.letter import Draft, Sheet, letter_of
from backend.connectors.mail.paper import enclosures, table_name
from backend.connectors.mail.repository import party_with
from backend.connectors.mail.sending import post
from backend.dispatch import Context
from backend.supplier.events import SupplierAnswered, SupplierAsked
from backend.supplier.handlers.asking import SentRequest, link_to, send_request
from backend.supplier.model import Line, Request, outcome_of
from backend.supplier.queries import request_asked
from shared.mail_terms import MailKind, PartyKind
from shared.supplier_terms import RequestKind
from shared.text import amount, day, moment, text

_KINDS: Final = {
    RequestKind.QUOTATION: MailKind.QUOTATION_ASKED,
    RequestKind.ORDER: MailKind.PURCHASE_ORDERED,
    RequestKind.CHANGE: MailKind.PURCHASE_CHANGED,
    RequestKind.CANCELLATION: MailKind.PURCHASE_CANCELLED,
    RequestKind.FORECAST: MailKind.FORECAST_SHARED,
}


async def mail_supplier(event: SupplierAsked, context: Context) -> None:
    """The time for second thoughts is over: send the request, with its link and its table."""
    sent = await send_request(event.request_id, context)
    found = office()
    if sent is None or found is None:
        return
    party = await party_with(PartyKind.SUPPLIER, sent.request.supplier_id)
    if party is None:
        return
    kind = _KINDS[sent.request.kind]
    draft = _asking(kind, sent, party.language, found.origin, await planning_catalog(), context)
    letter = letter_of(draft, party.language, files=enclosures(draft, party.language))
    await post(kind, party, letter, thread=_thread(sent.request), context=context)


async def mail_buyer(event: SupplierAnswered, context: Context) -> None:
    """A supplier has answered: tell whoever asked, else whoever buys for the site."""
    asked = await request_asked(event.request_id)
    found = office()
    if asked is None or asked.buyer_id is None or found is None:
        return
    party = await party_with(PartyKind.PERSON, asked.buyer_id)
    if party is None:
        return
    request, catalog, language = asked.request, await planning_catalog(), party.language
    facts = {"supplier": request.supplier_name, "reference": request.reference}
    paragraphs = [text(language, "mail-supplier-answered-body", **facts)]
    if request.answer_note:
        paragraphs.append(text(language, "mail-note", note=request.answer_note))
    draft = Draft(
        subject=text(language, "mail-supplier-answered-subject", **facts),
        paragraphs=paragraphs,
        sheet=_answers(request, asked.lines, language, catalog, context),
        action=(text(language, "mail-look"), f"{found.origin}/suppliers/{request.supplier_id}"),
        foot=[text(language, "mail-foot", company=catalog.company.name)],
    )
    await post(
        MailKind.SUPPLIER_ANSWERED,
        party,
        letter_of(draft, language, files=enclosures(draft, language)),
        thread=_thread(request),
        context=context,
    )


def _thread(request: Request) -> str:
    return f"purchase/{request.supplier_id}/{request.reference}"[:120]


def _asking(
    kind: MailKind,
    sent: SentRequest,
    language: str,
    origin: str,
    catalog: PlanningCatalog,
    context: Context,
) -> Draft:
    request, site = sent.request, catalog.sites[sent.request.site_id]
    key = f"mail-{kind.replace('_', '-')}"
    facts = {
        "company": catalog.company.name,
        "supplier": request.supplier_name,
        "reference": request.reference,
    }
    by = moment(language, request.answer_by, ZoneInfo(site.time_zone), context.now)
    paragraphs = [
        text(language, f"{key}-body", **facts),
        text(language, "mail-delivery-to", site=site.name),
        text(language, "mail-answer-by", time=f"{by} ({site.time_zone})"),
    ]
    if request.note:
        paragraphs.append(text(language, "mail-note", note=request.note))
    return Draft(
        subject=text(language, f"{key}-subject", **facts),
        paragraphs=paragraphs,
        sheet=_asked(request, sent.lines, language, catalog, context),
        action=(text(language, "mail-answer-here"), link_to(origin, sent.token, language)),
        foot=[
            text(language, "mail-answer-link"),
            text(language, "mail-foot", company=catalog.company.name),
        ],
    )


def _asked(
    request: Request,
    lines: Sequence[Line],
    language: str,
    catalog: PlanningCatalog,
    context: Context,
) -> Sheet:
    today = context.now.date()
    has_before = any(line.quantity_before is not None for line in lines)
    has_expected = request.kind is RequestKind.FORECAST
    more = [*(["before"] if has_before else []), *(["expected"] if has_expected else [])]
    names = ["code", "item", "quantity", "day", *more]
    said, plain = [], []
    for line in lines:
        item = catalog.items[line.item_id]
        row = [
            item.code,
            item.name,
            amount(language, line.quantity, item.unit),
            day(language, line.due_on, today),
        ]
        if has_before:
            row.append(_before(line, item.unit, language, context))
        expected = line.expected_quantity or Decimal(0)
        if has_expected:
            row.append(amount(language, expected, item.unit) if expected else "")
        said.append(row)
        cells = (item.code, item.name, line.quantity.normalize(), item.unit, line.due_on)
        plain.append((*cells, expected.normalize()) if has_expected else cells)
    return Sheet(
        name=table_name((request.kind.value, request.reference)),
        header=[text(language, f"mail-column-{name}") for name in names],
        said=said,
        plain=plain,
        plain_header=[
            text(language, f"mail-column-{name}")
            for name in (
                "code",
                "item",
                "quantity",
                "unit",
                "day",
                *(["expected"] if has_expected else []),
            )
        ],
    )


def _before(line: Line, unit: str, language: str, context: Context) -> str:
    if line.quantity_before is None or line.due_on_before is None:
        return ""
    return text(
        language,
        "mail-before",
        amount=amount(language, line.quantity_before, unit),
        day=day(language, line.due_on_before, context.now.date()),
    )


def _answers(
    request: Request,
    lines: Sequence[Line],
    language: str,
    catalog: PlanningCatalog,
    context: Context,
) -> Sheet:
    today = context.now.date()
    said, plain = [], []
    for line in lines:
        item, parts = catalog.items[line.item_id], line.answer or ()
        outcome = text(
            language, f"mail-outcome-{outcome_of(line.quantity, line.due_on, parts).value}"
        )
        offered = "; ".join(
            text(
                language,
                "mail-part",
                amount=amount(language, part.quantity, item.unit),
                day=day(language, part.on, today),
            )
            for part in parts
        )
        said.append(
            [
                item.name,
                amount(language, line.quantity, item.unit),
                day(language, line.due_on, today),
                f"{outcome}. {offered}" if offered else outcome,
            ]
        )
        plain.append(
            (item.name, line.quantity.normalize(), line.due_on, f"{outcome} {offered}".strip())
        )
    header = [
        text(language, f"mail-column-{name}") for name in ("item", "quantity", "day", "answer")
    ]
    name = table_name(("answer", request.reference))
    return Sheet(name=name, header=header, said=said, plain=plain, plain_header=header)
