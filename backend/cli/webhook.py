"""`lockstep webhook`: which other systems are told what happens, what they were told, and telling them again."""

import argparse
import sys
from uuid import UUID

from backend.assembly import company_of
from backend.cli.admins import admin_action, told_in_words
from backend.connectors.webhook.commands import (
    AddWebhook,
    ChangeWebhook,
    RemoveWebhook,
    ReplayDelivery,
    RotateWebhookSecret,
    SendTestWebhook,
)
from backend.connectors.webhook.manifest import EVENTS
from backend.connectors.webhook.queries import deliveries_for, webhooks_for
from backend.identity.queries import person_with, viewer_for
from backend.settings import Settings
from shared.schemas.webhook import WebhookSecret

MOST_LISTED = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = admin_action(below, "add", "tell an endpoint from now on; prints its secret, this once")
    add.add_argument("url", help="https on port 443")
    add.add_argument(
        "--events",
        default="",
        help=f"separated by commas; all without it: {', '.join(EVENTS.values())}",
    )
    admin_action(below, "list", "the endpoints")
    for name, meaning in (
        ("rotate", "make a new secret; the old one signs beside it for a day"),
        ("test", "send a message that says nothing"),
        ("on", "tell it again"),
        ("off", "tell it nothing for now"),
        ("remove", "tell it nothing any more"),
    ):
        admin_action(below, name, meaning).add_argument("id", type=UUID, help="as `list` prints it")
    deliveries = admin_action(below, "deliveries", "what endpoints were told, newest first")
    deliveries.add_argument("id", type=UUID, nargs="?", help="one endpoint only")
    replay = admin_action(below, "replay", "send a delivery again")
    replay.add_argument("id", type=UUID, help="as `deliveries` prints it")


def run(arguments: argparse.Namespace) -> int:
    return told_in_words(Settings.from_environment(), lambda settings: _act(settings, arguments))


async def _act(settings: Settings, arguments: argparse.Namespace) -> None:
    company = company_of(settings, application="webhook")
    async with company.running():
        admin_id = await person_with(arguments.admin)
        if arguments.action == "list":
            await _list(admin_id)
        elif arguments.action == "deliveries":
            await _deliveries(admin_id, arguments.id)
        else:
            answer = await company.dispatcher.dispatch(_command(arguments), actor_id=admin_id)
            if isinstance(answer, WebhookSecret):
                print(answer.secret)
                print(f"id {answer.id}", file=sys.stderr)


def _command(arguments: argparse.Namespace) -> object:
    if arguments.action == "add":
        events = tuple(each.strip() for each in arguments.events.split(",") if each.strip())
        return AddWebhook(arguments.url, events)
    if arguments.action in {"on", "off"}:
        return ChangeWebhook(arguments.id, None, is_on=arguments.action == "on")
    kinds = {
        "rotate": RotateWebhookSecret,
        "test": SendTestWebhook,
        "remove": RemoveWebhook,
        "replay": ReplayDelivery,
    }
    command: object = kinds[arguments.action](arguments.id)
    return command


async def _list(admin_id: UUID) -> None:
    for webhook in await webhooks_for(await viewer_for(admin_id)):
        state = "on" if webhook.is_on else f"off ({webhook.off_because})"
        print(
            f"{webhook.id}  {state:<12}  {webhook.waiting_count} waiting, "
            f"{webhook.failed_count} failed  {webhook.url}  {', '.join(webhook.events) or 'all'}"
        )


async def _deliveries(admin_id: UUID, webhook_id: UUID | None) -> None:
    viewer = await viewer_for(admin_id)
    page = await deliveries_for(viewer, webhook_id, None, MOST_LISTED)
    for delivery in page.rows:
        tries = ", ".join(
            str(attempt.status or attempt.error) for attempt in delivery.attempts[-3:]
        )
        print(
            f"{delivery.id}  {delivery.created_at:%Y-%m-%d %H:%M:%S}  {delivery.status:<9}"
            f"  {delivery.type}  {delivery.subject}  {tries}"
        )
