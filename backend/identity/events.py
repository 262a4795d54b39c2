"""What identity tells."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DeviceRevoked:
    """A device was taken off a person's list."""

    topics: ClassVar[tuple[str, ...]] = ("session",)

    device_id: UUID


@dataclass(frozen=True, slots=True)
class ScopesChanged:
    """What a person may see has changed."""

    topics: ClassVar[tuple[str, ...]] = ("scope",)

    person_id: UUID


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """Somebody signed out."""

    topics: ClassVar[tuple[str, ...]] = ("session",)
