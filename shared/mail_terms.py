"""The words of e-mail and of what suppliers are asked, as closed lists; apart from `terms.py`, which phones load."""

from enum import StrEnum


class PartyKind(StrEnum):
    """Who a mail is for."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    PERSON = "person"


class MailKind(StrEnum):
    """What a mail is; its words are the catalogue's `mail-<kind>-…`."""

    QUOTATION_ASKED = "quotation_asked"
    PURCHASE_ORDERED = "purchase_ordered"
    PURCHASE_CHANGED = "purchase_changed"
    PURCHASE_CANCELLED = "purchase_cancelled"
    FORECAST_SHARED = "forecast_shared"
    SUPPLIER_ANSWERED = "supplier_answered"
    ORDER_CONFIRMED = "order_confirmed"
    DATE_MOVED = "date_moved"
    DELAYED = "delayed"
    SHIPPED = "shipped"
    ORDER_CANCELLED = "order_cancelled"
    DIGEST = "digest"
    SILENT = "silent"
    TEST = "test"


class MailStatus(StrEnum):
    """Where a mail stands.

    `failed`: given up, may be sent again. `refused` and `bounced`: the address is closed until mended.
    `dropped`: not sent, because the address was closed or the receiver wanted no more.
    """

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    REFUSED = "refused"
    BOUNCED = "bounced"
    DROPPED = "dropped"


class NoticeChannel(StrEnum):
    """How a customer wants to hear of their orders."""

    MAIL = "mail"
    NONE = "none"


CUSTOMER_NOTICES = (
    MailKind.ORDER_CONFIRMED,
    MailKind.DATE_MOVED,
    MailKind.DELAYED,
    MailKind.SHIPPED,
    MailKind.ORDER_CANCELLED,
)
STAFF_MAILS = (MailKind.DIGEST, MailKind.SILENT)
