"""Mails to the company's own people: the day's digest, and what their phones could not tell them.

Counts and a way in, no names and no figures: a mail lies where strangers may read it. Wanted in the flow: `PersonSilent` → `mail_silent`. Timetable: `SendDigests`.
"""

from typing import TYPE_CHECKING, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.alert.queries import alerts_for
from backend.catalog.queries import planning_catalog
from backend.connectors.mail.client import MailOffice, office
from backend.connectors.mail.commands import SendDigests
from backend.connectors.mail.letter import Draft, letter_of
from backend.connectors.mail.model import signed_link
from backend.connectors.mail.repository import Party, begin_digest, party_with, people_wanting
from backend.connectors.mail.sending import post
from backend.dispatch import Context
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.proposal.queries.proposals import proposals_waiting_for
from shared.mail_terms import MailKind, PartyKind
from shared.problem import ProblemError
from shared.text import text

if TYPE_CHECKING:
    # Neighbours do not know each other; the flow brings the event, its shape is all that is needed.
    from backend.push.events import PersonSilent

MORNING: Final = 7


async def send_digests(command: SendDigests, context: Context) -> int:  # noqa: ARG001 -- the command says all by its name
    """Write to everybody for whom it is past seven and who has not had today's; returns how many."""
    found = office()
    if found is None or not found.is_on:
        return 0
    count = 0
    for party in await people_wanting(MailKind.DIGEST):
        viewer = await viewer_for(party.id)
        local = context.now.astimezone(await _zone(viewer))
        if local.hour >= MORNING and await begin_digest(party.id, local.date()):
            await _digest(party, viewer, found, context)
            count += 1
    return count


async def mail_silent(event: "PersonSilent", context: Context) -> None:
    """A phone stays silent about something that still waits: say it by mail."""
    found = office()
    party = await party_with(PartyKind.PERSON, event.person_id)
    if found is None or not found.is_on or party is None:
        return
    language = party.language
    draft = Draft(
        subject=text(language, "mail-silent-subject", what=event.title),
        paragraphs=[
            event.title,
            *([event.body] if event.body else []),
            text(language, "mail-silent-body"),
        ],
        action=(text(language, "mail-look"), f"{found.origin}{event.path}"),
        foot=[text(language, "mail-silent-settings")],
    )
    letter = letter_of(draft, language, unsubscribe=_end(found, party.id, MailKind.SILENT))
    await post(MailKind.SILENT, party, letter, thread=f"silent/{event.tag}", context=context)


async def _digest(party: Party, viewer: Viewer, found: MailOffice, context: Context) -> None:
    language = party.language
    company = (await planning_catalog()).company.name
    end = _end(found, party.id, MailKind.DIGEST)
    draft = Draft(
        subject=text(language, "mail-digest-subject", company=company),
        paragraphs=[
            text(language, "mail-digest-body", name=party.name),
            text(language, "mail-digest-alerts", count=len(await alerts_for(viewer))),
            text(language, "mail-digest-decisions", count=await _decisions(viewer)),
        ],
        action=(text(language, "mail-look"), f"{found.origin}/inbox"),
        foot=[text(language, "mail-end-here", link=end)],
    )
    letter = letter_of(draft, language, unsubscribe=end)
    await post(MailKind.DIGEST, party, letter, thread=f"digest/{party.id}", context=context)


async def _decisions(viewer: Viewer) -> int:
    try:
        return len(await proposals_waiting_for(viewer))
    except ProblemError:
        return 0


async def _zone(viewer: Viewer) -> ZoneInfo:
    sites = (await planning_catalog()).sites.values()
    zone = next((site.time_zone for site in sites if viewer.sees(site.scope_id)), "UTC")
    return ZoneInfo(zone)


def _end(found: MailOffice, person_id: UUID, kind: MailKind) -> str:
    token = signed_link(found.link_key, PartyKind.PERSON, person_id, kind.value)
    return f"{found.origin}/mail/end/{token}"
