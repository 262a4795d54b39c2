"""Tokens and webhooks from the terminal: made, shown once on standard output, listed and taken back."""

import argparse

import pytest
from _pytest.capture import CaptureResult

from backend.cli import token, webhook
from backend.cli.create_admin import create
from backend.identity.commands import AddPerson
from backend.identity.errors import NotFoundError
from backend.identity.model import is_api_token
from backend.settings import Settings
from shared.terms import Language, Role

EMAIL = "ada@company.example"
COMMAND = AddPerson(EMAIL, "Ada", (Role.ADMIN,), Language.ENGLISH, sees_everything=True)
Capture = pytest.CaptureFixture[str]


def arguments(module: object, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)  # type: ignore[attr-defined]  # a module of the table of subcommands
    return parser.parse_args(words)


async def lockstep(
    settings: Settings, capsys: Capture, module: object, *words: str
) -> CaptureResult[str]:
    capsys.readouterr()
    await module._act(settings, arguments(module, *words))  # type: ignore[attr-defined]  # as above
    return capsys.readouterr()


async def test_a_token_is_printed_once_listed_and_revoked(
    settings: Settings, capsys: Capture
) -> None:
    await create(settings, COMMAND, "correct horse battery")
    asked = ("--person", EMAIL, "--name", "Robot", "--write", "--days", "7")

    said = await lockstep(settings, capsys, token, "create", *asked)
    secret = said.out.strip()
    assert is_api_token(secret)
    token_id = said.err.split()[1].rstrip(",")

    listed = await lockstep(settings, capsys, token, "list", "--person", EMAIL)
    assert token_id in listed.out
    assert "write" in listed.out
    assert "used never" in listed.out
    assert secret not in listed.out

    await lockstep(settings, capsys, token, "revoke", "--person", EMAIL, token_id)
    assert (await lockstep(settings, capsys, token, "list", "--person", EMAIL)).out == ""


async def test_nobody_gets_a_token_of_somebody_unknown(settings: Settings, capsys: Capture) -> None:
    with pytest.raises(NotFoundError):
        await lockstep(settings, capsys, token, "create", "--person", "x@y.example", "--name", "x")


async def test_a_webhook_is_added_tested_looked_at_and_removed(
    settings: Settings, capsys: Capture
) -> None:
    await create(settings, COMMAND, "correct horse battery")
    who = ("--as", EMAIL)

    said = await lockstep(
        settings, capsys, webhook, "add", "https://hooks.example/x", *who,
        "--events", "plan.revised, proposal.decided",
    )  # fmt: skip
    assert said.out.startswith("whsec_")
    webhook_id = said.err.split()[1]

    await lockstep(settings, capsys, webhook, "test", webhook_id, *who)
    listed = (await lockstep(settings, capsys, webhook, "list", *who)).out
    assert "1 waiting" in listed
    assert "plan.revised, proposal.decided" in listed
    sent = (await lockstep(settings, capsys, webhook, "deliveries", *who)).out
    assert "lockstep.webhook.test.v1" in sent
    await lockstep(settings, capsys, webhook, "replay", sent.split()[0], *who)

    rotated = (await lockstep(settings, capsys, webhook, "rotate", webhook_id, *who)).out
    assert rotated.startswith("whsec_")
    assert rotated != said.out
    await lockstep(settings, capsys, webhook, "off", webhook_id, *who)
    assert "off (chosen)" in (await lockstep(settings, capsys, webhook, "list", *who)).out
    await lockstep(settings, capsys, webhook, "remove", webhook_id, *who)
    assert (await lockstep(settings, capsys, webhook, "list", *who)).out == ""
