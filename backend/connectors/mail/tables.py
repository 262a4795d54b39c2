"""Tables of mail: who is written to how, which addresses are closed, every mail and every try."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigSerial,
    Date,
    ForeignKey,
    Integer,
    Numeric,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table


class MailParty(Table):
    """How somebody is written to; `address` and `language` null: as their own record has it.

    `kinds` null: the usual ones. `since` is when `kinds` was chosen last.
    """

    id = UUID(primary_key=True, default=None)
    kind = Varchar(length=16, null=False)
    party_id = UUID(null=False, default=None)
    address = Varchar(length=254, null=True, default=None)
    language = Varchar(length=8, null=True, default=None)
    kinds = JSONB(null=True, default=None)
    channel = Varchar(length=16, null=False)
    since = Timestamptz(null=False, default=None)
    ver = Integer(null=False)
    mail_party_is_unique = Unique([kind, party_id])


class MailBlock(Table):
    """An address that nothing is sent to until somebody has mended it; `said` is the refusal."""

    address = Varchar(length=254, primary_key=True, null=False)
    blocked_at = Timestamptz(null=False, default=None)
    because = Varchar(length=16, null=False)
    said = Varchar(length=500, null=False)
    mail_id = UUID(null=False, default=None)


class MailMessage(Table):
    """One mail to one receiver; `content` is sealed and forgotten after a while.

    `thread` names what mails belong together; `refers_to` are Message-IDs, the oldest first.
    """

    id = UUID(primary_key=True, default=None)
    sequence = BigSerial()
    kind = Varchar(length=32, null=False)
    party_kind = Varchar(length=16, null=False)
    party_id = UUID(null=False, default=None, index=True)
    address = Varchar(length=254, null=False, index=True)
    thread = Varchar(length=120, null=False, index=True)
    refers_to = JSONB(null=False)
    subject = Varchar(length=300, null=False)
    content = Text(null=True, default=None, secret=True)
    status = Varchar(length=16, null=False)
    tries = SmallInt(null=False)
    created_at = Timestamptz(null=False, default=None)
    next_try_at = Timestamptz(null=True, default=None)
    settled_at = Timestamptz(null=True, default=None)


class MailAttempt(Table):
    """One try of a mail, or what a bounce said afterwards."""

    id = UUID(primary_key=True, default=None)
    mail_id = ForeignKey(MailMessage, null=False, on_delete=OnDelete.cascade, index=True)
    at = Timestamptz(null=False, default=None)
    duration_ms = Integer(null=False)
    code = SmallInt(null=True, default=None)
    said = Varchar(length=500, null=False)


class CustomerTold(Table):
    """What a customer was told last of an order line, or what stood when they began to be told."""

    demand_line_id = UUID(primary_key=True, default=None)
    promised_on = Date(null=True, default=None)
    quantity = Numeric(digits=(18, 6), null=False)
    shipped_quantity = Numeric(digits=(18, 6), null=False)
    status = Varchar(length=16, null=False)
    told_at = Timestamptz(null=False, default=None)


class MailDigest(Table):
    """That somebody's digest of a day was written."""

    id = UUID(primary_key=True, default=None)
    person_id = UUID(null=False, default=None)
    on = Date(null=False, default=None)
    mail_digest_is_unique = Unique([person_id, on])
