"""What what-ifs tell. A scenario tells only the screens that show it; an adoption tells those who decide."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WhatIfChanged:
    """A what-if, or one of its scenarios, is not as it was."""

    topics: ClassVar[tuple[str, ...]] = ("what_if",)

    what_if_id: UUID


@dataclass(frozen=True, slots=True)
class AdoptionOpened:
    """Somebody wants to adopt a scenario; it waits for a decision."""

    topics: ClassVar[tuple[str, ...]] = ("what_if", "proposal")

    adoption_id: UUID


@dataclass(frozen=True, slots=True)
class AdoptionDecided:
    """A supervisor approved a scenario, rejected it or sent it back."""

    topics: ClassVar[tuple[str, ...]] = ("what_if", "proposal")

    adoption_id: UUID
    decision: str


@dataclass(frozen=True, slots=True)
class AdoptionUndone:
    """Who decided has undone it in time; the adoption waits again."""

    topics: ClassVar[tuple[str, ...]] = ("what_if", "proposal")

    adoption_id: UUID
