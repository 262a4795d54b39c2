"""Every query that loads or saves people, their roles and what they see."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.identity.tables import Person, PersonRole, Scope, ScopeMembership
from backend.kit.sql import fetch
from shared.ids import new_id


async def viewer_row(person_id: UUID) -> Any | None:
    """An active person with roles and scopes as they are in the caller's transaction."""
    rows = await fetch(
        """
        SELECT person.name, person.language,
               ARRAY(SELECT role FROM person_role WHERE person_id = person.id) AS roles,
               ARRAY(SELECT scope_id FROM scope_membership
                     WHERE person_id = person.id AND revoked_at IS NULL ORDER BY scope_id)
                 AS scope_ids
        FROM person WHERE person.id = $1 AND person.is_active
        """,
        person_id,
    )
    return rows[0] if rows else None


async def set_language(person_id: UUID, language: str) -> None:
    """Keep a person's language."""
    await Person.update({Person.language: language}).where(Person.id == person_id)


async def set_theme(person_id: UUID, theme: str) -> None:
    """Keep a person's theme."""
    await Person.update({Person.theme: theme}).where(Person.id == person_id)


async def set_country(territory_id: UUID, country: str | None) -> bool:
    """Keep whose holidays hold in a territory; False where there is none."""
    rows = (
        await Scope.update({Scope.country: country})
        .where((Scope.id == territory_id) & (Scope.kind == "territory"))
        .returning(Scope.id)
    )
    return bool(rows)


async def email_is_taken(email: str) -> bool:
    """Whether somebody signs in with this address."""
    return await Person.exists().where(Person.email == email)


async def add_person(
    *,
    person_id: UUID,
    email: str,
    name: str,
    language: str,
    roles: Sequence[str],
    sees_everything: bool,
    now: datetime,
) -> None:
    """Save a person who cannot sign in yet: a password comes separately."""
    await Person.insert(
        Person(
            id=person_id,
            email=email,
            name=name,
            password_hash=None,
            language=language,
            theme="device",
            is_active=True,
            is_demo=False,
            sees_everything=sees_everything,
            created_at=now,
        )
    )
    await PersonRole.insert(
        *(PersonRole(id=new_id(), person_id=person_id, role=role) for role in roles)
    )


async def all_scope_ids() -> list[UUID]:
    """Every scope there is."""
    return await Scope.select(Scope.id).order_by(Scope.id).output(as_list=True)


async def scope_exists(scope_id: UUID) -> bool:
    """Whether there is such a scope."""
    return await Scope.exists().where(Scope.id == scope_id)


async def grant_scope(person_id: UUID, scope_id: UUID, now: datetime) -> None:
    """Begin a membership unless one is running."""
    await ScopeMembership.raw(
        """
        INSERT INTO scope_membership (id, person_id, scope_id, granted_at)
        VALUES ({}, {}, {}, {})
        ON CONFLICT (person_id, scope_id) WHERE revoked_at IS NULL DO NOTHING
        """,
        new_id(),
        person_id,
        scope_id,
        now,
    )


async def revoke_scope(person_id: UUID, scope_id: UUID, now: datetime) -> bool:
    """End a membership; false when there is none. Whoever saw everything does so no longer."""
    rows = await (
        ScopeMembership.update({ScopeMembership.revoked_at: now})
        .where(
            ScopeMembership.person_id == person_id,
            ScopeMembership.scope_id == scope_id,
            ScopeMembership.revoked_at.is_null(),
        )
        .returning(ScopeMembership.id)
    )
    await Person.update({Person.sees_everything: False}).where(Person.id == person_id)
    return bool(rows)


async def scope_names(person_id: UUID) -> list[str]:
    """The names of the scopes that a person may see."""
    rows = await Scope.raw(
        """
        SELECT scope.name FROM scope_membership AS membership
        JOIN scope ON scope.id = membership.scope_id
        WHERE membership.person_id = {} AND membership.revoked_at IS NULL
        ORDER BY scope.kind DESC, scope.name
        """,
        person_id,
    )
    return [row["name"] for row in rows]
