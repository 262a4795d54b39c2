"""`lockstep mail`: the mail server's password, what was sent, closed addresses, and what comes back."""

import argparse
import getpass
import hashlib
import sys
from uuid import UUID

import msgspec

from backend.assembly import company_of
from backend.cli.admins import admin_action, told_in_words
from backend.connectors.mail.bounce import LARGEST, read_incoming
from backend.connectors.mail.client import keep_password
from backend.connectors.mail.commands import (
    MendAddress,
    ReceiveMail,
    SendMailAgain,
    SendTestMail,
)
from backend.connectors.mail.queries import mail_board, mail_page
from backend.dispatch import Dispatcher
from backend.identity.queries import person_with, viewer_for
from backend.settings import Settings

MOST_LISTED = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    below.add_parser("password", help="keep the mail server's password, read from the terminal")
    below.add_parser("receive", help="take in one mail from standard input, such as a bounce")
    for name, meaning in (
        ("list", "the newest mails with their last answers"),
        ("closed", "addresses that nothing is sent to"),
        ("test", "write to the admin"),
    ):
        admin_action(below, name, meaning)
    again = admin_action(below, "replay", "send a mail again")
    again.add_argument("id", type=UUID, help="as `list` prints it")
    mend = admin_action(below, "mend", "write to a closed address again, or to another one instead")
    mend.add_argument("address")
    mend.add_argument("new_address", nargs="?")


def run(arguments: argparse.Namespace) -> int:
    given = Settings.from_environment()
    if arguments.action == "password":
        is_typed = sys.stdin.isatty()
        word = getpass.getpass("Password: ") if is_typed else sys.stdin.readline().rstrip("\n")
        keep_password(given.secrets, word)
        return 0
    return told_in_words(given, lambda settings: _act(settings, arguments))


async def _act(settings: Settings, arguments: argparse.Namespace) -> None:
    company = company_of(settings, application="mail")
    async with company.running():
        if arguments.action == "receive":
            count = await receive(company.dispatcher, sys.stdin.buffer.read(LARGEST))
            print(f"{count} mails failed")
            return
        admin_id = await person_with(arguments.admin)
        if arguments.action == "list":
            await _list(admin_id)
        elif arguments.action == "closed":
            for each in (await mail_board(await viewer_for(admin_id))).closed:
                print(
                    f"{each.blocked_at:%Y-%m-%d %H:%M}  {each.because:<8}  {each.address}  {each.said}"
                )
        else:
            await company.dispatcher.dispatch(_command(arguments), actor_id=admin_id)


async def receive(dispatcher: Dispatcher, content: bytes) -> int:
    """Take in one mail through the inbox; the same one a second time has no effect."""
    hashed = hashlib.sha256(content).hexdigest()
    taken = await dispatcher.dispatch_once(
        ReceiveMail(content),
        actor_id=None,
        # Two mails may bear one name by mistake; then each is taken in.
        key=f"{hashed[:16]} {read_incoming(content).name}"[:200],
        asked_hash=hashed,
        source="mail",
    )
    answer = msgspec.json.decode(taken.answer, type=dict[str, int | None])
    return 0 if taken.is_repeated else answer["ver"] or 0


def _command(arguments: argparse.Namespace) -> object:
    if arguments.action == "mend":
        return MendAddress(arguments.address, arguments.new_address)
    return SendTestMail() if arguments.action == "test" else SendMailAgain(arguments.id)


async def _list(admin_id: UUID) -> None:
    for mail in (await mail_page(await viewer_for(admin_id), None, MOST_LISTED)).items:
        last = mail.attempts[-1].said if mail.attempts else ""
        print(
            f"{mail.id}  {mail.created_at:%Y-%m-%d %H:%M:%S}  {mail.status:<8}  {mail.kind:<18}"
            f"  {mail.address}  {mail.subject}  {last}"
        )
