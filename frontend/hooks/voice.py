"""The voice of a page: the viewer's language and clock."""

from frontend.components.voice import Voice
from frontend.hooks.visit import use_now, use_visit


def use_voice() -> Voice:
    """Return how a page speaks that is drawn again only when something has happened."""
    visit = use_visit()
    return Voice(visit.language, visit.zone, visit.clock())


def use_ticking_voice() -> Voice:
    """Return how a page speaks on which spans of time run."""
    visit = use_visit()
    return Voice(visit.language, visit.zone, use_now())
