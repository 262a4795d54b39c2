"""Mails are sent again, addresses mended, preferences kept, bounces taken in.

Wanted in the flow: `AddressClosed` → `tell_of_closed_address`; `AddressMended` → `clear_closed_address`;
`MailTestAsked` → `write_test`; `MailWanted` → `send_mail` of sending.py (outside).
"""

from typing import Final
from uuid import UUID

from backend.alert.events import OwnerDue
from backend.alert.handlers.following import follow_causes
from backend.alert.model import AlertKind, Cause
from backend.catalog.queries import customer_row
from backend.connectors.mail import repository
from backend.connectors.mail.bounce import read_incoming
from backend.connectors.mail.client import office
from backend.connectors.mail.commands import (
    ChooseCustomerNotices,
    ChooseStaffMail,
    ChooseSupplierMail,
    EndMails,
    ForgetMail,
    MendAddress,
    ReceiveMail,
    SendMailAgain,
    SendTestMail,
)
from backend.connectors.mail.errors import AddressRefusedError, MailGoneError, MailOffError
from backend.connectors.mail.events import (
    AddressClosed,
    AddressMended,
    MailTestAsked,
    MailWanted,
)
from backend.connectors.mail.letter import Draft, letter_of
from backend.connectors.mail.model import (
    ALL_KEPT,
    CONTENT_KEPT,
    Verdict,
    lane_of,
    plain_address,
    same_address,
)
from backend.connectors.mail.owners import owner_of
from backend.connectors.mail.sending import post
from backend.connectors.mail.told import forget_told, remember_as_told
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.supplier.queries import sees_supplier
from shared.mail_terms import (
    CUSTOMER_NOTICES,
    STAFF_MAILS,
    MailKind,
    MailStatus,
    NoticeChannel,
    PartyKind,
)
from shared.terms import AlertSeverity, Role
from shared.text import text

KEEPERS: Final = (Role.ADMIN,)
CUSTOMER_KEEPERS: Final = (Role.REP, Role.PLANNER, Role.ADMIN)
SUPPLIER_KEEPERS: Final = (Role.BUYER, Role.PLANNER, Role.ADMIN)
_STOPPED: Final = frozenset(
    {MailStatus.FAILED, MailStatus.REFUSED, MailStatus.BOUNCED, MailStatus.DROPPED}
)


async def send_mail_again(command: SendMailAgain, context: Context) -> None:
    """Send a stopped mail again to where its receiver is reached now; the address is opened for it."""
    (await viewer_for(context.actor_id)).must_be(*KEEPERS)
    row = await repository.lock_mail(command.mail_id)
    if row is None:
        raise NotFoundError
    if MailStatus(row["status"]) not in _STOPPED or not row["has_content"]:
        raise MailGoneError
    party = await repository.party_with(PartyKind(row["party_kind"]), row["party_id"])
    address = plain_address(party.address) if party is not None else None
    await _send_again(command.mail_id, address or row["address"], context)


async def mend_address(command: MendAddress, context: Context) -> None:
    """Write to a closed address again, or to another one of the same party; what was stopped is sent."""
    (await viewer_for(context.actor_id)).must_be(*KEEPERS)
    _keep_out_of_audit(command.address, context)
    _keep_out_of_audit(command.new_address, context, "new_address")
    block = await repository.block_of(command.address)
    if block is None:
        raise NotFoundError
    address = block["address"]
    stopped = await repository.stopped_mails(address)
    if command.new_address:
        address = _checked(command.new_address)
        row = await repository.lock_mail(block["mail_id"])
        if row is not None:
            await _move_party(PartyKind(row["party_kind"]), row["party_id"], address, context)
    await repository.open_address(command.address)
    context.emit(AddressMended(same_address(command.address)))
    for mail_id in stopped:
        await _send_again(mail_id, address, context)


