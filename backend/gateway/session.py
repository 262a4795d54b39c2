"""Who looks, and what they choose for themselves."""

from collections.abc import AsyncIterator
from uuid import UUID

from backend.connectors.mail.commands import (
    ChooseStaffMail,
)
from backend.connectors.mail.queries import staff_mails_for
from backend.gateway.opened import OpenedGateway
from backend.identity import queries as identity
from backend.identity.commands import (
    ChooseLanguage,
    ChooseTheme,
    CreateAPIToken,
    RevokeAPIToken,
    RevokeDevice,
)
from backend.kit.hints import ANY_TOPIC
from backend.push.commands import ChoosePush, SendTestPush
from backend.push.queries import push_choices
from shared.mail_terms import MailKind
from shared.schemas.hint import Hint
from shared.schemas.mail import StaffMails
from shared.schemas.person import APIToken, CreatedAPIToken, Device, Viewing
from shared.terms import Language, PushKind, Theme, TokenUse


class SessionScreens(OpenedGateway):
    """Who looks, and what they choose for themselves."""

    async def viewing(self) -> Viewing:
        """Who looks."""
        return await identity.viewing(await self._session())

    async def staff_mails(self) -> StaffMails:
        """Which mails the viewer gets."""
        return await staff_mails_for(await self._viewer())

    async def choose_staff_mail(self, kind: MailKind, wanted: bool) -> None:  # noqa: FBT001 -- as the gateway has it
        """Turn one kind of mail on or off."""
        await self._perform(ChooseStaffMail(kind, wanted))

    async def choose_language(self, language: Language) -> None:
        """Keep the viewer's language."""
        await self._perform(ChooseLanguage(language))

    async def choose_theme(self, theme: Theme) -> None:
        """Keep the viewer's theme."""
        await self._perform(ChooseTheme(theme))

    async def devices(self) -> list[Device]:
        """The devices that the viewer is signed in on."""
        session = await self._session()
        return await identity.devices(session.person_id, session.device_id)

    async def revoke_device(self, device_id: UUID) -> None:
        """Sign a device of the viewer out."""
        await self._perform(RevokeDevice(device_id))

    async def api_tokens(self) -> list[APIToken]:
        """The viewer's API tokens that may still be used."""
        session = await self._session()
        return await identity.api_tokens(session.person_id, self._dispatcher.clock.now())

    async def create_api_token(self, name: str, use: TokenUse, days: int) -> CreatedAPIToken:
        """Make an API token in the viewer's name."""
        session = await self._session()
        created: CreatedAPIToken = await self._dispatcher.dispatch(
            CreateAPIToken(name, use, days), actor_id=session.person_id
        )
        return created

    async def revoke_api_token(self, token_id: UUID) -> None:
        """Refuse an API token of the viewer from now on."""
        await self._perform(RevokeAPIToken(token_id))

    async def push_choices(self) -> dict[PushKind, bool]:
        """What wakes the viewer's phone."""
        return await push_choices(await self._viewer())

    async def choose_push(self, kind: PushKind, wanted: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Turn one kind of push on or off."""
        await self._perform(ChoosePush(kind, is_wanted=wanted))

    async def send_test_push(self) -> int:
        """Send the viewer a test push; returns how many devices it goes to."""
        session = await self._session()
        count: int = await self._dispatcher.dispatch(SendTestPush(), actor_id=session.person_id)
        return count

    async def live(self, *topics: str) -> AsyncIterator[Hint]:
        """Hints on these topics until the page goes away or the session ends."""
        wanted = {*topics, ANY_TOPIC}
        async with self._dispatcher.hints.listen() as queue:
            while True:
                topic = await queue.get()
                if topic not in wanted:
                    continue
                await self._session()
                yield Hint(topic)
