"""Who looks after a party: the person whose alert it is when a mail to it comes back."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from backend.connectors.mail.tables import MailParty
from shared.mail_terms import PartyKind


@dataclass(frozen=True, slots=True)
class Owner:
    """A person, and the scope by which the alert is seen; nobody where the scope has no such person."""

    person_id: UUID | None
    scope_id: UUID


# For each party: the scopes that it concerns, and whose it is there, in this order.
_SCOPES: Final = {
    PartyKind.CUSTOMER: "SELECT scope_id FROM customer WHERE id = {}",
    PartyKind.SUPPLIER: (
        "SELECT site.scope_id FROM site JOIN (SELECT site_id, 0 AS place FROM purchase_line"
        " WHERE supplier_id = {} UNION ALL SELECT site_id, 1 FROM item_site WHERE supplier_id = {})"
        " AS bought ON bought.site_id = site.id"
        " GROUP BY site.scope_id ORDER BY min(place), count(*) DESC, site.scope_id"
    ),
    PartyKind.PERSON: (
        "SELECT scope_id FROM scope_membership WHERE person_id = {} AND revoked_at IS NULL"
        " ORDER BY granted_at, scope_id"
    ),
}
_ROLES: Final = {
    PartyKind.CUSTOMER: ["rep", "planner", "admin"],
    PartyKind.SUPPLIER: ["buyer", "planner", "admin"],
    PartyKind.PERSON: ["admin"],
}


async def owner_of(kind: PartyKind, party_id: UUID) -> Owner | None:
    """The owner of what concerns a party; None where it concerns no scope, so that nobody may see it."""
    asked = [party_id] * _SCOPES[kind].count("{}")
    scopes = [row["scope_id"] for row in await MailParty.raw(_SCOPES[kind], *asked)]
    if not scopes:
        return None
    rows = await MailParty.raw(
        """
        SELECT membership.person_id, membership.scope_id FROM scope_membership AS membership
        JOIN person ON person.id = membership.person_id AND person.is_active
        JOIN person_role ON person_role.person_id = person.id AND person_role.role = ANY({}::text[])
        WHERE membership.revoked_at IS NULL AND membership.scope_id = ANY({}::uuid[])
        ORDER BY array_position({}::text[], person_role.role::text),
                 array_position({}::uuid[], membership.scope_id), person.created_at, person.id
        LIMIT 1
        """,
        _ROLES[kind],
        scopes,
        _ROLES[kind],
        scopes,
    )
    return Owner(rows[0]["person_id"], rows[0]["scope_id"]) if rows else Owner(None, scopes[0])