async def send_test_mail(command: SendTestMail, context: Context) -> None:  # noqa: ARG001 -- the command says all by its name
    """Write to the actor."""
    viewer = await viewer_for(context.actor_id)
    found = office()
    if found is None or not found.is_on:
        raise MailOffError
    context.emit(MailTestAsked(viewer.person_id))


async def write_test(event: MailTestAsked, context: Context) -> None:
    """The test's own words."""
    party = await repository.party_with(PartyKind.PERSON, event.person_id)
    if party is None:
        return
    draft = Draft(
        text(party.language, "mail-test-subject"), [text(party.language, "mail-test-body")]
    )
    letter = letter_of(draft, party.language)
    await post(MailKind.TEST, party, letter, thread="test", context=context)


async def choose_customer_notices(command: ChooseCustomerNotices, context: Context) -> None:
    """Keep what a customer is told of by itself; what stands now counts as told."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*CUSTOMER_KEEPERS)
    _keep_out_of_audit(command.address, context)
    if await customer_row(command.customer_id, viewer.scope_ids) is None:
        raise NotFoundError
    address = _checked(command.address) if command.address else None
    if address is None and command.channel is NoticeChannel.MAIL and command.kinds:
        raise AddressRefusedError(address=command.address)
    kinds = [kind for kind in CUSTOMER_NOTICES if kind in command.kinds]
    await repository.save_party(
        PartyKind.CUSTOMER,
        command.customer_id,
        address=address,
        language=command.language.value,
        kinds=kinds,
        channel=command.channel,
        now=context.now,
    )
    if kinds and command.channel is NoticeChannel.MAIL:
        await remember_as_told(command.customer_id, context.now)
    else:
        await forget_told(command.customer_id)


async def choose_staff_mail(command: ChooseStaffMail, context: Context) -> None:
    """Keep whether the actor wants digests, and mails when the phone stays silent."""
    viewer = await viewer_for(context.actor_id)
    if command.kind in STAFF_MAILS:
        await _choose_for_person(viewer.person_id, command.kind, context, is_on=command.is_wanted)


async def choose_supplier_mail(command: ChooseSupplierMail, context: Context) -> None:
    """Keep where a supplier is written to, and in which language."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*SUPPLIER_KEEPERS)
    _keep_out_of_audit(command.address, context)
    party = await repository.party_with(PartyKind.SUPPLIER, command.supplier_id)
    if party is None or not await sees_supplier(viewer, command.supplier_id, context.now):
        raise NotFoundError
    await repository.save_party(
        PartyKind.SUPPLIER,
        command.supplier_id,
        address=_checked(command.address),
        language=command.language.value,
        kinds=None,
        channel=NoticeChannel.MAIL,
        now=context.now,
    )


async def end_mails(command: EndMails, context: Context) -> None:
    """What a receiver asked for by their link; asking twice changes nothing more."""
    party = await repository.party_with(command.party_kind, command.party_id)
    if party is None:
        return
    if command.party_kind is PartyKind.PERSON:
        if command.group in STAFF_MAILS:
            kind = MailKind(command.group)
            await _choose_for_person(command.party_id, kind, context, is_on=False)
    elif command.party_kind is PartyKind.CUSTOMER and party.kinds is not None:
        await repository.save_party(
            PartyKind.CUSTOMER,
            command.party_id,
            address=party.address,
            language=party.language,
            kinds=[],
            channel=NoticeChannel.NONE,
            now=context.now,
        )


async def receive_mail(command: ReceiveMail, context: Context) -> int:
    """Take in a delivery report; returns how many of our mails it says have failed.

    It comes through the inbox (`dispatch_once`), so that the same report counts once.
    """
    incoming = read_incoming(command.content)
    count = 0
    for report in incoming.reports:
        row = await repository.lock_mail(report.mail_id)
        # Only the receiver knows a mail's name, so a report about another address is not believed.
        if row is None or same_address(row["address"]) != report.address:
            continue
        verdict = report.verdict
        if verdict is None:
            continue
        count += 1
        await repository.note_attempt(
            report.mail_id,
            at=context.now,
            duration_ms=0,
            code=None,
            said=report.said,
            next_try_at=None,
            status=MailStatus.BOUNCED if verdict is Verdict.ADDRESS_BAD else MailStatus.FAILED,
        )
        if verdict is Verdict.ADDRESS_BAD and await repository.close_address(
            row["address"],
            because=MailStatus.BOUNCED,
            said=report.said,
            mail_id=report.mail_id,
            now=context.now,
        ):
            context.emit(AddressClosed(report.mail_id))
    return count


