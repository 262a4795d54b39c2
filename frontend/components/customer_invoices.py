"""A customer's invoices: what is owed in each currency, what is overdue by how much, what was paid."""

from dataclasses import replace

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.frame import section
from frontend.components.icon import status
from frontend.components.voice import Voice
from shared.schemas.invoice import InvoiceRow, InvoiceSum, InvoicesView


def invoices_part(voice: Voice, invoices: InvoicesView) -> list[VdomDict]:
    """Draw what is open, the longest due first, and what was paid in a year."""
    if not invoices.row_count:
        return []
    hidden = invoices.row_count - len(invoices.rows)
    return [
        section(voice.say("customer-invoices", count=invoices.open_count)),
        html.div(
            {"className": "sheet"},
            html.ul(
                {"className": "row t-s customer-says"},
                *(html.li({"key": each.currency}, _sum(voice, each)) for each in invoices.sums),
            ),
            *(_row(replace(voice, currency=each.currency), each) for each in invoices.rows),
            html.p({"className": "row t-s dim"}, voice.say("customer-invoices-more", count=hidden))
            if hidden
            else None,
        ),
    ]


def _sum(voice: Voice, owed: InvoiceSum) -> str:
    own = replace(voice, currency=owed.currency)
    return own.say(
        "customer-invoices-sum",
        open=own.money(owed.open_amount),
        overdue=own.money(owed.overdue_amount),
        paid=own.money(owed.paid_amount),
    )


def _row(voice: Voice, invoice: InvoiceRow) -> VdomDict:
    is_open = invoice.open_amount > 0
    if invoice.overdue_days:
        said = status(
            "late", voice.say("customer-invoice-overdue", count=invoice.overdue_days), "late"
        )
    elif is_open:
        said = status("today", voice.say("customer-invoice-due", day=voice.day(invoice.due_on)))
    else:
        paid_on = voice.day(invoice.paid_on) if invoice.paid_on else ""
        said = status("kept", voice.say("customer-invoice-paid", day=paid_on), "kept")
    story = []
    if invoice.order_reference:
        story.append(voice.say("customer-invoice-order", reference=invoice.order_reference))
    if is_open and invoice.open_amount < invoice.amount:
        paid = voice.money(invoice.amount - invoice.open_amount)
        amount = voice.money(invoice.amount)
        story.append(voice.say("customer-invoice-part", paid=paid, amount=amount))
    return html.div(
        {"className": "row", "key": invoice.reference},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m cut"}, invoice.reference),
            html.span(
                {"className": "b nw"},
                voice.money(invoice.open_amount if is_open else invoice.amount),
            ),
        ),
        html.span(
            {"className": "flex between t-s"},
            said,
            html.span({"className": "dim"}, " · ".join(story)),
        ),
    )
