"""`lockstep token`: makes, lists and revokes the API tokens of a person, for whoever runs the machine."""

import argparse
import sys
from uuid import UUID

from backend.assembly import company_of
from backend.cli.admins import told_in_words
from backend.identity.commands import CreateAPIToken, RevokeAPIToken
from backend.identity.queries import api_tokens, person_with
from backend.settings import Settings
from shared.schemas.person import LONGEST_TOKEN_DAYS, CreatedAPIToken
from shared.terms import TokenUse

USUAL_DAYS = 90


def add_arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    create = below.add_parser("create", help="make a token and print it, this once")
    create.add_argument("--person", required=True, metavar="EMAIL", help="in whose name it acts")
    create.add_argument("--name", required=True, help="what it is for")
    create.add_argument("--write", action="store_true", help="let it change things, too")
    create.add_argument(
        "--days", type=int, default=USUAL_DAYS, help=f"until it ends, at most {LONGEST_TOKEN_DAYS}"
    )
    listed = below.add_parser("list", help="a person's tokens")
    listed.add_argument("--person", required=True, metavar="EMAIL")
    revoke = below.add_parser("revoke", help="refuse a token from now on")
    revoke.add_argument("--person", required=True, metavar="EMAIL")
    revoke.add_argument("id", type=UUID, help="its id, as `list` prints it")


def run(arguments: argparse.Namespace) -> int:
    if arguments.action == "create" and not 1 <= arguments.days <= LONGEST_TOKEN_DAYS:
        print(f"A token lasts 1 to {LONGEST_TOKEN_DAYS} days.", file=sys.stderr)
        return 2
    return told_in_words(Settings.from_environment(), lambda settings: _act(settings, arguments))


async def _act(settings: Settings, arguments: argparse.Namespace) -> None:
    company = company_of(settings, application="token")
    async with company.running():
        person_id = await person_with(arguments.person)
        if arguments.action == "create":
            use = TokenUse.WRITE if arguments.write else TokenUse.READ
            created: CreatedAPIToken = await company.dispatcher.dispatch(
                CreateAPIToken(arguments.name, use, arguments.days), actor_id=person_id
            )
            print(created.token)
            print(f"id {created.id}, until {created.expires_at:%Y-%m-%d}", file=sys.stderr)
        elif arguments.action == "revoke":
            await company.dispatcher.dispatch(RevokeAPIToken(arguments.id), actor_id=person_id)
        else:
            for token in await api_tokens(person_id, company.clock.now()):
                used = f"{token.last_used_at:%Y-%m-%d}" if token.last_used_at else "never"
                print(
                    f"{token.id}  {token.use:<5}  until {token.expires_at:%Y-%m-%d}"
                    f"  used {used}  {token.name}"
                )
