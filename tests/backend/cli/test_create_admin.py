"""The first person gets in from the command line, without the password being kept anywhere."""

import json

import pytest

from backend.cli.create_admin import create
from backend.identity.commands import AddPerson
from backend.identity.errors import EmailTakenError
from backend.kit.engine import engine, open_pool, use_database
from backend.kit.passwords import Passwords
from backend.settings import Settings
from shared.terms import Language, Role

PASSWORD = "correct horse battery"
COMMAND = AddPerson(
    email=" Anna@Example.com ", name="Anna", roles=(Role.ADMIN,), language=Language.RUSSIAN, sees_everything=True
)  # fmt: skip


async def rows(settings: Settings, question: str) -> list[dict[str, object]]:
    use_database(settings.database_url)
    async with open_pool(1, 1):
        return [dict(row) for row in await engine._run_in_pool(question)]


async def test_the_first_person_can_sign_in(settings: Settings) -> None:
    await create(settings, COMMAND, PASSWORD)
    (person,) = await rows(settings, "SELECT email, language, password_hash FROM person")
    assert (person["email"], person["language"]) == ("anna@example.com", "ru")
    assert await Passwords().fits(str(person["password_hash"]), PASSWORD)
    assert await rows(settings, "SELECT role FROM person_role") == [{"role": "admin"}]


async def test_the_trail_has_the_person_and_not_the_password(settings: Settings) -> None:
    await create(settings, COMMAND, PASSWORD)
    (line,) = await rows(settings, "SELECT command, facts FROM audit_line")
    assert line["command"] == "AddPerson"
    assert PASSWORD not in json.dumps(line, default=str)


async def test_a_taken_address_is_refused_and_changes_nothing(settings: Settings) -> None:
    await create(settings, COMMAND, PASSWORD)
    before = await rows(settings, "SELECT * FROM person ORDER BY id")
    with pytest.raises(EmailTakenError):
        await create(settings, COMMAND, "another password")
    assert await rows(settings, "SELECT * FROM person ORDER BY id") == before
