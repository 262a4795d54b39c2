"""Who looks, and what they choose for themselves."""

from collections.abc import AsyncIterator
from typing import Protocol
from uuid import UUID

from shared.mail_terms import MailKind
from shared.schemas.hint import Hint
from shared.schemas.mail import StaffMails
from shared.schemas.person import APIToken, CreatedAPIToken, Device, Viewing
from shared.terms import Language, PushKind, Theme, TokenUse


class SessionGateway(Protocol):
    """Who looks, and what they choose for themselves."""

    async def viewing(self) -> Viewing:
        """Who looks; raises `SignedOutError` when the session has ended."""
        ...

    async def staff_mails(self) -> StaffMails:
        """Which mails the viewer gets."""
        ...

    async def choose_staff_mail(self, kind: MailKind, wanted: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Turn one kind of mail on or off."""
        ...

    async def choose_language(self, language: Language) -> None:
        """Keep the viewer's language."""
        ...

    async def choose_theme(self, theme: Theme) -> None:
        """Keep the viewer's theme."""
        ...

    async def devices(self) -> list[Device]:
        """The devices that the viewer is signed in on."""
        ...

    async def revoke_device(self, device_id: UUID) -> None:
        """Sign a device of the viewer out."""
        ...

    async def api_tokens(self) -> list[APIToken]:
        """The viewer's API tokens that may still be used, the newest first."""
        ...

    async def create_api_token(self, name: str, use: TokenUse, days: int) -> CreatedAPIToken:
        """Make an API token in the viewer's name; the answer holds it this once."""
        ...

    async def revoke_api_token(self, token_id: UUID) -> None:
        """Refuse an API token of the viewer from now on."""
        ...

    async def push_choices(self) -> dict[PushKind, bool]:
        """What wakes the viewer's phone."""
        ...

    async def choose_push(self, kind: PushKind, wanted: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Turn one kind of push on or off."""
        ...

    async def send_test_push(self) -> int:
        """Send the viewer a test push; returns how many devices it goes to."""
        ...

    def live(self, *topics: str) -> AsyncIterator[Hint]:
        """Hints on these topics until the page goes away."""
        ...
