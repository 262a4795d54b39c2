"""What a live session says about the person behind it, as the front door and the screens need it."""

from uuid import UUID

from msgspec import Struct

from shared.terms import Language, Role, Theme


class SessionFacts(Struct, frozen=True):
    """Who is signed in and how they like to see it, read from the session table at this moment."""

    session_id: UUID
    person_id: UUID
    person_name: str
    roles: tuple[Role, ...]
    language: Language
    theme: Theme
    device_id: UUID
    # Set where a program asks with an API token instead of a browser with its cookie.
    token_id: UUID | None = None