async def tell_of_closed_address(event: AddressClosed, context: Context) -> None:
    """An address is closed: raise an alert for whoever looks after its party."""
    row = await repository.lock_mail(event.mail_id)
    if row is None:
        return
    party_kind, party_id = PartyKind(row["party_kind"]), row["party_id"]
    owner = await owner_of(party_kind, party_id)
    party = await repository.party_with(party_kind, party_id)
    block = await repository.block_of(row["address"])
    if owner is None or party is None or block is None:
        return
    cause = Cause(
        key=_alert_key(row["address"]),
        scope_id=owner.scope_id,
        kind=AlertKind.MAIL_RETURNED,
        severity=AlertSeverity.RISK,
        path="/mail",
        facts={"name": party.name, "address": row["address"], "said": block["said"][:200]},
        owner_id=owner.person_id,
        tell_at=context.now,
    )
    raised = await follow_causes(AlertKind.MAIL_RETURNED, cause.key, [cause], context)
    for alert_id, each in raised:
        if each.owner_id is not None:
            context.emit(OwnerDue(alert_id))


async def clear_closed_address(event: AddressMended, context: Context) -> None:
    """The cause of the alert is gone."""
    await follow_causes(AlertKind.MAIL_RETURNED, _alert_key(event.address), [], context)


async def forget_mail(command: ForgetMail, context: Context) -> None:  # noqa: ARG001 -- the command says all by its name
    """Contents are kept for 30 days after a mail has ended, mails for 400."""
    await repository.forget_mail(context.now - CONTENT_KEPT, context.now - ALL_KEPT)


async def _send_again(mail_id: UUID, address: str, context: Context) -> None:
    if await repository.open_address(address):
        context.emit(AddressMended(same_address(address)))
    await repository.begin_again(mail_id, address, context.now)
    context.emit(MailWanted(mail_id), lane=lane_of(address))


async def _move_party(kind: PartyKind, party_id: UUID, address: str, context: Context) -> None:
    party = await repository.party_with(kind, party_id)
    if party is not None:
        await repository.save_party(
            kind,
            party_id,
            address=address,
            language=party.language,
            kinds=None if party.kinds is None else sorted(party.kinds),
            channel=party.channel,
            now=context.now,
        )


async def _choose_for_person(
    person_id: UUID, kind: MailKind, context: Context, *, is_on: bool
) -> None:
    party = await repository.party_with(PartyKind.PERSON, person_id)
    if party is None:
        raise NotFoundError
    chosen = set(party.kinds if party.kinds is not None else {MailKind.SILENT})
    (chosen.add if is_on else chosen.discard)(kind)
    await repository.save_party(
        PartyKind.PERSON,
        person_id,
        # Their own record says the rest, and may say another thing tomorrow.
        address=None,
        language=None,
        kinds=sorted(chosen),
        channel=NoticeChannel.MAIL,
        now=context.now,
    )


def _alert_key(address: str) -> str:
    # It ends with a sign that no address has, so that none is the beginning of another.
    return f"{AlertKind.MAIL_RETURNED}:{same_address(address)}:"


def _keep_out_of_audit(address: str | None, context: Context, name: str = "address") -> None:
    """The audit trail is never pruned; whose address it was is not its business."""
    context.note(**{name: f"…@{(address or '').rpartition('@')[2]}" if address else ""})


def _checked(address: str) -> str:
    found = plain_address(address)
    if found is None:
        raise AddressRefusedError(address=address)
    return found
