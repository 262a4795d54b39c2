"""Keeps a written mail for its receiver, and tries it until it is taken, refused, or too old."""

import logging
import random
from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec

from backend.catalog.queries import company
from backend.connectors.mail import repository
from backend.connectors.mail.client import MailOffice, office
from backend.connectors.mail.events import AddressClosed, MailWanted
from backend.connectors.mail.letter import Letter
from backend.connectors.mail.mime import wire_form
from backend.connectors.mail.model import (
    Tried,
    Verdict,
    lane_of,
    message_name,
    next_try,
    plain_address,
    references_of,
    verdict_on,
)
from backend.connectors.mail.repository import Party, Waiting
from backend.dispatch import Context
from backend.outbox.relay import TryAgainError
from shared.ids import new_id
from shared.mail_terms import CUSTOMER_NOTICES, STAFF_MAILS, MailKind, MailStatus, NoticeChannel

logger = logging.getLogger(__name__)

# What nobody gets before asking for it.
_ONLY_WHEN_CHOSEN: Final = frozenset({MailKind.DIGEST, *CUSTOMER_NOTICES})
_CHOSEN: Final = frozenset({*CUSTOMER_NOTICES, *STAFF_MAILS})


def is_wanted(party: Party, kind: MailKind) -> bool:
    """Whether somebody wants this kind of mail; business mails are not asked about."""
    if kind not in _CHOSEN:
        return True
    if party.channel is NoticeChannel.NONE:
        return False
    if party.kinds is None:
        return kind not in _ONLY_WHEN_CHOSEN
    return kind in party.kinds


async def post(
    kind: MailKind, party: Party, letter: Letter, *, thread: str, context: Context
) -> UUID | None:
    """Keep a mail and have it sent; None where mail is off or nobody can be reached or wants it.

    Mails to one address go in their order. To a closed address a mail is kept unsent (`dropped`).
    """
    found, address = office(), plain_address(party.address)
    if found is None or not found.is_on or address is None or not is_wanted(party, kind):
        return None
    mail_id = new_id()
    earlier = await repository.thread_before(thread, party.kind, party.id)
    refers_to = references_of([message_name(each, found.domain) for each in earlier])
    await repository.add_mail(
        mail_id=mail_id,
        kind=kind,
        party=party,
        thread=thread,
        refers_to=refers_to,
        subject=letter.subject,
        content=found.seal.close(msgspec.json.encode(letter), mail_id.bytes),
        now=context.now,
    )
    context.emit(MailWanted(mail_id), lane=lane_of(address))
    return mail_id


async def send_mail(event: MailWanted, context: Context) -> None:
    """Try a mail once; `TryAgainError` says when the next try is."""
    mail = await repository.waiting_mail(event.mail_id)
    if mail is None:
        return
    found = office()
    if found is None or not found.is_on or found.courier is None:
        raise TryAgainError(context.now + timedelta(minutes=5), "no mail server is set")
    if mail.is_blocked:
        await repository.settle(mail.id, MailStatus.DROPPED, context.now)
        return
    if found.rest.until is not None and context.now < found.rest.until:
        raise TryAgainError(found.rest.until, "the mail server cannot be reached")
    tried = await found.courier.carry(
        found.sender, mail.address, await wire_bytes(mail, found, await _sender_name())
    )
    await _take(tried, mail, found, context)


async def wire_bytes(mail: Waiting, found: MailOffice, sender_name: str) -> bytes:
    """The mail as it goes over the wire; the same at every try."""
    letter = msgspec.json.decode(found.seal.open(mail.content, mail.id.bytes), type=Letter)
    return wire_form(
        letter,
        sender=found.sender,
        sender_name=sender_name,
        receiver=mail.address,
        name=message_name(mail.id, found.domain),
        refers_to=mail.refers_to,
        written_at=mail.created_at,
    )


async def _sender_name() -> str:
    return (await company()).name


async def _take(tried: Tried, mail: Waiting, found: MailOffice, context: Context) -> None:
    verdict = verdict_on(tried)
    again = None
    if verdict is Verdict.AGAIN:
        again = next_try(
            mail.tries + 1,
            mail.created_at,
            context.now,
            is_server=tried.is_server,
            draw=random.random(),  # noqa: S311 -- spreads load, guards nothing
        )
    logger.info(
        "mail",
        extra={
            "kind": mail.kind.value,
            "status": tried.code,
            "outcome": verdict.value,
            "attempt": mail.tries + 1,
            "duration_ms": tried.duration_ms,
        },
    )
    found.rest.until = again if tried.is_server else None
    status = None if again is not None else _ENDS[verdict]
    await repository.note_attempt(
        mail.id,
        at=context.now,
        duration_ms=tried.duration_ms,
        code=tried.code,
        said=tried.said,
        next_try_at=again,
        status=status,
    )
    if again is not None:
        raise TryAgainError(again, tried.said)
    if verdict is Verdict.ADDRESS_BAD:
        await repository.close_address(
            mail.address,
            because=MailStatus.REFUSED,
            said=tried.said,
            mail_id=mail.id,
            now=context.now,
        )
        context.emit(AddressClosed(mail.id))


_ENDS: Final = {
    Verdict.TAKEN: MailStatus.SENT,
    Verdict.AGAIN: MailStatus.FAILED,
    Verdict.REFUSED: MailStatus.FAILED,
    Verdict.ADDRESS_BAD: MailStatus.REFUSED,
}
