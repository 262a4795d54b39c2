"""`lockstep create-admin`: lets the first person in, who then lets in everybody else."""

import argparse
import asyncio
import getpass
import sys
from contextlib import ExitStack

from backend.assembly import company_of
from backend.identity.commands import AddPerson
from backend.identity.handlers import set_password
from backend.kit.passwords import LONGEST_PASSWORD
from backend.launch.servers import servers_at_hand
from backend.settings import Settings
from shared.problem import ProblemError
from shared.terms import Language, Role
from shared.text import text

SHORTEST_PASSWORD = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", help="what the person signs in with")
    parser.add_argument("--name", default="Administrator", help="how the screens call the person")
    parser.add_argument(
        "--role",
        action="append",
        choices=[str(each) for each in Role],
        default=[],
        help="a further role; may be repeated",
    )
    parser.add_argument(
        "--language", choices=[str(each) for each in Language], help="the person's language"
    )
    parser.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )


def run(arguments: argparse.Namespace) -> int:
    password = sys.stdin.readline().rstrip("\n") if arguments.password_stdin else _ask()
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        print(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.", file=sys.stderr
        )
        return 2
    with ExitStack() as ends:
        settings = ends.enter_context(servers_at_hand(Settings.from_environment()))
        language = Language(arguments.language or settings.language)
        command = AddPerson(
            email=arguments.email,
            name=arguments.name,
            roles=tuple(dict.fromkeys([Role.ADMIN, *map(Role, arguments.role)])),
            language=language,
            sees_everything=True,
        )
        try:
            asyncio.run(create(settings, command, password))
        except ProblemError as error:
            print(text(language, error.text_key, **error.facts), file=sys.stderr)
            return 1
    print(f"{arguments.email} can sign in.")
    return 0


async def create(settings: Settings, command: AddPerson, password: str) -> None:
    """Add the person and the password in one transaction; the password is in no command and no trail."""
    company = company_of(settings, application="create-admin")
    async with company.running(), company.dispatcher.unit(actor_id=None) as unit:
        await set_password(await unit.perform(command), password)


def _ask() -> str:
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        print("The two differ.", file=sys.stderr)
        return ""
    return first
